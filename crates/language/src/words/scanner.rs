//! Walks over a text and finds the longest run that one rule claims.

use std::ops::Range;

use unicode_general_category::{GeneralCategory, get_general_category};

use super::lists;

/// The local part of an address is at most so long (RFC 5321, 4.5.3.1.1); nothing is looked at further ahead.
const LONGEST_LOCAL_PART: usize = 64;

/// White space as Unicode has it, and the four separators of ASCII (which other tokenisers count as white space).
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A letter, digit or underscore.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A sign that belongs to the one before it: combining marks, variation selectors, skin tones, the zero-width joiner.
fn extends(c: char) -> bool {
    if c < '\u{300}' {
        return false;
    }
    matches!(c, '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
        || matches!(
            get_general_category(c),
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark
        )
}

/// The characters of a text with their byte offsets, and where the walk stands.
pub(super) struct Scanner {
    chars: Vec<(usize, char)>,
    end: usize,
    at: usize,
}

impl Scanner {
    pub(super) fn new(text: &str) -> Self {
        Self { chars: text.char_indices().collect(), end: text.len(), at: 0 }
    }

    /// The next run, in bytes.
    pub(super) fn next(&mut self) -> Option<Range<usize>> {
        while self.get(self.at).is_some_and(is_space) {
            self.at += 1;
        }
        let start = self.at;
        let first = self.get(start)?;
        self.at = self.extended(self.run(start, first).unwrap_or(start + 1));
        Some(self.offset(start)..self.offset(self.at))
    }

    /// Where the run ends that begins at `start`: the first rule that claims it.
    fn run(&self, start: usize, first: char) -> Option<usize> {
        self.web_address(start)
            .or_else(|| self.mail_address(start))
            .or_else(|| self.handle(start, first))
            .or_else(|| self.signs(start, first))
            .or_else(|| self.dotted(start))
            .or_else(|| self.figure(start))
            .or_else(|| self.word(start))
            .or_else(|| self.emoji(start))
    }

    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    fn offset(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.end, |(offset, _)| *offset)
    }

    /// The first place from `at` on whose character `is_inside` refuses.
    fn while_(&self, at: usize, is_inside: impl Fn(char) -> bool) -> usize {
        at + self.chars[at.min(self.chars.len())..].iter().take_while(|(_, c)| is_inside(*c)).count()
    }

    fn extended(&self, at: usize) -> usize {
        self.while_(at, extends)
    }

    fn starts_with(&self, at: usize, expected: &str) -> bool {
        expected
            .chars()
            .enumerate()
            .all(|(n, c)| self.get(at + n).is_some_and(|d| d.eq_ignore_ascii_case(&c)))
    }

    fn text(&self, from: usize, to: usize) -> String {
        self.chars[from..to].iter().map(|(_, c)| c).collect()
    }

    /// `https://…` and `www.…` up to white space or a quotation mark, without the punctuation after it.
    fn web_address(&self, start: usize) -> Option<usize> {
        let scheme =
            ["https://", "http://", "www."].into_iter().find(|scheme| self.starts_with(start, scheme))?;
        let stop = self.while_(start, |c| !is_space(c) && !"<>\"“”".contains(c));
        let trailing = self.chars[start..stop].iter().rev();
        let stop = stop - trailing.take_while(|(_, c)| ".,;:!?')]}’".contains(*c)).count();
        (stop > start + scheme.len()).then_some(stop)
    }

    fn mail_address(&self, start: usize) -> Option<usize> {
        let local = self.chars[start..].iter().take(LONGEST_LOCAL_PART + 1);
        let at = start + local.take_while(|(_, c)| is_word(*c) || ".+-".contains(*c)).count();
        if at == start || self.get(at) != Some('@') {
            return None;
        }
        let mut stop = self.while_(at + 1, |c| is_word(c) || c == '-');
        let mut has_dot = false;
        while stop > at + 1 && self.get(stop) == Some('.') {
            let next = self.while_(stop + 1, |c| is_word(c) || c == '-');
            if next == stop + 1 {
                break;
            }
            (stop, has_dot) = (next, true);
        }
        has_dot.then_some(stop)
    }

    /// `@name` and `#topic`, but not `#1`.
    fn handle(&self, start: usize, first: char) -> Option<usize> {
        let stop = self.while_(start + 1, is_word);
        let is_name = self.get(start + 1).is_some_and(|c| !c.is_ascii_digit());
        (matches!(first, '@' | '#') && is_name && stop > start + 1).then_some(stop)
    }

    /// Quotation marks of two signs, words that begin with an apostrophe, smileys, and runs of one sign.
    fn signs(&self, start: usize, first: char) -> Option<usize> {
        if matches!(first, '\'' | '`' | '’') && self.get(start + 1) == Some(first) {
            return Some(start + 2);
        }
        self.apostrophe(start, first)
            .or_else(|| self.smiley(start, first))
            .or_else(|| self.repeated(start, first))
    }

    /// `'s` after what is no word (`U.S.|'s`), `'em`, `'90s`.
    fn apostrophe(&self, start: usize, first: char) -> Option<usize> {
        let stop = self.while_(start + 1, is_word);
        if !matches!(first, '\'' | '’') || stop == start + 1 || stop > start + 6 {
            return None;
        }
        let letters = self.text(start + 1, stop);
        let is_glued = start > 0 && self.get(start - 1).is_some_and(|c| !is_space(c));
        let is_year =
            letters.trim_end_matches('s').len() == 2 && letters.starts_with(|c: char| c.is_ascii_digit());
        let is_word =
            if is_glued { lists::is_clitic(&letters) } else { lists::is_clipped(&letters) || is_year };
        is_word.then_some(stop)
    }

    fn repeated(&self, start: usize, first: char) -> Option<usize> {
        let run = self.while_(start, |c| c == first);
        match first {
            '.' if matches!(self.get(run), Some('!' | '?')) => {
                Some(self.while_(run, |c| matches!(c, '!' | '?')))
            }
            '.' | '-' | '*' | '=' | '_' | '~' | '<' | '>' if run > start + 1 => Some(run),
            '!' | '?' => Some(self.while_(start, |c| matches!(c, '!' | '?'))),
            _ => None,
        }
    }

    /// `:)`, `;-)`, `:(`, `:D`, `<3`: not where a letter or digit goes on after it.
    fn smiley(&self, start: usize, first: char) -> Option<usize> {
        if first == '<' && self.get(start + 1) == Some('3') {
            return Some(start + 2);
        }
        if !matches!(first, ':' | ';' | '=')
            || start > 0 && self.get(start - 1).is_some_and(|c| c.is_ascii_digit())
        {
            return None;
        }
        let mouth = start + if self.get(start + 1) == Some('-') { 2 } else { 1 };
        match self.get(mouth)? {
            c @ (')' | '(') => Some(self.while_(mouth, |d| d == c)),
            'D' | 'P' | 'p' | '/' if !self.get(mouth + 1).is_some_and(|c| is_word(c) || c == '/') => {
                Some(mouth + 1)
            }
            _ => None,
        }
    }

    /// Abbreviations with their full stops: `Gen.`, `U.S.`, `p.m.`, and initials (`J. Smith`).
    fn dotted(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while self.get(at).is_some_and(|c| c.is_ascii_alphabetic()) && self.get(at + 1) == Some('.') {
            at += 2;
        }
        if at > start + 2 && !self.get(at).is_some_and(is_word) {
            return Some(at);
        }
        let is_last = |c: char| c.is_ascii_uppercase() && !self.get(at + 1).is_some_and(is_word);
        if at > start
            && self.get(start).is_some_and(|c| c.is_ascii_uppercase())
            && self.get(at).is_some_and(is_last)
        {
            return Some(at + 1);
        }
        let letters = self.while_(start, |c| c.is_ascii_alphabetic());
        if letters == start || self.get(letters) != Some('.') || self.get(letters + 1).is_some_and(is_word) {
            return None;
        }
        let word = self.text(start, letters.min(start + 6));
        let is_number_sign = matches!(word.as_str(), "No" | "Nos");
        let next = self.get(self.while_(letters + 1, is_space));
        let is_initial =
            letters == start + 1 && word != "I" && word.starts_with(|c: char| c.is_ascii_uppercase());
        let stands = if is_number_sign {
            next.is_some_and(|c| c.is_ascii_digit())
        } else {
            lists::is_abbreviation(&word)
        };
        (stands || is_initial && next.is_some_and(char::is_uppercase)).then_some(letters + 1)
    }

    /// `1,000.5`, `05:21`, `9/11`, `1980s`, `2nd`, `555-0100`; of `5pm` only the figure.
    fn figure(&self, start: usize) -> Option<usize> {
        if let Some(stop) = self.telephone(start) {
            return Some(stop);
        }
        let mut at = self.digits(start)?;
        while self.get(at).is_some_and(|c| ".,:/".contains(c)) {
            let Some(next) = self.digits(at + 1) else { break };
            at = next;
        }
        let letters = self.while_(at, char::is_alphabetic);
        let ending = self.text(at, letters.min(at + 3)).to_lowercase();
        match ending.as_str() {
            "st" | "nd" | "rd" | "th" | "s" => at = letters,
            unit if lists::is_unit(unit) && !self.get(letters).is_some_and(is_word) => return Some(at),
            _ => {}
        }
        (!self.get(at).is_some_and(is_word)).then_some(at)
    }

    /// The end of a run of digits.
    fn digits(&self, start: usize) -> Option<usize> {
        Some(self.while_(start, |c| c.is_ascii_digit())).filter(|end| *end > start)
    }

    /// `555-0100` and `020-555-0100`: three digits or more in groups, the last of four.
    fn telephone(&self, start: usize) -> Option<usize> {
        let mut at = self.digits(start)?;
        let mut last = 0;
        while self.get(at) == Some('-') && (at == start + 3 || last == 3) {
            let next = self.digits(at + 1)?;
            (last, at) = (next - at - 1, next);
        }
        (last == 4 && !self.get(at).is_some_and(|c| is_word(c) || c == '-')).then_some(at)
    }

    /// Letters and digits, with a prefix's hyphen before and apostrophes within.
    fn word(&self, start: usize) -> Option<usize> {
        let letters = self.while_(start, char::is_alphabetic);
        let is_prefix = self.get(letters) == Some('-')
            && self.get(letters + 1).is_some_and(char::is_alphanumeric)
            && letters <= start + 7
            && lists::is_prefix(&self.text(start, letters));
        let mut at = self.letters(if is_prefix { letters + 1 } else { start })?;
        while self.get(at).is_some_and(|c| matches!(c, '\'' | '’')) {
            let next = self.while_(at + 1, |c| c.is_alphanumeric() || extends(c));
            if next == at + 1 || !self.get(at + 1).is_some_and(char::is_alphanumeric) {
                break;
            }
            at = next;
        }
        Some(at)
    }

    /// A run of letters and digits; `&` between capitals (`AT&T`) and the dots of a host name belong to it.
    fn letters(&self, start: usize) -> Option<usize> {
        if !self.get(start).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let mut at = start;
        loop {
            at = self.while_(at, |c| is_word(c) || extends(c));
            match self.get(at) {
                Some('&')
                    if self.get(at - 1).is_some_and(char::is_uppercase)
                        && self.get(at + 1).is_some_and(char::is_uppercase) => {}
                Some('.') => {
                    let end = self.while_(at + 1, is_word);
                    if end == at + 1 || end > at + 5 || !lists::is_ending(&self.text(at + 1, end)) {
                        return Some(at);
                    }
                }
                _ => return Some(at),
            }
            at += 1;
        }
    }

    /// A pictograph with what is joined to it (family, flag, skin tone) is one word.
    fn emoji(&self, start: usize) -> Option<usize> {
        let is_flag_letter = |c: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&c);
        if self.get(start).is_some_and(is_flag_letter) && self.get(start + 1).is_some_and(is_flag_letter) {
            return Some(start + 2);
        }
        let mut at = self.extended(start + 1);
        while self.get(at - 1) == Some('\u{200d}')
            && self.get(at).is_some_and(|c| c > '\u{2000}' && !is_space(c))
        {
            at = self.extended(at + 1);
        }
        (at > start + 1).then_some(at)
    }
}
