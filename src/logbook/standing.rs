//! How a wallet or an archive stands: the numbers of the 3-2-1-1-0 rule, and who can lose or open what.

use super::book::Logbook;
use super::copy::Copy;
use super::kinds::{Medium, State, What};
use super::mend::related;
use super::opening::{self, Need, View};
use super::series::Past;

/// Up to so many places every set of them is looked at.
const MANY: usize = 16;
/// The largest sets that are looked at among more places.
const FEW: usize = 4;
/// Up to so many places sets of [`FEW`] are looked at for a thief, then ever smaller ones: it takes the more time.
const OF_FEW: [(usize, usize); 3] = [(40, FEW), (80, 3), (400, 2)];

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
    /// Any so many places may be lost; at least so many, where more than 16 hold something.
    pub may_lose: usize,
    /// A smallest set of places without which it is closed.
    pub weakest: Vec<String>,
    /// The places without each of which it is closed.
    pub single_places: Vec<String>,
    /// The places each of which is enough for a thief, with what is lost or stolen already.
    pub openers: Vec<String>,
    /// A thief needs so many places beside what is lost or stolen already; `None` when all of them are not enough,
    /// or `thief_least` is known only.
    pub thief_needs: Option<usize>,
    /// Where very many places hold something: a thief needs at least so many, and larger sets were not looked at.
    pub thief_least: Option<usize>,
    /// Copies without each of which it is closed, by their positions.
    pub single_points: Vec<usize>,
    /// The copies that help to open it, by their positions.
    pub useful: Vec<usize>,
}

/// How a wallet or archive stands; `None` when the logbook has none of that name.
pub fn standing(book: &Logbook, name: &str, what_if: &WhatIf) -> Option<Standing> {
    let need = opening::of(book, name, View::Owner)?;
    let thief = opening::of(book, name, View::Thief)?;
    Some(of_needs(book, &need, &thief, what_if))
}

/// How what is needed of something stands by itself; `thief` is what somebody else needs of it.
pub(super) fn of_needs(book: &Logbook, need: &Need, thief: &Need, what_if: &WhatIf) -> Standing {
    Look { book, need, thief, what_if }.standing()
}

/// The wallets and archives that opened before a change to copies of `of`, and do not open after it.
pub fn closed_by(before: &Logbook, after: &Logbook, of: &[String]) -> Vec<String> {
    let past = Past::of(before);
    let wallets = before.wallets().iter().map(|wallet| wallet.name.text.as_str());
    let archives = before.archives().iter().map(|archive| archive.name.text.as_str());
    let archives = archives.filter(|name| !past.has_archive(before, name));
    let touched = |name: &&str| {
        let names = related(before, name);
        of.iter().any(|of| names.contains(of.as_str()))
    };
    let opens = |book: &Logbook, name: &str| {
        standing(book, name, &WhatIf::default()).is_some_and(|standing| standing.opens)
    };
    let closed = wallets.chain(archives).filter(touched);
    closed.filter(|name| opens(before, name) && !opens(after, name)).map(str::to_owned).collect()
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
        useful.dedup();
        let places = self.places_of(&useful);
        let way = self.need.way(&owned);
        let opens = way.is_some();
        let way = way.unwrap_or_default();
        let losing = self.losing(&useful, &places);
        let place_of = |copy: usize| self.book.place(&self.copy(copy).place.text);
        let online = |copy: usize| {
            self.copy(copy).medium == Medium::Cloud
                || place_of(copy).is_some_and(|place| place.online)
        };
        let offsite = |copy: usize| place_of(copy).is_some_and(|place| place.offsite);
        // What it cannot do without is part of each way.
        let mut single_points: Vec<usize> =
            way.iter().copied().filter(|gone| self.closed_without(&[*gone])).collect();
        single_points.sort_unstable();
        single_points.dedup();
        let single_places = self.places_of(&way);
        let single_places = single_places
            .into_iter()
            .filter(|place| self.closed_without_places(&[place]))
            .collect();
        let (thief_needs, thief_least, openers) = self.thief();
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
            copies: if opens { self.count() } else { 0 },
            media,
            offsite: self.opens(&|copy| self.owned(copy) && offsite(copy)),
            offline: self.opens(&|copy| self.owned(copy) && !online(copy)),
            may_lose: match (&losing, opens) {
                (_, false) => 0,
                (Some(set), true) => set.len().saturating_sub(1),
                (None, true) => FEW,
            },
            weakest: losing.filter(|_| opens).unwrap_or_default(),
            single_places,
            openers,
            thief_needs,
            thief_least,
            single_points,
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

    /// Of each of these copies at which of these places it lies, by its number; nothing for any other copy.
    fn lying(&self, copies: &[usize], places: &[String]) -> Vec<Option<usize>> {
        let mut lying = vec![None; self.book.copies().len()];
        for at in copies {
            lying[*at] = places.iter().position(|name| *name == self.copy(*at).place.text);
        }
        lying
    }

    /// A smallest set of places without which it is closed; `None` where sets of that size were not looked at.
    fn losing(&self, useful: &[usize], places: &[String]) -> Option<Vec<String>> {
        if places.len() <= MANY {
            // What is not useful with all that is there is not useful with less.
            let lying = self.lying(useful, places);
            let left = |set: &[usize], at: usize| lying[at].is_some_and(|own| !set.contains(&own));
            let closed = |set: &[usize]| !self.opens(&|at| left(set, at));
            let set = smallest(places.len(), MANY, &closed)?;
            return Some(set.iter().map(|at| places[*at].clone()).collect());
        }
        (1..=FEW).find_map(|most| self.losing_within(most, &mut Vec::new()))
    }

    /// At most so many places beside those that are gone, without which it is closed: one of each way must be among them.
    fn losing_within(&self, most: usize, gone: &mut Vec<String>) -> Option<Vec<String>> {
        let there = |copy: usize| self.owned(copy) && !gone.contains(&self.copy(copy).place.text);
        let Some(way) = self.need.way(&there) else { return Some(gone.clone()) };
        if most == 0 {
            return None;
        }
        for place in self.places_of(&way) {
            gone.push(place);
            let found = self.losing_within(most - 1, gone);
            if found.is_some() {
                return found;
            }
            gone.pop();
        }
        None
    }

    /// So many places a thief must come to, beside what is in other hands, and which of them are enough alone. What
    /// helps a thief is more than what the owner can count on: with a share that was lost, one more place may be enough.
    fn thief(&self) -> (Option<usize>, Option<usize>, Vec<String>) {
        if self.thief.met(&|copy| self.exposed(copy)) {
            return (Some(0), None, Vec::new());
        }
        let mut useful = Vec::new();
        self.thief.useful(&|copy| self.exposed(copy) || self.there(copy), &mut useful);
        let mut exposed = vec![false; self.book.copies().len()];
        useful.iter().for_each(|at| exposed[*at] = self.exposed(*at));
        useful.retain(|at| !exposed[*at]);
        let places = self.places_of(&useful);
        let lying = self.lying(&useful, &places);
        let enough = |seen: &[usize]| {
            let has = |at: usize| lying[at].is_some_and(|own| seen.contains(&own));
            self.thief.met(&|at| exposed[at] || has(at))
        };
        let few = OF_FEW.iter().find(|(of, _)| places.len() <= *of).map_or(1, |(_, few)| *few);
        let largest = if places.len() <= MANY { MANY } else { few };
        let needs = smallest(places.len(), largest, &enough).map(|set| set.len());
        let every: Vec<usize> = (0..places.len()).collect();
        let least = (needs.is_none() && enough(&every)).then_some(largest + 1);
        let alone = every.iter().filter(|place| enough(&[**place]));
        (needs, least, alone.map(|place| places[*place].clone()).collect())
    }

    fn closed_without_places(&self, gone: &[&str]) -> bool {
        !self.opens(&|copy| self.owned(copy) && !gone.contains(&&*self.copy(copy).place.text))
    }

    fn closed_without(&self, gone: &[usize]) -> bool {
        !self.opens(&|copy| self.owned(copy) && !gone.contains(&copy))
    }

    /// The smallest number of copies whose loss closes it.
    fn count(&self) -> usize {
        let few = (1..=2).find(|most| self.closes_within(*most, &mut Vec::new()));
        few.unwrap_or_else(|| self.need.cut(&|copy| self.owned(copy)).max(3))
    }

    /// Whether it is closed without at most so many copies beside those that are gone: one of each way must be among them.
    fn closes_within(&self, most: usize, gone: &mut Vec<usize>) -> bool {
        let way = self.need.way(&|copy| self.owned(copy) && !gone.contains(&copy));
        let Some(way) = way else { return true };
        most > 0
            && way.into_iter().any(|copy| {
                gone.push(copy);
                let closes = self.closes_within(most - 1, gone);
                gone.pop();
                closes
            })
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

/// A smallest set of positions below `of`, from one to `largest` of them, that passes.
fn smallest(of: usize, largest: usize, passes: &dyn Fn(&[usize]) -> bool) -> Option<Vec<usize>> {
    (1..=largest.min(of)).find_map(|size| find(of, size, passes))
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
