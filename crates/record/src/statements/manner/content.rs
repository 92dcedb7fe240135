//! The form of a content: what it is in the sentence, and what its own verb says.

use language::WordClass;

use super::reading::Reading;

/// What a content is in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentForm {
    /// "to withdraw".
    Infinitive,
    /// "Russia to withdraw".
    PersonInfinitive,
    /// "withdrawing".
    Gerund,
    /// "that it will withdraw".
    Clause,
    /// "whether it will withdraw", "why it withdrew".
    Question,
    /// "a withdrawal".
    Nominal,
}

/// The form of an utterance's content, by its first piece.
pub(super) fn form(reading: &Reading) -> ContentForm {
    let Some(piece) = reading.content().first() else { return ContentForm::Nominal };
    let words: Vec<usize> =
        piece.iter().filter(|word| !reading.is_class(*word, WordClass::Punctuation)).collect();
    let Some(first) = words.first().copied() else { return ContentForm::Nominal };
    let head = reading.head_of(*piece).unwrap_or(first);
    if is_question_word(reading, first) {
        return ContentForm::Question;
    }
    if is_to(reading, first)
        || (is_after_to(reading) && reading.word(first).features.get("VerbForm") == Some("Inf"))
    {
        return ContentForm::Infinitive;
    }
    let is_form = |word: usize, form: &str| reading.word(word).features.get("VerbForm") == Some(form);
    if is_form(first, "Ger")
        || (first == head && reading.is_class(first, WordClass::Verb) && is_form(first, "Part"))
    {
        return ContentForm::Gerund;
    }
    let finite = words.iter().position(|word| is_form(*word, "Fin"));
    let to = words.iter().position(|word| is_to(reading, *word) && is_complement(reading, *word));
    match (to, finite) {
        (Some(to), finite) if finite.is_none_or(|finite| finite > to) && is_subject_like(reading, first) => {
            ContentForm::PersonInfinitive
        }
        (_, Some(_)) if is_clausal(reading, head) => ContentForm::Clause,
        _ => ContentForm::Nominal,
    }
}

/// Whether a head carries a clause: it has a subject, a copula or an auxiliary, or is a finite verb.
fn is_clausal(reading: &Reading, head: usize) -> bool {
    let is_carrier = |word: usize| {
        matches!(reading.word(word).relation.universal(), "nsubj" | "csubj" | "cop" | "aux" | "expl")
    };
    reading.word(head).features.get("VerbForm") == Some("Fin")
        || reading.analysis.dependents(head).any(is_carrier)
}

/// "whether", "if", "who", "why", by the features of question words.
fn is_question_word(reading: &Reading, word: usize) -> bool {
    let interrogative = matches!(reading.word(word).features.get("PronType"), Some("Int"));
    let opens = reading.is_class(word, WordClass::SubordinatingConjunction)
        && (reading.is(word, "whether")
            || (reading.is(word, "if") && reading.word(word).relation.universal() == "mark"));
    let is_complement = || {
        let clause = reading.word(word).head.map(|head| reading.word(head).relation.universal());
        clause != Some("advcl")
    };
    interrogative || (opens && is_complement())
}

fn is_to(reading: &Reading, word: usize) -> bool {
    reading.is_class(word, WordClass::Particle) && reading.is(word, "to")
}

fn is_after_to(reading: &Reading) -> bool {
    reading.cue.last().is_some_and(|last| reading.is(*last, "to"))
}

/// Whether "to" opens what somebody is to do, not a clause on a thing ("the desire to win"). Parsers may hang it on the
/// person: "called on both [armies to hold their fire]".
fn is_complement(reading: &Reading, to: usize) -> bool {
    let Some(verb) = reading.word(to).head.map(|head| reading.word(head)) else { return false };
    match verb.relation.universal() {
        "xcomp" | "ccomp" | "root" | "obj" | "conj" => true,
        "acl" | "advcl" => verb.head.is_some_and(|noun| reading.in_cue(noun) || reading.is_hearer(noun)),
        _ => false,
    }
}

fn is_subject_like(reading: &Reading, word: usize) -> bool {
    !matches!(
        reading.word(word).class,
        WordClass::Verb | WordClass::Auxiliary | WordClass::SubordinatingConjunction | WordClass::Adposition
    )
}

/// Whether every sentence of the content ends in a question mark.
pub(super) fn is_direct_question(reading: &Reading) -> bool {
    let mut last_words = Vec::new();
    for word in reading.content().iter().flat_map(|piece| piece.iter()) {
        if reading.article.words(reading.word(word).span).chars().any(|c| c.is_alphanumeric() || c == '?') {
            match last_words.last_mut() {
                Some((sentence, last)) if *sentence == reading.word(word).sentence => *last = word,
                _ => last_words.push((reading.word(word).sentence, word)),
            }
        }
    }
    !last_words.is_empty()
        && last_words.iter().all(|(_, word)| reading.article.words(reading.word(*word).span).contains('?'))
}
