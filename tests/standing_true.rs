//! The numbers of `status` where something is amiss: failed drills, unread keys, lost parts, passphrases of cosigners.

use crate::standing::{TODAY, WALLET, book, numbers, rules, sound};
use coldkeep::logbook::{Devices, Logbook, Rule, Situation, Stake, State, What, WhatIf, Who};
use coldkeep::logbook::{advise, review};

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

/// The rules that are not met, with the places that each is about.
fn places(book: &Logbook) -> Vec<(Rule, Vec<String>)> {
    let all = review(book, TODAY, &WhatIf::default()).into_iter().flat_map(|one| one.remarks);
    all.map(|remark| (remark.rule, remark.places)).collect()
}

#[test]
fn copies_that_are_all_at_one_place_do_not_meet_the_rule() {
    let at = |at: [&'static str; 3]| {
        let copies = sound().into_iter().zip(at);
        let copies: Vec<_> =
            copies.map(|((id, what, medium, _), place)| (id, what, medium, place)).collect();
        places(&book(WALLET, &copies))
    };
    let needed = |place: &str| vec![(Rule::PlaceNeeded, vec![place.to_owned()])];
    assert_eq!(at(["aunt"; 3]), needed("aunt"));
    assert_eq!(at(["aunt", "aunt", "bank"]), [], "two places are enough");
    // Each of two things has a second copy, and still one place is enough to lose it.
    let head = "[[archive]]\nname = \"box\"\nrecipients = [\"age1x\"]\n[[key]]\nname = \"key\"\nrecipient = \"age1x\"\n";
    let mut copies = vec![
        ("box/1", "\"archive\"", "usb", "bank"),
        ("box/2", "\"archive\"", "cloud", "net"),
        ("key/A", "\"key\"", "paper", "aunt"),
        ("key/B", "\"key\"", "paper", "aunt"),
    ];
    assert_eq!(places(&book(head, &copies)), needed("aunt"));
    copies[3].3 = "home";
    assert_eq!(places(&book(head, &copies)), []);
    // Where one copy is all there is, that copy is told, and its place is not told again.
    let one = [sound()[1]];
    assert!(rules(&book(WALLET, &one)).contains(&Rule::SinglePoint));
    assert!(!rules(&book(WALLET, &one)).contains(&Rule::PlaceNeeded));
}

#[test]
fn parts_of_which_enough_are_at_one_place_do_not_earn_their_keep() {
    let part = |number, scheme: &str| {
        format!("\"share\"\nscheme = \"{scheme}\"\nset = \"red\"\nnumber = {number}\nof = \"w\"")
    };
    let shares = |scheme: &str, at: [&'static str; 3]| {
        let parts = [part(1, scheme), part(2, scheme), part(3, scheme)];
        let copies = [
            ("red/1", parts[0].as_str(), "steel", at[0]),
            ("red/2", parts[1].as_str(), "paper", at[1]),
            ("red/3", parts[2].as_str(), "paper", at[2]),
        ];
        places(&book(WALLET, &copies))
    };
    assert_eq!(shares("2of3", ["home", "bank", "aunt"]), []);
    let two = shares("2of3", ["aunt", "aunt", "bank"]);
    let aunt = || vec!["aunt".to_owned()];
    assert!(two.contains(&(Rule::PlaceNeeded, aunt())), "{two:?}");
    assert!(two.contains(&(Rule::PlaceOpens, aunt())), "{two:?}");
    // A set of which one is enough is made of whole copies.
    assert_eq!(shares("1of3", ["home", "bank", "aunt"]), []);
    // With what is lost already, each place of a 2of3 is enough.
    let parts = [part(1, "2of3"), part(2, "2of3"), part(3, "2of3")];
    let all = [
        ("red/1", parts[0].as_str(), "steel", "home"),
        ("red/2", parts[1].as_str(), "paper", "bank"),
        ("red/3", parts[2].as_str(), "paper", "aunt"),
    ];
    let lost =
        book(WALLET, &all).change_copy("red/3", |copy| copy.state = State::Lost).expect("it fits");
    let found = places(&lost);
    let both = vec!["home".to_owned(), "bank".to_owned()];
    assert!(found.contains(&(Rule::PlaceOpens, both)), "{found:?}");
    // Keys of several are parts as well.
    let key = |number| format!("\"cosigner\"\nscheme = \"2of2\"\nnumber = {number}");
    let keys = [key(1), key(2)];
    let two = |place| {
        let one = ("w/1", keys[0].as_str(), "paper", "bank");
        rules(&book(WALLET, &[one, ("w/2", keys[1].as_str(), "steel", place)]))
    };
    assert!(two("bank").contains(&Rule::PlaceOpens) && !two("aunt").contains(&Rule::PlaceOpens));
}

#[test]
fn each_thing_of_a_plan_has_a_place_of_its_own() {
    let plan = |stake, who, places, devices, near| {
        advise(Situation { stake, who, places, devices, near }, TODAY).plan
    };
    let missing = |plan: &coldkeep::logbook::Plan, copies: &[(&str, &str, &str, &str)]| {
        let book = book(WALLET, copies).set_plan(plan).expect("it fits");
        let missing = plan.missing(&book).into_iter();
        missing.map(|(step, count)| (step.what, count)).collect::<Vec<_>>()
    };
    let whole = plan(Stake::Savings, Who::Heirs, 2, Devices::None, 1);
    let letter = ("letter/1", "\"letter\"", "paper", "bank");
    let (paper, steel) =
        (("w/A", "\"seed\"", "paper", "bank"), ("w/B", "\"seed\"", "steel", "bank"));
    assert_eq!(missing(&whole, &[paper, steel, letter]), [(What::Seed, 1)]);
    let at_home = ("w/A", "\"seed\"", "paper", "home");
    assert_eq!(missing(&whole, &[at_home, steel, letter]), []);
    // The plate that could be at either place leaves the place that only the paper can have.
    let other = ("w/C", "\"seed\"", "steel", "aunt");
    assert_eq!(missing(&whole, &[paper, steel, other, letter]), []);
    let shares = plan(Stake::Most, Who::Heirs, 3, Devices::None, 2);
    let part = |number| {
        format!("\"share\"\nscheme = \"2of3\"\nset = \"red\"\nnumber = {number}\nof = \"w\"")
    };
    let parts = [part(1), part(2), part(3)];
    let at = |place| {
        [
            ("red/1", parts[0].as_str(), "steel", "home"),
            ("red/2", parts[1].as_str(), "paper", "aunt"),
            ("red/3", parts[2].as_str(), "paper", place),
            letter,
        ]
    };
    assert_eq!(missing(&shares, &at("aunt")), [(What::Share, 1)]);
    assert_eq!(missing(&shares, &at("bank")), []);
}

#[test]
fn a_passphrase_whose_note_was_destroyed_still_belongs_to_the_wallet() {
    let mut copies = sound();
    copies.push(("w/P", "\"passphrase\"", "paper", "aunt"));
    let with = book(WALLET, &copies);
    assert!(numbers(&with, "w").0);
    let burnt = with.change_copy("w/P", |copy| copy.state = State::Destroyed).expect("it fits");
    assert!(!numbers(&burnt, "w").0 && rules(&burnt).contains(&Rule::Closed));
    assert!(numbers(&book(WALLET, &sound()), "w").0, "without one nothing is missing");
}
