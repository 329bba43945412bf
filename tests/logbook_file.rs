//! `logbook.toml`: mistakes have their line, changes leave everything else to the letter, names point at something.

use coldkeep::logbook::{
    Archive, ArchiveFile, Backups, Beside, BookKey, BookWallet, Copy, Drill, FileNow, How, Known,
    Logbook, LogbookError, Medium, Place, Quorum, Said, ShareSet, State, What,
};

/// A logbook as a hand writes it: remarks, unknown keys, an inline list over several lines.
const BY_HAND: &str = r#"# mine
format = 1
colour = "blue"   # unknown, kept

[[place]]
name = "home safe"
[[place]]
name = "bank box"
offsite = true
key_at = "desk"

[[wallet]]
name = "savings"
fingerprint = "1a2b3c4d"
made = 2026-05-01

[[copy]]   # the first
id = "savings/A"
of = "savings"
what = "seed"
medium = "paper"
place = "home safe"
drills = [
  { on = 2026-05-01, how = "read", result = "pass", by = "me" },   # at the table
]

[[copy]]
id = "savings/B"
of = "savings"
what = "seed"
medium = "steel"
place = "bank box"
"#;

fn book() -> Logbook {
    Logbook::parse(BY_HAND.to_owned()).expect("it is whole")
}

fn copy(id: &str) -> Copy {
    Copy {
        id: Said::new(id),
        of: Said::new("savings"),
        what: What::Share,
        scheme: Some(Quorum { needed: 2, of: 3 }),
        set: Some(Said::new("disaster kidney")),
        number: Some(1),
        generation: Some(1),
        medium: Medium::Paper,
        place: Said::new("bank box"),
        made: Some("2026-11-22".to_owned()),
        notes: Some(Said::new("say \"hello\" \\ back")),
        overrides: vec![Said::new("allow-network-printer")],
        ..Copy::default()
    }
}

#[test]
fn every_mistake_has_its_line() {
    for (from, to, line) in [
        ("what = \"seed\"", "what = \"sead\"", 20),
        ("medium = \"steel\"", "medium = \"gold\"", 31),
        ("place = \"home safe\"\ndrills", "place = \"home save\"\ndrills", 22),
        ("of = \"savings\"", "of = \"saving\"", 19),
        ("id = \"savings/B\"", "id = \"savings/A\"", 28),
        ("id = \"savings/B\"", "id = \"savings\"", 28),
        ("name = \"bank box\"", "name = \"home safe\"", 8),
        ("made = 2026-05-01", "made = \"2026-05-01\"", 15),
        ("fingerprint = \"1a2b3c4d\"", "fingerprint = \"1a2b\"", 14),
        ("result = \"pass\"", "result = \"good\"", 24),
        ("how = \"read\"", "how = \"seen\"", 24),
        ("what = \"seed\"", "what = \"share\"", 17),
        ("format = 1", "format = 1\nformat = 1", 3),
    ] {
        let text = BY_HAND.replacen(from, to, 1);
        assert_ne!(text, BY_HAND, "{from}");
        let found = match Logbook::parse(text).expect_err(to) {
            LogbookError::Value { line, .. }
            | LogbookError::Missing { line, .. }
            | LogbookError::Twice { line, .. } => line,
            other => panic!("{to}: {other}"),
        };
        assert_eq!(found, line, "{to}");
    }
    let newer = Logbook::parse("format = 2\n".to_owned());
    assert_eq!(newer, Err(LogbookError::Newer { found: 2, known: 1 }));
}

#[test]
fn what_is_added_stands_behind_and_all_else_stays_to_the_letter() {
    let added = book().add_copy(&copy("disaster kidney/1")).expect("it fits");
    assert!(added.text().starts_with(BY_HAND));
    let read = Logbook::parse(added.text().to_owned()).expect("it is whole");
    assert_eq!(read.copy("disaster kidney/1"), Some(&copy("disaster kidney/1")));
    // The template of a new file takes entries, and its remarks stay.
    let new = Logbook::empty().add_place(&Place {
        name: Said::new("bank box"),
        offsite: true,
        online: false,
    });
    let new = new.and_then(|book| {
        book.add_wallet(&BookWallet { name: Said::new("savings"), ..BookWallet::default() })
    });
    let new = new.and_then(|book| book.add_copy(&copy("s/1"))).expect("it fits");
    assert!(new.text().starts_with(Logbook::empty().text()));
    assert_eq!(new.copies().len(), 1);
    // A file without a newline at its end.
    let cut = Logbook::parse(BY_HAND.trim_end().to_owned()).expect("it is whole");
    assert!(cut.add_copy(&copy("s/1")).is_ok());
}

#[test]
fn a_change_touches_its_own_lines_only() {
    let moved = book().change_copy("savings/B", |copy| {
        copy.place = Said::new("home safe");
        copy.moved = Some("2026-11-23".to_owned());
    });
    let wanted = BY_HAND.replacen(
        "[[copy]]\nid = \"savings/B\"",
        "[[copy]]\nmoved = 2026-11-23\nid = \"savings/B\"",
        1,
    );
    let wanted = wanted.replacen(
        "medium = \"steel\"\nplace = \"bank box\"",
        "medium = \"steel\"\nplace = \"home safe\"",
        1,
    );
    assert_eq!(moved.expect("it fits").text(), wanted);
    let drill =
        |pass, on: &str| Drill { on: on.to_owned(), how: How::Read, pass, minutes: Some(9) };
    let drilled = book().add_drill("savings/A", &drill(false, "2026-11-23")).expect("it fits");
    let inside =
        ", { on = 2026-11-23, how = \"read\", result = \"fail\", minutes = 9 },   # at the table";
    assert_eq!(drilled.text(), BY_HAND.replace(",   # at the table", inside));
    assert!(drilled.copy("savings/A").expect("it is there").failed());
    let again = drilled.add_drill("savings/A", &drill(true, "2026-11-24")).expect("it fits");
    let copy = again.copy("savings/A").expect("it is there");
    assert!(!copy.failed() && copy.drills.len() == 3);
    assert_eq!(copy.last_pass(&[How::Read]).map(|drill| drill.on.as_str()), Some("2026-11-24"));
    let first = book().add_drill("savings/B", &drill(true, "2026-11-24")).expect("it fits");
    assert!(first.copy("savings/B").expect("it is there").last_pass(&[How::Read]).is_some());
    let gone = book().change_copy("savings/A", |copy| copy.state = State::Lost).expect("it fits");
    assert_eq!(
        gone.text(),
        BY_HAND.replace("[[copy]]   # the first\n", "[[copy]]   # the first\nstate = \"lost\"\n")
    );
    // Keys that go leave what the owner wrote behind their values, above and below them.
    let remarks = "# asked the bank\nstate = \"lost\"   # or at my brother's?\nsince = 2026-05-02\n# end\nseal = \"7\" # blue\n";
    let lost = BY_HAND.replace("id = \"savings/A\"\n", &format!("id = \"savings/A\"\n{remarks}"));
    let lost = Logbook::parse(lost).expect("it is whole");
    let found = lost.change_copy("savings/A", |copy| {
        (copy.state, copy.since, copy.seal) = (State::Alive, None, None);
    });
    let kept = "# asked the bank\n# or at my brother's?\n# end\n# blue\n";
    assert_eq!(found.expect("it fits").text(), lost.text().replace(remarks, kept));
    let same = book().change_copy("savings/A", |_| {}).expect("it fits");
    assert_eq!(same.text(), BY_HAND);
}

#[test]
fn names_stand_once_and_point_at_something() {
    assert_eq!(book().add_copy(&copy("savings/A")), Err(LogbookError::Taken));
    let elsewhere = Copy { place: Said::new("nowhere"), ..copy("s/1") };
    assert_eq!(book().add_copy(&elsewhere), Err(LogbookError::NotThere { what: "place" }));
    let of_nothing = Copy { of: Said::new("other"), ..copy("s/1") };
    assert!(matches!(book().add_copy(&of_nothing), Err(LogbookError::NotThere { .. })));
    let twice = BookKey { name: Said::new("savings"), ..BookKey::default() };
    assert_eq!(book().add_key(&twice), Err(LogbookError::Taken));
    for id in [
        "savings",
        "a/b/c",
        "/A",
        "A/",
        "a/ b",
        "a/b\n",
        "a/b\u{1b}",
        &format!("a/{}", "b".repeat(63)),
    ] {
        let refused = book().add_copy(&copy(id));
        assert!(
            matches!(refused, Err(LogbookError::Value { key: "id", .. })),
            "{id:?}: {refused:?}"
        );
    }
    // A list in the form that takes no blocks is left alone.
    let inline = "format = 1\nplace = [{ name = \"bank box\" }]\nwallet = [{ name = \"savings\" }]\ncopy = []\n";
    let inline = Logbook::parse(inline.to_owned()).expect("it is whole");
    let refused = inline.add_copy(&copy("s/1"));
    assert!(
        matches!(refused, Err(LogbookError::Form { line: 2, key: "place", .. })),
        "{refused:?}"
    );
}

#[test]
fn a_file_is_known_while_a_copy_of_its_archive_is_there() {
    let time = "2026-11-22T10:11:12Z";
    let hash = "a".repeat(64);
    let file = |path: &str, sha256: Option<&String>| ArchiveFile {
        path: path.to_owned(),
        bytes: 7,
        modified: Some(time.to_owned()),
        sha256: sha256.cloned(),
    };
    let archive = Archive {
        name: Said::new("files"),
        made: Some("2026-11-22".to_owned()),
        sha256: Some("0".repeat(64)),
        bytes: Some(1 << 40),
        recipients: vec![Said::new("age1abc")],
        files: vec![file("/w/a b \"c\".dat", Some(&hash)), file("/w/b", None)],
        ..Archive::default()
    };
    let kept = book().add_archive(&archive).expect("it fits");
    assert_eq!(kept.archive("files"), Some(&archive));
    let known = |book: &Logbook, path: &str, bytes, modified: &str, hash: Option<&str>| {
        let now = FileNow {
            path: path.to_owned(),
            bytes,
            modified: Some(modified.to_owned()),
            touched: "2026-11-22".to_owned(),
        };
        Backups::of(book.clone()).file_known(&now, hash)
    };
    assert_eq!(known(&kept, "/w/b", 7, time, None), Known::No, "no copy of the archive is noted");
    let copy = Copy {
        id: Said::new("files/cloud"),
        of: Said::new("files"),
        what: What::Archive,
        scheme: None,
        ..copy("x/y")
    };
    let unread = kept.add_copy(&copy).expect("it fits");
    assert_eq!(known(&unread, "/w/b", 7, time, None), Known::Unread, "nobody has read it back");
    assert_eq!(known(&unread, "/w/b", 8, time, None), Known::No, "nor what it was");
    let read =
        Drill { how: How::Read, pass: true, on: "2026-11-22".to_owned(), ..Drill::default() };
    let kept = unread.add_drill("files/cloud", &read).expect("it fits");
    assert_eq!(known(&kept, "/w/b", 7, time, None), Known::Same);
    assert_eq!(known(&kept, "/w/b", 8, time, None), Known::Changed);
    assert_eq!(known(&kept, "/w/b", 7, "2026-11-23T10:11:12Z", None), Known::Changed);
    assert_eq!(known(&kept, "/w/other", 7, time, Some(&hash)), Known::Same, "the content decides");
    assert_eq!(known(&kept, "/w/a b \"c\".dat", 7, time, Some(&"b".repeat(64))), Known::Changed);
    assert_eq!(known(&kept, "/w/c", 7, time, None), Known::No);
    // Of what was touched on the day of the archive, or later, length and time say nothing.
    let quoted = "/w/a b \"c\".dat";
    assert_eq!(known(&kept, quoted, 7, time, None), Known::Changed, "it has to be read");
    let before = FileNow {
        path: quoted.to_owned(),
        bytes: 7,
        modified: Some(time.to_owned()),
        touched: "2026-11-21".to_owned(),
    };
    let looked = Backups::of(kept.clone());
    assert_eq!(looked.file_known(&before, None), Known::Same);
    assert_eq!(looked.file_known(&before, Some(&"b".repeat(64))), Known::Changed);
    let lost = kept.change_copy("files/cloud", |copy| copy.state = State::Lost).expect("it fits");
    assert_eq!(known(&lost, "/w/b", 7, time, None), Known::No, "the only copy is lost");
}

#[test]
fn older_sets_hold_only_shares_made_before_the_newest_of_that_secret() {
    let copy = |id: &str, of: &str, what: &str, more: &str| {
        let scheme = if what.ends_with("share") { "scheme = \"2of2\"\n" } else { "" };
        format!(
            "[[copy]]\nid = \"{id}\"\nof = \"{of}\"\nwhat = \"{what}\"\n{scheme}{more}medium = \"paper\"\nplace = \"desk\"\n"
        )
    };
    let parse = |copies: &[String]| {
        let head = "format = 1\n[[place]]\nname = \"desk\"\n[[wallet]]\nname = \"s\"\n[[wallet]]\nname = \"t\"\n";
        Logbook::parse(format!("{head}{}", copies.concat())).expect("it is whole")
    };
    let older = |book: &Logbook| -> Vec<Vec<String>> {
        let ids = |set: &ShareSet<'_>| set.sheets.iter().map(|copy| copy.id.text.clone()).collect();
        book.older_sets("s").iter().map(ids).collect()
    };
    let again = "generation = 2\n";
    let (seed, note) = (copy("s/A", "s", "seed", ""), copy("s/P", "s", "passphrase", ""));
    let nameless = parse(&[
        seed.clone(),
        note,
        copy("s/1", "s", "share", "number = 1\n"),
        copy("s/2", "s", "share", "number = 2\n"),
        copy("s/3", "s", "share", &format!("number = 1\n{again}")),
        copy("s/4", "s", "share", &format!("number = 2\n{again}")),
        copy("s/K", "s", "key-share", "number = 1\n"),
        copy("t/1", "t", "share", "number = 1\n"),
    ]);
    assert_eq!(
        older(&nameless),
        [["s/1", "s/2"]],
        "no seed, no passphrase, nothing newer, of no other"
    );
    assert_eq!(nameless.older_sets("t"), []);
    // A first generation that is written, and one that is not, are the same.
    let written = parse(&[
        copy("s/1", "s", "share", "number = 1\ngeneration = 1\n"),
        copy("s/2", "s", "share", "number = 2\n"),
    ]);
    assert_eq!(older(&written), [[""; 0]; 0]);
    // One name for two generations, and for another wallet: the name alone is not enough.
    let kid = |id: &str, of: &str, generation: u32| {
        copy(id, of, "share", &format!("number = 1\nset = \"kid\"\ngeneration = {generation}\n"))
    };
    let book = parse(&[seed, kid("kid/1", "s", 1), kid("kid/2", "s", 2), kid("kid/3", "t", 1)]);
    assert_eq!(older(&book), [["kid/1"]]);
    assert_eq!(book.sets_named("kid", Beside::default()).len(), 3);
    let least = |at: usize| book.share_sets()[at].beside(&book).map(|(_, beside)| beside);
    let of = Some("s");
    assert_eq!(least(0), Some(Beside { of, generation: Some(1) }));
    assert_eq!(least(1), Some(Beside { of: None, generation: Some(2) }));
    assert_eq!(least(2), Some(Beside { of: Some("t"), generation: None }));
}

#[test]
fn a_key_that_is_nearly_known_is_told_with_its_line() {
    let near = |text: &str| {
        let book = Logbook::parse(text.to_owned()).expect("it is read");
        assert_eq!(book.text(), text, "it is kept");
        book.near_misses().iter().map(|near| (near.line, near.known)).collect::<Vec<_>>()
    };
    let text = book().text().to_owned();
    assert_eq!(near(&text), [], "unknown keys that are near none stay without a word");
    let with = |line: &str| format!("{}\n{line}\n", text.trim_end());
    let last = text.trim_end().lines().count() + 1;
    for (line, known) in [
        ("[[place]]\nname = \"x\"\nofsite = true", "offsite"),
        ("[[wallet]]\nname = \"x\"\npassfrase = true\nPassphrase = true", "passphrase"),
        ("[[archive]]\nname = \"x\"\nrecip = []", "recipients"),
    ] {
        assert_eq!(
            near(&with(line)),
            [(last + 2 + usize::from(line.contains("frase")), known)],
            "{line}"
        );
    }
    let copy = "[[copy]]\nid = \"savings/Z\"\nof = \"savings\"\nwhat = \"seed\"\nmedium = \"paper\"\nplace = \"desk\"\nstat = \"lost\"\n\
                drills = [{ on = 2026-01-01, how = \"read\", result = \"pass\", minuts = 3 }]\nplan = 3";
    let head = "format = 1\n[[place]]\nname = \"desk\"\n[[wallet]]\nname = \"savings\"\n";
    assert_eq!(near(&format!("{head}{copy}\n")), [(12, "state"), (13, "minutes")]);
}

#[test]
fn of_several_keys_that_are_near_the_nearest_is_told() {
    let near = |key: &str| {
        let text = format!(
            "format = 1\n[[place]]\nname = \"p\"\n[[wallet]]\nname = \"a\"\n[[copy]]\nid = \"a/1\"\nof = \"a\"\n\
             what = \"seed\"\nmedium = \"paper\"\nplace = \"p\"\n{key} = []\n"
        );
        let book = Logbook::parse(text).expect("unknown keys are left alone");
        book.near_misses().iter().map(|near| (near.line, near.known)).collect::<Vec<_>>()
    };
    assert_eq!(near("drill"), [(12, "drills")]);
    assert_eq!(near("drills_before"), [(12, "drills_before_move")]);
}
