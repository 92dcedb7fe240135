//! Writes the blocks of an item whose fields are known beside its words, as feeds and agencies give them.

use crate::article::{BlockKind, Field, Origin};
use crate::draft::{Draft, DraftBlock};
use crate::html::{self, letters};
use crate::language::identify;
use crate::paragraphs::paragraphs;
use crate::{Error, Settings};

/// The words of an item.
pub(crate) enum Words {
    /// HTML or XHTML.
    Marked(String),
    /// Plain text.
    Plain(String),
}

/// Writes label, headline, standfirst, the words and then `figures`. The standfirst is a block only where the words do not
/// have it: many feeds repeat the beginning of the piece as its summary.
///
/// # Errors
/// [`Error::NoText`] where there is nothing to read.
pub(crate) fn compose(
    mut draft: Draft,
    words: Option<&Words>,
    figures: Vec<DraftBlock>,
    from: Origin,
    settings: &Settings,
) -> Result<Draft, Error> {
    let address = draft.url.clone().or_else(|| settings.url.clone());
    let settings = Settings { url: address, ..settings.clone() };
    // The walk over marked-up words would take topics that are known for printed ones.
    let topics = std::mem::take(&mut draft.topics);
    match words {
        Some(Words::Marked(source)) => html::write_blocks(source, &settings, &mut draft),
        Some(Words::Plain(_)) | None => write_head(&mut draft),
    }
    if let Some(Words::Plain(text)) = words {
        write_paragraphs(&mut draft, text, from);
    }
    if !topics.is_empty() {
        draft.topics = topics;
        draft.note(Field::Topics, from);
    }
    place_standfirst(&mut draft, from);
    draft.blocks.extend(figures);
    name_language(&mut draft);
    if draft.blocks.iter().any(|block| block.kind.is_read()) { Ok(draft) } else { Err(Error::NoText) }
}

fn write_head(draft: &mut Draft) {
    let head = [
        (BlockKind::Label, Field::Label, &draft.label),
        (BlockKind::Headline, Field::Headline, &draft.headline),
    ];
    let blocks = head.into_iter().filter_map(|(kind, field, words)| {
        let from = draft.from.get(&field).copied().unwrap_or(Origin::Given);
        Some(DraftBlock::new(kind, from, words.clone()?))
    });
    draft.blocks = blocks.collect();
}

/// Paragraphs of plain text; one that repeats the headline is left out.
fn write_paragraphs(draft: &mut Draft, text: &str, from: Origin) {
    let headline = draft.headline.as_deref().map(letters);
    for (_, paragraph) in paragraphs(text) {
        if headline.as_ref().is_none_or(|headline| letters(paragraph) != *headline) {
            let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            draft.blocks.push(DraftBlock::new(BlockKind::Paragraph, from, words));
        }
    }
}

fn place_standfirst(draft: &mut Draft, from: Origin) {
    let Some(standfirst) = draft.standfirst.clone() else { return };
    let known = letters(&standfirst);
    let body: String = draft.blocks.iter().map(|block| letters(&block.text)).collect();
    if known.is_empty() || body.contains(&known) {
        return;
    }
    let is_head = |block: &DraftBlock| matches!(block.kind, BlockKind::Label | BlockKind::Headline);
    let at = draft.blocks.iter().take_while(|block| is_head(block)).count();
    draft.blocks.insert(at, DraftBlock::new(BlockKind::Standfirst, from, standfirst));
}

fn name_language(draft: &mut Draft) {
    if draft.language.is_none() {
        let words: Vec<&str> = draft.blocks.iter().map(|block| block.text.as_str()).collect();
        draft.language = identify(&words.join(" "));
        if draft.language.is_some() {
            draft.note(Field::Language, Origin::Derived);
        }
    }
}
