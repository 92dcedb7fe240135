//! What a word stands for: somebody who acts, a place, a person, a thing.

use language::{MentionKind, WordClass, WordSpan};

use super::Parties;
use crate::actors::Cast;
use crate::events::codebook::Trigger;
use crate::record::{Actor, ActorKind};

impl Parties<'_> {
    /// Whether a word stands for somebody who can act or be acted upon.
    pub(crate) fn is_actor(&self, word: usize) -> bool {
        let form = self.tree.form(word);
        if self.datelines.contains(&word) {
            return false;
        }
        match self.tree.word(word).class {
            WordClass::Pronoun => self.is_personal(word),
            WordClass::Numeral | WordClass::Determiner => self.counts_actors(word),
            WordClass::Noun | WordClass::ProperNoun | WordClass::Adjective
                if self.codebook.lists("no actor", form) =>
            {
                false
            }
            WordClass::Noun => {
                self.codebook.lists("actor", form)
                    || self.is_kind(word) && !self.names_event(form)
                    || self.counts_actors(word)
            }
            WordClass::ProperNoun if self.is_time(form) => false,
            WordClass::ProperNoun => {
                self.name_of.contains_key(&word)
                    || self.is_kind(word)
                    || self.codebook.lists("actor", form)
                    || !self.is_thing(word) && !self.is_in_title_case(word)
            }
            WordClass::Adjective => self.is_demonym(word) || self.codebook.lists("actor", form),
            _ => false,
        }
    }

    /// Whether a noun tells what is done and not who does it, whatever the model takes it for: "Iraq's [invasion]".
    fn names_event(&self, form: &str) -> bool {
        self.codebook.patterns_of(Trigger::Noun, form).next().is_some()
    }

    /// Whether a noun tells what is done or thought, by the codebook or by the model.
    pub(crate) fn is_abstract(&self, word: usize) -> bool {
        self.names_event(self.tree.form(word))
            || self.tree.analysis.mentions_of(word).next().is_some() && self.is_thing(word)
    }

    /// "mid-July".
    fn is_time(&self, form: &str) -> bool {
        form.contains('-') && form.split('-').any(|part| self.codebook.lists("no actor", part))
    }

    /// Whether all mentions of a word are of what cannot act.
    fn is_thing(&self, word: usize) -> bool {
        self.tree.analysis.mentions_of(word).any(|mention| {
            matches!(
                self.tree.analysis.mentions[mention].kind,
                MentionKind::Time | MentionKind::Event | MentionKind::Abstract
            )
        })
    }

    /// "Vows To Eliminate Tax Breaks": where most longer words have capitals they tell nothing of names.
    fn is_in_title_case(&self, word: usize) -> bool {
        const LONG: usize = 4;
        let words = self.tree.analysis.sentences[self.tree.word(word).sentence].words;
        let (mut long, mut capital) = (0, 0);
        for span in
            words.iter().map(|word| self.tree.word(word).span).filter(|span| span.end - span.start >= LONG)
        {
            long += 1;
            capital += usize::from(self.article.words(span).starts_with(char::is_uppercase));
        }
        long > 3 && 3 * capital > 2 * long
    }

    /// "[Malian] troops", not "[Aegean] patrols"; at the head of a sentence any adjective has a capital.
    fn is_demonym(&self, word: usize) -> bool {
        if Cast::state_of(self.tree.form(word)).is_none() && self.names_place(word) {
            return false;
        }
        let opens = self.tree.analysis.sentences[self.tree.word(word).sentence].words.start == word;
        self.tree.is_capital(word)
            && (!opens || self.is_kind(word) || self.cast.who(WordSpan::new(word, word + 1)).is_some())
    }

    /// Whether it has a name or acts in public life, so that it may be taken for a side wherever it stands in a phrase.
    pub(crate) fn is_known(&self, word: usize) -> bool {
        let tree = self.tree;
        matches!(tree.word(word).class, WordClass::ProperNoun | WordClass::Adjective)
            || self.codebook.lists("public", tree.form(word))
    }

    /// A place before a noun that is no state and no seat of one: "the [Alaska] summit".
    pub(crate) fn is_mere_place(&self, word: usize) -> bool {
        let acts = || {
            let kind = self.known_as(word).and_then(|actor| actor.kind);
            matches!(kind, Some(ActorKind::State | ActorKind::Organisation))
        };
        let is_before = || self.tree.relation(word) == "compound" && self.places.contains(&word);
        self.tree.full_relation(word) != "nmod:poss"
            && self.tree.is(word, WordClass::ProperNoun)
            && (self.is_place(word) || is_before())
            && !acts()
    }

    /// Whether it only says where something is or happens: "to sign in [Oslo]", "the [Keta] block". A state is more: "the war in
    /// [Mali]" is Mali's too.
    pub(crate) fn is_where(&self, word: usize) -> bool {
        const LOCATIVES: [&str; 7] = ["in", "at", "near", "off", "around", "outside", "inside"];
        let is_named = |actor: &Actor| {
            let name = actor.name.to_lowercase();
            actor.kind == Some(ActorKind::State) && name.split(' ').any(|part| part == self.tree.form(word))
        };
        let is_state = || self.known_as(word).is_some_and(|actor| is_named(&actor));
        let hangs_in = self.tree.prepositions(word).any(|own| LOCATIVES.contains(&own));
        self.is_mere_place(word) || self.names_place(word) && hangs_in && !is_state()
    }

    /// A place that is no state and speaks for none.
    pub(crate) fn is_town(&self, word: usize) -> bool {
        let is_state = || self.known_as(word).is_some_and(|actor| actor.kind == Some(ActorKind::State));
        self.tree.is(word, WordClass::ProperNoun) && self.names_place(word) && !is_state()
    }

    pub(super) fn known_as(&self, word: usize) -> Option<Actor> {
        self.cast.who(WordSpan::new(word, word + 1)).map(|number| self.cast.actor(number))
    }

    /// Whether it stands for one person by name or as "he" and "she", and not for what they command.
    pub(crate) fn is_individual(&self, word: usize) -> bool {
        let tree = self.tree;
        let is_person = |mention: usize| tree.analysis.mentions[mention].kind == MentionKind::Person;
        match tree.word(word).class {
            WordClass::Pronoun => {
                matches!(
                    tree.form(word),
                    "he" | "she" | "him" | "her" | "his" | "i" | "me" | "my" | "himself" | "herself"
                )
            }
            WordClass::ProperNoun => tree.analysis.mentions_of(word).next().is_some_and(is_person),
            _ => false,
        }
    }

    /// Whether it stands for a place or is a word of a place's name.
    fn names_place(&self, word: usize) -> bool {
        self.is_place(word) || self.places.contains(&word)
    }

    /// Whether it stands for a place.
    pub(crate) fn is_place(&self, word: usize) -> bool {
        let kind = self.mention(word).map(|mention| self.tree.analysis.mentions[mention].kind);
        kind == Some(MentionKind::Place)
    }

    fn is_personal(&self, word: usize) -> bool {
        let form = self.tree.form(word);
        if matches!(form, "it" | "its" | "itself" | "they" | "their" | "them") {
            return self.is_kind(word) || self.cast.who(WordSpan::new(word, word + 1)).is_some();
        }
        // "blamed [those] in power"
        if form == "those" {
            return self.tree.with(word, &["nmod", "acl"]).next().is_some();
        }
        self.tree.word(word).features.get("PronType") == Some("Prs")
            || matches!(form, "who" | "whom" | "everyone" | "someone" | "nobody" | "anyone")
    }

    /// "two of its nationals", "hundreds of people", "a third of the guerrillas": what is counted counts.
    fn counts_actors(&self, word: usize) -> bool {
        let counted = |child: usize| {
            self.tree.preposition(child) == Some("of")
                && matches!(
                    self.tree.word(child).class,
                    WordClass::Noun | WordClass::ProperNoun | WordClass::Adjective
                )
        };
        let is_amount =
            !self.tree.is(word, WordClass::Noun) || self.codebook.lists("amount", self.tree.form(word));
        let is_bare_number = self.tree.is(word, WordClass::Numeral) && self.tree.relation(word) != "nummod";
        is_amount
            && (self.tree.with(word, &["nmod"]).any(|child| counted(child) && self.is_actor(child))
                || is_bare_number && self.is_kind(word))
    }

    pub(super) fn mention(&self, word: usize) -> Option<usize> {
        self.tree.analysis.mentions_of(word).next()
    }

    fn is_kind(&self, word: usize) -> bool {
        self.tree.analysis.mentions_of(word).any(|mention| {
            matches!(
                self.tree.analysis.mentions[mention].kind,
                MentionKind::Person | MentionKind::Organisation | MentionKind::Place
            )
        })
    }
}
