//! The trees of an article, ready to be walked down as well as up, and the grammar of their verbs.

use article::Article;
use language::{Analysis, Word, WordClass};

/// An Analysis with the dependents of each word at hand.
pub(crate) struct Tree<'a> {
    pub(crate) analysis: &'a Analysis,
    /// Each word as it is written, in lower case.
    forms: Vec<String>,
    /// Whether each word is written with a capital.
    capital: Vec<bool>,
    /// Whether each word is part of a name.
    named: Vec<bool>,
    /// The shortest attribution whose content each word is part of.
    said_in: Vec<Option<usize>>,
    /// The dependents of word `w` are `children[starts[w]..starts[w + 1]]`, in order.
    starts: Vec<usize>,
    children: Vec<usize>,
}

/// How often a subject is looked for a level higher.
const MOST_LEVELS: usize = 8;

impl<'a> Tree<'a> {
    pub(crate) fn of(article: &Article, analysis: &'a Analysis) -> Self {
        let n = analysis.words.len();
        let mut starts = vec![0; n + 1];
        for word in &analysis.words {
            if let Some(head) = word.head {
                starts[head + 1] += 1;
            }
        }
        for at in 0..n {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut children = vec![0; starts[n]];
        for (number, word) in analysis.words.iter().enumerate() {
            if let Some(head) = word.head {
                children[next[head]] = number;
                next[head] += 1;
            }
        }
        let forms = analysis.words.iter().map(|word| article.words(word.span).to_lowercase()).collect();
        let is_capital = |word: &Word| article.words(word.span).starts_with(char::is_uppercase);
        let capital = analysis.words.iter().map(is_capital).collect();
        let mut named = vec![false; n];
        for word in analysis.names.iter().flat_map(|name| name.words.iter()) {
            named[word] = true;
        }
        Self { analysis, forms, capital, named, said_in: said_in(analysis), starts, children }
    }

    pub(crate) fn word(&self, word: usize) -> &'a Word {
        &self.analysis.words[word]
    }

    /// A word as it is written, in lower case.
    pub(crate) fn form(&self, word: usize) -> &str {
        &self.forms[word]
    }

    pub(crate) fn lemma(&self, word: usize) -> &'a str {
        &self.word(word).lemma
    }

    pub(crate) fn children(&self, word: usize) -> &[usize] {
        &self.children[self.starts[word]..self.starts[word + 1]]
    }

    /// The dependents by one of some relations, told without subtypes.
    pub(crate) fn with<'t>(&'t self, word: usize, relations: &'t [&str]) -> impl Iterator<Item = usize> + 't {
        self.children(word).iter().copied().filter(|child| relations.contains(&self.relation(*child)))
    }

    /// A word's relation, told without its subtype.
    pub(crate) fn relation(&self, word: usize) -> &'a str {
        self.word(word).relation.universal()
    }

    /// The same with its subtype.
    pub(crate) fn full_relation(&self, word: usize) -> &'a str {
        self.word(word).relation.as_str()
    }

    pub(crate) fn is(&self, word: usize, class: WordClass) -> bool {
        self.word(word).class == class
    }

    /// A word's preposition, where it has one: `against` for "the war"; the first of several.
    pub(crate) fn preposition(&self, word: usize) -> Option<&str> {
        self.prepositions(word).next()
    }

    /// All that stand before it: `out` and `of` for "out of Mali".
    pub(crate) fn prepositions(&self, word: usize) -> impl Iterator<Item = &str> + '_ {
        self.with(word, &["case"]).filter(move |case| *case < word).map(|case| self.form(case))
    }

    /// A word and those coordinated with it.
    pub(crate) fn conjuncts(&self, word: usize) -> Vec<usize> {
        let mut all = vec![word];
        let mut at = 0;
        while let Some(next) = all.get(at).copied() {
            all.extend(self.with(next, &["conj"]));
            // "leader [Ana Duarte] and President [Rui Lima]": the second hangs on the first's name.
            for name in self.with(next, &["appos", "flat"]) {
                all.extend(self.with(name, &["conj"]).filter(|other| !self.is(*other, WordClass::Verb)));
            }
            at += 1;
        }
        all
    }

    /// All words that hang on a word, itself included, but for those under one of some relations (with subtypes).
    pub(crate) fn under(&self, word: usize, but: &[&str]) -> Vec<usize> {
        let mut all = vec![word];
        let mut at = 0;
        while let Some(next) = all.get(at).copied() {
            let kept = self
                .children(next)
                .iter()
                .copied()
                .filter(|child| !but.contains(&self.full_relation(*child)));
            all.extend(kept);
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// Whether a verb is in the passive: its subject is what it is done to. A finite verb without an auxiliary is active,
    /// whatever its subject was taken for.
    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        let has =
            |relation: &str| self.children(verb).iter().any(|child| self.full_relation(*child) == relation);
        has("aux:pass")
            || has("obl:agent") && self.with(verb, &["obj"]).next().is_none()
            || (has("nsubj:pass") || has("csubj:pass")) && (has("aux") || self.relation(verb) == "conj")
            || self.is_bare_participle(verb)
    }

    /// "troops [sent] to Mali": a past participle that hangs on what it is done to.
    fn is_bare_participle(&self, verb: usize) -> bool {
        let features = &self.word(verb).features;
        let is_past = features.get("VerbForm") == Some("Part") && features.get("Tense") == Some("Past");
        let has_auxiliary = self.with(verb, &["aux"]).next().is_some();
        let hangs = |word: usize| matches!(self.full_relation(word), "acl" | "amod" | "advcl");
        // "people shot and [killed] by police"
        let shares = self.full_relation(verb) == "conj" && self.word(verb).head.is_some_and(hangs);
        is_past
            && !has_auxiliary
            && (hangs(verb) || shares)
            && self.with(verb, &["obj", "nsubj"]).next().is_none()
    }

    /// Whether it is an infinitive, with "to" or an auxiliary's.
    pub(crate) fn is_infinitive(&self, verb: usize) -> bool {
        self.word(verb).features.get("VerbForm") == Some("Inf")
            && self.with(verb, &["mark"]).any(|mark| self.lemma(mark) == "to")
    }

    /// "“[Lock] her up,” they chanted": a verb in its plain form, without a subject, at the head of quoted words.
    pub(crate) fn is_imperative(&self, verb: usize) -> bool {
        let opens = verb == 0
            || self.is(verb - 1, WordClass::Punctuation)
            || self.word(verb - 1).sentence != self.word(verb).sentence;
        let word = self.word(verb);
        opens
            && word.is_quoted
            && word.class == WordClass::Verb
            && self.form(verb) == word.lemma
            && self.with(verb, &["nsubj", "aux", "mark", "cop"]).next().is_none()
    }

    pub(crate) fn is_relative(&self, word: usize) -> bool {
        self.word(word).features.get("PronType") == Some("Rel")
            || (self.is(word, WordClass::Pronoun)
                && (matches!(self.lemma(word), "who" | "whom") && self.follows_noun(word)
                    || matches!(self.lemma(word), "which" | "that") && self.clause_of(word).is_some()))
    }

    fn follows_noun(&self, word: usize) -> bool {
        self.clause_of(word).is_some() || self.before_comma(word).is_some()
    }

    /// The relative clause whose pronoun a word may be.
    fn clause_of(&self, word: usize) -> Option<usize> {
        let head = self.word(word).head?;
        (self.full_relation(head) == "acl:relcl").then_some(head)
    }

    /// What a relative pronoun stands for; any other word for itself.
    pub(crate) fn antecedent(&self, word: usize) -> usize {
        if !self.is_relative(word) {
            return word;
        }
        let mut clause = self.word(word).head;
        for _ in 0..MOST_LEVELS {
            let Some(at) = clause else { break };
            if self.full_relation(at) == "acl:relcl" {
                return self.word(at).head.unwrap_or(word);
            }
            clause = self.word(at).head;
        }
        self.before_comma(word).unwrap_or(word)
    }

    /// "Ana Duarte, [who] has campaigned": the noun right before, where the clause hangs elsewhere.
    pub(crate) fn before_comma(&self, word: usize) -> Option<usize> {
        let is_punct = |at: &usize| self.is(*at, WordClass::Punctuation);
        let mut noun = (word.saturating_sub(2)..word).rev().find(|at| !is_punct(at))?;
        let is_noun = |at: usize| self.is(at, WordClass::Noun) || self.is(at, WordClass::ProperNoun);
        if !is_noun(noun) || self.word(noun).sentence != self.word(word).sentence {
            return None;
        }
        for _ in 0..MOST_LEVELS {
            match self.word(noun).head {
                Some(head)
                    if head < word && is_noun(head) && matches!(self.relation(noun), "flat" | "compound") =>
                {
                    noun = head;
                }
                _ => break,
            }
        }
        Some(noun)
    }

    /// Who or what stands as a verb's subject in its sentence, be it named there or understood from the words around
    /// it: control ("asked them [to leave]"), coordination, participles, relative clauses.
    pub(crate) fn surface_subject(&self, verb: usize) -> Vec<usize> {
        let mut verb = verb;
        for _ in 0..MOST_LEVELS {
            if self.is_imperative(verb) {
                return Vec::new();
            }
            let own: Vec<usize> = self.own_subjects(verb);
            if !own.is_empty() {
                return own.into_iter().flat_map(|subject| self.spread(subject)).collect();
            }
            let Some(head) = self.word(verb).head else { return Vec::new() };
            match self.full_relation(verb) {
                "advcl" if self.is_said_of_object(verb, head) => return self.done_to_directly(head),
                "conj" | "advcl" | "parataxis" if self.is_clause(head) => verb = head,
                "xcomp" | "ccomp" if self.is_clause(head) => {
                    let controller: Vec<usize> = self.with(head, &["obj", "iobj"]).collect();
                    let is_object =
                        !controller.is_empty() && !matches!(self.lemma(head), "promise" | "use" | "take");
                    if is_object {
                        return controller.into_iter().flat_map(|subject| self.spread(subject)).collect();
                    }
                    if self.relation(verb) == "ccomp"
                        && self.with(verb, &["mark"]).any(|mark| self.lemma(mark) == "that")
                    {
                        return Vec::new();
                    }
                    verb = head;
                }
                "acl" if self.is_infinitive(verb) => return self.owner_of_plan(head),
                "acl" | "acl:relcl" | "amod" if !self.has_own_gap(verb) => return vec![head],
                "aux" | "cop" => verb = head,
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// "criticised Mali for [breaking] the truce", "kept them from [leaving]": the one who does it is the other verb's object.
    fn is_said_of_object(&self, verb: usize, head: usize) -> bool {
        let marks = ["for", "of", "from", "into"];
        self.with(verb, &["mark"]).any(|mark| marks.contains(&self.form(mark)))
            && !self.is_passive(head)
            && self.with(head, &["obj"]).next().is_some()
    }

    fn done_to_directly(&self, verb: usize) -> Vec<usize> {
        self.with(verb, &["obj"]).flat_map(|object| self.spread(object)).collect()
    }

    /// The subjects hung on a verb; where there is one before it and one behind, the one behind is an object misread.
    ///
    /// Other misreadings that are mended: "asked [them] to leave" with the pronoun hung on the infinitive, and a name
    /// before a verb taken for part of it ("[Norway] trained").
    fn own_subjects(&self, verb: usize) -> Vec<usize> {
        let all: Vec<usize> = self.with(verb, &["nsubj"]).collect();
        let before: Vec<usize> = all.iter().copied().filter(|subject| *subject < verb).collect();
        if !before.is_empty() {
            return before;
        }
        if !all.is_empty() {
            return all;
        }
        if self.is_infinitive(verb) {
            return self.with(verb, &["obj"]).filter(|object| *object < verb).collect();
        }
        let is_finite = self.full_relation(verb) != "amod" && self.is(verb, WordClass::Verb);
        self.with(verb, &["compound"])
            .filter(|name| is_finite && *name < verb && self.is(*name, WordClass::ProperNoun))
            .collect()
    }

    /// Who is to do what a noun's infinitive says: the noun's owner, or the subject of the verb whose object it is.
    fn owner_of_plan(&self, noun: usize) -> Vec<usize> {
        let owners: Vec<usize> = self.owners(noun).collect();
        if !owners.is_empty() {
            return owners;
        }
        match (self.relation(noun), self.word(noun).head) {
            ("obj" | "obl" | "xcomp", Some(verb)) if self.is_clause(verb) => self.doer(verb),
            _ => Vec::new(),
        }
    }

    /// Whether a relative clause has a subject of its own.
    fn has_own_gap(&self, verb: usize) -> bool {
        self.with(verb, &["nsubj", "csubj"]).next().is_some()
    }

    /// Who does what a verb says.
    pub(crate) fn doer(&self, verb: usize) -> Vec<usize> {
        if self.is_passive(verb) { self.agents(verb) } else { self.surface_subject(verb) }
    }

    /// The "by" of a passive.
    pub(crate) fn agents(&self, verb: usize) -> Vec<usize> {
        self.with(verb, &["obl"])
            .filter(|oblique| self.preposition(*oblique) == Some("by"))
            .flat_map(|agent| self.spread(agent))
            .collect()
    }

    /// What a verb is done to.
    pub(crate) fn done_to(&self, verb: usize) -> Vec<usize> {
        if self.is_passive(verb) {
            return self.surface_subject(verb);
        }
        let is_own = |object: &usize| *object > verb || !self.is_infinitive(verb);
        let own: Vec<usize> =
            self.with(verb, &["obj"]).filter(is_own).flat_map(|object| self.spread(object)).collect();
        if !own.is_empty() {
            return own;
        }
        // "asked [the rebels] to leave" has no other object than the one it is said to.
        let told: Vec<usize> = self.with(verb, &["iobj"]).flat_map(|object| self.spread(object)).collect();
        if !told.is_empty() {
            return told;
        }
        let misread: Vec<usize> = self.misread_objects(verb).flat_map(|object| self.spread(object)).collect();
        if !misread.is_empty() {
            return misread;
        }
        // "the man whom police [arrested]" without its pronoun.
        let has_subject = self.has_own_gap(verb);
        if self.full_relation(verb) == "acl:relcl" && has_subject && !self.has_relative(verb) {
            return self.word(verb).head.into_iter().collect();
        }
        // "[seized] and burned the trucks": the object stands behind the last of the verbs.
        let shared =
            self.with(verb, &["conj"]).filter(|other| self.with(*other, &["nsubj"]).next().is_none());
        shared.take(1).flat_map(|other| self.with(other, &["obj"]).collect::<Vec<_>>()).collect()
    }

    /// Objects that hang elsewhere: a second subject behind the verb, the object of "asked [them] to leave" hung on the
    /// infinitive, that of "handed over [arms]" with the particle for a preposition.
    fn misread_objects(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let subjects = self.own_subjects(verb);
        let second =
            self.with(verb, &["nsubj"]).filter(move |subject| *subject > verb && !subjects.contains(subject));
        let lower = self
            .with(verb, &["xcomp", "ccomp", "advcl"])
            .filter(|clause| self.is_infinitive(*clause))
            .flat_map(|clause| self.with(clause, &["obj", "nsubj"]).filter(move |object| *object < clause));
        let behind_particle = self.with(verb, &["obl"]).filter(move |oblique| {
            let mut cases = self.with(*oblique, &["case"]);
            let particle = cases.next().filter(|case| {
                *case == verb + 1
                    && matches!(self.form(*case), "up" | "out" | "over" | "off" | "down" | "away" | "back")
            });
            particle.is_some() && cases.next().is_none()
        });
        second.chain(lower).chain(behind_particle)
    }

    fn has_relative(&self, verb: usize) -> bool {
        self.children(verb).iter().any(|child| self.is_relative(*child))
    }

    /// A word and its conjuncts, relative pronouns turned into what they stand for.
    pub(crate) fn spread(&self, word: usize) -> Vec<usize> {
        self.conjuncts(self.antecedent(word))
    }

    /// Whose a noun is: "Mali's army", "their talks", "US troops", "the Malian army".
    pub(crate) fn owners(&self, noun: usize) -> impl Iterator<Item = usize> + '_ {
        self.children(noun).iter().copied().filter(|child| match self.full_relation(*child) {
            "nmod:poss" => true,
            "compound" | "nmod" | "amod" => self.preposition(*child).is_none() && self.is_capital(*child),
            _ => false,
        })
    }

    /// Whether the model takes it for a plural.
    pub(crate) fn is_plural(&self, word: usize) -> bool {
        self.word(word).features.get("Number") == Some("Plur")
    }

    /// Whether it is written with a capital and is no time.
    pub(crate) fn is_capital(&self, word: usize) -> bool {
        matches!(self.word(word).class, WordClass::ProperNoun | WordClass::Adjective)
            && (self.is(word, WordClass::ProperNoun) || self.is_name(word))
    }

    /// The innermost attribution in whose content a word stands.
    pub(crate) fn said_in(&self, word: usize) -> Option<usize> {
        self.said_in[word]
    }

    /// Whether a word is part of a name.
    pub(crate) fn is_in_name(&self, word: usize) -> bool {
        self.named[word]
    }

    fn is_name(&self, word: usize) -> bool {
        self.named[word] || self.capital[word]
    }

    /// Whether a word heads a clause: a verb, or what is said of a subject.
    pub(crate) fn is_clause(&self, word: usize) -> bool {
        self.is(word, WordClass::Verb)
            || self.is(word, WordClass::Auxiliary)
            || self.with(word, &["cop", "nsubj"]).next().is_some()
    }
}

/// For each word the shortest attribution in whose content it stands: the longest are written first.
fn said_in(analysis: &Analysis) -> Vec<Option<usize>> {
    let length = |number: usize| -> usize {
        analysis.attributions[number].content.iter().map(|part| part.len()).sum()
    };
    let mut order: Vec<usize> = (0..analysis.attributions.len()).collect();
    order.sort_by_key(|number| std::cmp::Reverse(length(*number)));
    let mut said_in = vec![None; analysis.words.len()];
    for number in order {
        for word in analysis.attributions[number].content.iter().flat_map(|part| part.iter()) {
            said_in[word] = Some(number);
        }
    }
    said_in
}
