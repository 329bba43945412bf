//! What a logbook does not say, or says of what has no such thing: counted against the owner, or refused with its line.

use crate::standing::{WALLET, book, numbers, rules};
use coldkeep::logbook::{Drill, How, Logbook, LogbookError, Rule, fits_lock};

/// Opens, and how many places a thief needs; whether it is said that something is unknown.
fn stands(shares: &[&str], more: &[(&str, &str)]) -> (bool, Option<usize>, bool) {
    let places = ["home", "bank", "aunt", "office", "net", "cellar"];
    let shares: Vec<String> =
        shares.iter().map(|one| format!("\"share\"\nof = \"w\"\n{one}")).collect();
    let ids = ["s/1", "s/2", "s/3", "s/4", "s/5", "s/6"];
    let mut copies: Vec<(&str, &str, &str, &str)> = Vec::new();
    for (at, share) in shares.iter().enumerate() {
        copies.push((ids[at], share, "paper", places[at]));
    }
    for (id, what) in more {
        copies.push((id, what, "paper", places[copies.len()]));
    }
    let book = book(WALLET, &copies);
    let (opens, _, _, thief) = numbers(&book, "w");
    (opens, thief, rules(&book).contains(&Rule::PartUnknown))
}

#[test]
fn a_share_of_no_group_may_be_of_a_known_one_or_of_its_own() {
    let one = "scheme = \"2of3\"\nset = \"x\"\ngroups = \"1of2\"\ngroup = 1\nnumber = 1";
    let unknown = "scheme = \"2of3\"\nset = \"x\"\ngroups = \"1of2\"\nnumber = 2";
    assert_eq!(stands(&[one, unknown], &[]), (false, Some(2), true));
    let alone = "scheme = \"1of1\"\ngroups = \"2of3\"";
    assert_eq!(stands(&[alone, alone], &[]), (false, Some(2), true));
    let known = unknown.replace("number", "group = 1\nnumber");
    assert_eq!(stands(&[one, &known], &[]), (true, Some(2), false), "the control");
}

#[test]
fn shares_of_no_group_may_be_one_of_each_known_one() {
    let share = |group: &str, number: u8| {
        format!("scheme = \"2of2\"\nset = \"x\"\ngroups = \"2of2\"\n{group}number = {number}")
    };
    let (one, two) = (share("group = 1\n", 1), share("group = 2\n", 1));
    let unknown = share("", 2);
    assert_eq!(stands(&[&one, &two, &unknown, &unknown], &[]), (false, Some(4), true));
    assert_eq!(stands(&[&one, &two, &unknown], &[]), (false, None, true), "the control");
    // More ways than are told apart: each may be of any group, and any two may be one that nobody knows.
    let many = |groups: &str, number: u8| {
        format!("scheme = \"2of5\"\nset = \"x\"\ngroups = \"3of9\"\n{groups}number = {number}")
    };
    let known = many("group = 1\n", 1);
    let unknown = [2, 3, 4, 5, 1].map(|number| many("", number));
    let all = [&known, &unknown[0], &unknown[1], &unknown[2], &unknown[3], &unknown[4]]
        .map(String::as_str);
    // Six sheets are needed in truth; four count as two groups and as the known one: never too many for him.
    assert_eq!(stands(&all, &[]), (false, Some(4), true));
    assert_eq!(stands(&all[..4], &[]).1, None, "no more than two groups");
}

#[test]
fn shares_of_the_key_of_one_of_two_locks_open_sheets_of_both_alone() {
    let share =
        |number: u8| format!("\"key-share\"\nscheme = \"2of2\"\nset = \"s\"\nnumber = {number}");
    let (one, two) = (share(1), share(2));
    let sheet = |lock: &str, more: &str| format!("\"encrypted\"\nlock = \"{lock}\"\n{more}");
    let (blue, green) = (sheet("blue", ""), sheet("green", ""));
    let gone = sheet("green", "state = \"destroyed\"");
    let shares = [("w/1", one.as_str()), ("w/2", two.as_str())];
    let with = |sheets: &[(&'static str, &str)]| {
        let copies: Vec<_> = sheets.iter().copied().chain(shares).collect();
        let copies: Vec<_> = copies.iter().map(|(id, what)| (*id, *what)).collect();
        let (opens, thief, _) = stands(&[], &copies);
        (opens, thief)
    };
    assert_eq!(with(&[("w/A", &blue)]), (true, Some(3)), "the control");
    assert_eq!(with(&[("w/A", &blue), ("w/B", &green)]), (true, Some(3)), "one of them opens");
    assert_eq!(with(&[("w/A", &blue), ("w/B", &gone)]), (false, Some(3)));
}

#[test]
fn shares_of_no_set_beside_two_sets_are_no_pair() {
    let share = |set: &str, number: u8| format!("scheme = \"2of3\"\nnumber = {number}\n{set}");
    let (red, blue) = (share("set = \"red\"", 1), share("set = \"blue\"", 1));
    let (two, three) = (share("", 2), share("", 3));
    assert_eq!(stands(&[&red, &blue, &two, &three], &[]), (false, Some(2), true));
    assert_eq!(stands(&[&two, &three], &[]), (true, Some(2), false), "the control");
}

#[test]
fn a_set_is_nothing_that_a_key_of_several_has() {
    let key = |more: &str| format!("\"cosigner\"\nscheme = \"2of3\"\n{more}");
    let (one, two) = (key("set = \"x\"\nnumber = 1"), key("number = 2"));
    let copies = [("w/1", one.as_str()), ("w/2", two.as_str()), ("w/D", "\"descriptor\"")];
    assert_eq!(stands(&[], &copies), (true, Some(3), false));
}

#[test]
fn what_has_no_parts_has_no_scheme_and_a_group_has_others_beside_it() {
    let refused = |more: &str| {
        let text = format!(
            "format = 1\n{WALLET}\n[[place]]\nname = \"desk\"\n[[copy]]\nid = \"w/A\"\nof = \"w\"\nmedium = \"paper\"\nplace = \"desk\"\n{more}\n"
        );
        match Logbook::parse(text) {
            Err(LogbookError::Value { line, key, .. }) => Some((line, key)),
            _ => None,
        }
    };
    assert_eq!(refused("what = \"seed\"\nscheme = \"2of3\""), Some((12, "scheme")));
    let share = "what = \"share\"\nscheme = \"2of3\"\nnumber = 1";
    assert_eq!(refused(&format!("{share}\ngroup = 1")), Some((14, "group")));
    assert_eq!(refused(&format!("{share}\ngroup = 1\ngroups = \"1of2\"")), None);
    assert_eq!(refused("what = \"seed\"\n[plan]\ncopies = 0"), Some((13, "copies")));
    assert_eq!(refused("what = \"seed\"\n[plan]\nof = \"v\"\ncopies = 2"), Some((13, "of")));
    assert_eq!(refused("what = \"seed\"\n[plan]\nof = \"w\"\ncopies = 2"), None);
    let keys = |of: &str, keys: &str| {
        format!("[[wallet]]\nname = \"{of}\"\nthreshold = 1\nkeys = {keys}\n")
    };
    let seed = "what = \"seed\"\n";
    assert_eq!(refused(&format!("{seed}{}", keys("v", "[\"w\"]"))), None);
    assert_eq!(refused(&format!("{seed}{}", keys("v", "[\"v\"]"))), Some((15, "keys")));
    let circle = keys("v", "[\"u\"]") + &keys("u", "[\"v\"]");
    assert_eq!(refused(&format!("{seed}{circle}")), Some((15, "keys")));
}

#[test]
fn a_name_of_a_lock_is_not_the_pin() {
    for name in ["blue", "Trezor 2", "model T 123", "a1b2c3d4"] {
        assert!(fits_lock(name), "{name}");
    }
    for pin in ["1234", "pin 1234", "pin271828", "12 34", "-", ""] {
        assert!(!fits_lock(pin), "{pin}");
    }
}

#[test]
fn a_remark_in_an_empty_list_of_drills_stays() {
    let list = "drills = [ # none yet, ask aunt\n]";
    let text = format!(
        "format = 1\n{WALLET}\n[[place]]\nname = \"desk\"\n[[copy]]\nid = \"w/A\"\nof = \"w\"\nwhat = \"seed\"\nmedium = \"paper\"\nplace = \"desk\"\n{list}\n"
    );
    let book = Logbook::parse(text).expect("it is whole");
    let drill = Drill { on: "2026-11-22".to_owned(), how: How::Look, pass: true, minutes: None };
    let noted = book.add_drill("w/A", &drill).expect("it fits");
    assert!(noted.text().contains("# none yet, ask aunt\n]"), "{}", noted.text());
    assert_eq!(noted.copies()[0].drills, [drill]);
}
