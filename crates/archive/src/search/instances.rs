//! What a full-text index knows of the rows that it finds, as functions of SQL.
//!
//! `instances(INDEX)` is how often each phrase of the expression stands in a row, in the order in which the expression has them:
//! whole numbers with a space after each. `n_tokens(INDEX)` is how many words a row has, where the index keeps that. Both read the
//! index alone, which lies close together; the texts lie all over a large file. FTS5 hands this out to functions in C only
//! (<https://www.sqlite.org/fts5.html#custom_auxiliary_functions>), so here is the one place of the program with `unsafe` code.

#![expect(unsafe_code, reason = "FTS5 hands what its index knows of a row to functions in C only")]

use std::ffi::{CStr, c_int};
use std::fmt::Write as _;
use std::ptr;

use rusqlite::Connection;
use rusqlite::ffi;
use rusqlite::types::ToSqlOutput;

/// A function of FTS5: what it is called by for each row.
type Function = unsafe extern "C" fn(
    *const ffi::Fts5ExtensionApi,
    *mut ffi::Fts5Context,
    *mut ffi::sqlite3_context,
    c_int,
    *mut *mut ffi::sqlite3_value,
);

/// Makes the functions known to a connection.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let api = api(connection)?;
    for (name, function) in [(c"instances", instances as Function), (c"n_tokens", n_tokens as Function)] {
        // SAFETY: `api` is FTS5's own for this connection, which is open; the name ends with a zero and is copied, and the functions
        // are there as long as the program.
        let code = unsafe {
            match (*api).xCreateFunction {
                Some(create) => create(api, name.as_ptr(), ptr::null_mut(), Some(function), None),
                None => ffi::SQLITE_MISUSE,
            }
        };
        if code != ffi::SQLITE_OK {
            return Err(failed(code));
        }
    }
    Ok(())
}

/// How FTS5 is asked to do things, which lives as long as the connection.
fn api(connection: &Connection) -> rusqlite::Result<*mut ffi::fts5_api> {
    const TYPE: &CStr = c"fts5_api_ptr";
    let mut api: *mut ffi::fts5_api = ptr::null_mut();
    // FTS5 writes it to the place whose address is bound, while the statement runs.
    let place = ToSqlOutput::Pointer((ptr::from_mut(&mut api).cast_const().cast(), TYPE, None));
    connection.query_row("SELECT fts5(?)", [place], |_| Ok(()))?;
    if api.is_null() { Err(failed(ffi::SQLITE_MISUSE)) } else { Ok(api) }
}

fn failed(code: c_int) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(
        ffi::Error::new(code),
        Some("full-text search takes no function".to_owned()),
    )
}

/// `instances(INDEX)`.
unsafe extern "C" fn instances(
    api: *const ffi::Fts5ExtensionApi,
    row: *mut ffi::Fts5Context,
    result: *mut ffi::sqlite3_context,
    _: c_int,
    _: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: FTS5 calls this with its own functions and a row that is there until we return.
    let counted = unsafe { counts(&*api, row) };
    let told = counted.and_then(|counts| {
        let mut text = String::new();
        for count in counts {
            write!(text, "{count} ").map_err(|_| ffi::SQLITE_NOMEM)?;
        }
        let length = c_int::try_from(text.len()).map_err(|_| ffi::SQLITE_TOOBIG)?;
        // SAFETY: `result` is the one of this call, and SQLITE_TRANSIENT has the text copied before it is dropped.
        unsafe { ffi::sqlite3_result_text(result, text.as_ptr().cast(), length, ffi::SQLITE_TRANSIENT()) };
        Ok(())
    });
    if let Err(code) = told {
        // SAFETY: as above.
        unsafe { ffi::sqlite3_result_error_code(result, code) };
    }
}

/// How often each phrase stands in a row.
///
/// # Safety
/// `api` and `row` are those of a call of FTS5 that lasts.
unsafe fn counts(api: &ffi::Fts5ExtensionApi, row: *mut ffi::Fts5Context) -> Result<Vec<u32>, c_int> {
    let (Some(phrase_count), Some(inst_count), Some(inst)) = (api.xPhraseCount, api.xInstCount, api.xInst)
    else {
        return Err(ffi::SQLITE_MISUSE);
    };
    // SAFETY: they are given the row of this call, and places to write whole numbers to.
    unsafe {
        let mut counts = vec![0; usize::try_from(phrase_count(row)).unwrap_or(0)];
        let mut n_instances = 0;
        ok(inst_count(row, &raw mut n_instances))?;
        for number in 0..n_instances {
            let (mut phrase, mut column, mut offset) = (0, 0, 0);
            ok(inst(row, number, &raw mut phrase, &raw mut column, &raw mut offset))?;
            let count = usize::try_from(phrase).ok().and_then(|phrase| counts.get_mut(phrase));
            *count.ok_or(ffi::SQLITE_CORRUPT)? += 1;
        }
        Ok(counts)
    }
}

/// `n_tokens(INDEX)`.
unsafe extern "C" fn n_tokens(
    api: *const ffi::Fts5ExtensionApi,
    row: *mut ffi::Fts5Context,
    result: *mut ffi::sqlite3_context,
    _: c_int,
    _: *mut *mut ffi::sqlite3_value,
) {
    const ALL_COLUMNS: c_int = -1;
    let mut n_tokens = 0;
    // SAFETY: FTS5 calls this with its own functions, a row that is there until we return, and the result of this call.
    unsafe {
        let code = match (*api).xColumnSize {
            Some(column_size) => column_size(row, ALL_COLUMNS, &raw mut n_tokens),
            None => ffi::SQLITE_MISUSE,
        };
        match ok(code) {
            Ok(()) => ffi::sqlite3_result_int(result, n_tokens),
            Err(code) => ffi::sqlite3_result_error_code(result, code),
        }
    }
}

fn ok(code: c_int) -> Result<(), c_int> {
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(code) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(rows: &[(&str, &str)]) -> Connection {
        let connection = Connection::open_in_memory().expect("memory is there");
        register(&connection).expect("they are taken");
        connection.execute_batch("CREATE VIRTUAL TABLE f USING fts5 (a, b)").expect("it is made");
        for (id, (a, b)) in (1..).zip(rows) {
            let row = "INSERT INTO f (rowid, a, b) VALUES (?, ?, ?)";
            connection.execute(row, (id, a, b)).expect("it is written");
        }
        connection
    }

    /// What the functions say of the rows that an expression finds.
    fn told(connection: &Connection, expression: &str) -> Vec<(i64, String, i64)> {
        let sql = "SELECT rowid, instances(f), n_tokens(f) FROM f WHERE f MATCH ? ORDER BY rowid";
        let mut found = connection.prepare(sql).expect("it is SQL");
        let rows = found.query_map([expression], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        rows.expect("it is read").collect::<Result<_, _>>().expect("it is read")
    }

    #[test]
    fn each_phrase_is_counted_in_its_columns() {
        let connection =
            index(&[("peace talks", "talks about talks on peace"), ("war", "Élan, elan and war")]);
        let row = |id, counts: &str, n_tokens| (id, counts.to_owned(), n_tokens);
        assert_eq!(told(&connection, "talks OR peace"), [row(1, "3 2 ", 7)]);
        assert_eq!(told(&connection, "b : talks AND a : \"peace talks\""), [row(1, "2 1 ", 7)]);
        assert_eq!(told(&connection, "elan OR w* OR tal*"), [row(1, "0 0 3 ", 7), row(2, "2 2 0 ", 5)]);
        assert_eq!(told(&connection, "talks NOT war"), [row(1, "3 0 ", 7)]);
    }

    #[test]
    fn a_function_without_its_index_is_an_error() {
        let connection = index(&[("peace", "war")]);
        let asked = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0));
        assert!(asked("SELECT instances(1)").is_err());
        assert!(asked("SELECT instances(f) FROM f").is_ok_and(|counts| counts.is_empty()), "no phrases");
    }
}
