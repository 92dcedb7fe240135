//! Why a statement is as it is: which words the model gave, what each step changed, what decides act, audience and the rest,
//! who else might have spoken, and what its confidence is made of.

use article::ByteSpan;
use language::WordSpan;

use super::confidence::{Features, weight};
use super::draft::Draft;
use super::ground::Ground;
use super::manner::{Manner, acts, manner};
use super::utterance::{Utterance, overlap};
use super::{LEAST, Surroundings, drafts, with_features};
use crate::explain::{Alternative, Explanation, Ground as Reason};
use crate::quotations::Quotation;
use crate::record::{Act, Record, Statement};

/// A step of reading statements, as `statements` takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Model,
    Subjects,
    Blocks,
    Turns,
    Speech,
    Clauses,
    Inner,
    Nesting,
    Tidy,
}

impl Step {
    /// What a step does, where it changes a statement.
    fn says(self) -> &'static str {
        match self {
            Self::Model => "an attribution of the language model",
            Self::Subjects => "the tree's subject, which the model had left out",
            Self::Blocks => "cut at the border of a block",
            Self::Turns => "typography names the speaker: a transcript's turn, a dash, a headline's colon",
            Self::Speech => "quotation marks: a quotation belongs whole to one speaker",
            Self::Clauses => "ends where its own clause ends",
            Self::Inner => "told inside the words of another",
            Self::Nesting => "set apart from the statement around it",
            Self::Tidy => "stray words and marks taken off",
        }
    }
}

/// How many pieces of a statement's words are told, step by step.
const MOST_PIECES: usize = 8;

/// What became of a draft, step by step.
#[derive(Default)]
struct History {
    steps: Vec<(Step, Option<Utterance>)>,
}

/// Explains the statement of a number, from 0.
pub(crate) fn explain(
    record: &Record,
    ground: &Ground<'_>,
    quotations: &[Quotation],
    surroundings: Surroundings<'_>,
    number: usize,
) -> Option<Explanation> {
    let mut seen: Vec<(Step, Vec<Utterance>)> = Vec::new();
    let drafts = drafts(ground, &mut |step, drafts: &[Draft]| {
        seen.push((step, drafts.iter().map(|draft| draft.utterance.clone()).collect()));
    });
    let (finished, _) = with_features(ground.article, ground.analysis, quotations, surroundings, LEAST);
    let finished = finished.get(number)?;
    let (at, statement) = (finished.draft, record.statements.get(number)?);
    let history = History {
        steps: seen.into_iter().map(|(step, utterances)| (step, utterances.get(at).cloned())).collect(),
    };
    let draft = &drafts[at];
    let manner = manner(ground.article, ground.analysis, &draft.utterance);
    let mut grounds = history.grounds(ground);
    grounds.extend(manner_grounds(ground, draft, &manner));
    grounds.extend(source_grounds(record, statement));
    grounds.push(Reason::new("confidence", confidence(statement.confidence, &finished.features)));
    let span = *statement.content.first()?;
    Some(Explanation {
        span,
        sentence: sentence(ground, draft, span),
        grounds,
        turned_down: others(record, statement),
    })
}

impl History {
    /// Where the words come from, and each step that changed them.
    fn grounds(&self, ground: &Ground<'_>) -> Vec<Reason> {
        let mut grounds: Vec<Reason> = Vec::new();
        let mut before: Option<&Utterance> = None;
        for (step, utterance) in &self.steps {
            let Some(utterance) = utterance.as_ref().filter(|utterance| before != Some(*utterance)) else {
                continue;
            };
            let kind = if *step == Step::Model { "model" } else { "rule" };
            if before.is_none() {
                grounds.push(Reason::new(kind, step.says()));
            }
            let parts = [
                ("words", &utterance.content, before.map(|before| &before.content)),
                ("source", &utterance.source, before.map(|before| &before.source)),
                ("cue", &utterance.cue, before.map(|before| &before.cue)),
            ];
            for (name, pieces, known) in parts {
                if known.is_some_and(|known| known == pieces) {
                    continue;
                }
                let says =
                    if before.is_some() { format!("{name}: {}", step.says()) } else { name.to_owned() };
                if pieces.is_empty() {
                    grounds.push(Reason::new(kind, format!("{says}: none")));
                }
                for piece in pieces.iter().take(MOST_PIECES) {
                    grounds.push(Reason::new(kind, says.clone()).on(ground.span(*piece)));
                }
            }
            before = Some(utterance);
        }
        grounds
    }
}

/// What decides act, kind, audience, medium, time, place, condition, hedges and negation.
fn manner_grounds(ground: &Ground<'_>, draft: &Draft, manner: &Manner) -> Vec<Reason> {
    let act = format!("{:?}", manner.act).to_lowercase();
    let mut grounds = Vec::new();
    let says = match acts::naming(ground.article, ground.analysis, &draft.utterance) {
        Some((words, named)) if named == manner.act => {
            format!("{act}: “{words}” names it (data/statements/acts.toml)")
        }
        _ if manner.act == Act::Say => format!("{act}: no word of the cue names more"),
        _ => format!("{act}: the form of what is said (data/statements/acts.toml)"),
    };
    grounds.push(Reason::new("act", says));
    grounds.push(Reason::new("kind", format!("{:?}", manner.kind).to_lowercase()));
    let span = |words: &WordSpan| ground.span(*words);
    for words in &manner.audience {
        grounds.push(Reason::new("audience", "it hangs on the cue").on(span(words)));
    }
    if let Some(medium) = manner.medium {
        grounds.push(Reason::new("medium", format!("{medium} (data/statements/media.toml)")));
    }
    let circumstances = [("time", &manner.time), ("place", &manner.place), ("condition", &manner.condition)];
    for (kind, words) in circumstances {
        grounds.extend(words.as_ref().map(|words| Reason::new(kind, "it hangs on the cue").on(span(words))));
    }
    for words in &manner.hedges {
        grounds.push(Reason::new("hedge", "the outlet keeps it at a distance").on(span(words)));
    }
    if manner.negated {
        grounds.push(Reason::new("negated", "the cue says that it was not said, or not yet"));
    }
    grounds
}

/// Who the words that name the speaker lead to.
fn source_grounds(record: &Record, statement: &Statement) -> Vec<Reason> {
    let speaker = record.speaker(statement).map(|actor| format!("{} ({})", actor.name, actor.id));
    let says = match (&speaker, &statement.source.description) {
        (Some(speaker), _) => format!("it is {speaker}"),
        (None, Some(description)) => format!("described, not named: {description}"),
        (None, None) => "nobody is named".to_owned(),
    };
    let reason = Reason::new("speaker", says);
    let reason = match statement.source.spans.first() {
        Some(span) => reason.on(*span),
        None => reason,
    };
    let within = statement.within.as_ref().map(|outer| Reason::new("within", format!("told in {outer}")));
    std::iter::once(reason).chain(within).collect()
}

/// "0.84 by bias +1.20, direct +0.90": what adds to the confidence and what takes from it, the weightiest first.
fn confidence(value: f64, features: &Features) -> String {
    let mut parts: Vec<(&str, f64)> = features.iter().map(|feature| (*feature, weight(feature))).collect();
    parts.retain(|(_, weight)| *weight != 0.0);
    parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let listed: Vec<String> = parts.iter().map(|(name, weight)| format!("{name} {weight:+.2}")).collect();
    format!("{value:.2} by {}", listed.join(", "))
}

/// From the first word of what tells of the statement to the last, in whole sentences.
fn sentence(ground: &Ground<'_>, draft: &Draft, span: ByteSpan) -> ByteSpan {
    let first = draft.utterance.content.first().copied().unwrap_or(WordSpan::new(0, 0));
    let sentences = ground.analysis.sentences.iter().filter(|sentence| overlap(sentence.words, first) > 0);
    let spans: Vec<ByteSpan> = sentences.map(|sentence| ground.span(sentence.words)).collect();
    match spans.first().zip(spans.last()) {
        Some((first, last)) => ByteSpan::new(first.start.min(span.start), last.end.max(span.end)),
        None => span,
    }
}

/// Who else the words might stand for.
fn others(record: &Record, statement: &Statement) -> Vec<Alternative> {
    let candidates = &statement.source.candidates;
    let best = candidates.first().map_or(1.0, |candidate| candidate.score);
    let other = |candidate: &crate::record::Candidate| {
        let name =
            record.actor(&candidate.actor).map_or(candidate.actor.as_str(), |actor| actor.name.as_str());
        Alternative {
            what: format!("{name} ({})", candidate.actor),
            why: format!("as speaker it has {:.2} against {best:.2}", candidate.score),
        }
    };
    candidates.iter().skip(1).map(other).collect()
}
