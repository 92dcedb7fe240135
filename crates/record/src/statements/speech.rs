//! What quotation marks say over the model: a quotation that stands as speech is one speaker's, whole.

use std::collections::HashSet;

use language::{WordClass, WordSpan};

use super::FEWEST_WORDS;
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
        if drafts[owner].utterance.source.is_empty() {
            let before = speaker_before(ground, &holders, *quoted, last, owner);
            drafts[owner].goes_on_from = drafts[owner].goes_on_from.or(before);
        }
        last = Some((*quoted, owner));
    }
}

/// The draft whose speaker may go on in a quotation that names none: that of the last cue, or of the quotation before, in
/// its block or the one before.
fn speaker_before(
    ground: &Ground<'_>,
    holders: &Holders,
    quoted: Quoted,
    last: Option<(Quoted, usize)>,
    owner: usize,
) -> Option<usize> {
    let first = ground.blocks[quoted.block.saturating_sub(1)].words.start;
    let other = |word: usize| holders.cue[word].filter(|draft| *draft != owner);
    let cue = (first..quoted.outer.start).rev().find_map(|word| other(word).map(|draft| (word, draft)));
    let quotation = last
        .filter(|(before, _)| before.block + 1 >= quoted.block)
        .map(|(before, draft)| (before.words.end, draft));
    let (_, draft) = cue.into_iter().chain(quotation).max_by_key(|(word, _)| *word)?;
    (draft != owner).then_some(draft)
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
    if let Some((_, speaker)) = last.filter(|(before, _)| is_interrupted(ground, *before, quoted)) {
        return Some(speaker);
    }
    let shared = |draft: usize| {
        drafts[draft].utterance.content.iter().map(|piece| overlap(*piece, quoted.words)).sum::<usize>()
    };
    let cues = |draft: &usize, is_cue: &dyn Fn(WordSpan) -> bool| {
        drafts[*draft].utterance.cue.iter().any(|piece| overlap(*piece, quoted.outer) == 0 && is_cue(*piece))
    };
    let best = |is_cue: &dyn Fn(WordSpan) -> bool| {
        takers.iter().copied().filter(|draft| cues(draft, is_cue)).max_by_key(|draft| shared(*draft))
    };
    let going_on = || last.filter(|(before, _)| goes_on(ground, holders, drafts, *before, quoted));
    let with_cue = best(&|cue| is_beside(ground, cue, quoted.outer))
        .or_else(|| going_on().map(|(_, speaker)| speaker))
        .or_else(|| best(&|_| true));
    if with_cue.is_some() {
        return with_cue;
    }
    let nameless = |draft: &usize| drafts[*draft].utterance.cue.is_empty();
    takers.into_iter().filter(nameless).max_by_key(|draft| shared(*draft))
}

/// Whether a quotation is the second half of a sentence that a reporting clause cut in two: “The islets,” he said, “are ours.”
fn is_interrupted(ground: &Ground<'_>, before: Quoted, quoted: Quoted) -> bool {
    let sentence = |word: usize| ground.analysis.words[word].sentence;
    let begins_small = ground.text(quoted.words.start).starts_with(char::is_lowercase);
    before.is_speech
        && before.block == quoted.block
        && begins_small
        && sentence(before.words.end - 1) == sentence(quoted.words.start)
}

/// Whether a quotation goes on with what the speaker of the one before said: “Q1,” he said. “Q2”.
fn goes_on(ground: &Ground<'_>, holders: &Holders, drafts: &[Draft], before: Quoted, quoted: Quoted) -> bool {
    if quoted.continues {
        return true;
    }
    if before.block != quoted.block || before.outer.end > quoted.outer.start {
        return false;
    }
    // Nobody else begins to speak in between, and the outlet says no whole sentence of its own.
    let between = WordSpan::new(before.outer.end, quoted.outer.start);
    let words = &ground.analysis.words;
    let begins = |word: &usize| *word > between.start && words[*word].sentence != words[*word - 1].sentence;
    n_speakers(ground, holders, drafts, between) <= 1 && between.iter().filter(begins).count() <= 1
}

/// How many are said to speak in some words: cues of one source count once, and so do he and she.
fn n_speakers(ground: &Ground<'_>, holders: &Holders, drafts: &[Draft], words: WordSpan) -> usize {
    let source = |draft: usize| {
        let source = drafts[draft].utterance.source.first()?;
        let is_pronoun = source.len() == 1 && ground.analysis.words[source.start].class == WordClass::Pronoun;
        (!is_pronoun).then(|| ground.article.words(ground.span(*source)))
    };
    let cues = distinct(&holders.cue[words.start..words.end]);
    let named: HashSet<&str> = cues.iter().filter_map(|draft| source(*draft)).collect();
    named.len().max(usize::from(!cues.is_empty()))
}

/// How many words after a quotation a cue may stand in a sentence of its own: “Is it over?” she asked.
const BESIDE: usize = 10;

/// Whether a cue stands in a sentence of a quotation, leads to it with a colon, or follows on it.
fn is_beside(ground: &Ground<'_>, cue: WordSpan, quoted: WordSpan) -> bool {
    let words = &ground.analysis.words;
    let (first, last) = (words[quoted.start].sentence, words[quoted.end - 1].sentence);
    let sentence = words[cue.start].sentence;
    let ends_with_colon = || ground.text(ground.analysis.sentences[sentence].words.end - 1) == ":";
    let follows = cue.start >= quoted.end && cue.start - quoted.end <= BESIDE;
    (first..=last).contains(&sentence)
        || (sentence + 1 == first && ends_with_colon())
        || (sentence == last + 1 && follows)
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
    let is_sentence = !ground.text(quoted.words.start).starts_with(char::is_lowercase);
    if is_sentence && quoted.words.len() >= FEWEST_WORDS {
        let sentences = (
            ground.analysis.words[quoted.words.start].sentence,
            ground.analysis.words[quoted.words.end - 1].sentence,
        );
        let is_own = |piece: &WordSpan| {
            overlap(*piece, quoted.words) > 0
                || ground.quoted_in(std::slice::from_ref(piece)).next().is_some()
                || {
                    let s = ground.analysis.words[piece.start].sentence;
                    s < sentences.0 || s > sentences.1
                }
        };
        utterance.content.retain(is_own);
    }
    utterance.add(quoted.words);
    if utterance.cue.is_empty() {
        // Without a cue the model's source is a guess: mostly who is named nearby.
        utterance.source.clear();
    }
    holders.give(quoted.words, owner);
    subjects::fill(ground, &mut drafts[owner].utterance);
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
        subjects::fill(ground, utterance);
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
