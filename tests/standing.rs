//! Who can lose or open what, judged from the logbook: whole copies, shares, groups, several keys, archives with what
//! opens them; and each rule with the smallest change that breaks it.

use coldkeep::logbook::{
    Act, Devices, Due, Logbook, Reason, Rule, Scheme, Situation, Stake, Standing, What, WhatIf,
    Who, advise, days_between, loose, review, standing,
};
use std::fmt::Write;

/// The day on which all is judged.
pub(crate) const TODAY: &str = "2026-11-25";

/// A logbook of one wallet `w` and these copies: name, what and more lines, medium, place. All were read.
pub(crate) fn book(head: &str, copies: &[(&str, &str, &str, &str)]) -> Logbook {
    let mut text = format!("format = 1\n{head}\n");
    for (name, offsite, online) in [
        ("home", false, false),
        ("office", false, false),
        ("bank", true, false),
        ("aunt", true, false),
        ("net", true, true),
        ("cellar", false, false),
    ] {
        let _ =
            write!(text, "[[place]]\nname = \"{name}\"\noffsite = {offsite}\nonline = {online}\n");
    }
    for (id, what, medium, place) in copies {
        let of = id.split('/').next().unwrap_or_default();
        let of = if what.contains("of = ") { String::new() } else { format!("of = \"{of}\"\n") };
        let _ = write!(
            text,
            "[[copy]]\nid = \"{id}\"\n{of}what = {what}\nmedium = \"{medium}\"\nplace = \"{place}\"\nmade = 2026-11-22\n\
             drills = [{{ on = 2026-11-22, how = \"read\", result = \"pass\" }}]\n"
        );
    }
    Logbook::parse(text).expect("it is whole")
}

pub(crate) const WALLET: &str = "[[wallet]]\nname = \"w\"";
const SEED: &str = "\"seed\"";

fn look(book: &Logbook, name: &str) -> Standing {
    standing(book, name, &WhatIf::default()).expect("it is there")
}

/// Opens; counts like; may lose; a thief needs.
pub(crate) fn numbers(book: &Logbook, name: &str) -> (bool, usize, usize, Option<usize>) {
    let look = look(book, name);
    (look.opens, look.copies, look.may_lose, look.thief_needs)
}

pub(crate) fn rules(book: &Logbook) -> Vec<Rule> {
    let all = review(book, TODAY, &WhatIf::default());
    all.into_iter().flat_map(|one| one.remarks).map(|remark| remark.rule).collect()
}

/// Three whole copies, two media, away from home, all read.
pub(crate) fn sound() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    vec![
        ("w/A", SEED, "paper", "home"),
        ("w/B", SEED, "steel", "bank"),
        ("w/C", SEED, "paper", "aunt"),
    ]
}

#[test]
fn whole_copies() {
    let three = book(WALLET, &sound());
    assert_eq!(numbers(&three, "w"), (true, 3, 2, Some(1)));
    assert_eq!(rules(&three), []);
    assert_eq!(numbers(&book(WALLET, &sound()[..1]), "w"), (true, 1, 0, Some(1)));
    assert_eq!(numbers(&book(WALLET, &[]), "w"), (false, 0, 0, None));
    // Two papers in one house are one place.
    let house = book(WALLET, &[("w/A", SEED, "paper", "home"), ("w/B", SEED, "steel", "home")]);
    assert_eq!(numbers(&house, "w"), (true, 2, 0, Some(1)));
}

#[test]
fn shares_and_groups() {
    let share = |number, group: &str| {
        format!("\"share\"\nscheme = \"2of3\"\nset = \"red\"\nnumber = {number}\nof = \"w\"{group}")
    };
    let (one, two, three) = (share(1, ""), share(2, ""), share(3, ""));
    let all: [(&str, &str, &str, &str); 3] = [
        ("red/1", &one, "paper", "home"),
        ("red/2", &two, "paper", "bank"),
        ("red/3", &three, "paper", "aunt"),
    ];
    assert_eq!(numbers(&book(WALLET, &all), "w"), (true, 2, 1, Some(2)));
    assert_eq!(numbers(&book(WALLET, &all[..2]), "w"), (true, 1, 0, Some(2)));
    assert!(!numbers(&book(WALLET, &all[..1]), "w").0);
    // Two shares in one house: whoever is there needs no other place.
    let mut near = all;
    near[1].3 = "home";
    assert_eq!(numbers(&book(WALLET, &near), "w"), (true, 2, 0, Some(1)));
    // The same share twice is one share.
    let mut twice = all;
    twice[1].1 = &one;
    assert!(!numbers(&book(WALLET, &twice[..2]), "w").0);
    // Shares of two sets do not fit together.
    let other = two.replace("red", "blue");
    let mixed = [all[0], ("blue/2", other.as_str(), "paper", "bank")];
    assert!(!numbers(&book(WALLET, &mixed), "w").0);
    let again = format!("{two}\ngeneration = 2");
    assert!(!numbers(&book(WALLET, &[all[0], ("red/2", &again, "paper", "bank")]), "w").0);
    // Two groups of two: mine 1of1, and two of three friends.
    let mine = share(1, "\ngroup = 1\ngroups = \"2of2\"").replace("2of3", "1of1");
    let friend = |number| share(number, "\ngroup = 2\ngroups = \"2of2\"");
    let friends = [friend(1), friend(2), friend(3)];
    let grouped = [
        ("red/1", mine.as_str(), "paper", "home"),
        ("red/2", friends[0].as_str(), "paper", "bank"),
        ("red/3", friends[1].as_str(), "paper", "aunt"),
        ("red/4", friends[2].as_str(), "paper", "office"),
    ];
    let look = look(&book(WALLET, &grouped), "w");
    assert_eq!((look.opens, look.copies, look.may_lose, look.thief_needs), (true, 1, 0, Some(3)));
    assert_eq!(look.weakest, ["home"]);
    assert!(!numbers(&book(WALLET, &grouped[1..]), "w").0, "a group is missing");
}

#[test]
fn what_is_locked_counts_only_with_what_opens_it() {
    let head = "[[wallet]]\nname = \"w\"\n[[archive]]\nname = \"box\"\nrecipients = [\"age1x\"]\nwallets = [\"w\"]\n\
                [[key]]\nname = \"key\"\nrecipient = \"age1x\"\n";
    let archive = "\"archive\"";
    let copies = [
        ("box/1", archive, "usb", "home"),
        ("box/2", archive, "cloud", "net"),
        ("key/A", "\"key\"", "paper", "bank"),
        ("key/B", "\"key\"", "paper", "aunt"),
    ];
    let whole = book(head, &copies);
    assert_eq!(numbers(&whole, "box"), (true, 2, 1, Some(2)));
    assert_eq!(numbers(&whole, "w"), (true, 2, 1, Some(2)), "the wallet comes back from it");
    // One key: without it both archives are closed.
    let one = look(&book(head, &copies[..3]), "box");
    assert_eq!((one.copies, one.may_lose, one.weakest), (1, 0, vec!["bank".to_owned()]));
    // No key at all: closed for ever, however many copies there are.
    let none = book(head, &copies[..2]);
    assert!(rules(&none).contains(&Rule::Closed));
    // A locked key file needs its file passphrase.
    let locked = head.replace("recipient = \"age1x\"", "recipient = \"age1x\"\nlocked = true");
    assert!(!numbers(&book(&locked, &copies), "box").0);
    let mut with = copies.to_vec();
    with.push(("key/P", "\"file-passphrase\"", "paper", "home"));
    assert_eq!(numbers(&book(&locked, &with), "box"), (true, 1, 0, Some(2)));
    // A file passphrase opens an archive that has one.
    let by_passphrase = [copies[0], ("box/P", "\"file-passphrase\"", "paper", "aunt")];
    let has_one = head.replace("recipients = [\"age1x\"]", "passphrase = true");
    assert_eq!(numbers(&book(&has_one, &by_passphrase), "box"), (true, 1, 0, Some(2)));
    // What asks for a key opens with no file passphrase, also where nobody knows with which key.
    assert!(!numbers(&book(head, &by_passphrase), "box").0);
    let some_key = head.replace("recipients = [\"age1x\"]", "needs_key = true");
    assert!(!numbers(&book(&some_key, &by_passphrase), "box").0);
    // Words encrypted on paper, the key in shares.
    let share = |number| format!("\"key-share\"\nscheme = \"2of3\"\nnumber = {number}");
    let shares = [share(1), share(2), share(3)];
    let sheet = [
        ("w/A", "\"encrypted\"", "paper", "home"),
        ("w/K1", shares[0].as_str(), "paper", "home"),
        ("w/K2", shares[1].as_str(), "paper", "bank"),
        ("w/K3", shares[2].as_str(), "paper", "aunt"),
    ];
    assert_eq!(numbers(&book(WALLET, &sheet), "w"), (true, 1, 0, Some(2)));
}

#[test]
fn passphrases_devices_and_several_keys() {
    let with = format!("{WALLET}\npassphrase = true");
    assert!(!numbers(&book(&with, &sound()), "w").0, "nobody wrote the passphrase down");
    let mut copies = sound();
    copies.push(("w/P", "\"passphrase\"", "paper", "aunt"));
    let one = look(&book(&with, &copies), "w");
    assert_eq!((one.copies, one.single_points, one.thief_needs), (1, vec![3], Some(1)));
    copies.pop();
    copies.push(("w/D", "\"device\"", "device", "office"));
    assert_eq!(
        look(&book(WALLET, &copies), "w").copies,
        3,
        "a device without its PIN counts for nothing"
    );
    copies.push(("w/N", "\"pin\"", "paper", "bank"));
    assert_eq!(look(&book(WALLET, &copies), "w").copies, 4);
    // Two of three wallets sign; the descriptor is needed.
    let family = "[[wallet]]\nname = \"f\"\nthreshold = 2\nkeys = [\"a\", \"b\", \"c\"]\n\
                  [[wallet]]\nname = \"a\"\n[[wallet]]\nname = \"b\"\n[[wallet]]\nname = \"c\"";
    let seeds = [
        ("a/A", SEED, "steel", "home"),
        ("b/A", SEED, "steel", "bank"),
        ("c/A", SEED, "paper", "aunt"),
    ];
    assert!(!numbers(&book(family, &seeds), "f").0);
    let mut all = seeds.to_vec();
    let descriptor = "\"descriptor\"";
    all.extend([
        ("f/1", descriptor, "paper", "home"),
        ("f/2", descriptor, "paper", "bank"),
        ("f/3", descriptor, "paper", "aunt"),
    ]);
    assert_eq!(numbers(&book(family, &all), "f"), (true, 2, 1, Some(2)));
    assert_eq!(numbers(&book(family, &all[..4]), "f"), (true, 1, 0, Some(2)));
}

#[test]
fn what_is_lost_or_stolen_may_be_in_other_hands() {
    let three = book(WALLET, &sound());
    let lost = three
        .change_copy("w/C", |copy| copy.state = coldkeep::logbook::State::Lost)
        .expect("it fits");
    assert_eq!(numbers(&lost, "w"), (true, 2, 1, Some(0)));
    assert!(rules(&lost).contains(&Rule::InOtherHands));
    let gone = three
        .change_copy("w/C", |copy| copy.state = coldkeep::logbook::State::Destroyed)
        .expect("it fits");
    assert_eq!(numbers(&gone, "w"), (true, 2, 1, Some(1)));
    let what_if = |lost: &[&str], stolen: &[&str]| {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        standing(&three, "w", &WhatIf { lost: names(lost), stolen: names(stolen) })
            .expect("it is there")
    };
    assert_eq!((what_if(&["home"], &[]).copies, what_if(&["home"], &[]).thief_needs), (2, Some(1)));
    assert_eq!((what_if(&[], &["home"]).copies, what_if(&[], &["home"]).thief_needs), (2, Some(0)));
    assert!(!what_if(&["home", "bank", "aunt"], &[]).opens);
}

#[test]
fn each_rule_is_broken_by_one_change() {
    for (change, copies, rule) in [
        ("", vec![sound()[0], sound()[1]], Rule::TooFewCopies),
        ("", vec![sound()[1]], Rule::SinglePoint),
        ("steel|paper", sound(), Rule::OneMedium),
        ("offsite = true|offsite = false", sound(), Rule::NothingOffsite),
        ("online = false|online = true", sound(), Rule::NothingOffline),
        ("drills = |drilled = ", sound(), Rule::NeverRead),
        ("\"pass\"|\"fail\"", sound(), Rule::DrillFailed),
        ("on = 2026-11-22|on = 2026-05-22", sound(), Rule::DrillOverdue),
        ("made = 2026-11-22|moved = 2026-11-23", sound(), Rule::NeverRead),
        ("\"seed\"|\"archive\"", sound(), Rule::Closed),
    ] {
        let text = book(WALLET, &copies).text().to_owned();
        let (from, to) = change.split_once('|').unwrap_or_default();
        let changed = Logbook::parse(text.replace(from, to)).expect(change);
        assert!(rules(&changed).contains(&rule), "{rule:?}: {:?}", rules(&changed));
        assert!(!rules(&book(WALLET, &sound())).contains(&rule), "{rule:?}");
    }
    let share = |set: &str, generation| {
        format!(
            "\"share\"\nscheme = \"1of1\"\nset = \"{set}\"\nnumber = 1\ngeneration = {generation}\nof = \"w\""
        )
    };
    let (old, new) = (share("red", 1), share("blue", 2));
    let both =
        [("red/1", old.as_str(), "paper", "home"), ("blue/1", new.as_str(), "paper", "bank")];
    assert!(rules(&book(WALLET, &both)).contains(&Rule::OldSet));
    assert!(!rules(&book(WALLET, &both[1..])).contains(&Rule::OldSet));
}

#[test]
fn copies_are_read_once_and_then_looked_at() {
    let due = |lines: &str| {
        let text = format!(
            "{}{lines}\n",
            book(WALLET, &sound()[..1]).text().split("drills").next().unwrap_or_default()
        );
        let book = Logbook::parse(text).expect("it is whole");
        let due = Due::of(&book.copies()[0], "2028-01-01");
        let late = due.is_late(TODAY);
        (due.act, due.by, late)
    };
    let day = |day: &str| Some(day.to_owned());
    let drill = |on: &str, how: &str, result: &str| {
        format!("{{ on = {on}, how = \"{how}\", result = \"{result}\" }}")
    };
    assert_eq!(due(""), (Act::Read, day("2026-11-22"), true));
    let read = drill("2026-11-22", "read", "pass");
    assert_eq!(due(&format!("drills = [{read}]")), (Act::Look, day("2027-05-22"), false));
    let look = drill("2027-05-22", "look", "pass");
    assert_eq!(due(&format!("drills = [{read}, {look}]")), (Act::Look, day("2028-05-22"), false));
    let bad = drill("2027-05-22", "look", "fail");
    assert_eq!(
        due(&format!("drills = [{read}, {bad}]")),
        (Act::ReadAgain, day("2027-05-22"), true)
    );
    // A look does not show that it can be read.
    assert_eq!(due(&format!("drills = [{look}]")).0, Act::Read);
    assert_eq!(
        due(&format!("moved = 2026-11-24\ndrills = [{read}]")),
        (Act::Read, day("2026-11-24"), true)
    );
    // A drill of a day to come, noted by a wrong clock, puts nothing off.
    let text = book(WALLET, &sound()[..1]).text().replace("on = 2026-11-22", "on = 2062-01-01");
    let ahead = Logbook::parse(text).expect("it is whole");
    let due = Due::of(&ahead.copies()[0], TODAY);
    assert_eq!((due.act, due.is_late(TODAY)), (Act::Look, true));
    assert_eq!(days_between("2026-11-22", TODAY), 3);
}

#[test]
fn a_letter_is_looked_at_yearly_and_need_not_be_read() {
    let copies = [("letter/A", "\"letter\"", "paper", "home")];
    let text = book("", &copies).text().to_owned();
    let (head, drills) = text.split_once("drills = ").expect("a drill");
    let due = |lines: &str, on: &str| {
        let book = Logbook::parse(format!("{head}{lines}\n")).expect("it is whole");
        let due = Due::of(&book.copies()[0], on);
        let reviewed = review(&book, on, &WhatIf::default());
        let rules = loose(&book, &reviewed, on).remarks.into_iter().map(|remark| remark.rule);
        let late = due.is_late(on);
        assert_eq!(late, rules.collect::<Vec<_>>() == [Rule::DrillOverdue], "{lines}");
        (due.act, due.by, late)
    };
    let look = |by: &str, late| (Act::Look, Some(by.to_owned()), late);
    assert_eq!(due("", TODAY), look("2027-11-22", false));
    assert_eq!(due("", "2027-11-22"), look("2027-11-22", false));
    assert_eq!(due("", "2027-11-23"), look("2027-11-22", true));
    let looked = drills.replace("read", "look");
    assert_eq!(due(&format!("drills = {looked}"), TODAY), look("2027-11-22", false));
    assert_eq!(due(&format!("drills = {drills}"), TODAY), look("2027-11-22", false));
    let moved = format!("moved = 2026-11-24\ndrills_before_move = 1\ndrills = {looked}");
    assert_eq!(due(&moved, TODAY), look("2027-11-24", false));
    // Nobody knows since when it is there; a day to come puts nothing off.
    assert_eq!(due("moved = 2062-01-01", TODAY), (Act::Look, None, true));
    let bad = looked.replace("pass", "fail");
    let book = Logbook::parse(format!("{head}drills = {bad}")).expect("it is whole");
    assert_eq!(Due::of(&book.copies()[0], TODAY).act, Act::ReadAgain);
}

#[test]
fn shares_are_recommended_only_where_they_earn_their_keep() {
    let situation =
        |stake, who, places, devices, near| Situation { stake, who, places, devices, near };
    let scheme = |one| advise(one, TODAY).scheme;
    use {Devices as D, Scheme as S, Stake as K, Who as W};
    assert_eq!(scheme(situation(K::Savings, W::Heirs, 2, D::None, 1)), S::Whole);
    assert_eq!(scheme(situation(K::Most, W::Heirs, 3, D::None, 2)), S::Shares);
    for less in [
        situation(K::Savings, W::Heirs, 3, D::None, 2),
        situation(K::Most, W::Me, 3, D::None, 2),
        situation(K::Most, W::Heirs, 2, D::None, 2),
        situation(K::Most, W::Heirs, 3, D::None, 1),
    ] {
        assert_eq!(scheme(less), S::Whole, "{less:?}");
    }
    assert_eq!(scheme(situation(K::Most, W::Together, 3, D::Several, 0)), S::Keys);
    let alone = advise(situation(K::Most, W::Me, 1, D::None, 0), TODAY);
    assert!(alone.reasons.contains(&Reason::PlaceWanted));
    let against = |who| {
        let reasons = advise(situation(K::Most, who, 3, D::Several, 1), TODAY).reasons;
        [Reason::OnlyMe, Reason::NoShares].map(|reason| reasons.contains(&reason))
    };
    assert_eq!(against(W::Me), [true, false], "it is not for want of places or people");
    assert_eq!(against(W::Heirs), [false, true]);
    // The checklist is kept, read again, and ticked off by what is there.
    let plan = advise(situation(K::Savings, W::Heirs, 2, D::None, 1), TODAY).plan;
    let missing = |copies: &[(&str, &str, &str, &str)]| {
        let book = book(WALLET, copies).set_plan(&plan).expect("it fits");
        let read = Logbook::parse(book.text().to_owned()).expect("it is whole");
        assert_eq!(read.plan(), Some(&plan));
        assert!(read.set_plan(&plan).is_err(), "a plan is not replaced");
        let kept = read.plan().expect("it is there").clone();
        kept.missing(&read).into_iter().map(|(step, count)| (step.what, count)).collect::<Vec<_>>()
    };
    assert_eq!(missing(&[]), [(What::Seed, 1), (What::Seed, 1), (What::Letter, 1)]);
    // Steel away from home takes the harder step, not the easier one.
    let steel = ("w/B", SEED, "steel", "bank");
    assert_eq!(missing(&[steel]), [(What::Seed, 1), (What::Letter, 1)]);
    assert_eq!(missing(&[("w/B", SEED, "steel", "home")]), [(What::Seed, 1), (What::Letter, 1)]);
    let letter = ("letter/1", "\"letter\"", "paper", "home");
    assert_eq!(missing(&[("w/A", SEED, "paper", "home"), steel, letter]), []);
}
