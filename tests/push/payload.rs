//! What looks like ciphertext and cannot be, and what is no locked key file: refused before anything is sent.

use super::place::{Place, counts};
use coldkeep::crypt::practice::PRACTICE_ARMOR;
use std::fs;
use std::process::Output;

fn refused(place: &Place, output: &Output, exit: i32) {
    assert_eq!(output.status.code(), Some(exit), "{output:?}");
    assert!(output.stdout.is_empty() && place.remote().is_empty(), "nothing has left");
    assert!(!place.path("home/logbook.toml").exists(), "nothing is noted");
}

/// Fault 11 of the audit: a header alone, or with clear text behind it, was sent and "verified".
#[test]
fn a_header_makes_no_ciphertext() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    let whole = fs::read(place.path("in.age")).unwrap();
    // "a note" and a line feed, its nonce and its tag.
    let header = &whole[..whole.len() - 7 - 32];
    let text = "abandon abandon abandon abandon abandon abandon abandon about\n".repeat(20);
    for (payload, exit) in [(&b""[..], 3), (&whole[whole.len() - 31..], 3), (text.as_bytes(), 6)] {
        fs::write(place.path("bad.age"), [header, payload].concat()).unwrap();
        for more in [&[][..], &["-n"]] {
            refused(&place, &place.push(&[&["box", "bad.age"], more].concat()), exit);
        }
        // As the archive's key file it is no better.
        refused(&place, &place.push(&["box", "in.age", "--key-file", "bad.age"]), exit);
    }
    // What cannot be told from ciphertext is sent, and decrypting finds it.
    fs::write(place.path("bad.age"), [header, &[0; 300]].concat()).unwrap();
    assert!(counts(&place.push(&["box", "bad.age"])));
    let name = place.remote().remove(0);
    assert_eq!(place.push(&["--verify", "box", &name, "-i", "key.txt"]).status.code(), Some(3));
    assert!(counts(&place.push(&["box", "in.age"])), "and the whole file is sent");
}

#[test]
fn a_key_file_is_locked_and_is_not_the_archive() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    fs::copy(place.path("big.age"), place.path("in.key.age")).unwrap();
    refused(&place, &place.push(&["box", "in.age"]), 6);
    refused(&place, &place.push(&["box", "in.age", "-n"]), 6);
    fs::write(place.path("locked.age"), PRACTICE_ARMOR).unwrap();
    refused(&place, &place.push(&["box", "locked.age", "--key-file", "locked.age"]), 6);
    place.lock("in.key.age");
    assert!(counts(&place.push(&["box", "in.age"])));
    assert_eq!(place.remote().len(), 2);
}
