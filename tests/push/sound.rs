//! A copy of an archive counts while what opens it can be read as well, and while somebody looks whether it is there.

use super::place::{Place, RECIPIENT, answer, book, counts};
use coldkeep::logbook::{Drill, How, Logbook};
use serde_json::Value;
use std::fs;

const BOTH: [&str; 5] = ["-r", RECIPIENT, "-p", "--file-passphrase-from", "lock.txt"];

fn prepared() -> Place {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    fs::create_dir(place.path("w")).unwrap();
    fs::copy(place.path("key.txt"), place.path("w/a.txt")).unwrap();
    fs::write(place.path("lock.txt"), "gravel-otter-window-plum-harbour-sixteen-ladder\n").unwrap();
    place
}

fn encrypted(place: &Place, output: &str, more: &[&str]) -> bool {
    let words = ["encrypt", "w", "--if-changed", "w", "-o", output];
    !answer(place, &[&words, more].concat())["unchanged"].as_bool().unwrap()
}

fn backed_up(place: &Place) -> String {
    answer(place, &["find", "w"])["finds"][0]["backed_up"].as_str().unwrap().to_owned()
}

fn write(place: &Place, book: &Logbook) {
    fs::write(place.path("home/logbook.toml"), book.text()).unwrap();
}

fn spoil(place: &Place, end: &str) {
    let name = place.remote().into_iter().find(|name| name.ends_with(end)).unwrap();
    fs::write(place.path("remote").join(name), "not what was sent").unwrap();
}

#[test]
fn an_archive_whose_locked_key_file_is_damaged_is_sent_again() {
    let place = prepared();
    assert!(encrypted(&place, "1.age", &BOTH));
    assert!(counts(&place.push(&["box", "1.age"])));
    assert_eq!(backed_up(&place), "yes");
    assert!(!encrypted(&place, "2.age", &BOTH));

    spoil(&place, ".key.age");
    assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(5));
    assert_eq!(backed_up(&place), "no", "it was read back, and does not open");
    assert!(encrypted(&place, "2.age", &[&BOTH[..], &["--at", "box"]].concat()));
    assert!(counts(&place.push(&["box", "2.age"])));
    assert_eq!(backed_up(&place), "yes");
    assert!(!encrypted(&place, "3.age", &[&BOTH[..], &["--at", "box"]].concat()));
}

#[test]
fn another_copy_of_the_key_file_is_enough() {
    let place = prepared();
    assert!(encrypted(&place, "1.age", &BOTH));
    assert!(counts(&place.push(&["box", "1.age"])));
    spoil(&place, ".key.age");
    assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(5));
    let noted = book(&place);
    let mut other = noted.alive(&noted.keys()[0].name.text).next().unwrap().clone();
    other.id.text = "drawer/key".to_owned();
    other.drills.truncate(1);
    write(&place, &noted.add_copy(&other).unwrap());
    assert_eq!(backed_up(&place), "yes");
    assert!(!encrypted(&place, "2.age", &BOTH));
}

#[test]
fn a_key_that_a_new_archive_does_not_bring_back_asks_for_none() {
    let place = prepared();
    let plain = ["-r", RECIPIENT];
    assert!(encrypted(&place, "1.age", &plain));
    assert!(counts(&place.push(&["box", "1.age"])));
    // The key itself, on a stick that nobody has read.
    let text =
        format!("{}\n[[key]]\nname = \"mine\"\nrecipient = \"{RECIPIENT}\"\n", book(&place).text());
    let noted = Logbook::parse(text).unwrap();
    write(&place, &noted);
    assert_eq!(backed_up(&place), "yes", "where no copy of the key is noted, nothing can be said");
    let mut stick = noted.copies()[0].clone();
    (stick.id.text, stick.of.text) = ("mine/A".to_owned(), "mine".to_owned());
    stick.what = coldkeep::logbook::What::Key;
    stick.drills.clear();
    let noted = noted.add_copy(&stick).unwrap();
    write(&place, &noted);
    assert_eq!(backed_up(&place), "no", "nobody knows that it opens");
    assert!(!encrypted(&place, "2.age", &plain), "another one would open with the same key");
    let read = Drill { on: "2026-11-25".to_owned(), how: How::Read, pass: true, minutes: None };
    write(&place, &noted.add_drill("mine/A", &read).unwrap());
    assert_eq!(backed_up(&place), "yes");
}

#[test]
fn an_older_archive_that_nobody_reads_any_more_is_no_backup() {
    let place = prepared();
    let plain = ["-r", RECIPIENT];
    let first = fs::read(place.path("w/a.txt")).unwrap();
    assert!(encrypted(&place, "1.age", &plain));
    assert!(counts(&place.push(&["box", "1.age"])));
    let old = place.remote();
    fs::copy(place.path("other.txt"), place.path("w/a.txt")).unwrap();
    assert!(encrypted(&place, "2.age", &plain));
    assert!(counts(&place.push(&["box", "2.age"])));
    for name in old {
        fs::remove_file(place.path("remote").join(name)).unwrap();
    }
    assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(0), "the older is not read");
    assert_eq!(backed_up(&place), "yes");
    fs::write(place.path("w/a.txt"), first).unwrap();
    assert_ne!(backed_up(&place), "yes", "a rule of the storage system may have thrown it away");
}

/// With a slip in it, `--at` encrypted the same again every night, and said nothing of why.
#[test]
fn a_place_that_nothing_knows_is_told() {
    let place = Place::new();
    let words = ["encrypt", "note.txt", "-r", RECIPIENT, "--if-changed", "n", "-o", "n.age", "-n"];
    let warned = |at: &[&str]| {
        let line = [&words[..], at, &["--home", "home", "--no-input", "--json"]].concat();
        let output = place.program(&line);
        assert!(output.status.success(), "{output:?}");
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let one = answer["warnings"][0].clone();
        let said = String::from_utf8(output.stderr).unwrap();
        (one["slug"] == "unknown-place").then(|| (one["position"].clone(), said))
    };
    assert!(warned(&["--at", "box"]).is_some_and(|(_, said)| said.contains("--at takes a target")));
    // A target that nothing was sent to yet, and a place that is no target.
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    assert!(warned(&["--at", "box"]).is_none() && warned(&[]).is_none());
    let drawer = "format = 1\n[[place]]\nname = \"drawer\"\n";
    fs::write(place.path("home/logbook.toml"), drawer).unwrap();
    assert!(warned(&["--at", "drawer", "--at", "box"]).is_none());
    let (position, said) = warned(&["--at", "drawer", "--at", "bx"]).expect("a warning");
    assert_eq!(position, 2);
    assert!(said.contains("known are: box, drawer") && !said.contains("bx:"), "{said}");
    // What is wrong in push.toml is told by push.
    place.write_targets("push = 3\n");
    assert!(warned(&["--at", "bx"]).is_none());
}
