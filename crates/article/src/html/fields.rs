//! The fields of a page's article, each by a fixed order of sources, best first. The orders were measured on pages
//! with known answers; ARCHITECTURE.md has the list.

use super::Page;
use super::authors;
use super::body::Body;
use super::inline::inline;
use super::metadata::folded;
use super::parts::Part;
use super::prose::letters;
use super::tree::NodeId;
use crate::Settings;
use crate::article::{Field, Origin};
use crate::draft::Draft;
use crate::language::identify;

/// A value with where it was found.
pub(super) type Found<T> = Option<(T, Origin)>;

/// The first source that has a value.
pub(super) fn first<T>(sources: impl IntoIterator<Item = (Option<T>, Origin)>) -> Found<T> {
    sources.into_iter().find_map(|(value, from)| Some((value?, from)))
}

/// Fills the draft's fields; topics and rights that stand in the page are added with its blocks.
pub(super) fn read(page: &Page, body: Body, settings: &Settings, draft: &mut Draft) {
    let mut take = |field: Field, found: Found<String>, slot: fn(&mut Draft) -> &mut Option<String>| {
        if let Some((value, from)) = found {
            *slot(draft) = Some(value);
            draft.note(field, from);
        }
    };
    take(Field::Publisher, publisher(page), |draft| &mut draft.publisher);
    take(Field::Url, address(page, settings), |draft| &mut draft.url);
    take(Field::Language, language(page, body), |draft| &mut draft.language);
    take(Field::Headline, headline(page, body), |draft| &mut draft.headline);
    take(Field::Standfirst, standfirst(page), |draft| &mut draft.standfirst);
    take(Field::Label, label(page, body), |draft| &mut draft.label);
    if let Some((bylines, from)) = authors::find(page, body, draft.publisher.as_deref()) {
        draft.bylines = bylines;
        draft.note(Field::Bylines, from);
    }
    if let Some(paywalled) = page.metadata.json_ld.paywalled() {
        draft.paywalled = Some(paywalled);
        draft.note(Field::Paywalled, Origin::JsonLd);
    }
}

fn publisher(page: &Page) -> Found<String> {
    let tags = &page.metadata.tags;
    first([
        (tags.open_graph("og:site_name").map(str::to_owned), Origin::OpenGraph),
        (page.metadata.json_ld.publisher(), Origin::JsonLd),
        (tags.first_of(&["application-name", "publisher", "dc.publisher"]).map(str::to_owned), Origin::Meta),
    ])
}

fn address(page: &Page, settings: &Settings) -> Found<String> {
    let tags = &page.metadata.tags;
    let absolute = |address: &str| Some(page.resolved(address)).filter(|address| address.starts_with("http"));
    first([
        (tags.canonical.as_deref().and_then(absolute), Origin::Meta),
        (tags.open_graph("og:url").and_then(absolute), Origin::OpenGraph),
        (settings.url.clone(), Origin::Given),
    ])
}

fn language(page: &Page, body: Body) -> Found<String> {
    let tags = &page.metadata.tags;
    let declared = tags.language.clone().or_else(|| page.metadata.json_ld.text("inLanguage"));
    let told = || Some((identify(&page.tree.raw_text(body.container))?, Origin::Derived));
    declared.map(|tag| (tag.replace('_', "-"), Origin::Meta)).or_else(told)
}

/// JSON-LD, then microdata, the page's heading, `OpenGraph` and `<title>`; where heading and `OpenGraph` agree against
/// JSON-LD, they win.
fn headline(page: &Page, body: Body) -> Found<String> {
    let tags = &page.metadata.tags;
    let site = publisher(page).map(|(name, _)| name);
    let without_site = |title: &str| without_site(title, site.as_deref());
    let json_ld = page.metadata.json_ld.text("headline").map(|title| without_site(&title));
    let open_graph = tags.open_graph("og:title").map(without_site);
    let heading = body.headline.and_then(|id| heading(page, id, open_graph.as_deref()));
    if let (Some(heading), Some(open_graph)) = (&heading, &open_graph)
        && letters(heading) == letters(open_graph)
    {
        return Some((heading.clone(), Origin::Dom));
    }
    // A sharing card is written to be seen: of the same words its punctuation is the better ("Harbour talks: …").
    if let (Some(json_ld), Some(open_graph)) = (&json_ld, &open_graph)
        && letters(json_ld) == letters(open_graph)
    {
        return Some((open_graph.clone(), Origin::OpenGraph));
    }
    // Microdata marks the heading itself, its kicker included.
    let is_whole =
        |said: &String| heading.as_deref().is_some_and(|words| letters(said).ends_with(&letters(words)));
    let microdata = page.metadata.microdata.headline.clone().filter(|said| !is_whole(said));
    first([
        (json_ld, Origin::JsonLd),
        (microdata, Origin::Microdata),
        (heading, Origin::Dom),
        (open_graph, Origin::OpenGraph),
        (tags.title.as_deref().map(without_site), Origin::Meta),
    ])
}

/// The shortest piece of a heading that is a title of its own, in characters.
const SHORTEST_TITLE: usize = 20;

/// The words of the page's heading. A kicker that stands in it is glued to the title by the page's dress alone
/// ("Harbour talks" over "Nobody signs"): then `OpenGraph`'s words are taken where they are the same, or are the title.
fn heading(page: &Page, id: NodeId, open_graph: Option<&str>) -> Option<String> {
    let words = inline(&page.tree, &page.parts, id, &[]).in_one_line().text;
    let texts = page.tree.descendants(id).filter_map(|inner| page.tree.text(inner));
    let pieces: Vec<&str> = texts.filter(|text| !text.trim().is_empty()).collect();
    if let Some(title) = open_graph.filter(|_| pieces.len() > 1) {
        let is_same = letters(title) == letters(&words);
        if is_same || pieces.iter().any(|piece| letters(piece) == letters(title)) {
            return Some(title.to_owned());
        }
        let title = letters(title);
        let is_end =
            |piece: &&str| piece.chars().count() >= SHORTEST_TITLE && title.ends_with(&letters(piece));
        if let Some(last) =
            pieces.last().and_then(|piece| folded(piece)).filter(|piece| is_end(&piece.as_str()))
        {
            return Some(last);
        }
    }
    Some(words).filter(|words| !words.is_empty())
}

/// "Talks end | The Harbour Post" without the site.
fn without_site(title: &str, site: Option<&str>) -> String {
    let Some(site) = site.map(letters).filter(|site| !site.is_empty()) else { return title.to_owned() };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " • ", " · "] {
        if let Some((words, tail)) = title.rsplit_once(mark) {
            let tail = letters(tail);
            if !tail.is_empty() && (tail.contains(&site) || site.contains(&tail)) {
                return words.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

fn standfirst(page: &Page) -> Found<String> {
    let tags = &page.metadata.tags;
    first([
        (tags.open_graph("og:description").map(str::to_owned), Origin::OpenGraph),
        (tags.named("description").map(str::to_owned), Origin::Meta),
        (page.metadata.json_ld.text("description"), Origin::JsonLd),
    ])
}

fn label(page: &Page, body: Body) -> Found<String> {
    first([
        (printed_label(page, body), Origin::Dom),
        (page.metadata.json_ld.texts("articleSection").into_iter().next(), Origin::JsonLd),
        (page.metadata.tags.open_graph("article:section").map(str::to_owned), Origin::OpenGraph),
        (page.metadata.microdata.section.clone(), Origin::Microdata),
        (page.metadata.json_ld.section_of_breadcrumbs().map(str::to_owned), Origin::JsonLd),
    ])
}

/// The label over the headline, within the same header.
fn printed_label(page: &Page, body: Body) -> Option<String> {
    let headline = body.headline?;
    let before = page.tree.descendants(body.scope).take_while(|id| *id != headline);
    let labels = before.filter(|id| {
        page.parts.is(*id, Part::Label) && page.prose.is_leaf(*id) && !page.parts.is_hidden(*id)
    });
    labels
        .filter_map(|id| folded(&page.tree.raw_text(id)))
        .filter(|words| words.split(' ').count() <= 6 && words.contains(char::is_alphabetic))
        .last()
}
