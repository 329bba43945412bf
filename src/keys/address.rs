//! Turns public keys into what an address pays to, and writes that as each chain does.

use super::base58 as digits;
use super::chain::{Coin, Encoding, KeyHash};
use super::{CURVE, Network, Path, Script, cashaddr, strkey};
use bech32::{Bech32, Hrp};
use bitcoin::base58;
use bitcoin::hashes::{Hash, hash160};
use bitcoin::hex::DisplayHex;
use bitcoin::key::TapTweak;
use bitcoin::secp256k1::{PublicKey, XOnlyPublicKey};
use blake2::Blake2bVar;
use blake2::digest::{Update, VariableOutput};
use sha3::{Digest, Keccak256};

/// An address, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The address as wallets print it.
    pub text: String,
    /// The way to its key: from the master key, or from the extended key when its origin is unknown.
    pub path: Path,
    /// The last level of the path; for paths that end in a fixed level, the number that was asked for.
    pub index: u32,
    /// The public key: 66 hexadecimal digits on secp256k1 (compressed, before any taproot tweak), 64 on ed25519 (for
    /// Cardano the payment key); empty when the script has several keys.
    pub public_key: String,
}

/// The longest payload, in bytes: two hashes of Cardano.
const MOST: usize = 56;

/// The longest Base58Check form, in bytes: a version of two and a hash of twenty.
const VERSIONED: usize = 22;

/// A public key on its curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Public {
    Secp256k1(PublicKey),
    Ed25519([u8; 32]),
    /// Cardano's payment key, or for a stake address the stake key, and the stake key of the account.
    Cardano {
        key: [u8; 32],
        stake: [u8; 32],
    },
}

impl Public {
    /// The key as hexadecimal digits.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Secp256k1(key) => key_text(key),
            Self::Ed25519(key) | Self::Cardano { key, .. } => key.to_lower_hex_string(),
        }
    }
}

/// What an address pays to: one or two hashes, or a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Payload {
    bytes: [u8; MOST],
    len: usize,
}

impl Payload {
    /// Takes the bytes; `None` for more than an address holds.
    pub(super) fn from_bytes(given: &[u8]) -> Option<Self> {
        let mut bytes = [0; MOST];
        bytes.get_mut(..given.len())?.copy_from_slice(given);
        Some(Self { bytes, len: given.len() })
    }

    fn joined(first: &[u8], second: &[u8]) -> Self {
        let mut bytes = [0; MOST];
        bytes[..first.len()].copy_from_slice(first);
        bytes[first.len()..first.len() + second.len()].copy_from_slice(second);
        Self { bytes, len: first.len() + second.len() }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// What a script of a coin pays to when `key` is its one key.
    pub(super) fn of(coin: &Coin, script: Script, key: &Public) -> Self {
        match key {
            Public::Secp256k1(key) => Self::joined(&of_secp256k1(coin, script, key), &[]),
            Public::Ed25519(key) => Self::joined(key, &[]),
            Public::Cardano { key, stake } => match script {
                Script::Base => Self::joined(&hash_224(key), &hash_224(stake)),
                _ => Self::joined(&hash_224(key), &[]),
            },
        }
    }
}

fn of_secp256k1(coin: &Coin, script: Script, key: &PublicKey) -> Vec<u8> {
    let keccak = match coin.chain().encoding {
        Encoding::Eip55 | Encoding::Tron(_) => true,
        Encoding::Bech32 { .. } => coin.hash() == KeyHash::Keccak,
        _ => script == Script::Eth,
    };
    if keccak {
        return Keccak256::digest(&key.serialize_uncompressed()[1..])[12..].to_vec();
    }
    match script {
        Script::Tr => {
            // BIP-0086: the tweak commits to the key alone, no script tree.
            let (tweaked, _) = XOnlyPublicKey::from(*key).tap_tweak(&*CURVE, None);
            tweaked.to_x_only_public_key().serialize().to_vec()
        }
        Script::ShWpkh => {
            let mut script = [0; 22];
            // OP_0 and a push of 20 bytes: the script of BIP-0141 that BIP-0049 hashes.
            script[1] = 20;
            script[2..].copy_from_slice(&hash_of(&key.serialize()));
            hash_of(&script).to_vec()
        }
        _ => hash_of(&key.serialize()).to_vec(),
    }
}

fn hash_of(bytes: &[u8]) -> [u8; 20] {
    hash160::Hash::hash(bytes).to_byte_array()
}

/// BLAKE2b with 224 bits, Cardano's hash of keys (CIP-0019).
pub(super) fn hash_224(key: &[u8]) -> [u8; 28] {
    let mut out = [0; 28];
    let mut hash = Blake2bVar::new(out.len()).expect("28 bytes are between 1 and 64");
    hash.update(key);
    hash.finalize_variable(&mut out).expect("the room is as long as the hash");
    out
}

/// Writes the address that pays there.
pub(super) fn encode(coin: &Coin, script: Script, payload: &Payload, network: Network) -> String {
    let bytes = payload.bytes();
    let form = network.form();
    match coin.chain().encoding {
        Encoding::Bitcoin { pkh, sh, hrp } => match (script, hrp) {
            (Script::Wpkh | Script::Tr, Some(prefixes)) => {
                let version = if script == Script::Tr { bech32::Fe32::P } else { bech32::Fe32::Q };
                let hrp = Hrp::parse_unchecked(prefixes[form]);
                bech32::segwit::encode(hrp, version, bytes).expect("20 or 32 bytes fit")
            }
            (Script::ShWpkh, _) => check(sh[form.min(1)][0], bytes),
            (_, _) => check(pkh[form.min(1)], bytes),
        },
        Encoding::CashAddr(prefixes) => cashaddr::encode(prefixes[form], 0, bytes),
        Encoding::Eip55 => with_capitals(bytes),
        Encoding::Tron(version) => check(&[version], bytes),
        Encoding::Ripple(version) => to_ripple(&check(&[version], bytes)),
        Encoding::Bech32 { .. } => plain_bech32(coin.prefix(), &[], bytes),
        Encoding::Base58Key => base58::encode(bytes),
        Encoding::StrKey(version) => strkey::encode(version, bytes),
        Encoding::Cardano => {
            let (kind, prefix) = match script {
                Script::Base => (0, "addr"),
                Script::Stake => (14, "stake"),
                _ => (6, "addr"),
            };
            let header = kind << 4 | u8::from(network.is_mainnet());
            let tail = if network.is_mainnet() { "" } else { "_test" };
            plain_bech32(&format!("{prefix}{tail}"), &[header], bytes)
        }
        Encoding::Monero => String::new(),
    }
}

fn check(version: &[u8], bytes: &[u8]) -> String {
    let mut whole = [0; VERSIONED];
    let (head, tail) = whole.split_at_mut(version.len());
    head.copy_from_slice(version);
    tail[..bytes.len()].copy_from_slice(bytes);
    base58::encode_check(&whole[..version.len() + bytes.len()])
}

fn plain_bech32(prefix: &str, head: &[u8], bytes: &[u8]) -> String {
    let hrp = Hrp::parse(prefix).expect("prefixes of the table and of --prefix are lower case");
    let whole = [head, bytes].concat();
    bech32::encode::<Bech32>(hrp, &whole).expect("57 bytes fit")
}

/// Changes the digits of Base58 from Bitcoin's order into that of the XRP Ledger.
fn to_ripple(text: &str) -> String {
    let digit = |byte| digits::to_ripple(byte).expect("base58 was just written");
    text.bytes().map(digit).map(char::from).collect()
}

/// Changes the digits of the XRP Ledger into Bitcoin's; `None` for what is no digit.
pub(super) fn from_ripple(text: &str) -> Option<String> {
    text.bytes().map(|byte| digits::from_ripple(byte).map(char::from)).collect()
}

/// The public key as 66 hexadecimal digits.
pub(crate) fn key_text(key: &PublicKey) -> String {
    key.serialize().to_lower_hex_string()
}

/// Writes 20 bytes as an Ethereum address with the capital letters of EIP-55.
pub(super) fn with_capitals(bytes: &[u8]) -> String {
    let digits = bytes.to_lower_hex_string();
    let hash = Keccak256::digest(digits.as_bytes());
    let capital = |(at, digit): (usize, char)| {
        let half = if at % 2 == 0 { hash[at / 2] >> 4 } else { hash[at / 2] & 15 };
        if half >= 8 { digit.to_ascii_uppercase() } else { digit }
    };
    "0x".chars().chain(digits.chars().enumerate().map(capital)).collect()
}
