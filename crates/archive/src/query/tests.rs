//! The promises of the query language.

use proptest::prelude::*;

use super::*;

fn printed(text: &str) -> String {
    Query::parse(text).to_string()
}

#[test]
fn queries_are_read_as_people_mean_them() {
    for (typed, canonical) in [
        ("", ""),
        ("ceasefire talks", "ceasefire talks"),
        ("“ceasefire  talks”", "\"ceasefire talks\""),
        ("a b OR c", "a b OR c"),
        ("a (b OR c)", "a (b OR c)"),
        ("a AND (b AND c)", "a b c"),
        ("NOT a", "-a"),
        ("--a", "a"),
        ("-(a b)", "-(a b)"),
        ("-(a)", "-a"),
        ("-(a OR -b) c", "-(a OR -b) c"),
        ("by:\"Ana Ruiz\"", "by:\"Ana Ruiz\""),
        ("BY:Ruiz", "by:Ruiz"),
        ("type:assault label:\"called off\"", "type:ASSAULT label:called-off"),
        ("-by:Ruiz", "-by:Ruiz"),
        ("said:2025-08-01/P1W", "said:2025-08-01..2025-08-07"),
        ("url:https://example.org/a?b=c", "url:https://example.org/a?b=c"),
        ("10:30 https://example.org", "10:30 https://example.org"),
        ("denied:YES", "denied:yes"),
        ("sanction*", "sanction*"),
        ("anti-tank", "anti-tank"),
        ("label:calledoff form:Direct", "label:called-off form:direct"),
        ("by:(Ruiz OR \"Omar Haddad\") talks", "(by:Ruiz OR by:\"Omar Haddad\") talks"),
        ("-act:(deny OR (say act:ask))", "-(act:deny OR act:say act:ask)"),
        ("by:(Ruiz) a", "by:Ruiz a"),
        ("a\u{1b}[31mb", "a [31mb"),
    ] {
        let query = Query::parse(typed);
        assert_eq!((query.to_string().as_str(), query.doubts.as_slice()), (canonical, &[][..]), "{typed}");
    }
}

#[test]
fn what_makes_no_sense_leaves_a_doubt_and_the_rest_stands() {
    for (typed, canonical, doubt) in [
        ("\"a b", "\"a b\"", "not closed"),
        ("(a OR b", "a OR b", "not closed"),
        ("a) b", "a b", "closes nothing"),
        ("OR a", "a", "nothing before"),
        ("a OR", "a", "nothing after"),
        ("a -", "a", "nothing after"),
        ("a - OR b", "a OR b", "nothing after"),
        ("speaker:Ruiz talks", "speaker:Ruiz talks", "no field “speaker:”"),
        ("by: talks", "talks", "no value"),
        ("by:", "", "no value"),
        ("by:\"\" talks", "talks", "no value"),
        ("said:monday talks", "talks", "write a day as"),
        ("-said:monday talks", "talks", "write a day as"),
        ("act:shout", "act:shout", "act is one of say, claim"),
        ("!! talks", "talks", "no letter or digit"),
        ("gas or oil", "gas or oil", "the operator is OR"),
        ("when:(2025 OR soon) talks", "when:2025-01-01..2025-12-31 talks", "write a day as"),
        ("()", "", ""),
    ] {
        let query = Query::parse(typed);
        assert_eq!(query.to_string(), canonical, "{typed}");
        let is_told = query.doubts.iter().any(|told| told.contains(doubt));
        assert!(doubt.is_empty() || is_told, "{typed}: {:?}", query.doubts);
    }
}

#[test]
fn long_and_deep_queries_are_cut() {
    let deep = format!("{}a{} b", "(".repeat(2_000), ")".repeat(1_990));
    let query = Query::parse(&deep);
    assert_eq!(query.to_string(), "a b");
    assert!(query.doubts.iter().any(|doubt| doubt.contains("deeper")), "{:?}", query.doubts);
    let query = Query::parse(&"x ".repeat(1_000));
    assert_eq!(query.to_string().split(' ').count(), 100);
    assert_eq!(query.doubts, ["only the first 100 terms are read"]);
    assert!(Query::parse(&"é".repeat(5_000)).to_string().chars().count() == 4_000);
}

#[test]
fn the_terms_that_a_hit_can_match_are_those_not_denied() {
    let query = Query::parse("a (b OR by:c) -d a");
    let terms: Vec<String> = query.terms().iter().map(ToString::to_string).collect();
    assert_eq!(terms, ["a", "b", "by:c"]);
}

fn term() -> impl Strategy<Value = Node> {
    let text = || "[a-z0-9é:'*“\"() -]{0,8}[a-zß漢]";
    let names = Field::ALL.iter().copied().filter(|field| matches!(field.takes(), Takes::Name));
    let field = prop::sample::select(names.collect::<Vec<_>>());
    let days = (0i32..3_000_000, 0i32..4_000).prop_filter_map("in the calendar", |(day, n)| {
        let first = jiff::civil::date(1, 1, 1).checked_add(jiff::Span::new().try_days(day).ok()?).ok()?;
        let last = first.checked_add(jiff::Span::new().try_days(n).ok()?).ok()?;
        Some(Interval { first: Some(first), last: Some(last) })
    });
    prop_oneof![
        text().prop_map(|text| Node::Term(Term::word(&text))),
        text().prop_map(|text| Node::Term(Term::phrase(&text))),
        (field, text())
            .prop_map(|(field, text)| Node::Term(Term::Field(field, Value::Text(tokens::clean(&text))))),
        days.prop_map(|days| Node::Term(Term::Field(Field::Said, Value::Days(days)))),
    ]
}

fn tree() -> impl Strategy<Value = Node> {
    term().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_filter_map("some", Node::all),
            prop::collection::vec(inner.clone(), 1..4).prop_filter_map("some", Node::any),
            inner.prop_map(Node::not),
        ]
    })
}

#[test]
fn a_long_query_is_cut_where_its_canonical_form_can_still_be_read() {
    let days = "said:2025-08 ".repeat(20);
    let word = "2026-03-04T10:00:00+99:99".repeat(200);
    for text in [format!("{days}{word}"), format!("{days}\"{word}"), format!("({days}OR (a {word}")] {
        let once = Query::parse(&text);
        let again = Query::parse(&once.to_string());
        assert_eq!(again.tree, once.tree);
        assert!(once.doubts.iter().any(|doubt| doubt.starts_with("only the first ")), "{:?}", once.doubts);
        assert!(once.to_string().chars().count() > 3_500, "little is lost");
    }
}

proptest! {
    #[test]
    fn a_printed_tree_parses_to_the_same_tree(tree in tree()) {
        prop_assert_eq!(Query::parse(&tree.to_string()).tree, Some(tree));
    }

    #[test]
    fn any_text_parses_and_its_canonical_form_stands(text in "[a-zOR\"“() :.*/-]{0,60}|\\PC{0,60}|(by:|said:|-|\\(|OR |x ){0,30}") {
        let once = Query::parse(&text);
        let again = Query::parse(&once.to_string());
        prop_assert_eq!(&again.tree, &once.tree);
        prop_assert_eq!(printed(&again.to_string()), once.to_string());
    }
}
