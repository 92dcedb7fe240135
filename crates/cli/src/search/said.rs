//! `onrecord said`: what somebody said, and what of it about something.

use std::process::ExitCode;

use ::archive::Archive;
use ::archive::query::{Field, Node, Query, Term, Value};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::{ShownFlags, show};
use crate::archive::ArchiveFlag;

#[derive(Debug, Args)]
pub(crate) struct SaidFlags {
    /// Who said it: a name, whole or in part, or an item of Wikidata
    #[arg(value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    name: String,

    /// Only what is about this: a name, a place, or words of it
    #[arg(long, value_name = "X")]
    about: Option<String>,

    #[command(flatten)]
    archive: ArchiveFlag,

    #[command(flatten)]
    shown: ShownFlags,
}

/// Shows what somebody said, the newest first.
pub(crate) fn run(flags: &SaidFlags) -> anyhow::Result<ExitCode> {
    let archive = Archive::open(&flags.archive.archive)?;
    let field = |field, text: &str| Node::Term(Term::field(field, text));
    let mut parts = vec![
        field(Field::By, &flags.name),
        Node::Term(Term::Field(Field::Kind, Value::Text("statement".to_owned()))),
    ];
    if let Some(about) = &flags.about {
        // What it is about need not be an actor or a place that the record knows.
        parts.extend(Node::any(vec![field(Field::About, about), Node::Term(Term::phrase(about))]));
    }
    let query = Query { tree: Node::all(parts), doubts: Vec::new() };
    show(&archive.search(&query, &flags.shown.page(None))?, flags.shown.json)?;
    Ok(ExitCode::SUCCESS)
}
