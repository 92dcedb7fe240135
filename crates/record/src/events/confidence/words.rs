//! What the words of an event tell of how surely it was read: how its sides were found, how sure the model is of the tree and of
//! who is meant.

use language::WordClass;

use crate::events::codebook::Trigger;
use crate::events::matching::Found;
use crate::events::parties::Parties;
use crate::events::tree::Tree;

/// What an event's own words tell of how surely it was read: how its sides were found, where it stands in its sentence.
pub(in crate::events) fn of_words(tree: &Tree<'_>, parties: &Parties<'_>, event: &Found<'_>) -> Vec<String> {
    let mut features = Vec::new();
    for (side, path, words) in
        [("actor", event.by[0], &event.actors), ("recipient", event.by[1], &event.recipients)]
    {
        if let Some(step) = path.and_then(|path| path.last()) {
            features.push(format!("{side}-by-{}", step.kind()));
        }
        let Some(word) = words.first() else {
            features.push(format!("{side}-missing-{}", left_over(tree, parties, event)));
            continue;
        };
        features.push(format!("{side}-word-{}", class_of(tree, *word)));
        if tree.is(*word, WordClass::Pronoun) || tree.word(*word).features.get("Poss") == Some("Yes") {
            features.push(format!("{side}-is-pronoun"));
        }
        features.push(format!("{side}-{}", distance(event.trigger.abs_diff(*word))));
        // A side that hangs on the event's own words is read more surely than one understood from the words around.
        let over = tree.word(*word).head;
        let is_own = over == Some(event.trigger) || over == Some(event.head);
        features.push(format!("{side}-{}", if is_own { "own" } else { "understood" }));
        features.push(format!("{side}-tree-{}", sureness(on_the_way(tree, event.trigger, *word))));
        features.extend(tree.analysis.mentions_of(*word).next().map(|mention| {
            format!(
                "{side}-chain-{}-{}",
                class_of(tree, *word),
                sureness(tree.analysis.mentions[mention].share)
            )
        }));
    }
    let words = tree.analysis.sentences[tree.word(event.trigger).sentence].words;
    let mean = words.iter().map(|word| tree.word(word).attachment).sum::<f32>() / words.len().max(1) as f32;
    features.push(format!("sentence-tree-{}", sureness(mean)));
    features.push(format!("trigger-tree-{}", sureness(tree.word(event.trigger).attachment)));
    features.push(format!("factual-{}", tree.word(event.trigger).factuality.round().clamp(-2.0, 3.0)));
    let conditions = ["free", "asked", "strict"][event.pattern.when.len().min(2)];
    features.push(format!("pattern-{conditions}"));
    if tree.word(event.trigger).is_quoted {
        features.push("quoted".to_owned());
    }
    if event.pattern.trigger == Trigger::Noun {
        features.push(format!("noun-{}", tree.relation(event.trigger)));
    }
    let relation = match tree.relation(event.head) {
        relation @ ("root" | "ccomp" | "xcomp" | "advcl" | "acl" | "conj" | "parataxis") => relation,
        _ => "phrase",
    };
    features.push(format!("head-{relation}"));
    if tree.is_passive(event.head) {
        features.push("passive".to_owned());
    }
    if event.head != event.trigger {
        features.push("governed".to_owned());
    }
    features
}

/// How sure the tree is on the way between two words: the least sure of the steps up from both to where they meet.
fn on_the_way(tree: &Tree<'_>, one: usize, other: usize) -> f32 {
    let up = |word: usize| std::iter::once(word).chain(tree.analysis.head_path(word)).collect::<Vec<_>>();
    let (from, to) = (up(one), up(other));
    let steps = |path: &[usize], against: &[usize]| {
        let own = path.iter().take_while(|word| !against.contains(word));
        own.map(|word| tree.word(*word).attachment).fold(1.0, f32::min)
    };
    steps(&from, &to).min(steps(&to, &from))
}

/// A share of the model's answers in words.
fn sureness(share: f32) -> &'static str {
    match share {
        0.97.. => "certain",
        0.9.. => "sure",
        0.7.. => "likely",
        0.5.. => "doubtful",
        _ => "unlikely",
    }
}

/// How many more with a name there are in an event's clause than stand on its sides: where a side is empty, one of them may
/// belong there.
fn left_over(tree: &Tree<'_>, parties: &Parties<'_>, event: &Found<'_>) -> usize {
    const MOST: usize = 2;
    let is_other = |word: &usize| {
        tree.is(*word, WordClass::ProperNoun)
            && !matches!(tree.relation(*word), "flat" | "compound")
            && parties.is_actor(*word)
            && !event.actors.contains(word)
            && !event.recipients.contains(word)
    };
    tree.under(event.head, &["parataxis", "conj"]).iter().filter(|word| is_other(word)).take(MOST).count()
}

fn class_of(tree: &Tree<'_>, word: usize) -> &'static str {
    match tree.word(word).class {
        WordClass::ProperNoun => "name",
        WordClass::Pronoun if matches!(tree.form(word), "it" | "its" | "they" | "their" | "them") => "it",
        WordClass::Pronoun | WordClass::Determiner => "pronoun",
        WordClass::Adjective => "adjective",
        _ => "noun",
    }
}

fn distance(words: usize) -> &'static str {
    match words {
        0..=3 => "near",
        4..=8 => "apart",
        _ => "far",
    }
}
