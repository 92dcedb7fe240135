//! Figures: who the namings of an article stand for, before it is asked who speaks.

use language::{NameKind, WordSpan};

use article::ByteSpan;

use super::lexicon::{self, Gender, Sense};
use super::namings::Naming;
use super::reading::Reading;
use crate::record::{ActorKind, Role};

/// One actor as it is gathered.
#[derive(Debug, Clone, Default)]
pub(super) struct Figure {
    /// The fullest name so far, or the description of who is not named.
    pub(super) name: String,
    pub(super) kind: Option<ActorKind>,
    /// The words of its fullest name in lower case.
    pub(super) words: Vec<String>,
    /// Its number in the tables.
    pub(super) known: Option<usize>,
    pub(super) gender: Option<Gender>,
    pub(super) is_plural: bool,
    pub(super) roles: Vec<Role>,
    /// The nouns of its roles, as [`lexicon::same`] has them, with the states of their adjectives.
    pub(super) offices: Vec<Office>,
    /// A sector that its words tell.
    pub(super) sector: Option<&'static str>,
    pub(super) state: Option<&'static str>,
    /// Its names and descriptions in the text, in order.
    pub(super) namings: Vec<WordSpan>,
    /// Its pronouns.
    pub(super) others: Vec<WordSpan>,
}

/// A role as it is looked up: "the Russian foreign minister".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Office {
    pub(super) noun: String,
    pub(super) states: Vec<&'static str>,
    /// The other words: "foreign".
    pub(super) others: Vec<String>,
    pub(super) former: bool,
}

impl Figure {
    pub(super) fn is_person(&self) -> bool {
        self.kind == Some(ActorKind::Person)
    }

    /// Adds a role unless it is there.
    pub(super) fn add_role(&mut self, text: &str, span: ByteSpan, office: Office) {
        if self.roles.iter().all(|role| role.text != text) {
            self.roles.push(Role { text: text.to_owned(), span, former: office.former });
        }
        if !self.offices.contains(&office) {
            self.offices.push(office);
        }
    }
}

/// The figures of an article and the figure of each naming.
pub(super) struct Figures {
    pub(super) all: Vec<Figure>,
    /// By naming.
    pub(super) of: Vec<Option<usize>>,
    /// For namings that several figures may own: the others.
    pub(super) rivals: Vec<Vec<usize>>,
}

/// Joins the namings of one actor.
pub(super) fn figures(reading: Reading, namings: &[Naming]) -> Figures {
    let mut figures =
        Figures { all: Vec::new(), of: vec![None; namings.len()], rivals: vec![Vec::new(); namings.len()] };
    figures.take_states_and_bodies(reading, namings);
    figures.take_full_names(reading, namings);
    figures.take_short_names(reading, namings);
    figures
}

/// The words of a name in lower case, without suffixes, nicknames' marks and the article of Arabic names.
pub(super) fn name_words(reading: Reading, words: WordSpan) -> Vec<String> {
    let word = |word: usize| {
        let lower = reading.lower(word).replace('’', "'");
        let lower = lower.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        lower.strip_prefix("al-").or(lower.strip_prefix("el-")).map(str::to_owned).unwrap_or(lower)
    };
    words.iter().map(word).filter(|word| !word.is_empty() && !lexicon::is_suffix(word)).collect()
}

/// Whether two full names are one person's: the same surname, and given names that agree.
fn is_same_person(a: &[String], b: &[String]) -> bool {
    let (Some((a_last, a_given)), Some((b_last, b_given))) = (a.split_last(), b.split_last()) else {
        return false;
    };
    let (Some(a_first), Some(b_first)) = (a_given.first(), b_given.first()) else { return false };
    let is_initial = |some: &str, other: &str| {
        some.chars().count() <= 2 && other.starts_with(&some[..some.chars().next().map_or(0, char::len_utf8)])
    };
    let agrees = a_first == b_first || is_initial(a_first, b_first) || is_initial(b_first, a_first);
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // "bin Salman" of Mohammed bin Salman.
    (a_last == b_last && agrees) || (short.len() < long.len() && long.ends_with(short))
}

impl Figures {
    fn push(&mut self, figure: Figure) -> usize {
        self.all.push(figure);
        self.all.len() - 1
    }

    fn give(&mut self, reading: Reading, naming: usize, words: &Naming, figure: usize) {
        self.of[naming] = Some(figure);
        let owner = &mut self.all[figure];
        owner.namings.push(words.words);
        owner.gender = owner.gender.or(words.gender);
        let _ = reading;
    }

    fn take_states_and_bodies(&mut self, reading: Reading, namings: &[Naming]) {
        for (number, naming) in namings.iter().enumerate() {
            let known = naming.known.filter(|(known, _)| {
                naming.kind != NameKind::Person || lexicon::actor(*known).kind != ActorKind::Person
            });
            if naming.kind == NameKind::Person && known.is_none() {
                continue;
            }
            let words = name_words(reading, naming.words);
            let figure = match known {
                Some((known, sense)) => self.known(known, sense),
                None => self.body(reading, naming, &words),
            };
            self.give(reading, number, naming, figure);
        }
    }

    /// The figure of a known state, body or person.
    fn known(&mut self, number: usize, sense: Sense) -> usize {
        let known = lexicon::actor(number);
        let figure = self.all.iter().position(|figure| figure.known == Some(number)).unwrap_or_else(|| {
            self.push(Figure {
                name: known.name.to_owned(),
                kind: Some(known.kind),
                known: Some(number),
                words: known.name.to_lowercase().split(' ').map(str::to_owned).collect(),
                ..Figure::default()
            })
        });
        if matches!(sense, Sense::Seat | Sense::Capital) {
            self.all[figure].sector = Some("GOV");
        }
        figure
    }

    /// The figure of a body or place that the tables do not know: of the same name, or whose name it shortens.
    fn body(&mut self, reading: Reading, naming: &Naming, words: &[String]) -> usize {
        let is_same = |figure: &Figure| figure.words == words || stands_for(words, &figure.words);
        if let Some(figure) = self.all.iter().position(|figure| !figure.is_person() && is_same(figure)) {
            return figure;
        }
        let name = reading.text(naming.words).split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = (naming.kind == NameKind::Organisation).then_some(ActorKind::Organisation);
        self.push(Figure { name, kind, words: words.to_vec(), ..Figure::default() })
    }

    fn take_full_names(&mut self, reading: Reading, namings: &[Naming]) {
        for (number, naming) in namings.iter().enumerate() {
            let words = name_words(reading, naming.words);
            if self.of[number].is_some() || words.len() < 2 {
                continue;
            }
            let same = self
                .all
                .iter()
                .position(|figure| figure.is_person() && is_same_person(&figure.words, &words));
            let figure = same.unwrap_or_else(|| self.push(person(reading, naming, words.clone())));
            if words.len() > self.all[figure].words.len() {
                self.all[figure].name = reading.text(naming.words).to_owned();
                self.all[figure].words = words;
            }
            self.give(reading, number, naming, figure);
        }
    }

    /// Surnames, or given names, alone.
    fn take_short_names(&mut self, reading: Reading, namings: &[Naming]) {
        for (number, naming) in namings.iter().enumerate() {
            if self.of[number].is_some() {
                continue;
            }
            let words = name_words(reading, naming.words);
            let Some(word) = words.first() else { continue };
            let owners = self.owners(word, naming);
            let figure = match owners.as_slice() {
                [] => self.push(person(reading, naming, words)),
                [owner, ..] => *owner,
            };
            self.rivals[number] = owners.into_iter().skip(1).collect();
            self.give(reading, number, naming, figure);
        }
    }

    /// Who may be called by a lone name, the likeliest first: by surname, else by another part of the name; of several the one who
    /// is named more often.
    fn owners(&self, word: &str, naming: &Naming) -> Vec<usize> {
        let fits = |figure: &&Figure| {
            naming.gender.is_none() || figure.gender.is_none() || naming.gender == figure.gender
        };
        let of = |test: &dyn Fn(&[String]) -> bool| -> Vec<usize> {
            let persons = self.all.iter().enumerate().filter(|(_, figure)| figure.is_person());
            let owners = persons.filter(|(_, figure)| fits(figure) && test(&figure.words));
            let mut owners: Vec<usize> = owners.map(|(number, _)| number).collect();
            owners.sort_by_key(|owner| std::cmp::Reverse(self.all[*owner].namings.len()));
            owners
        };
        let by_surname = of(&|words: &[String]| words.last().is_some_and(|last| last == word));
        if by_surname.is_empty() {
            of(&|words: &[String]| words.iter().any(|other| other == word))
        } else {
            by_surname
        }
    }
}

/// Whether a short name, or an acronym, stands for a longer one: "EU" for "European Union", "Post" for "Washington Post".
fn stands_for(short: &[String], long: &[String]) -> bool {
    let [short] = short else { return false };
    if long.len() < 2 {
        return false;
    }
    let initials = |all: bool| -> String {
        let words = long
            .iter()
            .filter(|word| all || !matches!(word.as_str(), "of" | "the" | "for" | "and" | "on" | "in"));
        words.filter_map(|word| word.chars().next()).collect()
    };
    let bare = short.replace('.', "");
    (bare.len() > 1 && (bare == initials(false) || bare == initials(true))) || long.last() == Some(short)
}

fn person(reading: Reading, naming: &Naming, words: Vec<String>) -> Figure {
    let known = naming.known.map(|(known, _)| known);
    let given = words.first().filter(|_| words.len() > 1);
    Figure {
        name: reading.text(naming.words).to_owned(),
        kind: Some(ActorKind::Person),
        known,
        gender: naming.gender.or_else(|| lexicon::gender_of_given_name(given?)),
        words,
        ..Figure::default()
    }
}
