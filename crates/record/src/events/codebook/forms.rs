//! The inflected forms of a dictionary form.
//!
//! Words are looked up by the forms in which they are written, not by the lemma that the model guesses, because a guess
//! that is wrong by a letter ("offere") would lose the event. Irregular forms are a list of the codebook
//! (`irregular`: "give gave given").

use std::collections::HashMap;

use super::Trigger;

/// The regular forms of any word, and the irregular ones of those listed.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    irregular: HashMap<String, Vec<String>>,
}

impl Forms {
    /// Lines of forms, the dictionary form first.
    pub(crate) fn of(lines: impl IntoIterator<Item = String>) -> Self {
        let mut irregular: HashMap<String, Vec<String>> = HashMap::new();
        for line in lines {
            let mut words = line.split_whitespace().map(str::to_owned);
            if let Some(lemma) = words.next() {
                irregular.entry(lemma).or_default().extend(words);
            }
        }
        Self { irregular }
    }

    /// All forms that a word of a class may be written in.
    pub(crate) fn of_word(&self, trigger: Trigger, lemma: &str) -> Vec<String> {
        let mut forms = vec![lemma.to_owned()];
        match trigger {
            Trigger::Adjective => {}
            Trigger::Noun => forms.push(with_s(lemma)),
            Trigger::Verb => {
                forms.push(with_s(lemma));
                for stem in stems(lemma) {
                    forms.push(format!("{stem}ing"));
                    forms.push(format!("{stem}ed"));
                }
            }
        }
        forms.extend(self.irregular.get(lemma).into_iter().flatten().cloned());
        forms.sort();
        forms.dedup();
        forms
    }

    /// All forms of a word of unknown class.
    pub(crate) fn of_any(&self, lemma: &str) -> Vec<String> {
        self.of_word(Trigger::Verb, lemma)
    }
}

/// With the "s" of plurals and third persons: `attacks`, `flees`, `catches`, `tries`.
fn with_s(word: &str) -> String {
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") || word.ends_with("go")
    {
        return format!("{word}es");
    }
    format!("{word}s")
}

/// What "ing" and "ed" are put to: `agre` and `agree`, `tri` and `try`, `ban` and `bann`. Too many do no harm: nobody
/// writes them.
fn stems(verb: &str) -> Vec<String> {
    let mut stems = vec![verb.to_owned()];
    if let Some(stem) = verb.strip_suffix('e') {
        stems.push(stem.to_owned());
    }
    if let Some(stem) = verb.strip_suffix('y') {
        stems.push(format!("{stem}i"));
    }
    if verb.ends_with("ic") {
        stems.push(format!("{verb}k"));
    }
    if let Some(last) = verb.chars().last().filter(|last| !"aeiouywx".contains(*last)) {
        stems.push(format!("{verb}{last}"));
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_written_as_english_does() {
        let forms = Forms::of(["give gave given".to_owned()]);
        for (lemma, form) in [
            ("agree", "agreed"),
            ("agree", "agreeing"),
            ("ban", "banned"),
            ("try", "tries"),
            ("deny", "denied"),
            ("launch", "launches"),
            ("give", "given"),
            ("give", "giving"),
            ("veto", "vetoed"),
            ("mimic", "mimicked"),
        ] {
            assert!(forms.of_word(Trigger::Verb, lemma).contains(&form.to_owned()), "{lemma} {form}");
        }
        assert_eq!(forms.of_word(Trigger::Noun, "treaty"), ["treaties", "treaty"]);
    }
}
