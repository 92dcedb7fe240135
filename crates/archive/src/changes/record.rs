//! What changed in a record, in words.

use std::fmt;

use onrecord::{CharSpan, Event, Record, Statement};

use super::pairs::{Features, pairs, words};
use crate::rows::Sliced;

/// A difference between two records of one article.
#[derive(Debug, Clone, PartialEq)]
pub enum RecordChange {
    /// A field of the article is another: headline, publication, byline.
    Field {
        /// Which.
        field: &'static str,
        /// Before.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
    /// A statement that was not there.
    StatementCame {
        /// Who makes it.
        speaker: String,
        /// Its words.
        content: String,
        /// Whether reports fold it away as unsure.
        is_unsure: bool,
    },
    /// A statement that is no longer there.
    StatementGone {
        /// Who made it.
        speaker: String,
        /// Its words.
        content: String,
        /// Whether reports fold it away as unsure.
        is_unsure: bool,
    },
    /// A statement that is given to somebody else.
    Speaker {
        /// Its words.
        content: String,
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// What a statement does is another: said, promised, denied.
    Act {
        /// Who makes it.
        speaker: String,
        /// Its words.
        content: String,
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// A statement with other words.
    Content {
        /// Who makes it.
        speaker: String,
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// An event that was not there.
    EventCame {
        /// What, as in [`RecordChange::Label`].
        event: String,
        /// Its label.
        label: String,
        /// Whether reports fold it away as unsure.
        is_unsure: bool,
    },
    /// An event that is no longer there.
    EventGone {
        /// What.
        event: String,
        /// Its label.
        label: String,
        /// Whether reports fold it away as unsure.
        is_unsure: bool,
    },
    /// What became of an event is another: planned became called-off.
    Label {
        /// What: type, who, to whom.
        event: String,
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// Who takes part in an event is another.
    Sides {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// When an event is, is another.
    When {
        /// What.
        event: String,
        /// Before.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
    /// A figure is another.
    Figure {
        /// Of what.
        what: String,
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
}

impl fmt::Display for RecordChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { field, from: Some(from), to: Some(to) } => {
                write!(f, "the {field} “{from}” became “{to}”")
            }
            Self::Field { field, from: None, to: Some(to) } => write!(f, "the {field} is now given: “{to}”"),
            Self::Field { field, from, to: None } => {
                write!(f, "the {field} “{}” is gone", from.as_deref().unwrap_or_default())
            }
            Self::StatementCame { speaker, content, is_unsure } => {
                write!(f, "a statement by {speaker} came{}: “{content}”", unsure(*is_unsure))
            }
            Self::StatementGone { speaker, content, is_unsure } => {
                write!(f, "the statement by {speaker} is gone{}: “{content}”", unsure(*is_unsure))
            }
            Self::Speaker { content, from, to } => write!(f, "“{content}” was said by {from}, now by {to}"),
            Self::Act { speaker, content, from, to } => {
                write!(f, "{speaker}: {from} became {to}: “{content}”")
            }
            Self::Content { speaker, from, to } => {
                write!(f, "the words of {speaker} went from “{from}” to “{to}”")
            }
            Self::EventCame { event, label, is_unsure } => {
                write!(f, "{event} came: {label}{}", unsure(*is_unsure))
            }
            Self::EventGone { event, label, is_unsure } => {
                write!(f, "{event} is gone: {label}{}", unsure(*is_unsure))
            }
            Self::Label { event, from, to } => write!(f, "{event}: {from} became {to}"),
            Self::Sides { from, to } => write!(f, "{from} became {to}"),
            Self::When { event, from: Some(from), to: Some(to) } => write!(f, "{event}: from {from} to {to}"),
            Self::When { event, from: None, to: Some(to) } => write!(f, "{event}: now on {to}"),
            Self::When { event, from, to: None } => {
                write!(f, "{event}: no longer on {}", from.as_deref().unwrap_or_default())
            }
            Self::Figure { what, from, to } => write!(f, "the figure went from {from} to {to}: {what}"),
        }
    }
}

fn unsure(is_unsure: bool) -> &'static str {
    if is_unsure { " (unsure)" } else { "" }
}

pub(super) fn changes(before: &Record<CharSpan>, after: &Record<CharSpan>) -> Vec<RecordChange> {
    let (old, new) = (View::of(before), View::of(after));
    let mut changes = fields(before, after);
    old.statements_to(&new, &mut changes);
    old.events_to(&new, &mut changes);
    changes
}

fn fields(before: &Record<CharSpan>, after: &Record<CharSpan>) -> Vec<RecordChange> {
    let bylines = |record: &Record<CharSpan>| {
        let names: Vec<&str> = record.article.bylines.iter().map(|byline| byline.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let (old, new) = (&before.article, &after.article);
    let pairs = [
        ("headline", old.headline.clone(), new.headline.clone()),
        ("byline", bylines(before), bylines(after)),
        ("time of publication", old.published.clone(), new.published.clone()),
    ];
    let changed = pairs.into_iter().filter(|(_, from, to)| from != to);
    changed.map(|(field, from, to)| RecordChange::Field { field, from, to }).collect()
}

/// A record with what is needed to tell of it.
struct View<'a> {
    record: &'a Record<CharSpan>,
    sliced: Sliced<'a>,
}

impl<'a> View<'a> {
    fn of(record: &'a Record<CharSpan>) -> Self {
        Self { record, sliced: Sliced::of(&record.article.text) }
    }

    fn name(&self, id: &str) -> &str {
        self.record.actors.iter().find(|actor| actor.id == id).map_or("somebody", |actor| &actor.name)
    }

    fn speaker(&self, statement: &Statement<CharSpan>) -> String {
        let source = &statement.source;
        let named = source.actor.as_deref().map(|id| self.name(id).to_owned());
        named.or_else(|| source.description.clone()).unwrap_or_else(|| "somebody".to_owned())
    }

    fn content(&self, statement: &Statement<CharSpan>) -> String {
        self.sliced.joined(&statement.content)
    }

    fn names(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(" and ")
    }

    /// "CONSULT of Norway with or to Sweden", as far as they are known.
    fn event(&self, event: &Event<CharSpan>) -> String {
        let mut told = event.r#type.label().to_owned();
        if !event.actors.is_empty() {
            told = format!("{told} by {}", self.names(&event.actors));
        }
        if !event.recipients.is_empty() {
            told = format!("{told} to {}", self.names(&event.recipients));
        }
        if event.actors.is_empty() && event.recipients.is_empty() {
            let trigger = self.sliced.words(event.trigger).unwrap_or_default();
            told = format!("{told} “{trigger}”");
        }
        told
    }

    fn day(&self, event: &Event<CharSpan>) -> Option<&str> {
        let id = event.time.as_ref()?;
        self.record.times.iter().find(|time| time.id == *id)?.value.as_deref()
    }

    fn statements_to(&self, new: &View<'_>, changes: &mut Vec<RecordChange>) {
        let features = |view: &View<'_>| -> Vec<Features> {
            let all = view.record.statements.iter();
            all.map(|said| Features { who: view.speaker(said), words: words(&view.content(said)) }).collect()
        };
        let paired = pairs(&features(self), &features(new));
        for (old, said) in self.record.statements.iter().enumerate() {
            match paired.iter().find(|(at, _)| *at == old) {
                Some((_, at)) => self.statement_to(said, new, &new.record.statements[*at], changes),
                None => changes.push(self.gone(said)),
            }
        }
        for (at, said) in new.record.statements.iter().enumerate() {
            if !paired.iter().any(|(_, new)| *new == at) {
                changes.push(new.came(said));
            }
        }
    }

    fn gone(&self, said: &Statement<CharSpan>) -> RecordChange {
        let (speaker, content) = (self.speaker(said), self.content(said));
        RecordChange::StatementGone { speaker, content, is_unsure: said.is_unsure() }
    }

    fn came(&self, said: &Statement<CharSpan>) -> RecordChange {
        let (speaker, content) = (self.speaker(said), self.content(said));
        RecordChange::StatementCame { speaker, content, is_unsure: said.is_unsure() }
    }

    fn statement_to(
        &self,
        old: &Statement<CharSpan>,
        view: &View<'_>,
        new: &Statement<CharSpan>,
        changes: &mut Vec<RecordChange>,
    ) {
        let (from, to) = (self.content(old), view.content(new));
        let (was, speaker) = (self.speaker(old), view.speaker(new));
        let has_other_words = words(&from) != words(&to);
        // Other words of somebody else are another statement: told as one, nobody would have said the half of it.
        if was != speaker && has_other_words {
            changes.push(self.gone(old));
            changes.push(view.came(new));
            return;
        }
        if was != speaker {
            changes.push(RecordChange::Speaker { content: to.clone(), from: was, to: speaker.clone() });
        }
        let act = |said: &Statement<CharSpan>| format!("{:?}", said.act).to_lowercase();
        if old.act != new.act {
            let (speaker, content) = (speaker.clone(), to.clone());
            changes.push(RecordChange::Act { speaker, content, from: act(old), to: act(new) });
        }
        if has_other_words {
            changes.push(RecordChange::Content { speaker, from, to });
        }
    }

    fn events_to(&self, new: &View<'_>, changes: &mut Vec<RecordChange>) {
        let features = |view: &View<'_>| -> Vec<Features> {
            let all = view.record.events.iter();
            all.map(|event| Features {
                who: view.event(event),
                words: words(&view.sliced.joined(&event.evidence)),
            })
            .collect()
        };
        let paired: Vec<(usize, usize)> = pairs(&features(self), &features(new))
            .into_iter()
            .filter(|(old, at)| self.record.events[*old].r#type == new.record.events[*at].r#type)
            .collect();
        for (old, event) in self.record.events.iter().enumerate() {
            if let Some((_, at)) = paired.iter().find(|(at, _)| *at == old) {
                self.event_to(event, new, &new.record.events[*at], changes);
            } else {
                let (label, is_unsure) = (event.label.label().to_owned(), event.is_unsure());
                changes.push(RecordChange::EventGone { event: self.event(event), label, is_unsure });
            }
        }
        for (at, event) in new.record.events.iter().enumerate() {
            if !paired.iter().any(|(_, new)| *new == at) {
                let (label, is_unsure) = (event.label.label().to_owned(), event.is_unsure());
                changes.push(RecordChange::EventCame { event: new.event(event), label, is_unsure });
            }
        }
    }

    fn event_to(
        &self,
        old: &Event<CharSpan>,
        view: &View<'_>,
        new: &Event<CharSpan>,
        changes: &mut Vec<RecordChange>,
    ) {
        let event = view.event(new);
        if self.event(old) != event {
            changes.push(RecordChange::Sides { from: self.event(old), to: event.clone() });
        }
        if old.label != new.label {
            let (from, to) = (old.label.label().to_owned(), new.label.label().to_owned());
            changes.push(RecordChange::Label { event: event.clone(), from, to });
        }
        let (from, to) = (self.day(old).map(str::to_owned), view.day(new).map(str::to_owned));
        if from != to {
            changes.push(RecordChange::When { event: event.clone(), from, to });
        }
        for count in &new.counts {
            let before = old.counts.iter().find(|before| before.what == count.what);
            if let Some(before) = before.filter(|before| before.value != count.value) {
                let figure = |view: &View<'_>, span| view.sliced.words(span).unwrap_or_default().to_owned();
                let (from, to) = (figure(self, before.span), figure(view, count.span));
                changes.push(RecordChange::Figure { what: count.what.clone(), from, to });
            }
        }
    }
}
