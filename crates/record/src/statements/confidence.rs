//! How likely the words of a statement and its speaker are right.

use language::{Analysis, WordClass};

use super::draft::Draft;
use super::ground::Ground;
use super::manner::{ContentForm, Manner};
use super::{subjects, sureness};
use crate::data::{CONFIDENCE, CUES};
use crate::likelihood;
use crate::record::{Act, ActorKind, Form, StatementKind};

/// How the speaker of a statement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// By name.
    Named,
    /// By part of a name.
    Short,
    /// By a pronoun of one person.
    Pronoun,
    /// By a title, a noun or another pronoun that leads to a name.
    Noun,
    /// By a description without a name.
    Described,
    /// By having spoken before.
    Carried,
    /// Not at all.
    Unknown,
}

/// What is looked at: names of weights in `data/statements/confidence.toml`.
pub(super) type Features = Vec<&'static str>;

/// What tells of a statement how likely its words and its speaker are right.
pub(super) fn features(
    ground: &Ground<'_>,
    draft: &Draft,
    form: Form,
    manner: &Manner,
    (speaker, kind): (Speaker, Option<ActorKind>),
) -> Features {
    let mut features = vec!["bias"];
    features.extend(of_content(draft, form, manner));
    features.extend(of_cue(ground.analysis, draft, manner));
    features.extend(of_source(ground, draft, speaker, kind));
    features.extend(sureness::features(ground.analysis, &draft.utterance));
    features
}

/// The share of statements like this whose words and speaker were right where people judged them.
pub(super) fn confidence(features: &Features) -> f64 {
    likelihood::likelihood(CONFIDENCE, features)
}

/// What a feature adds: its weight, to be summed and put through the logistic curve.
pub(super) fn weight(feature: &str) -> f64 {
    likelihood::weight(CONFIDENCE, feature)
}

fn of_content(draft: &Draft, form: Form, manner: &Manner) -> Features {
    let content = &draft.utterance.content;
    let n_words: usize = content.iter().map(|piece| piece.len()).sum();
    let is_indirect = form == Form::Indirect;
    let in_pieces = if is_indirect { "pieces-indirect" } else { "pieces-quoted" };
    let content_form = match manner.content {
        ContentForm::Clause => "content-clause",
        ContentForm::Question => "content-question",
        ContentForm::Nominal => "content-nominal",
        ContentForm::Infinitive | ContentForm::PersonInfinitive => "content-infinitive",
        ContentForm::Gerund => "content-gerund",
    };
    [
        Some(match form {
            Form::Direct => "direct",
            Form::Mixed => "mixed",
            Form::Indirect => "indirect",
        }),
        length(n_words).filter(|_| is_indirect || n_words < 4),
        (content.len() > 1).then_some(in_pieces),
        is_indirect.then_some(content_form),
        draft.within.is_some().then_some("nested"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_cue(analysis: &Analysis, draft: &Draft, manner: &Manner) -> Features {
    let cue = &draft.utterance.cue;
    let Some(head) = draft.utterance.cue_head(analysis) else { return vec!["no-cue"] };
    let n_words: usize = cue.iter().map(|piece| piece.len()).sum();
    let word = &analysis.words[head];
    let below = || analysis.dependents(head).map(|other| analysis.words[other].lemma.to_lowercase());
    let is_modal = below().any(|lemma| {
        matches!(lemma.as_str(), "will" | "would" | "could" | "can" | "may" | "might" | "should")
    });
    let is_open = below().any(|lemma| matches!(lemma.as_str(), "if" | "whether" | "unless"));
    [
        (n_words > 2).then_some("cue-long"),
        manner.negated.then_some("negated"),
        (!manner.is_listed).then_some("cue-unlisted"),
        is_modal.then_some("cue-modal"),
        is_open.then_some("cue-if"),
        Some(usual(&word.lemma.to_lowercase(), word.class)),
        match word.class {
            WordClass::Verb => None,
            WordClass::Noun | WordClass::ProperNoun => Some("cue-noun"),
            _ => Some("cue-other"),
        },
        Some(match manner.kind {
            StatementKind::Speech => "kind-speech",
            StatementKind::Document => "kind-document",
            StatementKind::Thought => "kind-thought",
            StatementKind::Intention => "kind-intention",
        }),
        Some(match manner.act {
            Act::Say => "act-say",
            Act::Think => "act-think",
            Act::Ask | Act::Claim | Act::Warn | Act::Announce | Act::Deny | Act::Confirm => "act-tell",
            _ => "act-other",
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How often the word of a cue tells of a saying (`data/statements/cues.tsv`).
fn usual(lemma: &str, class: WordClass) -> &'static str {
    let start = CUES.partition_point(|(word, ..)| *word < lemma);
    let same = CUES[start..].iter().take_while(|(word, ..)| *word == lemma);
    let share = same.filter(|(_, known, _)| *known == class).map(|(.., share)| *share).next();
    match share {
        Some(0.6..) => "usual-most",
        Some(0.35..) => "usual-half",
        Some(0.2..) => "usual-third",
        Some(0.1..) => "usual-some",
        Some(0.05..) => "usual-few",
        Some(_) => "usual-rare",
        None => "usual-never",
    }
}

fn of_source(ground: &Ground<'_>, draft: &Draft, speaker: Speaker, kind: Option<ActorKind>) -> Features {
    if draft.utterance.source.is_empty() && speaker == Speaker::Unknown {
        return vec!["no-source"];
    }
    let by_tree = match subjects::agrees(ground, &draft.utterance) {
        Some(true) => "tree-agrees",
        Some(false) => "tree-differs",
        None => "tree-silent",
    };
    let known = match speaker {
        Speaker::Named => "speaker-named",
        Speaker::Short => "speaker-short",
        Speaker::Pronoun => "speaker-pronoun",
        Speaker::Noun => "speaker-noun",
        Speaker::Described => "speaker-described",
        Speaker::Carried => "speaker-carried",
        Speaker::Unknown => "speaker-unknown",
    };
    let kind = match kind {
        Some(ActorKind::Person) => "actor-person",
        Some(ActorKind::State | ActorKind::Organisation | ActorKind::ArmedGroup) => "actor-body",
        Some(ActorKind::Group | ActorKind::Unnamed) => "actor-unnamed",
        None => "actor-unclear",
    };
    vec![by_tree, known, kind]
}

fn length(n_words: usize) -> Option<&'static str> {
    match n_words {
        0 => None,
        1 => Some("words-1"),
        2..=3 => Some("words-2-3"),
        4..=7 => Some("words-4-7"),
        8..=15 => Some("words-8-15"),
        _ => Some("words-16"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_weight() {
        for name in
            ["bias", "direct", "mixed", "indirect", "no-cue", "no-source", "cue-long", "negated", "words-16"]
        {
            assert!(
                CONFIDENCE.iter().any(|(known, _)| *known == name),
                "{name} is missing in confidence.toml"
            );
        }
    }
}
