//! The numbers of `status` against a count of every world: each part, lock and place of random logbooks, one by one.
//!
//! What the logbook does not say (which share it is, which device a PIN opens) is one thing in one world and another in the
//! next. The owner has what opens in all worlds, a thief what opens in one.

pub(crate) mod case;

use case::{
    ARCHIVE, ARCHIVE_WORDS, CLASSES, COSIGNER, Case, Chance, DESCRIPTOR, DEVICE, Item, KEY,
    KEY_SHARE, KEY_WORDS, Kind, PASSPHRASE, PIN, SEED, SHARE, SHEET, SHEET_WORDS,
};
use coldkeep::logbook::{Logbook, WhatIf, standing};
use std::collections::BTreeSet;

impl Case {
    /// Every world: the copies with all that is not said made up.
    fn worlds(&self) -> Vec<Vec<Item>> {
        let mut worlds = vec![self.items.clone()];
        let named = self.items.iter().any(|one| one.set > 0);
        for (at, item) in self.items.iter().enumerate() {
            if item.part == 0 && item.kind.parts() > 0 {
                let parts: Vec<u8> = (1..=item.kind.parts() as u8).collect();
                worlds = each(worlds, at, &|_| parts.clone(), |one| &mut one.part);
            }
            if item.kind == SHARE && item.set == 0 && named {
                worlds = each(worlds, at, &|_| vec![1, 2], |one| &mut one.set);
            }
        }
        for (locked, openers) in CLASSES {
            worlds = worlds.into_iter().flat_map(|world| locks(&world, locked, openers)).collect();
        }
        worlds
    }
}

/// The worlds in which one copy has each of these values.
fn each(
    worlds: Vec<Vec<Item>>,
    at: usize,
    values: &dyn Fn(&[Item]) -> Vec<u8>,
    field: fn(&mut Item) -> &mut u8,
) -> Vec<Vec<Item>> {
    let more = |world: Vec<Item>| {
        let with = |value: u8| {
            let mut world = world.clone();
            *field(&mut world[at]) = value;
            world
        };
        values(&world).into_iter().map(with).collect::<Vec<_>>()
    };
    worlds.into_iter().flat_map(more).collect()
}

/// The worlds in which each opener opens one of what is locked. A device has a lock of its own; without any name, what
/// is printed twice has one lock.
fn locks(world: &[Item], locked: Kind, openers: &[Kind]) -> Vec<Vec<Item>> {
    let is_in = |one: &Item| one.kind == locked || openers.contains(&one.kind);
    let devices = world.iter().filter(|one| one.kind == DEVICE).count();
    let plain = world.iter().filter(|one| is_in(one)).all(|one| one.lock == 0);
    if plain && (locked != DEVICE || devices <= 1) {
        return vec![world.to_vec()];
    }
    let unnamed = |opener: bool| {
        let side = move |one: &Item| {
            (one.kind == locked) != opener && (!opener || openers.contains(&one.kind))
        };
        (0..world.len()).filter(move |at| world[*at].lock == 0 && side(&world[*at]))
    };
    let mut worlds = vec![world.to_vec()];
    for at in unnamed(false) {
        // One of the named ones, or one that has no name.
        worlds = each(worlds, at, &|_| vec![1, 2, 10 + at as u8], |one| &mut one.lock);
    }
    let locked_by = |world: &[Item]| -> Vec<u8> {
        world.iter().filter(|one| one.kind == locked).map(|one| one.lock).collect()
    };
    let apart = |locks: Vec<u8>| locks.len() == locks.iter().collect::<BTreeSet<_>>().len();
    worlds.retain(|world| locked != DEVICE || apart(locked_by(world)));
    for at in unnamed(true) {
        // What opens nothing that is noted opens something else.
        let of = |world: &[Item]| {
            let mut of = locked_by(world);
            of.sort_unstable();
            of.dedup();
            if of.is_empty() { vec![99] } else { of }
        };
        worlds = each(worlds, at, &of, |one| &mut one.lock);
    }
    worlds
}

/// A rule that a broken count forgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Forgets {
    Nothing,
    Locks,
    Descriptor,
    Parts,
}

/// Whether the wallet opens in a world with these copies.
fn opens(case: &Case, world: &[Item], has: &dyn Fn(usize) -> bool, forgets: Forgets) -> bool {
    let held = |kind: Kind| {
        world
            .iter()
            .enumerate()
            .filter(move |(at, one)| one.kind == kind && has(*at))
            .map(|(_, one)| one)
    };
    let some = |kind: Kind| held(kind).next().is_some();
    let two = |kind: Kind| match forgets {
        Forgets::Parts => held(kind).count() >= 2,
        _ => (0..=2).any(|set| {
            let of = held(kind).filter(|one| one.set == set);
            of.map(|one| one.part).collect::<BTreeSet<_>>().len() >= 2
        }),
    };
    let pair = |locked: Kind, opener: Kind| {
        held(locked).any(|one| {
            held(opener).any(|other| one.lock == other.lock || forgets == Forgets::Locks)
        })
    };
    let key = match case.locked {
        true => pair(KEY, KEY_WORDS) || pair(KEY, ARCHIVE_WORDS),
        false => some(KEY),
    };
    let archive_opens = match case.by_key {
        true => key || two(KEY_SHARE),
        false => some(ARCHIVE_WORDS),
    };
    let words =
        some(SEED) || two(SHARE) || pair(SHEET, SHEET_WORDS) || (some(ARCHIVE) && archive_opens);
    let signed = two(COSIGNER) && (some(DESCRIPTOR) || forgets == Forgets::Descriptor);
    (words || signed || pair(DEVICE, PIN)) && (!case.needs_passphrase() || some(PASSPHRASE))
}

/// What `status` says: whether it opens, how many places may be lost, how many a thief needs, like how many copies it
/// stands (3 and more are 3).
type Numbers = (bool, usize, Option<usize>, usize);

fn sets(of: usize, size: usize) -> Vec<Vec<usize>> {
    let all = (0_u32..1 << of).filter(|set| set.count_ones() as usize == size);
    all.map(|set| (0..of).filter(|at| set >> at & 1 == 1).collect()).collect()
}

fn counted(case: &Case, forgets: Forgets) -> Numbers {
    let worlds = case.worlds();
    let state = |at: usize| case.items[at].state;
    let owner = |gone: &dyn Fn(usize) -> bool| {
        worlds
            .iter()
            .all(|world| opens(case, world, &|at| state(at) == "alive" && !gone(at), forgets))
    };
    let whole = owner(&|_| false);
    let lost = |size: usize| {
        sets(4, size).into_iter().all(|places| owner(&|at| places.contains(&case.items[at].place)))
    };
    let may_lose = (1..=4).take_while(|size| lost(*size)).count();
    let thief = |places: &[usize]| {
        let has = |at: usize| match state(at) {
            "alive" => places.contains(&case.items[at].place),
            state => state == "lost",
        };
        worlds.iter().any(|world| opens(case, world, &has, forgets))
    };
    let needs = (0..=4).find(|size| sets(4, *size).iter().any(|places| thief(places)));
    let items = case.items.len();
    let closes =
        |size: usize| sets(items, size).iter().any(|gone| !owner(&|at| gone.contains(&at)));
    let copies = (0..3).find(|size| closes(*size)).unwrap_or(3);
    (whole, if whole { may_lose } else { 0 }, needs, copies)
}

fn said(case: &Case) -> Numbers {
    let book = Logbook::parse(case.text()).unwrap_or_else(|error| panic!("{error}: {case:?}"));
    let look = standing(&book, "w", &WhatIf::default()).expect("it is there");
    (look.opens, look.may_lose, look.thief_needs, look.copies.min(3))
}

/// Cases of which the numbers are not as a count that forgets something has them.
fn differ(forgets: Forgets) -> usize {
    let mut chance = Chance::from(0x5eed_c01d_6ee9);
    let cases = (0..600).map(|_| chance.case(true)).filter(Case::is_said);
    cases.filter(|case| said(case) != counted(case, forgets)).count()
}

#[test]
fn where_all_is_said_the_numbers_are_those_of_the_count() {
    let mut chance = Chance::from(0x5eed_c01d_6ee9);
    let cases: Vec<Case> = (0..1_500).map(|_| chance.case(true)).filter(Case::is_said).collect();
    assert!(cases.len() > 1_000, "{}", cases.len());
    for case in &cases {
        assert_eq!(said(case), counted(case, Forgets::Nothing), "{case:?}\n{}", case.text());
    }
    let open = cases.iter().filter(|case| said(case).0).count();
    assert!(open * 10 > cases.len() * 3, "too few of them open anything: {open}");
    for forgets in [Forgets::Locks, Forgets::Descriptor, Forgets::Parts] {
        assert!(differ(forgets) > 0, "the control: {forgets:?}");
    }
}

#[test]
fn where_something_is_not_said_the_owner_is_promised_no_more_and_a_thief_is_thought_no_weaker() {
    let mut chance = Chance::from(0xc01d_5eed_6ee9);
    let mut unsaid = 0;
    for _ in 0..1_500 {
        let case = chance.case(false);
        if case.is_said() || case.worlds().len() > 300 {
            continue;
        }
        unsaid += 1;
        let (says, counts) = (said(&case), counted(&case, Forgets::Nothing));
        let text = case.text();
        assert!(says.0 <= counts.0 && says.1 <= counts.1, "{says:?} {counts:?}\n{text}");
        assert!(says.3 <= counts.3, "{says:?} {counts:?}\n{text}");
        assert!(says.2.unwrap_or(9) <= counts.2.unwrap_or(9), "{says:?} {counts:?}\n{text}");
    }
    assert!(unsaid > 500, "{unsaid}");
}
