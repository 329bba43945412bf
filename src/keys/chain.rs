//! Names the networks, coins and scripts, and knows the account path of each (SLIP-0044, BIP-0043).

use super::{KeysError, Path, Step};
use bitcoin::{KnownHrp, NetworkKind};
use std::fmt;
use std::str::FromStr;

/// The chain a wallet lives on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Network {
    /// Where money is worth something.
    #[default]
    Mainnet,
    /// The public test chains 3 and 4.
    Testnet,
    /// The signed test chain; its addresses look like those of testnet.
    Signet,
    /// A private test chain.
    Regtest,
}

impl Network {
    /// The name of the networks whose addresses and keys look like this one's.
    pub fn family(self) -> &'static str {
        match self {
            Self::Mainnet => "mainnet",
            Self::Testnet | Self::Signet => "testnet or signet",
            Self::Regtest => "regtest",
        }
    }

    pub(super) fn kind(self) -> NetworkKind {
        match self {
            Self::Mainnet => NetworkKind::Main,
            Self::Testnet | Self::Signet | Self::Regtest => NetworkKind::Test,
        }
    }

    pub(super) fn hrp(self) -> KnownHrp {
        match self {
            Self::Mainnet => KnownHrp::Mainnet,
            Self::Testnet | Self::Signet => KnownHrp::Testnets,
            Self::Regtest => KnownHrp::Regtest,
        }
    }

    /// The coin type of Bitcoin on this network: 0, and 1 on every test network (SLIP-0044).
    pub(super) fn bitcoin_type(self) -> u32 {
        u32::from(self != Self::Mainnet)
    }
}

impl From<Network> for bitcoin::Network {
    fn from(network: Network) -> Self {
        match network {
            Network::Mainnet => Self::Bitcoin,
            Network::Testnet => Self::Testnet,
            Network::Signet => Self::Signet,
            Network::Regtest => Self::Regtest,
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mainnet => "mainnet",
            Self::Testnet => "testnet",
            Self::Signet => "signet",
            Self::Regtest => "regtest",
        })
    }
}

impl FromStr for Network {
    type Err = KeysError;

    fn from_str(text: &str) -> Result<Self, KeysError> {
        match text {
            "mainnet" => Ok(Self::Mainnet),
            "testnet" => Ok(Self::Testnet),
            "signet" => Ok(Self::Signet),
            "regtest" => Ok(Self::Regtest),
            _ => Err(KeysError::UnknownNetwork),
        }
    }
}

/// The money an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Coin {
    /// Bitcoin.
    #[default]
    Btc,
    /// Ether and the tokens on the same addresses.
    Eth,
}

impl fmt::Display for Coin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Btc => "btc",
            Self::Eth => "eth",
        })
    }
}

impl FromStr for Coin {
    type Err = KeysError;

    fn from_str(text: &str) -> Result<Self, KeysError> {
        match text {
            "btc" => Ok(Self::Btc),
            "eth" => Ok(Self::Eth),
            _ => Err(KeysError::UnknownCoin),
        }
    }
}

/// What one key is locked into; the names are those of descriptors (BIP-0380).
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
}

impl Script {
    /// The coin that uses the script.
    pub fn coin(self) -> Coin {
        match self {
            Self::Wpkh | Self::Tr | Self::ShWpkh | Self::Pkh => Coin::Btc,
            Self::Eth => Coin::Eth,
        }
    }

    /// The first level of the usual path (BIP-0043).
    fn purpose(self) -> u32 {
        match self {
            Self::Wpkh => 84,
            Self::Tr => 86,
            Self::ShWpkh => 49,
            Self::Pkh | Self::Eth => 44,
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
        })
    }
}

impl FromStr for Script {
    type Err = KeysError;

    fn from_str(text: &str) -> Result<Self, KeysError> {
        match text {
            "wpkh" => Ok(Self::Wpkh),
            "tr" => Ok(Self::Tr),
            "sh-wpkh" => Ok(Self::ShWpkh),
            "pkh" => Ok(Self::Pkh),
            "eth" => Ok(Self::Eth),
            _ => Err(KeysError::UnknownScript),
        }
    }
}

/// The coin type of Ethereum (SLIP-0044). Ethereum's wallets use it on test networks as well: an
/// Ethereum address looks the same everywhere.
pub(super) const ETHEREUM_TYPE: u32 = 60;

/// Gives the usual path of an account: `m/84h/0h/0h`, with coin type 1 for Bitcoin off mainnet, and
/// `m/44h/60h/0h` for Ethereum, whatever the script says.
///
/// # Errors
/// [`KeysError::PathStep`] when the account is 2^31 or more.
pub fn account_path(
    coin: Coin,
    script: Script,
    network: Network,
    account: u32,
) -> Result<Path, KeysError> {
    let (purpose, coin_type) = match coin {
        Coin::Btc => (script.purpose(), network.bitcoin_type()),
        Coin::Eth => (Script::Eth.purpose(), ETHEREUM_TYPE),
    };
    [purpose, coin_type, account]
        .into_iter()
        .try_fold(Path::master(), |path, index| path.child(Step::hardened(index)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_as_they_are_printed() {
        for network in [Network::Mainnet, Network::Testnet, Network::Signet, Network::Regtest] {
            assert_eq!(network.to_string().parse(), Ok(network));
        }
        for script in [Script::Wpkh, Script::Tr, Script::ShWpkh, Script::Pkh, Script::Eth] {
            assert_eq!(script.to_string().parse(), Ok(script));
        }
        assert_eq!("main".parse::<Network>(), Err(KeysError::UnknownNetwork));
        assert_eq!("btc".parse(), Ok(Coin::Btc));
    }

    #[test]
    fn ethereum_keeps_its_coin_type_on_test_networks() {
        let path = account_path(Coin::Eth, Script::Wpkh, Network::Testnet, 2);
        assert_eq!(path.map(|path| path.to_string()), Ok("m/44h/60h/2h".into()));
        let path = account_path(Coin::Btc, Script::Tr, Network::Regtest, 0);
        assert_eq!(path.map(|path| path.to_string()), Ok("m/86h/1h/0h".into()));
    }
}
