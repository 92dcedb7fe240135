//! The Rust stage against `tests/fixture.json`: what the shipped file says in Python (onnxruntime) of one small text.
//!
//! `README.md` tells how the fixture is made again when the weights change.

use article::{ByteSpan, CharSpan, CodePoints};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::rows::{Column, Table};
use crate::windows::{Window, Windows};
use crate::{Analysis, Model, Passage, WordSpan};

/// Rows may differ by so much from onnxruntime's on average: where an activation lies between two steps of int8, the
/// last bit of a float decides, and what follows is that step apart.
const TOLERANCE: f64 = 0.1;
/// So many answers of each kind, in a hundred, are the same at least.
const EQUAL: usize = 93;

fn fixture() -> Value {
    serde_json::from_str(include_str!("../tests/fixture.json")).unwrap()
}

/// The SHA-256 of the bits of all rows of the fixture and of one word alone. Made again when the weights change, with the fixture.
const BITS: &str = "cd292b16f7a5f827f66304a3d40a799e278d7b3fdd07322378961213871c996d";

/// The blocks of the fixture joined to one text.
fn passages(fixture: &Value) -> (String, Vec<Passage>) {
    let (mut text, mut passages) = (String::new(), Vec::new());
    for block in fixture["blocks"].as_array().unwrap() {
        let shown = block["text"].as_str().unwrap();
        let words: Vec<CharSpan> = serde_json::from_value(block["words"].clone()).unwrap();
        let offsets = CodePoints::of(shown);
        let start = text.len();
        let words = words.into_iter().map(|word| offsets.bytes(word).unwrap().shifted(start)).collect();
        passages.push(Passage { span: ByteSpan::new(start, start + shown.len()), words, sentences: None });
        text += shown;
        text += "\n\n";
    }
    (text, passages)
}

fn windows(model: &Model, text: &str, passages: &[Passage], mut each: impl FnMut(&Window)) {
    let mut windows = Windows::new(&model.vocabulary, model.labels.max_pieces);
    for passage in passages {
        windows.push(text, passage, &mut each);
    }
    windows.finish(&mut each);
}

#[test]
fn words_become_the_same_numbers() {
    let fixture = fixture();
    let (text, passages) = passages(&fixture);
    for passage in &passages {
        assert_eq!(
            Passage::of(&text, passage.span).as_ref(),
            Some(passage),
            "the same words are found by rule"
        );
    }
    let model = Model::embedded().unwrap();
    let mut n_windows = 0;
    windows(&model, &text, &passages, |window| {
        let expected = &fixture["windows"][n_windows];
        let column = |name: &str| -> Vec<i32> { serde_json::from_value(expected[name].clone()).unwrap() };
        assert_eq!(window.pieces.iter().map(|piece| piece.id).collect::<Vec<_>>(), column("ids"));
        assert_eq!(window.pieces.iter().map(|piece| piece.casing).collect::<Vec<_>>(), column("casing"));
        assert_eq!(window.pieces.iter().map(|piece| piece.glue).collect::<Vec<_>>(), column("glue"));
        assert_eq!(window.pieces.iter().map(|piece| piece.quote).collect::<Vec<_>>(), column("quote"));
        assert_eq!(window.first, column("first"));
        n_windows += 1;
    });
    assert_eq!(n_windows, fixture["windows"].as_array().unwrap().len());
}

#[test]
fn rows_are_those_of_the_shipped_file() {
    let fixture = fixture();
    let (text, passages) = passages(&fixture);
    let model = Model::embedded().unwrap();
    let columns = &model.labels.columns;
    let named: [(&str, Column); 5] = [
        ("sentence", columns.sentence),
        ("upos", columns.upos),
        ("names", columns.names),
        ("attribution", columns.attribution),
        ("factuality", columns.factuality),
    ];
    let mut n_windows = 0;
    windows(&model, &text, &passages, |window| {
        let rows = model.graph.on_one_thread(|thread| thread.run(window)).unwrap();
        let (mut sum, mut n) = (0.0, 0.0);
        for (name, column) in named {
            let expected: Vec<Vec<f64>> =
                serde_json::from_value(fixture["windows"][n_windows]["shipped"][name].clone()).unwrap();
            for (word, expected) in expected.iter().enumerate() {
                for (found, expected) in rows.get(column, word).iter().zip(expected) {
                    sum += (f64::from(*found) - expected).abs();
                    n += 1.0;
                }
            }
        }
        assert!(sum / n < TOLERANCE, "rows differ by {} on average", sum / n);
        n_windows += 1;
    });
}

/// Read on one machine, a text is read so on all: a difference of the last bit grows to other words in some statements.
#[test]
fn rows_have_the_same_bits_on_every_processor() {
    #[cfg(target_arch = "x86_64")]
    if !std::arch::is_x86_feature_detected!("fma") {
        return; // Processors from before 2013 round twice.
    }
    let (text, passages) = passages(&fixture());
    let model = Model::embedded().unwrap();
    let widths = model.labels.columns.widths();
    let whole = [Column::new(Table::Syntax, 0, widths.0), Column::new(Table::Meaning, 0, widths.1)];
    let mut bits = Sha256::new();
    let mut add = |window: &Window| {
        let rows = model.graph.on_one_thread(|thread| thread.run(window)).unwrap();
        for (word, column) in (0..window.first.len()).flat_map(|word| whole.map(|column| (word, column))) {
            rows.get(column, word).iter().for_each(|number| bits.update(number.to_le_bytes()));
        }
    };
    windows(&model, &text, &passages, &mut add);
    let (word, alone) = ("Geneva", Passage::of("Geneva", ByteSpan::new(0, 6)).unwrap());
    windows(&model, word, &[alone], &mut add);
    let found = bits.finalize().iter().fold(String::new(), |found, byte| found + &format!("{byte:02x}"));
    assert_eq!(found, BITS);
}

#[test]
fn analyses_are_those_of_the_reference_decoders() {
    let fixture = fixture();
    let (text, passages) = passages(&fixture);
    let analysis = Model::embedded().unwrap().analyze_passages(&text, &passages);
    for (kind, found) in answers(&analysis) {
        let (found, expected) = (found.as_array().unwrap(), fixture[kind].as_array().unwrap());
        let n_equal = found.iter().zip(expected).filter(|(found, expected)| found == expected).count();
        assert_eq!(found.len(), expected.len(), "{kind}: {found:?} and {expected:?}");
        assert!(100 * n_equal >= EQUAL * found.len(), "{kind}: {found:?} and {expected:?}");
    }
}

/// As `training/dump.py` writes them: numbers of words, ends inclusive.
fn answers(analysis: &Analysis) -> Vec<(&'static str, Value)> {
    let ends = |words: &WordSpan| serde_json::json!([words.start, words.end - 1]);
    let all = |spans: &[WordSpan]| spans.iter().map(ends).collect::<Value>();
    let words = || analysis.words.iter();
    let attribution = |a: &crate::Attribution| [all(a.source.as_slice()), all(&a.cue), all(&a.content)];
    vec![
        ("sentences", analysis.sentences.iter().map(|s| s.words.iter().collect::<Value>()).collect()),
        ("upos", words().map(|word| word.class.label()).collect()),
        ("features", words().map(|word| word.features.as_str()).collect()),
        ("lemmas", words().map(|word| word.lemma.as_str()).collect()),
        ("heads", words().map(|word| word.head.map_or(-1, usize::cast_signed)).collect()),
        ("relations", words().map(|word| word.relation.as_str()).collect()),
        ("names", {
            let name = |n: &crate::Name| [n.words.start, n.words.end - 1, n.kind as usize];
            analysis.names.iter().map(|n| name(n).into_iter().collect::<Value>()).collect()
        }),
        (
            "attributions",
            analysis.attributions.iter().map(|a| attribution(a).into_iter().collect::<Value>()).collect(),
        ),
        ("chains", analysis.mentions.iter().map(|mention| mention.chain).collect()),
    ]
}
