//! The head of a pasted article: label, headline, standfirst, bylines, stamps and the first picture.

use std::collections::VecDeque;

use super::Paste;
use super::lines::{Form, Line};
use crate::article::{BlockKind, Field, Origin};
use crate::bylines::printed_bylines;
use crate::furniture::{is_aside, is_noise, split_credit};
use crate::stamps::printed_stamps;

/// How far down bylines and stamps of the piece may stand.
const DEEPEST: usize = 20;

/// What a line in the head can be that is no furniture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Title {
    Label,
    Headline,
    Standfirst,
    Surplus,
}

impl Paste {
    /// Reads the head and gives back the rest.
    pub(super) fn read_header(&mut self, lines: Vec<Line>) -> VecDeque<Line> {
        let mut rest: VecDeque<Line> = lines.into();
        let length = header_length(rest.make_contiguous());
        let header: Vec<Line> = rest.drain(..length).collect();
        let mut titles = self.titles(&header).into_iter();
        let mut header = header.into_iter().peekable();
        while let Some(line) = header.next() {
            if !is_title(&line) {
                self.take_furniture(line, header.peek());
                continue;
            }
            match titles.next() {
                Some(title) => self.take_title(title, line),
                None => self.push(BlockKind::Paragraph, line),
            }
        }
        rest
    }

    /// What each title line of the head is, in order.
    fn titles(&self, header: &[Line]) -> Vec<Title> {
        let lines: Vec<&Line> = header.iter().filter(|line| is_title(line)).collect();
        let is_outlet = |line: &Line| {
            let name = line.text.trim_start_matches("The ");
            self.draft
                .publisher
                .as_deref()
                .is_some_and(|publisher| publisher.trim_start_matches("The ") == name)
        };
        let candidates: Vec<usize> = (0..lines.len()).filter(|at| !is_outlet(lines[*at])).collect();
        let mut titles = vec![Title::Surplus; lines.len()];
        let Some(headline) = headline_among(&candidates.iter().map(|at| lines[*at]).collect::<Vec<_>>())
        else {
            return titles;
        };
        titles[candidates[headline]] = Title::Headline;
        if headline > 0 {
            titles[candidates[headline - 1]] = Title::Label;
        }
        if let Some(next) = candidates.get(headline + 1) {
            titles[*next] = Title::Standfirst;
        }
        titles
    }

    fn take_title(&mut self, title: Title, line: Line) {
        let text = Some(line.text.clone());
        let (kind, field) = match title {
            Title::Label => (BlockKind::Label, Field::Label),
            Title::Headline => (BlockKind::Headline, Field::Headline),
            Title::Standfirst => (BlockKind::Standfirst, Field::Standfirst),
            Title::Surplus => return self.push(BlockKind::Aside, line),
        };
        match title {
            Title::Label => self.draft.label = text,
            Title::Headline => self.draft.headline = text,
            Title::Standfirst | Title::Surplus => self.draft.standfirst = text,
        }
        self.draft.note(field, Origin::Text);
        self.push(kind, line);
    }

    fn take_furniture(&mut self, line: Line, next: Option<&Line>) {
        if is_noise(&line.text) {
            return;
        }
        if self.take_stamps(&line) {
            self.push(BlockKind::Stamp, line);
        } else if let Some(bylines) = printed_bylines(&line.text) {
            self.take_bylines(bylines, line);
        } else if line.form == Form::Picture {
            // The words under a picture are its caption; its alternative text stands in only where there are none.
            let has_caption = next.is_some_and(|next| split_credit(&next.text).1.is_some());
            if !has_caption && !line.text.is_empty() {
                self.push_captioned(BlockKind::Figure, line, None);
            }
        } else if is_aside(&line.text) {
            self.push(BlockKind::Aside, line);
        } else {
            self.push_captioned(BlockKind::Figure, line, None);
        }
    }
}

/// Neither furniture nor a picture.
fn is_title(line: &Line) -> bool {
    if matches!(line.form, Form::Heading(_)) {
        return true;
    }
    line.form == Form::Plain
        && !is_noise(&line.text)
        && !is_aside(&line.text)
        && printed_stamps(&line.text, None).is_empty()
        && printed_bylines(&line.text).is_none()
        && split_credit(&line.text).1.is_none()
}

/// Where the head ends: after the last byline or stamp near the top, else where running text begins.
fn header_length(lines: &[Line]) -> usize {
    let mut n_prose = 0;
    let mut after_meta = None;
    for (at, line) in lines.iter().enumerate().take(DEEPEST) {
        let is_meta =
            at > 0 && (!printed_stamps(&line.text, None).is_empty() || printed_bylines(&line.text).is_some());
        if is_meta && n_prose <= 1 {
            after_meta = Some(at + 1);
        }
        if line.is_prose() && split_credit(&line.text).1.is_none() {
            n_prose += 1;
        }
    }
    let is_start = |line: &Line| {
        line.is_prose() && split_credit(&line.text).1.is_none()
            || matches!(line.form, Form::Item | Form::Quote | Form::Row)
    };
    let until_prose = lines.iter().position(is_start).unwrap_or_else(|| usize::from(lines.len() > 1));
    let length = after_meta.unwrap_or(until_prose);
    // A caption right under the bylines still belongs to the head; what follows is the body's.
    length.min(lines.len())
}

/// Which of the title lines is the headline. A Markdown heading is; else the first that is longer than a label.
fn headline_among(lines: &[&Line]) -> Option<usize> {
    if let Some(at) = lines.iter().position(|line| matches!(line.form, Form::Heading(1..=2))) {
        return Some(at);
    }
    match lines {
        [] => None,
        [_] => Some(0),
        [first, second] => {
            let is_label = first.n_words() <= 3 && second.n_words() >= 4 && !second.text.ends_with('.');
            Some(usize::from(is_label))
        }
        _ => Some(lines.iter().position(|line| line.n_words() >= 4).unwrap_or(0)),
    }
}
