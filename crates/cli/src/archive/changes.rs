//! `onrecord changes`: what versions changed.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use ::archive::{Change, Piece, TextChange};
use anstyle::{AnsiColor, Color, Style};
use clap::Args;
use onrecord::Moment;
use textwrap::{Options, fill};

use super::ArchiveFlag;
use super::plain::plain;
use crate::out::note;
use crate::report;

#[derive(Debug, Args)]
pub(crate) struct ChangesFlags {
    /// An article, by number or address; all that changed where none is given
    #[arg(value_name = "ARTICLE")]
    article: Option<String>,

    /// Only versions that came on or after a day
    #[arg(long, value_name = "DATE", conflicts_with = "article")]
    since: Option<Moment>,

    #[command(flatten)]
    archive: ArchiveFlag,
}

const BOLD: Style = Style::new().bold();
const GONE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red))).strikethrough();
const CAME: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));

/// How many characters of unchanged words are shown on each side of a change.
const AROUND: usize = 60;

/// Prints what changed, an article after the other, in the order in which versions came.
pub(crate) fn run(flags: &ChangesFlags) -> anyhow::Result<ExitCode> {
    let archive = flags.archive.open()?;
    let width = report::width();
    let mut trouble = None;
    let mut n_told = 0;
    let mut tell = |change: &Change| {
        n_told += 1;
        let mut out = anstream::stdout().lock();
        if let Err(error) = out.write_all(told(change, width).as_bytes()) {
            trouble.get_or_insert(error);
        }
    };
    if let Some(name) = &flags.article {
        archive.changes(archive.find(name)?)?.iter().for_each(&mut tell);
    } else {
        let since = flags.since.map(in_utc).unwrap_or_default();
        archive.changes_since(&since, |change| tell(&change))?;
    }
    if let Some(error) = trouble {
        return Err(error.into());
    }
    if n_told == 0 {
        note("nothing changed");
    }
    Ok(ExitCode::SUCCESS)
}

/// A moment as the archive has them: in UTC. A day without a time is the day in UTC.
fn in_utc(moment: Moment) -> String {
    let is_known = moment.time.is_some() && moment.offset.is_some();
    let utc = moment.in_utc().filter(|_| is_known);
    utc.map_or_else(|| moment.to_string(), |utc| format!("{}Z", utc.strftime("%Y-%m-%dT%H:%M:%S")))
}

/// A change for people.
fn told(change: &Change, width: usize) -> String {
    let mut told = String::new();
    let headline = change.headline.as_deref().unwrap_or("(no headline)");
    let outlet = change.outlet.as_deref().map(|outlet| format!("{} · ", plain(outlet))).unwrap_or_default();
    let status =
        change.status.as_deref().map(|status| format!(" · {}", status.to_uppercase())).unwrap_or_default();
    let head = format!("{outlet}{}", plain(headline));
    for line in fill(&head, Options::new(width)).lines() {
        let _ = writeln!(told, "{BOLD}{line}{BOLD:#}");
    }
    let when = change.came.replace('T', " ").replace('Z', " UTC");
    let _ =
        writeln!(told, "article {}, version {} → {}, {when}{status}", change.article, change.from, change.to);
    if change.is_older {
        let version = change.from;
        let _ = writeln!(told, "version {version} is the older one by its own stamp: it came later");
    }
    if let Some(url) = &change.url {
        let _ = writeln!(told, "{}", plain(url));
    }
    for change in &change.record {
        told.push_str(&item("• ", &plain(&change.to_string()), width));
    }
    for change in &change.text {
        told.push_str(&text(change, width));
    }
    told.push('\n');
    told
}

fn item(mark: &str, words: &str, width: usize) -> String {
    let first = format!("  {mark}");
    let options = Options::new(width).initial_indent(&first).subsequent_indent("    ");
    format!("{}\n", fill(words, options))
}

/// A change of the text, with wdiff's marks, which are there without colours too.
fn text(change: &TextChange, width: usize) -> String {
    match change {
        TextChange::Came(words) => styled(&item("+ ", &plain(words), width), CAME),
        TextChange::Gone(words) => styled(&item("- ", &plain(words), width), GONE),
        TextChange::Changed(pieces) => {
            let mut line = String::new();
            for (at, piece) in pieces.iter().enumerate() {
                match piece {
                    Piece::Gone(words) => {
                        let _ = write!(line, "[-{}-]", plain(words).trim());
                    }
                    Piece::Came(words) => {
                        let _ = write!(line, "{{+{}+}}", plain(words).trim());
                    }
                    Piece::Kept(words) => {
                        line.push_str(&shortened(&plain(words), at == 0, at + 1 == pieces.len()));
                    }
                }
            }
            item("~ ", &line, width)
        }
    }
}

/// Unchanged words, cut where they are far from any change.
fn shortened(words: &str, is_first: bool, is_last: bool) -> String {
    let n = words.chars().count();
    let head: String = words.chars().take(AROUND).collect();
    let tail: String = words.chars().skip(n.saturating_sub(AROUND)).collect();
    match (is_first, is_last) {
        _ if n <= 2 * AROUND => words.to_owned(),
        (true, _) => format!("…{tail}"),
        (_, true) => format!("{head}…"),
        (false, false) => format!("{head} … {tail}"),
    }
}

fn styled(lines: &str, style: Style) -> String {
    lines.lines().fold(String::new(), |mut styled, line| {
        let _ = writeln!(styled, "{style}{line}{style:#}");
        styled
    })
}
