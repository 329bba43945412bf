//! Names what one key is locked into: Bitcoin's four scripts, and the forms of other chains.

use super::{KeysError, Path};
use std::fmt;
use std::str::FromStr;

/// What one key is locked into; the names of Bitcoin's are those of descriptors (BIP-0380).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Script {
    /// Native segwit, `bc1q…` (BIP-0084).
    #[default]
    Wpkh,
    /// Taproot, key path only, `bc1p…` (BIP-0086).
    Tr,
    /// Segwit nested in a script hash, `3…` (BIP-0049).
    ShWpkh,
    /// Legacy, `1…` (BIP-0044).
    Pkh,
    /// An Ethereum account key, `0x…`.
    Eth,
    /// The one kind of address of a chain that is neither like Bitcoin nor like Ethereum.
    Account,
    /// Cardano: a payment key and a stake key, `addr1q…` (CIP-0019, type 0).
    Base,
    /// Cardano: a payment key alone, `addr1v…` (CIP-0019, type 6).
    Enterprise,
    /// Cardano: a stake key alone, `stake1u…` (CIP-0019, type 14). It takes rewards, no payments.
    Stake,
}

impl Script {
    /// All scripts.
    pub const ALL: [Self; 9] = [
        Self::Wpkh,
        Self::Tr,
        Self::ShWpkh,
        Self::Pkh,
        Self::Eth,
        Self::Account,
        Self::Base,
        Self::Enterprise,
        Self::Stake,
    ];

    /// The script that BIP-0044, 49, 84 and 86 give to a path's first level; `None` for other levels.
    pub fn of_purpose(path: &Path) -> Option<Self> {
        let purpose = path.components().first().filter(|step| step.is_hardened())?;
        match purpose.index() {
            44 => Some(Self::Pkh),
            49 => Some(Self::ShWpkh),
            84 => Some(Self::Wpkh),
            86 => Some(Self::Tr),
            _ => None,
        }
    }

    /// The name for people, as it stands on sheets.
    pub fn words(self) -> &'static str {
        match self {
            Self::Wpkh => "native segwit (wpkh)",
            Self::Tr => "taproot (tr)",
            Self::ShWpkh => "nested segwit (sh-wpkh)",
            Self::Pkh => "legacy (pkh)",
            Self::Eth | Self::Account => "one address a path",
            Self::Base => "payment and stake key (base)",
            Self::Enterprise => "payment key alone (enterprise)",
            Self::Stake => "stake key (stake)",
        }
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wpkh => "wpkh",
            Self::Tr => "tr",
            Self::ShWpkh => "sh-wpkh",
            Self::Pkh => "pkh",
            Self::Eth => "eth",
            Self::Account => "account",
            Self::Base => "base",
            Self::Enterprise => "enterprise",
            Self::Stake => "stake",
        })
    }
}

impl FromStr for Script {
    type Err = KeysError;

    fn from_str(text: &str) -> Result<Self, KeysError> {
        let named = Self::ALL.into_iter().find(|script| script.to_string() == text);
        named.ok_or(KeysError::UnknownScript)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_as_they_are_printed() {
        for script in Script::ALL {
            assert_eq!(script.to_string().parse(), Ok(script));
        }
        assert_eq!("p2wpkh".parse::<Script>(), Err(KeysError::UnknownScript));
    }
}
