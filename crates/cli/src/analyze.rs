//! `onrecord analyze`: what the language stage sees in articles, for looking and for checking with other tools.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use article::{Article, Settings};
use language::{Analysis, Model, conllu, drawing};
use onrecord::{Input, inputs_under};

use crate::flags::AnalyzeFlags;
use crate::model::model_file;
use crate::out::{complain, is_closed_pipe};

/// Analyses the articles and writes what was asked for. One that fails is reported and the rest is read; the status then
/// says so.
pub(crate) fn run(flags: &AnalyzeFlags) -> anyhow::Result<ExitCode> {
    let model = open(flags.model.as_deref())?;
    let mut pictures = String::new();
    let mut has_failed = false;
    for input in inputs_under(&flags.paths) {
        if let Err(error) = analyze(flags, &model, &input, &mut pictures) {
            if is_closed_pipe(&error) {
                return Err(error);
            }
            complain(&format!("{input}: {error:#}"));
            has_failed = true;
        }
    }
    if let Some(file) = &flags.svg {
        fs::write(file, pictures).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The model of a file, or the program's own.
fn open(file: Option<&Path>) -> anyhow::Result<Model> {
    file.map_or_else(|| Ok(Model::embedded()?), model_file)
}

fn analyze(flags: &AnalyzeFlags, model: &Model, input: &Input, pictures: &mut String) -> anyhow::Result<()> {
    let bytes: Box<dyn Read + Send> = match input {
        Input::Path(path) | Input::Found(path) => Box::new(File::open(path)?),
        Input::Closed { reason, .. } => anyhow::bail!("it cannot be opened: {reason}"),
        Input::Stdin => Box::new(io::stdin()),
        Input::Fetched(fetched) => Box::new(io::Cursor::new(Arc::clone(&fetched.bytes))),
    };
    for capture in article::captures(bytes, flags.format)? {
        let settings = Settings { input: Some(input.to_string()), ..Settings::default() };
        let article = article::read(&capture?, &settings)?;
        let analysis = model.analyze(&article);
        if flags.svg.is_some() {
            pictures.push_str(&drawing::svg(&article, &analysis, 0..analysis.sentences.len()));
        } else {
            let mut out = BufWriter::new(io::stdout().lock());
            if flags.tree && !flags.conllu {
                write_trees(&article, &analysis, &mut out)?;
            } else {
                conllu::write(&article, &analysis, &mut out)?;
            }
            out.flush()?;
        }
    }
    Ok(())
}

/// Each sentence over its tree.
fn write_trees(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let words: Vec<&str> = article.words(analysis.span(sentence.words)).split_whitespace().collect();
        writeln!(out, "{}", words.join(" ").replace(char::is_control, "\u{fffd}"))?;
        writeln!(out, "{}", drawing::terminal(article, analysis, number))?;
    }
    Ok(())
}
