//! The paragraphs of plain text.

/// The paragraphs of a text and where they start: parted by line breaks, or by blank lines alone where the single breaks
/// only wrap lines.
pub(crate) fn paragraphs(text: &str) -> Vec<(usize, &str)> {
    let by_blank_lines = wraps_lines(text);
    let mut paragraphs: Vec<(usize, &str)> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if !words.is_empty() {
            open = Some((open.map_or(start, |(first, _)| first), start + words.len()));
        }
        if words.is_empty() || !by_blank_lines {
            paragraphs.extend(open.take().map(|(start, end)| (start, &text[start..end])));
        }
    }
    paragraphs.extend(open.map(|(start, end)| (start, &text[start..end])));
    paragraphs
}

/// The longest line of a text that is wrapped, in bytes.
const WIDEST_WRAPPED: usize = 200;

/// Whether a text has blank lines, no long line, and most of its single breaks stand where no sentence ends.
fn wraps_lines(text: &str) -> bool {
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    let breaks = || lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let ends = |line: &str| line.ends_with(['.', '!', '?', ':', '…', '”', '"', '\'', '’', '»', ')']);
    let n_after_sentences = breaks().filter(|pair| ends(pair[0])).count();
    let fits = lines.iter().all(|line| line.len() <= WIDEST_WRAPPED);
    fits && lines.iter().any(|line| line.is_empty()) && 2 * n_after_sentences <= breaks().count()
}
