//! The statements and events of a record as words, so that two records can be compared whatever their ids and offsets.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A statement or an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// `statement` or `event`.
    pub(crate) kind: &'static str,
    /// Who said or did it.
    pub(crate) who: String,
    /// The words that it stands on: a statement's content, an event's evidence.
    pub(crate) words: String,
    /// Every other field as words.
    pub(crate) fields: BTreeMap<String, String>,
}

/// What is no difference between two records: numbers of things and degrees of certainty.
const NOT_COMPARED: [&str; 3] = ["id", "confidence", "candidates"];

/// The statements and events of a record, in order.
pub(crate) fn items(record: &Value) -> Vec<Item> {
    let text: Vec<char> = record["article"]["text"].as_str().unwrap_or_default().chars().collect();
    let reader = Reader { record, text };
    let list = |name: &str| record[name].as_array().map_or(&[][..], Vec::as_slice);
    let statements =
        list("statements").iter().map(|statement| reader.item("statement", "content", statement));
    let events = list("events").iter().map(|event| reader.item("event", "evidence", event));
    statements.chain(events).collect()
}

struct Reader<'r> {
    record: &'r Value,
    text: Vec<char>,
}

impl Reader<'_> {
    fn item(&self, kind: &'static str, key: &str, value: &Value) -> Item {
        let mut fields = BTreeMap::new();
        for (name, field) in value.as_object().into_iter().flatten() {
            self.flatten(name, field, &mut fields);
        }
        fields.retain(|_, words| !words.is_empty());
        let words = fields.remove(key).unwrap_or_default();
        let mut who = ["source.actor", "source.description", "actors"].iter();
        let who = who.find_map(|name| fields.get(*name)).cloned().unwrap_or_default();
        Item { kind, who, words, fields }
    }

    /// A field's words under its name, an object's under `object.field`.
    fn flatten(&self, name: &str, value: &Value, into: &mut BTreeMap<String, String>) {
        if NOT_COMPARED.iter().any(|other| name.ends_with(other)) {
            return;
        }
        match value {
            Value::Object(fields) => {
                for (inner, field) in fields {
                    self.flatten(&format!("{name}.{inner}"), field, into);
                }
            }
            other => {
                into.insert(name.to_owned(), self.words(other).join(" … "));
            }
        }
    }

    /// The words that a value stands for: a span's, an id's, a list's.
    fn words(&self, value: &Value) -> Vec<String> {
        match value {
            Value::String(id) => vec![self.named(id)],
            Value::Bool(_) | Value::Number(_) => vec![value.to_string()],
            Value::Null => Vec::new(),
            Value::Object(fields) => fields.iter().flat_map(|(_, field)| self.words(field)).collect(),
            Value::Array(items) => match self.span(items) {
                Some(words) => vec![words],
                None => items.iter().flat_map(|item| self.words(item)).collect(),
            },
        }
    }

    /// The words at a span, where a list is one.
    fn span(&self, items: &[Value]) -> Option<String> {
        let [start, end] = items else { return None };
        let offset = |value: &Value| usize::try_from(value.as_u64()?).ok();
        Some(self.text.get(offset(start)?..offset(end)?)?.iter().collect())
    }

    /// What an id stands for: an actor's or a place's name, a time's or another statement's words; other words stand for
    /// themselves.
    fn named(&self, id: &str) -> String {
        let find = |list: &str| -> Option<&Map<String, Value>> {
            let found = self.record[list].as_array()?.iter().find(|item| item["id"] == id)?;
            found.as_object()
        };
        let name = |list: &str| find(list)?.get("name")?.as_str().map(str::to_owned);
        let words = |list: &str, field: &str| Some(self.words(find(list)?.get(field)?).join(" … "));
        name("actors")
            .or_else(|| name("places"))
            .or_else(|| words("times", "span"))
            .or_else(|| words("statements", "content"))
            .unwrap_or_else(|| id.to_owned())
    }
}
