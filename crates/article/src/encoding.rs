//! Bytes to characters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How far into a page a declared encoding is looked for: twice what browsers allow.
const PRESCAN: usize = 2048;

/// Decodes an input. In this order: a byte order mark; UTF-8 where the bytes are valid UTF-8, whatever the page
/// declares (labels are wrong more often than that happens by chance); the encoding that the server gave; for pages and
/// XML the declared one; else a guess from the bytes. What cannot be decoded becomes U+FFFD.
pub(crate) fn decode(bytes: &[u8], charset: Option<&str>, is_markup: bool) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return text.to_owned(),
        // Cut in mid-character at the very end, as the head of a longer input is.
        Err(error) if error.error_len().is_none() => {
            return String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
        }
        Err(_) => {}
    }
    let given = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let declared = given.or_else(|| if is_markup { declared(bytes) } else { None });
    let encoding =
        declared.filter(|encoding| *encoding != UTF_8 || mostly_utf8(bytes)).unwrap_or_else(|| guess(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let xml = || head.starts_with(b"<?xml").then(|| find(&head, b"encoding=")).flatten();
    let at = find(&head, b"charset=").or_else(xml)?;
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
        .collect();
    Encoding::for_label(&label)
}

/// Where the value begins that follows a name.
fn find(head: &[u8], name: &[u8]) -> Option<usize> {
    head.windows(name.len()).position(|window| window == name).map(|at| at + name.len())
}

/// A page that is UTF-8 but for a few broken bytes is read as UTF-8; one that is not UTF-8 at all is guessed.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let n_broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let n_multi = bytes.iter().filter(|byte| **byte >= 0xC2).count();
    n_broken * 4 <= n_multi
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_utf8_wins_over_a_wrong_label() {
        assert_eq!(
            decode("<meta charset=iso-8859-1>Chávez".as_bytes(), None, true),
            "<meta charset=iso-8859-1>Chávez"
        );
    }

    #[test]
    fn a_declared_encoding_is_followed() {
        assert_eq!(
            decode(b"<meta charset=\"iso-8859-2\">Wa\xb3\xeasa", None, true),
            "<meta charset=\"iso-8859-2\">Wałęsa"
        );
    }

    #[test]
    fn the_server_and_xml_declare_encodings() {
        let page = b"<meta charset=windows-1252>Wa\xb3\xeasa";
        assert!(decode(page, Some("iso-8859-2"), true).ends_with("Wałęsa"));
        assert!(
            decode(b"<?xml version='1.0' encoding='iso-8859-2'?>Wa\xb3\xeasa", None, true)
                .ends_with("Wałęsa")
        );
    }

    #[test]
    fn undeclared_bytes_are_guessed_and_utf16_is_told_by_its_mark() {
        assert_eq!(
            decode(b"Steff Ch\xe1vez met the minister in Bogot\xe1 on Monday", None, false),
            "Steff Chávez met the minister in Bogotá on Monday"
        );
        assert_eq!(decode(b"\xff\xfeO\x00k\x00", None, false), "Ok");
    }

    #[test]
    fn a_few_broken_bytes_do_not_spoil_utf8() {
        let mut bytes = "<meta charset=utf-8>Şırnak, Çanakkale, İzmir, Chávez, Orbán ".as_bytes().to_vec();
        bytes.push(0xff);
        assert!(decode(&bytes, None, true).starts_with("<meta charset=utf-8>Şırnak, Çanakkale"));
    }
}
