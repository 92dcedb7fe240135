//! Lines and marks that belong to the printed page rather than to the report: what they look like is in
//! `data/furniture.toml`.

use crate::data::furniture::{
    AGENCIES, ASIDE_OPENINGS, CAPTION_OPENINGS, CREDIT_MARKS, NOISE, PLAY, RIGHTS, TEASER_HEADINGS,
    TEASER_OPENINGS, TOPIC_HEADINGS,
};

/// The longest line that is compared with the lists, in bytes; their longest entries have half of it.
const LONGEST_FURNITURE: usize = 200;

/// Lower case, single spaces, no mark at the end: how lines are compared with the lists.
pub(crate) fn plain(line: &str) -> String {
    let words: Vec<_> = line.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").replace('’', "'").trim_end_matches([':', '.', '…', '»', '›', '>', '|']).trim().to_owned()
}

/// A button, a counter or another part of the page's machinery.
pub(crate) fn is_noise(line: &str) -> bool {
    if line.len() > LONGEST_FURNITURE {
        return !line.chars().any(char::is_alphanumeric);
    }
    let plain = plain(line);
    NOISE.contains(&plain.as_str()) || !plain.chars().any(char::is_alphanumeric) || is_counter(&plain)
}

/// "1/12" under the pictures of a gallery.
fn is_counter(line: &str) -> bool {
    let is_number =
        |digits: &str| (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    line.split_once('/').is_some_and(|(at, of)| is_number(at.trim()) && is_number(of.trim()))
}

/// A heading over teasers of other stories.
pub(crate) fn is_teaser_heading(line: &str) -> bool {
    line.len() <= LONGEST_FURNITURE && TEASER_HEADINGS.contains(&plain(line).as_str())
}

/// A line that is a teaser, or an invitation to subscribe, in itself.
pub(crate) fn is_aside(line: &str) -> bool {
    let start: String = line.trim_start().chars().take(LONGEST_FURNITURE).collect();
    let lower = start.to_lowercase().replace('’', "'");
    let opens = |openings: &[&str]| {
        openings.iter().any(|opening| {
            lower.strip_prefix(opening).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    };
    opens(TEASER_OPENINGS) || opens(ASIDE_OPENINGS) || (line.len() <= 200 && is_contact(&lower))
}

/// "Write to Ana Ruiz at ana@northline.example": a short line with a mail address.
fn is_contact(line: &str) -> bool {
    let is_address = |word: &str| {
        word.split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.trim_end_matches('.').contains('.'))
    };
    line.split_whitespace().any(is_address)
}

/// A heading over the list of topics.
pub(crate) fn is_topic_heading(line: &str) -> bool {
    line.len() <= LONGEST_FURNITURE && TOPIC_HEADINGS.contains(&plain(line).as_str())
}

/// The length of a video from the line over its caption ("PLAY | 00:45" is 45 seconds).
pub(crate) fn play_seconds(line: &str) -> Option<u64> {
    let lower = line.trim().to_lowercase();
    let word = PLAY.iter().filter(|word| lower.starts_with(**word)).max_by_key(|word| word.len())?;
    clock_seconds(lower[word.len()..].trim_matches(|c: char| c.is_whitespace() || "|-–—:·•()".contains(c)))
}

/// The seconds in "00:45", "1:02:03".
pub(crate) fn clock_seconds(clock: &str) -> Option<u64> {
    let parts: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    parts.iter().enumerate().try_fold(0, |seconds, (at, part)| {
        let is_number = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let number: u64 = part.parse().ok().filter(|_| is_number)?;
        (at == 0 || number < 60).then_some(seconds * 60 + number)
    })
}

/// An ISO 8601 duration of so many seconds.
pub(crate) fn iso_duration(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let part = |number: u64, unit: &str| if number > 0 { format!("{number}{unit}") } else { String::new() };
    let parts = part(hours, "H") + &part(minutes, "M") + &part(seconds, "S");
    if parts.is_empty() { "PT0S".to_owned() } else { format!("PT{parts}") }
}

/// Who holds the rights, when the line says so: "© The Harbour Post Limited 2026. All rights reserved." gives
/// "The Harbour Post Limited 2026".
pub(crate) fn rights_holder(line: &str) -> Option<String> {
    if line.len() > 300 {
        return None;
    }
    let mut rest = line.trim();
    let lower = rest.to_lowercase();
    let opens = RIGHTS.iter().any(|mark| lower.starts_with(mark));
    if !opens && !lower.contains("all rights reserved") {
        return None;
    }
    while let Some(mark) = RIGHTS.iter().find(|mark| starts_with_ignoring_case(rest, mark)) {
        rest = rest[mark.len()..].trim_start_matches(|c: char| c.is_whitespace() || ":.,-–".contains(c));
    }
    let end = rest.to_lowercase().find("all rights reserved").filter(|end| rest.is_char_boundary(*end));
    let holder = rest[..end.unwrap_or(rest.len())]
        .trim_end_matches(|c: char| c.is_whitespace() || ".,|–-".contains(c));
    // A holder is named in a few words; a sentence about copyright is none.
    let n_words = holder.split_whitespace().count();
    ((1..=12).contains(&n_words)).then(|| holder.to_owned())
}

/// The outlet behind a rights line: "The Harbour Post Limited 2026" gives "Harbour Post".
pub(crate) fn outlet_of(holder: &str) -> Option<String> {
    const COMPANY: [&str; 16] = [
        "limited",
        "ltd",
        "ltd.",
        "inc",
        "inc.",
        "llc",
        "plc",
        "gmbh",
        "ag",
        "corporation",
        "corp",
        "corp.",
        "company",
        "co.",
        "group",
        "s.a.",
    ];
    let is_year = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_alphanumeric());
        digits.split(['-', '–']).all(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let words: Vec<&str> = holder
        .split_whitespace()
        .filter(|word| !is_year(word) && *word != "©")
        .map(|word| word.trim_matches([',', ';']))
        .collect();
    let mut words = words.as_slice();
    if words.len() > 1 && words[0].eq_ignore_ascii_case("the") {
        words = &words[1..];
    }
    while let [head @ .., last] = words {
        if head.is_empty() || !COMPANY.contains(&last.to_lowercase().as_str()) {
            break;
        }
        words = head;
    }
    let name = words.join(" ").trim_end_matches(['.', ',']).to_owned();
    (!name.is_empty() && words.len() <= 6).then_some(name)
}

/// Parts a caption from its credit. Either may be missing. The ranges lie in `line`.
pub(crate) fn split_credit(line: &str) -> (Option<&str>, Option<&str>) {
    let line = line.trim();
    let split =
        by_mark(line).or_else(|| by_bracket(line)).or_else(|| by_agency(line)).or_else(|| by_slash(line));
    let (caption, credit) = split.unwrap_or((line, ""));
    let caption = caption.trim().trim_end_matches(['|', '/', '-', '–', '•', '·', '(', '[']).trim_end();
    let credit = credit.trim().trim_start_matches([':', '|', '/']).trim_start();
    (Some(caption).filter(|caption| !caption.is_empty()), Some(credit).filter(|credit| !credit.is_empty()))
}

/// The credit of a line that is nothing else: "Photo: Ana Ruiz", "Reuters".
pub(crate) fn credit_line(line: &str) -> Option<&str> {
    let line = line.trim();
    let bare = bare_credit(line);
    let is_marked = bare.len() < line.len() && !bare.is_empty() && bare.len() <= 120;
    (is_marked || is_credit_alone(line)).then_some(bare)
}

/// A line under a picture: it says so ("Image caption, …"), or has a credit.
pub(crate) fn is_caption(line: &str) -> bool {
    without_caption_opening(line).len() < line.len() || split_credit(line).1.is_some()
}

/// "(Image: Ana Ruiz/Northline)" and "© Ana Ruiz" without what says that it is a credit.
pub(crate) fn bare_credit(credit: &str) -> &str {
    let mut bare = credit.trim();
    loop {
        let is_bracketed = |open, close| bare.starts_with(open) && bare.find(close) == Some(bare.len() - 1);
        let inner =
            if is_bracketed('(', ')') || is_bracketed('[', ']') { &bare[1..bare.len() - 1] } else { bare };
        let lower = lower_in_place(inner);
        let marks =
            CREDIT_MARKS.iter().filter(|mark| lower.starts_with(**mark) && is_whole_before(inner, mark));
        let length = marks.map(|mark| mark.len()).max().unwrap_or(0);
        let next = inner[length..].trim_start_matches([':', '|', '/', '-', '–', ' ', '\u{a0}']).trim();
        if next.len() == bare.len() {
            return bare;
        }
        bare = next;
    }
}

fn is_whole_before(line: &str, mark: &str) -> bool {
    let after = line[mark.len()..].chars().next();
    !mark.ends_with(char::is_alphanumeric) || !after.is_some_and(char::is_alphanumeric)
}

/// A caption without what says that it is one ("Image caption:").
pub(crate) fn without_caption_opening(caption: &str) -> &str {
    let lower = lower_in_place(caption);
    let opening =
        CAPTION_OPENINGS.iter().filter(|opening| lower.starts_with(**opening)).max_by_key(|o| o.len());
    opening.map_or(caption, |opening| caption[opening.len()..].trim_start_matches([':', ',', ' ']))
}

/// "… on peace in Ukraine © Reuters", "… Photograph: Jane Roe/Agency".
fn by_mark(line: &str) -> Option<(&str, &str)> {
    let lower = lower_in_place(line);
    let (at, mark) = CREDIT_MARKS
        .iter()
        .flat_map(|mark| lower.rmatch_indices(*mark))
        .filter(|(at, mark)| is_whole(line, *at, mark) && is_whole_before(&line[*at..], mark))
        .min_by_key(|(at, mark)| (*at, std::cmp::Reverse(mark.len())))?;
    let credit = without_closing(line[at + mark.len()..].trim_end_matches(['.', ' ']));
    // "by the courtesy of light" is no credit.
    let is_named =
        !mark.ends_with(char::is_alphabetic) || !credit.trim_start().starts_with(char::is_lowercase);
    // The rest of a long caption is no credit, and neither is a sentence, but for what stands in a bracket of its own
    // or in a line of its own.
    let is_bracketed = line[..at].ends_with(['(', '[']) && line.trim_end().ends_with([')', ']']);
    let is_apart = is_bracketed || line[..at].ends_with('\n');
    let is_credit = credit.len() <= 120 && (is_apart || !has_sentence_end(credit));
    (is_credit && is_named).then_some((&line[..at], credit))
}

/// A full stop before more words, those of initials left out ("Ana P. Ruiz", "U.S. Navy").
fn has_sentence_end(words: &str) -> bool {
    words.match_indices(". ").any(|(at, _)| {
        let word = words[..at].rsplit([' ', '/', ',', '.']).next().unwrap_or_default();
        word.chars().count() > 1
    })
}

/// A credit without the bracket that closes one which stood before its mark: "Ana Ruiz (Northline)" keeps its own.
fn without_closing(credit: &str) -> &str {
    let mut bare = credit;
    for (open, close) in [('(', ')'), ('[', ']')] {
        if bare.ends_with(close) && bare.matches(open).count() < bare.matches(close).count() {
            bare = bare[..bare.len() - 1].trim_end_matches(['.', ' ']);
        }
    }
    bare
}

fn is_whole(line: &str, at: usize, mark: &str) -> bool {
    let before = line[..at].chars().next_back();
    !mark.starts_with(char::is_alphanumeric) || !before.is_some_and(char::is_alphanumeric)
}

/// "… in Geneva. (Jane Roe/Reuters)", "… [Anadolu]".
fn by_bracket(line: &str) -> Option<(&str, &str)> {
    let close = line.trim_end_matches('.').chars().next_back()?;
    let open = match close {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let at = line.rfind(open)?;
    let credit = line[at + 1..].trim_end_matches(['.', close]);
    ends_with_agency(credit).then_some((&line[..at], credit))
}

/// "… at the talks. Jane Roe/Reuters".
fn by_agency(line: &str) -> Option<(&str, &str)> {
    if is_credit_alone(line) {
        return Some(("", line));
    }
    let at = [". ", "| ", " / ", "” ", "\" "]
        .iter()
        .filter_map(|mark| Some(line.rfind(mark)? + mark.len()))
        .max()?;
    let credit = line[at..].trim_end_matches('.');
    is_credit_alone(credit).then_some((&line[..at], credit))
}

/// "Boats at the pier / Ana Ruiz"
fn by_slash(line: &str) -> Option<(&str, &str)> {
    let (caption, credit) = line.rsplit_once(" / ").or_else(|| line.rsplit_once(" | "))?;
    let words: Vec<&str> = credit.split_whitespace().collect();
    let is_name = (2..=4).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && !credit.ends_with(['.', '?', '!', ':']);
    (is_name && caption.split_whitespace().count() >= 4).then_some((caption, credit))
}

fn is_credit_alone(words: &str) -> bool {
    words.split_whitespace().count() <= 8 && ends_with_agency(words) && words.starts_with(char::is_uppercase)
}

fn ends_with_agency(credit: &str) -> bool {
    let lower = lower_in_place(credit);
    let last = lower.rsplit(['/', ',', '|', '-']).next().unwrap_or_default().trim();
    let last = last.rsplit_once(" via ").map_or(last, |(_, agency)| agency);
    AGENCIES.contains(&last) || AGENCIES.contains(&lower.trim())
}

/// Lower case, but only where that takes as many bytes, so that offsets stay those of the original.
fn lower_in_place(text: &str) -> String {
    let lower =
        |c: char| c.to_lowercase().next().filter(|lower| lower.len_utf8() == c.len_utf8()).unwrap_or(c);
    text.chars().map(lower).collect()
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start) || head == start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_parted_from_credits() {
        for (line, caption, credit) in [
            (
                "The delegations met in Vienna © Northline",
                Some("The delegations met in Vienna"),
                Some("Northline"),
            ),
            (
                "Boats in the strait. Photograph: Ana Ruiz/Northline",
                Some("Boats in the strait."),
                Some("Ana Ruiz/Northline"),
            ),
            (
                "Boats in the strait (Photo by Ana Ruiz/AFP)",
                Some("Boats in the strait"),
                Some("Ana Ruiz/AFP"),
            ),
            (
                "Boats in the strait. [Ana Ruiz/Reuters]",
                Some("Boats in the strait."),
                Some("Ana Ruiz/Reuters"),
            ),
            (
                "Boats in the strait. Ana Ruiz/AFP via Getty Images",
                Some("Boats in the strait."),
                Some("Ana Ruiz/AFP via Getty Images"),
            ),
            ("Getty Images", None, Some("Getty Images")),
            ("© ANA RUIZ/POOL/EPA/Shutterstock", None, Some("ANA RUIZ/POOL/EPA/Shutterstock")),
            (
                "The minister, left, met his guest in Reuters' old hall.",
                Some("The minister, left, met his guest in Reuters' old hall."),
                None,
            ),
            ("Resource: a word that holds a mark", Some("Resource: a word that holds a mark"), None),
        ] {
            assert_eq!(split_credit(line), (caption, credit), "{line}");
        }
    }

    #[test]
    fn rights_lines_name_their_holder() {
        let holder = rights_holder("Copyright The Harbour Post Limited 2026. All rights reserved.").unwrap();
        assert_eq!(holder, "The Harbour Post Limited 2026");
        assert_eq!(outlet_of(&holder).as_deref(), Some("Harbour Post"));
        assert_eq!(rights_holder("© 2026 Northline News").as_deref(), Some("2026 Northline News"));
        assert_eq!(
            rights_holder(
                "Copyright law, the minister said on Monday, would have to be changed before the summer begins."
            ),
            None
        );
        assert_eq!(rights_holder("She copyrighted it."), None);
    }

    #[test]
    fn play_lines_give_a_duration() {
        assert_eq!(play_seconds("PLAY | 00:45"), Some(45));
        assert_eq!(play_seconds("Watch (1:02:03)").map(iso_duration).as_deref(), Some("PT1H2M3S"));
        assert_eq!(play_seconds("Play it again"), None);
        assert_eq!(play_seconds("PLAY | 00:75"), None);
    }

    #[test]
    fn noise_and_asides_are_told_from_sentences() {
        assert!(is_noise("Share"));
        assert!(is_noise("* * *"));
        assert!(!is_noise("Share prices fell."));
        assert!(is_aside("Read more: Ten days in Oslo"));
        assert!(!is_aside("Signing up is easy, he said."));
    }
}
