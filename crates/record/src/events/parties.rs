//! Who may act: which words stand for a person, a state, an organisation, an armed or other group, and for which.

use std::collections::HashMap;

use article::{Article, ByteSpan};
use language::{MentionKind, WordClass, WordSpan};

use super::codebook::Codebook;
use super::tree::Tree;
use crate::actors::Cast;
use crate::record::{Actor, ActorKind};

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
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Cast(usize),
    Chain(usize),
    Word(String),
}

impl<'a> Parties<'a> {
    pub(crate) fn new(
        article: &'a Article,
        tree: &'a Tree<'a>,
        codebook: &'a Codebook,
        cast: &'a Cast<'a>,
    ) -> Self {
        let mut name_of = HashMap::new();
        for (number, name) in tree.analysis.names.iter().enumerate() {
            for word in name.words.iter() {
                name_of.entry(word).or_insert(number);
            }
        }
        Self { article, tree, codebook, cast, name_of, numbers: HashMap::new(), found: Vec::new() }
    }

    /// Whether a word stands for somebody who can act or be acted upon.
    pub(crate) fn is_actor(&self, word: usize) -> bool {
        let form = self.tree.form(word);
        match self.tree.word(word).class {
            WordClass::Pronoun => self.is_personal(word),
            WordClass::Numeral | WordClass::Determiner => self.counts_actors(word),
            WordClass::Noun | WordClass::ProperNoun | WordClass::Adjective
                if self.codebook.lists("no actor", form) =>
            {
                false
            }
            WordClass::Noun => {
                self.codebook.lists("actor", form) || self.is_kind(word) || self.counts_actors(word)
            }
            WordClass::ProperNoun => self.name_of.contains_key(&word) || !self.is_thing(word),
            WordClass::Adjective => self.tree.is_capital(word) || self.codebook.lists("actor", form),
            _ => false,
        }
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

    fn mention(&self, word: usize) -> Option<usize> {
        self.tree.analysis.mentions_of(word).next()
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

    fn is_kind(&self, word: usize) -> bool {
        self.tree.analysis.mentions_of(word).any(|mention| {
            matches!(
                self.tree.analysis.mentions[mention].kind,
                MentionKind::Person | MentionKind::Organisation | MentionKind::Place
            )
        })
    }

    /// The numbers of those on either side. Where coreference took both for one, they are told apart by their words: nobody
    /// acts on themselves in the news.
    pub(crate) fn sides(&mut self, actors: &[usize], recipients: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let mut first: Vec<usize> = actors.iter().map(|word| self.who(*word)).collect();
        first.dedup();
        let mut second = Vec::new();
        for word in recipients {
            let number = self.who(*word);
            let is_pronoun = self.tree.is(*word, WordClass::Pronoun);
            match first.contains(&number) {
                false => second.push(number),
                true if is_pronoun => {}
                true => second.push(self.by_words(*word)),
            }
        }
        second.dedup();
        (first, second)
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
            Key::Word(_) => self.of_word(word),
        };
        self.numbers.insert(key, self.found.len());
        self.found.push(party);
        self.found.len() - 1
    }

    fn of_word(&self, word: usize) -> Actor {
        let span = self.tree.word(word).span;
        actor(self.name(word), None, vec![span])
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
        let (mut first, mut last) = (word, word);
        for child in tree.children(word).iter().copied().filter(|child| is_close(*child)) {
            let under = tree.under(child, &["acl:relcl", "acl", "appos", "punct", "conj", "cc", "advcl"]);
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
