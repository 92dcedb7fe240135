//! What keeps a mention out of a chain, however well it scores.

use crate::analysis::WordSpan;

use super::Member;
use super::article::Article;
use super::people::Sex;
use super::wording::{Kind, Role, share};

/// How many of a chain's last mentions are looked at for overlap.
const RECENT: usize = 8;
/// Nouns and new names of one sex do not join a chain with so much more evidence of the other.
const CONTRARY: f32 = 0.5;
/// A chain with such a share of he and she takes up nothing but a person or animal.
const HUMAN: f32 = 0.5;
/// The smaller, the more evidence of sex weighs.
const DOUBT: f32 = 0.3;

/// What a chain of mentions has shown of itself.
#[derive(Debug, Default)]
pub(super) struct Chain {
    recent: Vec<WordSpan>,
    has_it: bool,
    is_plural: bool,
    is_living: bool,
    /// Shares of he and she in it.
    pronouns: f32,
    /// Evidence of a man: mentions that tell so, and shares of he.
    men: f32,
    /// Evidence of a woman.
    women: f32,
    /// The words of its names of people.
    names: Vec<u32>,
    /// How many names of people in the article have the most frequent of these words.
    uses: usize,
    /// The sentence of its last name or noun.
    told: usize,
}

impl Chain {
    /// Whether it holds a person's name.
    pub(super) fn has_name(&self) -> bool {
        !self.names.is_empty()
    }

    /// How often the article has the name, and the sentence of the last name or noun.
    pub(super) fn renown(&self) -> (usize, usize) {
        (self.uses, self.told)
    }

    /// Whether a mention other than he and she may join: he and she exclude we, they, it, and what is no person or animal;
    /// evidence of one sex nouns and new names of the other; so do two people whose names have no word in common, and mentions that overlap.
    pub(super) fn admits(&self, member: &Member) -> bool {
        let wording = &member.wording;
        let is_human = self.pronouns > HUMAN;
        if is_human && (member.is_plural() || !member.is_living || wording.kind == Kind::It) {
            return false;
        }
        let surplus = match wording.sex {
            Some(Sex::Man) => self.women - self.men,
            Some(Sex::Woman) => self.men - self.women,
            None => 0.0,
        };
        let is_known = member.is_named() && share(&self.names, &wording.own_names);
        (is_known || surplus <= CONTRARY) && self.may_be(member) && !self.overlaps(member)
    }

    /// Whether he or she may join.
    pub(super) fn admits_pronoun(&self, member: &Member) -> bool {
        self.is_living && !self.is_plural && !self.has_it && !self.overlaps(member)
    }

    /// Two people whose names have no word in common are two.
    pub(super) fn may_be(&self, member: &Member) -> bool {
        self.names.is_empty() || !member.is_named() || share(&self.names, &member.wording.own_names)
    }

    fn overlaps(&self, member: &Member) -> bool {
        let own = member.words();
        self.recent.iter().any(|span| span.start < own.end && own.start < span.end)
    }

    /// How likely it is a man, or a woman: the logarithm of twice the share of evidence.
    pub(super) fn likelihood(&self, sex: Sex) -> f32 {
        let own = if sex == Sex::Man { self.men } else { self.women };
        (2.0 * (own + DOUBT) / (self.men + self.women + 2.0 * DOUBT)).ln()
    }

    /// Takes up a mention.
    pub(super) fn join(&mut self, article: &Article, member: &Member) {
        self.recent.push(member.words());
        self.recent.drain(..self.recent.len().saturating_sub(RECENT));
        self.has_it |= member.wording.kind == Kind::It;
        self.is_plural |= member.is_plural();
        self.is_living |= member.is_living;
        match member.wording.sex {
            Some(Sex::Man) => self.men += 1.0,
            Some(Sex::Woman) => self.women += 1.0,
            None => {}
        }
        if member.is_named() {
            self.take_names(article, &member.wording.own_names);
        }
        if !member.wording.is_pronoun() {
            self.told = member.sentence;
        }
    }

    fn take_names(&mut self, article: &Article, names: &[u32]) {
        for name in names {
            if !self.names.contains(name) {
                self.names.push(*name);
                self.uses = self.uses.max(article.uses[*name as usize]);
            }
        }
    }

    /// Takes up a share of he or she.
    pub(super) fn share(&mut self, sex: Sex, share: f32) {
        *(if sex == Sex::Man { &mut self.men } else { &mut self.women }) += share;
        self.pronouns += share;
    }
}

impl Member {
    /// Whether it is we or they.
    fn is_plural(&self) -> bool {
        self.wording.role == Some(Role::We) || self.wording.kind == Kind::They
    }
}
