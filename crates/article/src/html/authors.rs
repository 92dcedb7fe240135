//! Who wrote a page's piece: names from metadata and from the page, in the order of their reliability.

use super::Page;
use super::body::Body;
use super::fields::{Found, first};
use super::inline::inline;
use super::metadata::folded;
use super::parts::Part;
use super::prose::letters;
use super::tree::{NodeId, ROOT};
use crate::article::{Byline, Origin};
use crate::bylines::{has_by, names_in, printed_bylines};

/// The most names that a source gives; a page with more lists its staff.
const MOST_NAMES: usize = 60;

/// Names from metadata with the places that the printed byline gives them. A printed byline that has all of those
/// names and more is the better source; the outlet itself is the author only where nobody else is.
pub(super) fn find(page: &Page, body: Body, publisher: Option<&str>) -> Found<Vec<Byline>> {
    let outlet = Outlet::of(page, publisher);
    let printed = printed(page, body, &outlet);
    let people = |names: Vec<String>| {
        Some(named(&names)).filter(|names| names.iter().any(|byline| !outlet.is(&byline.name)))
    };
    let found = first([
        (people(page.metadata.json_ld.authors()), Origin::JsonLd),
        (tagged(page).into_iter().find_map(people), Origin::Meta),
        (people(page.metadata.microdata.authors.clone()), Origin::Microdata),
        (people(rel_author(page)), Origin::Dom),
    ]);
    let has = |list: &[Byline], name: &str| list.iter().any(|byline| letters(&byline.name) == letters(name));
    match (found, printed) {
        (Some((found, _)), Some(printed)) if found.iter().all(|byline| has(&printed, &byline.name)) => {
            Some((printed, Origin::Dom))
        }
        (Some((mut found, from)), printed) => {
            for byline in &mut found {
                let same =
                    printed.iter().flatten().find(|other| letters(&other.name) == letters(&byline.name));
                byline.place = same.and_then(|same| same.place.clone());
            }
            Some((found, from))
        }
        (None, Some(printed)) => Some((printed, Origin::Dom)),
        (None, None) => first([
            (by_line(page, body), Origin::Dom),
            (signature(page, body), Origin::Dom),
            (Some(named(&page.metadata.json_ld.authors())).filter(|names| !names.is_empty()), Origin::JsonLd),
            (
                tagged(page).into_iter().map(|names| named(&names)).find(|names| !names.is_empty()),
                Origin::Meta,
            ),
        ]),
    }
}

/// The outlet's own names, which are no person's.
struct Outlet {
    names: Vec<String>,
}

impl Outlet {
    fn of(page: &Page, publisher: Option<&str>) -> Self {
        let names = [publisher.map(str::to_owned), page.metadata.json_ld.publisher()];
        let host = page.address.as_ref().and_then(|address| address.host_str());
        // "www.northline.example" is Northline.
        let label =
            host.and_then(|host| host.trim_start_matches("www.").split('.').next()).map(str::to_owned);
        let names =
            names.into_iter().chain([label, host.map(str::to_owned)]).flatten().map(|name| letters(&name));
        Self { names: names.filter(|name| name.len() > 2).collect() }
    }

    fn is(&self, name: &str) -> bool {
        self.names.contains(&letters(name))
    }
}

fn named(names: &[String]) -> Vec<Byline> {
    let mut bylines: Vec<Byline> = Vec::new();
    for byline in names.iter().flat_map(|name| names_in(name)).take(MOST_NAMES) {
        if bylines.iter().all(|known| letters(&known.name) != letters(&byline.name)) {
            bylines.push(byline);
        }
    }
    bylines
}

/// The lists of names that `<meta>` tags give, the best tag first. A sharing card says in its label what its data is.
fn tagged(page: &Page) -> Vec<Vec<String>> {
    let tags = &page.metadata.tags;
    let names = [
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
    ];
    let card = ["1", "2"].iter().find_map(|n| {
        let label = tags.named(&format!("twitter:label{n}"))?.to_lowercase();
        let is_author = [
            "written by",
            "verfasst von",
            "geschrieben von",
            "écrit par",
            "escrito por",
            "scritto da",
            "por",
        ];
        let value = tags.named(&format!("twitter:data{n}"))?;
        is_author.contains(&label.as_str()).then(|| vec![value.to_owned()])
    });
    names.iter().map(|name| tags.all(name).to_vec()).chain(card).collect()
}

/// The names of links that say they lead to the author.
fn rel_author(page: &Page) -> Vec<String> {
    let links = page.tree.descendants(ROOT).filter(|id| page.tree.attribute(*id, "rel") == Some("author"));
    links.filter_map(|id| folded(&page.tree.raw_text(id))).take(12).collect()
}

/// The byline as it stands in the page.
fn printed(page: &Page, body: Body, outlet: &Outlet) -> Option<Vec<Byline>> {
    byline_elements(page, body).find_map(|id| {
        let mut names = names_of(page, id)?;
        // "Ana Ruiz | Northline" is one person.
        names.retain(|byline| !outlet.is(&byline.name));
        Some(names).filter(|names| !names.is_empty())
    })
}

/// The names that a byline element holds. "Ana Ruiz Ben Okafor", each in a box of its own, is two people; where boxes
/// hold other things as well (a role, a button), the first name is the author.
fn names_of(page: &Page, id: NodeId) -> Option<Vec<Byline>> {
    let line = inline(&page.tree, &page.parts, id, &[]).in_one_line().text;
    let whole = printed_bylines(&line).filter(|names| names.iter().any(|byline| byline.name.contains(' ')));
    let pieces = names_of_pieces(page, id);
    let joined: String = pieces.iter().map(|byline| letters(&byline.name)).collect();
    let are_glued = pieces.len() > 1 && letters(&line) == joined;
    match whole {
        Some(names) if !(are_glued && names.len() == 1) => Some(names),
        _ if are_glued => Some(pieces),
        _ => pieces.into_iter().next().map(|first| vec![first]),
    }
}

/// The names in a byline's innermost elements, where each holds one.
fn names_of_pieces(page: &Page, id: NodeId) -> Vec<Byline> {
    let mut names: Vec<Byline> = Vec::new();
    let texts = page.tree.descendants(id).filter_map(|inner| page.tree.text(inner)).take(60);
    for text in texts.filter_map(folded) {
        let read = printed_bylines(&text).unwrap_or_default();
        for byline in read.into_iter().filter(|byline| byline.name.contains(' ')) {
            if names.iter().all(|known| known.name != byline.name) {
                names.push(byline);
            }
        }
    }
    names
}

/// A line under the headline that says it is a byline, perhaps among other things: "25.04.25 | 14:07 | By Ana Ruiz".
fn by_line(page: &Page, body: Body) -> Option<Vec<Byline>> {
    let start = body.headline.unwrap_or(body.container);
    let lines = page.prose.order.iter().skip_while(|id| **id != start);
    let short = lines.filter(|id| (6..=160).contains(&page.prose.within(**id).chars)).take(30);
    short.into_iter().find_map(|id| {
        let line = inline(&page.tree, &page.parts, *id, &[]).text;
        line.split(['|', '·', '•', '\n']).map(str::trim).filter(|part| has_by(part)).find_map(|part| {
            printed_bylines(part).filter(|names| names.iter().all(|byline| byline.name.contains(' ')))
        })
    })
}

/// A name in bold type that is the body's first or last paragraph.
fn signature(page: &Page, body: Body) -> Option<Vec<Byline>> {
    let paragraphs: Vec<NodeId> = page
        .tree
        .descendants(body.container)
        .filter(|id| page.tree.name(*id) == "p" && page.prose.within(*id).chars > 0)
        .collect();
    let [first, .., last] = paragraphs.as_slice() else { return None };
    [first, last].into_iter().find_map(|id| {
        let is_bold = page.tree.children(*id).all(|child| {
            matches!(page.tree.name(child), "strong" | "b")
                || page.tree.text(child).is_some_and(|text| text.trim().is_empty())
        });
        let line = folded(&page.tree.raw_text(*id)).filter(|line| is_bold && line.len() <= 80)?;
        printed_bylines(&line).filter(|names| names.iter().all(|byline| byline.name.contains(' ')))
    })
}

/// Elements that can hold the byline: said to by their class, and short.
fn byline_elements(page: &Page, body: Body) -> impl Iterator<Item = NodeId> + '_ {
    page.tree.descendants(body.scope).filter(|id| {
        page.parts.is(*id, Part::Byline) && page.inside.has_words(*id) && page.prose.within(*id).chars <= 400
    })
}
