//! When a name is the one that a judge wrote down.

use std::str::FromStr;

use anyhow::bail;

/// Whether the article names the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaker {
    Named,
    Unnamed,
    /// Nobody speaks there, or the article does not tell who.
    Unclear,
}

impl FromStr for Speaker {
    type Err = anyhow::Error;

    fn from_str(word: &str) -> anyhow::Result<Self> {
        Ok(match word {
            "named" => Self::Named,
            "unnamed" => Self::Unnamed,
            "unclear" => Self::Unclear,
            other => bail!("a speaker is named, unnamed or unclear, not {other:?}"),
        })
    }
}

/// What the reader made of a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// The actor has the speaker's full name.
    Right,
    /// The actor has a part of the speaker's name, and nothing fuller.
    Short,
    /// The actor is another.
    Wrong,
    /// There is a statement, but nobody made it.
    NoActor,
    /// No statement has its source there.
    Missed,
}

/// What became of a speaker whose actor has this name and these aliases, or who is only described, when any of some
/// names is right.
pub(crate) fn judge(
    actor: Option<(&String, &Vec<String>)>,
    description: Option<&str>,
    speaker: Speaker,
    names: &[String],
) -> Outcome {
    let full = actor.into_iter().flat_map(|(name, aliases)| std::iter::once(name).chain(aliases));
    let found: Vec<Vec<String>> = full.map(String::as_str).chain(description).map(words).collect();
    let wanted: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
    let any = |test: fn(&[String], &[String]) -> bool| {
        wanted.iter().any(|wanted| found.iter().any(|found| test(found, wanted)))
    };
    match speaker {
        Speaker::Named if actor.is_none() => Outcome::NoActor,
        _ if found.is_empty() => Outcome::NoActor,
        Speaker::Named if any(is_name_of) => Outcome::Right,
        Speaker::Unnamed if any(contains) => Outcome::Right,
        Speaker::Named if any(is_part_of) => Outcome::Short,
        _ => Outcome::Wrong,
    }
}

/// What is not part of a name: it may be there or not.
const AROUND_NAMES: [&str; 16] = [
    "the",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "rep",
    "gov",
    "gen",
    "senator",
    "governor",
    "secretary",
    "president",
    "chancellor",
    "jr",
    "sr",
];

/// The words of a name in small letters, without titles, articles and marks.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace(['’', '\''], " ");
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "s");
    words.filter(|word| !AROUND_NAMES.contains(word)).map(str::to_owned).collect()
}

/// Whether two names are one: the same words, or more of them between the same first and last ("Hillary Rodham
/// Clinton" is "Hillary Clinton").
fn is_name_of(found: &[String], wanted: &[String]) -> bool {
    let same_ends = found.len() > 1
        && wanted.len() > 1
        && found.first() == wanted.first()
        && found.last() == wanted.last()
        && contains(found, wanted);
    found == wanted || same_ends
}

/// Whether a name is less than the full one: "Clinton" for "Hillary Clinton".
fn is_part_of(found: &[String], wanted: &[String]) -> bool {
    !found.is_empty() && found.len() < wanted.len() && contains(wanted, found)
}

/// Whether a name or description has all of some words.
fn contains(longer: &[String], shorter: &[String]) -> bool {
    !shorter.is_empty() && shorter.iter().all(|word| longer.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_titles_and_middle_names() {
        for (found, wanted, is_same, is_part) in [
            ("Sen. Ana Ruiz", "Ana Ruiz", true, false),
            ("Ana María Ruiz", "Ana Ruiz", true, false),
            ("Ruiz", "Ana Ruiz", false, true),
            ("Bruno Ruiz", "Ana Ruiz", false, false),
            ("Ruiz campaign", "Ruiz", false, false),
            ("the Ruiz campaign", "Ruiz campaign", true, false),
            ("", "Ana Ruiz", false, false),
        ] {
            let (found, wanted) = (words(found), words(wanted));
            assert_eq!(is_name_of(&found, &wanted), is_same, "{found:?} is {wanted:?}");
            assert_eq!(is_part_of(&found, &wanted), is_part, "{found:?} is part of {wanted:?}");
        }
    }
}
