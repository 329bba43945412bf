//! Signals at bad moments: no hidden file stays, and the exit code is 130.

use crate::support::{scratch, scratch_in_memory};
use crate::{child_task, in_a_child, said, tell};
use coldkeep::host::{AtomicFile, Existing, HostError, NewFolder, listen_for_signals};
use rustix::process::{Signal, getpid, kill_process};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy \
    pony ranch winter theme error hybrid van cereal salon goddess expire\n";

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn end() {
    kill_process(getpid(), Signal::TERM).unwrap();
    while !coldkeep::host::interrupted() {
        std::thread::yield_now();
    }
}

#[test]
fn a_child_with_a_folder_in_hand() {
    let Some(task) = child_task() else { return };
    let (when, place) = task.split_once(' ').unwrap();
    let path = Path::new(place).join("shares");
    listen_for_signals().unwrap();
    let mut folder = NewFolder::create(&path).unwrap();
    folder.write("share-1.txt", b"one").unwrap();
    end();
    match when {
        "writing" => tell(&format!("{:?}", folder.write("share-2.txt", b"two"))),
        _ => tell(&format!("{:?}", folder.keep())),
    }
}

#[test]
fn a_folder_is_kept_whole_or_leaves_nothing_when_a_signal_comes() {
    for (when, answer, left) in
        [("writing", "Err(Interrupted)", vec![]), ("keeping", "Ok(())", vec!["shares".to_owned()])]
    {
        let place = scratch();
        let task = format!("{when} {}", place.path().display());
        let output = in_a_child("interruption::a_child_with_a_folder_in_hand", &task);
        assert_eq!(said(&output), [answer], "{output:?}");
        assert_eq!(names(place.path()), left);
    }
}

#[test]
fn a_child_with_a_file_to_replace() {
    let Some(task) = child_task() else { return };
    listen_for_signals().unwrap();
    let mut file = AtomicFile::create(Path::new(&task), Existing::Replace).unwrap();
    file.write_all(b"new").unwrap();
    end();
    let error = file.write_all(b"more").unwrap_err();
    tell(&format!("{:?}", HostError::inside(&error)));
    tell(&format!("{:?}", file.commit().map(|_| ())));
}

#[test]
fn a_file_that_is_being_named_is_finished_when_a_signal_comes() {
    let place = scratch();
    let path = place.path().join("result");
    fs::write(&path, "old").unwrap();
    let test = "interruption::a_child_with_a_file_to_replace";
    let output = in_a_child(test, path.to_str().unwrap());
    assert_eq!(said(&output), ["Some(Interrupted)", "Ok(())"], "{output:?}");
    assert_eq!(names(place.path()), ["result"]);
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
fn a_command_that_waits_for_its_input_ends_with_130() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let place = scratch_in_memory();
        let mut child = Command::new(env!("CARGO_BIN_EXE_coldkeep"))
            .args(["split", "2of3", "--words-from", "-", "--no-input", "-o", "shares"])
            .current_dir(place.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let _open = child.stdin.take();
        std::thread::sleep(std::time::Duration::from_millis(400));
        kill_process(rustix::process::Pid::from_child(&child), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{output:?}");
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains("error[interrupted]: stopped; nothing was kept\n"), "{text}");
        assert_eq!(names(place.path()), [""; 0]);
    }
}

/// Runs a command under strace, which sends a signal at one system call; `None` where there is no strace.
fn with_signal_at(call: &str, folder: &Path, command: &[&str]) -> Option<Output> {
    let inject = format!("inject={call}");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-o", "/dev/null", "-e", "signal=none", "-e", &inject]);
    strace.arg(env!("CARGO_BIN_EXE_coldkeep")).args(command).current_dir(folder);
    let output = strace.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr);
    (!text.contains("PTRACE") && !text.contains("strace:")).then_some(output)
}

#[test]
fn a_signal_at_the_very_renaming_leaves_no_hidden_file() {
    let split = ["split", "2of3", "--words-from", "words", "--no-input", "-o", "shares"];
    let restore =
        ["restore", "--words-from", "words", "--to", "words", "--no-input", "-o", "result", "-f"];
    let cases: [(&str, &[&str], &[&str]); 5] = [
        ("renameat2:signal=TERM:error=EINTR", &split, &["result", "words"]),
        ("renameat2:signal=TERM", &split, &["result", "shares", "words"]),
        ("mkdir,mkdirat:signal=INT", &split, &["result", "words"]),
        ("rename,renameat,renameat2:signal=TERM:error=EINTR", &restore, &["result", "words"]),
        ("linkat:signal=HUP", &restore, &["result", "words"]),
    ];
    for (call, command, left) in cases {
        let place = scratch_in_memory();
        fs::write(place.path().join("words"), WORDS).unwrap();
        fs::write(place.path().join("result"), "old").unwrap();
        let Some(output) = with_signal_at(call, place.path(), command) else {
            println!("NOT RUN: strace cannot trace here");
            return;
        };
        assert_eq!(output.status.code(), Some(130), "{call}: {output:?}");
        assert_eq!(names(place.path()), left, "{call}");
    }
}
