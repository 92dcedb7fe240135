//! The examples of the rules, and what must hold for any text.

use article::Settings;
use language::Analysis;
use proptest::strategy::Strategy as _;

use crate::Record;
use crate::data::times::{CUE_EXAMPLES, EXAMPLES};

/// The day by which the examples of `data/times` are read: a Sunday.
const DAY: &str = "2025-08-17";

fn read(text: &str, date: Option<&str>) -> Record {
    let escaped: String = text.chars().map(escape).collect();
    let date = date.map(|date| format!("\"date\": \"{date}\", ")).unwrap_or_default();
    let line = format!("{{{date}\"text\": \"{escaped}\"}}");
    let capture = article::captures_of(line.as_bytes(), None).unwrap().next().unwrap().unwrap();
    crate::read(article::read(&capture, &Settings::default()).unwrap(), &Analysis::default())
}

fn escape(c: char) -> String {
    if c.is_control() || matches!(c, '"' | '\\') { format!("\\u{:04x}", c as u32) } else { c.to_string() }
}

/// An example without its marks, and the times that it marks, each as "words = value MOD".
fn unmarked(example: &str) -> (String, Vec<String>) {
    let (mut text, mut marked) = (String::new(), Vec::new());
    let mut rest = example;
    while let Some((before, after)) = rest.split_once('[') {
        let (time, after) = after.split_once(']').expect("a mark is closed");
        text.push_str(before);
        text.push_str(time.split(" = ").next().expect("a mark holds words"));
        marked.push(time.to_owned());
        rest = after;
    }
    text.push_str(rest);
    (text, marked)
}

fn times(text: &str, date: Option<&str>) -> Vec<String> {
    let record = read(text, date);
    let shown = |time: &crate::Time| {
        let modifier = time.r#mod.as_ref().map(|modifier| format!(" {modifier}")).unwrap_or_default();
        format!("{} = {}{modifier}", record.article.words(time.span), time.value.as_deref().unwrap_or("?"))
    };
    record.times.iter().map(shown).collect()
}

/// Every `yes` and `no` of `data/times`.
#[test]
fn rules_do_as_their_examples_say() {
    let mut wrong = Vec::new();
    for (pattern, example, is_yes) in EXAMPLES {
        let (text, marked) = unmarked(example);
        let found = times(&text, Some(DAY));
        let is_right =
            if *is_yes { marked.iter().all(|time| found.contains(time)) } else { found.is_empty() };
        if !is_right {
            wrong.push(format!("{pattern}: {example} gave {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every example of `data/times/direction.toml`.
#[test]
fn cues_point_where_their_examples_say() {
    let mut wrong = Vec::new();
    for (pattern, example) in CUE_EXAMPLES {
        let (text, marked) = unmarked(example);
        let found = times(&text, Some(DAY));
        if found != marked {
            wrong.push(format!("{pattern}: {example} gave {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the day of writing would place stays open without one.
#[test]
fn without_a_date_times_stay_open() {
    assert_eq!(
        times("They met on Monday, and in March, and last month; they talked for two days.", None),
        ["Monday = XXXX-WXX-1", "March = XXXX-03", "last month = ?", "two days = P2D"]
    );
}

/// The first day that an undated article tells in full dates it.
#[test]
fn a_day_told_in_full_dates_the_article() {
    let found = times("It was signed on August 1, 1997. On Monday it was published.", None);
    assert_eq!(found, ["August 1, 1997 = 1997-08-01", "Monday = 1997-07-28"]);
}

/// The cases of a report from a summit: coming by "would", past by "on Saturday … posted", ages of things, a duration.
#[test]
fn a_report_from_a_summit_is_read() {
    let text = "The president said he would meet his guest on Monday. On Saturday she posted that talks had begun. \
                They met for about three hours and spoke for 12 minutes of the 1945 meeting and of a quarrel in February.";
    assert_eq!(
        times(text, Some("2025-08-16")),
        [
            "Monday = 2025-08-18",
            "Saturday = 2025-08-16",
            "about three hours = PT3H APPROX",
            "12 minutes = PT12M",
            "1945 = 1945",
            "February = 2025-02",
        ]
    );
}

/// A megabyte of dates, and of what only begins like one, is read in no time to speak of.
#[test]
fn a_megabyte_is_read() {
    for part in
        ["On Monday, March 3, 2021, at 9 p.m. ", "the the the ", "10:", "’s’", "1/2/", "May ", "twenty-"]
    {
        let record = read(&part.repeat(1_000_000 / part.len()), Some(DAY));
        assert!(record.times.iter().all(|time| !record.article.words(time.span).is_empty()));
    }
}

proptest::proptest! {
    /// Every span slices, in reading order and without overlap, whatever the text.
    #[test]
    fn spans_slice(parts in proptest::collection::vec(part(), 0..40)) {
        let record = read(&parts.concat(), Some(DAY));
        let mut end = 0;
        for time in &record.times {
            proptest::prop_assert!(time.span.start >= end);
            proptest::prop_assert!(!record.article.words(time.span).trim().is_empty());
            end = time.span.end;
        }
    }
}

/// Words of times among marks, scripts and control characters that may break a reader.
fn part() -> impl proptest::strategy::Strategy<Value = String> {
    let words = [
        "Monday",
        "March",
        " 3",
        ", ",
        "2021",
        " ",
        "-",
        "–",
        "the ",
        "next ",
        "year",
        "'s",
        "’",
        " ago",
        "two ",
        "half ",
        "p.m.",
        "10.30",
        "5:21",
        "1990s",
        "漢字",
        "é\u{301}",
        "😀",
        "👩‍👩‍👧",
        "\u{200d}",
        "\r\n",
        "\0",
        "\u{301}",
        "Jan.",
        ".",
        "1/2",
        "\u{a0}",
        "ı",
        "İ",
        "99999999999999999999 years ago",
        "century",
        "New Year’s Eve",
        "9999",
        "twenty-",
        "hundred million decades ago",
        "(",
        "“",
    ];
    proptest::sample::select(words.to_vec()).prop_map(str::to_owned)
}

/// What `explain` tells of the time of a number.
fn explained(text: &str, number: usize) -> (crate::Explanation, String) {
    let article = read(text, Some(DAY)).article;
    let explanation = crate::explain_time(&article, number).expect("there is a time of the number");
    let grounds = explanation.grounds.iter().map(|ground| {
        let words = ground.span.map(|span| format!(" “{}”", article.words(span))).unwrap_or_default();
        format!("{}: {}{words}\n", ground.kind, ground.says)
    });
    let turned_down =
        explanation.turned_down.iter().map(|other| format!("not {}, since {}\n", other.what, other.why));
    let shown = grounds.chain(turned_down).collect();
    (explanation, shown)
}

#[test]
fn a_time_is_explained_by_its_rule_its_basis_and_its_cue() {
    let text = "It rained. She said she would meet him on Monday in Vienna. It ended.";
    let (explanation, shown) = explained(text, 0);
    assert_eq!(explanation.sentence.of(text), "She said she would meet him on Monday in Vienna.");
    insta::assert_snapshot!(shown, @"
    rule: data/times/relative.toml: {weekday}
    value: 2025-08-18
    basis: the day of writing, 2025-08-17
    direction: points to what is to come “meet”
    not 2025-08-11, since it lies on the other side of the day of writing
    ");
    let (_, shown) = explained("It fell on March 5, 2021, and rose the following day.", 1);
    insta::assert_snapshot!(shown, @"
    rule: data/times/relative.toml: the {step} {unit}
    value: 2021-03-06
    basis: the time told before it, 2021-03-05
    ");
}

/// Every time of a text is explained, and with the value that it has; a number that is none is not.
#[test]
fn every_time_is_explained() {
    for (_, example, _) in EXAMPLES {
        let (text, _) = unmarked(example);
        let record = read(&text, Some(DAY));
        for (number, time) in record.times.iter().enumerate() {
            let explanation = crate::explain_time(&record.article, number).expect("it is explained");
            let value = time.value.as_deref().unwrap_or("no value");
            assert_eq!(explanation.span, time.span, "{text}");
            assert!(explanation.sentence.contains(time.span), "{text}");
            assert!(explanation.grounds[1].says.starts_with(value), "{text}: {explanation:?}");
        }
        assert_eq!(crate::explain_time(&record.article, record.times.len()), None);
    }
}
