//! Whom a pronoun means: the figures seen before it, weighed by nearness, by what they were in their sentences, by the model's chain.
//!
//! The weights were chosen on the speakers of `PolNeAR`'s dev part (`cargo xtask eval speakers --given`).

use super::casting::{Casting, Sighting};
use super::lexicon::Gender;
use crate::record::ActorKind;

/// How many sightings a pronoun looks back on, and how many sentences.
const REACH: usize = 60;
const SENTENCES: usize = 12;

/// What counts for a figure.
mod weight {
    /// That of the model's chain, where all its names are the figure's.
    pub(super) const CHAIN: f64 = 0.9;
    /// Of the nearest sighting, halved by each sentence between.
    pub(super) const NEAR: f64 = 1.0;
    pub(super) const SUBJECT: f64 = 0.5;
    /// Of who is named as the subject of the sentence before in the same paragraph, for a pronoun that is a subject.
    pub(super) const TOPIC: f64 = 1.3;
    pub(super) const SOURCE: f64 = 0.5;
    /// Of who spoke last, for who is said to have spoken a quotation that begins its paragraph: "“…,” he said."
    pub(super) const LAST_SPEAKER: f64 = 1.0;
    /// Of a gender that is known to agree.
    pub(super) const GENDER: f64 = 0.3;
    /// Inside a quotation people are spoken of, not speaking.
    pub(super) const QUOTED: f64 = -0.6;
}

/// What a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Person(Gender),
    They,
    It,
    Speaker,
}

impl Casting<'_> {
    /// Finds whom a pronoun stands for.
    pub(super) fn take_pronoun(&mut self, word: usize) {
        let stands = match self.reading.lower(word).as_str() {
            "he" | "him" | "his" | "himself" => Stands::Person(Gender::Male),
            "she" | "her" | "hers" | "herself" => Stands::Person(Gender::Female),
            "they" | "them" | "their" | "theirs" | "themselves" => Stands::They,
            "it" | "its" | "itself" => Stands::It,
            "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => {
                Stands::Speaker
            }
            "who" | "which" | "that" => return self.take_relative(word),
            _ => return,
        };
        if stands == Stands::Speaker {
            if let Some(speaker) = self.speaker(word).filter(|_| self.reading.word(word).is_quoted) {
                self.stand_for(word, vec![(speaker, 1.0)]);
            }
            return;
        }
        let found = self.antecedents(word, stands);
        if let (Stands::Person(gender), Some((figure, _))) = (stands, found.first()) {
            // One that nothing else told of is what the pronoun says.
            self.figures[*figure].gender.get_or_insert(gender);
        }
        self.stand_for(word, found);
    }

    /// "The architect who": whom the noun before it stands for.
    fn take_relative(&mut self, word: usize) {
        let mut clause = self.reading.analysis.head_path(word).take(4);
        let verb = clause.find(|head| self.reading.word(*head).relation.as_str() == "acl:relcl");
        let Some(noun) =
            verb.and_then(|verb| self.reading.word(verb).head).or_else(|| self.noun_before(word))
        else {
            return;
        };
        if self.source_of[word].is_some() && self.stands_for[noun].is_empty() && self.reading.is_noun(noun) {
            self.take_bearer(noun);
        }
        if let Some(figure) = self.figure_at(noun) {
            self.stands_for[word] = vec![(figure, 1.0)];
        }
    }

    /// The noun that "who" follows, where the tree hangs its clause elsewhere.
    fn noun_before(&self, word: usize) -> Option<usize> {
        let before = word.checked_sub(1)?;
        let is_comma = self.reading.written(before) == ",";
        let noun = if is_comma { before.checked_sub(1)? } else { before };
        let is_here = self.reading.word(noun).sentence == self.reading.word(word).sentence;
        let is_clause =
            self.reading.lower(word) == "who" || (is_comma && self.reading.lower(word) == "which");
        (is_clause && is_here && self.reading.is_noun(noun)).then_some(noun)
    }

    /// Takes a pronoun for its best candidate.
    fn stand_for(&mut self, word: usize, found: Vec<(usize, f64)>) {
        if let Some((figure, _)) = found.first() {
            self.see(word, *figure);
            self.figures[*figure].others.push(language::WordSpan::new(word, word + 1));
        }
        self.stands_for[word] = found;
    }

    /// The figures that a pronoun may stand for, the best first.
    fn antecedents(&self, word: usize, stands: Stands) -> Vec<(usize, f64)> {
        let sentence = self.reading.word(word).sentence;
        let nearest = self.seen_before(word).iter().rev().take(REACH);
        let near = nearest.take_while(|sighting| sighting.sentence + SENTENCES >= sentence);
        let speaker = self.speaker(word).filter(|_| self.reading.word(word).is_quoted);
        let mut scores: Vec<(usize, f64)> = Vec::new();
        for sighting in near.chain(self.ahead(word).as_ref()) {
            if !self.admits(sighting.figure, stands)
                || speaker == Some(sighting.figure)
                || self.is_apart(word, sighting)
            {
                continue;
            }
            let score = self.weigh(word, sighting);
            match scores.iter_mut().find(|(figure, _)| *figure == sighting.figure) {
                Some((_, best)) => *best = best.max(score),
                None => scores.push((sighting.figure, score)),
            }
        }
        let last_speaker = self.last_speaker(word);
        for (figure, score) in &mut scores {
            if last_speaker == Some(*figure) {
                *score += weight::LAST_SPEAKER;
            }
            *score += weight::CHAIN * self.chain_vote(word, *figure);
            let agrees =
                matches!(stands, Stands::Person(gender) if self.figures[*figure].gender == Some(gender));
            *score += if agrees { weight::GENDER } else { 0.0 };
        }
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        scores
    }

    /// Who spoke last before the paragraph of a pronoun that speaks, where a quotation begins that paragraph.
    fn last_speaker(&self, word: usize) -> Option<usize> {
        let passage = self.reading.passage(word);
        let begins_quoted = passage.iter().take(2).any(|first| self.reading.word(first).is_quoted);
        self.source_of[word].filter(|_| begins_quoted && !self.reading.word(word).is_quoted)?;
        let speaker = self
            .seen_before(passage.start)
            .iter()
            .rfind(|sighting| sighting.is_source && !sighting.is_quoted)?;
        let distance = self.reading.word(word).sentence - speaker.sentence;
        (distance <= SENTENCES).then_some(speaker.figure)
    }

    fn weigh(&self, word: usize, sighting: &Sighting) -> f64 {
        let distance = self.reading.word(word).sentence.abs_diff(sighting.sentence);
        let add = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
        weight::NEAR / f64::from(1_u32 << distance.min(20))
            + add(sighting.is_subject, weight::SUBJECT)
            + add(sighting.is_source, weight::SOURCE)
            + add(distance == 1 && self.is_topic(word, sighting), weight::TOPIC)
            + add(sighting.is_quoted && !self.reading.word(word).is_quoted, weight::QUOTED)
    }

    /// Whether a name or a group of people, the subject of its sentence, leads a paragraph on to a pronoun that is the subject of
    /// the next: "The leaders met for an hour. They spoke afterwards."
    fn is_topic(&self, word: usize, sighting: &Sighting) -> bool {
        let figure = &self.figures[sighting.figure];
        let leads = self.naming_at[sighting.word].is_some() || (figure.is_plural && figure.is_human);
        let passage = |word: usize| self.reading.analysis.sentences[self.reading.word(word).sentence].passage;
        sighting.is_subject
            && !sighting.is_quoted
            && leads
            && self.reading.is_subject(word)
            && passage(word) == passage(sighting.word)
    }

    /// The subject of the main clause after a pronoun in a clause before it: "Before he left, Ruiz said".
    fn ahead(&self, word: usize) -> Option<Sighting> {
        let clause = std::iter::once(word).chain(self.reading.analysis.head_path(word));
        let above = clause.take(8).find(|other| self.reading.word(*other).relation.universal() == "advcl")?;
        let main = self.reading.word(above).head?;
        let subject = self.reading.dependents(main, "nsubj").find(|subject| *subject > word)?;
        let figure = self.naming_at[subject].and(self.figure_at(subject))?;
        let sentence = self.reading.word(word).sentence;
        Some(Sighting {
            word: subject,
            figure,
            sentence,
            is_subject: true,
            is_source: true,
            is_quoted: false,
        })
    }

    /// Whether a figure is of the kind that a pronoun stands for.
    fn admits(&self, figure: usize, stands: Stands) -> bool {
        let figure = &self.figures[figure];
        let is_unnamed = figure.kind == Some(ActorKind::Unnamed);
        match stands {
            Stands::Person(gender) => {
                (figure.is_person() || (is_unnamed && !figure.is_plural && figure.is_human))
                    && figure.gender.is_none_or(|other| other == gender)
            }
            Stands::They => figure.is_plural || !(figure.is_person() || is_unnamed || figure.kind.is_none()),
            Stands::It => !figure.is_plural && !figure.is_person() && !figure.is_human,
            Stands::Speaker => false,
        }
    }

    /// Whether a sighting cannot be whom a pronoun means: it stands in the words that the pronoun's bearer utters, or beside it
    /// under one verb ("Ruiz told him").
    fn is_apart(&self, word: usize, sighting: &Sighting) -> bool {
        let own = self.source_of[word];
        let is_uttered =
            own.is_some() && self.within[sighting.word] == own && self.reading.word(sighting.word).is_quoted;
        let at = self.reading.word(word);
        let is_argument = |word: usize| {
            matches!(self.reading.word(word).relation.universal(), "nsubj" | "obj" | "iobj" | "obl")
        };
        let is_beside = at.head.is_some() && at.head == self.reading.word(sighting.word).head;
        let is_reflexive = self.reading.lower(word).ends_with("self");
        is_uttered || (is_beside && is_argument(word) && is_argument(sighting.word) && !is_reflexive)
    }
}
