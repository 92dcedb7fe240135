//! Who is who in short passages, as the embedded model reads them.

use article::{Article, ByteSpan, Settings};
use language::Model;

use super::WatchList;
use crate::record::{Actor, ActorKind};

fn article(text: &str) -> Article {
    let line = format!("{{\"text\": {text:?}}}");
    let capture = article::captures_of(line.as_bytes(), None).unwrap().next().unwrap().unwrap();
    article::read(&capture, &Settings::default()).unwrap()
}

/// The actor of the last place where each of some words stands.
fn actors(text: &str, words: &[&str], list: &WatchList) -> Vec<Option<Actor>> {
    let article = article(text);
    let analysis = Model::embedded().unwrap().analyze(&article);
    let place = |words: &&str| {
        let at = text.rfind(words).expect("the words stand in the text");
        ByteSpan::new(at, at + words.len())
    };
    let places: Vec<ByteSpan> = words.iter().map(place).collect();
    let found = crate::actors_at(&article, &analysis, list, &places);
    found.into_iter().map(|actors| actors.into_iter().next()).collect()
}

fn name(text: &str, words: &str) -> String {
    actors(text, &[words], &WatchList::default()).remove(0).map_or_else(String::new, |actor| actor.name)
}

#[test]
fn words_lead_to_their_actors() {
    for (text, words, expected) in [
        (
            "Interior Minister Aino Halkola arrived by ferry. Halkola said the sea was kind.",
            "Halkola",
            "Aino Halkola",
        ),
        (
            "Halkola arrived by ferry on Monday. Aino Halkola said the sea was kind.",
            "Halkola",
            "Aino Halkola",
        ),
        ("Aino Halkola said the border would stay shut. “Nobody likes it,” she said.", "she", "Aino Halkola"),
        (
            "Bulgaria’s president, Stoyan Radev, flew home. “I must work,” the president said.",
            "the president",
            "Stoyan Radev",
        ),
        ("Aino Halkola, a dentist, said the bridge was old.", "Aino Halkola, a dentist,", "Aino Halkola"),
        (
            "Some economists said the tariff would fail.\n\nThe ministers met for three hours. They gave statements in a short \
             news conference. They declined to take questions.",
            "They",
            "The ministers",
        ),
        (
            "Interior Minister Aino Halkola arrived by ferry. To the press it was like the Oval Office Halkola meeting.",
            "Halkola",
            "Aino Halkola",
        ),
        ("Kyiv said the drones had come from the east.", "Kyiv", "Ukraine"),
        ("The Kremlin said no such order had been given.", "The Kremlin", "Russia"),
        ("The Norwegian cabinet said the cable was cut.", "The Norwegian cabinet", "Norway"),
        ("The Norwegians say the cable was cut.", "The Norwegians", "Norway"),
        ("The Russian side said the cable broke.", "The Russian side", "Russia"),
        (
            "The Union of Baltic Dockers (UBD) called the plan unsafe. The UBD said two cranes failed.",
            "The UBD",
            "Union of Baltic Dockers",
        ),
        (
            "Henrik Dahl and his wife, Karin Dahl, own the hotel. “We kept the lights on,” Mrs Dahl said.",
            "Mrs Dahl",
            "Karin Dahl",
        ),
        (
            "“I would not sign,” former president Marek Havlena said.",
            "former president Marek Havlena",
            "Marek Havlena",
        ),
        ("Stoyan Radev met reporters. “I am tired,” Radev said.", "I", "Stoyan Radev"),
        ("Park Dae-hyun, a lawmaker, met reporters. Park said the plan was weak.", "Park", "Park Dae-hyun"),
        ("“We will not wait,” said Kim Seo-yeon, a farmer.", "Kim Seo-yeon, a farmer", "Kim Seo-yeon"),
        ("President Lai Ching-te warned that the strait was not safe.", "Lai Ching-te", "Lai Ching-te"),
        ("An Emmanuel Macron-backed candidate said he would run.", "Emmanuel Macron", "Emmanuel Macron"),
        ("A Vladimir Putin-era law was dropped on Monday.", "Vladimir Putin", "Vladimir Putin"),
        (
            "The army drove the Rapid Support Forces out of the palace. The RSF said its men held the gate.",
            "The RSF",
            "Rapid Support Forces",
        ),
        (
            "The Rapid Support Forces (RSF) took El Fasher. The RSF said its men held the gate.",
            "The RSF",
            "Rapid Support Forces",
        ),
        (
            "The Ministry of Home Affairs said the road was shut. The MHA said it would open on Friday.",
            "The MHA",
            "Ministry of Home Affairs",
        ),
        (
            "The army is in the palace.\n\nThe Union of Baltic Dockers said it would strike. UBD said on Tuesday that talks had failed.",
            "UBD",
            "Union of Baltic Dockers",
        ),
        (
            "RSF takes the palace\n\nSudan's Rapid Support Forces said on Monday that they held the gate.",
            "RSF",
            "Rapid Support Forces",
        ),
        ("The RSF said two reporters had been held in Paris.", "The RSF", "Reporters Without Borders"),
        (
            "Reporters Without Borders (RSF) met the Rapid Support Forces. The RSF said two reporters were held.",
            "The RSF",
            "Reporters Without Borders",
        ),
        (
            "The Republican National Convention opened on Monday in Ohio. The RNC said it would help.",
            "The RNC",
            "Republican National Committee",
        ),
        ("Trains stood still at Union Station. The US said nothing was known.", "The US", "United States"),
    ] {
        assert_eq!(name(text, words), expected, "{words:?} in {text:?}");
    }
}

#[test]
fn who_is_not_named_is_described() {
    let text = "“The text is finished,” said a senior EU diplomat, who asked not to be named.";
    let actor = actors(text, &["a senior EU diplomat"], &WatchList::default()).remove(0).unwrap();
    assert_eq!((actor.name.as_str(), actor.kind), ("a senior EU diplomat", Some(ActorKind::Unnamed)));
}

#[test]
fn roles_codes_and_kinds_are_kept() {
    let text = "Russian Foreign Minister Sergei Lavrov arrived. Former mayor Marek Havlena met him. Hamas said nothing.";
    let found = actors(text, &["Lavrov", "Havlena", "Hamas"], &WatchList::default());
    let [Some(lavrov), Some(havlena), Some(hamas)] = &found[..] else {
        panic!("all three are found: {found:?}")
    };
    assert_eq!((lavrov.state.as_deref(), lavrov.wikidata.as_deref()), (Some("RUS"), Some("Q58217")));
    assert_eq!(lavrov.roles[0].text, "Russian Foreign Minister");
    assert!(havlena.roles[0].former && havlena.kind == Some(ActorKind::Person));
    assert_eq!((hamas.kind, hamas.state.as_deref()), (Some(ActorKind::ArmedGroup), Some("PSE")));
}

#[test]
fn names_go_on_behind_their_hyphen() {
    for (text, words, expected) in [
        ("Park Dae-hyun, a lawmaker, said the plan was weak.", "Park Dae-hyun", "Park Dae-hyun"),
        ("Kim Seo-yeon’s brother said the plan was weak.", "Kim Seo-yeon", "Kim Seo-yeon"),
        ("A Donald Trump-led group said it would act.", "Donald Trump", "Donald Trump"),
        ("The Hugo Chávez-style speech was long.", "Hugo Chávez", "Hugo Chávez"),
        ("George Soros-funded groups met in Vienna.", "George Soros", "George Soros"),
    ] {
        let actor = actors(text, &[words], &WatchList::default()).remove(0);
        let mention = actor.and_then(|actor| actor.mentions.first().copied());
        assert_eq!(mention.map(|span| span.of(text)), Some(expected), "{text:?}");
    }
}

#[test]
fn a_watch_list_wins() {
    let list = "[[actor]]\nname = \"Harbour Union\"\nnames = [\"Hamas\"]\nkind = \"group\"\nstate = \"PRT\"";
    let actor = actors("Hamas said the cranes failed.", &["Hamas"], &WatchList::parse(list).unwrap())
        .remove(0)
        .unwrap();
    assert_eq!(
        (actor.name.as_str(), actor.kind, actor.state.as_deref()),
        ("Harbour Union", Some(ActorKind::Group), Some("PRT"))
    );
}

#[test]
fn odd_texts_are_read() {
    for text in ["", "'s", "The the of", "Mr.", "“”", "he said she said it said", "A A A A A A A A"] {
        let article = article(text);
        let analysis = Model::embedded().unwrap().analyze(&article);
        let all = ByteSpan::new(0, article.text.len());
        crate::actors_at(&article, &analysis, &WatchList::default(), &[all, ByteSpan::new(0, 0)]);
    }
}
