//! Captions whose credit stands on a line of its own.

use super::lines::{Form, Line};
use crate::furniture::{credit_line, is_noise, rights_holder, without_caption_opening};
use crate::stamps::printed_stamps;

/// The longest caption that a credit on the next line is set under, in words.
const LONGEST: usize = 40;

/// Puts a credit's line behind its caption's: close under it ("Boats at dawn", "Photograph: Ana Ruiz"), or over one that
/// says what it is ("Image source, Northline", "Image caption, Boats at dawn").
pub(super) fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let is_of_next = lines.peek().is_some_and(is_opened);
        match joined.last_mut().filter(|last| last.form == Form::Plain && line.form == Form::Plain) {
            Some(credit) if is_opened(&line) && credit_line(&credit.text).is_some() => {
                *credit = Line {
                    text: format!("{}\n{}", line.text, credit.text),
                    after_blank: credit.after_blank,
                    ..line
                };
            }
            Some(caption) if !is_of_next && is_credit_under(&line, caption) => {
                caption.text.push('\n');
                caption.text.push_str(&line.text);
            }
            _ => joined.push(line),
        }
    }
    joined
}

fn is_opened(line: &Line) -> bool {
    without_caption_opening(&line.text).len() < line.text.len()
}

/// "© Northline 2026" holds the rights of the page rather than of a picture.
fn names_a_year(line: &Line) -> bool {
    rights_holder(&line.text).is_some_and(|holder| holder.contains(|c: char| c.is_ascii_digit()))
}

fn is_credit_under(line: &Line, caption: &Line) -> bool {
    !line.after_blank
        && caption.n_words() <= LONGEST
        && credit_line(&line.text).is_some_and(|credit| credit.len() < line.text.len())
        && credit_line(&caption.text).is_none()
        && !names_a_year(line)
        && !is_noise(&caption.text)
        && printed_stamps(&caption.text, None).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_set_behind_their_captions() {
        let read = |lines: &[(&str, bool)]| {
            let lines = lines.iter().map(|(text, after_blank)| Line::new(Form::Plain, *text, *after_blank));
            joined(lines.collect()).into_iter().map(|line| line.text).collect::<Vec<_>>()
        };
        assert_eq!(
            read(&[("Image source, Northline", true), ("Image caption, Boats at dawn", false)]),
            ["Image caption, Boats at dawn\nImage source, Northline"]
        );
        assert_eq!(
            read(&[("Boats at dawn", true), ("Photograph: Ana Ruiz", false)]),
            ["Boats at dawn\nPhotograph: Ana Ruiz"]
        );
        assert_eq!(
            read(&[("Share", true), ("Image source, Northline", false), ("Image caption, Boats", false)]),
            ["Share", "Image caption, Boats\nImage source, Northline"]
        );
        assert_eq!(read(&[("They left.", true), ("Photograph: Ana Ruiz", true)]).len(), 2);
    }
}
