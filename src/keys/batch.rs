//! Derives ranges of addresses from one account on several threads.
//!
//! What all addresses of a branch share is reckoned once: the branch's key and the beginning of the
//! HMAC, which is half of its work. Each thread takes one run of indexes and parses nothing.

use super::address::{Payload, Public};
use super::stop::go_on;
use super::{Account, Address, CURVE, KeysError, Network, Script, Step, address};
use bitcoin::bip32::Xpub;
use bitcoin::hashes::{Hash, HashEngine, Hmac, HmacEngine, sha512};
use bitcoin::secp256k1::{PublicKey, SecretKey};
use std::thread;

/// The most addresses made at once; they take about 20 MB.
pub const MAX_BATCH: u32 = 100_000;

/// The most threads one call starts.
const MAX_THREADS: usize = 64;

/// The indexes a path can have end here (BIP-0032).
const INDEX_END: u64 = 1 << 31;

/// A public node whose children are wanted, with everything they share.
pub(super) struct Branch {
    key: PublicKey,
    /// HMAC-SHA512 keyed with the chain code and fed with the public key (BIP-0032, *CKDpub*).
    begun: HmacEngine<sha512::Hash>,
}

impl Branch {
    pub(super) fn of(account: &Account, change: bool) -> Result<Self, KeysError> {
        let below = account.xpub.ckd_pub(&CURVE, Step::branch(change).into());
        Ok(Self::from_node(&below.map_err(|_| KeysError::NoKeyHere)?))
    }

    pub(super) fn from_node(node: &Xpub) -> Self {
        let mut begun = HmacEngine::new(node.chain_code.as_bytes());
        begun.input(&node.public_key.serialize());
        Self { key: node.public_key, begun }
    }

    /// Gives the public key of a child.
    pub(super) fn key(&self, step: Step) -> Result<PublicKey, KeysError> {
        if step.is_hardened() {
            return Err(KeysError::HardenedFromPublic { level: 1 });
        }
        let mut mac = self.begun.clone();
        mac.input(&step.number().to_be_bytes());
        let halves = Hmac::<sha512::Hash>::from_engine(mac).to_byte_array();
        let left = SecretKey::from_slice(&halves[..32]).map_err(|_| KeysError::NoKeyHere)?;
        // The point of the left half plus the parent: the sum BIP-0032 asks for. The library's
        // `add_exp_tweak` gives the same with a general multiplication, which takes longer.
        let point = PublicKey::from_secret_key(&CURVE, &left);
        point.combine(&self.key).map_err(|_| KeysError::NoKeyHere)
    }
}

/// Gives `count` addresses from index `start` on, in order, reckoned on `threads` threads (0 counts
/// as 1).
///
/// # Errors
/// [`KeysError::TooMany`] above [`MAX_BATCH`], [`KeysError::IndexRange`] past the last index,
/// [`KeysError::WrongNetwork`] when the account's key belongs to another network,
/// [`KeysError::ScriptOfAnotherCoin`] for a script that the account's coin does not have.
pub fn addresses(
    account: &Account,
    script: Script,
    network: Network,
    change: bool,
    start: u32,
    count: u32,
    threads: usize,
) -> Result<Vec<Address>, KeysError> {
    account.check_network(script, network)?;
    let coin = account.coin_of(script);
    if !coin.scripts().contains(&script) {
        return Err(KeysError::ScriptOfAnotherCoin { script });
    }
    let branch = Branch::of(account, change)?;
    let above = account.path().child(Step::branch(change))?;
    in_runs(start, count, threads, |index| {
        let step = Step::normal(index)?;
        let key = branch.key(step)?;
        let payload = Payload::of(&coin, script, &Public::Secp256k1(key));
        Ok(Address {
            text: address::encode(&coin, script, &payload, network),
            path: above.child(step)?,
            index,
            public_key: address::key_text(&key),
        })
    })
}

/// Calls `one` for every index of a range, on several threads, and keeps the results in order.
///
/// # Errors
/// [`KeysError::TooMany`], [`KeysError::IndexRange`], [`KeysError::Stopped`] and whatever `one` refuses.
pub(crate) fn in_runs<T: Send, E: Send + From<KeysError>>(
    start: u32,
    count: u32,
    threads: usize,
    one: impl Fn(u32) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    if count > MAX_BATCH {
        return Err(KeysError::TooMany { count, limit: MAX_BATCH }.into());
    }
    let end = u64::from(start) + u64::from(count);
    if end > INDEX_END {
        return Err(KeysError::IndexRange { start, count }.into());
    }
    let indexes: Vec<u32> = (start..).take(count as usize).collect();
    let run = indexes.len().div_ceil(threads.clamp(1, MAX_THREADS)).max(1);
    let next = |index: &u32| go_on().map_err(E::from).and_then(|()| one(*index));
    let walk = &|run: &[u32]| run.iter().map(next).collect::<Result<Vec<T>, E>>();
    let mut runs = indexes.chunks(run);
    let last = runs.next_back().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = runs.map(|run| scope.spawn(move || walk(run))).collect();
        let last = walk(last);
        let mut all = Vec::with_capacity(indexes.len());
        for other in others {
            let part = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all.extend(part?);
        }
        all.extend(last?);
        Ok(all)
    })
}
