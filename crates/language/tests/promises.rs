//! What holds for any text and any model file.
#![expect(clippy::unwrap_used, reason = "a test that cannot open the program's own model has failed")]

use std::sync::{LazyLock, OnceLock};
use std::time::{Duration, Instant};

use article::{Article, Settings};
use language::{Analysis, Error, Model, Passage};
use proptest::prelude::*;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().unwrap());
static FILE: OnceLock<Vec<u8>> = OnceLock::new();

fn file() -> &'static [u8] {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../model/language.safetensors");
    FILE.get_or_init(|| std::fs::read(path).unwrap())
}

fn article_of(text: &str) -> Option<Article> {
    let capture = article::captures_of(text.as_bytes(), None).ok()?.next()?.ok()?;
    article::read(&capture, &Settings::default()).ok()
}

/// A text as one passage, through every decoder.
fn analysis_of(text: &str) -> Analysis {
    let passage = Passage::of(text, article::ByteSpan::new(0, text.len()));
    MODEL.analyze_passages(text, passage.as_slice())
}

const NEWS: &str = "Minister Calls Off Talks\n\n“We won't sign,” Foreign Minister Ana Duarte said on Monday in Lisbon. \
    She told reporters that the U.S. envoy had promised a new offer.\n\nHer spokesman, Paul O'Neill, denied it: \
    “I never said that.”";

/// That all numbers of an analysis point into it, and that it says what its documentation promises.
fn check(text: &str, analysis: &Analysis) {
    let words = &analysis.words;
    let mut end = 0;
    for word in words {
        assert!(word.span.start >= end && !word.span.is_empty() && text.is_char_boundary(word.span.start));
        assert!(!word.lemma.is_empty() && (0.0..=1.001).contains(&word.attachment));
        end = word.span.end;
    }
    assert!(end <= text.len());
    assert_eq!(analysis.sentences.iter().map(|sentence| sentence.words.len()).sum::<usize>(), words.len());
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        assert!((1..=256).contains(&sentence.words.len()));
        assert_eq!(sentence.words.iter().filter(|word| words[*word].head.is_none()).count(), 1);
        let root = analysis.root(number);
        assert_eq!(
            analysis.subtree(root),
            sentence.words.iter().collect::<Vec<_>>(),
            "all words hang on the root"
        );
        for word in sentence.words.iter() {
            assert_eq!(words[word].sentence, number);
            assert_eq!(words[word].relation.as_str() == "root", word == root);
        }
    }
    for (number, mention) in analysis.mentions.iter().enumerate() {
        assert!(mention.words.contains(mention.head) && analysis.chain_of(number).contains(&number));
        assert!(mention.words.end <= words.len() && mention.words.len() <= 40);
        assert!((0.0..=1.001).contains(&mention.share));
    }
    assert_eq!(analysis.chains.iter().map(Vec::len).sum::<usize>(), analysis.mentions.len());
    assert!(analysis.chains.iter().all(|chain| chain.is_sorted() && !chain.is_empty()));
    for attribution in &analysis.attributions {
        assert!(!attribution.content.is_empty());
        let all = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
        assert!(all.clone().all(|span| span.start < span.end && span.end <= words.len()));
    }
    assert!(analysis.names.windows(2).all(|pair| pair[0].words.end <= pair[1].words.start));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_analysed(text in "([a-zA-Z]{1,6} |[A-Z]{2,5} |[0-9.,:/]{1,4}|['’\"“”`@#&-]{1,2}|[ \t\r\n\u{0}]|漢字|🕊️|e\u{301}|\u{200d}|said |that |He |[.!?…] ){0,80}") {
        check(&text, &analysis_of(&text));
        if let Some(article) = article_of(&text) {
            check(&article.text, &MODEL.analyze(&article));
        }
    }

    #[test]
    fn altered_files_are_refused_or_read(at in 0usize..300_000, byte in any::<u8>()) {
        let mut altered = file().to_vec();
        altered[at] = byte;
        // Not every byte can be told: but nothing panics.
        if let Ok(model) = Model::from_bytes(&altered) {
            model.analyze_passages("It ended.", &[]);
        }
    }

    #[test]
    fn parts_of_files_are_refused(length in 0usize..15_000_000) {
        prop_assert!(matches!(Model::from_bytes(&file()[..length]), Err(Error::Unreadable(_))));
    }
}

#[test]
fn news_is_understood() {
    let article = article_of(NEWS).unwrap();
    let analysis = MODEL.analyze(&article);
    check(&article.text, &analysis);
    let shown = |words| analysis.text(&article, words);
    assert!(
        analysis.names.iter().any(|name| shown(name.words) == "Ana Duarte" && name.kind.label() == "PER")
    );
    let said = analysis.attributions.iter().find(|a| a.cue.iter().any(|cue| shown(*cue) == "said")).unwrap();
    assert!(shown(said.content[0]).contains("We won't sign"));
    assert!(shown(said.source.unwrap()).contains("Duarte"));
}

#[test]
fn sentences_do_not_cross_blocks() {
    let article = article_of(NEWS).unwrap();
    let analysis = MODEL.analyze(&article);
    for sentence in &analysis.sentences {
        let span = analysis.span(sentence.words);
        assert!(article.readable().any(|(_, block)| block.contains(span)));
    }
}

#[test]
fn threads_change_nothing() {
    let article = article_of(&NEWS.repeat(3)).unwrap();
    let alone = MODEL.analyze(&article);
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..4).map(|_| scope.spawn(|| MODEL.analyze(&article))).collect();
        for other in others {
            assert_eq!(other.join().unwrap(), alone);
        }
    });
}

#[test]
fn an_endless_sentence_is_bounded() {
    let started = Instant::now();
    let text = "the minister and ".repeat(2000);
    let analysis = analysis_of(&text);
    check_ends(&text, &analysis);
    assert!(started.elapsed() < Duration::from_mins(2));
}

/// As [`check`], without what takes the square of a sentence's length.
fn check_ends(text: &str, analysis: &Analysis) {
    assert_eq!(analysis.words.len(), text.split_whitespace().count());
    assert!(analysis.sentences.iter().all(|sentence| (1..=256).contains(&sentence.words.len())));
}

#[test]
fn analyses_are_valid_conllu() {
    let article = article_of(NEWS).unwrap();
    let mut out = Vec::new();
    language::conllu::write(&article, &MODEL.analyze(&article), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    for sentence in text.split("\n\n").filter(|sentence| !sentence.is_empty()) {
        let rows: Vec<Vec<&str>> = sentence
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        assert!(
            rows.iter().all(|row| row.len() == 10 && row.iter().all(|cell| !cell.is_empty())),
            "{sentence}"
        );
        let words: Vec<_> = rows.iter().filter(|row| !row[0].contains('-')).collect();
        for (number, row) in words.iter().enumerate() {
            assert_eq!(row[0], (number + 1).to_string());
            assert!(row[6].parse::<usize>().unwrap() <= words.len());
            assert_eq!(row[6] == "0", row[7] == "root");
        }
        assert_eq!(text_of(&rows), sentence.lines().find_map(|line| line.strip_prefix("# text = ")).unwrap());
    }
    assert!(text.contains("\twon't\t_\t_"), "clitics are shown as one token:\n{text}");
}

/// The text of a sentence by its tokens, as CoNLL-U defines it.
fn text_of(rows: &[Vec<&str>]) -> String {
    let mut text = String::new();
    let mut inside = 0;
    for row in rows {
        if let Some((_, last)) = row[0].split_once('-') {
            inside = last.parse().unwrap();
        } else if row[0].parse::<usize>().unwrap() <= inside {
            continue;
        }
        text.push_str(row[1]);
        if !row[9].split('|').any(|field| field == "SpaceAfter=No") {
            text.push(' ');
        }
    }
    text.trim_end().to_owned()
}

#[test]
fn trees_are_drawn() {
    let article = article_of(NEWS).unwrap();
    let analysis = MODEL.analyze(&article);
    for sentence in 0..analysis.sentences.len() {
        let drawn = language::drawing::terminal(&article, &analysis, sentence);
        assert_eq!(drawn.lines().count(), analysis.sentences[sentence].words.len());
        let svg = language::drawing::svg(&article, &analysis, sentence..sentence + 1);
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
    }
}

#[test]
fn checksums_are_checked() {
    let length = u64::from_le_bytes(file()[..8].try_into().unwrap()) as usize;
    let mut header: serde_json::Value = serde_json::from_slice(&file()[8..8 + length]).unwrap();
    header["__metadata__"]["sha256"] = "00".repeat(32).into();
    let header = serde_json::to_vec(&header).unwrap();
    let altered = [&(header.len() as u64).to_le_bytes(), header.as_slice(), &file()[8 + length..]].concat();
    assert!(matches!(Model::from_bytes(&altered), Err(Error::Altered)));
}
