//! Whether versions unpack, and whether the rows of current ones say what their records say.

use onrecord::{CharSpan, Record};
use rusqlite::{Connection, params};

use super::Checked;
use crate::open::Failed;
use crate::order::item_ids;
use crate::packing::{RECORD, record_in};
use crate::rows::{Sliced, span_json, spans_json};

pub(super) fn check(
    connection: &Connection,
    checked: &mut Checked,
    each: &mut impl FnMut(u64),
) -> Result<(), Failed> {
    let mut all = connection.prepare(&format!(
        "SELECT v.id, v.article, v.number, a.version IS v.id, v.n_statements, v.n_events, {RECORD}
        FROM versions v JOIN articles a ON a.id = v.article ORDER BY v.id"
    ))?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (id, article, number): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let name = format!("article {article}, version {number}");
        match record_in(row, 6, article)? {
            Err(error) => checked.troubles.push(error.to_string()),
            Ok(record) => {
                let told: (usize, usize) = (record.statements.len(), record.events.len());
                if told != (row.get(4)?, row.get(5)?) {
                    checked
                        .troubles
                        .push(format!("{name}: its record does not have as many items as its row says"));
                }
                let version =
                    Version { connection, id, name: &name, sliced: Sliced::of(&record.article.text) };
                version.check_spans(&record, checked);
                if row.get(3)? {
                    let looked = version.check_statements(&record, checked);
                    match looked.and_then(|()| version.check_events(&record, checked)) {
                        // Those of the other versions may lie elsewhere in the file.
                        Err(Failed::Sqlite(reason)) => {
                            checked.troubles.push(format!("{name}: its rows cannot be read ({reason})"));
                        }
                        looked => looked?,
                    }
                }
            }
        }
        checked.n_versions += 1;
        each(checked.n_versions);
    }
    Ok(())
}

/// A version that is looked at.
struct Version<'a> {
    connection: &'a Connection,
    id: i64,
    name: &'a str,
    sliced: Sliced<'a>,
}

impl Version<'_> {
    fn check_spans(&self, record: &Record<CharSpan>, checked: &mut Checked) {
        record.clone().map_spans(&mut |span: CharSpan| {
            checked.n_spans += 1;
            if self.sliced.words(span).is_none() {
                checked.troubles.push(format!("{}: a span of its record lies outside its text", self.name));
            }
        });
    }

    /// Whether a row has the spans of the record, and the words that they slice to.
    fn check_statements(&self, record: &Record<CharSpan>, checked: &mut Checked) -> Result<(), Failed> {
        let expected = record.statements.iter().map(|said| Row {
            item: said.id.clone(),
            spans: [
                spans_json(&said.content),
                spans_json(&said.source.spans),
                spans_json(&said.cue),
                said.condition.map(span_json).unwrap_or_default(),
            ],
            words: self.sliced.joined(&said.content),
        });
        self.compare(
            "statements",
            "SELECT s.ref, s.content_spans, s.source_spans, s.cue_spans, coalesce(s.condition_span, ''),
                (SELECT content FROM statement_words w WHERE w.id = s.id)
            FROM statements s WHERE s.id BETWEEN ?1 AND ?2 AND s.version = ?3 ORDER BY s.id",
            &expected.collect::<Vec<_>>(),
            checked,
        )
    }

    fn check_events(&self, record: &Record<CharSpan>, checked: &mut Checked) -> Result<(), Failed> {
        let expected = record.events.iter().map(|event| Row {
            item: event.id.clone(),
            spans: [
                spans_json(&event.evidence),
                span_json(event.trigger),
                event.condition.map(span_json).unwrap_or_default(),
                String::new(),
            ],
            words: self.sliced.joined(&event.evidence),
        });
        self.compare(
            "events",
            "SELECT e.ref, e.evidence_spans, e.trigger_span, coalesce(e.condition_span, ''), '',
                (SELECT evidence FROM event_words w WHERE w.id = e.id)
            FROM events e WHERE e.id BETWEEN ?1 AND ?2 AND e.version = ?3 ORDER BY e.id",
            &expected.collect::<Vec<_>>(),
            checked,
        )
    }

    fn compare(&self, table: &str, sql: &str, expected: &[Row], checked: &mut Checked) -> Result<(), Failed> {
        let (first, last) = item_ids(self.id, i64::try_from(expected.len()).unwrap_or(i64::MAX));
        let mut rows = self.connection.prepare_cached(sql)?;
        let found = rows.query_map(params![first, last, self.id], |row| {
            Ok(Row {
                item: row.get(0)?,
                spans: [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?],
                words: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            })
        })?;
        let found: Vec<Row> = found.collect::<Result<_, _>>()?;
        if found.len() != expected.len() {
            checked.troubles.push(format!(
                "{} has {} {table} in rows, not the {} of its record",
                self.name,
                found.len(),
                expected.len()
            ));
            return Ok(());
        }
        // SQL ends a text at its first NUL.
        let are_sliced_by_sql = !self.sliced.text().contains('\0');
        for (row, expected) in found.iter().zip(expected) {
            if (&row.item, &row.spans) != (&expected.item, &expected.spans) {
                checked
                    .troubles
                    .push(format!("{}: the spans of {} are not those of its record", self.name, row.item));
            } else if are_sliced_by_sql && row.words != expected.words {
                checked.troubles.push(format!(
                    "{}: the words of {} are not what its spans slice to",
                    self.name, row.item
                ));
            }
        }
        Ok(())
    }
}

/// What is compared of a row.
struct Row {
    item: String,
    spans: [String; 4],
    words: String,
}
