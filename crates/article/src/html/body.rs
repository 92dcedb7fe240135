//! Finds the element of a page that holds the article's body.
//!
//! Each paragraph gives points to the elements around it, fewer the further out they lie (the idea of Arc90's
//! Readability, 2009), more where the page's JSON-LD has its words. The element with the most points is widened to its
//! surroundings while that gains running text.

use super::Page;
use super::parts::{Part, Parts};
use super::prose::{Prose, letters};
use super::tree::{NodeId, ROOT, Tree};

/// What of a page is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    /// Holds the body.
    pub(super) container: NodeId,
    /// Holds the body and the headline: where standfirst, bylines and the first picture are looked for.
    pub(super) scope: NodeId,
    /// The page's own headline.
    pub(super) headline: Option<NodeId>,
}

/// The shortest text that counts as a paragraph, in characters.
const SHORTEST: u32 = 25;

/// Finds the body. Where the words of classes and ids would take away most of what it holds, they mean something
/// else on this page and are left out of account.
pub(super) fn find(page: &mut Page) -> Body {
    clear_surroundings(page);
    let mut container = best_container(page);
    if kept_share(page, container) < 0.55 {
        page.parts = Parts::without_class_words(&page.tree);
        clear_surroundings(page);
        container = best_container(page);
    }
    let headline = headline_of(page, container);
    let scope = scope_of(&page.tree, headline, container);
    Body { container, scope, headline }
}

/// An element that holds much of the page's running text is neither noise nor an aside, whatever its class says.
fn clear_surroundings(page: &mut Page) {
    let total = page.prose.within(ROOT).unlinked();
    for id in 0..page.tree.len() as NodeId {
        if page.prose.within(id).unlinked() * 5 > total * 2
            && !matches!(page.tree.name(id), "script" | "template" | "nav")
            && !page.parts.is(id, Part::Comments)
        {
            page.parts.clear_surroundings(id);
        }
    }
}

/// Whether each node lies in something that is never part of a body.
fn excluded(tree: &Tree, parts: &Parts, prose: &Prose) -> Vec<bool> {
    let mut excluded = vec![false; tree.len()];
    for &id in &prose.order {
        let is_above = tree.parent(id).is_some_and(|parent| excluded[parent as usize]);
        excluded[id as usize] =
            is_above || parts.is_hidden(id) || parts.is(id, Part::Noise) || parts.is(id, Part::Aside);
    }
    excluded
}

fn best_container(page: &Page) -> NodeId {
    let Page { tree, parts, prose, .. } = page;
    let excluded = excluded(tree, parts, prose);
    let mut points = vec![0.0_f32; tree.len()];
    let mut paragraphs = vec![0.0_f32; tree.len()];
    for &id in &prose.order {
        let worth = if excluded[id as usize] { 0.0 } else { paragraph_points(page, id) };
        if worth == 0.0 {
            continue;
        }
        let reach = [1.0, 1.0, 0.5, 0.25];
        // A text that stands loose in a box makes the box itself a candidate.
        let first = usize::from(tree.name(id) == "p" || tree.name(id) == "li");
        for (above, share) in
            std::iter::once(id).chain(tree.ancestors(id)).skip(first).zip(reach.into_iter().skip(1))
        {
            points[above as usize] += worth * share;
        }
        for above in std::iter::once(id).chain(tree.ancestors(id)) {
            paragraphs[above as usize] += worth;
        }
    }
    let weighed = |id: NodeId| {
        let bonus = if parts.is(id, Part::Body) { 1.3 } else { 1.0 };
        points[id as usize] * bonus * (1.0 - prose.within(id).link_density())
    };
    let best = prose.order.iter().copied().max_by(|a, b| weighed(*a).total_cmp(&weighed(*b)).then(b.cmp(a)));
    best.map_or(ROOT, |best| widened(page, &paragraphs, best))
}

/// What a paragraph is worth: more for its length and its commas, nothing for headings, captions and lists of links.
fn paragraph_points(page: &Page, id: NodeId) -> f32 {
    let Page { tree, parts, prose, .. } = page;
    let own = prose.own(id);
    let is_other = matches!(
        tree.name(id),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "figcaption" | "th" | "label" | "head" | "title"
    );
    if own.chars < SHORTEST || own.link_density() > 0.5 || is_other || parts.is(id, Part::Caption) {
        return 0.0;
    }
    let of_length = (own.unlinked() as f32 / 100.0).min(3.0);
    let points = 1.0 + of_length + own.commas.min(4) as f32 * 0.5 + if own.is_vouched { 6.0 } else { 0.0 };
    if tree.name(id) == "p" { points } else { points * 0.8 }
}

/// Goes outwards while that gains a tenth of the running text or more, but not out of the article's own element.
fn widened(page: &Page, paragraphs: &[f32], best: NodeId) -> NodeId {
    let Page { tree, prose, .. } = page;
    let mut at = best;
    while let Some(parent) = tree.parent(at) {
        if matches!(tree.name(at), "article" | "main" | "body") || parent == ROOT {
            break;
        }
        at = parent;
    }
    let outermost = at;
    let mut widened = best;
    let mut at = best;
    while at != outermost {
        let Some(parent) = tree.parent(at) else { break };
        at = parent;
        // Where links begin to outweigh the text, the rest of the site begins.
        if prose.within(at).link_density() > 0.5 {
            break;
        }
        if paragraphs[at as usize] > paragraphs[widened as usize] * 1.1 {
            widened = at;
        }
    }
    widened
}

/// How much of the container's running text is left when noise and asides are taken out.
fn kept_share(page: &Page, container: NodeId) -> f32 {
    let excluded = excluded(&page.tree, &page.parts, &page.prose);
    let (mut all, mut kept) = (0, 0);
    for id in page.tree.descendants(container) {
        if page.tree.name(id) == "p" {
            let chars = page.prose.own(id).unlinked();
            all += chars;
            kept += if excluded[id as usize] { 0 } else { chars };
        }
    }
    if all == 0 { 1.0 } else { kept as f32 / all as f32 }
}

/// The longest title that headings are compared with, in characters.
const LONGEST_TITLE: usize = 400;

/// The first-level heading that the page's metadata has as its title; else such a heading of a lower level, where the
/// first is spent on a breadcrumb; else the last first-level heading before the body's end.
fn headline_of(page: &Page, container: NodeId) -> Option<NodeId> {
    let Page { tree, prose, metadata, .. } = page;
    let titles = [
        metadata.json_ld.text("headline"),
        metadata.tags.open_graph("og:title").map(str::to_owned),
        metadata.tags.title.clone(),
    ];
    let titles: Vec<String> = titles
        .into_iter()
        .flatten()
        .map(|title| letters(&title.chars().take(LONGEST_TITLE).collect::<String>()))
        .filter(|title| !title.is_empty())
        .collect();
    let is_title = |id: &NodeId| {
        let words = letters(&tree.raw_text(*id));
        words.len() > 5 && titles.iter().any(|title| title.contains(&words) || words.contains(title.as_str()))
    };
    let of_level = |names: &'static [&'static str]| {
        let is_heading = move |id: &NodeId| {
            names.contains(&tree.name(*id)) && (1..=1000).contains(&prose.within(*id).chars)
        };
        prose.order.iter().copied().filter(is_heading)
    };
    let last_before = || {
        let end = tree.skip(container, ROOT);
        let until_end = prose.order.iter().copied().take_while(|id| Some(*id) != end);
        until_end.filter(|id| tree.name(*id) == "h1" && prose.within(*id).chars > 0).last()
    };
    of_level(&["h1"]).find(is_title).or_else(|| of_level(&["h2", "h3"]).find(is_title)).or_else(last_before)
}

/// The part of the page that is walked: the article's own element around body and headline, where there is one.
fn scope_of(tree: &Tree, headline: Option<NodeId>, container: NodeId) -> NodeId {
    let inner = headline.map_or(container, |headline| common_ancestor(tree, headline, container));
    let around = || std::iter::once(inner).chain(tree.ancestors(inner));
    around().find(|id| matches!(tree.name(*id), "article" | "main")).unwrap_or(inner)
}

fn common_ancestor(tree: &Tree, a: NodeId, b: NodeId) -> NodeId {
    let of_a: Vec<NodeId> = std::iter::once(a).chain(tree.ancestors(a)).collect();
    std::iter::once(b).chain(tree.ancestors(b)).find(|id| of_a.contains(id)).unwrap_or(ROOT)
}
