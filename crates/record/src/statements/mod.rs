//! Statements of this first cut: quotations with the nearest named speaker of a reporting verb.
//!
//! A stage with sentences, trees and trained attribution replaces the speaker rule; the quotations stay.

mod cues;
mod speaker;
mod utterance;

use std::collections::{HashMap, HashSet};

use article::{Article, BlockKind, ByteSpan};

use crate::actors::{self, Named};
use crate::quotations::Quotation;
use crate::record::{Act, Actor, Form, Source, Statement, StatementKind};
use crate::words::{Sentences, words};
use speaker::{Attribution, Place, attribution};

/// How often words and speaker are right, by the rule that found the speaker: shares measured on PolNeAR's dev part
/// (`cargo xtask eval quotes`), rounded down to a twentieth. Whom a pronoun means is not known there; that it is right
/// four times in five is a guess, and so is the share of speakers carried over from the quotation before.
mod confidence {
    pub(super) const NAMED: f64 = 0.6;
    pub(super) const DESCRIBED: f64 = 0.4;
    pub(super) const PRONOUN: f64 = 0.55;
    pub(super) const CARRIED: f64 = 0.4;
    pub(super) const NOBODY: f64 = 0.1;
}

/// How many blocks back a pronoun may point when nobody spoke in between.
const PRONOUN_REACH: usize = 4;

/// How many statements a caption is compared with; a real article has some dozens.
const MOST_COMPARED: usize = 500;

/// Who made a statement, as far as a rule told.
struct Speaker {
    act: Act,
    source: Source,
    cue: Option<ByteSpan>,
    actor: Option<usize>,
    confidence: f64,
}

/// A statement before its actor has an id.
struct Found {
    statement: Statement,
    actor: Option<usize>,
    block: usize,
    /// Where its last quotation ends, its mark included.
    end: usize,
}

/// The statements of an article and the actors that they name as sources.
pub(crate) fn statements(article: &Article, quotations: &[Quotation]) -> (Vec<Statement>, Vec<Actor>) {
    let named = Named::of(article, quotations);
    let block = |(kind, span)| ReadBlock { kind, span, sentences: Sentences::of(&article.text, span) };
    let blocks: Vec<ReadBlock> = article.readable().map(block).collect();
    let mut reader =
        StatementReader { article, named: &named, blocks: &blocks, found: Vec::new(), waiting: None };
    for (at, quotation) in quotations.iter().enumerate() {
        let same_block =
            |other: Option<&Quotation>| other.filter(|other| other.block == quotation.block).cloned();
        let previous = at.checked_sub(1).and_then(|before| same_block(quotations.get(before)));
        let next = same_block(quotations.get(at + 1));
        reader.take(quotation, previous.as_ref(), next.as_ref());
    }
    let wanted = wanted(&reader.found);
    let actors = named.actors(&wanted, &article.text);
    let numbers: HashMap<usize, usize> =
        wanted.iter().enumerate().map(|(number, actor)| (*actor, number)).collect();
    let statements = reader.found.into_iter().enumerate().map(|(number, found)| {
        let mut statement = found.statement;
        statement.id = format!("s{}", number + 1);
        statement.source.actor = found.actor.and_then(|actor| numbers.get(&actor)).copied().map(actors::id);
        statement
    });
    (statements.collect(), actors)
}

/// The actors that speak, in the order in which they first do.
fn wanted(found: &[Found]) -> Vec<usize> {
    let mut wanted = Vec::new();
    let mut seen = HashSet::new();
    for actor in found.iter().filter_map(|found| found.actor) {
        if seen.insert(actor) {
            wanted.push(actor);
        }
    }
    wanted
}

/// A block that is read for statements.
struct ReadBlock {
    kind: BlockKind,
    span: ByteSpan,
    sentences: Sentences,
}

struct StatementReader<'r> {
    article: &'r Article,
    named: &'r Named,
    blocks: &'r [ReadBlock],
    found: Vec<Found>,
    /// A fragment that no verb has claimed yet, and where its sentence ends.
    waiting: Option<(Quotation, usize)>,
}

impl StatementReader<'_> {
    fn take(&mut self, quotation: &Quotation, previous: Option<&Quotation>, next: Option<&Quotation>) {
        let blocks = self.blocks;
        let ReadBlock { kind, span: block, sentences } = &blocks[quotation.block];
        let text = self.article.text.as_str();
        let place = Place {
            block: *block,
            sentences,
            outer: quotation.outer,
            inner: quotation.inner,
            gap_start: previous.map_or(block.start, |previous| previous.outer.end),
            gap_end: next.map_or(block.end, |next| next.outer.start),
        };
        if quotation.continues {
            return self.go_on(quotation, attribution(text, place));
        }
        if self.repeats(quotation, *kind) {
            return;
        }
        let form = form_of(text, place, quotation);
        let attributed = attribution(text, place);
        if attributed.is_none() && form == Form::Direct && self.is_rest_of_last(quotation, place) {
            return self.extend_last(quotation);
        }
        match attributed {
            Some(attribution) => self.push(quotation, form, attribution),
            None if form == Form::Direct && *kind != BlockKind::Headline => {
                self.push_without_cue(quotation, place);
            }
            // Words in quotation marks that nobody is said to have spoken (a name, a term), unless the sentence goes on to
            // say so: "“If all works out”, then “we will meet,” he wrote."
            None => self.waiting = Some((quotation.clone(), sentences.end(text, quotation.outer.end))),
        }
    }

    /// The fragment before a quotation in the same sentence, which its verb reports as well.
    fn fragment_before(&mut self, quotation: &Quotation) -> Option<ByteSpan> {
        let (fragment, end) = self.waiting.take()?;
        (fragment.block == quotation.block && quotation.outer.start < end).then_some(fragment.inner)
    }

    fn push(&mut self, quotation: &Quotation, form: Form, attribution: Attribution) {
        let (actor, confidence) = self.resolve(&attribution.source, quotation.block);
        let text = self.article.text.as_str();
        let description = match attribution.source {
            speaker::Source::Described(span) => Some(span.of(text).to_owned()),
            speaker::Source::Named(_) | speaker::Source::Pronoun(_) => None,
        };
        let source = Source {
            spans: vec![attribution.source.span()],
            actor: None,
            description,
            candidates: Vec::new(),
        };
        let Attribution { act, cue, .. } = attribution;
        self.add(quotation, form, Speaker { act, source, cue, actor, confidence });
    }

    /// Direct speech without a verb of its own is the last speaker's, when it follows on their words.
    fn push_without_cue(&mut self, quotation: &Quotation, place: Place<'_>) {
        let here = self.subject_before(place.sentences, quotation.outer.start);
        let last = self.found.last();
        let spoke_here = || last.filter(|last| last.block == quotation.block).and_then(|last| last.actor);
        let opens_block = place.outer.start == place.block.start;
        let spoke_before = || {
            last.filter(|last| opens_block && last.block + 1 == quotation.block).and_then(|last| last.actor)
        };
        let introduced = || self.introduced_before(quotation.block).filter(|_| opens_block);
        let actor = here.or_else(spoke_here).or_else(spoke_before).or_else(introduced);
        let confidence = if actor.is_some() { confidence::CARRIED } else { confidence::NOBODY };
        let source = Source { spans: Vec::new(), actor: None, description: None, candidates: Vec::new() };
        self.add(quotation, Form::Direct, Speaker { act: Act::Say, source, cue: None, actor, confidence });
    }

    fn add(&mut self, quotation: &Quotation, form: Form, speaker: Speaker) {
        let Speaker { act, source, cue, actor, confidence } = speaker;
        let said: Vec<ByteSpan> =
            self.fragment_before(quotation).into_iter().chain([quotation.inner]).collect();
        let statement = Statement {
            id: String::new(),
            kind: StatementKind::Speech,
            form,
            act,
            source,
            cue: cue.into_iter().collect(),
            content: said.clone(),
            quotes: said,
            about: Vec::new(),
            audience: Vec::new(),
            medium: None,
            time: None,
            place: None,
            condition: None,
            hedges: Vec::new(),
            negated: false,
            within: None,
            also: Vec::new(),
            confidence,
        };
        self.found.push(Found { statement, actor, block: quotation.block, end: quotation.outer.end });
    }

    /// Which actor a source is: a name's own; for a pronoun the person last spoken of.
    fn resolve(&self, source: &speaker::Source, block: usize) -> (Option<usize>, f64) {
        match source {
            speaker::Source::Named(span) => (self.named.actor_at(*span), confidence::NAMED),
            speaker::Source::Described(_) => (None, confidence::DESCRIBED),
            speaker::Source::Pronoun(span) => (self.person_spoken_of(block, span.start), confidence::PRONOUN),
        }
    }

    /// Whom "he" or "she" at a place means: the subject of the nearest sentence before it in the same block that names
    /// a person; else the speaker of the block before; else the subject of one of the blocks before.
    fn person_spoken_of(&self, block: usize, at: usize) -> Option<usize> {
        let text = self.article.text.as_str();
        // In a sentence that a quotation opens, names before the pronoun are not its subject.
        let sentences = &self.blocks[block].sentences;
        let sentence = sentences.start(at);
        let opens_with_quote = text[sentence..].starts_with(['“', '"', '«', '‘', '\'', '`']);
        let here = || self.subject_before(sentences, if opens_with_quote { sentence } else { at });
        let spoke = || self.found.last().filter(|last| last.block + 1 >= block).and_then(|last| last.actor);
        let earlier = || {
            let nearest = (block.saturating_sub(PRONOUN_REACH)..block).rev();
            nearest
                .map(|before| self.blocks[before].span)
                .find_map(|before| self.named.first_person_in(before))
        };
        here().or_else(spoke).or_else(earlier)
    }

    /// The subject of the paragraph before, when that paragraph reports what they said: "Ana Ruiz said the spring was wet."
    fn introduced_before(&self, block: usize) -> Option<usize> {
        let before = self.blocks[block.checked_sub(1)?].span;
        let text = self.article.text.as_str();
        let reports = words(text, before).iter().any(|word| cues::cue(word.of(text)).is_some());
        self.named.first_person_in(before).filter(|_| reports)
    }

    fn subject_before(&self, sentences: &Sentences, at: usize) -> Option<usize> {
        sentences.before(at).take(PRONOUN_REACH).find_map(|sentence| self.named.first_person_in(sentence))
    }

    /// A quotation that runs over paragraphs is one statement; a verb in its last paragraph may be its only cue.
    fn go_on(&mut self, quotation: &Quotation, attribution: Option<Attribution>) {
        let resolved =
            attribution.as_ref().map(|attribution| self.resolve(&attribution.source, quotation.block));
        let Some(last) = self.found.last_mut() else { return };
        if let (Some(attribution), Some((actor, confidence)), true) =
            (attribution, resolved, last.statement.source.spans.is_empty())
        {
            last.statement.source.spans.push(attribution.source.span());
            last.statement.cue.extend(attribution.cue);
            last.statement.act = attribution.act;
            last.statement.confidence = confidence;
            last.actor = actor.or(last.actor);
        }
        self.extend_last(quotation);
    }

    fn extend_last(&mut self, quotation: &Quotation) {
        if let Some(last) = self.found.last_mut() {
            last.statement.content.push(quotation.inner);
            last.statement.quotes.push(quotation.inner);
            (last.block, last.end) = (quotation.block, quotation.outer.end);
        }
    }

    /// "“Q1,” she said. “Q2”": the rest of the same utterance.
    fn is_rest_of_last(&self, quotation: &Quotation, place: Place<'_>) -> bool {
        let Some(last) =
            self.found.last().filter(|last| last.block == quotation.block && last.end == place.gap_start)
        else {
            return false;
        };
        let between = &self.article.text[place.gap_start..quotation.outer.start];
        let has_cue_between = last
            .statement
            .cue
            .iter()
            .any(|cue| cue.start >= place.gap_start && cue.end <= quotation.outer.start);
        (has_cue_between || between.trim().is_empty()) && last.statement.form == Form::Direct
    }

    /// Whether an earlier statement has the same words, as captions and pull quotes repeat them; then it is told of
    /// this place too.
    fn repeats(&mut self, quotation: &Quotation, kind: BlockKind) -> bool {
        if !matches!(kind, BlockKind::Quote | BlockKind::Figure | BlockKind::Video | BlockKind::Subhead) {
            return false;
        }
        let text = self.article.text.as_str();
        let words = letters(quotation.inner.of(text));
        let same = self.found.iter_mut().take(MOST_COMPARED).find(|found| {
            let said: String = found.statement.content.iter().map(|span| letters(span.of(text))).collect();
            words.len() >= 12 && said.contains(&words)
        });
        if let Some(found) = same {
            found.statement.also.push(quotation.inner);
            return true;
        }
        false
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Direct speech stands as a sentence of its own, after a colon or set off by a comma; what is woven into the outlet's
/// sentence is mixed.
fn form_of(text: &str, place: Place<'_>, quotation: &Quotation) -> Form {
    let quoted = quotation.inner.of(text);
    let before = text[place.block.start..quotation.outer.start].trim_end();
    let after = &text[quotation.outer.end..place.block.end];
    let starts_sentence = !quoted.starts_with(char::is_lowercase);
    let is_introduced =
        before.is_empty() || before.ends_with([':', ',', '.', '?', '!', '…', '—', '–', '”', '"', '»', '’']);
    let is_set_off = quoted.ends_with([',', '.', '?', '!', '…', '—', '–'])
        || after.trim_start().starts_with(',')
        || !quotation.is_closed;
    let is_interrupted = !starts_sentence && before.ends_with(',') && quoted.ends_with(['.', '?', '!']);
    if (starts_sentence && is_introduced && is_set_off)
        || is_interrupted
        || (starts_sentence && before.ends_with(':'))
    {
        Form::Direct
    } else {
        Form::Mixed
    }
}
