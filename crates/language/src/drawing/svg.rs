//! Trees as SVG: the words of a sentence in a line, arcs from heads to dependents above them.

use std::fmt::Write as _;
use std::ops::Range;

use article::Article;

use crate::analysis::Analysis;

/// Sizes in pixels.
const LETTER: usize = 8;
const GAP: usize = 18;
const MARGIN: usize = 16;
const STEP: usize = 26;
const LINE: usize = 18;

/// Draws the trees of some sentences, one under the other, as a picture that is readable on light and dark grounds.
pub fn svg(article: &Article, analysis: &Analysis, sentences: Range<usize>) -> String {
    let mut drawn = String::new();
    let (mut width, mut height) = (2 * MARGIN, 0);
    for sentence in sentences {
        let _ = writeln!(drawn, "<g transform=\"translate(0 {height})\">");
        let size = draw_sentence(&mut drawn, article, analysis, sentence);
        drawn.push_str("</g>\n");
        width = width.max(size.0);
        height += size.1;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"13\" text-anchor=\"middle\" fill=\"#777\" role=\"img\">\n{drawn}</svg>\n"
    )
}

/// Draws one sentence from the origin on, and says how wide and high it is.
fn draw_sentence(
    svg: &mut String,
    article: &Article,
    analysis: &Analysis,
    sentence: usize,
) -> (usize, usize) {
    let words = analysis.sentences[sentence].words;
    let written: Vec<String> =
        words.iter().map(|word| escaped(article.words(analysis.words[word].span))).collect();
    let mut centres = Vec::with_capacity(words.len());
    let mut right = MARGIN;
    for word in words.iter() {
        let shown = &analysis.words[word];
        let n_letters = article.words(shown.span).chars().count().max(shown.class.label().len());
        let width = LETTER * n_letters.max(shown.relation.as_str().len());
        centres.push(right + width / 2);
        right += width + GAP;
    }
    let arcs = arcs(analysis, sentence);
    let ground = MARGIN + STEP * (1 + arcs.iter().map(|arc| arc.height).max().unwrap_or(0));
    for (word, (centre, written)) in words.iter().zip(centres.iter().zip(&written)) {
        let class = analysis.words[word].class.label();
        let (first, second) = (ground + LINE, ground + 2 * LINE);
        let _ = writeln!(svg, "<text x=\"{centre}\" y=\"{first}\" font-size=\"15\">{written}</text>");
        let _ = writeln!(svg, "<text x=\"{centre}\" y=\"{second}\" font-size=\"11\">{class}</text>");
    }
    for arc in &arcs {
        draw_arc(svg, arc, &centres, ground);
    }
    (right - GAP + MARGIN, ground + 2 * LINE + MARGIN)
}

/// A relation between two places of a sentence.
struct Arc {
    dependent: usize,
    head: Option<usize>,
    /// Above how many arcs it runs.
    height: usize,
    relation: String,
}

/// The arcs, the shortest first, each above those that it spans.
fn arcs(analysis: &Analysis, sentence: usize) -> Vec<Arc> {
    let words = analysis.sentences[sentence].words;
    let mut arcs: Vec<Arc> = words
        .iter()
        .map(|word| Arc {
            dependent: word - words.start,
            head: analysis.words[word].head.map(|head| head - words.start),
            height: 0,
            relation: analysis.words[word].relation.to_string(),
        })
        .collect();
    arcs.sort_by_key(|arc| arc.head.map_or(usize::MAX, |head| head.abs_diff(arc.dependent)));
    let mut tops = vec![0; words.len()];
    for arc in &mut arcs {
        let head = arc.head.unwrap_or(arc.dependent);
        let span = &mut tops[arc.dependent.min(head)..=arc.dependent.max(head)];
        let inner = &span[usize::from(span.len() > 2)..span.len() - usize::from(span.len() > 2)];
        arc.height = 1 + inner.iter().copied().max().unwrap_or(0);
        // The ends are shared with the neighbours: only what lies between is taken.
        let n = span.len();
        if n > 2 {
            span[1..n - 1].fill(arc.height);
        } else {
            for top in span {
                *top = arc.height.max(*top);
            }
        }
    }
    arcs
}

fn draw_arc(svg: &mut String, arc: &Arc, centres: &[usize], ground: usize) {
    let to = centres[arc.dependent];
    let top = ground - STEP * arc.height;
    let Some(head) = arc.head else {
        let _ = writeln!(svg, "<path d=\"M{to} {top}V{ground}\" stroke=\"#999\" fill=\"none\"/>");
        let _ = writeln!(svg, "<text x=\"{to}\" y=\"{}\" font-size=\"11\">root</text>", top - 3);
        return;
    };
    // Arcs leave a head on the side of the dependent, so that arrows into it stay apart.
    let from = if head < arc.dependent { centres[head] + 5 } else { centres[head] - 5 };
    let middle = from.midpoint(to);
    let _ = writeln!(svg, "<path d=\"M{from} {ground}V{top}H{to}V{ground}\" stroke=\"#999\" fill=\"none\"/>");
    let (left, right, tip) = (to - 3, to + 3, ground - 6);
    let _ = writeln!(svg, "<path d=\"M{left} {tip}H{right}L{to} {ground}Z\"/>");
    let _ = writeln!(
        svg,
        "<text x=\"{middle}\" y=\"{}\" font-size=\"11\">{}</text>",
        top - 3,
        escaped(&arc.relation)
    );
}

/// Text for XML; control characters, which XML forbids, are replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
