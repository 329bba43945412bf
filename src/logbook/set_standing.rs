//! How each set of shares stands by itself: where its sheets are, what may be lost of them, and what a thief needs.

use super::Quorum;
use super::book::Logbook;
use super::kinds::What;
use super::opening::{Need, View};
use super::parts;
use super::standing::{Standing, WhatIf, of_needs};
use std::collections::BTreeSet;

/// A set of shares of which sheets are where the logbook says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetStanding {
    /// The wallet or key of which they are shares, by its name.
    pub of: String,
    /// Shares of words, or of a key.
    pub what: What,
    /// Its name; empty where it has none.
    pub name: String,
    /// Counted up each time the secret is split again.
    pub generation: u32,
    /// So many shares, or groups of shares, of so many.
    pub quorum: Quorum,
    /// Whether the quorum is one of groups.
    pub grouped: bool,
    /// So many sheets of it are there.
    pub sheets: usize,
    /// So many places hold one.
    pub places: usize,
    /// What may be lost of it, and what a thief needs, whatever else opens the same.
    pub standing: Standing,
}

/// The sets of shares among these copies, by their positions; in order of what they open, of name and of generation.
pub fn set_standings(book: &Logbook, copies: &[usize], what_if: &WhatIf) -> Vec<SetStanding> {
    let shares = copies.iter().map(|at| &book.copies()[*at]).filter(|copy| copy.is_share());
    let things: BTreeSet<(&str, What)> =
        shares.map(|copy| (copy.of.text.as_str(), copy.what)).collect();
    things.into_iter().flat_map(|(of, what)| of_thing(book, of, what, what_if)).collect()
}

fn of_thing(book: &Logbook, of: &str, what: What, what_if: &WhatIf) -> Vec<SetStanding> {
    let owned = parts::each_set(book, of, what, View::Owner);
    let stands = |(own, thief): ((&str, u32, parts::Cut), Need)| {
        let (name, generation, (grouped, needed, all)) = own;
        // A set of no name beside one that is cut like it is nothing that an owner can count on.
        let none = Need::Of(1, Vec::new());
        let need = owned.iter().find(|(one, _)| *one == own).map_or(&none, |(_, need)| need);
        let sheets: Vec<&str> = book
            .alive(of)
            .filter(|copy| copy.what == what && copy.of_generation() == generation)
            .filter(|copy| copy.set.as_ref().map_or("", |set| &*set.text) == name)
            .filter(|copy| parts::cut(copy) == Some((grouped, needed, all)))
            .map(|copy| copy.place.text.as_str())
            .collect();
        SetStanding {
            of: of.to_owned(),
            what,
            name: name.to_owned(),
            generation,
            quorum: Quorum { needed, of: all },
            grouped,
            sheets: sheets.len(),
            places: sheets.iter().collect::<BTreeSet<_>>().len(),
            standing: of_needs(book, need, &thief, what_if),
        }
    };
    let sets = parts::each_set(book, of, what, View::Thief).into_iter().map(stands);
    sets.filter(|set| set.sheets > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::standing::standing;
    use super::*;

    fn numbers(sheets: &[(&str, u8)], seed: bool) -> (SetStanding, Standing) {
        let read = "drills = [{ on = 2026-11-22, how = \"read\", result = \"pass\" }]\n";
        let mut text = "format = 1\n[[wallet]]\nname = \"w\"\n".to_owned();
        for place in ["a", "b", "c", "d"] {
            text.push_str(&format!("[[place]]\nname = \"{place}\"\n"));
        }
        for (place, number) in sheets {
            text.push_str(&format!(
                "[[copy]]\nid = \"red/{number}\"\nof = \"w\"\nwhat = \"share\"\nscheme = \"2of3\"\nset = \"red\"\n\
                 number = {number}\nmedium = \"paper\"\nplace = \"{place}\"\n{read}"
            ));
        }
        if seed {
            text.push_str(&format!(
                "[[copy]]\nid = \"w/A\"\nof = \"w\"\nwhat = \"seed\"\nmedium = \"steel\"\nplace = \"d\"\n{read}"
            ));
        }
        let book = Logbook::parse(text).expect("a logbook");
        let all: Vec<usize> = (0..book.copies().len()).collect();
        let mut sets = set_standings(&book, &all, &WhatIf::default());
        let whole = standing(&book, "w", &WhatIf::default()).expect("a wallet");
        (sets.remove(0), whole)
    }

    #[test]
    fn a_set_stands_by_itself_whatever_else_opens_the_wallet() {
        let told = |standing: &Standing| (standing.may_lose, standing.thief_needs);
        let three = [("a", 1), ("b", 2), ("c", 3)];
        let (set, whole) = numbers(&three, true);
        assert_eq!((set.sheets, set.places), (3, 3));
        assert_eq!((told(&set.standing), told(&whole)), ((1, Some(2)), (2, Some(1))));
        // Alone it is the wallet.
        let (set, whole) = numbers(&three, false);
        assert_eq!(set.standing, whole);
        // Two at one place, and one of three.
        let (set, _) = numbers(&[("a", 1), ("a", 2), ("c", 3)], true);
        assert_eq!((set.places, told(&set.standing)), (2, (0, Some(1))));
        let (set, whole) = numbers(&[("a", 1)], true);
        assert_eq!((set.standing.opens, whole.opens), (false, true));
    }
}
