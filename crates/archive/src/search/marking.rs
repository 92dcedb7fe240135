//! Which words of a hit match, and the part of an article's text that is shown of it.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::{Hit, Kind};

/// Characters that stand around a match until it is marked; no article's text keeps its control characters on a screen.
const OPENING: char = '\u{2}';
const CLOSING: char = '\u{3}';

/// Marks the words of a hit that match, and cuts an article's text to the part where most of them stand.
pub(super) fn mark(connection: &Connection, words: &[String], hit: &mut Hit) -> rusqlite::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    let index = hit.kind.index();
    let (column, place) = match hit.kind {
        Kind::Statement => ("content", 0),
        Kind::Event => ("evidence", 0),
        Kind::Article => ("text", 1),
    };
    let expression = format!("{{{column}}} : ({})", words.join(" OR "));
    let sql = format!(
        "SELECT highlight({index}, {place}, ?3, ?4) FROM {index} WHERE {index} MATCH ?1 AND rowid = ?2"
    );
    let marked: Option<String> = connection
        .prepare_cached(&sql)?
        .query_row(rusqlite::params![expression, hit.id, OPENING.to_string(), CLOSING.to_string()], |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(marked) = marked {
        let (words, marks) = unmarked(&marked);
        // FTS5's own snippet compares each match with all others: a long text of one word takes it minutes.
        (hit.words, hit.marks) =
            if hit.kind == Kind::Article { excerpt(&words, &marks) } else { (words, marks) };
    }
    Ok(())
}

/// How many characters of an article are shown around its matches, and how many of them before the first.
const EXCERPT: usize = 240;
const BEFORE: usize = 60;

/// The part of a text in which the most different matches stand, cut between words, with its marks.
fn excerpt(words: &str, marks: &[[usize; 2]]) -> (String, Vec<[usize; 2]>) {
    let chars: Vec<char> = words.chars().collect();
    let first = fullest(&chars, marks).map_or(0, |mark| mark.saturating_sub(BEFORE));
    let is_blank = |at: usize| chars.get(at).is_none_or(|c| c.is_whitespace());
    // A whole word or, where it is longer than anybody wants to see, a part of one.
    let within = |at: usize| (at..chars.len().min(at + BEFORE)).find(|at| is_blank(*at));
    let start = if first == 0 { 0 } else { within(first).map_or(first, |blank| blank + 1) };
    let end = within(start + EXCERPT).unwrap_or(chars.len().min(start + EXCERPT + BEFORE));
    let (mut shown, mut shift) = (String::new(), 0);
    if start > 0 {
        shown.push('…');
        shift = 1;
    }
    shown.extend(&chars[start..end]);
    if end < chars.len() {
        shown.push('…');
    }
    let inside = marks.iter().filter(|[from, to]| start <= *from && *to <= end);
    (shown, inside.map(|[from, to]| [from - start + shift, to - start + shift]).collect())
}

/// Where the mark begins from which on the most different words are marked within an excerpt.
fn fullest(chars: &[char], marks: &[[usize; 2]]) -> Option<usize> {
    let word = |mark: &[usize; 2]| -> String {
        chars[mark[0]..mark[1]].iter().flat_map(|c| c.to_lowercase()).collect()
    };
    let words: Vec<String> = marks.iter().map(word).collect();
    // A window of marks: how often each word stands in it.
    let (mut inside, mut end, mut best) = (HashMap::<&str, usize>::new(), 0, None);
    for (start, mark) in marks.iter().enumerate() {
        while marks.get(end).is_some_and(|next| next[1] <= mark[0] + EXCERPT - BEFORE || end == start) {
            *inside.entry(&words[end]).or_default() += 1;
            end += 1;
        }
        if best.is_none_or(|(most, _)| inside.len() > most) {
            best = Some((inside.len(), mark[0]));
        }
        if let Some(n) = inside.get_mut(words[start].as_str()) {
            *n -= 1;
            if *n == 0 {
                inside.remove(words[start].as_str());
            }
        }
    }
    best.map(|(_, at)| at)
}

/// The words without the characters around matches, and where those stood, in code points.
fn unmarked(marked: &str) -> (String, Vec<[usize; 2]>) {
    let (mut words, mut marks, mut start, mut n) = (String::with_capacity(marked.len()), Vec::new(), None, 0);
    for c in marked.chars() {
        match c {
            OPENING => start = Some(n),
            CLOSING => marks.extend(start.take().map(|start| [start, n])),
            c => {
                words.push(c);
                n += 1;
            }
        }
    }
    (words, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_where_the_most_different_words_match() {
        let filler = "and so the long day went on without much news ".repeat(20);
        let text = format!("The talks began. {filler}Then talks on the ceasefire ended. {filler}");
        let marks = ["talks", "talks on", "ceasefire"].map(|word| {
            let word_alone = word.split(' ').next().unwrap_or_default();
            let at = if word == "talks on" {
                text.find("Then talks").map(|at| at + 5)
            } else {
                text.find(word_alone)
            };
            let at = at.expect("it stands there");
            [at, at + word_alone.len()]
        });
        let (shown, shown_marks) = excerpt(&text, &marks);
        assert!(
            shown.starts_with('…')
                && shown.ends_with('…')
                && shown.contains("Then talks on the ceasefire ended."),
            "{shown}"
        );
        let marked: Vec<String> = shown_marks
            .iter()
            .map(|[from, to]| shown.chars().skip(*from).take(to - from).collect())
            .collect();
        assert_eq!(marked, ["talks", "ceasefire"]);
        assert_eq!(excerpt("No talks.", &[[3, 8]]), ("No talks.".to_owned(), vec![[3, 8]]));
        assert_eq!(excerpt("", &[]), (String::new(), vec![]));
        let word = "x".repeat(100_000);
        let (shown, _) = excerpt(&word, &[[0, 100_000]]);
        assert!(shown.chars().count() < 400);
    }

    #[test]
    fn a_long_text_of_one_word_is_marked_at_once() {
        let n = 200_000;
        let marks: Vec<[usize; 2]> = (0..n).map(|number| [number * 4, number * 4 + 3]).collect();
        let (shown, marks) = excerpt(&"war ".repeat(n), &marks);
        assert!(marks.len() > 50 && shown.starts_with("war war"));
    }
}
