//! How a wallet or an archive stands: the numbers of the 3-2-1-1-0 rule, and who can lose or open what.

use super::book::Logbook;
use super::by_place::{Lies, NeedOfPlaces, Places};
use super::copy::Copy;
use super::kinds::{Medium, State, What};
use super::mend::related;
use super::opening::{self, Need, View};
use super::series::Past;
use super::smallest::smallest;

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
    /// Any so many places may be lost; at least so many, where there are too many sets of more to look at each.
    pub may_lose: usize,
    /// A smallest set of places without which it is closed, where that was found.
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
        self.there(at) && !self.what_if.stolen.contains(&copy.place.text) && self.book.counts(at)
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
        let losing = self.losing(&places);
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
                (Ok(set), true) => set.len().saturating_sub(1),
                (Err(any), true) => *any,
            },
            weakest: losing.ok().filter(|_| opens).unwrap_or_default(),
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

    /// At which of these places a copy lies.
    fn place_among(&self, copy: usize, places: &[String]) -> Lies {
        let own = &self.copy(copy).place.text;
        places.iter().position(|name| name == own).map_or(Lies::Nowhere, Lies::At)
    }

    /// A smallest set of places without which it is closed.
    ///
    /// # Errors
    /// It is open without any so many of them, and there are too many sets of more.
    fn losing(&self, places: &[String]) -> Result<Vec<String>, usize> {
        let lies = |at: usize| match self.owned(at) {
            true => self.place_among(at, places),
            false => Lies::Nowhere,
        };
        let need = NeedOfPlaces::new(self.need, places.len(), &lies);
        let closed = |set: &[usize]| !need.met(&Places::but(places.len(), set));
        let set = smallest(&need, places.len(), &closed)?.ok_or(places.len())?;
        Ok(set.iter().map(|at| places[*at].clone()).collect())
    }

    /// So many places a thief must come to, beside what is in other hands, and which of them are enough alone. What
    /// helps a thief is more than what the owner can count on: with a share that was lost, one more place may be enough.
    fn thief(&self) -> (Option<usize>, Option<usize>, Vec<String>) {
        if self.thief.met(&|copy| self.exposed(copy)) {
            return (Some(0), None, Vec::new());
        }
        let mut useful = Vec::new();
        self.thief.useful(&|copy| self.exposed(copy) || self.there(copy), &mut useful);
        useful.retain(|at| !self.exposed(*at));
        let places = self.places_of(&useful);
        let lies = |at: usize| match (self.exposed(at), self.there(at)) {
            (true, _) => Lies::There,
            (false, true) => self.place_among(at, &places),
            (false, false) => Lies::Nowhere,
        };
        let need = NeedOfPlaces::new(self.thief, places.len(), &lies);
        let enough = |seen: &[usize]| need.met(&Places::of(places.len(), seen.iter().copied()));
        let every: Vec<usize> = (0..places.len()).collect();
        let (needs, least) = match smallest(&need, places.len(), &enough) {
            Ok(set) => (set.map(|set| set.len()), None),
            Err(looked_at) => (None, enough(&every).then_some(looked_at + 1)),
        };
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
