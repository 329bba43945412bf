//! Joins receive and change that were written as two descriptors into one with `<0;1>` (BIP-0389).

use super::WalletError;
use super::descriptor::Public;
use miniscript::bitcoin::bip32::DerivationPath;
use miniscript::descriptor::{
    DerivPaths, DescriptorMultiXKey, DescriptorPublicKey, DescriptorXKey,
};
use miniscript::{Translator, translate_hash_clone};
use std::collections::VecDeque;

/// Joins two descriptors whose extended keys differ in one step each.
///
/// # Errors
/// [`WalletError::NotAPair`] for any other difference.
pub(super) fn join(receive: &Public, change: &Public) -> Result<Public, WalletError> {
    // Both walks are `translate_pk`, so both meet the keys in the same order.
    let mut keys = Collect(VecDeque::new());
    change.translate_pk(&mut keys).map_err(|_| WalletError::NotAPair)?;
    receive.translate_pk(&mut Join(keys.0)).map_err(|_| WalletError::NotAPair)
}

struct Collect(VecDeque<DescriptorPublicKey>);

impl Translator<DescriptorPublicKey> for Collect {
    type TargetPk = DescriptorPublicKey;
    type Error = WalletError;

    fn pk(&mut self, key: &DescriptorPublicKey) -> Result<DescriptorPublicKey, WalletError> {
        self.0.push_back(key.clone());
        Ok(key.clone())
    }

    translate_hash_clone!(DescriptorPublicKey);
}

struct Join(VecDeque<DescriptorPublicKey>);

impl Translator<DescriptorPublicKey> for Join {
    type TargetPk = DescriptorPublicKey;
    type Error = WalletError;

    fn pk(&mut self, key: &DescriptorPublicKey) -> Result<DescriptorPublicKey, WalletError> {
        let other = self.0.pop_front().ok_or(WalletError::NotAPair)?;
        match (key, &other) {
            // An extended key on the same branch in both would be used twice.
            (DescriptorPublicKey::XPub(one), DescriptorPublicKey::XPub(other)) => both(one, other),
            (one, other) if one == other => Ok(one.clone()),
            _ => Err(WalletError::NotAPair),
        }
    }

    translate_hash_clone!(DescriptorPublicKey);
}

type Key = DescriptorXKey<miniscript::bitcoin::bip32::Xpub>;

fn both(one: &Key, other: &Key) -> Result<DescriptorPublicKey, WalletError> {
    let same_key =
        one.origin == other.origin && one.xkey == other.xkey && one.wildcard == other.wildcard;
    let paths = [&one.derivation_path, &other.derivation_path];
    if !same_key || !differ_in_one_step(paths) {
        return Err(WalletError::NotAPair);
    }
    let derivation_paths =
        DerivPaths::new(paths.map(Clone::clone).to_vec()).ok_or(WalletError::NotAPair)?;
    Ok(DescriptorPublicKey::MultiXPub(DescriptorMultiXKey {
        origin: one.origin.clone(),
        xkey: one.xkey,
        derivation_paths,
        wildcard: one.wildcard,
    }))
}

fn differ_in_one_step([one, other]: [&DerivationPath; 2]) -> bool {
    let different = one.into_iter().zip(other).filter(|(one, other)| one != other).count();
    one.len() == other.len() && different == 1
}

/// Whether the first extended key of `one` stands on a higher branch than that of `other`: such a pair was given
/// as change and receive.
pub(super) fn is_swapped(one: &Public, other: &Public) -> bool {
    let steps = |descriptor: &Public| {
        let extended = |key: &DescriptorPublicKey| matches!(key, DescriptorPublicKey::XPub(_));
        let first = descriptor.iter_pk().find(extended);
        first.and_then(|key| key.derivation_path()).map(|path| path.to_u32_vec())
    };
    steps(one) > steps(other)
}
