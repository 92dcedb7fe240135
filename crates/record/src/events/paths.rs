//! Ways through a tree: from a trigger to the words that a pattern speaks of.

use std::collections::VecDeque;

use language::WordClass;

use super::codebook::{Codebook, Filler, Path, Step, Trigger};
use super::parties::Parties;
use super::tree::Tree;

/// How many words are looked through for an actor inside a phrase.
const MOST_INSIDE: usize = 80;

/// How high a noun's verb is looked for over "a series of", "a second round of".
const MOST_LEVELS: usize = 4;

/// What a pattern's paths are walked with.
pub(crate) struct Paths<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) codebook: &'a Codebook,
}

/// The verb that says that a noun's event was done: "[held] talks", "talks [took place]".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Governor {
    pub(crate) verb: usize,
    /// The noun that hangs on the verb: "series" in "a series of attacks".
    pub(crate) noun: usize,
    /// What the verb's subject is to the event.
    pub(crate) subject: Role,
}

/// What the subject of a noun's verb is to the noun's event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// "[Mali] launched an attack".
    Does,
    /// "[Mali] came under attack", "[Mali] faced criticism".
    Undergoes,
    /// The event itself: "[talks] began".
    Event,
}

impl Paths<'_> {
    /// The words at the end of a path.
    pub(crate) fn ends(&self, parties: &Parties<'_>, word: usize, path: &Path) -> Vec<usize> {
        let mut here = vec![word];
        for step in path {
            let mut next: Vec<usize> =
                here.into_iter().flat_map(|word| self.step(parties, word, step)).collect();
            next.dedup();
            here = next;
        }
        here
    }

    /// Whether a word at the end of a path is what a pattern asks for.
    pub(crate) fn fills(
        &self,
        parties: &Parties<'_>,
        word: usize,
        path: &Path,
        filler: &Filler,
    ) -> Option<usize> {
        let tree = self.tree;
        let ends = self.ends(parties, word, path);
        // "a group of peacekeepers" is peacekeepers.
        let counted = ends.iter().filter(|end| self.codebook.lists("amount", tree.form(**end)));
        let counted: Vec<usize> = counted.flat_map(|end| self.behind(*end, "of")).collect();
        ends.into_iter().chain(counted).find(|end| {
            filler.words.contains(tree.form(*end))
                || filler.words.contains(tree.lemma(*end))
                || filler.kinds.iter().any(|kind| self.is_kind(parties, *end, kind))
        })
    }

    fn is_kind(&self, parties: &Parties<'_>, word: usize, kind: &str) -> bool {
        match kind {
            "{any}" => true,
            "{actor}" => parties.is_actor(word),
            "{person}" => parties.is_actor(word) && !parties.is_place(word),
            "{individual}" => parties.is_individual(word),
            "{place}" => parties.is_place(word),
            "{infinitive}" => self.tree.is_infinitive(word),
            "{number}" => self.tree.is(word, WordClass::Numeral),
            "{event}" => Trigger::of(self.tree.word(word).class).is_some_and(|trigger| {
                self.codebook.patterns_of(trigger, self.tree.form(word)).next().is_some()
            }),
            _ => false,
        }
    }

    fn step(&self, parties: &Parties<'_>, word: usize, step: &Step) -> Vec<usize> {
        let tree = self.tree;
        match step {
            Step::Subject => self.subject(word),
            Step::Object => tree.done_to(word),
            Step::Indirect => tree.with(word, &["iobj"]).flat_map(|one| tree.spread(one)).collect(),
            Step::Clause => self.clauses(word),
            Step::Owner => self.owners(parties, word),
            Step::Inside => self.inside(parties, word),
            Step::Auxiliary => tree.with(word, &["aux"]).collect(),
            Step::Modifier => tree.with(word, &["amod", "compound", "nummod", "nmod", "det"]).collect(),
            Step::Compound => tree
                .with(word, &["compound", "amod"])
                .filter(|part| tree.preposition(*part).is_none())
                .collect(),
            Step::Adverb => tree.with(word, &["advmod"]).collect(),
            Step::Preposition(preposition) => self.behind(word, preposition),
        }
    }

    /// Whose a noun is; of several owners the nearest, which the others own: "their [minister]'s resignation".
    fn owners(&self, parties: &Parties<'_>, word: usize) -> Vec<usize> {
        let tree = self.tree;
        let owners: Vec<usize> = tree.owners(word).filter(|one| !parties.is_mere_place(*one)).collect();
        let is_possessor = |one: &&usize| tree.full_relation(**one) == "nmod:poss";
        let nearest = owners.iter().rfind(is_possessor).filter(|one| tree.is(**one, WordClass::Noun));
        match nearest {
            Some(one) => tree.spread(*one),
            None => owners.into_iter().flat_map(|one| tree.spread(one)).collect(),
        }
    }

    fn subject(&self, word: usize) -> Vec<usize> {
        if self.tree.is(word, WordClass::Verb) {
            return self.tree.doer(word);
        }
        let own: Vec<usize> =
            self.tree.with(word, &["nsubj"]).flat_map(|one| self.tree.spread(one)).collect();
        if !own.is_empty() && !self.tree.is(word, WordClass::Noun) {
            return own;
        }
        match self.governor(word) {
            Some(Governor { verb, subject: Role::Does, .. }) => self.tree.doer(verb),
            Some(_) => Vec::new(),
            None if self.tree.is(word, WordClass::Adjective) => self.tree.surface_subject(word),
            None => Vec::new(),
        }
    }

    /// The verb by which a noun's event is said to be done.
    pub(crate) fn governor(&self, noun: usize) -> Option<Governor> {
        let tree = self.tree;
        if !matches!(tree.word(noun).class, WordClass::Noun | WordClass::ProperNoun) {
            return None;
        }
        let mut top = noun;
        for _ in 0..MOST_LEVELS {
            let head = tree.word(top).head?;
            let preposition = tree.preposition(top);
            match tree.full_relation(top) {
                "conj" => top = head,
                "nmod" if preposition == Some("of") && self.codebook.lists("part", tree.form(head)) => {
                    top = head;
                }
                "obj" | "nsubj:pass" | "obl" => {
                    let is_light = self.is_light(head, preposition);
                    let subject =
                        if self.is_undergone(head, preposition) { Role::Undergoes } else { Role::Does };
                    return is_light.then_some(Governor { verb: head, noun: top, subject });
                }
                "nsubj" if self.codebook.lists("happening", tree.lemma(head)) => {
                    return Some(Governor { verb: head, noun: top, subject: Role::Event });
                }
                "acl" | "acl:relcl" => return None,
                _ => return None,
            }
        }
        None
    }

    /// Whether the event is done to a verb's subject: "[faced] criticism", "[came under] attack".
    fn is_undergone(&self, verb: usize, preposition: Option<&str>) -> bool {
        let form = self.tree.form(verb);
        let phrase =
            preposition.map_or_else(|| form.to_owned(), |preposition| format!("{form} {preposition}"));
        self.codebook.undergone.contains(&phrase) && !self.tree.is_passive(verb)
    }

    /// Whether a verb only says that a noun's event was done: by itself, with the noun's preposition ("engage in") or with a
    /// particle ("call off").
    fn is_light(&self, verb: usize, preposition: Option<&str>) -> bool {
        let form = self.tree.form(verb);
        let known = |second: &str| self.codebook.light.contains(&format!("{form} {second}"));
        match preposition {
            Some(preposition) => known(preposition),
            None => {
                self.codebook.light.contains(form)
                    || self.tree.with(verb, &["compound"]).any(|particle| known(self.tree.form(particle)))
            }
        }
    }

    /// What hangs on a word by a preposition; of a verb also what was hung on its object ("imposed sanctions on"), of a
    /// noun what hangs on its verb ("held talks in Oslo with").
    fn behind(&self, word: usize, preposition: &str) -> Vec<usize> {
        let mut holders = vec![word];
        if self.tree.is(word, WordClass::Verb) {
            holders.extend(self.tree.with(word, &["obj"]));
        } else if let Some(governor) = self.governor(word) {
            holders.extend([governor.noun, governor.verb]);
        }
        // "the withdrawal of troops [from Mali]", hung on the troops.
        if !self.tree.is(word, WordClass::Verb) {
            holders.extend(self.tree.with(word, &["nmod"]));
        }
        let tree = self.tree;
        let hangs = |holder: usize| {
            tree.with(holder, &["obl", "nmod"])
                .filter(|child| tree.prepositions(*child).any(|own| own == preposition))
                .flat_map(|child| tree.spread(child))
                .collect::<Vec<_>>()
        };
        let clauses = |holder: usize| {
            tree.with(holder, &["advcl"])
                .filter(|child| tree.with(*child, &["mark"]).any(|mark| tree.form(mark) == preposition))
                .collect::<Vec<_>>()
        };
        let found = holders.iter().map(|holder| hangs(*holder)).find(|found| !found.is_empty());
        found
            .or_else(|| holders.iter().map(|holder| clauses(*holder)).find(|found| !found.is_empty()))
            .unwrap_or_default()
    }

    /// What is said, wanted or begun in a clause of its own.
    fn clauses(&self, word: usize) -> Vec<usize> {
        let tree = self.tree;
        let own: Vec<usize> = tree
            .with(word, &["xcomp", "ccomp"])
            .chain(tree.children(word).iter().copied().filter(|child| {
                tree.full_relation(*child) == "acl"
                    && (tree.is_infinitive(*child) || self.opens_with_that(*child))
            }))
            .collect();
        if !own.is_empty() {
            return own.into_iter().flat_map(|clause| tree.conjuncts(clause)).collect();
        }
        // "They will leave, [he warned]"; "[told] them to leave" with the infinitive hung as an adverb.
        if let ("parataxis", Some(head)) = (tree.relation(word), tree.word(word).head) {
            return vec![head];
        }
        // or a participle: "marched, [calling] for reform".
        let is_bare = |child: &usize| {
            tree.is_infinitive(*child) || tree.with(*child, &["mark", "nsubj"]).next().is_none()
        };
        tree.with(word, &["advcl"]).filter(is_bare).collect()
    }

    pub(crate) fn opens_with_that(&self, clause: usize) -> bool {
        self.tree.with(clause, &["mark"]).any(|mark| self.tree.form(mark) == "that")
    }

    /// The first actor with a name or in public life inside a phrase, the shallowest first, with those coordinated with it.
    fn inside(&self, parties: &Parties<'_>, word: usize) -> Vec<usize> {
        let tree = self.tree;
        let mut queue: VecDeque<usize> = tree.children(word).iter().copied().collect();
        let mut seen = 0;
        while let Some(next) = queue.pop_front() {
            seen += 1;
            let is_own = tree.word(next).features.get("Poss") == Some("Yes");
            let is_outside =
                matches!(tree.full_relation(next), "acl:relcl" | "conj" | "nmod:desc" | "appos" | "obl:tmod");
            if seen > MOST_INSIDE || is_outside {
                continue;
            }
            if parties.is_actor(next) && !is_own && !parties.is_where(next) && parties.is_known(next) {
                return tree.spread(next);
            }
            queue.extend(tree.children(next));
        }
        Vec::new()
    }
}
