//! The pieces of a document that are read one at a time (the entries of a feed), found without understanding what is in
//! them, so that one that is broken spoils none of the others.

use std::ops::Range;

/// A mark of a document.
enum Mark<'a> {
    /// `<name …>`, with the qualified name.
    Start(&'a str),
    /// `<name …/>`.
    Empty(&'a str),
    /// `</name>`.
    End(&'a str),
    /// A comment, instruction, declaration or CDATA section.
    Other,
}

/// The next mark at or after `from`, with the place it takes.
fn mark(text: &str, from: usize) -> Option<(Range<usize>, Mark<'_>)> {
    let start = from + text[from..].find('<')?;
    let rest = &text[start..];
    let until = |end: &str| start + rest.find(end).map_or(rest.len(), |at| at + end.len());
    for (opening, closing) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if rest.starts_with(opening) {
            return Some((start..until(closing), Mark::Other));
        }
    }
    if rest.starts_with("<!") {
        // A document type may hold declarations between brackets.
        let has_subset = rest.split('>').next().is_some_and(|declaration| declaration.contains('['));
        return Some((start..until(if has_subset { "]>" } else { ">" }), Mark::Other));
    }
    let end = end_of_tag(rest).map_or(text.len(), |at| start + at + 1);
    let tag = &text[start..end];
    let name = tag.trim_start_matches(['<', '/']);
    let name =
        &name[..name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len())];
    let mark = match tag {
        _ if tag.starts_with("</") => Mark::End(name),
        _ if tag.ends_with("/>") => Mark::Empty(name),
        _ => Mark::Start(name),
    };
    Some((start..end, mark))
}

/// Where a tag ends: at the first `>` outside quotation marks.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.bytes().position(|byte| {
        match quote {
            Some(open) if open == byte => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            _ => {}
        }
        quote.is_none() && byte == b'>'
    })
}

/// The local name of a document's outermost element; `None` where it does not begin as XML does.
pub(crate) fn root_name(text: &str) -> Option<&str> {
    let mut at = 0;
    loop {
        let (range, mark) = mark(text, at)?;
        if !text[at..range.start].trim_matches('\u{feff}').trim().is_empty() {
            return None;
        }
        match mark {
            Mark::Start(name) | Mark::Empty(name) => return Some(local(name)),
            Mark::End(_) => return None,
            Mark::Other => at = range.end,
        }
    }
}

/// A qualified name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// A document taken apart.
pub(crate) struct Pieces {
    text: String,
    ranges: Vec<Range<usize>>,
    /// What stands before the first piece, without the XML declaration, whose encoding no longer holds.
    head: String,
    /// What stands between and behind the pieces.
    tail: String,
}

impl Pieces {
    /// The outermost elements with one of these local names. One that begins while another is open ends that, which was
    /// left open by mistake; one without an end reaches to the end.
    pub(crate) fn of(text: String, names: &[&str]) -> Self {
        let mut ranges = Vec::new();
        let mut open: Option<(usize, &str)> = None;
        let (mut at, mut start) = (0, 0);
        while let Some((range, mark)) = mark(&text, at) {
            at = range.end;
            match mark {
                Mark::Start(name) if names.contains(&local(name)) => {
                    ranges.extend(open.take().map(|(begin, _)| begin..range.start));
                    open = Some((range.start, name));
                }
                Mark::End(name) if open.is_some_and(|(_, opening)| opening == name) => {
                    ranges.extend(open.take().map(|(begin, _)| begin..range.end));
                }
                Mark::Other if text[range.clone()].starts_with("<?xml ") => start = range.end,
                Mark::Start(_) | Mark::End(_) | Mark::Empty(_) | Mark::Other => {}
            }
        }
        let open = open.map(|(begin, _)| begin);
        ranges.extend(open.map(|begin| begin..text.len()));
        let first = ranges.first().map_or(text.len(), |range| range.start);
        let head = text.get(start..first).unwrap_or_default().to_owned();
        let ends = ranges.iter().map(|range| range.end);
        let begins = ranges.iter().skip(1).map(|range| range.start).chain([text.len()]);
        let tail = ends.zip(begins).map(|(end, begin)| &text[end..begin]).collect();
        Self { text, ranges, head, tail }
    }

    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// How much stands outside the pieces, in bytes.
    pub(crate) fn n_bytes_outside(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    /// The document with all pieces but one left out. It is text: its encoding is UTF-8 now, whatever it was.
    pub(crate) fn only(&self, kept: usize) -> String {
        [&self.head, &self.text[self.ranges[kept].clone()], &self.tail].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let pieces = Pieces::of(text.to_owned(), &["item"]);
        (0..pieces.len()).map(|number| pieces.only(number)).collect()
    }

    #[test]
    fn each_piece_stands_in_the_document_alone() {
        let feed =
            "<?xml version='1.0'?><c><t>x</t><item a='/>'>1</item> <!-- <item> --><x:item>2</x:item></c>";
        assert_eq!(
            pieces(feed),
            [
                "<c><t>x</t><item a='/>'>1</item> <!-- <item> --></c>",
                "<c><t>x</t><x:item>2</x:item> <!-- <item> --></c>"
            ]
        );
    }

    #[test]
    fn what_is_quoted_begins_no_piece_and_what_is_left_open_ends_with_the_next() {
        assert_eq!(pieces("<c><item><![CDATA[</item>]]></item></c>").len(), 1);
        let broken = pieces("<c><item>1<item>2</item><item/><items>3");
        assert_eq!(broken, ["<c><item>1<item/><items>3", "<c><item>2</item><item/><items>3"]);
        assert_eq!(pieces("<c><item>1").len(), 1);
    }

    #[test]
    fn the_root_is_found_behind_what_precedes_it() {
        let text =
            "\u{feff}<?xml version='1.0'?>\n<!DOCTYPE nitf [<!ENTITY a 'b>'>]>\n<!-- <x> --><n:nitf a='b'>";
        assert_eq!(root_name(text), Some("nitf"));
        assert_eq!(root_name("Talks <b>"), None);
        assert_eq!(root_name("</b>"), None);
    }
}
