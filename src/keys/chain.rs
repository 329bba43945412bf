//! Says what a row of the chain table holds, and finds rows: names, SLIP-0044 numbers, curves, encodings.

use super::table::{BITCOIN, CHAINS, ETHEREUM, ZONES};
use super::{KeysError, Network, Path, PathStyle, Script, Step};
use std::fmt;
use std::str::FromStr;

/// The longest prefix of a chain of the Cosmos kind, in bytes; real ones have 2 to 12.
const MAX_PREFIX: usize = 20;

/// The curve of a chain's keys, and the way from a key to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Curve {
    /// secp256k1 by BIP-0032.
    Secp256k1,
    /// ed25519 by SLIP-0010: hardened levels only.
    Ed25519,
    /// ed25519 by BIP32-Ed25519 (CIP-0003, CIP-1852).
    CardanoEd25519,
    /// Monero's own way from its own words; not BIP-0032.
    Monero,
}

/// How a chain writes addresses. Prefixes and versions stand for main, test and private test networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Base58Check with a version for each script, and segwit where there is a prefix.
    Bitcoin {
        /// Versions of legacy addresses: main, test.
        pkh: [&'static [u8]; 2],
        /// Versions of script hashes, main and test: the first is written, all are read.
        sh: [&'static [&'static [u8]]; 2],
        /// Prefixes of segwit addresses (BIP-0173): main, test, private test.
        hrp: Option<[&'static str; 3]>,
    },
    /// CashAddr; legacy addresses of Bitcoin are read.
    CashAddr([&'static str; 3]),
    /// 20 bytes of Keccak-256 with the capital letters of EIP-55.
    Eip55,
    /// Base58Check of a version and 20 bytes of Keccak-256.
    Tron(u8),
    /// Base58Check in the alphabet of the XRP Ledger.
    Ripple(u8),
    /// Bech32 with the chain's prefix, of 20 bytes.
    Bech32 {
        /// The prefix.
        prefix: &'static str,
        /// The hash of the public key.
        hash: KeyHash,
    },
    /// Base58 of the public key; no checksum.
    Base58Key,
    /// Base32 of a version, the public key and CRC-16 (SEP-0023).
    StrKey(u8),
    /// Bech32 of a header and hashes of 28 bytes (CIP-0019).
    Cardano,
    /// Not made from BIP-0032 keys.
    Monero,
}

/// The 20 bytes that stand for a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyHash {
    /// RIPEMD-160 of SHA-256 of the compressed key.
    Hash160,
    /// The end of Keccak-256 of the uncompressed key, as Ethereum has it.
    Keccak,
}

/// One row of the chain table.
pub struct Chain {
    /// The ticker that people type.
    pub ticker: &'static str,
    /// The name for people.
    pub name: &'static str,
    /// Other tickers with the same keys and addresses.
    pub aliases: &'static [&'static str],
    /// The coin type (SLIP-0044).
    pub slip44: u32,
    /// Whether test networks have coin type 1; others keep their own there.
    pub test_type: bool,
    /// The curve.
    pub curve: Curve,
    /// The form of addresses.
    pub encoding: Encoding,
    /// The version bytes of wallet import format on main and test networks; `None` where there is none.
    pub wif: Option<[u8; 2]>,
    /// How its wallets choose paths; the first of a script is its default.
    pub styles: &'static [&'static [PathStyle]],
}

/// A chain of the Cosmos kind with a coin type or a hash of its own; others have type 118.
pub struct Zone {
    /// The prefix of its addresses.
    pub prefix: &'static str,
    /// The name for people.
    pub name: &'static str,
    /// The coin type (SLIP-0044).
    pub slip44: u32,
    /// The hash of the public key.
    pub hash: KeyHash,
}

/// The prefix of a chain of the Cosmos kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Prefix {
    text: [u8; MAX_PREFIX],
    len: u8,
}

/// The money an address is for: a row of the chain table, with another prefix where one was given.
#[derive(Clone, Copy)]
pub struct Coin {
    chain: &'static Chain,
    prefix: Option<Prefix>,
}

impl Coin {
    /// Bitcoin.
    pub const BTC: Self = Self { chain: &BITCOIN, prefix: None };
    /// Ether and the tokens on the same addresses.
    pub const ETH: Self = Self { chain: &ETHEREUM, prefix: None };

    /// All rows of the table, in the order they are listed.
    pub fn all() -> impl Iterator<Item = Self> {
        CHAINS.iter().map(|chain| Self { chain, prefix: None })
    }

    /// The row.
    pub fn chain(self) -> &'static Chain {
        self.chain
    }

    /// The same chain with another prefix: `osmo`, `kava` (chains made with the Cosmos SDK only).
    ///
    /// # Errors
    /// [`KeysError::NoPrefix`] for other chains, [`KeysError::Prefix`] for what cannot be one.
    pub fn with_prefix(self, text: &str) -> Result<Self, KeysError> {
        let Encoding::Bech32 { prefix, .. } = self.chain.encoding else {
            return Err(KeysError::NoPrefix);
        };
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if text.is_empty() || text.len() > MAX_PREFIX || !text.bytes().all(plain) {
            return Err(KeysError::Prefix { limit: MAX_PREFIX });
        }
        let mut room = [0; MAX_PREFIX];
        room[..text.len()].copy_from_slice(text.as_bytes());
        let given = Prefix { text: room, len: text.len() as u8 };
        Ok(Self { chain: self.chain, prefix: (text != prefix).then_some(given) })
    }

    /// The prefix of addresses of the Cosmos kind; empty for other chains.
    pub fn prefix(&self) -> &str {
        match (&self.prefix, self.chain.encoding) {
            (Some(given), _) => {
                let text = std::str::from_utf8(&given.text[..usize::from(given.len)]);
                text.expect("checked when it was made")
            }
            (None, Encoding::Bech32 { prefix, .. }) => prefix,
            (None, _) => "",
        }
    }

    /// Whether segwit addresses of the chain begin so on any network.
    pub(super) fn has_segwit_prefix(&self, text: &str) -> bool {
        matches!(self.chain.encoding, Encoding::Bitcoin { hrp: Some(all), .. } if all.contains(&text))
    }

    /// Whether the prefix is one of the table's.
    pub(super) fn is_known_prefix(&self) -> bool {
        self.prefix.is_none() || self.zone().is_some()
    }

    fn zone(&self) -> Option<&'static Zone> {
        self.prefix.and_then(|_| ZONES.iter().find(|zone| zone.prefix == self.prefix()))
    }

    /// The name for people.
    pub fn name(&self) -> String {
        match (self.zone(), self.prefix) {
            (Some(zone), _) => zone.name.to_owned(),
            (None, Some(_)) => format!("Cosmos chain {}", self.prefix()),
            (None, None) => self.chain.name.to_owned(),
        }
    }

    /// How the public key becomes 20 bytes in addresses of the Cosmos kind.
    pub(super) fn hash(&self) -> KeyHash {
        match (self.zone(), self.chain.encoding) {
            (Some(zone), _) => zone.hash,
            (None, Encoding::Bech32 { hash, .. }) => hash,
            (None, _) => KeyHash::Hash160,
        }
    }

    /// The coin type in paths: the chain's own, or 1 on test networks of chains that use it (SLIP-0044).
    pub fn coin_type(&self, network: Network) -> u32 {
        if !network.is_mainnet() && self.chain.test_type {
            return 1;
        }
        self.zone().map_or(self.chain.slip44, |zone| zone.slip44)
    }

    /// How its wallets choose paths, in the order they are tried.
    pub fn styles(&self) -> impl Iterator<Item = &'static PathStyle> {
        self.chain.styles.iter().copied().flatten()
    }

    /// The scripts of the chain; the first is what its wallets use by default.
    pub fn scripts(&self) -> Vec<Script> {
        let mut scripts = Vec::new();
        for script in self.styles().filter_map(|style| style.script) {
            if !scripts.contains(&script) {
                scripts.push(script);
            }
        }
        scripts
    }

    /// The script that the chain's wallets use by default.
    pub fn default_script(&self) -> Script {
        self.styles().find_map(|style| style.script).unwrap_or(Script::Account)
    }
}

impl Default for Coin {
    fn default() -> Self {
        Self::BTC
    }
}

impl PartialEq for Coin {
    fn eq(&self, other: &Self) -> bool {
        self.chain.ticker == other.chain.ticker && self.prefix == other.prefix
    }
}

impl Eq for Coin {}

impl fmt::Debug for Coin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Coin({self})")
    }
}

impl fmt::Display for Coin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.chain.ticker)
    }
}

impl FromStr for Coin {
    type Err = KeysError;

    fn from_str(text: &str) -> Result<Self, KeysError> {
        let named = |chain: &&&Chain| chain.ticker == text || chain.aliases.contains(&text);
        let chain = CHAINS.iter().find(named).ok_or(KeysError::UnknownCoin)?;
        Ok(Self { chain, prefix: None })
    }
}

/// Lists the chains of the Cosmos kind that are known by their prefix.
pub fn cosmos_zones() -> &'static [Zone] {
    ZONES
}

/// Gives the usual path of an account: `m/84h/0h/0h`, with coin type 1 for Bitcoin off mainnet, and
/// `m/44h/60h/0h` for Ethereum. Chains whose path has no account level number their addresses there.
///
/// # Errors
/// [`KeysError::PathStep`] when the account is 2^31 or more; [`KeysError::ScriptOfAnotherCoin`].
pub fn account_path(
    coin: Coin,
    script: Script,
    network: Network,
    account: u32,
) -> Result<Path, KeysError> {
    Step::hardened(account)?;
    let style = coin.styles().find(|style| style.script == Some(script));
    let style = style.ok_or(KeysError::ScriptOfAnotherCoin { script })?;
    style.pattern().account_path(coin.coin_type(network), account)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ticker_and_alias_names_one_row() {
        let mut all: Vec<&str> = Coin::all()
            .flat_map(|coin| {
                [coin.chain.ticker].into_iter().chain(coin.chain.aliases.iter().copied())
            })
            .collect();
        let count = all.len();
        for name in &all {
            assert!(name.parse::<Coin>().is_ok(), "{name}");
        }
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!("bitcoin".parse::<Coin>(), Err(KeysError::UnknownCoin));
    }

    #[test]
    fn coin_types_follow_the_network_and_the_prefix() {
        let path = |coin, script, network, account| {
            account_path(coin, script, network, account).map(|path| path.to_string())
        };
        let eth = path(Coin::ETH, Script::Eth, Network::Testnet, 2);
        assert_eq!(eth, Ok("m/44h/60h/2h".into()));
        assert_eq!(path(Coin::BTC, Script::Tr, Network::Regtest, 0), Ok("m/86h/1h/0h".into()));
        let atom: Coin = "atom".parse().expect("a row");
        for (prefix, slip44) in [("kava", 459), ("terra", 330), ("cro", 394), ("osmo", 118)] {
            let coin = atom.with_prefix(prefix).expect("a prefix");
            assert_eq!(coin.coin_type(Network::Mainnet), slip44, "{prefix}");
        }
        assert_eq!(Coin::BTC.with_prefix("osmo"), Err(KeysError::NoPrefix));
        assert_eq!(atom.with_prefix("Osmo"), Err(KeysError::Prefix { limit: MAX_PREFIX }));
        let refused = KeysError::ScriptOfAnotherCoin { script: Script::Tr };
        assert_eq!(path(Coin::ETH, Script::Tr, Network::Mainnet, 0), Err(refused));
    }
}
