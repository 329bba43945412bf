//! Every set of shares that suffices, and the proof after a split that each gives the secret back.

use crate::secret::{SecretBytes, SecretText};
use crate::share::error::ShareError;
use crate::share::grouped::Share;
use crate::share::join;
use crate::share::shamir::next_subset;
use std::collections::BTreeMap;

/// The most quorums that are listed.
pub const MOST_QUORUMS: usize = 1000;

/// Sets of shares that suffice, none with a share too many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quorums {
    /// Places in the list of shares, from 0.
    pub subsets: Vec<Vec<usize>>,
    /// Whether these are all there are; if not, they are 1,000 and every share that can help is in one.
    pub all: bool,
}

/// Lists the quorums among shares of one set.
pub fn every_quorum(shares: &[Share]) -> Quorums {
    let mut by_group: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for (at, share) in shares.iter().enumerate() {
        by_group.entry(share.layout.group).or_default().push(at);
    }
    let threshold = |members: &[usize]| usize::from(shares[members[0]].layout.member_threshold);
    let groups: Vec<Choice> = by_group
        .into_values()
        .filter(|members| members.len() >= threshold(members))
        .map(|members| Choice { needed: threshold(&members), members })
        .collect();
    let needed = shares.first().map_or(1, |share| usize::from(share.layout.group_threshold));
    let mut subsets = Vec::new();
    let all = groups.len() < needed || list_all(&groups, needed, &mut subsets);
    if !all {
        let with_each_share = one_with_each_share(&groups, needed);
        subsets.truncate(MOST_QUORUMS - with_each_share.len());
        subsets.extend(with_each_share);
    }
    Quorums { subsets, all }
}

/// Recombines every quorum (1,000 at most) and compares what it gives back with the secret.
///
/// The shares should be read back from what was written. The cipher runs once: every quorum must give
/// the same locked secret, and that one is opened.
///
/// # Errors
/// [`ShareError::NotGivenBack`] with the first quorum that fails, as places from 1; [`ShareError::NotEnough`]
/// when there is no quorum at all; what [`crate::share::Gathering::add`] refuses.
pub fn check_every_quorum(
    shares: &[Share],
    secret: &SecretBytes,
    passphrase: &SecretText,
) -> Result<Quorums, ShareError> {
    for (at, share) in shares.iter().enumerate() {
        shares[..at].iter().try_for_each(|other| join::check_pair(share, other).map(|_| ()))?;
    }
    let quorums = every_quorum(shares);
    let Some(first) = quorums.subsets.first() else {
        let needed = shares.first().map_or(1, |share| share.layout.group_threshold);
        return Err(ShareError::NotEnough { complete: 0, needed });
    };
    let failed =
        |subset: &[usize]| ShareError::NotGivenBack(subset.iter().map(|i| i + 1).collect());
    let locked = |subset: &[usize]| {
        let chosen: Vec<&Share> = subset.iter().map(|at| &shares[*at]).collect();
        join::locked_secret(&chosen).map_err(|_| failed(subset))
    };
    let expected = locked(first)?;
    if !shares[first[0]].set.opened(passphrase, &expected).same_as(secret) {
        return Err(failed(first));
    }
    for subset in &quorums.subsets[1..] {
        if !locked(subset)?.same_as(&expected) {
            return Err(failed(subset));
        }
    }
    Ok(quorums)
}

/// A group with enough shares: how many are needed, and which there are.
struct Choice {
    needed: usize,
    members: Vec<usize>,
}

/// Adds the quorums in lexicographic order; false when there are more than the limit.
fn list_all(groups: &[Choice], needed: usize, subsets: &mut Vec<Vec<usize>>) -> bool {
    let mut chosen_groups: Vec<usize> = (0..needed).collect();
    loop {
        let chosen: Vec<&Choice> = chosen_groups.iter().map(|at| &groups[*at]).collect();
        if !list_members(&chosen, subsets) {
            return false;
        }
        if !next_subset(&mut chosen_groups, groups.len()) {
            return true;
        }
    }
}

fn list_members(groups: &[&Choice], subsets: &mut Vec<Vec<usize>>) -> bool {
    let start = |group: &Choice| (0..group.needed).collect::<Vec<usize>>();
    let mut turns: Vec<Vec<usize>> = groups.iter().map(|group| start(group)).collect();
    loop {
        if subsets.len() == MOST_QUORUMS {
            return false;
        }
        let picked = groups.iter().zip(&turns);
        subsets.push(picked.flat_map(|(g, turn)| turn.iter().map(|at| g.members[*at])).collect());
        // Like an odometer: the last group moves, and the one before it each time it has gone round.
        let moved = groups.iter().zip(&mut turns).rev().any(|(group, turn)| {
            let moved = next_subset(turn, group.members.len());
            if !moved {
                *turn = start(group);
            }
            moved
        });
        if !moved {
            return true;
        }
    }
}

/// For each share one quorum that contains it: its neighbours and the groups after its own, going round.
fn one_with_each_share(groups: &[Choice], needed: usize) -> Vec<Vec<usize>> {
    let round = |group: &Choice, from: usize| {
        let places = (from..from + group.needed).map(|at| at % group.members.len());
        places.map(|at| group.members[at]).collect::<Vec<usize>>()
    };
    let mut subsets = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        for from in 0..group.members.len() {
            let others = (at + 1..at + needed).map(|other| &groups[other % groups.len()]);
            let mut subset = round(group, from);
            subset.extend(others.flat_map(|other| round(other, from)));
            subset.sort_unstable();
            subsets.push(subset);
        }
    }
    subsets
}
