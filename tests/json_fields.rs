//! `docs/JSON.md`: every field it names appears, with its type, and no field appears that it does not name.

mod lines;

use crate::support::pty::Terminal;
use crate::support::source::rust_files;
use crate::support::{project, scratch};
use lines::{CASES, WORDS};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");

/// The documented fields of one command: name, types, whether it is always there.
type Documented = BTreeMap<String, (BTreeSet<String>, bool)>;

/// The seen fields of one command: name, types, in how many results.
type Seen = BTreeMap<String, (BTreeSet<String>, usize)>;

/// Cells of a table's row, without the marks of code.
fn cells(row: &str) -> Vec<String> {
    row.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect()
}

/// The tables below `### command` headings.
fn documented(text: &str) -> BTreeMap<String, Documented> {
    let section = |part: &str| {
        let (heading, rest) = part.split_once('\n').unwrap_or((part, ""));
        let rows = rest.lines().filter(|line| line.starts_with("| `"));
        let field = |row: &str| {
            let cells = cells(row);
            let types = cells[1].split(", ").map(str::to_owned).collect();
            (cells[0].clone(), (types, cells[2] == "always"))
        };
        (heading.replace('`', ""), rows.map(field).collect())
    };
    text.split("\n### ").skip(1).map(section).collect()
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// Adds the fields of one result; objects in lists under `list[].field`.
fn add(seen: &mut Seen, data: &Value) {
    let mut here: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, value) in data.as_object().expect("an object") {
        here.entry(name.clone()).or_default().insert(type_of(value).to_owned());
        for inner in value.as_array().into_iter().flatten().filter_map(Value::as_object) {
            for (field, value) in inner {
                let name = format!("{name}[].{field}");
                here.entry(name).or_default().insert(type_of(value).to_owned());
            }
        }
    }
    for (name, types) in here {
        let entry = seen.entry(name).or_default();
        entry.0.extend(types);
        entry.1 += 1;
    }
}

/// What the document and the program say differently about one command.
fn differences(documented: &Documented, seen: &Seen, results: usize) -> Vec<String> {
    let mut found = Vec::new();
    for (name, (types, always)) in documented {
        match seen.get(name) {
            None => found.push(format!("{name} never appears")),
            Some((_, count)) if *always && *count < results => {
                found.push(format!("{name} is not always there"));
            }
            Some((seen, _)) if seen != types => found.push(format!("{name} is {seen:?}")),
            Some(_) => {}
        }
    }
    let unknown = seen.keys().filter(|name| !documented.contains_key(*name));
    found.extend(unknown.map(|name| format!("{name} is not in the document")));
    found
}

fn run(folder: &Path, line: &str) -> Output {
    let mut command = Command::new("setsid");
    command.arg(PROGRAM).args(line.split(' ')).arg("--json").current_dir(folder);
    command.stdin(Stdio::null()).output().expect("setsid runs the program")
}

fn parsed(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&output.stderr)))
}

/// What the six pages of 24 words show.
fn pages_of_words() -> Vec<String> {
    (0..6).map(|page| format!("{}–{} of 24", page * 4 + 1, page * 4 + 4)).collect()
}

/// A command whose result needs somebody at a terminal who turns its pages and, if asked, types words back.
fn at_a_terminal(line: &str, pages: &[String], type_back: bool) -> Value {
    let mut terminal = Terminal::open();
    let mut command = Command::new("setsid");
    command.args(["--ctty", PROGRAM, "--json"]).args(line.split(' ')).env("TERM", "xterm");
    command.stdin(Stdio::from(terminal.program_side()));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(command);
    let until = Instant::now() + Duration::from_secs(60);
    let mut from = 0;
    for shown in pages {
        from = terminal.wait_for(shown, from, until).expect("a page");
        terminal.send("\r", false, until).expect("a terminal");
    }
    if type_back {
        terminal.wait_for("Word 1 of 24", from, until).expect("the first question");
        for word in WORDS.split(' ') {
            terminal.send(&format!("{word}\r"), false, until).expect("a terminal");
        }
    }
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    parsed(&output)
}

/// One share that is copied from its pages and typed back.
fn shares_by_hand() -> Value {
    let mut terminal = Terminal::open();
    let mut command = Command::new("setsid");
    let line = "--json print shares 1of1 --screen --practice";
    command.args(["--ctty", PROGRAM]).args(line.split(' ')).env("TERM", "xterm");
    command.stdin(Stdio::from(terminal.program_side()));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(command);
    let until = Instant::now() + Duration::from_secs(60);
    let (mut from, mut words) = (0, Vec::new());
    while words.len() < 33 {
        let before = from;
        from = terminal.wait_for("hide", from, until).expect("a page");
        let word = |line: &str| {
            let (number, word) = line.trim().split_once("  ")?;
            number.parse::<usize>().ok().map(|_| word.trim().to_owned())
        };
        words.extend(terminal.shown()[before..from].lines().filter_map(word));
        terminal.send("\r", false, until).expect("a terminal");
    }
    terminal.wait_for("Word 1 of 33", from, until).expect("the first question");
    for word in words {
        terminal.send(&format!("{word}\r"), false, until).expect("a terminal");
    }
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    parsed(&output)
}

/// Runs every line and gathers the fields of its results by command.
fn gathered() -> BTreeMap<String, (Seen, usize)> {
    let folder = scratch();
    for (name, text) in lines::files() {
        let path = folder.path().join(name);
        let mut private = std::fs::DirBuilder::new();
        private
            .recursive(true)
            .mode(0o700)
            .create(path.parent().expect("a folder"))
            .expect("a folder");
        std::fs::write(&path, text).expect("a file");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("rights");
    }
    let mut all: BTreeMap<String, (Seen, usize)> = BTreeMap::new();
    let mut take = |result: Value| {
        let command = result["command"].as_str().expect("a command").to_owned();
        // Of several copies some can fail: what came of the others is a result all the same.
        let some_failed = command == "push" && result["error"]["slug"].is_string();
        assert_eq!(result["ok"], !some_failed, "{result}");
        let entry = all.entry(command).or_default();
        add(&mut entry.0, &result["data"]);
        entry.1 += 1;
    };
    for line in CASES {
        let output = run(folder.path(), line);
        // A rule that is not met, a copy that is not as it should be, and one that its target does not give are results too.
        let done = matches!(output.status.code(), Some(0 | 5 | 7 | 8));
        assert!(done, "{line}: {}", String::from_utf8_lossy(&output.stderr));
        take(parsed(&output));
    }
    let home = format!("--home {}/new-home", folder.path().display());
    let asked = ["It is for [", "Your name [", "> ", "is one [", "> ", "> ", "It lies in ["];
    let more = ["> ", "who inherits [", "by which paper [", "> "];
    let prompts: Vec<String> = asked.iter().chain(&more).map(|ask| (*ask).to_owned()).collect();
    take(at_a_terminal(&format!("letter {home}"), &prompts, false));
    take(at_a_terminal(&format!("letter edit 1 {home}"), &prompts[..2], false));
    take(at_a_terminal("print seed --screen --practice", &pages_of_words(), true));
    take(shares_by_hand());
    let line = "print metal --plate letters --screen --practice";
    take(at_a_terminal(line, &pages_of_words(), true));
    take(at_a_terminal("new box --skip-check --allow-online", &pages_of_words(), false));
    let line = "new box --format codex32 --shares 2of2 --skip-check --allow-online";
    let strings = ["Share 1 of 2", "Share 2 of 2"].map(str::to_owned);
    take(at_a_terminal(line, &strings, false));
    all
}

fn document() -> String {
    std::fs::read_to_string(project().join("docs/JSON.md")).expect("docs/JSON.md")
}

#[test]
fn documented_fields_are_the_fields_that_appear() {
    let tables = documented(&document());
    let seen = gathered();
    let mut found = Vec::new();
    for (command, table) in &tables {
        let nothing = (Seen::new(), 0);
        let (fields, results) = seen.get(command).unwrap_or(&nothing);
        found
            .extend(differences(table, fields, *results).iter().map(|d| format!("{command}: {d}")));
    }
    let unknown = seen.keys().filter(|command| !tables.contains_key(*command));
    found.extend(unknown.map(|command| format!("{command} is not in the document")));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    assert!(tables.len() >= 17, "every command has a table: {}", tables.len());
}

#[test]
fn a_field_too_many_too_few_or_of_another_type_is_caught() {
    let table =
        &documented("x\n### `x`\n| `a` | number | always | |\n| `b` | string | -o | |")["x"];
    let compared = |results: &[&str]| {
        let mut seen = Seen::new();
        for result in results {
            add(&mut seen, &serde_json::from_str(result).expect("JSON"));
        }
        differences(table, &seen, results.len())
    };
    assert_eq!(compared(&[r#"{"a":1}"#, r#"{"a":2,"b":"x"}"#]), [""; 0]);
    assert_eq!(compared(&[r#"{"a":1}"#]), ["b never appears"]);
    assert_eq!(compared(&[r#"{"b":"x"}"#, r#"{"a":1}"#]), ["a is not always there"]);
    assert_eq!(compared(&[r#"{"a":"1","b":"x"}"#]), ["a is {\"string\"}"]);
    assert_eq!(compared(&[r#"{"a":1,"b":"","c":0}"#]), ["c is not in the document"]);
}

#[test]
fn facts_of_failures_are_documented() {
    let facts = |text: &str| -> BTreeSet<String> {
        let names = text.split(".field(").skip(1).filter_map(|rest| {
            let name = rest.trim_start().strip_prefix('"')?.split('"').next()?;
            Some(name.to_owned())
        });
        names.collect()
    };
    let sources = rust_files("src/cli");
    let made: BTreeSet<String> = sources.iter().flat_map(|(_, text)| facts(text)).collect();
    let text = document();
    let table = text.split("## Facts in errors").nth(1).expect("a section of facts");
    let table = table.split("\n## ").next().expect("its end");
    let named: BTreeSet<String> = table
        .lines()
        .filter(|row| row.starts_with("| `"))
        .map(|row| cells(row)[0].clone())
        .collect();
    assert!(made.len() > 20, "the search finds them: {}", made.len());
    assert_eq!(made, named);
    assert_eq!(facts(".field(\"here\", 1).field(\n  \"there\", 2)").len(), 2);
}

#[test]
fn the_envelope_has_the_documented_fields() {
    let folder = scratch();
    let fields = |output: &Output| -> BTreeSet<String> {
        parsed(output).as_object().expect("an object").keys().cloned().collect()
    };
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let done = run(folder.path(), "restore --practice");
    assert_eq!(fields(&done), of(&["coldkeep", "command", "ok", "data", "warnings"]));
    let revealed = run(folder.path(), "restore --practice --to words --reveal");
    let with_secret = of(&["coldkeep", "command", "ok", "data", "warnings", "revealed"]);
    assert_eq!(fields(&revealed), with_secret);
    let refused = run(folder.path(), "restore no-such-file.txt");
    let failure = of(&["coldkeep", "command", "ok", "exit", "error", "warnings"]);
    assert_eq!((fields(&refused), refused.status.code()), (failure.clone(), Some(1)));
    let envelope = document();
    let table =
        envelope.split("## The envelope").nth(1).and_then(|rest| rest.split("\n## ").next());
    let rows = table.unwrap_or_default().lines().filter(|row| row.starts_with("| `"));
    let named: BTreeSet<String> = rows.map(|row| cells(row)[0].clone()).collect();
    assert_eq!(named, with_secret.union(&failure).cloned().collect());
}
