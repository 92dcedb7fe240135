//! Names that acronyms of the article are made of: "the Rapid Support Forces … the RSF" are no reporters without borders.

use std::collections::{HashMap, HashSet};

use language::WordSpan;

use super::lexicon;
use super::namings::{LONGEST_KNOWN, LONGEST_SMALL, key};
use super::reading::Reading;

/// In letters: a shorter acronym is not taken for what an article happens to name, unless it stands in brackets behind it ("Union
/// Station … the US", "Veterans of America … the VA").
const SURE: usize = 3;

/// The longest name, with its small words.
const LONGEST: usize = 2 * LONGEST_KNOWN;

/// The names that acronyms stand for.
#[derive(Debug, Default)]
pub(super) struct Acronyms<'a> {
    /// Names as the acronyms spell them, however the model cuts them: "Union of Baltic Dockers (UBD)".
    pub(super) names: Vec<WordSpan>,
    /// By acronym: the name it stands for.
    spelled: HashMap<&'a str, WordSpan>,
}

impl<'a> Acronyms<'a> {
    /// Finds the names of an article's acronyms: before them in brackets, else among `bodies`, the names of who is no person in
    /// the order of their ends. As with surnames, it does not matter which comes first: headlines have the acronym.
    pub(super) fn of(reading: Reading<'a>, bodies: &[WordSpan]) -> Self {
        let mut acronyms = Self::default();
        let mut wanted: HashSet<&str> = HashSet::new();
        let mut foreign: HashSet<&str> = HashSet::new();
        for word in (0..reading.analysis.words.len()).filter(|word| is_acronym(reading, *word)) {
            let written = reading.written(word);
            if let Some(start) = spelled_from(reading, word) {
                acronyms.add(written, WordSpan::new(start, word - 1));
            } else if is_known_before(reading, word, bodies) {
                foreign.insert(written);
            }
            if written.len() >= SURE {
                wanted.insert(written);
            }
        }
        wanted.retain(|written| !foreign.contains(written));
        acronyms.take_bodies(reading, bodies, &wanted);
        acronyms
    }

    fn add(&mut self, written: &'a str, name: WordSpan) {
        self.names.push(name);
        self.spelled.entry(written).or_insert(name);
    }

    /// Names without brackets whose initials spell an acronym that is wanted.
    fn take_bodies(&mut self, reading: Reading<'a>, bodies: &[WordSpan], wanted: &HashSet<&'a str>) {
        for body in bodies.iter().filter(|body| body.len() <= LONGEST) {
            for name in readings_of(reading, *body) {
                let spelled = initials(reading, name);
                let found = spelled.iter().find_map(|letters| wanted.get(letters.as_str()));
                let is_free = |written: &&&str| {
                    !self.spelled.contains_key(**written) && !is_beside_known(reading, written, name)
                };
                if let Some(written) = found.filter(is_free) {
                    self.add(written, name);
                }
            }
        }
    }

    /// The name that words stand for, where they are an acronym with or without article.
    pub(super) fn name(&self, reading: Reading<'a>, words: WordSpan) -> Option<WordSpan> {
        let acronym = words.end.checked_sub(1).filter(|last| words.contains(*last))?;
        let is_alone = words.len() == 1 || (words.len() == 2 && reading.lower(words.start) == "the");
        is_alone.then(|| self.spelled.get(reading.written(acronym)).copied()).flatten()
    }
}

/// Whether a word is two to seven capitals.
fn is_acronym(reading: Reading, word: usize) -> bool {
    let written = reading.written(word);
    (2..=LONGEST_KNOWN).contains(&written.len()) && written.chars().all(|c| c.is_ascii_uppercase())
}

fn is_in_brackets(reading: Reading, word: usize) -> bool {
    word > 1
        && word + 1 < reading.analysis.words.len()
        && reading.written(word - 1) == "("
        && reading.written(word + 1) == ")"
}

/// Whether an acronym in brackets stands behind a known name of whom the tables know it for, though its initials are others:
/// "Reporters Without Borders (RSF)".
fn is_known_before(reading: Reading, acronym: usize, bodies: &[WordSpan]) -> bool {
    let known = |words: WordSpan| lexicon::known(&key(reading, words)).map(|(known, _)| known);
    let own = known(WordSpan::new(acronym, acronym + 1));
    let at = bodies.partition_point(|body| body.end < acronym.saturating_sub(1));
    let before = bodies.get(at).filter(|body| body.end + 1 == acronym);
    is_in_brackets(reading, acronym) && own.is_some() && before.is_some_and(|body| known(*body) == own)
}

/// Whether a name differs in its last word alone from the one that the tables know by an acronym: at the "Republican National
/// Convention" the RNC is the committee.
fn is_beside_known(reading: Reading, written: &str, name: WordSpan) -> bool {
    let Some((known, _)) = lexicon::known(&written.to_lowercase()) else { return false };
    let (ours, theirs) = (key(reading, name), lexicon::actor(known).name.to_lowercase());
    let cut = |name: &str| name.rsplit_once(' ').map(|(first, last)| (first.to_owned(), last.to_owned()));
    match (cut(&ours), cut(&theirs)) {
        (Some((ours, our_last)), Some((theirs, their_last))) => ours == theirs && our_last != their_last,
        _ => false,
    }
}

/// The word from which the initials of capitalised words, up to a bracket, spell the acronym in it.
fn spelled_from(reading: Reading, acronym: usize) -> Option<usize> {
    if !is_in_brackets(reading, acronym) {
        return None;
    }
    let floor = reading.sentence(acronym).start.max(acronym.saturating_sub(LONGEST));
    let mut letters = reading.written(acronym).chars().rev();
    let mut next = letters.next()?;
    for word in (floor..acronym - 1).rev() {
        if !reading.is_capital(word) {
            if reading.written(word).chars().count() > LONGEST_SMALL {
                return None;
            }
            continue;
        }
        if !reading.written(word).starts_with(next) {
            return None;
        }
        match letters.next() {
            Some(letter) => next = letter,
            None => return Some(word),
        }
    }
    None
}

/// The names that a body's may be: without article and the state before it ("Sudan's *Rapid Support Forces*"), and with what follows
/// on a small word at which the model ends it ("*Union of* Baltic Dockers").
fn readings_of(reading: Reading, body: WordSpan) -> Vec<WordSpan> {
    let is_lead = |word: usize| {
        let lower = reading.lower(word);
        !lower.contains(char::is_alphanumeric)
            || matches!(lower.as_str(), "the" | "'s" | "’s")
            || lexicon::state_of(&lower).is_some()
    };
    let leads = body.iter().take_while(|word| is_lead(*word)).count();
    let starts = (body.start..body.end.min(body.start + leads + 1)).filter(|word| reading.is_capital(*word));
    let ends: Vec<usize> = std::iter::once(body.end).chain(ends_behind(reading, body.end)).collect();
    starts.flat_map(|start| ends.iter().map(move |end| WordSpan::new(start, *end))).collect()
}

/// Where a name may end that goes on with small words and capitalised ones behind them.
fn ends_behind(reading: Reading, end: usize) -> Vec<usize> {
    let sentence_end = reading.sentence(end - 1).end;
    if end >= sentence_end || !(is_small(reading, end) || is_small(reading, end - 1)) {
        return Vec::new();
    }
    let further = (end..sentence_end.min(end + LONGEST_KNOWN))
        .take_while(|word| reading.is_capital(*word) || is_small(reading, *word));
    further.filter(|word| reading.is_capital(*word)).map(|word| word + 1).collect()
}

/// Whether a word is one of those inside names that acronyms may leave out: "of", "and".
fn is_small(reading: Reading, word: usize) -> bool {
    let written = reading.written(word);
    written.chars().count() <= LONGEST_SMALL && written.chars().all(char::is_lowercase)
}

/// The letters that a name begins its words with, in capitals, without its small words and with them.
fn initials(reading: Reading, name: WordSpan) -> [String; 2] {
    let letter = |word: usize| reading.written(word).chars().next().filter(|first| first.is_alphabetic());
    let capitals = name.iter().filter(|word| reading.is_capital(*word)).filter_map(letter).collect();
    let all: String = name.iter().filter_map(letter).flat_map(char::to_uppercase).collect();
    [capitals, all]
}
