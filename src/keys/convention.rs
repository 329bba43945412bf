//! Reads the path patterns of the chain table: `m/84h/ch/ah/b/i` is how wallets go from the master key to
//! an address, with letters for the coin type, the account, the branch and the index.

use super::{KeysError, Path, Script, Step};

/// How a wallet makes its master key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Master {
    /// BIP-0032 on secp256k1.
    Bip32,
    /// SLIP-0010 on ed25519.
    Slip10,
    /// The first 32 bytes of the seed are the ed25519 key; there is no path.
    RawSeed,
    /// Cardano's Icarus, from the entropy of the words (CIP-0003).
    Icarus,
    /// Cardano on Ledger and BitBox02, from the BIP-0039 seed (CIP-0003).
    CardanoLedger,
    /// Icarus as Trezor does it for 24 words: the checksum byte counts as entropy (CIP-0003).
    CardanoTrezor,
}

/// Where a search looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All accounts of the search, receive and change.
    All,
    /// Account 0, receive addresses.
    First,
    /// Extended keys are compared; the key makes no address alone.
    Keys,
}

/// The way one family of wallets goes from the master key to addresses.
#[derive(Debug, PartialEq, Eq)]
pub struct PathStyle {
    /// Names that people type.
    pub names: &'static [&'static str],
    /// The wallets and the standard, in words.
    pub words: &'static str,
    /// The path, with `c` for the coin type, `a` the account, `b` the branch (0 receive, 1 change), `i` the index.
    pub pattern: &'static str,
    /// What one key is locked into; `None` where the path does not tell or the key is one of several.
    pub script: Option<Script>,
    /// How the master key is made.
    pub master: Master,
    /// Where a search looks.
    pub reach: Reach,
}

impl PathStyle {
    /// The pattern, read.
    pub(super) fn pattern(&self) -> Pattern {
        Pattern::read(self.pattern).expect("a test reads every pattern of the table")
    }
}

/// One level of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Fixed(Step),
    CoinType,
    Account,
    Branch,
    Index { hardened: bool },
}

/// A path with places for coin type, account, branch and index.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Level>);

/// What stands in the places of a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) coin_type: u32,
    pub(super) account: u32,
    pub(super) change: bool,
}

impl Pattern {
    fn read(text: &str) -> Option<Self> {
        let levels = text.strip_prefix('m')?.split('/').skip(1);
        let level = |text: &str| match text {
            "ch" => Some(Level::CoinType),
            "ah" => Some(Level::Account),
            "b" => Some(Level::Branch),
            "i" => Some(Level::Index { hardened: false }),
            "ih" => Some(Level::Index { hardened: true }),
            _ => {
                let path: Path = text.parse().ok()?;
                path.components().first().copied().map(Level::Fixed)
            }
        };
        levels.map(level).collect::<Option<_>>().map(Self)
    }

    fn step(&self, level: Level, place: Place, index: u32) -> Result<Step, KeysError> {
        match level {
            Level::Fixed(step) => Ok(step),
            Level::CoinType => Step::hardened(place.coin_type),
            Level::Account => Step::hardened(place.account),
            Level::Branch => Ok(Step::branch(place.change)),
            Level::Index { hardened: true } => Step::hardened(index),
            Level::Index { hardened: false } => Step::normal(index),
        }
    }

    fn way(&self, levels: &[Level], place: Place, index: u32) -> Result<Path, KeysError> {
        levels
            .iter()
            .try_fold(Path::master(), |path, level| path.child(self.step(*level, place, index)?))
    }

    fn index_at(&self) -> Option<usize> {
        self.0.iter().position(|level| matches!(level, Level::Index { .. }))
    }

    /// Whether `--account` means something.
    pub(super) fn has_account(&self) -> bool {
        self.0.contains(&Level::Account)
    }

    /// Whether there are change addresses.
    pub(super) fn has_branch(&self) -> bool {
        self.0.contains(&Level::Branch)
    }

    /// Whether there is more than one address.
    pub(super) fn has_index(&self) -> bool {
        self.index_at().is_some()
    }

    /// Whether addresses follow from a public key: the index is the last level and not hardened.
    pub(super) fn ends_in_index(&self) -> bool {
        self.0.last() == Some(&Level::Index { hardened: false })
    }

    /// The path above the index; the whole path where there is none.
    pub(super) fn above(&self, place: Place) -> Result<Path, KeysError> {
        self.way(&self.0[..self.index_at().unwrap_or(self.0.len())], place, 0)
    }

    /// The steps from there to the key of an index.
    pub(super) fn below(&self, place: Place, index: u32) -> Result<Vec<Step>, KeysError> {
        let from = self.index_at().unwrap_or(self.0.len());
        Ok(self.way(&self.0[from..], place, index)?.components().to_vec())
    }

    /// The path down to its last hardened level. Where the index is hardened, `account` stands for it.
    pub(super) fn account_path(&self, coin_type: u32, account: u32) -> Result<Path, KeysError> {
        let place = Place { coin_type, account, change: false };
        let whole = self.way(&self.0, place, account)?;
        let hardened = whole.components().iter().rposition(|step| step.is_hardened());
        let end = hardened.map_or(0, |at| at + 1);
        self.way(&self.0[..end], place, account)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Coin;
    use super::*;

    #[test]
    fn every_pattern_of_the_table_is_read() {
        let mut count = 0;
        for style in Coin::all().flat_map(|coin| coin.styles().collect::<Vec<_>>()) {
            let read = Pattern::read(style.pattern);
            assert!(read.is_some(), "{}", style.pattern);
            assert_eq!(style.script.is_none(), style.reach == Reach::Keys, "{}", style.words);
            assert!(!style.names.is_empty() || style.reach == Reach::Keys, "{}", style.words);
            count += 1;
        }
        assert!(count > 60, "{count}");
        // The control: letters that mean nothing are no pattern.
        for text in ["84h/0h", "m/x", "m/ch/ah/c", "m/bh"] {
            assert_eq!(Pattern::read(text), None, "{text}");
        }
    }

    #[test]
    fn ed25519_patterns_have_hardened_levels_only() {
        for style in Coin::all().flat_map(|coin| coin.styles().collect::<Vec<_>>()) {
            if style.master != Master::Slip10 {
                continue;
            }
            let place = Place { coin_type: 501, account: 0, change: false };
            let pattern = style.pattern();
            let steps = pattern.below(place, 0).expect("a path");
            let all_hardened = |steps: &[Step]| steps.iter().all(|step| step.is_hardened());
            let above = pattern.above(place).expect("a path");
            assert!(all_hardened(&steps) && all_hardened(above.components()), "{}", style.pattern);
        }
    }
}
