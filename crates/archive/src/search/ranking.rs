//! Which of the newest hits match best.
//!
//! BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) over the newest hits, by what
//! the full-text index knows of them: texts lie all over a large file. FTS5 has BM25 too, but counts the rows of each word in the
//! whole index before it ranks the first row; that grows with the archive, this does not.

use rusqlite::{Connection, params};

use super::Kind;
use super::conditions::{self, Condition};
use crate::query::{Query, Term};

/// Up to where the rows of a word are counted: words that stand in more weigh alike.
const COUNTED: i64 = 10_000;

/// How many words and phrases of a query are looked for, the first.
const TERMS: usize = 64;

/// How many rows of the index are walked through: those of a query with days or addresses, which it does not know, may be many more
/// than the hits.
const WALKED: usize = 20_000;

/// How soon more of a word stops to count, and how much a long text's words count less: as FTS5 has them.
const SATURATION: f64 = 1.2;
const BY_LENGTH: f64 = 0.75;

/// What hits are ranked by: the words and phrases of a query, those under a `-` left out.
pub(super) struct Ranking {
    kind: Kind,
    weights: Vec<f64>,
    /// Finds the hits in which any of them stands. Its first phrases are they, in order.
    expression: String,
    /// How many rows are walked through, or as many as there are hits.
    most_walked: usize,
}

/// The best of some hits.
pub(super) struct Best {
    /// Their ids, each with how well it matches: the more, the better.
    pub(super) hits: Vec<(i64, f64)>,
    /// Of how many of the newest they are the best.
    pub(super) of: usize,
}

impl Ranking {
    /// What the hits of a query, which meet its condition, are ranked by; `None` where it has no words, and all match as well as each
    /// other.
    pub(super) fn of(
        connection: &Connection,
        query: &Query,
        (kind, condition): (Kind, &Condition),
    ) -> rusqlite::Result<Option<Self>> {
        let terms: Vec<Words> = query.terms().into_iter().filter_map(Words::of).take(TERMS).collect();
        if terms.is_empty() {
            return Ok(None);
        }
        let expressions: Vec<String> =
            terms.iter().map(|words| conditions::among_words(kind, &words.expression)).collect();
        let mut expression = expressions.join(" OR ");
        if let Condition::Of { matching: Some(matching), .. } = condition {
            expression = format!("({expression}) AND {matching}");
        }
        // One term weighs what it weighs in all hits.
        let weights = if let [_] = terms.as_slice() { vec![1.0] } else { weights(connection, kind, &terms)? };
        Ok(Some(Self { kind, weights, expression, most_walked: WALKED }))
    }

    /// The best of some hits, which come newest first. Of those that match as well as each other the newest comes first.
    pub(super) fn best(
        &self,
        connection: &Connection,
        newest: &[i64],
        limit: usize,
    ) -> rusqlite::Result<Best> {
        let (counts, of) = self.counts(connection, newest)?;
        let lengths: i64 = counts.iter().map(|counts| counts.length).sum();
        let average = (lengths as f64 / counts.len().max(1) as f64).max(1.0);
        let mut counts = counts.iter().peekable();
        let scored = newest[..of].iter().map(|id| {
            let here = counts.next_if(|counts| counts.id == *id);
            (*id, here.map_or(0.0, |counts| self.score(counts, average)))
        });
        let mut hits: Vec<(i64, f64)> = scored.collect();
        hits.sort_by(|a, b| b.1.total_cmp(&a.1));
        // Hits of which the walk did not get to know come after all others.
        hits.extend(newest[of..].iter().map(|id| (*id, 0.0)));
        hits.truncate(limit);
        Ok(Best { hits, of })
    }

    /// How often the terms stand in those of some hits, the newest first, where one stands at all, and how many of the hits were
    /// looked for.
    fn counts(&self, connection: &Connection, newest: &[i64]) -> rusqlite::Result<(Vec<Counts>, usize)> {
        let (Some(last), Some(first)) = (newest.first(), newest.last()) else { return Ok((Vec::new(), 0)) };
        let index = self.kind.index();
        // Sentences are of much the same length, and their index does not keep it.
        let length = if self.kind == Kind::Article { format!("n_tokens({index})") } else { "1".to_owned() };
        let sql = format!(
            "SELECT rowid, instances({index}), {length} FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC"
        );
        let mut walk = connection.prepare_cached(&sql)?;
        let mut rows = walk.query(params![self.expression, first, last])?;
        let most_walked = self.most_walked.max(newest.len());
        let (mut counts, mut n_walked) = (Vec::new(), 0);
        let mut wanted = newest.iter().peekable();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            n_walked += 1;
            if n_walked > most_walked {
                let n_looked_for = newest.iter().take_while(|hit| **hit > id).count();
                return Ok((counts, n_looked_for));
            }
            while wanted.next_if(|hit| **hit > id).is_some() {}
            if wanted.next_if(|hit| **hit == id).is_some() {
                let n_of_phrases = row.get_ref(1)?.as_str()?.split_ascii_whitespace();
                let n_of_terms =
                    n_of_phrases.take(self.weights.len()).map(|n| n.parse().unwrap_or(0.0)).collect();
                counts.push(Counts { id, n_of_terms, length: row.get(2)? });
            }
        }
        Ok((counts, newest.len()))
    }

    fn score(&self, counts: &Counts, average: f64) -> f64 {
        let longer = 1.0 - BY_LENGTH + BY_LENGTH * counts.length as f64 / average;
        let each = self.weights.iter().zip(&counts.n_of_terms);
        each.map(|(weight, n)| weight * n * (SATURATION + 1.0) / (n + SATURATION * longer)).sum()
    }
}

/// How often each term stands in a row, and how many words the row has.
struct Counts {
    id: i64,
    n_of_terms: Vec<f64>,
    length: i64,
}

/// A word that is looked for, or words that follow each other.
struct Words {
    /// As full-text search is asked for them.
    expression: String,
    /// As it is asked for each.
    each: Vec<String>,
}

impl Words {
    fn of(term: &Term) -> Option<Self> {
        let (expression, text) = match term {
            Term::Word(text) => (conditions::word(text), text),
            Term::Phrase(text) => (conditions::quoted(text), text),
            Term::Field(..) => return None,
        };
        let is_beginning = matches!(term, Term::Word(_)) && text.ends_with('*');
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut each: Vec<String> = words.map(conditions::word).collect();
        if is_beginning {
            each.last_mut()?.push('*');
        }
        (!each.is_empty()).then_some(Self { expression, each })
    }
}

/// A rare word says more than one that stands everywhere; a phrase says what its words say together.
fn weights(connection: &Connection, kind: Kind, terms: &[Words]) -> rusqlite::Result<Vec<f64>> {
    let index = kind.index();
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT {COUNTED})");
    let mut count = connection.prepare_cached(&sql)?;
    let mut weight = |word: &String| -> rusqlite::Result<f64> {
        let n_rows: i64 = count.query_row([conditions::among_words(kind, word)], |row| row.get(0))?;
        Ok((1.0 + COUNTED as f64 / n_rows.max(1) as f64).ln())
    };
    terms.iter().map(|words| words.each.iter().map(&mut weight).sum()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::instances;

    /// An index of articles, each with its headline and text.
    fn index(articles: &[(&str, &str)]) -> Connection {
        let connection = Connection::open_in_memory().expect("memory is there");
        instances::register(&connection).expect("they are taken");
        let index = "CREATE VIRTUAL TABLE articles_fts USING fts5
            (headline, text, codes, tokenize = 'unicode61 remove_diacritics 2')";
        connection.execute_batch(index).expect("it is made");
        for (id, (headline, text)) in (1..).zip(articles) {
            let row = "INSERT INTO articles_fts (rowid, headline, text, codes) VALUES (?, ?, ?, 'all talks')";
            connection.execute(row, (id, headline, text)).expect("it is written");
        }
        connection
    }

    fn ranking(connection: &Connection, query: &str, condition: &Condition) -> Option<Ranking> {
        Ranking::of(connection, &Query::parse(query), (Kind::Article, condition)).expect("it is read")
    }

    /// How often the terms of a query stand in a text.
    fn counted(query: &str, text: &str) -> Vec<f64> {
        let connection = index(&[("", text)]);
        let ranking = ranking(&connection, query, &Condition::Always).expect("there are words");
        let (counts, _) = ranking.counts(&connection, &[1]).expect("it is read");
        counts[0].n_of_terms.clone()
    }

    #[test]
    fn words_are_counted_as_the_index_tells_them_apart() {
        for (query, text, expected) in [
            ("talks", "Talks about talks, not talk", [2.0].as_slice()),
            ("elan", "Élan, e\u{301}lan and ELAN", &[3.0]),
            ("sanction*", "sanctions, Sanctioned, a sanction; unsanctioned", &[3.0]),
            ("\"no end\"", "No end, no: end. In the end no", &[2.0]),
            ("cease-fire", "A cease-fire is no ceasefire and no fire; cease fire!", &[2.0]),
            ("\"peace talks\" peace", "peace talks; peace, talk; Peace talks", &[2.0, 3.0]),
            ("talks -peace", "talks", &[1.0]),
            ("переговоры", "Переговоры", &[1.0]),
            ("वार्ता", "वार्ता और वार्ता", &[2.0]),
        ] {
            assert_eq!(counted(query, text), expected, "{query} in {text}");
        }
    }

    #[test]
    fn what_has_no_words_is_not_ranked() {
        let connection = index(&[]);
        for query in ["", "by:Ruiz", "-talks", "\"–\""] {
            assert!(ranking(&connection, query, &Condition::Always).is_none(), "{query}");
        }
    }

    #[test]
    fn a_walk_through_too_many_rows_ends_and_says_of_how_many_hits_it_knows() {
        let connection =
            index(&[("", "talks talks"), ("", "peace"), ("", "talks"), ("", "peace"), ("", "talks war")]);
        let mut ranking = ranking(&connection, "talks", &Condition::Always).expect("there are words");
        let best = |ranking: &Ranking, hits: &[i64]| {
            let best = ranking.best(&connection, hits, 10).expect("it is read");
            (best.hits.iter().map(|(id, _)| *id).collect::<Vec<_>>(), best.of)
        };
        assert_eq!(best(&ranking, &[5, 4, 1]), (vec![1, 5, 4], 3), "hits without words come last");
        assert_eq!(best(&ranking, &[5, 1]), (vec![1, 5], 2));
        ranking.most_walked = 2;
        assert_eq!(best(&ranking, &[5, 1]), (vec![5, 1], 1));
        assert_eq!(best(&ranking, &[]), (vec![], 0));
    }

    #[test]
    fn fields_of_a_query_do_not_count() {
        let connection = index(&[("talks", "peace talks"), ("", "talks and more of it, and of it more")]);
        let condition = Condition::matching("(codes : \"talks\" AND {headline text} : \"talks\")".to_owned());
        let ranking = ranking(&connection, "kind:article talks", &condition).expect("there are words");
        let best = ranking.best(&connection, &[2, 1], 10).expect("it is read");
        assert_eq!(best.hits.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1, 2]);
        let (counts, _) = ranking.counts(&connection, &[2, 1]).expect("it is read");
        assert_eq!(counts.iter().map(|counts| counts.n_of_terms[0]).collect::<Vec<_>>(), [1.0, 2.0]);
    }
}
