//! The numbers of `status` where something is amiss: failed drills, unread keys, lost parts, passphrases of cosigners.

use crate::standing::{TODAY, WALLET, book, numbers, rules, sound};
use coldkeep::logbook::{Devices, Logbook, Rule, Situation, Stake, State, What, WhatIf, Who};
use coldkeep::logbook::{advise, loose, review, standing};

#[test]
fn a_copy_that_failed_its_drill_does_not_count_but_may_serve_a_thief() {
    let text = book(WALLET, &sound()).text().to_owned();
    let fail = |id: &str, text: &str| {
        let at = text.find(id).expect("it is there");
        format!("{}{}", &text[..at], text[at..].replacen("\"pass\"", "\"fail\"", 1))
    };
    let two_bad = Logbook::parse(fail("w/B", &fail("w/C", &text))).expect("it is whole");
    assert_eq!(numbers(&two_bad, "w"), (true, 1, 0, Some(1)));
    let all_bad = Logbook::parse(text.replace("\"pass\"", "\"fail\"")).expect("it is whole");
    assert_eq!(numbers(&all_bad, "w"), (false, 0, 0, Some(1)));
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
    assert_eq!(numbers(&one_lost, "w"), (true, 1, 0, Some(1)));
    // Nothing is left for the owner, and somebody else is one place away.
    assert_eq!(numbers(&lost(&book(WALLET, &all[..2]), "red/1"), "w"), (false, 0, 0, Some(1)));
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

/// Opens, and how many places a thief needs.
fn opens(book: &Logbook) -> (bool, Option<usize>) {
    let (opens, _, _, thief) = numbers(book, "w");
    (opens, thief)
}

#[test]
fn two_copies_of_one_key_are_one_key() {
    let key = |more: &str| format!("\"cosigner\"\nscheme = \"2of3\"\n{more}");
    let two = |one: &str, other: &str| {
        let (one, other) = (key(one), key(other));
        opens(&book(
            WALLET,
            &[
                ("w/1", &one, "paper", "home"),
                ("w/2", &other, "steel", "bank"),
                ("w/D1", "\"descriptor\"", "paper", "home"),
                ("w/D2", "\"descriptor\"", "paper", "bank"),
            ],
        ))
    };
    let (red, blue) = ("fingerprint = \"1a2b3c4d\"", "fingerprint = \"5e6f7a8b\"");
    assert_eq!(two(red, red), (false, None));
    assert_eq!(two(red, blue), (true, Some(2)));
    assert_eq!(two("number = 1", "number = 2"), (true, Some(2)));
    assert_eq!(two("number = 1", "number = 1"), (false, None));
    // The same key with two numbers is one key; with the number of a key whose fingerprint is known it is that one.
    assert_eq!(two(&format!("{red}\nnumber = 1"), &format!("{red}\nnumber = 2")), (false, None));
    assert_eq!(two(&format!("{red}\nnumber = 1"), "number = 1"), (false, None));
    assert_eq!(two(&format!("{red}\nnumber = 1"), "number = 2"), (true, Some(2)));
    // What may be the same counts once for the owner, and twice for a thief.
    assert_eq!(two(red, "number = 2"), (false, Some(2)));
    assert_eq!(two(red, ""), (false, Some(2)));
}

#[test]
fn shares_without_a_number_may_all_be_one() {
    let share = |more: &str, scheme: &str| {
        format!("\"share\"\nscheme = \"{scheme}\"\nset = \"red\"\nof = \"w\"{more}")
    };
    let two = |one: &str, other: &str, scheme: &str| {
        let (one, other) = (share(one, scheme), share(other, scheme));
        book(WALLET, &[("red/1", &one, "paper", "home"), ("red/2", &other, "steel", "bank")])
    };
    let (first, second) = ("\nnumber = 1", "\nnumber = 2");
    let known = two(first, second, "2of3");
    assert_eq!(opens(&known), (true, Some(2)));
    assert!(!rules(&known).contains(&Rule::PartUnknown));
    for unknown in [two("", "", "2of3"), two(first, "", "2of3")] {
        assert_eq!(opens(&unknown), (false, Some(2)));
        assert!(rules(&unknown).contains(&Rule::PartUnknown));
    }
    let one_is_enough = two("", "", "1of2");
    assert_eq!(opens(&one_is_enough), (true, Some(1)));
    assert!(!rules(&one_is_enough).contains(&Rule::PartUnknown));
}

#[test]
fn groups_of_two_generations_never_fit_together() {
    let share = |group: u8, generation: u8, scheme: &str| {
        format!(
            "\"share\"\nof = \"w\"\nscheme = \"{scheme}\"\nnumber = 1\ngroup = {group}\ngroups = \"2of2\"\ngeneration = {generation}"
        )
    };
    let two = |one: String, other: String| {
        opens(&book(WALLET, &[("a/1", &one, "paper", "home"), ("a/2", &other, "paper", "bank")]))
    };
    assert_eq!(two(share(1, 1, "1of1"), share(2, 1, "1of1")), (true, Some(2)));
    assert_eq!(two(share(1, 1, "1of1"), share(2, 2, "1of1")), (false, None));
    // One group that was noted with two schemes is one group.
    assert_eq!(two(share(1, 1, "1of1"), share(1, 1, "1of2")), (false, None));
    let nameless = |text: String| text.replace("group = 2\n", "");
    assert_eq!(two(share(1, 1, "1of1"), nameless(share(2, 1, "1of1"))), (false, Some(2)));
}

#[test]
fn a_plan_is_met_by_one_wallet_that_is_no_practice() {
    let situation = Situation {
        stake: Stake::Savings,
        who: Who::Heirs,
        places: 2,
        devices: Devices::None,
        near: 1,
    };
    let plan = advise(situation, TODAY).plan;
    let both = |head: &str, steel: &str| {
        let copies = [
            ("w/A", "\"seed\"", "paper", "home"),
            (steel, "\"seed\"", "steel", "bank"),
            ("letter/1", "\"letter\"", "paper", "bank"),
        ];
        let book = book(head, &copies);
        let missing: u8 = plan.missing(&book).iter().map(|(_, count)| count).sum();
        (missing, plan.follows(&book).map(str::to_owned))
    };
    let two = format!("{WALLET}\n[[wallet]]\nname = \"v\"");
    assert_eq!(both(&two, "w/B"), (0, Some("w".to_owned())));
    assert_eq!(both(&two, "v/B"), (1, Some("w".to_owned())), "half of each is none");
    let practice = format!("{WALLET}\npractice = true");
    assert_eq!(
        both(&practice, "w/B"),
        (2, None),
        "the letter counts, and what is for practice does not"
    );
}

#[test]
fn many_archives_of_one_wallet_need_two_copies_of_its_key() {
    let mut text =
        format!("format = 1\n{WALLET}\n[[place]]\nname = \"net\"\n[[place]]\nname = \"home\"\n");
    text += "[[key]]\nname = \"key\"\nrecipient = \"age1x\"\n";
    let copy = |id: &str, of: &str, what: &str, place: &str| {
        format!(
            "[[copy]]\nid = \"{id}\"\nof = \"{of}\"\nwhat = \"{what}\"\nmedium = \"usb\"\nplace = \"{place}\"\ndrills = [{{ on = 2026-11-22, how = \"read\", result = \"pass\" }}]\n"
        )
    };
    for at in 0..400 {
        text += &format!(
            "[[archive]]\nname = \"a{at}\"\nrecipients = [\"age1x\"]\nwallets = [\"w\"]\n"
        );
        text += &copy(&format!("a/{at}"), &format!("a{at}"), "archive", "net");
    }
    for at in 0..2 {
        text += &copy(&format!("key/{at}"), "key", "key", "home");
    }
    let book = Logbook::parse(text).expect("it is whole");
    let look = standing(&book, "w", &WhatIf::default()).expect("it is there");
    assert_eq!((look.copies, look.single_points.len(), look.may_lose), (2, 0, 0));
    let one_key = book.change_copy("key/1", |copy| copy.state = State::Destroyed).expect("it fits");
    let look = standing(&one_key, "w", &WhatIf::default()).expect("it is there");
    assert_eq!((look.copies, look.single_points), (1, vec![400]));
}

#[test]
fn keys_and_letters_alone_are_looked_at_and_a_letter_need_not_be_read() {
    let head = "[[key]]\nname = \"key\"\nrecipient = \"age1x\"";
    let copies =
        [("key/A", "\"key\"", "paper", "home"), ("letter/1", "\"letter\"", "paper", "home")];
    let text = book(head, &copies).text().to_owned();
    let rules = |text: String, on: &str| -> Vec<Rule> {
        let book = Logbook::parse(text).expect("it is whole");
        let reviewed = review(&book, on, &WhatIf::default());
        loose(&book, &reviewed, on).remarks.iter().map(|remark| remark.rule).collect()
    };
    assert_eq!(rules(text.clone(), TODAY), []);
    assert_eq!(rules(text.clone(), "2029-11-25"), [Rule::DrillOverdue; 2]);
    assert_eq!(rules(text.replace("drills = ", "drilled = "), TODAY), [Rule::NeverRead]);
    // What a judged archive needs is judged there, and not twice.
    let with = format!("{head}\n[[archive]]\nname = \"box\"\nrecipients = [\"age1x\"]");
    let all = [copies[0], ("box/1", "\"archive\"", "usb", "bank")];
    assert_eq!(rules(book(&with, &all).text().to_owned(), "2029-11-25"), []);
}
