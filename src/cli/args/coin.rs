//! What was typed about coins: tickers, scripts, prefixes and path styles, all from the chain table.

use crate::keys::{self, Coin, Curve};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use std::sync::LazyLock;

/// A coin of the chain table, by ticker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoinName(Coin);

impl CoinName {
    /// Bitcoin.
    pub const BTC: Self = Self(Coin::BTC);

    /// Whether it is Monero, whose keys come from words of its own.
    pub fn is_monero(self) -> bool {
        self.0.chain().curve == Curve::Monero
    }
}

static COINS: LazyLock<Vec<CoinName>> = LazyLock::new(|| Coin::all().map(CoinName).collect());

impl ValueEnum for CoinName {
    fn value_variants<'a>() -> &'a [Self] {
        &COINS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let chain = self.0.chain();
        Some(
            PossibleValue::new(chain.ticker)
                .help(chain.name)
                .aliases(chain.aliases.iter().copied()),
        )
    }
}

impl From<CoinName> for Coin {
    fn from(name: CoinName) -> Self {
        name.0
    }
}

/// The kinds of addresses of one key, as descriptors spell Bitcoin's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScriptName {
    /// Native segwit, BIP-84: bc1q…
    Wpkh,
    /// Taproot, BIP-86: bc1p…
    Tr,
    /// Nested segwit, BIP-49: 3…
    ShWpkh,
    /// Legacy, BIP-44: 1…
    Pkh,
    /// Cardano, payment and stake key: addr1q…
    Base,
    /// Cardano, payment key alone: addr1v…
    Enterprise,
    /// Cardano, stake key: stake1u…
    Stake,
}

impl From<ScriptName> for keys::Script {
    fn from(name: ScriptName) -> Self {
        match name {
            ScriptName::Wpkh => Self::Wpkh,
            ScriptName::Tr => Self::Tr,
            ScriptName::ShWpkh => Self::ShWpkh,
            ScriptName::Pkh => Self::Pkh,
            ScriptName::Base => Self::Base,
            ScriptName::Enterprise => Self::Enterprise,
            ScriptName::Stake => Self::Stake,
        }
    }
}

/// Which of a seed's addresses is shown.
#[derive(Debug, Args)]
pub struct CoinArgs {
    /// The coin of the address shown [default: btc]
    #[arg(long, value_enum, value_name = "COIN")]
    pub coin: Option<CoinName>,
    /// The kind of address [default: what the coin's wallets use: wpkh for Bitcoin]
    #[arg(long, value_enum, value_name = "SCRIPT")]
    pub script: Option<ScriptName>,
    /// The prefix of addresses of another Cosmos chain: osmo, kava … (with --coin atom, or alone)
    #[arg(long, value_name = "PREFIX")]
    pub prefix: Option<String>,
    /// How the wallet chooses paths: ledger-live, metamask … (coldkeep help addresses)
    #[arg(long, value_name = "STYLE")]
    pub path_style: Option<String>,
}
