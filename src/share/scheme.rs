//! Who has to come together: how many shares of how many, in one group or several.

use crate::share::error::ShareError;
use std::fmt;
use std::str::FromStr;

/// SLIP-0039 has four bits for every count.
const LIMIT: u8 = 16;
const LONGEST_NAME: usize = 24;

/// A scheme that SLIP-0039 can express and that hides the secret from fewer shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    group_threshold: u8,
    groups: Vec<Group>,
}

/// One group of a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    name: Option<String>,
    threshold: u8,
    count: u8,
}

impl Scheme {
    /// Several groups, each written like `family=2of3`, of which `threshold` must be complete.
    ///
    /// # Errors
    /// [`ShareError::SchemeForm`], [`ShareError::SchemeLimit`], [`ShareError::SchemeThreshold`],
    /// [`ShareError::OneOfMany`], [`ShareError::GroupName`], [`ShareError::GroupNameTwice`].
    pub fn groups<G: AsRef<str>>(threshold: u8, groups: &[G]) -> Result<Self, ShareError> {
        let count = u8::try_from(groups.len()).ok().filter(|count| *count <= LIMIT);
        let count = count.ok_or(ShareError::SchemeLimit(groups.len()))?;
        if threshold == 0 || threshold > count {
            return Err(ShareError::SchemeThreshold { threshold, count });
        }
        let mut read: Vec<Group> = Vec::with_capacity(groups.len());
        for (number, written) in (1..).zip(groups) {
            let group = Group::parse(written.as_ref(), number)?;
            if read.iter().any(|other| other.name.is_some() && other.name == group.name) {
                return Err(ShareError::GroupNameTwice(number));
            }
            read.push(group);
        }
        Ok(Self { group_threshold: threshold, groups: read })
    }

    /// How many groups must be complete.
    pub fn group_threshold(&self) -> u8 {
        self.group_threshold
    }

    /// The groups, in the order they were named.
    pub fn group_list(&self) -> &[Group] {
        &self.groups
    }

    /// The number of shares in all groups.
    pub fn share_count(&self) -> usize {
        self.groups.iter().map(|group| usize::from(group.count)).sum()
    }

    /// The fewest shares that give the secret back: what a thief needs.
    pub fn fewest_to_restore(&self) -> usize {
        self.cheapest(self.group_threshold, |group| group.threshold)
    }

    /// How many shares can be lost, whichever they are, and the secret still comes back.
    pub fn most_to_lose(&self) -> usize {
        let groups_to_break = self.groups.len() as u8 - self.group_threshold + 1;
        self.cheapest(groups_to_break, |group| group.count - group.threshold + 1) - 1
    }

    fn cheapest(&self, groups: u8, cost: impl Fn(&Group) -> u8) -> usize {
        let mut costs: Vec<usize> = self.groups.iter().map(|group| cost(group).into()).collect();
        costs.sort_unstable();
        costs.iter().take(groups.into()).sum()
    }
}

impl Group {
    fn parse(written: &str, number: usize) -> Result<Self, ShareError> {
        let (name, numbers) = match written.split_once('=') {
            Some((name, numbers)) if is_group_name(name.trim()) => {
                (Some(name.trim().to_owned()), numbers)
            }
            Some(_) => return Err(ShareError::GroupName(number)),
            None => (None, written),
        };
        let (threshold, count) = k_of_n(numbers)?;
        Ok(Self { name, threshold, count })
    }

    /// The group's name, when it has one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// How many of its shares are needed.
    pub fn threshold(&self) -> u8 {
        self.threshold
    }

    /// How many shares it has.
    pub fn count(&self) -> u8 {
        self.count
    }
}

/// Whether a text can name a group: 1 to 24 ASCII letters, digits, hyphens or underscores.
pub(crate) fn is_group_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(plain)
}

fn k_of_n(written: &str) -> Result<(u8, u8), ShareError> {
    let written = written.to_ascii_lowercase();
    let parts = written.split_once("of").or_else(|| written.split_once('/'));
    let (needed, all) = parts.ok_or(ShareError::SchemeForm)?;
    let threshold = number(needed.trim_end_matches([' ', '-']).trim_start())?;
    let count = number(all.trim_start_matches([' ', '-']).trim_end())?;
    if threshold == 0 || threshold > count {
        return Err(ShareError::SchemeThreshold { threshold, count });
    }
    if threshold == 1 && count > 1 {
        return Err(ShareError::OneOfMany(count));
    }
    Ok((threshold, count))
}

fn number(written: &str) -> Result<u8, ShareError> {
    let digits = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return Err(ShareError::SchemeForm);
    }
    let number = written.parse::<usize>().unwrap_or(usize::MAX);
    let small = u8::try_from(number).ok().filter(|small| *small <= LIMIT);
    small.ok_or(ShareError::SchemeLimit(number))
}

impl FromStr for Scheme {
    type Err = ShareError;

    /// Reads a scheme of one group: `2of3`, `2-of-3`, `2 of 3` or `2/3`.
    fn from_str(written: &str) -> Result<Self, ShareError> {
        let (threshold, count) = k_of_n(written)?;
        Ok(Self { group_threshold: 1, groups: vec![Group { name: None, threshold, count }] })
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [group] = &self.groups[..] {
            return group.fmt(f);
        }
        write!(f, "{} groups of", self.group_threshold)?;
        self.groups.iter().try_for_each(|group| write!(f, " {group}"))
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.as_deref().unwrap_or_default();
        let equals = if self.name.is_some() { "=" } else { "" };
        write!(f, "{name}{equals}{}of{}", self.threshold, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_read_in_four_spellings() {
        for written in ["2of3", "2/3", "2-of-3", " 2 OF 3 "] {
            assert_eq!(written.parse::<Scheme>().expect("2of3").to_string(), "2of3");
        }
    }

    #[test]
    fn what_cannot_hide_or_cannot_be_reached_is_refused() {
        for (written, refusal) in [
            ("1of3", ShareError::OneOfMany(3)),
            ("0of3", ShareError::SchemeThreshold { threshold: 0, count: 3 }),
            ("4of3", ShareError::SchemeThreshold { threshold: 4, count: 3 }),
            ("2of17", ShareError::SchemeLimit(17)),
            ("2of99999999999999999999999", ShareError::SchemeLimit(usize::MAX)),
            ("2of", ShareError::SchemeForm),
            ("-2of3", ShareError::SchemeForm),
            ("+2of3", ShareError::SchemeForm),
            ("two", ShareError::SchemeForm),
        ] {
            assert_eq!(written.parse::<Scheme>(), Err(refusal), "{written}");
        }
        assert!("1of1".parse::<Scheme>().is_ok());
    }

    #[test]
    fn groups_tell_what_can_be_lost_and_what_a_thief_needs() {
        let scheme = Scheme::groups(2, &["me=1of1", "family=2of3", "friends=3of5"]).expect("three");
        assert_eq!(scheme.to_string(), "2 groups of me=1of1 family=2of3 friends=3of5");
        assert_eq!((scheme.share_count(), scheme.fewest_to_restore()), (9, 3));
        assert_eq!(scheme.most_to_lose(), 2);
        let plain: Scheme = "2of3".parse().expect("2of3");
        assert_eq!((plain.fewest_to_restore(), plain.most_to_lose()), (2, 1));
    }

    #[test]
    fn group_names_are_plain_and_differ() {
        let refused = |groups: &[&str]| Scheme::groups(1, groups).err();
        assert_eq!(refused(&["=2of3"]), Some(ShareError::GroupName(1)));
        assert_eq!(refused(&["a=2of3", "\x1b[2J=2of3"]), Some(ShareError::GroupName(2)));
        assert_eq!(refused(&["a=2of3", "a=2of2"]), Some(ShareError::GroupNameTwice(2)));
        assert_eq!(refused(&[]), Some(ShareError::SchemeThreshold { threshold: 1, count: 0 }));
        assert_eq!(refused(&["a=1of2"]), Some(ShareError::OneOfMany(2)));
    }
}
