//! What stands in the way of `find`: links, holes, places that may not be read, and somebody who stops it.

use super::texts::{TWELVE, line_that_nothing_holds_in};
use super::trees::{PROGRAM, find};
use crate::support::pty::Terminal;
use crate::support::scratch;
use rustix::process::{Pid, Signal, kill_process};
use std::fs::Permissions;
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const VAULT: &str = r#"{"data":"Kxj0","iv":"8Q==","salt":"Mw=="}"#;

#[test]
fn a_usual_place_that_is_a_link_is_looked_into_and_other_links_are_counted() {
    let (home, disk) = (scratch(), scratch());
    std::fs::write(disk.path().join("vault.txt"), VAULT).unwrap();
    symlink(disk.path(), home.path().join(".bitcoin")).unwrap();
    let said = |arguments: &[&str]| {
        let done = find(home.path(), arguments);
        assert_eq!(done.status.code(), Some(0));
        (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap())
    };
    let (found, summary) = said(&[]);
    assert!(found.starts_with("~/.bitcoin/vault.txt  MetaMask"), "{found}");
    assert!(summary.contains("1 file looked at, 1 found.\n"), "{summary}");
    // The same folder twice, by its own name and by the usual one, is read once.
    std::fs::rename(home.path().join(".bitcoin"), home.path().join("aside")).unwrap();
    std::fs::create_dir(home.path().join("own")).unwrap();
    std::fs::write(home.path().join("own/vault.txt"), VAULT).unwrap();
    symlink("own", home.path().join(".bitcoin")).unwrap();
    let (found, summary) = said(&[]);
    assert_eq!(found.lines().count(), 1, "{found}");
    // The control: a link of another name is not followed, and that is said.
    assert!(summary.contains("1 file looked at, 1 found; 1 link not followed.\n"), "{summary}");
    let (found, summary) = said(&["."]);
    assert!(found.starts_with("./own/vault.txt  "), "{found}");
    assert!(summary.contains("2 links not followed"), "{summary}");
}

#[test]
fn stopped_it_ends_at_once_and_shows_what_it_has_found() {
    let folder = scratch();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("notes.txt"), TWELVE).unwrap();
    // Some minutes of reading.
    std::fs::write(path("long.txt"), line_that_nothing_holds_in().repeat(200_000)).unwrap();
    for json in [false, true] {
        let mut command = Command::new(PROGRAM);
        command.args(["find", "--deep", "notes.txt", "long.txt"]).args(json.then_some("--json"));
        command.current_dir(folder.path()).env("COLDKEEP_HOME", path("none"));
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(1_500));
        assert!(child.try_wait().unwrap().is_none(), "it was to be stopped in the middle");
        let started = Instant::now();
        let id = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
        kill_process(id, Signal::INT).unwrap();
        let done = child.wait_with_output().unwrap();
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
        assert_eq!(done.status.code(), Some(130));
        let out = String::from_utf8(done.stdout).unwrap();
        if json {
            let told: serde_json::Value = serde_json::from_str(&out).expect("JSON");
            assert_eq!(told["error"]["found"], 1, "{out}");
            continue;
        }
        assert!(out.starts_with("notes.txt:1  12 seed words  "), "{out}");
        let err = String::from_utf8(done.stderr).unwrap();
        assert!(err.contains("1 found") && err.contains("error[interrupted]"), "{err}");
        assert!(err.contains("before everything was looked at"), "{err}");
    }
}

/// On a terminal: a line that says how far it is, gone before anything else is shown; Ctrl-C ends it. `quiet` asks for none.
fn on_a_terminal(folder: &Path, quiet: bool) -> String {
    let until = Instant::now() + Duration::from_secs(60);
    let mut terminal = Terminal::open();
    let mut command = Command::new("setsid");
    command.args(["--ctty", PROGRAM, "find", "--deep", "."]).args(quiet.then_some("--quiet"));
    command.current_dir(folder).env("COLDKEEP_HOME", folder.join("none")).env("TERM", "xterm");
    command.stdin(terminal.program_side()).stderr(terminal.program_side());
    let mut child = command.stdout(Stdio::piped()).spawn().expect("setsid of util-linux");
    drop(command);
    if quiet {
        std::thread::sleep(Duration::from_secs(2));
    } else {
        let line = "\r[#####.....] 50 %  1 file looked at, 1 found: ./deeper\x1b[K";
        let found = terminal.wait_for(line, 0, until);
        assert!(found.is_ok(), "{:?}", terminal.shown());
    }
    assert!(child.try_wait().unwrap().is_none(), "it was to be stopped in the middle");
    terminal.send("\x03", false, until).unwrap();
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    String::from_utf8(terminal.all_shown(Instant::now() + Duration::from_secs(2))).unwrap()
}

#[test]
fn a_terminal_shows_how_far_it_is() {
    let folder = scratch();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("deeper")).unwrap();
    std::fs::write(path("notes.txt"), TWELVE).unwrap();
    std::fs::write(path("deeper/long.txt"), line_that_nothing_holds_in().repeat(200_000)).unwrap();
    let shown = on_a_terminal(folder.path(), false);
    let (before, after) = shown.split_once("\r\x1b[K").expect("the line is gone in the end");
    assert!(before.starts_with('\r'), "{shown:?}");
    assert!(after.starts_with("error[interrupted]") || after.contains("1 found"), "{shown:?}");
    assert!(!after.contains("\x1b[K"), "{shown:?}");
    // The control: who asks for quiet sees none.
    let quiet = on_a_terminal(folder.path(), true);
    assert!(!quiet.contains("1 file looked at"), "{quiet:?}");
}

#[test]
fn holes_are_passed_over_and_what_lies_behind_them_is_found() {
    let folder = scratch();
    let mut file = std::fs::File::create(folder.path().join("disk.img")).unwrap();
    file.seek(SeekFrom::Start(900 << 20)).unwrap();
    writeln!(file, "\n{TWELVE}\n").unwrap();
    file.set_len(1 << 36).unwrap();
    let done = find(folder.path(), &["--deep", "."]);
    let out = String::from_utf8(done.stdout).unwrap();
    assert!(out.starts_with("./disk.img  12 seed words"), "{out}");
}

/// Runs it as somebody whom the rights of files hold, which the super-user is not.
fn find_with_rights(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set=-all", "--inh-caps=-all", PROGRAM, "find"]);
    if !rustix::process::geteuid().is_root() {
        command = Command::new(PROGRAM);
        command.arg("find");
    }
    let done = command
        .args(arguments)
        .current_dir(folder)
        .env("COLDKEEP_HOME", folder.join("none"))
        .output()
        .expect("setpriv of util-linux");
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

#[test]
fn a_named_place_that_cannot_be_read_is_refused_and_others_are_named() {
    let folder = scratch();
    for (name, rights) in [("closed", 0o000), ("open", 0o600)] {
        std::fs::write(folder.path().join(name), VAULT).unwrap();
        let rights = Permissions::from_mode(rights);
        std::fs::set_permissions(folder.path().join(name), rights).unwrap();
    }
    let (code, err) = find_with_rights(folder.path(), &["open", "closed"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("error[not-allowed]: closed: ") && !err.contains("looked at"), "{err}");
    // The control: named alone, the other one is read.
    let (code, err) = find_with_rights(folder.path(), &["open"]);
    assert!(code == Some(0) && err.contains("1 file looked at, 1 found."), "{err}");
    let (code, err) = find_with_rights(folder.path(), &["."]);
    assert_eq!(code, Some(0));
    assert!(
        err.contains("1 place could not be read") && err.contains("./closed: of another"),
        "{err}"
    );
    assert!(!err.contains("not read: "), "{err}");
    let (_, err) = find_with_rights(folder.path(), &["-v", "."]);
    assert!(err.contains("not read: ./closed\n"), "{err}");
}
