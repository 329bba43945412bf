//! Shares of one set to what they lock, with every contradiction refused.

use crate::secret::SecretBytes;
use crate::share::error::ShareError;
use crate::share::grouped::Share;
use crate::share::shamir::{self, Misfit, Point};
use std::collections::BTreeMap;

/// What two shares of one set are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pair {
    /// One share, twice.
    Same,
    /// Two different shares.
    Different,
}

/// Compares the public numbers of two shares, and the values of two that have the same place.
///
/// # Errors
/// [`ShareError::OtherScheme`], [`ShareError::OtherSet`], [`ShareError::OtherGroups`], [`ShareError::OtherLength`],
/// [`ShareError::OtherThreshold`], [`ShareError::Conflict`].
pub(crate) fn check_pair(new: &Share, old: &Share) -> Result<Pair, ShareError> {
    let (this, that) = (new.layout, old.layout);
    if new.form() != old.form() {
        let (this, expected) = (new.form().name(), old.form().name());
        return Err(ShareError::OtherScheme { this, expected });
    }
    if new.set != old.set {
        return Err(ShareError::OtherSet { this: new.set_name(), expected: old.set_name() });
    }
    if (this.group_threshold, this.group_count) != (that.group_threshold, that.group_count) {
        return Err(ShareError::OtherGroups);
    }
    if new.value.len() != old.value.len() {
        let (this, expected) = (new.word_count(), old.word_count());
        return Err(ShareError::OtherLength { this, expected });
    }
    if this.group != that.group {
        return Ok(Pair::Different);
    }
    if this.member_threshold != that.member_threshold {
        return Err(ShareError::OtherThreshold {
            group: new.group(),
            this: this.member_threshold,
            expected: that.member_threshold,
        });
    }
    if this.member != that.member {
        return Ok(Pair::Different);
    }
    if new.value.same_as(&old.value) {
        return Ok(Pair::Same);
    }
    Err(ShareError::Conflict { group: new.group(), member: new.member_number() })
}

/// What the shares lock. They belong to one set and differ in their places: [`check_pair`] has seen to it.
///
/// # Errors
/// [`ShareError::NotEnough`], [`ShareError::DoNotFit`], [`ShareError::Odd`], [`ShareError::GroupsDoNotFit`].
pub(crate) fn locked_secret(shares: &[&Share]) -> Result<SecretBytes, ShareError> {
    let mut groups: BTreeMap<u8, Vec<&Share>> = BTreeMap::new();
    for share in shares {
        groups.entry(share.layout.group).or_default().push(share);
    }
    groups.retain(|_, members| members.len() >= usize::from(members[0].layout.member_threshold));
    let needed = shares.first().map_or(1, |share| share.layout.group_threshold);
    if groups.len() < usize::from(needed) {
        return Err(ShareError::NotEnough { complete: groups.len() as u8, needed });
    }
    let mut values = Vec::with_capacity(groups.len());
    for (group, members) in &groups {
        values.push((*group, group_value(*group, members)?));
    }
    let points: Vec<Point<'_>> = values.iter().map(|(group, value)| (*group, value)).collect();
    shamir::recover(needed, &points).map_err(|misfit| {
        let all = || groups.keys().copied().collect();
        let named: Vec<u8> = if misfit.odd.is_empty() { all() } else { misfit.odd };
        ShareError::GroupsDoNotFit { groups: from_one(named) }
    })
}

fn group_value(group: u8, members: &[&Share]) -> Result<SecretBytes, ShareError> {
    let points: Vec<Point<'_>> = members.iter().map(|m| (m.layout.member, &m.value)).collect();
    shamir::recover(members[0].layout.member_threshold, &points).map_err(|Misfit { odd }| {
        let group = group + 1;
        if odd.is_empty() {
            let members = points.iter().map(|(number, _)| *number).collect();
            return ShareError::DoNotFit { group, members: from_one(members) };
        }
        ShareError::Odd { group, members: from_one(odd) }
    })
}

fn from_one(mut numbers: Vec<u8>) -> Vec<u8> {
    numbers.sort_unstable();
    numbers.iter().map(|number| number + 1).collect()
}
