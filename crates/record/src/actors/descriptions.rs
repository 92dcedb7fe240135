//! Whom a description means: "the minister", "the agency", "the Russian side", "two officials".

use language::{MentionKind, WordClass, WordSpan};

use super::casting::Casting;
use super::figures::{Figure, Office};
use super::lexicon;
use super::phrases::{bare, fit, office, phrase};
use crate::record::ActorKind;

/// How many figures a description is compared with, the last seen first.
const REACH: usize = 80;

/// What a description must weigh to be taken for a person named before.
const ENOUGH: f64 = 1.9;

/// What counts for a figure beside the fit of its offices.
const CHAIN: f64 = 2.0;
const NEAR: f64 = 1.0;
/// What the office of somebody must fit who may be named later on, as who is told of in a headline.
const ANYWHERE: f64 = 1.4;
const SALIENT: f64 = 1.6;
/// What a body that did or said something weighs more.
const AGENT: f64 = 0.8;
/// What the only one who can be somebody's counterpart in a state weighs.
const COUNTERPART: f64 = 3.0;

/// How many sentences a group that has no name is remembered: "the leaders" are soon others.
const GROUP_SENTENCES: usize = 6;

/// A noun phrase that may stand for somebody.
#[expect(clippy::struct_excessive_bools, reason = "four plain questions about one phrase")]
struct Description {
    noun: usize,
    words: WordSpan,
    office: Office,
    is_definite: bool,
    is_plural: bool,
    is_human: bool,
    /// Whose it is: "Ruiz’s campaign", "her campaign".
    owner: Option<usize>,
    /// Whether it stands without any determiner at the head of its sentence, as in headlines.
    is_headline: bool,
}

impl Casting<'_> {
    /// Finds whom a noun stands for; one of its own where nobody was told of before.
    pub(super) fn take_description(&mut self, noun: usize) {
        if !self.stands_for[noun].is_empty() {
            if let Some(figure) = self.figure_at(noun) {
                self.see(noun, figure);
            }
            return;
        }
        let is_source = self.source_of[noun].is_some();
        if let Some(description) = self.description(noun, is_source) {
            self.take(&description);
        }
    }

    /// Finds whom a noun stands for that "who" follows, and who is said to speak.
    pub(super) fn take_bearer(&mut self, noun: usize) {
        if let Some(description) = self.description(noun, true) {
            self.take(&description);
        }
    }

    fn take(&mut self, description: &Description) {
        let noun = description.noun;
        let figure = self
            .named_beside(description)
            .or_else(|| self.governed(description))
            .or_else(|| if description.is_human { self.person(description) } else { self.body(description) });
        let figure = figure.unwrap_or_else(|| self.stranger(description));
        self.stands_for[noun] = vec![(figure, 1.0)];
        self.figures[figure].namings.push(description.words);
        self.see(noun, figure);
    }

    /// What a noun says of whom it stands for, if it may stand for somebody; whoever speaks does.
    fn description(&self, noun: usize, is_source: bool) -> Option<Description> {
        let reading = self.reading;
        let lemma = reading.lemma(noun);
        let kind = reading.mention(noun).map(|mention| mention.kind);
        let is_human =
            (kind == Some(MentionKind::Person) && !lexicon::is_group(&lemma)) || lexicon::is_office(&lemma);
        let is_body = kind == Some(MentionKind::Organisation)
            || lexicon::is_group(&lemma)
            || lexicon::is_governing(&lemma);
        // A noun inside another phrase ("the campaign trail") stands for nobody by itself.
        let is_part = matches!(reading.word(noun).relation.universal(), "compound" | "flat" | "fixed");
        if is_part && !is_source || !(is_human || is_body || is_source) {
            return None;
        }
        let words = phrase(reading, noun);
        let office = office(reading, words, noun);
        let is_plural = reading.is_plural(noun);
        let determiner = |word: usize| {
            matches!(reading.lower(word).as_str(), "the" | "this" | "that" | "these" | "those" | "both")
        };
        let possessor =
            reading.analysis.dependents(noun).any(|word| reading.word(word).relation.as_str() == "nmod:poss");
        let is_definite = reading.dependents(noun, "det").any(determiner) || possessor;
        let mut owner_words = reading.analysis.dependents(noun).filter(|word| {
            *word < noun && matches!(reading.word(*word).relation.universal(), "nmod" | "compound")
        });
        let owner = owner_words.find_map(|word| self.figure_at(word));
        let is_headline = words.start == noun && noun == reading.sentence(noun).start && !is_plural;
        Some(Description { noun, words, office, is_definite, is_plural, is_human, owner, is_headline })
    }

    /// Whom an apposition names: "Ostsee Ferries, a company that …", "the Nato chief at the time, Ana Duarte".
    fn named_beside(&self, description: &Description) -> Option<usize> {
        let reading = self.reading;
        let named = |word: usize| self.naming_at[word].and_then(|naming| self.of_naming[naming]);
        let word = reading.word(description.noun);
        let above = word.head.filter(|_| word.relation.universal() == "appos");
        let beside = above.into_iter().chain(reading.dependents(description.noun, "appos"));
        beside.filter_map(named).find(|figure| {
            let figure = &self.figures[*figure];
            !description.is_plural && figure.is_person() == description.is_human
        })
    }

    /// "The Russian side": the state.
    fn governed(&mut self, description: &Description) -> Option<usize> {
        let state = *description.office.states.first()?;
        let is_other =
            !description.office.others.is_empty() && !lexicon::is_governing(&description.office.noun);
        if is_other
            || !lexicon::is_governing(&self.reading.lemma(description.noun))
            || description.office.former
        {
            return None;
        }
        self.figures
            .iter()
            .position(|figure| {
                figure.kind == Some(ActorKind::State)
                    && figure.known.is_some_and(|known| lexicon::actor(known).state == Some(state))
            })
            .or_else(|| Some(self.state(state)))
    }

    /// The figure of a state that no name stands for yet.
    fn state(&mut self, state: &str) -> usize {
        let known = lexicon::state(state);
        let name = known.map_or(state, |known| lexicon::actor(known).name).to_owned();
        self.figures.push(Figure { name, kind: Some(ActorKind::State), known, ..Figure::default() });
        self.figures.len() - 1
    }

    /// The person who bears a role, or was so described before.
    fn person(&self, description: &Description) -> Option<usize> {
        if !description.is_definite && !description.is_headline && !self.is_title_alone(description) {
            return None;
        }
        let recent = self.recent(description.noun);
        let salient = self.salient(description);
        // Who speaks does not speak of themselves as "the minister".
        let is_quoted = self.reading.word(description.noun).is_quoted;
        let speaker = self.speaker(description.noun).filter(|_| is_quoted);
        let others = recent.into_iter().filter(|(_, figure)| {
            Some(*figure) != speaker
                && !self.figures[*figure].is_nobody_in_particular()
                && !(description.is_plural && self.is_long_ago(description.noun, *figure))
        });
        let scored = others.filter_map(|(at, figure)| {
            let fits = self.office_fit(description, figure)?;
            let chain = CHAIN * self.chain_vote(description.noun, figure);
            let said = if salient == Some(figure) { SALIENT } else { 0.0 };
            Some((figure, fits + chain + said + NEAR / (1.0 + at as f64)))
        });
        let best = scored.reduce(|best, other| if other.1 > best.1 { other } else { best });
        let best = best.filter(|(_, score)| *score >= ENOUGH).map(|(figure, _)| figure);
        best.or_else(|| self.bearer(description))
    }

    /// The fit of the best office of a figure; `None` where it cannot be meant.
    fn office_fit(&self, description: &Description, figure: usize) -> Option<f64> {
        let gender = lexicon::gender_of(&self.reading.lemma(description.noun));
        let known = &self.figures[figure];
        let disagrees = known.gender.zip(gender).is_some_and(|(a, b)| a != b);
        let is_human = known.is_person() || known.is_human;
        if !is_human || disagrees || known.is_plural != description.is_plural {
            return None;
        }
        let state = known.known.and_then(|known| lexicon::actor(known).state);
        let of_state = |office: &Office| Office {
            states: if office.states.is_empty() {
                state.into_iter().collect()
            } else {
                office.states.clone()
            },
            ..office.clone()
        };
        let fits = known.offices.iter().filter_map(|office| fit(&description.office, &of_state(office)));
        let fits = fits.chain(self.known_fit(figure, &description.office));
        let best = fits.chain(self.counterpart_fit(figure, description)).reduce(f64::max);
        let is_elsewhere = best.is_none()
            && state.is_some_and(|state| {
                let states = &description.office.states;
                !states.is_empty() && !states.contains(&state)
            });
        (!is_elsewhere).then(|| best.unwrap_or(0.0))
    }

    /// How well "his Russian counterpart" fits a figure: one of that state who holds an office that the owner holds in another.
    fn counterpart_fit(&self, figure: usize, description: &Description) -> Option<f64> {
        let owner = description.owner.filter(|_| description.office.noun == "counterpart")?;
        let held = |figure: usize| {
            let known = self.figures[figure].known;
            let date = self.reading.date();
            let known = known.into_iter().flat_map(move |known| lexicon::offices(known, date));
            let told = self.figures[figure].offices.iter().map(|office| office.noun.as_str());
            known.map(|office| lexicon::same(office.office)).chain(told).collect::<Vec<_>>()
        };
        let state = self.figures[figure].known.and_then(|known| lexicon::actor(known).state)?;
        let owners = held(owner);
        let shares = owner != figure
            && description.office.states.contains(&state)
            && held(figure).iter().any(|office| owners.contains(office));
        shares.then_some(COUNTERPART)
    }

    /// Whoever the article, anywhere, says bears the role.
    fn bearer(&self, description: &Description) -> Option<usize> {
        let persons = (0..self.n_named).filter(|figure| self.figures[*figure].is_person());
        let fits = persons.filter_map(|figure| Some((figure, self.office_fit(description, figure)?)));
        let best = fits.reduce(|best, other| if other.1 > best.1 { other } else { best });
        best.filter(|(_, score)| *score >= ANYWHERE).map(|(figure, _)| figure)
    }

    /// Whom a definite description that says something new of somebody is likely to mean: who was last spoken of as a subject or spoke,
    /// up to two sentences before. "The New Yorker said" follows on a sentence about him.
    fn salient(&self, description: &Description) -> Option<usize> {
        let reading = self.reading;
        let is_source = self.source_of[description.noun].is_some() || reading.is_subject(description.noun);
        let is_the = reading.dependents(description.noun, "det").any(|word| reading.lower(word) == "the");
        if !is_source || !is_the || description.is_plural {
            return None;
        }
        let sentence = reading.word(description.noun).sentence;
        let near = self
            .seen_before(description.noun)
            .iter()
            .rev()
            .take_while(|sighting| sighting.sentence + 2 >= sentence);
        let mut near =
            near.filter(|sighting| !sighting.is_quoted && (sighting.is_subject || sighting.is_source));
        near.find(|sighting| self.figures[sighting.figure].is_person()).map(|sighting| sighting.figure)
    }

    /// "President said": a title without article, in capitals or in a headline.
    fn is_title_alone(&self, description: &Description) -> bool {
        self.reading.word(description.noun).class == WordClass::ProperNoun && !description.is_plural
    }

    /// The figures seen before a word, the last first, each once, with how many stand between.
    fn recent(&self, word: usize) -> Vec<(usize, usize)> {
        let mut seen: Vec<(usize, usize)> = Vec::new();
        for sighting in self.seen_before(word).iter().rev().take(REACH) {
            if seen.iter().all(|(_, figure)| *figure != sighting.figure) {
                seen.push((seen.len(), sighting.figure));
            }
        }
        seen
    }

    /// Whether a figure was last seen more than [`GROUP_SENTENCES`] before a word.
    fn is_long_ago(&self, word: usize, figure: usize) -> bool {
        let last = self.seen_before(word).iter().rfind(|sighting| sighting.figure == figure);
        last.is_some_and(|last| last.sentence + GROUP_SENTENCES < self.reading.word(word).sentence)
    }

    /// How well a description fits an office that the tables know a figure held.
    fn known_fit(&self, figure: usize, described: &Office) -> Option<f64> {
        let known = self.figures[figure].known?;
        let state = lexicon::actor(known).state;
        let fits = |office: &lexicon::KnownOffice| {
            let mut words = office.office.split(' ').rev();
            let noun = lexicon::same(words.next().unwrap_or_default()).to_owned();
            let held = Office {
                noun,
                states: state.into_iter().collect(),
                others: words.map(str::to_owned).collect(),
                former: described.former,
            };
            fit(described, &held)
        };
        let date = self.reading.date().filter(|_| !described.former);
        lexicon::offices(known, date).filter_map(fits).reduce(f64::max)
    }

    /// The body whose name or description a noun shortens.
    fn body(&self, description: &Description) -> Option<usize> {
        let reading = self.reading;
        let noun = description.office.noun.as_str();
        let modifiers: Vec<String> = bare(reading, description.words)
            .iter()
            .filter(|word| *word != description.noun && reading.is_noun(*word))
            .map(|word| reading.lower(word))
            .collect();
        if !description.is_definite && modifiers.is_empty() {
            return None;
        }
        let fits = |figure: &Figure| {
            let has = |word: &str| figure.words.iter().any(|other| other == word);
            let is_jrn = figure.known.is_some_and(|known| lexicon::actor(known).sector == Some("JRN"));
            let is_described = figure.kind == Some(ActorKind::Unnamed);
            let is_same = if is_described {
                figure.offices.iter().any(|office| office.noun == noun)
            } else {
                figure.words.iter().any(|word| lexicon::same(word) == noun)
            };
            let is_owned = description.owner.is_some() && figure.owner == description.owner;
            let is_open = modifiers.iter().all(|word| has(word))
                && (description.owner.is_none() || figure.owner.is_none());
            !figure.is_person()
                && !figure.is_human
                && (is_same || (lexicon::is_paper(noun) && is_jrn))
                && (is_owned || is_open)
        };
        let recent = self.recent(description.noun);
        let named = recent.iter().map(|(_, figure)| *figure).find(|figure| fits(&self.figures[*figure]));
        let is_bare = description.is_definite && modifiers.is_empty() && description.owner.is_none();
        let likeliest = |named: bool| {
            self.likeliest_body(description, &recent)
                .filter(|body| is_bare || named && self.chain_vote(description.noun, *body) > 0.5)
        };
        let is_stranger = |figure: &usize| self.figures[*figure].kind == Some(ActorKind::Unnamed);
        let told_of = || self.body_told_of(description);
        match named {
            Some(stranger) if is_stranger(&stranger) => likeliest(true).or_else(told_of).or(Some(stranger)),
            named => named.or_else(told_of).or_else(|| likeliest(true)),
        }
    }

    /// The organisation that the sentence before is about, for "the company", also where it says something new of it: "The
    /// Baltic shipping company" after a sentence with Ostsee Ferries as its subject.
    fn body_told_of(&self, description: &Description) -> Option<usize> {
        let reading = self.reading;
        let is_the = reading.dependents(description.noun, "det").any(|word| reading.lower(word) == "the");
        let is_group = lexicon::is_group(&reading.lemma(description.noun));
        if !is_the || !is_group || description.is_plural || description.owner.is_some() {
            return None;
        }
        let sentence = reading.word(description.noun).sentence;
        let near = self.seen_before(description.noun).iter().rev();
        let mut near = near
            .take_while(|sighting| sighting.sentence + 1 >= sentence)
            .filter(|sighting| sighting.sentence < sentence && !sighting.is_quoted);
        let told_of = near.find(|sighting| sighting.is_subject || sighting.is_source)?.figure;
        let figure = &self.figures[told_of];
        let states = &description.office.states;
        let is_elsewhere = figure.state.is_some_and(|state| !states.is_empty() && !states.contains(&state));
        let is_body = figure.kind == Some(ActorKind::Organisation) && figure.owner.is_none();
        (is_body && !is_elsewhere).then_some(told_of)
    }

    /// Which organisation "the agency" means that none has in its name: by the chain, by nearness.
    fn likeliest_body(&self, description: &Description, recent: &[(usize, usize)]) -> Option<usize> {
        if description.is_plural || !lexicon::is_group(&self.reading.lemma(description.noun)) {
            return None;
        }
        let is_body =
            |figure: &Figure| figure.kind == Some(ActorKind::Organisation) && figure.owner.is_none();
        let scored =
            recent.iter().filter(|(_, figure)| is_body(&self.figures[*figure])).map(|(at, figure)| {
                let often = 0.1 * (self.figures[*figure].namings.len().min(8) as f64);
                let acts = if self.is_agent(*figure, description.noun) { AGENT } else { 0.0 };
                (
                    *figure,
                    self.chain_vote(description.noun, *figure) + often + acts + NEAR / (1.0 + *at as f64),
                )
            });
        scored.reduce(|best, other| if other.1 > best.1 { other } else { best }).map(|(figure, _)| figure)
    }

    /// Whether a figure was the subject of a clause, or spoke, before a word.
    fn is_agent(&self, figure: usize, word: usize) -> bool {
        let mut near = self.seen_before(word).iter().rev().take(REACH);
        near.any(|sighting| sighting.figure == figure && (sighting.is_subject || sighting.is_source))
    }

    /// The name of whom "her" of "her campaign" stands for.
    fn pronoun_owner(&self, description: &Description) -> Option<&str> {
        let owner = description.owner.filter(|_| !description.is_human)?;
        let is_pronoun = |word: usize| {
            self.reading.word(word).class == WordClass::Pronoun && self.figure_at(word) == Some(owner)
        };
        let mut words = description.words.iter();
        words.any(is_pronoun).then(|| self.figures[owner].name.as_str())
    }

    /// A figure of its own: a body called by a name and a noun ("the Ruiz campaign"), or somebody who is only described.
    fn stranger(&mut self, description: &Description) -> usize {
        let reading = self.reading;
        let shown = bare(reading, description.words);
        let has_name = shown.iter().any(|word| self.naming_at[word].is_some());
        let is_body = has_name && !description.is_human && !description.is_plural;
        let is_group = description.is_plural
            && reading.is_capital(description.noun)
            && description.noun != reading.sentence(description.noun).start;
        let words = if is_body || is_group { shown } else { description.words };
        let mut name = reading.text(words).split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(owner) = self.pronoun_owner(description) {
            name = format!("{owner}’s {}", reading.text(shown));
        }
        let lemma = reading.lemma(description.noun);
        let mut tokens: Vec<String> = shown.iter().map(|word| reading.lower(word)).collect();
        tokens.push(description.office.noun.clone());
        let figure = Figure {
            name,
            kind: Some(if is_body {
                ActorKind::Organisation
            } else if is_group {
                ActorKind::Group
            } else {
                ActorKind::Unnamed
            }),
            words: tokens,
            gender: lexicon::gender_of(&lemma),
            is_plural: description.is_plural,
            is_human: description.is_human,
            owner: description.owner,
            offices: vec![description.office.clone()],
            sector: lexicon::sector_of(&lemma),
            state: description.office.states.first().copied(),
            ..Figure::default()
        };
        self.figures.push(figure);
        self.figures.len() - 1
    }
}
