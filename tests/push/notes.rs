//! What enters the logbook: copies that were read back, and nothing else; each reading as a drill.

use super::place::{Place, counts};
use coldkeep::logbook::{
    Copy, Drill, How, Logbook, Medium, Place as BookPlace, Said, What, WhatIf, standing,
};
use std::fmt::Write;
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
    place.lock("big.key.age");
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

/// More targets in the same push.toml, which are as the one that is there.
fn with_others(place: &Place, names: &[&str]) {
    let one = fs::read_to_string(place.path("home/push.toml")).unwrap();
    let others = names.iter().map(|name| one.replace("[push.box]", &format!("[push.{name}]")));
    place.write_targets(&others.fold(one.clone(), |all, other| all + &other));
}

#[test]
fn reading_at_one_target_says_nothing_of_the_copy_at_another() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    let (one, two) = ("storage-account-one", "storage-account-two");
    with_others(&place, &[one, two]);
    for target in ["box", one, two] {
        let done = place.push(&[target, "in.age"]);
        assert!(counts(&done), "{target}: {}", String::from_utf8_lossy(&done.stderr));
    }
    let copies = || book(&place).unwrap().copies().to_vec();
    let ids: Vec<String> = copies().into_iter().map(|copy| copy.id.text).collect();
    let left = |id: &String| id.split_once('/').unwrap().0.to_owned();
    assert_eq!(left(&ids[0]), "box");
    assert!(left(&ids[1]) != left(&ids[2]) && left(&ids[1]).starts_with("stora-"), "{ids:?}");

    // All three lie in one folder here, so each target can read what was sent to another.
    let name = |at: usize| ids[at].split_once('/').unwrap().1.to_owned();
    for (target, at, noted) in [(two, 1, 1), (one, 1, 2), ("box", 2, 1), (two, 2, 2)] {
        assert!(counts(&place.push(&["--verify", target, &name(at)])));
        assert_eq!(copies()[at].drills.len(), noted, "{target} read {}", ids[at]);
    }

    // Whatever a copy is called, it is where its place says: one that was moved is not at the target.
    let text = fs::read_to_string(place.path("home/logbook.toml")).unwrap();
    let moved = text.replacen("place = \"box\"", &format!("place = \"{one}\""), 1);
    assert_ne!(moved, text);
    fs::write(place.path("home/logbook.toml"), moved).unwrap();
    assert!(counts(&place.push(&["--verify", "box", &name(0)])));
    assert_eq!(copies()[0].drills.len(), 1);
    assert!(counts(&place.push(&["--verify", one])));
    assert_eq!((copies()[0].drills.len(), copies()[1].drills.len()), (2, 3));
}

/// A logbook that has so many archives already.
fn with_archives(place: &Place, count: usize) {
    let mut text = "format = 1\n".to_owned();
    for at in 0..count {
        let _ = writeln!(text, "[[archive]]\nname = \"a{at}\"");
    }
    fs::write(place.path("home/logbook.toml"), text).unwrap();
}

#[test]
fn a_logbook_without_room_stops_before_anything_is_sent() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    with_archives(&place, 20_000);
    let output = place.push(&["box", "in.age"]);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("logbook-full") && stderr.contains("nothing was sent"), "{stderr}");
    assert!(place.remote().is_empty());
    // Lists in another form than coldkeep writes take no entry either.
    fs::write(place.path("home/logbook.toml"), "format = 1\nplace = [{ name = \"desk\" }]\n")
        .unwrap();
    assert_eq!(place.push(&["box", "in.age"]).status.code(), Some(3));
    assert!(place.remote().is_empty());

    with_archives(&place, 1_000);
    assert!(counts(&place.push(&["box", "in.age"])), "three years of nights are not too many");
}

#[test]
fn what_a_newer_one_of_the_series_stands_for_is_not_read_again() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    place.lock("in.key.age");
    for file in ["in.age", "big.age"] {
        assert!(counts(&place.push(&["box", file])));
    }
    let ids = || book(&place).unwrap().copies().to_vec();
    let older: Vec<String> = ids()[..2].iter().map(|copy| copy.id.text[4..].to_owned()).collect();
    for name in &older {
        fs::remove_file(place.path("remote").join(name)).unwrap();
    }
    // Two archives that have nothing to do with each other: what is gone is missed.
    assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(8));

    let text = fs::read_to_string(place.path("home/logbook.toml")).unwrap();
    let text = text.replace("[[archive]]\n", "[[archive]]\nseries = \"wallet\"\n");
    fs::write(place.path("home/logbook.toml"), text).unwrap();
    let output = place.push(&["--verify", "box", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["data"]["not_read"], 2, "the archive and its key file");
    assert_eq!(answer["data"]["copies"].as_array().unwrap().len(), 1);
    assert!(String::from_utf8_lossy(&output.stderr).contains("not read: 2"));
    assert_eq!(place.push(&["--verify", "box", "--all"]).status.code(), Some(8));
    assert_eq!(place.push(&["--verify", "box", &older[0]]).status.code(), Some(8));

    // The newest is always read; when it is bad, the older ones are missed again.
    let newest = place.path("remote").join(&ids()[2].id.text[4..]);
    fs::write(&newest, "another").unwrap();
    assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(5));
    assert_eq!(place.push(&["--verify", "box", "--json"]).status.code(), Some(8));
}

#[test]
fn a_locked_key_file_is_noted_with_the_archive_that_it_opens() {
    for noted_before in [false, true] {
        let place = Place::new();
        place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
        if noted_before {
            assert!(counts(&place.push(&["box", "in.age"])));
        }
        place.lock("in.key.age");
        assert!(counts(&place.push(&["box", "in.age"])));
        let book = book(&place).unwrap();
        let (archive, key) = (&book.archives()[0], &book.keys()[0]);
        assert!(book.archives().len() == 1 && key.locked && key.opens(archive));

        let opens = |book: &Logbook| {
            standing(book, &archive.name.text, &WhatIf::default()).expect("it is there").opens
        };
        assert!(!opens(&book), "nobody noted the file passphrase");
        let desk = BookPlace { name: Said::new("desk"), ..BookPlace::default() };
        let book = book.add_place(&desk).unwrap();
        let drill = Drill { on: "2026-01-01".into(), how: How::Read, pass: true, minutes: None };
        for of in [&key.name, &archive.name] {
            let passphrase = Copy {
                id: Said::new("passphrase/A"),
                of: of.clone(),
                what: What::FilePassphrase,
                place: desk.name.clone(),
                drills: vec![drill.clone()],
                ..Copy::default()
            };
            let with = book.add_copy(&passphrase).unwrap();
            assert!(opens(&with), "its passphrase, noted for {}", of.text);
            let key_file = with.copies().iter().find(|copy| copy.what == What::Key).unwrap();
            let gone = |copy: &mut Copy| copy.state = coldkeep::logbook::State::Destroyed;
            let without = with.change_copy(&key_file.id.text, gone).unwrap();
            assert!(!opens(&without), "the passphrase alone opens no file");
        }
    }
}

/// Fault 7b of the audit: what opens with a key was told to note a file passphrase, which then "opened" it.
#[test]
fn status_asks_for_a_key_where_a_key_opens_the_archive() {
    for noted_before in [false, true] {
        for (file, by_key) in [("in.age", true), ("locked.age", false)] {
            let place = Place::new();
            place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
            place.lock("locked.age");
            let mut name = format!("archive-{}", &sha256_of(&place, file)[..16]);
            if noted_before {
                name = "by-hand".to_owned();
                let of = sha256_of(&place, file);
                let text =
                    format!("format = 1\n[[archive]]\nname = \"by-hand\"\nsha256 = \"{of}\"\n");
                fs::write(place.path("home/logbook.toml"), text).unwrap();
            }
            assert!(counts(&place.push(&["box", file])));
            let noted = book(&place).unwrap();
            let archive = noted.archive(&name).unwrap();
            assert_eq!((archive.needs_key, archive.passphrase), (by_key, !by_key));
            let status = place.program(&["status", "--home", "home", "--no-input"]);
            let said = String::from_utf8_lossy(&status.stdout).into_owned();
            let line = |what| format!("coldkeep --home home copies add --of {name} --what {what}");
            assert_eq!(said.contains(&line("key ")), by_key, "{said}");
            assert_eq!(said.contains(&line("file-passphrase")), !by_key, "{said}");

            let add = |what| {
                let words = ["copies", "add", "--of", &name, "--what", what, "--place", "desk"];
                let more = ["--read-back", "--home", "home", "--no-input"];
                let done = place.program(&[&words[..], &more].concat());
                assert!(done.status.success(), "{done:?}");
                let book = book(&place).unwrap();
                standing(&book, &name, &WhatIf::default()).expect("it is there").opens
            };
            assert_eq!(add("file-passphrase"), !by_key, "{file}");
            assert!(add("key"), "{file}");
            // Sent once more, nothing changes.
            let before = book(&place).unwrap().archives().to_vec();
            assert!(counts(&place.push(&["box", file])));
            assert_eq!(book(&place).unwrap().archives(), before);
        }
    }
}

fn sha256_of(place: &Place, file: &str) -> String {
    super::place::sha256(&fs::read(place.path(file)).unwrap())
}
