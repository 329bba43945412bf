//! Finds the coin, convention, path and script that make a known address or account key from a seed.
//!
//! Private keys are used on the calling thread only: to reach the accounts, and for chains whose every address needs
//! one. The threads that try addresses see extended public keys.

use super::address::{self, Payload, Public};
use super::batch::Branch;
use super::recognise::Fit;
use super::stop::go_on;
use super::{
    Coin, Derivation, Expected, ExpectedAddress, ExtendedKey, KeyUse, KeysError, MAX_BATCH, Master,
    Network, Path, PathStyle, Reach, Root, Script, Step,
};
use bitcoin::bip32::Xpub;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The most threads a search starts.
const MAX_THREADS: usize = 64;

/// Where something that was expected was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The wallets' convention, in words.
    pub convention: &'static str,
    /// The convention itself, for an address.
    pub style: Option<&'static PathStyle>,
    /// The coin; Bitcoin for a fingerprint, which is of no coin.
    pub coin: Coin,
    /// The path: of the address, of the account for an extended key, `m` for a fingerprint.
    pub path: Path,
    /// The script; `None` where neither the fingerprint nor the key says.
    pub script: Option<Script>,
    /// The network of the wallet.
    pub network: Network,
    /// The address, for an address.
    pub address: Option<String>,
}

/// Looks for what is expected over the known conventions of every coin that it can belong to: `accounts` (usually 0
/// to 4), the first `gap` indexes of each branch (usually 50), on `threads` threads (0 counts as 1).
///
/// `None` says that nothing fits: other words, another passphrase, or a path no wallet here uses.
///
/// # Errors
/// [`KeysError::WrongNetwork`] when the expectation belongs to another network than the root;
/// [`KeysError::TooMany`] when accounts or gap exceed 10,000; [`KeysError::Stopped`].
pub fn search(
    root: &Root,
    expected: &Expected,
    accounts: Range<u32>,
    gap: u32,
    threads: usize,
) -> Result<Option<Match>, KeysError> {
    expected.check_network(root.network())?;
    let limit = MAX_BATCH / 10;
    for count in [gap, accounts.end.saturating_sub(accounts.start)] {
        if count > limit {
            return Err(KeysError::TooMany { count, limit });
        }
    }
    match expected {
        Expected::Fingerprint(fingerprint) => {
            Ok((root.fingerprint() == *fingerprint).then(|| Match {
                convention: "the fingerprint of the master key",
                style: None,
                coin: Coin::BTC,
                path: Path::master(),
                script: None,
                network: root.network(),
                address: None,
            }))
        }
        Expected::Xpub(key) => find_key(root, key, &accounts, gap),
        Expected::Address(address) => find_address(root, address, &accounts, gap, threads),
    }
}

/// The account paths of a convention, in the order they are tried.
fn account_paths(
    style: &PathStyle,
    coin_type: u32,
    accounts: &Range<u32>,
    gap: u32,
) -> Result<Vec<Path>, KeysError> {
    let pattern = style.pattern();
    let counted = pattern.has_index() && !pattern.ends_in_index();
    let range = match (style.reach, pattern.has_account()) {
        (_, false) if counted => 0..gap,
        (Reach::First, _) | (_, false) => 0..1,
        (_, true) => accounts.clone(),
    };
    range.map(|account| pattern.account_path(coin_type, account)).collect()
}

fn find_key(
    root: &Root,
    key: &ExtendedKey,
    accounts: &Range<u32>,
    gap: u32,
) -> Result<Option<Match>, KeysError> {
    let mut known = HashMap::new();
    let mut first = None;
    let coins = Coin::all().filter(|coin| key.coin().is_none_or(|named| named == *coin));
    for coin in coins {
        let coin_type = coin.coin_type(root.network());
        for style in coin.styles().filter(|style| style.master == Master::Bip32) {
            for path in account_paths(style, coin_type, accounts, gap)? {
                go_on()?;
                if !key.is_same_key(&node_at(root, &path, &mut known)?) {
                    continue;
                }
                let found = Match {
                    convention: style.words,
                    style: Some(style),
                    coin,
                    path,
                    script: key.key_use().script().or(style.script),
                    network: root.network(),
                    address: None,
                };
                // A zpub on a path that several conventions share belongs to the one with its script.
                if key.key_use() == KeyUse::Any || key.key_use().script() == style.script {
                    return Ok(Some(found));
                }
                first.get_or_insert(found);
            }
        }
    }
    Ok(first)
}

fn node_at(root: &Root, path: &Path, known: &mut HashMap<Path, Xpub>) -> Result<Xpub, KeysError> {
    if let Some(node) = known.get(path) {
        return Ok(*node);
    }
    let node = root.derive_private(path)?.public();
    known.insert(path.clone(), node);
    Ok(node)
}

/// A branch of an account whose addresses follow from its public key.
struct Place<'a> {
    fit: &'a Fit,
    style: &'static PathStyle,
    path: Path,
    node: Xpub,
}

fn find_address(
    root: &Root,
    expected: &ExpectedAddress,
    accounts: &Range<u32>,
    gap: u32,
    threads: usize,
) -> Result<Option<Match>, KeysError> {
    let network = root.network();
    let mut known = HashMap::new();
    let mut places = Vec::new();
    for fit in expected.fits.iter().filter(|fit| fit.family.holds(network).0) {
        for style in fit.coin.styles().filter(|style| style.script == Some(fit.script)) {
            let derivation = Derivation { coin: fit.coin, script: fit.script, style, network };
            let by_public_key = style.master == Master::Bip32 && style.pattern().ends_in_index();
            for (account, change) in branches(style, accounts) {
                go_on()?;
                if by_public_key {
                    let path = derivation.above_index(account, change)?;
                    let node = node_at(root, &path, &mut known)?;
                    places.push(Place { fit, style, path, node });
                } else if let Some(found) =
                    privately(root, &derivation, fit, (account, change), gap)?
                {
                    // What was queued before it is of an earlier convention: it is looked at first.
                    return Ok(publicly(&places, network, gap, threads)?.or(Some(found)));
                }
            }
        }
    }
    publicly(&places, network, gap, threads)
}

/// The accounts and branches of a convention, in the order they are tried.
fn branches(style: &PathStyle, accounts: &Range<u32>) -> Vec<(u32, bool)> {
    let pattern = style.pattern();
    let all = style.reach == Reach::All;
    let numbers = if pattern.has_account() && all { accounts.clone() } else { 0..1 };
    let changes: &[bool] = if pattern.has_branch() && all { &[false, true] } else { &[false] };
    numbers.flat_map(|account| changes.iter().map(move |change| (account, *change))).collect()
}

/// Tries the addresses of one branch with the private key of each.
fn privately(
    root: &Root,
    derivation: &Derivation,
    fit: &Fit,
    (account, change): (u32, bool),
    gap: u32,
) -> Result<Option<Match>, KeysError> {
    let walked = derivation.walk(root, account, change, gap, &|key| {
        Payload::of(&fit.coin, fit.script, key) == fit.payload
    });
    let found = match walked {
        // Another kind of seed, an xprv for example, has no such keys.
        Err(KeysError::NeedsSeed | KeysError::NeedsWords) => return Ok(None),
        other => other?,
    };
    Ok(found.map(|path| found_at(fit, derivation.style, path, derivation.network)))
}

fn found_at(fit: &Fit, style: &'static PathStyle, path: Path, network: Network) -> Match {
    Match {
        convention: style.words,
        style: Some(style),
        coin: fit.coin,
        path,
        script: Some(fit.script),
        network,
        address: Some(address::encode(&fit.coin, fit.script, &fit.payload, network)),
    }
}

/// Tries the queued branches on several threads; the first in order that fits is the one.
fn publicly(
    places: &[Place<'_>],
    network: Network,
    gap: u32,
    threads: usize,
) -> Result<Option<Match>, KeysError> {
    let next = AtomicUsize::new(0);
    let best: Mutex<Option<(usize, Match)>> = Mutex::new(None);
    let work = || -> Result<(), KeysError> {
        loop {
            let rank = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = places.get(rank) else { return Ok(()) };
            let Some(found) = place.find(network, gap)? else { continue };
            // No later place can be better; places already begun are finished.
            next.fetch_max(places.len(), Ordering::Relaxed);
            let mut best = best.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            if best.as_ref().is_none_or(|(other, _)| rank < *other) {
                *best = Some((rank, found));
            }
        }
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(MAX_THREADS)).map(|_| scope.spawn(work)).collect();
        let mut result = work();
        for other in others {
            let theirs = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            result = result.and(theirs);
        }
        result
    })?;
    let best = best.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    Ok(best.map(|(_, found)| found))
}

impl Place<'_> {
    fn find(&self, network: Network, gap: u32) -> Result<Option<Match>, KeysError> {
        let children = Branch::from_node(&self.node);
        for index in 0..gap {
            go_on()?;
            let step = Step::normal(index)?;
            let key = Public::Secp256k1(children.key(step)?);
            if Payload::of(&self.fit.coin, self.fit.script, &key) == self.fit.payload {
                let path = self.path.child(step)?;
                return Ok(Some(found_at(self.fit, self.style, path, network)));
            }
        }
        Ok(None)
    }
}
