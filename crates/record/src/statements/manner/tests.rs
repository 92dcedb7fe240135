//! Every example of `data/statements`, read by the model that the program holds.

use std::sync::OnceLock;

use article::{Article, ByteSpan};
use language::{Analysis, Model, WordSpan};

use super::manner;
use crate::data::STATEMENT_EXAMPLES;
use crate::record::{Act, StatementKind};
use crate::statements::sources::{SourceKind, source_description};
use crate::statements::utterance::Utterance;

/// What an example is an example of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    Act(Act, StatementKind),
    Medium(&'static str),
    Audience,
    Hedges,
    Negated,
    Condition,
    Circumstances,
    Source(SourceKind),
    Reported,
    Deed,
}

/// A text with its marks taken out: "[cue said]" is a mark named `cue` around "said".
struct Marked {
    article: Article,
    analysis: Analysis,
    marks: Vec<(String, ByteSpan)>,
}

impl Marked {
    fn of(marked: &str) -> Self {
        let (mut text, mut open, mut marks) = (String::new(), Vec::new(), Vec::new());
        let mut rest = marked;
        while let Some(at) = rest.find(['[', ']']) {
            text.push_str(&rest[..at]);
            let is_opening = rest[at..].starts_with('[');
            rest = &rest[at + 1..];
            if is_opening {
                let (name, after) = rest.split_once(' ').expect("a mark has a name");
                open.push((name.to_owned(), text.len()));
                rest = after;
            } else {
                let (name, start) = open.pop().expect("a mark ends that began");
                marks.push((name, ByteSpan::new(start, text.len())));
            }
        }
        text.push_str(rest);
        assert!(open.is_empty(), "a mark does not end in {marked:?}");
        let line = serde_json_line(&text);
        let capture = article::captures_of(line.as_bytes(), None).unwrap().next().unwrap().unwrap();
        let article = article::read(&capture, &article::Settings::default()).unwrap();
        let analysis = model().analyze(&article);
        Self { article, analysis, marks }
    }

    /// The words under a mark, one stretch each; without the marks inside it that are circumstances of the saying.
    fn words(&self, name: &str) -> Vec<WordSpan> {
        let mut spans: Vec<ByteSpan> =
            self.marks.iter().filter(|(mark, _)| mark == name).map(|(_, span)| *span).collect();
        spans.sort_unstable_by_key(|span| span.start);
        spans.into_iter().map(|span| self.analysis.words_in(span)).collect()
    }

    /// Each word with its class, relation and head, for whoever mends a rule.
    fn tree(&self) -> String {
        let text = |word: usize| self.article.words(self.analysis.words[word].span);
        let words = self.analysis.words.iter().enumerate().map(|(number, word)| {
            let head = word.head.map_or("root", text);
            format!("{}/{} {}>{head}", text(number), word.class.label(), word.relation)
        });
        words.collect::<Vec<_>>().join("  ")
    }

    fn utterance(&self) -> Utterance {
        Utterance { source: self.words("source"), cue: self.words("cue"), content: self.words("content") }
    }
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::embedded().expect("the program holds its model"))
}

/// An article of one line, its text kept as it is.
fn serde_json_line(text: &str) -> String {
    format!("{{\"text\": {text:?}}}")
}

/// Whether the reading of an example says what it is an example of.
fn agrees(check: Check, marked: &Marked) -> Result<bool, String> {
    let utterance = marked.utterance();
    let manner = manner(&marked.article, &marked.analysis, &utterance);
    let agrees = match check {
        Check::Act(act, kind) => manner.act == act && manner.kind == kind,
        Check::Medium(name) => manner.medium == Some(name),
        Check::Audience => !manner.audience.is_empty() && manner.audience == marked.words("audience"),
        Check::Hedges => !manner.hedges.is_empty() && manner.hedges == marked.words("hedge"),
        Check::Negated => manner.negated,
        Check::Condition => {
            manner.condition.is_some_and(|condition| marked.words("condition") == [condition])
        }
        Check::Circumstances => {
            let is_marked =
                |found: Option<WordSpan>, name| found.into_iter().collect::<Vec<_>>() == marked.words(name);
            (manner.time.is_some() || manner.place.is_some())
                && is_marked(manner.time, "time")
                && is_marked(manner.place, "place")
        }
        Check::Reported => is_reported(marked),
        Check::Deed => !has_cue(marked),
        Check::Source(kind) => {
            let source = source_description(&marked.article, &marked.analysis, &utterance.source);
            return Ok(source.is_some_and(|source| source.kind == kind));
        }
    };
    if agrees { Ok(true) } else { Err(format!("{manner:?}\n      {}", marked.tree())) }
}

/// Whether the whole reading has a statement with the marked words inside another.
fn is_reported(marked: &Marked) -> bool {
    let record = crate::read(marked.article.clone(), &marked.analysis);
    let content = marked.words("content").into_iter().map(|words| marked.analysis.span(words));
    let content: Vec<ByteSpan> = content.collect();
    record.statements.iter().any(|statement| statement.within.is_some() && statement.content == content)
}

/// Whether the whole reading has a statement that the marked cue tells of.
fn has_cue(marked: &Marked) -> bool {
    let record = crate::read(marked.article.clone(), &marked.analysis);
    let cue: Vec<ByteSpan> =
        marked.words("cue").into_iter().map(|words| marked.analysis.span(words)).collect();
    record.statements.iter().any(|statement| statement.cue == cue)
}

/// A `no` example of an act has another act, of whatever kind; a `no` example of anything else lacks it.
fn is_contrary(check: Check, marked: &Marked) -> bool {
    let manner = manner(&marked.article, &marked.analysis, &marked.utterance());
    match check {
        Check::Act(act, _) => manner.act != act,
        Check::Medium(name) => manner.medium != Some(name),
        Check::Audience => manner.audience.is_empty(),
        Check::Hedges => manner.hedges.is_empty(),
        Check::Negated => !manner.negated,
        Check::Condition => manner.condition.is_none(),
        Check::Circumstances => manner.time.is_none() && manner.place.is_none(),
        Check::Source(_) => false,
        Check::Reported => !is_reported(marked),
        Check::Deed => has_cue(marked),
    }
}

#[test]
fn statements_do_as_their_examples_say() {
    let mut wrong = Vec::new();
    for (check, fits, text) in STATEMENT_EXAMPLES {
        let marked = Marked::of(text);
        if *fits {
            match agrees(*check, &marked) {
                Ok(true) => {}
                Ok(false) => wrong.push(format!("{check:?}: {text}")),
                Err(found) => wrong.push(format!("{check:?}: {text}\n      {found}")),
            }
        } else if !is_contrary(*check, &marked) {
            wrong.push(format!("{check:?} should not fit {text}\n      {}", marked.tree()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} examples are read wrongly:\n{}",
        wrong.len(),
        STATEMENT_EXAMPLES.len(),
        wrong.join("\n")
    );
}
