//! A tree in the terminal: a word a line, in order, with lines from each head to its dependents on the left.
//!
//! The layout is that of Udapi's text mode trees (Popel, Žabokrtský and Vojtek 2017).

use std::fmt::Write as _;

use article::Article;

use crate::analysis::Analysis;

/// Draws the tree of a sentence: each line has its arcs, the word, its class and its relation.
pub fn terminal(article: &Article, analysis: &Analysis, sentence: usize) -> String {
    let words = analysis.sentences[sentence].words;
    let mut lines = vec![String::new(); words.len()];
    let mut widths = vec![0; words.len()];
    let mut waiting = vec![analysis.root(sentence)];
    while let Some(node) = waiting.pop() {
        let mut family: Vec<usize> = analysis.dependents(node).chain([node]).collect();
        family.sort_unstable();
        let (top, bottom) = (family[0], family[family.len() - 1]);
        let width = (top..=bottom).map(|word| widths[word - words.start]).max().unwrap_or(0);
        for word in top..=bottom {
            let place = word - words.start;
            let filler = if lines[place].ends_with(['╭', '├', '╰', '─']) { "─" } else { " " };
            lines[place].push_str(&filler.repeat(width - widths[place]));
            let is_child = word != node && family.contains(&word);
            let mark = match (word == node, is_child, word == top, word == bottom) {
                (true, _, true, true) => "╼",
                (true, _, true, false) => "┮",
                (true, _, false, true) => "┶",
                (true, _, false, false) => "┾",
                (_, true, true, _) => "╭",
                (_, true, _, true) => "╰",
                (_, true, _, _) => "├",
                _ => "│",
            };
            let lead = if word == node || lines[place].ends_with('─') { "─" } else { " " };
            lines[place].push_str(lead);
            lines[place].push_str(mark);
            widths[place] = width + 2;
        }
        waiting.extend(family.into_iter().filter(|word| *word != node));
    }
    let mut drawn = String::new();
    for (word, line) in words.iter().zip(lines) {
        let shown = &analysis.words[word];
        let written: String = article.words(shown.span).chars().map(visible).collect();
        let _ = writeln!(drawn, "{line} {written} {} {}", shown.class.label(), shown.relation);
    }
    drawn
}

/// Control characters would move the cursor.
fn visible(c: char) -> char {
    if c.is_control() { '\u{fffd}' } else { c }
}
