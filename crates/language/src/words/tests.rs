use super::*;
use proptest::prelude::*;

/// Checks that the words of `text`, cut at the bars, are found in the text without them. Spaces stay spaces.
fn check(cut: &str) {
    let text = cut.replace('|', "");
    let found: Vec<&str> = words(&text).into_iter().map(|word| &text[word]).collect();
    let expected: Vec<&str> = cut.split([' ', '|']).filter(|word| !word.is_empty()).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn clitics_are_words() {
    check("They do|n't know Kyiv|'s plan|, can|not sign and would|n't|'ve come|.");
    check("The ministers|' offer|: “|I|’m sorry|, we|’ll go|,|” O'Neill said|.");
    check("I do|nt know why that|s so|.");
}

#[test]
fn hyphens_are_words_but_after_prefixes() {
    check("The co-author of a cease|-|fire deal met ex-president Ruiz for a 10|-|day re-count|.");
}

#[test]
fn abbreviations_keep_their_stops() {
    check("Gen. Okafor of the U.S. Army met J. Smith at 5 p.m. on Jan. 9|.");
    check("No. 10 said no|. No|.");
    check("The U.S.|'s envoy and the U.S envoy saw 'em in the '90s|.");
}

#[test]
fn figures_are_whole() {
    check("Some 1,250.5 tonnes|, $|40 million|, 12|% and 05:21 on the 2nd of the 1980s|.");
    check("Call 555-0100 or 713-555-0100 before 5|pm|, 7:30|PM on 2004|-|05|, at desk #|1|.");
}

#[test]
fn addresses_are_whole() {
    check(
        "See https://example.org/a?b=1|, www.example.com|/|x or write to press.office@example.org|."
            .replace("|/|x", "/x")
            .as_str(),
    );
    check("@envoy said on example.com that #talks go on|.");
}

#[test]
fn signs_run_together() {
    check("Well|... no|!? |``|Yes|''| -- he wrote |:-)");
    check("🇺🇦 won 👩‍👩‍👧|, 👍🏽 and ❤️|.");
}

#[test]
fn marks_stay_with_their_letters() {
    check("Cafe\u{301} noe\u{308}l|.");
}

#[test]
fn clitics_are_recognised() {
    assert!(is_clitic("do", "n't") && is_clitic("Kyiv", "’s") && is_clitic("can", "not"));
    assert!(!is_clitic("plan", ".") && !is_clitic("ministers", "'") && !is_clitic("ice", "s"));
}

proptest! {
    /// Whatever the text, words slice to it, lie in order, hold no white space, and nothing but white space is left out.
    #[test]
    fn words_cover_any_text(text in "([a-zA-Z]{1,4}|[0-9.,:/]{1,4}|['’\"“`@#&-]{1,2}|[ \t\r\n\u{0}\u{1c}]|漢|🕊️|\u{301}|\u{200d}|www\\.|[.!?…]){0,60}") {
        let mut end = 0;
        for word in words(&text) {
            prop_assert!(word.start >= end && word.end > word.start);
            prop_assert!(text[end..word.start].chars().all(is_space));
            prop_assert!(!text[word.clone()].contains(is_space));
            end = word.end;
        }
        prop_assert!(text[end..].chars().all(is_space));
    }
}
