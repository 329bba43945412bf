//! Where the copies of each thing stand, and each archive, and which copies nobody reads any more: a logbook of many years is
//! not read through for every question.

use super::archive::Archive;
use super::book::Logbook;
use super::copy::Copy;
use super::entries::Entries;
use super::series::Past;
use std::collections::{HashMap, HashSet};

/// Positions by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Index {
    /// Of copies, by the name of what they are copies of, in the order of the file.
    copies: HashMap<String, Vec<usize>>,
    /// Of archives.
    archives: HashMap<String, usize>,
    /// Of copies of which nobody can say that they are still there ([`Past::has_passed_over`]).
    pub(super) passed_over: HashSet<usize>,
}

impl Index {
    pub(super) fn of(said: &Entries) -> Self {
        let mut index = Self::default();
        for (at, copy) in said.copies.iter().enumerate() {
            match index.copies.get_mut(&copy.of.text) {
                Some(places) => places.push(at),
                None => drop(index.copies.insert(copy.of.text.clone(), vec![at])),
            }
        }
        // Of two with one name, which is refused, the first one is found.
        let archives = said.archives.iter().enumerate().rev();
        index.archives = archives.map(|(at, one)| (one.name.text.clone(), at)).collect();
        index
    }
}

/// The copies that a newer archive of their series left unread where it was read.
pub(super) fn passed_over(book: &Logbook) -> HashSet<usize> {
    let past = Past::of(book);
    let copies = book.copies().iter().enumerate();
    copies.filter(|(_, copy)| past.has_passed_over(copy)).map(|(at, _)| at).collect()
}

impl Logbook {
    /// Whether nobody can say that the copy of this position is still there.
    pub(super) fn is_passed_over(&self, at: usize) -> bool {
        self.index.passed_over.contains(&at)
    }

    /// Whether the owner can count on the copy of this position.
    pub(super) fn counts(&self, at: usize) -> bool {
        self.copies()[at].counts() && !self.is_passed_over(at)
    }

    /// The copies of something with their positions, in the order of the file; those that are gone, too.
    pub(super) fn all_of<'b>(&'b self, of: &str) -> impl Iterator<Item = (usize, &'b Copy)> {
        let places = self.index.copies.get(of).map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|at| (*at, &self.copies()[*at]))
    }

    /// An archive by its name.
    pub fn archive(&self, name: &str) -> Option<&Archive> {
        self.index.archives.get(name).map(|at| &self.archives()[*at])
    }
}
