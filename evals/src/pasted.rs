//! Articles as people paste them: the golds of real pages, written out the ways that a paste comes out of a browser, and
//! read back (`score_pages.py` says what is measured).
//!
//! A manner is chosen by a hash of the page's id: how bylines, stamps, captions and credits are printed, in which order,
//! what furniture of the page comes along, and whether it is plain text or Markdown.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use article::Settings;
use clap::Args;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::pages::{answers, part_of, prediction};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// The folder that holds one folder a set, as for `pages`
    #[arg(long)]
    data: PathBuf,
    /// Only the sites of one half: rules are written on `learn` and reported on `report`
    #[arg(long, value_parser = ["learn", "report"])]
    part: Option<String>,
    /// List the pastes with the lowest body F1
    #[arg(long)]
    per_page: bool,
}

pub(crate) fn run(flags: &Flags) -> anyhow::Result<()> {
    let folder = crate::folder()?;
    let pastes = folder.join("pasted");
    fs::create_dir_all(&pastes)?;
    let (gold, predicted) = (folder.join("pasted-gold.jsonl"), folder.join("pasted.jsonl"));
    let mut gold_file = BufWriter::new(File::create(&gold)?);
    let mut predicted_file = BufWriter::new(File::create(&predicted)?);
    let mut golds = Vec::new();
    for path in answers(&flags.data.join("fundus"))? {
        golds.push(serde_json::from_str::<Value>(&fs::read_to_string(&path)?.replace(": NaN", ": null"))?);
    }
    for (at, answer) in golds.iter().enumerate() {
        let site = answer["site"].as_str().unwrap_or_default();
        if flags.part.as_deref().is_some_and(|part| part != part_of(site)) {
            continue;
        }
        let paste = paste(answer, &golds[(at + 1) % golds.len()]);
        let id = answer["id"].as_str().unwrap_or_default();
        fs::write(pastes.join(format!("{id}.txt")), &paste.text)?;
        writeln!(gold_file, "{}", paste.answer)?;
        let capture = article::captures_of(paste.text.as_bytes(), None)?.next();
        let article = capture.and_then(|capture| article::read(&capture.ok()?, &Settings::default()).ok());
        let mut article = article.map_or_else(|| json!({}), |article| prediction(&article));
        article["id"] = id.into();
        writeln!(predicted_file, "{article}")?;
    }
    gold_file.flush()?;
    predicted_file.flush()?;
    crate::score("score_pages.py", &[&gold, &predicted], if flags.per_page { &["--per-page"] } else { &[] })
}

/// A paste and what is to be read from it: the gold less what the manner leaves out.
pub(crate) struct Paste {
    pub(crate) text: String,
    pub(crate) answer: Value,
}

/// Ways in which pastes differ, each a number drawn from the hash of the id.
struct Manner(Vec<u8>);

impl Manner {
    fn of(id: &str) -> Self {
        Self(Sha256::digest(id.as_bytes()).to_vec())
    }

    /// One of `n` ways to do the thing that has this number.
    fn choose(&self, thing: usize, n: u8) -> u8 {
        self.0[thing % self.0.len()] % n
    }

    fn is_markdown(&self) -> bool {
        self.choose(0, 5) == 0
    }

    fn leaves_out_topics(&self) -> bool {
        self.choose(12, 2) == 0
    }

    fn leaves_out_the_clock(&self) -> bool {
        self.choose(7, 5) == 0
    }
}

/// Writes one gold out; `next` is another article, whose headline comes along as a teaser.
pub(crate) fn paste(answer: &Value, next: &Value) -> Paste {
    let manner = Manner::of(answer["id"].as_str().unwrap_or_default());
    let mut answer = answer.clone();
    if manner.leaves_out_topics() {
        answer["topics"] = Value::Null;
    }
    if manner.leaves_out_the_clock() {
        answer["published"] = answer["published"].as_str().and_then(|stamp| stamp.get(..10)).into();
    }
    let mut writer = Writer { manner, lines: Vec::new() };
    writer.head(&answer);
    writer.body(&answer, next);
    writer.foot(&answer, next);
    let gap = if writer.manner.choose(1, 4) == 0 && !writer.manner.is_markdown() { "\n" } else { "\n\n" };
    Paste { text: writer.lines.join(gap), answer }
}

struct Writer {
    manner: Manner,
    lines: Vec<String>,
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

fn text<'v>(value: &'v Value, field: &str) -> Option<&'v str> {
    value[field].as_str().map(str::trim).filter(|text| !text.is_empty())
}

impl Writer {
    fn push(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    /// Label, headline, standfirst, bylines and stamps in one of four orders, the cover picture before or after.
    fn head(&mut self, answer: &Value) {
        if self.manner.choose(2, 3) == 0 {
            self.push(["World", "Europe", "Politics", "News"][usize::from(self.manner.choose(3, 4))]);
        }
        let headline = text(answer, "headline").unwrap_or_default();
        self.push(if self.manner.is_markdown() { format!("# {headline}") } else { headline.to_owned() });
        let order = ["sbt", "sbt", "stb", "bts"][usize::from(self.manner.choose(4, 4))];
        for part in order.chars() {
            match part {
                's' => self.lines.extend(text(answer, "standfirst").map(str::to_owned)),
                'b' => self.bylines(&texts(&answer["authors"])),
                _ => self.stamps(text(answer, "published").unwrap_or_default()),
            }
        }
        if self.manner.choose(5, 3) == 0 {
            self.lines.extend(["Share", "Save"].map(str::to_owned));
        }
        if let Some(cover) = figures(answer).first() {
            self.figure(cover);
        }
    }

    fn bylines(&mut self, names: &[&str]) {
        let Some((last, others)) = names.split_last() else { return };
        let joined =
            if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) };
        match self.manner.choose(6, 4) {
            0 => self.push(joined),
            1 => self.lines.extend(names.iter().map(|name| (*name).to_owned())),
            _ => self.push(format!("By {joined}")),
        }
    }

    fn stamps(&mut self, published: &str) {
        let Some(Ok(date)) = published.get(..10).map(str::parse::<jiff::civil::Date>) else { return };
        let (year, month, day) = (date.year(), date.month(), date.day());
        let name = date.strftime("%B").to_string();
        let clock = published.get(11..16).unwrap_or("12:00");
        self.push(match self.manner.choose(7, 5) {
            0 => format!("Published {day} {} {year}", name.to_uppercase()),
            1 => format!("{day} {name} {year}, {clock}"),
            2 => format!("{name} {day}, {year} at {clock}"),
            3 => format!("{day:02}.{month:02}.{year} {clock}"),
            _ => format!("Published: {} {day}, {year} {clock}", &name[..3]),
        });
    }

    /// A picture's line, its credit set off in one of six ways.
    fn figure(&mut self, figure: &Value) {
        let caption = text(figure, "caption").unwrap_or_default();
        let Some(credit) = text(figure, "credit") else {
            return self.push(format!("Image caption, {caption}"));
        };
        match self.manner.choose(8, 6) {
            0 => self.push(format!("{caption} © {credit}")),
            1 => self.push(format!("{caption} (Photo: {credit})")),
            2 => self.push(format!("{caption} Photograph: {credit}")),
            3 => self.push(format!("{caption} | Credit: {credit}")),
            4 => self.push(format!("Image source, {credit}\nImage caption, {caption}")),
            _ => self.push(format!("{caption}\nPhotograph: {credit}")),
        }
    }

    /// Paragraphs and subheads, with pictures, a video and a box of teasers between them.
    fn body(&mut self, answer: &Value, next: &Value) {
        let blocks: Vec<&Value> = answer["blocks"].as_array().into_iter().flatten().collect();
        let blocks: Vec<&Value> = blocks.into_iter().filter(|block| block["kind"] != "standfirst").collect();
        let figures = figures(answer);
        let mut waiting = figures.iter().skip(1);
        for (at, block) in blocks.iter().enumerate() {
            let words = text(block, "text").unwrap_or_default();
            let is_subhead = block["kind"] == "subhead";
            let mark = if is_subhead && self.manner.is_markdown() { "## " } else { "" };
            self.push(format!("{mark}{words}"));
            if is_subhead {
                continue;
            }
            if at % 3 == 1 {
                waiting.next().into_iter().for_each(|figure| self.figure(figure));
            }
            if at == 2 && self.manner.choose(9, 3) == 0 {
                self.push("PLAY | 00:45");
                self.push("The minister leaves the hall and speaks to nobody");
            }
            if at == 4 && self.manner.choose(10, 2) == 0 && blocks.len() > 8 {
                self.teaser(next);
            }
        }
        waiting.for_each(|figure| self.figure(figure));
    }

    fn teaser(&mut self, next: &Value) {
        let headline = text(next, "headline").unwrap_or_default();
        match self.manner.choose(11, 3) {
            0 => self.push(format!("Read more: {headline}")),
            1 => self.push(format!("Related: {headline}")),
            _ => self.push(format!("Recommended\n{headline}")),
        }
    }

    /// Topics, teasers and the line of rights.
    fn foot(&mut self, answer: &Value, next: &Value) {
        if !self.manner.leaves_out_topics() {
            let topics = texts(&answer["topics"]);
            if !topics.is_empty() {
                let mut list = "Follow the topics in this article".to_owned();
                for topic in topics {
                    write!(list, "\n{topic}").expect("strings take writes");
                }
                self.push(list);
            }
        }
        if self.manner.choose(13, 2) == 0 {
            self.push(format!("Recommended\n{}", text(next, "headline").unwrap_or_default()));
        }
        if self.manner.choose(14, 2) == 0 {
            self.push("© The Harbour Post 2026. All rights reserved.");
        }
    }
}

/// The pictures of a gold that have a caption.
fn figures(answer: &Value) -> Vec<Value> {
    let all = answer["figures"].as_array().into_iter().flatten();
    all.filter(|figure| text(figure, "caption").is_some()).cloned().collect()
}
