//! Where an article names somebody: the model's names, with titles and marks taken off, and names that the tables know.

use language::{MentionKind, NameKind, WordClass, WordSpan};

use super::lexicon::{self, Gender, Sense};
use super::reading::Reading;

/// The longest name of the tables, in words.
const LONGEST_KNOWN: usize = 7;

/// The longest run of titles and other words before a name.
const LONGEST_TITLE: usize = 8;

/// A name in the text, without title and possessive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Naming {
    pub(super) words: WordSpan,
    pub(super) kind: NameKind,
    /// The known actor whose name it is, and in which sense.
    pub(super) known: Option<(usize, Sense)>,
    /// The title before it, without article: "Russian Foreign Minister".
    pub(super) title: Option<WordSpan>,
    /// What a word of address or a title tells.
    pub(super) gender: Option<Gender>,
    /// Whether it is quoted, where people are called otherwise than the outlet calls them.
    pub(super) is_quoted: bool,
}

/// The namings of an article, in order; they do not overlap.
pub(super) fn namings(reading: Reading) -> Vec<Naming> {
    let mut taken = vec![false; reading.analysis.words.len()];
    let mut found = Vec::new();
    for name in &reading.analysis.names {
        take(&mut found, &mut taken, trimmed(reading, name.words, name.kind), name.kind);
    }
    for words in known_names(reading, &taken) {
        take(&mut found, &mut taken, words, NameKind::Organisation);
    }
    for (words, kind) in proper_mentions(reading, &taken) {
        take(&mut found, &mut taken, trimmed(reading, words, kind), kind);
    }
    found.sort_by_key(|(words, _)| words.start);
    found.into_iter().map(|(words, kind)| naming(reading, words, kind, &taken)).collect()
}

fn take(found: &mut Vec<(WordSpan, NameKind)>, taken: &mut [bool], words: WordSpan, kind: NameKind) {
    let is_free = !words.is_empty() && !taken[words.start..words.end].contains(&true);
    if is_free {
        taken[words.start..words.end].fill(true);
        found.push((words, kind));
    }
}

/// A name without article, title, possessive and marks around it.
fn trimmed(reading: Reading, words: WordSpan, kind: NameKind) -> WordSpan {
    let mut words = words;
    let is_end = |word: usize| {
        let written = reading.written(word);
        matches!(written, "'s" | "’s" | "'" | "’") || !written.contains(char::is_alphanumeric)
    };
    while !words.is_empty() && is_end(words.end - 1) {
        words.end -= 1;
    }
    let is_start = |word: usize| {
        let lower = reading.lower(word);
        let is_title =
            lexicon::is_honorific(&lower) || lexicon::is_office(&lower) || lexicon::is_former(&lower);
        !lower.contains(char::is_alphanumeric) || lower == "the" || (kind == NameKind::Person && is_title)
    };
    while words.len() > 1 && is_start(words.start) {
        words.start += 1;
    }
    if words.len() == 1 && !is_name_like(reading, words.start) {
        words.end = words.start;
    }
    words
}

/// Whether a lone word can be a name at all.
fn is_name_like(reading: Reading, word: usize) -> bool {
    let written = reading.written(word);
    let is_name = written.contains(char::is_uppercase) || written.contains(|c: char| c.is_ascii_digit());
    is_name && reading.word(word).class != WordClass::Pronoun && !lexicon::is_no_name(&reading.lower(word))
}

/// Names of the tables where the model saw none.
fn known_names(reading: Reading, taken: &[bool]) -> Vec<WordSpan> {
    let mut found = Vec::new();
    let mut next = 0;
    for start in 0..taken.len() {
        if start < next || taken[start] || !is_name_like(reading, start) {
            continue;
        }
        let most = (start + LONGEST_KNOWN).min(reading.sentence(start).end);
        let free = (start..most).take_while(|word| !taken[*word]).count();
        let longest = (1..=free).rev().map(|length| WordSpan::new(start, start + length)).find(|words| {
            let known = lexicon::known(&key(reading, *words));
            known.is_some_and(|(_, sense)| sense != Sense::Adjective)
        });
        if let Some(words) = longest {
            next = words.end;
            found.push(words);
        }
    }
    found
}

/// Proper nouns that head a mention of somebody or a body where the model saw no name.
fn proper_mentions(reading: Reading, taken: &[bool]) -> Vec<(WordSpan, NameKind)> {
    let kind = |kind| match kind {
        MentionKind::Person => Some(NameKind::Person),
        MentionKind::Organisation => Some(NameKind::Organisation),
        MentionKind::Place => Some(NameKind::Place),
        _ => None,
    };
    let is_proper = |word: usize| {
        reading.word(word).class == WordClass::ProperNoun && reading.is_capital(word) && !taken[word]
    };
    let run = |mention: &language::Mention| {
        let head = mention.head;
        let kind = kind(mention.kind).filter(|_| is_proper(head))?;
        let start =
            (mention.words.start..head).rev().take_while(|word| is_proper(*word)).last().unwrap_or(head);
        let end = (head..mention.words.end).take_while(|word| is_proper(*word)).last().unwrap_or(head);
        Some((WordSpan::new(start, end + 1), kind))
    };
    reading.analysis.mentions.iter().filter_map(run).collect()
}

fn naming(reading: Reading, words: WordSpan, kind: NameKind, taken: &[bool]) -> Naming {
    let known = lexicon::known(&key(reading, words));
    let (title, gender) = match kind {
        NameKind::Person => title(reading, words),
        NameKind::Organisation | NameKind::Place => (None, None),
    };
    let _ = taken;
    Naming { words, kind, known, title, gender, is_quoted: reading.word(words.start).is_quoted }
}

/// The words of a name as the tables have them.
pub(super) fn key(reading: Reading, words: WordSpan) -> String {
    let start =
        if words.len() > 1 && reading.lower(words.start) == "the" { words.start + 1 } else { words.start };
    let lower = reading.text(WordSpan::new(start, words.end)).to_lowercase();
    lower.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title before a person's name, and the gender that it or a word of address tells.
fn title(reading: Reading, name: WordSpan) -> (Option<WordSpan>, Option<Gender>) {
    let floor = reading.sentence(name.start).start.max(name.start.saturating_sub(LONGEST_TITLE));
    let joins = |word: &usize| {
        let class = reading.word(*word).class;
        let is_nominal = matches!(class, WordClass::Noun | WordClass::ProperNoun | WordClass::Adjective);
        is_nominal
            || matches!(reading.written(*word), "-" | "–" | "." | "/")
            || lexicon::is_former(&reading.lower(*word))
    };
    let start = (floor..name.start).rev().take_while(joins).last().unwrap_or(name.start);
    let last = name.start.wrapping_sub(1);
    if start == name.start {
        return (None, None);
    }
    let lower = reading.lower(last);
    let gender = lexicon::gender_of(&lower).or_else(|| lexicon::gender_of(&reading.lemma(last)));
    if lexicon::is_honorific(&lower) {
        return (None, gender);
    }
    let is_title =
        lexicon::is_office(&lower) || lexicon::is_office(&reading.lemma(last)) || lower == "leader";
    (is_title.then(|| WordSpan::new(start, name.start)), gender.filter(|_| is_title))
}
