//! Words from outside, made safe for a terminal.

/// The words in one line, without characters that steer a terminal.
pub(super) fn plain(words: &str) -> String {
    let shown = words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !c.is_control());
    let mut line = String::new();
    for c in shown {
        if c != ' ' || !line.ends_with(' ') {
            line.push(c);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(plain("a\u{1b}[31m b\n\n\tc\u{7}\u{9b}d"), "a[31m b cd");
    }
}
