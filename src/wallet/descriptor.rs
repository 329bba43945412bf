//! Reads descriptors through `miniscript` and derives their addresses (BIP-0380 to 0389).

use super::annotation::{self, Annotations};
use super::{WalletError, pair};
use crate::keys::{self, Address, Network, Path, Script, Step};
use miniscript::bitcoin::{Network as BitcoinNetwork, NetworkKind};
use miniscript::descriptor::checksum::{self, verify_checksum};
use miniscript::descriptor::{
    DefiniteDescriptorKey, DescriptorPublicKey, DescriptorType, Wildcard, XKeyNetwork,
};
use miniscript::{Descriptor, ForEachKey};

/// The longest text read as a descriptor, in bytes.
pub const MAX_TEXT: usize = 10 * 1024;

/// A descriptor with keys that cannot spend.
pub(super) type Public = Descriptor<DescriptorPublicKey>;

/// Script expressions of the standards that are named when they are refused: what `miniscript` has no
/// reader for (BIP-0387 `sortedmulti_a`, BIP-0390), and what is no wallet (BIP-0384, BIP-0385).
const NOT_READ: [&str; 6] = ["musig", "sortedmulti_a", "rawtr", "combo", "addr", "raw"];

/// The descriptors of the receive branch and, where there is one, of the change branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Branches {
    pub(super) receive: Public,
    pub(super) change: Option<Public>,
    /// Both in one, with `<0;1>` (BIP-0389); the receive branch where there is no other.
    pub(super) joined: Public,
    pub(super) annotations: Annotations,
    checksum: bool,
}

impl Branches {
    pub(super) fn read(text: &str) -> Result<Self, WalletError> {
        let text = text.trim_ascii();
        if text.len() > MAX_TEXT {
            return Err(WalletError::TooLong { bytes: text.len(), limit: MAX_TEXT });
        }
        refuse_keys(text)?;
        let body = verify_checksum(text).map_err(situation)?;
        let (script, annotations) = annotation::split(body)?;
        let parsed: Public = script.parse().map_err(|_| not_read(script))?;
        let checksum = body.len() < text.len();
        Ok(Self { annotations, checksum, ..Self::of(parsed)? })
    }

    /// Checks a descriptor that was read or built.
    pub(super) fn of(joined: Public) -> Result<Self, WalletError> {
        joined.sanity_check().map_err(|_| WalletError::UnsafeScript)?;
        let hardened = joined.for_any_key(|key| key.has_hardened_step() || hardened_end(key));
        if hardened {
            return Err(WalletError::HardenedStep);
        }
        if joined.xkey_network() == XKeyNetwork::Mixed {
            return Err(WalletError::MixedNetworks);
        }
        let single =
            joined.clone().into_single_descriptors().map_err(|_| WalletError::NotUnderstood)?;
        let mut single = single.into_iter();
        let (receive, change) = (single.next().ok_or(WalletError::NotUnderstood)?, single.next());
        if single.len() > 0 {
            return Err(WalletError::Branches(single.len() + 2));
        }
        let annotations = Annotations::default();
        Ok(Self { receive, change, joined, annotations, checksum: true })
    }

    /// Joins receive and change that were given as two descriptors, when they are one wallet's.
    pub(super) fn join(receive: &Self, change: &Self) -> Result<Self, WalletError> {
        if receive.change.is_some() || change.change.is_some() {
            return Err(WalletError::NotAPair);
        }
        let joined = Self::of(pair::join(&receive.receive, &change.receive)?)?;
        let same =
            joined.receive == receive.receive && joined.change.as_ref() == Some(&change.receive);
        if !same {
            return Err(WalletError::NotAPair);
        }
        let annotations = receive.annotations.with(change.annotations);
        let checksum = receive.checksum && change.checksum;
        Ok(Self { annotations, checksum, ..joined })
    }

    pub(super) fn has_checksum(&self) -> bool {
        self.checksum
    }

    pub(super) fn script(&self) -> Option<Script> {
        match self.receive.desc_type() {
            DescriptorType::Pkh => Some(Script::Pkh),
            DescriptorType::Wpkh => Some(Script::Wpkh),
            DescriptorType::ShWpkh => Some(Script::ShWpkh),
            // With a script tree other keys can spend as well.
            DescriptorType::Tr if self.receive.tap_tree().is_none() => Some(Script::Tr),
            _ => None,
        }
    }

    pub(super) fn network(&self) -> Option<Network> {
        match self.receive.xkey_network() {
            XKeyNetwork::Single(NetworkKind::Main) => Some(Network::Mainnet),
            XKeyNetwork::Single(NetworkKind::Test) => Some(Network::Testnet),
            XKeyNetwork::NoXKeys | XKeyNetwork::Mixed => None,
        }
    }

    pub(super) fn addresses(
        &self,
        network: Network,
        change: bool,
        start: u32,
        count: u32,
        threads: usize,
    ) -> Result<Vec<Address>, WalletError> {
        let main = network == Network::Mainnet;
        if self.network().is_some_and(|own| (own == Network::Mainnet) != main) {
            let given = if main { "the test networks" } else { "mainnet" };
            return Err(keys::KeysError::WrongNetwork { given, wallet: network }.into());
        }
        let branch = if change { self.change.as_ref() } else { Some(&self.receive) };
        let branch = branch.ok_or(WalletError::NoChange)?;
        if !branch.has_wildcard() && (start, count) != (0, 1) {
            return Err(WalletError::OneAddress);
        }
        keys::in_runs(start, count, threads, |index| one(branch, index, network.into()))
    }
}

fn one(branch: &Public, index: u32, network: BitcoinNetwork) -> Result<Address, WalletError> {
    let definite = branch.at_derivation_index(index).map_err(|_| WalletError::HardenedStep)?;
    let derived = definite.derived_descriptor(keys::curve());
    let address = derived.address(network).map_err(|_| WalletError::NotUnderstood)?;
    let mut public_keys = derived.iter_pk().map(|key| key.inner);
    let public_key = match (public_keys.next(), public_keys.next()) {
        (Some(only), None) => keys::key_text(&only),
        _ => String::new(),
    };
    let path = way_to(&definite)?;
    Ok(Address { text: address.to_string(), path, index, public_key })
}

/// The whole path of a single key; of several keys, what the first adds below its extended key.
fn way_to(definite: &Descriptor<DefiniteDescriptorKey>) -> Result<Path, WalletError> {
    let mut every = definite.iter_pk();
    let Some(first) = every.next() else { return Ok(Path::unknown_origin()) };
    let first = first.as_descriptor_public_key();
    let known = every.next().is_none() && has_origin(first);
    let mut path = if known { Path::master() } else { Path::unknown_origin() };
    let steps = if known { first.full_derivation_path() } else { first.derivation_path() };
    for number in steps.map(|steps| steps.to_u32_vec()).unwrap_or_default() {
        let index = number & !(1 << 31);
        let step = if number == index { Step::normal(index) } else { Step::hardened(index) };
        path.push(step?)?;
    }
    Ok(path)
}

pub(super) fn has_origin(key: &DescriptorPublicKey) -> bool {
    match key {
        DescriptorPublicKey::Single(key) => key.origin.is_some(),
        DescriptorPublicKey::XPub(key) => key.origin.is_some(),
        DescriptorPublicKey::MultiXPub(key) => key.origin.is_some(),
    }
}

fn hardened_end(key: &DescriptorPublicKey) -> bool {
    key.wildcard() == Some(Wildcard::Hardened)
}

/// Names the expression that is known to the standards and has no reader here.
pub(super) fn not_read(script: &str) -> WalletError {
    let starts = |name: &&&str| {
        script.match_indices(**name).any(|(at, _)| {
            let before = script[..at].bytes().next_back();
            script[at + name.len()..].starts_with('(')
                && before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'_')
        })
    };
    NOT_READ
        .iter()
        .find(starts)
        .map_or(WalletError::NotUnderstood, |name| WalletError::Fragment { name })
}

/// Refuses private keys before anything is parsed.
pub(super) fn refuse_private(text: &str) -> Result<(), WalletError> {
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    if words.any(keys::is_private_key) { Err(WalletError::PrivateKey) } else { Ok(()) }
}

/// Refuses private keys, and prefixes that only wallets use.
fn refuse_keys(text: &str) -> Result<(), WalletError> {
    refuse_private(text)?;
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let prefixed = |word: &str| {
        keys::ExtendedKey::parse(word).is_ok_and(|key| key.key_use() != keys::KeyUse::Any)
    };
    if words.any(prefixed) { Err(WalletError::PrefixInDescriptor) } else { Ok(()) }
}

fn situation(error: checksum::Error) -> WalletError {
    match error {
        checksum::Error::InvalidCharacter { pos, .. } => {
            WalletError::Character { position: pos + 1 }
        }
        checksum::Error::InvalidChecksumLength { actual, .. } => {
            WalletError::ChecksumLength { found: actual }
        }
        checksum::Error::InvalidChecksum { .. } => WalletError::Checksum,
    }
}
