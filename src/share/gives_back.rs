//! What shares give back, in the one sentence that files, pages and messages use.

use std::fmt;
use std::str::FromStr;

/// What a set of shares gives back when enough of them come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivesBack {
    /// The entropy of this many BIP-39 words: 12, 15, 18, 21 or 24.
    Words(u8),
    /// The BIP-32 seed of a wallet that was made for SLIP-39.
    Slip39Wallet,
    /// The BIP-32 seed of any wallet, which no words can be made of: what codex32 carries.
    Bip32Seed,
    /// This many bytes that stand for themselves, written as hexadecimal digits.
    Hex(u8),
    /// A text, padded by [`crate::share::payload::from_text`].
    Text,
    /// The 32 bytes of an age X25519 identity.
    AgeIdentity,
    /// The 32 bytes of a post-quantum age identity.
    AgePqIdentity,
}

/// The sentence is none of those that coldkeep writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text after GIVES BACK is not one that coldkeep writes")]
pub struct UnknownPurpose;

const WORD_COUNTS: [u8; 5] = [12, 15, 18, 21, 24];
const SLIP39_WALLET: &str = "a SLIP-39 wallet";
const BIP32_SEED: &str = "a BIP-32 seed, not words";
const NO_WALLET: &str = "a FILE KEY or passphrase, not a wallet";

impl GivesBack {
    /// The length in bytes of the secret that is split, where the kind decides it.
    pub fn secret_length(self) -> Option<usize> {
        match self {
            Self::Words(count) => Some(usize::from(count) * 4 / 3),
            Self::Hex(bytes) => Some(usize::from(bytes)),
            Self::AgeIdentity | Self::AgePqIdentity => Some(32),
            Self::Slip39Wallet | Self::Bip32Seed | Self::Text => None,
        }
    }

    /// The kind in one word, as `--as` and reports name it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Words(_) => "bip39",
            Self::Slip39Wallet => "slip39",
            Self::Bip32Seed => "bip32-seed",
            Self::Hex(_) => "hex",
            Self::Text => "text",
            Self::AgeIdentity => "age-identity",
            Self::AgePqIdentity => "age-pq-identity",
        }
    }

    /// What somebody holds who combined the shares with another tool, as two plain sentences.
    pub fn with_other_tools(self) -> String {
        match self {
            Self::Words(count) => format!(
                "You get {} hex digits: the ENTROPY of the {count} words. A BIP-39 tool turns them into words; \
                 a Trezor fed with these shares would show another, empty wallet.",
                usize::from(count) * 8 / 3
            ),
            Self::Slip39Wallet => {
                "You get hex digits: the BIP-32 seed of the wallet. A device that knows SLIP-39 takes the shares \
                 themselves."
                    .into()
            }
            Self::Bip32Seed => {
                "You get a codex32 secret (MS1, index S): the BIP-32 seed of the wallet. Wallets that know codex32 \
                 take it; as hex digits it gives the master key (xprv) of BIP-32. No words can be made of it."
                    .into()
            }
            Self::Hex(bytes) => format!(
                "You get {} hex digits: the key or passphrase itself, in lower case.",
                usize::from(bytes) * 2
            ),
            Self::Text => {
                "You get hex digits: the text as bytes, then 80, then zeros. What stands before the 80 is the text."
                    .into()
            }
            Self::AgeIdentity => {
                "You get 64 hex digits: the 32 bytes of an age identity. Written as bech32 with the prefix \
                 AGE-SECRET-KEY- they open the files."
                    .into()
            }
            Self::AgePqIdentity => {
                "You get 64 hex digits: the 32 bytes of a post-quantum age identity. Written as bech32 with the prefix \
                 AGE-SECRET-KEY-PQ- they open the files."
                    .into()
            }
        }
    }
}

impl fmt::Display for GivesBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(count) => write!(f, "{count} BIP-39 words"),
            Self::Slip39Wallet => f.write_str(SLIP39_WALLET),
            Self::Bip32Seed => f.write_str(BIP32_SEED),
            Self::Hex(bytes) => write!(f, "{NO_WALLET} ({} hex digits)", u16::from(*bytes) * 2),
            Self::Text => write!(f, "{NO_WALLET} (text)"),
            Self::AgeIdentity => write!(f, "{NO_WALLET} (age identity)"),
            Self::AgePqIdentity => write!(f, "{NO_WALLET} (post-quantum age identity)"),
        }
    }
}

impl FromStr for GivesBack {
    type Err = UnknownPurpose;

    /// Reads the sentence that `Display` writes, in any case.
    fn from_str(written: &str) -> Result<Self, UnknownPurpose> {
        let words = WORD_COUNTS.into_iter().map(Self::Words);
        let hex = (16..=64).step_by(2).map(Self::Hex);
        let keys = [Self::Text, Self::AgeIdentity, Self::AgePqIdentity];
        let others = [Self::Slip39Wallet, Self::Bip32Seed].into_iter().chain(keys);
        let mut all = words.chain(hex).chain(others);
        let same = |known: &Self| known.to_string().eq_ignore_ascii_case(written.trim());
        all.find(same).ok_or(UnknownPurpose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_read_back() {
        let hex = (8..=32).map(|half| GivesBack::Hex(half * 2));
        let words = WORD_COUNTS.map(GivesBack::Words);
        let others = [
            GivesBack::Slip39Wallet,
            GivesBack::Bip32Seed,
            GivesBack::Text,
            GivesBack::AgeIdentity,
            GivesBack::AgePqIdentity,
        ];
        for known in others.into_iter().chain(words).chain(hex) {
            assert_eq!(known.to_string().parse(), Ok(known));
        }
        assert_eq!(GivesBack::Words(24).to_string(), "24 BIP-39 words");
    }

    #[test]
    fn numbers_nobody_writes_are_refused() {
        for written in [
            "13 BIP-39 words",
            "BIP-39 words",
            "",
            "a FILE KEY or passphrase, not a wallet (9 hex digits)",
        ] {
            assert_eq!(written.parse::<GivesBack>(), Err(UnknownPurpose));
        }
    }

    #[test]
    fn words_stand_for_a_third_more_bytes() {
        assert_eq!(
            WORD_COUNTS.map(|n| GivesBack::Words(n).secret_length()),
            [16, 20, 24, 28, 32].map(Some)
        );
    }
}
