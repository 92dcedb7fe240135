//! Figures: who the namings of an article stand for, before it is asked who speaks.

use std::collections::{HashMap, HashSet};

use article::ByteSpan;
use language::{NameKind, WordSpan};

use super::lexicon::{self, Gender, Sense};
use super::namings::Naming;
use super::reading::Reading;
use super::watch_list::WatchList;
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
    /// Its number in the user's watch list.
    pub(super) watched: Option<usize>,
    pub(super) gender: Option<Gender>,
    pub(super) is_plural: bool,
    /// Whether who is not named is a person, or people.
    pub(super) is_human: bool,
    pub(super) roles: Vec<Role>,
    /// The nouns of its roles, as [`lexicon::same`] has them, with the states of their adjectives.
    pub(super) offices: Vec<Office>,
    /// Whose a body is that has no name of its own: "the Ruiz campaign".
    pub(super) owner: Option<usize>,
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

    /// "Neither minister", "every minister": no later "the minister" means them.
    pub(super) fn is_nobody_in_particular(&self) -> bool {
        let first = self.name.split(' ').next().unwrap_or_default().to_lowercase();
        self.kind == Some(ActorKind::Unnamed)
            && matches!(first.as_str(), "neither" | "no" | "any" | "every" | "each" | "either")
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
#[derive(Default)]
pub(super) struct Figures {
    pub(super) all: Vec<Figure>,
    /// By naming.
    pub(super) of: Vec<Option<usize>>,
    /// For namings that several figures may own: the others.
    pub(super) rivals: Vec<Vec<usize>>,
    /// By a word of their name, or its initials.
    by_word: HashMap<String, Vec<usize>>,
    by_known: HashMap<usize, usize>,
    by_watched: HashMap<usize, usize>,
}

/// A surname of so many letters that differs by one from another is that other, misspelt.
const LONG_NAME: usize = 7;
/// In texts with more figures nobody looks for misspelt names.
const MOST_SPELT: usize = 400;

/// So many figures with the same word in their names are compared.
const MOST_COMPARED: usize = 40;

/// Joins the namings of one actor: what is known and what is named in full first, so that a short name finds its owner wherever
/// that is.
pub(super) fn figures(reading: Reading, namings: &[Naming], watch_list: &WatchList) -> Figures {
    let n = namings.len();
    let mut figures = Figures { of: vec![None; n], rivals: vec![Vec::new(); n], ..Figures::default() };
    figures.take_known(reading, namings, watch_list);
    figures.take_full_names(reading, namings);
    figures.take_acronyms(reading, namings);
    figures.take_short_names(reading, namings);
    figures
}

/// Whether a name that the tables know means the actor they know: "Jordan" is the state unless the model takes it for a person and
/// somebody of that name is there in full; a capital that the model takes for a person is one.
fn is_meant(naming: &Naming, words: &[String], known: (usize, Sense), bearers: &HashSet<String>) -> bool {
    let is_person = lexicon::actor(known.0).kind == ActorKind::Person;
    if naming.kind != NameKind::Person {
        return !is_person;
    }
    let is_free = || !words.iter().any(|word| bearers.contains(word));
    !is_person
        && words.len() == 1
        && (known.1 != Sense::Capital || lexicon::gender_of_given_name(&words[0]).is_none())
        && naming.title.is_none()
        && naming.gender.is_none()
        && is_free()
}

/// Whether a name has an article: "the Ukrainians".
fn is_definite(reading: Reading, naming: &Naming) -> bool {
    let before = naming.words.start.checked_sub(1);
    let starts_with_article = reading.lower(naming.words.start) == "the";
    starts_with_article
        || before.is_some_and(|word| matches!(reading.lower(word).as_str(), "the" | "these" | "those"))
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
        let number = self.all.len();
        let words = figure.words.clone();
        self.all.push(figure);
        self.index(number, &words);
        number
    }

    /// Makes a figure findable by the words of a name.
    fn index(&mut self, figure: usize, words: &[String]) {
        let initials = [initials(words, false), initials(words, true)];
        for key in words.iter().chain(initials.iter().filter(|initials| initials.len() > 1)) {
            let figures = self.by_word.entry(key.clone()).or_default();
            if !figures.contains(&figure) && figures.len() < MOST_COMPARED {
                figures.push(figure);
            }
        }
    }

    /// The figures with a word in their names.
    fn with_word(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        self.by_word.get(word).into_iter().flatten().copied()
    }

    fn give(&mut self, reading: Reading, number: usize, naming: &Naming, figure: usize) {
        self.of[number] = Some(figure);
        let owner = &mut self.all[figure];
        owner.gender = owner.gender.or(naming.gender);
        // "In Kyiv" names the town, not the government.
        let is_capital = naming.known.is_some_and(|(_, sense)| sense == Sense::Capital);
        let head = reading.head(naming.words).filter(|_| is_capital);
        if !head.is_some_and(|head| reading.is_within_place(head)) {
            owner.namings.push(naming.words);
        }
    }

    /// Names of a watch list, and those of the tables.
    fn take_known(&mut self, reading: Reading, namings: &[Naming], watch_list: &WatchList) {
        let bearers = bearers(reading, namings);
        for (number, naming) in namings.iter().enumerate() {
            let words = name_words(reading, naming.words);
            let figure = match (naming.watched, naming.known) {
                (Some(watched), _) => self.watched(naming, words, watched, watch_list),
                // The article says itself whom it stands for.
                (None, _) if naming.spelled.is_some() => continue,
                (None, Some((known, sense))) if is_meant(naming, &words, (known, sense), &bearers) => {
                    if sense == Sense::People && !is_definite(reading, naming) {
                        self.people(reading, naming, known)
                    } else {
                        self.known(known, sense)
                    }
                }
                _ => continue,
            };
            self.give(reading, number, naming, figure);
        }
    }

    fn watched(&mut self, naming: &Naming, words: Vec<String>, number: usize, list: &WatchList) -> usize {
        if let Some(figure) = self.by_watched.get(&number) {
            return *figure;
        }
        let watched = list.actor(number);
        let person = (naming.kind == NameKind::Person).then_some(ActorKind::Person);
        let known = naming.known.map(|(known, _)| known);
        let figure = self.push(Figure {
            name: watched.name.clone(),
            kind: watched.kind.or(person).or(known.map(|known| lexicon::actor(known).kind)),
            words: if naming.kind == NameKind::Person {
                words
            } else {
                watched.name.to_lowercase().split(' ').map(str::to_owned).collect()
            },
            known,
            watched: Some(number),
            ..Figure::default()
        });
        self.by_watched.insert(number, figure);
        if let Some(known) = known {
            self.by_known.entry(known).or_insert(figure);
        }
        figure
    }

    /// The figure of a known state or body.
    fn known(&mut self, number: usize, sense: Sense) -> usize {
        let known = lexicon::actor(number);
        let figure = self.by_known.get(&number).copied().unwrap_or_else(|| {
            let words = known.name.to_lowercase().split(' ').map(str::to_owned).collect();
            self.push(Figure {
                name: known.name.to_owned(),
                kind: Some(known.kind),
                known: Some(number),
                words,
                ..Figure::default()
            })
        });
        self.by_known.insert(number, figure);
        if matches!(sense, Sense::Seat | Sense::Capital) {
            self.all[figure].sector = Some("GOV");
        }
        figure
    }

    /// Members of a people, of whom only some are meant: "Americans" in a poll.
    fn people(&mut self, reading: Reading, naming: &Naming, known: usize) -> usize {
        let words = name_words(reading, naming.words);
        let is_same = |figure: &usize| {
            self.all[*figure].kind == Some(ActorKind::Group) && self.all[*figure].words == words
        };
        let same = words.last().and_then(|word| self.with_word(word).find(is_same));
        same.unwrap_or_else(|| {
            self.push(Figure {
                name: reading.text(naming.words).to_owned(),
                kind: Some(ActorKind::Group),
                words,
                is_plural: true,
                state: lexicon::actor(known).state,
                ..Figure::default()
            })
        })
    }

    fn take_full_names(&mut self, reading: Reading, namings: &[Naming]) {
        for (number, naming) in namings.iter().enumerate() {
            let words = name_words(reading, naming.words);
            if self.of[number].is_some() || words.len() < 2 || naming.spelled.is_some() {
                continue;
            }
            let figure = if naming.kind == NameKind::Person {
                self.person(reading, naming, words)
            } else {
                self.body(reading, naming, &words)
            };
            self.give(reading, number, naming, figure);
        }
    }

    /// Acronyms of names that stand in the article, whatever the tables know them for.
    fn take_acronyms(&mut self, reading: Reading, namings: &[Naming]) {
        for (number, naming) in namings.iter().enumerate() {
            let Some(spelled) = naming.spelled.filter(|_| self.of[number].is_none()) else { continue };
            let full = namings.partition_point(|other| other.words.end <= spelled.start);
            let figure = namings.get(full).filter(|other| other.words.covers(spelled)).and(self.of[full]);
            if let Some(figure) = figure {
                self.give(reading, number, naming, figure);
            }
        }
    }

    /// The figure of a person's full name.
    fn person(&mut self, reading: Reading, naming: &Naming, words: Vec<String>) -> usize {
        let is_same = |figure: &usize| {
            self.all[*figure].is_person() && is_same_person(&self.all[*figure].words, &words)
        };
        let same = words.last().and_then(|last| self.with_word(last).find(is_same));
        let figure = same.unwrap_or_else(|| self.push(person(reading, naming, words.clone())));
        self.all[figure].known = self.all[figure].known.or(naming.known.map(|(known, _)| known));
        if words.len() > self.all[figure].words.len() {
            reading.text(naming.words).clone_into(&mut self.all[figure].name);
            self.index(figure, &words);
            self.all[figure].words = words;
        }
        figure
    }

    /// The figure of a body or place that the tables do not know: of the same name, or whose name it shortens.
    fn body(&mut self, reading: Reading, naming: &Naming, words: &[String]) -> usize {
        let is_same = |figure: &usize| {
            let other = &self.all[*figure];
            !other.is_person() && (other.words == words || stands_for(words, &other.words))
        };
        let key = words.last().map(|word| word.replace('.', "")).unwrap_or_default();
        if let Some(figure) = self.with_word(&key).find(is_same) {
            return figure;
        }
        let name = reading.text(naming.words).split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = (naming.kind == NameKind::Organisation).then_some(ActorKind::Organisation);
        self.push(Figure { name, kind, words: words.to_vec(), ..Figure::default() })
    }

    /// Surnames or given names alone, acronyms and other single words.
    fn take_short_names(&mut self, reading: Reading, namings: &[Naming]) {
        for (number, naming) in namings.iter().enumerate() {
            if self.of[number].is_some() {
                continue;
            }
            let words = name_words(reading, naming.words);
            let Some(word) = words.first() else { continue };
            let owners = self.owners(word, naming);
            let is_person = naming.kind == NameKind::Person;
            let figure = match owners.as_slice() {
                [owner, ..] => *owner,
                [] if is_person && !self.names_body(word) => self.push(person(reading, naming, words)),
                [] => self.body(reading, naming, &words),
            };
            self.rivals[number] = owners.into_iter().skip(1).collect();
            self.give(reading, number, naming, figure);
        }
    }

    /// Whether a word alone is the name or the acronym of a body.
    fn names_body(&self, word: &str) -> bool {
        // By its whole name or, where the word is not in it, by its initials.
        let is_body = |figure: &Figure| {
            !figure.is_person()
                && (figure.words.len() == 1 || !figure.words.iter().any(|other| other == word))
        };
        self.with_word(word).any(|figure| is_body(&self.all[figure]))
    }

    /// Who may be called by a lone name, the likeliest first: by surname, else by another part of the name; of several the one who
    /// is named more often. A word that the model takes for a body or place must be a surname.
    fn owners(&self, word: &str, naming: &Naming) -> Vec<usize> {
        let agrees = |figure: &Figure| {
            naming.gender.is_none() || figure.gender.is_none() || naming.gender == figure.gender
        };
        let persons =
            self.with_word(word).filter(|figure| self.all[*figure].is_person() && agrees(&self.all[*figure]));
        let (mut by_surname, mut others): (Vec<usize>, Vec<usize>) =
            persons.partition(|figure| self.all[*figure].words.last().is_some_and(|last| last == word));
        let n_namings = |figure: &usize| std::cmp::Reverse(self.all[*figure].namings.len());
        by_surname.sort_by_key(n_namings);
        others.sort_by_key(n_namings);
        if !by_surname.is_empty() || naming.kind != NameKind::Person {
            by_surname
        } else if others.is_empty() {
            self.misspelt(word, naming).into_iter().collect()
        } else {
            others
        }
    }

    /// The one person whose surname differs by one letter from a long name that nobody has.
    fn misspelt(&self, word: &str, naming: &Naming) -> Option<usize> {
        if word.chars().count() < LONG_NAME || self.all.len() > MOST_SPELT {
            return None;
        }
        let is_near = |figure: &Figure| {
            let agrees = naming.gender.is_none() || figure.gender.is_none() || naming.gender == figure.gender;
            let last = figure.words.last().filter(|_| figure.is_person() && figure.words.len() > 1);
            agrees
                && last.is_some_and(|last| {
                    last.chars().next() == word.chars().next() && strsim::damerau_levenshtein(last, word) == 1
                })
        };
        let mut near = (0..self.all.len()).filter(|figure| is_near(&self.all[*figure]));
        let first = near.next()?;
        near.next().is_none().then_some(first)
    }
}

/// The words that full names of people have.
fn bearers(reading: Reading, namings: &[Naming]) -> HashSet<String> {
    let full = namings.iter().filter(|naming| naming.kind == NameKind::Person && naming.words.len() > 1);
    full.flat_map(|naming| name_words(reading, naming.words)).collect()
}

/// The initials of a name, small words in it counted or not.
fn initials(words: &[String], all: bool) -> String {
    let is_small = |word: &str| matches!(word, "of" | "the" | "for" | "and" | "on" | "in" | "to");
    let words = words.iter().filter(|word| words.len() > 1 && (all || !is_small(word)));
    words.filter_map(|word| word.chars().next()).collect()
}

/// Whether a short name, or an acronym, stands for a longer one: "EU" for "European Union", "Post" for "Washington Post".
fn stands_for(short: &[String], long: &[String]) -> bool {
    let [short] = short else { return false };
    let bare = short.replace('.', "");
    let is_acronym = bare.len() > 1 && (bare == initials(long, false) || bare == initials(long, true));
    long.len() > 1 && (is_acronym || long.last() == Some(short))
}

fn person(reading: Reading, naming: &Naming, words: Vec<String>) -> Figure {
    let known = naming.known.map(|(known, _)| known);
    let given = words.first();
    Figure {
        name: reading.text(naming.words).to_owned(),
        kind: Some(ActorKind::Person),
        known,
        gender: naming.gender.or_else(|| lexicon::gender_of_given_name(given?)),
        words,
        ..Figure::default()
    }
}
