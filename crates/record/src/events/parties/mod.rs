//! Who may act: which words stand for a person, a state, an organisation, an armed or other group, and for which.

mod kinds;

use std::collections::{HashMap, HashSet};

use article::{Article, ByteSpan};
use language::{MentionKind, WordClass, WordSpan};

use super::codebook::Codebook;
use super::tree::Tree;
use crate::actors::Cast;
use crate::datelines::datelines;
use crate::record::{Actor, ActorKind, Place};

/// How many clauses over a pronoun are asked who speaks.
const MOST_LEVELS: usize = 4;

/// Those who take part in events, by the chain of their mentions.
pub(crate) struct Parties<'a> {
    article: &'a Article,
    tree: &'a Tree<'a>,
    codebook: &'a Codebook,
    cast: &'a Cast<'a>,
    /// The first name each word is part of.
    name_of: HashMap<usize, usize>,
    /// The number of each party that was asked for, by chain, or by the word's form where no chain has it.
    numbers: HashMap<Key, usize>,
    found: Vec<Actor>,
    /// Contents of statements with the id and name of who says them, the longest first.
    said: Vec<(ByteSpan, String, String)>,
    /// Words of place names.
    places: HashSet<usize>,
    /// The words of datelines.
    datelines: HashSet<usize>,
    /// The two who last met, for "the leaders", "both sides".
    pair: Option<(usize, usize)>,
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Cast(usize),
    Chain(usize),
    Word(String),
    Source(String),
}

impl<'a> Parties<'a> {
    pub(crate) fn new(
        article: &'a Article,
        tree: &'a Tree<'a>,
        codebook: &'a Codebook,
        cast: &'a Cast<'a>,
        said: Vec<(ByteSpan, String, String)>,
        places: &[Place],
    ) -> Self {
        let mut name_of = HashMap::new();
        for (number, name) in tree.analysis.names.iter().enumerate() {
            for word in name.words.iter() {
                name_of.entry(word).or_insert(number);
            }
        }
        Self {
            article,
            tree,
            codebook,
            cast,
            name_of,
            numbers: HashMap::new(),
            found: Vec::new(),
            said,
            places: words_of(tree, places),
            datelines: datelines(article, tree.analysis).iter().flat_map(|line| line.iter()).collect(),
            pair: None,
        }
    }

    /// The numbers of those on either side. Where coreference took both for one, they are told apart: nobody acts on
    /// themselves in the news. "Duarte said [he] would meet Lima" is then about who speaks, else their words tell.
    pub(crate) fn sides(
        &mut self,
        actors: &[usize],
        recipients: &[usize],
        is_reciprocal: bool,
    ) -> (Vec<usize>, Vec<usize>) {
        let mut first: Vec<usize> = actors.iter().flat_map(|word| self.all_who(*word)).collect();
        first.dedup();
        // "Mr." of a name that was cut is nobody.
        first.retain(|number| !self.is_mere_title(*number));
        if is_reciprocal && first.len() > 1 {
            // "ministers of Mali and Niger met" names Niger once.
            let others: Vec<usize> = recipients.iter().flat_map(|word| self.all_who(*word)).collect();
            if first.iter().any(|number| !others.contains(number)) {
                first.retain(|number| !others.contains(number));
            }
        }
        let mut second = Vec::new();
        for word in recipients {
            let is_pronoun = self.tree.is(*word, WordClass::Pronoun);
            for number in self.all_who(*word) {
                let at = first.iter().position(|one| *one == number);
                match at {
                    None => second.push(number),
                    Some(_) if is_pronoun => {}
                    Some(at) => match self.speaker_instead(actors, number) {
                        Some(speaker) => {
                            first[at] = speaker;
                            second.push(number);
                        }
                        None => second.push(self.by_words(*word)),
                    },
                }
            }
        }
        second.dedup();
        if is_reciprocal {
            if second.is_empty() && first.len() > 1 {
                second = first.split_off(1);
            }
            if let ([one], [other]) = (&first[..], &second[..]) {
                let is_named = |number: usize| self.found[number].name.starts_with(char::is_uppercase);
                let has_id = |number: usize| !self.found[number].id.is_empty();
                if [*one, *other].into_iter().all(|number| is_named(number) || has_id(number)) {
                    self.pair = Some((*one, *other));
                }
            }
        }
        second.retain(|number| !self.is_mere_title(*number));
        (first, second)
    }

    fn is_mere_title(&self, number: usize) -> bool {
        self.codebook.lists("title", &self.found[number].name.to_lowercase())
    }

    /// Everybody a word stands for: who speaks for "we", both of two for "the leaders".
    fn all_who(&mut self, word: usize) -> Vec<usize> {
        // "US" is no "us".
        let is_pronoun = matches!(self.tree.word(word).class, WordClass::Pronoun | WordClass::Determiner);
        if is_pronoun
            && !self.tree.is_in_name(word)
            && self.codebook.lists("speaker", self.tree.form(word))
            && let Some((id, _)) = self.said_by(word)
        {
            return vec![self.source(id)];
        }
        match self.pair {
            Some((one, other)) if self.is_pair(word) || self.is_staff_of_pair(word) => vec![one, other],
            _ => {
                let members = self.states_of(word);
                let words = if members.len() > 1 {
                    members
                } else {
                    vec![self.relative_speaker(word).unwrap_or(word)]
                };
                words.into_iter().map(|word| self.who(word)).collect()
            }
        }
    }

    /// The states that several act for: "the foreign ministers of [Mali] and [Niger]", "[Malian] and [Nigerien] officials".
    fn states_of(&self, word: usize) -> Vec<usize> {
        let tree = self.tree;
        if !tree.is(word, WordClass::Noun) || !tree.is_plural(word) {
            return Vec::new();
        }
        let serves = |child: usize| match tree.full_relation(child) {
            "nmod" => matches!(tree.preposition(child), Some("of" | "from")),
            relation => relation == "amod",
        };
        let is_state = |word: &usize| {
            self.known_as(*word).is_some_and(|actor| actor.kind == Some(ActorKind::State))
                || Cast::state_of(tree.form(*word)).is_some()
        };
        let served = |child: usize| {
            let mut states = tree.conjuncts(child);
            // The parser at times hangs "and Niger" on the ministers.
            states.extend(tree.with(word, &["conj"]).filter(|other| *other == child + 2 && is_state(other)));
            states
        };
        let all = tree.children(word).iter().filter(|child| serves(**child)).map(|child| served(*child));
        all.filter(|states| states.iter().all(is_state)).max_by_key(Vec::len).unwrap_or_default()
    }

    /// "Lima, who said [he] had left": whom the relative clause is about, which coreference often misses for the subject of
    /// the sentence around it.
    fn relative_speaker(&self, word: usize) -> Option<usize> {
        let tree = self.tree;
        let is_pronoun = tree.is(word, WordClass::Pronoun) && matches!(tree.form(word), "he" | "she");
        let mut clause = tree.word(word).head.filter(|_| is_pronoun && tree.relation(word) == "nsubj")?;
        for _ in 0..MOST_LEVELS {
            let over = tree.word(clause).head?;
            if !matches!(tree.relation(clause), "ccomp" | "xcomp") {
                return None;
            }
            if let Some(subject) = tree.with(over, &["nsubj"]).next() {
                // The noun before the comma, even where the clause was hung on another.
                let noun = || tree.before_comma(subject).unwrap_or_else(|| tree.antecedent(subject));
                return tree.is_relative(subject).then(noun).filter(|noun| *noun != subject);
            }
            clause = over;
        }
        None
    }

    /// The source of the innermost statement in which a word stands: id and name.
    fn said_by(&self, word: usize) -> Option<(String, String)> {
        let span = self.tree.word(word).span;
        let holds = |said: &&(ByteSpan, String, String)| said.0.start <= span.start && span.end <= said.0.end;
        self.said.iter().rev().find(holds).map(|(_, id, name)| (id.clone(), name.clone()))
    }

    fn source(&mut self, id: String) -> usize {
        let next = self.found.len();
        let number = *self.numbers.entry(Key::Source(id.clone())).or_insert(next);
        if number == next {
            self.found.push(Actor { id, ..actor(String::new(), None, Vec::new()) });
        }
        number
    }

    /// Who speaks, where an actor is a pronoun that was taken for somebody who cannot be it.
    fn speaker_instead(&mut self, actors: &[usize], but: usize) -> Option<usize> {
        let pronoun = actors.iter().find(|word| self.tree.is(**word, WordClass::Pronoun))?;
        let (id, name) = self.said_by(*pronoun)?;
        (name != self.found[but].name && id != self.found[but].id).then(|| self.source(id))
    }

    /// "the leaders", "both sides", "they" of such a chain: two who were named before.
    fn is_pair(&self, word: usize) -> bool {
        if !self.tree.is(word, WordClass::Pronoun) {
            return self.is_bare_plural(word);
        }
        let analysis = self.tree.analysis;
        let Some(mention) = self.mention(word) else { return false };
        let mut heads =
            analysis.chains[analysis.mentions[mention].chain].iter().map(|at| analysis.mentions[*at].head);
        matches!(self.tree.form(word), "they" | "them" | "their" | "both")
            && heads.any(|head| self.is_bare_plural(head))
    }

    /// "the two leaders' [teams]".
    fn is_staff_of_pair(&self, word: usize) -> bool {
        let owner =
            self.tree.children(word).iter().find(|child| self.tree.full_relation(**child) == "nmod:poss");
        self.codebook.lists("staff", self.tree.form(word)) && owner.is_some_and(|owner| self.is_pair(*owner))
    }

    fn is_bare_plural(&self, word: usize) -> bool {
        let tree = self.tree;
        let is_bare = |child: &usize| match tree.relation(*child) {
            "det" => matches!(tree.form(*child), "the" | "both"),
            "nummod" => tree.form(*child) == "two",
            relation => matches!(relation, "case" | "punct" | "advmod"),
        };
        self.codebook.lists("pair", tree.form(word))
            && tree.with(word, &["det", "nummod"]).next().is_some()
            && tree.children(word).iter().filter(|child| **child < word).all(is_bare)
            && tree.with(word, &["nmod"]).next().is_none()
    }

    fn by_words(&mut self, word: usize) -> usize {
        let key = Key::Word(self.tree.form(word).to_owned());
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let party = self.of_word(word);
        self.numbers.insert(key, self.found.len());
        self.found.push(party);
        self.found.len() - 1
    }

    /// The number of whoever a word stands for.
    pub(crate) fn who(&mut self, word: usize) -> usize {
        let cast = self.cast.who(WordSpan::new(word, word + 1));
        let chain = self.mention(word).map(|mention| self.tree.analysis.mentions[mention].chain);
        let key = match (cast, chain) {
            (Some(number), _) => Key::Cast(number),
            (None, Some(chain)) => Key::Chain(chain),
            (None, None) => Key::Word(self.tree.form(word).to_owned()),
        };
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let party = match key {
            Key::Cast(number) => self.cast.actor(number),
            Key::Chain(chain) => self.of_chain(chain),
            Key::Word(_) | Key::Source(_) => self.of_word(word),
        };
        self.numbers.insert(key, self.found.len());
        self.found.push(party);
        self.found.len() - 1
    }

    /// Who has no chain: the state of an adjective ("[Russian] drones"), else the word itself.
    fn of_word(&self, word: usize) -> Actor {
        let span = self.tree.word(word).span;
        let state = Cast::state_of(self.tree.form(word)).filter(|_| self.tree.is(word, WordClass::Adjective));
        let Some(known) = state else { return actor(self.name(word), None, vec![span]) };
        Actor {
            state: known.state.map(str::to_owned),
            sector: known.sector.map(str::to_owned),
            wikidata: known.wikidata.map(str::to_owned),
            ..actor(known.name.to_owned(), Some(known.kind), vec![span])
        }
    }

    /// A chain's name: of its first mention that is a name, the longest of them first, else of its first that is no
    /// pronoun.
    fn of_chain(&self, chain: usize) -> Actor {
        let analysis = self.tree.analysis;
        let mentions: Vec<_> =
            analysis.chains[chain].iter().map(|number| analysis.mentions[*number]).collect();
        let best = mentions.iter().min_by_key(|mention| match analysis.words[mention.head].class {
            WordClass::ProperNoun => (0, usize::MAX - self.name(mention.head).len()),
            WordClass::Pronoun => (2, 0),
            _ => (1, 0),
        });
        let kind = mentions.first().and_then(|mention| match mention.kind {
            MentionKind::Person => Some(ActorKind::Person),
            MentionKind::Organisation => Some(ActorKind::Organisation),
            _ => None,
        });
        let mentions = mentions.iter().map(|mention| analysis.span(mention.words)).collect();
        actor(best.map_or_else(String::new, |best| self.name(best.head)), kind, mentions)
    }

    /// The name that a word is part of, else the noun with what stands close to it.
    fn name(&self, word: usize) -> String {
        let analysis = self.tree.analysis;
        let mut span = match self.name_of.get(&word) {
            Some(name) => analysis.span(analysis.names[*name].words),
            None => self.phrase(word),
        };
        for mark in ["'s", "’s"] {
            if self.article.words(span).ends_with(mark) {
                span = ByteSpan::new(span.start, span.end - mark.len());
            }
        }
        self.article.words(span).to_owned()
    }

    /// A noun with its articles, adjectives, owners and "of": "the first patch of Malian troops".
    fn phrase(&self, word: usize) -> ByteSpan {
        let tree = self.tree;
        let is_close = |child: usize| match tree.full_relation(child) {
            "det" | "amod" | "compound" | "nmod:poss" | "nummod" | "flat" | "nmod:desc" | "case" => {
                tree.relation(child) != "case" || child > word
            }
            "nmod" => tree.preposition(child) == Some("of"),
            _ => false,
        };
        // "the farmers of Mali and Niger", but not "the president of Mali and the army".
        let but: &[&str] = if tree.is_plural(word) {
            &["acl:relcl", "acl", "appos", "punct", "advcl"]
        } else {
            &["acl:relcl", "acl", "appos", "punct", "conj", "cc", "advcl"]
        };
        let (mut first, mut last) = (word, word);
        for child in tree.children(word).iter().copied().filter(|child| is_close(*child)) {
            let under = tree.under(child, but);
            first = first.min(under.first().copied().unwrap_or(child));
            last = last.max(under.last().copied().unwrap_or(child));
        }
        tree.analysis.span(WordSpan::new(first, last + 1))
    }

    /// Gives each party the id of the actor it is, adding those that the record does not have yet.
    pub(crate) fn into_ids(self, actors: &mut Vec<Actor>) -> Vec<String> {
        let mut by_mention: HashMap<ByteSpan, usize> = HashMap::new();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for (number, actor) in actors.iter().enumerate() {
            by_mention.extend(actor.mentions.iter().map(|mention| (*mention, number)));
            by_name.entry(actor.name.clone()).or_insert(number);
        }
        let mut ids = Vec::new();
        for mut party in self.found {
            if !party.id.is_empty() {
                ids.push(party.id);
                continue;
            }
            let same = party
                .mentions
                .iter()
                .find_map(|mention| by_mention.get(mention))
                .or_else(|| by_name.get(&party.name));
            let number = same.copied().unwrap_or(actors.len());
            if number == actors.len() {
                party.id = format!("a{}", number + 1);
                by_name.entry(party.name.clone()).or_insert(number);
                by_mention.extend(party.mentions.iter().map(|mention| (*mention, number)));
                actors.push(party);
            }
            ids.push(actors[number].id.clone());
        }
        ids
    }
}

/// The words that name places.
fn words_of(tree: &Tree<'_>, places: &[Place]) -> HashSet<usize> {
    let mentions = places.iter().flat_map(|place| &place.mentions);
    mentions.flat_map(|mention| tree.analysis.words_in(*mention).iter()).collect()
}

fn actor(name: String, kind: Option<ActorKind>, mentions: Vec<ByteSpan>) -> Actor {
    Actor {
        id: String::new(),
        name,
        kind,
        aliases: Vec::new(),
        roles: Vec::new(),
        state: None,
        sector: None,
        wikidata: None,
        mentions,
    }
}
