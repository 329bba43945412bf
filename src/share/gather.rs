//! Shares coming together one by one: what is there, what is missing, and at the end the secret.
//!
//! A gathering reads nothing and prints nothing; a command, a screen and a test use the same object.

use crate::secret::{SecretBytes, SecretText};
use crate::share::error::ShareError;
use crate::share::feistel;
use crate::share::grouped::{Layout, Share};
use crate::share::join;

/// Shares of one set, none of them twice and none contradicting another openly.
#[derive(Debug, Default)]
pub struct Gathering {
    shares: Vec<Share>,
}

/// What became of a share that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It was not there before.
    New,
    /// The very same share was there already.
    AlreadyHere,
}

/// How far a gathering is; all of it is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The set's name: the first two words of each of its shares, or the four letters of a codex32 set.
    pub set_name: String,
    /// Every group of the set, in order, also those of which no share has come.
    pub groups: Vec<GroupProgress>,
    /// How many groups are needed.
    pub group_threshold: u8,
    /// How many groups are complete.
    pub groups_complete: u8,
}

/// How far one group is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupProgress {
    /// The group's number, from 1.
    pub number: u8,
    /// How many of its shares are here.
    pub have: u8,
    /// How many are needed; `None` until the first one tells.
    pub need: Option<u8>,
    /// The numbers (codex32: the index letters) of the shares that are here, in order.
    pub members: Vec<String>,
    /// What every share of the group starts with: three words, or in codex32 eight letters.
    pub starts_with: String,
}

impl GroupProgress {
    /// Whether the group has as many shares as it needs.
    pub fn is_complete(&self) -> bool {
        self.need.is_some_and(|need| self.have >= need)
    }
}

impl Gathering {
    /// A gathering without shares; the first one decides the set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a share.
    ///
    /// # Errors
    /// [`ShareError::OtherScheme`], [`ShareError::OtherSet`], [`ShareError::OtherGroups`], [`ShareError::OtherLength`],
    /// [`ShareError::OtherThreshold`], [`ShareError::Conflict`]; the gathering stays as it was.
    pub fn add(&mut self, share: Share) -> Result<Added, ShareError> {
        for other in &self.shares {
            if join::check_pair(&share, other)? == join::Pair::Same {
                return Ok(Added::AlreadyHere);
            }
        }
        self.shares.push(share);
        Ok(Added::New)
    }

    /// The number of different shares.
    pub fn len(&self) -> usize {
        self.shares.len()
    }

    /// Whether no share has come yet.
    pub fn is_empty(&self) -> bool {
        self.shares.is_empty()
    }

    /// The shares that are here, in the order they came.
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// How far the gathering is; `None` before the first share.
    pub fn progress(&self) -> Option<Progress> {
        let first = self.shares.first()?;
        let count = first.layout.group_count;
        let groups: Vec<GroupProgress> =
            (0..count).map(|group| self.group_progress(first, group)).collect();
        let complete = groups.iter().filter(|group| group.is_complete()).count();
        Some(Progress {
            set_name: first.set_name(),
            groups_complete: complete as u8,
            groups,
            group_threshold: first.layout.group_threshold,
        })
    }

    fn group_progress(&self, first: &Share, group: u8) -> GroupProgress {
        let layouts = || self.shares.iter().map(|share| share.layout).filter(|l| l.group == group);
        let mut members: Vec<u8> = layouts().map(|layout| layout.member + 1).collect();
        members.sort_unstable();
        GroupProgress {
            number: group + 1,
            have: members.len() as u8,
            need: layouts().next().map(|layout| layout.member_threshold),
            members: members.iter().map(u8::to_string).collect(),
            starts_with: first
                .set
                .group_start(Layout { group, ..first.layout }, first.secret_length()),
        }
    }

    /// Whether as many groups are complete as are needed.
    pub fn is_complete(&self) -> bool {
        self.progress().is_some_and(|now| now.groups_complete >= now.group_threshold)
    }

    /// The secret, unlocked with the share passphrase (empty for none). Shares beyond those needed must
    /// agree with the others. No one can tell a wrong passphrase: it opens to another secret.
    ///
    /// # Errors
    /// [`ShareError::PassphraseCharacter`], [`ShareError::NotEnough`], [`ShareError::DoNotFit`],
    /// [`ShareError::Odd`], [`ShareError::GroupsDoNotFit`].
    pub fn recover(self, passphrase: &SecretText) -> Result<SecretBytes, ShareError> {
        feistel::check_passphrase(passphrase)?;
        let shares: Vec<&Share> = self.shares.iter().collect();
        let Some(first) = shares.first() else {
            return Err(ShareError::NotEnough { complete: 0, needed: 1 });
        };
        let locked = join::locked_secret(&shares)?;
        Ok(first.set.opened(passphrase, &locked))
    }
}
