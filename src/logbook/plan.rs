//! A plan: from five answers one recommendation with its reasons, and a checklist that the logbook keeps.

use super::LogbookError;
use super::answers::Said;
use super::copy::Copy;
use super::document::Part as Table;
use super::edit::{Line, quoted};
use super::kinds::{Medium, What};
use super::{Logbook, Quorum};
use std::collections::{HashMap, HashSet};

/// How much is at stake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stake {
    /// It would be a pity.
    Little,
    /// It would hurt.
    Savings,
    /// It would change a life.
    Most,
}

/// Who must get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The owner alone, while alive.
    Me,
    /// Heirs as well.
    Heirs,
    /// Several people, none of them alone.
    Together,
}

/// Which devices are at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Devices {
    /// None that holds seeds.
    None,
    /// One hardware wallet.
    One,
    /// Several hardware wallets, of different makers.
    Several,
}

/// The five answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// How much is at stake.
    pub stake: Stake,
    /// Who must get in.
    pub who: Who,
    /// How many places the owner can use, theirs included.
    pub places: u8,
    /// Which devices.
    pub devices: Devices,
    /// How many trusted people are near enough to hold something.
    pub near: u8,
}

/// What is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Whole copies.
    Whole,
    /// Shares, any two of three.
    Shares,
    /// A wallet with three keys, any two of which sign.
    Keys,
}

/// Why it is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Two whole copies are what most people can keep and heirs can use.
    Simple,
    /// One fire must not reach both.
    TwoPlaces,
    /// Only one place is there: a second one is the first thing to find.
    PlaceWanted,
    /// Paper and steel do not fail of the same cause.
    TwoMedia,
    /// Shares would cost more than they bring here.
    NoShares,
    /// Shares are for several people, and only the owner must get in.
    OnlyMe,
    /// Several people want to act only together, and with whole copies each can alone.
    AloneAfterAll,
    /// Nobody may be able to spend with what lies at one place.
    NotOnePlace,
    /// Several people are to act together, with devices of their own.
    KeysOfTheirOwn,
    /// The device in use is the third copy, when its PIN is written down.
    DeviceCounts,
    /// Whoever comes after needs to know that there is something.
    Letter,
}

/// One thing of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// What it is.
    pub what: What,
    /// On what.
    pub medium: Medium,
    /// Whether it belongs away from home.
    pub offsite: bool,
    /// Of shares and keys: how many of how many.
    pub scheme: Option<Quorum>,
    /// How many such things.
    pub count: u8,
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What.
    pub scheme: Scheme,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The checklist.
    pub plan: Plan,
}

/// What the logbook keeps of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The wallet for which it was made, by its name.
    pub of: Option<Said>,
    /// The day it was made.
    pub made: Option<String>,
    /// A wallet is to stand like so many whole copies.
    pub copies: u8,
    /// The checklist.
    pub steps: Vec<PlanStep>,
}

const TWO_OF_THREE: Quorum = Quorum { needed: 2, of: 3 };

/// The recommendation for a situation. Shares come only where they earn their keep: much is at stake, or none is to act
/// alone, three places are there, and two people can hold what they cannot use alone.
pub fn advise(situation: Situation, on: &str) -> Advice {
    let Situation { stake, who, places, devices, near } = situation;
    let step =
        |what, medium, offsite, count| PlanStep { what, medium, offsite, scheme: None, count };
    let of_three = |what, medium, offsite, count| PlanStep {
        scheme: Some(TWO_OF_THREE),
        ..step(what, medium, offsite, count)
    };
    let much = (stake == Stake::Most || who == Who::Together) && places >= 3;
    let scheme = match (who, devices) {
        (Who::Together, Devices::Several) if much => Scheme::Keys,
        _ if much && near >= 2 && who != Who::Me => Scheme::Shares,
        _ => Scheme::Whole,
    };
    let mut reasons = Vec::new();
    let mut steps = match scheme {
        Scheme::Whole => {
            reasons.extend([Reason::Simple, Reason::TwoMedia]);
            reasons.push(if places < 2 { Reason::PlaceWanted } else { Reason::TwoPlaces });
            match (stake, who) {
                (Stake::Most, Who::Me) => reasons.push(Reason::OnlyMe),
                (Stake::Most, _) | (_, Who::Together) => reasons.push(Reason::NoShares),
                _ => {}
            }
            if who == Who::Together {
                reasons.push(Reason::AloneAfterAll);
            }
            vec![
                step(What::Seed, Medium::Paper, false, 1),
                step(What::Seed, Medium::Steel, true, 1),
            ]
        }
        Scheme::Shares => {
            reasons.extend([Reason::NotOnePlace, Reason::TwoPlaces, Reason::TwoMedia]);
            vec![
                of_three(What::Share, Medium::Steel, false, 1),
                of_three(What::Share, Medium::Paper, true, 2),
            ]
        }
        Scheme::Keys => {
            reasons.extend([Reason::KeysOfTheirOwn, Reason::NotOnePlace, Reason::TwoMedia]);
            vec![
                of_three(What::Cosigner, Medium::Paper, false, 1),
                of_three(What::Cosigner, Medium::Steel, true, 2),
                step(What::Descriptor, Medium::Paper, false, 1),
                step(What::Descriptor, Medium::Paper, true, 2),
            ]
        }
    };
    let mut copies = 2;
    if scheme == Scheme::Whole && devices != Devices::None {
        reasons.push(Reason::DeviceCounts);
        steps.push(step(What::Device, Medium::Device, false, 1));
        steps.push(step(What::Pin, Medium::Paper, true, 1));
        copies = 3;
    }
    reasons.push(Reason::Letter);
    steps.push(step(What::Letter, Medium::Paper, false, 1));
    Advice { scheme, reasons, plan: Plan { of: None, made: Some(on.to_owned()), copies, steps } }
}

impl Plan {
    /// The one wallet for which it is followed: the one that it names, or else the one for which least is missing, the
    /// first of several. Wallets for practice are none.
    pub fn follows<'b>(&self, book: &'b Logbook) -> Option<&'b str> {
        if let Some(of) = &self.of {
            return book.wallet(&of.text).map(|wallet| wallet.name.text.as_str());
        }
        let missing = |wallet: &&str| {
            self.missing_of(book, Some(wallet))
                .iter()
                .map(|(_, count)| u32::from(*count))
                .sum::<u32>()
        };
        let wallets = book.wallets().iter().filter(|wallet| !wallet.practice);
        wallets.map(|wallet| wallet.name.text.as_str()).min_by_key(missing)
    }

    /// How many things of each step are missing in a logbook, in the order of the steps, for the wallet that it
    /// [`follows`](Self::follows). Things of one kind each have a place of their own.
    pub fn missing(&self, book: &Logbook) -> Vec<(&PlanStep, u8)> {
        self.missing_of(book, self.follows(book))
    }

    fn missing_of(&self, book: &Logbook, wallet: Option<&str>) -> Vec<(&PlanStep, u8)> {
        let mut slots: Vec<usize> = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            slots.extend(std::iter::repeat_n(at, usize::from(step.count)));
        }
        // The steps that ask for more choose first.
        slots.sort_by_key(|at| {
            let step = &self.steps[*at];
            (!step.offsite, step.medium == Medium::Paper)
        });
        let fitting = |step: &PlanStep| {
            let fits = book.copies().iter().filter(move |copy| step.fits(book, wallet, copy));
            let mut spots: Vec<(What, &str)> =
                fits.map(|copy| (step.what, copy.place.text.as_str())).collect();
            spots.sort_unstable_by_key(|(_, place)| *place);
            spots.dedup();
            spots
        };
        let fitting: Vec<Vec<(What, &str)>> =
            slots.iter().map(|at| fitting(&self.steps[*at])).collect();
        let mut taken: HashMap<(What, &str), usize> = HashMap::new();
        let mut missing = vec![0_u8; self.steps.len()];
        for slot in 0..slots.len() {
            if !seat(slot, &fitting, &mut taken, &mut HashSet::new()) {
                missing[slots[slot]] += 1;
            }
        }
        self.steps.iter().zip(missing).filter(|(_, missing)| *missing > 0).collect()
    }

    pub(super) fn read(table: &Table<'_>) -> Result<Self, LogbookError> {
        let number = "a whole number from 1 to 9";
        let copies = table.must("copies", table.number("copies", 9, number)?)?;
        if copies == 0 {
            return Err(table.refuse("copies", number));
        }
        Ok(Self {
            of: table.said("of")?,
            made: table.day("made")?,
            copies: u8::try_from(copies).unwrap_or(u8::MAX),
            steps: table.entries("step")?.iter().map(PlanStep::read).collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        vec![
            ("of", self.of.as_ref().map(|of| quoted(&of.text))),
            ("made", self.made.clone()),
            ("copies", Some(self.copies.to_string())),
        ]
    }
}

/// Finds a spot for a slot; another slot that has it goes to another of its own spots.
fn seat<'s>(
    slot: usize,
    fitting: &[Vec<(What, &'s str)>],
    taken: &mut HashMap<(What, &'s str), usize>,
    tried: &mut HashSet<(What, &'s str)>,
) -> bool {
    fitting[slot].iter().any(|spot| {
        if !tried.insert(*spot) {
            return false;
        }
        let free = match taken.get(spot) {
            None => true,
            Some(other) => seat(*other, fitting, taken, tried),
        };
        if free {
            taken.insert(*spot, slot);
        }
        free
    })
}

impl PlanStep {
    /// Whether a copy is what the step asks for. What is kept farther away, or on harder stuff, is as good.
    fn fits(&self, book: &Logbook, wallet: Option<&str>, copy: &Copy) -> bool {
        let offsite = book.place(&copy.place.text).is_some_and(|place| place.offsite);
        let of_it = copy.what == What::Letter || Some(copy.of.text.as_str()) == wallet;
        copy.is_alive()
            && of_it
            && copy.what == self.what
            && (offsite || !self.offsite)
            && (copy.medium == self.medium || self.medium == Medium::Paper)
            && (self.scheme.is_none() || copy.scheme == self.scheme)
    }

    fn read(table: &Table<'_>) -> Result<Self, LogbookError> {
        let count = table.number("count", 9, "a whole number from 1 to 9")?.unwrap_or(1);
        if count == 0 {
            return Err(table.refuse("count", "a whole number from 1 to 9"));
        }
        let scheme = |said: Said| {
            let wanted = "how many of how many, such as \"2of3\"";
            said.text.parse().map_err(|_| LogbookError::Value {
                line: said.line,
                key: "scheme",
                wanted,
            })
        };
        Ok(Self {
            what: table.must("what", What::read(table)?)?,
            medium: table.must("medium", Medium::read(table)?)?,
            offsite: table.truth("offsite")?,
            scheme: table.said("scheme")?.map(scheme).transpose()?,
            count: u8::try_from(count).unwrap_or(u8::MAX),
        })
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        vec![
            ("what", Some(quoted(self.what.name()))),
            ("medium", Some(quoted(self.medium.name()))),
            ("offsite", self.offsite.then(|| "true".to_owned())),
            ("scheme", self.scheme.map(|scheme| quoted(&scheme.to_string()))),
            ("count", (self.count != 1).then(|| self.count.to_string())),
        ]
    }
}
