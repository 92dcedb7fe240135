//! Which words name events, and who takes which side in them.

use std::collections::{HashMap, HashSet};

use language::WordClass;

use super::codebook::{Codebook, Filler, Path, Pattern, Step, Trigger};
use super::parties::Parties;
use super::paths::{Governor, Paths, Role};
use super::tree::Tree;
use crate::record::{EventType, Stance};

/// An event as its words name it.
#[derive(Debug)]
pub(crate) struct Found<'c> {
    pub(crate) pattern: &'c Pattern,
    /// The word that names it.
    pub(crate) trigger: usize,
    /// The word whose tense and place in the sentence tell what became of it: the trigger or the verb over it.
    pub(crate) head: usize,
    /// The words for those on either side.
    pub(crate) actors: Vec<usize>,
    pub(crate) recipients: Vec<usize>,
    /// Which of the pattern's paths led to them.
    pub(crate) by: [Option<&'c Path>; 2],
}

/// All events that an article's words name, in reading order.
pub(crate) fn matches<'c>(tree: &Tree<'_>, codebook: &'c Codebook, parties: &Parties<'_>) -> Vec<Found<'c>> {
    let paths = Paths { tree, codebook };
    let mut used = HashSet::new();
    let mut found = Vec::new();
    // Verbs first, so that "signed an agreement" is read once, by its verb.
    for class in [Trigger::Verb, Trigger::Adjective, Trigger::Noun] {
        for word in 0..tree.analysis.words.len() {
            if Trigger::of(tree.word(word).class) == Some(class)
                && !used.contains(&word)
                && !tree.is_in_name(word)
                && !is_attribute(tree, word)
            {
                found.extend(event_at(
                    &paths,
                    codebook.patterns_of(class, tree.form(word)),
                    parties,
                    word,
                    &mut used,
                ));
            }
        }
    }
    drop_repeated(tree, &mut found);
    found.sort_by_key(|event| event.trigger);
    found
}

/// Drops a noun's event where the verb that it hangs on names one of the same type: "[converged] for a rally".
fn drop_repeated(tree: &Tree<'_>, found: &mut Vec<Found<'_>>) {
    let types: HashMap<usize, EventType> = found
        .iter()
        .filter(|event| event.pattern.trigger != Trigger::Noun)
        .map(|event| (event.trigger, event.pattern.event))
        .collect();
    found.retain(|event| {
        let over = tree
            .word(event.trigger)
            .head
            .filter(|_| matches!(tree.relation(event.trigger), "obj" | "obl" | "nmod" | "nsubj"));
        let is_noun = event.pattern.trigger == Trigger::Noun;
        let repeats =
            |word: Option<usize>| word.and_then(|word| types.get(&word)) == Some(&event.pattern.event);
        !(is_noun && (repeats(over) || repeats(Some(event.head))))
    });
}

/// "the [occupied] town", "[detonating] cord": what a participle before a noun says is not told but presupposed.
fn is_attribute(tree: &Tree<'_>, word: usize) -> bool {
    let is_before = tree.word(word).head.is_some_and(|head| head > word);
    let relation = tree.full_relation(word);
    tree.is(word, WordClass::Verb) && (relation == "amod" || relation == "compound" && is_before)
}

fn event_at<'c>(
    paths: &Paths<'_>,
    patterns: impl Iterator<Item = &'c Pattern>,
    parties: &Parties<'_>,
    word: usize,
    used: &mut HashSet<usize>,
) -> Option<Found<'c>> {
    for pattern in patterns {
        let Some(fillers) = fits(paths, parties, word, pattern) else { continue };
        let Some(event) = sides(paths, parties, word, pattern) else { continue };
        used.extend(fillers);
        used.insert(word);
        return Some(event);
    }
    None
}

/// The words that a pattern's conditions are filled by, where it fits.
fn fits(paths: &Paths<'_>, parties: &Parties<'_>, word: usize, pattern: &Pattern) -> Option<Vec<usize>> {
    let tree = paths.tree;
    let mut fillers = Vec::new();
    for beside in &pattern.beside {
        fillers.push(stands_beside(tree, word, beside)?);
    }
    for (path, filler) in &pattern.when {
        let Some(end) = paths.fills(parties, word, path, filler) else {
            if is_left_out(paths, parties, word, path, filler) {
                continue;
            }
            return None;
        };
        if !filler.words.is_empty() {
            fillers.push(end);
        }
    }
    let is_excluded =
        pattern.unless.iter().any(|(path, filler)| paths.fills(parties, word, path, filler).is_some());
    (!is_excluded).then_some(fillers)
}

/// A word that belongs to a trigger: one that hangs on it, or a particle right behind a verb, whatever it was hung on.
fn stands_beside(tree: &Tree<'_>, word: usize, beside: &str) -> Option<usize> {
    let hangs = |child: &&usize| tree.form(**child) == beside || tree.lemma(**child) == beside;
    if let Some(child) = tree.children(word).iter().find(hangs) {
        return Some(*child);
    }
    let sentence = tree.analysis.sentences[tree.word(word).sentence].words;
    let is_verb = tree.is(word, WordClass::Verb);
    let is_particle = |next: &usize| {
        tree.form(*next) == beside
            && matches!(tree.word(*next).class, WordClass::Adposition | WordClass::Adverb)
    };
    (word + 1..sentence.end.min(word + 2)).find(|next| is_verb && is_particle(next))
}

/// Whether an actor is asked for whom a passive leaves out: "the curfew was lifted".
fn is_left_out(paths: &Paths<'_>, parties: &Parties<'_>, word: usize, path: &Path, filler: &Filler) -> bool {
    path[..] == [Step::Subject]
        && filler.kinds.iter().any(|kind| kind == "{actor}" || kind == "{person}")
        && paths.tree.is_passive(word)
        && paths.ends(parties, word, path).is_empty()
}

/// Whether towns suffer such events: "explosions in [Lyon]". Talks and promises are only held and made there.
fn is_done_to_places(event: EventType) -> bool {
    matches!(event, EventType::Assault | EventType::Mobilize | EventType::Coerce | EventType::Protest)
}

/// Who is asked to do something, where nothing else tells that the noun is somebody: "urged [voters] to elect Ana Duarte" asks nothing
/// of her.
fn asked(tree: &Tree<'_>, parties: &Parties<'_>, verb: usize, pattern: &Pattern) -> Option<usize> {
    let takes_thing = || pattern.when.iter().any(|(path, _)| path[..] == [Step::Object]);
    if pattern.content != Some(Stance::Demanded) || pattern.trigger != Trigger::Verb || takes_thing() {
        return None;
    }
    let noun = tree.with(verb, &["obj", "iobj"]).next()?;
    let is_to_act =
        tree.with(verb, &["xcomp", "advcl"]).any(|clause| clause > noun && tree.is_infinitive(clause));
    let is_thing = parties.is_actor(noun) || parties.is_abstract(noun);
    (is_to_act && !is_thing && tree.with(noun, &["case"]).next().is_none()).then_some(noun)
}

fn sides<'c>(
    paths: &Paths<'_>,
    parties: &Parties<'_>,
    word: usize,
    pattern: &'c Pattern,
) -> Option<Found<'c>> {
    let none = HashSet::new();
    let first = |list: &'c [Path], but: &[usize], except: &HashSet<String>| {
        let ends = |path: &'c Path| {
            let all = paths.ends(parties, word, path);
            // "[they] were interned in Iraq": where nobody is known for a pronoun, nobody else stands in its place.
            let is_unknown = |end: &usize| {
                paths.tree.word(*end).features.get("PronType") == Some("Prs") && !parties.is_actor(*end)
            };
            let is_settled = path[..] == [Step::Object] && all.iter().any(is_unknown);
            let mut ends = all;
            ends.retain(|end| parties.is_actor(*end) && !but.contains(end));
            ends.retain(|end| !except.contains(paths.tree.form(*end)));
            match path.last() {
                Some(Step::Inside) => ends.retain(|end| !parties.is_where(*end)),
                Some(Step::Preposition(own)) if own == "in" && !is_done_to_places(pattern.event) => {
                    ends.retain(|end| !parties.is_town(*end));
                }
                _ => {}
            }
            (is_settled || !ends.is_empty(), ends, Some(path))
        };
        let found = list.iter().map(ends).find(|(is_settled, ..)| *is_settled);
        found.map(|(_, ends, path)| (ends, path)).unwrap_or_default()
    };
    let (mut actors, actor_by) = first(&pattern.actor, &[], &none);
    let governor = paths.governor(word).filter(|_| pattern.trigger == Trigger::Noun);
    let (mut recipients, recipient_by) = match governor {
        Some(Governor { verb, subject: Role::Undergoes, .. }) => {
            (paths.tree.doer(verb).into_iter().filter(|one| parties.is_actor(*one)).collect(), None)
        }
        _ => first(&pattern.recipient, &actors, &pattern.except),
    };
    if let Some(asked) = asked(paths.tree, parties, word, pattern) {
        recipients = vec![asked];
    }
    // "Mali and Niger agreed to leave Chad" is agreed with each other.
    let is_mentioned =
        recipient_by.and_then(|path| path.last()).is_some_and(|step| matches!(step, Step::Inside));
    if pattern.is_reciprocal && actors.len() > 1 && (recipients.is_empty() || is_mentioned) {
        recipients = actors.split_off(1);
    }
    if actors.is_empty() && (recipients.is_empty() || pattern.needs_actor) {
        return None;
    }
    let is_lone = actors.is_empty() || recipients.is_empty();
    if pattern.trigger == Trigger::Noun && governor.is_none() && is_lone && !pattern.stands_alone {
        return None;
    }
    Some(Found {
        pattern,
        trigger: word,
        head: governor.map_or(word, |governor| governor.verb),
        actors,
        recipients,
        by: [actor_by, recipient_by],
    })
}
