//! What a holder's sheet says of the owner: with `--anonymous` neither label nor fingerprint, on the owner's list both.

use crate::support::scratch_in_memory;
use coldkeep::scan;
use std::process::{Command, Stdio};

/// The text of each printed page.
fn pages(flags: &[&str]) -> Vec<String> {
    let folder = scratch_in_memory();
    let line = ["print", "shares", "2of3", "--practice", "--label", "Blue folder", "-o", "s.pdf"];
    let output = Command::new("setsid")
        .arg(env!("CARGO_BIN_EXE_coldkeep"))
        .args(line.iter().chain(flags))
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pdf = std::fs::read(folder.path().join("s.pdf")).expect("the file it wrote");
    let reading = scan::read_drawn(&pdf).expect("a document");
    // exposed to: the assertions; the words are published
    reading.text.iter().map(|page| page.expose_secret().to_owned()).collect()
}

#[test]
fn an_anonymous_share_names_neither_owner_nor_wallet() {
    let telling = |page: &String| page.contains("Blue folder") || page.contains("8c65eb9f");
    let anonymous = pages(&["--anonymous"]);
    assert_eq!(anonymous.iter().map(telling).collect::<Vec<_>>(), [false, false, false, true]);
    let named = pages(&[]);
    assert_eq!(named.iter().map(telling).collect::<Vec<_>>(), [true; 4]);
}
