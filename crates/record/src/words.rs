//! Words of a stretch of text, for the rules of this first cut.

use article::ByteSpan;

/// A run of letters and digits, with the apostrophes, hyphens and full stops inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) span: ByteSpan,
}

impl Word {
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    pub(crate) fn is_capital(&self, text: &str) -> bool {
        self.of(text).starts_with(char::is_uppercase)
    }

    pub(crate) fn is_possessive(&self, text: &str) -> bool {
        let word = self.of(text);
        word.ends_with("’s") || word.ends_with("'s")
    }

    /// Where the word ends without its possessive ’s.
    pub(crate) fn name_end(&self, text: &str) -> usize {
        let word = self.of(text);
        let bare = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
        self.span.start + bare.len()
    }
}

/// The words of `within`, in order.
pub(crate) fn words(text: &str, within: ByteSpan) -> Vec<Word> {
    let part = within.of(text);
    let mut found = Vec::new();
    let mut start = None;
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_letter = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let is_inside = start.is_some() && next_is_letter && matches!(c, '\'' | '’' | '-' | '‑' | '.');
        if is_word_char(c) || is_inside {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            found.push(Word { span: ByteSpan::new(start, at).shifted(within.start) });
        }
    }
    found.extend(start.map(|start| Word { span: ByteSpan::new(start, part.len()).shifted(within.start) }));
    found
}

/// Letters, digits, and the marks that combine with letters.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Where the sentences of a block begin.
#[derive(Debug)]
pub(crate) struct Sentences {
    block: ByteSpan,
    starts: Vec<usize>,
}

impl Sentences {
    /// A sentence ends at a full stop, question or exclamation mark that a space and a capital or an opening mark follow.
    pub(crate) fn of(text: &str, block: ByteSpan) -> Self {
        let words = block.of(text);
        let mut starts = vec![block.start];
        for (offset, stop) in words.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!' | '…')) {
            let rest = words[offset + stop.len_utf8()..].trim_start_matches(['”', '"', '’', '\'', '»', ')']);
            let next = rest.trim_start();
            let begins = rest.len() != next.len()
                && next.starts_with(|c: char| c.is_uppercase() || "“\"‘'«(".contains(c));
            if begins && !(stop == '.' && is_abbreviation(&words[..offset])) {
                starts.push(block.end - next.len());
            }
        }
        Self { block, starts }
    }

    /// Where the sentence begins that `at` lies in or begins.
    pub(crate) fn start(&self, at: usize) -> usize {
        self.starts[..self.starts.partition_point(|start| *start <= at)]
            .last()
            .copied()
            .unwrap_or(self.block.start)
    }

    /// Where the sentence ends that goes on at `at`; when one ends just there, the next.
    pub(crate) fn end(&self, text: &str, at: usize) -> usize {
        let later = &self.starts[self.starts.partition_point(|start| *start <= at)..];
        later.iter().copied().find(|start| !text[at..*start].trim().is_empty()).unwrap_or(self.block.end)
    }
}

/// "Gen", "U.S", "J": a full stop after these ends no sentence.
fn is_abbreviation(before: &str) -> bool {
    // Only the last few bytes matter; a word of any length must not be walked again at each of its full stops.
    let from =
        (before.len().saturating_sub(12)..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(0);
    let word = before[from..].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let is_dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    let is_month =
        matches!(word, "Jan" | "Feb" | "Mar" | "Apr" | "Aug" | "Sept" | "Sep" | "Oct" | "Nov" | "Dec");
    is_initial
        || is_dotted
        || is_month
        || matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "St"
                | "Gen"
                | "Col"
                | "Lt"
                | "Sgt"
                | "Capt"
                | "Maj"
                | "Gov"
                | "Sen"
                | "Rep"
                | "Prof"
                | "No"
                | "vs"
                | "Rev"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_found_around_a_place() {
        let text = "On Jan. 9 it failed. Gen. Okafor said so. It ended.";
        let block = ByteSpan::new(0, text.len());
        let at = text.find("said").unwrap();
        let sentences = Sentences::of(text, block);
        assert_eq!(text[sentences.start(at)..sentences.end(text, at)].trim(), "Gen. Okafor said so.");
    }

    #[test]
    fn words_keep_their_apostrophes() {
        let text = "It's the ministers' “Kendall-Taylor’s U.S. plan”.";
        let shown: Vec<_> =
            words(text, ByteSpan::new(0, text.len())).iter().map(|word| word.of(text)).collect();
        assert_eq!(shown, ["It's", "the", "ministers", "Kendall-Taylor’s", "U.S", "plan"]);
    }
}
