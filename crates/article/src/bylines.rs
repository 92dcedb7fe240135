//! Who wrote a piece, from a printed line or from metadata.

use crate::article::Byline;
use crate::data::furniture::{AGENCIES, BY, BYLINE_JOINS, BYLINE_ROLES};

/// Lower-case words that belong to names.
const PARTICLES: [&str; 18] = [
    "de", "da", "di", "du", "del", "della", "van", "von", "der", "den", "al", "el", "bin", "ibn", "la", "le",
    "ten", "ter",
];

/// The longest line that can be a byline.
const LONGEST: usize = 400;

/// Reads a printed byline: "By Ana Ruiz and Ben Okafor in Vienna, Ceyda Arslan in Ankara". `None` where the line is
/// something else. A line without "By" must consist of names of two words or more.
pub(crate) fn printed_bylines(line: &str) -> Option<Vec<Byline>> {
    let line = line.trim();
    let (names, has_by) = match without_by(line) {
        Some(rest) => (rest, true),
        None => (line, false),
    };
    if names.is_empty() || line.len() > LONGEST || names.ends_with(['.', '?', '!', ':', '”', '"']) {
        return None;
    }
    let bylines = read(names, |name| is_name(name) && (has_by || name.split_whitespace().count() >= 2))?;
    (!bylines.is_empty()).then_some(bylines)
}

/// Reads a name or several from metadata, leniently: what is left after roles and "By" is taken as names.
pub(crate) fn names_in(text: &str) -> Vec<Byline> {
    let text = text.trim();
    let names = without_by(text).unwrap_or(text);
    if names.is_empty() || names.starts_with("http") || names.len() > LONGEST {
        return Vec::new();
    }
    let mut bylines = read(names, |_| true).unwrap_or_default();
    bylines.retain(|byline| is_no_address(&byline.name));
    bylines
}

/// Not "a.ruiz@northline.example", "www.northline.example" or the number of an account.
fn is_no_address(name: &str) -> bool {
    !name.contains('@') && !name.contains("www.") && name.chars().any(char::is_alphabetic)
}

/// Whether a line says in so many words that it is a byline.
pub(crate) fn has_by(line: &str) -> bool {
    without_by(line.trim()).is_some()
}

fn without_by(line: &str) -> Option<&str> {
    let (first, rest) = line.split_once(char::is_whitespace)?;
    let first = first.trim_end_matches(':').to_lowercase();
    if BY.contains(&first.as_str()) {
        return Some(rest.trim_start());
    }
    let phrase = BY.iter().filter(|phrase| phrase.contains(' ')).find(|phrase| {
        line.get(..phrase.len()).is_some_and(|head| head.eq_ignore_ascii_case(phrase))
            && line[phrase.len()..].starts_with([' ', ':'])
    })?;
    Some(line[phrase.len()..].trim_start_matches([' ', ':']))
}

/// Names up to an "in" write from the place after it: "A and B in X, C in Y".
fn read(names: &str, accept: impl Fn(&str) -> bool) -> Option<Vec<Byline>> {
    let mut bylines: Vec<Byline> = Vec::new();
    let mut n_placed = 0;
    for segment in segments(names) {
        let (name, place) = match segment.split_once(" in ") {
            Some((name, place)) => (name.trim(), Some(place.trim())),
            None => (segment, None),
        };
        if is_role(name) && place.is_none() {
            continue;
        }
        if place.is_none() && is_abbreviation(name) && bylines.last().is_some_and(|last| last.place.is_some())
        {
            // "in Washington, DC"
            let place = bylines.last().and_then(|last| last.place.clone());
            for byline in bylines.iter_mut().rev().take_while(|byline| byline.place == place) {
                byline.place = place.as_ref().map(|place| format!("{place}, {name}"));
            }
            continue;
        }
        if !accept(name) || place.is_some_and(|place| !is_name(place)) {
            return None;
        }
        bylines.push(Byline { name: name.to_owned(), place: None });
        if let Some(place) = place {
            for byline in &mut bylines[n_placed..] {
                byline.place = Some(place.to_owned());
            }
            n_placed = bylines.len();
        }
    }
    Some(bylines)
}

/// Parts a list of names: "A, B and C", "A | B", "A und B". A slash parts names of two words only ("ana/ben" is how an
/// agency's desk signs).
fn segments(names: &str) -> impl Iterator<Item = &str> {
    let has_full_names = |names: &str| names.split('/').all(|name| name.trim().contains(' '));
    let slash: &[char] = if has_full_names(names) { &['/'] } else { &[] };
    names
        .split([',', '|', ';', '•', '·', '、', '،'])
        .flat_map(move |part| part.split(slash))
        .flat_map(by_joins)
        .map(|part| part.trim().trim_start_matches("By ").trim_start_matches("and ").trim())
        .filter(|part| !part.is_empty())
}

/// Parts names at the words that join them ("and", "und", "y").
fn by_joins(names: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for word in names.split(' ') {
        let end = at + word.len();
        if start < at && BYLINE_JOINS.contains(&word) {
            parts.push(&names[start..at]);
            start = end;
        }
        at = end + 1;
    }
    parts.push(&names[start.min(names.len())..]);
    parts
}

fn is_role(words: &str) -> bool {
    // "Trainee (Sport)"
    let lower = words.split(" (").next().unwrap_or_default().to_lowercase();
    BYLINE_ROLES.iter().any(|role| lower == *role || lower.ends_with(&format!(" {role}")))
}

fn is_abbreviation(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| *c != '.').collect();
    (2..=3).contains(&letters.len())
        && letters.iter().all(|c| c.is_uppercase())
        && !AGENCIES.contains(&word.to_lowercase().as_str())
}

/// One to five words, each with a capital or a particle of names.
fn is_name(words: &str) -> bool {
    let n_words = words.split_whitespace().count();
    (1..=5).contains(&n_words)
        && words.starts_with(|c: char| {
            c.is_uppercase()
                || PARTICLES.iter().any(|particle| words.starts_with(particle) && c.is_lowercase())
        })
        && words.split_whitespace().all(|word| {
            let is_capital = word.trim_start_matches(['(', '"', '“', '‘']).starts_with(char::is_uppercase);
            (is_capital || PARTICLES.contains(&word) || word.starts_with("al-") || word.starts_with("el-"))
                && word.chars().all(|c| c.is_alphanumeric() || "-‑'’.()".contains(c))
                && !word.chars().all(|c| c.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_line(line: &str) -> Vec<String> {
        let show = |byline: Byline| match byline.place {
            Some(place) => format!("{} @ {place}", byline.name),
            None => byline.name,
        };
        printed_bylines(line).unwrap_or_default().into_iter().map(show).collect()
    }

    #[test]
    fn names_share_the_place_that_follows() {
        assert_eq!(
            read_line("Ana Ruiz and Ben Okafor in Vienna, Ceyda Arslan in New York and Dag de Wit in Kyiv"),
            ["Ana Ruiz @ Vienna", "Ben Okafor @ Vienna", "Ceyda Arslan @ New York", "Dag de Wit @ Kyiv"]
        );
        assert_eq!(read_line("By Ana Ruiz, Diplomatic correspondent, in Oslo"), [""; 0]);
        assert_eq!(read_line("By Ana Ruiz, Diplomatic correspondent"), ["Ana Ruiz"]);
        assert_eq!(read_line("By Ana Ruiz in Washington, DC"), ["Ana Ruiz @ Washington, DC"]);
        assert_eq!(read_line("BY ANA RUIZ"), ["ANA RUIZ"]);
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By Monday the talks were over.",
            "Ministers meet in Vienna",
            "By now it was clear",
            "Vienna",
            "Talks end, and nobody knows why",
        ] {
            assert_eq!(read_line(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn metadata_names_are_split() {
        let names: Vec<_> = names_in("By Ana Ruiz, Ben Okafor and Northline staff")
            .into_iter()
            .map(|byline| byline.name)
            .collect();
        assert_eq!(names, ["Ana Ruiz", "Ben Okafor"]);
        assert!(names_in("https://example.org/ana").is_empty());
    }
}
