//! What words and trees tell of chains before any score is looked at: who is named how often, which names explain which
//! mentions, who "I" is in a quotation, and who is interviewed.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::analysis::{Analysis, WordClass};

use super::Member;
use super::speakers::{longest_within, speakers};
use super::wording::{Kind, Role, share};

/// An interview is announced, and who is asked is named, in so many first passages,
const LEAD_PASSAGES: usize = 6;
/// by so many first names.
const LEAD_NAMES: usize = 100;

/// Beside the mentions themselves.
#[derive(Debug)]
pub(super) struct Article {
    /// By the number of a word: how many names of people have it.
    pub(super) uses: Vec<usize>,
    /// For each mention the one whose chain it joins because it is "I" in that one's quotation.
    pub(super) speakers: Vec<Option<usize>>,
    /// The mentions that are sources of attributions.
    pub(super) sources: HashSet<usize>,
    /// For some mentions an earlier one whose chain they join.
    pub(super) joined: BTreeMap<usize, usize>,
    /// For some earlier mentions the name that joins them.
    pub(super) units: HashMap<usize, usize>,
    /// The mention that names the one person interviewed.
    pub(super) interviewee: Option<usize>,
    /// The passages that end in a question mark.
    pub(super) questions: HashSet<usize>,
}

/// What the rules look at.
struct Look<'a> {
    mentions: &'a [Member],
    analysis: &'a Analysis,
    text: &'a str,
}

impl Article {
    /// Looks at mentions, whose words are numbered up to `n_words`, and at what is known of the text's words.
    pub(super) fn of(mentions: &[Member], n_words: usize, analysis: &Analysis, text: &str) -> Self {
        let look = Look { mentions, analysis, text };
        let uses = uses(mentions, n_words);
        let joined = look.joined();
        let mut units = HashMap::new();
        for (name, earlier) in &joined {
            let kind = |mention: usize| mentions[mention].wording.kind;
            if kind(*name) == Kind::Name && kind(*earlier) != Kind::Name {
                units.entry(*earlier).or_insert(*name);
            }
        }
        let source =
            |attribution: &crate::Attribution| longest_within(mentions, attribution.source?, |_| true);
        Self {
            speakers: speakers(mentions, &analysis.attributions),
            sources: analysis.attributions.iter().filter_map(source).collect(),
            units,
            interviewee: look.interviewee(&uses),
            questions: look.questions(),
            uses,
            joined,
        }
    }
}

/// By the number of a word: how many names of people have it.
fn uses(mentions: &[Member], n_words: usize) -> Vec<usize> {
    let mut uses = vec![0; n_words];
    for mention in mentions.iter().filter(|mention| mention.is_named()) {
        for name in &mention.wording.own_names {
            uses[*name as usize] += 1;
        }
    }
    uses
}

impl Look<'_> {
    fn form(&self, word: usize) -> &str {
        self.analysis.words[word].span.of(self.text)
    }

    fn relation(&self, word: usize) -> &str {
        self.analysis.words[word].relation.as_str()
    }

    fn questions(&self) -> HashSet<usize> {
        let last_words: BTreeMap<usize, usize> = self
            .analysis
            .sentences
            .iter()
            .map(|sentence| (sentence.passage, sentence.words.end - 1))
            .collect();
        last_words
            .into_iter()
            .filter(|(_, word)| self.form(*word) == "?")
            .map(|(passage, _)| passage)
            .collect()
    }

    /// By head the longest mention with it.
    fn mention_of_head(&self) -> HashMap<usize, usize> {
        let mut longest: HashMap<usize, usize> = HashMap::new();
        for (number, mention) in self.mentions.iter().enumerate() {
            let best = longest.entry(mention.head).or_insert(number);
            if mention.words().len() > self.mentions[*best].words().len() {
                *best = number;
            }
        }
        longest
    }

    /// Appositions; and the name in "I am NAME" joins the first I of its passage.
    fn joined(&self) -> BTreeMap<usize, usize> {
        let of_head = self.mention_of_head();
        let speakers = self.speakers_by_name();
        let mut joined = BTreeMap::new();
        for (number, mention) in self.mentions.iter().enumerate() {
            if of_head[&mention.head] != number || mention.wording.is_pronoun() {
                continue;
            }
            let other = if self.relation(mention.head) == "appos" && self.may_be_apposed(mention) {
                self.analysis.words[mention.head]
                    .head
                    .and_then(|head| of_head.get(&head))
                    .filter(|other| self.mentions[**other].is_person)
                    .copied()
            } else if mention.is_named() && speakers.heads.contains(&mention.head) {
                speakers.first_i.get(&mention.passage).copied()
            } else {
                None
            };
            let Some(other) = other.filter(|other| *other != number) else { continue };
            let (earlier, later) = (other.min(number), other.max(number));
            if !self.are_two_people(earlier, later) {
                joined.entry(later).or_insert(earlier);
            }
        }
        joined
    }

    /// People, and figures: "Ana Duarte, 42".
    fn may_be_apposed(&self, mention: &Member) -> bool {
        mention.is_person || self.analysis.words[mention.head].class == WordClass::Numeral
    }

    fn are_two_people(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.mentions[a], &self.mentions[b]);
        a.is_named() && b.is_named() && !share(&a.wording.own_names, &b.wording.own_names)
    }

    /// Where "I am …" stands, and the first I of each passage outside quotations.
    fn speakers_by_name(&self) -> SpeakersByName {
        let mut first_i = HashMap::new();
        for (number, mention) in self.mentions.iter().enumerate() {
            if mention.wording.role == Some(Role::I) && !mention.is_quoted {
                first_i.entry(mention.passage).or_insert(number);
            }
        }
        let (mut subjects, mut copulas) = (HashMap::new(), HashSet::new());
        for (number, word) in self.analysis.words.iter().enumerate() {
            let Some(head) = word.head else { continue };
            match word.relation.as_str() {
                "nsubj" | "nsubj:pass" => {
                    subjects.entry(head).or_insert(number);
                }
                "cop" => {
                    copulas.insert(head);
                }
                _ => {}
            }
        }
        let is_i = |word: &usize| self.form(*word).eq_ignore_ascii_case("i");
        let heads = copulas.into_iter().filter(|head| subjects.get(head).is_some_and(is_i)).collect();
        SpeakersByName { first_i, heads }
    }

    /// Of the people named in a sentence of the first passages that speaks of an interview, the one whom the article names
    /// most; none where two are named as often, or where another is joined to the name.
    fn interviewee(&self, uses: &[usize]) -> Option<usize> {
        let leads = self.leads();
        let near = self.first_names();
        let in_lead = |number: &&usize| leads.contains(&self.mentions[**number].sentence);
        let uses_of = |number: &usize| {
            self.mentions[*number].wording.own_names.iter().map(|name| uses[*name as usize]).max()
        };
        let mut people: Vec<(Option<usize>, Vec<usize>)> = self
            .grouped(&near)
            .into_iter()
            .filter(|person| person.iter().any(|number| in_lead(&number)))
            .map(|person| (person.iter().filter_map(uses_of).max(), person))
            .collect();
        people.sort_by_key(|(uses, _)| std::cmp::Reverse(*uses));
        let (uses, asked) = people.first()?;
        if people.get(1).is_some_and(|(second, _)| second == uses) {
            return None;
        }
        let heads: HashSet<usize> =
            asked.iter().filter(in_lead).map(|number| self.mentions[*number].head).collect();
        let is_joined = |number: &usize| {
            let head = self.mentions[*number].head;
            let over = self.analysis.words[head].head;
            self.relation(head) == "conj"
                && (heads.contains(&head) || over.is_some_and(|over| heads.contains(&over)))
        };
        (!near.iter().any(is_joined)).then_some(asked[0])
    }

    /// The first names of people in the first passages.
    fn first_names(&self) -> Vec<usize> {
        let first =
            self.mentions.iter().enumerate().take_while(|(_, mention)| mention.passage < LEAD_PASSAGES);
        first.filter(|(_, mention)| mention.is_named()).map(|(number, _)| number).take(LEAD_NAMES).collect()
    }

    /// Names by person: those that share a word with the first one's.
    fn grouped(&self, names: &[usize]) -> Vec<Vec<usize>> {
        let own_names = |number: usize| &self.mentions[number].wording.own_names;
        let mut people: Vec<Vec<usize>> = Vec::new();
        for name in names {
            match people.iter().position(|person| share(own_names(person[0]), own_names(*name))) {
                Some(person) => people[person].push(*name),
                None => people.push(vec![*name]),
            }
        }
        people
    }

    /// The sentences of the first passages that speak of an interview.
    fn leads(&self) -> HashSet<usize> {
        let sentences = self.analysis.sentences.iter().enumerate();
        let speaks = |word: &usize| {
            self.form(*word).get(..9).is_some_and(|start| start.eq_ignore_ascii_case("interview"))
        };
        sentences
            .take_while(|(_, sentence)| sentence.passage < LEAD_PASSAGES)
            .filter(|(_, sentence)| (sentence.words.start..sentence.words.end).any(|word| speaks(&word)))
            .map(|(number, _)| number)
            .collect()
    }
}

/// Who says I, and where a name may follow.
struct SpeakersByName {
    first_i: HashMap<usize, usize>,
    /// Words of which "I" is the subject by a copula.
    heads: HashSet<usize>,
}
