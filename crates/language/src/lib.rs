//! An [`Article`](article::Article) in, an [`Analysis`] out: sentences, tags, trees, names, attributions, coreference.
//!
//! One small encoder reads the article in overlapping windows and gives each word two rows of numbers; plain decoders make
//! analyses of them. The weights are part of the program; nothing is fetched, and no clock is read.
//!
//! ```
//! let text = "Talks off\n\n“We won't sign,” Foreign Minister Ana Duarte said in Lisbon. She left at once.";
//! let capture = article::captures_of(text.as_bytes(), None)?.next().expect("a text is one article")?;
//! let article = article::read(&capture, &article::Settings::default())?;
//! let analysis = language::Model::embedded()?.analyze(&article);
//! assert!(analysis.words.iter().any(|word| article.words(word.span) == "n't" && word.lemma == "not"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | what |
//! |---|---|
//! | `words`, `passages` | text to words |
//! | `pieces`, `windows` | words to the encoder's numbers |
//! | `weights`, `labels`, `graph` | the model file and the encoder |
//! | `rows`, `scorers`, `decode` | numbers to analyses |
//! | `stage` | the way of a text through all of them |
//! | [`conllu`], [`drawing`] | analyses to look at |

mod analysis;
pub mod conllu;
mod decode;
pub mod drawing;
mod error;
#[cfg(test)]
mod fixture;
mod graph;
mod labels;
mod model;
mod passages;
mod pieces;
mod rows;
mod scorers;
mod stage;
mod weights;
mod windows;
mod words;

pub use analysis::{
    Analysis, Attribution, Features, Mention, MentionKind, Name, NameKind, Relation, Roles, Sentence, Word,
    WordClass, WordSpan,
};
pub use error::Error;
pub use model::Model;
pub use passages::Passage;
