//! From a seed to what a wallet shows: private and public nodes, paths, addresses, and the search for
//! the convention that made a known address.
//!
//! A [`Root`] is the one type here that can spend; [`Account`] and everything after it is public.
//! Private nodes are not `bitcoin::bip32::Xpriv`: that type is `Copy`, so every move leaves a copy of
//! the key behind that nobody wipes. [`PrivateNode`] keeps key and chain code in one
//! [`SecretBytes`](crate::secret::SecretBytes); only public nodes use the library's `Xpub`.

#![forbid(unsafe_code)]

mod account;
mod address;
mod base58;
mod batch;
mod bip32;
mod bip38;
mod bip85;
mod cardano;
mod cashaddr;
mod chain;
mod convention;
mod derivation;
mod electrum;
mod electrum_old;
mod error;
mod expected;
mod extended;
mod family_seed;
mod keystore;
mod monero;
mod monero_base58;
mod network;
mod path;
mod published;
mod recognise;
mod script;
mod scrypt_wide;
mod search;
mod sign;
mod single;
mod single_error;
mod slip10;
mod stop;
mod strkey;
mod styles;
mod table;
mod versions;
mod wif;
mod within;

pub use account::{Account, address_at, first_address};
pub use address::Address;
pub(crate) use address::key_text;
pub(crate) use batch::in_runs;
pub use batch::{MAX_BATCH, addresses};
pub use bip32::{Fingerprint, PrivateNode, Root};
pub use bip38::{Bip38, Confirmation, looks_like_bip38};
pub use bip85::{Application, Child, ChildPlace, Drng, child_entropy};
pub use cardano::CardanoNode;
pub use chain::{Chain, Coin, Curve, Encoding, KeyHash, Zone, account_path, cosmos_zones};
pub use convention::{Master, PathStyle, Reach};
pub use derivation::Derivation;
pub use electrum::{ElectrumWallet, TwoFactor};
pub use electrum_old::ElectrumOldKey;
pub use error::KeysError;
pub use expected::{Expected, ExpectedAddress};
pub use extended::{ExtendedKey, KeyUse, is_private_key};
pub use family_seed::xrp_family_seed;
pub use keystore::{Keystore, keystore_version};
pub use monero::{MoneroAddress, MoneroNetwork, MoneroWallet};
pub use network::Network;
pub use path::{MAX_LEVELS, MAX_TEXT, Path, Step};
pub use published::{is_published_account, is_published_master};
pub use script::Script;
pub use search::{Match, search};
pub use single::{KeyAddress, KeyForm, SingleKey, is_mini_key, is_solana_key_pair};
pub use single_error::SingleKeyError;
pub use slip10::{Slip10Curve, Slip10Node};
pub use stop::stop_when;
pub use within::Place;

use bitcoin::secp256k1::{All, Secp256k1};
use std::sync::LazyLock;

/// The one curve context: making it costs more than deriving an address with it.
static CURVE: LazyLock<Secp256k1<All>> = LazyLock::new(Secp256k1::new);

/// Lends the curve context to the room of watch-only wallets.
pub(crate) fn curve() -> &'static Secp256k1<All> {
    &CURVE
}
