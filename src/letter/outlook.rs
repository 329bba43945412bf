//! The one-place test: who gets in with one place, and who is locked out without one.

use super::Letter;
use crate::logbook::{Places, Unnumbered};

/// How a wallet opens, as the heirs are told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way<'l> {
    /// Nothing that is listed opens it.
    None,
    /// What lies at any so many of these places.
    Any {
        /// How many of them.
        needed: usize,
        /// The places.
        of: Vec<&'l str>,
    },
    /// What lies at all places of one of these sets.
    Sets(Vec<Vec<&'l str>>),
}

/// What is left of a wallet when a place is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone<'l> {
    /// The place.
    pub place: &'l str,
    /// The wallets that still open.
    pub open: Vec<&'l str>,
    /// The wallets that do not.
    pub lost: Vec<&'l str>,
}

impl Letter {
    /// The wallets of the owner's own, by position and name.
    pub(super) fn own(&self) -> impl Iterator<Item = (usize, &str)> {
        let own = self.answers().assets.iter().enumerate().filter(|(_, asset)| asset.at.is_none());
        own.map(|(at, asset)| (at, asset.name.text.as_str()))
    }

    fn names(&self, places: Places) -> Vec<&str> {
        let names = self.answers().place_names();
        places.positions().filter_map(|at| names.get(at).copied()).collect()
    }

    /// How each wallet of the owner's own opens.
    pub fn ways(&self) -> Vec<(&str, Way<'_>)> {
        self.own().map(|(at, name)| (name, self.way(at))).collect()
    }

    fn way(&self, wallet: usize) -> Way<'_> {
        let ways = self.access.ways(wallet);
        let Some(first) = ways.first() else { return Way::None };
        let all = ways.iter().flat_map(|way| way.positions()).fold(Places::NONE, Places::with);
        let (needed, of) = (first.count(), all.count());
        if ways.iter().all(|way| way.count() == needed) && ways.len() == choose(of, needed) {
            return Way::Any { needed, of: self.names(all) };
        }
        Way::Sets(ways.into_iter().map(|way| self.names(way)).collect())
    }

    /// What each place is worth: the burglar's side.
    pub(super) fn enough_alone(&self, wallet: usize) -> Vec<&str> {
        let places = self.access.enough_alone(wallet).into_iter().fold(Places::NONE, Places::with);
        self.names(places)
    }

    /// Whether a wallet can be opened for certain with everything that is listed.
    pub(super) fn opens_at_all(&self, wallet: usize) -> bool {
        self.access.survives(wallet, Places::NONE)
    }

    /// Whether a wallet may open with everything that is listed, were each part another one.
    pub(super) fn may_open(&self, wallet: usize) -> bool {
        self.access.may_open(wallet)
    }

    /// Whether several parts of a wallet are needed, and of one nothing says which it is.
    pub(super) fn has_unnumbered(&self, wallet: usize) -> bool {
        self.access.has_unnumbered(wallet)
    }

    /// What is left when each place is gone: the heir's side. Wallets that never open are left out.
    pub fn without_each_place(&self) -> Vec<Gone<'_>> {
        let names = self.answers().place_names();
        let own: Vec<(usize, &str)> = self.own().filter(|(at, _)| self.opens_at_all(*at)).collect();
        let gone = |(at, place)| {
            let survives =
                |(wallet, _): &&(usize, &str)| self.access.survives(*wallet, Places::one(at));
            let open: Vec<&str> = own.iter().filter(survives).map(|(_, name)| *name).collect();
            let lost = own.iter().filter(|one| !survives(one)).map(|(_, name)| *name).collect();
            Gone { place, open, lost }
        };
        let holds_something =
            |(at, _): &(usize, &str)| self.access.holdings.iter().any(|one| one.place == *at);
        let told = names.into_iter().enumerate().filter(|_| !own.is_empty());
        told.filter(holds_something).map(gone).collect()
    }

    /// Everybody who can open a place, each name once.
    pub(super) fn people(&self) -> Vec<&str> {
        let mut people: Vec<&str> = Vec::new();
        for person in self.answers().places.iter().flat_map(|place| &place.opened_by) {
            if !people.contains(&person.text.as_str()) {
                people.push(&person.text);
            }
        }
        people
    }

    /// Whether a person alone can spend from a wallet with the places that they can open.
    pub(super) fn opens_alone(&self, person: &str, wallet: usize) -> bool {
        let theirs = self.opened_by_person(person, Others::MayOpenItToo);
        self.access.opens(wallet, theirs, Unnumbered::Different)
    }

    /// Whether a wallet still opens when a person is gone, and with them the places that only they can open.
    pub(super) fn survives_person(&self, person: &str, wallet: usize) -> bool {
        self.access.survives(wallet, self.opened_by_person(person, Others::Cannot))
    }

    fn opened_by_person(&self, person: &str, others: Others) -> Places {
        let names = self.answers().place_names();
        let opens = |place: &&str| {
            let people = self.opened_by(place);
            let theirs = people.iter().any(|one| one.text == person);
            theirs && (people.len() == 1 || others == Others::MayOpenItToo)
        };
        let found = names.iter().enumerate().filter(|(_, place)| opens(place));
        found.map(|(at, _)| at).fold(Places::NONE, Places::with)
    }
}

/// Whether places that others can open as well are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    MayOpenItToo,
    Cannot,
}

/// How many ways there are to take `few` of `all`.
fn choose(all: usize, few: usize) -> usize {
    (0..few).fold(1, |ways, at| ways * (all - at) / (at + 1))
}
