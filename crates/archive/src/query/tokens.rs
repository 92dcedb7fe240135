//! A query cut into its pieces.

use super::field::Field;

/// A piece of a query.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    Or,
    Not,
    Word(String),
    Phrase(String),
    Field(Field, String),
    /// A field before parentheses, which all that stands in them is asked of: `by:(Ruiz OR Haddad)`.
    Fields(Field),
}

/// Blanks and control characters, which no query can hold.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

pub(super) fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')')
}

/// Straight and curly double quotation marks: a pasted phrase often has the latter.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟')
}

pub(super) fn is_operator(word: &str) -> bool {
    matches!(word, "OR" | "AND" | "NOT")
}

/// A value as a query can hold it: no quotation marks, single blanks.
pub(super) fn clean(text: &str) -> String {
    let words = text.split(|c| is_blank(c) || is_quote(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether there is anything that can be looked for.
pub(super) fn is_findable(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Cuts a query into tokens; what makes none leaves a doubt.
pub(super) struct Scanner<'a> {
    rest: &'a str,
    pub(super) doubts: Vec<String>,
}

impl<'a> Scanner<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { rest: text, doubts: Vec::new() }
    }

    /// The text up to the next character of a kind, taken off the rest.
    fn take_until(&mut self, is_end: impl Fn(char) -> bool) -> &'a str {
        let (taken, rest) = self.rest.split_at(self.rest.find(is_end).unwrap_or(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// The words up to the closing quotation mark; the opening one is taken already.
    fn take_phrase(&mut self) -> String {
        let words = clean(self.take_until(is_quote));
        let mut rest = self.rest.chars();
        if rest.next().is_none() {
            self.doubts.push(format!("the quotation mark before “{words}” is not closed"));
        }
        self.rest = rest.as_str();
        words
    }

    /// A word, an operator, or a field with its value. `None` where it had to be left out.
    fn take_word(&mut self) -> Option<Token> {
        let word = self.take_until(|c| is_blank(c) || is_bracket(c) || is_quote(c));
        match word {
            "OR" => return Some(Token::Or),
            "NOT" => return Some(Token::Not),
            "AND" => return None,
            _ => {}
        }
        let Some((name, value)) = word.split_once(':') else { return self.findable(Token::Word, word) };
        if let Some(field) = Field::named(name) {
            return self.take_value(field, value);
        }
        // "10:30" and "https://…" are words that nobody takes for a field.
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
        if is_name && !value.starts_with("//") {
            self.doubts.push(format!("there is no field “{name}:”; it is looked for as a word"));
        }
        self.findable(Token::Word, word)
    }

    fn take_value(&mut self, field: Field, value: &str) -> Option<Token> {
        let value = match self.rest.chars().next() {
            Some('(') if value.is_empty() => return Some(Token::Fields(field)),
            Some(quote) if value.is_empty() && is_quote(quote) => {
                self.rest = &self.rest[quote.len_utf8()..];
                self.take_phrase()
            }
            _ => value.to_owned(),
        };
        if value.is_empty() {
            self.doubts.push(format!("“{}:” has no value, so it is left out", field.name()));
            return None;
        }
        self.findable(|value| Token::Field(field, value), &value)
    }

    fn findable(&mut self, token: impl FnOnce(String) -> Token, text: &str) -> Option<Token> {
        if !is_findable(text) {
            self.doubts.push(format!("“{text}” has no letter or digit, so it is left out"));
            return None;
        }
        Some(token(text.to_owned()))
    }
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            self.rest = self.rest.trim_start_matches(is_blank);
            let first = self.rest.chars().next()?;
            let after = &self.rest[first.len_utf8()..];
            let token = match first {
                '(' | ')' => {
                    self.rest = after;
                    Some(if first == '(' { Token::Open } else { Token::Close })
                }
                '-' => {
                    self.rest = after;
                    Some(Token::Not)
                }
                quote if is_quote(quote) => {
                    self.rest = after;
                    let words = self.take_phrase();
                    self.findable(Token::Phrase, &words)
                }
                _ => self.take_word(),
            };
            if token.is_some() {
                return token;
            }
        }
    }
}
