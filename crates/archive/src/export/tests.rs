//! Every format on one article that is made to break formats.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use arrow_array::cast::AsArray;
use onrecord::{ByteSpan, CharSpan, CodePoints, Record};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const TEXT: &str = "Talks\tend 🕊️\n\n“It <b>rains</b>,\tand “we” wait,” said Ana Ruiz & co. The ministers will meet in Şırnak on 18 August. The ministers will meet soon.";

/// The span of some words in [`TEXT`], in code points.
fn span(words: &str) -> [usize; 2] {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words} stands in the text"));
    let span = CodePoints::of(TEXT).chars(ByteSpan::new(start, start + words.len()));
    [span.0, span.1]
}

fn record() -> Record {
    let meeting = "The ministers will meet in Şırnak on 18 August.";
    let event = |id: &str, evidence: &str, time: Option<&str>, label: &str| {
        json!({"id": id, "type": "CONSULT", "trigger": span("meet"), "actors": ["a2"], "recipients": ["a1"], "status": label,
            "stance": "asserted", "label": label, "time": time, "place": "p1", "evidence": [span(evidence)], "confidence": 0.5,
            "according_to": "s1", "denied_by": ["s1"]})
    };
    let statement = |id: &str| {
        json!({"id": id, "kind": "speech", "form": "direct", "act": "say", "source": {"spans": [span("Ana Ruiz")], "actor": "a1"},
            "cue": [span("said")], "content": [span("It <b>rains</b>,\tand “we” wait,")], "confidence": 0.9})
    };
    let written = json!({
        "schema": "onrecord/0", "made_by": {"version": "0"},
        "article": {"id": "x", "url": "https://a.example/1?a=b&c=\"d\"", "publisher": "The =A\t& B", "language": "en",
            "headline": "Talks\tend 🕊️", "published": "2025-08-16T05:21+01:00", "text": TEXT},
        "actors": [
            {"id": "a1", "name": "Ana <Ruiz>", "kind": "person", "state": "ESP", "aliases": ["Ruiz"]},
            {"id": "a2", "name": "Ministers", "kind": "state", "state": "TUR", "wikidata": "Q43"}],
        "statements": [statement("s1"), statement("s2")],
        "events": [event("e1", meeting, Some("t1"), "planned"), event("e2", "The ministers will meet soon.", Some("t2"), "called-off")],
        "times": [
            {"id": "t1", "span": span("18 August"), "type": "DATE", "value": "2025-08-18", "precision": "day", "basis": "explicit"},
            {"id": "t2", "span": span("soon"), "type": "DATE", "value": "FUTURE_REF", "basis": "vague"}],
        "places": [{"id": "p1", "kind": "city", "name": "Şırnak", "mentions": [span("Şırnak")], "country": "TUR", "lat": 37.5}],
    });
    let record: Record<CharSpan> = serde_json::from_value(written).expect("it is a record");
    let offsets = CodePoints::of(TEXT);
    record.map_spans(&mut |span| offsets.bytes(span).expect("it lies in the text"))
}

fn selected() -> Selected {
    Selected {
        article: 7,
        version: 2,
        key: "https://a.example/1".to_owned(),
        outlet: Some("The =A\t& B".to_owned()),
        changed: "2025-08-16T06:00:00Z".to_owned(),
        record: record(),
        statements: vec![0, 1],
        events: vec![0, 1],
    }
}

/// Where an export is written to, to be looked at.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("one thread writes").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn exported(format: Format, articles: &[Selected]) -> (Vec<u8>, Left) {
    let sink = Sink::default();
    let mut exporter = exporter(format, sink.clone(), "A <title>").expect("memory takes it");
    for article in articles {
        exporter.take(article).expect("memory takes it");
    }
    let left = exporter.finish().expect("memory takes it");
    let bytes = sink.0.lock().expect("one thread writes").clone();
    (bytes, left)
}

fn text(format: Format) -> String {
    String::from_utf8(exported(format, &[selected()]).0).expect("it is text")
}

#[test]
fn ids_are_unique_and_do_not_hang_on_what_else_is_selected() {
    let all = selected();
    let ids: Vec<String> = all.items().into_iter().map(|item| item.id).collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 4);
    let some = Selected { article: 99, statements: vec![1], events: vec![1], ..selected() };
    let some: Vec<String> = some.items().into_iter().map(|item| item.id).collect();
    assert_eq!(some, [ids[1].clone(), ids[3].clone()]);
}

#[test]
fn cells_are_of_their_columns_kind() {
    let selected = selected();
    for item in selected.items() {
        for column in COLUMNS {
            let fits = match (column.cell)(&item) {
                Cell::Empty => true,
                Cell::Text(_) => column.holds == Holds::Text,
                Cell::Texts(_) => column.holds == Holds::Texts,
                Cell::Number(_) => column.holds == Holds::Number,
                Cell::Count(_) => column.holds == Holds::Count,
                Cell::Flag(_) => column.holds == Holds::Flag,
            };
            assert!(fits, "{}", column.name);
        }
    }
    let names: HashSet<&str> = COLUMNS.iter().map(|column| column.name).collect();
    assert_eq!(names.len(), COLUMNS.len());
}

#[test]
fn tsv_has_a_row_an_item_and_no_blank_that_breaks_it() {
    let tsv = text(Format::Tsv);
    let rows: Vec<Vec<&str>> = tsv.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|row| row.len() == COLUMNS.len()));
    let words = rows[0].iter().position(|name| *name == "words").expect("there are words");
    assert_eq!(rows[1][words], "It <b>rains</b>, and “we” wait,");
}

#[test]
fn json_lines_have_source_and_link_in_each_row() {
    let lines = text(Format::JsonLines);
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 4);
    for row in &rows {
        assert_eq!(row["url"], "https://a.example/1?a=b&c=\"d\"");
        assert_eq!(
            (&row["outlet"], &row["published"]),
            (&json!("The =A\t& B"), &json!("2025-08-16T05:21+01:00"))
        );
        let span: Vec<[usize; 2]> =
            serde_json::from_str(row["spans"].as_str().expect("a text")).expect("spans");
        let by_hand: String = TEXT.chars().skip(span[0][0]).take(span[0][1] - span[0][0]).collect();
        assert_eq!(one_line(&by_hand), row["words"].as_str().expect("a text"));
    }
    assert_eq!(rows[2]["first_day"], "2025-08-18");
    assert_eq!(rows[3].get("first_day"), None, "“soon” is no day");
    assert_eq!(rows[3]["according_to"], "Ana <Ruiz>");
}

#[test]
fn parquet_and_arrow_give_back_what_json_lines_hold() {
    let many: Vec<Selected> =
        (0..3_000).map(|number| Selected { key: number.to_string(), ..selected() }).collect();
    let (parquet, _) = exported(Format::Parquet, &many);
    let file = tempfile::tempfile().expect("there is room");
    std::io::Write::write_all(&mut &file, &parquet).expect("there is room");
    let batches = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(ParquetRecordBatchReaderBuilder::build)
        .expect("Parquet");
    let batches: Vec<_> = batches.map(|batch| batch.expect("a batch")).collect();
    assert_eq!(batches.iter().map(arrow_array::RecordBatch::num_rows).sum::<usize>(), 12_000);
    let words =
        batches[0].column_by_name("words").expect("there are words").as_string::<i32>().value(0).to_owned();
    assert_eq!(words, "It <b>rains</b>, and “we” wait,");

    let (arrow, _) = exported(Format::Arrow, &many);
    let reader = arrow_ipc::reader::FileReader::try_new(std::io::Cursor::new(arrow), None).expect("Arrow");
    let batches: Vec<_> = reader.map(|batch| batch.expect("a batch")).collect();
    assert_eq!(batches.iter().map(arrow_array::RecordBatch::num_rows).sum::<usize>(), 12_000);
    let ids = batches.iter().flat_map(|batch| {
        let ids = batch.column_by_name("id").expect("there are ids").as_string::<i32>();
        ids.iter().map(|id| id.expect("each has one").to_owned()).collect::<Vec<_>>()
    });
    assert_eq!(ids.collect::<HashSet<_>>().len(), 12_000);
}

#[test]
fn an_event_becomes_a_link_and_an_actor_is_written_once() {
    let (bytes, _) =
        exported(Format::FollowTheMoney, &[selected(), Selected { key: "other".to_owned(), ..selected() }]);
    let lines = String::from_utf8(bytes).expect("it is text");
    let entities: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of = |schema: &str| entities.iter().filter(|entity| entity["schema"] == schema).count();
    assert_eq!((of("Article"), of("Documentation"), of("Event"), of("UnknownLink")), (2, 4, 4, 4));
    assert_eq!((of("Person"), of("PublicBody")), (1, 1));
    let article = &entities[0]["properties"];
    assert_eq!(article["publishedAt"], json!(["2025-08-16T04:21"]));
    let link = entities.iter().find(|entity| entity["schema"] == "UnknownLink").expect("there is one");
    assert_eq!(link["properties"]["status"], json!(["planned"]));
    assert_eq!(link["properties"]["date"], json!(["2025-08-18"]));
}

#[test]
fn only_events_with_a_day_are_in_a_calendar_and_the_rest_is_told() {
    let (bytes, left) = exported(Format::Calendar, &[selected()]);
    let calendar = String::from_utf8(bytes).expect("it is text");
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), 1);
    for line in [
        "DTSTART;VALUE=DATE:20250818\r\n",
        "DTEND;VALUE=DATE:20250819\r\n",
        "STATUS:TENTATIVE\r\n",
        "SEQUENCE:1\r\n",
        "DTSTAMP:20250816T060000Z\r\n",
        "END:VCALENDAR\r\n",
    ] {
        assert!(calendar.contains(line), "{line}{calendar}");
    }
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
    assert_eq!(left.reasons().map(|(_, count)| count).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_plan_keeps_its_id_in_a_calendar_when_its_day_changes() {
    let uid = |selected: &Selected| {
        let (bytes, _) = exported(Format::Calendar, std::slice::from_ref(selected));
        let calendar = String::from_utf8(bytes).expect("it is text");
        calendar.lines().find(|line| line.starts_with("UID:")).expect("there is an entry").to_owned()
    };
    let mut later = selected();
    later.record.times[0].value = Some("2025-08-19".to_owned());
    later.record.events[0].evidence = later.record.events[1].evidence.clone();
    later.version = 3;
    assert_eq!(uid(&selected()), uid(&later));
}

#[test]
fn the_network_joins_the_same_actors() {
    let network = text(Format::Network);
    assert_eq!(network.matches("<node ").count(), 2);
    assert_eq!(network.matches("<edge ").count(), 2, "one for each label");
    assert!(network.contains("label=\"Ana &lt;Ruiz&gt;\""), "{network}");
}

#[test]
fn linked_data_names_quotation_event_and_words() {
    let whole: Value = serde_json::from_str(&text(Format::JsonLd)).expect("JSON");
    let graph = whole["@graph"].as_array().expect("a graph");
    let of = |kind: &str| graph.iter().filter(|node| node["@type"] == kind).count();
    assert_eq!((of("NewsArticle"), of("Quotation"), of("Event"), of("Annotation")), (1, 2, 2, 4));
    assert!(graph.iter().any(|node| node["eventStatus"] == "https://schema.org/EventScheduled"));
}

#[test]
fn the_page_escapes_what_articles_say() {
    let page = text(Format::Page);
    assert!(!page.contains("<b>") && !page.contains("Ana <Ruiz>"), "{page}");
    assert_eq!(page.matches("<section class=\"item\"").count(), 4);
    assert!(page.ends_with("</html>\n"));
    let mut hostile = selected();
    hostile.record.article.url = Some("javascript:alert(1)".to_owned());
    let (bytes, _) = exported(Format::Page, &[hostile]);
    assert!(!String::from_utf8(bytes).expect("it is text").contains("javascript:"));
}

#[test]
fn nothing_selected_makes_a_whole_file() {
    for (name, format) in Format::ALL {
        let (bytes, left) = exported(*format, &[]);
        assert_eq!(left, Left::default(), "{name}");
        assert_eq!(bytes.is_empty(), matches!(format, Format::JsonLines | Format::FollowTheMoney), "{name}");
    }
}

proptest! {
    #[test]
    fn selectors_find_the_words_again(text in "[a-zé🕊️\u{301} \n]{1,120}", a in 0usize..120, b in 0usize..120) {
        let n = text.chars().count();
        let (start, end) = (a.min(b).min(n), a.max(b).min(n));
        let span = CodePoints::of(&text).bytes(CharSpan(start, end)).expect("it lies in the text");
        let selectors = selectors(&text, &CodePoints::of(&text), span);
        let quote = |name: &str| selectors[1][name].as_str().expect("a text").to_owned();
        prop_assert_eq!(quote("exact"), span.of(&text));
        let found = format!("{}{}{}", quote("prefix"), quote("exact"), quote("suffix"));
        prop_assert!(text.contains(&found));
        let offset = |name: &str| selectors[0][name].as_u64().expect("a number") as usize;
        let units: Vec<u16> = text.encode_utf16().collect();
        let words = String::from_utf16(&units[offset("startUtf16")..offset("endUtf16")]).expect("whole characters");
        prop_assert_eq!(words, span.of(&text));
        prop_assert_eq!((offset("start"), offset("end")), (start, end));
    }
}
