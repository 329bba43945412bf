//! Programs that lose, cut, change, hang, die, or say "done" without having done anything: none of it makes a copy.

use super::place::{Place, counts};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

/// What happens, how it sends, how it reads back, which file, the exit code, what the message says.
const TROUBLE: [(&str, &str, &str, &str, i32, &str); 14] = [
    ("lost", "cat > /dev/null", "cat \"$1\"", "in.age", 8, "uploader-failed"),
    (
        "lost, and read back as nothing",
        "cat > /dev/null",
        "true \"$1\"",
        "in.age",
        5,
        "0 came back",
    ),
    ("cut", "head -c 100 > \"$1\"; cat > /dev/null", "cat \"$1\"", "in.age", 5, "100 came back"),
    (
        "ends before it has read all",
        "head -c 100 > \"$1\"",
        "cat \"$1\"",
        "big.age",
        8,
        "whole file",
    ),
    ("says done without reading", "exit 0", "cat \"$1\"", "in.age", 8, "whole file"),
    ("says done without reading much", "exit 0", "cat \"$1\"", "big.age", 8, "whole file"),
    ("changed on the way back", "cat > \"$1\"", "tr a b < \"$1\"", "in.age", 5, "but others"),
    (
        "doubled",
        "tee \"$1\" >> \"$1.2\"; cat \"$1.2\" >> \"$1\"",
        "cat \"$1\"",
        "in.age",
        5,
        "came back",
    ),
    (
        "an older copy comes back",
        "cat > \"$1\"",
        "cat \"${1%/*}\"/../big.age",
        "in.age",
        5,
        "came back",
    ),
    (
        "whole, but its reader fails",
        "cat > \"$1\"",
        "cat \"$1\"; exit 1",
        "in.age",
        8,
        "exit code 1",
    ),
    ("fails", "cat > \"$1\"; exit 3", "cat \"$1\"", "in.age", 8, "exit code 3"),
    ("killed", "head -c 100 > \"$1\"; kill -9 $$", "cat \"$1\"", "in.age", 8, "by signal 9"),
    ("goes on without end", "cat > \"$1\"", "cat \"$1\"; yes", "in.age", 5, "more came back"),
    ("its reader is killed", "cat > \"$1\"", "cat \"$1\"; kill -9 $$", "in.age", 8, "by signal 9"),
];

#[test]
fn no_trouble_counts_as_a_copy() {
    let place = Place::new();
    for (what, send, verify, file, exit, said) in TROUBLE {
        place.target(send, verify, "retries = 1");
        let output = place.push(&["box", file, "--json"]);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(exit), "{what}: {stderr}");
        assert!(stderr.contains(said) && stderr.contains("Attempt 1 of 2"), "{what}: {stderr}");
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&answer["ok"], &answer["error"]["attempts"]), (&false.into(), &2.into()));
    }
    // The control: the same way of asking finds a copy that does count.
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 1");
    assert!(counts(&place.push(&["box", "in.age"])) && counts(&place.push(&["box", "big.age"])));
}

#[test]
fn a_rest_that_fits_a_pipe_is_seen_however_late_the_program_ends() {
    let place = Place::new();
    // The copy would come back whole: only what was left in the pipe tells.
    let whole = "cat \"${1%/*}/../in.age\"";
    for (send, rest) in [
        ("exit 0", true),
        ("sleep 0.3", true),
        ("head -c 1 > /dev/null; sleep 0.3", true),
        ("exec 0< /dev/null; sleep 0.3", true),
        ("sleep 0.3; cat > /dev/null", false),
        ("head -c $(wc -c < \"${1%/*}/../in.age\") > /dev/null; sleep 0.3", false),
    ] {
        place.target(send, whole, "retries = 0");
        let output = place.push(&["box", "in.age"]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(stderr.contains("ended before it had read the whole file"), rest, "{send}");
        assert_eq!(counts(&output), !rest, "{send}: {stderr}");
    }
}

#[test]
fn what_failed_is_sent_again_under_a_new_name() {
    let place = Place::new();
    let send = "n=$(ls \"${1%/*}\" | wc -l); if [ $n -lt 2 ]; then head -c 9; else cat; fi > \"$1\"; cat > /dev/null";
    place.target(send, "cat \"$1\"", "retries = 2");
    let output = place.push(&["box", "in.age"]);
    assert!(counts(&output), "{output:?}");
    let names = place.remote();
    assert_eq!(names.len(), 3, "nothing was replaced: {names:?}");
    let last = names.iter().find(|name| name.ends_with("-3.age")).unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains(last.as_str()));

    let place = Place::new();
    place.target(send, "cat \"$1\"", "retries = 1");
    assert_eq!(place.push(&["box", "in.age"]).status.code(), Some(5));
}

#[test]
fn a_file_that_changes_meanwhile_is_not_called_a_copy() {
    let place = Place::new();
    // More than a pipe holds: the end of the file is read after the program has written to it.
    place.target("printf more >> \"${1%/*}/../big.age\"; cat > \"$1\"", "cat \"$1\"", "");
    let output = place.push(&["box", "big.age"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("push-changed") && !counts(&output));
}

/// Whether the process that wrote its number still runs; one that only waits to be taken note of does not.
fn is_alive(place: &Place) -> bool {
    let pid = fs::read_to_string(place.path("remote/pid")).unwrap();
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with(['Z', 'X']))
}

fn is_gone(place: &Place) -> bool {
    let until = Instant::now() + Duration::from_secs(5);
    while is_alive(place) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(20));
    }
    !is_alive(place)
}

#[test]
fn a_program_that_hangs_is_stopped_with_its_process_group() {
    let hang = "trap '' TERM; sleep 600 & echo $! > \"${1%/*}/pid\"; wait; sleep 600";
    for (send, verify, decrypt) in
        [(hang, "cat \"$1\"", false), ("cat > \"$1\"", hang, false), ("cat > \"$1\"", hang, true)]
    {
        let place = Place::new();
        place.target(send, verify, "timeout = 1\nretries = 0");
        let began = Instant::now();
        let name = "2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1.age";
        let line: &[&str] = match decrypt {
            true => &["--verify", "box", name, "-i", "key.txt"],
            false => &["box", "big.age"],
        };
        let output = place.push(line);
        assert_eq!(output.status.code(), Some(8), "{output:?}");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(stderr.contains("uploader-hangs"), "{stderr}");
        assert!(began.elapsed() < Duration::from_secs(20) && is_gone(&place));
    }
}

#[test]
fn somebody_who_stops_the_command_stops_the_program() {
    let place = Place::new();
    let hang = "echo $$ > \"${1%/*}/pid\"; sleep 600";
    place.target(hang, "cat \"$1\"", "");
    let child = place.begin(&["box", "big.age"]);
    let until = Instant::now() + Duration::from_secs(20);
    while fs::read_to_string(place.path("remote/pid")).unwrap_or_default().trim().is_empty() {
        assert!(Instant::now() < until, "the program was not started");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(is_alive(&place));
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert!(output.stdout.is_empty() && is_gone(&place));
}

#[test]
fn what_a_program_says_is_shown_at_its_end_and_drives_no_terminal() {
    let place = Place::new();
    let send = "head -c 3000000 /dev/zero | tr '\\0' 'y'; printf '\\033]0;evil\\007\\nlast \\033[31mline\\n' >&2; exit 3";
    place.target(send, "cat \"$1\"", "retries = 0");
    let output = place.push(&["box", "in.age"]);
    assert_eq!(output.status.code(), Some(8));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("| last \\u{1b}[31mline"), "{stderr}");
    assert!(!stderr.contains('\u{1b}') && stderr.len() < 4096, "{} bytes", stderr.len());
}

#[test]
fn a_program_that_is_not_there_or_a_folder_is_told() {
    let place = Place::new();
    for program in ["/nowhere/rclone", "/tmp"] {
        let line = format!("[\"{program}\", \"{{name}}\"]");
        place.write_targets(&format!("[push.box]\nsend = {line}\nverify = {line}\nretries = 0\n"));
        let output = place.push(&["box", "in.age"]);
        assert_eq!(output.status.code(), Some(8));
        assert!(String::from_utf8_lossy(&output.stderr).contains("uploader-missing"));
    }
}

/// A program that reads back and is not there was told when everything had been sent, and not by its name.
#[test]
fn both_programs_are_looked_for_before_anything_is_sent() {
    let place = Place::new();
    fs::write(place.path("plain"), "#!/bin/sh\n").unwrap();
    let own = |name: &str| place.path(name).display().to_string();
    let send =
        format!("[\"/bin/sh\", \"-c\", 'cat > \"$1\"', \"sh\", \"{}/{{name}}\"]", own("remote"));
    let targets = |send: &str, verify: &str| {
        let verify = format!("[\"{verify}\", \"{}/{{name}}\"]", own("remote"));
        place.write_targets(&format!("[push.box]\nsend = {send}\nverify = {verify}\n"));
    };
    for verify in ["/nowhere/rclone", &own("remote"), &own("plain")] {
        targets(&send, verify);
        let output = place.push(&["box", "in.age"]);
        assert_eq!(output.status.code(), Some(8), "{output:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        for part in ["uploader-missing", "that reads back for box: ", verify, "nothing was sent"] {
            assert!(stderr.contains(part), "{part}: {stderr}");
        }
        assert!(!stderr.contains("Attempt") && place.remote().is_empty(), "{stderr}");
    }
    targets("[\"/nowhere/\\u001b[31mup\", \"{name}\"]", "/bin/cat");
    let stderr = String::from_utf8(place.push(&["box", "in.age"]).stderr).unwrap();
    assert!(stderr.contains("that sends for box: /nowhere/\\u{1b}[31mup"), "{stderr}");
    // The control: the same file, once it may be run.
    fs::write(place.path("plain"), "#!/bin/sh\ncat \"$1\"\n").unwrap();
    fs::set_permissions(place.path("plain"), fs::Permissions::from_mode(0o755)).unwrap();
    targets(&send, &own("plain"));
    assert!(counts(&place.push(&["box", "in.age"])));
}

#[test]
fn a_program_that_hangs_while_a_key_waits_is_named() {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "");
    assert!(counts(&place.push(&["box", "in.age"])));
    let name = place.remote().remove(0);
    place.target("cat > \"$1\"", "sleep 9", "timeout = 1");
    for more in [&[][..], &["-i", "key.txt"]] {
        let output = place.push(&[&["--verify", "box", &name], more].concat());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("uploader-hangs"), "{stderr}");
        assert!(stderr.contains("that reads back for box: /bin/sh"), "{more:?}: {stderr}");
    }
}
