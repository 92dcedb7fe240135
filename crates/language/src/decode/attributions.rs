//! Attributions: sources, cues and contents, and which belong together.
//!
//! The spans come from tags, block by block; here each content chooses a cue and a source, and each cue the cue that it is
//! a piece of, among those of its own block and the two beside it.

use crate::Error;
use crate::analysis::{Attribution, Roles, WordSpan};
use crate::rows::{Columns, Rows};
use crate::scorers::{Linear, Matrix, bucket, dot, leaky_sum};
use crate::weights::Weights;

/// The kinds of spans, as the tags number them.
const SOURCE: usize = 0;
const CUE: usize = 1;
const CONTENT: usize = 2;

/// Added to the scores of the tags: sources and cues are tagged too rarely (chosen on `PolNeAR` dev).
pub(crate) const FAVOUR: [f32; 7] = [0.0, 0.5, 0.5, 0.5, 0.5, 0.0, 0.0];

/// The kinds of links, as the model numbers them.
const CONTENT_TO_CUE: usize = 0;
const CONTENT_TO_SOURCE: usize = 1;
const CUE_TO_CUE: usize = 2;

/// How many numbers describe a query and a key.
const LINK: usize = 64;
/// Buckets of distances.
const BUCKETS: usize = 19;
/// A link reaches so many passages back or ahead.
const REACH: usize = 1;

/// How likely a word has each role, by the scores of its tags.
pub(crate) fn roles(scores: &[f32]) -> Roles {
    let favoured = || scores.iter().zip(FAVOUR).map(|(score, favour)| score + favour);
    let top = favoured().fold(f32::NEG_INFINITY, f32::max);
    let shares: Vec<f32> = favoured().map(|score| (score - top).exp()).collect();
    let total: f32 = shares.iter().sum();
    // A role has two tags: where it begins, and inside it.
    let of = |role: usize| (shares[1 + 2 * role] + shares[2 + 2 * role]) / total;
    Roles { source: of(SOURCE), cue: of(CUE), content: of(CONTENT) }
}

/// One span of a role in an attribution.
#[derive(Debug, Clone, Copy)]
struct Span {
    words: WordSpan,
    passage: usize,
    role: usize,
}

/// The spans of a text as they are found, with what the encoder says of each.
#[derive(Debug)]
pub(crate) struct Spans {
    spans: Vec<Span>,
    rows: Matrix,
}

impl Spans {
    /// None yet, with rows of this width.
    pub(crate) fn new(columns: &Columns) -> Self {
        Self { spans: Vec::new(), rows: Matrix::new(columns.span_first.width()) }
    }

    /// Adds the run `from..to` of a passage's rows, whose first word has the number `base` in the text.
    pub(crate) fn push(
        &mut self,
        columns: &Columns,
        rows: &Rows,
        passage: usize,
        base: usize,
        (from, to, role): (usize, usize, usize),
    ) {
        self.spans.push(Span { words: WordSpan::new(base + from, base + to), passage, role });
        self.rows.push(leaky_sum(rows.get(columns.span_first, from), rows.get(columns.span_last, to - 1)));
    }

    /// The spans of a role in passages within reach of `passage`, by number.
    fn near(&self, role: usize, passage: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        let start = self.spans.partition_point(|span| span.passage + REACH < passage);
        let end = self.spans.partition_point(|span| span.passage <= passage + REACH);
        (start..end).filter(move |span| self.spans[*span].role == role)
    }
}

/// Scores links.
#[derive(Debug)]
pub(crate) struct AttributionScorers {
    query: [Linear; 3],
    key: [Linear; 3],
    distance: Vec<f32>,
    none: Vec<f32>,
}

impl AttributionScorers {
    /// Out of a model file.
    pub(crate) fn read(weights: &Weights, columns: &Columns) -> Result<Self, Error> {
        let width = columns.span_first.width();
        let linear = |side: &str, kind: usize| weights.linear(&format!("link_{side}.{kind}"), width, LINK);
        Ok(Self {
            query: [linear("query", 0)?, linear("query", 1)?, linear("query", 2)?],
            key: [linear("key", 0)?, linear("key", 1)?, linear("key", 2)?],
            distance: weights.values("link_distance", 3 * 2 * BUCKETS)?,
            none: weights.values("link_none", LINK)?,
        })
    }

    /// The attributions of a text, by their first content.
    pub(crate) fn attributions(&self, spans: &Spans) -> Vec<Attribution> {
        let keys = Keys::of(self, spans);
        let heads: Vec<usize> = (0..spans.spans.len()).map(|span| self.head(spans, &keys, span)).collect();
        let mut groups: Vec<Group> = Vec::new();
        // Which group a cue heads.
        let mut of_cue: Vec<Option<usize>> = vec![None; spans.spans.len()];
        for content in (0..spans.spans.len()).filter(|span| spans.spans[*span].role == CONTENT) {
            let head = self.cue(spans, &keys, content).map(|cue| heads[cue]);
            if let Some(group) = head.and_then(|head| of_cue[head]) {
                groups[group].contents.push(content);
                continue;
            }
            if let Some(head) = head {
                of_cue[head] = Some(groups.len());
            }
            groups.push(Group { head, contents: vec![content] });
        }
        groups.iter().map(|group| self.attribution(spans, &keys, &heads, group)).collect()
    }

    /// The cue that a cue is a piece of, as a rule itself; other spans are their own.
    fn head(&self, spans: &Spans, keys: &Keys, span: usize) -> usize {
        let Span { role, passage, .. } = spans.spans[span];
        if role != CUE {
            return span;
        }
        let query = self.query(spans, CUE_TO_CUE, span);
        let scored =
            spans.near(CUE, passage).map(|cue| (cue, self.score(spans, keys, CUE_TO_CUE, span, &query, cue)));
        best(scored).unwrap_or(span)
    }

    /// The cue of a content, if it has one: in its own block, or beside it where its block has none.
    fn cue(&self, spans: &Spans, keys: &Keys, content: usize) -> Option<usize> {
        let passage = spans.spans[content].passage;
        let query = self.query(spans, CONTENT_TO_CUE, content);
        let near = spans.near(CUE, passage);
        let scored =
            near.clone().map(|cue| (cue, self.score(spans, keys, CONTENT_TO_CUE, content, &query, cue)));
        let cue = best(scored)?;
        let is_here = |cue: usize| spans.spans[cue].passage == passage;
        (is_here(cue) || !near.clone().any(is_here)).then_some(cue)
    }

    fn attribution(&self, spans: &Spans, keys: &Keys, heads: &[usize], group: &Group) -> Attribution {
        let words = |span: usize| spans.spans[span].words;
        let cue = group.head.map_or_else(Vec::new, |head| {
            let near = spans.near(CUE, spans.spans[head].passage);
            near.filter(|cue| heads[*cue] == head || *cue == head).map(words).collect()
        });
        let source = self.source(spans, keys, &group.contents).map(words);
        Attribution { source, cue, content: group.contents.iter().map(|content| words(*content)).collect() }
    }

    /// The source that the contents choose together; none may win.
    fn source(&self, spans: &Spans, keys: &Keys, contents: &[usize]) -> Option<usize> {
        let queries: Vec<_> =
            contents.iter().map(|content| self.query(spans, CONTENT_TO_SOURCE, *content)).collect();
        let scale = 1.0 / (LINK as f32).sqrt();
        let none: f32 = queries.iter().map(|query| scale * dot(query, &self.none)).sum();
        let is_near = |source: &usize| {
            let here = spans.spans[*source].passage;
            contents.iter().all(|content| spans.spans[*content].passage.abs_diff(here) <= REACH)
        };
        let scored = spans.near(SOURCE, spans.spans[contents[0]].passage).filter(is_near).map(|source| {
            let score = |(content, query): (&usize, &Vec<f32>)| {
                self.score(spans, keys, CONTENT_TO_SOURCE, *content, query, source)
            };
            (Some(source), contents.iter().zip(&queries).map(score).sum())
        });
        best(scored.chain(std::iter::once((None, none)))).flatten()
    }

    fn query(&self, spans: &Spans, kind: usize, span: usize) -> Vec<f32> {
        self.query[kind].apply(spans.rows.row(span))
    }

    /// The score of span `from`, whose query this is, choosing span `to`.
    fn score(&self, spans: &Spans, keys: &Keys, kind: usize, from: usize, query: &[f32], to: usize) -> f32 {
        let (a, b) = (&spans.spans[from], &spans.spans[to]);
        let distance = bucket(b.words.start.cast_signed() - a.words.start.cast_signed());
        let is_apart = usize::from(a.passage != b.passage);
        dot(query, keys.of_kind(kind, to)) / (LINK as f32).sqrt()
            + self.distance[(kind * 2 + is_apart) * BUCKETS + distance]
    }
}

/// Contents with the head of their cue.
#[derive(Debug)]
struct Group {
    head: Option<usize>,
    contents: Vec<usize>,
}

/// The keys of all spans that may be chosen.
struct Keys {
    tables: [Matrix; 3],
}

impl Keys {
    fn of(scorers: &AttributionScorers, spans: &Spans) -> Self {
        let chosen = [CUE, SOURCE, CUE];
        let keys = |kind: usize| {
            let mut keys = Matrix::new(LINK);
            for (n, span) in spans.spans.iter().enumerate() {
                let is_chosen = span.role == chosen[kind];
                keys.push(if is_chosen {
                    scorers.key[kind].apply(spans.rows.row(n))
                } else {
                    vec![0.0; LINK]
                });
            }
            keys
        };
        Self { tables: [keys(CONTENT_TO_CUE), keys(CONTENT_TO_SOURCE), keys(CUE_TO_CUE)] }
    }

    fn of_kind(&self, kind: usize, span: usize) -> &[f32] {
        self.tables[kind].row(span)
    }
}

/// The item with the largest score, the first of equals.
fn best<T>(scored: impl Iterator<Item = (T, f32)>) -> Option<T> {
    let mut best: Option<(T, f32)> = None;
    for (item, score) in scored {
        if best.as_ref().is_none_or(|(_, largest)| score > *largest) {
            best = Some((item, score));
        }
    }
    best.map(|(item, _)| item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_roles_follow_the_tags() {
        let Roles { source, cue, content } = roles(&[0.0, 0.0, 0.0, 8.0, 8.0, 0.0, 0.0]);
        assert!(cue > 0.99 && source + cue + content < 1.0 && source > content);
    }
}
