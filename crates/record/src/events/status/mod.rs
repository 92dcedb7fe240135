//! What became of an event, and how it was put: read off the words over and beside its own.

mod clauses;

use super::codebook::{Codebook, Operator, Pattern, Place, Trigger};
use super::matching::Found;
use super::tree::Tree;
use crate::record::{Stance, Status};

/// How many words over an event are asked.
const MOST_LEVELS: usize = 12;

/// Under this the model's factuality says that an event without a cue did not happen.
const UNREAL: f32 = -0.5;

/// Over this it says that what was done for a purpose reached it: "flew to Oslo [to meet] the king".
const REAL: f32 = 1.0;

/// The same of what is said: a demand, an offer, an accusation.
const UNSAID: f32 = -1.5;

/// What the words tell of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub(crate) status: Status,
    pub(crate) stance: Option<Stance>,
    pub(crate) is_background: bool,
    /// Whether it stands in a condition itself.
    pub(crate) is_condition: bool,
    /// The head of the clause that it hangs on.
    pub(crate) condition: Option<usize>,
    /// Whether its own words settle how it was put, so that the act of the statement around it does not: what "could"
    /// happen is not demanded, and what is somebody's ("its occupation") is told as given.
    pub(crate) is_settled: bool,
}

/// Reads what became of the event that a pattern names.
pub(crate) struct StatusReader<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) codebook: &'a Codebook,
    pub(crate) pattern: &'a Pattern,
}

/// What became of each event, those that another puts forward included.
pub(crate) fn readings(
    tree: &Tree<'_>,
    codebook: &Codebook,
    found: &[Found<'_>],
    put_by: &[Option<usize>],
) -> Vec<Reading> {
    let reader = |number: usize| StatusReader { tree, codebook, pattern: found[number].pattern };
    let own: Vec<Reading> =
        (0..found.len()).map(|at| reader(at).read(found[at].head, found[at].trigger)).collect();
    let put = |number: usize| {
        let mut reading = own[number];
        let stands = |parent: usize| {
            let content = found[parent].pattern.content;
            let (own, head) = (reader(number), found[number].head);
            let is_fact = tree.word(head).head.is_some_and(|over| own.is_fact_under(head, over));
            // "demanded an admission that they [attacked] it": a clause in its own tense is not what is demanded.
            let is_told = matches!(content, Some(stance) if !matches!(stance, Stance::Asserted | Stance::Denied))
                && own.is_told(head);
            !is_answered(&found[number], &found[parent]) && !is_fact && !is_told
        };
        if let Some(parent) = put_by[number].filter(|parent| stands(*parent)) {
            let above = std::iter::successors(put_by[number], |at| put_by[*at]).take(MOST_LEVELS);
            let is_open = above
                .into_iter()
                .any(|at| own[at].status == Status::Hypothetical && own[at].stance.is_none());
            put(&mut reading, found[parent].pattern.content, is_open);
        }
        reading
    };
    (0..found.len()).map(put).collect()
}

/// Whether an event is words that another answers: "rejected the [demand]" leaves it made.
fn is_answered(event: &Found<'_>, parent: &Found<'_>) -> bool {
    let (own, over) = (event.pattern, parent.pattern);
    own.trigger == Trigger::Noun && own.content.is_some() && over.content == Some(Stance::Asserted)
}

/// Turns an event that is put forward into what it is: not done yet, and with the stance of what puts it forward, unless
/// that is only thought of itself (`is_open`): "hoped that they would agree to [leave]".
fn put(reading: &mut Reading, content: Option<Stance>, is_open: bool) {
    let Some(stance) = content else { return };
    if stance == Stance::Asserted {
        reading.status = if is_open { Status::Hypothetical } else { Status::NotDone };
        return;
    }
    let is_meant = matches!(stance, Stance::Promised | Stance::Offered) && !is_open;
    if !is_open {
        reading.stance = Some(stance);
    }
    if !matches!(reading.status, Status::NotDone | Status::CalledOff) {
        reading.status = if is_meant { Status::Planned } else { Status::Hypothetical };
    }
}

/// A reading on its way up the tree.
#[derive(Debug, Clone, Copy, Default)]
struct Layers {
    status: Option<Status>,
    stance: Option<Stance>,
    is_background: bool,
    condition: Option<usize>,
    /// Whether an auxiliary says that it is only thought of.
    is_modal: bool,
}

impl StatusReader<'_> {
    /// Reads an event by the word that its grammar hangs on; `trigger` is its own word.
    pub(crate) fn read(&self, head: usize, trigger: usize) -> Reading {
        let mut layers = Layers::default();
        if self.pattern.is_refusal {
            // "will not accept": the negation and the future are the refusal itself.
            self.opened(head, &mut layers);
            layers.condition = self.condition(head);
        } else if trigger == head {
            self.own(head, &mut layers);
        } else {
            self.beside(trigger, &mut layers);
            self.governor(head, trigger, &mut layers);
        }
        // "the recent attack": nothing over it takes that back.
        let is_told = layers.status == Some(Status::Occurred);
        if self.is_performed(head) {
            layers.status = Some(Status::Occurred);
        } else if !self.is_condition(head) {
            self.climb(head, &mut layers);
        }
        if is_told && layers.stance != Some(Stance::Denied) {
            layers.status = Some(Status::Occurred);
        }
        if matches!(layers.status, None | Some(Status::Ongoing)) && self.is_asked(head) {
            layers.status = Some(Status::Hypothetical);
            layers.is_modal = true;
        }
        if layers.status.is_none() && self.tree.is_imperative(head) {
            layers.status = Some(Status::Hypothetical);
            layers.stance = Some(Stance::Demanded);
        }
        let is_given = layers.status.is_none() && self.is_given(trigger);
        let status = layers.status.unwrap_or_else(|| self.without_cue(head, trigger));
        Reading {
            status,
            stance: layers.stance,
            is_background: layers.is_background,
            is_condition: self.is_condition(head),
            condition: layers.condition,
            is_settled: is_given || layers.is_modal,
        }
    }

    /// What became of an event of which no word tells it: what is put forward, refused or accused of was said; a headline's
    /// infinitive ("Mali to host talks") is to come; of the rest the model's factuality decides.
    fn without_cue(&self, head: usize, trigger: usize) -> Status {
        let tree = self.tree;
        if tree.is_infinitive(head) {
            let is_headline =
                matches!(tree.relation(head), "root" | "parataxis") && tree.word(head).factuality < REAL;
            if is_headline || tree.with(head, &["cop", "aux"]).any(|be| tree.lemma(be) == "be") {
                return Status::Planned;
            }
        }
        if self.pattern.is_refusal || self.is_hearsay(head) || self.is_given(trigger) {
            return Status::Occurred;
        }
        let is_aim = tree.is_infinitive(head) && tree.relation(head) == "acl";
        let line = match self.pattern.content {
            Some(_) => UNSAID,
            None if is_aim => 0.0,
            None => UNREAL,
        };
        if tree.word(trigger).factuality < line { Status::Hypothetical } else { Status::Occurred }
    }

    /// The verb over a noun's event: one that says what became of it ("[cancelled] the visit"), or only its tense.
    fn governor(&self, verb: usize, noun: usize, layers: &mut Layers) {
        let is_subject = self.tree.full_relation(noun) == "nsubj"
            || self.tree.with(verb, &["obj"]).next().is_none() && !self.tree.is_passive(verb);
        let way = if is_subject { "subject" } else { "object" };
        if self.operator(verb, noun, Trigger::Verb, way).is_some() {
            self.over(verb, noun, way, layers);
        } else {
            self.own(verb, layers);
        }
    }

    fn climb(&self, head: usize, layers: &mut Layers) {
        let tree = self.tree;
        let mut word = head;
        for _ in 0..MOST_LEVELS {
            let Some(over) = tree.word(word).head else { return };
            let relation = tree.full_relation(word);
            if self.is_false_report(over) {
                layers.status = Some(Status::NotDone);
                return;
            }
            if matches!(relation, "ccomp" | "acl") && self.is_fact_under(word, over) {
                return;
            }
            let way = match relation {
                "xcomp" | "ccomp" | "csubj" => "clause",
                "acl" if tree.is_infinitive(word) || tree.with(word, &["mark"]).next().is_some() => "clause",
                "obj" | "nsubj:pass" => "object",
                "nsubj" => "subject",
                "obl" | "nmod" if self.is_aside(word) => return,
                "obl" | "nmod" => "inside",
                "compound" | "nmod:poss" => "modifier",
                "conj" => "beside",
                "advcl" if self.is_governed(word) && self.over(over, word, "clause", layers) => {
                    word = over;
                    continue;
                }
                "advcl" => return self.adverbial(word, over, layers),
                _ => return,
            };
            if way == "beside" {
                let is_past = tree.word(word).features.get("VerbForm") == Some("Fin") && self.is_past(word);
                // "pressed him to leave and [lobbied]": the second is the outer verb's.
                if is_past && tree.is_infinitive(over) {
                    return;
                }
                // "would meet and [sign]": the second verb has the first one's auxiliaries, unless it has a subject or its own tense.
                if is_past || tree.with(word, &["nsubj", "aux"]).next().is_some() {
                    word = over;
                    continue;
                }
                if layers.status != Some(Status::NotDone) {
                    self.own(over, layers);
                }
                word = over;
                continue;
            }
            if !self.over(over, word, way, layers) {
                return;
            }
            word = over;
        }
    }

    /// Applies the word over an event; false where what is further up tells no more of it.
    fn over(&self, over: usize, word: usize, way: &str, layers: &mut Layers) -> bool {
        let Some(trigger) = Trigger::of(self.tree.word(over).class) else { return false };
        let operator = self.operator(over, word, trigger, way);
        let mut outer = Layers::default();
        self.own(over, &mut outer);
        if let Some(operator) = operator {
            let is_kept = self.pattern.content.is_some()
                && (operator.status, outer.status) == (Some(Status::CalledOff), Some(Status::NotDone));
            // Who has "not dropped a demand" goes on demanding; who has "not cancelled a visit" has yet to come.
            let across = if is_kept { Some(Status::Ongoing) } else { across(operator.status, outer.status) };
            layers.status = combine(layers.status, across);
            let is_open = matches!(operator.status, Some(Status::Hypothetical | Status::NotDone))
                || outer.status == Some(Status::Hypothetical);
            // The outermost tells how it was put: what is "hoped" to be promised is not promised.
            layers.stance = if is_open { operator.stance } else { operator.stance.or(layers.stance) };
            layers.is_background |= operator.is_background;
            layers.condition = layers.condition.or(outer.condition);
            return true;
        }
        if way == "clause" && layers.status.is_none() {
            layers.status = outer.status;
            return true;
        }
        // "will respond to an [attack]": which there may never be.
        let is_any = way == "inside"
            && self.tree.with(word, &["det"]).any(|det| matches!(self.tree.form(det), "a" | "an"));
        if is_any
            && layers.status.is_none()
            && matches!(outer.status, Some(Status::Planned | Status::Hypothetical))
        {
            layers.status = Some(Status::Hypothetical);
        }
        matches!(trigger, Trigger::Noun) && way != "subject" && layers.status.is_none()
    }

    fn operator(&self, over: usize, word: usize, trigger: Trigger, way: &str) -> Option<&Operator> {
        let tree = self.tree;
        self.codebook.operators_of(Place::Over(trigger), tree.form(over)).find(|operator| {
            let hangs = operator.over.is_empty() || operator.over.iter().any(|known| known == way);
            let has_particle = operator
                .particle
                .as_ref()
                .is_none_or(|particle| tree.children(over).iter().any(|child| tree.form(*child) == particle));
            let is_in_tense = operator.is_past.is_none_or(|is_past| is_past == self.is_past(over));
            let is_of = !operator.not_of.contains(&self.pattern.event);
            let is_in_mood = !operator.is_told || self.is_told(word);
            // "discussed his [opposition]": an attitude with an owner is there.
            let is_attitude = || {
                operator.stance.is_none()
                    && matches!(operator.status, Some(Status::Hypothetical | Status::Planned))
                    && self.is_held(word)
            };
            hangs
                && is_in_mood
                && !is_attitude()
                && has_particle
                && is_in_tense
                && is_of
                && (!operator.of_another || self.is_another(over, word))
        })
    }

    /// A clause that hangs on another as an adverb: a purpose shares what became of its verb where the model holds it for
    /// done; a condition is only thought of.
    fn adverbial(&self, word: usize, over: usize, layers: &mut Layers) {
        if layers.status.is_none() && self.tree.is_infinitive(word) {
            let mut outer = Layers::default();
            self.own(over, &mut outer);
            let is_done = self.tree.word(word).factuality > REAL;
            layers.status = if is_done { outer.status } else { Some(Status::Planned) };
        }
    }

    /// What auxiliaries, adverbs, conjunctions and inflection say beside a word itself.
    fn own(&self, word: usize, layers: &mut Layers) {
        let tree = self.tree;
        let mut status = None;
        for auxiliary in tree.with(word, &["aux", "cop"]) {
            let form = tree.form(auxiliary);
            if self.codebook.lists("backshifted", form) && self.is_reported(word) {
                status = Some(Status::Planned);
            } else if let Some(operator) = self.codebook.operators_of(Place::Auxiliary, form).next() {
                status = operator.status.or(status);
                layers.is_modal |= operator.status == Some(Status::Hypothetical) && operator.stance.is_none();
                layers.stance = layers.stance.or(operator.stance);
            }
        }
        if status.is_none() && self.is_progressive(word) {
            status = Some(Status::Ongoing);
        }
        layers.status = combine(layers.status, status);
        self.beside(word, layers);
        if self.has_nothing(word) {
            layers.status = combine(layers.status, Some(Status::NotDone));
        }
        self.opened(word, layers);
        if layers.condition.is_none()
            && !matches!(layers.status, None | Some(Status::Occurred | Status::Ongoing))
        {
            layers.condition = self.condition(word);
        }
    }

    /// What the word that opens its clause says: "[if] they leave", "[rather than] leave".
    fn opened(&self, word: usize, layers: &mut Layers) {
        let tree = self.tree;
        for mark in tree.with(word, &["mark", "cc"]) {
            if let Some(operator) = self.codebook.operators_of(Place::Conjunction, tree.form(mark)).next() {
                layers.status = combine(layers.status, operator.status);
            }
        }
    }

    fn beside(&self, word: usize, layers: &mut Layers) {
        for child in self.tree.children(word) {
            let stands = matches!(
                self.tree.relation(*child),
                "advmod" | "det" | "amod" | "compound" | "cc" | "discourse"
            );
            // "not only" denies nothing.
            let is_focus = *child + 1 < self.tree.analysis.words.len()
                && self.codebook.lists("negation", self.tree.form(*child))
                && self.codebook.lists("focus", self.tree.form(*child + 1));
            if let Some(operator) = self
                .codebook
                .operators_of(Place::Beside, self.tree.form(*child))
                .next()
                .filter(|_| stands && !is_focus)
            {
                layers.status = combine(layers.status, operator.status);
                layers.stance = layers.stance.or(operator.stance);
                layers.is_background |= operator.is_background;
            }
        }
    }
}

/// What became of an event of which an inner word says one thing and an outer word another.
fn combine(inner: Option<Status>, outer: Option<Status>) -> Option<Status> {
    use Status::{CalledOff, Failed, Hypothetical, NotDone, Occurred, Ongoing, Planned, Postponed};
    match (inner, outer) {
        (None, other) | (other, None) => other,
        (Some(CalledOff | Failed | NotDone | Postponed), Some(Hypothetical)) => Some(Hypothetical),
        (Some(settled @ (CalledOff | Failed | NotDone | Postponed)), Some(_)) => Some(settled),
        (Some(Planned | Hypothetical), Some(Occurred | Ongoing)) => inner,
        (Some(Hypothetical), Some(Planned)) => inner,
        (Some(_), Some(outer)) => Some(outer),
    }
}

/// What an operator says when it is itself denied, planned or only thought of: who "does not plan" to do a thing will
/// not, who "did not fail" did.
fn across(operator: Option<Status>, own: Option<Status>) -> Option<Status> {
    use Status::{CalledOff, Failed, Hypothetical, NotDone, Occurred, Ongoing, Planned};
    match (operator, own) {
        (Some(Failed), Some(NotDone)) => Some(Occurred),
        // Who "has not ruled it out" may.
        (Some(NotDone), Some(NotDone)) => Some(Hypothetical),
        (Some(CalledOff), Some(NotDone)) => Some(Planned),
        (_, Some(NotDone)) => Some(NotDone),
        (Some(Failed | CalledOff | NotDone), Some(Planned)) => operator,
        (_, Some(Hypothetical)) => Some(Hypothetical),
        (None | Some(Occurred | Ongoing), own) => own.or(operator),
        (operator, _) => operator,
    }
}
