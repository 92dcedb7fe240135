//! Articles of no meaning with the lengths and densities of real ones: words, names, outlets and places by Zipf's law.
#![expect(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "what is drawn is small and not under zero"
)]

use ::archive::Arrival;
use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan};
use onrecord::{
    Act, Actor, ActorKind, Article, Basis, Block, BlockKind, ByteSpan, Capture, Event, EventType, Form,
    Format, Label, MadeBy, Origin, Place, PlaceKind, Precision, Record, Source, Stance, Statement,
    StatementKind, Status, Time, TimexType,
};

use super::zipf::{Dice, Zipf};

/// How often a sentence tells of a statement or of an event: 27 and 14 in an article of 6,000 characters. Nine English pages of
/// `pages/fundus` have 4.6 statements and 1.8 events in a thousand characters, the samples of the project 6.2 and 4.8.
const SAID: f64 = 0.55;
const DONE: f64 = 0.28;

/// How many different words, names, outlets and places there are.
const N_WORDS: usize = 60_000;
const N_NAMES: usize = 30_000;
const N_OUTLETS: usize = 300;
const N_PLACES: usize = 3_000;

/// Makes articles.
pub(crate) struct Press {
    pub(crate) dice: Dice,
    words: Zipf,
    names: Zipf,
    outlets: Zipf,
    places: Zipf,
    first: DateTime,
}

/// A word, made of syllables, the same for a rank at any time.
pub(crate) fn word(rank: usize) -> String {
    const HEADS: [&str; 16] =
        ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "sh"];
    const TAILS: [&str; 8] = ["a", "e", "i", "o", "u", "an", "er", "is"];
    let mut rest = rank + 1;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(HEADS[rest % 16]);
        word.push_str(TAILS[rest / 16 % 8]);
        rest /= 128;
    }
    word
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// The name of a person of a rank.
pub(crate) fn name(rank: usize) -> String {
    format!("{} {}", capital(&word(rank % 400 + 2000)), capital(&word(rank * 7 + 90_000)))
}

pub(crate) fn outlet(rank: usize) -> String {
    format!("{} Post", capital(&word(rank + 400_000)))
}

pub(crate) fn place(rank: usize) -> String {
    capital(&word(rank + 500_000))
}

impl Press {
    pub(crate) fn new() -> Self {
        Self {
            dice: Dice(1),
            words: Zipf::new(N_WORDS),
            names: Zipf::new(N_NAMES),
            outlets: Zipf::new(N_OUTLETS),
            places: Zipf::new(N_PLACES),
            first: jiff::civil::date(2023, 1, 1).at(0, 0, 0, 0),
        }
    }

    /// A word for a search box: not one of the hundred that stand in nearly every text.
    pub(crate) fn search_word(&mut self) -> String {
        loop {
            let rank = self.words.draw(&mut self.dice);
            if rank >= 100 {
                return word(rank);
            }
        }
    }

    pub(crate) fn name(&mut self) -> String {
        name(self.names.draw(&mut self.dice))
    }

    pub(crate) fn outlet(&mut self) -> String {
        outlet(self.outlets.draw(&mut self.dice))
    }

    pub(crate) fn place(&mut self) -> String {
        place(self.places.draw(&mut self.dice))
    }

    /// A day of the three years, and one some days later.
    pub(crate) fn interval(&mut self, days: i64) -> (String, String) {
        let from = self.first.date().saturating_add((self.dice.below(1000) as i64).days());
        (from.to_string(), from.saturating_add(days.days()).to_string())
    }

    /// The article of a number, the same on every run.
    pub(crate) fn article(&mut self, number: u64) -> (Arrival, Record) {
        let mut dice = Dice(number.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let published = self.first.saturating_add((dice.below(3 * 365 * 24 * 60) as i64).minutes());
        // Log-normal lengths around 45 sentences, as on real pages.
        let normal = (0..12).map(|_| dice.part()).sum::<f64>() - 6.0;
        let n_sentences = (45.0 * (0.6 * normal).exp()).clamp(4.0, 300.0) as usize;
        let mut draft = Draft::new(self, dice, published);
        draft.write_headline();
        for n in 0..n_sentences {
            draft.write_sentence(n % 3 == 0);
        }
        let record = draft.finish(number);
        let bytes = serde_json::json!({"id": record.article.id, "text": record.article.text})
            .to_string()
            .into_bytes();
        let capture = Capture::new(bytes, Format::JsonLines);
        let came = Timestamp::UNIX_EPOCH + (1_780_000_000 + number as i64).seconds();
        (Arrival::new(capture, "generated.jsonl".to_owned(), came), record)
    }
}

/// An article being written.
struct Draft<'a> {
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
    fn new(press: &'a Press, dice: Dice, published: DateTime) -> Self {
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

    fn write_headline(&mut self) {
        let span = self.words(8);
        self.blocks.push(Block { kind: BlockKind::Headline, span, from: Origin::Given });
    }

    /// A sentence, in a paragraph of its own or in the last.
    fn write_sentence(&mut self, begins: bool) {
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

    fn finish(mut self, number: u64) -> Record {
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
