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
            .filter(|copy| {
                let cut = copy.groups.or(copy.scheme);
                cut.is_some_and(|cut| {
                    (copy.groups.is_some(), cut.needed, cut.of) == (grouped, needed, all)
                })
            })
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
