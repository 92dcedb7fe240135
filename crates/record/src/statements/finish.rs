//! Words to a record's statements.

use std::collections::HashMap;

use article::ByteSpan;
use language::{WordClass, WordSpan};

use super::Surroundings;
use super::confidence::{Features, Speaker, confidence, features};
use super::draft::Draft;
use super::ground::Ground;
use super::manner::{Manner, manner};
use super::repeats::Repeats;
use super::utterance::{Utterance, intersection, top};
use crate::actors::Cast;
use crate::likelihood::rounded;
use crate::quotations::Quotation;
use crate::record::{Actor, ActorKind, Candidate, Form, Source, Statement, Time};

/// A statement of a record, the draft that it came from, and what its confidence rests on.
pub(crate) struct Finished {
    pub(super) draft: usize,
    pub(crate) statement: Statement,
    pub(crate) features: Features,
}

/// The statements that stand, in reading order, with their actors; those whose confidence is below `least` are left out.
pub(super) fn finish(
    ground: &Ground<'_>,
    quotations: &[Quotation],
    drafts: &[Draft],
    repeats: &Repeats,
    surroundings: Surroundings<'_>,
    least: f64,
) -> (Vec<Finished>, Vec<Actor>) {
    let order = order(drafts);
    let utterances: Vec<Utterance> = order.iter().map(|number| drafts[*number].utterance.clone()).collect();
    let cast = Cast::of(ground.article, ground.analysis, &utterances, surroundings.watch_list);
    let mut place_mentions: Vec<(ByteSpan, &str)> = surroundings
        .places
        .iter()
        .flat_map(|place| place.mentions.iter().map(|mention| (*mention, place.id.as_str())))
        .collect();
    place_mentions.sort_unstable();
    let (numbers, wanted) = (HashMap::new(), Vec::new());
    let times = surroundings.times;
    let mut finisher = Finisher { ground, quotations, drafts, cast, times, place_mentions, numbers, wanted };
    let mut finished: Vec<Finished> =
        order.iter().filter_map(|number| finisher.at_least(least, *number)).collect();
    let ids: HashMap<usize, String> =
        finished.iter().enumerate().map(|(at, one)| (one.draft, format!("s{}", at + 1))).collect();
    for Finished { draft, statement, .. } in &mut finished {
        statement.id.clone_from(&ids[draft]);
        statement.within = drafts[*draft].within.and_then(|outer| ids.get(&outer)).cloned();
        statement.also = repeats.get(draft).cloned().unwrap_or_default();
    }
    (finished, finisher.actors())
}

/// The drafts that stand, in reading order.
fn order(drafts: &[Draft]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..drafts.len()).filter(|number| !drafts[*number].is_void).collect();
    order.sort_by_key(|number| drafts[*number].utterance.extent().map(|words| (words.start, words.end)));
    order
}

/// Turns drafts to statements, and numbers the actors that they name in the order in which they do.
struct Finisher<'a> {
    ground: &'a Ground<'a>,
    quotations: &'a [Quotation],
    drafts: &'a [Draft],
    cast: Cast<'a>,
    times: &'a [Time],
    /// In the order of the text.
    place_mentions: Vec<(ByteSpan, &'a str)>,
    /// From the cast's numbers to places in `wanted`.
    numbers: HashMap<usize, usize>,
    wanted: Vec<usize>,
}

/// The longest way from a quotation back to the one whose speaker goes on in it.
const LONGEST_CARRY: usize = 20;

impl Finisher<'_> {
    /// A statement that stays or whose confidence is not below `least`; the actors that only others name are not taken into the
    /// record.
    fn at_least(&mut self, least: f64, draft: usize) -> Option<Finished> {
        let known = self.wanted.len();
        let (statement, features) = self.statement(draft);
        if statement.confidence >= least || self.drafts[draft].stays {
            return Some(Finished { draft, statement, features });
        }
        for actor in self.wanted.drain(known..) {
            self.numbers.remove(&actor);
        }
        None
    }

    /// A statement, and what its confidence rests on.
    fn statement(&mut self, number: usize) -> (Statement, Features) {
        let draft = &self.drafts[number];
        let utterance = &draft.utterance;
        let (form, quotes) = form(self.ground, self.quotations, &utterance.content);
        let manner = manner(self.ground.article, self.ground.analysis, utterance);
        let (source, speaker) = self.source(number);
        let features = features(self.ground, draft, form, &manner, speaker);
        let about = self.about(&utterance.content, source.actor.as_deref());
        let statement = Statement {
            id: String::new(),
            kind: manner.kind,
            form,
            act: manner.act,
            source,
            cue: self.spans(&utterance.cue),
            content: self.spans(&utterance.content),
            quotes,
            about,
            audience: self.audience(&manner),
            medium: manner.medium.map(str::to_owned),
            time: manner.time.and_then(|words| self.time(words)),
            place: manner.place.and_then(|words| self.place(words)),
            condition: manner.condition.map(|words| self.ground.span(words)),
            hedges: self.spans(&manner.hedges),
            negated: manner.negated,
            within: None,
            also: Vec::new(),
            confidence: confidence(&features),
        };
        (statement, features)
    }

    fn spans(&self, pieces: &[WordSpan]) -> Vec<ByteSpan> {
        pieces.iter().map(|piece| self.ground.span(*piece)).collect()
    }

    /// Who says it, and how they are known.
    fn source(&mut self, number: usize) -> (Source, (Speaker, Option<ActorKind>)) {
        let mut source = Source {
            spans: self.spans(&self.drafts[number].utterance.source),
            actor: None,
            description: None,
            candidates: Vec::new(),
        };
        let Some((words, is_carried)) = self.words_of_speaker(number) else {
            return (source, (Speaker::Unknown, None));
        };
        if is_carried {
            source.spans.push(self.ground.span(words));
        }
        let candidates = self.cast.candidates(words);
        let Some((best, _)) = candidates.first().copied() else {
            source.description = source.spans.first().map(|span| self.ground.article.words(*span).to_owned());
            return (source, (Speaker::Described, None));
        };
        let actor = self.cast.actor(best);
        let is_unnamed = actor.kind == Some(ActorKind::Unnamed);
        if is_unnamed {
            source.description = Some(actor.name.clone());
        }
        source.actor = Some(self.id(best));
        if candidates.len() > 1 {
            source.candidates = candidates
                .iter()
                .map(|(actor, score)| Candidate { actor: self.id(*actor), score: rounded(*score) })
                .collect();
        }
        let speaker = match () {
            () if is_carried => Speaker::Carried,
            () if is_unnamed => Speaker::Described,
            () if self.ground.article.words(self.ground.span(words)).contains(&actor.name) => Speaker::Named,
            () => self.resolved(words),
        };
        (source, (speaker, actor.kind))
    }

    /// How words lead to somebody whose name they do not have in full.
    fn resolved(&self, words: WordSpan) -> Speaker {
        let analysis = self.ground.analysis;
        let head = top(analysis, &[words]).unwrap_or(words.start);
        match analysis.words[head].class {
            WordClass::ProperNoun => Speaker::Short,
            WordClass::Pronoun if analysis.words[head].features.get("Gender").is_some() => Speaker::Pronoun,
            _ => Speaker::Noun,
        }
    }

    /// The words that name a draft's speaker, its own or those of the draft whose speaker goes on; and whether the latter.
    fn words_of_speaker(&self, number: usize) -> Option<(WordSpan, bool)> {
        let mut number = number;
        for step in 0..LONGEST_CARRY {
            if let Some(words) = self.drafts[number].utterance.source.first() {
                return Some((*words, step > 0));
            }
            number = self.drafts[number].goes_on_from?;
        }
        None
    }

    /// The id of an actor of the cast, who is taken into the record.
    fn id(&mut self, actor: usize) -> String {
        let next = self.wanted.len();
        let number = *self.numbers.entry(actor).or_insert(next);
        if number == next {
            self.wanted.push(actor);
        }
        format!("a{}", number + 1)
    }

    fn audience(&mut self, manner: &Manner) -> Vec<String> {
        let found: Vec<usize> = manner.audience.iter().filter_map(|words| self.cast.who(*words)).collect();
        let mut ids: Vec<String> = Vec::new();
        for actor in found {
            let id = self.id(actor);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// The actors and places that a content names, its own speaker left out.
    fn about(&mut self, content: &[WordSpan], speaker: Option<&str>) -> Vec<String> {
        let names = &self.ground.analysis.names;
        let mut ids: Vec<String> = Vec::new();
        let mut places: Vec<String> = Vec::new();
        for piece in content {
            let from = names.partition_point(|name| name.words.end <= piece.start);
            for name in names[from..].iter().take_while(|name| name.words.start < piece.end) {
                match self.place(name.words) {
                    Some(place) if name.kind == language::NameKind::Place => places.push(place),
                    _ => ids.extend(self.cast.who(name.words).map(|actor| self.id(actor))),
                }
            }
        }
        let mut about: Vec<String> = Vec::new();
        for id in ids.into_iter().chain(places) {
            if Some(id.as_str()) != speaker && !about.contains(&id) {
                about.push(id);
            }
        }
        about
    }

    fn time(&self, words: WordSpan) -> Option<String> {
        let span = self.ground.span(words);
        let at = self.times.partition_point(|time| time.span.end <= span.start);
        self.times.get(at).filter(|time| time.span.overlaps(span)).map(|time| time.id.clone())
    }

    fn place(&self, words: WordSpan) -> Option<String> {
        let span = self.ground.span(words);
        let at = self.place_mentions.partition_point(|(mention, _)| mention.end <= span.start);
        self.place_mentions
            .get(at)
            .filter(|(mention, _)| mention.overlaps(span))
            .map(|(_, id)| (*id).to_owned())
    }

    fn actors(&self) -> Vec<Actor> {
        let actor = |(number, actor): (usize, &usize)| Actor {
            id: format!("a{}", number + 1),
            ..self.cast.actor(*actor)
        };
        self.wanted.iter().enumerate().map(actor).collect()
    }
}

/// Whether a content is the speaker's own words, and its quotations without their marks.
fn form(ground: &Ground<'_>, quotations: &[Quotation], content: &[WordSpan]) -> (Form, Vec<ByteSpan>) {
    let count = |words: WordSpan| words.iter().filter(|word| is_word(ground, *word)).count();
    let mut quotes: Vec<ByteSpan> = Vec::new();
    let (mut n, mut n_quoted) = (0, 0);
    for piece in content {
        n += count(*piece);
        for quoted in ground.quoted_in(std::slice::from_ref(piece)) {
            n_quoted += count(intersection(quoted.words, *piece));
            let quote = quotations[quoted.number].inner;
            if quotes.last() != Some(&quote) {
                quotes.push(quote);
            }
        }
    }
    let form = match n_quoted {
        0 => Form::Indirect,
        _ if n_quoted * 20 >= n * 19 => Form::Direct,
        _ => Form::Mixed,
    };
    (form, quotes)
}

fn is_word(ground: &Ground<'_>, word: usize) -> bool {
    ground.text(word).contains(char::is_alphanumeric)
}
