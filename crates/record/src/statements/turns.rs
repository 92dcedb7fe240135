//! Speakers that typography names: transcripts ("WALLACE: …") and names after a dash (“…” — Ana Ruiz).

use std::collections::HashSet;

use language::{WordClass, WordSpan};

use super::draft::Draft;
use super::ground::{BlockWords, Ground};
use super::utterance::{Utterance, overlap};

/// The most words of a name before a colon.
const LONGEST_NAME: usize = 5;
/// The most words after the dash that names a speaker.
const LONGEST_SIGNATURE: usize = 14;

/// Reads the blocks of transcripts, when at least two begin with somebody's name in capitals and a colon, and quotations
/// signed with a dash. What the model found inside is then within what the speaker says.
pub(super) fn take(ground: &Ground<'_>, drafts: &mut Vec<Draft>) {
    let turns: Vec<Option<Turn>> = ground.blocks.iter().map(|block| turn(ground, block)).collect();
    let is_transcript = turns.iter().flatten().count() >= 2;
    let mut owners: Vec<Option<usize>> = vec![None; ground.blocks.len()];
    let continued: HashSet<usize> =
        ground.quoted.iter().filter(|quoted| quoted.continues).map(|quoted| quoted.block).collect();
    let mut speaking: Option<usize> = None;
    for (number, block) in ground.blocks.iter().enumerate() {
        match &turns[number] {
            Some(turn) if is_transcript => {
                let utterance =
                    Utterance { source: vec![turn.name], cue: vec![turn.colon], content: vec![turn.said] };
                drafts.push(Draft::of_turn(utterance));
                speaking = Some(drafts.len() - 1);
                owners[number] = speaking;
            }
            _ => match speaking.filter(|_| continued.contains(&number) && !block.words.is_empty()) {
                Some(speaker) => {
                    drafts[speaker].utterance.add(block.words);
                    owners[number] = Some(speaker);
                }
                None => speaking = None,
            },
        }
    }
    for signature in ground.blocks.iter().filter_map(|block| signature(ground, block)) {
        owners[signature.block] = Some(sign(drafts, &signature));
    }
    subordinate(ground, drafts, &owners);
}

/// A block that begins with a speaker's name.
struct Turn {
    name: WordSpan,
    colon: WordSpan,
    said: WordSpan,
}

fn turn(ground: &Ground<'_>, block: &BlockWords) -> Option<Turn> {
    let marks = block.words.iter().take_while(|word| is_mark(ground.text(*word))).count();
    let start = block.words.start + marks;
    let colon =
        (start..block.words.end.min(start + LONGEST_NAME + 1)).find(|word| ground.text(*word) == ":")?;
    let is_name_part = |word: usize| {
        let text = ground.text(word);
        text == "." || (text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase))
    };
    let is_name = colon > start && (start..colon).all(is_name_part) && ground.text(start).chars().count() > 1;
    (is_name && colon + 1 < block.words.end).then(|| Turn {
        name: WordSpan::new(start, colon),
        colon: WordSpan::new(colon, colon + 1),
        said: WordSpan::new(colon + 1, block.words.end),
    })
}

/// A quotation with its speaker's name after a dash.
struct Signature {
    block: usize,
    said: WordSpan,
    dash: WordSpan,
    name: WordSpan,
}

fn signature(ground: &Ground<'_>, block: &BlockWords) -> Option<Signature> {
    let number = ground.block_of(block.words.start);
    let from = ground.quoted.partition_point(|quoted| quoted.block < number);
    let inside = || ground.quoted[from..].iter().take_while(|quoted| quoted.block == number);
    let (first, last) = (inside().next()?, inside().last()?);
    let dash = last.outer.end;
    let name = WordSpan::new((dash + 1).min(block.words.end), block.words.end);
    let is_signed = dash < block.words.end
        && matches!(ground.text(dash), "—" | "–" | "―" | "--" | "-")
        && (1..=LONGEST_SIGNATURE).contains(&name.len())
        && ground.analysis.words[name.start].class == WordClass::ProperNoun;
    // The quotation is all of the block but for the signature.
    let is_alone = first.outer.start <= block.words.start + 1;
    (is_signed && is_alone).then(|| Signature {
        block: number,
        said: WordSpan::new(first.words.start, last.words.end),
        dash: WordSpan::new(dash, dash + 1),
        name,
    })
}

/// A draft of a signed quotation.
fn sign(drafts: &mut Vec<Draft>, signature: &Signature) -> usize {
    let utterance =
        Utterance { source: vec![signature.name], cue: vec![signature.dash], content: vec![signature.said] };
    drafts.push(Draft::of_turn(utterance));
    drafts.len() - 1
}

/// What else was found in a speaker's block stands within what they say, when it has a cue of its own there.
fn subordinate(ground: &Ground<'_>, drafts: &mut [Draft], owners: &[Option<usize>]) {
    let of_turns: HashSet<usize> = owners.iter().copied().flatten().collect();
    for number in 0..drafts.len() {
        if of_turns.contains(&number) {
            continue;
        }
        let Some(first) = drafts[number].utterance.content.first() else { continue };
        let Some(owner) = owners.get(ground.block_of(first.start)).copied().flatten() else { continue };
        let said = drafts[owner].utterance.clone();
        let draft = &mut drafts[number];
        let extent = draft.utterance.extent();
        let is_whole = extent.is_some_and(|extent| said.content.iter().any(|piece| piece.covers(extent)));
        if is_whole && !draft.utterance.cue.is_empty() {
            draft.within = Some(owner);
        } else if said
            .content
            .iter()
            .any(|piece| draft.utterance.content.iter().any(|own| overlap(*own, *piece) > 0))
        {
            draft.is_void = true;
        }
    }
}

fn is_mark(text: &str) -> bool {
    matches!(text, "\"" | "“" | "”" | "''" | "``" | "«" | "‘" | "'")
}
