//! Reads and writes records of the multisig setup of BIP-0129: keys of signers, and the wallet they make.

use super::descriptor::Branches;
use super::read::{Brought, Format, gather};
use super::{Cosigner, Policy, WalletError};
use crate::keys::Network;
use miniscript::bitcoin::secp256k1::PublicKey;
use miniscript::bitcoin::sign_message::{MessageSignature, signed_msg_hash};

const VERSION: &str = "BSMS 1.0";
const NO_RESTRICTIONS: &str = "No path restrictions";
/// The longest description of a key, in characters.
const MOST_DESCRIPTION: usize = 80;

/// What one signer gives to the others (*Round 1*, *Signer*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRecord {
    /// The token, in hexadecimal digits; `00` without encryption.
    pub token: String,
    /// The key with its origin.
    pub key: Cosigner,
    /// What the signer calls the key.
    pub description: String,
    /// Whether the signature is one of the key over the record: `None` for a signature of BIP-0322, which is not
    /// checked here.
    pub signed: Option<bool>,
}

/// Reads a record of either kind that is not encrypted.
pub(super) fn read(text: &str) -> Result<Brought, WalletError> {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    if lines[0] != VERSION {
        return Err(WalletError::BsmsVersion);
    }
    if lines.get(1).is_some_and(|line| line.contains('(')) {
        return read_wallet(&lines).map(|wallet| Brought::wallet(Format::BsmsWallet, wallet));
    }
    let record = KeyRecord::read(text)?;
    if record.signed == Some(false) {
        return Err(WalletError::BsmsSignature);
    }
    Ok(Brought::keys(Format::BsmsKey, vec![record.key]))
}

impl KeyRecord {
    /// Reads a key record and checks its signature.
    ///
    /// # Errors
    /// [`WalletError::BsmsVersion`], [`WalletError::Missing`], and as [`Cosigner::parse`].
    pub fn read(text: &str) -> Result<Self, WalletError> {
        super::descriptor::refuse_private(text)?;
        let text = text.trim_end_matches(['\n', '\r']);
        let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
        let [version, token, key, description, signature] = lines[..] else {
            return Err(WalletError::Missing { what: "five lines" });
        };
        if version != VERSION {
            return Err(WalletError::BsmsVersion);
        }
        if description.chars().count() > MOST_DESCRIPTION {
            return Err(WalletError::Missing { what: "a description of at most 80 characters" });
        }
        let (mut key, public) = key_of(key)?;
        key.name = Some(description.to_owned()).filter(|name| !name.is_empty());
        let signed = check(&lines[..4].join("\n"), signature, &public);
        Ok(Self { token: token.to_owned(), key, description: description.to_owned(), signed })
    }
}

/// An extended key or a single public key, each with its origin, and the point it holds.
fn key_of(text: &str) -> Result<(Cosigner, PublicKey), WalletError> {
    if let Ok(key) = Cosigner::parse(text) {
        let point = crate::keys::ExtendedKey::parse(&key.key)?.xpub.public_key;
        return Ok((key, point));
    }
    // A single key is no wallet's, but the standard allows it: it is read through a descriptor.
    let alone =
        Policy::from_descriptor(&format!("pkh({text})")).map_err(|_| WalletError::KeyLine)?;
    let key = alone.cosigners().pop().ok_or(WalletError::KeyLine)?;
    let point = key.key.parse().map_err(|_| WalletError::KeyLine)?;
    Ok((key, point))
}

/// Checks a signature in the old form of 65 bytes; `None` for any other form.
fn check(message: &str, signature: &str, key: &PublicKey) -> Option<bool> {
    let signature = MessageSignature::from_base64(signature.trim_ascii()).ok()?;
    let hash = signed_msg_hash(message);
    let found = signature.recover_pubkey(crate::keys::curve(), hash);
    Some(found.is_ok_and(|found| found.inner == *key))
}

/// Reads a descriptor record and computes its first address again: the only check against tampering.
fn read_wallet(lines: &[&str]) -> Result<Policy, WalletError> {
    let [_, descriptor, restrictions, address, ..] = lines else {
        return Err(WalletError::Missing { what: "four lines" });
    };
    let wallet = if descriptor.contains("/**") {
        // A template may carry a checksum of its own text, which no reader of descriptors takes.
        let body = descriptor.split('#').next().unwrap_or(descriptor);
        let branches = restrictions.split(',').map(|path| {
            let path = path.trim_ascii();
            let is_path = path.starts_with('/') && !path.contains(['\'', 'h', '(', ')']);
            if !is_path {
                return Err(WalletError::Missing { what: "path restrictions for the template" });
            }
            Branches::read(&super::write::checked(&body.replace("/**", path))?)
        });
        let branches = branches.collect::<Result<Vec<_>, _>>()?;
        let mut wallets = gather(branches);
        let first = wallets.pop().filter(|_| wallets.is_empty());
        first.ok_or(WalletError::NotAPair)?
    } else {
        Policy::from_descriptor(descriptor)?
    };
    let networks = match wallet.network() {
        Some(Network::Mainnet) => &[Network::Mainnet][..],
        Some(_) => &[Network::Testnet, Network::Regtest],
        None => &[Network::Mainnet, Network::Testnet, Network::Regtest],
    };
    let is_first = |network: &Network| {
        wallet.first_address(*network).is_ok_and(|own| own.text == address.trim_ascii())
    };
    if networks.iter().any(is_first) { Ok(wallet) } else { Err(WalletError::FirstAddress) }
}

/// Writes a descriptor record; without a final line break, since an encryption covers the exact bytes.
pub(super) fn write(wallet: &Policy, network: Network) -> Result<String, WalletError> {
    let first = wallet.first_address(network)?.text;
    let plain = wallet.plain_descriptor();
    if wallet.has_usual_branches() {
        let body = plain.split('#').next().unwrap_or_default().replace("/<0;1>/*", "/**");
        return Ok(format!("{VERSION}\n{body}\n/0/*,/1/*\n{first}"));
    }
    if wallet.has_change() {
        let reason = "only branches 0 and 1 have a short form";
        return Err(WalletError::NotExported { to: "bsms", reason });
    }
    Ok(format!("{VERSION}\n{plain}\n{NO_RESTRICTIONS}\n{first}"))
}

/// Whether a text is an encrypted record: nothing but hexadecimal digits, longer than any key.
pub(super) fn looks_sealed(text: &str) -> bool {
    text.len() > 200
        && text.len().is_multiple_of(2)
        && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
