//! Checks the lists of `data/statements` and turns them into constants.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;

use super::load;

/// The acts of a Statement, as `src/record/statement.rs` has them.
const ACTS: [&str; 22] = [
    "Say", "Claim", "Confirm", "Deny", "Admit", "Ask", "Demand", "Order", "Advise", "Propose", "Offer",
    "Promise", "Threaten", "Warn", "Accept", "Reject", "Praise", "Condemn", "Accuse", "Predict", "Announce",
    "Think",
];

const KINDS: [&str; 4] = ["Speech", "Document", "Thought", "Intention"];

/// The forms of contents, as `src/statements/manner/content.rs` has them, by their names in data.
const FORMS: [(&str, &str); 6] = [
    ("infinitive", "Infinitive"),
    ("person-infinitive", "PersonInfinitive"),
    ("gerund", "Gerund"),
    ("clause", "Clause"),
    ("question", "Question"),
    ("nominal", "Nominal"),
];

/// The kinds of sources, as `src/statements/sources.rs` has them.
const SOURCES: [&str; 6] = ["Named", "Pronoun", "Described", "Collective", "Document", "Poll"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Acts {
    entry: Vec<Entry>,
    content: Vec<Modal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    act: String,
    kind: Option<String>,
    #[serde(default)]
    content: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    adverbs: Vec<String>,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Modal {
    act: String,
    modals: Vec<String>,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Media {
    prepositions: Vec<String>,
    light_verbs: Vec<String>,
    medium: Vec<Medium>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Medium {
    #[serde(rename = "medium")]
    name: String,
    kind: String,
    nouns: Vec<String>,
    verbs: Vec<String>,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Audience {
    hearers: Vec<String>,
    object: Vec<Hearing>,
    addressed: Vec<Hearing>,
    oblique: Vec<Hearing>,
    noun: Vec<Hearing>,
    call: Vec<Hearing>,
    clause: Vec<Hearing>,
    beside: Vec<Hearing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hearing {
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    prepositions: Vec<String>,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Deserialize)]
struct Hedges {
    words: Vec<String>,
    phrases: Vec<String>,
    #[serde(flatten)]
    examples: Examples,
}

#[derive(Deserialize)]
struct Reported {
    clausal: Vec<String>,
    asking: Vec<String>,
    nominal: Vec<String>,
    told: Vec<String>,
    addressed: Vec<String>,
    #[serde(flatten)]
    examples: Examples,
}

#[derive(Deserialize)]
struct Deeds {
    verbs: Vec<String>,
    objects: Vec<String>,
    #[serde(flatten)]
    examples: Examples,
}

#[derive(Deserialize)]
struct Negation {
    words: Vec<String>,
    subjects: Vec<String>,
    openings: Vec<String>,
    not_openings: Vec<String>,
    verbs: Vec<String>,
    phrases: Vec<String>,
    still_said: Vec<String>,
    sayings: Vec<String>,
    #[serde(flatten)]
    examples: Examples,
}

#[derive(Deserialize)]
struct Conditions {
    markers: Vec<String>,
    inverted: Vec<String>,
    not_after: Vec<String>,
    #[serde(flatten)]
    examples: Examples,
}

#[derive(Deserialize)]
struct Circumstances {
    times: Vec<String>,
    time_prepositions: Vec<String>,
    place_prepositions: Vec<String>,
    #[serde(flatten)]
    examples: Examples,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Irregular {
    forms: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    documents: Vec<String>,
    polls: Vec<String>,
    collectives: Vec<String>,
    headlines: Vec<String>,
    pronouns: Vec<String>,
    indefinites: Vec<String>,
    titled: Vec<String>,
    works: Vec<String>,
    reasons: Vec<String>,
    numbers: BTreeMap<String, u32>,
    example: Vec<SourceExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceExample {
    kind: String,
    yes: Vec<String>,
}

/// The examples of all files: what each is an example of, whether it fits, and the marked text.
#[derive(Default)]
struct Checks(String);

impl Checks {
    fn add(&mut self, check: &str, yes: &[String], no: &[String]) {
        assert!(!yes.is_empty(), "data/statements: {check}: give at least one `yes` example");
        for (texts, fits) in [(yes, true), (no, false)] {
            for text in texts {
                writeln!(self.0, "    (Check::{check}, {fits}, {text:?}),").expect("strings take writes");
            }
        }
    }
}

pub(super) fn write(code: &mut String) {
    let mut checks = Checks::default();
    let mut inflected = Inflections::default();
    let irregular: Irregular = load("statements/irregular");
    for (word, forms) in irregular.forms {
        inflected.0.extend(forms.into_iter().map(|form| (form, word.clone())));
    }
    write_acts(&load("statements/acts"), code, &mut checks, &mut inflected);
    write_media(&load("statements/media"), code, &mut checks, &mut inflected);
    write_audience(&load("statements/audience"), code, &mut checks, &mut inflected);
    write_hedges(&load("statements/hedges"), code, &mut checks);
    write_negation(&load("statements/negation"), code, &mut checks, &mut inflected);
    write_conditions(&load("statements/conditions"), code, &mut checks);
    write_circumstances(&load("statements/circumstances"), code, &mut checks);
    write_reported(&load("statements/reported"), code, &mut checks, &mut inflected);
    write_deeds(&load("statements/deeds"), code, &mut checks, &mut inflected);
    write_sources(&load("statements/sources"), code, &mut checks, &mut inflected);
    write_cues(code);
    writeln!(
        code,
        "/// Written forms with the words of the lists that they may be, in order.\npub(crate) const INFLECTED: &[(&str, &str)] = &{:?};",
        inflected.0.iter().collect::<Vec<_>>()
    )
    .expect("strings take writes");
    writeln!(
        code,
        "#[cfg(test)]\nuse crate::statements::manner::tests::Check;\n#[cfg(test)]\npub(crate) const STATEMENT_EXAMPLES: &[(Check, bool, &str)] = &[\n{}];",
        checks.0
    )
    .expect("strings take writes");
}

/// Regular forms of the words in the lists, for lemmas that the model gets wrong ("testified" as "testifie").
#[derive(Default)]
struct Inflections(BTreeSet<(String, String)>);

impl Inflections {
    fn add(&mut self, phrases: &[String], endings: &[&str]) {
        for word in phrases.iter().filter_map(|phrase| phrase.split(' ').next()) {
            for ending in endings {
                for form in with_ending(word, ending) {
                    self.0.insert((form, word.to_owned()));
                }
            }
        }
    }

    fn add_verbs(&mut self, verbs: &[String]) {
        self.add(verbs, &["s", "ed", "ing"]);
    }

    fn add_nouns(&mut self, nouns: &[String]) {
        self.add(nouns, &["s"]);
    }
}

/// A word with an ending, in each spelling that it may take: "admit" gives "admited" and "admitted".
fn with_ending(word: &str, ending: &str) -> Vec<String> {
    let is_vowel = |c: char| "aeiou".contains(c);
    let letters: Vec<char> = word.chars().collect();
    let [.., before, last] = letters.as_slice() else { return Vec::new() };
    let cut = &word[..word.len() - last.len_utf8()];
    match (ending, *last) {
        ("s", 'y') if !is_vowel(*before) => vec![format!("{cut}ies")],
        ("s", _) => vec![format!("{word}s"), format!("{word}es")],
        ("ed", 'y') if !is_vowel(*before) => vec![format!("{cut}ied")],
        ("ed", 'e') => vec![format!("{word}d")],
        ("ing", 'e') => vec![format!("{cut}ing"), format!("{word}ing")],
        (_, last) if !is_vowel(last) && is_vowel(*before) => {
            vec![format!("{word}{ending}"), format!("{word}{last}{ending}")]
        }
        _ => vec![format!("{word}{ending}")],
    }
}

fn variant(file: &str, known: &[&str], name: &str) -> String {
    let found = known.iter().find(|known| known.to_lowercase() == name);
    (*found.unwrap_or_else(|| panic!("data/statements/{file}.toml: {name:?} is none of {known:?}")))
        .to_owned()
}

/// A list of phrases, each cut into words, in the order of their first word.
fn phrases(file: &str, list: &[String]) -> String {
    let mut seen = BTreeSet::new();
    for phrase in list {
        check_words(file, phrase);
        assert!(seen.insert(phrase), "data/statements/{file}.toml: {phrase:?} stands twice in one list");
    }
    let cut: Vec<Vec<&str>> = seen.iter().map(|phrase| phrase.split(' ').collect()).collect();
    let shown: Vec<String> = cut.iter().map(|words| format!("&{words:?}")).collect();
    format!("&[{}]", shown.join(", "))
}

fn check_words(file: &str, phrase: &str) {
    let is_clean = !phrase.is_empty()
        && *phrase == phrase.to_lowercase()
        && phrase.split(' ').all(|word| !word.is_empty());
    assert!(
        is_clean,
        "data/statements/{file}.toml: {phrase:?} must be lower case, its words parted by one space"
    );
}

fn write_list(code: &mut String, name: &str, file: &str, list: &[String]) {
    writeln!(code, "pub(crate) const {name}: &[&[&str]] = {};", phrases(file, list))
        .expect("strings take writes");
}

fn write_acts(acts: &Acts, code: &mut String, checks: &mut Checks, inflected: &mut Inflections) {
    const FILE: &str = "acts";
    let mut lines = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in &acts.entry {
        let act = variant(FILE, &ACTS, &entry.act);
        let kind = variant(FILE, &KINDS, entry.kind.as_deref().unwrap_or("speech"));
        let forms: Vec<String> =
            entry.content.iter().map(|name| format!("ContentForm::{}", form(name))).collect();
        let lists = [
            ("Verb", &entry.verbs),
            ("Noun", &entry.nouns),
            ("Adjective", &entry.adjectives),
            ("Adverb", &entry.adverbs),
        ];
        inflected.add_verbs(&entry.verbs);
        inflected.add_nouns(&entry.nouns);
        for (class, list) in lists {
            for phrase in list {
                check_words(FILE, phrase);
                let words: Vec<&str> = phrase.split(' ').collect();
                assert!(
                    seen.insert((class, phrase, &entry.content)),
                    "data/statements/acts.toml: {phrase:?} stands twice as {class} for the same contents"
                );
                lines.push((
                    words[0].to_owned(),
                    format!(
                        "    Naming {{ words: &{words:?}, class: Class::{class}, act: crate::Act::{act}, kind: crate::StatementKind::{kind}, content: &[{}] }},",
                        forms.join(", ")
                    ),
                ));
            }
        }
        checks.add(&format!("Act(crate::Act::{act}, crate::StatementKind::{kind})"), &entry.yes, &entry.no);
    }
    lines.sort();
    code.push_str("use crate::statements::manner::content::ContentForm;\nuse crate::statements::manner::acts::{Class, Naming};\n/// Words that name acts, in the order of their first word.\npub(crate) const NAMINGS: &[Naming] = &[\n");
    for (_, line) in lines {
        writeln!(code, "{line}").expect("strings take writes");
    }
    code.push_str("];\npub(crate) const MODALS: &[(crate::Act, &[&[&str]])] = &[\n");
    for modal in &acts.content {
        let act = variant(FILE, &ACTS, &modal.act);
        writeln!(code, "    (crate::Act::{act}, {}),", phrases(FILE, &modal.modals))
            .expect("strings take writes");
        checks.add(&format!("Act(crate::Act::{act}, crate::StatementKind::Speech)"), &modal.yes, &modal.no);
    }
    code.push_str("];\n");
}

fn form(name: &str) -> &'static str {
    let known = FORMS.iter().find(|(known, _)| *known == name);
    known.unwrap_or_else(|| panic!("data/statements/acts.toml: {name:?} is no form of a content")).1
}

fn write_media(media: &Media, code: &mut String, checks: &mut Checks, inflected: &mut Inflections) {
    const FILE: &str = "media";
    write_list(code, "MEDIUM_PREPOSITIONS", FILE, &media.prepositions);
    write_list(code, "LIGHT_VERBS", FILE, &media.light_verbs);
    code.push_str("pub(crate) const MEDIA: &[crate::statements::manner::media::Medium] = &[\n");
    for Medium { name: medium, kind, nouns, verbs, yes, no } in &media.medium {
        let kind = variant(FILE, &KINDS, kind);
        inflected.add_verbs(verbs);
        inflected.add_nouns(nouns);
        let (nouns, verbs) = (phrases(FILE, nouns), phrases(FILE, verbs));
        writeln!(
            code,
            "    crate::statements::manner::media::Medium {{ name: {medium:?}, kind: crate::StatementKind::{kind}, nouns: {nouns}, verbs: {verbs} }},"
        )
        .expect("strings take writes");
        checks.add(&format!("Medium({medium:?})"), yes, no);
    }
    code.push_str("];\n");
}

fn write_audience(audience: &Audience, code: &mut String, checks: &mut Checks, inflected: &mut Inflections) {
    const FILE: &str = "audience";
    inflected.add_nouns(&audience.hearers);
    write_list(code, "HEARERS", FILE, &audience.hearers);
    let lists = [
        ("HEARING_OBJECTS", &audience.object),
        ("HEARING_ADDRESSED", &audience.addressed),
        ("HEARING_OBLIQUES", &audience.oblique),
        ("HEARING_NOUNS", &audience.noun),
        ("HEARING_CALLS", &audience.call),
        ("HEARING_CLAUSES", &audience.clause),
        ("HEARING_BESIDE", &audience.beside),
    ];
    for (name, list) in lists {
        writeln!(code, "pub(crate) const {name}: &[crate::statements::manner::audience::Hearing] = &[")
            .expect("strings take writes");
        for hearing in list {
            inflected.add_verbs(&hearing.verbs);
            inflected.add_nouns(&hearing.nouns);
            let words = phrases(FILE, &[hearing.verbs.as_slice(), hearing.nouns.as_slice()].concat());
            let prepositions = phrases(FILE, &hearing.prepositions);
            writeln!(
                code,
                "    crate::statements::manner::audience::Hearing {{ words: {words}, prepositions: {prepositions} }},"
            )
            .expect("strings take writes");
            checks.add("Audience", &hearing.yes, &hearing.no);
        }
        code.push_str("];\n");
    }
}

fn write_hedges(hedges: &Hedges, code: &mut String, checks: &mut Checks) {
    write_list(code, "HEDGE_WORDS", "hedges", &hedges.words);
    write_list(code, "HEDGE_PHRASES", "hedges", &hedges.phrases);
    checks.add("Hedges", &hedges.examples.yes, &hedges.examples.no);
}

fn write_negation(negation: &Negation, code: &mut String, checks: &mut Checks, inflected: &mut Inflections) {
    inflected.add_verbs(&negation.verbs);
    inflected.add_verbs(&negation.sayings);
    let lists = [
        ("NEGATION_WORDS", &negation.words),
        ("NEGATION_SUBJECTS", &negation.subjects),
        ("NEGATION_OPENINGS", &negation.openings),
        ("NEGATION_NOT_OPENINGS", &negation.not_openings),
        ("NEGATION_VERBS", &negation.verbs),
        ("NEGATION_PHRASES", &negation.phrases),
        ("STILL_SAID", &negation.still_said),
        ("SAYINGS", &negation.sayings),
    ];
    for (name, list) in lists {
        write_list(code, name, "negation", list);
    }
    checks.add("Negated", &negation.examples.yes, &negation.examples.no);
}

fn write_conditions(conditions: &Conditions, code: &mut String, checks: &mut Checks) {
    let lists = [
        ("CONDITION_MARKERS", &conditions.markers),
        ("CONDITION_INVERTED", &conditions.inverted),
        ("CONDITION_NOT_AFTER", &conditions.not_after),
    ];
    for (name, list) in lists {
        write_list(code, name, "conditions", list);
    }
    checks.add("Condition", &conditions.examples.yes, &conditions.examples.no);
}

fn write_circumstances(circumstances: &Circumstances, code: &mut String, checks: &mut Checks) {
    let lists = [
        ("SAID_TIMES", &circumstances.times),
        ("TIME_PREPOSITIONS", &circumstances.time_prepositions),
        ("PLACE_PREPOSITIONS", &circumstances.place_prepositions),
    ];
    for (name, list) in lists {
        write_list(code, name, "circumstances", list);
    }
    checks.add("Circumstances", &circumstances.examples.yes, &circumstances.examples.no);
}

/// Words with the share of their occurrences that tell of a saying, smoothed, in order.
fn write_cues(code: &mut String) {
    const PATH: &str = "data/statements/cues.tsv";
    println!("cargo::rerun-if-changed={PATH}");
    let text = std::fs::read_to_string(PATH).unwrap_or_else(|reason| panic!("{PATH}: {reason}"));
    let mut rows = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [word, class, n, n_cues] = fields[..] else {
            panic!("{PATH}: {line:?}: four fields are expected")
        };
        let number =
            |field: &str| field.parse::<f64>().unwrap_or_else(|_| panic!("{PATH}: {line:?}: not a number"));
        let share = (number(n_cues) + 0.5) / (number(n) + 2.0);
        let before = rows.insert((word, variant("cues", &["Verb", "Noun", "Adjective"], class)), share);
        assert!(before.is_none(), "{PATH}: {word} stands twice as {class}");
    }
    code.push_str("pub(crate) const CUES: &[(&str, language::WordClass, f64)] = &[\n");
    for ((word, class), share) in rows {
        writeln!(code, "    ({word:?}, language::WordClass::{class}, {share:.2}),")
            .expect("strings take writes");
    }
    code.push_str("];\n");
}

fn write_reported(reported: &Reported, code: &mut String, checks: &mut Checks, inflected: &mut Inflections) {
    for list in [&reported.clausal, &reported.asking, &reported.nominal] {
        inflected.add_verbs(list);
    }
    let lists = [
        ("REPORTED_CLAUSAL", &reported.clausal),
        ("REPORTED_ASKING", &reported.asking),
        ("REPORTED_NOMINAL", &reported.nominal),
        ("REPORTED_TOLD", &reported.told),
        ("REPORTED_ADDRESSED", &reported.addressed),
    ];
    for (name, list) in lists {
        write_list(code, name, "reported", list);
    }
    checks.add("Reported", &reported.examples.yes, &reported.examples.no);
}

fn write_deeds(deeds: &Deeds, code: &mut String, checks: &mut Checks, inflected: &mut Inflections) {
    inflected.add_verbs(&deeds.verbs);
    inflected.add_nouns(&deeds.objects);
    write_list(code, "DEED_VERBS", "deeds", &deeds.verbs);
    write_list(code, "DEED_OBJECTS", "deeds", &deeds.objects);
    checks.add("Deed", &deeds.examples.yes, &deeds.examples.no);
}

fn write_sources(sources: &Sources, code: &mut String, checks: &mut Checks, inflected: &mut Inflections) {
    for list in [&sources.documents, &sources.polls, &sources.collectives] {
        inflected.add_nouns(list);
    }
    let lists = [
        ("SOURCE_DOCUMENTS", &sources.documents),
        ("SOURCE_POLLS", &sources.polls),
        ("SOURCE_COLLECTIVES", &sources.collectives),
        ("SOURCE_HEADLINES", &sources.headlines),
        ("SOURCE_PRONOUNS", &sources.pronouns),
        ("SOURCE_INDEFINITES", &sources.indefinites),
        ("SOURCE_TITLED", &sources.titled),
        ("SOURCE_WORKS", &sources.works),
        ("SOURCE_REASONS", &sources.reasons),
    ];
    for (name, list) in lists {
        write_list(code, name, "sources", list);
    }
    let numbers: Vec<(&String, &u32)> = sources.numbers.iter().collect();
    writeln!(code, "pub(crate) const SOURCE_NUMBERS: &[(&str, u32)] = &{numbers:?};")
        .expect("strings take writes");
    for example in &sources.example {
        let kind = variant("sources", &SOURCES, &example.kind);
        checks.add(&format!("Source(crate::statements::sources::SourceKind::{kind})"), &example.yes, &[]);
    }
}
