//! Which item of one record is which of another, and what changed in it.

use crate::diff::items::Item;

/// A difference between two records. A changed item is the later one, with each field's name, earlier and later words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Change<'i> {
    Appeared(&'i Item),
    Vanished(&'i Item),
    Changed(&'i Item, Vec<(String, String, String)>),
}

/// How many items of a record are compared with each other by likeness; same words are always found.
const MOST_COMPARED: usize = 2000;

/// The differences, in the order of the later record, what vanished last.
pub(crate) fn changes<'i>(earlier: &'i [Item], later: &'i [Item]) -> Vec<Change<'i>> {
    let pairs = pairs(earlier, later);
    let mut changes = Vec::new();
    for (item, pair) in later.iter().zip(&pairs) {
        match pair.map(|at| &earlier[at]) {
            None => changes.push(Change::Appeared(item)),
            Some(before) => {
                let fields = differences(before, item);
                if !fields.is_empty() {
                    changes.push(Change::Changed(item, fields));
                }
            }
        }
    }
    let vanished = earlier.iter().enumerate().filter(|(at, _)| !pairs.contains(&Some(*at)));
    changes.extend(vanished.map(|(_, item)| Change::Vanished(item)));
    changes
}

/// The earlier item of each later one: first those with the same words, then the first left of which half the words
/// are shared.
fn pairs(earlier: &[Item], later: &[Item]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; later.len()];
    let mut taken = vec![false; earlier.len()];
    let by_likeness = earlier.len().max(later.len()) <= MOST_COMPARED;
    let same: [fn(&Item, &Item) -> bool; 3] =
        [|a, b| a.words == b.words && a.who == b.who, |a, b| a.words == b.words, is_alike];
    for test in same.iter().take(if by_likeness { 3 } else { 2 }) {
        for (number, item) in later.iter().enumerate().filter(|(_, item)| !item.words.is_empty()) {
            if pairs[number].is_some() {
                continue;
            }
            let found = (0..earlier.len())
                .find(|at| !taken[*at] && earlier[*at].kind == item.kind && test(&earlier[*at], item));
            if let Some(at) = found {
                pairs[number] = Some(at);
                taken[at] = true;
            }
        }
    }
    pairs
}

/// Whether two items share half of their words or more.
fn is_alike(a: &Item, b: &Item) -> bool {
    let words = |item: &Item| item.words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (a, mut b) = (words(a), words(b));
    let longer = a.len().max(b.len());
    let n_shared = a
        .iter()
        .filter(|word| b.iter().position(|other| other == *word).map(|at| b.swap_remove(at)).is_some());
    n_shared.count() * 2 >= longer
}

/// The fields with other words, the item's own words among them.
fn differences(before: &Item, after: &Item) -> Vec<(String, String, String)> {
    let mut differences = Vec::new();
    if before.words != after.words {
        differences.push(("words".to_owned(), before.words.clone(), after.words.clone()));
    }
    let mut names: Vec<&String> = before.fields.keys().chain(after.fields.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let words = |item: &Item| item.fields.get(name).cloned().unwrap_or_default();
        let (earlier, later) = (words(before), words(after));
        if earlier != later {
            differences.push((name.clone(), earlier, later));
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::diff::items::items;

    fn record(statements: &Value) -> Value {
        json!({
            "article": {"text": "“It rains,” Ana Ruiz said. “It will stop.”"},
            "actors": [{"id": "a1", "name": "Ana Ruiz"}, {"id": "a2", "name": "Ruiz"}],
            "statements": statements,
        })
    }

    #[test]
    fn records_are_compared_by_words_not_by_ids_and_degrees() {
        let one = record(
            &json!([{"id": "s1", "content": [[1, 10]], "source": {"actor": "a1"}, "confidence": 0.5}]),
        );
        let other = record(
            &json!([{"id": "s7", "content": [[1, 10]], "source": {"actor": "a1"}, "confidence": 0.9}]),
        );
        assert_eq!(changes(&items(&one), &items(&other)), []);
    }

    #[test]
    fn what_appeared_vanished_and_changed_is_told() {
        let one = record(&json!([
            {"id": "s1", "content": [[1, 10]], "source": {"actor": "a2", "spans": [[12, 20]]}},
        ]));
        let other = record(&json!([
            {"id": "s1", "content": [[1, 10]], "source": {"actor": "a1", "spans": [[12, 20]]}},
            {"id": "s2", "content": [[28, 41]]},
        ]));
        let (earlier, later) = (items(&one), items(&other));
        let actor = ("source.actor".to_owned(), "Ruiz".to_owned(), "Ana Ruiz".to_owned());
        assert_eq!(
            changes(&earlier, &later),
            [Change::Changed(&later[0], vec![actor]), Change::Appeared(&later[1])]
        );
        assert_eq!(changes(&later, &[]).len(), 2);
        assert_eq!(changes(&[], &later), [Change::Appeared(&later[0]), Change::Appeared(&later[1])]);
    }

    #[test]
    fn a_statement_with_a_second_part_is_the_same_one() {
        let one = record(&json!([{"id": "s1", "content": [[1, 10]]}]));
        let other = record(&json!([{"id": "s1", "content": [[1, 10], [28, 31]]}]));
        let (earlier, later) = (items(&one), items(&other));
        let words = ("words".to_owned(), "It rains,".to_owned(), "It rains, … It ".to_owned());
        assert_eq!(changes(&earlier, &later), [Change::Changed(&later[0], vec![words])]);
    }
}
