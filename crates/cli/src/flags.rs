//! Every command and flag, with the words that help, the man page and the completions show.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};
use onrecord::Format;

use crate::calendar::CalendarFlags;
use crate::reading::ReadingFlags;
use crate::timeline::TimelineFlags;

use crate::archive::{AddFlags, BackupFlags, ChangesFlags, CheckFlags, InfoFlags, RemoveFlags, RereadFlags};
use crate::export::ExportFlags;
use crate::sample::{AgreementFlags, SampleFlags};
use crate::search::{SaidFlags, SearchFlags, SearchesFlags, WhoFlags};
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
    /// Search an archive: statements, events and articles
    Search(SearchFlags),
    /// List the searches that are kept
    Searches(SearchesFlags),
    /// Tell who somebody is, as the articles of an archive do
    Who(WhoFlags),
    /// Show what somebody said, and what of it about something
    Said(SaidFlags),
    /// Export what a query finds, whole, in a format that others load
    Export(ExportFlags),
    /// Draw a sample of items and write a sheet to judge them on
    Sample(SampleFlags),
    /// Tell how far the coders of filled-in sheets agree
    Agreement(AgreementFlags),
    /// Follow feeds: fetch what is new in them and add it to an archive
    Watch(WatchFlags),
    /// Show sentences, tags and trees of articles, as CoNLL-U or drawn
    Analyze(AnalyzeFlags),
    /// Explain one item of a record: what it stands on, and what was turned down
    Explain(ExplainFlags),
    /// Put the events and dated statements of many articles in order of time
    Timeline(TimelineFlags),
    /// List what is planned, was held, was put off or called off, by day
    Calendar(CalendarFlags),
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

    /// Print records as JSON: one object, or an array of them for several articles
    #[arg(long, group = "output")]
    pub(crate) json: bool,

    /// Print records as JSON Lines, one object a line
    #[arg(long, group = "output")]
    pub(crate) jsonl: bool,

    /// Write a self-contained page: the articles with their statements marked
    #[arg(long, value_name = "FILE", group = "output")]
    pub(crate) html: Option<PathBuf>,

    /// Read as html, markdown, text, jsonl, feed, newsml, ninjs or warc instead of telling the format by the content; or write polecat (POLECAT's table of
    /// events, tab-separated) or citron (Citron's JSON of quotes, a line an article). May be given once for each
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Vec<ReadFormat>,

    /// The page's address, for its relative links (for one input)
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,

    #[command(flatten)]
    pub(crate) reading: ReadingFlags,
}

/// What `read --format` says: how to read, or what to write.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ReadFormat {
    /// How to read.
    Of(Format),
    /// What to write.
    As(Table),
}

/// A form that other systems' users load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// POLECAT's table of events.
    Polecat,
    /// Citron's JSON of quotes.
    Citron,
}

impl FromStr for ReadFormat {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        match written {
            "polecat" => Ok(Self::As(Table::Polecat)),
            "citron" => Ok(Self::As(Table::Citron)),
            other => other.parse().map(Self::Of).map_err(|_| {
                format!("{other:?} is no format; it may be html, markdown, text, jsonl, feed, newsml, ninjs or warc (to read), polecat or citron (to write)")
            }),
        }
    }
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

    /// Read as html, markdown, text, jsonl, feed, newsml, ninjs or warc instead of telling the format by the content
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    #[command(flatten)]
    pub(crate) reading: ReadingFlags,
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

    /// The event of this number: 3 or e3
    #[arg(long, value_name = "N", value_parser = |written: &str| number(written, 'e'))]
    pub(crate) event: Option<usize>,

    /// The statement of this number: 3 or s3
    #[arg(long, value_name = "N", value_parser = |written: &str| number(written, 's'))]
    pub(crate) statement: Option<usize>,
}

/// The number of an item, with or without the letter of its id.
fn number(written: &str, letter: char) -> Result<usize, String> {
    let digits = written.strip_prefix(letter).unwrap_or(written);
    match digits.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("give a number from 1 on, or an id like {letter}1")),
    }
}
