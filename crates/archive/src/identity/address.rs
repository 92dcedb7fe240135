//! Addresses, as far as they say which page is meant.

use onrecord::Article;
use url::Url;

include!(concat!(env!("OUT_DIR"), "/tracking.rs"));

/// Whether an entry of `data/tracking.toml` stands for a parameter.
fn takes_out(entry: &str, name: &str) -> bool {
    match entry.strip_suffix('*') {
        Some(start) => {
            name.len() > start.len()
                && name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
        }
        None => name.eq_ignore_ascii_case(entry),
    }
}

fn is_tracking(name: &str) -> bool {
    TRACKING.iter().any(|entry| takes_out(entry, name))
}

/// What an address is compared by: without scheme, `www.`, fragment, closing slash and parameters that track readers, the others in
/// order. `None` for what is no address of a page: another scheme, or a site's front page, which pages name by mistake.
///
/// ```text
/// http://www.Example.org/news/talks/?utm_source=feed&id=7#top  →  example.org/news/talks?id=7
/// ```
pub(crate) fn normalised(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = url.path().trim_end_matches('/');
    let mut pairs: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !is_tracking(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    pairs.sort();
    if path.is_empty() && pairs.is_empty() {
        return None;
    }
    let mut normalised = format!("{host}{port}{path}");
    if !pairs.is_empty() {
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        normalised.push('?');
        normalised.push_str(&query);
    }
    Some(normalised)
}

/// All that an article can be found by: its addresses, and its id where that is one for the whole world (`urn:`, `tag:`).
pub(crate) fn addresses<S>(article: &Article<S>, given: Option<&str>) -> Vec<String> {
    let urls = [article.url.as_deref(), given].into_iter().flatten().filter_map(normalised);
    let is_global = ["urn:", "tag:"]
        .iter()
        .any(|scheme| article.id.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
    let mut found: Vec<String> = urls.collect();
    if is_global {
        found.push(article.id.clone());
    }
    let mut unique = Vec::new();
    for address in found {
        if !unique.contains(&address) {
            unique.push(address);
        }
    }
    unique
}

/// The site that an address is of.
pub(crate) fn host(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_take_out_what_they_say() {
        let file: toml::Table = toml::from_str(include_str!("../../data/tracking.toml")).unwrap();
        let words = |entry: &toml::Value, key: &str| -> Vec<String> {
            entry.get(key).map(|words| words.clone().try_into().unwrap()).unwrap_or_default()
        };
        for entry in file["parameter"].as_array().unwrap() {
            let name = entry["name"].as_str().unwrap();
            for example in words(entry, "yes") {
                assert!(takes_out(name, &example), "{name} does not take out {example}");
            }
            for example in words(entry, "no") {
                assert!(!is_tracking(&example), "{example} is taken out");
            }
        }
    }

    #[test]
    fn one_page_has_one_address() {
        let same = [
            "https://example.org/news/talks?id=7&lang=en",
            "http://www.example.org/news/talks/?lang=en&id=7",
            "https://EXAMPLE.org:443/news/talks?utm_source=feed&id=7&fbclid=x&lang=en#top",
            " https://example.org./news/talks?id=7&lang=en&CMP=share ",
        ];
        for address in same {
            assert_eq!(
                normalised(address).as_deref(),
                Some("example.org/news/talks?id=7&lang=en"),
                "{address}"
            );
        }
    }

    #[test]
    fn other_pages_have_other_addresses() {
        let pages = [
            "https://example.org/news/talks?id=7",
            "https://example.org/news/talks?id=8",
            "https://example.org/news/Talks?id=7",
            "https://example.org:8080/news/talks?id=7",
            "https://news.example.org/news/talks?id=7",
        ];
        let mut found: Vec<_> = pages.iter().map(|page| normalised(page).unwrap()).collect();
        found.dedup();
        assert_eq!(found.len(), pages.len());
    }

    #[test]
    fn front_pages_and_other_schemes_are_no_addresses() {
        for address in [
            "https://example.org/",
            "https://example.org?utm_source=x",
            "mailto:a@example.org",
            "talks.html",
            "",
        ] {
            assert_eq!(normalised(address), None, "{address}");
        }
    }
}
