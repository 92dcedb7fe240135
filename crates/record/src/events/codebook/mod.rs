//! The codebook: which words name which events, as data.
//!
//! `data/events/README.md` describes the files. [`Codebook::embedded`] is the program's own, [`Codebook::from_texts`] one
//! of the user's.

mod examples;
pub(crate) mod file;
mod forms;
mod origins;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use language::WordClass;

pub use examples::FailedExample;
use examples::{Entry, Example};
pub use file::Mistake;
use forms::Forms;

use crate::record::{EventType, Label, Stance, Status};

/// Patterns, operators and foldings, ready to be looked up by word.
#[derive(Debug, Default)]
pub struct Codebook {
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) operators: Vec<Operator>,
    /// Verbs that say no more than that a noun's event was done: "hold", "launch", "engage in".
    pub(crate) light: HashSet<String>,
    /// Those of them whose subject suffers the event: "face", "come under".
    pub(crate) undergone: HashSet<String>,
    lists: HashMap<String, HashSet<String>>,
    /// The contexts that a word in an event's sentence tells of.
    contexts: HashMap<String, Vec<String>>,
    forms: Forms,
    examples: Vec<Example>,
    by_word: HashMap<(Trigger, String), Vec<usize>>,
    operators_by_word: HashMap<(Place, String), Vec<usize>>,
    folds: Vec<Fold>,
    origins: origins::Origins,
    /// What it is told from others by; the program's own needs no mark.
    mark: Option<String>,
}

/// What PLOVER's own coders would write of an event.
#[derive(Debug)]
pub(crate) struct Fold {
    types: Vec<EventType>,
    labels: Vec<Label>,
    /// Another type, or none at all.
    pub(crate) becomes: Option<EventType>,
    pub(crate) actor: FoldedSide,
    pub(crate) recipient: FoldedSide,
}

/// Those who stand on a side of a folded event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FoldedSide {
    /// Who does the event that is folded.
    Doer,
    /// To whom it is done.
    Recipient,
    /// Who puts it forward: demands, promises or threatens it.
    Speaker,
}

/// The classes of words that a trigger may be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Trigger {
    Verb,
    Noun,
    Adjective,
}

/// Where an operator's word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// Over the event, as a verb, noun or adjective.
    Over(Trigger),
    Auxiliary,
    Beside,
    Conjunction,
}

/// One word or phrase that names an event.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a pattern is a form with boxes to tick")]
pub(crate) struct Pattern {
    pub(crate) event: EventType,
    pub(crate) mode: Option<String>,
    pub(crate) contexts: Vec<String>,
    pub(crate) trigger: Trigger,
    /// The word in its dictionary form.
    pub(crate) lemma: String,
    /// What has to stand beside the word: a particle, or the modifiers of a noun.
    pub(crate) beside: Vec<String>,
    pub(crate) when: Vec<(Path, Filler)>,
    pub(crate) unless: Vec<(Path, Filler)>,
    pub(crate) actor: Vec<Path>,
    pub(crate) recipient: Vec<Path>,
    /// Words that never stand for a recipient.
    pub(crate) except: HashSet<String>,
    pub(crate) is_reciprocal: bool,
    pub(crate) content: Option<Stance>,
    pub(crate) needs_actor: bool,
    /// Whether a noun without a verb of its own names an event with one side only.
    pub(crate) stands_alone: bool,
    /// Whether a negation is part of it: "will not accept" is a refusal that took place.
    pub(crate) is_refusal: bool,
    /// Which entry of the files it comes from, for tests and explanations.
    pub(crate) entry: usize,
}

/// A way through the tree from the trigger.
pub(crate) type Path = Vec<Step>;

/// One step of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Subject,
    Object,
    Indirect,
    Clause,
    Owner,
    Inside,
    Auxiliary,
    Modifier,
    Compound,
    Adverb,
    Preposition(String),
}

impl Step {
    /// A name for steps of its kind.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::Indirect => "indirect",
            Self::Clause => "clause",
            Self::Owner => "owner",
            Self::Inside => "inside",
            Self::Auxiliary | Self::Adverb => "adverb",
            Self::Modifier | Self::Compound => "modifier",
            Self::Preposition(_) => "preposition",
        }
    }
}

/// What a word at the end of a path has to be: one of some words or kinds.
#[derive(Debug, Default)]
pub(crate) struct Filler {
    pub(crate) words: HashSet<String>,
    pub(crate) kinds: Vec<String>,
}

/// A word that says what became of an event.
#[derive(Debug)]
pub(crate) struct Operator {
    pub(crate) over: Vec<String>,
    pub(crate) status: Option<Status>,
    pub(crate) stance: Option<Stance>,
    pub(crate) is_background: bool,
    pub(crate) particle: Option<String>,
    /// Whether it has to be in the past ("tried to") or must not be ("is trying to"); either where not said.
    pub(crate) is_past: Option<bool>,
    /// Whether somebody else than its subject is to do the event: "wants Mali to leave".
    pub(crate) of_another: bool,
    /// Whether it counts only where the event's clause has a tense of its own, and then settles it.
    pub(crate) is_told: bool,
    /// Events of which it says nothing: a rejected demand was made.
    pub(crate) not_of: Vec<EventType>,
}

impl Codebook {
    /// The program's own.
    ///
    /// # Panics
    /// Never: it was checked when the program was built.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Codebook> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::from_texts(crate::data::CODEBOOK).expect("it was checked when built"))
    }

    /// A codebook of files: the name and text of each.
    ///
    /// # Errors
    /// The first mistake, with its file, line and reason.
    pub fn from_texts(texts: &[(&str, &str)]) -> Result<Self, Mistake> {
        let files = file::read_all(texts)?;
        let mut codebook = Self::default();
        for (name, list) in files.iter().flat_map(|(_, file)| &file.lists) {
            codebook.lists.entry(name.clone()).or_default().extend(list.iter().cloned());
        }
        codebook.forms = Forms::of(codebook.lists.remove("irregular").into_iter().flatten());
        let light = codebook.lists.get("light").into_iter().flatten();
        codebook.light = light.flat_map(|verb| codebook.forms_of_phrase(verb)).collect();
        let undergone = codebook.lists.get("undergone").into_iter().flatten();
        codebook.undergone = undergone.flat_map(|verb| codebook.forms_of_phrase(verb)).collect();
        let weak: HashSet<String> = codebook
            .lists
            .get("weak")
            .into_iter()
            .flatten()
            .flat_map(|word| codebook.forms.of_any(word))
            .collect();
        codebook.lists.insert("weak".to_owned(), weak);
        codebook.add_contexts();
        let mut entry = 0;
        for ((name, file), (_, text)) in files.iter().zip(texts) {
            for pattern in &file.pattern {
                codebook.origins.add_pattern(name, text, pattern.span().start);
                let pattern = pattern.get_ref();
                codebook.add(pattern, file.r#type.as_deref(), entry);
                let event =
                    pattern.r#type.as_deref().or(file.r#type.as_deref()).and_then(EventType::from_label);
                if let Some(event) = event {
                    codebook.add_examples(Entry::Pattern { entry, event }, &pattern.yes, &pattern.no);
                }
                entry += 1;
            }
            for operator in &file.operator {
                let at = operator.span().start;
                let operator = operator.get_ref();
                codebook.add_operator(operator);
                codebook.origins.add_operators(name, text, at, codebook.operators.len());
                let status = operator.status.as_deref().and_then(Status::from_label);
                let stance = operator.stance.as_deref().and_then(Stance::from_label);
                codebook.add_examples(Entry::Operator { status, stance }, &operator.yes, &operator.no);
            }
            for fold in &file.fold {
                codebook.add_fold(fold.get_ref());
            }
        }
        codebook.sort();
        Ok(codebook)
    }

    /// The program's own codebook with files of a user's: each takes the place of the program's file of the same name, or is
    /// added to them.
    ///
    /// # Errors
    /// The first mistake, with its file, line and reason.
    pub fn with_files(texts: &[(&str, &str)]) -> Result<Self, Mistake> {
        let base = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
        let replaced: HashSet<String> = texts.iter().map(|(path, _)| base(path)).collect();
        let own = crate::data::CODEBOOK.iter().filter(|(path, _)| !replaced.contains(&base(path)));
        let mut all: Vec<(&str, &str)> = own.copied().chain(texts.iter().copied()).collect();
        all.sort_by_cached_key(|(path, _)| base(path));
        let mut own = texts.to_vec();
        own.sort_by_cached_key(|(path, _)| base(path));
        let names: Vec<String> = own.iter().map(|(path, _)| base(path)).collect();
        let marked = names.iter().map(String::as_str).zip(own.iter().map(|(_, text)| *text));
        let mark = crate::mark(marked.flat_map(|(name, text)| [name, text]));
        Ok(Self { mark: Some(mark), ..Self::from_texts(&all)? })
    }

    /// What a user's codebook is told from others by: the first 12 hexadecimal digits of the SHA-256 of its files.
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    /// The forms of a verb with the preposition that belongs to it: `engage in`, `engaged in`, …
    fn forms_of_phrase(&self, phrase: &str) -> Vec<String> {
        let (verb, rest) =
            phrase.split_once(' ').map_or((phrase, String::new()), |(verb, rest)| (verb, format!(" {rest}")));
        self.forms.of_word(Trigger::Verb, verb).into_iter().map(|form| form + &rest).collect()
    }

    /// The patterns that a word of this class and form may trigger, the most exacting first.
    pub(crate) fn patterns_of(&self, trigger: Trigger, form: &str) -> impl Iterator<Item = &Pattern> {
        let numbers = self.by_word.get(&(trigger, form.to_owned())).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|number| &self.patterns[*number])
    }

    /// The dictionary form and class of the word by which an event of a type is named.
    pub(crate) fn lemma_of(&self, event: EventType, form: &str) -> Option<(Trigger, &str)> {
        let of_type = |trigger: Trigger| {
            let pattern = self.patterns_of(trigger, form).find(|pattern| pattern.event == event)?;
            Some((trigger, pattern.lemma.as_str()))
        };
        [Trigger::Verb, Trigger::Noun, Trigger::Adjective].into_iter().find_map(of_type)
    }

    /// The operators that a word is at some place.
    pub(crate) fn operators_of(&self, place: Place, form: &str) -> impl Iterator<Item = &Operator> {
        let numbers = self.operators_by_word.get(&(place, form.to_owned())).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|number| &self.operators[*number])
    }

    /// Whether a word is on a list.
    pub(crate) fn lists(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }

    /// What PLOVER's own coders would write of an event: another type, its own, or none at all.
    pub fn folded(&self, event: EventType, label: Label) -> Option<EventType> {
        self.fold(event, label).map_or(Some(event), |fold| fold.becomes)
    }

    /// The folding of events of a type with a label.
    pub(crate) fn fold(&self, event: EventType, label: Label) -> Option<&Fold> {
        self.folds.iter().find(|fold| fold.types.contains(&event) && fold.labels.contains(&label))
    }

    /// Whether it says how PLOVER's own coders would write events.
    pub(crate) fn has_folds(&self) -> bool {
        !self.folds.is_empty()
    }

    fn add(&mut self, pattern: &file::Pattern, of_file: Option<&str>, entry: usize) {
        let event = pattern.r#type.as_deref().or(of_file).and_then(EventType::from_label);
        let event = event.expect("types were checked");
        let words = [
            (Trigger::Verb, &pattern.verbs),
            (Trigger::Noun, &pattern.nouns),
            (Trigger::Adjective, &pattern.adjectives),
        ];
        for (trigger, words) in words {
            for word in words {
                let (lemma, beside) = phrase(trigger, word);
                let number = self.patterns.len();
                for form in self.forms.of_word(trigger, &lemma) {
                    self.by_word.entry((trigger, form)).or_default().push(number);
                }
                let (actor, recipient) = usual_sides(trigger);
                self.patterns.push(Pattern {
                    event,
                    mode: pattern.mode.clone(),
                    contexts: pattern.contexts.clone(),
                    trigger,
                    lemma,
                    beside,
                    when: self.conditions(&pattern.when),
                    unless: self.conditions(&pattern.unless),
                    actor: pattern.actor.as_ref().map_or(actor, |paths| paths.iter().map(path).collect()),
                    recipient: pattern
                        .recipient
                        .as_ref()
                        .map_or(recipient, |paths| paths.iter().map(path).collect()),
                    except: self.words_of(&pattern.except),
                    is_reciprocal: pattern.reciprocal,
                    content: pattern.content.as_deref().and_then(Stance::from_label),
                    needs_actor: pattern.acted,
                    stands_alone: pattern.alone,
                    is_refusal: pattern
                        .when
                        .get("adverb")
                        .is_some_and(|words| words.iter().any(|word| word == "not")),
                    entry,
                });
            }
        }
    }

    fn add_examples(&mut self, of: Entry, yes: &[String], no: &[String]) {
        let examples = yes.iter().map(|text| (text, true)).chain(no.iter().map(|text| (text, false)));
        self.examples.extend(examples.map(|(text, is_yes)| Example { of, text: text.clone(), is_yes }));
    }

    /// All forms of some words and of those on the lists that are named.
    fn words_of(&self, written: &[String]) -> HashSet<String> {
        let of_list = |name: &str| self.lists.get(name).into_iter().flatten();
        let forms = written.iter().flat_map(|word| match word.strip_prefix('@') {
            Some(list) => of_list(list).flat_map(|word| self.forms.of_any(word)).collect::<Vec<_>>(),
            None => self.forms.of_any(word),
        });
        forms.collect()
    }

    fn conditions(&self, written: &std::collections::BTreeMap<String, Vec<String>>) -> Vec<(Path, Filler)> {
        let mut conditions = Vec::new();
        for (steps, fillers) in written {
            let mut filler = Filler::default();
            for word in fillers {
                match word.strip_prefix('@') {
                    Some(list) => {
                        let words = self.lists.get(list).into_iter().flatten();
                        filler.words.extend(words.flat_map(|word| self.forms.of_any(word)));
                    }
                    None if word.starts_with('{') => filler.kinds.push(word.clone()),
                    None => filler.words.extend(self.forms.of_any(word)),
                }
            }
            conditions.push((path(steps), filler));
        }
        conditions
    }

    fn add_operator(&mut self, operator: &file::Operator) {
        let places = [
            (Place::Over(Trigger::Verb), &operator.verbs),
            (Place::Over(Trigger::Noun), &operator.nouns),
            (Place::Over(Trigger::Adjective), &operator.adjectives),
            (Place::Auxiliary, &operator.auxiliaries),
            (Place::Beside, &operator.beside),
            (Place::Conjunction, &operator.conjunctions),
        ];
        for (place, words) in places {
            for word in words {
                let (lemma, particle) = match (place, word.split_once(' ')) {
                    (Place::Over(Trigger::Verb), Some((lemma, particle))) => {
                        (lemma, Some(particle.to_owned()))
                    }
                    _ => (word.as_str(), None),
                };
                let forms = match place {
                    Place::Over(trigger) => self.forms.of_word(trigger, lemma),
                    Place::Auxiliary | Place::Beside | Place::Conjunction => vec![lemma.to_owned()],
                };
                for form in forms {
                    self.operators_by_word.entry((place, form)).or_default().push(self.operators.len());
                }
                self.operators.push(Operator {
                    over: operator.over.clone(),
                    status: operator.status.as_deref().and_then(Status::from_label),
                    stance: operator.stance.as_deref().and_then(Stance::from_label),
                    is_background: operator.background,
                    particle,
                    is_past: operator.tense.as_deref().map(|tense| tense == "past"),
                    of_another: operator.another,
                    is_told: operator.told,
                    not_of: operator.not_of.iter().filter_map(|name| EventType::from_label(name)).collect(),
                });
            }
        }
    }

    /// Lists named "context …": words that tell in which context an event of their sentence stands.
    fn add_contexts(&mut self) {
        let lists =
            self.lists.iter().filter_map(|(name, words)| Some((name.strip_prefix("context ")?, words)));
        let named: Vec<(String, String)> = lists
            .flat_map(|(name, words)| words.iter().map(move |word| (name, word)))
            .flat_map(|(name, word)| {
                self.forms.of_word(Trigger::Noun, word).into_iter().map(move |form| (form, name.to_owned()))
            })
            .collect();
        for (form, name) in named {
            self.contexts.entry(form).or_default().push(name);
        }
    }

    /// The contexts that some words tell of, in the order of the alphabet.
    pub(crate) fn contexts_of<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<String> {
        let told: std::collections::BTreeSet<&String> =
            words.filter_map(|word| self.contexts.get(word)).flatten().collect();
        told.into_iter().cloned().collect()
    }

    fn add_fold(&mut self, fold: &file::Fold) {
        let side = |name: &Option<String>, usual: FoldedSide| match name.as_deref() {
            Some("doer") => FoldedSide::Doer,
            Some("recipient") => FoldedSide::Recipient,
            Some("speaker") => FoldedSide::Speaker,
            _ => usual,
        };
        self.folds.push(Fold {
            types: fold.types.iter().filter_map(|name| EventType::from_label(name)).collect(),
            labels: fold.labels.iter().filter_map(|name| Label::from_label(name)).collect(),
            becomes: EventType::from_label(&fold.becomes),
            actor: side(&fold.actor, FoldedSide::Doer),
            recipient: side(&fold.recipient, FoldedSide::Recipient),
        });
    }

    /// Puts the most exacting patterns of a word first; those alike stay in the files' order.
    fn sort(&mut self) {
        let patterns = &self.patterns;
        for numbers in self.by_word.values_mut() {
            numbers.sort_by_key(|number| std::cmp::Reverse(patterns[*number].demands()));
        }
        let operators = &self.operators;
        for numbers in self.operators_by_word.values_mut() {
            numbers.sort_by_key(|number| operators[*number].particle.is_none());
        }
    }
}

impl Pattern {
    fn demands(&self) -> usize {
        2 * self.beside.len() + 2 * self.when.len() + self.unless.len()
    }
}

impl Trigger {
    /// What a word of a class may trigger.
    pub(crate) fn of(class: WordClass) -> Option<Self> {
        match class {
            WordClass::Verb => Some(Self::Verb),
            WordClass::Noun | WordClass::ProperNoun => Some(Self::Noun),
            WordClass::Adjective => Some(Self::Adjective),
            _ => None,
        }
    }
}

/// The word that is looked up, and those that have to stand beside it: a verb comes first ("shoot down"), a noun
/// last ("hunger strike").
fn phrase(trigger: Trigger, written: &str) -> (String, Vec<String>) {
    let mut words: Vec<String> = written.split_whitespace().map(str::to_owned).collect();
    let lemma = match trigger {
        Trigger::Verb | Trigger::Adjective => words.remove(0),
        Trigger::Noun => words.pop().unwrap_or_default(),
    };
    (lemma, words)
}

fn path(steps: impl AsRef<str>) -> Path {
    let step = |step: &str| match step {
        "subject" => Step::Subject,
        "object" => Step::Object,
        "indirect" => Step::Indirect,
        "clause" => Step::Clause,
        "owner" => Step::Owner,
        "inside" => Step::Inside,
        "auxiliary" => Step::Auxiliary,
        "modifier" => Step::Modifier,
        "compound" => Step::Compound,
        "adverb" => Step::Adverb,
        preposition => Step::Preposition(preposition.to_owned()),
    };
    steps.as_ref().split('.').map(step).collect()
}

/// The sides of a pattern that names none.
fn usual_sides(trigger: Trigger) -> (Vec<Path>, Vec<Path>) {
    let paths = |list: &[&str]| list.iter().map(path).collect();
    match trigger {
        Trigger::Verb => (
            paths(&["subject"]),
            paths(&["object", "indirect", "against", "with", "on", "object.inside", "clause.inside"]),
        ),
        Trigger::Noun => (
            paths(&["subject", "by", "between", "owner"]),
            paths(&["against", "with", "on", "to", "at", "of", "for", "inside"]),
        ),
        Trigger::Adjective => (paths(&["subject"]), paths(&["to", "with", "clause.inside"])),
    }
}
