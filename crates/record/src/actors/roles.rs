//! What an article says people are: titles before names, appositions, "X is the mayor of Y".

use language::{WordClass, WordSpan};

use super::casting::Casting;
use super::lexicon;
use super::namings::Naming;
use super::phrases::{bare, office, phrase};

impl Casting<'_> {
    /// Finds the roles of all named people.
    pub(super) fn take_roles(&mut self, namings: &[Naming]) {
        for (number, naming) in namings.iter().enumerate() {
            let Some(figure) = self.of_naming[number].filter(|figure| self.figures[*figure].is_person())
            else {
                continue;
            };
            if let Some(title) = naming.title {
                self.add_role(figure, title, title.end - 1, false);
            }
            let Some(head) = self.reading.head(naming.words) else { continue };
            self.take_appositions(figure, head, naming.words);
            self.take_copula(figure, head);
        }
    }

    /// "Ana Duarte, the foreign minister" and "the foreign minister, Ana Duarte".
    fn take_appositions(&mut self, figure: usize, head: usize, name: WordSpan) {
        let reading = self.reading;
        let mut nouns: Vec<usize> = Vec::new();
        for relation in ["appos", "flat", "list"] {
            nouns.extend(reading.dependents(head, relation));
        }
        let above = &reading.word(head);
        let is_beside =
            matches!(above.relation.universal(), "appos" | "flat") || above.relation.as_str() == "nmod:desc";
        nouns.extend(above.head.filter(|_| is_beside));
        for noun in nouns {
            let is_free = !name.contains(noun) && self.naming_at[noun].is_none() && reading.is_noun(noun);
            let is_person = self.is_person_noun(noun);
            if is_free && is_person && self.stands_for[noun].is_empty() {
                let mut words = phrase(reading, noun);
                if words.start <= name.start && name.end <= words.end {
                    words.end = name.start.max(noun + 1);
                }
                self.add_role(figure, words, noun, true);
            }
        }
    }

    /// "Ana Duarte is the mayor of Porto", when it is said of what is.
    fn take_copula(&mut self, figure: usize, head: usize) {
        let reading = self.reading;
        let word = reading.word(head);
        let Some(noun) = word.head.filter(|_| word.relation.as_str() == "nsubj") else { return };
        let is_copula = reading.dependents(noun, "cop").next().is_some();
        let is_doubtful = |other: usize| {
            let lemma = reading.lemma(other);
            matches!(reading.word(other).relation.universal(), "aux")
                || matches!(lemma.as_str(), "not" | "never" | "like")
        };
        if !is_copula
            || !lexicon::is_office(&reading.lemma(noun))
            || reading.analysis.dependents(noun).any(is_doubtful)
        {
            return;
        }
        let words = phrase(reading, noun);
        let start = words.iter().find(|word| {
            *word > head && !matches!(reading.word(*word).class, WordClass::Auxiliary | WordClass::Adverb)
        });
        self.add_role(figure, WordSpan::new(start.unwrap_or(noun).min(noun), words.end), noun, false);
    }

    /// Whether a noun stands for a person, by the list or by the model.
    pub(super) fn is_person_noun(&self, noun: usize) -> bool {
        let reading = self.reading;
        let is_person =
            reading.mention(noun).is_some_and(|mention| mention.kind == language::MentionKind::Person);
        is_person || lexicon::is_office(&reading.lemma(noun)) || lexicon::is_office(&reading.lower(noun))
    }

    /// Adds a role; where the noun itself stands for the person, it is taken for them from now on.
    fn add_role(&mut self, figure: usize, words: WordSpan, noun: usize, stands: bool) {
        let reading = self.reading;
        let shown = bare(reading, words);
        let office = office(reading, words, noun);
        let owner = &mut self.figures[figure];
        let lower = reading.lemma(noun);
        owner.gender = owner.gender.or_else(|| lexicon::gender_of(&lower));
        owner.sector = owner.sector.or_else(|| lexicon::sector_of(&lower));
        owner.state = owner.state.or_else(|| office.states.first().copied());
        owner.add_role(reading.text(shown), reading.analysis.span(shown), office);
        if stands {
            self.stands_for[noun] = vec![(figure, 1.0)];
        }
    }
}
