//! The same utterance told twice: in a pull quote, a caption or a headline, and in the body.

use std::collections::HashMap;

use article::{BlockKind, ByteSpan};
use language::WordSpan;

use super::draft::Draft;
use super::ground::Ground;

/// The fewest letters of an utterance that is known again.
const FEWEST_LETTERS: usize = 12;
/// How many statements a caption is compared with; a real article has some dozens.
const MOST_COMPARED: usize = 500;

/// By draft: the other places of the article with the same utterance.
pub(super) type Repeats = HashMap<usize, Vec<ByteSpan>>;

/// Finds quotations outside the body that a statement of it has as well, and joins them to it.
pub(super) fn join(ground: &Ground<'_>, drafts: &mut [Draft]) -> Repeats {
    let stands = |draft: &Draft| !draft.is_void && draft.within.is_none();
    let is_beside = |draft: &Draft| is_beside(ground, &draft.utterance.content);
    let body: Vec<(usize, String)> = (0..drafts.len())
        .filter(|number| stands(&drafts[*number]) && !is_beside(&drafts[*number]))
        .map(|number| (number, letters(ground, &drafts[number].utterance.content)))
        .take(MOST_COMPARED)
        .collect();
    let mut repeats = Repeats::new();
    for draft in drafts.iter_mut().filter(|draft| stands(draft) && is_beside(draft)) {
        let content = &draft.utterance.content;
        let quoted: Vec<WordSpan> = ground.quoted_in(content).map(|quoted| quoted.words).collect();
        let said = letters(ground, if quoted.is_empty() { content } else { &quoted });
        if said.len() < FEWEST_LETTERS {
            continue;
        }
        if let Some((number, _)) = body.iter().find(|(_, known)| known.contains(&said)) {
            repeats.entry(*number).or_default().extend(content.iter().map(|piece| ground.span(*piece)));
            draft.is_void = true;
        }
    }
    repeats
}

/// Whether an utterance stands outside the running text, where newspapers repeat it.
fn is_beside(ground: &Ground<'_>, content: &[WordSpan]) -> bool {
    content.first().is_some_and(|piece| {
        matches!(
            ground.blocks[ground.block_of(piece.start)].kind,
            BlockKind::Quote
                | BlockKind::Figure
                | BlockKind::Video
                | BlockKind::Subhead
                | BlockKind::Headline
                | BlockKind::Standfirst
        )
    })
}

fn letters(ground: &Ground<'_>, pieces: &[WordSpan]) -> String {
    let text = pieces.iter().flat_map(|piece| ground.article.words(ground.span(*piece)).chars());
    text.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
