//! codex32 strings of one set coming together, and at the end the secret.

use crate::share::codex32::Codex32Error;
use crate::share::codex32::split::interpolate;
use crate::share::codex32::{SECRET, Share};
use crate::share::error::ShareError;
use crate::share::gather::{Added, GroupProgress, Progress};
use crate::share::join::Pair;

/// Strings of one set, none of them twice and none contradicting another openly.
#[derive(Debug, Default)]
pub struct Gathering {
    shares: Vec<Share>,
}

impl Gathering {
    /// A gathering without shares; the first one decides the set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a share, or the secret.
    ///
    /// # Errors
    /// [`ShareError::OtherSet`], [`Codex32Error::OtherThreshold`], [`Codex32Error::OtherLength`],
    /// [`Codex32Error::Conflict`]; the gathering stays as it was.
    pub fn add(&mut self, share: Share) -> Result<Added, ShareError> {
        for other in &self.shares {
            if check_pair(&share, other)? == Pair::Same {
                return Ok(Added::AlreadyHere);
            }
        }
        self.shares.push(share);
        Ok(Added::New)
    }

    /// The strings that are here, in the order they came.
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// How far the gathering is: one group. `None` before the first share.
    pub fn progress(&self) -> Option<Progress> {
        let first = self.shares.first()?;
        let mut members: Vec<String> =
            self.shares.iter().map(|share| share.index().into()).collect();
        members.sort_unstable();
        let need = if self.shares.iter().any(Share::is_secret) { 1 } else { first.threshold };
        Some(Progress {
            set_name: first.identifier.to_string(),
            group_threshold: 1,
            groups_complete: u8::from(members.len() >= usize::from(need)),
            groups: vec![GroupProgress {
                number: 1,
                have: u8::try_from(members.len()).expect("an index has five bits"),
                need: Some(need),
                members,
                starts_with: format!("MS1{}{}", first.threshold, first.identifier),
            }],
        })
    }

    /// Whether as many shares are here as are needed, or the secret itself.
    pub fn is_complete(&self) -> bool {
        self.progress().is_some_and(|now| now.groups_complete == 1)
    }

    /// The secret. Exactly as many shares as are needed always give one: nothing tells whether they belong together
    /// but the letters of the set. Shares beyond those needed must agree with the others.
    ///
    /// # Errors
    /// [`ShareError::NotEnough`], [`Codex32Error::DoNotFit`].
    pub fn recover(mut self) -> Result<Share, ShareError> {
        if !self.is_complete() {
            return Err(ShareError::NotEnough { complete: 0, needed: 1 });
        }
        let known = self.shares.iter().position(Share::is_secret);
        let needed = usize::from(self.shares[0].threshold.max(1));
        if self.shares.len() >= needed {
            let base: Vec<&Share> = self.shares.iter().take(needed).collect();
            let fits = |share: &Share| interpolate(&base, share.index).same_as(share);
            if !self.shares.iter().all(fits) {
                let members = self.shares.iter().map(Share::index).collect();
                return Err(ShareError::Codex32(Codex32Error::DoNotFit(members)));
            }
            if known.is_none() {
                return Ok(interpolate(&base, SECRET));
            }
        }
        Ok(self.shares.swap_remove(known.expect("complete by the secret, or by shares above")))
    }
}

/// Compares the public headers of two strings, and the whole of two with one index.
pub(crate) fn check_pair(new: &Share, old: &Share) -> Result<Pair, ShareError> {
    if new.identifier != old.identifier {
        let (this, expected) = (new.identifier.to_string(), old.identifier.to_string());
        return Err(ShareError::OtherSet { this, expected });
    }
    if new.threshold != old.threshold {
        let (this, expected) = (new.threshold, old.threshold);
        return Err(ShareError::Codex32(Codex32Error::OtherThreshold { this, expected }));
    }
    if new.symbols.len() != old.symbols.len() {
        let (this, expected) = (new.letter_count(), old.letter_count());
        return Err(ShareError::Codex32(Codex32Error::OtherLength { this, expected }));
    }
    if new.index != old.index {
        return Ok(Pair::Different);
    }
    if new.same_as(old) {
        Ok(Pair::Same)
    } else {
        Err(ShareError::Codex32(Codex32Error::Conflict(new.index())))
    }
}
