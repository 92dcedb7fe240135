//! Numbers in words: "twenty-five", "one hundred and forty", "nineteen ninety-eight", "2 1/2", "3 million".

use article::ByteSpan;

use super::senses::{Class, Sense};
use super::tokens::Token;
use crate::data::times::WORDS;

/// Joins the tokens of each number into one.
pub(crate) fn put_together(tokens: &mut Vec<Token>) {
    let (mut kept, mut at) = (0, 0);
    while at < tokens.len() {
        let (joined, length) =
            if tokens[at].is(Class::Number) { number(&tokens[at..]) } else { (tokens[at], 1) };
        tokens[kept] = joined;
        kept += 1;
        at += length;
    }
    tokens.truncate(kept);
}

/// The number that begins here, and how many tokens write it.
fn number(tokens: &[Token]) -> (Token, usize) {
    let first = tokens[0];
    let (mut total, mut part, mut length) = (0.0, first.value, 1);
    if let Some((year, length)) = spoken_year(tokens) {
        return (joined(tokens, length, year), length);
    }
    if let Some(half) = fraction(&tokens[1..]) {
        return (joined(tokens, 4, part + half), 4);
    }
    while let Some((next, skipped)) = next_number(&tokens[length..]) {
        let is_hyphen = skipped == 1 && tokens[length].word == word_number("-");
        let is_unit = next < 10.0 && part % 100.0 >= 20.0 && part % 10.0 < 1.0;
        let follows_hundred = next < 100.0 && part % 100.0 < 1.0 && part + total >= 100.0 && !is_hyphen;
        if next > 100.0 && !is_hyphen {
            total += part * next;
            part = 0.0;
        } else if next >= 100.0 && !is_hyphen {
            part *= next;
        } else if in_words(&first) && (is_unit || follows_hundred) {
            part += next;
        } else {
            break;
        }
        length += skipped + 1;
    }
    if length == 1 {
        return (with_hour(first), 1);
    }
    (joined(tokens, length, total + part), length)
}

/// The next word of a number, over one hyphen or "and".
fn next_number(tokens: &[Token]) -> Option<(f64, usize)> {
    let is_link =
        |token: &Token| token.word.is_some() && [word_number("-"), word_number("and")].contains(&token.word);
    let skipped = usize::from(tokens.first().is_some_and(is_link));
    let next = tokens.get(skipped).filter(|token| token.is(Class::Number) && in_words(token))?;
    Some((next.value, skipped))
}

/// "nineteen ninety-eight", "twenty twenty-five".
fn spoken_year(tokens: &[Token]) -> Option<(f64, usize)> {
    let [century, tens, rest @ ..] = tokens else { return None };
    let is_year = in_words(century)
        && (17.0..=20.0).contains(&century.value)
        && tens.is(Class::Number)
        && in_words(tens)
        && (10.0..100.0).contains(&tens.value);
    if !is_year {
        return None;
    }
    let year = century.value * 100.0 + tens.value;
    match next_number(rest) {
        Some((unit, skipped)) if unit < 10.0 && tens.value >= 20.0 => Some((year + unit, 3 + skipped)),
        _ => Some((year, 2)),
    }
}

/// "1/2" after a number.
fn fraction(tokens: &[Token]) -> Option<f64> {
    let [over, slash, under, ..] = tokens else { return None };
    let is_fraction = over.is(Class::Number)
        && under.is(Class::Number)
        && slash.word == word_number("/")
        && over.span.end == slash.span.start
        && slash.span.end == under.span.start
        && over.value < under.value
        && under.value <= 10.0;
    is_fraction.then(|| over.value / under.value)
}

fn joined(tokens: &[Token], length: usize, value: f64) -> Token {
    let span = ByteSpan::new(tokens[0].span.start, tokens[length - 1].span.end);
    let mut token = Token { span, word: None, classes: 0, value };
    token.put(Class::Number);
    if in_words(&tokens[0]) && (1900.0..2060.0).contains(&value) {
        token.put(Class::Year);
        token.put(Class::RecentYear);
    }
    token
}

fn with_hour(mut token: Token) -> Token {
    if in_words(&token) && (1.0..=12.0).contains(&token.value) {
        token.put(Class::Hour);
    }
    token
}

fn in_words(token: &Token) -> bool {
    token.senses().iter().any(|(_, sense)| matches!(sense, Sense::Number(_)))
}

fn word_number(word: &str) -> Option<u16> {
    WORDS.binary_search_by_key(&word, |(known, _)| known).ok().map(|place| place as u16)
}
