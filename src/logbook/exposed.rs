//! Copies that somebody else may have already: whether a thief needs less for them, and what helps against that.

use super::book::Logbook;
use super::copy::Copy;
use super::kinds::{State, What};
use super::mend::{alone, related};
use super::standing::{WhatIf, standing};

/// What helps once somebody else may have a part of what opens a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Shares alone are in other hands: beside a new set they are useless.
    NewSet,
    /// PINs alone: a device takes another one.
    NewPin,
    /// Words, a passphrase or a key: what they open, they open for ever.
    NewWallet,
}

/// What helps against copies of a thing, and of what opens it, that are lost or lie where a thief was; `None` where a thief
/// needs as many places with them as without.
pub fn remedy(book: &Logbook, name: &str, what_if: &WhatIf) -> Option<Remedy> {
    let names = related(book, name);
    let exposed: Vec<&Copy> = book
        .copies()
        .iter()
        .filter(|copy| names.contains(copy.of.text.as_str()) && is_exposed(copy, what_if))
        .collect();
    let all = |is: fn(&Copy) -> bool| exposed.iter().all(|copy| is(copy));
    let remedy = match exposed.is_empty() {
        true => return None,
        false if all(Copy::is_share) => Remedy::NewSet,
        false if all(|copy| copy.what == What::Pin) => Remedy::NewPin,
        false => Remedy::NewWallet,
    };
    helps_a_thief(book, name, what_if).then_some(remedy)
}

fn helps_a_thief(book: &Logbook, name: &str, what_if: &WhatIf) -> bool {
    let needs = |book: &Logbook, what_if: &WhatIf| {
        let standing = standing(book, name, what_if);
        standing.and_then(|one| one.thief_needs.or(one.thief_least)).unwrap_or(usize::MAX)
    };
    let (mut said, _) = alone(book, name);
    for copy in said.copies.iter_mut().filter(|copy| is_exposed(copy, what_if)) {
        copy.state = State::Destroyed;
    }
    let lost = WhatIf { lost: what_if.lost.clone(), stolen: Vec::new() };
    needs(book, what_if) < needs(&Logbook::supposed(said), &lost)
}

fn is_exposed(copy: &Copy, what_if: &WhatIf) -> bool {
    copy.state == State::Lost || (copy.is_alive() && what_if.stolen.contains(&copy.place.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: &str = "drills = [{ on = 2026-11-22, how = \"read\", result = \"pass\" }]";

    /// A wallet with a passphrase: each copy by what it is, its place, and what else is said of it.
    fn book(copies: &[(&str, &str, &str)]) -> Logbook {
        let mut text = "format = 1\n[[wallet]]\nname = \"w\"\npassphrase = true\n".to_owned();
        for place in ["desk", "bank", "aunt", "safe"] {
            text.push_str(&format!("[[place]]\nname = \"{place}\"\n"));
        }
        for (number, (what, place, more)) in copies.iter().enumerate() {
            text.push_str(&format!(
                "[[copy]]\nid = \"w/{number}\"\nof = \"w\"\nwhat = \"{what}\"\nmedium = \"paper\"\n\
                 place = \"{place}\"\n{READ}\n{more}\n"
            ));
        }
        Logbook::parse(text).expect("a logbook")
    }

    const LOST: &str = "state = \"lost\"";

    fn of(copies: &[(&str, &str, &str)], stolen: &[&str]) -> Option<Remedy> {
        let stolen = stolen.iter().map(|place| (*place).to_owned()).collect();
        remedy(&book(copies), "w", &WhatIf { lost: Vec::new(), stolen })
    }

    #[test]
    fn words_in_other_hands_help_a_thief_and_only_a_new_wallet_helps_then() {
        let (seed, passphrase) = (("seed", "desk", ""), ("passphrase", "bank", ""));
        assert_eq!(of(&[seed, passphrase], &[]), None);
        let lost = ("seed", "aunt", LOST);
        assert_eq!(of(&[seed, passphrase, lost], &[]), Some(Remedy::NewWallet));
        let elsewhere = ("seed", "aunt", "");
        assert_eq!(of(&[seed, elsewhere, passphrase], &["desk"]), Some(Remedy::NewWallet));
        let pin = ("pin", "aunt", LOST);
        assert_eq!(of(&[seed, passphrase, pin], &[]), None, "without a device it opens nothing");
        let device = ("device", "safe", "");
        let with_device = of(&[device, ("pin", "desk", ""), pin, ("passphrase", "safe", "")], &[]);
        assert_eq!(with_device, Some(Remedy::NewPin));
    }

    #[test]
    fn shares_in_other_hands_are_useless_beside_a_new_set() {
        let share = |number: u8, state: &str| {
            format!("scheme = \"2of3\"\nset = \"red\"\nnumber = {number}\n{state}")
        };
        let (one, two, three) = (share(1, ""), share(2, ""), share(3, LOST));
        let shares = [("share", "desk", &*one), ("share", "bank", &two), ("share", "aunt", &three)];
        let all = [&shares[..], &[("passphrase", "safe", "")]].concat();
        assert_eq!(of(&all, &[]), Some(Remedy::NewSet));
    }
}
