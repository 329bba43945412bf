//! Finds the convention, path and script that make a known address or account key from a seed.
//!
//! Private keys are used on the calling thread only, to reach the accounts; the threads that try
//! addresses see extended public keys.

use super::address::{self, Payload};
use super::batch::Branch;
use super::convention::{self, Below, Convention};
use super::stop::go_on;
use super::{
    CURVE, Expected, ExpectedAddress, ExtendedKey, KeyUse, KeysError, MAX_BATCH, Network, Path,
    Root, Script, Step,
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
    /// The path: of the address, of the account for an extended key, `m` for a fingerprint.
    pub path: Path,
    /// The script; `None` where neither the fingerprint nor the key says.
    pub script: Option<Script>,
    /// The network of the wallet.
    pub network: Network,
    /// The address, for an address.
    pub address: Option<String>,
}

/// Looks for what is expected over the known conventions: `accounts` (usually 0 to 4), the first `gap`
/// indexes of each branch (usually 50), on `threads` threads (0 counts as 1).
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
                path: Path::master(),
                script: None,
                network: root.network(),
                address: None,
            }))
        }
        Expected::Xpub(key) => find_key(root, key, &accounts, gap),
        Expected::Address(address) => {
            let places = places_for(root, address.script(), &accounts, gap)?;
            find_address(&places, address, root.network(), gap, threads)
        }
    }
}

/// A convention's account, ready to be tried.
struct Place {
    convention: &'static Convention,
    path: Path,
    node: Xpub,
}

fn find_key(
    root: &Root,
    key: &ExtendedKey,
    accounts: &Range<u32>,
    gap: u32,
) -> Result<Option<Match>, KeysError> {
    let mut known = HashMap::new();
    let mut first = None;
    for convention in &convention::ALL {
        for path in convention.paths(root.network(), accounts, gap)? {
            go_on()?;
            if !key.is_same_key(&node_at(root, &path, &mut known)?) {
                continue;
            }
            let found = Match {
                convention: convention.name,
                path,
                script: key.key_use().script().or(convention.script),
                network: root.network(),
                address: None,
            };
            // A zpub on a path that several conventions share belongs to the one with its script.
            if key.key_use() == KeyUse::Any || key.key_use().script() == convention.script {
                return Ok(Some(found));
            }
            first.get_or_insert(found);
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

fn places_for(
    root: &Root,
    script: Script,
    accounts: &Range<u32>,
    gap: u32,
) -> Result<Vec<Place>, KeysError> {
    let mut known = HashMap::new();
    let mut places = Vec::new();
    for convention in convention::ALL.iter().filter(|line| line.script == Some(script)) {
        for path in convention.paths(root.network(), accounts, gap)? {
            let node = node_at(root, &path, &mut known)?;
            places.push(Place { convention, path, node });
        }
    }
    Ok(places)
}

fn find_address(
    places: &[Place],
    wanted: &ExpectedAddress,
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
            let Some(found) = place.find(wanted, network, gap)? else { continue };
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

impl Place {
    fn find(
        &self,
        wanted: &ExpectedAddress,
        network: Network,
        gap: u32,
    ) -> Result<Option<Match>, KeysError> {
        let (branches, count): (&[Option<bool>], u32) = match self.convention.below {
            Below::Branches => (&[Some(false), Some(true)], gap),
            Below::Receive => (&[Some(false)], gap),
            Below::First => (&[Some(false)], 1),
            Below::Direct => (&[None], gap),
            Below::Nothing => (&[], 0),
        };
        for branch in branches {
            let mut path = self.path.clone();
            let mut node = self.node;
            if let Some(change) = branch {
                let step = Step::branch(*change);
                path.push(step)?;
                node = node.ckd_pub(&CURVE, step.into()).map_err(|_| KeysError::NoKeyHere)?;
            }
            let children = Branch::from_node(&node);
            for index in 0..count {
                go_on()?;
                let step = Step::normal(index)?;
                let key = children.key(step)?;
                if Payload::of(wanted.script(), &key) == wanted.payload {
                    return Ok(Some(Match {
                        convention: self.convention.name,
                        path: path.child(step)?,
                        script: Some(wanted.script()),
                        network,
                        address: Some(address::encode(wanted.script(), &key, network)),
                    }));
                }
            }
        }
        Ok(None)
    }
}
