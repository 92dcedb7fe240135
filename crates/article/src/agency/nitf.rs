//! NITF, the markup that agencies write their texts in. Its body is so near to HTML that it is turned into HTML, and read
//! as a page's is.

use super::{Given, bylines, moment, status};
use crate::article::{BlockKind, Origin};
use crate::compose::Words;
use crate::draft::{Draft, DraftBlock};
use crate::xml::{Child, Element};

/// Fills the fields that are still empty.
pub(super) fn fill(nitf: Element<'_>, draft: &mut Draft) {
    let attribute =
        |path: &'static [&'static str], name: &str| nitf.find(path)?.attribute(name).map(str::to_owned);
    if let Some(data) = nitf.find(&["head", "docdata"]) {
        draft.id = draft.id.take().or_else(|| attribute(&["head", "docdata", "doc-id"], "id-string"));
        draft.version = draft.version.take().or_else(|| attribute(&["head", "docdata", "du-key"], "version"));
        draft.status = draft.status.or_else(|| data.attribute("management-status").and_then(status));
        let date =
            |name: &str| data.elements().find(|date| date.name() == name)?.attribute("norm").and_then(moment);
        let release = date("date.release").filter(|release| Some(*release) != date("date.issue"));
        draft.embargoed = draft.embargoed.or(release);
        draft.notes.extend(data.all("ed-msg").filter_map(|note| note.attribute("info")).map(str::to_owned));
        for correction in data.all("correction") {
            draft.signals.push("correction".to_owned());
            draft.notes.extend(correction.attribute("info").map(str::to_owned));
        }
    }
    given(nitf).fill(draft, Origin::NewsMl);
}

fn given(nitf: Element<'_>) -> Given {
    let words = |path: &'static [&'static str]| nitf.find(path).and_then(Element::words);
    let attribute =
        |path: &'static [&'static str], name: &str| nitf.find(path)?.attribute(name).map(str::to_owned);
    let place = words(&["body", "body.head", "dateline", "location"]);
    let lines = nitf.find(&["body", "body.head"]).into_iter().flat_map(|head| head.all("byline"));
    let lines =
        lines.filter_map(|line| without_title(line)).flat_map(|line| bylines(&line, place.as_deref()));
    let data: &'static [&'static str] = &["head", "docdata", "date.issue"];
    Given {
        headline: words(&["body", "body.head", "hedline", "hl1"]).or_else(|| words(&["head", "title"])),
        standfirst: words(&["body", "body.head", "abstract"])
            .or_else(|| words(&["body", "body.head", "hedline", "hl2"])),
        publisher: words(&["body", "body.head", "distributor"])
            .or_else(|| attribute(&["head", "pubdata"], "name"))
            .or_else(|| attribute(&["head", "docdata", "doc.copyright"], "holder")),
        rights: words(&["body", "body.head", "rights"])
            .or_else(|| attribute(&["head", "docdata", "doc.copyright"], "holder")),
        bylines: lines.collect(),
        topics: topics(nitf),
        first: attribute(data, "norm")
            .or_else(|| attribute(&["head", "pubdata"], "date.publication"))
            .and_then(|written| moment(&written)),
        ..Given::default()
    }
}

/// A byline without its author's title, which NITF marks.
fn without_title(line: Element<'_>) -> Option<String> {
    let whole = line.words()?;
    let title = line.find(&["byttl"]).and_then(Element::words).unwrap_or_default();
    let name = whole.strip_suffix(&title).unwrap_or(&whole).trim_end_matches([',', ' ', ';']);
    Some(name.to_owned())
}

fn topics(nitf: Element<'_>) -> Vec<String> {
    let subjects = nitf.descendants("tobject.subject").filter_map(|subject| {
        let levels = ["tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"];
        levels.into_iter().find_map(|level| subject.attribute(level))
    });
    let keywords = nitf.descendants("keyword").filter_map(|keyword| keyword.attribute("key"));
    subjects.chain(keywords).map(str::to_owned).collect()
}

/// The words of the body, and what stands at its foot.
pub(super) fn words(nitf: Element<'_>) -> (Option<Words>, Vec<DraftBlock>) {
    let mut html = String::new();
    if let Some(line) = nitf.find(&["body", "body.head", "dateline"]).and_then(Element::words) {
        html.push_str("<p>");
        escape(&line, &mut html);
        html.push_str("</p>");
    }
    for content in nitf.find(&["body"]).into_iter().flat_map(|body| body.all("body.content")) {
        write(content, &mut html);
    }
    let taglines = nitf.find(&["body", "body.end"]).into_iter().flat_map(Element::elements);
    let foot = taglines.filter_map(Element::words);
    let foot = foot.map(|words| DraftBlock::new(BlockKind::Aside, Origin::NewsMl, words)).collect();
    ((!html.trim().is_empty()).then_some(Words::Marked(html)), foot)
}

/// Writes what an element holds as HTML. Nesting was capped when the tree was read.
fn write(element: Element<'_>, html: &mut String) {
    for child in element.children() {
        match child {
            Child::Text(words) => escape(words, html),
            Child::Element(inner) => write_element(inner, html),
        }
    }
}

fn write_element(element: Element<'_>, html: &mut String) {
    let (opening, closing) = match element.name() {
        "p" | "lead" => ("<p>", "</p>"),
        "br" => ("<br>", ""),
        "hl2" => ("<h2>", "</h2>"),
        "bq" => ("<blockquote>", "</blockquote>"),
        "block" | "nitf-table" | "credit" | "datasource" => ("<div>", "</div>"),
        "ul" => ("<ul>", "</ul>"),
        "ol" => ("<ol>", "</ol>"),
        "li" => ("<li>", "</li>"),
        "dl" => ("<dl>", "</dl>"),
        "dt" => ("<dt>", "</dt>"),
        "dd" => ("<dd>", "</dd>"),
        "pre" => ("<p>", "</p>"),
        "table" => ("<table>", "</table>"),
        "tr" => ("<tr>", "</tr>"),
        "td" => ("<td>", "</td>"),
        "th" => ("<th>", "</th>"),
        "media" => ("<figure>", "</figure>"),
        "media-caption" => ("<figcaption>", "</figcaption>"),
        "media-producer" => ("<div class=\"credit\">", "</div>"),
        "note" => ("<aside>", "</aside>"),
        "media-object" | "media-metadata" | "nitf-table-metadata" => return,
        "media-reference" => ("<img>", ""),
        "a" => return write_link(element, html),
        // Names, dates and emphasis are words of the line.
        _ => ("", ""),
    };
    html.push_str(opening);
    write(element, html);
    html.push_str(closing);
}

fn write_link(element: Element<'_>, html: &mut String) {
    html.push_str("<a href=\"");
    escape(element.attribute("href").unwrap_or_default(), html);
    html.push_str("\">");
    write(element, html);
    html.push_str("</a>");
}

fn escape(words: &str, html: &mut String) {
    for c in words.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
    }
}
