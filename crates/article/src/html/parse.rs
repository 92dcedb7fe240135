//! Parses a page in bounded time and memory, whatever is in it.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, TokenizerResult};

use super::prose::is_inline;
use super::tree::{NodeId, Sink, Tree};

/// The deepest nesting kept. The tree builder looks through its open elements at many tags, so deeper nesting costs
/// the square of its depth; browsers cap at 512, and no page that we have seen passes 100.
const DEEPEST: usize = 256;

/// The most nodes of a page; a real one has a few thousand.
const MOST_NODES: usize = 1_000_000;

/// The most attributes of a tag. The tokenizer compares each with all before it.
const MOST_ATTRIBUTES: usize = 256;

/// Parses a page. Nesting, nodes and attributes past the caps are left out.
pub(super) fn parse(page: &str) -> Tree {
    let builder = TreeBuilder::new(
        Sink::new(),
        TreeBuilderOpts { scripting_enabled: true, ..TreeBuilderOpts::default() },
    );
    let tokenizer = Tokenizer::new(Capped { builder, open: RefCell::default() }, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&with_few_attributes(page)));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Stands between tokenizer and tree builder and lets no more through than the caps allow.
struct Capped {
    builder: TreeBuilder<NodeId, Sink>,
    open: RefCell<Vec<OpenTag>>,
}

/// A start tag whose end tag is still to come.
struct OpenTag {
    name: LocalName,
    /// Whether it lay too deep and was left out; its end tag is then left out as well.
    is_dropped: bool,
}

impl Capped {
    fn keeps(&self, token: &Token) -> bool {
        match token {
            Token::CommentToken(_) | Token::ParseError(_) => false,
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                tag.self_closing || is_void(&tag.name) || self.opens(&tag.name)
            }
            Token::TagToken(tag) => self.closes(&tag.name),
            Token::CharacterTokens(_)
            | Token::DoctypeToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken => true,
        }
    }

    fn opens(&self, name: &LocalName) -> bool {
        let mut open = self.open.borrow_mut();
        if has_optional_end(name) {
            // "<li>" ends the item before it, unless a list began in between.
            let run = open.iter().rev().take_while(|tag| has_optional_end(&tag.name) || is_inline(&tag.name));
            if let Some(back) = run.map(|tag| &tag.name).position(|before| before == name) {
                let length = open.len() - 1 - back;
                open.truncate(length);
            }
        }
        // The count of open tags is ours and drifts where end tags are missing; the depth is what the builder made of
        // them, but is known only of what it last put in. Both together mean that nesting really is deep. Tags that
        // switch the tokenizer into raw text must reach the builder, which tells it so.
        let is_dropped =
            open.len() >= DEEPEST && self.builder.sink.depth() as usize >= DEEPEST && !is_raw(name);
        open.push(OpenTag { name: name.clone(), is_dropped });
        !is_dropped
    }

    fn closes(&self, name: &LocalName) -> bool {
        let mut open = self.open.borrow_mut();
        let Some(back) = open.iter().rev().take(2 * DEEPEST).position(|tag| tag.name == *name) else {
            return true;
        };
        let at = open.len() - 1 - back;
        let is_dropped = open[at].is_dropped;
        open.truncate(at);
        !is_dropped
    }
}

impl TokenSink for Capped {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let is_over = self.builder.sink.len() >= MOST_NODES && token != Token::EOFToken;
        if is_over || !self.keeps(&token) {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements whose text is not parsed for tags.
fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "textarea"
            | "title"
            | "iframe"
            | "noscript"
            | "xmp"
            | "noembed"
            | "noframes"
            | "plaintext"
    )
}

fn has_optional_end(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
    )
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// The page without what lies past the cap in tags of too many attributes. Quotation marks are followed, so that a
/// long attribute value is no long list of attributes; in scripts this may cut a line of code that looks like such a
/// tag, which nobody reads.
fn with_few_attributes(page: &str) -> Cow<'_, str> {
    let bytes = page.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(open) = page[at..].find('<').map(|found| at + found) {
        at = open + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (end, cut) = end_of_tag(bytes, at);
        if let Some(cut) = cut {
            kept.push_str(&page[copied..cut]);
            copied = end;
        }
        at = end;
    }
    if copied == 0 {
        return Cow::Borrowed(page);
    }
    kept.push_str(&page[copied..]);
    Cow::Owned(kept)
}

/// Where the tag ends, and where its attributes pass the cap if they do. Both are next to an ASCII byte.
fn end_of_tag(bytes: &[u8], start: usize) -> (usize, Option<usize>) {
    let mut n_attributes = 0;
    let mut cut = None;
    let mut quote = None;
    let mut before = b' ';
    for (offset, &byte) in bytes[start..].iter().enumerate() {
        let at = start + offset;
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) => {}
            None if byte == b'>' => return (at, cut),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if (byte.is_ascii_whitespace() || byte == b'/') && !before.is_ascii_whitespace() => {
                n_attributes += 1;
                if n_attributes > MOST_ATTRIBUTES && cut.is_none() {
                    cut = Some(at);
                }
            }
            None => {}
        }
        if !(byte.is_ascii_whitespace() && before == b'=') {
            before = byte;
        }
    }
    // A tag that never ends takes the rest of the page with it, as in browsers.
    (bytes.len(), cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tree::{NodeKind, ROOT};

    fn depth_of_deepest(tree: &Tree) -> usize {
        (0..tree.len() as NodeId).map(|id| tree.ancestors(id).count()).max().unwrap_or(0)
    }

    #[test]
    fn nesting_is_capped_and_what_follows_is_not_lost() {
        let page = format!("{}<p>deep{}<p>after", "<div>".repeat(5_000), "</div>".repeat(5_000));
        let tree = parse(&page);
        assert!(depth_of_deepest(&tree) <= DEEPEST + 4);
        assert!(tree.raw_text(ROOT).ends_with("after"));
        let after = (0..tree.len() as NodeId).rev().find(|id| tree.name(*id) == "p").unwrap();
        assert!(
            tree.ancestors(after).count() < 8,
            "the end tags of dropped start tags are dropped, the others are not"
        );
    }

    #[test]
    fn formatting_that_is_never_closed_stays_within_the_budget() {
        use std::fmt::Write as _;
        let mut page = String::new();
        for n in 0..20_000 {
            write!(page, "<p><b id={n}></p>").unwrap();
        }
        assert!(parse(&page).len() < MOST_NODES + 10_000);
    }

    #[test]
    fn attributes_are_capped_and_values_are_not() {
        let many: String = (0..1000).map(|n| [" a", &n.to_string(), "=1"].concat()).collect();
        let page = format!("<p{many}>words</p><p data-x=\"{}\">more</p>", "a = b > c ".repeat(1000));
        let tree = parse(&page);
        let n_attributes = |id| match tree.kind(id) {
            NodeKind::Element { attributes, .. } => attributes.len(),
            _ => 0,
        };
        let paragraphs: Vec<_> = (0..tree.len() as NodeId).filter(|id| tree.name(*id) == "p").collect();
        assert_eq!(paragraphs.len(), 2);
        assert!(n_attributes(paragraphs[0]) <= MOST_ATTRIBUTES + 1);
        assert_eq!(tree.attribute(paragraphs[1], "data-x").unwrap().len(), 10_000);
        assert_eq!(tree.raw_text(paragraphs[1]), "more");
    }

    #[test]
    fn scripts_lose_their_text_and_json_ld_keeps_it() {
        let tree = parse(
            "<script>var a = '<p>no</p>'</script><script type='application/ld+json'>{}</script><template><p>no</template>",
        );
        assert_eq!(tree.raw_text(ROOT), "{}");
    }
}
