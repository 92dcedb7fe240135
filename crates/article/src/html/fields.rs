//! The fields of a page's article, each by a fixed order of sources, best first. The orders were measured on pages
//! with known answers; ARCHITECTURE.md has the list.

use super::Page;
use super::body::Body;
use super::inline::inline;
use super::metadata::folded;
use super::parts::Part;
use super::prose::letters;
use super::tree::{NodeId, ROOT};
use crate::Settings;
use crate::article::{Byline, Field, Origin};
use crate::bylines::{names_in, printed_bylines};
use crate::draft::Draft;
use crate::language::identify;

/// A value with where it was found.
type Found<T> = Option<(T, Origin)>;

/// The first source that has a value.
fn first<T>(sources: impl IntoIterator<Item = (Option<T>, Origin)>) -> Found<T> {
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
    if let Some((bylines, from)) = bylines(page, body, draft.publisher.as_deref()) {
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
    first([
        (declared.map(|tag| tag.replace('_', "-")), Origin::Meta),
        (identify(&page.tree.raw_text(body.container)), Origin::Derived),
    ])
}

/// JSON-LD, then the page's heading, then OpenGraph; where heading and OpenGraph agree against JSON-LD, they win.
fn headline(page: &Page, body: Body) -> Found<String> {
    let tags = &page.metadata.tags;
    let site = publisher(page).map(|(name, _)| name);
    let without_site = |title: &str| without_site(title, site.as_deref());
    let heading = body
        .headline
        .map(|id| inline(&page.tree, &page.parts, id, &[]).in_one_line().text)
        .filter(|words| !words.is_empty());
    let json_ld = page.metadata.json_ld.text("headline").map(|title| without_site(&title));
    let open_graph = tags.open_graph("og:title").map(without_site);
    if let (Some(heading), Some(open_graph)) = (&heading, &open_graph)
        && letters(heading) == letters(open_graph)
    {
        return Some((heading.clone(), Origin::Dom));
    }
    first([
        (json_ld, Origin::JsonLd),
        (page.metadata.microdata.headline.clone(), Origin::Microdata),
        (heading, Origin::Dom),
        (open_graph, Origin::OpenGraph),
        (tags.title.as_deref().map(without_site), Origin::Meta),
    ])
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
        .filter(|words| words.split(' ').count() <= 6)
        .last()
}

/// Names from metadata, in the order of its reliability, with the places that the printed byline gives them. A printed
/// byline that has all of those names and more is the better source.
fn bylines(page: &Page, body: Body, publisher: Option<&str>) -> Found<Vec<Byline>> {
    let tags = &page.metadata.tags;
    let named = |names: Vec<String>| {
        let mut bylines: Vec<Byline> = Vec::new();
        for byline in names.iter().flat_map(|name| names_in(name)) {
            if bylines.iter().all(|known| letters(&known.name) != letters(&byline.name)) {
                bylines.push(byline);
            }
        }
        (!bylines.is_empty()).then_some(bylines)
    };
    let metas = ["author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"]
        .iter()
        .filter_map(|name| tags.all(name).first().cloned());
    let printed = printed(page, body);
    let found = first([
        (named(page.metadata.json_ld.authors()), Origin::JsonLd),
        (named(metas.take(1).collect()), Origin::Meta),
        (named(page.metadata.microdata.authors.clone()), Origin::Microdata),
        (named(rel_author(page)), Origin::Dom),
    ]);
    let is_publisher = |bylines: &[Byline]| {
        bylines.len() == 1
            && publisher.is_some_and(|publisher| letters(publisher) == letters(&bylines[0].name))
    };
    match (found, printed) {
        (Some((found, from)), Some(printed)) => {
            let has = |list: &[Byline], name: &str| {
                list.iter().any(|byline| letters(&byline.name) == letters(name))
            };
            if is_publisher(&found) || found.iter().all(|byline| has(&printed, &byline.name)) {
                return Some((printed, Origin::Dom));
            }
            let place = |name: &str| {
                printed
                    .iter()
                    .find(|byline| letters(&byline.name) == letters(name))
                    .and_then(|byline| byline.place.clone())
            };
            Some((
                found.into_iter().map(|byline| Byline { place: place(&byline.name), ..byline }).collect(),
                from,
            ))
        }
        (Some(found), None) => Some(found),
        (None, printed) => printed.map(|printed| (printed, Origin::Dom)),
    }
}

/// The names of links that say they lead to the author.
fn rel_author(page: &Page) -> Vec<String> {
    let links = page.tree.descendants(ROOT).filter(|id| page.tree.attribute(*id, "rel") == Some("author"));
    links.filter_map(|id| folded(&page.tree.raw_text(id))).collect()
}

/// The byline as it stands in the page.
fn printed(page: &Page, body: Body) -> Option<Vec<Byline>> {
    byline_elements(page, body).find_map(|id| {
        let words = inline(&page.tree, &page.parts, id, &[]).in_one_line().text;
        printed_bylines(&words).filter(|bylines| bylines.iter().any(|byline| byline.name.contains(' ')))
    })
}

/// Elements that can hold the byline: said to by their class, and short.
pub(super) fn byline_elements(page: &Page, body: Body) -> impl Iterator<Item = NodeId> + '_ {
    page.tree
        .descendants(body.scope)
        .filter(|id| page.parts.is(*id, Part::Byline) && (4..=400).contains(&page.prose.within(*id).chars))
}
