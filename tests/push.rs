//! Sending copies away: what counts as a copy, and everything that must not.

mod changes;
mod full;
mod held;
mod logged;
mod notes;
mod opened;
mod payload;
mod place;
mod reach;
mod sound;
mod trouble;

use place::{Place, counts};
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_copy_that_comes_back_whole_counts() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    let output = place.push(&["box", "in.age"]);
    assert!(counts(&output), "{output:?}");
    let names = place.remote();
    assert_eq!(names.len(), 1);
    let sent = fs::read(place.path("in.age")).unwrap();
    assert_eq!(fs::read(place.path("remote").join(&names[0])).unwrap(), sent);
    let line = String::from_utf8(output.stdout).unwrap();
    assert_eq!(line, format!("box {} {} verified\n", names[0], place::sha256(&sent)));
    assert!(names[0].contains(&place::sha256(&sent)[..16]), "{names:?}");
}

#[test]
fn a_name_is_never_used_twice_and_nothing_is_replaced() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    for _ in 0..4 {
        assert!(counts(&place.push(&["box", "in.age"])));
    }
    assert_eq!(place.remote().len(), 4);
    // Nothing of the wallet's own name, and nothing of the computer, is in it.
    assert!(place.remote().iter().all(|name| !name.contains("in.age") && name.len() <= 48));
}

#[test]
fn a_file_is_given_by_its_path_where_the_target_wants_it() {
    let place = Place::new();
    place.target_of("cp \"$2\" \"$1\"", ", \"{file}\"", "cat \"$1\"", "");
    assert!(counts(&place.push(&["box", "in.age"])));
    assert_eq!(place.remote().len(), 1);
}

#[test]
fn the_program_sees_the_variables_it_was_promised_and_no_descriptor() {
    let place = Place::new();
    let see = "env > \"$1.env\"; ls /proc/self/fd > \"$1.fds\"; cat > \"$1\"";
    place.target(see, "cat \"$1\"", "env = [\"LET_THROUGH\", \"NOT_THERE\"]");
    fs::write(place.path("secret"), "secret").unwrap();
    let script = format!("exec 3<secret 7<secret; exec {}", place.command(&["box", "in.age"]));
    let output = place.shell(&script);
    assert!(counts(&output), "{output:?}");
    let text = |end: &str| {
        let name = place.remote().into_iter().find(|name| name.ends_with(end)).unwrap();
        fs::read_to_string(place.path("remote").join(name)).unwrap()
    };
    let seen = text(".env");
    assert!(seen.contains("LET_THROUGH=yes") && seen.contains("LC_ALL=C"), "{seen}");
    assert!(!seen.contains("HOME=") && !seen.contains("KEPT_BACK"), "{seen}");
    // 3 is the folder that `ls` reads itself.
    assert_eq!(text(".fds").split_whitespace().collect::<Vec<_>>(), ["0", "1", "2", "3"]);
}

#[test]
fn a_locked_key_file_goes_first_and_both_must_arrive() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    place.lock("in.key.age");
    let output = place.push(&["box", "in.age"]);
    assert!(counts(&output), "{output:?}");
    let names = place.remote();
    assert_eq!(names.len(), 2);
    assert_eq!(names[0][..19], names[1][..19], "the day and the chance are the same");
    assert!(names.iter().any(|name| name.ends_with(".key.age")));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);

    // The key arrives, the archive does not: nothing is reported as done.
    let place = Place::new();
    let send = "case $1 in *.key.age) cat > \"$1\";; *) exit 9;; esac";
    place.target(send, "cat \"$1\"", "retries = 0");
    place.lock("in.key.age");
    let output = place.push(&["box", "in.age"]);
    assert_eq!(output.status.code(), Some(8), "{output:?}");
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("its key file was sent"));

    // A key file in the clear stays here, and the archive with it.
    fs::write(place.path("in.key.age"), "AGE-SECRET-KEY-1").unwrap();
    assert_eq!(place.push(&["box", "in.age"]).status.code(), Some(6));
}

#[test]
fn what_is_not_encrypted_never_leaves() {
    let place = Place::new();
    place.target("cat > \"$1\"; touch \"$1\"", "cat \"$1\"", "");
    fs::create_dir(place.path("folder")).unwrap();
    fs::write(place.path("clear.txt"), "attack pizza motion avocado").unwrap();
    fs::write(place.path("empty.age"), "").unwrap();
    fs::write(place.path("almost.age"), "age-encryption.org/v2\n").unwrap();
    fs::write(place.path("beginning.age"), "age-encryption.org/v1\nattack pizza motion\n").unwrap();
    for (name, exit) in
        [("folder", 6), ("clear.txt", 6), ("empty.age", 6), ("almost.age", 3), ("beginning.age", 3)]
    {
        let output = place.push(&["box", name]);
        assert_eq!(output.status.code(), Some(exit), "{name}: {output:?}");
        assert!(output.stdout.is_empty() && place.remote().is_empty(), "{name}");
    }
    let armored =
        place.program(&["encrypt", "note.txt", "-a", "-r", place::RECIPIENT, "-o", "a.age"]);
    assert!(armored.status.success());
    assert!(counts(&place.push(&["box", "a.age"])), "the text form is ciphertext too");
}

#[test]
fn a_copy_is_read_back_later_and_decrypted_for_a_test() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    assert!(counts(&place.push(&["box", "in.age"])));
    let name = place.remote().remove(0);
    let again = ["--verify", "box", &name];
    assert!(counts(&place.push(&again)));
    let opened = [&again[..], &["-i", "key.txt"]].concat();
    assert!(counts(&place.push(&opened)));
    let other = [&again[..], &["-i", "other.txt"]].concat();
    assert_eq!(place.push(&other).status.code(), Some(5));

    let copy = place.path("remote").join(&name);
    let whole = fs::read(&copy).unwrap();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    let another = fs::read(place.path("big.age")).unwrap();
    for (what, bytes) in [
        ("one bit", changed),
        ("cut", whole[..whole.len() - 1].to_vec()),
        ("only the header", whole[..200].to_vec()),
        ("nothing", Vec::new()),
        ("clear text", b"hello".to_vec()),
        ("another file of the same key", another),
    ] {
        fs::write(&copy, bytes).unwrap();
        for line in [&again[..], &opened[..]] {
            let output = place.push(line);
            assert_eq!(output.status.code(), Some(5), "{what}: {output:?}");
            assert!(!counts(&output), "{what}");
        }
    }
    fs::remove_file(&copy).unwrap();
    for line in [&again[..], &opened[..]] {
        assert_eq!(place.push(line).status.code(), Some(8), "the copy is gone");
    }
    // A name that was not chosen here says nothing of its content.
    fs::write(place.path("remote/other.age"), &whole).unwrap();
    assert_eq!(place.push(&["--verify", "box", "other.age"]).status.code(), Some(2));
    assert!(counts(&place.push(&["--verify", "box", "other.age", "-i", "key.txt"])));
    assert_eq!(place.push(&["--verify", "box", "../in.age"]).status.code(), Some(2));
}

#[test]
fn a_mistake_in_the_file_is_told_with_its_line() {
    let place = Place::new();
    let good = "send = [\"/bin/true\", \"{name}\"]\nverify = [\"/bin/true\", \"{name}\"]\n";
    for (text, said) in [
        ("[push.box]\nsend = [\"rclone\", \"{name}\"]\n".to_owned(), "line 2: send must be"),
        (format!("[push.box]\n{good}").replace("{name}", "x"), "line 2: send must be"),
        ("[push.box]\nsend = [\"/bin/true\", \"{name}\"]\n".to_owned(), "line 1: verify is missing"),
        (
            "[push.box]\nsend = [\"/bin/true\", \"{name}\"]\nverify = [\"/bin/cat\", \"{file}\", \"{name}\"]\n"
                .to_owned(),
            "line 3: verify must be a list without {file}",
        ),
        (format!("[push.box]\n{good}timeout = 0\n"), "line 4: timeout must be"),
        (format!("[push.box]\n{good}env = [\"A=B\"]\n"), "line 4: env must be"),
        (format!("[push.\"a b\"]\n{good}"), "line 1: push must be"),
        ("push = 3\n".to_owned(), "line 1: push must be"),
        (format!("[push.box]\n{good}[push.box]\n"), "this key is there already"),
        (format!("format = 2\n[push.box]\n{good}"), "has format 2"),
    ] {
        place.write_targets(&text);
        let output = place.push(&["box", "in.age"]);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{text}: {stderr}");
        assert!(stderr.contains(said), "{text}: {stderr}");
    }
    place.write_targets(&format!("# mine\n[push.box]\n{good}colour = \"blue\"\n[later]\nx = 1\n"));
    assert_eq!(place.push(&["box", "in.age", "-n"]).status.code(), Some(0));
    assert_eq!(place.push(&["elsewhere", "in.age"]).status.code(), Some(1));
    // Whoever can write the file chooses the program.
    fs::set_permissions(place.path("home/push.toml"), fs::Permissions::from_mode(0o666)).unwrap();
    assert_eq!(place.push(&["box", "in.age"]).status.code(), Some(6));
}
