//! Proves that seeds can spend from a wallet: a made-up output of its first address is signed by every subset of
//! seeds that should be enough, finished and verified, in memory.

use super::cosigner::{place, places};
use super::spend::{Signature, Spend};
use super::subsets::{Subsets, subsets};
use super::{Policy, Quorum, Rule, WalletError, letter};
use crate::keys::{PrivateNode, Root, Step};
use std::fmt;

/// More subsets than these are sampled.
pub const MOST_SUBSETS: usize = 1000;

/// What was tried, and what came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Signatures needed of keys, where the wallet is a multisig or has one key.
    pub quorum: Option<Quorum>,
    /// The places of the keys whose seeds were at hand.
    pub at_hand: Vec<usize>,
    /// The subsets of keys that signed; each could spend alone.
    pub signed: Vec<Vec<usize>>,
    /// The subsets that should have been enough and were not.
    pub failed: Vec<Vec<usize>>,
    /// The subsets that there are; more than were tried means that they were sampled.
    pub total: usize,
}

impl Proof {
    /// Whether at least one subset was tried, and every one that was tried can spend.
    pub fn holds(&self) -> bool {
        !self.signed.is_empty() && self.failed.is_empty()
    }

    /// Whether only a sample of the subsets was tried.
    pub fn is_sampled(&self) -> bool {
        self.total > self.signed.len() + self.failed.len()
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tried = self.signed.len() + self.failed.len();
        if tried == 0 {
            return write!(f, "{} at hand: not enough to sign", self.at_hand.len());
        }
        let sampled = if self.is_sampled() { ", a sample" } else { "" };
        write!(
            f,
            "{tried} of {} subsets tried{sampled}: {} can sign",
            self.total,
            self.signed.len()
        )?;
        if self.signed.len() <= 20 {
            write!(f, " ({})", named(&self.signed))?;
        }
        if !self.failed.is_empty() {
            write!(f, "; {} cannot ({})", self.failed.len(), named(&self.failed))?;
        }
        Ok(())
    }
}

fn named(subsets: &[Vec<usize>]) -> String {
    let name =
        |keys: &Vec<usize>| keys.iter().map(|key| letter(*key)).collect::<Vec<_>>().join("+");
    subsets.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Shows which subsets of the seeds can spend from the wallet's first address. Timelocks count as passed; secret
/// numbers behind hashes do not count as known. `random` picks the sample where there are more than
/// [`MOST_SUBSETS`].
///
/// # Errors
/// [`WalletError::SeedOfAnother`] for a seed that has no key in the wallet, [`WalletError::SeedAndPath`] when a
/// fingerprint fits and the key at its path is another: the path, the passphrase or the descriptor is wrong.
/// [`WalletError::UnsafeScript`] for a wallet without an address.
pub fn prove(
    wallet: &Policy,
    seeds: &[Root],
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Proof, WalletError> {
    let nodes = nodes_of(wallet, seeds)?;
    let at_hand: Vec<usize> = nodes.iter().map(|(place, _)| *place).collect();
    let rule = wallet.rule()?;
    let quorum = match &rule {
        Rule::Key(_) => Some(Quorum { threshold: 1, of: 1 }),
        _ => wallet.quorum(),
    };
    let spend = Spend::of(&wallet.branches.receive, &rule.timelocks())?;
    let signatures = sign(wallet, &nodes, &spend)?;
    let enough = |keys: &[usize]| rule.allows(keys);
    let Subsets { chosen, total } = subsets(&at_hand, quorum, &enough, MOST_SUBSETS, random);
    let (mut signed, mut failed) = (Vec::new(), Vec::new());
    for subset in chosen {
        let own = signatures.iter().filter(|(place, _)| subset.contains(place));
        let can = spend.verifies(own.map(|(_, signature)| signature));
        // The same check must fail with one key less, or it proves nothing.
        let fewer = signatures.iter().filter(|(place, _)| subset[1..].contains(place));
        if can && spend.verifies(fewer.map(|(_, signature)| signature)) {
            return Err(WalletError::ProofBroken);
        }
        if can { signed.push(subset) } else { failed.push(subset) }
    }
    Ok(Proof { quorum, at_hand, signed, failed, total })
}

/// The private node of each key whose seed is at hand.
fn nodes_of(wallet: &Policy, seeds: &[Root]) -> Result<Vec<(usize, PrivateNode)>, WalletError> {
    let cosigners = wallet.cosigners();
    let mut nodes: Vec<(usize, PrivateNode)> = Vec::new();
    for (number, seed) in seeds.iter().enumerate() {
        let (mut found, mut named) = (false, None);
        for (place, cosigner) in cosigners.iter().enumerate() {
            let Some((master, path)) = &cosigner.origin else { continue };
            if *master != seed.fingerprint() {
                continue;
            }
            let node = seed.derive_private(path)?;
            if !node.is_private_half_of(&cosigner.key) {
                named = Some(place);
                continue;
            }
            found = true;
            if nodes.iter().all(|(other, _)| *other != place) {
                nodes.push((place, node));
            }
        }
        match (found, named) {
            (_, Some(place)) => {
                return Err(WalletError::SeedAndPath { seed: number + 1, key: letter(place) });
            }
            (false, None) => return Err(WalletError::SeedOfAnother { seed: number + 1 }),
            (true, None) => {}
        }
    }
    nodes.sort_by_key(|(place, _)| *place);
    Ok(nodes)
}

/// Signs with every key at hand, once: a subset takes the signatures of its members.
fn sign(
    wallet: &Policy,
    nodes: &[(usize, PrivateNode)],
    spend: &Spend,
) -> Result<Vec<(usize, Signature)>, WalletError> {
    let places = places(&wallet.branches.joined);
    let mut signatures = Vec::new();
    for key in spend.keys() {
        let Some(own) = place(&places, key.as_descriptor_public_key()) else { continue };
        let Some((_, node)) = nodes.iter().find(|(place, _)| *place == own) else { continue };
        let below = key.as_descriptor_public_key().derivation_path().unwrap_or_default();
        let mut steps = below.to_u32_vec().into_iter().map(Step::normal);
        let made = match steps.next() {
            None => spend.sign(&key, node)?,
            Some(first) => {
                let mut child = node.child(first?)?;
                for step in steps {
                    child = child.child(step?)?;
                }
                spend.sign(&key, &child)?
            }
        };
        signatures.extend(made.into_iter().map(|signature| (own, signature)));
    }
    Ok(signatures)
}
