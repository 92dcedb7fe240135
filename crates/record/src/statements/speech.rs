//! What quotation marks say over the model: a quotation that stands as speech is one speaker's, whole.

use std::collections::HashSet;

use language::{WordClass, WordSpan};

use super::draft::Draft;
use super::ground::{Ground, Quoted};
use super::subjects;
use super::utterance::{Utterance, overlap};

/// Which draft holds a word in its content, and which in its cue.
struct Holders {
    content: Vec<Option<usize>>,
    cue: Vec<Option<usize>>,
}

impl Holders {
    fn of(n_words: usize, drafts: &[Draft]) -> Self {
        let mut holders = Self { content: vec![None; n_words], cue: vec![None; n_words] };
        for (number, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.is_void) {
            for piece in &draft.utterance.content {
                holders.give(*piece, number);
            }
            for piece in &draft.utterance.cue {
                holders.cue[piece.start..piece.end].fill(Some(number));
            }
        }
        holders
    }

    fn give(&mut self, words: WordSpan, draft: usize) {
        self.content[words.start..words.end].fill(Some(draft));
    }

    /// The drafts whose content has any of some words, in order.
    fn saying(&self, words: WordSpan) -> Vec<usize> {
        distinct(&self.content[words.start..words.end])
    }
}

fn distinct(holders: &[Option<usize>]) -> Vec<usize> {
    let mut seen = HashSet::new();
    holders.iter().flatten().copied().filter(|draft| seen.insert(*draft)).collect()
}

/// Gives each quotation that stands as speech to one draft, and the rest of one to the draft that has a part of it.
pub(super) fn claim(ground: &Ground<'_>, drafts: &mut Vec<Draft>) {
    let mut holders = Holders::of(ground.analysis.words.len(), drafts);
    let mut last: Option<(Quoted, usize)> = None;
    for quoted in &ground.quoted {
        if !quoted.is_speech {
            complete(&mut holders, drafts, *quoted);
            continue;
        }
        let owner = owner(ground, &holders, drafts, *quoted, last);
        if let Some(turn) = owner.filter(|owner| drafts[*owner].is_turn) {
            last = Some((*quoted, turn));
            continue;
        }
        let owner = owner.unwrap_or_else(|| {
            drafts.push(Draft::default());
            drafts.len() - 1
        });
        settle(ground, &mut holders, drafts, *quoted, owner);
        introduce(ground, &mut drafts[owner].utterance, *quoted);
        if let Some((before, speaker)) = last.filter(|(_, speaker)| *speaker != owner)
            && drafts[owner].utterance.cue.is_empty()
            && drafts[owner].utterance.source.is_empty()
            && before.block + 1 >= quoted.block
        {
            drafts[owner].goes_on_from = Some(speaker);
        }
        last = Some((*quoted, owner));
    }
}

/// The draft whose words a quotation is.
fn owner(
    ground: &Ground<'_>,
    holders: &Holders,
    drafts: &[Draft],
    quoted: Quoted,
    last: Option<(Quoted, usize)>,
) -> Option<usize> {
    let takers = holders.saying(quoted.words);
    if let Some(turn) = takers.iter().find(|draft| drafts[**draft].is_turn) {
        return Some(*turn);
    }
    let shared = |draft: usize| {
        drafts[draft].utterance.content.iter().map(|piece| overlap(*piece, quoted.words)).sum::<usize>()
    };
    let speaks_outside = |draft: usize| has_cue_beside(ground, &drafts[draft].utterance, quoted.outer);
    let outside =
        takers.iter().copied().filter(|draft| speaks_outside(*draft)).max_by_key(|draft| shared(*draft));
    if outside.is_some() {
        return outside;
    }
    if let Some((_, speaker)) = last.filter(|(before, _)| goes_on(ground, holders, *before, quoted)) {
        return Some(speaker);
    }
    let nameless = |draft: &usize| drafts[*draft].utterance.cue.is_empty();
    takers.into_iter().filter(nameless).max_by_key(|draft| shared(*draft))
}

/// Whether a quotation goes on with what the speaker of the one before said: “Q1,” he said. “Q2”.
fn goes_on(ground: &Ground<'_>, holders: &Holders, before: Quoted, quoted: Quoted) -> bool {
    if quoted.continues {
        return true;
    }
    if before.block != quoted.block || before.outer.end > quoted.outer.start {
        return false;
    }
    // Nobody else begins to speak in between, and the outlet says no whole sentence of its own.
    let between = WordSpan::new(before.outer.end, quoted.outer.start);
    let n_speakers = distinct(&holders.cue[between.start..between.end]).len();
    let words = &ground.analysis.words;
    let begins = |word: &usize| *word > between.start && words[*word].sentence != words[*word - 1].sentence;
    n_speakers <= 1 && between.iter().filter(begins).count() <= 1
}

/// How many words after a quotation a cue may stand in a sentence of its own: “Is it over?” she asked.
const BESIDE: usize = 10;

/// Whether an utterance has a cue outside a quotation, in a sentence that it shares or that leads to it.
fn has_cue_beside(ground: &Ground<'_>, utterance: &Utterance, quoted: WordSpan) -> bool {
    let words = &ground.analysis.words;
    let (first, last) = (words[quoted.start].sentence, words[quoted.end - 1].sentence);
    let leads = |sentence: usize| {
        let end = ground.analysis.sentences[sentence].words.end;
        sentence + 1 == first && ground.text(end - 1) == ":"
    };
    utterance.cue.iter().any(|piece| {
        let sentence = words[piece.start].sentence;
        let is_outside = overlap(*piece, quoted) == 0;
        let follows = piece.start >= quoted.end && piece.start - quoted.end <= BESIDE;
        is_outside
            && ((first..=last).contains(&sentence) || leads(sentence) || (sentence == last + 1 && follows))
    })
}

/// Makes a quotation wholly the owner's; what others had of it they lose, unless all of them stands inside it.
fn settle(ground: &Ground<'_>, holders: &mut Holders, drafts: &mut [Draft], quoted: Quoted, owner: usize) {
    for taker in holders.saying(quoted.words) {
        if taker == owner {
            continue;
        }
        let utterance = &mut drafts[taker].utterance;
        let is_inside = utterance.extent().is_some_and(|extent| quoted.outer.covers(extent));
        if is_inside && !utterance.cue.is_empty() {
            drafts[taker].within = Some(owner);
            continue;
        }
        utterance.remove(quoted.words);
        if utterance.content.is_empty() || is_inside {
            drafts[taker].is_void = true;
        }
    }
    let utterance = &mut drafts[owner].utterance;
    utterance.add(quoted.words);
    if utterance.cue.is_empty() {
        // Without a cue the model's source is a guess: mostly who is named nearby.
        utterance.source.clear();
    }
    holders.give(quoted.words, owner);
    subjects::fill(ground.analysis, &mut drafts[owner].utterance);
}

/// A quotation at the head of a block has the cue and the speaker of a clause that ends the block before with a colon.
fn introduce(ground: &Ground<'_>, utterance: &mut Utterance, quoted: Quoted) {
    let block = ground.blocks[quoted.block];
    let is_first = quoted.outer.start <= block.words.start;
    let Some(colon) = block.words.start.checked_sub(1).filter(|word| is_first && ground.text(*word) == ":")
    else {
        return;
    };
    if !utterance.cue.is_empty() || !utterance.source.is_empty() {
        return;
    }
    let sentence = ground.analysis.words[colon].sentence;
    let root = ground.analysis.root(sentence);
    if ground.analysis.words[root].class == WordClass::Verb {
        utterance.cue.push(WordSpan::new(root, root + 1));
        subjects::fill(ground.analysis, utterance);
    }
}

/// A quotation woven into a sentence is not cut in two.
fn complete(holders: &mut Holders, drafts: &mut [Draft], quoted: Quoted) {
    if let [taker] = holders.saying(quoted.words)[..] {
        let utterance = &mut drafts[taker].utterance;
        let is_free = |pieces: &[WordSpan]| pieces.iter().all(|piece| overlap(*piece, quoted.words) == 0);
        if is_free(&utterance.cue) && is_free(&utterance.source) {
            utterance.add(quoted.words);
            holders.give(quoted.words, taker);
        }
    }
}
