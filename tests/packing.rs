//! What goes into an archive: what only seems to be in it, and what opens it, is told.

use crate::support::scratch;
use std::io::Write;
use std::path::Path;
use std::process::Command;

const IDENTITY: &str =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n";
const RECIPIENT: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

/// What `encrypt` says of these paths in a folder; it must succeed.
fn told(folder: &Path, paths: &[&str], more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coldkeep"));
    command.arg("encrypt").args(paths).args(["-r", RECIPIENT, "-o", "a.age", "-f"]).args(more);
    let output = command.current_dir(folder).env("HOME", folder).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    told
}

#[test]
fn links_to_what_is_not_packed_are_told_and_those_within_are_not() {
    let place = scratch();
    let at = |name: &str| place.path().join(name);
    std::fs::create_dir(at("wallets")).unwrap();
    std::fs::write(at("wallets/small.dat"), "in it").unwrap();
    std::fs::write(at("real.dat"), "elsewhere").unwrap();
    std::os::unix::fs::symlink("small.dat", at("wallets/within")).unwrap();
    std::os::unix::fs::symlink("nowhere", at("wallets/to nothing")).unwrap();
    assert!(!told(place.path(), &["wallets"], &[]).contains("links-lead-out"));
    std::os::unix::fs::symlink("../real.dat", at("wallets/wallet.dat")).unwrap();
    let words = told(place.path(), &["wallets"], &[]);
    let expected = "warning[links-lead-out]: 1 symbolic link leads to what is not packed: \
                    wallets/wallet.dat\n";
    assert!(words.contains(expected), "{words}");
    let words = told(place.path(), &["wallets", "real.dat"], &[]);
    assert!(!words.contains("links-lead-out"), "both are packed: {words}");
}

#[test]
fn a_key_that_lies_in_the_archive_that_it_opens_is_told() {
    let place = scratch();
    std::fs::create_dir(place.path().join("wallets")).unwrap();
    for name in ["wallets/key.txt", "key.txt"] {
        std::fs::write(place.path().join(name), IDENTITY).unwrap();
    }
    let words = told(place.path(), &["wallets"], &["-i", "wallets/key.txt"]);
    assert!(words.contains("warning[key-inside]: wallets/key.txt opens this archive"), "{words}");
    let words = told(place.path(), &["wallets"], &["-i", "key.txt"]);
    assert!(!words.contains("key-inside"), "{words}");
}

/// A program that paused in the middle of a save for longer than a capture takes lost half of it: two readings agreed.
#[test]
fn what_another_program_has_open_for_writing_is_not_captured() {
    let place = scratch();
    let at = |name: &str| place.path().join(name);
    let encrypt = |name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coldkeep"));
        command.args(["encrypt", name, "-r", RECIPIENT, "-o", "a.age", "-f"]);
        let done = command.current_dir(place.path()).env("HOME", place.path()).output().unwrap();
        (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    // Some programs empty a file before they write it anew.
    for (name, bytes) in [("emptied.dat", 0), ("small.dat", 5_000), ("large.dat", 300_000)] {
        let mut writer = std::fs::File::create(at(name)).unwrap();
        writer.write_all(&vec![b'a'; bytes]).unwrap();
        let (code, told) = encrypt(name);
        assert_eq!(code, Some(1), "{told}");
        assert!(told.contains("error[wallet-in-use]: "), "{told}");
        assert!(told.contains("is in use: a process has it open for writing\n"), "{told}");
        // The controls: whole and closed it is captured, also while somebody reads it.
        writer.write_all(&vec![b'b'; bytes]).unwrap();
        drop(writer);
        let _reader = std::fs::File::open(at(name)).unwrap();
        let (code, told) = encrypt(name);
        assert_eq!(code, Some(0), "{told}");
    }
    // What the kernel makes up has no length before it is read.
    assert_eq!(encrypt("/proc/version").0, Some(0));
    // A save that ends soon is waited for.
    let writer = std::fs::File::create(at("saved.dat")).unwrap();
    let saving = std::thread::spawn(move || {
        (&writer).write_all(b"one half").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(700));
        (&writer).write_all(b", and the other").unwrap();
    });
    let (code, told) = encrypt("saved.dat");
    saving.join().unwrap();
    assert_eq!(code, Some(0), "{told}");
    assert!(told.starts_with("23 bytes in, "), "{told}");
}

#[test]
fn many_files_come_in_the_order_of_their_names_and_all_of_them() {
    let place = scratch();
    std::fs::create_dir(place.path().join("many")).unwrap();
    std::fs::write(place.path().join("key.txt"), IDENTITY).unwrap();
    let names: Vec<String> = (0..400).map(|number| format!("many/{number:03}")).collect();
    for (number, name) in names.iter().enumerate() {
        // Some are larger than what may wait together.
        let length = if number % 50 == 0 { 300_000 } else { 20_000 + number };
        std::fs::write(place.path().join(name), vec![number as u8; length]).unwrap();
    }
    told(place.path(), &["many"], &["-i", "key.txt"]);
    let mut list = Command::new(env!("CARGO_BIN_EXE_coldkeep"));
    let list = list.args(["decrypt", "a.age", "-i", "key.txt", "--list"]);
    let list = list.current_dir(place.path()).output().unwrap();
    let text = String::from_utf8_lossy(&list.stdout).into_owned();
    let names = text.lines().filter_map(|line| line.split_once("  many/"));
    let listed: Vec<&str> = names.map(|(_, name)| name).collect();
    // The folder itself goes before them.
    let numbers = (0..400).map(|number| format!("{number:03}"));
    let expected: Vec<String> = std::iter::once(String::new()).chain(numbers).collect();
    assert!(list.status.success(), "the list of SHA-256 agrees");
    assert_eq!(listed, expected);
}

#[test]
fn many_large_files_need_no_more_descriptors_than_systems_allow() {
    let place = scratch();
    std::fs::create_dir(place.path().join("large")).unwrap();
    for number in 0..500 {
        // Above what is held in memory, so that each stays open until it is packed.
        let file = std::fs::File::create(place.path().join(format!("large/{number:03}"))).unwrap();
        file.set_len(300_000).unwrap();
    }
    let run = |limit: u32| {
        let program = env!("CARGO_BIN_EXE_coldkeep");
        let line =
            format!("ulimit -n {limit}; exec {program} encrypt large -r {RECIPIENT} -o a.age -f");
        let mut command = Command::new("sh");
        command.args(["-c", &line]).current_dir(place.path()).env("HOME", place.path());
        command.output().unwrap().status.success()
    };
    assert!(run(256));
    assert!(!run(24), "the control: too few are told");
}

#[test]
fn paths_whose_names_could_meet_in_the_archive_are_refused() {
    let place = scratch();
    let at = |name: &str| place.path().join(name);
    for (name, text) in [("here/w/wallet.dat", "mine"), ("w/wallet.dat", "another"), ("wx/a", "a")]
    {
        std::fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        std::fs::write(at(name), text).unwrap();
    }
    let encrypt = |paths: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coldkeep"));
        command.arg("encrypt").args(paths).args(["-r", RECIPIENT, "-o", "../a.age", "-f"]);
        let output = command.current_dir(at("here")).env("HOME", place.path()).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let whole = at("here").canonicalize().unwrap();
    let inside = format!("./{}", whole.strip_prefix("/").unwrap().display());
    std::fs::create_dir_all(at("here").join(&inside)).unwrap();
    let outside = at("wx");
    for paths in [
        &[".", "../w"][..],
        &["../w", "."],
        &["../w", "../wx/../w"],
        &["w", "../w"],
        &["w", "../w/wallet.dat"],
        &["w/wallet.dat", "../w"],
        &[&inside, outside.parent().unwrap().join("here").to_str().unwrap()],
    ] {
        let (code, told) = encrypt(paths);
        let met = ["could have one name in the archive", "lie in each other"];
        assert!(met.iter().any(|met| told.contains(met)), "{paths:?}: {told}");
        assert!(code == Some(2) && !at("a.age").exists(), "{paths:?}: {told}");
    }
    // The control: names that only begin alike are others.
    let (code, told) = encrypt(&["w", "../wx"]);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn what_only_has_the_name_of_something_of_sqlite_is_packed() {
    let place = scratch();
    let at = |name: &str| place.path().join(name);
    std::fs::create_dir_all(at("b/trading-journal")).unwrap();
    let database = [&b"SQLite format 3\0"[..], &[0x10, 0, 1, 1], &[0; 4076]].concat();
    std::fs::write(at("b/trading"), database).unwrap();
    std::fs::write(at("b/trading-shm"), "my notes").unwrap();
    std::fs::write(at("b/trading-wal"), "").unwrap();
    std::fs::write(at("key.txt"), IDENTITY).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    told(place.path(), &["b"], &["-i", "key.txt"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_coldkeep"));
    command.args(["decrypt", "a.age", "-i", "key.txt", "--extract", "out"]);
    let output = command.current_dir(place.path()).env("HOME", place.path()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(std::fs::read(at("out/b/trading-shm")).unwrap(), b"my notes");
    assert!(at("out/b/trading-journal").is_dir());
    // The control: an empty log is what SQLite left behind.
    assert!(!at("out/b/trading-wal").exists());
}
