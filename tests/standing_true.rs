//! The numbers of `status` where something is amiss: failed drills, unread keys, lost parts, passphrases of cosigners.

use crate::standing::{WALLET, book, numbers, rules, sound};
use coldkeep::logbook::{Logbook, Rule, State};

#[test]
fn a_copy_that_failed_its_drill_does_not_count_but_may_serve_a_thief() {
    let text = book(WALLET, &sound()).text().to_owned();
    let fail = |id: &str, text: &str| {
        let at = text.find(id).expect("it is there");
        format!("{}{}", &text[..at], text[at..].replacen("\"pass\"", "\"fail\"", 1))
    };
    let two_bad = Logbook::parse(fail("w/B", &fail("w/C", &text))).expect("it is whole");
    assert_eq!(numbers(&two_bad, "w"), (true, 1, Some(0), Some(1)));
    let all_bad = Logbook::parse(text.replace("\"pass\"", "\"fail\"")).expect("it is whole");
    assert_eq!(numbers(&all_bad, "w"), (false, 0, Some(0), Some(1)));
}

#[test]
fn what_is_lost_already_helps_a_thief_at_the_next_place() {
    let share = |number| {
        format!("\"share\"\nscheme = \"2of3\"\nset = \"red\"\nnumber = {number}\nof = \"w\"")
    };
    let shares = [share(1), share(2), share(3)];
    let all = [
        ("red/1", shares[0].as_str(), "paper", "home"),
        ("red/2", shares[1].as_str(), "paper", "bank"),
        ("w/D", "\"device\"", "device", "office"),
        ("w/N", "\"pin\"", "paper", "aunt"),
    ];
    let lost = |book: &Logbook, id: &str| {
        book.change_copy(id, |copy| copy.state = State::Lost).expect("it fits")
    };
    // The owner has the device and its PIN only; the share at the bank and the lost one are enough for others.
    let one_lost = lost(&book(WALLET, &all), "red/1");
    assert_eq!(numbers(&one_lost, "w"), (true, 1, Some(0), Some(1)));
    // Nothing is left for the owner, and somebody else is one place away.
    assert_eq!(
        numbers(&lost(&book(WALLET, &all[..2]), "red/1"), "w"),
        (false, 0, Some(0), Some(1))
    );
}

#[test]
fn keys_that_were_never_read_open_nothing() {
    let head = "[[archive]]\nname = \"box\"";
    let copies = [
        ("box/1", "\"archive\"", "usb", "home"),
        ("box/P", "\"file-passphrase\"", "paper", "bank"),
    ];
    let read = book(head, &copies);
    assert!(numbers(&read, "box").0);
    let at = read.text().find("box/P").expect("it is there");
    let unread =
        format!("{}{}", &read.text()[..at], read.text()[at..].replace("drills", "drilled"));
    let unread = Logbook::parse(unread).expect("it is whole");
    assert!(!numbers(&unread, "box").0 && rules(&unread).contains(&Rule::Closed));
}

#[test]
fn a_passphrase_belongs_to_cosigners_too_and_a_threshold_is_never_one_by_silence() {
    let cosigner = |number| format!("\"cosigner\"\nscheme = \"2of2\"\nnumber = {number}");
    let keys = [cosigner(1), cosigner(2)];
    let both =
        [("w/1", keys[0].as_str(), "paper", "home"), ("w/2", keys[1].as_str(), "steel", "bank")];
    assert!(numbers(&book(WALLET, &both), "w").0);
    let with = format!("{WALLET}\npassphrase = true");
    assert!(!numbers(&book(&with, &both), "w").0, "nobody wrote the passphrase down");
    let family = |threshold: &str| {
        format!(
            "format = 1\n[[wallet]]\nname = \"a\"\n[[wallet]]\nname = \"b\"\n[[wallet]]\nname = \"f\"\nkeys = [\"a\", \"b\"]\n{threshold}\n"
        )
    };
    assert!(Logbook::parse(family("threshold = 2")).is_ok());
    for wrong in ["", "threshold = 0", "threshold = 3"] {
        assert!(Logbook::parse(family(wrong)).is_err(), "{wrong}");
    }
}
