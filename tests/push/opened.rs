//! `push --verify` with a key and without a name: every copy at the target is read, and decrypted for a test.

use super::place::Place;
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
    let book = super::place::book(&place);
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
        let id = super::place::book(&place).copies()[0].id.text.clone();
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
    let second = super::place::book(&place).copies()[0].id.text.clone();
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
