//! What enters the logbook: copies that were read back, and nothing else; each reading as a drill.

use super::place::{Place, counts};
use coldkeep::logbook::{Logbook, Medium, What};
use std::fs;

fn book(place: &Place) -> Option<Logbook> {
    let text = fs::read_to_string(place.path("home/logbook.toml")).ok()?;
    Some(Logbook::parse(text).expect("a whole logbook"))
}

/// How each copy was found, in the order of the logbook.
fn drills(place: &Place) -> Vec<Vec<bool>> {
    let book = book(place).expect("a logbook");
    book.copies().iter().map(|copy| copy.drills.iter().map(|drill| drill.pass).collect()).collect()
}

#[test]
fn a_copy_enters_the_logbook_once_it_was_read_back() {
    let place = Place::new();
    for (send, verify) in [("exit 3", "cat \"$1\""), ("cat > \"$1\"", "head -c 9 \"$1\"")] {
        place.target(send, verify, "retries = 0");
        assert!(!counts(&place.push(&["box", "in.age"])));
        assert!(book(&place).is_none_or(|book| book.copies().is_empty()), "nothing is noted");
    }
    fs::remove_dir_all(place.path("remote")).unwrap();
    fs::create_dir(place.path("remote")).unwrap();

    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    assert!(counts(&place.push(&["box", "in.age", "--practice"])));
    assert!(book(&place).is_none(), "practice touches no logbook");
    assert!(counts(&place.push(&["box", "in.age"])));
    fs::copy(place.path("in.age"), place.path("big.key.age")).unwrap();
    assert!(counts(&place.push(&["box", "big.age"])));
    let book = book(&place).expect("a logbook");
    let whats: Vec<What> = book.copies().iter().map(|copy| copy.what).collect();
    assert_eq!(whats, [What::Archive, What::Key, What::Archive]);
    for copy in book.copies() {
        let name = copy.id.text.strip_prefix("box/").unwrap();
        assert!(place.remote().iter().any(|there| there == name), "{name}");
        assert_eq!((copy.medium, copy.place.text.as_str()), (Medium::Cloud, "box"));
        assert!(copy.drills.len() == 1 && copy.drills[0].pass);
    }
    let archive = book.archive(&book.copies()[0].of.text).unwrap();
    let sent = fs::read(place.path("in.age")).unwrap();
    assert_eq!(archive.sha256, Some(super::place::sha256(&sent)));
}

#[test]
fn all_copies_of_the_logbook_are_read_and_each_reading_is_noted() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(1), "nothing to read yet");
    for file in ["in.age", "big.age"] {
        assert!(counts(&place.push(&["box", file])));
    }
    let output = place.push(&["--verify", "box"]);
    assert!(counts(&output) && output.stdout.iter().filter(|byte| **byte == b'\n').count() == 2);
    assert_eq!(drills(&place), [[true, true], [true, true]]);

    let first = book(&place).unwrap().copies()[0].id.text.strip_prefix("box/").unwrap().to_owned();
    let copy = place.path("remote").join(&first);
    let whole = fs::read(&copy).unwrap();
    fs::write(&copy, "another").unwrap();
    let output = place.push(&["--verify", "box"]);
    assert_eq!(output.status.code(), Some(5), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).lines().count(),
        1,
        "the other one is whole"
    );
    assert_eq!(drills(&place), [vec![true, true, false], vec![true, true, true]]);

    fs::write(&copy, whole).unwrap();
    assert!(counts(&place.push(&["--verify", "box", &first, "-i", "key.txt"])), "inside the cage");
    assert_eq!(drills(&place)[0], [true, true, false, true]);
    // A key that does not fit, or a program that fails, says nothing of the copy.
    assert!(!counts(&place.push(&["--verify", "box", &first, "-i", "other.txt"])));
    assert_eq!(drills(&place)[0].len(), 4);
}

#[test]
fn a_logbook_that_cannot_be_read_stops_before_anything_is_sent() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    fs::write(place.path("home/logbook.toml"), "format = x\n").unwrap();
    assert_eq!(place.push(&["box", "in.age"]).status.code(), Some(3));
    assert!(place.remote().is_empty());
}
