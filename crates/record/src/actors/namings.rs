//! Where an article names somebody: the model's names, with titles and marks taken off, and names that the tables know.

use std::collections::HashSet;

use language::{MentionKind, NameKind, WordClass, WordSpan};

use super::acronyms::Acronyms;
use super::lexicon::{self, Gender, Sense};
use super::reading::Reading;
use super::watch_list::WatchList;
use crate::record::ActorKind;

/// The longest name of the tables, in words.
pub(super) const LONGEST_KNOWN: usize = 7;

/// The longest of the small words in a name, in letters: "of", "and", "for".
pub(super) const LONGEST_SMALL: usize = 3;

/// The longest part of a given name behind a hyphen, in letters: "hyeong".
const LONGEST_SYLLABLE: usize = 6;

/// The longest run of titles and other words before a name.
const LONGEST_TITLE: usize = 8;

/// A name in the text, without title and possessive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Naming {
    pub(super) words: WordSpan,
    pub(super) kind: NameKind,
    /// The known actor whose name it is, and in which sense.
    pub(super) known: Option<(usize, Sense)>,
    /// The actor of the user's watch list whose name it is.
    pub(super) watched: Option<usize>,
    /// The name that it is the acronym of, as the article has it.
    pub(super) spelled: Option<WordSpan>,
    /// The title before it, without article: "Russian Foreign Minister".
    pub(super) title: Option<WordSpan>,
    /// What a word of address or a title tells.
    pub(super) gender: Option<Gender>,
    /// Whether it is quoted, where people are called otherwise than the outlet calls them.
    pub(super) is_quoted: bool,
}

/// The namings of an article, in order; they do not overlap.
pub(super) fn namings(reading: Reading, watch_list: &WatchList) -> Vec<Naming> {
    let mut taken = vec![false; reading.analysis.words.len()];
    let mut found = Vec::new();
    let names = joined(reading);
    let known = known_names(reading, watch_list);
    let acronyms = Acronyms::of(reading, &bodies(reading, &names, &known));
    for words in &acronyms.names {
        let is_place = names.binary_search(&(*words, NameKind::Place)).is_ok();
        let kind = if is_place { NameKind::Place } else { NameKind::Organisation };
        take(&mut found, &mut taken, *words, kind);
    }
    for words in known {
        let at = names.partition_point(|(name, _)| name.end <= words.start);
        let is_part = names.get(at).is_some_and(|(name, _)| name.covers(words) && name.len() > words.len());
        if !is_part {
            let kind = names.get(at).filter(|(name, _)| name.start < words.end).map(|(_, kind)| *kind);
            take(&mut found, &mut taken, words, kind.unwrap_or(NameKind::Organisation));
        }
    }
    for (words, kind) in names {
        take(&mut found, &mut taken, trimmed(reading, words, kind), kind);
    }
    for (words, kind) in proper_mentions(reading, &taken) {
        take(&mut found, &mut taken, trimmed(reading, words, kind), kind);
    }
    for words in repeated_surnames(reading, &found, &taken) {
        take(&mut found, &mut taken, words, NameKind::Person);
    }
    found.sort_by_key(|(words, _)| words.start);
    let naming = |(words, kind)| Naming {
        spelled: acronyms.name(reading, words),
        ..naming(reading, words, kind, watch_list)
    };
    found.into_iter().map(naming).collect()
}

/// Names of who is no person, as the model and the tables have them, in the order of their ends.
fn bodies(reading: Reading, names: &[(WordSpan, NameKind)], known: &[WordSpan]) -> Vec<WordSpan> {
    let is_person = |words: &WordSpan| {
        let known = lexicon::known(&key(reading, *words));
        known.is_some_and(|(known, _)| lexicon::actor(known).kind == ActorKind::Person)
    };
    let named = names.iter().filter(|(_, kind)| *kind != NameKind::Person).map(|(words, _)| *words);
    let listed = known.iter().copied().filter(|words| !is_person(words));
    let mut bodies: Vec<WordSpan> = named.chain(listed).collect();
    bodies.sort_unstable_by_key(|words| (words.end, words.start));
    bodies
}

/// The model's names, with the parts of a person's name made one that only a nickname in quotation marks or the stop of an initial
/// parts.
fn joined(reading: Reading) -> Vec<(WordSpan, NameKind)> {
    let mut joined: Vec<(WordSpan, NameKind)> = Vec::new();
    let is_mark = |word: usize| matches!(reading.written(word), "." | "“" | "”" | "\"" | "'" | "‘" | "’");
    for name in &reading.analysis.names {
        let (words, is_person) = (name.words, name.kind == NameKind::Person);
        match joined.last_mut() {
            Some((last, NameKind::Person))
                if is_person
                    && words.start - last.end <= 3
                    && (last.end..words.start).all(is_mark)
                    && reading.word(last.start).sentence == reading.word(words.start).sentence =>
            {
                last.end = words.end;
            }
            _ => joined.push((words, name.kind)),
        }
    }
    joined
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
    // "Union of Baltic Dockers (UBD)" is two names.
    let opens = words.iter().skip(1).find(|word| reading.written(*word) == "(");
    words.end = opens.unwrap_or(words.end);
    while !words.is_empty() && is_end(words.end - 1) {
        words.end -= 1;
    }
    let is_start = |word: usize| {
        let lower = reading.lower(word);
        let is_title =
            lexicon::is_honorific(&lower) || lexicon::is_office(&lower) || lexicon::is_former(&lower);
        !lower.contains(char::is_alphanumeric) || lower == "the" || (kind == NameKind::Person && is_title)
    };
    // The model at times takes "Ruiz spokeswoman Ana Duarte" for one name.
    let is_noun = |word: &usize| !reading.is_capital(*word) && lexicon::is_office(&reading.lower(*word));
    let inner = (words.start..words.end.saturating_sub(1)).rev().find(is_noun);
    if let Some(noun) = inner.filter(|_| kind == NameKind::Person) {
        words.start = noun + 1;
    }
    let ends_with_office = !words.is_empty() && is_noun(&(words.end - 1));
    let is_small = |word: usize| {
        !reading.is_capital(word) && !reading.lower(word).starts_with(|c: char| c.is_ascii_digit())
    };
    while words.len() > 1
        && (is_start(words.start)
            || (is_small(words.start) && !lexicon::is_particle(particle(&reading.lower(words.start)))))
    {
        words.start += 1;
    }
    while words.len() > 1 && (kind == NameKind::Person || ends_with_office) && is_small(words.end - 1) {
        words.end -= 1;
    }
    let is_preposition = |word: usize| is_small(word) && reading.word(word).class == WordClass::Adposition;
    while words.len() > 1 && is_preposition(words.end - 1) {
        words.end -= 1;
    }
    if words.len() == 1 && !is_name_like(reading, words.start) {
        words.end = words.start;
    }
    if kind == NameKind::Person { with_syllable(reading, words) } else { words }
}

/// A person's name with the part of the given name behind a hyphen, which is a word of its own in lower case: "Oh Min-*seok*"; not
/// "Donald Trump-led".
fn with_syllable(reading: Reading, words: WordSpan) -> WordSpan {
    let (hyphen, syllable) = (words.end, words.end + 1);
    let goes_on = |word: usize| reading.word(word).span.start == reading.word(word - 1).span.end;
    let is_syllable = || {
        let written = reading.written(syllable);
        written.chars().count() <= LONGEST_SYLLABLE
            && written.chars().all(char::is_lowercase)
            && !lexicon::is_hyphenated(written)
    };
    let is_longer = words.len() > 1
        && syllable < reading.sentence(words.start).end
        && matches!(reading.written(hyphen), "-" | "‐" | "‑")
        && goes_on(hyphen)
        && goes_on(syllable)
        && is_syllable();
    if is_longer { WordSpan::new(words.start, syllable + 1) } else { words }
}

/// The article of an Arabic name ("al-Sharaa"), or the whole word.
fn particle(word: &str) -> &str {
    word.find('-').map_or(word, |at| &word[..=at])
}

/// Whether a lone word can be a name at all.
fn is_name_like(reading: Reading, word: usize) -> bool {
    let written = reading.written(word);
    let is_name = written.contains(char::is_uppercase) || written.contains(|c: char| c.is_ascii_digit());
    let lower = reading.lower(word);
    let is_addressed =
        || word.checked_sub(1).is_some_and(|before| lexicon::is_honorific(&reading.lower(before)));
    let is_title = lexicon::is_honorific(&lower) || (lexicon::is_office(&lower) && !is_addressed());
    is_name && !is_title && reading.word(word).class != WordClass::Pronoun && !lexicon::is_no_name(&lower)
}

/// Names of the tables and of the watch list, the longest at each place.
fn known_names(reading: Reading, watch_list: &WatchList) -> Vec<WordSpan> {
    let mut found = Vec::new();
    let mut next = 0;
    for start in 0..reading.analysis.words.len() {
        if start < next || !is_name_like(reading, start) {
            continue;
        }
        let end = (start + LONGEST_KNOWN).min(reading.sentence(start).end);
        let longest = (start + 1..=end).rev().map(|end| WordSpan::new(start, end)).find(|words| {
            let key = key(reading, *words);
            let known = lexicon::known(&key).filter(|(_, sense)| *sense != Sense::Adjective);
            watch_list.find(&key).is_some()
                || known.is_some_and(|(known, _)| words.len() > 1 || is_sure(reading, start, known))
        });
        if let Some(words) = longest {
            next = words.end;
            found.push(words);
        }
    }
    found
}

/// Whether a lone word that the model saw no name in is one all the same: a word that only names begin with a capital (not "Economist"
/// at the head of a sentence), or in capitals ("IAEA").
fn is_sure(reading: Reading, word: usize, known: usize) -> bool {
    let written = reading.written(word);
    let is_state = lexicon::actor(known).kind == ActorKind::State;
    let is_loud = written.len() > 1 && !written.contains(char::is_lowercase);
    let is_proper = reading.word(word).class == WordClass::ProperNoun && reading.sentence(word).start != word;
    is_state || is_loud || is_proper
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

/// Surnames alone where the model saw nobody, of persons whom the article names in full: "the Oval Office [Duarte] meeting".
fn repeated_surnames(reading: Reading, found: &[(WordSpan, NameKind)], taken: &[bool]) -> Vec<WordSpan> {
    let is_full = |words: &WordSpan| words.iter().filter(|word| reading.is_capital(*word)).count() > 1;
    let persons = found.iter().filter(|(words, kind)| *kind == NameKind::Person && is_full(words));
    let surnames: HashSet<&str> = persons.map(|(words, _)| reading.written(words.end - 1)).collect();
    let is_proper = |word: usize| reading.word(word).class == WordClass::ProperNoun && !taken[word];
    // Not of "Duarte Tower", nor of "Rosa Duarte" whom nobody knows.
    let is_alone = |word: usize| {
        let joins = |other: usize, under: usize| {
            matches!(reading.word(under).relation.universal(), "flat" | "compound" | "amod")
                && reading.word(under).head == Some(other)
                && reading.is_capital(other)
                && reading.is_capital(under)
        };
        let beside = [word.checked_sub(1), Some(word + 1).filter(|next| *next < reading.sentence(word).end)];
        !beside.into_iter().flatten().any(|other| joins(other, word) || joins(word, other))
    };
    let words = 0..reading.analysis.words.len();
    let alone = words.filter(|word| {
        is_proper(*word)
            && surnames.contains(reading.written(*word))
            && is_name_like(reading, *word)
            && is_alone(*word)
    });
    alone.map(|word| WordSpan::new(word, word + 1)).collect()
}

fn naming(reading: Reading, words: WordSpan, kind: NameKind, watch_list: &WatchList) -> Naming {
    let key = key(reading, words);
    let (known, watched) = (lexicon::known(&key), watch_list.find(&key));
    let is_person = known.is_some_and(|(known, _)| lexicon::actor(known).kind == ActorKind::Person);
    let kind = if is_person && words.len() > 1 { NameKind::Person } else { kind };
    let (title, gender) = match kind {
        NameKind::Person => title(reading, words),
        NameKind::Organisation | NameKind::Place => (None, None),
    };
    let is_quoted = reading.word(words.start).is_quoted;
    Naming { words, kind, known, watched, spelled: None, title, gender, is_quoted }
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
