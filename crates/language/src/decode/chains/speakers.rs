//! Who "I" is inside a quotation: the source of what is quoted.

use crate::analysis::{Attribution, WordSpan};

use super::Member;
use super::wording::Role;

/// For each mention the one whose chain it joins, where it is I, me or my inside the quoted content of an attribution: the
/// longest mention within the attribution's source.
pub(super) fn speakers(mentions: &[Member], attributions: &[Attribution]) -> Vec<Option<usize>> {
    let mut contents: Vec<(WordSpan, usize)> = attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| attribution.source.is_some())
        .flat_map(|(number, attribution)| attribution.content.iter().map(move |content| (*content, number)))
        .collect();
    contents.sort_by_key(|(content, _)| content.start);
    let speaker = |mention: &Member| {
        let word = mention.found.first;
        if !(mention.is_quoted && mention.wording.role == Some(Role::I)) {
            return None;
        }
        // Contents are runs of tags, which do not overlap.
        let before = contents.partition_point(|(content, _)| content.start <= word);
        let (content, number) = contents[..before].last()?;
        let source = attributions[*number].source.filter(|_| content.contains(word))?;
        longest_within(mentions, source, |mention| mention.wording.role != Some(Role::I))
    };
    mentions.iter().map(speaker).collect()
}

/// The longest of some mentions within some words; the first of equals.
pub(super) fn longest_within(
    mentions: &[Member],
    words: WordSpan,
    is_one: impl Fn(&Member) -> bool,
) -> Option<usize> {
    let start = mentions.partition_point(|mention| mention.found.first < words.start);
    let inside =
        mentions[start..].iter().enumerate().take_while(|(_, mention)| mention.found.first < words.end);
    inside
        .filter(|(_, mention)| mention.found.last < words.end && is_one(mention))
        .max_by_key(|(number, mention)| {
            (mention.found.last - mention.found.first, std::cmp::Reverse(*number))
        })
        .map(|(number, _)| start + number)
}
