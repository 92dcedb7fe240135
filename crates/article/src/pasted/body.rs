//! The body of a pasted article: paragraphs, and what stands between and after them.

use std::collections::VecDeque;

use super::Paste;
use super::lines::{Form, Line};
use crate::article::{BlockKind, Field, Origin};
use crate::bylines::printed_bylines;
use crate::furniture::{
    credit_line, is_aside, is_caption, is_noise, is_teaser_heading, is_topic_heading, iso_duration,
    play_seconds, rights_holder, split_credit,
};

/// The longest caption, in words; what is longer and ends in an agency's name is a paragraph.
const LONGEST_CAPTION: usize = 80;
/// The longest subhead and the longest topic, in words.
const LONGEST_SUBHEAD: usize = 18;
const LONGEST_TOPIC: usize = 8;
/// The longest headline of another story that reads as running text does, in words.
const LONGEST_TEASER: usize = 20;
/// The longest line that says whose words a pull quote has, in words.
const LONGEST_NAME: usize = 12;

impl Paste {
    pub(super) fn read_body(&mut self, mut lines: VecDeque<Line>) {
        self.n_after_prose = lines.iter().rev().take_while(|line| !line.is_prose()).count();
        while let Some(line) = lines.pop_front() {
            if is_noise(&line.text) {
                continue;
            }
            if is_topic_heading(&line.text) {
                self.take_topics(&mut lines);
            } else if is_teaser_heading(&line.text) {
                self.take_teasers(line, &mut lines);
            } else if let Some(seconds) = play_seconds(&line.text) {
                self.take_video(seconds, &mut lines);
            } else if let Some(holder) = rights_holder(&line.text) {
                self.draft.rights = Some(holder);
                self.draft.note(Field::Rights, Origin::Text);
                self.push(BlockKind::Rights, line);
            } else {
                self.take_line(line, &mut lines);
            }
        }
    }

    fn take_line(&mut self, line: Line, rest: &mut VecDeque<Line>) {
        match line.form {
            Form::Heading(_) => self.push(BlockKind::Subhead, line),
            Form::Item => self.push(BlockKind::ListItem, line),
            Form::Quote => self.push(BlockKind::Quote, line),
            Form::Row => self.take_row(line),
            Form::Picture => self.take_picture(line, rest),
            Form::Plain => self.take_plain(line, rest),
        }
    }

    fn take_plain(&mut self, line: Line, rest: &mut VecDeque<Line>) {
        let text = line.text.as_str();
        if is_aside(text) {
            self.push(BlockKind::Aside, line);
        } else if is_agency_tail(text) {
            self.push(BlockKind::Byline, line);
        } else if let Some(credit) = credit_line(text)
            && self.take_credit(credit)
        {
            // The picture stands before it.
        } else if line.n_words() <= LONGEST_CAPTION && is_caption(text) {
            self.push_captioned(BlockKind::Figure, line, None);
        } else if self.take_stamps(&line) {
            self.push(BlockKind::Stamp, line);
        } else if is_pull_quote(text) {
            self.take_pull_quote(line, rest);
        } else if self.is_rest_of_sentence(text) {
            self.join(line);
        } else if is_subhead(&line) && !goes_on(rest) && rest.len() > self.n_after_prose {
            self.push(BlockKind::Subhead, line);
        } else {
            self.push(BlockKind::Paragraph, line);
        }
    }

    /// A line that is nothing but a credit belongs to the picture before it, where that has none.
    fn take_credit(&mut self, credit: &str) -> bool {
        let last = self.draft.blocks.last_mut();
        let picture = last.filter(|last| last.kind == BlockKind::Figure && last.credit.is_none());
        let Some(picture) = picture else { return false };
        picture.add_credit(credit);
        true
    }

    /// Whether the paragraph before was cut in mid-sentence, by a page break say, and goes on here.
    fn is_rest_of_sentence(&self, text: &str) -> bool {
        let Some(last) = self.draft.blocks.last() else { return false };
        last.kind == BlockKind::Paragraph
            && last.text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '-' | '–'))
            && text.starts_with(char::is_lowercase)
    }

    fn join(&mut self, line: Line) {
        let Some(last) = self.draft.blocks.last_mut() else { return };
        last.text.push(' ');
        let shift = last.text.len();
        last.links.extend(
            line.links.into_iter().map(|(range, target)| (range.start + shift..range.end + shift, target)),
        );
        last.text.push_str(&line.text);
    }

    fn take_row(&mut self, line: Line) {
        match self.draft.blocks.last_mut().filter(|last| last.kind == BlockKind::Table && !line.after_blank) {
            Some(table) => {
                table.text.push('\n');
                table.text.push_str(&line.text);
            }
            None => self.push(BlockKind::Table, line),
        }
    }

    /// A Markdown picture: the line under it is its caption when it, or the line after it, has a credit.
    fn take_picture(&mut self, picture: Line, rest: &mut VecDeque<Line>) {
        let mut caption = picture;
        if rest.front().is_some_and(|line| line.form == Form::Plain && split_credit(&line.text).1.is_some()) {
            let line = rest.pop_front().expect("its front was just looked at");
            if split_credit(&line.text).0.is_some() {
                caption = line;
            } else {
                caption.text = format!("{} {}", caption.text, line.text);
            }
        } else if rest.get(1).is_some_and(|line| matches!(split_credit(&line.text), (None, Some(_)))) {
            let words = rest.pop_front().expect("there is a line after it");
            let credit = rest.pop_front().expect("its place was just looked at");
            caption = Line { text: format!("{} {}", words.text, credit.text), ..words };
        }
        if !caption.text.is_empty() {
            self.push_captioned(BlockKind::Figure, caption, None);
        }
    }

    fn take_video(&mut self, seconds: u64, rest: &mut VecDeque<Line>) {
        let duration = Some(iso_duration(seconds));
        match rest.pop_front_if(|line| line.form == Form::Plain && line.n_words() <= LONGEST_CAPTION) {
            Some(caption) => self.push_captioned(BlockKind::Video, caption, duration),
            None => self.push_captioned(BlockKind::Video, Line::new(Form::Plain, "Video", true), duration),
        }
    }

    fn take_pull_quote(&mut self, mut quote: Line, rest: &mut VecDeque<Line>) {
        // "Ana Ruiz, a farmer" under it says whose words they are.
        let is_name = |line: &mut Line| {
            let is_short =
                line.form == Form::Plain && !line.ends_a_sentence() && line.n_words() <= LONGEST_NAME;
            let speaker = line.text.split(',').next().unwrap_or_default();
            is_short
                && (!line.after_blank
                    || (speaker.len() < line.text.len() && printed_bylines(speaker).is_some()))
        };
        if let Some(name) = rest.pop_front_if(is_name) {
            quote.text = format!("{}\n{}", quote.text, name.text);
        }
        self.push(BlockKind::Quote, quote);
    }

    fn take_topics(&mut self, rest: &mut VecDeque<Line>) {
        let mut topics = Vec::new();
        while let Some(line) = rest.pop_front_if(|line| is_topic(line)) {
            if !is_noise(&line.text) {
                topics.push(line.text);
            }
        }
        if topics.is_empty() {
            return;
        }
        self.push(BlockKind::Topics, Line::new(Form::Plain, topics.join("\n"), true));
        self.draft.note(Field::Topics, Origin::Text);
        self.draft.topics.extend(topics);
    }

    /// Teasers run from their heading until running text begins again: after a blank line, or at all in a paste without
    /// any; where they stand close under their heading, until the next blank line.
    fn take_teasers(&mut self, heading: Line, rest: &mut VecDeque<Line>) {
        let mut teasers = heading.text;
        let is_tight = is_tight(rest);
        let is_close = !is_tight && rest.front().is_some_and(|first| !first.after_blank);
        let mut n_teasers = 0;
        let goes_on = |line: &Line, n_teasers: usize| {
            let is_prose = line.is_prose() && (!is_tight || n_teasers > 0 || line.n_words() > LONGEST_TEASER);
            let resumes = (line.after_blank || is_tight) && is_prose;
            let is_parted = is_close && line.after_blank;
            !resumes && !is_parted && !is_topic_heading(&line.text) && rights_holder(&line.text).is_none()
        };
        while let Some(line) = rest.pop_front_if(|line| goes_on(line, n_teasers)) {
            n_teasers += 1;
            teasers.push('\n');
            teasers.push_str(&line.text);
        }
        self.push(BlockKind::Aside, Line::new(Form::Plain, teasers, true));
    }
}

/// Whether the lines come without any blank one between them.
fn is_tight(lines: &VecDeque<Line>) -> bool {
    lines.iter().take(40).all(|line| !line.after_blank)
}

fn is_topic(line: &Line) -> bool {
    matches!(line.form, Form::Plain | Form::Item)
        && line.n_words() <= LONGEST_TOPIC
        && !line.text.ends_with(['.', '?', '!', ':'])
        && rights_holder(&line.text).is_none()
        && !is_teaser_heading(&line.text)
}

/// "(Reporting by Ana Ruiz; Editing by Ben Okafor)"
fn is_agency_tail(text: &str) -> bool {
    let lower = text.trim_start_matches(['(', '[']).to_lowercase();
    ["reporting by", "additional reporting", "writing by", "editing by", "compiled by"]
        .iter()
        .any(|start| lower.starts_with(start))
        && text.split_whitespace().count() <= 60
}

/// A whole line in quotation marks, without a full stop inside: set apart by the page.
fn is_pull_quote(text: &str) -> bool {
    let inner = text.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    inner.is_some_and(|inner| {
        !inner.ends_with(['.', ',', '!', '?', '…'])
            && !inner.contains(['“', '”'])
            && inner.split_whitespace().count() >= 4
    })
}

/// Whether the next line goes on in mid-sentence.
fn goes_on(rest: &VecDeque<Line>) -> bool {
    rest.front().is_some_and(|next| next.form == Form::Plain && next.text.starts_with(char::is_lowercase))
}

/// Whether a line opens with a quotation that also closes it, as subheads that quote do.
fn is_in_quotation_marks(text: &str) -> bool {
    text.starts_with(['“', '"', '„']) && !text.ends_with(".\"") && text.split_whitespace().count() <= 8
}

fn is_subhead(line: &Line) -> bool {
    let text = line.text.as_str();
    // "Q:", "RAUTAVAARA (through interpreter):" in a transcript.
    let is_cue = |cue: &str| !cue.split('(').next().unwrap_or_default().chars().any(char::is_lowercase);
    let has_cue = text.split_once(':').is_some_and(|(cue, _)| is_cue(cue));
    line.n_words() <= LONGEST_SUBHEAD
        && !text.ends_with(['.', ',', ';', ':', '…', '。', '」', '！', '।'])
        && !text.ends_with("''")
        && (!text.ends_with(['!', '”', '"']) || is_in_quotation_marks(text))
        && !has_cue
        && text.starts_with(|c: char| {
            (c.is_alphabetic() && !c.is_lowercase())
                || c.is_ascii_digit()
                || matches!(c, '‘' | '\'' | '“' | '"' | '„' | '«' | '»' | '–' | '「' | '¿' | '¡')
        })
}
