//! Stamps as people read them: "Published YESTERDAY", "Updated 05:21", "12h ago", "Sat 16 Aug 2025 05.21 BST".

use std::ops::Range;

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan};

use super::Moment;
use crate::data::calendar::{FILLER, MONTHS, RELATIVE_DAYS, UNITS, WEEKDAYS, ZONES};
use crate::data::furniture::{PUBLISHED, UPDATED};

/// What a stamp says of the piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StampRole {
    Published,
    Updated,
    /// A bare date.
    Unsaid,
}

/// A stamp found in a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PrintedStamp {
    pub(crate) role: StampRole,
    /// Where it stands in the line, its word ("Updated") included.
    pub(crate) range: Range<usize>,
    /// Absent where it is relative and there is no `as_of`, or where day and month cannot be told apart.
    pub(crate) moment: Option<Moment>,
}

/// The longest line that can be nothing but stamps.
const LONGEST: usize = 140;

/// The stamps of a line that holds nothing else; empty for any other line. A place may stand before the date
/// ("Tallinn, 16 March 2026").
pub(crate) fn printed_stamps(line: &str, as_of: Option<Moment>) -> Vec<PrintedStamp> {
    if line.len() > LONGEST {
        return Vec::new();
    }
    let stamps = stamps_alone(line, as_of);
    let Some((_, date)) = line.split_once(", ").filter(|(place, _)| stamps.is_empty() && is_place(place))
    else {
        return stamps;
    };
    let shift = line.len() - date.len();
    let shifted = |stamp: PrintedStamp| PrintedStamp {
        range: stamp.range.start + shift..stamp.range.end + shift,
        ..stamp
    };
    stamps_alone(date, as_of).into_iter().map(shifted).collect()
}

/// One to three words with capitals.
fn is_place(words: &str) -> bool {
    let n_words = words.split(' ').count();
    n_words <= 3
        && words.split(' ').all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || "-.’'".contains(c))
        })
}

fn stamps_alone(line: &str, as_of: Option<Moment>) -> Vec<PrintedStamp> {
    let tokens = tokens(line);
    let parts = parts(line, &tokens);
    let stamps: Option<Vec<_>> = parts.into_iter().map(|part| part.stamp(line, as_of)).collect();
    stamps.unwrap_or_default()
}

/// The first stamp with day, month and year in a line that holds other words as well ("Stand: 22.04.2024, 06:00 Uhr",
/// "Vienna, 16 August 2025 | By Ana Ruiz").
pub(crate) fn stamp_within(line: &str) -> Option<(StampRole, Moment)> {
    // Year and day have four digits or more between them.
    if line.bytes().filter(u8::is_ascii_digit).count() < 4 {
        return None;
    }
    let tokens = tokens(line);
    let mut role = StampRole::Unsaid;
    let mut at = 0;
    while at < tokens.len() {
        if let Some((cue, length)) = cue_at(&tokens[at..]) {
            role = cue;
            at += length;
            continue;
        }
        let mut said = Said::default();
        let mut rest = &tokens[at..];
        while let Some(length) = rest.first().and_then(|_| said.take(rest)) {
            rest = &rest[length..];
            if cue_at(rest).is_some() {
                break;
            }
        }
        if let Some(moment) = said.year.and_then(|_| said.moment(None)) {
            return Some((role, moment));
        }
        at += 1;
    }
    None
}

#[derive(Debug, Clone)]
enum Token {
    Word(String),
    Number { value: i64, digits: usize },
    Mark(char),
}

type Placed = (Token, Range<usize>);

fn tokens(line: &str) -> Vec<Placed> {
    let mut tokens: Vec<Placed> = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let belongs: fn(char) -> bool = if c.is_ascii_digit() {
            |c| c.is_ascii_digit()
        } else if c.is_alphabetic() {
            |c| c.is_alphabetic() || matches!(c, '\'' | '’')
        } else {
            |_| false
        };
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, next)| belongs(*next)) {
            end = at + next.len_utf8();
        }
        let text = &line[start..end];
        let token = if c.is_ascii_digit() {
            Token::Number { value: text.parse().unwrap_or(i64::MAX), digits: text.len() }
        } else if c.is_alphabetic() {
            Token::Word(text.to_lowercase().replace('’', "'"))
        } else {
            Token::Mark(c)
        };
        tokens.push((token, start..end));
    }
    tokens
}

/// A run of tokens under one role.
struct Part<'t> {
    role: StampRole,
    tokens: &'t [Placed],
    from: usize,
}

fn parts<'t>(line: &str, tokens: &'t [Placed]) -> Vec<Part<'t>> {
    let mut cues: Vec<(usize, usize, StampRole)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match cue_at(&tokens[at..]) {
            Some((role, length)) => {
                cues.push((at, length, role));
                at += length;
            }
            None => at += 1,
        }
    }
    let mut parts = Vec::new();
    let first_cue = cues.first().map_or(tokens.len(), |cue| cue.0);
    if tokens[..first_cue].iter().any(|(token, _)| !matches!(token, Token::Mark(_))) {
        parts.push(Part { role: StampRole::Unsaid, tokens: &tokens[..first_cue], from: tokens[0].1.start });
    }
    for (n, (at, length, role)) in cues.iter().enumerate() {
        let end = cues.get(n + 1).map_or(tokens.len(), |next| next.0);
        parts.push(Part { role: *role, tokens: &tokens[at + length..end], from: tokens[*at].1.start });
    }
    debug_assert!(parts.iter().all(|part| part.from <= line.len()));
    parts
}

fn cue_at(tokens: &[Placed]) -> Option<(StampRole, usize)> {
    let first = word(tokens.first())?;
    let length_of = |phrase: &str| {
        let mut n_words = 0;
        for part in phrase.split(' ') {
            if word(tokens.get(n_words)) != Some(part) {
                return None;
            }
            n_words += 1;
        }
        Some(n_words)
    };
    let longest = |phrases: &[&str]| {
        phrases.iter().filter(|phrase| phrase.starts_with(first)).filter_map(|phrase| length_of(phrase)).max()
    };
    let published = longest(PUBLISHED).map(|length| (StampRole::Published, length));
    let updated = longest(UPDATED).map(|length| (StampRole::Updated, length));
    published.into_iter().chain(updated).max_by_key(|(_, length)| *length)
}

/// What the tokens of one part said.
#[derive(Default)]
struct Said {
    day: Option<i64>,
    month: Option<i64>,
    year: Option<i64>,
    weekday: Option<i64>,
    /// Days before the day of reading.
    days_ago: Option<i64>,
    /// Minutes before the moment of reading.
    minutes_ago: Option<i64>,
    time: Option<(i64, i64, i64)>,
    offset: Option<i64>,
    is_ambiguous: bool,
}

impl Part<'_> {
    /// The stamp that the part is; `None` where it is something else.
    fn stamp(&self, line: &str, as_of: Option<Moment>) -> Option<PrintedStamp> {
        let mut said = Said::default();
        let mut rest = self.tokens;
        while !rest.is_empty() {
            rest = &rest[said.take(rest)?..];
        }
        let is_dated =
            (said.day.is_some() && said.month.is_some()) || said.is_ambiguous || said.minutes_ago.is_some();
        let is_near = said.days_ago.is_some() || said.time.is_some() || said.weekday.is_some();
        if !(is_dated
            || (is_near
                && (self.role != StampRole::Unsaid || said.days_ago.is_some() && said.time.is_some())))
        {
            return None;
        }
        let end =
            self.tokens.iter().rev().find(|(token, _)| {
                !matches!(token, Token::Mark('|' | '·' | '•' | ',' | '-' | '–' | '—' | ';'))
            });
        let end = end.map_or(line.len(), |(_, range)| range.end);
        Some(PrintedStamp { role: self.role, range: self.from..end, moment: said.moment(as_of) })
    }
}

fn look_up(table: &[(&str, i64)], word: &str) -> Option<i64> {
    table.binary_search_by_key(&word, |(name, _)| name).ok().map(|at| table[at].1)
}

fn number(token: Option<&Placed>) -> Option<(i64, usize)> {
    match token {
        Some((Token::Number { value, digits }, _)) => Some((*value, *digits)),
        _ => None,
    }
}

fn mark(token: Option<&Placed>) -> Option<char> {
    match token {
        Some((Token::Mark(mark), _)) => Some(*mark),
        _ => None,
    }
}

fn word(token: Option<&Placed>) -> Option<&str> {
    match token {
        Some((Token::Word(word), _)) => Some(word),
        _ => None,
    }
}

impl Said {
    /// Takes what stands first; gives how many tokens it was, `None` where it belongs to no stamp.
    fn take(&mut self, tokens: &[Placed]) -> Option<usize> {
        match &tokens[0].0 {
            Token::Number { value, digits } => self.take_number(*value, *digits, tokens),
            Token::Word(word) => self.take_word(word, tokens),
            Token::Mark(mark) => {
                let is_offset = matches!(mark, '+' | '-') && self.time.is_some() && self.offset.is_none();
                if let Some((value, 4)) = number(tokens.get(1)).filter(|_| is_offset) {
                    let minutes = value / 100 * 60 + value % 100;
                    self.offset = Some(if *mark == '-' { -minutes } else { minutes });
                    return Some(2);
                }
                ",.|·•-–—/():;".contains(*mark).then_some(1)
            }
        }
    }

    fn take_number(&mut self, value: i64, digits: usize, tokens: &[Placed]) -> Option<usize> {
        let (mark_1, second) = (mark(tokens.get(1)), number(tokens.get(2)));
        let (mark_2, third) = (mark(tokens.get(3)), number(tokens.get(4)));
        if let (Some(separator @ ('/' | '-' | '.')), Some((b, _)), Some((c, c_digits))) =
            (mark_1, second, third)
            && mark_2 == Some(separator)
            && self.take_numeric_date([value, b, c], digits, c_digits, separator)
        {
            return Some(5);
        }
        if let Some(length) = self.take_east_asian(value, word(tokens.get(1))) {
            return Some(length);
        }
        let is_clock = matches!(mark_1, Some(':' | '.')) || word(tokens.get(1)) == Some("h");
        if let Some((minute, 2)) = second.filter(|_| is_clock && digits <= 2) {
            let (second, length) = match (mark_2, third) {
                (Some(':'), Some((second, 2))) => (second, 5),
                _ => (0, 3),
            };
            return self.take_time(value, minute, second).map(|()| length);
        }
        if let Some(half @ ("am" | "pm" | "a" | "p")) =
            word(tokens.get(1)).filter(|_| digits <= 2 && self.time.is_none())
        {
            let length = half_length(half, &tokens[1..])?;
            return self.take_time(to_24_hours(value, half.starts_with('p'))?, 0, 0).map(|()| 1 + length);
        }
        if let Some(unit) = word(tokens.get(1)).and_then(|unit| look_up(UNITS, unit))
            && word(tokens.get(2)) == Some("ago")
        {
            self.minutes_ago = Some(value.checked_mul(unit).filter(|minutes| *minutes < 5_256_000)?);
            return Some(3);
        }
        if digits == 4 && (1900..=2100).contains(&value) && self.year.is_none() {
            self.year = Some(value);
        } else if (1..=31).contains(&value) && digits <= 2 && self.day.is_none() {
            self.day = Some(value);
        } else {
            return None;
        }
        Some(1)
    }

    /// 2025-08-16, 16.08.2025, 16/08/2025. With slashes, day and month may stand either way round: unless one is
    /// over 12, nobody can tell, and nothing is guessed.
    fn take_numeric_date(
        &mut self,
        parts: [i64; 3],
        first_digits: usize,
        last_digits: usize,
        separator: char,
    ) -> bool {
        let [a, b, c] = parts;
        let (year, month, day) = if first_digits == 4 {
            (a, b, c)
        } else if last_digits == 4 {
            if separator == '.' || a > 12 || a == b {
                (c, b, a)
            } else if b > 12 {
                (c, a, b)
            } else {
                self.is_ambiguous = true;
                return true;
            }
        } else if last_digits == 2 && separator == '.' && b <= 12 {
            // "25.04.24": only the dotted form is always day first.
            (2000 + c, b, a)
        } else {
            return false;
        };
        if self.day.is_some() {
            return false;
        }
        (self.year, self.month, self.day) = (Some(year), Some(month), Some(day));
        true
    }

    /// 2024年4月24日, 2024년 4월 24일: the unit stands after its number.
    fn take_east_asian(&mut self, value: i64, unit: Option<&str>) -> Option<usize> {
        let slot = match unit?.chars().next()? {
            '年' | '년' => &mut self.year,
            '月' | '월' => &mut self.month,
            '日' | '일' => &mut self.day,
            _ => return None,
        };
        if slot.is_some() {
            return None;
        }
        *slot = Some(value);
        Some(2)
    }

    fn take_time(&mut self, hour: i64, minute: i64, second: i64) -> Option<()> {
        let is_time = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
        if !is_time || self.time.is_some() {
            return None;
        }
        self.time = Some((hour, minute, second));
        Some(())
    }

    fn take_word(&mut self, word: &str, tokens: &[Placed]) -> Option<usize> {
        if let Some((hour, minute, second)) = self.time {
            if matches!(word, "am" | "pm" | "a" | "p")
                && let Some(length) = half_length(word, tokens)
            {
                self.time = Some((to_24_hours(hour, word.starts_with('p'))?, minute, second));
                return Some(length);
            }
            if let (Some(offset), None) = (look_up(ZONES, word), self.offset) {
                self.offset = Some(offset);
                return Some(1);
            }
        }
        // A month's short form is also a word ("set", "out", "may"): only one month is taken.
        if let (Some(month), None) = (look_up(MONTHS, word), self.month) {
            self.month = Some(month);
        } else if let (Some(weekday), None) = (look_up(WEEKDAYS, word), self.weekday) {
            self.weekday = Some(weekday);
        } else if let (Some(days), None) = (look_up(RELATIVE_DAYS, word), self.days_ago) {
            self.days_ago = Some(days);
        } else {
            look_up(FILLER, word)?;
        }
        Some(1)
    }

    fn moment(&self, as_of: Option<Moment>) -> Option<Moment> {
        if self.is_ambiguous {
            return None;
        }
        if let Some(minutes) = self.minutes_ago {
            return before(as_of?, minutes);
        }
        let date = self.date(as_of)?;
        let time = self.time.and_then(|(hour, minute, second)| {
            Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, 0).ok()
        });
        let offset = self.offset.and_then(|offset| offset.try_into().ok());
        Some(Moment { date, time, offset: time.and(offset) })
    }

    fn date(&self, as_of: Option<Moment>) -> Option<Date> {
        let today = as_of.map(|as_of| as_of.date);
        if let (Some(day), Some(month)) = (self.day, self.month) {
            let of_year = |year: i64| {
                Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
            };
            return match self.year {
                Some(year) => of_year(year),
                // A stamp is never of the future: without a year it is of the last one that fits.
                None => today.and_then(|today| {
                    let year = i64::from(today.year());
                    [year, year - 1].into_iter().filter_map(of_year).find(|date| *date <= today)
                }),
            };
        }
        let today = today?;
        if let Some(days) = self.days_ago {
            return today.checked_sub(days.days()).ok();
        }
        if let Some(weekday) = self.weekday {
            let back = (i64::from(today.weekday().to_monday_one_offset()) - weekday).rem_euclid(7);
            return today.checked_sub(back.days()).ok();
        }
        self.time.map(|_| today)
    }
}

/// So many minutes before: to the minute where the moment has a time, else by whole days.
fn before(as_of: Moment, minutes: i64) -> Option<Moment> {
    const DAY: i64 = 24 * 60;
    if minutes >= DAY {
        return Some(Moment::day(as_of.date.checked_sub((minutes / DAY).days()).ok()?));
    }
    let then: DateTime =
        as_of.date.to_datetime(as_of.time?).checked_sub(Span::new().minutes(minutes)).ok()?;
    Some(Moment { date: then.date(), time: Some(then.time()), offset: as_of.offset })
}

/// How many tokens "pm", "p.m." or "a m" take.
fn half_length(half: &str, tokens: &[Placed]) -> Option<usize> {
    if half.len() == 2 {
        return Some(1);
    }
    match (mark(tokens.get(1)), word(tokens.get(2))) {
        (Some('.'), Some("m")) => Some(if mark(tokens.get(3)) == Some('.') { 4 } else { 3 }),
        _ => None,
    }
}

fn to_24_hours(hour: i64, is_afternoon: bool) -> Option<i64> {
    match (hour, is_afternoon) {
        (12, false) => Some(0),
        (1..=11, true) => Some(hour + 12),
        (1..=23, _) => Some(hour),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, as_of: &str) -> Vec<(StampRole, String)> {
        printed_stamps(line, as_of.parse().ok())
            .into_iter()
            .map(|stamp| (stamp.role, stamp.moment.map_or("?".to_owned(), |moment| moment.to_string())))
            .collect()
    }

    #[test]
    fn stamps_are_read_as_printed() {
        use StampRole::{Published, Unsaid, Updated};
        for (line, expected) in [
            ("Published YESTERDAY", vec![(Published, "2025-08-16")]),
            ("Updated 05:21", vec![(Updated, "2025-08-17T05:21")]),
            ("Published 14 MARCH 2025", vec![(Published, "2025-03-14")]),
            ("Published: March 14, 2025 at 7:45 p.m. GMT", vec![(Published, "2025-03-14T19:45Z")]),
            ("Sat 16 Aug 2025 05.21 BST", vec![(Unsaid, "2025-08-16T05:21+01:00")]),
            ("Aug. 16, 2025 / 10:21 AM EDT", vec![(Unsaid, "2025-08-16T10:21-04:00")]),
            ("16.08.2025, 05:21 Uhr", vec![(Unsaid, "2025-08-16T05:21")]),
            ("12h ago", vec![(Unsaid, "2025-08-16T19:00")]),
            ("3 days ago", vec![(Unsaid, "2025-08-14")]),
            (
                "First published 2 January 2025 | Last updated 3 January",
                vec![(Published, "2025-01-02"), (Updated, "2025-01-03")],
            ),
            ("24 December", vec![(Unsaid, "2024-12-24")]),
            ("Updated Friday 4pm", vec![(Updated, "2025-08-15T16:00")]),
            ("03/04/2025", vec![(Unsaid, "?")]),
            ("23/04/2025", vec![(Unsaid, "2025-04-23")]),
            ("Tallinn, 16 March 2025", vec![(Unsaid, "2025-03-16")]),
            ("Posted 7th of May, 2025", vec![(Published, "2025-05-07")]),
        ] {
            let expected: Vec<_> =
                expected.into_iter().map(|(role, value)| (role, value.to_owned())).collect();
            assert_eq!(read(line, "2025-08-17T07:00"), expected, "{line}");
        }
    }

    #[test]
    fn other_lines_are_no_stamps() {
        for line in [
            "In May 2025 he left.",
            "Updated plans for Gaza",
            "2025",
            "May",
            "05:21",
            "Section 4.2",
            "Monday",
            "Published by Acme",
            "16 Aug 2025 99999999999999999999",
            "",
        ] {
            assert_eq!(read(line, "2025-08-17"), [], "{line}");
        }
    }

    #[test]
    fn relative_stamps_stay_open_without_a_day_of_reading() {
        assert_eq!(read("Published YESTERDAY", ""), [(StampRole::Published, "?".to_owned())]);
    }
}
