//! Turns public keys into addresses: Bitcoin's four scripts of one key, and Ethereum with its capital
//! letters (EIP-55).

use super::{CURVE, KeysError, Network, Path, Script};
use bitcoin::hashes::{Hash, hash160};
use bitcoin::hex::DisplayHex;
use bitcoin::key::{CompressedPublicKey, TapTweak};
use bitcoin::secp256k1::{PublicKey, XOnlyPublicKey};
use sha3::{Digest, Keccak256};

/// An address, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The address as wallets print it.
    pub text: String,
    /// The way to its key: from the master key, or from the extended key when its origin is unknown.
    pub path: Path,
    /// The last level of the path.
    pub index: u32,
    /// The public key, 66 hexadecimal digits (compressed, before any taproot tweak); empty when the
    /// script has several keys.
    pub public_key: String,
}

/// What an address pays to: a hash of 20 bytes, or a taproot key of 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Payload {
    Wpkh([u8; 20]),
    Tr([u8; 32]),
    ShWpkh([u8; 20]),
    Pkh([u8; 20]),
    Eth([u8; 20]),
}

impl Payload {
    /// What a script pays to when `key` is its one key.
    pub(super) fn of(script: Script, key: &PublicKey) -> Self {
        match script {
            Script::Wpkh => Self::Wpkh(hash_of(&key.serialize())),
            Script::Pkh => Self::Pkh(hash_of(&key.serialize())),
            Script::ShWpkh => {
                let mut script = [0; 22];
                // OP_0 and a push of 20 bytes: the script of BIP-0141 that BIP-0049 hashes.
                script[1] = 20;
                script[2..].copy_from_slice(&hash_of(&key.serialize()));
                Self::ShWpkh(hash_of(&script))
            }
            Script::Tr => {
                // BIP-0086: the tweak commits to the key alone, no script tree.
                let (tweaked, _) = XOnlyPublicKey::from(*key).tap_tweak(&*CURVE, None);
                Self::Tr(tweaked.to_x_only_public_key().serialize())
            }
            Script::Eth => {
                let hash = Keccak256::digest(&key.serialize_uncompressed()[1..]);
                let mut last = [0; 20];
                last.copy_from_slice(&hash[12..]);
                Self::Eth(last)
            }
        }
    }
}

fn hash_of(bytes: &[u8]) -> [u8; 20] {
    hash160::Hash::hash(bytes).to_byte_array()
}

/// Writes the address of a key.
pub(super) fn encode(script: Script, key: &PublicKey, network: Network) -> String {
    let compressed = CompressedPublicKey(*key);
    match script {
        Script::Wpkh => bitcoin::Address::p2wpkh(&compressed, network.hrp()).to_string(),
        Script::ShWpkh => bitcoin::Address::p2shwpkh(&compressed, network.kind()).to_string(),
        Script::Pkh => bitcoin::Address::p2pkh(compressed, network.kind()).to_string(),
        Script::Tr => {
            let key = XOnlyPublicKey::from(*key);
            bitcoin::Address::p2tr(&CURVE, key, None, network.hrp()).to_string()
        }
        Script::Eth => match Payload::of(Script::Eth, key) {
            Payload::Eth(bytes) => with_capitals(&bytes),
            _ => unreachable!("an ethereum script pays to an ethereum address"),
        },
    }
}

/// The public key as 66 hexadecimal digits.
pub(crate) fn key_text(key: &PublicKey) -> String {
    key.serialize().to_lower_hex_string()
}

/// Writes 20 bytes as an Ethereum address with the capital letters of EIP-55.
pub(super) fn with_capitals(bytes: &[u8; 20]) -> String {
    let digits = bytes.to_lower_hex_string();
    let hash = Keccak256::digest(digits.as_bytes());
    let capital = |(at, digit): (usize, char)| {
        let half = if at % 2 == 0 { hash[at / 2] >> 4 } else { hash[at / 2] & 15 };
        if half >= 8 { digit.to_ascii_uppercase() } else { digit }
    };
    "0x".chars().chain(digits.chars().enumerate().map(capital)).collect()
}

/// Reads an Ethereum address; the flag says whether capital letters confirmed it (EIP-55).
pub(super) fn parse_eth(text: &str) -> Result<([u8; 20], bool), KeysError> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    if digits.len() != 40 {
        return Err(KeysError::EthLength { digits: digits.chars().count() });
    }
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(KeysError::NotRecognised);
    }
    let mut bytes = [0; 20];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let pair = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16);
        *byte = pair.map_err(|_| KeysError::NotRecognised)?;
    }
    let lower = digits.bytes().any(|byte| byte.is_ascii_lowercase());
    let upper = digits.bytes().any(|byte| byte.is_ascii_uppercase());
    if lower && upper && with_capitals(&bytes)[2..] != *digits {
        return Err(KeysError::EthChecksum);
    }
    Ok((bytes, lower && upper))
}
