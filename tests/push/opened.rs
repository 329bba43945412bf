//! `push --verify` with a key and without a name: every copy at the target is read, and decrypted for a test.

use super::place::{Place, RECIPIENT, book};
use coldkeep::crypt::practice::PRACTICE_PASSPHRASE;
use serde_json::Value;
use std::fs;

/// A place with three archives at the target, the last for another key, and a locked key file.
fn sent() -> Place {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    let other = place.program(&["key", "recipient", "other.txt"]);
    let other = String::from_utf8(other.stdout).unwrap();
    let encrypt = ["encrypt", "note.txt", "-r", other.trim(), "-o", "for-other.age"];
    assert!(place.program(&encrypt).status.success());
    place.lock("big.key.age");
    for file in ["in.age", "big.age", "for-other.age"] {
        assert!(place.push(&["box", file]).status.success(), "{file}");
    }
    place
}

/// What came of each copy: `decrypted`, the slug of its error, or that it was read.
fn seen(place: &Place, words: &[&str]) -> (Option<i32>, Vec<String>) {
    let all = [&["--verify", "box", "--json"], words].concat();
    let output = place.push(&all);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("one object");
    let came = |copy: &Value| match (&copy["error"]["slug"], copy["decrypted"].as_bool()) {
        (Value::String(slug), _) => slug.clone(),
        (_, Some(true)) => "decrypted".to_owned(),
        _ => "read".to_owned(),
    };
    let copies = answer["data"]["copies"].as_array().expect("copies").iter();
    (output.status.code(), copies.map(came).collect())
}

#[test]
fn every_copy_is_decrypted_and_one_for_another_key_is_told() {
    let place = sent();
    let (code, came) = seen(&place, &["-i", "key.txt", "-i", "other.txt"]);
    assert_eq!(
        (code, came),
        (Some(0), ["decrypted", "read", "decrypted", "decrypted"].map(String::from).to_vec())
    );
    let (code, came) = seen(&place, &["-i", "key.txt"]);
    assert_eq!(code, Some(5), "the control: a key that opens some of them");
    assert_eq!(came, ["decrypted", "read", "decrypted", "no-matching-key"]);
    let (code, came) = seen(&place, &[]);
    assert_eq!((code, came), (Some(0), vec!["read".to_owned(); 4]), "without a key");
    let left: Vec<_> =
        fs::read_dir(place.path("home")).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing is kept: {left:?}");
    // A key that does not fit says nothing of the copy: what was read is noted, and passed.
    let book = book(&place);
    let drills =
        book.copies().iter().map(|copy| copy.drills.iter().filter(|drill| drill.pass).count());
    assert_eq!(drills.collect::<Vec<_>>(), [4, 4, 4, 4]);
}

/// `ok` said true without a name, and false with one.
#[test]
fn a_copy_fails_alike_with_its_name_and_without() {
    for (reads, key, exit, slug) in [
        ("cat \"$1\"; exit 3", None, 8, "uploader-failed"),
        ("tr a b < \"$1\"", None, 5, "push-differs"),
        ("cat \"$1\"; exit 3", Some("key.txt"), 8, "uploader-failed"),
        ("tr a b < \"$1\"", Some("key.txt"), 5, "push-differs"),
        ("cat \"$1\"", Some("other.txt"), 5, "no-matching-key"),
    ] {
        let place = Place::new();
        place.target("cat > \"$1\"", "cat \"$1\"", "");
        assert!(place.push(&["box", "in.age"]).status.success());
        place.target("cat > \"$1\"", reads, "");
        let id = book(&place).copies()[0].id.text.clone();
        let name = id.strip_prefix("box/").unwrap();
        let key = key.map_or(Vec::new(), |key| vec!["-i", key]);
        for more in [&[name, "--json"][..], &["--json"]] {
            let output = place.push(&[&["--verify", "box"], more, &key].concat());
            let answer: Value = serde_json::from_slice(&output.stdout).expect("one object");
            assert_eq!(output.status.code(), Some(exit), "{more:?}: {answer}");
            let told = (&answer["ok"], &answer["exit"], &answer["error"]["slug"]);
            assert_eq!(told, (&false.into(), &exit.into(), &slug.into()), "{more:?}");
        }
        let output = place.push(&[&["--verify", "box"][..], &key].concat());
        assert!(output.stdout.is_empty(), "no line calls it verified: {output:?}");
    }
    // The control: one that is whole.
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    assert!(place.push(&["box", "in.age"]).status.success());
    let output = place.push(&["--verify", "box", "-i", "key.txt", "--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!((&answer["ok"], &answer["error"]), (&true.into(), &Value::Null));
}

#[test]
fn a_copy_that_does_not_come_whole_is_not_decrypted_and_the_others_are() {
    let place = sent();
    let second = book(&place).copies()[0].id.text.clone();
    let copy = place.path("remote").join(second.strip_prefix("box/").unwrap());
    let whole = fs::read(&copy).unwrap();
    fs::write(&copy, &whole[..whole.len() - 1]).unwrap();
    let keys = ["-i", "key.txt", "-i", "other.txt"];
    let (code, came) = seen(&place, &keys);
    assert_eq!(code, Some(5));
    assert_eq!(came, ["push-differs", "read", "decrypted", "decrypted"]);
    fs::write(&copy, &whole).unwrap();
    assert_eq!(seen(&place, &keys).0, Some(0), "the control");
    // A key that is not there.
    let output = place.push(&["--verify", "box", "-i", "missing.txt"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

#[test]
fn keys_and_a_file_passphrase_open_each_what_they_open() {
    let place = sent();
    place.lock("by-words.age");
    assert!(place.push(&["box", "by-words.age"]).status.success());
    let keys = ["-i", "key.txt", "-i", "other.txt"];
    let (code, came) = seen(&place, &keys);
    assert_eq!(code, Some(2), "an archive that opens with a passphrase alone");
    assert_eq!(came, ["decrypted", "read", "decrypted", "decrypted", "needs-file-passphrase"]);

    fs::write(place.path("pass.txt"), format!("{PRACTICE_PASSPHRASE}\n")).unwrap();
    fs::write(place.path("wrong.txt"), "gravel-otter-window-plum\n").unwrap();
    let with = |passphrase, keys: &[&'static str]| {
        seen(&place, &[keys, &["--file-passphrase-from", passphrase]].concat())
    };
    let (code, came) = with("pass.txt", &keys);
    assert_eq!((code, came), (Some(0), vec!["decrypted".to_owned(); 5]));
    let (code, came) = with("wrong.txt", &keys);
    let wrong = "wrong-file-passphrase";
    assert_eq!(
        (code, &came[0], &*came[1], &*came[4]),
        (Some(5), &"decrypted".to_owned(), wrong, wrong)
    );
    let (code, came) = with("pass.txt", &[]);
    let missing = "identity-missing";
    assert_eq!(code, Some(2));
    assert_eq!(came, [missing, "decrypted", missing, missing, "decrypted"]);
}

/// A passphrase on a descriptor can be read once: it opens the identity, the key file at the target, and no program has it.
#[test]
fn a_file_passphrase_is_read_once() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    fs::write(place.path("pass.txt"), "gravel-otter-window-plum-harbour-sixteen-ladder\n").unwrap();
    let words = ["encrypt", "note.txt", "-r", RECIPIENT, "-o", "both.age", "-p"];
    let words = [&words[..], &["--file-passphrase-from", "pass.txt"]].concat();
    assert!(place.program(&words).status.success());
    assert!(place.push(&["box", "both.age"]).status.success());
    let line =
        ["--verify", "box", "-i", "both.key.age", "--file-passphrase-from", "fd:3", "--json"];
    let output = place.shell(&format!("exec 3<pass.txt; exec {}", place.command(&line)));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let copies = answer["data"]["copies"].as_array().unwrap();
    assert!(copies.len() == 2 && copies.iter().all(|copy| copy["decrypted"] == true), "{answer}");
}

#[test]
fn a_disk_that_is_full_says_nothing_of_a_copy() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    for file in ["in.age", "big.age"] {
        assert!(place.push(&["box", file]).status.success());
    }
    let big = book(&place).copies()[1].id.text["box/".len()..].to_owned();
    // As a full disk answers, with the signal that comes along ignored.
    let run = |more: &str| {
        let line = ["--verify", "box", "-i", "key.txt", "--json", more];
        place.shell(&format!("trap '' XFSZ; ulimit -f 300; exec {}", place.command(&line)))
    };
    let output = run("--all");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let copies = &answer["data"]["copies"];
    assert_eq!((&copies[0]["decrypted"], &copies[1]["decrypted"]), (&true.into(), &false.into()));
    assert_eq!(
        (&copies[1]["verified"], &copies[1]["error"]["slug"]),
        (&true.into(), &"no-space".into())
    );
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(&format!("push --verify box {big} -i KEYFILE")), "{said}");
    let noted = book(&place);
    let drills = noted.copies().iter().flat_map(|copy| &copy.drills);
    assert_eq!(drills.map(|drill| drill.pass).collect::<Vec<_>>(), [true; 4]);
    assert!(run(&big).status.success(), "one at a time keeps nothing");
}

/// The identity is no key yet while the programs run: whoever read it before would not open anything.
#[test]
fn a_key_is_read_when_no_program_can_be_started_any_more() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    for file in ["in.age", "big.age"] {
        assert!(place.push(&["box", file]).status.success());
    }
    let late = ["--verify", "box", "-i", "late.txt"];
    fs::copy(place.path("other.txt"), place.path("late.txt")).unwrap();
    assert_eq!(place.push(&late).status.code(), Some(5), "the control: this key opens nothing");
    let last = book(&place).copies()[1].id.text.clone();
    let swap =
        "case $1 in *LAST) cp \"${1%/*}/../key.txt\" \"${1%/*}/../late.txt\";; esac; cat \"$1\"";
    place.target("cat > \"$1\"", &swap.replace("LAST", &last[last.len() - 12..]), "");
    let output = place.push(&late);
    assert!(output.status.success(), "{output:?}");
    // A name that is mistyped is told before anything is read.
    let output = place.push(&["--verify", "box", "-i", "lat.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("Reading"), "{output:?}");
}
