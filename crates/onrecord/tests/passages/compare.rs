//! Compares what the reader gives with what a person reads, field by field.
//!
//! Words are compared without marks and case. Contents must be the same words, but for a leading "that"; sources, cues,
//! hedges, media and conditions may be a little wider or narrower than the person's, since where they end is a matter of convention.

use crate::given::{Given, GivenStatement};
use crate::passage::{Expected, Passage};

/// Whether one field of one statement holds.
pub(crate) struct Check {
    pub(crate) field: &'static str,
    /// What is wrong with it; empty where another check says so.
    pub(crate) complaint: Option<String>,
}

/// Every check of a passage. A statement that was not found fails each of its fields.
pub(crate) fn checks(passage: &Passage, given: &Given) -> Vec<Check> {
    let pairs = pairs(&passage.statements, &given.statements);
    let mut checks = Vec::new();
    for (number, expected) in passage.statements.iter().enumerate() {
        let found = pairs[number].map(|at| &given.statements[at]);
        let complaint = found.is_none().then(|| format!("{} is not found", number + 1));
        checks.push(Check { field: "found", complaint });
        let id_of = |outer: usize| {
            let at = pairs.get(outer - 1).copied().flatten()?;
            Some(given.statements[at].id.as_str())
        };
        for (field, holds, shown) in fields(expected, found, id_of) {
            // That a statement was not found says it all.
            let complaint = (!holds)
                .then(|| found.map_or_else(String::new, |_| format!("{} {field}: {shown:?}", number + 1)));
            checks.push(Check { field, complaint });
        }
    }
    let others = (0..given.statements.len()).filter(|at| !pairs.contains(&Some(*at)));
    let others: Vec<&str> = others.map(|at| given.statements[at].content.as_str()).collect();
    let complaint = (!others.is_empty()).then(|| format!("more than a person reads: {others:?}"));
    checks.push(Check { field: "nothing else", complaint });
    checks
}

/// The given statement of each expected one: the most alike first, each taken once.
fn pairs(expected: &[Expected], given: &[GivenStatement]) -> Vec<Option<usize>> {
    let mut scores = Vec::new();
    for (row, wanted) in expected.iter().enumerate() {
        for (column, found) in given.iter().enumerate() {
            let score = likeness(wanted, found);
            if score >= 50 {
                scores.push((score, row, column));
            }
        }
    }
    scores.sort_by_key(|(score, row, column)| (std::cmp::Reverse(*score), *row, *column));
    let mut pairs = vec![None; expected.len()];
    for (_, row, column) in scores {
        if pairs[row].is_none() && !pairs.contains(&Some(column)) {
            pairs[row] = Some(column);
        }
    }
    pairs
}

/// How alike two statements are: the share of common words in percent, 20 more for the same source, and for the same cue.
fn likeness(wanted: &Expected, found: &GivenStatement) -> usize {
    let (a, b) = (tokens(&wanted.content.join(" ")), tokens(&found.content));
    let mut left = b.clone();
    let mut n_common = 0;
    for token in &a {
        if let Some(at) = left.iter().position(|other| other == token) {
            left.swap_remove(at);
            n_common += 1;
        }
    }
    let share = 100 * n_common / a.len().max(b.len()).max(1);
    if share < 50 {
        return 0;
    }
    let same = |wanted: &Option<String>, found: &str| {
        20 * usize::from(wanted.as_deref().is_some_and(|wanted| overlaps(wanted, found)))
    };
    share + same(&wanted.source, &found.source) + same(&wanted.cue, &found.cue)
}

/// A field's name, whether it holds, and what the reader gives for it.
type Look = (&'static str, bool, String);

/// Each field that is looked at.
fn fields<'g>(
    expected: &Expected,
    found: Option<&GivenStatement>,
    id_of: impl Fn(usize) -> Option<&'g str>,
) -> Vec<Look> {
    let missing = GivenStatement::default();
    let given = found.unwrap_or(&missing);
    let mut fields = words(expected, given);
    fields.extend(speaker(expected, given));
    fields.extend(classes(expected, given));
    fields.extend(circumstances(expected, given));
    if expected.within.is_some() || !given.within.is_empty() {
        let outer = expected.within.and_then(id_of).unwrap_or_default();
        let holds = !outer.is_empty() && outer == given.within;
        fields.push(("within", holds, given.within.clone()));
    }
    for (_, holds, _) in &mut fields {
        *holds &= found.is_some();
    }
    fields
}

/// What was said, and the words that say so.
fn words(expected: &Expected, given: &GivenStatement) -> Vec<Look> {
    let content = is_same_content(&expected.content.join(" "), &given.content);
    let mut fields = vec![("content", content, given.content.clone())];
    if let Some(cue) = expected.cue.as_ref().filter(|cue| !tokens(cue).is_empty()) {
        fields.push(("cue", overlaps(cue, &given.cue), given.cue.clone()));
    }
    if let Some(quotes) = &expected.quotes {
        let holds = tokens(&quotes.join(" ")) == tokens(&given.quotes);
        fields.push(("quotes", holds, given.quotes.clone()));
    }
    fields
}

/// Who said it.
fn speaker(expected: &Expected, given: &GivenStatement) -> Vec<Look> {
    let mut fields = Vec::new();
    if let Some(source) = &expected.source {
        fields.push(("source", overlaps(source, &given.source), given.source.clone()));
    }
    if let Some(actor) = &expected.actor {
        fields.push(("actor", is_any_of(&given.actor, actor), given.actor.clone()));
    }
    if let Some(description) = &expected.description {
        let shown = if given.description.is_empty() { &given.actor } else { &given.description };
        fields.push(("description", overlaps(description, shown), shown.clone()));
    }
    fields
}

/// Form, kind and act.
fn classes(expected: &Expected, given: &GivenStatement) -> Vec<Look> {
    let classes = [
        ("form", &expected.form, &given.form),
        ("kind", &expected.kind, &given.kind),
        ("act", &expected.act, &given.act),
    ];
    let looked_at = classes.into_iter().filter_map(|(field, choice, given)| {
        choice.as_ref().map(|choice| (field, choice.allows(given), given.clone()))
    });
    looked_at.collect()
}

/// To whom, by what means, on what condition, how far from the outlet, where else. What is rarely there is only counted
/// where it is expected, or given without being so.
fn circumstances(expected: &Expected, given: &GivenStatement) -> Vec<Look> {
    let mut fields = Vec::new();
    if let Some(audience) = &expected.audience {
        let is_there = |name: &String| given.audience.iter().any(|found| is_any_of(found, name));
        let holds = audience.len() == given.audience.len() && audience.iter().all(is_there);
        fields.push(("audience", holds, given.audience.join(", ")));
    }
    if let Some(medium) = &expected.medium {
        fields.push(("medium", overlaps(medium, &given.medium), given.medium.clone()));
    }
    if let Some(condition) = &expected.condition {
        fields.push(("condition", overlaps(condition, &given.condition), given.condition.clone()));
    }
    let (hedges, also) = (expected.hedges.join(" "), expected.also.join(" "));
    if !hedges.is_empty() || !given.hedges.is_empty() {
        fields.push(("hedges", overlaps(&hedges, &given.hedges), given.hedges.clone()));
    }
    if !also.is_empty() || !given.also.is_empty() {
        fields.push(("also", tokens(&also) == tokens(&given.also), given.also.clone()));
    }
    if expected.negated || given.negated {
        let shown = if given.negated { "yes" } else { "no" };
        fields.push(("negated", expected.negated == given.negated, shown.to_owned()));
    }
    fields
}

/// The words without marks, in small letters.
fn tokens(words: &str) -> Vec<String> {
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase).collect()
}

fn is_same_content(wanted: &str, found: &str) -> bool {
    let stripped = |words: &str| {
        let mut tokens = tokens(words);
        if tokens.first().is_some_and(|first| first == "that") {
            tokens.remove(0);
        }
        tokens
    };
    stripped(wanted) == stripped(found)
}

/// Whether one has all words of the other; nothing overlaps nothing.
fn overlaps(wanted: &str, found: &str) -> bool {
    let (a, b) = (tokens(wanted), tokens(found));
    let is_in = |some: &[String], others: &[String]| some.iter().all(|word| others.contains(word));
    a.is_empty() == b.is_empty() && (is_in(&a, &b) || is_in(&b, &a))
}

/// Whether a name is any of those wanted (`One | Other`).
fn is_any_of(found: &str, wanted: &str) -> bool {
    wanted.split(" | ").any(|wanted| is_name_of(found, wanted))
}

/// Whether two names are the same but for an article, or have the same first and last words ("Teodor Lindqvist" and
/// "Teodor 'Teo' Lindqvist").
fn is_name_of(found: &str, wanted: &str) -> bool {
    let name = |words: &str| {
        let mut tokens = tokens(words);
        if tokens.first().is_some_and(|first| first == "the") {
            tokens.remove(0);
        }
        tokens
    };
    let (found, wanted) = (name(found), name(wanted));
    let same_ends = found.len() > 1 && found.first() == wanted.first() && found.last() == wanted.last();
    found == wanted || same_ends
}
