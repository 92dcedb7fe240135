//! Who said what: attributions of the model, corrected by quotation marks, typography and trees.
//!
//! | step | what it does |
//! |---|---|
//! | `ground` | the words of blocks and quotations |
//! | `utterance` | the model's attributions |
//! | `tidy` | nothing over the border of a block, no stray words or marks |
//! | `turns` | transcripts, and quotations signed with a dash |
//! | `subjects` | sources that the tree knows |
//! | `speech` | each quotation to one speaker, whole |
//! | `inner` | statements that another's words tell of, by the trees |
//! | `nesting` | statements within statements |
//! | `repeats` | the same utterance in a caption, a pull quote and the body |
//! | `manner`, `sources` | what a statement does, and what kind of source it has |
//! | `confidence` | how likely words and speaker are right |
//! | `finish` | words to a record's statements |

mod confidence;
mod draft;
mod finish;
mod ground;
mod inner;
pub(crate) mod manner;
mod nesting;
mod repeats;
pub(crate) mod sources;
mod speech;
mod subjects;
mod tidy;
mod turns;
pub(crate) mod utterance;

use article::Article;
use language::Analysis;

use crate::WatchList;
use crate::quotations::Quotation;
use crate::record::{Actor, Place, Statement, Time};
use draft::Draft;
use ground::Ground;
pub(crate) use utterance::Utterance;

/// What statements point to: the article's times and places, and the names that a user follows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub(crate) times: &'a [Time],
    pub(crate) places: &'a [Place],
    pub(crate) watch_list: &'a WatchList,
}

/// The statements of an article in reading order, and the actors that they name.
pub(crate) fn statements(
    article: &Article,
    analysis: &Analysis,
    quotations: &[Quotation],
    surroundings: Surroundings<'_>,
) -> (Vec<Statement>, Vec<Actor>) {
    let ground = Ground::of(article, analysis, quotations);
    let mut drafts = drafts(&ground);
    let repeats = repeats::join(&ground, &mut drafts);
    finish::finish(&ground, quotations, &drafts, &repeats, surroundings)
}

/// The fewest words in quotation marks that are speech though nobody is said to speak; fewer are a title or a term.
const FEWEST_WORDS: usize = 4;

/// The utterances of an article, in no order, some of them void.
fn drafts(ground: &Ground<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Utterance::all(ground.analysis).into_iter().map(Draft::from).collect();
    for draft in &mut drafts {
        subjects::fill(ground.analysis, &mut draft.utterance);
    }
    tidy::part_blocks(ground, &mut drafts);
    turns::take(ground, &mut drafts);
    speech::claim(ground, &mut drafts);
    inner::find(ground, &mut drafts);
    nesting::nest(ground.analysis, &mut drafts);
    for draft in &mut drafts {
        tidy::trim(ground, draft);
        let utterance = &draft.utterance;
        let is_told = !utterance.cue.is_empty() || !utterance.source.is_empty();
        let speaks = |quoted: &ground::Quoted| quoted.is_speech && quoted.words.len() >= FEWEST_WORDS;
        let is_quoted = || ground.quoted_in(&utterance.content).any(speaks);
        draft.is_void |= utterance.content.is_empty() || !(is_told || is_quoted());
    }
    drafts
}
