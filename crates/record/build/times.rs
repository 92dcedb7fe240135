//! Compiles the rules of `data/times` into one trie over words and classes of words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;

use super::load;

/// The files with rules; where two rules read the same words, the one that stands first here is taken.
const FILES: [&str; 7] = ["not-times", "dates", "clock", "relative", "sets", "periods", "vague"];

/// The classes of words, as `Class` of `src/times/senses.rs` has them, by their names in data: those of `words.toml`,
/// and those that the shape of a token gives.
const CLASSES: [(&str, &str); 39] = [
    ("month", "Month"),
    ("weekday", "Weekday"),
    ("weekdays", "Weekdays"),
    ("weekday_cut", "WeekdayCut"),
    ("unit", "Unit"),
    ("units", "Units"),
    ("part", "Part"),
    ("parts", "Parts"),
    ("season", "Season"),
    ("dayword", "Dayword"),
    ("shift", "Shift"),
    ("step", "Step"),
    ("part_of", "PartOf"),
    ("edge", "Edge"),
    ("about", "About"),
    ("few", "Few"),
    ("one", "One"),
    ("ordinal", "Ordinal"),
    ("tens", "Tens"),
    ("meridiem", "Meridiem"),
    ("hour_name", "HourName"),
    ("zone", "Zone"),
    ("feast", "Feast"),
    ("every", "Every"),
    ("number", "Number"),
    ("day", "Day"),
    ("hour", "Hour"),
    ("month_number", "MonthNumber"),
    ("year", "Year"),
    ("recent_year", "RecentYear"),
    ("short_year", "ShortYear"),
    ("decade", "Decade"),
    ("clock", "Clock"),
    ("dot_clock", "DotClock"),
    ("capital", "Capital"),
    ("plural", "Plural"),
    ("past_verb", "PastVerb"),
    ("progressive", "Progressive"),
    ("lower", "Lower"),
];

/// A class as an edge of the trie stands above every word's number.
const FIRST_CLASS: u16 = 60_000;

type Words = BTreeMap<String, BTreeMap<String, Vec<String>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    parts: BTreeMap<String, String>,
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    pattern: Vec<String>,
    means: String,
    from: Option<String>,
    count: Option<String>,
    shift: Option<i8>,
    r#mod: Option<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cues {
    cue: Vec<Cue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cue {
    points: String,
    stands: String,
    pattern: Vec<String>,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

/// Every word that a pattern, a guard or the list of words holds, in order, with its senses.
#[derive(Default)]
struct Vocabulary {
    senses: BTreeMap<String, Vec<(bool, String)>>,
}

impl Vocabulary {
    fn of(words: &Words) -> Self {
        let mut vocabulary = Self::default();
        for (class, meanings) in words {
            let class = class_name(class).unwrap_or_else(|| panic!("words.toml: [{class}] is no class"));
            for (meaning, list) in meanings {
                let value = match meaning.parse::<i64>() {
                    Ok(number) if class == "Number" => float(number),
                    Ok(number) => number.to_string(),
                    Err(_) => format!("{}::{meaning}", enum_of(class)),
                };
                for word in list {
                    let is_capital = word.starts_with(char::is_uppercase);
                    let senses = vocabulary.senses.entry(word.to_lowercase()).or_default();
                    senses.push((is_capital, format!("Sense::{class}({value})")));
                }
            }
        }
        vocabulary
    }

    fn add(&mut self, word: &str) {
        self.senses.entry(word.to_lowercase()).or_default();
    }

    fn atom(&self, name: &str) -> u16 {
        if let Some(class) = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            let place = CLASSES.iter().position(|(known, _)| *known == class);
            let place = place.unwrap_or_else(|| panic!("data/times: {{{class}}} is no class"));
            return FIRST_CLASS + place as u16;
        }
        let place = self.senses.keys().position(|word| *word == name.to_lowercase());
        place.expect("every word of a pattern was added") as u16
    }
}

fn class_name(name: &str) -> Option<&'static str> {
    CLASSES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
}

/// A number as a constant of Rust, its thousands apart.
fn float(number: i64) -> String {
    let mut digits = number.to_string();
    for at in (1..digits.len()).rev().filter(|at| (digits.len() - at).is_multiple_of(3)).collect::<Vec<_>>() {
        digits.insert(at, '_');
    }
    digits + ".0"
}

/// The enum whose variants the keys of a class are.
fn enum_of(class: &str) -> &str {
    match class {
        "Units" | "Every" => "Unit",
        "Parts" => "Part",
        "About" => "Modifier",
        "PartOf" | "Edge" => "Modifier",
        other => other,
    }
}

/// Writes the words, the tries of rules and cues, and their examples.
pub(crate) fn write(code: &mut String) {
    let mut vocabulary = Vocabulary::of(&load("times/words"));
    let files: Vec<File> = FILES.iter().map(|file| load(&format!("times/{file}"))).collect();
    let parts: BTreeMap<String, String> = files.iter().flat_map(|file| file.parts.clone()).collect();
    let rules: Vec<&Rule> = files.iter().flat_map(|file| &file.rule).collect();
    let names =
        FILES.iter().zip(&files).flat_map(|(name, file)| file.rule.iter().map(move |_| *name)).collect();
    let cues: Cues = load("times/direction");
    let patterns = |list: &[String]| -> Vec<Vec<String>> {
        list.iter().flat_map(|pattern| Pattern::flat(pattern, &parts)).collect()
    };
    let rule_patterns: Vec<_> = rules.iter().map(|rule| patterns(&rule.pattern)).collect();
    let cue_patterns: Vec<_> = cues.cue.iter().map(|cue| patterns(&cue.pattern)).collect();
    for word in rule_patterns.iter().chain(&cue_patterns).flatten().flatten() {
        if !word.starts_with('{') {
            vocabulary.add(word);
        }
    }
    for word in rules.iter().flat_map(|rule| rule.after.iter().chain(&rule.not_after).chain(&rule.not_before))
    {
        if !word.starts_with('{') {
            vocabulary.add(word);
        }
    }
    code.push_str("pub(crate) mod times {\nuse crate::times::{Class, Count, Cue, Feast, From, Means, Modifier, Part, Points, Rule, Season, Sense, Stands, Trie, Unit, Few};\n");
    write_words(&vocabulary, code);
    write_trie("RULES_TRIE", &rule_patterns, &vocabulary, code);
    write_trie("CUES_TRIE", &cue_patterns, &vocabulary, code);
    write_rules(&rules, &names, &vocabulary, code);
    write_cues(&cues.cue, code);
    code.push_str("}\n");
}

fn write_words(vocabulary: &Vocabulary, code: &mut String) {
    assert!(vocabulary.senses.len() < usize::from(FIRST_CLASS), "data/times: too many words");
    code.push_str("/// Words in order; whether a sense is only known with a capital.\npub(crate) static WORDS: &[(&str, &[(bool, Sense)])] = &[\n");
    for (word, senses) in &vocabulary.senses {
        write!(code, "({word:?}, &[").expect("strings take writes");
        for (is_capital, sense) in senses {
            write!(code, "({is_capital}, {sense}),").expect("strings take writes");
        }
        code.push_str("]),\n");
    }
    code.push_str(
        "];\n/// The classes, by their numbers in the tries.\npub(crate) static CLASSES: &[Class] = &[",
    );
    for (_, class) in CLASSES {
        write!(code, "Class::{class},").expect("strings take writes");
    }
    code.push_str("];\n");
}

#[derive(Default)]
struct Node {
    edges: BTreeMap<u16, usize>,
    rules: BTreeSet<usize>,
}

fn write_trie(name: &str, patterns: &[Vec<Vec<String>>], vocabulary: &Vocabulary, code: &mut String) {
    let nodes = shared(&trie(patterns, vocabulary));
    assert!(nodes.len() < usize::from(u16::MAX), "{name}: {} nodes are too many", nodes.len());
    let (mut edges, mut ends) = (Vec::new(), Vec::new());
    let mut table = Vec::new();
    for node in &nodes {
        table.push((edges.len() as u32, ends.len() as u32));
        edges.extend(node.edges.iter().map(|(atom, next)| (*atom, *next as u16)));
        ends.extend(node.rules.iter().map(|rule| *rule as u16));
    }
    table.push((edges.len() as u32, ends.len() as u32));
    writeln!(
        code,
        "pub(crate) static {name}: Trie = Trie {{ nodes: &{table:?}, edges: &{edges:?}, ends: &{ends:?} }};"
    )
    .expect("strings take writes");
}

/// All patterns by their beginnings; the root comes first, and each node before those that it leads to.
fn trie(patterns: &[Vec<Vec<String>>], vocabulary: &Vocabulary) -> Vec<Node> {
    let mut nodes = vec![Node::default()];
    let mut atoms = BTreeMap::new();
    for (number, flat) in patterns.iter().enumerate() {
        for words in flat {
            let mut node = 0;
            for word in words {
                let atom = *atoms.entry(word.as_str()).or_insert_with(|| vocabulary.atom(word));
                let next = nodes.len();
                node = *nodes[node].edges.entry(atom).or_insert(next);
                if node == next {
                    nodes.push(Node::default());
                }
            }
            assert!(node != 0, "data/times: a pattern may be empty");
            nodes[node].rules.insert(number);
        }
    }
    nodes
}

/// The same with the nodes that lead on alike made one: a hundredth of the size where many patterns end in a date.
fn shared(nodes: &[Node]) -> Vec<Node> {
    let mut places = BTreeMap::new();
    let mut kept: Vec<Node> = Vec::new();
    let mut turned = vec![0; nodes.len()];
    for (number, node) in nodes.iter().enumerate().rev() {
        let edges: Vec<(u16, usize)> = node.edges.iter().map(|(atom, next)| (*atom, turned[*next])).collect();
        let rules: Vec<usize> = node.rules.iter().copied().collect();
        turned[number] = *places.entry((edges.clone(), rules)).or_insert_with(|| {
            kept.push(Node { edges: edges.into_iter().collect(), rules: node.rules.clone() });
            kept.len() - 1
        });
    }
    // The root was kept last; it has to come first.
    let last = kept.len() - 1;
    for node in &mut kept {
        for next in node.edges.values_mut() {
            *next = last - *next;
        }
    }
    kept.reverse();
    kept
}

fn write_rules(rules: &[&Rule], files: &Vec<&str>, vocabulary: &Vocabulary, code: &mut String) {
    code.push_str("pub(crate) static RULES: &[Rule] = &[\n");
    for (rule, file) in rules.iter().zip(files) {
        let name = &rule.pattern[0];
        let means = match rule.means.as_str() {
            "date" => "Means::Date".to_owned(),
            "range" => "Means::Range".to_owned(),
            "period" => "Means::Period".to_owned(),
            "every" => "Means::Every".to_owned(),
            "nothing" => "Means::Nothing".to_owned(),
            vague if vague.ends_with("_REF") => format!("Means::Vague({vague:?})"),
            other => panic!("data/times: {name:?}: `means` is {other:?}"),
        };
        let from = match rule.from.as_deref() {
            None => "From::Document",
            Some("reference") => "From::Reference",
            Some("quarter") => "From::Quarter",
            Some("compared") => "From::Compared",
            Some(other) => panic!("data/times: {name:?}: `from` is {other:?}"),
        };
        let count = match rule.count.as_deref() {
            None => "None",
            Some("back") => "Some(Count::Back)",
            Some("on") => "Some(Count::On)",
            Some(other) => panic!("data/times: {name:?}: `count` is {other:?}"),
        };
        let atoms = |list: &[String]| list.iter().map(|word| vocabulary.atom(word)).collect::<Vec<_>>();
        writeln!(
            code,
            "Rule {{ file: {file:?}, pattern: {name:?}, means: {means}, from: {from}, count: {count}, shift: {:?}, modifier: {:?}, after: &{:?}, not_after: &{:?}, not_before: &{:?} }},",
            rule.shift, rule.r#mod, atoms(&rule.after), atoms(&rule.not_after), atoms(&rule.not_before)
        )
        .expect("strings take writes");
    }
    code.push_str("];\n/// Each example of a rule: its pattern, the text, and whether it shows what the rule reads or what it leaves.\n#[cfg(test)]\npub(crate) static EXAMPLES: &[(&str, &str, bool)] = &[\n");
    for rule in rules {
        assert!(
            !rule.yes.is_empty() || !rule.no.is_empty(),
            "data/times: {:?} has no example",
            rule.pattern[0]
        );
        for (text, is_yes) in
            rule.yes.iter().map(|text| (text, true)).chain(rule.no.iter().map(|text| (text, false)))
        {
            writeln!(code, "({:?}, {text:?}, {is_yes}),", rule.pattern[0]).expect("strings take writes");
        }
    }
    code.push_str("];\n");
}

fn write_cues(cues: &[Cue], code: &mut String) {
    let points = |points: &str| match points {
        "coming" => "Points::Coming",
        "past" => "Points::Past",
        "nowhere" => "Points::Nowhere",
        other => panic!("data/times/direction.toml: `points` is {other:?}"),
    };
    let stands = |stands: &str| match stands {
        "anywhere" => "Stands::Anywhere",
        "next" => "Stands::Next",
        "after" => "Stands::After",
        "over" => "Stands::Over",
        other => panic!("data/times/direction.toml: `stands` is {other:?}"),
    };
    code.push_str("pub(crate) static CUES: &[Cue] = &[\n");
    for cue in cues {
        writeln!(code, "Cue {{ points: {}, stands: {} }},", points(&cue.points), stands(&cue.stands))
            .expect("strings take writes");
    }
    code.push_str("];\n/// Examples of cues of direction, with the value that they give the time of the text.\n#[cfg(test)]\npub(crate) static CUE_EXAMPLES: &[(&str, &str)] = &[\n");
    for cue in cues {
        assert!(!cue.yes.is_empty(), "data/times/direction.toml: {:?} has no example", cue.pattern[0]);
        for text in cue.yes.iter().chain(&cue.no) {
            writeln!(code, "({:?}, {text:?}),", cue.pattern[0]).expect("strings take writes");
        }
    }
    code.push_str("];\n");
}

/// Reads a pattern: words and `{classes}` apart by spaces, `a|b` for either word, `(…)?` for what may be missing,
/// `(… | …)` for either stretch, `a_b` for two words where one stands, `$name` for a part of `[parts]`.
struct Pattern<'p> {
    items: std::iter::Peekable<std::vec::IntoIter<String>>,
    parts: &'p BTreeMap<String, String>,
}

impl<'p> Pattern<'p> {
    /// Every sequence that the pattern stands for.
    fn flat(pattern: &str, parts: &'p BTreeMap<String, String>) -> Vec<Vec<String>> {
        let spaced =
            pattern.replace('(', " ( ").replace(")?", " )? ").replace(')', " ) ").replace(" ) ?", " )?");
        let items: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
        let mut reader = Pattern { items: items.into_iter().peekable(), parts };
        let found = reader.alternatives();
        assert!(reader.items.next().is_none(), "data/times: brackets do not match in {pattern:?}");
        found
    }

    fn alternatives(&mut self) -> Vec<Vec<String>> {
        let mut found = self.sequence();
        while self.items.next_if(|item| item == "|").is_some() {
            found.extend(self.sequence());
        }
        found
    }

    fn sequence(&mut self) -> Vec<Vec<String>> {
        let mut found = vec![Vec::new()];
        while let Some(item) = self.items.next_if(|item| item != "|" && !item.starts_with(')')) {
            let options = self.item(&item);
            found = found
                .iter()
                .flat_map(|head| options.iter().map(move |tail| [head.clone(), tail.clone()].concat()))
                .collect();
        }
        found
    }

    fn item(&mut self, item: &str) -> Vec<Vec<String>> {
        if item == "(" {
            let mut found = self.alternatives();
            match self.items.next().as_deref() {
                Some(")?") => found.push(Vec::new()),
                Some(")") => {}
                other => panic!("data/times: a bracket is closed by {other:?}"),
            }
            return found;
        }
        if let Some(name) = item.strip_prefix('$') {
            let part = self.parts.get(name).unwrap_or_else(|| panic!("data/times: ${name} is no part"));
            return Pattern::flat(part, self.parts);
        }
        item.split('|').map(words_of).collect()
    }
}

/// `more_than` is two words; the underscores of a class are its own.
fn words_of(item: &str) -> Vec<String> {
    if item.starts_with('{') {
        return vec![item.to_owned()];
    }
    item.split('_').map(str::to_owned).collect()
}
