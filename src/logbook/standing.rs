//! How a wallet or an archive stands: the numbers of the 3-2-1-1-0 rule, and who can lose or open what.

use super::book::Logbook;
use super::copy::{Copy, Medium, State, What};
use super::opening::{self, Need, View};

/// Up to so many places every set of them is looked at; beyond, sets of at most [`FEW`].
const MANY: usize = 16;
/// The largest sets that are looked at among many places.
const FEW: usize = 4;

/// What is taken for granted beside the logbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Places that are gone with all that lies there.
    pub lost: Vec<String>,
    /// Places to which a thief was: what lies there is in other hands.
    pub stolen: Vec<String>,
}

/// How one wallet or archive stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether all that is left opens it.
    pub opens: bool,
    /// Counts like so many whole copies: the smallest number of copies whose loss closes it. Exact up to 3.
    pub copies: usize,
    /// The kinds of media of what holds it and helps to open it.
    pub media: Vec<Medium>,
    /// Whether it opens with what is away from home.
    pub offsite: bool,
    /// Whether it opens with what no network reaches.
    pub offline: bool,
    /// The places where something lies that helps, in the order of the logbook.
    pub places: Vec<String>,
    /// Any so many places may be lost; `None` when that is more than was looked at.
    pub may_lose: Option<usize>,
    /// A smallest set of places without which it is closed.
    pub weakest: Vec<String>,
    /// The places without each of which it is closed.
    pub single_places: Vec<String>,
    /// The places each of which is enough for a thief, with what is lost or stolen already.
    pub openers: Vec<String>,
    /// A thief needs so many places beside what is lost or stolen already; `None` when all of them are not enough,
    /// or more than were looked at would be needed.
    pub thief_needs: Option<usize>,
    /// Copies without each of which it is closed, by their positions.
    pub single_points: Vec<usize>,
    /// The copies that help to open it, by their positions.
    pub useful: Vec<usize>,
}

/// How a wallet or archive stands; `None` when the logbook has none of that name.
pub fn standing(book: &Logbook, name: &str, what_if: &WhatIf) -> Option<Standing> {
    let need = opening::of(book, name, View::Owner)?;
    let thief = opening::of(book, name, View::Thief)?;
    Some(Look { book, need: &need, thief: &thief, what_if }.standing())
}

struct Look<'b> {
    book: &'b Logbook,
    /// What the owner needs.
    need: &'b Need,
    /// What a thief needs.
    thief: &'b Need,
    what_if: &'b WhatIf,
}

impl Look<'_> {
    fn copy(&self, at: usize) -> &Copy {
        &self.book.copies()[at]
    }

    /// Whether the owner has the copy and can count on it.
    fn owned(&self, at: usize) -> bool {
        let copy = self.copy(at);
        self.there(at) && !self.what_if.stolen.contains(&copy.place.text) && copy.counts()
    }

    /// Whether it lies where the logbook says, for whoever comes there: what was never read, or looks bad, may still
    /// be read by a thief.
    fn there(&self, at: usize) -> bool {
        let copy = self.copy(at);
        copy.is_alive() && !self.what_if.lost.contains(&copy.place.text)
    }

    /// Whether somebody else may have it already.
    fn exposed(&self, at: usize) -> bool {
        let copy = self.copy(at);
        copy.state == State::Lost || self.what_if.stolen.contains(&copy.place.text)
    }

    fn opens(&self, has: &dyn Fn(usize) -> bool) -> bool {
        self.need.met(has)
    }

    fn standing(&self) -> Standing {
        let owned = |at: usize| self.owned(at);
        let mut useful = Vec::new();
        self.need.useful(&owned, &mut useful);
        useful.sort_unstable();
        let places = self.places_of(&useful);
        let at = |copy: usize, set: &[usize]| self.lies_at(copy, &places, set);
        let opens = self.opens(&owned);
        let losing = smallest(places.len(), &|gone: &[usize]| {
            !self.opens(&|copy| self.owned(copy) && !at(copy, gone))
        });
        let place_of = |copy: usize| self.book.place(&self.copy(copy).place.text);
        let online = |copy: usize| {
            self.copy(copy).medium == Medium::Cloud
                || place_of(copy).is_some_and(|place| place.online)
        };
        let offsite = |copy: usize| place_of(copy).is_some_and(|place| place.offsite);
        let single_places = match opens {
            true => Self::each_alone(&places, &|gone| {
                !self.opens(&|copy| self.owned(copy) && !at(copy, &[gone]))
            }),
            false => Vec::new(),
        };
        let (thief_needs, openers) = self.thief();
        let mut media: Vec<Medium> = useful
            .iter()
            .map(|at| self.copy(*at))
            .filter(|copy| holds(copy.what))
            .map(|copy| copy.medium)
            .collect();
        media.sort_unstable();
        media.dedup();
        Standing {
            opens,
            copies: self.count(&useful),
            media,
            offsite: self.opens(&|copy| self.owned(copy) && offsite(copy)),
            offline: self.opens(&|copy| self.owned(copy) && !online(copy)),
            may_lose: match (&losing, opens) {
                (_, false) => Some(0),
                (Some(set), true) => Some(set.len() - 1),
                (None, true) => None,
            },
            weakest: losing
                .filter(|_| opens)
                .unwrap_or_default()
                .iter()
                .map(|at| places[*at].clone())
                .collect(),
            single_places,
            openers,
            thief_needs,
            single_points: useful
                .iter()
                .copied()
                .filter(|gone| opens && self.closed_without(&[*gone]))
                .collect(),
            places,
            useful,
        }
    }

    /// The places where these copies lie, in the order of the logbook.
    fn places_of(&self, copies: &[usize]) -> Vec<String> {
        let held = |name: &str| copies.iter().any(|at| self.copy(*at).place.text == name);
        let names = self.book.places().iter().map(|place| place.name.text.as_str());
        names.filter(|name| held(name)).map(str::to_owned).collect()
    }

    fn lies_at(&self, copy: usize, places: &[String], set: &[usize]) -> bool {
        set.iter().any(|place| places[*place] == self.copy(copy).place.text)
    }

    /// The places of which each alone passes.
    fn each_alone(places: &[String], passes: &dyn Fn(usize) -> bool) -> Vec<String> {
        (0..places.len()).filter(|at| passes(*at)).map(|at| places[at].clone()).collect()
    }

    /// So many places a thief must come to, beside what is in other hands, and which of them are enough alone. What
    /// helps a thief is more than what the owner can count on: with a share that was lost, one more place may be enough.
    fn thief(&self) -> (Option<usize>, Vec<String>) {
        if self.thief.met(&|copy| self.exposed(copy)) {
            return (Some(0), Vec::new());
        }
        let mut useful = Vec::new();
        self.thief.useful(&|copy| self.exposed(copy) || self.there(copy), &mut useful);
        useful.retain(|copy| !self.exposed(*copy));
        let places = self.places_of(&useful);
        let enough = |seen: &[usize]| {
            let has = |copy| self.there(copy) && self.lies_at(copy, &places, seen);
            self.thief.met(&|copy| self.exposed(copy) || has(copy))
        };
        let needs = smallest(places.len(), &enough).map(|set| set.len());
        (needs, Self::each_alone(&places, &|place| enough(&[place])))
    }

    fn closed_without(&self, gone: &[usize]) -> bool {
        !self.opens(&|copy| self.owned(copy) && !gone.contains(&copy))
    }

    /// The smallest number of copies whose loss closes it.
    fn count(&self, useful: &[usize]) -> usize {
        if !self.opens(&|copy| self.owned(copy)) {
            return 0;
        }
        let closes = |set: &[usize]| {
            let gone: Vec<usize> = set.iter().map(|at| useful[*at]).collect();
            self.closed_without(&gone)
        };
        let few = (1..=2).find(|size| find(useful.len(), *size, &closes).is_some());
        few.unwrap_or_else(|| self.need.cut(&|copy| self.owned(copy)).max(3))
    }
}

/// Whether a copy holds the thing itself, and not what opens or describes it.
fn holds(what: What) -> bool {
    match what {
        What::Seed
        | What::Share
        | What::Cosigner
        | What::Encrypted
        | What::Archive
        | What::Device => true,
        What::Key | What::KeyShare | What::FilePassphrase | What::Passphrase => false,
        What::Pin | What::Descriptor | What::Letter => false,
    }
}

/// A smallest set of positions below `of`, at least one, that passes.
fn smallest(of: usize, passes: &dyn Fn(&[usize]) -> bool) -> Option<Vec<usize>> {
    let largest = if of <= MANY { of } else { FEW };
    (1..=largest).find_map(|size| find(of, size, passes))
}

/// The first set of this size that passes, in order.
fn find(of: usize, size: usize, passes: &dyn Fn(&[usize]) -> bool) -> Option<Vec<usize>> {
    let mut set: Vec<usize> = (0..size).collect();
    if size > of {
        return None;
    }
    loop {
        if passes(&set) {
            return Some(set);
        }
        // The next set: the last position that can move, moves, and those behind it follow.
        let at = (0..size).rev().find(|at| set[*at] < of - size + at)?;
        set[at] += 1;
        for behind in at + 1..size {
            set[behind] = set[behind - 1] + 1;
        }
    }
}
