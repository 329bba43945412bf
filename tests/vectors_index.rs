//! Every published vector beside the repository is run by a test or listed with the reason why not.
//!
//! `vectors_index/files.txt` has a row for each file: its cases, and the test modules that read it, or the reason. The
//! table is held to the folder in both ways, and to the sources of the modules it names.

use crate::support::project;
use crate::support::shared;
use std::fs;
use std::path::{Path, PathBuf};

/// The cases that must be run in all.
const AT_LEAST: usize = 1_600;

/// What the table says of one file.
#[derive(Debug, PartialEq)]
struct Row {
    /// The file below `vectors/`; with a `/` at its end a whole folder.
    file: String,
    by: By,
}

#[derive(Debug, PartialEq)]
enum By {
    /// These modules of `tests/` run this many cases of it.
    Modules(usize, Vec<String>),
    /// No test runs it, for this reason.
    Nobody(String),
}

/// Reads `file | cases | module, module` and `file | - | the reason`.
fn rows(table: &str) -> Vec<Row> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let row = |line: &str| {
        let mut parts = line.splitn(3, '|').map(|part| part.trim().to_owned());
        let mut next = || parts.next().unwrap_or_else(|| panic!("three parts: {line}"));
        let (file, cases, rest) = (next(), next(), next());
        let by = match cases.as_str() {
            "-" => By::Nobody(rest),
            number => {
                let modules = rest.split(',').map(|name| name.trim().to_owned()).collect();
                By::Modules(number.parse().expect("a number of cases"), modules)
            }
        };
        Row { file, by }
    };
    lines.map(row).collect()
}

fn table() -> Vec<Row> {
    let path = project().join("tests/vectors_index/files.txt");
    rows(&fs::read_to_string(path).expect("the table"))
}

/// The files of a folder and of all below it, by their names from the top.
fn listing(top: &Path, folder: &Path, found: &mut Vec<String>) {
    let entries = fs::read_dir(folder).expect("a folder of vectors").flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            listing(top, &path, found);
        } else {
            let name = path.strip_prefix(top).expect("below the top");
            found.push(name.to_string_lossy().into_owned());
        }
    }
}

/// The source of a test module: its file, and those in its folder.
fn source_of(module: &str) -> Option<String> {
    let tests = project().join("tests");
    let mut text = fs::read_to_string(tests.join(format!("{module}.rs"))).ok()?;
    for entry in fs::read_dir(tests.join(module)).into_iter().flatten().flatten() {
        text += &fs::read_to_string(entry.path()).unwrap_or_default();
    }
    Some(text)
}

/// Whether a source names a file of vectors: whole, or with a part that it fills in.
fn names(source: &str, file: &str) -> bool {
    let filled = |folder: &str| source.contains(&format!("\"{folder}/bip{{number}}.json"));
    source.contains(&format!("\"{}\"", file.trim_end_matches('/')))
        || (file.ends_with('/') && source.contains(&format!("\"{file}")))
        || file.split_once('/').is_some_and(|(folder, _)| filled(folder))
}

/// What is wrong between a folder, the table, and the modules it names.
fn faults(
    listing: &[String],
    rows: &[Row],
    source: &dyn Fn(&str) -> Option<String>,
) -> Vec<String> {
    let covers = |row: &Row, file: &str| {
        row.file == file || (row.file.ends_with('/') && file.starts_with(&row.file))
    };
    let mut found = Vec::new();
    for file in listing {
        match rows.iter().filter(|row| covers(row, file)).count() {
            1 => {}
            0 => found.push(format!("{file}: no test runs it and no reason is given")),
            _ => found.push(format!("{file}: two rows")),
        }
    }
    for row in rows {
        if !listing.iter().any(|file| covers(row, file)) {
            found.push(format!("{}: there is no such file", row.file));
        }
        match &row.by {
            By::Nobody(reason) if reason.split(' ').count() < 4 => {
                found.push(format!("{}: no reason", row.file));
            }
            By::Nobody(_) => {}
            By::Modules(cases, modules) => {
                if *cases == 0 {
                    found.push(format!("{}: no case", row.file));
                }
                for module in modules {
                    match source(module) {
                        None => found.push(format!("{}: no module {module}", row.file)),
                        Some(text) if !names(&text, &row.file) => {
                            found.push(format!("{}: {module} does not name it", row.file));
                        }
                        Some(_) => {}
                    }
                }
            }
        }
    }
    found
}

#[test]
fn every_file_is_run_or_has_a_reason() {
    let rows = table();
    let Some(top) = shared::place("") else { return };
    let mut files = Vec::new();
    listing(&top, &top, &mut files);
    files.retain(|file| file != "README.md");
    assert!(files.len() > 200, "the folder is whole: {}", files.len());
    assert_eq!(faults(&files, &rows, &source_of), Vec::<String>::new());

    // The controls: a file that nobody knows, one that is gone, a module that does not read it.
    let mut more = files.clone();
    more.push("bip999/planted.json".to_owned());
    assert_eq!(faults(&more, &rows, &source_of).len(), 1);
    let fewer: Vec<String> = files.iter().filter(|file| *file != "owner.json").cloned().collect();
    assert_eq!(faults(&fewer, &rows, &source_of), ["owner.json: there is no such file"]);
    let silent = |module: &str| source_of(module).map(|text| text.replace("\"owner.json\"", ""));
    assert!(!faults(&files, &rows, &silent).is_empty());
}

#[test]
fn the_table_itself_is_sound() {
    let read = |line: &str| faults(&["a/b.json".to_owned()], &rows(line), &|_| None);
    assert_eq!(read("a/b.json | - | it belongs to another program"), Vec::<String>::new());
    assert_eq!(read("a/b.json | - | later"), ["a/b.json: no reason"]);
    assert_eq!(read("a/b.json | 3 | gone"), ["a/b.json: no module gone"]);
    assert_eq!(read("a/ | - | it belongs to another program"), Vec::<String>::new());
    assert_eq!(read("# a/b.json\n").len(), 1);

    let (mut run, mut files, mut left) = (0, 0, 0);
    for row in table() {
        match row.by {
            By::Modules(cases, _) => (run, files) = (run + cases, files + 1),
            By::Nobody(_) => left += 1,
        }
    }
    println!("vectors: {run} cases in {files} rows are run, {left} rows are not");
    assert!(run >= AT_LEAST, "{run} cases of at least {AT_LEAST}");
}

/// Adds up what [`shared::ran`] wrote: the cases, and the files they came from.
fn counted(record: &str) -> (usize, usize) {
    let mut files: Vec<&str> = Vec::new();
    let mut cases = 0;
    for line in record.lines() {
        let mut parts = line.split('\t');
        let number = parts.next().and_then(|number| number.parse::<usize>().ok()).unwrap_or(0);
        let of: Vec<&str> = parts.nth(1).unwrap_or_default().split(',').collect();
        // What came from no published file is another kind of count: random texts, pairs of formats.
        if of != [""] {
            cases += number;
            files.extend(of);
        }
    }
    files.sort_unstable();
    files.dedup();
    (cases, files.len())
}

#[test]
fn the_cases_that_ran_are_counted() {
    assert_eq!(counted("3\tone\ta/b.json\n4\ttwo\ta/b.json,c.json\n"), (7, 2));
    assert_eq!(counted("80000\trandom\t\n"), (0, 0));
    assert_eq!(counted(""), (0, 0));
    // `tests/run` calls this test once more, with the record of the run before.
    let Some(path) = std::env::var_os("COLDKEEP_RAN_BEFORE") else { return };
    let (cases, files) = counted(&fs::read_to_string(path).unwrap_or_default());
    println!("vectors: {cases} cases ran in {files} files, 0 failed");
    if shared::place("").is_some() {
        assert!(cases >= AT_LEAST, "{cases} cases of at least {AT_LEAST}");
    }
}
