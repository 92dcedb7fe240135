//! Whole readings of short texts, and promises that hold for any.

use article::Settings;
use language::{Analysis, Model};
use proptest::prelude::*;

use super::codebook::file::{LABELS, STANCES, STATUSES, TYPES};
use super::codebook::{Codebook, file};
use crate::record::{Event, EventType, Label, Record, Stance, Status};

fn read(text: &str) -> Record {
    let capture = article::captures_of(text.as_bytes(), None).unwrap().next().unwrap().unwrap();
    let article = article::read(&capture, &Settings::default()).unwrap();
    let analysis = model().analyze(&article);
    crate::read(article, &analysis)
}

fn model() -> &'static Model {
    static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
    MODEL.get_or_init(|| Model::embedded().unwrap())
}

/// The event of a type: its actors, recipients and label by name.
fn event(record: &Record, kind: EventType) -> (Vec<&str>, Vec<&str>, Label) {
    let event = record.events.iter().find(|event| event.r#type == kind);
    let event = event.unwrap_or_else(|| panic!("no {kind:?} in {:?}", record.events));
    let names = |ids: &[String]| ids.iter().map(|id| record.actor(id).unwrap().name.as_str()).collect();
    (names(&event.actors), names(&event.recipients), event.label)
}

#[test]
fn the_codebook_does_as_its_examples_say() {
    let failed: Vec<String> =
        Codebook::embedded().failed_examples(model()).iter().map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn files_and_record_have_the_same_names() {
    assert!(EventType::ALL.iter().map(|one| one.label()).eq(TYPES));
    assert!(Status::ALL.iter().map(|one| one.label()).eq(STATUSES));
    assert!(Stance::ALL.iter().map(|one| one.label()).eq(STANCES));
    assert!(Label::ALL.iter().map(|one| one.label()).eq(LABELS));
}

#[test]
fn a_mistake_is_told_with_file_line_and_reason() {
    for (text, line, reason) in [
        (
            "[[pattern]]\ntype = \"HUG\"\nverbs = [\"hug\"]\nyes = [\"x\"]",
            1,
            "\"HUG\" is no type; it may be AGREE",
        ),
        ("type = \"AID\"\n\n[[pattern]]\nverbs = [\"give\"]", 3, "at least one `yes`"),
        ("[[pattern]]\ntype = \"AID\"\nverb = [\"give\"]", 3, "unknown field `verb`"),
        (
            "type = \"AID\"\n[[pattern]]\nverbs = [\"give\"]\nyes = [\"x\"]\nwhen = { object = [\"@gifts\"] }",
            2,
            "there is no list `gifts`",
        ),
        ("[[operator]]\nverbs = [\"plan\"]\nstatus = \"maybe\"\nyes = [\"x\"]", 1, "\"maybe\" is no status"),
    ] {
        let mistake = Codebook::from_texts(&[("mine.toml", text)]).unwrap_err();
        assert_eq!((mistake.file.as_str(), mistake.line), ("mine.toml", line), "{mistake}");
        assert!(mistake.reason.contains(reason), "{mistake}");
    }
}

#[test]
fn a_demand_is_two_events() {
    let record = read("The Norwegian government demanded that the rebels release the hostages on Friday.");
    let demand = event(&record, EventType::Request);
    assert_eq!(demand.2, Label::Occurred);
    let (actors, _, label) = event(&record, EventType::Retreat);
    assert_eq!((actors, label), (vec!["the rebels"], Label::Demanded));
    let released = record.events.iter().find(|event| event.r#type == EventType::Retreat).unwrap();
    let put_by = record.events.iter().find(|event| Some(&event.id) == released.put_by.as_ref()).unwrap();
    assert_eq!(put_by.r#type, EventType::Request);
}

#[test]
fn who_is_only_accused_is_alleged_and_a_denial_elsewhere_is_named() {
    let record = read(
        "Quarrel\n\nThe government of Niger accused Mali of shelling the town of Ayorou.\n\nMali denied shelling the town.",
    );
    let attacks: Vec<&Event> =
        record.events.iter().filter(|event| event.r#type == EventType::Assault).collect();
    let told = attacks.iter().find(|event| event.stance != Stance::Denied).expect("it is told");
    assert!(told.actors.is_empty());
    let alleged: Vec<&str> =
        told.alleged_actors.iter().map(|id| record.actor(id).unwrap().name.as_str()).collect();
    assert_eq!(alleged, ["Mali"]);
    let denials: Vec<&str> = record
        .statements
        .iter()
        .filter(|statement| statement.act == crate::Act::Deny)
        .map(|statement| statement.id.as_str())
        .collect();
    assert_eq!(told.denied_by, denials);
    assert!(attacks.iter().any(|event| event.label == Label::Denied));
}

#[test]
fn quoted_orders_are_demanded_of_nobody_named() {
    let record = read("The crowd marched to the court. \u{201c}Arrest the minister!\u{201d} they shouted.");
    let (actors, recipients, label) = event(&record, EventType::Coerce);
    assert_eq!((actors, recipients, label), (vec![], vec!["the minister"], Label::Demanded));
}

#[test]
fn who_is_blamed_for_a_deed_did_it() {
    let record = read("Norway criticised Mali for attacking the rebels.");
    assert_eq!(event(&record, EventType::Assault).0, ["Mali"]);
    let record = read("Norway was criticised by Mali for attacking the rebels.");
    assert_eq!(event(&record, EventType::Assault).0, ["Norway"]);
}

#[test]
fn he_in_a_relative_clause_is_whom_it_is_about() {
    let record = read(
        "Ana Duarte left Oslo without thanking Rui Lima, who made it clear he had rejected the treaty with Mali.",
    );
    assert_eq!(event(&record, EventType::Reject).0, ["Rui Lima"]);
}

#[test]
fn answers_are_given_to_those_who_asked() {
    let asked = "Gas\n\nTogo demanded on Monday that Ghana halt drilling.";
    let record = read(&format!("{asked} Ghana\u{2019}s energy ministry rejected the demand."));
    assert_eq!(event(&record, EventType::Reject).1, ["Togo"]);
    // An answer to somebody else's words stays without.
    let record = read(&format!("{asked} Norway rejected the offer."));
    assert!(event(&record, EventType::Reject).1.is_empty());
    let record = read("The minister of Mali met the president of Niger and agreed to talk.");
    assert_eq!(event(&record, EventType::Agree).1, event(&record, EventType::Consult).1);
}

#[test]
fn towns_where_something_happens_are_no_sides() {
    let record = read(
        "Gas\n\nGENEVA, May 12 (Halyard) - Ghana and Togo agreed on Tuesday to share the gas of the Keta block, and plan to sign in Oslo on May 20.",
    );
    let (actors, recipients, _) = event(&record, EventType::Agree);
    assert_eq!((actors, recipients), (vec!["Ghana"], vec!["Togo"]));
    let record = read("Togo threatened to walk out of the gas talks in Geneva on Thursday.");
    assert!(record.events.iter().all(|event| event.recipients.is_empty()), "{:?}", record.events);
    let record = read("Togo threatened to leave the Geneva talks.");
    assert!(record.events.iter().all(|event| event.recipients.is_empty()), "{:?}", record.events);
}

#[test]
fn adjectives_of_states_and_staff_of_two_are_sides() {
    let record = read("The city lies in ruins after an attack by Malian drones.");
    let (actors, ..) = event(&record, EventType::Assault);
    assert_eq!((actors, record.actors[0].state.as_deref()), (vec!["Mali"], Some("MLI")));
    let record = read(
        "Ana Duarte met Rui Lima in Oslo on Monday. A planned second meeting between the two leaders\u{2019} teams was scrapped.",
    );
    let scrapped = record.events.iter().find(|event| event.label == Label::CalledOff).unwrap();
    let sides = scrapped.actors.iter().chain(&scrapped.recipients);
    assert!(sides.map(|id| &record.actor(id).unwrap().name).eq(["Ana Duarte", "Rui Lima"]));
}

#[test]
fn several_who_act_for_states_are_those_states() {
    for text in [
        "The foreign ministers of Mali and Niger met in Oslo on Monday.",
        "Malian and Nigerien ministers met in Oslo on Monday.",
        "Officials from Mali and Niger met on Monday in Geneva.",
    ] {
        let record = read(&format!("{text} It rained."));
        let (actors, recipients, _) = event(&record, EventType::Consult);
        assert_eq!((actors, recipients), (vec!["Mali"], vec!["Niger"]), "{text}");
    }
}

#[test]
fn what_is_told_of_a_day_to_come_is_planned() {
    let text =
        "{\"text\": \"Miners march against the government of Mali on May 1.\", \"date\": \"2020-04-27\"}";
    assert_eq!(event(&read(text), EventType::Protest).2, Label::Planned);
}

#[test]
fn what_did_not_happen_is_not_shown_as_done() {
    for (text, kind, label) in [
        ("The president will visit Lisbon in June.", EventType::Consult, Label::Planned),
        ("The president called off his visit to Lisbon.", EventType::Consult, Label::CalledOff),
        ("The army did not attack the town.", EventType::Assault, Label::NotDone),
        ("The rebels failed to seize the town from the army.", EventType::Assault, Label::Failed),
        ("The army could attack the town, officials said.", EventType::Assault, Label::Hypothetical),
        ("The rebels threatened to attack the town.", EventType::Assault, Label::Threatened),
        ("The president offered to meet the rebels.", EventType::Consult, Label::Offered),
        ("The army attacked the town.", EventType::Assault, Label::Occurred),
        ("The envoy organised the king's meeting with Rui Lima.", EventType::Consult, Label::Occurred),
        ("The rebels tried to seize the town from the army.", EventType::Assault, Label::Failed),
        ("The rebels are trying to seize the town from the army.", EventType::Assault, Label::Hypothetical),
        ("The president hopes to meet the rebels.", EventType::Consult, Label::Hypothetical),
        ("The rebels were forced to withdraw from the town.", EventType::Retreat, Label::Occurred),
        ("The president will not accept the offer by the rebels.", EventType::Reject, Label::Occurred),
        ("Not only did the rebels attack the town, they burned it.", EventType::Assault, Label::Occurred),
        (
            "Norway rejected a call by Mali for the release of the hostages.",
            EventType::Request,
            Label::Occurred,
        ),
        ("\u{201c}I want to thank the king,\u{201d} Ana Duarte said.", EventType::Support, Label::Occurred),
        ("The army admitted that it had attacked the town.", EventType::Assault, Label::Occurred),
        ("The army refused to explain why it attacked the town.", EventType::Assault, Label::Occurred),
        (
            "Ana Duarte fears for the peace after the recent attack on Mali.",
            EventType::Assault,
            Label::Occurred,
        ),
        ("The king was no soldier but attacked the rebels.", EventType::Assault, Label::Occurred),
        (
            "Hackers spread a false report that the army had attacked the town.",
            EventType::Assault,
            Label::NotDone,
        ),
        (
            "Mali will respond to an attack on its army, Ana Duarte said.",
            EventType::Assault,
            Label::Hypothetical,
        ),
        ("Did the army attack the town?", EventType::Assault, Label::Hypothetical),
        ("Why did the army attack the town?", EventType::Assault, Label::Occurred),
        (
            "Ana Duarte warned that the king opposes the peace treaty with Norway.",
            EventType::Reject,
            Label::Occurred,
        ),
        (
            "The president cancelled his visit to Lisbon after the attack on the town by the rebels.",
            EventType::Assault,
            Label::Occurred,
        ),
    ] {
        let record = read(text);
        assert_eq!(event(&record, kind).2, label, "{text}");
    }
}

#[test]
fn sides_are_found_through_passives_nouns_and_coordination() {
    for (text, kind, actor, recipient) in [
        ("The town was attacked by the rebels.", EventType::Assault, "the rebels", "The town"),
        ("The rebels carried out an attack on the town.", EventType::Assault, "The rebels", "the town"),
        ("The president met and praised the rebels.", EventType::Support, "The president", "the rebels"),
        ("The soldiers who attacked the town fled.", EventType::Assault, "The soldiers", "the town"),
    ] {
        let record = read(text);
        let (actors, recipients, _) = event(&record, kind);
        let same = |names: &[&str], name: &str| names.iter().any(|one| one.eq_ignore_ascii_case(name));
        assert!(same(&actors, actor) && same(&recipients, recipient), "{text}: {actors:?} → {recipients:?}");
    }
}

#[test]
fn politics_is_surer_than_games() {
    let sure = |text: &str, kind: EventType| {
        let record = read(text);
        let event = record.events.iter().find(|event| event.r#type == kind);
        event.unwrap_or_else(|| panic!("no {kind:?} in {text:?}")).confidence
    };
    let war = sure(
        "The government accused the army of a coup. Norway imposed sanctions on Mali.",
        EventType::Sanction,
    );
    let game = sure("The band met its fans. The cook beat the waiter at chess.", EventType::Consult);
    assert!(war > super::UNSURE_EVENT && game < super::UNSURE_EVENT, "{war} {game}");
}

#[test]
fn contexts_are_told_by_words_of_the_sentence() {
    let record = read("The army attacked the oil pipeline of the rebels.");
    let attack = record.events.iter().find(|event| event.r#type == EventType::Assault).unwrap();
    assert_eq!(attack.contexts, ["military", "resource"]);
}

#[test]
fn what_is_told_twice_is_one_event() {
    let text =
        "The army attacked the town on Friday. Nobody slept.\n\nThe army attacked the town from the north.";
    let record = read(text);
    let attacks: Vec<&Event> =
        record.events.iter().filter(|event| event.r#type == EventType::Assault).collect();
    assert_eq!((attacks.len(), attacks[0].evidence.len()), (1, 2), "{attacks:#?}");
}

#[test]
fn an_article_without_words_has_no_events() {
    let capture = article::captures_of(b"{\"text\": \"-\"}", None).unwrap().next().unwrap().unwrap();
    let article = article::read(&capture, &Settings::default()).unwrap();
    assert!(crate::read(article, &Analysis::default()).events.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// No text of a codebook's file makes its reader panic.
    #[test]
    fn any_text_is_a_codebook_or_a_mistake(text in "(\\[\\[pattern\\]\\]|type = \"AID\"|verbs = \\[\"[a-zé ]{0,4}\"\\]|yes = \\[\"x\"\\]|\n|.){0,12}") {
        let _ = file::read("mine.toml", &text);
        let _ = Codebook::from_texts(&[("mine.toml", &text)]);
    }

    /// No words make the reader panic, and every span slices.
    #[test]
    fn any_words_give_events_that_slice(words in prop::collection::vec("attacked|the army|that|demanded|Mali|and|to|by|visit|did not|,|who|talks|with|if|\\.|é|100", 0..30)) {
        let record = read(&format!("{{\"text\": {:?}}}", words.join(" ")));
        for event in &record.events {
            prop_assert!(!record.article.words(event.trigger).is_empty());
            prop_assert!(event.actors.iter().chain(&event.recipients).all(|id| record.actor(id).is_some()));
        }
    }
}

/// The folded events of a text: type, actors and recipients by name.
fn folded(text: &str) -> Vec<(EventType, Vec<String>, Vec<String>)> {
    let record = read(text);
    let names = |ids: &[String]| ids.iter().map(|id| record.actor(id).unwrap().name.clone()).collect();
    crate::plover_collapse(&record, Codebook::embedded())
        .iter()
        .map(|event| (event.r#type, names(&event.actors), names(&event.recipients)))
        .collect()
}

#[test]
fn status_is_folded_into_the_type_as_plovers_coders_do() {
    for (text, kind) in [
        ("The ministers of Mali will meet their colleagues from Niger on Monday.", EventType::Agree),
        ("Mali cancelled a visit to Niger.", EventType::Reject),
        ("Mali met Niger in Geneva.", EventType::Consult),
    ] {
        let found = folded(text);
        assert!(found.iter().any(|(found, ..)| *found == kind), "{text}: {found:?}");
        assert!(found.len() == 1, "{text}: {found:?}");
    }
}

#[test]
fn of_a_demand_and_what_is_demanded_the_demand_survives() {
    let found = folded("Mali demanded that Niger withdraw its troops.");
    let side = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(found, [(EventType::Request, side(&["Mali"]), side(&["Niger"]))]);
}

/// A record with one event, put forward in a statement of the actor `a1`.
fn with_event(kind: EventType, label: (Status, Stance)) -> Record {
    let mut record = read("Mali said that Niger attacked Chad.");
    let mut event = record.events.pop().unwrap();
    (event.r#type, event.status, event.stance) = (kind, label.0, label.1);
    event.label = Event::<article::ByteSpan>::label_of(label.0, label.1, false);
    (event.actors, event.recipients) = (vec!["a8".to_owned()], vec!["a9".to_owned()]);
    event.content_of = Some(record.statements[0].id.clone());
    event.put_by = None;
    record.statements[0].source.actor = Some("a7".to_owned());
    record.events = vec![event];
    record
}

#[test]
fn what_is_only_said_is_folded_with_its_speaker() {
    for (kind, label, becomes, actors, recipients) in [
        (EventType::Assault, (Status::Hypothetical, Stance::Threatened), EventType::Threaten, "a7", "a9"),
        (EventType::Retreat, (Status::Hypothetical, Stance::Demanded), EventType::Request, "a7", "a8"),
        (EventType::Aid, (Status::Planned, Stance::Promised), EventType::Agree, "a8", "a9"),
        (EventType::Assault, (Status::Occurred, Stance::Asserted), EventType::Assault, "a8", "a9"),
    ] {
        let record = with_event(kind, label);
        let folded = crate::plover_collapse(&record, Codebook::embedded());
        assert_eq!(folded[0].r#type, becomes, "{kind:?} {label:?}");
        assert_eq!(
            (&folded[0].actors[0][..], &folded[0].recipients[0][..]),
            (actors, recipients),
            "{kind:?}"
        );
    }
    let denied = with_event(EventType::Assault, (Status::NotDone, Stance::Denied));
    assert!(crate::plover_collapse(&denied, Codebook::embedded()).is_empty());
    // A codebook that says nothing of folding takes the program's.
    let threatened = with_event(EventType::Assault, (Status::Hypothetical, Stance::Threatened));
    assert_eq!(crate::plover_collapse(&threatened, &Codebook::default())[0].r#type, EventType::Threaten);
}

#[test]
fn a_users_file_takes_the_place_of_the_programs_of_the_same_name() {
    let own = "type = \"PROTEST\"\n[[pattern]]\nverbs = [\"sulk\"]\nyes = [\"[Miners] sulked.\"]";
    let codebook = Codebook::with_files(&[("/home/ana/events/protest.toml", own)]).unwrap();
    let whole = Codebook::embedded();
    assert!(codebook.n_examples() < whole.n_examples() && codebook.has_folds());
    let added = Codebook::with_files(&[("sulking.toml", own)]).unwrap();
    assert_eq!(added.n_examples(), whole.n_examples() + 1);
    let wrong =
        Codebook::with_files(&[("my.toml", "type = \"HUG\"\n[[pattern]]\nverbs = [\"hug\"]\nyes = [\"x\"]")]);
    assert!(wrong.unwrap_err().to_string().starts_with("my.toml, line 2: \"HUG\" is no type"));
}
