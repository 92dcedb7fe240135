//! Lists of feeds as readers exchange them (OPML).

use anyhow::Context;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::network::is_address;

/// The addresses of the feeds in a list, in their order, each once.
pub(super) fn feeds(source: &str) -> anyhow::Result<Vec<String>> {
    let mut reader = Reader::from_str(source);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_dangling_amp = true;
    let mut feeds: Vec<String> = Vec::new();
    loop {
        match reader.read_event().context("it is no OPML list of feeds")? {
            Event::Eof => return Ok(feeds),
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref().eq_ignore_ascii_case("outline") => {
                let mut attributes = tag.attributes();
                let address = attributes.with_checks(false).flatten().find_map(|attribute| {
                    let is_feed = attribute.key.as_ref().eq_ignore_ascii_case("xmlUrl");
                    is_feed.then(|| {
                        quick_xml::escape::unescape(&attribute.value).ok().map(|url| url.trim().to_owned())
                    })?
                });
                feeds.extend(address.filter(|address| is_address(address) && !feeds.contains(address)));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::feeds;

    #[test]
    fn feeds_of_all_folders_are_listed_once() {
        let list = "<?xml version='1.0'?><opml version='2.0'><body><outline text='Wires'>\
            <outline type='rss' text='Northline' xmlUrl='https://northline.example/feed?a=1&amp;b=2'/>\
            <outline text='Post' xmlurl='http://post.example/rss'></outline></outline>\
            <outline xmlUrl='http://post.example/rss'/><outline xmlUrl='file:///etc/passwd'/></body></opml>";
        assert_eq!(
            feeds(list).unwrap(),
            ["https://northline.example/feed?a=1&b=2", "http://post.example/rss"]
        );
        assert!(feeds("<opml><body><outline xmlUrl='http://a.example/").is_err());
        assert_eq!(feeds("no list").unwrap(), [""; 0]);
    }
}
