//! Words to word pieces, with what the encoder is told of each beside its letters: casing, glue, quotation.
//!
//! `WordPiece` as in BERT (Devlin et al. 2019): greedy longest match over lower-cased letters without accents. The rules
//! are those of `training/pieces.py`, to the letter; `training/README.md` tells them in prose.

use std::collections::HashMap;

use article::ByteSpan;
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;

use crate::Error;
use crate::words::is_space;

/// One piece, as the numbers that the encoder's tables are read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its place in the vocabulary.
    pub(crate) id: i32,
    /// How the part of the word that it begins is written; see [`casing`].
    pub(crate) casing: i32,
    /// How it is joined to what stands before it.
    pub(crate) glue: i32,
    /// Where it stands with regard to double quotation marks.
    pub(crate) quote: i32,
}

const LOWER: i32 = 0;
const TITLE: i32 = 1;
const UPPER: i32 = 2;
const MIXED: i32 = 3;
const NO_LETTER: i32 = 4;
const CONTINUATION: i32 = 5;
const SPECIAL_CASING: i32 = 6;

const AFTER_SPACE: i32 = 0;
const GLUED_WORD: i32 = 1;
const INSIDE_WORD: i32 = 2;
const SPECIAL_GLUE: i32 = 3;

/// Outside double quotation marks.
pub(crate) const OUTSIDE: u8 = 0;
/// Inside them.
pub(crate) const INSIDE: u8 = 1;
/// A mark.
pub(crate) const MARK: u8 = 2;
const SPECIAL_QUOTE: i32 = 3;

/// The ids of the pieces that stand for no letters, in every vocabulary.
const UNKNOWN: i32 = 1;
const START: i32 = 2;
const SEPARATOR: i32 = 3;

impl Piece {
    /// What begins a window.
    pub(crate) const START: Self = Self::special(START);
    /// What ends each passage of a window.
    pub(crate) const SEPARATOR: Self = Self::special(SEPARATOR);

    const fn special(id: i32) -> Self {
        Self { id, casing: SPECIAL_CASING, glue: SPECIAL_GLUE, quote: SPECIAL_QUOTE }
    }
}

/// Where each byte of a passage stands with regard to double quotation marks: [`OUTSIDE`], [`INSIDE`] or [`MARK`].
///
/// Two apostrophes or two grave accents are one mark, as newspapers' wires write them. A mark that can only open, met
/// inside a quotation, changes nothing, nor does one that can only close, met outside.
pub(crate) fn quotation(text: &str) -> Vec<u8> {
    let mut states = vec![OUTSIDE; text.len()];
    let mut inside = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        let is_doubled = matches!(c, '\'' | '`') && chars.next_if(|(_, next)| *next == c).is_some();
        let (opens, closes) = (matches!(c, '“' | '"' | '«' | '„'), matches!(c, '”' | '"' | '»'));
        let state = if is_doubled {
            end += 1;
            inside = !inside;
            MARK
        } else if opens || closes {
            inside = if inside { !closes } else { opens };
            MARK
        } else if inside {
            INSIDE
        } else {
            OUTSIDE
        };
        states[at..end].fill(state);
    }
    states
}

/// The pieces of a model.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Pieces that begin a part of a word.
    first: HashMap<Box<str>, i32>,
    /// Pieces that go on within it, without their `##`.
    later: HashMap<Box<str>, i32>,
    /// The length of the longest piece in bytes.
    longest: usize,
    /// A word keeps so many of its pieces.
    pieces_of_word: usize,
}

impl Vocabulary {
    /// Reads one piece a line; the number of the line is the piece's id.
    pub(crate) fn new(lines: &str, pieces_of_word: usize) -> Result<Self, Error> {
        let mut read = Self { first: HashMap::new(), later: HashMap::new(), longest: 0, pieces_of_word };
        for (number, line) in lines.split('\n').enumerate() {
            let special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].get(number);
            if special.is_some_and(|special| *special != line) {
                return Err(Error::part("vocabulary", "does not begin with the special pieces"));
            }
            let (table, piece) = match line.strip_prefix("##") {
                Some(piece) if !piece.is_empty() => (&mut read.later, piece),
                _ => (&mut read.first, line),
            };
            table.insert(piece.into(), (number as u32).cast_signed());
            read.longest = read.longest.max(piece.len());
        }
        match read.first.len() {
            0..=4 => Err(Error::part("vocabulary", "has no pieces")),
            _ => Ok(read),
        }
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.first.len() + self.later.len()
    }

    /// Adds the pieces of a word to `pieces`, and says how many they are (at least one).
    ///
    /// `states` are those of the passage's text, which `word` is a range of; `is_glued` says whether the word begins
    /// where the one before it ends.
    pub(crate) fn push_word(
        &self,
        text: &str,
        word: ByteSpan,
        states: &[u8],
        is_glued: bool,
        pieces: &mut Vec<Piece>,
    ) -> usize {
        let from = pieces.len();
        let mut start = None;
        for (at, c) in word.of(text).char_indices() {
            let at = word.start + at;
            let stands_alone = is_space(c) || is_punctuation(c) || is_ideograph(c);
            if !stands_alone {
                start.get_or_insert(at);
                continue;
            }
            if let Some(start) = start.take() {
                self.push_part(&text[start..at], states[start], pieces);
            }
            if !is_space(c) {
                self.push_part(&text[at..at + c.len_utf8()], states[at], pieces);
            }
        }
        if let Some(start) = start {
            self.push_part(&text[start..word.end], states[start], pieces);
        }
        if pieces.len() == from {
            let quote = i32::from(OUTSIDE);
            pieces.push(Piece { id: UNKNOWN, casing: NO_LETTER, glue: INSIDE_WORD, quote });
        }
        pieces[from].glue = if is_glued { GLUED_WORD } else { AFTER_SPACE };
        pieces.truncate(from + self.pieces_of_word);
        pieces.len() - from
    }

    /// The pieces of a part; the whole part is unknown where no piece fits.
    fn push_part(&self, part: &str, state: u8, pieces: &mut Vec<Piece>) {
        let from = pieces.len();
        let piece = |id, casing| Piece { id, casing, glue: INSIDE_WORD, quote: i32::from(state) };
        let shape = casing(part);
        let letters = normalised(part);
        let mut at = 0;
        while at < letters.len() {
            let table = if at == 0 { &self.first } else { &self.later };
            let longest = letters.len().min(at + self.longest);
            let found = (at + 1..=longest).rev().filter(|end| letters.is_char_boundary(*end));
            let Some((end, id)) =
                found.into_iter().find_map(|end| Some((end, *table.get(&letters[at..end])?)))
            else {
                pieces.truncate(from);
                break;
            };
            pieces.push(piece(id, if at == 0 { shape } else { CONTINUATION }));
            at = end;
        }
        if pieces.len() == from {
            pieces.push(piece(UNKNOWN, shape));
        }
    }
}

/// Lower case, canonical decomposition, combining marks and control characters left out.
fn normalised(part: &str) -> String {
    if part.is_ascii() {
        return part.chars().filter(|c| !c.is_ascii_control()).map(|c| c.to_ascii_lowercase()).collect();
    }
    part.to_lowercase().nfd().filter(|c| !is_dropped(*c)).collect()
}

fn is_dropped(c: char) -> bool {
    matches!(
        get_general_category(c),
        GeneralCategory::NonspacingMark
            | GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
            | GeneralCategory::Unassigned
    )
}

/// How a part of a word is written: lower, `Title`, UPPER, `miXed`, or without letters.
fn casing(part: &str) -> i32 {
    let mut n_letters = 0;
    let (mut n_upper, mut n_lower) = (0, 0);
    for c in part.chars().filter(|c| is_letter(*c)) {
        n_letters += 1;
        n_upper += u32::from(c.is_uppercase());
        n_lower += u32::from(c.is_lowercase());
    }
    let is_capital = part.starts_with(char::is_uppercase);
    match (n_letters, n_upper, n_lower) {
        (0, _, _) => NO_LETTER,
        (_, 0, _) => LOWER,
        (1, _, 0) => TITLE,
        (_, _, 0) => UPPER,
        (_, 1, _) if is_capital => TITLE,
        _ => MIXED,
    }
}

/// A character of Unicode's categories L*: what other languages call alphabetic.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    matches!(
        get_general_category(c),
        GeneralCategory::UppercaseLetter
            | GeneralCategory::LowercaseLetter
            | GeneralCategory::TitlecaseLetter
            | GeneralCategory::ModifierLetter
            | GeneralCategory::OtherLetter
    )
}

/// As in BERT: every sign of ASCII that is no letter, digit or space, and Unicode's categories P*.
fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    matches!(
        get_general_category(c),
        GeneralCategory::ConnectorPunctuation
            | GeneralCategory::DashPunctuation
            | GeneralCategory::OpenPunctuation
            | GeneralCategory::ClosePunctuation
            | GeneralCategory::InitialPunctuation
            | GeneralCategory::FinalPunctuation
            | GeneralCategory::OtherPunctuation
    )
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let lines = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nu\n.\ns\ncease\n##fire\nkyiv\n'\ntalk\n##s\n中\nelys\n##ee";
        Vocabulary::new(lines, 12).unwrap()
    }

    fn pieces_of(word: &str) -> Vec<(i32, i32)> {
        let mut pieces = Vec::new();
        let span = ByteSpan::new(0, word.len());
        vocabulary().push_word(word, span, &quotation(word), false, &mut pieces);
        pieces.iter().map(|piece| (piece.id, piece.casing)).collect()
    }

    #[test]
    fn the_longest_piece_wins() {
        assert_eq!(pieces_of("CeaseFire"), [(7, MIXED), (8, CONTINUATION)]);
        assert_eq!(pieces_of("U.S."), [(4, TITLE), (5, NO_LETTER), (6, TITLE), (5, NO_LETTER)]);
        assert_eq!(pieces_of("Élysée"), [(14, TITLE), (15, CONTINUATION)]);
        assert_eq!(pieces_of("TALKS"), [(11, UPPER), (12, CONTINUATION)]);
        assert_eq!(pieces_of("talking"), [(UNKNOWN, LOWER)]);
        assert_eq!(pieces_of("\u{301}"), [(UNKNOWN, NO_LETTER)]);
        assert_eq!(pieces_of("中中"), [(13, LOWER), (13, LOWER)]);
    }

    #[test]
    fn words_keep_their_first_pieces() {
        assert_eq!(pieces_of(&".".repeat(40)).len(), 12);
    }

    #[test]
    fn quotations_are_followed() {
        let show = |text: &str| -> String {
            let states = quotation(text);
            text.char_indices().map(|(at, _)| char::from(b'0' + states[at])).collect()
        };
        assert_eq!(show("“a” b"), "21200");
        assert_eq!(show("''a'' b"), "2212200");
        assert_eq!(show("a” “b “c”d"), "0202112120");
        assert_eq!(show("it's \"x"), "0000021");
    }

    #[test]
    fn a_vocabulary_needs_its_special_pieces() {
        assert!(Vocabulary::new("a\nb", 12).is_err());
        assert!(Vocabulary::new("", 12).is_err());
    }
}
