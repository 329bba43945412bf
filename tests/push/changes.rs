//! A file that is replaced or written to while it is being sent: clear text in its place never leaves.

use super::place::{Place, counts};
use std::fs;

/// Puts clear text into the place of the file, as a new file or into the old one.
const REPLACE: &str =
    "echo attack pizza > \"${1%/*}/new\"; mv \"${1%/*}/new\" \"${1%/*}/../in.age\"";
const OVERWRITE: &str = "echo attack pizza > \"${1%/*}/../in.age\"";
const BY_PATH: (&str, &str) = ("cp \"$2\" \"$1\"", ", \"{file}\"");
const BY_STREAM: (&str, &str) = ("cat > \"$1\"", "");

/// Everything that lies in the cloud.
fn remote(place: &Place) -> Vec<Vec<u8>> {
    let read = |name: &String| fs::read(place.path("remote").join(name)).unwrap();
    place.remote().iter().map(read).collect()
}

#[test]
fn what_became_another_file_between_attempts_is_not_sent() {
    for (send, words) in [BY_PATH, BY_STREAM] {
        for change in [REPLACE, OVERWRITE] {
            // A stream goes on with the file that was looked at, whatever lies at its path.
            if words.is_empty() && change == REPLACE {
                continue;
            }
            let place = Place::new();
            let whole = fs::read(place.path("in.age")).unwrap();
            place.target_of(send, words, &format!("{change}; exit 1"), "retries = 2");
            let output = place.push(&["box", "in.age"]);
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{stderr}");
            assert!(stderr.contains("is no longer the file that was looked at"), "{stderr}");
            assert_eq!(remote(&place), [whole], "one attempt, and no clear text");
        }
    }
    // The control: what stays as it is, is sent again.
    for (send, words) in [BY_PATH, BY_STREAM] {
        let place = Place::new();
        place.target_of(
            send,
            words,
            "case $1 in *-2.age) cat \"$1\";; *) exit 1;; esac",
            "retries = 2",
        );
        assert!(counts(&place.push(&["box", "in.age"])));
        assert_eq!(place.remote().len(), 2);
    }
}

#[test]
fn what_became_another_file_while_it_was_sent_is_no_copy() {
    for change in [REPLACE, OVERWRITE] {
        let place = Place::new();
        let whole = fs::read(place.path("in.age")).unwrap();
        // The other side has the right bytes all the same, so that only the file itself tells.
        place.target_of(
            &format!("{}; {change}", BY_PATH.0),
            BY_PATH.1,
            "cat \"$1\"",
            "retries = 2",
        );
        let output = place.push(&["box", "in.age"]);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains("changed while it was sent") && !counts(&output), "{stderr}");
        assert_eq!(remote(&place), [whole]);
    }
}
