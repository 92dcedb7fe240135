//! One self-contained page: every item with its words, its source and its link. Written an article at a time.

use std::io::{self, Write};

use askama::Template;

use super::selected::{Item, Selected, What, code};
use super::{Exporter, Left};
use crate::search;

#[derive(Template)]
#[template(path = "export_head.html")]
struct Head {
    title: String,
    version: &'static str,
}

#[derive(Template)]
#[template(path = "export_article.html")]
struct ArticleView<'a> {
    id: String,
    headline: &'a str,
    outlet: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
    items: Vec<ItemView>,
}

struct ItemView {
    id: String,
    title: String,
    words: String,
    /// What else is known, in one line.
    about: String,
}

pub(super) struct Page<W> {
    out: W,
    n_items: usize,
}

impl<W: Write> Page<W> {
    pub(super) fn begin(mut out: W, title: &str) -> io::Result<Self> {
        let head = Head { title: title.to_owned(), version: env!("CARGO_PKG_VERSION") };
        out.write_all(head.render().map_err(io::Error::other)?.as_bytes())?;
        Ok(Self { out, n_items: 0 })
    }
}

impl<W: Write> Exporter for Page<W> {
    fn take(&mut self, selected: &Selected) -> io::Result<()> {
        let items: Vec<ItemView> = selected.items().iter().map(view).collect();
        self.n_items += items.len();
        let article = ArticleView {
            id: selected.id(),
            headline: selected.headline(),
            outlet: selected.outlet.as_deref(),
            published: selected.record.article.published.as_deref(),
            url: selected.url(),
            items,
        };
        self.out.write_all(article.render().map_err(io::Error::other)?.as_bytes())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Left> {
        writeln!(
            self.out,
            "</main>\n<footer><p>{} items, each reported by its source.</p></footer>\n</html>",
            self.n_items
        )?;
        self.out.flush()?;
        Ok(Left::default())
    }
}

fn view(item: &Item<'_>) -> ItemView {
    let mut about = Vec::new();
    let is_unsure = match item.what {
        What::Statement(statement) => {
            about.push(code(statement.form));
            statement.is_unsure()
        }
        What::Event(event) => {
            about.extend(event.mode.clone());
            event.is_unsure()
        }
    };
    about.extend(is_unsure.then(|| "unsure".to_owned()));
    let recipients: Vec<&str> = item.recipients().iter().map(|actor| actor.name.as_str()).collect();
    if matches!(item.what, What::Statement(_)) && !recipients.is_empty() {
        about.push(format!("to {}", recipients.join(", ")));
    }
    about.extend(item.time().and_then(|time| time.value.clone()));
    about.extend(item.place().map(|place| format!("{} ({})", place.name, place.country)));
    about.extend(item.according_to().map(|name| format!("according to {name}")));
    let denied = item.denied_by();
    if !denied.is_empty() {
        about.push(format!("denied by {}", denied.join(", ")));
    }
    ItemView { id: item.id.clone(), title: item.title(), words: quoted(item), about: about.join(" · ") }
}

/// An item's words, in quotation marks where they are the speaker's own throughout.
fn quoted(item: &Item<'_>) -> String {
    match item.what {
        What::Statement(statement) => search::quoted(&item.words(), Some(&code(statement.form))),
        What::Event(_) => item.words(),
    }
}
