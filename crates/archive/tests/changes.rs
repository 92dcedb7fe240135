//! What versions changed, in words.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its archive has failed")]

mod support;

use archive::{Added, Change, Piece as Words, TextChange};
use onrecord::{EventType, Status};
use support::{Piece, Place, RUIZ, TALKS};

fn changed(from: &Piece, to: &Piece) -> Change {
    let mut place = Place::new();
    place.add(from);
    assert!(matches!(place.add(to), Added::Changed { version: 2, .. }));
    let mut changes = place.archive.changes(1).unwrap();
    assert_eq!(changes.len(), 1);
    changes.remove(0)
}

fn sentences(change: &Change) -> Vec<String> {
    change.record.iter().map(ToString::to_string).collect()
}

fn with_plan(plan: &str) -> Piece {
    Piece {
        paragraphs: vec![TALKS.to_owned(), RUIZ.to_owned(), plan.to_owned()],
        done: vec![],
        ..Piece::default()
    }
}

#[test]
fn a_block_that_came_before_one_that_changed_is_not_taken_for_it() {
    let mut place = Place::new();
    let before = "Twelve people were hurt when shells fell on the market of Port Adal on Monday morning.";
    let after = "Fourteen people were hurt when shells fell on the market of Port Adal on Monday morning.";
    let rain = "Rain fell over most of the coast in the night, and the roads to the hills were closed.";
    let piece = |paragraphs: &[&str]| Piece {
        paragraphs: paragraphs.iter().map(|words| (*words).to_owned()).collect(),
        said: vec![],
        done: vec![],
        ..Piece::default()
    };
    place.add(&piece(&[before]));
    place.add(&piece(&[rain, after]));
    let text = &place.archive.changes(1).unwrap()[0].text;
    assert!(matches!(&text[0], archive::TextChange::Came(words) if words == rain), "{text:?}");
    assert!(matches!(&text[1], archive::TextChange::Changed(_)), "{text:?}");
    assert_eq!(text.len(), 2);
}

#[test]
fn a_plan_that_was_called_off_is_said_to_be() {
    let event = |status, sentence| vec![(EventType::Consult, status, "Ana Ruiz", "both camps", sentence)];
    let planned = "A second round is planned for Friday, people in both camps said.";
    let off = "A second round was called off on Thursday, people in both camps said.";
    let change = changed(
        &Piece { done: event(Status::Planned, planned), ..with_plan(planned) },
        &Piece { done: event(Status::CalledOff, off), ..with_plan(off) },
    );
    assert_eq!(sentences(&change), ["CONSULT by Ana Ruiz to both camps: planned became called-off"]);
    let [TextChange::Changed(pieces)] = &change.text[..] else { panic!("{:?}", change.text) };
    let gone: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| if let Words::Gone(words) = piece { Some(words.as_str()) } else { None })
        .collect();
    assert_eq!(gone.concat().split_whitespace().collect::<Vec<_>>(), ["is", "planned", "for", "Friday,"]);
}

#[test]
fn a_statement_that_is_gone_is_said_to_be() {
    let change = changed(
        &Piece::default(),
        &Piece { paragraphs: vec![TALKS.to_owned()], said: vec![], done: vec![], ..Piece::default() },
    );
    assert!(
        sentences(&change).contains(&"the statement by Ana Ruiz is gone: “We came to listen”".to_owned()),
        "{:?}",
        sentences(&change)
    );
    let gone: Vec<String> = sentences(&change).into_iter().filter(|told| told.contains("CONSULT")).collect();
    assert!(gone.len() == 1 && gone[0].ends_with(" is gone: planned (unsure)"), "{gone:?}");
    assert_eq!(change.text.len(), 2);
    assert!(change.text.iter().all(|change| matches!(change, TextChange::Gone(_))));
}

#[test]
fn a_statement_given_to_another_speaker_is_said_to_be() {
    let to = |name: &'static str| Piece {
        paragraphs: vec![
            TALKS.to_owned(),
            format!("“We came to listen,” said {name} on the steps of the hall."),
        ],
        said: vec![(name, "We came to listen")],
        done: vec![],
        ..Piece::default()
    };
    let change = changed(&to("Ana Ruiz"), &to("Jonas Berg"));
    assert_eq!(sentences(&change), ["“We came to listen” was said by Ana Ruiz, now by Jonas Berg"]);
}

#[test]
fn other_words_of_another_speaker_are_another_statement() {
    let said = |name: &'static str, words: &'static str| Piece {
        paragraphs: vec![TALKS.to_owned(), format!("“{words},” said {name} on the steps of the hall.")],
        said: vec![(name, words)],
        done: vec![],
        ..Piece::default()
    };
    let change = changed(
        &said("Ana Ruiz", "We called off the round of talks on the upper dam"),
        &said("Jonas Berg", "We will hold the round of talks on the upper dam"),
    );
    assert_eq!(
        sentences(&change),
        [
            "the statement by Ana Ruiz is gone: “We called off the round of talks on the upper dam”",
            "a statement by Jonas Berg came: “We will hold the round of talks on the upper dam”",
        ]
    );
}

#[test]
fn a_figure_that_went_from_12_to_14_is_said_to_have() {
    let change = changed(
        &with_plan("The upstream state let 12 boats pass the lock on Sunday, the harbour office said."),
        &with_plan("The upstream state let 14 boats pass the lock on Sunday, the harbour office said."),
    );
    let told = sentences(&change);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("the figure went from 12 to 14: “…"), "{told:?}");
    assert!(told[0].contains("14 boats pass the lock"), "{told:?}");
}

#[test]
fn a_headline_that_changed_is_said_to_have() {
    let change = changed(
        &Piece { done: vec![], ..Piece::default() },
        &Piece { headline: "River states agree on water", done: vec![], ..Piece::default() },
    );
    assert_eq!(
        sentences(&change),
        ["the headline “River states talk about water” became “River states agree on water”"]
    );
}

#[test]
fn changes_are_told_since_a_day_in_the_order_in_which_they_came() {
    let mut place = Place::new();
    for (day, plan) in [("14", "It is planned."), ("15", "It is put off."), ("16", "It is called off.")] {
        let piece = with_plan(plan);
        let mut arrival = piece.arrival();
        arrival.came = format!("2026-03-{day}T12:00:00Z").parse().unwrap();
        place.archive.add(&arrival, piece.record()).unwrap();
    }
    let since = |day: &str| {
        let mut found = Vec::new();
        place.archive.changes_since(day, |change| found.push((change.from, change.to))).unwrap();
        found
    };
    assert_eq!(since(""), [(1, 2), (2, 3)]);
    assert_eq!(since("2026-03-16"), [(2, 3)]);
    assert!(since("2026-03-17").is_empty());
}

mod properties {
    use super::support::{Piece, Place};
    use archive::{Piece as Words, TextChange};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// The words that stay and those that came are the later block, those that stay and are gone the earlier.
        #[test]
        fn a_difference_holds_both_texts(old in "[abc ]{0,20}[abc]", new in "[abcé—😀 ]{0,20}[abc]") {
            let piece = |words: &str| Piece {
                paragraphs: vec![format!("The keeper of the lock wrote down these letters that day: {words}")],
                said: vec![], done: vec![], ..Piece::default()
            };
            let mut place = Place::new();
            place.add(&piece(&old));
            place.add(&piece(&new));
            for change in place.archive.changes(1).unwrap() {
                for text in change.text {
                    if let TextChange::Changed(pieces) = text {
                        let (mut before, mut after) = (String::new(), String::new());
                        for words in pieces {
                            match words {
                                Words::Kept(words) => { before.push_str(&words); after.push_str(&words); }
                                Words::Came(words) => after.push_str(&words),
                                Words::Gone(words) => before.push_str(&words),
                            }
                        }
                        prop_assert_eq!(before.trim(), piece(&old).paragraphs[0].trim().to_owned());
                        prop_assert_eq!(after.trim(), piece(&new).paragraphs[0].trim().to_owned());
                    }
                }
            }
        }
    }
}
