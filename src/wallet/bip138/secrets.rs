//! Turns the keys of a wallet into the secrets of a backup: each key alone gives the one that encrypts
//! (BIP-0138, *Secret generation*).

use super::super::Policy;
use super::super::cosigner::is_unspendable;
use crate::keys::ExtendedKey;
use miniscript::ForEachKey;
use miniscript::bitcoin::bip32::Xpub;
use miniscript::bitcoin::secp256k1::XOnlyPublicKey;
use miniscript::descriptor::{DescriptorPublicKey, Wildcard};
use sha2::{Digest, Sha256};

/// A key that cannot open the backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// The key as the descriptor writes it.
    pub key: String,
    /// Why.
    pub reason: &'static str,
}

/// SHA-256 with a tag (BIP-0340, *Design*).
fn tagged(tag: &str, parts: &[[u8; 32]]) -> [u8; 32] {
    let tag = Sha256::digest(tag);
    let mut hash = Sha256::new().chain_update(tag).chain_update(tag);
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().into()
}

/// The secret that encrypts, from the x-only root keys of all who take part, in any order.
pub fn combined_secret(keys: &[[u8; 32]]) -> [u8; 32] {
    let mut sorted = keys.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    tagged("BIP138_DECRYPTION_SECRET", &sorted)
}

/// The published half for one key; with the published half for `secret` it gives the secret back.
pub fn individual_secret(secret: &[u8; 32], key: &[u8; 32]) -> [u8; 32] {
    let own = tagged("BIP138_INDIVIDUAL_SECRET", &[*key]);
    std::array::from_fn(|at| secret[at] ^ own[at])
}

/// The x-only root key of a key expression with a step or `*` behind it; `None` for what may not take part
/// (*Descriptor key requirements*).
fn root(key: &DescriptorPublicKey) -> Result<[u8; 32], &'static str> {
    let x_only = |xpub: &Xpub| XOnlyPublicKey::from(xpub.public_key).serialize();
    if is_unspendable(key) {
        return Err("nobody has this key");
    }
    match key {
        DescriptorPublicKey::Single(_) => Err("a single key stands on the chain as it is"),
        DescriptorPublicKey::MultiXPub(key) => Ok(x_only(&key.xkey)),
        DescriptorPublicKey::XPub(key)
            if key.derivation_path.is_empty() && key.wildcard == Wildcard::None =>
        {
            Err("no step behind the key: it stands on the chain as it is")
        }
        DescriptorPublicKey::XPub(key) => Ok(x_only(&key.xkey)),
    }
}

/// The x-only root key that opens a backup, of `[origin]xpub…/…` or of an extended public key of any prefix.
pub fn root_of(text: &str) -> Option<[u8; 32]> {
    let text = text.trim_ascii();
    if let Ok(key) = ExtendedKey::parse(text.rsplit(']').next()?) {
        return Some(XOnlyPublicKey::from(key.xpub.public_key).serialize());
    }
    root(&text.parse().ok()?).ok()
}

/// The x-only root keys that take part, sorted and each once, and the keys that do not.
pub fn participants(wallet: &Policy) -> (Vec<[u8; 32]>, Vec<Excluded>) {
    let (mut keys, mut excluded) = (Vec::new(), Vec::new());
    wallet.branches.joined.for_each_key(|key| {
        match root(key) {
            Ok(root) => keys.push(root),
            Err(reason) => excluded.push(Excluded { key: key.to_string(), reason }),
        }
        true
    });
    keys.sort_unstable();
    keys.dedup();
    (keys, excluded)
}

const HARD: u32 = 1 << 31;

/// The paths that a recovery would not try by itself (*Derivation Paths*): accounts 0 to 9 of the usual purposes
/// are left out, which tells less about the wallet.
pub fn unusual(paths: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let account = |step: u32| (HARD..=HARD + 9).contains(&step);
    let coin = |step: u32| step == HARD || step == HARD + 1;
    let usual = |path: &[u32]| match *path {
        [purpose, kind, number] => {
            [44, 49, 84, 86, 87].contains(&(purpose ^ HARD)) && coin(kind) && account(number)
        }
        [purpose, kind, number, script] => {
            let known = [HARD + 1, HARD + 2].contains(&script);
            purpose == HARD + 48 && coin(kind) && account(number) && known
        }
        _ => false,
    };
    paths.iter().filter(|path| !path.is_empty() && !usual(path)).cloned().collect()
}

/// The origin paths of a wallet's keys.
pub(super) fn origin_paths(wallet: &Policy) -> Vec<Vec<u32>> {
    let origins = wallet.cosigners().into_iter().filter_map(|key| key.origin);
    let number =
        |step: &crate::keys::Step| step.index() | if step.is_hardened() { HARD } else { 0 };
    origins.map(|(_, path)| path.components().iter().map(number).collect()).collect()
}
