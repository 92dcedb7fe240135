//! Who said what: attributions of the model, corrected by quotation marks, typography and trees.
//!
//! | step | what it does |
//! |---|---|
//! | `ground` | the words of blocks and quotations |
//! | `utterance` | the model's attributions |
//! | `turns` | transcripts, and quotations signed with a dash |
//! | `subjects` | sources that the tree knows |
//! | `speech` | each quotation to one speaker, whole |
//! | `nesting` | statements within statements |
//! | `finish` | words to a record's statements |

mod draft;
mod finish;
mod ground;
mod nesting;
mod speech;
mod subjects;
mod turns;
mod utterance;

use article::Article;
use language::Analysis;

use crate::quotations::Quotation;
use crate::record::{Actor, Statement};
use draft::Draft;
use ground::Ground;
pub(crate) use utterance::Utterance;

/// The statements of an article and the actors that they name.
pub(crate) fn statements(
    article: &Article,
    analysis: &Analysis,
    quotations: &[Quotation],
) -> (Vec<Statement>, Vec<Actor>) {
    let ground = Ground::of(article, analysis, quotations);
    let drafts = drafts(&ground);
    finish::finish(&ground, quotations, &drafts)
}

/// The utterances of an article, in no order, some of them void.
fn drafts(ground: &Ground<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Utterance::all(ground.analysis).into_iter().map(Draft::from).collect();
    for draft in &mut drafts {
        subjects::fill(ground.analysis, &mut draft.utterance);
    }
    turns::take(ground, &mut drafts);
    speech::claim(ground, &mut drafts);
    nesting::nest(ground.analysis, &mut drafts);
    drafts
}
