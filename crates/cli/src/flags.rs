//! Every command and flag, with the words that help, the man page and the completions show.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use onrecord::{Format, Moment};

/// Reads news coverage of diplomacy and conflict into a sourced record: who said what, every item on exact words.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, about, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Flags {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read articles and show what they report
    Read(ReadFlags),
    /// Show sentences, tags and trees of articles, as CoNLL-U or drawn
    Analyze(AnalyzeFlags),
    /// Print the JSON Schema of a record
    Schema,
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct ReadFlags {
    /// Files or folders with articles: web pages, Markdown, plain text or JSON Lines, gzipped or not; - is standard input
    #[arg(required = true, value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,

    /// Print records as JSON: one object, or an array of them for several articles
    #[arg(long, group = "output")]
    pub(crate) json: bool,

    /// Print records as JSON Lines, one object a line
    #[arg(long, group = "output")]
    pub(crate) jsonl: bool,

    /// Write a self-contained page: the articles with their statements marked
    #[arg(long, value_name = "FILE", group = "output")]
    pub(crate) html: Option<PathBuf>,

    /// The day or moment of reading, by which "yesterday" and "05:21" are resolved, e.g. 2025-08-17 or 2025-08-17T06:00
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Moment>,

    /// Read as html, markdown, text or jsonl instead of telling the format by the content
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// The page's address, for its relative links (for one input)
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,

    /// How many articles to read at a time; 0 is one for each core
    #[arg(long, short, value_name = "N", default_value_t = 0)]
    pub(crate) jobs: usize,

    /// Use another model than the one in the program
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct AnalyzeFlags {
    /// Files or folders with articles, as for `read`; - is standard input
    #[arg(required = true, value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,

    /// Print CoNLL-U, the treebanks' format (this is the default)
    #[arg(long, group = "form")]
    pub(crate) conllu: bool,

    /// Draw the tree of each sentence in the terminal
    #[arg(long, group = "form")]
    pub(crate) tree: bool,

    /// Draw the trees as SVG into a file
    #[arg(long, value_name = "FILE", conflicts_with = "conllu")]
    pub(crate) svg: Option<PathBuf>,

    /// Use another model than the one in the program
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,

    /// Read as html, markdown, text or jsonl instead of telling the format by the content
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
}
