//! Lines that are no running text: the headline once more, headings over other stories, credits, bylines and stamps.

use super::Walker;
use crate::article::{BlockKind, Field, Origin};
use crate::bylines::{has_by, printed_bylines};
use crate::furniture::{credit_line, is_teaser_heading};
use crate::html::inline::Inline;
use crate::html::prose::letters;
use crate::stamps::stamp_within;

/// The longest line of an article's head, in bytes.
const LONGEST_LINE: usize = 140;

impl Walker<'_> {
    /// Whether words are the headline once more, alone or with its kicker.
    pub(super) fn repeats_headline(&self, words: &str) -> bool {
        let headline = &self.headline;
        if headline.is_empty() || words.len() > 4 * headline.len() + 20 {
            return false;
        }
        let words = letters(words);
        *headline == words
            || (headline.len() > 20
                && words.len() <= 2 * headline.len()
                && words.ends_with(headline.as_str()))
    }

    /// A heading over other stories: of the common ones, or "More" with the outlet's name.
    pub(super) fn is_teaser_heading(&self, words: &str) -> bool {
        let outlet = self.draft.publisher.as_deref().map(letters).unwrap_or_default();
        let rest = letters(words).strip_prefix("more").map(str::to_owned);
        is_teaser_heading(words) || (!outlet.is_empty() && rest.is_some_and(|rest| rest == outlet))
    }

    /// A line that is nothing but a credit belongs to the picture before it.
    pub(super) fn take_credit(&mut self, text: &str) -> bool {
        if text.len() > LONGEST_LINE {
            return false;
        }
        let Some(credit) = credit_line(text) else { return false };
        let picture = self.draft.blocks.last_mut().filter(|last| {
            matches!(last.kind, BlockKind::Figure | BlockKind::Video) && last.credit.is_none()
        });
        if let Some(picture) = picture {
            picture.add_credit(credit);
            return true;
        }
        false
    }

    /// What a paragraph is that is a line of the article's head or foot: a byline, a stamp, a kicker.
    pub(super) fn kind_of_line(&self, text: &str) -> Option<BlockKind> {
        if text.len() > LONGEST_LINE {
            return None;
        }
        let names: String = self.draft.bylines.iter().map(|byline| letters(&byline.name)).collect();
        if !names.is_empty() && letters(text) == names {
            return Some(BlockKind::Byline);
        }
        if self.has_prose {
            return None;
        }
        let is_sentence = text.ends_with(['.', '!', '?', '…', '"', '”', '»', '。', ':', '।']);
        if has_by(text) && (printed_bylines(text).is_some() || stamp_within(text).is_some()) {
            Some(BlockKind::Byline)
        } else if stamp_within(text).is_some() {
            Some(BlockKind::Stamp)
        } else {
            (!is_sentence && text.split_whitespace().count() <= 5 && text.len() <= 60)
                .then_some(BlockKind::Aside)
        }
    }

    pub(super) fn take_rights(&mut self, holder: String, words: Inline) {
        self.draft.rights = Some(holder);
        self.draft.note(Field::Rights, Origin::Dom);
        self.push_inline(BlockKind::Rights, words);
    }
}
