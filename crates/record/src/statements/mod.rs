//! Who said what: attributions of the model, corrected by quotation marks, typography and trees.
//!
//! | step | what it does |
//! |---|---|
//! | `ground`, `titles` | the words of blocks and quotations |
//! | `utterance` | the model's attributions |
//! | `tidy` | nothing over the border of a block, no stray words or marks, no deeds |
//! | `turns`, `headlines` | transcripts, quotations signed with a dash, speakers after a headline's colon |
//! | `subjects` | sources that the tree knows |
//! | `speech` | each quotation to one speaker, whole |
//! | `clauses` | no words of the clause after a content, all of its own |
//! | `inner` | statements that another's words tell of, by the trees |
//! | `nesting` | statements within statements |
//! | `repeats` | the same utterance in a caption, a pull quote and the body |
//! | `manner`, `sources` | what a statement does, and what kind of source it has |
//! | `confidence`, `sureness` | how likely words and speaker are right |
//! | `finish` | words to a record's statements |
//! | `explain` | why a statement is as it is |

mod clauses;
mod confidence;
mod draft;
mod explain;
mod finish;
mod ground;
mod headlines;
mod inner;
pub(crate) mod manner;
mod nesting;
mod repeats;
pub(crate) mod sources;
mod speech;
mod subjects;
mod sureness;
mod tidy;
mod titles;
mod turns;
pub(crate) mod utterance;

use article::Article;
use language::Analysis;

use crate::WatchList;
use crate::quotations::Quotation;
use crate::record::{Actor, Place, Statement, Time};
use draft::Draft;
use explain::Step;
pub(crate) use explain::explain;
use finish::Finished;
pub(crate) use ground::Ground;
pub(crate) use utterance::Utterance;

/// What statements point to: the article's times and places, and the names that a user follows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub(crate) times: &'a [Time],
    pub(crate) places: &'a [Place],
    pub(crate) watch_list: &'a WatchList,
}

/// The least confidence of a statement that is kept. Of what the model and the rules find below it, one in five has the right
/// words and source on `PolNeAR`'s dev part: a list of them is not worth a reader's time.
pub(crate) const LEAST: f64 = 0.1;

/// Statements less sure than this are folded away in reports: of those above it, more than nine of ten are right on pages that were
/// not looked at before (`cargo xtask eval precision`).
pub const UNSURE_STATEMENT: f64 = 0.9;

/// The statements of an article in reading order, and the actors that they name.
pub(crate) fn statements(
    article: &Article,
    analysis: &Analysis,
    quotations: &[Quotation],
    surroundings: Surroundings<'_>,
) -> (Vec<Statement>, Vec<Actor>) {
    let (finished, actors) = with_features(article, analysis, quotations, surroundings, LEAST);
    (finished.into_iter().map(|finished| finished.statement).collect(), actors)
}

/// The same, each statement with what its confidence rests on (names of weights in `data/statements/confidence.toml`), down to
/// a confidence of `least`.
pub(crate) fn with_features(
    article: &Article,
    analysis: &Analysis,
    quotations: &[Quotation],
    surroundings: Surroundings<'_>,
    least: f64,
) -> (Vec<Finished>, Vec<Actor>) {
    let ground = Ground::of(article, analysis, quotations);
    let mut drafts = drafts(&ground, &mut |_, _| {});
    let repeats = repeats::join(&ground, &mut drafts);
    finish::finish(&ground, quotations, &drafts, &repeats, surroundings, least)
}

/// The fewest words in quotation marks that are speech though nobody is said to speak; fewer are a title or a term.
const FEWEST_WORDS: usize = 4;

/// Whether a content is nothing but the title of a work.
fn is_title(ground: &Ground<'_>, utterance: &Utterance) -> bool {
    let covers = |quoted: &ground::Quoted| {
        quoted.is_title && utterance.content.iter().all(|piece| quoted.outer.covers(*piece))
    };
    ground.quoted_in(&utterance.content).any(covers)
}

/// The utterances of an article, in no order, some of them void. `watch` sees them after each step, for explanations.
fn drafts(ground: &Ground<'_>, watch: &mut dyn FnMut(Step, &[Draft])) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Utterance::all(ground.analysis).into_iter().map(Draft::from).collect();
    watch(Step::Model, &drafts);
    for draft in &mut drafts {
        ground.cut_datelines(&mut draft.utterance.source);
        ground.cut_datelines(&mut draft.utterance.content);
        subjects::fill(ground, &mut draft.utterance);
    }
    watch(Step::Subjects, &drafts);
    tidy::part_blocks(ground, &mut drafts);
    watch(Step::Blocks, &drafts);
    turns::take(ground, &mut drafts);
    headlines::take(ground, &mut drafts);
    watch(Step::Turns, &drafts);
    speech::claim(ground, &mut drafts);
    watch(Step::Speech, &drafts);
    for draft in &mut drafts {
        clauses::cut(ground, &mut draft.utterance);
        clauses::complete(ground, draft);
    }
    watch(Step::Clauses, &drafts);
    inner::find(ground, &mut drafts);
    watch(Step::Inner, &drafts);
    nesting::nest(ground.analysis, &mut drafts);
    watch(Step::Nesting, &drafts);
    for draft in &mut drafts {
        tidy::trim(ground, draft);
        let utterance = &draft.utterance;
        let is_told = !utterance.cue.is_empty() || !utterance.source.is_empty();
        let speaks = |quoted: &ground::Quoted| quoted.is_speech && quoted.words.len() >= FEWEST_WORDS;
        let is_quoted = || ground.quoted_in(&utterance.content).any(speaks);
        draft.is_void |= utterance.content.is_empty() || !(is_told || is_quoted());
        draft.is_void |= is_title(ground, utterance)
            || tidy::says_nothing(ground, utterance)
            || tidy::is_deed(ground, utterance);
    }
    watch(Step::Tidy, &drafts);
    drafts
}
