//! One made-up article, sentence by sentence.
#![expect(clippy::cast_possible_wrap, reason = "what is drawn is small and not under zero")]

use jiff::ToSpan;
use jiff::civil::DateTime;
use onrecord::{
    Act, Actor, ActorKind, Article, Basis, Block, BlockKind, ByteSpan, Event, EventType, Form, Label, MadeBy,
    Origin, Place, PlaceKind, Precision, Record, Source, Stance, Statement, StatementKind, Status, Time,
    TimexType,
};

use super::generate::{Press, name, outlet, place, word};
use super::zipf::Dice;

/// How often a sentence tells of a statement or of an event: 25 and 9 in an article of 5,200 characters. 1,313 English texts
/// (PolNeAR, TimeBank, GUM) have 4.9 statements and 1.8 events in a thousand characters.
const SAID: f64 = 0.47;
const DONE: f64 = 0.177;

/// An article being written.
pub(super) struct Draft<'a> {
    press: &'a Press,
    dice: Dice,
    published: DateTime,
    text: String,
    blocks: Vec<Block>,
    actors: Vec<Actor>,
    statements: Vec<Statement>,
    events: Vec<Event>,
    times: Vec<Time>,
    places: Vec<Place>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(press: &'a Press, dice: Dice, published: DateTime) -> Self {
        let (text, blocks, actors, statements) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        let (events, times, places) = (Vec::new(), Vec::new(), Vec::new());
        Self { press, dice, published, text, blocks, actors, statements, events, times, places }
    }

    fn words(&mut self, n: usize) -> ByteSpan {
        let start = self.text.len();
        for at in 0..n {
            if at > 0 {
                self.text.push(' ');
            }
            self.text.push_str(&word(self.press.words.draw(&mut self.dice)));
        }
        ByteSpan::new(start, self.text.len())
    }

    pub(super) fn write_headline(&mut self) {
        let span = self.words(8);
        self.blocks.push(Block { kind: BlockKind::Headline, span, from: Origin::Given });
    }

    /// A sentence, in a paragraph of its own or in the last.
    pub(super) fn write_sentence(&mut self, begins: bool) {
        self.text.push_str(if begins { "\n\n" } else { " " });
        let start = self.text.len();
        let n_words = 8 + self.dice.below(18);
        if self.dice.chance(SAID) {
            self.say(n_words);
        } else {
            self.words(n_words);
        }
        self.text.push('.');
        let span = ByteSpan::new(start, self.text.len());
        if self.dice.chance(DONE) {
            self.happen(span);
        }
        if begins {
            self.blocks.push(Block { kind: BlockKind::Paragraph, span, from: Origin::Given });
        } else if let Some(block) = self.blocks.last_mut() {
            block.span.end = self.text.len();
        }
    }

    /// An actor by Zipf's law, named here; in half of the cases one that the article names already.
    fn actor(&mut self) -> (String, ByteSpan) {
        let rank = self.press.names.draw(&mut self.dice);
        let old = self.dice.below(self.actors.len() * 2 + 1);
        let name = self.actors.get(old).map_or_else(|| name(rank), |actor| actor.name.clone());
        let start = self.text.len();
        self.text.push_str(&name);
        let span = ByteSpan::new(start, self.text.len());
        if let Some(known) = self.actors.iter_mut().find(|actor| actor.name == name) {
            known.mentions.push(span);
            return (known.id.clone(), span);
        }
        let id = format!("a{}", self.actors.len() + 1);
        self.actors.push(Actor {
            id: id.clone(),
            aliases: name.split(' ').skip(1).map(str::to_owned).collect(),
            name,
            kind: Some(ActorKind::Person),
            roles: Vec::new(),
            state: None,
            sector: None,
            wikidata: None,
            mentions: vec![span],
        });
        (id, span)
    }

    fn say(&mut self, n_words: usize) {
        self.text.push('“');
        let content = self.words(n_words);
        self.text.push_str(",” said ");
        let cue = ByteSpan::new(self.text.len() - 5, self.text.len() - 1);
        let (speaker, source) = self.actor();
        let mut audience = Vec::new();
        if self.dice.chance(0.12) {
            self.text.push_str(" to ");
            audience.push(self.actor().0);
        }
        let acts =
            [Act::Say, Act::Say, Act::Say, Act::Claim, Act::Demand, Act::Promise, Act::Deny, Act::Warn];
        let act = acts[self.dice.below(acts.len())];
        let time = self.time(0.25);
        let medium = self.dice.chance(0.15).then(|| "interview".to_owned());
        self.statements.push(Statement {
            id: format!("s{}", self.statements.len() + 1),
            kind: StatementKind::Speech,
            form: Form::Direct,
            act,
            source: Source {
                spans: vec![source],
                actor: Some(speaker),
                description: None,
                candidates: Vec::new(),
            },
            cue: vec![cue],
            content: vec![content],
            quotes: vec![content],
            about: Vec::new(),
            audience,
            medium,
            time,
            place: None,
            condition: None,
            hedges: Vec::new(),
            negated: false,
            within: None,
            also: Vec::new(),
            confidence: 0.8,
        });
    }

    fn happen(&mut self, sentence: ByteSpan) {
        let known = self.actors.len();
        let actor = |dice: &mut Dice| {
            (known > 0).then(|| format!("a{}", dice.below(known) + 1)).into_iter().collect()
        };
        let (actors, recipients): (Vec<String>, Vec<String>) = (actor(&mut self.dice), actor(&mut self.dice));
        let status = Status::ALL[self.dice.below(Status::ALL.len())];
        let trigger = ByteSpan::new(
            sentence.start,
            sentence.start + self.text[sentence.start..].find(' ').unwrap_or(1),
        );
        let (time, place) = (self.time(0.35), self.place(0.3));
        self.events.push(Event {
            id: format!("e{}", self.events.len() + 1),
            r#type: EventType::ALL[self.dice.below(EventType::ALL.len())],
            mode: None,
            contexts: Vec::new(),
            trigger,
            actors,
            alleged_actors: Vec::new(),
            recipients,
            status,
            stance: Stance::Asserted,
            label: Label::from_label(status.label()).unwrap_or(Label::Occurred),
            condition: None,
            background: false,
            place,
            time,
            duration: None,
            counts: Vec::new(),
            evidence: vec![sentence],
            statement: None,
            content_of: None,
            put_by: None,
            according_to: None,
            denied_by: Vec::new(),
            confidence: 0.6,
        });
    }

    /// A day around the publication, told by the last word.
    fn time(&mut self, probability: f64) -> Option<String> {
        if !self.dice.chance(probability) {
            return None;
        }
        let day = self.published.date().saturating_add((self.dice.below(30) as i64 - 20).days());
        let id = format!("t{}", self.times.len() + 1);
        self.times.push(Time {
            id: id.clone(),
            span: self.last_word(),
            r#type: TimexType::Date,
            value: Some(day.to_string()),
            r#mod: None,
            precision: Some(Precision::Day),
            basis: Basis::DocumentDate,
        });
        Some(id)
    }

    fn place(&mut self, probability: f64) -> Option<String> {
        if !self.dice.chance(probability) {
            return None;
        }
        let rank = self.press.places.draw(&mut self.dice);
        let name = place(rank);
        if let Some(known) = self.places.iter().find(|place| place.name == name) {
            return Some(known.id.clone());
        }
        let id = format!("p{}", self.places.len() + 1);
        let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
        self.places.push(Place {
            id: id.clone(),
            kind: PlaceKind::City,
            name,
            mentions: vec![self.last_word()],
            country: [letter(rank / 26), letter(rank), 'X'].iter().collect(),
            lat: Some(0.5),
            lon: Some(0.5),
            geonames: Some(rank as u32),
            within: None,
        });
        Some(id)
    }

    fn last_word(&self) -> ByteSpan {
        let end = self.text.len();
        let start = self.text[..end].rfind(' ').map_or(0, |at| at + 1);
        ByteSpan::new(start, end)
    }

    pub(super) fn finish(mut self, number: u64) -> Record {
        let outlet = outlet(self.press.outlets.draw(&mut self.dice));
        let headline = self.blocks.first().map(|block| block.span.of(&self.text).to_owned());
        let article = Article {
            id: format!("{number:016x}"),
            url: Some(format!("https://{}.example/{number}", outlet.to_lowercase().replace(' ', "-"))),
            publisher: Some(outlet),
            language: Some("en".to_owned()),
            headline,
            published: Some(format!("{}Z", self.published.strftime("%Y-%m-%dT%H:%M"))),
            blocks: self.blocks,
            text: self.text,
            ..Article::default()
        };
        Record {
            schema: onrecord::SCHEMA.to_owned(),
            made_by: MadeBy { version: "0.1.0".to_owned(), ..MadeBy::default() },
            article,
            actors: self.actors,
            statements: self.statements,
            events: self.events,
            times: self.times,
            places: self.places,
            doubts: Vec::new(),
        }
    }
}
