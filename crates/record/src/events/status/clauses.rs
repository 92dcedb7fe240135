//! What a clause or a noun says of its event by its own form: tense, mood, question, condition, owner.

use language::WordClass;

use super::StatusReader;
use crate::events::codebook::{Place, Trigger};
use crate::record::{EventType, Stance};

impl StatusReader<'_> {
    /// Whether a noun's event is presupposed: "the use of [its occupation]".
    pub(super) fn is_given(&self, trigger: usize) -> bool {
        let is_own = |child: &usize| self.tree.full_relation(*child) == "nmod:poss";
        self.pattern.trigger == Trigger::Noun && self.tree.children(trigger).iter().any(is_own)
    }

    /// "is said to [be meeting]", "are believed to [have attacked]".
    pub(super) fn is_hearsay(&self, word: usize) -> bool {
        let over = self.tree.word(word).head;
        self.tree.full_relation(word) == "xcomp"
            && over.is_some_and(|over| self.codebook.lists("hearsay", self.tree.form(over)))
    }

    /// "I want to [thank] the king": who says so does so.
    pub(super) fn is_performed(&self, head: usize) -> bool {
        let tree = self.tree;
        let wants = |over: &usize| {
            let is_own = |subject: usize| matches!(tree.form(subject), "i" | "we");
            self.codebook.lists("wanting", tree.lemma(*over)) && tree.with(*over, &["nsubj"]).any(is_own)
        };
        tree.full_relation(head) == "xcomp"
            && self.codebook.lists("performed", tree.lemma(head))
            && tree.word(head).head.is_some_and(|over| wants(&over))
    }

    /// Whether a main clause asks for the event itself: "Who [attacked] the town?", "Did they [attack] it?"; not "Why did they [attack]
    /// it?".
    pub(super) fn is_asked(&self, head: usize) -> bool {
        let tree = self.tree;
        let words = tree.analysis.sentences[tree.word(head).sentence].words;
        let is_question = || words.iter().rev().take(3).any(|word| tree.form(word) == "?");
        if tree.relation(head) != "root" || !is_question() {
            return false;
        }
        let subject = tree.with(head, &["nsubj"]).next();
        let is_whose = subject.is_some_and(|subject| matches!(tree.form(subject), "who" | "which" | "what"));
        let is_inverted =
            subject.is_some_and(|subject| tree.with(head, &["aux"]).any(|auxiliary| auxiliary < subject));
        !self.is_presupposed(head) && (is_whose || is_inverted)
    }

    /// "[why] it had attacked": what is asked or told of is given.
    pub(super) fn is_presupposed(&self, clause: usize) -> bool {
        self.tree
            .with(clause, &["advmod", "mark", "obl"])
            .any(|word| self.codebook.lists("presupposing", self.tree.form(word)))
    }

    /// Whether a clause's verb tells its event as a fact: neither an infinitive nor under an auxiliary that only thinks of it.
    pub(super) fn is_told(&self, clause: usize) -> bool {
        let tree = self.tree;
        let feature = |word: usize, name: &str| tree.word(word).features.get(name);
        // The model takes some finite verbs for participles.
        let is_finite = |word: usize| {
            let is_alone =
                || tree.with(word, &["nsubj"]).next().is_some() && tree.with(word, &["aux"]).next().is_none();
            feature(word, "VerbForm") == Some("Fin") || is_alone()
        };
        let tells = |word: usize| {
            is_finite(word) && (feature(word, "Tense") == Some("Past") || tree.form(word).ends_with('s'))
        };
        let is_modal =
            |word: usize| self.codebook.operators_of(Place::Auxiliary, tree.form(word)).next().is_some();
        tells(clause)
            || tree.with(clause, &["aux", "cop"]).any(tells)
                && !tree.with(clause, &["aux", "cop"]).any(is_modal)
    }

    /// Whether what stands over a clause leaves its event told: "admitted that it had [attacked]", "explained why it had [attacked]".
    pub(super) fn is_fact_under(&self, clause: usize, over: usize) -> bool {
        let tree = self.tree;
        let is_why = |word: usize| word < clause && self.codebook.lists("presupposing", tree.form(word));
        let operator = Trigger::of(tree.word(over).class)
            .and_then(|trigger| self.operator(over, clause, trigger, "clause"));
        operator.is_some_and(|operator| operator.is_told)
            || self.is_told(clause) && (self.is_presupposed(clause) || tree.with(over, &["obj"]).any(is_why))
    }

    /// "a false [report] of an attack".
    pub(super) fn is_false_report(&self, noun: usize) -> bool {
        let is_false = |word: usize| self.codebook.lists("false", self.tree.form(word));
        self.codebook.lists("report", self.tree.form(noun)) && self.tree.with(noun, &["amod"]).any(is_false)
    }

    /// "his [support]": what somebody has or says, as a noun with its owner.
    pub(super) fn is_held(&self, word: usize) -> bool {
        let is_of_words = matches!(
            self.pattern.event,
            EventType::Support
                | EventType::Reject
                | EventType::Accuse
                | EventType::Request
                | EventType::Threaten
        );
        is_of_words && self.is_given(word)
    }

    pub(super) fn is_condition(&self, word: usize) -> bool {
        self.tree.with(word, &["mark"]).any(|mark| self.codebook.lists("condition", self.tree.form(mark)))
    }

    /// The clause that a word's event hangs on: "[if the army leaves]".
    pub(super) fn condition(&self, word: usize) -> Option<usize> {
        self.tree.with(word, &["advcl"]).find(|clause| self.is_condition(*clause))
    }

    /// "is leaving", "has been leaving"; not "was leaving".
    pub(super) fn is_progressive(&self, word: usize) -> bool {
        let features = &self.tree.word(word).features;
        let is_ing = self.tree.is(word, WordClass::Verb)
            && self.tree.form(word).ends_with("ing")
            && features.get("VerbForm") != Some("Fin");
        is_ing
            && self.tree.with(word, &["aux"]).any(|auxiliary| {
                self.is_hearsay(word) && self.tree.form(auxiliary) == "be"
                    || matches!(
                        self.tree.form(auxiliary),
                        "is" | "are" | "am" | "been" | "'s" | "'re" | "’s" | "’re"
                    )
            })
    }

    /// Whether a verb's clause is what somebody said, so that its "would" is their "will".
    pub(super) fn is_reported(&self, word: usize) -> bool {
        self.tree.full_relation(word) == "ccomp" || self.tree.said_in(word).is_some()
    }

    pub(super) fn is_past(&self, verb: usize) -> bool {
        self.tree.word(verb).features.get("Tense") == Some("Past")
    }

    /// Whether somebody else is to do it: "wants [Mali] to leave".
    pub(super) fn is_another(&self, over: usize, clause: usize) -> bool {
        self.tree.with(over, &["obj", "iobj"]).next().is_some()
            || self.tree.with(clause, &["nsubj"]).next().is_some()
    }

    /// "has reached [no] agreement", "[no] troops attacked": a verb that is denied by what hangs on it, but for refusals, of
    /// which the "no" is part ("made no concessions").
    pub(super) fn has_nothing(&self, verb: usize) -> bool {
        let is_no = |noun: usize| self.tree.with(noun, &["det"]).any(|word| self.tree.form(word) == "no");
        self.tree.is(verb, WordClass::Verb)
            && self.pattern.content != Some(Stance::Asserted)
            && self.tree.with(verb, &["obj", "nsubj"]).any(is_no)
    }

    /// "capable of [attacking]", "scared them into [leaving]": what the word over it tells of, by a preposition.
    pub(super) fn is_governed(&self, word: usize) -> bool {
        let marks = ["of", "into", "from", "to", "on", "about"];
        !self.tree.is_infinitive(word)
            && self.tree.with(word, &["mark"]).any(|mark| marks.contains(&self.tree.form(mark)))
    }

    /// "demanded talks [after the attack]": what only surrounds.
    pub(super) fn is_aside(&self, word: usize) -> bool {
        self.tree.preposition(word).is_some_and(|preposition| self.codebook.lists("around", preposition))
    }
}
