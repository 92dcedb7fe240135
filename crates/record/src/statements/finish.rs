//! Words to a record's statements.

use std::collections::HashMap;

use article::ByteSpan;
use language::WordSpan;

use super::draft::Draft;
use super::ground::Ground;
use super::utterance::overlap;
use crate::quotations::Quotation;
use crate::record::{Act, Actor, Form, Source, Statement, StatementKind};

/// The statements that stand, in reading order, with their actors.
pub(super) fn finish(ground: &Ground<'_>, quotations: &[Quotation], drafts: &[Draft]) -> (Vec<Statement>, Vec<Actor>) {
    let stands = |draft: &Draft| !draft.is_void && draft.utterance.is_attributed(ground);
    let mut order: Vec<usize> = (0..drafts.len()).filter(|number| stands(&drafts[*number])).collect();
    order.sort_by_key(|number| drafts[*number].utterance.extent().map(|words| (words.start, words.end)));
    let ids: HashMap<usize, String> =
        order.iter().enumerate().map(|(at, number)| (*number, format!("s{}", at + 1))).collect();
    let statements = order.iter().map(|number| {
        let draft = &drafts[*number];
        Statement {
            id: ids[number].clone(),
            within: draft.within.and_then(|outer| ids.get(&outer)).cloned(),
            ..statement(ground, quotations, draft)
        }
    });
    (statements.collect(), Vec::new())
}

fn statement(ground: &Ground<'_>, quotations: &[Quotation], draft: &Draft) -> Statement {
    let utterance = &draft.utterance;
    let spans = |pieces: &[WordSpan]| pieces.iter().map(|piece| ground.span(*piece)).collect::<Vec<ByteSpan>>();
    let (form, quotes) = form(ground, quotations, &utterance.content);
    Statement {
        id: String::new(),
        kind: StatementKind::Speech,
        form,
        act: Act::Say,
        source: Source { spans: spans(&utterance.source), actor: None, description: None, candidates: Vec::new() },
        cue: spans(&utterance.cue),
        content: spans(&utterance.content),
        quotes,
        about: Vec::new(),
        audience: Vec::new(),
        medium: None,
        time: None,
        place: None,
        condition: None,
        hedges: Vec::new(),
        negated: false,
        within: None,
        also: Vec::new(),
        confidence: 0.5,
    }
}

/// Whether a content is the speaker's own words, and its quotations without their marks.
fn form(ground: &Ground<'_>, quotations: &[Quotation], content: &[WordSpan]) -> (Form, Vec<ByteSpan>) {
    let mut quotes = Vec::new();
    let (mut n_quoted, mut n) = (0, 0);
    for piece in content {
        n += piece.iter().filter(|word| is_word(ground, *word)).count();
        let from = ground.quoted.partition_point(|quoted| quoted.words.end <= piece.start);
        for quoted in ground.quoted[from..].iter().take_while(|quoted| quoted.words.start < piece.end) {
            if overlap(quoted.words, *piece) > 0 {
                quotes.push(quotations[quoted.number].inner);
                let inside = |word: &usize| piece.contains(*word) && is_word(ground, *word);
                n_quoted += quoted.words.iter().filter(inside).count();
            }
        }
    }
    let form = match n_quoted {
        0 => Form::Indirect,
        _ if n_quoted * 20 >= n * 19 => Form::Direct,
        _ => Form::Mixed,
    };
    (form, quotes)
}

fn is_word(ground: &Ground<'_>, word: usize) -> bool {
    ground.text(word).contains(char::is_alphanumeric)
}
