//! The documents agree with the source: dependencies, the import table, links that lead somewhere, a calm voice.

use crate::support::project;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Words that promise instead of telling.
const SUPERLATIVES: &[&str] = &[
    "best",
    "fastest",
    "safest",
    "easiest",
    "perfect",
    "unbreakable",
    "unhackable",
    "ultimate",
    "revolutionary",
    "cutting-edge",
    "state-of-the-art",
    "military-grade",
    "bulletproof",
    "bank-grade",
];

fn read(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap_or_else(|_| panic!("{path} is there"))
}

/// The documents, by their paths.
fn documents() -> BTreeMap<String, String> {
    let entries = fs::read_dir(project().join("docs")).expect("docs").flatten();
    let names = entries.map(|entry| format!("docs/{}", entry.file_name().to_string_lossy()));
    let papers = names.filter(|name| name.ends_with(".md")).chain(["README.md".to_owned()]);
    papers.map(|name| (name.clone(), read(&name))).collect()
}

/// The names in back quotes that begin the rows of a table.
fn first_cells(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split('`').next()).map(str::to_owned).collect()
}

/// The direct dependencies of the program in a Cargo.toml.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let table: toml::Table = manifest.parse().expect("TOML");
    let names = |value: Option<&toml::Value>| -> Vec<String> {
        value
            .and_then(toml::Value::as_table)
            .map(|t| t.keys().cloned().collect())
            .unwrap_or_default()
    };
    let mut found: BTreeSet<String> = names(table.get("dependencies")).into_iter().collect();
    let targets = table.get("target").and_then(toml::Value::as_table);
    for target in targets.into_iter().flat_map(|table| table.values()) {
        found.extend(names(target.get("dependencies")));
    }
    found
}

/// Links of a document that lead to no file.
fn dead_links(path: &str, text: &str) -> Vec<String> {
    let folder = project().join(path).parent().expect("a folder").to_owned();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = targets.filter(|target| !target.starts_with("http") && !target.starts_with('#'));
    local.filter(|target| !folder.join(target).exists()).map(str::to_owned).collect()
}

/// Files of this project that a document names between back quotes and that are not there.
fn dead_paths(text: &str) -> Vec<String> {
    let named = text.split('`').skip(1).step_by(2);
    let starts = ["src/", "tests/", "vectors/", "docs/"];
    let paths = named.filter(|name| starts.iter().any(|start| name.starts_with(start)));
    let plain = paths.filter(|name| !name.contains(['*', ' ', '…']) && !name.contains("NAME"));
    plain.filter(|name| !project().join(name).exists()).map(str::to_owned).collect()
}

/// Superlatives in a document.
fn promises(text: &str) -> Vec<&str> {
    let lower = text.to_lowercase();
    let words: BTreeSet<&str> =
        lower.split(|c: char| !c.is_ascii_alphabetic() && c != '-').collect();
    SUPERLATIVES.iter().copied().filter(|word| words.contains(word)).collect()
}

#[test]
fn every_direct_dependency_is_explained_and_no_other() {
    let paper = read("docs/DEPENDENCIES.md");
    let section = paper.split("## Direct dependencies").nth(1).expect("a section");
    let named = first_cells(section.split("\n## ").next().expect("its end"));
    let manifest = read("Cargo.toml");
    assert_eq!(dependencies(&manifest), named);
    let more = manifest.replacen("[dependencies]", "[dependencies]\nnewcomer = \"1\"", 1);
    assert!(dependencies(&more).contains("newcomer") && !named.contains("newcomer"));
}

#[test]
fn the_import_table_in_the_paper_is_the_one_that_is_held() {
    let row = |line: &str| -> Option<(String, BTreeSet<String>)> {
        let cells: Vec<&str> = line.strip_prefix("| `")?.split('|').collect();
        let names = |cell: &str| -> BTreeSet<String> {
            cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        Some((cells.first()?.trim_matches(['`', ' ']).to_owned(), names(cells.get(2)?)))
    };
    let paper = read("docs/ARCHITECTURE.md");
    let section = paper.split("## Rooms").nth(1).and_then(|rest| rest.split("\n## ").next());
    let paper: BTreeMap<String, BTreeSet<String>> =
        section.expect("a section").lines().filter_map(row).collect();
    for (room, may) in crate::rooms::import_table() {
        let Some(named) = paper.get(*room).filter(|_| *room != "cli") else { continue };
        let may: BTreeSet<String> = may.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(named, &may, "{room}");
    }
    let rooms: BTreeSet<&str> =
        crate::rooms::import_table().iter().map(|(room, _)| *room).collect();
    let missing: Vec<_> = rooms.iter().filter(|room| !paper.contains_key(**room)).collect();
    assert_eq!(missing, [&"lib", &"main"]);
    assert_eq!(row("| `paper` | how | `sheet`, `secret` |").map(|(_, may)| may.len()), Some(2));
}

#[test]
fn links_lead_to_files() {
    for (path, text) in documents() {
        assert_eq!(dead_links(&path, &text), [""; 0], "{path}");
        // A block of shell lines would turn the pairs of back quotes around.
        let prose: String = text.split("```").step_by(2).collect();
        assert_eq!(dead_paths(&prose), [""; 0], "{path}");
    }
    assert_eq!(dead_links("docs/GUIDE.md", "[a](GUIDE.md) [b](no.md) [c](https://x.y)"), ["no.md"]);
    assert_eq!(dead_paths("see `src/lib.rs`, `src/no.rs` and `src/*.rs`"), ["src/no.rs"]);
}

#[test]
fn documents_tell_and_do_not_promise() {
    for (path, text) in documents() {
        assert_eq!(promises(&text), [""; 0], "{path}");
    }
    assert_eq!(promises("The safest way, and perfect."), ["safest", "perfect"]);
}
