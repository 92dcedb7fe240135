//! `onrecord explain`: why one item of a record is as it is.
//!
//! Each kind of item has a module that gives an [`Item`]; what is printed of it is the same for all.

mod places;
mod times;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anstyle::Style;
use anyhow::{Context, bail};
use onrecord::{Article, ByteSpan, Explanation, Outcome, Record, inputs_under};
use textwrap::{Options, fill};

use crate::flags::{ExplainFlags, ItemFlags};
use crate::report;

const BOLD: Style = Style::new().bold();

/// An item of a record, and why it is as it is.
pub(crate) struct Item {
    /// Its id and what it is, in a line.
    title: String,
    explanation: Explanation,
}

/// Explains the item that was asked for.
pub(crate) fn run(flags: &ExplainFlags) -> anyhow::Result<ExitCode> {
    let record = read(flags)?;
    let item = item(&record, &flags.item)?;
    let mut out = anstream::stdout().lock();
    out.write_all(shown(&record.article, &item, report::width()).as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The article that was asked for, read.
fn read(flags: &ExplainFlags) -> anyhow::Result<Record> {
    let reader = flags.reading.reader(flags.format)?;
    let (mut n_articles, mut wanted, mut failure) = (0, None, None);
    reader.read(inputs_under(std::slice::from_ref(&flags.file)), |outcome| match outcome {
        Outcome::Read(record) => {
            n_articles += 1;
            if n_articles == flags.article {
                wanted = Some(record);
            }
        }
        Outcome::Skipped(problem) | Outcome::Failed(problem) => failure = Some(problem.to_string()),
    });
    match (wanted, failure) {
        (Some(record), _) => Ok(*record),
        (None, Some(problem)) => bail!(problem),
        (None, None) => bail!(
            "{} holds {n_articles} articles; there is no number {}",
            shown_path(&flags.file),
            flags.article
        ),
    }
}

fn shown_path(path: &Path) -> String {
    path.display().to_string()
}

fn item(record: &Record, flags: &ItemFlags) -> anyhow::Result<Item> {
    let (kind, letter, number, n_items, item) = match (flags.time, flags.place) {
        (Some(number), _) => ("time", 't', number, record.times.len(), times::item(record, number - 1)),
        (None, Some(number)) => ("place", 'p', number, record.places.len(), places::item(record, number - 1)),
        (None, None) => bail!("say which item"),
    };
    item.with_context(|| match n_items {
        0 => format!("there is no {kind} {letter}{number}: the article has none"),
        _ => format!("there is no {kind} {letter}{number}: the article has {letter}1 to {letter}{n_items}"),
    })
}

/// The title, the words in their sentence, what the item stands on, what was turned down.
fn shown(article: &Article, item: &Item, width: usize) -> String {
    let Explanation { span, sentence, grounds, turned_down } = &item.explanation;
    let indented = |text: &str, indent: &str| {
        fill(text, Options::new(width).initial_indent(indent).subsequent_indent("    "))
    };
    let mut shown = format!("{BOLD}{}{BOLD:#}\n\n", fill(&item.title, width));
    let (before, after) = (ByteSpan::new(sentence.start, span.start), ByteSpan::new(span.end, sentence.end));
    let marked = format!("{}[{}]{}", article.words(before), article.words(*span), article.words(after));
    let _ = writeln!(shown, "{}\n\n{BOLD}Stands on{BOLD:#}", indented(&in_line(&marked), "    "));
    for ground in grounds {
        let words =
            ground.span.map(|span| format!(": “{}”", in_line(article.words(span)))).unwrap_or_default();
        let line = format!("{:<11}{}{words}", ground.kind, ground.says);
        let options = Options::new(width).initial_indent("  ").subsequent_indent("             ");
        let _ = writeln!(shown, "{}", fill(&line, options));
    }
    if !turned_down.is_empty() {
        let _ = writeln!(shown, "\n{BOLD}Turned down{BOLD:#}");
    }
    for other in turned_down {
        let _ = writeln!(shown, "{}", indented(&format!("{}: {}", in_line(&other.what), other.why), "  "));
    }
    shown
}

/// Words of an article in one line, without what would steer the terminal.
fn in_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "\u{fffd}")
}
