//! `encrypt --log` and `--if-changed`: what the logbook has of an archive, what `find` makes of it, and when nothing is
//! written.

use super::place::{Place, RECIPIENT, answer, book, counts};
use coldkeep::logbook::{Drill, How};
use serde_json::Value;
use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A second recipient; nobody has its key.
const OTHER: &str = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";
const COPY: &str = "cat > \"$1\"";

fn prepared() -> Place {
    let place = Place::new();
    place.target(COPY, "cat \"$1\"", "retries = 0");
    fs::create_dir_all(place.path("w/in")).unwrap();
    for name in ["w/a.txt", "w/in/b.txt"] {
        fs::copy(place.path("key.txt"), place.path(name)).unwrap();
    }
    place
}

/// Encrypts `w` where it has changed; whether it was written. With `-n` nothing ever is.
fn written(place: &Place, output: &str, more: &[&str]) -> bool {
    let words = ["encrypt", "w", "--if-changed", "files", "-o", output];
    let to: &[&str] = if more.contains(&"-r") { &[] } else { &["-r", RECIPIENT] };
    let data = answer(place, &[&words, to, more].concat());
    let unchanged = data["unchanged"].as_bool().unwrap();
    let there = place.path(output).exists();
    assert_eq!(there, !unchanged && !more.contains(&"-n"), "{data}");
    assert_eq!(data["file"].is_null(), unchanged, "{data}");
    !unchanged
}

/// Whether a change would be noticed; nothing is written.
fn noticed(place: &Place) -> bool {
    written(place, "never.age", &["-n"])
}

fn covered(place: &Place) -> Vec<(String, String)> {
    let data = answer(place, &["find", "w"]);
    let text = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
    let finds = data["finds"].as_array().unwrap().iter();
    finds.map(|one| (text(one, "path"), text(one, "backed_up"))).collect()
}

fn of(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(path, known)| ((*path).to_owned(), (*known).to_owned())).collect()
}

#[test]
fn find_tells_which_files_are_in_an_archive_that_was_pushed() {
    let place = prepared();
    let data = answer(&place, &["encrypt", "w", "-r", RECIPIENT, "--log", "files", "-o", "w.age"]);
    assert_eq!(data["logged"], "files");
    let none = of(&[("w/a.txt", "no"), ("w/in/b.txt", "no")]);
    assert_eq!(covered(&place), none, "no copy of it is anywhere");
    assert!(counts(&place.push(&["box", "w.age"])));
    let all = of(&[("w/a.txt", "yes"), ("w/in/b.txt", "yes")]);
    assert_eq!(covered(&place), all);
    let book = book(&place);
    let archive = book.archive("files").unwrap();
    assert_eq!(book.archives().len(), 1, "push knows the archive by its SHA-256");
    assert_eq!(archive.recipients[0].text, RECIPIENT);
    assert!(!archive.passphrase && !archive.cut && archive.files.len() == 2);

    // Of the same length, and at the same time: only its content tells.
    let then = fs::metadata(place.path("w/a.txt")).unwrap().modified().unwrap();
    fs::copy(place.path("other.txt"), place.path("w/a.txt")).unwrap();
    let length = fs::metadata(place.path("key.txt")).unwrap().len();
    let changed = fs::OpenOptions::new().write(true).open(place.path("w/a.txt")).unwrap();
    changed.set_modified(then).unwrap();
    drop(changed);
    fs::write(place.path("w/c.txt"), fs::read(place.path("other.txt")).unwrap()).unwrap();
    let seen = covered(&place);
    assert_eq!(seen, of(&[("w/a.txt", "changed"), ("w/c.txt", "no"), ("w/in/b.txt", "yes")]));
    assert_eq!(archive.files[0].bytes, length);

    // A single file, to which the text form makes no difference.
    answer(&place, &["encrypt", "w/c.txt", "-a", "-r", RECIPIENT, "--log", "one", "-o", "c.age"]);
    assert!(counts(&place.push(&["box", "c.age"])));
    assert_eq!(covered(&place)[1].1, "yes");
}

#[test]
fn nothing_is_written_while_nothing_has_changed_and_a_copy_was_read_back() {
    let place = prepared();
    assert!(written(&place, "1.age", &[]));
    // The upload fails: the next run makes up for it.
    place.target("exit 3", "cat \"$1\"", "retries = 0");
    assert!(!counts(&place.push(&["box", "1.age"])));
    assert!(written(&place, "2.age", &[]));
    place.target(COPY, "cat \"$1\"", "retries = 0");
    assert!(counts(&place.push(&["box", "2.age"])));
    assert!(!written(&place, "3.age", &[]));
    let text = book(&place).text().to_owned();
    assert!(!written(&place, "3.age", &["--at", "box"]));
    assert_eq!(book(&place).text(), text, "nothing new is noted");
    assert!(written(&place, "never.age", &["--at", "box", "--at", "elsewhere", "-n"]));
    // Other keys, or one more.
    assert!(written(&place, "never.age", &["-r", OTHER, "-n"]));
    assert!(written(&place, "never.age", &["-r", OTHER, "-r", RECIPIENT, "-n"]));

    // A copy that does not come back whole is none.
    let second = book(&place);
    let second = second.last_of("files").unwrap().name.text.clone();
    let copy = book(&place).alive(&second).next().unwrap().id.text.clone();
    let fail = Drill { on: "2026-11-25".to_owned(), how: How::Read, pass: false, minutes: None };
    let failed = book(&place).add_drill(&copy, &fail).unwrap();
    fs::write(place.path("home/logbook.toml"), failed.text()).unwrap();
    assert!(written(&place, "4.age", &[]));
    let names: Vec<String> =
        book(&place).archives().iter().map(|one| one.name.text.clone()).collect();
    assert_eq!(names.len(), 3);
    assert!(names[0] == "files" && names[1].starts_with("files-20") && names[2].ends_with("-2"));
}

#[test]
fn every_change_of_a_folder_is_noticed_and_a_new_time_is_none() {
    let place = prepared();
    assert!(written(&place, "1.age", &[]));
    assert!(counts(&place.push(&["box", "1.age"])));
    assert!(!noticed(&place));
    let (a, b, c) = (place.path("w/a.txt"), place.path("w/in/b.txt"), place.path("w/c.txt"));
    let before = fs::read(&a).unwrap();
    let file = fs::OpenOptions::new().write(true).open(&a).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(5_000)).unwrap();
    drop(file);
    assert!(!noticed(&place), "a new time, and the same content");
    fs::write(&c, "x").unwrap();
    assert!(noticed(&place), "one more");
    fs::rename(&c, place.path("c.txt")).unwrap();
    assert!(!noticed(&place));
    fs::rename(&b, &c).unwrap();
    assert!(noticed(&place), "another name");
    fs::remove_file(&c).unwrap();
    assert!(noticed(&place), "one less");
    fs::copy(&a, &b).unwrap();
    assert!(!noticed(&place), "as it was");
    let mut other = before.clone();
    other[0] ^= 1;
    fs::write(&a, &other).unwrap();
    assert!(noticed(&place), "another content of the same length");
    fs::write(&a, &before).unwrap();
    // What is packed now lies elsewhere as well.
    let words = ["encrypt", "w", "note.txt", "--if-changed", "files", "-r", RECIPIENT];
    let data = answer(&place, &[&words[..], &["-n", "-o", "never.age"]].concat());
    assert_eq!(data["unchanged"], false);
    assert!(!noticed(&place));
}

#[test]
fn links_empty_folders_and_rights_are_compared_and_a_note_without_them_is_not() {
    let place = prepared();
    let (link, folder, file) = (place.path("w/link"), place.path("w/empty"), place.path("w/a.txt"));
    let lead = |to: &str| std::os::unix::fs::symlink(to, &link).unwrap();
    let rights =
        |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    lead("a.txt");
    fs::create_dir(&folder).unwrap();
    rights(&folder, 0o755);
    rights(&file, 0o600);
    assert!(written(&place, "1.age", &[]));
    assert!(counts(&place.push(&["box", "1.age"])));
    assert!(!noticed(&place));
    fs::remove_file(&link).unwrap();
    assert!(noticed(&place), "no link");
    lead("in/b.txt");
    assert!(noticed(&place), "it leads elsewhere");
    fs::remove_file(&link).unwrap();
    lead("a.txt");
    assert!(!noticed(&place), "as it was, at another time");
    fs::remove_dir(&folder).unwrap();
    assert!(noticed(&place), "no folder");
    fs::create_dir(&folder).unwrap();
    rights(&folder, 0o700);
    assert!(noticed(&place), "another may look into the folder no more");
    rights(&folder, 0o755);
    rights(&file, 0o644);
    assert!(noticed(&place), "another may read the file");
    rights(&file, 0o600);
    assert!(!noticed(&place));
    rights(&file, 0o644);
    let text = book(&place).text().to_owned();
    let before: Vec<&str> = text.lines().filter(|line| !line.starts_with("tree = ")).collect();
    assert_eq!(before.len() + 1, text.lines().count());
    fs::write(place.path("home/logbook.toml"), before.join("\n") + "\n").unwrap();
    assert!(!noticed(&place), "an earlier version noted nothing of it");
}

#[test]
fn a_file_whose_name_is_no_text_is_another_one_when_it_is_renamed() {
    let place = prepared();
    let named = |byte: u8| place.path("w").join(OsStr::from_bytes(&[b'n', byte]));
    fs::copy(place.path("key.txt"), named(0xff)).unwrap();
    assert!(written(&place, "1.age", &[]));
    assert!(counts(&place.push(&["box", "1.age"])));
    assert!(!noticed(&place));
    fs::rename(named(0xff), named(0xfe)).unwrap();
    assert!(noticed(&place), "another byte that is no text");
    fs::rename(named(0xfe), named(0xff)).unwrap();
    assert!(!noticed(&place));
}

#[test]
fn a_key_that_the_passphrase_locks_belongs_to_the_archive() {
    let place = prepared();
    fs::write(place.path("lock.txt"), "gravel-otter-window-plum-harbour-sixteen-ladder\n").unwrap();
    let both = ["-r", RECIPIENT, "-p", "--file-passphrase-from", "lock.txt"];
    assert!(written(&place, "1.age", &both));
    assert!(counts(&place.push(&["box", "1.age"])));
    let noted = book(&place);
    let archive = noted.archive("files").unwrap();
    assert!(archive.passphrase && archive.recipients.len() == 2);
    let [key] = noted.keys() else { panic!("one key: {:?}", noted.keys()) };
    assert!(key.locked && archive.recipients.contains(key.recipient.as_ref().unwrap()));
    assert_eq!(noted.alive(&key.name.text).count(), 1, "its copy is a copy of this key");
    assert!(!written(&place, "2.age", &both), "the locked key is another one each time");
    assert!(!place.path("2.key.age").exists());
    assert!(written(&place, "never.age", &["-n"]), "without the passphrase");
}

#[test]
fn what_cannot_be_noted_is_refused_before_anything_is_read() {
    let place = prepared();
    let words = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday";
    let long = "n".repeat(41);
    for (wrong, code) in [
        (vec!["w", "--log", "files", "-o", "-"], 2),
        (vec!["w", "--log", "files", "-a"], 2),
        (vec!["w", "--log", "a/b", "-o", "x.age"], 2),
        (vec!["w", "--log", &long, "-o", "x.age"], 2),
        (vec!["w", "--log", "files", "--if-changed", "files", "-o", "x.age"], 2),
        (vec!["w", "--log", "files", "--at", "box", "-o", "x.age"], 2),
        (vec!["--if-changed", "files", "-o", "x.age"], 2),
        (vec!["/dev/null", "--if-changed", "files", "-o", "x.age"], 2),
        (vec!["gone", "--if-changed", "files", "-o", "x.age"], 1),
    ] {
        let all = [&["encrypt", "-r", RECIPIENT, "--home", "home"], &wrong[..]].concat();
        let output = place.program(&all);
        assert_eq!(output.status.code(), Some(code), "{wrong:?}: {output:?}");
    }
    let seed = words.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    let all = ["encrypt", "w", "-r", RECIPIENT, "--home", "home", "-o", "x.age", "--log", &seed];
    assert_ne!(place.program(&all).status.code(), Some(0));
    assert!(!place.path("x.age").exists() && !place.path("home/logbook.toml").exists());
}

#[test]
fn a_folder_is_not_what_a_single_file_of_it_was() {
    let place = prepared();
    fs::remove_dir_all(place.path("w/in")).unwrap();
    let one = ["encrypt", "w/a.txt", "-r", RECIPIENT];
    let data = answer(&place, &[&one[..], &["--log", "files", "-o", "one.age"]].concat());
    assert_eq!(data["logged"], "files");
    assert!(counts(&place.push(&["box", "one.age"])));
    let again = answer(&place, &[&one[..], &["--if-changed", "files", "-o", "two.age"]].concat());
    assert_eq!(again["unchanged"], true, "the control");
    assert!(noticed(&place), "its folder, which has nothing else, is another thing");
}
