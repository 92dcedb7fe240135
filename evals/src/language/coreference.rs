//! Coreference against GUM: mentions, the `CoNLL` F1, and whether people are linked to a right name.

mod clusters;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use language::{Analysis, Model, WordClass};

use super::treebank::{Document, Mention};
use super::{F1, Share};
use clusters::Conll;

/// A mention as first and last word.
type Ends = (usize, usize);

/// What is counted over documents.
#[derive(Debug, Default)]
pub(super) struct Scores {
    mentions: F1,
    conll: Conll,
    /// By genres and kind of mention.
    people: BTreeMap<(&'static str, &'static str), Share>,
}

impl Scores {
    /// Gold words, the model's own sentences.
    pub(super) fn of(model: &Model, documents: &[Document]) -> Self {
        let mut scores = Self::default();
        for document in documents {
            let analysis = model.analyze_passages(&document.text, &document.gold_passages(false));
            scores.add(document, &analysis);
        }
        scores
    }

    fn add(&mut self, document: &Document, analysis: &Analysis) {
        let mut gold: Vec<&Mention> = Vec::new();
        let mut seen = HashSet::new();
        gold.extend(document.mentions.iter().filter(|mention| seen.insert((mention.first, mention.last))));
        let ends = |number: usize| {
            let words = analysis.mentions[number].words;
            (words.start, words.end - 1)
        };
        let found: HashSet<Ends> = (0..analysis.mentions.len()).map(ends).collect();
        self.mentions.add(&seen, &found);
        let mut entities: BTreeMap<&str, BTreeSet<Ends>> = BTreeMap::new();
        for mention in &gold {
            entities.entry(&mention.entity).or_default().insert((mention.first, mention.last));
        }
        let chains = analysis.chains.iter().map(|chain| chain.iter().map(|number| ends(*number)).collect());
        self.conll.add(&entities.into_values().collect::<Vec<_>>(), &chains.collect::<Vec<_>>());
        self.add_people(document, analysis, &gold);
    }

    /// Gold pronouns and titles (common nouns) of people whose chain holds a name: is the mention found, and is the name
    /// nearest to it in its chain, before it if there is one, one of the gold chain's?
    fn add_people(&mut self, document: &Document, analysis: &Analysis, gold: &[&Mention]) {
        let heads: Vec<usize> = gold.iter().map(|mention| head(document, mention)).collect();
        let class = |head: usize| document.words[head].upos.as_str();
        let mut named: HashMap<&str, HashSet<usize>> = HashMap::new();
        for (mention, head) in gold.iter().zip(&heads).filter(|(_, head)| class(**head) == "PROPN") {
            named.entry(&mention.entity).or_default().insert(*head);
        }
        let is_near = matches!(document.genre(), "news" | "interview");
        for (mention, &head) in gold.iter().zip(&heads) {
            let Some(names) = named.get(mention.entity.as_str()) else { continue };
            if mention.kind != "person" || names.contains(&head) {
                continue;
            }
            let is_right = nearest_name(analysis, mention, head).is_some_and(|name| names.contains(&name));
            let form = document.words[head].form.to_lowercase();
            for genres in ["all genres", "news and interview"].into_iter().take(1 + usize::from(is_near)) {
                for kind in kinds(class(head), &form) {
                    self.people.entry((genres, kind)).or_default().count(is_right);
                }
            }
        }
    }

    pub(super) fn show(&self) -> String {
        let people = self
            .people
            .iter()
            .map(|((genres, kind), share)| format!("\n  people, {genres}, {kind}: {share} % of {}", share.n));
        format!("mentions {}  {}{}", self.mentions, self.conll.show(), people.collect::<String>())
    }
}

/// The groups that a mention of a person counts in. GUM's interviews name the speakers outside of the text, so that "I" and
/// "you" cannot be linked there.
fn kinds(class: &str, form: &str) -> Vec<&'static str> {
    let is_pronoun = matches!(class, "PRON" | "DET");
    let is_third = matches!(form, "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself");
    let is_first = matches!(
        form,
        "i" | "me"
            | "my"
            | "mine"
            | "myself"
            | "we"
            | "us"
            | "our"
            | "ours"
            | "ourselves"
            | "you"
            | "your"
            | "yours"
            | "yourself"
            | "yourselves"
    );
    let mut kinds = vec!["all", if is_pronoun { "pronoun" } else { "title" }];
    kinds.extend((is_pronoun && is_third).then_some("he, she"));
    kinds.extend((!(is_pronoun && is_first)).then_some("all but I, we, you"));
    kinds
}

/// The word of a gold mention whose head lies outside of it.
fn head(document: &Document, mention: &Mention) -> usize {
    let is_outside = |word: &usize| {
        document.words[*word].head.is_none_or(|head| head < mention.first || head > mention.last)
    };
    (mention.first..=mention.last).find(is_outside).unwrap_or(mention.first)
}

/// The head of the name nearest to a gold mention in the chain of the found mention with the same words or head.
fn nearest_name(analysis: &Analysis, mention: &Mention, head: usize) -> Option<usize> {
    let exact = analysis
        .mentions
        .iter()
        .position(|found| (found.words.start, found.words.end - 1) == (mention.first, mention.last));
    let with_head = || {
        let numbers = (0..analysis.mentions.len()).filter(|number| analysis.mentions[*number].head == head);
        numbers.max_by_key(|number| (analysis.mentions[*number].words.len(), std::cmp::Reverse(*number)))
    };
    let names: Vec<_> = analysis
        .chain_of(exact.or_else(with_head)?)
        .iter()
        .map(|number| analysis.mentions[*number])
        .filter(|found| analysis.words[found.head].class == WordClass::ProperNoun)
        .collect();
    let before = names.iter().rfind(|found| found.words.start <= mention.first);
    Some(before.or_else(|| names.first())?.head)
}
