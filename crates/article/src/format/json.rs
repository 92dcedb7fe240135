//! The keys of a JSON object's head, which is cut off somewhere.

/// The keys of the outermost object, in their order, each with its value where that is a string.
pub(super) fn keys(head: &str) -> Vec<(&str, Option<&str>)> {
    let mut keys = Vec::new();
    let mut depth = 0_u32;
    let mut is_key = false;
    let mut rest = head;
    while let Some(at) = rest.find(['{', '}', '[', ']', ',', '"']) {
        let mark = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        match mark {
            b'{' | b'[' => {
                depth += 1;
                is_key = depth == 1 && mark == b'{';
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => is_key = depth == 1,
            _ => {
                let Some(end) = end_of_string(rest) else { break };
                if depth == 1 && is_key {
                    keys.push((&rest[..end], None));
                    is_key = false;
                } else if depth == 1
                    && let Some((_, value)) = keys.last_mut()
                {
                    *value = Some(&rest[..end]);
                }
                rest = &rest[end + 1..];
            }
        }
    }
    keys
}

/// Where a string ends whose opening quotation mark was passed.
fn end_of_string(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn only_the_outermost_keys_are_listed() {
        let head = r#"{"uri": "a:\"b", "list": [{"text": 1}, "text"], "version": "2", "headline": "Talks {e"#;
        assert_eq!(
            keys(head),
            [("uri", Some("a:\\\"b")), ("list", None), ("version", Some("2")), ("headline", None)]
        );
        assert_eq!(keys("{\"cut"), []);
        assert_eq!(keys("]]}}\"a\""), []);
    }
}
