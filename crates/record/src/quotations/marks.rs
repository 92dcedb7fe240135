//! Which characters of a text are quotation marks, and which way each can turn.

use article::{BlockKind, ByteSpan};

/// Marks that pair with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// “ ” and the low „, which German closes with “.
    Curly,
    /// "
    Straight,
    /// Two grave accents to open, two apostrophes to close.
    Typewriter,
    /// « and », either way round.
    Angular,
    /// ‘ ’ and ‚
    SingleCurly,
    /// '
    SingleStraight,
}

/// A character, or two, that can be a quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) span: ByteSpan,
    family: Family,
    symbol: char,
    pub(super) can_open: bool,
    can_close: bool,
}

impl Mark {
    /// Whether it ends what `opening` began.
    pub(super) fn closes(&self, opening: &Mark) -> bool {
        let mixes = |family: Family| matches!(family, Family::Curly | Family::Straight);
        let is_pair = self.family == opening.family || (mixes(self.family) && mixes(opening.family));
        if !self.can_close || !is_pair {
            return false;
        }
        match (opening.symbol, self.symbol) {
            // Careless texts open with a mark of one kind and close with the other: “It rains," she said.
            ('“', '"') | ('"', '”') => true,
            ('"' | '＂', closing) => matches!(closing, '"' | '＂'),
            ('„', closing) => matches!(closing, '“' | '”'),
            ('“', closing) => closing == '”',
            ('”', closing) => closing == '”',
            ('«', closing) => closing == '»',
            ('»', closing) => closing == '«',
            _ => true,
        }
    }

    pub(super) fn is_single(&self) -> bool {
        matches!(self.family, Family::SingleCurly | Family::SingleStraight)
    }

    /// Whether nothing stands before it in its block.
    pub(super) fn starts(&self, text: &str) -> bool {
        text[..self.span.start].trim().is_empty()
    }
}

/// Words that begin with an apostrophe.
const CLIPPED: [&str; 9] = ["em", "til", "tis", "twas", "cause", "n", "bout", "round", "s"];

/// The marks of a text in order.
pub(super) fn marks(text: &str, kind: BlockKind) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, symbol)) = chars.next() {
        let mut end = start + symbol.len_utf8();
        let doubled = matches!(symbol, '`' | '\'') && chars.next_if(|(_, next)| *next == symbol).is_some();
        let family = match symbol {
            '“' | '”' | '„' | '‟' => Family::Curly,
            '"' | '＂' => Family::Straight,
            '`' | '\'' if doubled => Family::Typewriter,
            '«' | '»' => Family::Angular,
            '‘' | '’' | '‚' => Family::SingleCurly,
            '\'' => Family::SingleStraight,
            _ => continue,
        };
        if doubled {
            end += 1;
        }
        let span = ByteSpan::new(start, end);
        let (can_open, can_close) = turns(text, span, family, symbol, kind);
        if can_open || can_close {
            found.push(Mark { span, family, symbol, can_open, can_close });
        }
    }
    keep_best_closings(text, &mut found);
    found
}

/// Whether a mark can open and whether it can close, by its form and its neighbours.
fn turns(text: &str, span: ByteSpan, family: Family, symbol: char, kind: BlockKind) -> (bool, bool) {
    // A double mark after a single one stands where that does: “'We can wait,'”
    let is_double = !matches!(family, Family::SingleCurly | Family::SingleStraight);
    let head = &text[..span.start];
    let head = if is_double { head.trim_end_matches(['\'', '’', '‘']) } else { head };
    let before = head.chars().next_back();
    let after = text[span.end..].chars().next();
    let has_word_before = before.is_some_and(|c| !c.is_whitespace() && !opens_brackets(c));
    let has_word_after = after.is_some_and(|c| !c.is_whitespace() && !ends_clause(c));
    match family {
        Family::Curly => match symbol {
            '„' | '‟' => (true, false),
            '“' => (has_word_after || !has_word_before, has_word_before),
            // A closing mark at the start of a line stands for the opening one: a common slip.
            _ => (!has_word_before && has_word_after, true),
        },
        Family::Angular => (after.is_some(), before.is_some()),
        Family::Typewriter if symbol == '`' => (true, false),
        Family::Straight | Family::Typewriter => {
            let is_inches =
                before.is_some_and(|c| c.is_ascii_digit()) && !text[..span.start].contains(['"', '\'']);
            // Between spaces it closes: ‘… outreach,' " he said.’
            let is_apart = !has_word_before && after.is_none_or(char::is_whitespace) && before.is_some();
            (!has_word_before && has_word_after, (has_word_before || is_apart) && !is_inches)
        }
        Family::SingleCurly | Family::SingleStraight => {
            single_turns(text, span, symbol, kind, has_word_before, has_word_after)
        }
    }
}

/// A single mark opens before a word and closes after one; between two letters it is an apostrophe.
fn single_turns(
    text: &str,
    span: ByteSpan,
    symbol: char,
    kind: BlockKind,
    has_word_before: bool,
    has_word_after: bool,
) -> (bool, bool) {
    let rest = &text[span.end..];
    let starts_letter = rest.starts_with(char::is_alphanumeric);
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let is_clipped = CLIPPED.contains(&word.as_str())
        || (word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s'));
    let can_open = symbol != '’' && !has_word_before && has_word_after && !is_clipped;
    let can_close = symbol != '‘' && symbol != '‚' && has_word_before && !starts_letter;
    // In running text a straight mark is mostly an apostrophe; in headlines and captions it is how newspapers quote.
    let is_display = matches!(
        kind,
        BlockKind::Headline
            | BlockKind::Standfirst
            | BlockKind::Subhead
            | BlockKind::Figure
            | BlockKind::Video
    );
    let opens_clearly = is_display
        || rest.starts_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '“' | '"' | '[' | '(' | '…' | '.' | '$' | '£' | '€')
        });
    (can_open && opens_clearly, can_close)
}

/// "the ministers' plans": a mark after an s with a word to follow is a possessive where a surer one comes later.
fn keep_best_closings(text: &str, marks: &mut [Mark]) {
    for at in 0..marks.len() {
        let mark = marks[at];
        let until_next_opening =
            marks[at + 1..].iter().take_while(|later| !later.can_open || later.can_close);
        let closes_later =
            |later: &Mark| later.family == mark.family && later.can_close && !may_be_possessive(text, later);
        if mark.is_single()
            && mark.can_close
            && may_be_possessive(text, &mark)
            && until_next_opening.into_iter().any(closes_later)
        {
            marks[at].can_close = false;
        }
    }
}

fn may_be_possessive(text: &str, mark: &Mark) -> bool {
    let after = &text[mark.span.end..];
    text[..mark.span.start].ends_with(['s', 'S', 'z', 'x'])
        && after.starts_with(' ')
        && after.trim_start().starts_with(char::is_lowercase)
}

fn opens_brackets(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '"' | '‘' | '\'' | '«' | '„' | '`' | ':' | '\u{a0}'
    )
}

fn ends_clause(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '»')
}
