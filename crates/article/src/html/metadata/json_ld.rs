//! JSON-LD: schema.org objects in `<script type="application/ld+json">`, read leniently.

use serde_json::{Map, Value};

use super::folded;
use crate::html::parse::parse as parse_markup;
use crate::html::tree::{ROOT, Tree};

type Object = Map<String, Value>;

/// The objects of a page that speak of its article.
#[derive(Debug, Default)]
pub(crate) struct JsonLd {
    article: Option<Object>,
    /// Pictures and videos of the page, in order.
    images: Vec<Object>,
    videos: Vec<Object>,
    breadcrumbs: Vec<String>,
    site: Option<String>,
}

/// A picture or video as JSON-LD has it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Media {
    pub(crate) name: Option<String>,
    pub(crate) caption: Option<String>,
    pub(crate) credit: Option<String>,
    pub(crate) duration: Option<String>,
}

/// How many objects of a page are looked at; a real one has some dozens.
const MOST_OBJECTS: usize = 20_000;

/// The longest text whose entities are resolved; a longer one is the article's body, which is only compared.
const LONGEST_ESCAPED: usize = 10_000;

impl JsonLd {
    /// `titles` are what the page calls itself elsewhere: they tell its own article from those it links to.
    pub(super) fn of(tree: &Tree, titles: &[&str]) -> Self {
        let mut articles = Vec::new();
        let mut found = Self::default();
        let scripts = tree.descendants(ROOT).filter(|id| {
            tree.name(*id) == "script"
                && tree.attribute(*id, "type").is_some_and(|kind| kind.contains("ld+json"))
        });
        for script in scripts {
            for object in parse(&tree.raw_text(script)).into_iter().flat_map(objects) {
                found.sort_in(object, &mut articles);
            }
        }
        let is_ours = |object: &Object| {
            text(object, "headline").or_else(|| text(object, "name")).is_some_and(|headline| {
                titles.iter().any(|title| title.starts_with(&headline) || headline.starts_with(title))
            })
        };
        let ours = articles.iter().position(is_ours).unwrap_or(0);
        found.article = (ours < articles.len()).then(|| articles.swap_remove(ours));
        found
    }

    fn sort_in(&mut self, object: Object, articles: &mut Vec<Object>) {
        let kinds = kinds(&object);
        let is = |wanted: &[&str]| kinds.iter().any(|kind| wanted.contains(&kind.as_str()));
        if kinds
            .iter()
            .any(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report")
        {
            articles.push(object);
        } else if is(&["ImageObject"]) {
            self.images.push(object);
        } else if is(&["VideoObject"]) {
            self.videos.push(object);
        } else if is(&["BreadcrumbList"]) {
            let names = list(object.get("itemListElement")).filter_map(|item| {
                let item = item.as_object()?;
                text(item, "name").or_else(|| text(item.get("item")?.as_object()?, "name"))
            });
            self.breadcrumbs = names.collect();
        } else if is(&["NewsMediaOrganization", "WebSite", "Organization"]) && self.site.is_none() {
            self.site = text(&object, "name");
        }
    }

    /// A text of the article.
    pub(crate) fn text(&self, property: &str) -> Option<String> {
        text(self.article.as_ref()?, property)
    }

    /// A list of texts of the article; a single text counts as one parted by commas.
    pub(crate) fn texts(&self, property: &str) -> Vec<String> {
        let Some(value) = self.article.as_ref().and_then(|article| article.get(property)) else {
            return Vec::new();
        };
        match value {
            Value::String(joined) => joined.split(',').filter_map(folded_entities).collect(),
            other => list(Some(other)).filter_map(|item| item.as_str().and_then(folded_entities)).collect(),
        }
    }

    /// The names of the article's authors.
    pub(crate) fn authors(&self) -> Vec<String> {
        let Some(article) = &self.article else { return Vec::new() };
        ["author", "creator"]
            .iter()
            .map(|property| names(article.get(*property)))
            .find(|names| !names.is_empty())
            .unwrap_or_default()
    }

    /// Who published it.
    pub(crate) fn publisher(&self) -> Option<String> {
        let article = self.article.as_ref()?;
        names(article.get("publisher")).into_iter().next().or_else(|| self.site.clone())
    }

    /// Whether the page says that it is for subscribers: `isAccessibleForFree`, or a part that is not.
    pub(crate) fn paywalled(&self) -> Option<bool> {
        let is_free = self.article.as_ref()?.get("isAccessibleForFree")?;
        match is_free {
            Value::Bool(is_free) => Some(!is_free),
            Value::String(is_free) => Some(!is_free.eq_ignore_ascii_case("true")),
            _ => None,
        }
    }

    /// The last but one of the breadcrumbs: the section that the article lies in.
    pub(crate) fn section_of_breadcrumbs(&self) -> Option<&str> {
        let n = self.breadcrumbs.len();
        self.breadcrumbs.get(n.checked_sub(2)?).map(String::as_str).filter(|_| n >= 3)
    }

    pub(crate) fn images(&self) -> impl Iterator<Item = Media> + '_ {
        self.images.iter().map(media)
    }

    pub(crate) fn videos(&self) -> impl Iterator<Item = Media> + '_ {
        self.videos.iter().map(media)
    }
}

fn media(object: &Object) -> Media {
    let credit = ["creditText", "copyrightHolder", "author", "creator", "copyrightNotice"]
        .iter()
        .find_map(|property| names(object.get(*property)).into_iter().next());
    Media {
        name: text(object, "name"),
        caption: text(object, "caption").or_else(|| text(object, "description")),
        credit,
        duration: text(object, "duration").filter(|duration| duration.starts_with('P')),
    }
}

/// Parses a script; a second try repairs what pages get wrong: wrapping comments, raw control characters, commas before
/// a closing bracket, escaped apostrophes, what follows the object.
fn parse(script: &str) -> Vec<Value> {
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    let bare = script
        .trim_start_matches('\u{feff}')
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let repaired = repaired(bare);
    serde_json::Deserializer::from_str(&repaired)
        .into_iter()
        .map_while(Result::ok)
        .take(MOST_OBJECTS)
        .collect()
}

/// JSON without the mistakes that a strict reader stops at.
fn repaired(json: &str) -> String {
    let mut repaired = String::with_capacity(json.len());
    let (mut is_text, mut is_escaped) = (false, false);
    for c in json.chars() {
        let c = if c.is_control() { ' ' } else { c };
        if is_escaped && c == '\'' {
            repaired.pop();
        }
        if !is_text && matches!(c, '}' | ']') {
            let end = repaired.trim_end().trim_end_matches(',').len();
            repaired.truncate(end);
        }
        is_text ^= c == '"' && !is_escaped;
        is_escaped = is_text && c == '\\' && !is_escaped;
        repaired.push(c);
    }
    repaired
}

/// Every object with a type in a value, outer ones first.
fn objects(value: Value) -> Vec<Object> {
    let mut found = Vec::new();
    let mut waiting = std::collections::VecDeque::from([value]);
    while let Some(value) = waiting.pop_front() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(object) => {
                // What an article is part of, or links to, is not what the page is about.
                let inner = object.iter().filter(|(key, inner)| {
                    (inner.is_object() || inner.is_array())
                        && !matches!(
                            key.as_str(),
                            "isPartOf"
                                | "publisher"
                                | "author"
                                | "itemListElement"
                                | "liveBlogUpdate"
                                | "hasPart"
                        )
                });
                waiting.extend(inner.map(|(_, inner)| inner.clone()));
                if object.contains_key("@type") {
                    found.push(object);
                }
            }
            _ => {}
        }
        if found.len() + waiting.len() > MOST_OBJECTS {
            break;
        }
    }
    found
}

fn kinds(object: &Object) -> Vec<String> {
    list(object.get("@type"))
        .filter_map(|kind| Some(kind.as_str()?.rsplit(['/', ':']).next()?.to_owned()))
        .collect()
}

/// A value as a list: an array's items, or the one value.
fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    match value {
        Some(Value::Array(items)) => items.iter().collect::<Vec<_>>(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
    .into_iter()
}

/// Names of persons or organisations, given as texts or as objects.
fn names(value: Option<&Value>) -> Vec<String> {
    list(value)
        .flat_map(|item| match item {
            Value::String(name) => folded_entities(name).into_iter().collect(),
            Value::Object(object) => {
                list(object.get("name")).filter_map(|name| folded_entities(name.as_str()?)).collect()
            }
            _ => Vec::new(),
        })
        .collect()
}

fn text(object: &Object, property: &str) -> Option<String> {
    list(object.get(property)).find_map(|value| folded_entities(value.as_str()?))
}

/// White space folded, and the entities and tags that pages leave in their JSON turned into what they stand for.
fn folded_entities(text: &str) -> Option<String> {
    let is_escaped = text.contains('&') && text.contains(';') && text.len() <= LONGEST_ESCAPED;
    if is_escaped { folded(&parse_markup(text).raw_text(ROOT)) } else { folded(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(script: &str, titles: &[&str]) -> JsonLd {
        JsonLd::of(&parse_markup(&format!("<script type='application/ld+json'>{script}</script>")), titles)
    }

    #[test]
    fn the_pages_own_article_is_found_in_a_graph() {
        let data = read(
            r#"{"@graph": [
                {"@type": "NewsArticle", "headline": "Another story"},
                {"@type": ["NewsArticle"], "headline": "Talks end", "author": [{"name": "Ana Ruiz"}, "Ben Okafor"],
                 "isAccessibleForFree": "False", "keywords": "Sea, Fish"}]}"#,
            &["Talks end - The Harbour Post"],
        );
        assert_eq!(data.text("headline").as_deref(), Some("Talks end"));
        assert_eq!(data.authors(), ["Ana Ruiz", "Ben Okafor"]);
        assert_eq!(data.paywalled(), Some(true));
        assert_eq!(data.texts("keywords"), ["Sea", "Fish"]);
    }

    #[test]
    fn broken_json_is_repaired_where_it_can_be() {
        let data = read("<!-- {\"@type\": \"Article\", \"headline\": \"One\ntwo &amp; three\"}; -->", &[]);
        assert_eq!(data.text("headline").as_deref(), Some("One two & three"));
        assert_eq!(read("{\"@type\": ", &[]).text("headline"), None);
    }

    #[test]
    fn deep_nesting_is_no_stack_overflow() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(read(&deep, &[]).authors(), [""; 0]);
    }
}
