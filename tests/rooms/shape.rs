//! The shape of files and of the top level, and the marks nobody leaves behind.

use super::{control, hold, src_and_tests};
use crate::support::source::{code_only, line_of, names};
use std::fs;

/// The one kind of file that may be long: a table of words, with nothing else in it.
const WORD_TABLES: &[&str] =
    &["src/seed/wordlist.rs", "src/share/wordlist.rs", "src/crypt/wordlist.rs"];
const MOST_LINES: usize = 400;

/// What the top level holds, and nothing else but dot files and what git ignores.
const TOP_LEVEL: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "docs",
    "src",
    "tests",
    "vectors",
];

/// Marks of unfinished work. Written apart here, so that this file does not hold them itself.
const MARKS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
const MACROS: &[&str] = &["dbg", "todo", "unimplemented"];

/// File names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "manager"];

fn is_too_long_or_unnamed(path: &str, text: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let lines = text.lines().count();
    if lines > MOST_LINES && !WORD_TABLES.contains(&path) {
        breaches.push(format!("{lines} lines; at most {MOST_LINES}"));
    }
    let first = text.lines().next().unwrap_or_default();
    if first.strip_prefix("//! ").is_none_or(|sentence| sentence.trim().len() < 8) {
        breaches.push("the first line does not say what the file is for".to_owned());
    }
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".rs");
    if EMPTY_NAMES.contains(&stem) {
        breaches.push(format!("`{stem}` names nothing"));
    }
    breaches
}

fn leaves_a_mark(_: &str, text: &str) -> Vec<String> {
    let code = code_only(text);
    let marks = names(text).into_iter().filter(|(_, name)| MARKS.contains(name));
    let macros = names(&code)
        .into_iter()
        .filter(|(at, name)| MACROS.contains(name) && code[at + name.len()..].starts_with('!'));
    marks
        .chain(macros)
        .map(|(at, name)| format!("line {}: `{name}`", line_of(text, at.min(text.len()))))
        .collect()
}

/// What is too much in a listing of the top level.
fn too_much(listing: &[String]) -> Vec<&String> {
    let known = |name: &&String| name.starts_with('.') || TOP_LEVEL.contains(&name.as_str());
    listing.iter().filter(|name| !known(name)).collect()
}

fn top_level() -> Vec<String> {
    let root = crate::support::project();
    let ignored = fs::read_to_string(root.join(".gitignore")).expect(".gitignore");
    let is_ignored = |name: &String| ignored.lines().any(|line| line.trim_matches('/') == name);
    let entries = fs::read_dir(root).expect("the project's folder");
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    entries.map(|entry| name(entry.expect("an entry"))).filter(|name| !is_ignored(name)).collect()
}

#[test]
fn every_file_is_short_and_says_what_it_is_for() {
    hold(is_too_long_or_unnamed, &src_and_tests());
    let rule = is_too_long_or_unnamed;
    let sound = "//! Says what it is for.\n";
    control(rule, "src/share/slip39.rs", &format!("{sound}{}", "x();\n".repeat(400)), sound);
    control(rule, "src/share/slip39.rs", "use std::fmt;\n", sound);
    control(rule, "src/share/slip39.rs", "//! \n", sound);
    assert!(!rule("src/share/helpers.rs", sound).is_empty());
    let table = format!("{sound}{}", "\"word\",\n".repeat(2048));
    assert_eq!(rule("src/share/wordlist.rs", &table), Vec::<String>::new());
}

#[test]
fn no_unfinished_work_is_left_behind() {
    hold(leaves_a_mark, &src_and_tests());
    let sound = "// todo lists are fine in prose; so is an XXXL shirt\nlet dbg = 1;";
    for mark in MARKS {
        control(leaves_a_mark, "src/cli/mod.rs", &format!("// {mark}: later"), sound);
    }
    for name in MACROS {
        control(leaves_a_mark, "src/cli/mod.rs", &format!("{name}!(x)"), sound);
    }
}

#[test]
fn the_top_level_holds_nothing_else() {
    assert_eq!(too_much(&top_level()), Vec::<&String>::new());
    assert_eq!(too_much(&["scripts".into(), ".ci".into(), "src".into()]), ["scripts"]);
}
