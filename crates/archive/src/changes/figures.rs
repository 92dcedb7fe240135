//! Figures that changed in the text, beside those that events count.

use super::{Piece, RecordChange, TextChange};

/// How many characters of the words around a figure are told with it.
const AROUND: usize = 40;

/// Adds each figure of the text that became another: "12" in the place of "14", with the words that follow.
pub(super) fn add_those_of_the_text(changes: &mut Vec<RecordChange>, text: &[TextChange]) {
    for change in text {
        let TextChange::Changed(pieces) = change else { continue };
        for (at, window) in pieces.windows(2).enumerate() {
            let [Piece::Gone(gone), Piece::Came(came)] = window else { continue };
            let (Some(from), Some(to)) = (figure(gone), figure(came)) else { continue };
            let is_told = changes.iter().any(
                |known| matches!(known, RecordChange::Figure { from: f, to: t, .. } if f == from && t == to),
            );
            if from != to && !is_told {
                let what = around(pieces, at);
                changes.push(RecordChange::Figure { what, from: from.to_owned(), to: to.to_owned() });
            }
        }
    }
}

/// The figure that words are, if they are one and nothing else.
fn figure(words: &str) -> Option<&str> {
    let words = words.trim().trim_end_matches(['.', ',', ';', ':']);
    let is_figure = words.starts_with(|c: char| c.is_ascii_digit())
        && words.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
    is_figure.then_some(words)
}

/// The words around a figure as they are now: "“14 boats were seen off”".
fn around(pieces: &[Piece], at: usize) -> String {
    let kept = |piece: Option<&Piece>| match piece {
        Some(Piece::Kept(words)) => words.clone(),
        _ => String::new(),
    };
    let before = kept(at.checked_sub(1).and_then(|at| pieces.get(at)));
    let after = kept(pieces.get(at + 2));
    let came = match &pieces[at + 1] {
        Piece::Came(words) => words.as_str(),
        _ => "",
    };
    let skipped = before.chars().count().saturating_sub(AROUND);
    let before: String = before.chars().skip(skipped).collect();
    let after: String = after.chars().take(AROUND).collect();
    format!("“…{before}{came}{after}…”")
}
