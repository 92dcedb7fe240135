//! The tokens that patterns are matched on: words, numbers and marks, each with the classes it belongs to.

use article::ByteSpan;

use super::senses::{Class, Sense};
use crate::data::times::WORDS;

/// A word, a number or a mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Token {
    pub(crate) span: ByteSpan,
    /// Its place among the words of the data, where it is one of them.
    pub(crate) word: Option<u16>,
    /// One bit a [`Class`].
    pub(crate) classes: u64,
    /// The number it writes, or the minutes of the day.
    pub(crate) value: f64,
}

impl Token {
    fn of(text: &str, span: ByteSpan) -> Self {
        let written = span.of(text);
        let mut token = Self { span, word: None, classes: 0, value: 0.0 };
        let mut has_sense = false;
        let is_capital = written.starts_with(char::is_uppercase);
        if let Some(place) = place_of(written) {
            token.word = Some(place);
            for (_, sense) in WORDS[usize::from(place)].1.iter().filter(|(capital, _)| is_capital || !capital)
            {
                token.put(sense.class());
                has_sense = true;
                match *sense {
                    Sense::Ordinal(number) if number <= 31 => {
                        token.value = f64::from(number);
                        token.put(Class::Day);
                    }
                    Sense::Number(number) => token.value = number,
                    _ => {}
                }
            }
        }
        if is_capital {
            token.put(Class::Capital);
        } else if written.starts_with(char::is_alphabetic) {
            token.put(Class::Lower);
            token.put_form(written, has_sense);
        }
        token
    }

    /// What the ending of a word in lower case tells.
    fn put_form(&mut self, written: &str, has_sense: bool) {
        if written.len() > 3 && written.ends_with('s') && !written.ends_with("ss") && !has_sense {
            self.put(Class::Plural);
        }
        if written.len() > 3 && written.ends_with("ed") && !written.ends_with("eed") && !has_sense {
            self.put(Class::PastVerb);
        }
        if written.len() > 4 && written.ends_with("ing") && !has_sense {
            self.put(Class::Progressive);
        }
    }

    pub(crate) fn put(&mut self, class: Class) {
        self.classes |= 1 << class as u64;
    }

    pub(crate) fn is(&self, class: Class) -> bool {
        self.classes & (1 << class as u64) != 0
    }

    /// What the token means as one of a class.
    pub(crate) fn sense(&self, class: Class) -> Option<Sense> {
        if !self.is(class) {
            return None;
        }
        match class {
            Class::Number => Some(Sense::Number(self.value)),
            Class::Day => Some(Sense::Day(self.value as i8)),
            Class::Hour => Some(Sense::Hour(self.value as i8)),
            Class::MonthNumber => Some(Sense::MonthNumber(self.value as i8)),
            Class::Year | Class::RecentYear => Some(Sense::Year(self.value as i16)),
            Class::ShortYear => Some(Sense::ShortYear(self.value as i16)),
            Class::Decade => Some(Sense::Decade(self.value as i16)),
            Class::Clock | Class::DotClock => Some(Sense::Clock(self.value as i16)),
            Class::Ordinal => Some(Sense::Ordinal(self.value as i16)),
            Class::Zone if self.word.is_none() => Some(Sense::Zone(self.value as i32)),
            _ => self.senses().iter().map(|(_, sense)| *sense).find(|sense| sense.class() == class),
        }
    }

    /// What the word may mean, by the data.
    pub(crate) fn senses(&self) -> &'static [(bool, Sense)] {
        self.word.map_or(&[], |word| WORDS[usize::from(word)].1)
    }
}

/// The longest word that the data holds, in bytes.
const LONGEST: usize = 24;

/// Where a word stands in the data, in whatever case and with whatever apostrophe it is written.
fn place_of(written: &str) -> Option<u16> {
    if written.len() > LONGEST + 8 {
        return None;
    }
    let bare = written.strip_suffix('.').filter(|bare| !bare.is_empty()).unwrap_or(written);
    let plain: String = bare
        .chars()
        .map(|c| match c {
            '’' => '\'',
            '‑' => '-',
            '\n' | '\u{a0}' => ' ',
            other => other.to_ascii_lowercase(),
        })
        .collect();
    let place = WORDS.binary_search_by_key(&plain.as_str(), |(word, _)| word).ok()?;
    u16::try_from(place).ok()
}

/// Whether the data holds a name of several words that begins with this one.
fn begins_phrase(written: &str) -> bool {
    let key = format!("{} ", written.to_ascii_lowercase());
    let place = WORDS.partition_point(|(word, _)| *word < key.as_str());
    WORDS.get(place).is_some_and(|(word, _)| word.starts_with(&key))
}

/// The tokens of a stretch of the text, in order.
pub(crate) fn tokens(text: &str, within: ByteSpan) -> Vec<Token> {
    let mut found = Vec::with_capacity(within.len() / 5);
    let mut at = within.start;
    while let Some(c) = text[at..within.end].chars().next() {
        if let Some(zone) = offset(text, at, within.end, &found) {
            at = zone.span.end;
            found.push(zone);
            continue;
        }
        let end = if c.is_ascii_digit() {
            digits_end(text, at, within.end)
        } else if c.is_alphabetic() {
            word_end(text, at, within.end)
        } else if matches!(c, '\'' | '’') {
            contraction_end(text, at, within.end)
        } else {
            at + c.len_utf8()
        };
        if c.is_ascii_digit() {
            found.push(number(text, ByteSpan::new(at, end)));
        } else if !c.is_whitespace() {
            found.push(Token::of(text, ByteSpan::new(at, end)));
        }
        at = end;
    }
    super::numbers::put_together(&mut found);
    join_names(text, &mut found);
    found
}

/// The zone of a moment as ISO 8601 writes it, "+02:00" or "-0530" right behind "T10:00"; elsewhere such signs are dashes.
fn offset(text: &str, at: usize, limit: usize, before: &[Token]) -> Option<Token> {
    let rest = &text[at..limit];
    let sign = match rest.chars().next()? {
        '+' => 1.0,
        '-' | '−' => -1.0,
        _ => return None,
    };
    let [.., mark, clock] = before else { return None };
    let is_moment = mark.span.of(text) == "T" && mark.span.end == clock.span.start && clock.is(Class::Clock);
    if !is_moment || clock.span.end != at {
        return None;
    }
    let written = &rest[rest.chars().next()?.len_utf8()..];
    let end = written.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(written.len());
    let digits: String = written[..end].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = (digits.get(..2)?.parse::<u16>().ok()?, digits.get(2..)?);
    let minutes = if minutes.is_empty() { 0 } else { minutes.parse::<u16>().ok()? };
    if digits.len() > 4 || hours > 14 || minutes > 59 {
        return None;
    }
    let span = ByteSpan::new(at, limit - written.len() + end);
    let mut zone = Token { span, word: None, classes: 0, value: sign * f64::from(hours * 60 + minutes) };
    zone.put(Class::Zone);
    Some(zone)
}

/// Where a word ends: its letters, the full stops inside "p.m." and after "Jan.", the apostrophe of "won't" and "o'clock".
fn word_end(text: &str, start: usize, limit: usize) -> usize {
    let letters = |from: usize| {
        let rest = &text[from..limit];
        let is_part = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c);
        from + rest.find(|c: char| !is_part(c)).unwrap_or(rest.len())
    };
    let mut end = letters(start);
    let is_letter = |from: usize, to: usize| text[from..to].chars().nth(1).is_none() && from < to;
    let mut initial = start;
    while is_letter(initial, end) && text[end..limit].starts_with('.') {
        let next = letters(end + 1);
        if !is_letter(end + 1, next) {
            return if initial == start { end } else { end + 1 };
        }
        (initial, end) = (end + 1, next);
    }
    if end > start + 1 && initial != start {
        return end;
    }
    if text[end..limit].starts_with('.') && is_abbreviation(&text[start..end]) {
        return end + 1;
    }
    let rest = text[end..limit].trim_start_matches(['\'', '’']);
    let is_contraction =
        rest.len() < limit - end && (&text[start..end] == "o" || &text[end..limit - rest.len()] == "'");
    let after = letters(limit - rest.len());
    match &text[limit - rest.len()..after] {
        "t" if is_contraction => after,
        "clock" if &text[start..end] == "o" => after,
        _ => end,
    }
}

/// Months and weekdays cut short carry a full stop: "Jan.", "Sept.", "Mon.".
fn is_abbreviation(word: &str) -> bool {
    word.len() <= 5
        && place_of(word).is_some_and(|place| {
            let senses = WORDS[usize::from(place)].1;
            senses
                .iter()
                .any(|(capital, sense)| *capital && matches!(sense.class(), Class::Month | Class::WeekdayCut))
        })
        && !matches!(word, "May" | "March" | "April" | "June" | "July")
}

/// "’s", "’ll", "’re" are words; an apostrophe alone is a mark.
fn contraction_end(text: &str, at: usize, limit: usize) -> usize {
    let after = at + text[at..].chars().next().map_or(1, char::len_utf8);
    let rest = &text[after..limit];
    let end = after + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    if matches!(&text[after..end], "s" | "ll" | "re" | "m" | "d" | "ve") { end } else { after }
}

/// Where a number ends: digits, with the commas, the full stop or the colon inside it and the ending of "7th" and "1990s".
fn digits_end(text: &str, start: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    let run = |from: usize| from + bytes[from..limit].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = run(start);
    while end < limit && matches!(bytes[end], b',' | b'.' | b':') {
        let next = run(end + 1);
        let is_inside = match bytes[end] {
            b',' => next - end == 4,
            b':' => next - end == 3,
            _ => next > end + 1,
        };
        if !is_inside {
            break;
        }
        end = next;
    }
    for ending in ["st", "nd", "rd", "th", "s"] {
        if text[end..limit].starts_with(ending)
            && !text[end + ending.len()..limit].starts_with(char::is_alphanumeric)
        {
            return end + ending.len();
        }
    }
    end
}

/// The classes and the value of a number in digits.
fn number(text: &str, span: ByteSpan) -> Token {
    let mut token = Token { span, word: place_of(span.of(text)), classes: 0, value: 0.0 };
    let written = span.of(text);
    let digits = written.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if let Some((hours, minutes)) = digits.split_once(':') {
        let minutes = minutes.split(':').next().unwrap_or(minutes);
        token.put_clock(hours, minutes, Class::Clock);
        return token;
    }
    let Ok(value) = digits.replace(',', "").parse::<f64>() else { return token };
    token.value = value;
    match &written[digits.len()..] {
        "" => token.put_number(digits),
        "s" if digits.len() == 4 && digits.ends_with('0') => token.put(Class::Decade),
        "s" if digits.len() == 2
            && digits.ends_with('0')
            && value >= 10.0
            && follows_apostrophe(text, span) =>
        {
            token.put(Class::Decade);
        }
        "s" => {}
        _ if value <= 100.0 => {
            token.put(Class::Ordinal);
            if (1.0..=31.0).contains(&value) {
                token.put(Class::Day);
            }
        }
        _ => {}
    }
    token
}

fn follows_apostrophe(text: &str, span: ByteSpan) -> bool {
    text[..span.start].ends_with(['\'', '’', '‘'])
}

impl Token {
    fn put_number(&mut self, digits: &str) {
        self.put(Class::Number);
        let value = self.value;
        if let Some((hours, minutes)) = digits.split_once('.') {
            if minutes.len() == 2 {
                self.put_clock(hours, minutes, Class::DotClock);
            }
            return;
        }
        for (class, from, to, length) in [
            (Class::Day, 1.0, 31.0, 1..=2),
            (Class::Hour, 0.0, 24.0, 1..=2),
            (Class::MonthNumber, 1.0, 12.0, 1..=2),
            (Class::ShortYear, 0.0, 99.0, 2..=2),
            (Class::Year, 1000.0, 2199.0, 4..=4),
            (Class::RecentYear, 1900.0, 2059.0, 4..=4),
        ] {
            if (from..=to).contains(&value) && length.contains(&digits.len()) {
                self.put(class);
            }
        }
    }

    fn put_clock(&mut self, hours: &str, minutes: &str, class: Class) {
        let (Ok(hours), Ok(minutes)) = (hours.parse::<u16>(), minutes.parse::<u16>()) else { return };
        if hours < 24 && minutes < 60 {
            let is_decimal = class == Class::DotClock;
            // A number with a full stop keeps its value as a number: only before "am" or "pm" is it a time.
            self.put(class);
            if !is_decimal {
                self.value = f64::from(hours * 60 + minutes);
            }
        }
    }
}

/// Joins names of several words that the data holds: "New Year's Eve".
fn join_names(text: &str, tokens: &mut Vec<Token>) {
    let mut at = 0;
    while at < tokens.len() {
        let first = tokens[at];
        if first.is(Class::Capital) && begins_phrase(first.span.of(text)) {
            let ends = (at + 1..(at + 4).min(tokens.len())).rev();
            let spans = ends.map(|last| (last, ByteSpan::new(first.span.start, tokens[last].span.end)));
            let name = spans.into_iter().find(|(_, span)| {
                let written = span.of(text);
                !written.ends_with('.') && place_of(written).is_some()
            });
            if let Some((last, span)) = name {
                tokens[at] = Token::of(text, span);
                tokens.drain(at + 1..=last);
            }
        }
        at += 1;
    }
}
