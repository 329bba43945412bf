//! Folders that somebody has made to stop or to fool a walk; what is there stays as it was.

use crate::support::scratch;
use coldkeep::host::{Walked, Watch, walk};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;
use std::time::{Duration, Instant};

pub(super) const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");

/// Every file that a walk shows, with its first bytes.
fn shown(roots: &[PathBuf], threads: usize) -> (BTreeMap<PathBuf, Vec<u8>>, Walked) {
    let seen = Mutex::new(BTreeMap::new());
    let look = |file: &coldkeep::host::Opened<'_>| {
        let before = seen.lock().unwrap().insert(file.path().to_owned(), file.head().to_vec());
        assert_eq!(before, None, "{} is shown twice", file.path().display());
    };
    let watch = Watch { look: &look, miss: &|_, _| {}, tell: &mut |_| {} };
    let walked = walk(roots, 8, threads, watch);
    (seen.into_inner().unwrap(), walked)
}

fn pipe(path: &Path) {
    let status = Command::new("mkfifo").arg(path).status().expect("mkfifo of coreutils");
    assert!(status.success());
}

pub(super) fn find(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .arg("find")
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env("COLDKEEP_HOME", folder.join("none"))
        .output()
        .expect("the program starts")
}

#[test]
fn links_pipes_loops_and_strange_names_are_survived_and_counted() {
    let folder = scratch();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(path("a/b")).unwrap();
    std::fs::write(path("a/b/one"), "one").unwrap();
    std::fs::write(path("a/\u{1b}[31mred"), "two").unwrap();
    std::fs::write(path("a").join(OsStr::from_bytes(b"\xff\xfe")), "three").unwrap();
    std::fs::write(path("empty"), "").unwrap();
    symlink("..", path("a/loop")).unwrap();
    symlink("b/one", path("a/link")).unwrap();
    symlink("nowhere", path("dead")).unwrap();
    pipe(&path("a/pipe"));
    let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    for threads in [1, 4] {
        let started = Instant::now();
        let (seen, walked) = shown(&[folder.path().to_owned()], threads);
        assert!(started.elapsed() < Duration::from_secs(5), "a pipe held the walk");
        let expected = Walked { files: 4, folders: 3, links: 3, special: 2, ..Walked::default() };
        assert_eq!(walked, expected);
        assert_eq!(seen[&path("a/b/one")], b"one");
        assert_eq!(seen[&path("a").join(OsStr::from_bytes(b"\xff\xfe"))], b"three");
    }
    // Named by somebody, a link leads to its file; roots inside of each other are read once.
    let (seen, _) = shown(&[path("a/link")], 1);
    assert_eq!(seen.len(), 1);
    let (seen, _) = shown(&[folder.path().to_owned(), path("a"), path("a/b")], 4);
    assert_eq!(seen.len(), 4);
    let (_, walked) = shown(&[path("a/pipe"), PathBuf::from("/dev/null"), path("gone")], 2);
    assert_eq!((walked.special, walked.unreadable, walked.files), (2, 1, 0));
}

#[test]
fn what_is_never_opened_is_told_and_named_where_it_is_asked_for() {
    let folder = scratch();
    std::fs::write(folder.path().join("note"), "note").unwrap();
    pipe(&folder.path().join("pipe"));
    let told =
        |arguments: &[&str]| String::from_utf8(find(folder.path(), arguments).stderr).unwrap();
    let line = "1 file looked at, 0 found; 1 special file not opened.\n";
    let (plain, verbose) = (told(&["."]), told(&["-v", "."]));
    assert!(plain.contains(line) && !plain.contains("pipe"), "{plain}");
    assert!(verbose.contains(line) && verbose.contains("not opened: ./pipe\n"), "{verbose}");
    std::fs::remove_file(folder.path().join("pipe")).unwrap();
    assert!(told(&["-v", "."]).contains("1 file looked at, 0 found.\n"));
}

#[test]
fn how_far_it_is_grows_with_what_is_behind() {
    let folder = scratch();
    for name in ["a", "b", "c/d", "e"] {
        std::fs::create_dir_all(folder.path().join(name)).unwrap();
        std::fs::write(folder.path().join(name).join("file"), "file").unwrap();
    }
    let look = |_: &coldkeep::host::Opened<'_>| std::thread::sleep(Duration::from_millis(300));
    let mut told = Vec::new();
    let watch = Watch { look: &look, miss: &|_, _| {}, tell: &mut |far| told.push(far.percent) };
    walk(&[folder.path().to_owned()], 8, 1, watch);
    // The folder itself and each of its four are a fifth of it.
    told.dedup();
    assert!(
        told.is_sorted() && told.iter().all(|percent| [20, 40, 60, 70, 80].contains(percent)),
        "{told:?}"
    );
    assert!(told.len() >= 3, "{told:?}");
}

#[test]
fn files_that_the_kernel_makes_up_are_left_alone() {
    let (seen, walked) = shown(&[PathBuf::from("/proc/self"), PathBuf::from("/sys/kernel")], 2);
    assert_eq!((seen.len(), walked.special), (0, 2));
}

#[test]
fn deep_folders_end_where_names_become_too_long() {
    let folder = scratch();
    let mut deep = folder.path().to_owned();
    let name = "d".repeat(200);
    for _ in 0..15 {
        deep.push(&name);
    }
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::write(deep.join("end"), "end").unwrap();
    let script = format!(
        "cd '{}' && for n in 1 2 3 4 5 6 7 8; do mkdir {name}; cd -P {name}; done",
        deep.display()
    );
    let made = Command::new("bash").args(["-c", &script]).status().expect("bash");
    assert!(made.success());
    let (seen, walked) = shown(&[folder.path().to_owned()], 2);
    assert_eq!(seen.len(), 1);
    assert_eq!(walked.unreadable, 1, "what lies deeper than a path can say is counted");
}

#[test]
fn twenty_thousand_files_in_one_folder_are_each_shown_once() {
    let folder = scratch();
    for number in 0..20_000 {
        std::fs::write(folder.path().join(format!("f{number}")), b"x").unwrap();
    }
    let (seen, walked) = shown(&[folder.path().to_owned()], 4);
    assert_eq!((seen.len(), walked.files), (20_000, 20_000));
}

#[test]
fn names_cannot_steer_the_terminal_and_come_out_whole_with_zero_bytes() {
    let folder = scratch();
    let name = OsStr::from_bytes(b"\x1b[2J\xff\nseed.txt");
    std::fs::write(folder.path().join(name), super::texts::TWELVE).unwrap();
    let plain = find(folder.path(), &["."]);
    assert!(plain.status.success());
    assert!(!plain.stdout.contains(&0x1b) && !plain.stderr.contains(&0x1b));
    let text = String::from_utf8(plain.stdout).expect("text");
    assert!(text.contains("12 seed words") && text.contains("IN CLEAR"), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    let raw = find(folder.path(), &[".", "--print0"]);
    assert_eq!(raw.stdout, [b"./".as_slice(), name.as_bytes(), b"\0"].concat());
    let json = find(folder.path(), &[".", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let one = &json["data"]["finds"][0];
    assert_eq!(one["path_hex"], "2e2f1b5b324aff0a736565642e747874");
    assert!(!one["path"].as_str().unwrap().contains('\u{1b}'));
}

#[test]
fn nothing_is_changed_and_no_secret_is_shown() {
    use std::os::unix::fs::MetadataExt;
    let folder = scratch();
    let file = folder.path().join("notes.txt");
    std::fs::write(&file, format!("a\nb\n{}\n", super::texts::TWELVE)).unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let times = std::fs::FileTimes::new().set_accessed(long_ago).set_modified(long_ago);
    std::fs::File::options().write(true).open(&file).unwrap().set_times(times).unwrap();
    let before = file.metadata().unwrap();
    for arguments in [&["."][..], &[".", "--deep"], &[".", "--json"], &[]] {
        let done = find(folder.path(), arguments);
        assert_eq!(done.status.code(), Some(0));
        let said = [done.stdout, done.stderr].concat();
        let said = String::from_utf8(said).expect("text");
        assert!(said.contains("seed words") || said.contains("seed-words"), "{said}");
        for pair in ["track novel", "gauge kiss", "hand net"] {
            assert!(!said.contains(pair), "{said}");
        }
    }
    let after = file.metadata().unwrap();
    assert_eq!((before.mtime(), before.ctime()), (after.mtime(), after.ctime()));
    assert_eq!(after.atime(), 1_000_000_000, "the time of access is left alone");
}
