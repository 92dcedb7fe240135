//! Articles as people paste or save them: plain text and Markdown, line by line.

mod body;
mod captions;
mod dateline;
mod header;
mod lines;
mod markdown;

use crate::article::{BlockKind, Byline, Field, Origin, Stamp};
use crate::draft::{Draft, DraftBlock};
use crate::furniture::{outlet_of, rights_holder};
use crate::language::identify;
use crate::stamps::{Moment, StampRole, printed_stamps};
use crate::{Error, Format};
use dateline::dateline;
use lines::Line;

/// Reads pasted text or Markdown into a draft.
pub(crate) fn read(text: &str, format: Format, as_of: Option<Moment>) -> Result<Draft, Error> {
    let lines = match format {
        Format::Markdown => markdown::lines(text),
        _ => lines::lines(text),
    };
    let lines = captions::joined(lines);
    let mut paste = Paste { as_of, draft: Draft::default(), n_after_prose: 0 };
    if let Some(holder) = lines.iter().rev().take(40).find_map(|line| rights_holder(&line.text)) {
        paste.draft.publisher = outlet_of(&holder);
        if paste.draft.publisher.is_some() {
            paste.draft.note(Field::Publisher, Origin::Derived);
        }
    }
    let body = paste.read_header(lines);
    paste.read_body(body);
    paste.finish()
}

/// A pasted article in the making.
struct Paste {
    as_of: Option<Moment>,
    draft: Draft,
    /// How many lines follow the last one of running text: where no more are left, no subhead comes.
    n_after_prose: usize,
}

impl Paste {
    fn push(&mut self, kind: BlockKind, line: Line) {
        self.draft
            .blocks
            .push(DraftBlock { links: line.links, ..DraftBlock::new(kind, Origin::Text, line.text) });
    }

    /// A line with a caption and a credit.
    fn push_captioned(&mut self, kind: BlockKind, line: Line, duration: Option<String>) {
        let block = DraftBlock::captioned(kind, Origin::Text, line.text);
        self.draft.blocks.push(DraftBlock { links: line.links, duration, ..block });
    }

    /// Takes a line that holds nothing but stamps of the piece.
    fn take_stamps(&mut self, line: &Line) -> bool {
        let stamps = printed_stamps(&line.text, self.as_of);
        for stamp in &stamps {
            let (slot, field) = match stamp.role {
                StampRole::Published | StampRole::Unsaid => (&mut self.draft.published, Field::Published),
                StampRole::Updated => (&mut self.draft.updated, Field::Updated),
            };
            if slot.is_none() && stamp.moment.is_some() {
                *slot = stamp.moment;
                self.draft.from.insert(field, Origin::Text);
            }
            self.draft.stamps.push(Stamp {
                text: line.text[stamp.range.clone()].to_owned(),
                value: stamp.moment.map(|moment| moment.to_string()),
            });
        }
        !stamps.is_empty()
    }

    fn take_bylines(&mut self, bylines: Vec<Byline>, line: Line) {
        self.draft.bylines.extend(bylines);
        self.draft.note(Field::Bylines, Origin::Text);
        self.push(BlockKind::Byline, line);
    }

    /// An agency's dateline says where its authors wrote, when, and whose report it is.
    fn take_dateline(&mut self) {
        let first = self.draft.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
        let Some(line) = first.and_then(|first| dateline(&first.text, self.as_of)) else { return };
        for byline in self.draft.bylines.iter_mut().filter(|byline| byline.place.is_none()) {
            byline.place = Some(line.place.clone());
        }
        if self.draft.published.is_none() && line.day.is_some() {
            self.draft.published = line.day;
            self.draft.note(Field::Published, Origin::Text);
        }
        if self.draft.publisher.is_none() && line.agency.is_some() {
            self.draft.publisher = line.agency;
            self.draft.note(Field::Publisher, Origin::Text);
        }
    }

    fn finish(mut self) -> Result<Draft, Error> {
        if self.draft.blocks.is_empty() {
            return Err(Error::NoText);
        }
        self.take_dateline();
        let words: Vec<&str> = self.draft.blocks.iter().map(|block| block.text.as_str()).collect();
        self.draft.language = identify(&words.join(" "));
        if self.draft.language.is_some() {
            self.draft.note(Field::Language, Origin::Derived);
        }
        Ok(self.draft)
    }
}
