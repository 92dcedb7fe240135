//! The head of a pasted article: label, headline, standfirst, bylines, stamps and the first picture.

use std::collections::VecDeque;

use super::Paste;
use super::lines::{Form, Line};
use crate::article::{BlockKind, Field, Origin};
use crate::bylines::{has_by, names_in, printed_bylines};
use crate::furniture::{is_aside, is_caption, is_noise, split_credit};
use crate::stamps::printed_stamps;

/// How far down bylines and stamps of the piece may stand.
const DEEPEST: usize = 20;

/// The shortest headline, in words, where a label may stand over it.
const SHORTEST_HEADLINE: usize = 4;

/// What a line of the head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeadLine {
    Noise,
    Stamp,
    Byline,
    Picture,
    Aside,
    Caption,
    Label,
    Headline,
    Standfirst,
    /// A title too many: the outlet's name, a strapline.
    Surplus,
}

impl Paste {
    /// Reads the head and gives back the rest.
    pub(super) fn read_header(&mut self, lines: Vec<Line>) -> VecDeque<Line> {
        let mut rest: VecDeque<Line> = lines.into();
        let length = header_length(rest.make_contiguous());
        let header: Vec<Line> = rest.drain(..length).collect();
        let kinds = head_lines(&header, self.draft.publisher.as_deref());
        let mut header = header.into_iter().peekable();
        for kind in kinds {
            let Some(line) = header.next() else { break };
            self.take_head_line(kind, line, header.peek());
        }
        rest
    }

    fn take_head_line(&mut self, kind: HeadLine, line: Line, next: Option<&Line>) {
        match kind {
            HeadLine::Noise => {}
            HeadLine::Stamp => {
                self.take_stamps(&line);
                self.push(BlockKind::Stamp, line);
            }
            HeadLine::Byline => {
                let bylines = printed_bylines(&line.text).unwrap_or_else(|| names_in(&line.text));
                self.take_bylines(bylines, line);
            }
            // The words under a picture are its caption; its alternative text stands in only where there are none.
            HeadLine::Picture
                if line.text.is_empty() || next.is_some_and(|next| split_credit(&next.text).1.is_some()) => {}
            HeadLine::Picture | HeadLine::Caption => self.push_captioned(BlockKind::Figure, line, None),
            HeadLine::Aside | HeadLine::Surplus => self.push(BlockKind::Aside, line),
            HeadLine::Label => self.take_title(BlockKind::Label, Field::Label, line),
            HeadLine::Headline => self.take_title(BlockKind::Headline, Field::Headline, line),
            HeadLine::Standfirst => self.take_title(BlockKind::Standfirst, Field::Standfirst, line),
        }
    }

    fn take_title(&mut self, kind: BlockKind, field: Field, line: Line) {
        let slot = match field {
            Field::Label => &mut self.draft.label,
            Field::Headline => &mut self.draft.headline,
            _ => &mut self.draft.standfirst,
        };
        *slot = Some(line.text.clone());
        self.draft.note(field, Origin::Text);
        self.push(kind, line);
    }
}

/// What each line of the head is. A name without "By" is a byline only under the headline: over it, it is a label
/// ("Eastern Mediterranean").
fn head_lines(header: &[Line], publisher: Option<&str>) -> Vec<HeadLine> {
    let mut kinds: Vec<HeadLine> = header.iter().map(furniture).collect();
    let is_bare_name = |at: usize| kinds[at] == HeadLine::Byline && !has_by(&header[at].text);
    let is_title = |at: usize| kinds[at] == HeadLine::Surplus || is_bare_name(at);
    let is_long =
        |at: usize| header[at].n_words() >= SHORTEST_HEADLINE || matches!(header[at].form, Form::Heading(_));
    let first = (0..header.len()).find(|at| is_title(*at) && is_long(*at)).unwrap_or(0);
    let over: Vec<usize> = (0..=first.min(header.len().saturating_sub(1)))
        .filter(|at| !header.is_empty() && is_bare_name(*at))
        .collect();
    for at in over {
        kinds[at] = HeadLine::Surplus;
    }
    let same_name = |line: &Line| {
        publisher.is_some_and(|name| name.trim_start_matches("The ") == line.text.trim_start_matches("The "))
    };
    let titles: Vec<usize> =
        (0..header.len()).filter(|at| kinds[*at] == HeadLine::Surplus && !same_name(&header[*at])).collect();
    let lines: Vec<&Line> = titles.iter().map(|at| &header[*at]).collect();
    if let Some(headline) = headline_among(&lines) {
        kinds[titles[headline]] = HeadLine::Headline;
        if headline > 0 {
            kinds[titles[headline - 1]] = HeadLine::Label;
        }
        let under = &titles[headline + 1..];
        for at in under.iter().copied().filter(|at| is_short_line(&header[*at])) {
            let is_meta = |at: usize| matches!(kinds.get(at), Some(HeadLine::Stamp | HeadLine::Byline));
            if is_meta(at - 1) || is_meta(at + 1) {
                kinds[at] = HeadLine::Byline;
            }
        }
        if let Some(next) = under.iter().find(|at| kinds[**at] == HeadLine::Surplus) {
            kinds[*next] = HeadLine::Standfirst;
        }
    }
    kinds
}

/// A line of a few words that ends as no sentence does: beside a stamp, whose byline it is, however it is written.
fn is_short_line(line: &Line) -> bool {
    line.form == Form::Plain && line.n_words() <= 5 && line.text.len() <= 60 && !line.ends_a_sentence()
}

/// What a line is by its own words; a title of any kind is a surplus one until its neighbours are known.
fn furniture(line: &Line) -> HeadLine {
    if matches!(line.form, Form::Heading(_)) {
        HeadLine::Surplus
    } else if line.form == Form::Picture {
        HeadLine::Picture
    } else if is_noise(&line.text) {
        HeadLine::Noise
    } else if !printed_stamps(&line.text, None).is_empty() {
        HeadLine::Stamp
    } else if printed_bylines(&line.text).is_some() || (has_by(&line.text) && is_short_line(line)) {
        HeadLine::Byline
    } else if is_aside(&line.text) {
        HeadLine::Aside
    } else if is_caption(&line.text) {
        HeadLine::Caption
    } else {
        HeadLine::Surplus
    }
}

/// Where the head ends: after the last byline or stamp near the top, else where running text begins.
fn header_length(lines: &[Line]) -> usize {
    let mut n_prose = 0;
    let mut after_meta = None;
    let mut has_headline = false;
    for (at, line) in lines.iter().enumerate().take(DEEPEST) {
        let is_meta = at > 0 && matches!(furniture(line), HeadLine::Stamp | HeadLine::Byline);
        if is_meta && n_prose <= 1 {
            after_meta = Some(at + 1);
        }
        // The first long line is the headline, even where it reads as a sentence does ("What is the council for?").
        let is_headline = !has_headline && line.n_words() >= SHORTEST_HEADLINE;
        has_headline |= is_headline;
        if !is_headline && line.is_prose() && split_credit(&line.text).1.is_none() {
            n_prose += 1;
        }
    }
    let is_start = |line: &Line| {
        line.is_prose() && split_credit(&line.text).1.is_none()
            || matches!(line.form, Form::Item | Form::Quote | Form::Row)
    };
    if let Some(end) = after_meta {
        return end + lines_under_meta(&lines[end..]);
    }
    let until_prose = || lines.iter().position(is_start).unwrap_or_else(|| usize::from(lines.len() > 1));
    until_prose().min(lines.len())
}

/// The longest standfirst that is told by its place under bylines and stamps, in words.
const LONGEST_STANDFIRST: usize = 60;

/// How many lines under the last byline or stamp still belong to the head: a name without "By", and a paragraph that a
/// picture or the page's buttons part from the body.
fn lines_under_meta(rest: &[Line]) -> usize {
    let name = usize::from(
        rest.first().is_some_and(|line| is_short_line(line) && furniture(line) == HeadLine::Surplus)
            && rest.get(1).is_some_and(|line| line.is_prose() || furniture(line) == HeadLine::Noise),
    );
    let is_standfirst =
        rest.get(name).is_some_and(|line| line.is_prose() && line.n_words() <= LONGEST_STANDFIRST)
            && rest
                .get(name + 1)
                .is_some_and(|next| matches!(furniture(next), HeadLine::Noise | HeadLine::Caption));
    name + usize::from(is_standfirst)
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
            let is_label = first.n_words() < SHORTEST_HEADLINE
                && second.n_words() >= SHORTEST_HEADLINE
                && !second.text.ends_with('.');
            Some(usize::from(is_label))
        }
        _ => Some(lines.iter().position(|line| line.n_words() >= SHORTEST_HEADLINE).unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(lines: &[&str], publisher: Option<&str>) -> Vec<HeadLine> {
        let lines: Vec<Line> = lines.iter().map(|text| Line::new(Form::Plain, *text, true)).collect();
        head_lines(&lines, publisher)
    }

    #[test]
    fn names_over_the_headline_are_labels_and_under_it_bylines() {
        use HeadLine::{Byline, Headline, Label, Noise, Stamp, Standfirst, Surplus};
        let head = [
            "The Harbour Post",
            "Share",
            "Eastern Mediterranean",
            "Talks on patrols end without a deal",
            "Nobody left the table but nobody signed",
            "Ana Ruiz",
            "Updated 07:45",
        ];
        assert_eq!(
            kinds(&head, Some("Harbour Post")),
            [Surplus, Noise, Label, Headline, Standfirst, Byline, Stamp]
        );
        assert_eq!(kinds(&["Ministers Meet Again in Vienna", "By Ana Ruiz"], None), [Headline, Byline]);
    }
}
