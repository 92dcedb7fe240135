//! Every sample read, as readable snapshots: a change of any rule shows here as a diff over whole articles.
//!
//! `INSTA_UPDATE=always cargo test -p onrecord --test corpus` accepts what is read now; read the diff before you commit it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use onrecord::{Form, Input, Outcome, Reader, Record};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

fn read(name: &str) -> Vec<Record> {
    let reader = Reader { as_of: "2026-03-18T09:00".parse().ok(), ..Reader::default() };
    let mut records = Vec::new();
    reader.read([Input::Path(samples().join(name))], |outcome| match outcome {
        Outcome::Read(record) => records.push(*record),
        Outcome::Skipped(failure) | Outcome::Failed(failure) => panic!("{failure}"),
    });
    records
}

/// Fields, then blocks, then statements, a line each.
fn shown(record: &Record) -> String {
    let article = &record.article;
    let mut shown = String::new();
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(shown, "{name}: {value}");
        }
    };
    let bylines = article
        .bylines
        .iter()
        .map(|byline| format!("{} @ {}", byline.name, byline.place.as_deref().unwrap_or("?")));
    let stamps = article
        .stamps
        .iter()
        .map(|stamp| format!("{} = {}", stamp.text, stamp.value.as_deref().unwrap_or("?")));
    field("id", (!article.text.is_empty()).then(|| article.id.clone()).filter(|id| id.len() < 16));
    field("url", article.url.clone());
    field("publisher", article.publisher.clone());
    field("language", article.language.clone());
    field("label", article.label.clone());
    field("headline", article.headline.clone());
    field("standfirst", article.standfirst.clone());
    field("bylines", Some(bylines.collect::<Vec<_>>().join("; ")));
    field("published", article.published.clone());
    field("updated", article.updated.clone());
    field("stamps", Some(stamps.collect::<Vec<_>>().join("; ")));
    field("rights", article.rights.clone());
    field("topics", Some(article.topics.join("; ")));
    field("paywalled", article.paywalled.map(|paywalled| paywalled.to_string()));
    field("version", article.version.clone());
    field("status", article.status.map(|status| format!("{status:?}")));
    field("embargoed", article.embargoed.clone());
    field("signals", Some(article.signals.join("; ")));
    field("notes", Some(article.notes.join("; ")));
    for (name, from) in &article.from {
        let _ = writeln!(shown, "from {name:?}: {from:?}");
    }
    for figure in &article.figures {
        let _ = writeln!(shown, "figure: {:?} / {:?}", figure.caption, figure.credit);
    }
    for video in &article.videos {
        let _ = writeln!(shown, "video: {:?} / {:?} / {:?}", video.caption, video.credit, video.duration);
    }
    for link in &article.links {
        let _ = writeln!(shown, "link: {} -> {}", link.text, link.target);
    }
    shown.push('\n');
    for block in &article.blocks {
        let _ = writeln!(shown, "{:?} | {}", block.kind, article.words(block.span).replace('\n', " ⏎ "));
    }
    shown.push('\n');
    for time in &record.times {
        let value = time.value.as_deref().unwrap_or("?");
        let _ = writeln!(shown, "{} {:?} | {} | {value}", time.id, time.r#type, article.words(time.span));
    }
    for place in &record.places {
        let mentions: Vec<&str> = place.mentions.iter().map(|span| article.words(*span)).collect();
        let within = place.within.as_ref().map(|within| format!(" in {}", within.name)).unwrap_or_default();
        let _ = writeln!(
            shown,
            "{} {:?} | {}{within} {} | {}",
            place.id,
            place.kind,
            place.name,
            place.country,
            mentions.join(", ")
        );
    }
    shown.push('\n');
    for statement in &record.statements {
        let words = |spans: &[onrecord::ByteSpan]| {
            spans.iter().map(|span| article.words(*span)).collect::<Vec<_>>().join(" … ")
        };
        let actor = record.speaker(statement).map_or("?", |actor| &actor.name);
        let also = if statement.also.is_empty() {
            String::new()
        } else {
            format!(" (also: {})", words(&statement.also))
        };
        let _ = writeln!(
            shown,
            "{} {:?} {:?} | {actor} [{}] {} | {}{also}",
            statement.id,
            statement.form,
            statement.act,
            words(&statement.source.spans),
            words(&statement.cue),
            words(&statement.content),
        );
    }
    shown
}

#[test]
fn samples_are_read_as_their_snapshots_say() {
    for name in [
        "summit.html",
        "summit.md",
        "summit.txt",
        "agency.txt",
        "tabloid.html",
        "live.html",
        "transcript.md",
        "explainer.md",
        "wire.jsonl",
        "ferry.rss.xml",
        "ferry.atom.xml",
        "ferry.feed.json",
        "ferry.newsml.xml",
        "ferry.ninjs.json",
        "ferry.warc",
    ] {
        let records: Vec<String> = read(name).iter().map(shown).collect();
        insta::assert_snapshot!(name, records.join("\n=====\n"));
    }
}

/// The model reads a form in windows that its captions shift, so that who an unsure "which" is may differ; the words may
/// not, nor the speakers of quotations.
#[test]
fn three_forms_of_one_report_say_the_same() {
    let said = |name: &str| {
        let record = read(name).pop().expect("one article");
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let said: Vec<String> = record
            .statements
            .iter()
            .map(|statement| {
                let actor = record.speaker(statement).filter(|_| statement.form != Form::Indirect);
                let actor = actor.map_or("?", |actor| &actor.name);
                let words: String =
                    statement.content.iter().map(|span| letters(record.article.words(*span))).collect();
                format!("{actor}: {words}")
            })
            .collect();
        said
    };
    assert_eq!(said("summit.html"), said("summit.md"));
    assert_eq!(said("summit.html"), said("summit.txt"));
}
