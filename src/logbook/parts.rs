//! The parts of which several are needed together: shares in sets and groups, and the keys of a wallet with several.

use super::answers::Said;
use super::book::Logbook;
use super::copy::Copy;
use super::kinds::What;
use super::locks;
use super::opening::{Need, View, all, any, copies, positions};
use std::collections::BTreeMap;

/// So many ways in which shares of no group may be of groups are told apart.
const MOST_WORLDS: usize = 64;

/// Copies with their positions.
type Members<'b> = Vec<(usize, &'b Copy)>;

/// How a set is cut: into groups or with one scheme, how many are needed, and of how many.
pub(super) type Cut = (bool, u8, u8);

/// Groups by number, with the members of one scheme together.
type Groups<'b> = BTreeMap<Option<u8>, BTreeMap<(u8, u8), Members<'b>>>;

/// The sets by name, generation and cut.
type Sets<'b> = BTreeMap<(&'b str, u32, Cut), Groups<'b>>;

/// Which part of a set a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Which<'b> {
    /// The key of this fingerprint.
    Key(&'b str),
    /// The part of this number.
    Number(u8),
    /// Perhaps the same as another, perhaps not.
    Unknown(usize),
}

/// How the set of a share is cut, where the share says it.
pub(super) fn cut(copy: &Copy) -> Option<Cut> {
    let scheme = copy.scheme?;
    let cut = copy.groups.unwrap_or(scheme);
    Some((copy.groups.is_some(), cut.needed, cut.of))
}

fn quorums<'b>(book: &'b Logbook, name: &'b str, what: What) -> Sets<'b> {
    let mut sets: Sets<'b> = BTreeMap::new();
    for (at, copy) in positions(book, name, what) {
        let (Some(scheme), Some(cut)) = (copy.scheme, cut(copy)) else { continue };
        // Keys of several are known by their fingerprints, and are of no set.
        let set = copy.set.as_ref().filter(|_| copy.is_share());
        let set = set.map_or("", |set| set.text.as_str());
        // Shares of one name that are cut in another way, or again, are another set.
        let group = copy.group.filter(|_| copy.groups.is_some());
        let set = sets.entry((set, copy.of_generation(), cut)).or_default();
        let group = set.entry(group).or_default();
        group.entry((scheme.needed, scheme.of)).or_default().push((at, copy));
    }
    sets
}

/// The sets that an owner can count on: not those of no name beside one that was made and cut like them, of which each
/// share may be of another one.
fn sure<'b>(book: &'b Logbook, name: &'b str, what: What) -> Sets<'b> {
    let mut sets = quorums(book, name, what);
    let names: Vec<_> = sets.keys().copied().filter(|(name, ..)| !name.is_empty()).collect();
    let alike =
        |one: &(&str, u32, Cut)| names.iter().any(|other| (other.1, other.2) == (one.1, one.2));
    sets.retain(|one, _| !one.0.is_empty() || !alike(one));
    sets
}

/// The sets, and those of no name beside one that was made and cut like them as well: they may be of that one.
fn mixed<'b>(book: &'b Logbook, name: &'b str, what: What) -> Sets<'b> {
    let mut sets = quorums(book, name, what);
    for (at, of) in without_set(&sets) {
        let set = sets.get_mut(&of).expect("it is one of them");
        let copy = &book.copies()[at];
        let group = set.entry(copy.group.filter(|_| copy.groups.is_some())).or_default();
        let scheme = copy.scheme.expect("parts have one");
        group.entry((scheme.needed, scheme.of)).or_default().push((at, copy));
    }
    sets
}

/// The groups as they may be, of so many: each share of no group is of one that is known, or of another one. Where there are
/// too many ways, it is of each that is known, and of others as well.
fn worlds<'b>(groups: Groups<'b>, of: u8) -> Vec<Groups<'b>> {
    let mut known = groups.clone();
    let Some(unknown) = known.remove(&None) else { return vec![groups] };
    let shares =
        unknown.iter().flat_map(|(scheme, all)| all.iter().map(move |one| (*scheme, *one)));
    let put = |world: &mut Groups<'b>, number, (scheme, share): ((u8, u8), (usize, &'b Copy))| {
        world.entry(Some(number)).or_default().entry(scheme).or_default().push(share);
    };
    let mut worlds = vec![known.clone()];
    for share in shares.clone() {
        let each = worlds.into_iter().flat_map(|world| {
            let there: Vec<u8> = world.keys().copied().flatten().collect();
            // Of those of which nothing is known one is like the other.
            let another = (1..=of).find(|number| !there.contains(number));
            there.into_iter().chain(another).map(move |number| (world.clone(), number))
        });
        let each = each.map(|(mut world, number)| {
            put(&mut world, number, share);
            world
        });
        worlds = each.take(MOST_WORLDS + 1).collect();
        if worlds.len() > MOST_WORLDS {
            let numbers: Vec<u8> = known.keys().copied().flatten().collect();
            for number in numbers {
                shares.clone().for_each(|share| put(&mut known, number, share));
            }
            known.insert(None, unknown);
            return vec![known];
        }
    }
    worlds
}

/// The shares that name no set, with each set that they may be of.
fn without_set<'b>(sets: &Sets<'b>) -> Vec<(usize, (&'b str, u32, Cut))> {
    let unnamed = sets.iter().filter(|((name, ..), _)| name.is_empty());
    let mut found = Vec::new();
    for ((_, generation, cut), groups) in unnamed {
        let alike =
            |one: &&(&str, u32, Cut)| !one.0.is_empty() && (one.1, one.2) == (*generation, *cut);
        for of in sets.keys().filter(alike) {
            let members = groups.values().flat_map(BTreeMap::values).flatten();
            found.extend(members.map(|(at, _)| (*at, *of)));
        }
    }
    found
}

/// Which part each copy is, among those of one set and group.
fn which<'b>(members: &Members<'b>) -> Vec<Which<'b>> {
    let own = |copy: &'b Copy| {
        let own = copy.fingerprint.as_ref().filter(|_| copy.what == What::Cosigner);
        own.map(|said| said.text.as_str())
    };
    let keys = || members.iter().filter_map(|(_, copy)| Some((own(copy)?, copy.number)));
    let one = |(at, copy): &(usize, &'b Copy)| match (own(copy), copy.number) {
        (Some(key), _) => Which::Key(key),
        (None, None) => Which::Unknown(*at),
        (None, number @ Some(known)) => match keys().find(|(_, other)| *other == number) {
            Some((key, _)) => Which::Key(key),
            None if keys().any(|(_, other)| other.is_none()) => Which::Unknown(*at),
            None => Which::Number(known),
        },
    };
    members.iter().map(one).collect()
}

/// So many different parts of one set and group.
fn parts(members: &Members<'_>, needed: u8, view: View) -> Need {
    let mut known: BTreeMap<Which<'_>, Vec<Need>> = BTreeMap::new();
    for (which, (at, _)) in which(members).into_iter().zip(members) {
        // Where one is enough it does not matter which; else an unknown one may be one that is counted already.
        if view == View::Thief || needed <= 1 || !matches!(which, Which::Unknown(_)) {
            known.entry(which).or_default().push(Need::Copy(*at));
        }
    }
    Need::Of(usize::from(needed), known.into_values().map(any).collect())
}

/// The sets of shares, each as what is needed of it.
pub(super) fn sets(book: &Logbook, name: &str, what: What, view: View) -> Vec<Need> {
    each_set(book, name, what, view).into_iter().map(|(_, need)| need).collect()
}

/// The same, each with its name, its generation, and how it is cut.
pub(super) fn each_set<'b>(
    book: &'b Logbook,
    name: &'b str,
    what: What,
    view: View,
) -> Vec<((&'b str, u32, Cut), Need)> {
    let set = |(own, groups): ((&'b str, u32, Cut), Groups<'b>)| {
        let (_, _, (grouped, needed_groups, all_groups)) = own;
        let group = |(number, schemes): (Option<u8>, BTreeMap<(u8, u8), Members<'_>>)| {
            // Without its number a group may be one that is counted already, or be several.
            match (grouped && number.is_none(), view) {
                (false, _) => {
                    let each = schemes.into_iter();
                    vec![any(each.map(|((needed, _), all)| parts(&all, needed, view)).collect())]
                }
                (true, View::Thief) => {
                    // Any so many of them may be a group, and any twice as many two; more than are needed help nobody.
                    let each = schemes.into_iter().flat_map(|((needed, _), all)| {
                        let needed = usize::from(needed.max(1));
                        let shares: Vec<Need> = all.iter().map(|(at, _)| Need::Copy(*at)).collect();
                        let most = usize::from(needed_groups).min(shares.len() / needed);
                        (1..=most).map(move |groups| Need::Of(groups * needed, shares.clone()))
                    });
                    each.collect()
                }
                (true, View::Owner) => Vec::new(),
            }
        };
        // Without groups each set is the only group of its own.
        let needed = if grouped { usize::from(needed_groups) } else { 1 };
        let of =
            |groups: Groups<'_>| Need::Of(needed, groups.into_iter().flat_map(&group).collect());
        let need = match grouped && view == View::Thief {
            true => any(worlds(groups, all_groups).into_iter().map(of).collect()),
            false => of(groups),
        };
        (own, need)
    };
    let sets = match view {
        View::Owner => sure(book, name, what),
        View::Thief => mixed(book, name, what),
    };
    sets.into_iter().map(set).collect()
}

/// Whether shares that were made later are enough, of those that were read where they are and are good.
pub(super) fn later_shares(book: &Logbook, name: &str, what: What, generation: u32) -> bool {
    let read = |at: usize| {
        let copy = &book.copies()[at];
        copy.of_generation() > generation && copy.is_verified()
    };
    sets(book, name, what, View::Owner).iter().any(|set| set.met(&read))
}

/// The keys of a wallet with several, each set as what is needed of it; the descriptor is, where not all keys are.
pub(super) fn cosigners(book: &Logbook, name: &str, view: View) -> Vec<Need> {
    let descriptor = || any(copies(book, name, What::Descriptor));
    let quorums = quorums(book, name, What::Cosigner).into_values();
    let schemes = quorums.flat_map(BTreeMap::into_values).flatten();
    let signed = |((needed, of), members): ((u8, u8), Members<'_>)| {
        let keys = parts(&members, needed, view);
        let more = matches!(&keys, Need::Of(_, keys) if keys.len() > usize::from(of));
        if needed == of && !more { keys } else { all(vec![keys, descriptor()]) }
    };
    schemes.map(signed).collect()
}

/// The parts of sets of which a copy was ever noted that are not there, as many of each as are needed: what a copy of
/// them would be noted with. A key of several has a fingerprint that nobody knows yet.
pub(super) fn unlisted(
    book: &Logbook,
    name: &str,
    what: What,
    there: &dyn Fn(&Copy) -> bool,
) -> Vec<Copy> {
    // A set that was made later is completed, and not the one that is to go.
    let schemes =
        quorums(book, name, what).into_values().rev().flat_map(BTreeMap::into_values).flatten();
    let missing = |((needed, of), members): ((u8, u8), Members<'_>)| {
        let here = || members.iter().map(|(_, copy)| copy).filter(|copy| there(copy));
        let known: Vec<u8> = here().filter_map(|copy| copy.number).collect();
        // Which number is free nobody can tell where one that is there has none.
        let numbered = here().all(|copy| copy.number.is_some());
        let numbers = (1..=of).filter(|number| !known.contains(number)).take(usize::from(needed));
        let own = |at: usize| match at {
            0 => "FINGERPRINT".to_owned(),
            _ => format!("FINGERPRINT{}", at + 1),
        };
        let like = members.first().map(|(_, copy)| (*copy).clone()).unwrap_or_default();
        let part = |(at, number)| Copy {
            of: like.of.clone(),
            what,
            scheme: like.scheme,
            set: like.set.clone(),
            number: Some(number).filter(|_| numbered),
            group: like.group,
            groups: like.groups,
            generation: like.generation,
            fingerprint: (what == What::Cosigner).then(|| Said::new(own(at))),
            ..Copy::default()
        };
        numbers.enumerate().map(part).collect::<Vec<_>>()
    };
    schemes.flat_map(missing).collect()
}

/// The groups that are needed and of which no share is there, of a set of which others are: what a share of them would be
/// noted with, but for the scheme of the group, which nobody can tell.
pub(super) fn missing_groups(
    book: &Logbook,
    name: &str,
    what: What,
    there: &dyn Fn(&Copy) -> bool,
) -> Vec<Copy> {
    let missing = |((_, _, (grouped, needed, of)), groups): (_, Groups<'_>)| {
        let shares = groups.values().flat_map(BTreeMap::values).flatten().map(|(_, copy)| *copy);
        let here: Vec<&Copy> = shares.filter(|copy| there(copy)).collect();
        let held = |number: &u8| here.iter().any(|copy| copy.group == Some(*number));
        let lacks = usize::from(needed).saturating_sub((1..=of).filter(held).count());
        let like = here.first().filter(|_| grouped && lacks > 0)?;
        let share = |group| Copy {
            of: like.of.clone(),
            what,
            set: like.set.clone(),
            group: Some(group),
            groups: like.groups,
            generation: like.generation,
            ..Copy::default()
        };
        Some((1..=of).filter(|number| !held(number)).take(lacks).map(share).collect())
    };
    // A set that was made later is completed, and not the one that is to go.
    quorums(book, name, what).into_iter().rev().find_map(missing).unwrap_or_default()
}

/// The copies of which the logbook does not say which part of which set they are, where more than one part is needed, or
/// which of several things they open.
pub(super) fn unknown_parts(book: &Logbook, name: &str) -> Vec<usize> {
    let kinds = [What::Share, What::Cosigner, What::KeyShare];
    let sets = kinds.into_iter().flat_map(|what| quorums(book, name, what).into_values());
    let of_no_set = kinds.into_iter().flat_map(|what| without_set(&quorums(book, name, what)));
    let needs_more = |at: &usize| book.copies()[*at].scheme.is_some_and(|scheme| scheme.needed > 1);
    let of_no_set: Vec<usize> = of_no_set.map(|(at, _)| at).filter(needs_more).collect();
    let groups = sets.flatten().flat_map(|(_, schemes)| schemes);
    let unknown = |((needed, _), members): ((u8, u8), Members<'_>)| {
        let which = which(&members).into_iter().filter(move |_| needed > 1);
        let at = |which| if let Which::Unknown(at) = which { Some(at) } else { None };
        which.filter_map(at).collect::<Vec<_>>()
    };
    let opens = locks::unknown(book, name).into_iter();
    let no_group = book
        .all_of(name)
        .filter(|(_, copy)| copy.is_alive() && copy.groups.is_some() && copy.group.is_none());
    let no_group: Vec<usize> = no_group.map(|(at, _)| at).collect();
    let parts = groups.flat_map(unknown).chain(of_no_set);
    let mut all: Vec<usize> = parts.chain(opens).chain(no_group).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::super::standing::{WhatIf, standing};
    use super::*;

    #[test]
    fn shares_of_a_key_open_without_the_passphrase_of_its_file() {
        let copy = |id: &str, of: &str, what: &str, place: &str, more: &str| {
            format!(
                "[[place]]\nname = \"{place}\"\n[[copy]]\nid = \"{id}\"\nof = \"{of}\"\nwhat = \"{what}\"\n\
                 medium = \"paper\"\nplace = \"{place}\"\n{more}\n\
                 drills = [{{ on = 2026-11-22, how = \"read\", result = \"pass\" }}]\n"
            )
        };
        let share = |number: u8| {
            let more = format!("scheme = \"2of3\"\nset = \"red\"\nnumber = {number}");
            copy(&format!("k/{number}"), "k", "key-share", &format!("p{number}"), &more)
        };
        let stands = |copies: &[String]| {
            let head = "format = 1\n[[key]]\nname = \"k\"\nlocked = true\n[[archive]]\nname = \"a\"\nkey = \"k\"\n";
            let book = Logbook::parse(head.to_owned() + &copies.concat()).expect("a logbook");
            let standing = standing(&book, "a", &WhatIf::default()).expect("an archive");
            (standing.opens, standing.thief_needs)
        };
        let archive = copy("a/A", "a", "archive", "p4", "");
        let words = copy("k/W", "k", "file-passphrase", "p5", "");
        let file = copy("k/F", "k", "key", "p6", "");
        assert_eq!(stands(&[archive.clone(), share(1), share(2), words.clone()]), (true, Some(3)));
        assert_eq!(stands(&[archive.clone(), share(1), share(2)]), (true, Some(3)));
        assert_eq!(stands(&[archive.clone(), share(1), words.clone()]), (false, None));
        assert_eq!(stands(&[archive.clone(), file.clone()]), (false, None), "the file is locked");
        assert_eq!(stands(&[archive, file, words]), (true, Some(3)));
    }
}
