//! Statements within statements: "She said he had told her that …".

use language::{Analysis, WordSpan};

use super::draft::Draft;
use super::utterance::{Utterance, overlap};

/// The longest gap between a content and the statement that stands at its end, in words.
const GAP: usize = 3;

/// Lets contents run over the statements that stand in them, and says which stands in which. The model's tags do not
/// nest: an outer content ends where an inner statement begins.
pub(super) fn nest(analysis: &Analysis, drafts: &mut [Draft]) {
    let order = in_order(drafts);
    for pair in 1..order.len() {
        let (inner, outer) = (order[pair], order[pair - 1]);
        if let Some(words) = tail_of(analysis, &drafts[outer].utterance, &drafts[inner].utterance) {
            drafts[outer].utterance.add(words);
        }
    }
    let mut open: Vec<(usize, WordSpan)> = Vec::new();
    for number in in_order(drafts) {
        let Some(extent) = drafts[number].utterance.extent() else { continue };
        open.retain(|(_, content)| content.end > extent.start);
        if drafts[number].within.is_none() {
            drafts[number].within =
                open.iter().rev().find(|(_, content)| content.covers(extent)).map(|(outer, _)| *outer);
        }
        open.extend(drafts[number].utterance.content.iter().map(|piece| (number, *piece)));
    }
}

/// The drafts that stand, by their first word, the longer first.
fn in_order(drafts: &[Draft]) -> Vec<usize> {
    let extent = |number: &usize| drafts[*number].utterance.extent();
    let mut order: Vec<usize> =
        (0..drafts.len()).filter(|number| !drafts[*number].is_void && extent(number).is_some()).collect();
    order.sort_by_key(|number| extent(number).map(|words| (words.start, std::cmp::Reverse(words.end))));
    order
}

/// The words of an inner statement, when they are the tail of a clause that an outer content begins.
fn tail_of(analysis: &Analysis, outer: &Utterance, inner: &Utterance) -> Option<WordSpan> {
    let extent = inner.extent()?;
    let last = *outer.content.last()?;
    let is_next = last.end <= extent.start && extent.start - last.end <= GAP;
    let is_apart = outer.cue.iter().chain(&outer.source).all(|piece| overlap(*piece, extent) == 0);
    if outer.cue.is_empty() || !is_next || !is_apart {
        return None;
    }
    let cue = inner.cue_head(analysis)?;
    let said = outer.content.iter().any(|piece| analysis.head_path(cue).any(|head| piece.contains(head)));
    // The path may not lead over the outer cue first: "He said X, and she denied Y."
    said.then_some(WordSpan::new(last.end, extent.end))
}
