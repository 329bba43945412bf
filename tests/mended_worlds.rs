//! What `status` proposes for random logbooks is followed line by line: nothing closes that opened, and what can be mended is.

use crate::mended::read_all;
use crate::pasted::{lines, shell};
use crate::standing::TODAY;
use crate::standing_worlds::case::{Case, Chance};
use crate::support::scratch;
use coldkeep::logbook::{Logbook, Rule, State, WhatIf, review, standing};
use std::path::Path;

/// So many logbooks are followed.
const CASES: usize = 16;
/// So many lines are followed in each before it is given up.
const ROUNDS: usize = 24;

/// What only the owner can do or know, so that no line is proposed: money is moved, a part is looked up, parts of which one is
/// lost are made anew.
fn is_the_owners(rule: Rule, book: &Logbook) -> bool {
    let lost = book.copies().iter().any(|copy| copy.state == State::Lost);
    matches!(rule, Rule::InOtherHands | Rule::PartUnknown) || (rule == Rule::PlaceOpens && lost)
}

fn read(home: &Path) -> Logbook {
    let text = std::fs::read_to_string(home.join("logbook.toml")).expect("a file");
    Logbook::parse(text).expect("whole")
}

fn opens(book: &Logbook) -> bool {
    standing(book, "w", &WhatIf::default()).expect("it is there").opens
}

/// The rules that are not met, but for what only the owner can do.
fn rules(book: &Logbook) -> Vec<Rule> {
    let all = review(book, TODAY, &WhatIf::default());
    let rules = all.into_iter().flat_map(|one| one.remarks).map(|remark| remark.rule);
    rules.filter(|rule| !is_the_owners(*rule, book)).collect()
}

/// What goes wrong when the first line that is proposed is followed again and again; `drop` says which lines are not.
fn follow(folder: &Path, case: &Case, drop: fn(&str) -> bool) -> Result<(), String> {
    let home = folder.join("home");
    let _ = std::fs::remove_dir_all(&home);
    std::fs::create_dir_all(&home).expect("a folder");
    std::fs::write(home.join("logbook.toml"), case.text()).expect("a file");
    let mut said = String::new();
    for round in 0..ROUNDS {
        read_all(&home);
        let book = read(&home);
        if rules(&book).is_empty() {
            return Ok(());
        }
        let opened = opens(&book);
        said = shell(folder, &format!("coldkeep status --on {TODAY}")).0;
        let findings = said.split("\nDue:").next().unwrap_or_default();
        let findings = findings.split("warning[").skip(1).map(lines);
        let Some(proposed) = findings.into_iter().find(|lines| !lines.is_empty()) else {
            return Err(format!("nothing is proposed: {said}"));
        };
        for line in proposed.iter().filter(|line| !drop(line)) {
            let line = line.replace("FINGERPRINT2", "2b3c4d5e").replace("FINGERPRINT", "1a2b3c4d");
            let line = line.replace("--place NAME", &format!("--place place{round}"));
            let (answer, exit) = shell(folder, &line);
            if exit != Some(0) {
                return Err(format!("{line}: {answer}"));
            }
        }
        read_all(&home);
        if opened && !opens(&read(&home)) {
            return Err(format!("{proposed:?} closed what opened: {said}"));
        }
    }
    Err(format!("not met: {said}"))
}

#[test]
fn lines_that_are_followed_close_nothing_and_mend_what_they_name() {
    let folder = scratch();
    let mut chance = Chance::from(0x3e2d_c01d_5eed);
    for number in 0..CASES {
        let case = chance.case(true);
        let done = follow(folder.path(), &case, |_| false);
        done.unwrap_or_else(|said| panic!("{number}: {said}\n{}", case.text()));
    }
    // The control: who follows no line is told.
    let case = (0..).map(|_| chance.case(true)).find(|case| !case.items.is_empty());
    let case = case.expect("there is no end of them");
    assert!(follow(folder.path(), &case, |_| true).is_err());
}
