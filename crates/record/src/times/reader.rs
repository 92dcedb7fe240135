//! Reads the times of an article, block by block.

use article::{Article, ByteSpan, Moment};

use super::direction::direction;
use super::explain::Account;
use super::found::Found;
use super::matching::{Match, fits, senses};
use super::periods::{every, period};
use super::resolve::{Calendar, Reading};
use super::senses::Modifier;
use super::stretch::Stretch;
use super::tokens::{Token, tokens};
use super::{From, Means, Points, Rule};
use crate::data::times::{RULES, RULES_TRIE};
use crate::record::{Basis, Time, TimexType};
use crate::words::Sentences;

/// The times of an article's readable blocks, in reading order.
pub(crate) fn times(article: &Article) -> Vec<Time> {
    let mut reader = Reader::of(article);
    for (_, block) in article.readable() {
        reader.read(block);
    }
    reader.times
}

/// What the reader knew when it read the time of a number.
pub(super) fn account(article: &Article, number: usize) -> Option<Account<'_>> {
    let mut reader = Reader { asked: Some(number), ..Reader::of(article) };
    for (_, block) in article.readable() {
        reader.read(block);
        if reader.account.is_some() {
            break;
        }
    }
    reader.account
}

struct Reader<'a> {
    text: &'a str,
    calendar: Calendar,
    n_blocks: usize,
    /// Up to which block the last quarter is near by.
    compared_until: usize,
    times: Vec<Time>,
    /// The number of a time of which an account is wanted.
    asked: Option<usize>,
    account: Option<Account<'a>>,
}

/// A block's tokens and where its sentences begin, in tokens.
pub(super) struct Block {
    pub(super) tokens: Vec<Token>,
    sentences: Vec<usize>,
}

impl Block {
    fn of(text: &str, span: ByteSpan) -> Self {
        let tokens = tokens(text, span);
        let sentences = Sentences::of(text, span);
        let mut starts: Vec<usize> = Vec::new();
        let mut last = None;
        for (at, token) in tokens.iter().enumerate() {
            let start = sentences.start(token.span.start);
            if last != Some(start) {
                starts.push(at);
                last = Some(start);
            }
        }
        Self { tokens, sentences: starts }
    }

    /// The sentence that a token stands in, from and up to which token.
    pub(super) fn sentence(&self, at: usize) -> (usize, usize) {
        let next = self.sentences.partition_point(|start| *start <= at);
        let start = next.checked_sub(1).map_or(0, |place| self.sentences[place]);
        (start, self.sentences.get(next).copied().unwrap_or(self.tokens.len()))
    }
}

impl<'a> Reader<'a> {
    fn of(article: &'a Article) -> Self {
        let document = [&article.published, &article.as_of]
            .into_iter()
            .flatten()
            .find_map(|written| written.parse::<Moment>().ok());
        Self {
            text: &article.text,
            calendar: Calendar { document, reference: None, quarter: None, compared: None },
            n_blocks: 0,
            compared_until: 0,
            times: Vec::new(),
            asked: None,
            account: None,
        }
    }

    fn read(&mut self, span: ByteSpan) {
        let block = Block::of(self.text, span);
        self.n_blocks += 1;
        self.calendar.compared = self.calendar.quarter.filter(|_| self.n_blocks <= self.compared_until);
        let mut at = 0;
        while at < block.tokens.len() {
            let Some(found) = RULES_TRIE
                .longest(&block.tokens, at, &|rule, end| may_stand(&RULES[rule], &block.tokens, at, end))
            else {
                at += 1;
                continue;
            };
            let end = at + found.atoms.len();
            let rule = &RULES[found.rule];
            let (calendar, n_times) = (self.calendar, self.times.len());
            if let Some(quarter @ Stretch::Quarter(..)) = self.yield_times(&block, &found, (at, end))
                && rule.from == From::Document
            {
                self.calendar.quarter = Some(quarter);
                self.calendar.compared = Some(quarter);
                self.compared_until = self.n_blocks + 3;
            }
            if let Some(asked) = self.asked.filter(|asked| (n_times..self.times.len()).contains(asked)) {
                let (text, time) = (self.text, self.times[asked].clone());
                self.account = Some(Account { text, span, block, place: (at, end), found, calendar, time });
                return;
            }
            at = end;
        }
    }

    /// Adds what a match yields; the stretch of the calendar that it names.
    fn yield_times(&mut self, block: &Block, found: &Match, place: (usize, usize)) -> Option<Stretch> {
        let rule = &RULES[found.rule];
        let tokens = &block.tokens[place.0..place.1];
        let senses = senses(tokens, &found.atoms);
        let span = span_of(self.text, tokens);
        match rule.means {
            Means::Nothing => None,
            Means::Vague(value) => {
                self.push(span, TimexType::Date, Reading::vague(value), None);
                None
            }
            Means::Period | Means::Every => {
                let words = Found::of(&senses, rule);
                let (kind, value) = match rule.means {
                    Means::Period => (TimexType::Duration, period(&words)),
                    _ => (TimexType::Set, every(&words)),
                };
                let (value, precision) = value?;
                let modifier = rule.modifier.or(words.modifier.map(Modifier::code));
                self.push(span, kind, Reading::amount(value, precision), modifier);
                None
            }
            Means::Date => {
                let words = Found::of(&senses, rule);
                self.push_date(block, rule, &words, place)
            }
            Means::Range => self.push_range(block, rule, found, place),
        }
    }

    fn push_date(
        &mut self,
        block: &Block,
        rule: &Rule,
        words: &Found,
        place: (usize, usize),
    ) -> Option<Stretch> {
        let sentence = block.sentence(place.0);
        let points = || -> Option<Points> { Some(direction(&block.tokens, sentence, place)?.points) };
        let reading = self.calendar.date(words, rule, &points);
        let has_clock = words.part.is_some() || words.clock.is_some();
        let kind = if has_clock { TimexType::Time } else { TimexType::Date };
        let modifier = rule.modifier.or(words.modifier.map(Modifier::code));
        let stretch = reading.stretch;
        self.push(span_of(self.text, &block.tokens[place.0..place.1]), kind, reading, modifier);
        self.calendar.reference = stretch.or(self.calendar.reference);
        // Without a date of its own, an article is dated by the first day that it tells in full.
        if let (None, Some(Stretch::Day(date))) = (self.calendar.document, stretch) {
            self.calendar.document = Some(Moment::day(date));
        }
        stretch
    }

    /// Both ends of a range, each with what only the other tells.
    fn push_range(
        &mut self,
        block: &Block,
        rule: &Rule,
        found: &Match,
        place: (usize, usize),
    ) -> Option<Stretch> {
        let tokens = &block.tokens[place.0..place.1];
        let link = (1..found.atoms.len()).find(|at| is_range_link(self.text, &tokens[*at]))?;
        let (first, second) =
            (senses(&tokens[..link], &found.atoms), senses(&tokens[link + 1..], &found.atoms[link + 1..]));
        let (mut from, mut to) = (Found::of(&first, rule), Found::of(&second, rule));
        from.month = from.month.or(to.month);
        to.month = to.month.or(from.month);
        match (from.year, to.short_year) {
            (Some(year), Some(two_digits)) => to.year = Some(year - year % 100 + two_digits),
            _ => from.year = from.year.or(to.year),
        }
        to.year = to.year.or(from.year);
        self.push_date(block, rule, &from, (place.0, place.0 + link));
        self.push_date(block, rule, &to, (place.0 + link + 1, place.1))
    }

    fn push(&mut self, span: ByteSpan, kind: TimexType, reading: Reading, modifier: Option<&str>) {
        self.times.push(Time {
            id: format!("t{}", self.times.len() + 1),
            span,
            r#type: kind,
            value: reading.value,
            r#mod: modifier.map(str::to_owned),
            precision: reading.precision,
            basis: reading.basis,
        });
    }
}

impl Reading {
    fn vague(value: &str) -> Self {
        Self { value: Some(value.to_owned()), stretch: None, precision: None, basis: Basis::Vague }
    }

    fn amount(value: String, precision: super::Precision) -> Self {
        Self { value: Some(value), stretch: None, precision: Some(precision), basis: Basis::Explicit }
    }
}

pub(super) fn span_of(text: &str, tokens: &[Token]) -> ByteSpan {
    let start = tokens.first().map_or(0, |token| token.span.start);
    let end = tokens.last().map_or(start, |token| token.span.end);
    ByteSpan::new(start, end).trimmed(text)
}

fn is_range_link(text: &str, token: &Token) -> bool {
    matches!(token.span.of(text), "-" | "–" | "‑" | "/" | "to" | "and" | "through" | "until")
}

/// Whether the tokens beside a match let it stand, and whether it is not all small words.
pub(super) fn may_stand(rule: &Rule, tokens: &[Token], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map(|at| &tokens[at]);
    let fits_any = |token: Option<&Token>, atoms: &[u16]| {
        token.is_some_and(|token| atoms.iter().any(|atom| fits(token, *atom)))
    };
    (rule.after.is_empty() || fits_any(before, rule.after))
        && !fits_any(before, rule.not_after)
        && !fits_any(tokens.get(end), rule.not_before)
}
