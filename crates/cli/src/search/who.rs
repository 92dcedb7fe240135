//! `onrecord who`: who somebody is, as the articles tell.

use std::fmt::Write as _;
use std::process::ExitCode;

use ::archive::Archive;
use ::archive::search::{Deed, Tally, Who, quoted};
use anstyle::Style;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use onrecord::NOT_SAID;

use super::lines::{UNSURE, clean, print, wrap};
use super::print_json;
use crate::archive::ArchiveFlag;

#[derive(Debug, Args)]
pub(crate) struct WhoFlags {
    /// A name, whole or in part, or an item of Wikidata (Q7184)
    #[arg(value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    name: String,

    #[command(flatten)]
    archive: ArchiveFlag,

    /// Print as JSON
    #[arg(long)]
    json: bool,

    /// How many who go by the name, and how many things said and done of each
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
}

/// Shows who goes by a name.
pub(crate) fn run(flags: &WhoFlags) -> anyhow::Result<ExitCode> {
    let archive = Archive::open(&flags.archive.archive)?;
    let limit = flags.limit as usize;
    let found = archive.who(&flags.name, limit, limit)?;
    if flags.json {
        print_json(&found)?;
    } else if found.is_empty() {
        print(&format!("Nobody in the archive goes by {}.\n", clean(&flags.name)))?;
    } else {
        let parts: Vec<String> = found.iter().map(told).collect();
        print(&parts.join("\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

fn told(who: &Who) -> String {
    let mut lines = String::new();
    let about = [who.kind.clone(), who.state.clone(), who.wikidata.clone()];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    wrap(&mut lines, &clean(&format!("{}{about}", who.name)), "", BOLD);
    if !who.aliases.is_empty() {
        wrap(&mut lines, &format!("also {}", clean(&who.aliases.join(", "))), "  ", Style::new());
    }
    if !who.roles.is_empty() {
        let roles =
            who.roles.iter().map(|(role, n)| if *n > 1 { format!("{role} ×{n}") } else { role.clone() });
        wrap(&mut lines, &clean(&roles.collect::<Vec<_>>().join(", ")), "  ", Style::new());
    }
    let counts = [
        counted(who.n_articles, "article"),
        counted(who.n_statements, "statement"),
        counted(who.n_events, "dated event"),
    ];
    wrap(&mut lines, &format!("in {}", counts.join(", ")), "  ", DIM);
    for (title, deeds) in [("Said", &who.said), ("Did", &who.did)] {
        if !deeds.is_empty() {
            let _ = writeln!(lines, "\n  {BOLD}{title}{BOLD:#}");
        }
        for deed in deeds {
            write_deed(&mut lines, deed);
        }
    }
    lines
}

/// "1 article", "12 articles", "1,000+ articles".
fn counted(tally: Tally, noun: &str) -> String {
    match tally {
        Tally { more: true, .. } => format!("1,000+ {noun}s"),
        Tally { count: 1, .. } => format!("1 {noun}"),
        Tally { count, .. } => format!("{count} {noun}s"),
    }
}

fn write_deed(lines: &mut String, deed: &Deed) {
    let to = deed.to.as_ref().map(|to| format!(" → {to}")).unwrap_or_default();
    let words = quoted(&deed.words, deed.form.as_deref());
    let not_said = if deed.negated { format!(", {NOT_SAID}") } else { String::new() };
    wrap(lines, &clean(&format!("{}{not_said}{to}: {words}", deed.what)), "  ", Style::new());
    let published =
        deed.published.as_ref().map(|published| published.get(..10).unwrap_or(published).to_owned());
    let unsure = deed.unsure.then(|| UNSURE.to_owned());
    let told = [deed.outlet.clone(), published, unsure, Some(format!("[{}]", deed.r#ref))];
    let told: Vec<String> = told.into_iter().flatten().map(|part| clean(&part)).collect();
    wrap(lines, &told.join(" · "), "    ", DIM);
    if let Some(url) = &deed.url {
        let _ = writeln!(lines, "    {DIM}{}{DIM:#}", clean(url));
    }
}
