//! The model: an opened file, ready to analyse.

use article::Article;
use sha2::{Digest, Sha256};

use crate::Error;
use crate::analysis::Analysis;
use crate::decode::{AttributionScorers, ChainScorers, MentionScorers, RelationScorer, TreeScorers};
use crate::graph::Graph;
use crate::labels::Labels;
use crate::passages::{Passage, passages};
use crate::pieces::{Piece, Vocabulary};
use crate::stage::Stage;
use crate::weights::Weights;
use crate::windows::Window;

/// The weights that belong to this version; see `model/CARD.md`.
static EMBEDDED: &[u8] = include_bytes!("../../../model/language.safetensors");

/// One small encoder with its decoders.
///
/// It may be shared by threads. An article is analysed on one thread, so that many are best analysed side by side, and the
/// result is the same however many are.
pub struct Model {
    pub(crate) labels: Labels,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) graph: Graph,
    pub(crate) trees: TreeScorers,
    pub(crate) relations: RelationScorer,
    pub(crate) attributions: AttributionScorers,
    pub(crate) mentions: MentionScorers,
    pub(crate) chains: ChainScorers,
    mark: Option<String>,
}

impl Model {
    /// The model that is part of the program. It takes about a tenth of a second; keep it.
    ///
    /// # Errors
    /// Never in a program that passed its tests.
    pub fn embedded() -> Result<Self, Error> {
        Self::of(&Weights::open(EMBEDDED)?)
    }

    /// A model file's bytes: `language.safetensors` as `training/export.py` writes it.
    ///
    /// # Errors
    /// When it is cut off, altered, of another version, or something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let weights = Weights::open(bytes)?;
        weights.check()?;
        let digest = Sha256::digest(bytes);
        let mark = digest[..6].iter().fold(String::new(), |mark, byte| mark + &format!("{byte:02x}"));
        Ok(Self { mark: Some(mark), ..Self::of(&weights)? })
    }

    /// What a model of a file is told from others by: the first 12 hexadecimal digits of the SHA-256 of its bytes; none of the
    /// program's own.
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    fn of(weights: &Weights) -> Result<Self, Error> {
        let labels = Labels::read(weights.text("labels")?)?;
        let columns = &labels.columns;
        let model = Self {
            vocabulary: Vocabulary::new(weights.text("vocabulary")?, labels.max_pieces_of_word)?,
            graph: Graph::load(weights.graph()?, columns.widths())?,
            trees: TreeScorers::read(weights, columns)?,
            relations: RelationScorer::read(weights, &labels)?,
            attributions: AttributionScorers::read(weights, columns)?,
            mentions: MentionScorers::read(weights, &labels)?,
            chains: ChainScorers::read(weights, columns)?,
            labels,
            mark: None,
        };
        model.try_out()?;
        Ok(model)
    }

    /// Runs the graph on the vocabulary's last piece at the last place, so that what it lacks shows now.
    fn try_out(&self) -> Result<(), Error> {
        let mut pieces = vec![Piece::START; self.labels.max_pieces - 1];
        pieces.push(Piece { id: (self.vocabulary.len() as u32).cast_signed() - 1, ..Piece::SEPARATOR });
        let window = Window::of_one_word(pieces);
        self.graph.on_one_thread(|thread| thread.run(&window)).map(|_| ())
    }

    /// Analyses the readable blocks of an article.
    pub fn analyze(&self, article: &Article) -> Analysis {
        self.analyze_passages(&article.text, &passages(article))
    }

    /// Analyses passages of a text whose words, and perhaps sentences, are known: for scoring against treebanks.
    ///
    /// # Panics
    /// If the passages were not made for this text.
    pub fn analyze_passages(&self, text: &str, passages: &[Passage]) -> Analysis {
        self.graph.on_one_thread(|thread| Stage::run(self, thread, text, passages))
    }
}
