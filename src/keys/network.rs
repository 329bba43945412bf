//! Names the networks: where money is worth something, and the test chains.

use super::KeysError;
use bitcoin::NetworkKind;
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
    /// All networks.
    pub const ALL: [Self; 4] = [Self::Mainnet, Self::Testnet, Self::Signet, Self::Regtest];

    /// The name of the networks whose addresses and keys look like this one's.
    pub fn family(self) -> &'static str {
        match self {
            Self::Mainnet => "mainnet",
            Self::Testnet | Self::Signet => "testnet or signet",
            Self::Regtest => "regtest",
        }
    }

    /// Whether money is worth something there.
    pub fn is_mainnet(self) -> bool {
        self == Self::Mainnet
    }

    pub(super) fn kind(self) -> NetworkKind {
        if self.is_mainnet() { NetworkKind::Main } else { NetworkKind::Test }
    }

    /// Main, test or private test: the three forms that an address prefix can have.
    pub(super) fn form(self) -> usize {
        match self {
            Self::Mainnet => 0,
            Self::Testnet | Self::Signet => 1,
            Self::Regtest => 2,
        }
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
        let named = Self::ALL.into_iter().find(|network| network.to_string() == text);
        named.ok_or(KeysError::UnknownNetwork)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_as_they_are_printed() {
        for network in Network::ALL {
            assert_eq!(network.to_string().parse(), Ok(network));
        }
        assert_eq!("main".parse::<Network>(), Err(KeysError::UnknownNetwork));
    }
}
