//! Archives that hold a wallet: a copy that nobody reads any more is none of the wallet either.

use super::place::{Place, RECIPIENT, book, counts};
use std::fs;

const HOME: [&str; 3] = ["--no-input", "--home", "home"];

/// Encrypts the note, with this text, as the next archive of the series.
fn encrypt(place: &Place, text: &str, output: &str) {
    fs::write(place.path("note.txt"), text).unwrap();
    let line = ["encrypt", "note.txt", "-r", RECIPIENT, "--log", "wal", "-o", output];
    let done = place.program(&[&line[..], &HOME].concat());
    assert!(done.status.success(), "{done:?}");
}

/// A home with an archive that holds the wallet `w` and was sent, and the key that opens it on paper.
fn sent() -> Place {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    encrypt(&place, "one\n", "y1.age");
    let path = place.path("home/logbook.toml");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replacen("[[archive]]\n", "[[archive]]\nwallets = [\"w\"]\n", 1);
    let more = format!(
        "[[wallet]]\nname = \"w\"\n[[place]]\nname = \"desk\"\n[[key]]\nname = \"mine\"\nrecipient = \"{RECIPIENT}\"\n\
         [[copy]]\nid = \"mine/A\"\nof = \"mine\"\nwhat = \"key\"\nmedium = \"paper\"\nplace = \"desk\"\n\
         drills = [{{ on = 2026-11-22, how = \"read\", result = \"pass\" }}]\n"
    );
    fs::write(path, format!("{text}\n{more}")).unwrap();
    assert!(counts(&place.push(&["box", "y1.age"])));
    place
}

/// What `status` says of the wallet: whether it opens, and like how many copies it counts.
fn told(place: &Place) -> (bool, u64) {
    let output = place.program(&[&["status", "--json"][..], &HOME].concat());
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let things = answer["data"]["things"].as_array().unwrap();
    let wallet = things.iter().find(|thing| thing["name"] == "w").unwrap();
    (wallet["opens"].as_bool().unwrap(), wallet["counts_like"].as_u64().unwrap())
}

#[test]
fn the_next_archive_holds_the_wallets_of_the_last_where_nothing_of_it_is_gone() {
    let place = sent();
    assert_eq!(told(&place), (true, 1));
    encrypt(&place, "two\n", "y2.age");
    let wallets = |place: &Place| {
        let all = book(place);
        let last = all.archives().last().unwrap();
        last.wallets.iter().map(|one| one.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(wallets(&place), ["w"]);
    // A file that is gone may have been the wallet.
    fs::rename(place.path("note.txt"), place.path("other.txt")).unwrap();
    fs::write(place.path("other.txt"), "another\n").unwrap();
    let line = ["encrypt", "other.txt", "-r", RECIPIENT, "--log", "wal", "-o", "y3.age"];
    let done = place.program(&[&line[..], &HOME].concat());
    assert!(String::from_utf8_lossy(&done.stderr).contains("files-gone"), "{done:?}");
    assert!(wallets(&place).is_empty());
    // Of an archive by hand nobody knows which files it held.
    let path = place.path("home/logbook.toml");
    let text = fs::read_to_string(&path).unwrap();
    let by_hand = "[[archive]]\nname = \"box 1\"\nseries = \"wal\"\nwallets = [\"w\"]\n";
    fs::write(&path, format!("{text}\n{by_hand}")).unwrap();
    encrypt(&place, "three\n", "y4.age");
    assert!(wallets(&place).is_empty());
}

#[test]
fn a_copy_that_a_newer_archive_left_unread_counts_for_no_wallet() {
    let place = sent();
    encrypt(&place, "two\n", "y2.age");
    let first = place.remote();
    assert!(counts(&place.push(&["box", "y2.age"])));
    assert_eq!(told(&place), (true, 1), "two at one place, of which one is not read any more");
    // A rule of the cloud removes the older one, which nobody notices.
    fs::remove_file(place.path("remote").join(&first[0])).unwrap();
    assert!(counts(&place.push(&["--verify", "box"])));
    let path = place.path("home/logbook.toml");
    let text = fs::read_to_string(&path).unwrap();
    let (before, last) = text.rsplit_once("wallets = [\"w\"]").unwrap();
    fs::write(&path, format!("{before}{last}")).unwrap();
    assert_eq!(told(&place), (false, 0), "the one that held it is the one that is gone");
    // The control: read once more on a later day, it would count again.
    let text = fs::read_to_string(&path).unwrap();
    let (before, copy) = text.split_once("of = \"wal\"\n").unwrap();
    let later = "result = \"pass\" }, { on = 2062-01-01, how = \"read\", result = \"pass\" }]";
    let copy = copy.replacen("result = \"pass\" }]", later, 1);
    let read = format!("{before}of = \"wal\"\n{copy}");
    assert_ne!(read, text);
    fs::write(&path, read).unwrap();
    assert_eq!(told(&place), (true, 1));
}
