//! The smallest changes that mend a rule: copies moved, made once more or destroyed, tried out on what the logbook says.

use super::answers::Said;
use super::archive::Place;
use super::book::Logbook;
use super::copy::{Copy, Drill};
use super::entries::Entries;
use super::kinds::{How, Medium, State, What};
use super::review::{COPIES_OF_PARTS, Remark, Reviewed, Rule, is_parted};
use super::standing::{Standing, WhatIf, standing};
use std::collections::HashSet;

/// One change. A copy that is moved, or made once more, comes to a place where nothing else lies; `copy` is its position
/// in [`Logbook::copies`], `away` says that the new place is away from home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// This copy goes elsewhere.
    Move {
        /// The copy.
        copy: usize,
        /// Whether the place is away from home.
        away: bool,
    },
    /// The same thing once more.
    Again {
        /// The copy that is there.
        copy: usize,
        /// On what the other one is.
        medium: Medium,
        /// Whether the place is away from home.
        away: bool,
    },
    /// This copy is destroyed.
    Destroy {
        /// The copy.
        copy: usize,
    },
    /// The words of a device, of which the logbook has no other copy.
    Words {
        /// The device.
        copy: usize,
        /// On what they are.
        medium: Medium,
        /// Whether the place is away from home.
        away: bool,
    },
}

/// So many changes are tried out two and two; more are tried in order.
const PAIRS: usize = 12;
/// So many changes are tried out at all.
const MOST: usize = 40;

/// The fewest changes that mend what is not met, and make nothing else worse; nothing where none were found.
pub fn mend(book: &Logbook, reviewed: &Reviewed, remark: &Remark, what_if: &WhatIf) -> Vec<Mend> {
    let trial = Trial::of(book, reviewed, remark, what_if);
    let all = trial.candidates();
    let one = all.iter().find(|one| trial.mends(&[**one]));
    if let Some(one) = one {
        return vec![*one];
    }
    let few = &all[..all.len().min(PAIRS)];
    let mut pairs =
        few.iter().enumerate().flat_map(|(at, a)| few[at + 1..].iter().map(move |b| [*a, *b]));
    if let Some(pair) = pairs.find(|pair| trial.mends(pair)) {
        return pair.to_vec();
    }
    let Some(enough) = (3..=all.len()).find(|count| trial.mends(&all[..*count])) else {
        return Vec::new();
    };
    let mut chosen = all[..enough].to_vec();
    for one in &all[..enough] {
        let without: Vec<Mend> = chosen.iter().copied().filter(|other| other != one).collect();
        if trial.mends(&without) {
            chosen = without;
        }
    }
    chosen
}

/// What the logbook says of one thing, to be changed at will.
struct Trial<'b> {
    book: &'b Logbook,
    reviewed: &'b Reviewed,
    remark: &'b Remark,
    what_if: &'b WhatIf,
    /// What opens the thing, and nothing else.
    said: Entries,
    /// The position in the logbook of each copy in `said`.
    kept: Vec<usize>,
}

impl<'b> Trial<'b> {
    fn of(
        book: &'b Logbook,
        reviewed: &'b Reviewed,
        remark: &'b Remark,
        what_if: &'b WhatIf,
    ) -> Self {
        let (said, kept) = alone(book, &reviewed.name);
        Self { book, reviewed, remark, what_if, said, kept }
    }

    fn copy(&self, at: usize) -> &Copy {
        &self.book.copies()[at]
    }

    fn is_offsite(&self, at: usize) -> bool {
        self.book.place(&self.copy(at).place.text).is_some_and(|place| place.offsite)
    }

    /// What may mend it, the simplest first.
    fn candidates(&self) -> Vec<Mend> {
        // What is to go is not made once more.
        let older: Vec<&Copy> = self
            .book
            .older_sets(&self.reviewed.name)
            .into_iter()
            .flat_map(|set| set.sheets)
            .collect();
        let useful = self.reviewed.standing.useful.iter().copied();
        // Nor what is one of several of which nobody knows what opens it: one more is one more that is needed.
        let sure = |at: &usize| {
            let copy = self.copy(*at);
            !copy.what.has_lock() || self.book.opens_unknown(&copy.of.text).is_empty()
        };
        let useful = &useful.filter(|at| !older.contains(&self.copy(*at))).collect::<Vec<_>>();
        let there = |at: &usize| self.remark.places.contains(&self.copy(*at).place.text);
        // What is on the computer of somebody else is sent elsewhere, and not carried.
        let carried = || useful.iter().copied().filter(|at| self.copy(*at).medium != Medium::Cloud);
        let moved = |copy| Mend::Move { copy, away: self.is_offsite(copy) };
        let again = |away: bool| {
            let media = move |at: &usize| {
                self.media(*at).into_iter().map(move |medium| (*at, medium)).collect::<Vec<_>>()
            };
            let all = useful.iter().filter(|at| sure(at)).flat_map(media);
            all.map(move |(copy, medium)| Mend::Again { copy, medium, away })
        };
        let words = |away: bool| {
            let devices = useful.iter().copied().filter(|at| self.has_no_words(*at));
            devices.map(move |copy| Mend::Words { copy, medium: Medium::Paper, away })
        };
        let more = |away: bool| again(away).chain(words(away));
        let mut all: Vec<Mend> = match self.remark.rule {
            Rule::PlaceNeeded => carried().filter(there).map(moved).chain(more(false)).collect(),
            Rule::PlaceOpens => {
                let whole = useful.iter().copied().filter(|at| self.copy(*at).what == What::Seed);
                let whole = whole.filter(there).map(|copy| Mend::Destroy { copy });
                carried().filter(there).map(moved).chain(whole).collect()
            }
            Rule::TooFewCopies | Rule::OneMedium | Rule::NothingOffline => more(false).collect(),
            Rule::NothingOffsite => {
                let at_home = carried().filter(|at| !self.is_offsite(*at));
                at_home.map(|copy| Mend::Move { copy, away: true }).chain(more(true)).collect()
            }
            _ => Vec::new(),
        };
        all.truncate(MOST);
        all
    }

    /// Whether it is a device whose words the owner has nowhere else.
    fn has_no_words(&self, at: usize) -> bool {
        let words = |copy: &Copy| copy.what.has_words() && copy.of == self.copy(at).of;
        let mut others = self.reviewed.standing.useful.iter().map(|at| self.copy(*at));
        self.copy(at).what == What::Device && !others.any(words)
    }

    /// On what another one of a copy may be, the best first.
    fn media(&self, at: usize) -> Vec<Medium> {
        let has = |medium: Medium| self.reviewed.standing.media.contains(&medium);
        match self.copy(at).what {
            What::Seed | What::Share | What::Cosigner => {
                match has(Medium::Paper) && !has(Medium::Steel) {
                    true => vec![Medium::Steel, Medium::Paper],
                    false => vec![Medium::Paper, Medium::Steel],
                }
            }
            What::Archive => vec![Medium::Usb, Medium::Cloud],
            What::Key | What::Encrypted => vec![Medium::Paper, Medium::Usb],
            // Another device has a PIN of its own.
            What::Device => Vec::new(),
            _ => vec![Medium::Paper],
        }
    }

    /// Whether the changes mend it, and nothing else is worse than before.
    fn mends(&self, changes: &[Mend]) -> bool {
        let (before, Some(after)) = (&self.reviewed.standing, self.after(changes)) else {
            return false;
        };
        let mended = match self.remark.rule {
            Rule::PlaceNeeded => {
                self.remark.places.iter().all(|place| !after.single_places.contains(place))
            }
            Rule::PlaceOpens => after.thief_needs != Some(1),
            Rule::TooFewCopies => after.copies > before.copies,
            Rule::OneMedium => after.media.len() > before.media.len(),
            Rule::NothingOffsite => after.offsite,
            Rule::NothingOffline => after.offline,
            _ => false,
        };
        // A thief who needs nothing, or one place, cannot be helped by much.
        let thief = |standing: &Standing| standing.thief_needs.unwrap_or(2).min(2);
        // Where a thief needs two places, fewer copies are wanted.
        let wanted = match self.remark.rule {
            Rule::PlaceOpens => COPIES_OF_PARTS,
            _ => self.reviewed.wanted,
        };
        // Whoever finds the words needs no PIN. That is worse only where it was made of parts.
        let by_words = changes.iter().any(|change| matches!(change, Mend::Words { .. }))
            && !is_parted(self.book, &self.reviewed.name, &self.reviewed.copies);
        mended
            && after.opens
            && after.single_places.len() <= before.single_places.len()
            && after.offsite >= before.offsite
            && after.offline >= before.offline
            && (by_words || thief(&after) >= thief(before))
            && after.copies.min(wanted) >= before.copies.min(wanted)
    }

    fn after(&self, changes: &[Mend]) -> Option<Standing> {
        let mut said = self.said.clone();
        for (number, change) in changes.iter().enumerate() {
            // No name of a place has a line end.
            let place = Said::new(format!("\n{number}"));
            let at = |copy: usize| self.kept.iter().position(|kept| *kept == copy);
            let read = Drill { how: How::Read, pass: true, ..Drill::default() };
            let (mut offsite, mut online) = (false, false);
            match *change {
                Mend::Move { copy, away } => {
                    let copy = &mut said.copies[at(copy)?];
                    copy.place = place.clone();
                    copy.moved = None;
                    copy.drills.push(read);
                    offsite = away;
                }
                Mend::Again { copy, medium, away } => {
                    let again = Copy {
                        place: place.clone(),
                        medium,
                        moved: None,
                        drills: vec![read],
                        ..said.copies[at(copy)?].clone()
                    };
                    said.copies.push(again);
                    online = medium == Medium::Cloud;
                    offsite = away || online;
                }
                Mend::Words { copy, medium, away } => {
                    let of = said.copies[at(copy)?].of.clone();
                    let place = place.clone();
                    said.copies.push(Copy { of, medium, place, ..Copy::default() });
                    offsite = away;
                }
                Mend::Destroy { copy } => said.copies[at(copy)?].state = State::Destroyed,
            }
            said.places.push(Place { name: place, offsite, online });
        }
        standing(&Logbook::supposed(said), &self.reviewed.name, self.what_if)
    }
}

/// What the logbook says of a thing and of all that opens it, and the position in the logbook of each copy.
pub(super) fn alone(book: &Logbook, name: &str) -> (Entries, Vec<usize>) {
    let names = related(book, name);
    let copies = book.copies().iter().enumerate();
    let (kept, copies): (Vec<usize>, Vec<Copy>) = copies
        .filter(|(_, copy)| names.contains(copy.of.text.as_str()))
        .map(|(at, copy)| (at, without_what_passed(book, at, copy)))
        .unzip();
    let archives = book.archives().iter().filter(|one| names.contains(one.name.text.as_str()));
    let said = Entries {
        places: book.places().to_vec(),
        wallets: book.wallets().to_vec(),
        keys: book
            .keys()
            .iter()
            .filter(|key| names.contains(key.name.text.as_str()))
            .cloned()
            .collect(),
        archives: archives.map(|one| one.without_files()).collect(),
        copies,
        plan: None,
    };
    (said, kept)
}

/// A copy, as it counts without the archives that passed it over: out of reach, until it is read again.
fn without_what_passed(book: &Logbook, at: usize, copy: &Copy) -> Copy {
    let mut copy = copy.clone();
    if book.is_passed_over(at) {
        let on = copy.drills.last().map(|drill| drill.on.clone()).unwrap_or_default();
        copy.drills.push(Drill { on, how: How::Reach, ..Drill::default() });
    }
    copy
}

/// The names of a thing and of all that opens it.
pub(super) fn related<'b>(book: &'b Logbook, name: &'b str) -> HashSet<&'b str> {
    let mut names = HashSet::from([name]);
    loop {
        let before = names.len();
        let wallets = book.wallets().iter().filter(|one| names.contains(one.name.text.as_str()));
        let keys: Vec<&str> =
            wallets.flat_map(|one| &one.keys).map(|key| key.text.as_str()).collect();
        names.extend(keys);
        if names.len() == before {
            break;
        }
    }
    let holds = |wallets: &[Said]| wallets.iter().any(|one| names.contains(one.text.as_str()));
    let archives = book.archives().iter();
    let archives: Vec<_> =
        archives.filter(|one| one.name.text == name || holds(&one.wallets)).collect();
    let opens = |key: &&super::BookKey| archives.iter().any(|archive| key.opens(archive));
    let keys = book.keys().iter().filter(opens).map(|key| key.name.text.as_str());
    let archives = archives.iter().map(|one| one.name.text.as_str());
    let both: Vec<&str> = archives.chain(keys).collect();
    names.extend(both);
    names
}
