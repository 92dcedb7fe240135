#![no_main]

use archive::query::Query;

// Any text is a query; its canonical form is the same query, and stands.
libfuzzer_sys::fuzz_target!(|text: &str| {
    let once = Query::parse(text);
    let again = Query::parse(&once.to_string());
    assert_eq!(again.tree, once.tree);
    assert_eq!(again.to_string(), once.to_string());
});
