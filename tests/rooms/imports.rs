//! Who may import whom, and what only `host` and `cli` may ask of the machine.

use super::{control, hold, room, src};
use crate::support::source::{code_only, line_of, names};

/// Each room with the rooms it may import; arrows point down and there are no circles.
pub(super) const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("secret", &[]),
    ("logbook", &[]),
    ("letter", &["logbook"]),
    ("seed", &["secret"]),
    ("ur", &["secret"]),
    ("share", &["secret", "ur"]),
    ("crypt", &["secret"]),
    ("sheet", &["secret", "ur"]),
    ("host", &["secret"]),
    ("keys", &["seed", "secret"]),
    ("wallet", &["keys", "secret", "ur"]),
    ("paper", &["sheet", "letter", "secret"]),
    ("scan", &["sheet", "secret", "ur"]),
    ("repair", &["keys", "seed", "share", "secret"]),
    ("identify", &["seed", "share", "crypt", "wallet", "keys", "sheet", "secret", "ur"]),
    ("find", &["identify", "seed", "secret"]),
    (
        "cli",
        &[
            "logbook", "letter", "secret", "seed", "ur", "share", "crypt", "sheet", "host", "keys",
            "wallet", "paper", "scan", "repair", "identify", "find",
        ],
    ),
    // main.rs hands over to cli and names the allocator; lib.rs only lists the rooms.
    ("main", &["cli", "host"]),
    ("lib", &[]),
];

/// What a file outside `host` and `cli` may not touch: files, streams, clocks, processes, sockets.
const OF_THE_MACHINE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::os",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::time::Instant",
    "std::time::SystemTime",
    "File::open",
    "File::create",
    "SystemTime::now",
    "Instant::now",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "rustix",
];

/// Every room that `text` names behind `crate::` or `coldkeep::`, with the line.
fn imported(text: &str) -> Vec<(usize, String)> {
    let code = code_only(text);
    let mut found = Vec::new();
    for (at, name) in names(&code) {
        let climbs_out = name == "super" && code[..at].trim_end().ends_with("super::");
        if name != "crate" && name != "coldkeep" && !climbs_out {
            continue;
        }
        let Some(rest) = code[at + name.len()..].trim_start().strip_prefix("::") else { continue };
        for target in first_names(rest.trim_start()) {
            found.push((line_of(&code, at), target));
        }
    }
    found
}

/// The first name of a path, or of each path in a `{…}` list.
fn first_names(rest: &str) -> Vec<String> {
    let first = |path: &str| names(path).first().map(|(_, name)| (*name).to_owned());
    let Some(list) = rest.strip_prefix('{') else { return first(rest).into_iter().collect() };
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (i, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.extend(first(&list[start..i]));
                start = i + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

fn imports_upwards(path: &str, text: &str) -> Vec<String> {
    let own = room(path);
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == own) else {
        return vec![format!("`{own}` is not a room of the table")];
    };
    let is_room = |name: &str| MAY_IMPORT.iter().any(|(room, _)| *room == name);
    imported(text)
        .into_iter()
        .filter(|(_, target)| is_room(target) && target != own && !allowed.contains(&&**target))
        .map(|(line, target)| format!("line {line}: `{own}` may not import `{target}`"))
        .collect()
}

fn asks_the_machine(path: &str, text: &str) -> Vec<String> {
    if matches!(room(path), "host" | "cli" | "main") {
        return Vec::new();
    }
    let code = code_only(text);
    let starts_a_name =
        |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    OF_THE_MACHINE
        .iter()
        .flat_map(|wanted| code.match_indices(wanted))
        .filter(|(at, _)| starts_a_name(*at))
        .map(|(at, wanted)| {
            format!("line {}: `{wanted}` belongs in host or cli", line_of(&code, at))
        })
        .collect()
}

#[test]
fn rooms_import_only_downwards() {
    hold(imports_upwards, &src());
}

#[test]
fn an_import_upwards_is_caught_in_every_spelling() {
    for broken in [
        "use crate::keys::Path;",
        "use crate::{secret::SecretBytes, keys::{Path, Root}};",
        "fn f(root: &crate::keys::Root) {}",
        "use crate :: keys;",
        "pub use coldkeep::cli::run;",
        "use super::super::keys::Path;",
    ] {
        control(imports_upwards, "src/seed/bip39.rs", broken, "use crate::secret::SecretBytes;");
    }
    control(
        imports_upwards,
        "src/scan/qr.rs",
        "use crate::{sheet::Kind, paper::Page};",
        "//! Not [`crate::paper`].\nuse crate::{scan::Code, sheet::{self, Kind}};",
    );
    assert!(!imports_upwards("src/helpers/mod.rs", "").is_empty(), "an unknown room is caught");
}

#[test]
fn only_host_and_cli_touch_the_machine() {
    hold(asks_the_machine, &src());
    for broken in [
        "use std::fs;",
        "let f = File::open(path)?;",
        "let now = std::time::SystemTime::now();",
        "println!(\"{x}\");",
        "use std::process::Command;",
        "rustix::rand::getrandom(buffer, flags)",
    ] {
        control(
            asks_the_machine,
            "src/share/slip39.rs",
            broken,
            "use std::time::Duration; // not std::fs",
        );
    }
}

#[test]
fn the_table_has_no_circles() {
    for (position, (name, allowed)) in MAY_IMPORT.iter().enumerate() {
        for target in *allowed {
            let lower = MAY_IMPORT[..position].iter().any(|(room, _)| room == target);
            assert!(lower, "`{name}` imports `{target}`, which stands below it in the table");
        }
    }
}
