//! Why a time is as it is: its rule, what its value is counted from, and what was turned down.

use std::cell::Cell;

use article::{Article, ByteSpan};

use super::direction::{Seen, direction};
use super::found::Found;
use super::matching::{Match, senses};
use super::reader::{Block, account, may_stand, span_of};
use super::resolve::Calendar;
use super::{Means, Points};
use crate::data::times::{RULES, RULES_TRIE};
use crate::explain::{Alternative, Explanation, Ground};
use crate::record::{Basis, Time};
use crate::words::Sentences;

/// The most rules listed that would have read the words otherwise.
const MOST_RULES: usize = 3;

/// What the reader knew when it read a time.
pub(super) struct Account<'a> {
    pub(super) text: &'a str,
    /// The block's place in the text.
    pub(super) span: ByteSpan,
    pub(super) block: Block,
    /// The expression, in tokens.
    pub(super) place: (usize, usize),
    pub(super) found: Match,
    /// As it was before.
    pub(super) calendar: Calendar,
    pub(super) time: Time,
}

/// Why a time of an article is as it is, by its number.
pub(crate) fn explain(article: &Article, number: usize) -> Option<Explanation> {
    let account = account(article, number)?;
    let start = Sentences::of(account.text, account.span).start(account.time.span.start);
    let (from, to) = account.block.sentence(account.place.0);
    let end = account.block.tokens[from..to].last().map_or(account.span.end, |token| token.span.end);
    let direction = account.direction();
    let mut grounds = vec![account.rule(), account.value(), account.basis()];
    grounds.extend(direction.as_ref().map(|direction| account.cue(direction.seen)));
    let mut turned_down: Vec<Alternative> =
        direction.and_then(|direction| account.other_side(direction.other)).into_iter().collect();
    turned_down.extend(account.other_rules());
    let sentence = ByteSpan::new(start, end.max(account.time.span.end));
    Some(Explanation { span: account.time.span, sentence, grounds, turned_down })
}

/// A direction that the value hung on.
struct Direction {
    seen: Option<Seen>,
    /// The value on the other side.
    other: Option<String>,
}

impl Account<'_> {
    fn rule(&self) -> Ground {
        let rule = &RULES[self.found.rule];
        Ground::new("rule", format!("data/times/{}.toml: {}", rule.file, rule.pattern))
    }

    fn value(&self) -> Ground {
        let value = self.time.value.as_deref().unwrap_or("no value");
        let modifier = self.time.r#mod.as_ref().map(|modifier| format!(", {modifier}")).unwrap_or_default();
        Ground::new("value", format!("{value}{modifier}"))
    }

    fn basis(&self) -> Ground {
        let day = || self.calendar.document.map_or_else(String::new, |moment| format!(", {}", moment.date));
        let says = match self.time.basis {
            Basis::Explicit => "its own words".to_owned(),
            Basis::DocumentDate => format!("the day of writing{}", day()),
            Basis::ReferenceTime => match self.calendar.reference {
                Some(reference) => format!("the time told before it, {reference}"),
                None => format!("the day of writing{}, since no time is told before it", day()),
            },
            Basis::Vague => "nothing in a calendar".to_owned(),
            Basis::Unresolved => "nothing: the article has no date to count from".to_owned(),
        };
        Ground::new("basis", says)
    }

    fn cue(&self, seen: Option<Seen>) -> Ground {
        let Some(seen) = seen else {
            return Ground::new("direction", "no word tells on which side of the day of writing it lies");
        };
        let span = span_of(self.text, &self.block.tokens[seen.start..seen.end]);
        let says = match seen.points {
            Points::Coming => "points to what is to come",
            Points::Past => "points to what is behind",
            Points::Nowhere => "points nowhere",
        };
        Ground::new("direction", says).on(span)
    }

    /// The direction, where the value hangs on it.
    fn direction(&self) -> Option<Direction> {
        let rule = &RULES[self.found.rule];
        if rule.means != Means::Date {
            return None;
        }
        let (tokens, place) = (&self.block.tokens, self.place);
        let seen = direction(tokens, self.block.sentence(place.0), place);
        let words = Found::of(&senses(&tokens[place.0..place.1], &self.found.atoms), rule);
        let is_asked = Cell::new(false);
        let told = || {
            is_asked.set(true);
            seen.map(|seen| seen.points)
        };
        self.calendar.date(&words, rule, &told);
        let other = match seen.map(|seen| seen.points) {
            Some(Points::Coming) => Points::Past,
            _ => Points::Coming,
        };
        let other = self.calendar.date(&words, rule, &|| Some(other)).value;
        is_asked.get().then_some(Direction { seen, other })
    }

    fn other_side(&self, other: Option<String>) -> Option<Alternative> {
        let other = other.filter(|other| Some(other) != self.time.value.as_ref())?;
        Some(Alternative { what: other, why: "it lies on the other side of the day of writing".to_owned() })
    }

    /// Rules that read words from the same place on, and less or later in the order of rules.
    fn other_rules(&self) -> Vec<Alternative> {
        let mut tried = vec![self.found.rule];
        let mut others = Vec::new();
        while others.len() < MOST_RULES {
            let allows = |rule: usize, end: usize| {
                !tried.contains(&rule) && may_stand(&RULES[rule], &self.block.tokens, self.place.0, end)
            };
            let Some(next) = RULES_TRIE.longest(&self.block.tokens, self.place.0, &allows) else { break };
            let end = self.place.0 + next.atoms.len();
            let words = span_of(self.text, &self.block.tokens[self.place.0..end]).of(self.text);
            let rule = &RULES[next.rule];
            let why = if end < self.place.1 {
                "the longest stretch is taken"
            } else {
                "the rule that stands first is taken"
            };
            let what = format!("“{words}” by data/times/{}.toml: {}", rule.file, rule.pattern);
            others.push(Alternative { what, why: why.to_owned() });
            tried.push(next.rule);
        }
        others
    }
}
