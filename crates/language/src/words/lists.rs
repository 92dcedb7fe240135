//! Words that the rules need to know by name.

/// Prefixes that keep their hyphen (`co-founder`), in lower case. Any other hyphen is a word of its own.
const PREFIXES: [&str; 35] = [
    "anti", "co", "e", "ex", "extra", "hyper", "inter", "intra", "macro", "mega", "meta", "micro", "mid",
    "mini", "multi", "neo", "non", "over", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "sub",
    "super", "trans", "ultra", "un", "vice", "bi", "counter", "cross", "pan",
];

/// Abbreviations that keep their full stop wherever they stand, as they are written.
const ABBREVIATIONS: [&str; 96] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Sgt", "Capt", "Maj", "Adm",
    "Rev", "Hon", "Pres", "St", "Ft", "Mt", "Jr", "Sr", "Inc", "Corp", "Co", "Ltd", "Bros", "vs", "etc",
    "al", "No", "Nos", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La",
    "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex",
    "Va", "Vt", "Wash", "Wis", "Wyo", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat",
    "Sun", "Ph.D", "e.g", "i.e", "a.m", "p.m", "pp", "Univ", "Assn",
];

/// Endings of host names without `www` and of file names: `example.com` and `talks.doc` are one word each.
const ENDINGS: [&str; 20] = [
    "com", "org", "net", "gov", "edu", "co", "uk", "tv", "io", "doc", "xls", "pdf", "txt", "jpg", "zip",
    "exe", "htm", "html", "ppt", "csv",
];

/// Units that are words of their own after figures: `5|pm`.
const UNITS: [&str; 6] = ["am", "pm", "mm", "cm", "km", "kg"];

/// Words that begin with an apostrophe.
const CLIPPED: [&str; 8] = ["em", "til", "tis", "twas", "cause", "bout", "round", "n"];

/// Words that are two, with the length of the first.
const CUTS: [(&str, usize); 27] = [
    ("cannot", 3),
    ("gonna", 3),
    ("wanna", 3),
    ("gotta", 3),
    ("gimme", 3),
    ("lemme", 3),
    ("dunno", 2),
    ("dont", 2),
    ("doesnt", 4),
    ("didnt", 3),
    ("wont", 2),
    ("cant", 2),
    ("couldnt", 5),
    ("wouldnt", 5),
    ("shouldnt", 6),
    ("isnt", 2),
    ("wasnt", 3),
    ("arent", 3),
    ("werent", 4),
    ("havent", 4),
    ("hasnt", 3),
    ("hadnt", 3),
    ("aint", 2),
    ("youre", 3),
    ("youve", 3),
    ("theyre", 4),
    ("thats", 4),
];

/// Whether a run of letters before a hyphen is a prefix that keeps it.
pub(super) fn is_prefix(letters: &str) -> bool {
    letters.len() <= 7 && PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(letters))
}

/// Whether a full stop after these letters belongs to them.
pub(super) fn is_abbreviation(letters: &str) -> bool {
    letters.len() <= 5 && ABBREVIATIONS.contains(&letters)
}

/// Whether these letters end a host or file name.
pub(super) fn is_ending(letters: &str) -> bool {
    ENDINGS.iter().any(|ending| ending.eq_ignore_ascii_case(letters))
}

/// Whether these letters after a figure are a word.
pub(super) fn is_unit(letters: &str) -> bool {
    UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(letters))
}

/// Whether these letters are a word together with an apostrophe before them.
pub(super) fn is_clipped(letters: &str) -> bool {
    CLIPPED.iter().any(|clipped| clipped.eq_ignore_ascii_case(letters))
}

/// Whether these letters are a clitic together with an apostrophe before them.
pub(super) fn is_clitic(letters: &str) -> bool {
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|clitic| clitic.eq_ignore_ascii_case(letters))
}

/// Where a word that is two is cut.
pub(super) fn cut_of(word: &str) -> Option<usize> {
    CUTS.iter().find(|(whole, _)| whole.eq_ignore_ascii_case(word)).map(|(_, cut)| *cut)
}

/// Whether the two are one of those words.
pub(super) fn is_cut(first: &str, second: &str) -> bool {
    CUTS.iter().any(|(whole, cut)| {
        whole[..*cut].eq_ignore_ascii_case(first) && whole[*cut..].eq_ignore_ascii_case(second)
    })
}
