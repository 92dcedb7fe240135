//! JSON for people: indented, with spans in one line.

use std::io::{self, Write};

use serde_json::Value;

/// Writes a value indented by two spaces a level; arrays that hold numbers alone, as spans do, take one line.
pub(crate) fn write(out: &mut dyn Write, value: &Value, level: usize) -> io::Result<()> {
    match value {
        Value::Array(items) if !items.is_empty() && !items.iter().all(Value::is_number) => {
            write_items(out, ["[", "]"], level, items, |out, item| write(out, item, level + 1))
        }
        Value::Object(fields) if !fields.is_empty() => {
            write_items(out, ["{", "}"], level, fields, |out, (name, field)| {
                write!(out, "{}: ", Value::from(name.as_str()))?;
                write(out, field, level + 1)
            })
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(ToString::to_string).collect();
            write!(out, "[{}]", items.join(", "))
        }
        other => write!(out, "{other}"),
    }
}

fn write_items<T>(
    out: &mut dyn Write,
    [open, close]: [&str; 2],
    level: usize,
    items: impl IntoIterator<Item = T>,
    mut write_item: impl FnMut(&mut dyn Write, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut before = open;
    for item in items {
        write!(out, "{before}\n{:1$}", "", 2 * level + 2)?;
        write_item(out, item)?;
        before = ",";
    }
    write!(out, "\n{:1$}{close}", "", 2 * level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_take_one_line_and_nothing_is_lost() {
        let value = serde_json::json!({"a": [[0, 1], [2, 3]], "b": {}, "c": [], "d": {"e": "ö\n\"x\"", "f": null}, "g": [1, 2]});
        let mut bytes = Vec::new();
        write(&mut bytes, &value, 0).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        insta::assert_snapshot!(text, @r#"
        {
          "a": [
            [0, 1],
            [2, 3]
          ],
          "b": {},
          "c": [],
          "d": {
            "e": "ö\n\"x\"",
            "f": null
          },
          "g": [1, 2]
        }
        "#);
    }
}
