//! Analyses as CoNLL-U, the treebanks' own format, so that the field's tools can check and show them
//! (<https://universaldependencies.org/format.html>).

use std::io::{self, Write};

use article::Article;

use crate::analysis::{Analysis, Word, WordSpan};
use crate::words::is_clitic;

/// Writes an analysis: a block of lines for each sentence. XPOS and DEPS are left empty; MISC has the names as
/// `Name=B-PER` and where no space follows.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(article: &Article, analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    let text = &article.text;
    let names = name_tags(analysis);
    let mut passage = None;
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        if number == 0 {
            writeln!(out, "# newdoc id = {}", one_line(&article.id))?;
        }
        if passage != Some(sentence.passage) {
            writeln!(out, "# newpar")?;
            passage = Some(sentence.passage);
        }
        writeln!(out, "# sent_id = {}-{}", one_line(&article.id), number + 1)?;
        writeln!(out, "# text = {}", one_line(analysis.span(sentence.words).of(text)))?;
        for word in sentence.words.iter() {
            if let Some(token) = token_at(text, analysis, sentence.words, word) {
                let (first, last) = (word + 1 - sentence.words.start, token.end - sentence.words.start);
                let misc = if is_glued(analysis, sentence.words, token.end) { "SpaceAfter=No" } else { "_" };
                writeln!(
                    out,
                    "{first}-{last}\t{}{}{misc}",
                    analysis.span(token).of(text),
                    "\t_".repeat(7) + "\t"
                )?;
            }
            write_word(text, analysis, sentence.words, word, names[word].as_deref(), out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_word(
    text: &str,
    analysis: &Analysis,
    sentence: WordSpan,
    number: usize,
    name: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let word = &analysis.words[number];
    let goes_on = continues(text, analysis, sentence, number + 1);
    let spacing = (is_glued(analysis, sentence, number + 1)
        && !goes_on
        && !continues(text, analysis, sentence, number))
    .then_some("SpaceAfter=No");
    let name = name.map(|tag| format!("Name={tag}"));
    let misc: Vec<&str> = name.as_deref().into_iter().chain(spacing).collect();
    let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
    let Word { class, features, lemma, relation, head, .. } = word;
    let head = head.map_or(0, |head| head + 1 - sentence.start);
    writeln!(
        out,
        "{}\t{}\t{lemma}\t{}\t_\t{}\t{head}\t{relation}\t_\t{misc}",
        number + 1 - sentence.start,
        word.span.of(text),
        class.label(),
        features.as_str(),
    )
}

/// Whether a word of a sentence is a clitic of the one before it.
fn continues(text: &str, analysis: &Analysis, sentence: WordSpan, word: usize) -> bool {
    let is_inside = word > sentence.start && word < sentence.end;
    let written = |word: usize| analysis.words[word].span.of(text);
    is_inside && is_glued(analysis, sentence, word) && is_clitic(written(word - 1), written(word))
}

/// Whether a word of a sentence begins where the one before it ends.
fn is_glued(analysis: &Analysis, sentence: WordSpan, word: usize) -> bool {
    let span = |word: usize| analysis.words[word].span;
    word > sentence.start && word < sentence.end && span(word - 1).end == span(word).start
}

/// The token of several words that begins at a word: `do|n't`.
fn token_at(text: &str, analysis: &Analysis, sentence: WordSpan, word: usize) -> Option<WordSpan> {
    if continues(text, analysis, sentence, word) {
        return None;
    }
    let end = (word + 1..sentence.end).find(|next| !continues(text, analysis, sentence, *next));
    let token = WordSpan::new(word, end.unwrap_or(sentence.end));
    (token.len() > 1).then_some(token)
}

/// For each word the tag of the name that it is in.
fn name_tags(analysis: &Analysis) -> Vec<Option<String>> {
    let mut tags = vec![None; analysis.words.len()];
    for name in &analysis.names {
        for word in name.words.iter() {
            let place = if word == name.words.start { "B" } else { "I" };
            tags[word] = Some(format!("{place}-{}", name.kind.label()));
        }
    }
    tags
}

/// The text with each run of white space as one space.
fn one_line(text: &str) -> String {
    text.split(crate::words::is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
