//! Every command and flag, with the words that help, the man page and the completions show.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use onrecord::{Format, Moment};

use crate::archive::{AddFlags, BackupFlags, ChangesFlags, CheckFlags, InfoFlags, RemoveFlags, RereadFlags};
use crate::network::NetworkFlags;
use crate::watch::WatchFlags;

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
    /// Add articles to an archive: new ones, and new versions of those that are there
    Add(AddFlags),
    /// Remove articles from an archive, with all their versions
    Remove(RemoveFlags),
    /// Show what changed in articles of an archive: their words, and what they say
    Changes(ChangesFlags),
    /// Read again what an archive keeps, with this version of onrecord
    Reread(RereadFlags),
    /// Check that an archive holds together
    Check(CheckFlags),
    /// Copy an archive into a new file, while it is in use
    Backup(BackupFlags),
    /// Look at an archive as a whole
    Archive(InfoFlags),
    /// Follow feeds: fetch what is new in them and add it to an archive
    Watch(WatchFlags),
    /// Show sentences, tags and trees of articles, as CoNLL-U or drawn
    Analyze(AnalyzeFlags),
    /// Explain one item of a record: what it stands on, and what was turned down
    Explain(ExplainFlags),
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
    /// Files, folders or web addresses with articles: web pages, Markdown, plain text, JSON Lines, feeds, agency items
    /// (NewsML-G2, NITF, ninjs) or web archives (WARC), gzipped or not; - is standard input
    #[arg(required = true, value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) network: NetworkFlags,

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

    /// Read in this format (html, markdown, text, jsonl, feed, newsml, ninjs, warc) instead of telling it by the content
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

    /// Read in this format (html, markdown, text, jsonl, feed, newsml, ninjs, warc) instead of telling it by the content
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainFlags {
    /// The file with the article, as for `read`; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) item: ItemFlags,

    /// Which article of the file, where it holds several
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) article: usize,

    /// The day or moment of reading, as for `read`
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Moment>,

    /// Read in this format (html, markdown, text, jsonl, feed, newsml, ninjs, warc) instead of telling it by the content
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// Use another model than the one in the program
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

/// Which item; one of these.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct ItemFlags {
    /// The time of this number: 3 or t3
    #[arg(long, value_name = "N", value_parser = |written: &str| number(written, 't'))]
    pub(crate) time: Option<usize>,

    /// The place of this number: 3 or p3
    #[arg(long, value_name = "N", value_parser = |written: &str| number(written, 'p'))]
    pub(crate) place: Option<usize>,
}

/// The number of an item, with or without the letter of its id.
fn number(written: &str, letter: char) -> Result<usize, String> {
    let digits = written.strip_prefix(letter).unwrap_or(written);
    match digits.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("give a number from 1 on, or an id like {letter}1")),
    }
}
