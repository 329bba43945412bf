//! Between resources of other wallets and the texts of this one: keys and descriptors, both ways (`ur::registry`).

mod write;

pub use write::{account_descriptor, output_descriptor};

use super::WalletError;
use crate::secret::{SecretBuffer, SecretText};
use crate::ur::registry::{
    Address, AddressType, Child, EcKey, HdKey, Key, Keypath, OutputDescriptor,
};
use bitcoin::base58;
use bitcoin::base64::Engine;
use bitcoin::base64::prelude::BASE64_STANDARD;
use std::fmt::{self, Write};

/// Room for one key with its origin and branch, in bytes: 112 for the key, 11 for each of up to 64 steps.
const KEY_ROOM: usize = 1_024;
/// The branches of receive and change, for keys whose resource does not say them.
const BOTH_BRANCHES: &str = "/<0;1>/*";

/// The descriptor that a resource holds, without its checksum. Keys with children that name none get the branches
/// of receive and change: a key without any would be one address.
///
/// # Errors
/// [`WalletError::ResourceKey`] for `@` numbers without a key, and keys that no descriptor can have.
pub fn descriptor_text(output: &OutputDescriptor) -> Result<SecretText, WalletError> {
    let room = output.source.len() + (output.keys.len() + 1) * KEY_ROOM;
    let mut text = SecretBuffer::with_room(room);
    let full = |_| WalletError::ResourceKey;
    let mut rest = output.source.as_str();
    while let Some(at) = rest.find('@') {
        text.push_text(&rest[..at]).map_err(full)?;
        rest = &rest[at + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let place: usize = rest[..digits].parse().map_err(|_| WalletError::ResourceKey)?;
        rest = &rest[digits..];
        let key = output.keys.get(place).ok_or(WalletError::ResourceKey)?;
        // The text may say the branch itself: `@0/<0;1>/*` or `@0/**`.
        let branch = if rest.starts_with('/') { "" } else { BOTH_BRANCHES };
        put_key(&mut text, key, branch)?;
    }
    text.push_text(rest).map_err(full)?;
    text.into_text().map_err(|_| WalletError::ResourceKey)
}

/// A key with its origin, as one line: `[8c65eb9f/84h/0h/0h]xpub…`, a private one as `xprv…`.
///
/// # Errors
/// [`WalletError::ResourceKey`] as above.
pub fn key_text(key: &HdKey) -> Result<SecretText, WalletError> {
    let mut text = SecretBuffer::with_room(KEY_ROOM);
    put_hd_key(&mut text, key, "")?;
    text.into_text().map_err(|_| WalletError::ResourceKey)
}

/// A single key: a private one in wallet import format for a compressed key, a public one in hexadecimal digits.
///
/// # Errors
/// [`WalletError::ResourceKey`] as above.
pub fn single_text(key: &EcKey) -> Result<SecretText, WalletError> {
    let mut text = SecretBuffer::with_room(KEY_ROOM);
    put_single(&mut text, key)?;
    text.into_text().map_err(|_| WalletError::ResourceKey)
}

/// The address that a resource holds, of Bitcoin or, with the coin type 60, of Ethereum.
///
/// # Errors
/// [`WalletError::ResourceKey`] for other coins and forms.
pub fn address_text(address: &Address) -> Result<String, WalletError> {
    let hash: [u8; 20] =
        address.hash.as_slice().try_into().map_err(|_| WalletError::ResourceKey)?;
    let test = address.coin.network != 0;
    if address.coin.coin == 60 {
        let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        return Ok(format!("0x{digits}"));
    }
    if address.coin.coin > 1 {
        return Err(WalletError::ResourceKey);
    }
    let network = if test { bitcoin::NetworkKind::Test } else { bitcoin::NetworkKind::Main };
    let legacy = |main: u8, test: u8| {
        let version = if network.is_mainnet() { main } else { test };
        let mut bytes = [version; 21];
        bytes[1..].copy_from_slice(&hash);
        base58::encode_check(&bytes)
    };
    Ok(match address.form {
        None | Some(AddressType::P2pkh) => legacy(0x00, 0x6f),
        Some(AddressType::P2sh) => legacy(0x05, 0xc4),
        Some(AddressType::P2wpkh) => {
            let hrp = if test { bitcoin::KnownHrp::Testnets } else { bitcoin::KnownHrp::Mainnet };
            let program = bitcoin::WitnessProgram::new(bitcoin::WitnessVersion::V0, &hash);
            let program = program.map_err(|_| WalletError::ResourceKey)?;
            bitcoin::Address::from_witness_program(program, hrp).to_string()
        }
    })
}

/// A PSBT as text, in base 64 (BIP-0174).
pub fn psbt_text(psbt: &[u8]) -> String {
    BASE64_STANDARD.encode(psbt)
}

fn put_key(text: &mut SecretBuffer, key: &Key, branch: &str) -> Result<(), WalletError> {
    match key {
        Key::Hd(key) => put_hd_key(text, key, branch),
        Key::Ec(key) => put_single(text, key),
        Key::Address(address) => {
            text.push_text(&address_text(address)?).map_err(|_| WalletError::ResourceKey)
        }
    }
}

fn put_hd_key(text: &mut SecretBuffer, key: &HdKey, branch: &str) -> Result<(), WalletError> {
    let full = |_| WalletError::ResourceKey;
    let origin = key.origin.as_ref();
    if let Some((path, source)) = origin.and_then(|path| Some((path, path.source?))) {
        write!(text, "[{source:08x}").map_err(full)?;
        put_steps(text, path)?;
        text.push_text("]").map_err(|_| WalletError::ResourceKey)?;
    }
    let Some(code) = &key.chain_code else {
        let single = EcKey { is_private: false, key: copy(&key.key) };
        return if key.is_private {
            Err(WalletError::ResourceKey)
        } else {
            put_single(text, &single)
        };
    };
    let mut body = zeroize::Zeroizing::new([0_u8; 78]);
    let version: [u8; 4] = match (key.is_private, key.coin.network) {
        (false, 0) => [0x04, 0x88, 0xb2, 0x1e],
        (true, 0) => [0x04, 0x88, 0xad, 0xe4],
        (false, _) => [0x04, 0x35, 0x87, 0xcf],
        (true, _) => [0x04, 0x35, 0x83, 0x94],
    };
    body[..4].copy_from_slice(&version);
    let steps = origin.map_or(0, |path| path.steps.len());
    body[4] = origin.and_then(|path| path.depth).unwrap_or(steps as u8);
    body[5..9].copy_from_slice(&key.parent.unwrap_or_default().to_be_bytes());
    let last = origin.and_then(|path| path.steps.last());
    let number = match last.map(|step| (step.child, step.hardened)) {
        Some((Child::Index(index), hardened)) => index | (u32::from(hardened) << 31),
        _ => 0,
    };
    body[9..13].copy_from_slice(&number.to_be_bytes());
    // exposed to: the extended key that is written
    body[13..45].copy_from_slice(code.expose_secret());
    // exposed to: the extended key that is written
    body[45..].copy_from_slice(key.key.expose_secret());
    write!(text, "{}", Base58(&body[..])).map_err(full)?;
    match &key.children {
        Some(path) => put_steps(text, path),
        None => text.push_text(branch).map_err(|_| WalletError::ResourceKey),
    }
}

fn put_steps(text: &mut SecretBuffer, path: &Keypath) -> Result<(), WalletError> {
    for step in &path.steps {
        let hardened = if step.hardened { "h" } else { "" };
        match step.child {
            Child::Index(index) => write!(text, "/{index}{hardened}"),
            Child::Any => write!(text, "/*{hardened}"),
            Child::Pair(receive, change) => {
                write!(text, "/<{receive}{hardened};{change}{hardened}>")
            }
            Child::Range(..) => return Err(WalletError::ResourceKey),
        }
        .map_err(|_| WalletError::ResourceKey)?;
    }
    Ok(())
}

fn put_single(text: &mut SecretBuffer, key: &EcKey) -> Result<(), WalletError> {
    let full = |_| WalletError::ResourceKey;
    // exposed to: the text that is written
    let bytes = key.key.expose_secret();
    if !key.is_private {
        return bytes.iter().try_for_each(|byte| write!(text, "{byte:02x}")).map_err(full);
    }
    let mut body = zeroize::Zeroizing::new([1_u8; 34]);
    body[0] = 0x80;
    body[1..33].copy_from_slice(bytes);
    write!(text, "{}", Base58(&body[..])).map_err(full)
}

/// Bytes with their checksum, written without a copy on the heap.
struct Base58<'a>(&'a [u8]);

impl fmt::Display for Base58<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base58::encode_check_to_fmt(f, self.0)
    }
}

fn copy(bytes: &crate::secret::SecretBytes) -> crate::secret::SecretBytes {
    // exposed to: a copy that is wiped as well
    crate::secret::SecretBytes::copied_from(bytes.expose_secret())
}
