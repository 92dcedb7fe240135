//! Who said a quotation: the subject of the nearest reporting verb in the same sentence.

use article::ByteSpan;

use super::cues::{Cue, cue};
use crate::actors::{is_title, name_at};
use crate::record::Act;
use crate::words::{Sentences, Word, words};

/// A reporting verb with its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attribution {
    /// The verb; absent for "Name: …".
    pub(super) cue: Option<ByteSpan>,
    pub(super) act: Act,
    pub(super) source: Source,
}

/// The words that name a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Named(ByteSpan),
    /// "he", "she", "they".
    Pronoun(ByteSpan),
    /// "a senior EU diplomat".
    Described(ByteSpan),
}

impl Source {
    pub(super) fn span(self) -> ByteSpan {
        match self {
            Self::Named(span) | Self::Pronoun(span) | Self::Described(span) => span,
        }
    }
}

/// Where a quotation stands: its block, and how far the outlet's own words reach before and after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) block: ByteSpan,
    pub(super) sentences: &'p Sentences,
    pub(super) outer: ByteSpan,
    pub(super) inner: ByteSpan,
    /// End of the quotation before and start of the next, or the block's ends.
    pub(super) gap_start: usize,
    pub(super) gap_end: usize,
}

/// How many words after a quotation a reporting verb may stand ("…,” Ana Ruiz, who chairs the board, said").
const REACH: usize = 16;

/// The attribution of a quotation in its own sentence, the words after it first: "…,” said X" is the surest sign.
pub(super) fn attribution(text: &str, place: Place<'_>) -> Option<Attribution> {
    after(text, place).or_else(|| before(text, place))
}

/// "“…,” said Ana Ruiz", "“…,” Ana Ruiz, a farmer, said".
fn after(text: &str, place: Place<'_>) -> Option<Attribution> {
    let quoted = place.inner.of(text);
    if quoted.ends_with(['.', '…'])
        && !quoted.ends_with("...")
        && text[place.outer.end..place.gap_end].trim_start().starts_with(char::is_uppercase)
    {
        return None;
    }
    let end = place.sentences.end(text, place.outer.end).min(place.gap_end);
    let words = words(text, ByteSpan::new(place.outer.end, end.max(place.outer.end)));
    let (at, Cue { act, .. }) = cues(text, &words).find(|(at, _)| *at < REACH)?;
    // "“Stop it” was the message, she said": the quotation is the sentence's subject, not what was said.
    let is_set_off =
        quoted.ends_with([',', '?', '!', '—', '–', '.', '…']) || text[place.outer.end..].starts_with(',');
    let is_first = at == 0 || (at == 1 && is_adverb(words[0].of(text)));
    let is_inverted = is_first || text[words[at - 1].span.end..words[at].span.start].contains(',');
    let subject = if is_set_off && !is_first { subject_before(text, &words[..at]) } else { None };
    let subject = subject.or_else(|| if is_inverted { following(text, &words, at + 1) } else { None });
    Some(Attribution { cue: Some(words[at].span), act, source: subject? })
}

/// "Ana Ruiz, a farmer, said: “…”", "Ana Ruiz said it was “…”", "Ana Ruiz: “…”".
fn before(text: &str, place: Place<'_>) -> Option<Attribution> {
    let start = place.sentences.start(place.outer.start).max(place.gap_start);
    let start = start + text[start..place.outer.start].rfind([';']).map_or(0, |at| at + 1);
    let words = words(text, ByteSpan::new(start, place.outer.start));
    let found: Vec<(usize, Cue)> = cues(text, &words).collect();
    let is_sentence = place.inner.of(text).starts_with(char::is_uppercase);
    for (at, Cue { act, is_whole }) in found.into_iter().rev() {
        if is_whole && at + 1 == words.len() && !is_sentence {
            continue;
        }
        if let Some(source) = subject_before(text, &words[..at]) {
            return Some(Attribution { cue: Some(words[at].span), act, source });
        }
    }
    named_before_colon(text, &words, place)
}

/// The reporting verbs among words; "needs to say" reports nothing, and "the posts" are no verb.
fn cues<'w>(text: &'w str, words: &'w [Word]) -> impl Iterator<Item = (usize, Cue)> + 'w {
    let is_verb = |at: usize| {
        at == 0
            || !matches!(
                words[at - 1].of(text).to_lowercase().as_str(),
                "to" | "the" | "a" | "an" | "his" | "her" | "their" | "its"
            )
    };
    words
        .iter()
        .enumerate()
        .filter_map(move |(at, word)| Some((at, cue(word.of(text)).filter(|_| is_verb(at))?)))
}

/// "Ana Ruiz: 'It rains'", as headlines and captions have it.
fn named_before_colon(text: &str, words: &[Word], place: Place<'_>) -> Option<Attribution> {
    let has_colon = text[..place.outer.start].trim_end().ends_with(':');
    if !has_colon || words.is_empty() || words.len() > 12 {
        return None;
    }
    let source = subject_before(text, words)?;
    let Source::Named(_) = source else { return None };
    Some(Attribution { cue: None, act: Act::Say, source })
}

fn is_adverb(word: &str) -> bool {
    matches!(word, "also" | "later" | "then" | "once" | "even" | "has" | "had" | "have")
}

/// The subject before a verb: the first name, pronoun or noun phrase of the clause, openings like "On Saturday," and
/// "In a post on Sunday," passed over. Of a name followed by an apposition it is the name.
fn subject_before(text: &str, words: &[Word]) -> Option<Source> {
    let mut start = clause_start(text, words);
    while start < words.len() {
        let word = words[start].of(text);
        if is_pronoun(word) {
            return Some(Source::Pronoun(words[start].span));
        }
        // "the minister’s adviser", "Ana Ruiz’s brother" are described, not named by their first word.
        if let Some((name, next)) = name_at(text, words, start)
            && !words[next - 1].is_possessive(text)
        {
            return Some(Source::Named(name.span));
        }
        if is_determiner(word) {
            return Some(described(text, words, start));
        }
        start += 1;
    }
    None
}

/// Where the clause begins whose verb follows: openings up to a comma are passed over.
fn clause_start(text: &str, words: &[Word]) -> usize {
    let opens = |word: &str| {
        matches!(
            word.to_lowercase().as_str(),
            "in" | "on"
                | "at"
                | "after"
                | "before"
                | "when"
                | "while"
                | "as"
                | "if"
                | "for"
                | "from"
                | "during"
                | "asked"
                | "speaking"
                | "with"
                | "earlier"
                | "later"
                | "despite"
                | "since"
                | "by"
                | "to"
                | "under"
                | "although"
                | "though"
                | "because"
                | "last"
        )
    };
    if !words.first().is_some_and(|first| opens(first.of(text))) {
        return 0;
    }
    let comma = words.windows(2).position(|pair| text[pair[0].span.end..pair[1].span.start].contains(','));
    comma.map_or(0, |at| at + 1)
}

/// The noun phrase from a determiner up to a comma, a verb of the clause or a relative pronoun; or the name that stands
/// in apposition to it ("its envoy, Ibrahima Ndiour, told").
fn described(text: &str, words: &[Word], start: usize) -> Source {
    let mut end = start + 1;
    while end < words.len() {
        let has_comma = text[words[end - 1].span.end..words[end].span.start].contains([',', ';', '(', '—']);
        if has_comma
            || matches!(
                words[end].of(text),
                "who"
                    | "which"
                    | "that"
                    | "has"
                    | "had"
                    | "have"
                    | "is"
                    | "was"
                    | "were"
                    | "also"
                    | "later"
                    | "then"
            )
        {
            break;
        }
        end += 1;
    }
    if end < words.len()
        && text[words[end - 1].span.end..words[end].span.start].trim() == ","
        && let Some((name, _)) = name_at(text, words, end).filter(|(name, _)| name.n_words >= 2)
    {
        return Source::Named(name.span);
    }
    Source::Described(ByteSpan::new(words[start].span.start, words[end - 1].span.end))
}

/// The subject after a verb: "said Colonel Danae Mavrommati", "said the minister".
fn following(text: &str, words: &[Word], start: usize) -> Option<Source> {
    let first = words.get(start)?;
    let verb_end = words[start - 1].span.end;
    if !text[verb_end..first.span.start].trim().is_empty() {
        return None;
    }
    if is_pronoun(first.of(text)) {
        return Some(Source::Pronoun(first.span));
    }
    // "said Finland’s foreign minister, Aino Rautavaara": the name is in the apposition.
    let upto = words.len().min(start + 12);
    let mut at = start;
    while at < upto {
        if let Some((name, next)) = name_at(text, words, at) {
            if !words[next - 1].is_possessive(text) && (at == start || name.n_words >= 2) {
                return Some(Source::Named(name.span));
            }
            at = next;
        } else {
            at += 1;
        }
    }
    let word = first.of(text);
    (is_determiner(word) || is_title(word)).then(|| described(text, words, start))
}

fn is_pronoun(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "he" | "she" | "they" | "it")
}

fn is_determiner(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "a" | "an"
            | "the"
            | "his"
            | "her"
            | "their"
            | "its"
            | "one"
            | "another"
            | "some"
            | "several"
            | "two"
            | "three"
            | "many"
            | "officials"
            | "authorities"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source and cue of the text's first quotation.
    fn read(text: &str) -> String {
        let start = text.find('“').unwrap();
        let end = text.find('”').unwrap() + '”'.len_utf8();
        let block = ByteSpan::new(0, text.len());
        let place = Place {
            block,
            sentences: &Sentences::of(text, block),
            outer: ByteSpan::new(start, end),
            inner: ByteSpan::new(start + '“'.len_utf8(), end - '”'.len_utf8()),
            gap_start: 0,
            gap_end: text.len(),
        };
        match attribution(text, place) {
            Some(found) => {
                format!("{} / {}", found.source.span().of(text), found.cue.map_or("-", |cue| cue.of(text)))
            }
            None => "none".to_owned(),
        }
    }

    #[test]
    fn the_subject_of_the_reporting_verb_is_the_source() {
        for (text, expected) in [
            (
                "“It rains,” said Aino Rautavaara, Finland’s foreign minister, who chaired the talks.",
                "Aino Rautavaara / said",
            ),
            ("“It rains,” said Finland’s foreign minister, Aino Rautavaara.", "Aino Rautavaara / said"),
            ("“It rains,” Ana Ruiz, a farmer, said.", "Ana Ruiz / said"),
            ("Ana Ruiz, a farmer, told reporters: “It rains.”", "Ana Ruiz / told"),
            ("“It rains,” she said of the spring.", "she / said"),
            ("“It rains,” its envoy, Ibrahima Ndiour, told a Geneva station.", "Ibrahima Ndiour / told"),
            ("The rain was a “big win” for farmers, said Ana Ruiz, at the bureau.", "Ana Ruiz / said"),
            ("A senior EU diplomat described it as “thin soup”.", "A senior EU diplomat / described"),
            (
                "Ruiz knew of none; a naval official, who was not named, said it was “wet”.",
                "a naval official / said",
            ),
            ("On Saturday Ana Ruiz said it was “wet”.", "Ana Ruiz / said"),
            ("In a post on Sunday, Ana Ruiz wrote that it was “wet”.", "Ana Ruiz / wrote"),
            ("Ana Ruiz: “It rains”", "Ana Ruiz / -"),
            ("The islets, which maps mark as “grey zones”, are empty.", "none"),
            ("“It rains.” Ruiz left.", "none"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
