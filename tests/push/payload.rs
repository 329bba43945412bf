//! What looks like ciphertext and cannot be, and what is no locked key file: refused before anything is sent.

use super::place::{Place, RECIPIENT, counts};
use coldkeep::crypt::practice::PRACTICE_ARMOR;
use coldkeep::crypt::{Envelope, To, outline, read_recipients};
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
    // A wallet of which little more than a quarter is zeros, as a damaged copy script would leave it.
    let noise = fs::read(place.path("big.age")).unwrap();
    let wallet: Vec<u8> =
        noise[300..].iter().zip(0..).map(|(b, at)| if at % 100 < 28 { 0 } else { *b }).collect();
    for payload in [&wallet[..], &wallet[..2_000], &[0; 300]] {
        fs::write(place.path("bad.age"), [header, payload].concat()).unwrap();
        refused(&place, &place.push(&["box", "bad.age"]), 6);
    }
    // What cannot be told from ciphertext is sent, and decrypting finds it.
    fs::write(place.path("bad.age"), [header, &noise[300..600]].concat()).unwrap();
    assert!(counts(&place.push(&["box", "bad.age"])));
    let name = place.remote().remove(0);
    assert_eq!(place.push(&["--verify", "box", &name, "-i", "key.txt"]).status.code(), Some(3));
    assert!(counts(&place.push(&["box", "in.age"])), "and the whole file is sent");
}

/// Every length around the ends of pieces, and many small ones: what was encrypted is sent, whatever chance gave it.
#[test]
fn no_age_file_is_taken_for_clear_text() {
    let recipients = read_recipients(RECIPIENT).unwrap();
    let lengths = (0..400).chain([1_000, 5_000, 65_000, 65_519, 65_520, 65_521, 131_072, 1 << 20]);
    for length in lengths {
        let envelope =
            Envelope::new(&To::Recipients(&recipients), &mut |room| room.fill(8)).unwrap();
        let mut sealed = Vec::new();
        envelope.encrypt(false, &mut &vec![0; length][..], &mut sealed).unwrap();
        assert_eq!(outline(&sealed[..]).unwrap().clear, None, "{length}");
    }
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

/// Nobody writes to the pipe: before, both waited for ever.
#[test]
fn a_pipe_with_a_name_is_refused_at_once() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    let push = place.command(&["box", "pipe"]);
    let rekey = format!("rekey pipe -i key.txt -r {RECIPIENT} -o new.age");
    let rekey = push.replace("push box pipe", &rekey);
    for line in [push, rekey] {
        let output = place.shell(&format!("test -p pipe || mkfifo pipe; exec timeout 60 {line}"));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains("error[not-a-file]: pipe is not a regular file"), "{stderr}");
        assert!(place.remote().is_empty() && !place.path("new.age").exists());
    }
}
