//! Outlets by the part of their name that tells them apart.

use rusqlite::Connection;

use super::conditions::word;

/// In how many different outlets at most such a part is looked for.
const MOST: i64 = 2_000;

/// The word of a name that finds the same outlets as the whole name, where there is one: "Harbour" for "The Harbour Post", unless
/// there is a "Harbour Times" too.
///
/// FTS5 walks through all rows of each word of a phrase, and "The", "Post" and "Times" stand in those of half of the outlets. The
/// outlets that are there are put into an index of the same tokens, so that the answer is exact.
pub(super) fn telling_word(connection: &Connection, name: &str) -> rusqlite::Result<String> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    if words.len() < 2 || name.ends_with('*') {
        return Ok(name.to_owned());
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    connection.execute_batch(&format!(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.outlets USING fts5 (outlet, tokenize = 'unicode61 remove_diacritics 2');
        DELETE FROM temp.outlets;
        INSERT INTO temp.outlets WITH RECURSIVE known (name) AS (
            SELECT min(outlet) FROM versions
            UNION ALL SELECT (SELECT min(outlet) FROM versions WHERE outlet > name) FROM known WHERE name IS NOT NULL
            LIMIT {MOST})
        SELECT name FROM known WHERE name IS NOT NULL"
    ))?;
    let n_known: i64 = connection.query_row("SELECT count(*) FROM temp.outlets", [], |row| row.get(0))?;
    let mut count = connection.prepare_cached("SELECT count(*) FROM temp.outlets WHERE outlets MATCH ?")?;
    let mut n_called = |name: &str| count.query_row([word(name)], |row| row.get::<_, i64>(0));
    let wanted = n_called(name)?;
    if wanted == 0 || n_known >= MOST {
        return Ok(name.to_owned());
    }
    for word in words {
        // Who is called by the whole name is called by each of its words.
        if n_called(word)? == wanted {
            return Ok(word.to_owned());
        }
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_stands_for_a_name_where_it_finds_the_same_outlets() {
        let connection = Connection::open_in_memory().expect("memory is there");
        connection.execute_batch("CREATE TABLE versions (outlet TEXT)").expect("it is made");
        for outlet in ["The Harbour Post", "The Harbour Times", "Valley Post", "Élan – Post", "Elbe-Post"]
        {
            connection.execute("INSERT INTO versions VALUES (?)", [outlet]).expect("it is written");
        }
        connection.execute("INSERT INTO versions VALUES (NULL)", []).expect("it is written");
        for (name, expected) in [
            ("valley post", "valley"),
            ("Elan Post", "Elan"),
            ("Harbour Post", "Harbour Post"),
            ("the harbour", "harbour"),
            ("Elbe-Post \"", "Elbe-Post"),
            ("Post Valley", "Post Valley"),
            ("Valley Po*", "Valley Po*"),
            ("Post", "Post"),
            ("– –", "– –"),
        ] {
            assert_eq!(telling_word(&connection, name).expect("it is told"), expected, "{name}");
        }
        connection.execute("INSERT INTO versions VALUES ('Valley Times')", []).expect("it is written");
        assert_eq!(telling_word(&connection, "Valley Post").expect("it is told"), "Valley Post");
    }
}
