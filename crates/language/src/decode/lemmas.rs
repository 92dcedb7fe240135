//! Lemmas, as scripts that turn the written word into its dictionary form (Chrupała 2006).

/// How letters are cased before the ending is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    AsWritten,
    Title,
}

/// `case|drop|add`: set the case, drop so many characters at the end, add others. `killed` → `kill` is `l|2|`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LemmaScript {
    case: Case,
    drop: usize,
    add: String,
}

impl LemmaScript {
    /// Reads a label.
    pub(crate) fn parse(label: &str) -> Option<Self> {
        let mut fields = label.splitn(3, '|');
        let case = match fields.next()? {
            "l" => Case::Lower,
            "k" => Case::AsWritten,
            "t" => Case::Title,
            _ => return None,
        };
        Some(Self { case, drop: fields.next()?.parse().ok()?, add: fields.next()?.to_owned() })
    }

    /// The lemma of a word; the word in lower case where the script leaves nothing of it.
    pub(crate) fn apply(&self, word: &str) -> String {
        let mut lemma = match self.case {
            Case::Lower => word.to_lowercase(),
            Case::AsWritten => word.to_owned(),
            Case::Title => titled(word),
        };
        let kept = match self.drop {
            0 => lemma.len(),
            drop => lemma.char_indices().rev().nth(drop - 1).map_or(0, |(at, _)| at),
        };
        lemma.truncate(kept);
        lemma.push_str(&self.add);
        if lemma.is_empty() { word.to_lowercase() } else { lemma }
    }
}

fn titled(word: &str) -> String {
    let mut chars = word.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + &chars.as_str().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_make_lemmas() {
        let lemma = |script: &str, word: &str| LemmaScript::parse(script).unwrap().apply(word);
        assert_eq!(lemma("l|2|", "Killed"), "kill");
        assert_eq!(lemma("l|2|ot", "n't"), "not");
        assert_eq!(lemma("k|1|", "Émigrés"), "Émigré");
        assert_eq!(lemma("t|0|", "KYIV"), "Kyiv");
        assert_eq!(lemma("l|9|be", "am"), "be");
        assert_eq!(lemma("l|9|", "am"), "am");
        assert_eq!(LemmaScript::parse("x|0|"), None);
    }
}
