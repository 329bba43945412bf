//! What `status` proposes mends what it names: its lines are followed, one after the other, until every rule is met.

use crate::pasted::{lines, shell};
use crate::standing::{TODAY, WALLET, book};
use crate::support::scratch;
use coldkeep::logbook::{Drill, How, Logbook, Rule, WhatIf, mend, review};
use std::path::Path;

/// So many lines are followed before it is given up.
const ROUNDS: usize = 12;

/// Notes a reading for every copy that waits for one, as its owner would after looking.
pub(crate) fn read_all(home: &Path) {
    let file = home.join("logbook.toml");
    let mut book = Logbook::parse(std::fs::read_to_string(&file).expect("a file")).expect("whole");
    let ids: Vec<String> = book.copies().iter().map(|copy| copy.id.text.clone()).collect();
    for id in ids {
        if !book.copy(&id).is_some_and(coldkeep::logbook::Copy::is_verified) {
            let on = TODAY.to_owned();
            let drill = Drill { on, how: How::Read, pass: true, minutes: None };
            book = book.add_drill(&id, &drill).expect("it fits");
        }
    }
    std::fs::write(file, book.text()).expect("a file");
}

/// What `status` says when the first line that it proposes was followed again and again.
fn followed(folder: &Path, logbook: &str) -> Result<Vec<String>, String> {
    let home = folder.join("home");
    std::fs::create_dir_all(&home).expect("a folder");
    std::fs::write(home.join("logbook.toml"), logbook).expect("a file");
    let mut done = Vec::new();
    for round in 0..ROUNDS {
        read_all(&home);
        let (said, exit) = shell(folder, &format!("coldkeep status --on {TODAY}"));
        if exit == Some(0) {
            assert!(said.contains("Every rule is met."), "{said}");
            return Ok(done);
        }
        // Behind what is due come states of the wallet, which are no rules.
        let findings = said.split("\nDue:").next().unwrap_or_default();
        let findings = findings.split_once("warning[").ok_or(said.clone())?.1;
        let first = findings.split("warning[").next().unwrap_or_default();
        let lines = lines(first);
        if lines.is_empty() {
            return Err(format!("nothing is proposed: {said}"));
        }
        for line in lines {
            let line = line.replace("FINGERPRINT", "1a2b3c4d");
            let line = line.replace("--place NAME", &format!("--place place{round}"));
            let (said, exit) = shell(folder, &format!("{line} --made 2026-11-22"));
            let (said, exit) = match exit {
                Some(2) => shell(folder, &line),
                other => (said, other),
            };
            if exit != Some(0) {
                return Err(format!("{line}: {said}"));
            }
            done.push(line);
        }
    }
    Err(format!("not met after {}", done.join("\n")))
}

#[test]
fn what_status_proposes_brings_copies_apart_that_are_at_one_place() {
    let folder = scratch();
    let share = |number, scheme: &str| {
        format!(
            "\"share\"\nof = \"w\"\nscheme = \"{scheme}\"\nset = \"red\"\nnumber = {number}\ngeneration = 1"
        )
    };
    let of_three = [share(1, "2of3"), share(2, "2of3"), share(3, "2of3")];
    let archive = "[[archive]]\nname = \"box\"\nrecipients = [\"age1x\"]\n[[key]]\nname = \"key\"\nrecipient = \"age1x\"\n";
    let seed = "\"seed\"";
    let (held, key) = ("\"archive\"", "\"key\"");
    for (head, copies, most) in [
        (
            WALLET,
            vec![
                ("w/A", seed, "paper", "bank"),
                ("w/B", seed, "steel", "bank"),
                ("w/C", seed, "paper", "bank"),
            ],
            1,
        ),
        (
            WALLET,
            vec![
                ("red/1", of_three[0].as_str(), "paper", "bank"),
                ("red/2", of_three[1].as_str(), "steel", "bank"),
                ("red/3", of_three[2].as_str(), "paper", "bank"),
            ],
            2,
        ),
        (
            WALLET,
            vec![
                ("red/1", of_three[0].as_str(), "paper", "bank"),
                ("red/2", of_three[1].as_str(), "steel", "aunt"),
                ("red/3", of_three[2].as_str(), "paper", "home"),
                ("w/A", seed, "paper", "home"),
            ],
            1,
        ),
        (
            archive,
            vec![
                ("box/1", held, "usb", "bank"),
                ("box/2", held, "cloud", "net"),
                ("key/A", key, "paper", "aunt"),
                ("key/B", key, "paper", "aunt"),
            ],
            1,
        ),
    ] {
        let text = book(head, &copies).text().to_owned();
        let done = followed(folder.path(), &text).unwrap_or_else(|said| panic!("{said}"));
        assert!((1..=most).contains(&done.len()), "{done:?}");
    }
    // Archives with their keys: what is missing is the key, and not another archive.
    let two_clouds = vec![
        ("box/1", held, "cloud", "net"),
        ("box/2", held, "usb", "bank"),
        ("key/A", key, "cloud", "net"),
        ("key/B", key, "cloud", "cloud"),
    ];
    let at_home = vec![
        ("box/1", held, "usb", "home"),
        ("box/2", held, "cloud", "net"),
        ("box/3", held, "usb", "bank"),
        ("key/A", key, "paper", "home"),
        ("key/B", key, "usb", "office"),
    ];
    for (copies, most, archives) in [(two_clouds, 2, 1), (at_home, 2, 0)] {
        let cloud =
            format!("{archive}[[place]]\nname = \"cloud\"\noffsite = true\nonline = true\n");
        let text = book(&cloud, &copies).text().to_owned();
        let done = followed(folder.path(), &text).unwrap_or_else(|said| panic!("{said}"));
        assert!((1..=most).contains(&done.len()), "{done:?}");
        let of_archive = done.iter().filter(|line| line.contains("box")).count();
        assert!(of_archive <= archives && done.len() > of_archive, "{done:?}");
    }
    // What is on one kind of medium, in one house, or with two copies.
    for copies in [
        vec![
            ("w/A", seed, "paper", "home"),
            ("w/B", seed, "paper", "bank"),
            ("w/C", seed, "paper", "aunt"),
        ],
        vec![
            ("w/A", seed, "paper", "home"),
            ("w/B", seed, "steel", "office"),
            ("w/C", seed, "paper", "office"),
        ],
        vec![("w/A", seed, "paper", "home")],
        vec![
            ("w/A", seed, "cloud", "net"),
            ("w/B", seed, "cloud", "net"),
            ("w/C", seed, "cloud", "net"),
        ],
        vec![
            ("w/E", "\"encrypted\"", "paper", "home"),
            ("w/F", "\"file-passphrase\"", "paper", "bank"),
        ],
    ] {
        let text = book(WALLET, &copies).text().to_owned();
        followed(folder.path(), &text).unwrap_or_else(|said| panic!("{copies:?}: {said}"));
    }
    // A device with its PIN, together and apart: its words on paper or steel are what is missing.
    let (device, pin) = ("\"device\"", "\"pin\"");
    let (blue, red) = ("\nlock = \"blue\"", "\nlock = \"red\"");
    let (device_blue, pin_blue) = (format!("{device}{blue}"), format!("{pin}{blue}"));
    let (device_red, pin_red) = (format!("{device}{red}"), format!("{pin}{red}"));
    for copies in [
        vec![("w/D", device, "device", "home"), ("w/P", pin, "paper", "home")],
        vec![("w/D", device, "device", "home"), ("w/P", pin, "paper", "bank")],
        vec![
            ("w/D", &device_blue, "device", "home"),
            ("w/E", &device_red, "device", "office"),
            ("w/P", &pin_blue, "paper", "bank"),
            ("w/Q", &pin_red, "paper", "aunt"),
        ],
    ] {
        let text = book(WALLET, &copies).text().to_owned();
        let done = followed(folder.path(), &text).unwrap_or_else(|said| panic!("{said}"));
        assert!(done[0].contains("--what seed --medium paper"), "{done:?}");
    }
    // What is left of something is no way in: what is missing is proposed.
    for rest in [pin, "\"passphrase\"", "\"descriptor\"", "\"key\"", "\"encrypted\""] {
        let text = book(WALLET, &[("w/A", rest, "paper", "bank")]).text().to_owned();
        followed(folder.path(), &text).unwrap_or_else(|said| panic!("{rest}: {said}"));
    }
    // The same way says it when the lines do not mend: only the owner knows which shares these are.
    let share = "\"share\"\nscheme = \"2of3\"";
    let unknown = [("w/A", share, "paper", "bank"), ("w/B", share, "paper", "aunt")];
    let failed = book(WALLET, &unknown).text().to_owned();
    assert!(followed(folder.path(), &failed).is_err());
    // Nor does anybody else know which device a PIN opens.
    let unknown = [
        ("w/D", device, "device", "home"),
        ("w/E", device, "device", "office"),
        ("w/P", pin, "paper", "bank"),
    ];
    let failed = book(WALLET, &unknown).text().to_owned();
    assert!(followed(folder.path(), &failed).is_err());
}

/// What is kept, and on what, as parts that belong together.
const KEPT: [&[(&str, &str)]; 7] = [
    &[("\"seed\"", "paper")],
    &[("\"seed\"", "cloud")],
    &[("\"device\"", "device"), ("\"pin\"", "paper")],
    &[("\"encrypted\"", "paper"), ("\"key\"", "usb")],
    &[("\"encrypted\"", "cloud"), ("\"file-passphrase\"", "paper")],
    &[
        ("\"share\"\nscheme = \"2of2\"\nnumber = 1", "paper"),
        ("\"share\"\nscheme = \"2of2\"\nnumber = 2", "paper"),
    ],
    &[("\"seed\"", "paper"), ("\"passphrase\"", "paper")],
];

/// The rules that one copy more, or elsewhere, can mend. Parts that are all needed cannot always be brought apart without
/// hanging on each place: that finding has a sentence of its own.
const BY_CHANGES: [Rule; 5] = [
    Rule::PlaceNeeded,
    Rule::TooFewCopies,
    Rule::OneMedium,
    Rule::NothingOffsite,
    Rule::NothingOffline,
];

/// The findings of a logbook that changes can mend, and how many changes were found for each.
fn changes(copies: &[(&str, &str, &str, &str)]) -> Vec<(Rule, usize)> {
    let (book, nothing) = (book(WALLET, copies), WhatIf::default());
    let reviewed = review(&book, TODAY, &nothing);
    let all = reviewed.iter().flat_map(|one| one.remarks.iter().map(move |remark| (one, remark)));
    let by_changes = all.filter(|(_, remark)| BY_CHANGES.contains(&remark.rule));
    by_changes
        .map(|(one, remark)| (remark.rule, mend(&book, one, remark, &nothing).len()))
        .collect()
}

#[test]
fn each_finding_has_changes_that_mend_it_whatever_is_kept_and_where() {
    const PLACES: [&str; 4] = ["home", "office", "bank", "net"];
    let (mut unmended, mut seen) = (Vec::new(), 0);
    for (kept, other) in KEPT.iter().flat_map(|kept| KEPT.iter().map(move |other| (kept, other))) {
        for (first, step) in
            (0..PLACES.len()).flat_map(|at| (0..PLACES.len()).map(move |by| (at, by)))
        {
            for count in [kept.len(), kept.len() + other.len()] {
                let ids: Vec<String> = (0..count).map(|number| format!("w/{number}")).collect();
                let parts = kept.iter().chain(*other).zip(&ids).enumerate();
                let copies: Vec<_> = parts
                    .map(|(number, ((what, medium), id))| {
                        (
                            id.as_str(),
                            *what,
                            *medium,
                            PLACES[(first + number * step) % PLACES.len()],
                        )
                    })
                    .collect();
                let found = changes(&copies);
                seen += found.len();
                let without = found.into_iter().filter(|(_, changes)| *changes == 0);
                unmended.extend(without.map(|(rule, _)| format!("{rule:?}: {copies:?}")));
            }
        }
    }
    assert!(seen > 1000 && unmended.is_empty(), "{seen}: {unmended:#?}");
}

#[test]
fn each_plan_that_is_followed_to_the_letter_meets_every_rule() {
    let folder = scratch();
    let home = folder.path().join("home");
    for (answers, steps) in [
        ("--stake savings --who heirs --places 2 --devices none --near 1", 3),
        ("--stake savings --who me --places 2 --devices one --near 0", 5),
        ("--stake little --who me --places 1 --devices none --near 0", 3),
        ("--stake most --who heirs --places 3 --devices none --near 2", 4),
        ("--stake most --who together --places 3 --devices several --near 0", 7),
    ] {
        let _ = std::fs::remove_dir_all(&home);
        let (said, exit) = shell(folder.path(), &format!("coldkeep plan {answers}"));
        assert_eq!(exit, Some(0), "{said}");
        let mut ended = None;
        for done in 0..=steps {
            let (said, exit) = shell(folder.path(), "coldkeep status");
            if exit == Some(0) {
                ended = Some((done, said));
                break;
            }
            let plan = said.split("warning[plan-step]").nth(1).unwrap_or_default();
            let line = lines(plan).first().cloned().unwrap_or_else(|| panic!("{answers}: {said}"));
            // Descriptors and the PIN may lie beside other things; what the step names is at a place of its own.
            let line = line.replace("FINGERPRINT", &format!("1a2b3c{done:02x}"));
            let line = line.replace("NAME", &format!("place{done}"));
            let (said, exit) = shell(folder.path(), &format!("{line} --read-back"));
            assert_eq!(exit, Some(0), "{line}: {said}");
        }
        let (done, said) = ended.unwrap_or_else(|| panic!("{answers}: not met after all steps"));
        assert!(done == steps && said.contains("Every rule is met."), "{answers}: {done}: {said}");
    }
}
