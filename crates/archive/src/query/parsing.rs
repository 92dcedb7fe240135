//! From tokens to the tree.

use super::field::{Field, Takes};
use super::tokens::{Scanner, Token};
use super::{Interval, Node, Query, Term, Value};

/// How much of a query is read: more than a person types, little enough to be answered at once.
const LONGEST: usize = 4_000;
const MOST_TERMS: usize = 100;
/// FTS5 has a stack of a hundred places for what it parses; each parenthesis with its `-` takes up to five.
const DEEPEST: usize = 10;

pub(super) fn parse(text: &str) -> Query {
    let mut n_read = LONGEST;
    loop {
        let query = parse_first(text, n_read);
        // The canonical form is a query too, and may be longer: it tells days in full and closes what is open.
        let n_canonical = query.to_string().chars().count();
        if n_canonical <= LONGEST {
            return query;
        }
        n_read = n_read.min(text.chars().count()).saturating_sub(n_canonical - LONGEST);
    }
}

/// Reads the first characters of a text.
fn parse_first(text: &str, n_read: usize) -> Query {
    let end = text.char_indices().nth(n_read).map_or(text.len(), |(at, _)| at);
    let mut scanner = Scanner::of(&text[..end]);
    let mut parser = Parser::default();
    if end < text.len() {
        parser.doubts.push(format!("only the first {n_read} characters are read"));
    }
    while let Some(token) = scanner.next() {
        parser.doubts.append(&mut scanner.doubts);
        parser.take(token);
    }
    parser.doubts.append(&mut scanner.doubts);
    parser.finish()
}

/// What stands within one pair of parentheses, as far as it is read.
#[derive(Default)]
struct Frame {
    /// What stands before an `OR`.
    choices: Vec<Node>,
    /// What stands since.
    nodes: Vec<Node>,
    /// Whether the next node is negated.
    negates: bool,
    /// Whether the whole is.
    negated: bool,
    /// What words in it are values of.
    field: Option<Field>,
}

/// Walks with a stack of its own, so that no query can exhaust the program's.
#[derive(Default)]
struct Parser {
    outer: Vec<Frame>,
    frame: Frame,
    /// The field that stands before the parenthesis which comes next.
    field: Option<Field>,
    /// Parentheses that were opened too deep, and are ignored until they close.
    ignored: usize,
    n_terms: usize,
    doubts: Vec<String>,
}

impl Parser {
    fn take(&mut self, token: Token) {
        match token {
            Token::Open => self.open(),
            Token::Fields(field) => self.field = Some(field),
            Token::Close => self.close(),
            Token::Or => self.choose(),
            Token::Not => self.frame.negates = !self.frame.negates,
            Token::Word(text) | Token::Phrase(text) if self.frame.field.is_some() => {
                self.add_field(self.frame.field, text);
            }
            Token::Word(word) => self.add_plain(Term::Word(word)),
            Token::Phrase(words) => self.add_plain(Term::Phrase(words)),
            Token::Field(field, value) => self.add_field(Some(field), value),
        }
    }

    fn open(&mut self) {
        if self.outer.len() == DEEPEST {
            self.field = None;
            if self.ignored == 0 {
                self.doubts.push(format!("parentheses deeper than {DEEPEST} are ignored"));
            }
            self.ignored += 1;
            return;
        }
        let negated = std::mem::take(&mut self.frame.negates);
        let field = self.field.take().or(self.frame.field);
        let inner = Frame { negated, field, ..Frame::default() };
        self.outer.push(std::mem::replace(&mut self.frame, inner));
    }

    fn close(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        let Some(outer) = self.outer.pop() else {
            self.doubts.push("a closing parenthesis closes nothing".to_owned());
            return;
        };
        let inner = std::mem::replace(&mut self.frame, outer);
        let negated = inner.negated;
        if let Some(node) = self.whole(inner) {
            self.frame.nodes.push(if negated { node.not() } else { node });
        }
    }

    fn choose(&mut self) {
        self.drop_negation();
        match Node::all(std::mem::take(&mut self.frame.nodes)) {
            Some(node) => self.frame.choices.push(node),
            None => self.doubts.push("an “OR” has nothing before it".to_owned()),
        }
    }

    fn add_field(&mut self, field: Option<Field>, value: String) {
        let term = field.and_then(|field| Some(Term::Field(field, self.value(field, value)?)));
        self.add_term(term);
    }

    /// Adds a word or a phrase, unless it looks like an operator that is written in small letters: then it says so too.
    fn add_plain(&mut self, term: Term) {
        if let Term::Word(word) = &term
            && matches!(word.as_str(), "or" | "and" | "not")
        {
            let operator = word.to_uppercase();
            self.doubts.push(format!("“{word}” is looked for as a word; the operator is {operator}"));
        }
        self.add_term(Some(term));
    }

    fn add_term(&mut self, term: Option<Term>) {
        let negated = std::mem::take(&mut self.frame.negates);
        let Some(term) = term else { return };
        self.n_terms += 1;
        if self.n_terms > MOST_TERMS {
            if self.n_terms == MOST_TERMS + 1 {
                self.doubts.push(format!("only the first {MOST_TERMS} terms are read"));
            }
            return;
        }
        let node = Node::Term(term);
        self.frame.nodes.push(if negated { node.not() } else { node });
    }

    fn drop_negation(&mut self) {
        if std::mem::take(&mut self.frame.negates) {
            self.doubts.push("a “-” has nothing after it".to_owned());
        }
    }

    /// All that stood within a pair of parentheses.
    fn whole(&mut self, frame: Frame) -> Option<Node> {
        let Frame { mut choices, nodes, negates, .. } = frame;
        if negates {
            self.doubts.push("a “-” has nothing after it".to_owned());
        }
        let has_choices = !choices.is_empty();
        match Node::all(nodes) {
            Some(node) => choices.push(node),
            None if has_choices => self.doubts.push("an “OR” has nothing after it".to_owned()),
            None => {}
        }
        Node::any(choices)
    }

    fn finish(mut self) -> Query {
        if !self.outer.is_empty() || self.ignored > 0 {
            self.doubts.push("a parenthesis is not closed".to_owned());
        }
        self.ignored = 0;
        while !self.outer.is_empty() {
            self.close();
        }
        let frame = std::mem::take(&mut self.frame);
        let tree = self.whole(frame);
        Query { tree, doubts: self.doubts }
    }

    /// A field's value, as the field takes it. `None` where it cannot be looked for.
    fn value(&mut self, field: Field, text: String) -> Option<Value> {
        match field.takes() {
            Takes::Days => match text.parse::<Interval>() {
                Ok(days) => return Some(Value::Days(days)),
                Err(reason) => {
                    self.doubts.push(format!("“{}:{text}” is left out: {reason}", field.name()));
                    return None;
                }
            },
            Takes::OneOf(codes) => {
                // As the index has them: "called off", "called-off" and "calledoff" are one code.
                let plain = |text: &str| text.replace([' ', '_', '-'], "").to_lowercase();
                if let Some(code) = codes.iter().find(|code| plain(code) == plain(&text)) {
                    return Some(Value::Text((*code).to_owned()));
                }
                let name = field.name();
                self.doubts
                    .push(format!("“{name}:{text}” finds nothing: {name} is one of {}", codes.join(", ")));
            }
            Takes::YesNoOrName if ["yes", "no"].iter().any(|word| word.eq_ignore_ascii_case(&text)) => {
                return Some(Value::Text(text.to_lowercase()));
            }
            Takes::Name | Takes::YesNoOrName => {}
        }
        Some(Value::Text(text))
    }
}
