//! The walk over an article's mentions, each of which joins a chain or begins one. Twin of `training/chains.py`.

use std::collections::{BTreeMap, HashMap};

use super::agreement::Chain;
use super::article::Article;
use super::pairs::ChainScorers;
use super::people::Sex;
use super::wording::{Kind, Role};
use super::{Chains, Member};

/// Added to the score of beginning a chain (chosen on GUM dev, as all that follow).
const NEW_CHAIN: f32 = -0.5;
/// A pronoun looks at so many of a chain's last mentions: long chains would draw all pronouns.
const MEMBERS: usize = 6;
/// Antecedents stand at most so many mentions back,
const REACH: usize = 400;
/// those of he and she so many.
const PRONOUN_REACH: usize = 30;
/// Added for I and you to a chain with a person's name.
const NAMED_SPEAKER: f32 = 1.3;
/// He and she multiply scores by this,
const SOFTNESS: f32 = 0.7;
/// keep the shares of so many chains,
const SHARES: usize = 8;
/// add this to a chain with a person's name,
const NAMED: f32 = 1.0;
/// this times the logarithm of how often the article has that name,
const FREQUENT: f32 = 0.5;
/// take off this times the doublings, [`FADED`] at most, of the sentences since the chain's last name or noun,
const FADING: f32 = 0.25;
const FADED: f32 = 5.0;
/// and add this where the pronoun is the source of an attribution and the chain was that of the one before.
const LAST_SOURCE: f32 = 0.7;

/// The state of the walk.
pub(super) struct Joining<'a> {
    scorers: &'a ChainScorers,
    all: &'a Chains,
    article: &'a Article,
    chains: Vec<Chain>,
    /// Of the mentions so far; none of those whose speaker comes later.
    chain_of: Vec<Option<usize>>,
    /// How sure the chain of each mention is.
    sureness: Vec<f32>,
    /// What he and she may mean: chains and shares, the largest first. Nothing for other mentions.
    shares: Vec<Vec<(usize, f32)>>,
    /// By passage the chain of I outside quotations.
    speakers: HashMap<usize, usize>,
    last_source: Option<usize>,
    /// Sums by chain, empty between mentions.
    pools: Vec<Pool>,
}

/// What one chain's members weigh, for a mention and for the name that explains it.
#[derive(Debug, Clone, Copy, Default)]
struct Pool {
    own: Gathered,
    name: Gathered,
}

impl<'a> Joining<'a> {
    /// Before the first mention.
    pub(super) fn new(scorers: &'a ChainScorers, all: &'a Chains, article: &'a Article) -> Self {
        Self {
            scorers,
            all,
            article,
            chains: Vec::new(),
            chain_of: Vec::with_capacity(all.mentions.len()),
            sureness: vec![1.0; all.mentions.len()],
            shares: Vec::with_capacity(all.mentions.len()),
            speakers: HashMap::new(),
            last_source: None,
            pools: Vec::new(),
        }
    }

    /// The number of each mention's chain, and how sure it is.
    pub(super) fn run(mut self) -> Vec<(usize, f32)> {
        for mention in 0..self.all.mentions.len() {
            self.shares.push(Vec::new());
            let chain = self.article.speakers[mention].is_none().then(|| self.chosen(mention));
            self.chain_of.push(chain);
            if let Some(chain) = chain {
                self.join(mention, chain);
            }
        }
        let chain = |mention: usize| self.chain_of[self.article.speakers[mention].unwrap_or(mention)];
        (0..self.all.mentions.len())
            .map(|mention| (chain(mention).expect("no speaker is spoken for"), self.sureness[mention]))
            .collect()
    }

    /// The chain of a mention, which is begun where none fits.
    fn chosen(&mut self, mention: usize) -> usize {
        let chosen = self.known(mention).or_else(|| {
            if self.all.mentions[mention].is_he_or_she() {
                self.by_shares(mention)
            } else {
                self.by_members(mention)
            }
        });
        chosen.unwrap_or_else(|| {
            self.chains.push(Chain::default());
            self.pools.push(Pool::default());
            self.chains.len() - 1
        })
    }

    fn join(&mut self, mention: usize, chain: usize) {
        let member = &self.all.mentions[mention];
        self.chains[chain].join(self.article, member);
        if let Some(sex) = member.pronoun_sex() {
            if self.shares[mention].is_empty() {
                self.shares[mention].push((chain, 1.0));
            }
            for (chain, share) in &self.shares[mention] {
                self.chains[*chain].share(sex, *share);
            }
        }
        if member.wording.role == Some(Role::I) && !member.is_quoted {
            self.speakers.insert(member.passage, chain);
        }
        if self.article.sources.contains(&mention) {
            self.last_source = Some(chain);
        }
    }

    /// The chain that words and trees tell without scores.
    fn known(&self, mention: usize) -> Option<usize> {
        let member = &self.all.mentions[mention];
        if let Some(earlier) = self.article.joined.get(&mention) {
            return self.chain_of[*earlier].filter(|chain| self.chains[*chain].may_be(member));
        }
        let asked = self.article.interviewee.filter(|asked| *asked < mention);
        let asked = asked.and_then(|asked| self.chain_of[asked]);
        let is_question = self.article.questions.contains(&member.passage);
        match member.wording.role {
            Some(Role::I) if !member.is_quoted && !self.article.units.contains_key(&mention) => {
                self.speakers.get(&member.passage).copied().or(asked.filter(|_| !is_question))
            }
            Some(Role::You) if !member.is_quoted && is_question => asked,
            _ => self.family(mention),
        }
    }

    /// "The Duartes": the chain most spoken of as a couple, as parents or the like, the last of those spoken of as often, if
    /// Duarte is a name in the article.
    fn family(&self, mention: usize) -> Option<usize> {
        let member = &self.all.mentions[mention];
        let name = member.wording.family_name.filter(|_| member.is_named())?;
        if self.article.uses[name as usize] == 0 {
            return None;
        }
        let is_family = |earlier: &usize| {
            let earlier = &self.all.mentions[*earlier];
            earlier.is_person && earlier.wording.role == Some(Role::Family)
        };
        let mut families: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for earlier in (mention.saturating_sub(REACH)..mention).filter(is_family) {
            let Some(chain) = self.chain_of[earlier] else { continue };
            let (times, last) = families.entry(chain).or_default();
            (*times, *last) = (*times + 1, earlier);
        }
        families.retain(|chain, _| !self.chains[*chain].has_name());
        families.into_iter().max_by_key(|(_, told)| *told).map(|(chain, _)| chain)
    }

    /// He and she: the chain with the largest share, none for a new one. Each pronoun keeps the shares of several chains,
    /// and those that look back at it inherit them, so that one close decision does not carry all after it away.
    fn by_shares(&mut self, mention: usize) -> Option<usize> {
        let member = &self.all.mentions[mention];
        let new = SOFTNESS * (member.new + NEW_CHAIN);
        let mut found: Vec<(usize, f32)> = self
            .inherited(mention)
            .into_iter()
            .filter(|(chain, _)| self.chains[*chain].admits_pronoun(member))
            .map(|(chain, weight)| (chain, weight.weight() + self.favour(mention, chain)))
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(SHARES);
        let (best, top) = *found.first().filter(|(_, score)| *score >= new)?;
        let total: f32 = found.iter().map(|(_, score)| (score - top).exp()).sum();
        self.shares[mention] =
            found.into_iter().map(|(chain, score)| (chain, (score - top).exp() / total)).collect();
        self.sureness[mention] = 1.0 / (total + (new - top).exp());
        Some(best)
    }

    /// What each chain weighs for he or she, by the mentions before and their shares of it.
    fn inherited(&self, mention: usize) -> BTreeMap<usize, Gathered> {
        let kind = self.all.mentions[mention].wording.kind;
        let mut weights: BTreeMap<usize, Gathered> = BTreeMap::new();
        for before in (mention.saturating_sub(PRONOUN_REACH)..mention).rev() {
            let Some(chain) = self.chain_of[before] else { continue };
            let other = &self.all.mentions[before];
            if other.is_he_or_she() && other.wording.kind != kind {
                continue;
            }
            let score = SOFTNESS * self.scorers.score(self.all, mention, before);
            if self.shares[before].is_empty() {
                weights.entry(chain).or_default().add(score);
            }
            for (chain, share) in self.shares[before].iter().filter(|(_, share)| *share > 0.0) {
                weights.entry(*chain).or_default().add(score + share.ln());
            }
        }
        weights
    }

    /// What is added to a chain's score for he or she.
    fn favour(&self, mention: usize, number: usize) -> f32 {
        let (member, chain) = (&self.all.mentions[mention], &self.chains[number]);
        let sex = member.pronoun_sex().unwrap_or(Sex::Man);
        let mut favour = chain.likelihood(sex);
        if chain.has_name() {
            let (uses, told) = chain.renown();
            let sentences = member.sentence.saturating_sub(told);
            favour += NAMED + FREQUENT * (uses as f32).ln();
            favour -= FADING * (1.0 + sentences as f32).log2().min(FADED);
        }
        let is_source = self.article.sources.contains(&mention) && self.last_source == Some(number);
        favour + if is_source { LAST_SOURCE } else { 0.0 }
    }

    /// All others: the open chain with the largest sum of its members' weights, none for a new one. What a name in
    /// apposition scores counts for the mention that it explains.
    fn by_members(&mut self, mention: usize) -> Option<usize> {
        let member = &self.all.mentions[mention];
        let name = self.article.units.get(&mention).copied();
        let is_speaker = matches!(member.wording.role, Some(Role::I | Role::You));
        let may_be_name = |chain: &Chain| name.is_none_or(|name| chain.may_be(&self.all.mentions[name]));
        let mut best = (NEW_CHAIN, None);
        let mut rivals = Gathered::default();
        rivals.add(NEW_CHAIN);
        for (number, pool) in self.gather(mention, name) {
            let chain = &self.chains[number];
            let mut score = pool.own.weight();
            if name.is_some() {
                score = score.max(pool.name.weight());
            }
            if is_speaker && chain.has_name() {
                score += NAMED_SPEAKER;
            }
            if chain.admits(member) && may_be_name(chain) {
                rivals.add(score);
                if score > best.0 {
                    best = (score, Some(number));
                }
            }
        }
        if best.1.is_some() {
            self.sureness[mention] = (best.0 - rivals.weight()).exp();
        }
        best.1
    }

    /// Scores the antecedents of a mention, the nearest first, against a new chain, and pools them by chain.
    fn gather(&mut self, mention: usize, name: Option<usize>) -> Vec<(usize, Pool)> {
        let mentions = &self.all.mentions;
        let most = if mentions[mention].wording.is_pronoun() { MEMBERS } else { usize::MAX };
        let mut near = Vec::new();
        for before in (mention.saturating_sub(REACH)..mention).rev() {
            let Some(chain) = self.chain_of[before] else { continue };
            let pool = &mut self.pools[chain];
            if pool.own.n_members == 0 {
                near.push(chain);
            }
            if pool.own.n_members == most {
                continue;
            }
            pool.own.add(self.scorers.score(self.all, mention, before) - mentions[mention].new);
            if let Some(name) = name {
                pool.name.add(self.scorers.score(self.all, name, before) - mentions[name].new);
            }
        }
        near.sort_unstable();
        near.into_iter().map(|chain| (chain, std::mem::take(&mut self.pools[chain]))).collect()
    }
}

impl Member {
    fn is_he_or_she(&self) -> bool {
        self.pronoun_sex().is_some()
    }

    /// Of he and she.
    fn pronoun_sex(&self) -> Option<Sex> {
        match self.wording.kind {
            Kind::He => Some(Sex::Man),
            Kind::She => Some(Sex::Woman),
            _ => None,
        }
    }
}

/// The logarithm of a sum of exponentials, of one chain's members seen from one mention.
#[derive(Debug, Clone, Copy, Default)]
struct Gathered {
    n_members: usize,
    largest: f32,
    /// Of exponentials of the scores less the largest.
    sum: f32,
}

impl Gathered {
    fn add(&mut self, score: f32) {
        if self.n_members == 0 {
            (self.largest, self.sum) = (score, 1.0);
        } else if score > self.largest {
            self.sum = self.sum * (self.largest - score).exp() + 1.0;
            self.largest = score;
        } else {
            self.sum += (score - self.largest).exp();
        }
        self.n_members += 1;
    }

    fn weight(&self) -> f32 {
        self.largest + self.sum.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_members_add_up() {
        let mut gathered = Gathered::default();
        for score in [1.0, 3.0, 2.0] {
            gathered.add(score);
        }
        let expected = (1f32.exp() + 2f32.exp() + 3f32.exp()).ln();
        assert!((gathered.weight() - expected).abs() < 1e-5);
    }
}
