//! codex32 (BIP-0093): a BIP-32 seed, or a share of one, as one string that can be checked and corrected by hand.
//!
//! A string is `MS1`, the threshold (0, or 2 to 9), four letters that name the set, the index (`S` is the secret
//! itself), the payload and a checksum. It carries the seed, not BIP-39 words, and no passphrase. Strings come in
//! through [`Share::parse`]; damaged ones through [`candidates`], which proposes and never decides.
//!
//! The standard: <https://github.com/bitcoin/bips/blob/master/bip-0093.mediawiki>.

mod checksum;
mod correct;
mod error;
pub mod file;
mod gather;
mod locate;
mod solve;
mod split;
mod typed;

pub use correct::{Candidate, candidates};
pub use error::Codex32Error;
pub use gather::Gathering;
pub use split::{check_every_quorum, split};
pub use typed::looks_like;

use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use crate::share::error::ShareError;
use crate::share::gf32;
use checksum::Code;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;
use typed::Typed;
use zeroize::Zeroizing;

/// The lengths of a seed, in bytes (BIP-0032).
pub const SEED_BYTES: RangeInclusive<usize> = 16..=64;
/// Threshold, four letters of the set and index.
const HEADER: usize = 6;
/// The index of the secret.
const SECRET: u8 = 16;
const PREFIX: &str = "MS1";
/// Bits that a payload may have more than its bytes need.
const MOST_PADDING: usize = 4;

/// The four letters that all strings of a set have in common; public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identifier([u8; 4]);

impl Identifier {
    /// Four letters from the first 20 bits of what `random` gives.
    pub fn drawn(random: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut bytes = [0; 4];
        random(&mut bytes);
        Self(bytes.map(|byte| byte & 31))
    }
}

impl FromStr for Identifier {
    type Err = ShareError;

    fn from_str(written: &str) -> Result<Self, ShareError> {
        let letters: Option<Vec<u8>> = written.bytes().map(gf32::of_letter).collect();
        let letters = letters.and_then(|letters| letters.try_into().ok());
        letters.map(Self).ok_or(ShareError::Codex32(Codex32Error::Identifier))
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|symbol| fmt::Write::write_char(f, gf32::capital(*symbol).into()))
    }
}

/// A codex32 string whose checksum holds: a share, or at index `S` the secret itself.
pub struct Share {
    threshold: u8,
    identifier: Identifier,
    index: u8,
    /// The whole data part: header, payload and checksum.
    symbols: SecretBytes,
}

impl Share {
    /// Reads a string: capitals or small letters, in groups or not; lines that start with `#` are skipped.
    ///
    /// # Errors
    /// [`ShareError::TooLong`], [`Codex32Error::Case`], [`Codex32Error::Prefix`],
    /// [`Codex32Error::Letters`], [`Codex32Error::Length`], [`Codex32Error::Checksum`],
    /// [`Codex32Error::Threshold`], [`Codex32Error::Index`].
    pub fn parse(typed: &SecretText) -> Result<Self, ShareError> {
        let typed = Typed::read(typed)?;
        typed.check_case()?;
        Self::from_symbols(typed.symbols()?)
    }

    /// Takes a data part apart.
    fn from_symbols(symbols: SecretBytes) -> Result<Self, ShareError> {
        let length = symbols.len();
        let code = Code::for_length(length)
            .ok_or(ShareError::Codex32(Codex32Error::Length(length + PREFIX.len())))?;
        // exposed to: the checksum, and the header, which is public
        let lent = symbols.expose_secret();
        if code.difference(lent) != 0 {
            return Err(ShareError::Codex32(Codex32Error::Checksum));
        }
        let threshold =
            threshold_of(lent[0]).ok_or(ShareError::Codex32(Codex32Error::Threshold))?;
        let (identifier, index) = (Identifier([lent[1], lent[2], lent[3], lent[4]]), lent[5]);
        if threshold == 0 && index != SECRET {
            return Err(ShareError::Codex32(Codex32Error::Index));
        }
        if (length - HEADER - code.checks) * 5 % 8 > MOST_PADDING {
            return Err(ShareError::Codex32(Codex32Error::Length(length + PREFIX.len())));
        }
        Ok(Self { threshold, identifier, index, symbols })
    }

    /// A string with this header and a payload written by `fill`, which is given zeros.
    fn made(
        (threshold, identifier, index): (u8, Identifier, u8),
        payload: usize,
        fill: impl FnOnce(&mut [u8]),
    ) -> Self {
        let code = Code::for_payload(payload);
        let symbols = SecretBytes::filled(HEADER + payload + code.checks, |symbols| {
            symbols[0] = gf32::of_letter(b'0' + threshold).expect("thresholds are digits but 1");
            symbols[1..5].copy_from_slice(&identifier.0);
            symbols[5] = index;
            fill(&mut symbols[HEADER..HEADER + payload]);
            code.complete(symbols);
        });
        Self { threshold, identifier, index, symbols }
    }

    /// The secret of a wallet that is not split: threshold 0, index `S`. Unused bits at the end are zero.
    ///
    /// # Errors
    /// [`Codex32Error::SeedLength`] outside [`SEED_BYTES`].
    pub fn of_seed(seed: &SecretBytes, identifier: Identifier) -> Result<Self, ShareError> {
        if !SEED_BYTES.contains(&seed.len()) {
            return Err(ShareError::Codex32(Codex32Error::SeedLength(seed.len())));
        }
        let payload = (seed.len() * 8).div_ceil(5);
        Ok(Self::made((0, identifier, SECRET), payload, |symbols| {
            let (mut bits, mut held, mut room) = (Zeroizing::new(0_u32), 0, symbols.iter_mut());
            // exposed to: the symbols of the secret, in memory that is wiped
            for byte in seed.expose_secret() {
                *bits = *bits << 8 | u32::from(*byte);
                held += 8;
                while held >= 5 {
                    held -= 5;
                    *room.next().expect("as many symbols as the bits need") =
                        (*bits >> held & 31) as u8;
                }
            }
            if let Some(last) = room.next() {
                *last = (*bits << (5 - held) & 31) as u8;
            }
        }))
    }

    /// The seed, when this is the secret; `None` for a share. Unused bits at the end are left out.
    pub fn seed(&self) -> Option<SecretBytes> {
        if !self.is_secret() {
            return None;
        }
        Some(SecretBytes::filled(self.seed_length(), |bytes| {
            let (mut bits, mut held, mut room) = (Zeroizing::new(0_u32), 0, bytes.iter_mut());
            for symbol in self.payload() {
                *bits = *bits << 5 | u32::from(*symbol);
                held += 5;
                if held >= 8 {
                    held -= 8;
                    *room.next().expect("as many bytes as the symbols fill") =
                        (*bits >> held) as u8;
                }
            }
        }))
    }

    fn payload(&self) -> &[u8] {
        // exposed to: the seed's bytes or the shares made of it
        let symbols = self.symbols.expose_secret();
        &symbols[HEADER..symbols.len() - self.code().checks]
    }

    fn code(&self) -> &'static Code {
        Code::for_length(self.symbols.len()).expect("checked when it was read or made")
    }

    /// The string in capitals, without gaps: 48 to 93, or 99 to 127 characters.
    pub fn text(&self) -> SecretText {
        self.written(usize::MAX)
    }

    /// The string in capitals and groups of four, as it is written by hand.
    pub fn grouped(&self) -> SecretText {
        self.written(4)
    }

    fn written(&self, group: usize) -> SecretText {
        let letters = PREFIX.len() + self.symbols.len();
        let mut text = SecretBuffer::with_room(letters + letters / group);
        // exposed to: the text, which is as secret
        let symbols = self.symbols.expose_secret().iter().map(|symbol| gf32::capital(*symbol));
        for (at, letter) in PREFIX.bytes().chain(symbols).enumerate() {
            if at > 0 && at.is_multiple_of(group) {
                text.push(b" ").expect("room for the gaps is set aside");
            }
            text.push(&[letter]).expect("room for the letters is set aside");
        }
        text.into_text().expect("letters are ASCII")
    }

    /// The number of characters without gaps.
    pub fn letter_count(&self) -> usize {
        PREFIX.len() + self.symbols.len()
    }

    /// How many shares give the secret back; 0 for a secret that was not split.
    pub fn threshold(&self) -> u8 {
        self.threshold
    }

    /// The letters of the set.
    pub fn identifier(&self) -> Identifier {
        self.identifier
    }

    /// The index as a capital letter or digit; `S` for the secret.
    pub fn index(&self) -> char {
        gf32::capital(self.index).into()
    }

    /// Whether this is the secret itself.
    pub fn is_secret(&self) -> bool {
        self.index == SECRET
    }

    /// The length of the seed, in bytes.
    pub fn seed_length(&self) -> usize {
        (self.symbols.len() - HEADER - self.code().checks) * 5 / 8
    }

    /// Whether both are the same string, whatever its case.
    pub fn same_as(&self, other: &Self) -> bool {
        self.symbols.same_as(&other.symbols)
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Share(…)")
    }
}

/// The threshold that a symbol stands for: the digits 0 and 2 to 9.
fn threshold_of(symbol: u8) -> Option<u8> {
    let digit = gf32::capital(symbol).wrapping_sub(b'0');
    (digit <= 9).then_some(digit)
}
