//! Whose saying a cue tells of, by the tree: the subject of its verb, the owner of its noun.

use language::{Analysis, WordClass, WordSpan};

use super::ground::Ground;
use super::utterance::{Utterance, overlap, top};
use crate::data::{REPORTED_ADDRESSED, REPORTED_TOLD};

/// How far up the tree a subject is looked for.
const REACH: usize = 6;

/// The source that the tree gives for a cue: none where it gives none, or one inside the content.
pub(crate) fn source_of(ground: &Ground<'_>, utterance: &Utterance) -> Option<WordSpan> {
    let analysis = ground.analysis;
    let head = utterance.cue_head(analysis)?;
    let sayer = match analysis.words[head].class {
        WordClass::Verb if is_passive(analysis, head) => agent(analysis, head),
        WordClass::Verb | WordClass::Auxiliary => subject(ground, head),
        WordClass::Noun => owner(analysis, head).or_else(|| subject(ground, head)),
        _ => None,
    }?;
    let words =
        Some(ground.behind_dateline(phrase(analysis, sayer, head))).filter(|words| !words.is_empty())?;
    let is_free = |pieces: &[WordSpan]| pieces.iter().all(|piece| overlap(*piece, words) == 0);
    (is_free(&utterance.content) && is_free(&utterance.cue)).then_some(words)
}

/// By whom something was said: "was told by officials".
fn agent(analysis: &Analysis, verb: usize) -> Option<usize> {
    analysis.dependents(verb).find(|word| analysis.words[*word].relation.as_str() == "obl:agent")
}

pub(super) fn is_name_or_noun(class: WordClass) -> bool {
    matches!(class, WordClass::Noun | WordClass::ProperNoun | WordClass::Pronoun)
}

/// The subject of a verb, or the one that it shares with the verb above it.
pub(crate) fn subject(ground: &Ground<'_>, verb: usize) -> Option<usize> {
    let analysis = ground.analysis;
    let mut verb = verb;
    for _ in 0..REACH {
        let dependent = |wanted: &[&str]| {
            let is_wanted = |word: &usize| wanted.contains(&analysis.words[*word].relation.as_str());
            let below = || analysis.dependents(verb).filter(is_wanted);
            // "GENEVA — Kenya's minister said": where the place is taken for the subject, who speaks hangs on it.
            let hangs_on = |place: usize| {
                let mut behind = analysis.dependents(place).filter(|word| !ground.is_dateline(*word));
                behind.find(|word| is_name_or_noun(analysis.words[*word].class))
            };
            below().find(|word| !ground.is_dateline(*word)).or_else(|| below().find_map(hangs_on))
        };
        if let Some(agent) = agent(analysis, verb) {
            return Some(agent);
        }
        if let Some(subject) = dependent(&["nsubj", "nsubj:outer", "csubj"]) {
            return Some(subject);
        }
        if dependent(&["nsubj:pass"]).is_some() {
            return None;
        }
        let word = &analysis.words[verb];
        let above = word.head?;
        match word.relation.as_str() {
            // "protesters chanting …": the noun that the participle tells more about; not "a man accused of …".
            "acl" if analysis.words[above].class != WordClass::Verb => {
                return (!is_passive(analysis, verb)).then_some(above);
            }
            "conj" | "xcomp" | "advcl" | "acl" | "parataxis" | "cop" | "aux" => verb = above,
            _ => return None,
        }
    }
    None
}

/// Whose a noun of saying is: "his claim", "the ministry's warning", "the advice of doctors".
fn owner(analysis: &Analysis, noun: usize) -> Option<usize> {
    let hangs = |relation: &str| {
        analysis.dependents(noun).find(|word| analysis.words[*word].relation.as_str() == relation)
    };
    hangs("nmod:poss")
}

/// The words of a phrase around its head that stand together, without what the cue's branch holds.
pub(super) fn phrase(analysis: &Analysis, head: usize, cue: usize) -> WordSpan {
    let belongs = |word: usize| {
        let mut path = std::iter::once(word).chain(analysis.head_path(word));
        path.find(|other| *other == head || *other == cue) == Some(head)
    };
    let sentence = analysis.sentences[analysis.words[head].sentence].words;
    let mut words = WordSpan::new(head, head + 1);
    while words.start > sentence.start && belongs(words.start - 1) {
        words.start -= 1;
    }
    while words.end < sentence.end && belongs(words.end) {
        words.end += 1;
    }
    while words.len() > 1 && analysis.words[words.end - 1].class == WordClass::Punctuation {
        words.end -= 1;
    }
    words
}

/// Fills in a source that the model left out and the tree knows; the subject of the cue's own verb is put in the place of
/// another phrase.
pub(crate) fn fill(ground: &Ground<'_>, utterance: &mut Utterance) {
    let analysis = ground.analysis;
    let Some(head) = utterance.cue_head(analysis) else { return };
    let has_subject =
        || analysis.dependents(head).any(|word| analysis.words[word].relation.as_str() == "nsubj");
    let is_other = !utterance.source.is_empty() && agrees(ground, utterance) == Some(false) && has_subject();
    if is_other || is_fragment(ground, utterance) || is_told_of(analysis, head, utterance) {
        utterance.source.clear();
    }
    if utterance.source.is_empty() {
        utterance.source.extend(source_of(ground, utterance));
    }
}

/// Whether the model's source is whom a passive tells that others said something to or of: "residents urged to leave".
fn is_told_of(analysis: &Analysis, verb: usize, utterance: &Utterance) -> bool {
    let word = &analysis.words[verb];
    let Some(source) = top(analysis, &utterance.source) else { return false };
    let relation = analysis.words[source].relation.as_str();
    let is_bearer = (analysis.words[source].head == Some(verb) && relation.starts_with("nsubj"))
        || (word.relation.universal() == "acl" && word.head == Some(source))
        || word.relation.universal() == "advcl";
    is_bearer && is_passive(analysis, verb)
}

/// Whether a verb tells to or of whom others spoke: a passive of the list, or a verb of it that has lost its object in a headline.
fn is_passive(analysis: &Analysis, verb: usize) -> bool {
    let word = &analysis.words[verb];
    if word.class != WordClass::Verb || !REPORTED_TOLD.contains(&[word.lemma.as_str()].as_slice()) {
        return false;
    }
    let relates = |wanted: &[&str]| {
        let relation = |other: usize| analysis.words[other].relation.universal();
        analysis.dependents(verb).any(|other| wanted.contains(&relation(other)))
    };
    // "Reportedly told aides that …": who is spoken to is the object, so the subject speaks.
    if relates(&["obj", "iobj"]) {
        return false;
    }
    let has_have = analysis.dependents(verb).any(|other| analysis.words[other].lemma == "have");
    let is_participle =
        word.features.get("VerbForm") == Some("Part") && word.features.get("Tense") == Some("Past");
    // "Residents urged to leave".
    let next = analysis.words.get(verb + 1).map(|next| next.lemma.as_str());
    let lacks_object = matches!(next, Some("to" | "of")) && !relates(&["ccomp"]);
    word.features.get("Voice") == Some("Pass")
        || (is_participle && !has_have)
        || (lacks_object && REPORTED_ADDRESSED.contains(&[word.lemma.as_str()].as_slice()))
}

/// Whether the model's source is a piece without the noun of what the tree gives: "The" of "The US president".
fn is_fragment(ground: &Ground<'_>, utterance: &Utterance) -> bool {
    let analysis = ground.analysis;
    let [source] = utterance.source[..] else { return false };
    let Some(by_tree) = source_of(ground, utterance) else { return false };
    let head = top(analysis, &[by_tree]);
    by_tree.covers(source) && head.is_some_and(|head| !source.contains(head))
}

/// Whether the model's source is the one that the tree gives.
pub(crate) fn agrees(ground: &Ground<'_>, utterance: &Utterance) -> Option<bool> {
    let analysis = ground.analysis;
    let head = top(analysis, &utterance.source)?;
    let by_tree = source_of(ground, utterance)?;
    Some(by_tree.contains(head))
}
