//! Which of the newest hits match best.
//!
//! BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) over the words of the hits
//! that are looked through. FTS5 has it too, but counts the rows of each word in the whole index before it ranks the first row, and
//! takes all columns of a row apart to know its length: that grows with the archive, this does not.

use memchr::memmem;
use rusqlite::Connection;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::Kind;
use super::conditions;
use crate::query::{Query, Term};

/// Up to where the rows of a word are counted: words that stand in more weigh alike.
const COUNTED: i64 = 10_000;

/// How many words and phrases of a query are looked for, the first.
const TERMS: usize = 64;

/// How soon more of a word stops to count, and how much a long text's words count less: as FTS5 has them.
const SATURATION: f64 = 1.2;
const BY_LENGTH: f64 = 0.75;

/// What hits are ranked by: the words and phrases of a query, those under a `-` left out.
pub(super) struct Ranking {
    kind: Kind,
    terms: Vec<Wanted>,
}

/// A word that is looked for, or words that follow each other.
struct Wanted {
    words: Vec<String>,
    /// Finds the first of them.
    first: memmem::Finder<'static>,
    /// Whether any word that begins like the last will do.
    is_beginning: bool,
    weight: f64,
}

impl Ranking {
    /// What a query ranks by; `None` where it has no words, and all hits match as well as each other.
    pub(super) fn of(connection: &Connection, kind: Kind, query: &Query) -> rusqlite::Result<Option<Self>> {
        let terms = query.terms().into_iter().filter_map(Wanted::of).take(TERMS).collect();
        let mut ranking = Self { kind, terms };
        // One term weighs what it weighs in all hits.
        if ranking.terms.len() > 1 {
            ranking.weigh(connection)?;
        }
        Ok((!ranking.terms.is_empty()).then_some(ranking))
    }

    /// A rare word says more than one that stands everywhere; a phrase says what its words say together.
    fn weigh(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let (index, columns) = (self.kind.index(), self.kind.words());
        let sql =
            format!("SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT {COUNTED})");
        let mut count = connection.prepare_cached(&sql)?;
        for term in &mut self.terms {
            term.weight = 0.0;
            for (number, word) in (1..).zip(&term.words) {
                let ending = if term.is_beginning && number == term.words.len() { "*" } else { "" };
                let expression = format!("{{{columns}}} : {}", conditions::word(&format!("{word}{ending}")));
                let n_rows: i64 = count.query_row([expression], |row| row.get(0))?;
                term.weight += (1.0 + COUNTED as f64 / n_rows.max(1) as f64).ln();
            }
        }
        Ok(())
    }

    /// The best of some hits, which come newest first, with how well they match: the more, the better. Of those that match as well
    /// as each other the newest comes first.
    pub(super) fn best(
        &self,
        connection: &Connection,
        newest: &[i64],
        limit: usize,
    ) -> rusqlite::Result<Vec<(i64, f64)>> {
        let mut read = connection.prepare_cached(read(self.kind))?;
        let (mut looked, mut text) = (Vec::with_capacity(newest.len()), String::new());
        for id in newest {
            let mut rows = read.query([id])?;
            let Some(row) = rows.next()? else { continue };
            text.clear();
            for column in 0..n_columns(self.kind) {
                // Words that are no UTF-8 are for a check to find.
                let words = row.get_ref(column)?.as_str_or_null().ok().flatten();
                fold(words.unwrap_or_default(), &mut text);
                text.push(COLUMN);
            }
            let n_of_terms = self.terms.iter().map(|term| term.count(&text)).collect();
            looked.push((*id, Counts { n_of_terms, length: text.len() }));
        }
        let lengths: usize = looked.iter().map(|(_, counts)| counts.length).sum();
        let average = (lengths as f64 / looked.len().max(1) as f64).max(1.0);
        let mut ranked: Vec<(i64, f64)> =
            looked.into_iter().map(|(id, counts)| (id, self.score(&counts, average))).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranked.truncate(limit);
        Ok(ranked)
    }

    fn score(&self, counts: &Counts, average: f64) -> f64 {
        let longer = 1.0 - BY_LENGTH + BY_LENGTH * counts.length as f64 / average;
        let each = self.terms.iter().zip(&counts.n_of_terms).map(|(term, n)| {
            let n = *n as f64;
            term.weight * n * (SATURATION + 1.0) / (n + SATURATION * longer)
        });
        each.sum()
    }
}

/// The columns in which words are looked for, of a row.
fn read(kind: Kind) -> &'static str {
    match kind {
        Kind::Statement => {
            "SELECT (SELECT content FROM statement_words w WHERE w.id = x.id), x.speaker_name FROM statements x WHERE x.id = ?"
        }
        Kind::Event => {
            "SELECT (SELECT evidence FROM event_words w WHERE w.id = x.id), x.actors, x.recipients FROM events x WHERE x.id = ?"
        }
        Kind::Article => "SELECT headline, text FROM versions WHERE id = ?",
    }
}

fn n_columns(kind: Kind) -> usize {
    match kind {
        Kind::Statement | Kind::Article => 2,
        Kind::Event => 3,
    }
}

/// How often each term stands in a row, and how long the row is, in bytes.
struct Counts {
    n_of_terms: Vec<usize>,
    length: usize,
}

impl Wanted {
    fn of(term: &Term) -> Option<Self> {
        let (Term::Word(text) | Term::Phrase(text)) = term else { return None };
        let mut plain = String::new();
        fold(text, &mut plain);
        let words: Vec<String> = plain
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let first = memmem::Finder::new(words.first()?).into_owned();
        let is_beginning = matches!(term, Term::Word(_)) && text.ends_with('*');
        Some(Self { first, words, is_beginning, weight: 1.0 })
    }

    /// How often it stands in a text that is folded.
    fn count(&self, text: &str) -> usize {
        let is_here = |at: usize| {
            let begins = !text[..at].ends_with(char::is_alphanumeric);
            begins && self.stands_at_start(&text[at..])
        };
        self.first.find_iter(text.as_bytes()).filter(|at| is_here(*at)).count()
    }

    /// Whether a text begins with its words, and nothing but what they may begin.
    fn stands_at_start(&self, mut text: &str) -> bool {
        for (number, word) in self.words.iter().enumerate() {
            if number > 0 {
                text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != COLUMN);
            }
            let Some(rest) = text.strip_prefix(word.as_str()) else { return false };
            let may_go_on = self.is_beginning && number + 1 == self.words.len();
            if !may_go_on && rest.starts_with(char::is_alphanumeric) {
                return false;
            }
            text = rest;
        }
        true
    }
}

/// What stands after each column of a row: no phrase runs from one into the next.
const COLUMN: char = '\0';

/// Adds a text to another in small letters without accents, as the index has its words.
fn fold(text: &str, folded: &mut String) {
    let begin = folded.len();
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (plain, others) = rest.split_at(at);
        folded.push_str(plain);
        let end = others.bytes().position(|byte| byte.is_ascii()).unwrap_or(others.len());
        let run = &others[..end];
        // Quotation marks and dashes, which every text is full of, have no small letters.
        if run.chars().all(|c| ('\u{2010}'..='\u{201f}').contains(&c)) {
            folded.push_str(run);
        } else {
            let letters = run.nfd().filter(|c| !is_combining_mark(*c));
            folded.extend(letters.flat_map(char::to_lowercase));
        }
        rest = &others[end..];
    }
    folded.push_str(rest);
    folded[begin..].make_ascii_lowercase();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often the terms of a query stand in a text.
    fn counted(query: &str, text: &str) -> Vec<usize> {
        let connection = Connection::open_in_memory().expect("memory is there");
        connection
            .execute_batch("CREATE VIRTUAL TABLE articles_fts USING fts5 (headline, text, codes)")
            .expect("it is made");
        let ranking = Ranking::of(&connection, Kind::Article, &Query::parse(query)).expect("it is read");
        let ranking = ranking.expect("there are words");
        let mut plain = String::new();
        fold(text, &mut plain);
        ranking.terms.iter().map(|term| term.count(&plain)).collect()
    }

    #[test]
    fn words_are_counted_as_the_index_tells_them_apart() {
        for (query, text, expected) in [
            ("talks", "Talks about talks, not talk", [2].as_slice()),
            ("elan", "Élan, e\u{301}lan and ELAN", &[3]),
            ("sanction*", "sanctions, Sanctioned, a sanction; unsanctioned", &[3]),
            ("\"no end\"", "No end, no: end. In the end no", &[2]),
            ("cease-fire", "A cease-fire is no ceasefire and no fire; cease fire!", &[2]),
            ("\"peace talk*\" peace", "peace talks; peace, talk; Peace talk", &[2, 3]),
            ("talks -peace", "peace talks", &[1]),
            ("переговоры", "Переговоры", &[1]),
        ] {
            assert_eq!(counted(query, text), expected, "{query} in {text}");
        }
    }

    #[test]
    fn what_has_no_words_is_not_ranked() {
        let connection = Connection::open_in_memory().expect("memory is there");
        for query in ["", "by:Ruiz", "-talks", "\"–\""] {
            let ranking = Ranking::of(&connection, Kind::Article, &Query::parse(query)).expect("it is read");
            assert!(ranking.is_none(), "{query}");
        }
    }
}
