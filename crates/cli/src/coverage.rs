//! The coverage that a timeline or a calendar is made of: articles read from files, or what a query finds in an archive.

use std::path::{Path, PathBuf};

use ::archive::Archive;
use ::archive::export::{Selected, is_web_address};
use ::archive::query::Query;
use clap::Args;
use onrecord::{Format, Record};
use serde::Serialize;

use crate::archive::ArchiveFlag;
use crate::lookup::in_line;
use crate::network::{Inputs, is_address};
use crate::out::note;
use crate::reading::{Count, ReadingFlags, each_record};
use crate::report;

/// Files or an archive.
#[derive(Debug, Args)]
pub(crate) struct CoverageFlags {
    /// Files, folders or web addresses with articles, as for `read` (- is standard input); or a query to an archive, as for `search`,
    /// where --archive is given or nothing is called so. Without either, all of the archive in this folder
    #[arg(value_name = "PATHS|QUERY")]
    given: Vec<PathBuf>,

    /// Ask this archive; without it, and without files, the one that `ONRECORD_ARCHIVE` names, or else onrecord.sqlite
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,

    /// Read files in this format (html, markdown, text, jsonl, feed, newsml, ninjs, warc) instead of telling it by the content
    #[arg(long, value_name = "FORMAT", conflicts_with = "archive")]
    format: Option<Format>,

    #[command(flatten)]
    reading: ReadingFlags,
}

/// An archive and what it is asked.
pub(crate) struct Asked {
    pub(crate) archive: Archive,
    pub(crate) query: Query,
}

impl CoverageFlags {
    /// The archive and the query, where that is what is given.
    ///
    /// # Errors
    /// Those of opening the archive; words that are neither files nor can be asked of an archive.
    pub(crate) fn asked(&self) -> anyhow::Result<Option<Asked>> {
        let words: Vec<_> = self.given.iter().map(|word| word.to_string_lossy()).collect();
        let words = words.join(" ");
        let path = match &self.archive {
            Some(path) => path.clone(),
            None if self.given.iter().any(|word| is_input(word)) => return Ok(None),
            None => {
                let path = ArchiveFlag::usual();
                // A name that was mistyped is no query, as far as anybody can tell.
                if !path.exists() && !self.given.is_empty() {
                    return Ok(None);
                }
                if !words.is_empty() {
                    note(&format!("no file is called {words:?}: asking {}", path.display()));
                }
                path
            }
        };
        let query = Query::parse(&words);
        Ok(Some(Asked { archive: Archive::open(&path)?, query }))
    }

    /// Hands over the record of every article of the files, and counts them.
    ///
    /// # Errors
    /// Wrong use, and the first error of `take`.
    pub(crate) fn read(&self, take: impl FnMut(Record) -> anyhow::Result<()>) -> anyhow::Result<Count> {
        let reader = self.reading.reader(self.format)?;
        each_record(&reader, Inputs::of(&self.given, &self.reading.network), take)
    }
}

/// Whether a word names something that can be read.
fn is_input(word: &Path) -> bool {
    word.as_os_str() == "-" || word.exists() || word.to_str().is_some_and(is_address)
}

/// Tells what was doubtful about a query.
pub(crate) fn tell_doubts(doubts: &[String]) {
    for doubt in doubts {
        note(&format!("Note: {}.", in_line(doubt)));
    }
}

/// The article that something is told in.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Source {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// When it came into the archive, ISO 8601 in UTC.
    #[serde(skip)]
    pub(crate) came: Option<String>,
}

impl Source {
    /// The article of a record.
    pub(crate) fn of(record: &Record) -> Self {
        let article = &record.article;
        Self {
            headline: article.headline.clone(),
            publisher: article.publisher.clone(),
            published: article.published.clone(),
            url: article.url.clone(),
            came: None,
        }
    }

    /// The article of an archive, which knows an outlet by its address where the article does not name it.
    pub(crate) fn of_selected(selected: &Selected) -> Self {
        let outlet = selected.outlet.clone();
        let source = Self::of(&selected.record);
        let came = Some(selected.changed.clone());
        Self { publisher: source.publisher.or(outlet), came, ..source }
    }

    /// Outlet and date, for people; the headline where no outlet is known.
    pub(crate) fn line(&self) -> String {
        let name = self.publisher.as_deref().or(self.headline.as_deref()).unwrap_or("(no outlet named)");
        let day = self.published.as_deref().map(report::for_people);
        std::iter::once(name.to_owned()).chain(day).map(|part| in_line(&part)).collect::<Vec<_>>().join(", ")
    }

    /// Its address, where it is one of the web and stands in one word.
    pub(crate) fn link(&self) -> Option<&str> {
        self.url.as_deref().filter(|url| is_web_address(url))
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn an_address_cannot_open_a_line() {
        let linked = |url: &str| Source { url: Some(url.to_owned()), ..Source::default() }.link().is_some();
        assert!(linked("https://example.org/a?b=c"));
        for url in
            ["https://example.org/\r\nSTATUS:CONFIRMED", "javascript:alert(1)", "https://example.org/a b"]
        {
            assert!(!linked(url), "{url}");
        }
    }
}
