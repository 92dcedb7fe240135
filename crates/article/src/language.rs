//! Which language a text is in, where the page does not say.

/// The shortest text worth an opinion, in bytes.
const SHORTEST: usize = 80;
/// How much of a text is looked at, in bytes.
const LOOK: usize = 4000;

/// The ISO 639-1 tag of the text's language, where it can be told with confidence.
pub(crate) fn identify(text: &str) -> Option<String> {
    if text.len() < SHORTEST {
        return None;
    }
    let mut end = LOOK.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let told = whatlang::detect(&text[..end])?;
    told.is_reliable().then(|| iso_639_1(told.lang().code()))
}

/// Two letters where ISO 639-1 has them (as `lang` attributes do), else the three of ISO 639-3.
fn iso_639_1(code: &str) -> String {
    const PAIRS: [(&str, &str); 44] = [
        ("eng", "en"),
        ("deu", "de"),
        ("fra", "fr"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "nb"),
        ("fin", "fi"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("bul", "bg"),
        ("ell", "el"),
        ("tur", "tr"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("bel", "be"),
        ("srp", "sr"),
        ("hrv", "hr"),
        ("slv", "sl"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("ara", "ar"),
        ("heb", "he"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("tam", "ta"),
        ("tha", "th"),
        ("vie", "vi"),
        ("ind", "id"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("cmn", "zh"),
        ("aze", "az"),
        ("kat", "ka"),
        ("hye", "hy"),
    ];
    PAIRS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two).to_owned()
}

#[cfg(test)]
mod tests {
    use super::identify;

    #[test]
    fn languages_are_told_or_left_open() {
        let german = "Die Außenminister der beiden Länder trafen sich am Freitag in Wien, um über die Fischerei zu sprechen.";
        assert_eq!(identify(german).as_deref(), Some("de"));
        assert_eq!(identify("Too short"), None);
        assert_eq!(identify(&"漢".repeat(3000)).as_deref(), Some("zh"));
    }
}
