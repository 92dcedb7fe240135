//! The commands of an archive as a user types them: each test runs the real binary on files of its own.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its files has failed")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::Duration;

/// German, so that no model has to be run for it.
const TALKS: &str = "Gespräche am Fluss\n\nDie Gespräche über das Wasser des oberen Damms gingen am Montag in Port Adal zu Ende, ohne dass \
eine Seite den Saal verließ. Am Freitag soll es eine zweite Runde geben, und 12 Boote warten bis dahin vor der Schleuse.\n";

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(arguments).current_dir(self.0.path()).env_remove("ONRECORD_ARCHIVE");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn succeeds(output: &Output) {
    assert!(output.status.success(), "{}", err(output));
}

#[test]
fn a_mistyped_path_leaves_no_archive_behind() {
    let place = Place::new();
    let added = place.run(&["add", "missing.txt"]);
    assert_eq!(added.status.code(), Some(1), "{}", err(&added));
    assert!(err(&added).contains("missing.txt"), "{}", err(&added));
    assert_eq!(fs::read_dir(place.0.path()).unwrap().count(), 0, "{}", err(&added));
    // An archive that was there stays, whatever it holds.
    drop(archive::Archive::create(&place.path("onrecord.sqlite")).unwrap());
    assert_eq!(place.run(&["add", "missing.txt"]).status.code(), Some(1));
    assert!(place.path("onrecord.sqlite").exists());
}

#[test]
fn an_article_that_comes_again_changes_nothing_and_a_changed_one_is_a_version() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    let first = place.run(&["add", "talks.txt", "--list"]);
    succeeds(&first);
    assert_eq!(out(&first), "new\t1\ttalks.txt\n");
    assert!(err(&first).contains("onrecord.sqlite: 1 new, 0 changed, 0 unchanged"), "{}", err(&first));
    let second = place.run(&["add", "talks.txt", "--list"]);
    succeeds(&second);
    assert_eq!(out(&second), "unchanged\t1\ttalks.txt\n");
    assert!(err(&second).contains("0 new, 0 changed, 1 unchanged"), "{}", err(&second));
    place.file("talks.txt", TALKS.replace("12 Boote", "14 Boote"));
    assert_eq!(out(&place.run(&["add", "talks.txt", "--list"])), "changed\t1\ttalks.txt\n");
    let changes = place.run(&["changes", "1"]);
    succeeds(&changes);
    assert!(out(&changes).contains("the figure went from 12 to 14"), "{}", out(&changes));
    assert!(out(&changes).contains("[-12-]{+14+}"), "{}", out(&changes));
    assert!(!out(&changes).contains('\u{1b}'), "no colour where there is no terminal");
    assert!(out(&changes).lines().all(|line| line.chars().count() <= 80));
    assert_eq!(out(&place.run(&["changes", "--since", "2100-01-01"])), "");
}

#[test]
fn a_folder_with_the_archive_in_it_is_added_without_the_archive() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    place.file("broken.jsonl", "{\"text\": ");
    place.file("picture.png", b"\x89PNG\r\n\x1a\n");
    let mut before = String::new();
    for counts in [
        "1 new, 0 changed, 0 unchanged, 1 skipped, 1 failed",
        "0 new, 0 changed, 1 unchanged, 1 skipped, 1 failed",
    ] {
        let added = place.run(&["add", "."]);
        assert_eq!(added.status.code(), Some(1), "one failed");
        assert!(err(&added).contains(counts), "{}", err(&added));
        assert!(err(&added).contains("broken.jsonl"));
        before = err(&added);
    }
    assert!(!before.contains("sqlite-"), "{before}");
}

#[test]
fn what_is_kept_can_be_counted_checked_copied_read_again_and_removed() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    succeeds(&place.run(&["add", "talks.txt"]));
    let info = place.run(&["archive", "info"]);
    assert!(out(&info).contains("Articles    1\n"), "{}", out(&info));
    let checked = place.run(&["check"]);
    succeeds(&checked);
    assert!(err(&checked).contains("nothing wrong"), "{}", err(&checked));
    succeeds(&place.run(&["backup", "copy.sqlite"]));
    let again = place.run(&["backup", "copy.sqlite"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(err(&again).contains("is there already"));
    let reread = place.run(&["reread", "--all"]);
    succeeds(&reread);
    assert!(err(&reread).contains("1 read as before, 0 changed, 0 failed"), "{}", err(&reread));
    assert!(err(&place.run(&["reread"])).contains("0 read as before"), "this version read them");
    succeeds(&place.run(&["remove", "talks.txt"]));
    let gone = place.run(&["remove", "1"]);
    assert_eq!(gone.status.code(), Some(1));
    assert!(err(&gone).contains("no article of the archive is \"1\""), "{}", err(&gone));
    succeeds(&place.run(&["check", "--archive", "copy.sqlite"]));
    succeeds(&place.run(&["check"]));
}

#[test]
fn an_address_is_given_to_one_page_alone_and_an_empty_folder_is_told_of() {
    let place = Place::new();
    for name in ["a.txt", "b.txt"] {
        place.file(name, format!("Snow fell on the pass of {name} all night, and the road stayed shut."));
    }
    let both = place.run(&["add", "a.txt", "b.txt", "--url", "https://harbourpost.example/snow"]);
    assert_eq!(both.status.code(), Some(2), "{}", err(&both));
    let no_address = place.run(&["add", "a.txt", "--url", "not a url"]);
    assert_eq!(no_address.status.code(), Some(2), "{}", err(&no_address));
    succeeds(&place.run(&["add", "a.txt", "b.txt"]));
    succeeds(&place.run(&["remove", "1", "1"]));
    std::fs::create_dir(place.path("empty")).unwrap();
    let nothing = place.run(&["read", "empty"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(err(&nothing).contains("nothing to read"), "{}", err(&nothing));
}

#[test]
fn the_archive_knows_by_which_codebook_an_article_was_read() {
    let place = Place::new();
    place.file("strike.txt", "Strike\n\nMiners in Mali sulked against the government on Monday.\n");
    fs::create_dir(place.path("codebook")).unwrap();
    let pattern = "type = \"PROTEST\"\n\n[[pattern]]\nmode = \"sulking\"\nverbs = [\"sulk\"]\nyes = [\"[Miners] sulked against {Mali}.\"]\n";
    place.file("codebook/sulking.toml", pattern);
    place.file("names.toml", "[[actor]]\nname = \"Mali\"\nkind = \"state\"\nstate = \"MLI\"\n");
    succeeds(&place.run(&["add", "strike.txt", "--codebook", "codebook"]));
    assert!(out(&place.run(&["search", "mode:sulking"])).contains("sulked"));
    let read_by = |words: &str| {
        let info = out(&place.run(&["archive", "info"]));
        assert!(
            info.lines().any(|line| line.starts_with("Read by") && line.contains(words)),
            "{words}: {info}"
        );
    };
    read_by(", codebook ");
    // What the same has read is not read again; what another has, is.
    assert!(err(&place.run(&["reread", "--codebook", "codebook"])).contains("0 read as before, 0 changed"));
    let reread = place.run(&["reread", "--watch-list", "names.toml"]);
    succeeds(&reread);
    assert!(err(&reread).contains("1 changed"), "{}", err(&reread));
    read_by(", watch list ");
    assert!(out(&place.run(&["search", "mode:sulking"])).starts_with("Nothing found"));
    let wrong = place.run(&["add", "strike.txt", "--codebook", "none"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("none: "), "{}", err(&wrong));
}

#[test]
fn what_cannot_be_opened_is_said_in_a_sentence() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    for (arguments, words) in [
        (vec!["check"], "there is no archive onrecord.sqlite; `onrecord add` makes one"),
        (vec!["check", "--archive", "talks.txt"], "talks.txt is no SQLite file, not an archive of onrecord"),
        (vec!["add", "talks.txt", "--archive", "none/here.sqlite"], "here.sqlite"),
    ] {
        let output = place.run(&arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).contains(words), "{}", err(&output));
        assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_list_that_finds_no_room_is_told_of_and_the_articles_are_kept() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let added = place.command(&["add", "talks.txt", "--list"]).stdout(full).output().unwrap();
    assert_eq!(added.status.code(), Some(1), "{}", err(&added));
    assert!(err(&added).contains("standard output cannot be written"), "{}", err(&added));
    assert_eq!(n_articles(&place), 1);
}

#[test]
fn a_newer_schema_and_damage_are_told_in_a_line_and_left_as_they_are() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    succeeds(&place.run(&["add", "talks.txt"]));
    let path = place.path("onrecord.sqlite");
    let whole = fs::read(&path).unwrap();
    let told = |arguments: &[&str]| {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", out(&output));
        assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
        err(&output)
    };
    let archive = archive::Archive::open(&path).unwrap();
    archive.connection().pragma_update(None, "user_version", 99).unwrap();
    drop(archive);
    for arguments in [&["add", "talks.txt"][..], &["search", "Damm"], &["timeline"], &["check"]] {
        assert!(told(arguments).contains("was written by a newer onrecord"), "{arguments:?}");
    }
    // Pages that are overwritten with nothing: what is read from them is refused, and the file is not touched.
    let mut damaged = whole.clone();
    damaged[4096..].fill(0);
    fs::write(&path, &damaged).unwrap();
    for arguments in [&["search", "Damm"][..], &["add", "talks.txt"], &["calendar"]] {
        assert!(told(arguments).contains("is damaged"), "{arguments:?}: {}", told(arguments));
    }
    assert_eq!(fs::read(&path).unwrap(), damaged);
    fs::write(&path, &whole).unwrap();
    succeeds(&place.run(&["check"]));
}

/// Articles that have nothing in common but their language.
fn lines(place: &Place, count: usize) -> PathBuf {
    let words: Vec<&str> = TALKS.split_whitespace().collect();
    let line = |n: usize| {
        let mut draw = n as u64;
        let mut word = || {
            // Knuth's multiplicative generator: any order of words will do, as long as it is the same on every run.
            draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            words[(draw >> 33) as usize % words.len()]
        };
        let text = (0..100 + n % 300).map(|_| word()).collect::<Vec<_>>().join(" ");
        serde_json::json!({"id": format!("k{n}"), "url": format!("https://example.org/{n}"), "text": text})
            .to_string()
    };
    place.file("news.jsonl", (0..count).map(line).collect::<Vec<_>>().join("\n"))
}

/// Begins to add, and waits until the first article is confirmed and some time more.
fn begin(place: &Place, more: u64) -> (Child, Vec<String>) {
    let mut child = place
        .command(&["add", "news.jsonl", "--list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut listed = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    listed.read_line(&mut first).unwrap();
    thread::sleep(Duration::from_millis(more));
    child.kill().unwrap();
    child.wait().unwrap();
    let rest = listed.lines().map_while(Result::ok);
    let mut all: Vec<String> =
        std::iter::once(first.trim_end().to_owned()).filter(|line| !line.is_empty()).chain(rest).collect();
    all.retain(|line| line.starts_with("new\t") && line.split('\t').count() == 3);
    (child, all)
}

#[test]
fn what_was_confirmed_outlives_a_kill_and_the_rest_is_added_next_time() {
    const COUNT: usize = 400;
    let place = Place::new();
    lines(&place, COUNT);
    let mut confirmed = 0;
    for more in [0, 15, 40] {
        confirmed += begin(&place, more).1.len();
        let checked = place.run(&["check"]);
        succeeds(&checked);
        let n = n_articles(&place);
        assert!(n >= confirmed, "{n} of {confirmed} confirmed");
    }
    succeeds(&place.run(&["add", "news.jsonl"]));
    assert_eq!(n_articles(&place), COUNT);
    succeeds(&place.run(&["check"]));
}

fn n_articles(place: &Place) -> usize {
    let info = out(&place.run(&["archive", "info"]));
    let line = info.lines().find(|line| line.starts_with("Articles")).unwrap();
    line.split_whitespace().nth(1).unwrap().trim_end_matches(',').parse().unwrap()
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_read() {
    let place = Place::new();
    lines(&place, 3000);
    let mut child = place
        .command(&["add", "news.jsonl", "--list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut listed = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    listed.read_line(&mut first).unwrap();
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let n_listed = 1 + listed.lines().count();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", err(&output));
    assert!(err(&output).contains("stopped; the same command adds the rest"), "{}", err(&output));
    assert_eq!(n_articles(&place), n_listed);
    assert!(n_listed < 3000);
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_of_a_backup_that_is_not_whole() {
    const BALLAST: &str = "CREATE TABLE ballast AS SELECT zeroblob(268435456)";
    let place = Place::new();
    let archive = archive::Archive::create(&place.path("onrecord.sqlite")).unwrap();
    archive.connection().execute_batch(BALLAST).unwrap();
    drop(archive);
    let mut child = place.command(&["backup", "copy.sqlite"]).stderr(Stdio::piped()).spawn().unwrap();
    let parts = archive::parts_of(&place.path("copy.sqlite"));
    while !parts[0].exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it began to copy");
        thread::sleep(Duration::from_millis(1));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(parts.iter().all(|part| !part.exists()));
    assert_eq!(output.status.code(), Some(130), "{}", err(&output));
    assert!(err(&output).contains("stopped; nothing is written"), "{}", err(&output));
    assert!(!place.path("copy.sqlite").exists());
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    succeeds(&place.run(&["add", "talks.txt"]));
    let mut lock = archive::Archive::open(&place.path("onrecord.sqlite")).unwrap();
    assert!(lock.check(|_| ()).unwrap().troubles.is_empty());
    place.file("other.txt", TALKS.replace("Montag", "Dienstag"));
    let refused = place.run(&["add", "other.txt"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("another onrecord is writing to"), "{}", err(&refused));
    assert!(Path::new(&place.path("onrecord.sqlite")).exists());
    succeeds(&place.run(&["archive", "info"]));
}
