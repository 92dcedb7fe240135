//! Treebanks in CoNLL-U, as texts with known words: EWT (with UNER's names) and GUM without its non-commercial genres.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use article::ByteSpan;
use flate2::read::GzDecoder;
use language::Passage;

/// GUM's genres whose texts may not be used commercially; the model is neither trained nor scored on them.
const NON_COMMERCIAL: [&str; 5] = ["fiction", "whow", "essay", "letter", "podcast"];

/// A word with its gold answers.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) span: ByteSpan,
    pub(super) form: String,
    pub(super) lemma: String,
    pub(super) upos: String,
    pub(super) head: Option<usize>,
    pub(super) relation: String,
    /// UNER's tag; `None` where the sentence is not annotated.
    pub(super) name: Option<String>,
}

/// A gold mention: first and last word, type, entity.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) kind: String,
    pub(super) entity: String,
}

/// A document; words are numbered over all of it, as in an Analysis.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) blocks: Vec<ByteSpan>,
    pub(super) words: Vec<Word>,
    /// Numbers of the first word of each sentence, and of each block.
    pub(super) sentences: Vec<usize>,
    block_words: Vec<usize>,
    pub(super) mentions: Vec<Mention>,
}

impl Document {
    /// Its blocks with the gold words, and with the gold sentences if asked for.
    pub(super) fn gold_passages(&self, with_sentences: bool) -> Vec<Passage> {
        let ends = self.block_words.iter().skip(1).copied().chain([self.words.len()]);
        self.block_words
            .iter()
            .zip(ends)
            .zip(&self.blocks)
            .map(|((&start, end), &span)| Passage {
                span,
                words: self.words[start..end].iter().map(|word| word.span).collect(),
                sentences: with_sentences.then(|| {
                    let inside = self.sentences.iter().filter(|first| (start..end).contains(*first));
                    inside.map(|first| first - start).collect()
                }),
            })
            .collect()
    }

    /// Its blocks as plain text.
    pub(super) fn raw_passages(&self) -> Vec<Passage> {
        self.blocks.iter().filter_map(|span| Passage::of(&self.text, *span)).collect()
    }

    /// The first and last words of its sentences.
    pub(super) fn sentence_ends(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let ends = self.sentences.iter().skip(1).copied().chain([self.words.len()]);
        self.sentences.iter().copied().zip(ends).map(|(start, end)| (start, end - 1))
    }

    /// The genre in a GUM document's name.
    pub(super) fn genre(&self) -> &str {
        self.id.split('_').nth(1).unwrap_or_default()
    }
}

/// EWT with UNER's names: the dev part.
pub(super) fn ewt(data: &Path) -> anyhow::Result<Vec<Document>> {
    let tags = text_of(&data.join("ud/uner_en_ewt-dev.iob2.gz"))?;
    documents(&text_of(&data.join("ud/en_ewt-ud-dev.conllu.gz"))?, &names(&tags))
}

/// GUM without its non-commercial genres: the dev part.
pub(super) fn gum(data: &Path) -> anyhow::Result<Vec<Document>> {
    let all = documents(&text_of(&data.join("ud/en_gum-ud-dev.conllu.gz"))?, &HashMap::new())?;
    Ok(all.into_iter().filter(|document| !NON_COMMERCIAL.contains(&document.genre())).collect())
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let mut text = String::new();
    GzDecoder::new(file)
        .read_to_string(&mut text)
        .with_context(|| format!("{} is no gzip text", path.display()))?;
    Ok(text)
}

/// The sentences' tags by their ids.
fn names(iob2: &str) -> HashMap<&str, Vec<&str>> {
    let sentences = iob2.split("\n\n").filter_map(|sentence| {
        let id = sentence.lines().find_map(|line| line.strip_prefix("# sent_id = "))?;
        let rows = sentence.lines().filter(|line| !line.starts_with('#'));
        Some((id, rows.filter_map(|row| row.split('\t').nth(2)).collect()))
    });
    sentences.collect()
}

fn documents(conllu: &str, names: &HashMap<&str, Vec<&str>>) -> anyhow::Result<Vec<Document>> {
    let mut documents: Vec<Document> = Vec::new();
    let mut opened: HashMap<String, Vec<(usize, String)>> = HashMap::new();
    let mut space = false;
    for sentence in conllu.split("\n\n").filter(|sentence| !sentence.trim().is_empty()) {
        let comment = |name: &str| sentence.lines().find_map(|line| line.strip_prefix(name));
        let new_document = comment("# newdoc id = ");
        if let Some(id) = new_document {
            documents.push(Document { id: id.to_owned(), ..Document::default() });
            opened.clear();
        }
        let document = documents.last_mut().context("the treebank does not begin with a document")?;
        if new_document.is_some() || comment("# newpar").is_some() {
            document.begin_block();
            space = false;
        }
        let rows: Vec<Vec<&str>> = sentence
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect::<Vec<_>>())
            .filter(|row| row.len() == 10 && !row[0].contains('.'))
            .collect();
        let first = document.words.len();
        document.sentences.push(first);
        space = document.push_tokens(&rows, space);
        let tags = comment("# sent_id = ").and_then(|id| names.get(id));
        let made = &mut document.words[first..];
        if let Some(tags) = tags.filter(|tags| tags.len() == made.len()) {
            made.iter_mut().zip(tags).for_each(|(word, tag)| word.name = Some((*tag).to_owned()));
        }
        let cells = rows.iter().filter(|row| !row[0].contains('-')).map(|row| row[9]);
        for (number, misc) in cells.enumerate() {
            document.push_mentions(first + number, misc, &mut opened);
        }
        document.blocks.last_mut().expect("a block was begun").end = document.text.len();
    }
    Ok(documents)
}

impl Document {
    fn begin_block(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.blocks.push(ByteSpan::new(self.text.len(), self.text.len()));
        self.block_words.push(self.words.len());
    }

    /// Adds the tokens of a sentence; whether a space follows the last.
    fn push_tokens(&mut self, rows: &[Vec<&str>], mut space: bool) -> bool {
        let first = self.words.len();
        let mut at = 0;
        while at < rows.len() {
            let row = &rows[at];
            if space {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(row[1]);
            space = !row[9].split('|').any(|field| field == "SpaceAfter=No");
            let inner = match row[0].split_once('-') {
                Some((a, b)) => {
                    let n_words = b.parse::<usize>().unwrap_or(0) + 1 - a.parse::<usize>().unwrap_or(0);
                    &rows[at + 1..at + 1 + n_words]
                }
                None => &rows[at..=at],
            };
            let forms: Vec<&str> = inner.iter().map(|row| row[1]).collect();
            for ((from, to), row) in cut(row[1], &forms).into_iter().zip(inner) {
                self.words.push(Word {
                    span: ByteSpan::new(start + from, start + to),
                    form: row[1].to_owned(),
                    lemma: row[2].to_owned(),
                    upos: row[3].to_owned(),
                    head: row[6].parse::<usize>().ok().filter(|head| *head > 0).map(|head| first + head - 1),
                    relation: row[7].to_owned(),
                    name: None,
                });
            }
            at += inner.len() + usize::from(row[0].contains('-'));
        }
        space
    }

    /// GUM's `Entity=`: `(id-type-…` opens a mention, `id)` closes it, `(id-type-…)` is one of one word.
    fn push_mentions(&mut self, word: usize, misc: &str, opened: &mut HashMap<String, Vec<(usize, String)>>) {
        let Some(cell) = misc.split('|').find_map(|field| field.strip_prefix("Entity=")) else { return };
        let block = *self.block_words.last().expect("a block was begun");
        let mut rest = cell;
        while !rest.is_empty() {
            let (is_opening, body) = rest.strip_prefix('(').map_or((false, rest), |body| (true, body));
            let end = body.find(if is_opening { ['(', ')'] } else { [')', ')'] }).unwrap_or(body.len());
            let is_closed = body[end..].starts_with(')');
            let fields: Vec<&str> = body[..end].split('-').collect();
            let mut push = |first, kind: String, entity: &str| {
                self.mentions.push(Mention { first, last: word, kind, entity: entity.to_owned() });
            };
            match (is_opening, is_closed, fields.as_slice()) {
                (true, true, [id, kind, ..]) => push(word, (*kind).to_owned(), id),
                (true, false, [id, kind, ..]) => {
                    opened.entry((*id).to_owned()).or_default().push((word, (*kind).to_owned()));
                }
                (false, true, [id, ..]) => {
                    if let Some((first, kind)) = opened.get_mut(*id).and_then(Vec::pop)
                        && first >= block
                    {
                        push(first, kind, id);
                    }
                }
                _ => {}
            }
            rest = &body[end + usize::from(is_closed)..];
        }
    }
}

/// Where the words of a token stand in it, in bytes; where they do not add up to it, in pieces of about their lengths.
fn cut(token: &str, forms: &[&str]) -> Vec<(usize, usize)> {
    let offsets: Vec<usize> = token.char_indices().map(|(at, _)| at).chain([token.len()]).collect();
    let length = offsets.len() - 1;
    let is_whole = forms.concat() == token;
    let mut at = 0;
    let mut cuts = Vec::with_capacity(forms.len());
    for (n, form) in forms.iter().enumerate() {
        let left = forms.len() - n - 1;
        let size = form.chars().count();
        let end = match left {
            _ if is_whole => at + size,
            0 => length,
            _ => (at + 1).max((at + size).min(length.saturating_sub(left))),
        };
        cuts.push((offsets[at.min(length - 1)], offsets[end.clamp(1, length)]));
        at = end;
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_become_documents() {
        let row = |id: &str, form: &str, head: &str, misc: &str| {
            format!("{id}\t{form}\t_\tNOUN\t_\t_\t{head}\tdep\t_\t{misc}\n")
        };
        let conllu = [
            "# newdoc id = GUM_news_x\n# newpar\n# sent_id = 1\n".to_owned(),
            row("1-2", "can't", "_", "_"),
            row("1", "ca", "0", "Entity=(a-person-new"),
            row("2", "n't", "1", "Entity=a)"),
            row("3", "go", "1", "SpaceAfter=No|Entity=(b-place-new)"),
            row("4", ".", "1", "_"),
        ]
        .concat();
        let documents = documents(&conllu, &HashMap::new()).unwrap();
        assert_eq!(documents[0].text, "can't go.");
        assert_eq!(documents[0].words[1].head, Some(0));
        let mentions: Vec<_> =
            documents[0].mentions.iter().map(|m| (m.first, m.last, m.kind.as_str())).collect();
        assert_eq!(mentions, [(0, 1, "person"), (2, 2, "place")]);
    }
}
