//! The closed sets of labels that words, names and mentions carry.

use std::fmt;
use std::sync::Arc;

/// Universal Dependencies' word classes (UPOS).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named in full; universaldependencies.org/u/pos defines them")]
pub enum WordClass {
    Adjective,
    Adposition,
    Adverb,
    Auxiliary,
    CoordinatingConjunction,
    Determiner,
    Interjection,
    Noun,
    Numeral,
    Particle,
    Pronoun,
    ProperNoun,
    Punctuation,
    SubordinatingConjunction,
    Symbol,
    Verb,
    Other,
}

impl WordClass {
    const LABELS: [(Self, &'static str); 17] = [
        (Self::Adjective, "ADJ"),
        (Self::Adposition, "ADP"),
        (Self::Adverb, "ADV"),
        (Self::Auxiliary, "AUX"),
        (Self::CoordinatingConjunction, "CCONJ"),
        (Self::Determiner, "DET"),
        (Self::Interjection, "INTJ"),
        (Self::Noun, "NOUN"),
        (Self::Numeral, "NUM"),
        (Self::Particle, "PART"),
        (Self::Pronoun, "PRON"),
        (Self::ProperNoun, "PROPN"),
        (Self::Punctuation, "PUNCT"),
        (Self::SubordinatingConjunction, "SCONJ"),
        (Self::Symbol, "SYM"),
        (Self::Verb, "VERB"),
        (Self::Other, "X"),
    ];

    /// UD's label, e.g. `PROPN`.
    pub fn label(self) -> &'static str {
        Self::LABELS[self as usize].1
    }

    /// The class of UD's label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::LABELS.iter().find(|(_, known)| *known == label).map(|(class, _)| *class)
    }
}

/// Universal Dependencies' features of a word, e.g. `Number=Sing|Person=3|Tense=Past`; `_` where there are none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Features(Arc<str>);

impl Features {
    pub(crate) fn new(label: Arc<str>) -> Self {
        Self(label)
    }

    /// As CoNLL-U writes them.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value of a feature: `Past` for `Tense`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.split('|').find_map(|feature| feature.strip_prefix(name)?.strip_prefix('='))
    }
}

/// Universal Dependencies' relation of a word to its head, with its subtype: `nsubj:pass`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Relation(Arc<str>);

impl Relation {
    pub(crate) fn new(label: Arc<str>) -> Self {
        Self(label)
    }

    /// The whole label.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The label without its subtype: `nsubj`.
    pub fn universal(&self) -> &str {
        self.0.split(':').next().unwrap_or_default()
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Somebody.
    Person,
    /// A state, firm, party, agency, team.
    Organisation,
    /// A country, town, river, building.
    Place,
}

impl NameKind {
    /// In the order of the model's tags.
    pub(crate) const ALL: [Self; 3] = [Self::Person, Self::Organisation, Self::Place];

    /// UNER's label: `PER`, `ORG` or `LOC`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organisation => "ORG",
            Self::Place => "LOC",
        }
    }
}

/// What a mention stands for: GUM's entity types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is what it says; gucorpling.org/gum/entities.html defines them")]
pub enum MentionKind {
    Abstract,
    Animal,
    Event,
    Object,
    Organisation,
    Person,
    Place,
    Plant,
    Substance,
    Time,
}

impl MentionKind {
    const LABELS: [(Self, &'static str); 10] = [
        (Self::Abstract, "abstract"),
        (Self::Animal, "animal"),
        (Self::Event, "event"),
        (Self::Object, "object"),
        (Self::Organisation, "organization"),
        (Self::Person, "person"),
        (Self::Place, "place"),
        (Self::Plant, "plant"),
        (Self::Substance, "substance"),
        (Self::Time, "time"),
    ];

    /// GUM's label.
    pub fn label(self) -> &'static str {
        Self::LABELS[self as usize].1
    }

    /// The kind of GUM's label.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::LABELS.iter().find(|(_, known)| *known == label).map(|(kind, _)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_in_the_order_of_their_enums() {
        assert!(WordClass::LABELS.iter().all(|(class, label)| class.label() == *label));
        assert!(MentionKind::LABELS.iter().all(|(kind, label)| kind.label() == *label));
    }

    #[test]
    fn features_are_found_by_name() {
        let features = Features::new("Mood=Ind|Tense=Past".into());
        assert_eq!((features.get("Tense"), features.get("Ten")), (Some("Past"), None));
        assert_eq!(Relation::new("nsubj:pass".into()).universal(), "nsubj");
    }
}
