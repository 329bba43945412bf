//! A copy that cannot be read back: gone or only out of reach, it is no copy until it is read again.

use super::place::{Place, RECIPIENT, counts};
use coldkeep::logbook::{Drill, Fault, How, Logbook};
use std::fs;
use std::process::Output;

fn book(place: &Place) -> Logbook {
    Logbook::parse(fs::read_to_string(place.path("home/logbook.toml")).unwrap()).unwrap()
}

/// A file that is encrypted, noted as the first of its series, and sent; the name of its copy in the logbook.
fn sent() -> (Place, String) {
    let place = Place::new();
    place.target("cat > \"$1\"", "cat \"$1\"", "retries = 0");
    let done = run(&place, &["encrypt", "note.txt", "-r", RECIPIENT, "--log", "n", "-o", "n.age"]);
    assert!(done.status.success(), "{done:?}");
    assert!(counts(&place.push(&["box", "n.age"])));
    let id = book(&place).copies()[0].id.text.clone();
    (place, id)
}

fn run(place: &Place, words: &[&str]) -> Output {
    place.program(&[words, &["--home", "home", "--no-input"]].concat())
}

fn said(output: &Output) -> String {
    // Messages break their lines at spaces.
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(text).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `encrypt --if-changed` relies on the copy at the target.
fn relied_on(place: &Place) -> bool {
    let words = ["encrypt", "note.txt", "-r", RECIPIENT, "--if-changed", "n", "--at", "box"];
    let output = run(place, &[&words[..], &["-o", "never.age", "-n"]].concat());
    assert!(output.status.success(), "{output:?}");
    said(&output).contains("Nothing has changed since n")
}

fn kinds(place: &Place) -> Vec<(How, bool)> {
    let drills = book(place).copies()[0].drills.clone();
    drills.iter().map(|Drill { how, pass, .. }| (*how, *pass)).collect()
}

/// Fault 6 of the audit: a copy that vanished stayed "read today", and the next night relied on it.
#[test]
fn a_copy_that_vanished_is_no_copy_until_it_is_read_again() {
    let (place, id) = sent();
    let name = id.strip_prefix("box/").unwrap();
    assert!(relied_on(&place), "it is there, and was read back");

    fs::rename(place.path("remote"), place.path("unplugged")).unwrap();
    for line in [&["--verify", "box"][..], &["--verify", "box", name, "-i", "key.txt"]] {
        let output = place.push(line);
        assert_eq!(output.status.code(), Some(8), "{output:?}");
        assert!(
            said(&output).contains(&format!("coldkeep --home home copies lost {id}")),
            "{output:?}"
        );
    }
    // The first of several readings says since when.
    assert_eq!(kinds(&place), [(How::Read, true), (How::Reach, false)]);
    assert!(!relied_on(&place), "nobody knows whether it is there");
    let read_again = format!("coldkeep --home home push --verify box {name}");
    let status = run(&place, &["status"]);
    assert_eq!(status.status.code(), Some(7));
    for part in ["out of reach since 20", &read_again, &format!("copies lost {id}")] {
        assert!(said(&status).contains(part), "{part}: {status:?}");
    }
    assert!(
        !said(&status).contains("0 errors ✓")
            && !said(&status).contains("coldkeep --home home drill")
    );
    assert!(said(&run(&place, &["copies", "list"])).contains("out of reach since 20"));
    assert!(said(&run(&place, &["copies", "list", "--json"])).contains("\"out_of_reach\":\"20"));

    // The network was down, and is up again: the next reading clears it.
    fs::rename(place.path("unplugged"), place.path("remote")).unwrap();
    assert!(counts(&place.push(&["--verify", "box"])));
    assert_eq!(book(&place).copies()[0].fault(), None);
    assert!(relied_on(&place));
    assert!(!said(&run(&place, &["status"])).contains("drill-failed"));

    // It is gone for good: the line that was offered notes it.
    fs::remove_file(place.path("remote").join(name)).unwrap();
    assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(8));
    assert!(run(&place, &["copies", "lost", &id]).status.success());
    assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(1), "there is none to read");
}

#[test]
fn a_program_that_is_not_there_hangs_or_is_stopped_reads_nothing() {
    for (verify, more) in [("sleep 9", "timeout = 1"), ("kill -9 $$", ""), ("exit 3", "")] {
        let (place, _) = sent();
        place.target("cat > \"$1\"", verify, more);
        assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(8), "{verify}");
        assert!(matches!(book(&place).copies()[0].fault(), Some(Fault::OutOfReach(_))), "{verify}");
    }
    let (place, id) = sent();
    let targets = fs::read_to_string(place.path("home/push.toml")).unwrap();
    place.write_targets(&targets.replace("\"/bin/sh\"", "\"/bin/not-there\""));
    let name = id.strip_prefix("box/").unwrap();
    let output = place.push(&["--verify", "box", name, "-i", "key.txt"]);
    assert_eq!(output.status.code(), Some(8), "before the cage is closed, too: {output:?}");
    assert!(matches!(book(&place).copies()[0].fault(), Some(Fault::OutOfReach(_))));

    // Practice notes nothing; what came back as another file has failed, and is not only out of reach.
    let (place, _) = sent();
    place.target("cat > \"$1\"", "exit 3", "");
    assert_eq!(place.push(&["--verify", "box", "--practice"]).status.code(), Some(1));
    assert_eq!(kinds(&place).len(), 1);
    place.target("cat > \"$1\"", "echo another", "");
    let output = place.push(&["--verify", "box"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(
        said(&output).contains("if it is gone from there: coldkeep --home home copies lost box/")
    );
    // Of a known length no more is read than one byte too many.
    place.target("cat > \"$1\"", "cat \"$1\"; yes", "");
    let output = place.push(&["--verify", "box"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(said(&output).contains("more came back"), "{output:?}");
    assert!(matches!(book(&place).copies()[0].fault(), Some(Fault::Failed(_))));
}

/// One day without a network must not bring back all older copies of the series, which may be gone by a rule.
#[test]
fn a_newer_copy_out_of_reach_stands_for_the_older_ones_still() {
    let (place, _) = sent();
    let words = ["encrypt", "big.txt", "-r", RECIPIENT, "--log", "n", "-o", "n2.age"];
    assert!(run(&place, &words).status.success());
    assert!(counts(&place.push(&["box", "n2.age"])));
    fs::rename(place.path("remote"), place.path("unplugged")).unwrap();
    for _ in 0..2 {
        let output = place.push(&["--verify", "box"]);
        assert_eq!(output.status.code(), Some(8));
        assert!(said(&output).contains("not read: 1"), "{output:?}");
    }
    assert_eq!(book(&place).copies()[0].drills.len(), 1, "the older one was not asked for");
}

/// Fault 9 of the audit: a copy that failed at its target was cleared by hand, or by hashing the local original.
#[test]
fn a_copy_at_its_target_is_read_there_and_nowhere_else() {
    let (place, id) = sent();
    let copy = place.path("remote").join(id.strip_prefix("box/").unwrap());
    let whole = fs::read(&copy).unwrap();
    let drill = |more: &[&str]| run(&place, &[&["drill", &id], more].concat());
    for fails in [false, true] {
        if fails {
            fs::write(&copy, "another").unwrap();
            assert_eq!(place.push(&["--verify", "box"]).status.code(), Some(5));
        }
        let before = kinds(&place);
        let reads = [&["--read", "--result", "pass"][..], &["n.age", "--looks", "ok"]];
        let others =
            [&["--restore", "--result", "pass"][..], &["--as-heir", "--result", "pass"], &[]];
        for more in reads.iter().chain(others.iter().filter(|_| fails)) {
            let output = drill(more);
            assert_eq!(output.status.code(), Some(1), "{more:?}: {output:?}");
            let line = format!(
                "coldkeep --home home push --verify box {}",
                id.strip_prefix("box/").unwrap()
            );
            assert!(said(&output).contains("read-at-target") && said(&output).contains(&line));
        }
        assert_eq!(kinds(&place), before, "nothing is noted");
    }
    assert!(drill(&["--look", "--looks", "ok"]).status.success(), "a look is allowed");
    assert!(
        matches!(book(&place).copies()[0].fault(), Some(Fault::Failed(_))),
        "and clears nothing"
    );
    fs::write(&copy, whole).unwrap();
    assert!(counts(&place.push(&["--verify", "box"])));
    assert_eq!(book(&place).copies()[0].fault(), None);

    // Once it was fetched and lies on a stick, it is a copy like others.
    assert!(run(&place, &["copies", "move", &id, "--place", "drawer"]).status.success());
    assert!(drill(&["n.age", "--looks", "ok"]).status.success());
}

#[test]
fn a_drill_without_a_name_passes_over_what_status_passes_over() {
    let (place, _) = sent();
    let words = ["encrypt", "big.txt", "-r", RECIPIENT, "--log", "n", "-o", "n2.age"];
    assert!(run(&place, &words).status.success());
    assert!(counts(&place.push(&["box", "n2.age"])));
    // The older one would be due first.
    let text = fs::read_to_string(place.path("home/logbook.toml")).unwrap();
    let (before, after) = text.split_once("\ndrills = [{ on = ").unwrap();
    let older = format!("{before}\ndrills = [{{ on = 2001-01-01{}", &after["2026-11-22".len()..]);
    fs::write(place.path("home/logbook.toml"), older).unwrap();
    assert_eq!(book(&place).copies()[0].drills[0].on, "2001-01-01");
    assert!(run(&place, &["drill", "--look", "--looks", "ok"]).status.success());
    let drills: Vec<usize> = book(&place).copies().iter().map(|copy| copy.drills.len()).collect();
    assert_eq!(drills, [1, 2]);
}
