//! The man pages under `docs/man` are what the commands say of themselves.
//!
//! `COLDKEEP_MAN_WRITE=1 cargo test --test all man::` writes them again after a change of a flag.

use crate::support::project;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::collections::BTreeMap;
use std::fs;

/// Pages by the name of their file.
type Pages = BTreeMap<String, String>;

/// What stands at the end of every page.
const SEE_ALSO: &str = ".SH \"SEE ALSO\"\ncoldkeep help lists the topics, and explains every error and warning by its \
    name.\n";

/// The pages of a command and of all below it.
fn pages(command: &Command, found: &mut Pages) {
    let man = Man::new(command.clone()).manual("coldkeep");
    let mut page = Vec::new();
    man.render(&mut page).expect("memory takes it");
    let text = String::from_utf8(page).expect("a page is text") + SEE_ALSO;
    found.insert(man.get_filename(), text);
    for below in command.get_subcommands() {
        pages(below, found);
    }
}

fn generated() -> Pages {
    let mut command = coldkeep::cli::args::Args::command().disable_help_subcommand(true);
    command.build();
    let mut found = Pages::new();
    pages(&command, &mut found);
    found
}

fn stored() -> Pages {
    let entries = fs::read_dir(project().join("docs/man")).into_iter().flatten().flatten();
    let page = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read_to_string(entry.path()).expect("a page is text"))
    };
    entries.map(page).collect()
}

/// The names of pages that differ, are missing or are too much.
fn differing(ours: &Pages, theirs: &Pages) -> Vec<String> {
    let all = ours.keys().chain(theirs.keys().filter(|name| !ours.contains_key(*name)));
    all.filter(|name| ours.get(*name) != theirs.get(*name)).cloned().collect()
}

#[test]
fn the_man_pages_are_what_the_commands_say() {
    let pages = generated();
    if std::env::var_os("COLDKEEP_MAN_WRITE").is_some() {
        let folder = project().join("docs/man");
        fs::create_dir_all(&folder).expect("docs/man");
        for name in stored().keys().filter(|name| !pages.contains_key(*name)) {
            fs::remove_file(folder.join(name)).expect("a page of a command that is gone");
        }
        for (name, text) in &pages {
            fs::write(folder.join(name), text).expect("a page");
        }
    }
    let hint = "COLDKEEP_MAN_WRITE=1 cargo test --test all man:: writes them again";
    assert_eq!(differing(&pages, &stored()), [""; 0], "{hint}");
    assert!(pages.len() >= 20 && pages.contains_key("coldkeep-print-seed.1"), "{}", pages.len());
}

#[test]
fn a_page_that_is_old_missing_or_too_much_is_caught() {
    let page = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let ours = Pages::from([page("a.1", "new"), page("b.1", "")]);
    let theirs = Pages::from([page("a.1", "old"), page("c.1", "")]);
    assert_eq!(differing(&ours, &theirs), ["a.1", "b.1", "c.1"]);
    assert_eq!(differing(&ours, &ours), [""; 0]);
}
