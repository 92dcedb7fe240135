//! Events: who did what to whom, and whether it really happened.
//!
//! | module | what |
//! |---|---|
//! | [`codebook`] | which words name which events, as data |
//! | `tree`, `paths` | the grammar that patterns speak of |
//! | `parties` | who may act |
//! | `matching` | words to events with their sides |
//! | `status` | what became of them |
//! | `linking` | demands and what is demanded |
//! | `answering` | whom answers are given to |
//! | `attaching` | times, places, numbers |
//! | `saying` | on whose word they rest |
//! | `joining` | one event told several times |
//! | `confidence` | how likely type and sides are right |
//! | `explain` | why an event is as it is |
//! | `plover` | events as PLOVER's own coders would write them |

mod answering;
mod attaching;
pub(crate) mod codebook;
mod confidence;
pub(crate) mod explain;
mod joining;
mod linking;
mod matching;
mod parties;
mod paths;
pub(crate) mod plover;
mod saying;
mod status;
#[cfg(test)]
mod tests;
mod tree;

use article::{Article, ByteSpan};
use language::{Analysis, WordSpan};

use self::codebook::Codebook;
use self::confidence::Context;
use self::joining::Telling;
use self::matching::Found;
use self::parties::Parties;
use self::status::{Reading, StatusReader};
use self::tree::Tree;
use crate::WatchList;
use crate::actors::Cast;
use crate::record::{Actor, Event, EventType, Place, Record, Stance, Statement, Status, Time};

/// Events under this confidence are folded away in reports: of those above, more than 85 of a hundred are right in type and
/// sides on news pages. JSON has all.
pub const UNSURE_EVENT: f64 = 0.72;

/// Events from this confidence on are shown in timelines, the unsure ones marked, of which three in five are right.
pub const DOUBTFUL_EVENT: f64 = 0.6;

/// What an article's record holds already when its events are read.
pub(crate) struct Known<'a> {
    pub(crate) statements: &'a [Statement],
    pub(crate) times: &'a [Time],
    pub(crate) places: &'a [Place],
    pub(crate) watch_list: &'a WatchList,
}

/// The events of an article. Those who take part in them and are not among the actors yet are added.
pub(crate) fn events(
    article: &Article,
    analysis: &Analysis,
    codebook: &Codebook,
    known: &Known<'_>,
    actors: &mut Vec<Actor>,
) -> Vec<Event> {
    let told = tell(article, analysis, codebook, known, actors);
    let mut events = Vec::new();
    let mut features = Vec::new();
    for (event, telling) in told {
        events.push(event);
        features.push(telling.features);
    }
    let context = Context::of(article, actors, &events, codebook);
    let all: Vec<Vec<String>> =
        events.iter().zip(features).map(|(event, own)| context.features(event, own)).collect();
    for (event, features) in events.iter_mut().zip(&all) {
        event.confidence = confidence::likely(features);
    }
    events
}

/// The events of an article, joined, with how each was first told.
fn tell(
    article: &Article,
    analysis: &Analysis,
    codebook: &Codebook,
    known: &Known<'_>,
    actors: &mut Vec<Actor>,
) -> Vec<(Event, Telling)> {
    let tree = Tree::of(article, analysis);
    let cast = Cast::of(article, analysis, &[], known.watch_list);
    let said = saying::contents(known.statements, actors);
    let mut parties = Parties::new(article, &tree, codebook, &cast, said, known.places);
    let found = matching::matches(&tree, codebook, &parties);
    let put_by = linking::put_by(&tree, codebook, &found);
    let readings = status::readings(&tree, codebook, &found, &put_by);
    let mut events = Vec::new();
    let mut sides = Vec::new();
    for (number, (event, reading)) in found.iter().zip(&readings).enumerate() {
        sides.push(parties.sides(&event.actors, &event.recipients, event.pattern.is_reciprocal));
        events.push(write(&tree, codebook, event, *reading, put_by[number]));
    }
    let is_settled: Vec<bool> =
        readings.iter().map(|reading| reading.is_condition || reading.is_settled).collect();
    for (number, event) in events.iter_mut().enumerate() {
        event.id = format!("e{}", number + 1);
    }
    let features: Vec<Vec<String>> =
        found.iter().map(|event| confidence::of_words(&tree, &parties, event)).collect();
    let ids = parties.into_ids(actors);
    for (event, (actors, recipients)) in events.iter_mut().zip(sides) {
        event.actors = actors.into_iter().map(|number| ids[number].clone()).collect();
        event.recipients = recipients.into_iter().map(|number| ids[number].clone()).collect();
        event.actors.dedup();
        event.recipients.dedup();
        let Event { actors, recipients, .. } = event;
        recipients.retain(|recipient| !actors.contains(recipient));
    }
    answering::answer(&tree, codebook, &found, &mut events, actors);
    attaching::attach(&tree, &found, &mut events, known.times, known.places, article.published.as_deref());
    saying::link(&mut events, &is_settled, known.statements);
    linking::allege(&tree, &found, &mut events);
    let telling = |(event, features): (&Found<'_>, Vec<String>)| Telling {
        word: tree.form(event.trigger).to_owned(),
        is_reciprocal: event.pattern.is_reciprocal,
        features,
    };
    joining::join(events, found.iter().zip(features).map(telling).collect())
}

/// What the confidence of each event of a record rests on: its article is read again.
pub(crate) fn features(record: &Record, analysis: &Analysis, codebook: &Codebook) -> Vec<Vec<String>> {
    let watch_list = WatchList::default();
    let (statements, times, places) = (&record.statements, &record.times, &record.places);
    let known = Known { statements, times, places, watch_list: &watch_list };
    let told = tell(&record.article, analysis, codebook, &known, &mut record.actors.clone());
    let context = Context::of(&record.article, &record.actors, &record.events, codebook);
    let features = |(event, telling): (Event, Telling)| context.features(&event, telling.features);
    told.into_iter().map(features).collect()
}

/// An event as its words tell it, for examples of the codebook.
pub(crate) struct Told {
    pub(crate) entry: usize,
    pub(crate) event: EventType,
    pub(crate) trigger: ByteSpan,
    pub(crate) actors: Vec<Side>,
    pub(crate) recipients: Vec<Side>,
    pub(crate) status: Status,
    pub(crate) stance: Option<Stance>,
}

/// One of those on a side of an event.
pub(crate) struct Side {
    pub(crate) head: ByteSpan,
}

/// The events of an article by the entries of the codebook that read them.
pub(crate) fn told(article: &Article, analysis: &Analysis, codebook: &Codebook) -> Vec<Told> {
    let tree = Tree::of(article, analysis);
    let cast = Cast::of(article, analysis, &[], &WatchList::default());
    let parties = Parties::new(article, &tree, codebook, &cast, Vec::new(), &[]);
    let found = matching::matches(&tree, codebook, &parties);
    let side = |words: &[usize]| words.iter().map(|word| Side { head: tree.word(*word).span }).collect();
    let tell = |event: &Found<'_>| {
        let reader = StatusReader { tree: &tree, codebook, pattern: event.pattern };
        let reading = reader.read(event.head, event.trigger);
        Told {
            entry: event.pattern.entry,
            event: event.pattern.event,
            trigger: tree.word(event.trigger).span,
            actors: side(&event.actors),
            recipients: side(&event.recipients),
            status: reading.status,
            stance: reading.stance,
        }
    };
    found.iter().map(tell).collect()
}

fn write(
    tree: &Tree<'_>,
    codebook: &Codebook,
    found: &Found<'_>,
    reading: Reading,
    put_by: Option<usize>,
) -> Event {
    let stance = reading.stance.unwrap_or(Stance::Asserted);
    let condition = reading.condition.map(|clause| span_under(tree, clause));
    let sentence = tree.analysis.sentences[tree.word(found.trigger).sentence];
    let mut contexts = found.pattern.contexts.clone();
    for context in codebook.contexts_of(sentence.words.iter().map(|word| tree.form(word))) {
        if !contexts.contains(&context) {
            contexts.push(context);
        }
    }
    Event {
        id: String::new(),
        r#type: found.pattern.event,
        mode: found.pattern.mode.clone(),
        contexts,
        trigger: tree.word(found.trigger).span,
        actors: Vec::new(),
        alleged_actors: Vec::new(),
        recipients: Vec::new(),
        status: reading.status,
        stance,
        label: Event::<ByteSpan>::label_of(reading.status, stance, condition.is_some()),
        condition,
        background: reading.is_background,
        place: None,
        time: None,
        duration: None,
        counts: Vec::new(),
        evidence: vec![tree.analysis.span(sentence.words)],
        statement: None,
        content_of: None,
        put_by: put_by.map(|parent| format!("e{}", parent + 1)),
        according_to: None,
        denied_by: Vec::new(),
        confidence: 0.0,
    }
}

/// The words from the first to the last that hang on a word.
fn span_under(tree: &Tree<'_>, word: usize) -> ByteSpan {
    let under = tree.under(word, &[]);
    let (first, last) = (under.first().copied().unwrap_or(word), under.last().copied().unwrap_or(word));
    tree.analysis.span(WordSpan::new(first, last + 1))
}
