//! Help: every error and warning in the source has a page, every page is used and is shown.

use crate::support::source::rust_files;
use std::collections::BTreeSet;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");
/// What stands before a slug in the source.
const MADE_BY: [&str; 3] = ["::error(", "::refused(", "::warning("];
/// A page longer than this is not read at a terminal.
const MOST_LINES: usize = 16;
const MOST_COLUMNS: usize = 80;

/// The names of errors and warnings that a source file makes.
fn slugs_in(text: &str) -> BTreeSet<String> {
    let slug_behind = |start: &str| -> Vec<String> {
        let parts = text.split(start).skip(1).filter_map(|rest| {
            let name = rest.trim_start().strip_prefix('"')?.split('"').next()?;
            name.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                .then(|| name.to_owned())
        });
        parts.collect()
    };
    MADE_BY.iter().flat_map(|start| slug_behind(start)).collect()
}

/// The pages of one file of help.
fn pages(file: &str) -> Vec<(String, String)> {
    let path = crate::support::project().join("src/cli/help").join(file);
    let text = std::fs::read_to_string(path).expect("a file of help");
    let page = |part: &str| {
        let (name, text) = part.split_once('\n').expect("a name and a text");
        (name.trim_start_matches("== ").to_owned(), text.trim_end().to_owned())
    };
    text.split("\n== ").map(page).collect()
}

/// What is made without a page, and what has a page and is never made.
fn unmatched(made: &BTreeSet<String>, pages: &BTreeSet<String>) -> (Vec<String>, Vec<String>) {
    (made.difference(pages).cloned().collect(), pages.difference(made).cloned().collect())
}

fn shown(name: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(PROGRAM).arg("help").args(name).output().expect("it runs");
    (String::from_utf8(output.stdout).expect("text"), output.status.code())
}

#[test]
fn every_error_and_warning_has_a_page_and_every_page_is_used() {
    let sources = rust_files("src/cli");
    let made: BTreeSet<String> = sources.iter().flat_map(|(_, text)| slugs_in(text)).collect();
    let named: BTreeSet<String> = pages("slugs.txt").into_iter().map(|(name, _)| name).collect();
    let nothing: (Vec<String>, Vec<String>) = Default::default();
    assert!(made.len() > 100, "the search finds the slugs: {}", made.len());
    assert_eq!(unmatched(&made, &named), nothing);

    let mut more = made.clone();
    more.extend(slugs_in("Failure::error(\n    \"no-page-yet\", Exit::Usage, what)"));
    assert_eq!(unmatched(&more, &named).0, ["no-page-yet"]);
    let mut unused = named.clone();
    unused.insert("never-made".to_owned());
    assert_eq!(unmatched(&made, &unused).1, ["never-made"]);
}

#[test]
fn every_page_is_shown_under_its_name() {
    for (name, text) in pages("slugs.txt").into_iter().chain(pages("topics.txt")) {
        assert_eq!(shown(&[&name]), (text + "\n", Some(0)), "{name}");
    }
    let (printed, exit) = shown(&["no-page-of-this-name"]);
    assert_eq!((printed.as_str(), exit), ("", Some(2)));
}

#[test]
fn the_list_names_every_page_and_command() {
    let (list, exit) = shown(&[]);
    assert_eq!(exit, Some(0));
    let listed: BTreeSet<&str> = list.split_whitespace().collect();
    for (name, _) in pages("slugs.txt").into_iter().chain(pages("topics.txt")) {
        assert!(listed.contains(name.as_str()), "{name}");
    }
    assert!(listed.contains("restore") && !listed.contains("no-page-of-this-name"));
}

#[test]
fn other_names_find_their_topic() {
    for name in [&["seed", "phrase"][..], &["wallet", "backup"], &["recovery phrase"]] {
        assert_eq!(shown(name), shown(&["words"]), "{name:?}");
    }
}

#[test]
fn pages_fit_a_terminal_and_lead_to_pages_that_exist() {
    let all: Vec<(String, String)> =
        pages("slugs.txt").into_iter().chain(pages("topics.txt")).collect();
    for (name, text) in &all {
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest <= MOST_COLUMNS, "{name}: {longest} columns");
    }
    for (name, text) in pages("slugs.txt") {
        let lines = text.lines().count();
        assert!((4..=MOST_LINES).contains(&lines), "{name}: {lines} lines");
        assert!(text.contains("Exit code") || text.contains("A warning"), "{name}: no exit code");
        assert!(text.contains("coldkeep help"), "{name}: leads nowhere");
    }
    let named: BTreeSet<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    for (name, text) in &all {
        for rest in text.split("See: coldkeep help ").skip(1) {
            let line = rest.lines().next().unwrap_or_default();
            for target in line.split(", coldkeep help ").filter(|t| !t.is_empty()) {
                let command = shown(&target.split(' ').collect::<Vec<_>>()).1 == Some(0);
                assert!(named.contains(target) || command, "{name}: no page {target}");
            }
        }
    }
}
