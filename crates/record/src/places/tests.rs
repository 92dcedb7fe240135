//! Places as they are read from short texts, and what must hold for any text.

use language::Analysis;

use crate::data::places::{FACILITY_EXAMPLES, GOVERNMENT_EXAMPLES};
use crate::{PlaceKind, Record};

fn article(text: &str) -> article::Article {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let line = format!("{{\"text\": \"{escaped}\"}}");
    let capture = article::captures_of(line.as_bytes(), None).unwrap().next().unwrap().unwrap();
    article::read(&capture, &article::Settings::default()).unwrap()
}

fn read(text: &str) -> Record {
    crate::read(article(text), &Analysis::default())
}

fn shown(text: &str) -> Vec<String> {
    let record = read(text);
    let place = |place: &crate::Place| {
        let kind = if place.kind == PlaceKind::State { " state" } else { "" };
        format!("{}/{}{kind}", record.article.words(place.mentions[0]), place.country)
    };
    record.places.iter().map(place).collect()
}

#[test]
fn places_are_found_with_their_countries() {
    assert_eq!(shown("They met in Geneva and flew to Kyiv."), ["Geneva/CHE", "Kyiv/UKR"]);
    assert_eq!(shown("A fire broke out in Paris, Texas, on Monday."), ["Paris/USA", "Texas/USA state"]);
    assert_eq!(
        shown("They won Ohio, Florida and Nevada."),
        ["Ohio/USA state", "Florida/USA state", "Nevada/USA state"]
    );
    assert_eq!(shown("The river runs through Ukraine’s south."), ["Ukraine/UKR"]);
}

#[test]
fn states_are_told_from_their_towns() {
    assert_eq!(shown("Shells fell in Kursk."), ["Kursk/RUS"]);
    assert_eq!(shown("Shells fell on the Kursk region."), ["Kursk/RUS state"]);
    assert_eq!(shown("Shells fell on Kharkiv, Sumy and Donetsk."), ["Kharkiv/UKR", "Donetsk/UKR"]);
    assert_eq!(shown("Snow fell in Washington state."), ["Washington/USA state"]);
    assert_eq!(
        shown("They marched through Scotland and Ontario."),
        ["Scotland/GBR state", "Ontario/CAN state"]
    );
    assert_eq!(shown("They marched through Lahore, Punjab."), ["Lahore/PAK", "Punjab/PAK state"]);
}

#[test]
fn governments_and_persons_are_no_places() {
    assert!(shown("Kyiv said it would not sign, and Tehran wants more.").is_empty());
    assert!(shown("On Monday Jordan Smith spoke.").is_empty());
}

/// An example without its marks, and what they hold.
fn unmarked(example: &str, open: char, close: char) -> (String, Vec<String>) {
    let (mut text, mut marked) = (String::new(), Vec::new());
    let mut rest = example;
    while let Some((before, after)) = rest.split_once(open) {
        let (mark, after) = after.split_once(close).expect("a mark is closed");
        text.push_str(before);
        text.push_str(mark.split(" = ").next().expect("a mark holds words"));
        marked.push(mark.to_owned());
        rest = after;
    }
    (text + rest, marked)
}

/// Every `yes` and `no` of `data/places/governments.toml`: what is marked `[…]` is a government, what is marked `(…)` a place.
#[test]
fn governments_are_told_from_places_as_their_examples_say() {
    for (example, _) in GOVERNMENT_EXAMPLES {
        let (text, seats) = unmarked(example, '[', ']');
        let (text, places) = unmarked(&text, '(', ')');
        let article = article(&text);
        let found = super::governments(&article);
        let found: Vec<&str> = found.iter().map(|government| article.words(government.span)).collect();
        assert_eq!(found, seats, "{example}");
        let found = read(&text);
        let found = found.places.iter().flat_map(|place| &place.mentions).map(|span| article.words(*span));
        assert_eq!(found.collect::<Vec<_>>(), places, "{example}");
    }
}

/// Every `yes` and `no` of `data/places/facilities.toml`.
#[test]
fn facilities_are_read_as_their_examples_say() {
    for (example, is_yes) in FACILITY_EXAMPLES {
        let (text, marked) = unmarked(example, '[', ']');
        let record = read(&text);
        let facilities = record.places.iter().filter(|place| place.kind == PlaceKind::Facility);
        let shown: Vec<String> = facilities
            .map(|place| {
                let within =
                    place.within.as_ref().map(|within| format!(" {}", within.name)).unwrap_or_default();
                format!("{} = {}{within}", record.article.words(place.mentions[0]), place.country)
            })
            .collect();
        assert_eq!(shown, marked, "{example}");
        assert_eq!(!shown.is_empty(), *is_yes, "{example}");
    }
}

/// Whatever the text, every mention slices; a megabyte of names is read in no time to speak of.
#[test]
fn odd_and_long_texts_are_read() {
    for part in [
        "Paris, ",
        "Paris Texas ",
        "Ünye, 漢字 ",
        "U.S.\u{301} & ",
        "Kyiv’s, ",
        "In 😀 Rome\u{200d}, ",
        "US Air Base ",
        "Kyiv’s White House in ",
        "at the İ Embassy, ",
    ] {
        let record = read(&part.repeat(300_000 / part.len()));
        let spans = record.places.iter().flat_map(|place| &place.mentions);
        assert!(spans.into_iter().all(|span| !record.article.words(*span).is_empty()));
    }
}

/// The same article gives the same places, whatever the order in which a table of hashes walks.
#[test]
fn places_are_the_same_each_time() {
    let text =
        "They met in Geneva, Kyiv, Paris, Texas, at the White House, in Conway and in the Kursk region.";
    let first = read(text).places;
    assert!((0..20).all(|_| read(text).places == first));
}

#[test]
fn a_place_is_explained_by_its_row_and_the_others_of_its_name() {
    let text = "It rained. A fire broke out in Paris, Texas, and at the US embassy in Beirut. It ended.";
    let article = article(text);
    let record = read(text);
    let mut shown: Vec<String> = Vec::new();
    for number in 0..record.places.len() {
        let explanation = crate::explain_place(&article, number).unwrap();
        assert_eq!(explanation.span, record.places[number].mentions[0]);
        assert!(
            article.words(explanation.sentence).starts_with("A fire")
                && article.words(explanation.sentence).ends_with("Beirut.")
        );
        shown.push(article.words(explanation.span).to_owned());
        for ground in &explanation.grounds {
            let words = ground.span.map(|span| format!(" “{}”", article.words(span))).unwrap_or_default();
            shown.push(format!("  {}: {}{words}", ground.kind, ground.says));
        }
        for other in explanation.turned_down.iter().take(2) {
            shown.push(format!("  not {}: {}", other.what, other.why));
        }
    }
    insta::assert_snapshot!(shown.join("\n"), @"
    Paris
      gazetteer: city Paris, USA, division TX, 24,782 people, 33.6609 -95.5555, GeoNames 4717560
      behind it: stands Texas, which holds it
      before it: stands a word that names a place
      country: USA is spoken of once
      not city Paris, FRA, division 11, 2,138,551 people, 48.8534 2.3488, GeoNames 2988507: it is not in Texas
      not city Paris, USA, division TN, 10,150 people, 36.302 -88.3267, GeoNames 4647963: it is not in Texas
    Texas
      gazetteer: state Texas, USA, division TX, 20,678,173 people in its towns, 31.009 -97.4996, GeoNames 4736286
      country: USA is spoken of once
    US embassy
      words: a word of data/places/facilities.toml says what it is
      lies in: US embassy: Beirut, LBN “Beirut”
    Beirut
      gazetteer: city Beirut, LBN, division 04, 1,916,100 people, 33.8933 35.5016, GeoNames 276781
      before it: stands a word that names a place
      country: LBN is spoken of once
    ");
    assert_eq!(crate::explain_place(&article, record.places.len()), None);
}
