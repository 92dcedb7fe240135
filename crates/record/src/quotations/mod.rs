//! Quotations by typography alone: what stands between quotation marks, in all the manners of newspapers.
//!
//! Curly, straight, low and angular marks and typewriter pairs may be mixed in one article. Single marks are told
//! from apostrophes by what stands on either side. A quotation that runs over several paragraphs opens each of them
//! and closes once; a mark that never closes ends with its block.

mod marks;

use article::{Article, BlockKind, ByteSpan};

use marks::{Mark, marks};

/// A quotation within one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub outer: ByteSpan,
    /// The words between the marks.
    pub inner: ByteSpan,
    /// The block it stands in, counted over [`Article::readable`].
    pub block: usize,
    /// Quotations inside it, marks left out.
    pub nested: Vec<ByteSpan>,
    /// Whether its closing mark was found.
    pub is_closed: bool,
    /// Whether it goes on from the quotation before, which its block's opening mark repeats.
    pub continues: bool,
}

/// All quotations of an article's readable blocks, in reading order, nested ones inside theirs.
pub fn quotations(article: &Article) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for (block, (kind, span)) in article.readable().enumerate() {
        let continues = found.last().is_some_and(|last| {
            let is_next = last.block + 1 == block || last.block == block;
            !last.is_closed && is_next && kind == BlockKind::Paragraph
        });
        let in_block = quotations_in(article.words(span), kind, continues);
        found.extend(in_block.into_iter().map(|quotation| Quotation {
            outer: quotation.outer.shifted(span.start),
            inner: quotation.inner.shifted(span.start),
            nested: quotation.nested.iter().map(|nested| nested.shifted(span.start)).collect(),
            block,
            ..quotation
        }));
    }
    found
}

/// The quotations of one block; `may_continue` where the block before left one open.
fn quotations_in(text: &str, kind: BlockKind, may_continue: bool) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Vec<(Mark, Vec<ByteSpan>)> = Vec::new();
    for mark in marks(text, kind) {
        if let Some(depth) = open.iter().rposition(|(opening, _)| mark.closes(opening)) {
            // Marks that were opened inside and never closed were no quotation marks.
            let inside: Vec<ByteSpan> = open.drain(depth + 1..).flat_map(|(_, nested)| nested).collect();
            let (opening, mut nested) = open.pop().expect("depth is a place in it");
            nested.extend(inside);
            let inner = ByteSpan::new(opening.span.end, mark.span.start).trimmed(text);
            if inner.is_empty() {
                continue;
            }
            match open.last_mut() {
                Some((_, above)) => above.push(inner),
                None => found.push(Quotation {
                    outer: ByteSpan::new(opening.span.start, mark.span.end),
                    inner,
                    block: 0,
                    nested,
                    is_closed: true,
                    continues: may_continue && found.is_empty() && opening.starts(text),
                }),
            }
        } else if mark.can_open {
            open.push((mark, Vec::new()));
        }
    }
    found.extend(unclosed(text, open, may_continue, found.is_empty()));
    found
}

/// A quotation whose mark was opened and never closed runs to the end of its block. A single mark left open was an
/// apostrophe.
fn unclosed(
    text: &str,
    open: Vec<(Mark, Vec<ByteSpan>)>,
    may_continue: bool,
    is_first: bool,
) -> Option<Quotation> {
    let (opening, nested) = open.into_iter().find(|(opening, _)| !opening.is_single())?;
    let inner = ByteSpan::new(opening.span.end, text.len()).trimmed(text);
    if inner.is_empty() {
        return None;
    }
    Some(Quotation {
        outer: ByteSpan::new(opening.span.start, inner.end),
        inner,
        block: 0,
        nested,
        is_closed: false,
        continues: may_continue && is_first && opening.starts(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The quotations of a text, with `[…]` around nested ones and a `~` where the mark never closed.
    fn read(text: &str, kind: BlockKind) -> Vec<String> {
        let show = |quotation: Quotation| {
            let mut words = quotation.inner.of(text).to_owned();
            for nested in quotation.nested.iter().rev() {
                words.insert(nested.end - quotation.inner.start, ']');
                words.insert(nested.start - quotation.inner.start, '[');
            }
            if quotation.is_closed { words } else { words + "~" }
        };
        quotations_in(text, kind, false).into_iter().map(show).collect()
    }

    #[test]
    fn every_manner_of_marks_is_read() {
        for (text, expected) in [
            ("“It rains,” she said. “It pours.”", vec!["It rains,", "It pours."]),
            ("\"It rains,\" she said. \"It pours.\"", vec!["It rains,", "It pours."]),
            ("``It rains,'' she said. ''It pours.''", vec!["It rains,", "It pours."]),
            ("«Il pleut», a-t-elle dit. « Encore. »", vec!["Il pleut", "Encore."]),
            ("„Es regnet“, sagte sie. »Es gießt.«", vec!["Es regnet", "Es gießt."]),
            ("“It rains,” she said. \"It's pouring,\" he said.", vec!["It rains,", "It's pouring,"]),
            ("“He told me, ‘It’s raining.’ And it was.”", vec!["He told me, ‘[It’s raining.]’ And it was."]),
            (
                "\"He told me, 'It's raining.' And it was.\"",
                vec!["He told me, '[It's raining.]' And it was."],
            ),
            ("‘It rains,’ she said, of the farmers’ fields. ‘It’s wet.’", vec!["It rains,", "It’s wet."]),
            ("“It rains,\" she said. \"It pours.”", vec!["It rains,", "It pours."]),
            ("\"It feels like, 'Meh, that waits,'\" he said.", vec!["It feels like, '[Meh, that waits,]'"]),
            (
                "\"I know the word 'outreach,' \" he said. \"Yes.\"",
                vec!["I know the word '[outreach,]'", "Yes."],
            ),
            ("“It rains", vec!["It rains~"]),
            ("(\"It rains\")—\"it pours\"", vec!["It rains", "it pours"]),
            ("The ministers' visit and the '90s and rock 'n' roll weren't the farmers'.", vec![]),
            ("A 6\" gun and a 5' wall", vec![]),
            ("“”", vec![]),
        ] {
            assert_eq!(read(text, BlockKind::Paragraph), expected, "{text}");
        }
    }

    #[test]
    fn single_marks_quote_in_headlines() {
        for (text, expected) in [
            ("Minister: 'We won't be battered'", vec!["We won't be battered"]),
            ("'You've had your chips!' Norway tells trawlers", vec!["You've had your chips!"]),
            ("Gareth Pellowe says he has 'no beef with Norway'", vec!["no beef with Norway"]),
            ("Ministers' visit to farmers' market called off", vec![]),
            ("President's son 'told of plans' at allies' meeting", vec!["told of plans"]),
        ] {
            assert_eq!(read(text, BlockKind::Headline), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text_and_do_not_cross(text in "[a-z “”\"'‘’«»„`.,!漢\u{301}\u{0}\r\n🕊️]{0,200}") {
            let mut end = 0;
            for quotation in quotations_in(&text, BlockKind::Paragraph, true) {
                prop_assert!(quotation.outer.start >= end);
                prop_assert!(quotation.outer.contains(quotation.inner));
                prop_assert!(!quotation.inner.of(&text).is_empty());
                for nested in &quotation.nested {
                    prop_assert!(quotation.inner.contains(*nested));
                    let _ = nested.of(&text);
                }
                end = quotation.outer.end;
            }
        }
    }
}
