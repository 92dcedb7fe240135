//! What every fuzz target does: read, hold the record to its promises, write it as JSON and read that back.

use article::{CharSpan, CodePoints, Format, Settings, captures_of};
use language::Model;
use record::Record;
use std::sync::LazyLock;

/// Reads the bytes in a format; panics where a promise is broken.
pub fn read(bytes: &[u8], format: Format) {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().expect("the embedded model opens"));
    let Ok(captures) = captures_of(bytes, Some(format)) else { return };
    for capture in captures.flatten() {
        let settings = Settings { as_of: "2026-03-18T09:00".parse().ok(), ..Settings::default() };
        let Ok(article) = article::read(&capture, &settings) else { continue };
        let record = record::read(article.clone(), &MODEL.analyze(&article));
        check(&record);
        round_trip(record);
    }
}

fn check(record: &Record) {
    let article = &record.article;
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.span.start >= end, "blocks overlap at {}", block.span.start);
        end = block.span.end;
        let _ = article.words(block.span);
    }
    for statement in &record.statements {
        for span in statement.content.iter().chain(&statement.cue).chain(&statement.source.spans).chain(&statement.also) {
            let _ = article.words(*span);
            assert!(article.blocks.iter().any(|block| block.span.contains(*span)), "a span lies in no block");
        }
        if let Some(actor) = &statement.source.actor {
            assert!(record.actor(actor).is_some(), "{actor} is no actor of the record");
        }
    }
}

fn round_trip(record: Record) {
    let text = record.article.text.clone();
    let bytes = record.statements.iter().flat_map(|statement| statement.content.clone()).collect::<Vec<_>>();
    let json = serde_json::to_string(&record.in_code_points()).expect("a record is written");
    let back: Record<CharSpan> = serde_json::from_str(&json).expect("a record is read back");
    let offsets = CodePoints::of(&text);
    let again = back.statements.iter().flat_map(|statement| &statement.content).map(|span| offsets.bytes(*span).expect("it lies in the text"));
    assert_eq!(again.collect::<Vec<_>>(), bytes, "offsets convert both ways");
}
