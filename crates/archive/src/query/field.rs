//! The fields that a query may ask for.

use onrecord::{EventType, Label, Status};

/// What a field's values are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// A name, whole or in part.
    Name,
    /// One of some codes.
    OneOf(Vec<&'static str>),
    /// Days.
    Days,
    /// `yes`, `no`, or the name of who does it.
    YesNoOrName,
}

/// Makes the enum of fields, with the name that each has in a query.
macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A field of the query language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $variant,)*
        }

        impl Field {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// As a query writes it, without the colon.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

fields! {
    /// Who said it, or did it.
    By = "by",
    /// To whom it was said, or done.
    To = "to",
    /// Whom or what it is about: an actor or a place.
    About = "about",
    /// What it is: a statement, an event or an article, or a kind of statement.
    Kind = "kind",
    /// What a statement does.
    Act = "act",
    /// PLOVER's type of an event.
    Type = "type",
    /// The one word shown of an event.
    Label = "label",
    /// Where: a place, or a country by name or code.
    Place = "place",
    /// Who published it.
    Outlet = "outlet",
    /// By what medium, or in whose telling.
    Via = "via",
    /// When it was said or reported.
    Said = "said",
    /// When it happened or is to happen.
    When = "when",
    /// Whether an event is denied, or by whom.
    Denied = "denied",
    /// In whose words a statement is.
    Form = "form",
    /// PLOVER's mode of an event.
    Mode = "mode",
    /// What became of an event.
    Status = "status",
    /// Who did it (events alone).
    Actor = "actor",
    /// To whom it was done (events alone).
    Recipient = "recipient",
    /// The language of the article.
    Lang = "lang",
    /// A piece of the article's address.
    Url = "url",
}

/// What there is to look for; `kind:` takes these beside the kinds of statements.
const ITEMS: [&str; 3] = ["statement", "event", "article"];
const STATEMENT_KINDS: [&str; 4] = ["speech", "document", "thought", "intention"];
const FORMS: [&str; 3] = ["direct", "indirect", "mixed"];
const ACTS: [&str; 22] = [
    "say", "claim", "confirm", "deny", "admit", "ask", "demand", "order", "advise", "propose", "offer",
    "promise", "threaten", "warn", "accept", "reject", "praise", "condemn", "accuse", "predict", "announce",
    "think",
];

impl Field {
    /// The field of a name, in small or capital letters.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// What its values are.
    pub fn takes(self) -> Takes {
        match self {
            Self::By | Self::To | Self::About | Self::Place | Self::Outlet | Self::Via => Takes::Name,
            Self::Actor | Self::Recipient | Self::Mode | Self::Lang | Self::Url => Takes::Name,
            Self::Kind => Takes::OneOf(ITEMS.into_iter().chain(STATEMENT_KINDS).collect()),
            Self::Act => Takes::OneOf(ACTS.to_vec()),
            Self::Form => Takes::OneOf(FORMS.to_vec()),
            Self::Type => Takes::OneOf(EventType::ALL.iter().map(|known| known.label()).collect()),
            Self::Label => Takes::OneOf(Label::ALL.iter().map(|known| known.label()).collect()),
            Self::Status => Takes::OneOf(Status::ALL.iter().map(|known| known.label()).collect()),
            Self::Said | Self::When => Takes::Days,
            Self::Denied => Takes::YesNoOrName,
        }
    }

    /// Whether only statements and events have it, not articles.
    pub fn is_of_items(self) -> bool {
        match self {
            Self::Outlet | Self::Lang | Self::Url | Self::Said | Self::Kind => false,
            Self::By | Self::To | Self::About | Self::Act | Self::Type | Self::Label | Self::Place => true,
            Self::Via | Self::When | Self::Denied | Self::Form | Self::Mode | Self::Status => true,
            Self::Actor | Self::Recipient => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord::{Act, Form, StatementKind};
    use serde::de::DeserializeOwned;

    fn all_are<T: DeserializeOwned>(codes: &[&str]) -> bool {
        codes.iter().all(|code| serde_json::from_value::<T>((*code).into()).is_ok())
    }

    /// Acts of a later version would be unknown to the query language; the schema counts them.
    #[test]
    fn the_codes_are_those_of_the_record() {
        assert!(
            all_are::<Act>(&ACTS) && all_are::<Form>(&FORMS) && all_are::<StatementKind>(&STATEMENT_KINDS)
        );
        let schema = schemars::schema_for!(Act).to_value();
        let known = schema["oneOf"].as_array().or(schema["enum"].as_array()).expect("acts are an enum");
        assert_eq!(known.len(), ACTS.len());
    }

    #[test]
    fn names_are_unique_and_found_in_any_letters() {
        for field in Field::ALL {
            assert_eq!(Field::named(&field.name().to_uppercase()), Some(*field));
        }
    }
}
