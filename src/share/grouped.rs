//! One share of a set with groups, as SLIP-39 or SSKR writes it: its public numbers and its value.

use crate::secret::{SecretBytes, SecretText};
use crate::share::error::ShareError;
use crate::share::feistel::{self, Cipher};
use crate::share::{slip39, sskr, words};
use crate::ur::bytewords;
use std::fmt;

/// How the shares of a set are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// SLIP-0039: 20 or 33 words of a list of 1,024; the secret is locked by a cipher.
    Slip39,
    /// SSKR (BCR-2020-011): 29 or 46 Bytewords; the secret is split as it is.
    Sskr,
}

/// What all shares of one set have in common; public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Set {
    /// The cipher's parameters, with 15 random bits.
    Slip39(Cipher),
    /// 16 random bits.
    Sskr(u16),
}

/// A share whose words are on the list, whose checksum is right and whose numbers are possible.
pub struct Share {
    pub(crate) set: Set,
    pub(crate) layout: Layout,
    pub(crate) value: SecretBytes,
}

/// The public numbers of a share as they are encoded: groups and shares from 0, thresholds and counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) group: u8,
    pub(crate) group_threshold: u8,
    pub(crate) group_count: u8,
    pub(crate) member: u8,
    pub(crate) member_threshold: u8,
}

impl Form {
    /// The name of the standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slip39 => "SLIP-39",
            Self::Sskr => "SSKR",
        }
    }

    /// The words that shares are made of.
    pub fn word_list(self) -> Vec<&'static str> {
        match self {
            Self::Slip39 => words::word_list().to_vec(),
            Self::Sskr => bytewords::list(),
        }
    }
}

impl Set {
    /// What is split: the secret, locked where the form has a cipher.
    pub(crate) fn locked(self, passphrase: &SecretText, secret: &SecretBytes) -> SecretBytes {
        match self {
            Self::Slip39(cipher) => feistel::encrypt(cipher, passphrase, secret),
            // exposed to: the sharing, which takes it as it is
            Self::Sskr(_) => SecretBytes::copied_from(secret.expose_secret()),
        }
    }

    /// The secret behind what was split.
    pub(crate) fn opened(self, passphrase: &SecretText, locked: &SecretBytes) -> SecretBytes {
        match self {
            Self::Slip39(cipher) => feistel::decrypt(cipher, passphrase, locked),
            // exposed to: the secret, which was split as it is
            Self::Sskr(_) => SecretBytes::copied_from(locked.expose_secret()),
        }
    }

    /// What the shares of a group start with; public.
    pub(crate) fn group_start(self, layout: Layout, length: usize) -> String {
        match self {
            Self::Slip39(cipher) => slip39::group_start(cipher, layout),
            Self::Sskr(identifier) => sskr::set_start(identifier, layout, length),
        }
    }
}

impl Share {
    /// Reads a share as it was typed or scanned: any case, numbers before words, several lines, `#` comment lines; at
    /// most 4 KiB. SLIP-39 words may be cut to four letters; SSKR may be Bytewords in any style, or a `ur:sskr`.
    ///
    /// # Errors
    /// [`ShareError::TooLong`], [`ShareError::UnknownWords`], [`ShareError::WordCount`],
    /// [`ShareError::Checksum`], [`ShareError::Padding`], [`ShareError::GroupThreshold`],
    /// [`ShareError::GroupNumber`]; of SSKR [`ShareError::Sskr`].
    pub fn parse(typed: &SecretText) -> Result<Self, ShareError> {
        // exposed to: a look at how it starts
        match sskr::looks_like(typed.expose_secret()) {
            Some(_) => sskr::read(typed),
            None => slip39::read(typed),
        }
    }

    /// The words, joined by single spaces.
    pub fn words(&self) -> SecretText {
        match self.set {
            Set::Slip39(cipher) => slip39::words(cipher, self.layout, &self.value),
            Set::Sskr(identifier) => sskr::words(identifier, self.layout, &self.value),
        }
    }

    /// What the code of a printed share holds: the words, or of SSKR the resource `ur:sskr/…`; in small letters.
    pub fn code_text(&self) -> SecretText {
        match self.set {
            Set::Slip39(_) => self.words(),
            Set::Sskr(identifier) => sskr::resource(identifier, self.layout, &self.value),
        }
    }

    /// How the share is written.
    pub fn form(&self) -> Form {
        match self.set {
            Set::Slip39(_) => Form::Slip39,
            Set::Sskr(_) => Form::Sskr,
        }
    }

    /// The number of words: 20 for 16 bytes, 33 for 32 bytes; of SSKR 29 and 46.
    pub fn word_count(&self) -> usize {
        match self.set {
            Set::Slip39(_) => slip39::word_count(self.value.len()),
            Set::Sskr(_) => sskr::word_count(self.value.len()),
        }
    }

    /// The set's name, the same on all shares of a set and no part of its secret: the first two words, or of SSKR the
    /// two words of its identifier.
    pub fn set_name(&self) -> String {
        match self.set {
            Set::Slip39(cipher) => slip39::set_name(cipher, self.layout),
            Set::Sskr(identifier) => sskr::set_name(identifier),
        }
    }

    /// The group's number, from 1.
    pub fn group(&self) -> u8 {
        self.layout.group + 1
    }

    /// The share's number in its group, from 1.
    pub fn member_number(&self) -> u8 {
        self.layout.member + 1
    }

    /// How many shares of its group are needed.
    pub fn member_threshold(&self) -> u8 {
        self.layout.member_threshold
    }

    /// How many groups are needed.
    pub fn group_threshold(&self) -> u8 {
        self.layout.group_threshold
    }

    /// How many groups there are.
    pub fn group_count(&self) -> u8 {
        self.layout.group_count
    }

    /// The length in bytes of the secret that the set gives back.
    pub fn secret_length(&self) -> usize {
        self.value.len()
    }

    /// How often the cipher's 10,000 iterations are doubled, 0 to 15; above about 5 opening takes long. SSKR has none.
    pub fn iteration_exponent(&self) -> u8 {
        match self.set {
            Set::Slip39(cipher) => cipher.iteration_exponent,
            Set::Sskr(_) => 0,
        }
    }

    /// Whether the set carries SLIP-39's extendable flag, which readers made before 2024 do not know.
    pub fn is_extendable(&self) -> bool {
        matches!(self.set, Set::Slip39(Cipher { extendable: true, .. }))
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Share(…)")
    }
}

impl Layout {
    /// Refuses numbers that contradict each other.
    pub(crate) fn check(self) -> Result<(), ShareError> {
        if self.group_threshold > self.group_count {
            let (threshold, count) = (self.group_threshold, self.group_count);
            return Err(ShareError::GroupThreshold { threshold, count });
        }
        if self.group >= self.group_count {
            return Err(ShareError::GroupNumber { group: self.group + 1, count: self.group_count });
        }
        Ok(())
    }
}
