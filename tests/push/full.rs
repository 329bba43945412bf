//! A logbook that is nearly full: files that do not fit are counted as not noted, and it can always be read again.

use super::place::{Place, RECIPIENT, book};
use serde_json::Value;
use std::fs;

/// The most that is read of a logbook.
const LIMIT: usize = 32 << 20;
const FILES: usize = 40;

/// A home whose logbook has so many bytes less than there may be, all of them remarks but for one place.
fn with_room(bytes: usize) -> Place {
    let place = Place::new();
    fs::create_dir_all(place.path("w")).unwrap();
    for nth in 0..FILES {
        fs::write(place.path(&format!("w/{nth:02}.txt")), format!("content {nth}\n")).unwrap();
    }
    let wallet = ["copies", "add", "savings/A", "--fingerprint", "1a2b3c4d", "--place", "desk"];
    let made = place.program(&[&wallet[..], &["--home", "home"]].concat());
    assert!(made.status.success(), "{made:?}");
    let path = place.path("home/logbook.toml");
    let mut text = fs::read_to_string(&path).unwrap();
    let remark = format!("# {}\n", "a remark ".repeat(10));
    while text.len() + remark.len() <= LIMIT - bytes {
        text += &remark;
    }
    text += &"#".repeat((LIMIT - bytes).saturating_sub(text.len() + 1));
    text.push('\n');
    fs::write(&path, &text).unwrap();
    place
}

fn encrypt(place: &Place, output: &str, how: &str) -> (Option<i32>, Value) {
    let words =
        ["encrypt", "w", "-r", RECIPIENT, how, "files", "-o", output, "--home", "home", "--json"];
    let done = place.program(&words);
    (done.status.code(), serde_json::from_slice(&done.stdout).unwrap())
}

/// The number of files that an archive has in the logbook, and whether it says that there are more.
fn noted(place: &Place) -> (usize, bool) {
    let book = book(place);
    let archive = book.last_of("files").unwrap();
    (archive.files.len(), archive.cut)
}

fn slugs(answer: &Value) -> Vec<&str> {
    answer["warnings"].as_array().unwrap().iter().filter_map(|one| one["slug"].as_str()).collect()
}

#[test]
fn files_that_do_not_fit_are_not_noted_and_the_folder_is_encrypted_each_time() {
    // Room for some of 40 entries, each of 150 to 250 bytes, above what is left for later.
    let place = with_room(LIMIT / 32 + 3_000);
    let (code, answer) = encrypt(&place, "1.age", "--log");
    assert_eq!(code, Some(0), "{answer}");
    assert!(slugs(&answer).contains(&"log-cut"), "{answer}");
    let (files, cut) = noted(&place);
    assert!((1..FILES).contains(&files) && cut, "{files}");
    // What is noted is not all, so nothing can be said to be unchanged.
    let (code, answer) = encrypt(&place, "2.age", "--if-changed");
    assert_eq!((code, &answer["data"]["unchanged"]), (Some(0), &Value::Bool(false)), "{answer}");
    assert_eq!(noted(&place), (0, true), "the room is used up");
    // The control: where there is room, all are noted, and nothing is said.
    let place = with_room(LIMIT / 32 + 20_000);
    let (_, answer) = encrypt(&place, "1.age", "--log");
    assert!(!slugs(&answer).contains(&"log-cut"), "{answer}");
    assert_eq!(noted(&place), (FILES, false));
}

#[test]
fn a_full_logbook_stays_as_it_is_and_can_be_read() {
    let place = with_room(100);
    let before = fs::read(place.path("home/logbook.toml")).unwrap();
    let add = ["copies", "add", "savings/B", "--place", "bank", "--home", "home", "--json"];
    let done = place.program(&add);
    let answer: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(answer["error"]["slug"], "logbook-full", "{answer}");
    assert_eq!(fs::read(place.path("home/logbook.toml")).unwrap(), before);
    assert!(place.program(&["copies", "list", "--home", "home"]).status.success());
    // The control: one byte more than there may be is refused.
    let mut text = before;
    text.extend(vec![b'#'; LIMIT + 1 - text.len()]);
    fs::write(place.path("home/logbook.toml"), &text).unwrap();
    assert_ne!(place.program(&["copies", "list", "--home", "home"]).status.code(), Some(0));
}
