//! Web pages: any site's, by no rule made for one.

mod authors;
mod blocks;
mod body;
mod dates;
mod fields;
mod figures;
mod inline;
mod inside;
mod metadata;
mod parse;
mod parts;
mod prose;
mod scripts;
mod tree;

use url::Url;

use crate::draft::Draft;
use crate::{Error, Settings};
use body::Body;
use inside::Inside;
use metadata::Metadata;
use parts::Parts;
use prose::Prose;
pub(crate) use prose::letters;

/// Everything known of one page while it is read.
struct Page {
    tree: tree::Tree,
    parts: Parts,
    metadata: Metadata,
    prose: Prose,
    inside: Inside,
    /// Against which relative links are resolved.
    address: Option<Url>,
}

impl Page {
    fn of(source: &str, settings: &Settings) -> Self {
        let tree = parse::parse(source);
        let metadata = Metadata::of(&tree);
        let parts = Parts::of(&tree);
        let prose = Prose::of(&tree, &parts, &metadata);
        let inside = Inside::of(&tree, &parts, &prose);
        let canonical = metadata.tags.canonical.as_deref().or_else(|| metadata.tags.open_graph("og:url"));
        let address = [settings.url.as_deref(), canonical, metadata.tags.base.as_deref()]
            .into_iter()
            .flatten()
            .find_map(|address| Url::parse(address).ok());
        Self { tree, parts, metadata, prose, inside, address }
    }

    /// A link's target, absolute where the page's address is known.
    fn resolved(&self, target: &str) -> String {
        let joined = self.address.as_ref().and_then(|address| address.join(target.trim()).ok());
        joined.map_or_else(|| target.trim().to_owned(), String::from)
    }
}

/// Reads a page into a draft.
pub(crate) fn read(source: &str, settings: &Settings) -> Result<Draft, Error> {
    let mut page = Page::of(source, settings);
    let mut draft = Draft::default();
    let body = body::find(&mut page);
    fields::read(&page, body, settings, &mut draft);
    dates::read(&page, body, source, settings, &mut draft);
    blocks::read(&page, body, settings, &mut draft);
    if draft.blocks.iter().any(|block| block.kind.is_read()) { Ok(draft) } else { Err(Error::NoText) }
}

/// Writes the blocks of marked-up words that are an article's from end to end (an entry of a feed, the body of an agency's
/// item) behind its label and headline. Its fields are known from elsewhere.
pub(crate) fn write_blocks(source: &str, settings: &Settings, draft: &mut Draft) {
    let page = Page::of(source, settings);
    let body =
        page.tree.descendants(tree::ROOT).find(|id| page.tree.name(*id) == "body").unwrap_or(tree::ROOT);
    blocks::read(&page, Body { container: body, scope: body, headline: None }, settings, draft);
}

/// A title that may be marked up ("Talks &lt;em&gt;end&lt;/em&gt; &amp;amp; resume"), in plain words.
pub(crate) fn plain_words(marked: &str) -> String {
    if !marked.contains(['<', '&']) {
        return marked.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let tree = parse::parse(marked);
    tree.raw_text(tree::ROOT).split_whitespace().collect::<Vec<_>>().join(" ")
}
