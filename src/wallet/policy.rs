//! Holds what a watch-only wallet is: its descriptors, who can spend and when, its name, birthday and gap.

use super::cosigner::{Cosigner, cosigners_of, is_unspendable};
use super::descriptor::{Branches, has_origin};
use super::rule::{Rule, Timelock};
use super::{WalletError, Warning, pair, write};
use crate::keys::{Account, Address, ExtendedKey, KeyUse, Network, Script};
use miniscript::ForEachKey;
use miniscript::descriptor::{DescriptorPublicKey, DescriptorType};
use std::fmt;

/// How many unused addresses in a row wallets look at where nothing else is said (BIP-0044).
pub const USUAL_GAP: u32 = 20;

/// How the addresses of a wallet are locked; the names are those of descriptors (BIP-0380 to 0387).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScriptType {
    /// One key, legacy, `1…`.
    Pkh,
    /// One key, segwit nested in a script hash, `3…`.
    ShWpkh,
    /// One key, native segwit, `bc1q…`.
    Wpkh,
    /// One key, taproot without a script tree, `bc1p…`.
    Tr,
    /// A script, legacy, `3…`.
    Sh,
    /// A script, segwit nested in a script hash, `3…`.
    ShWsh,
    /// A script, native segwit, `bc1q…` with 62 characters.
    Wsh,
    /// Taproot with a script tree, `bc1p…`.
    TrScript,
    /// A script without an address.
    Bare,
}

impl fmt::Display for ScriptType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pkh => "pkh",
            Self::ShWpkh => "sh(wpkh)",
            Self::Wpkh => "wpkh",
            Self::Tr | Self::TrScript => "tr",
            Self::Sh => "sh",
            Self::ShWsh => "sh(wsh)",
            Self::Wsh => "wsh",
            Self::Bare => "bare",
        })
    }
}

/// How many signatures of how many keys a multisig wallet needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    /// The signatures needed.
    pub threshold: usize,
    /// The keys there are.
    pub of: usize,
}

impl fmt::Display for Quorum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-of-{}", self.threshold, self.of)
    }
}

/// A wallet that can be watched and not spent: descriptors, and what belongs to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub(super) branches: Branches,
    /// The name it had where it came from.
    pub name: Option<String>,
    /// No money before this moment, in seconds since 1970; 0 and `None` mean unknown.
    pub birth_time: Option<u64>,
    warnings: Vec<Warning>,
}

impl Policy {
    pub(super) fn of(branches: Branches) -> Self {
        let mut warnings = Vec::new();
        if !branches.has_checksum() {
            warnings.push(Warning::NoChecksum);
        }
        Self { branches, name: None, birth_time: None, warnings }
    }

    /// Reads a descriptor (BIP-0380 to 0389, annotations of BIP-0393): `<0;1>/*`, `/0/*` or one address.
    ///
    /// # Errors
    /// [`WalletError::PrivateKey`] for private keys, [`WalletError::Checksum`] when it does not fit,
    /// [`WalletError::Fragment`] for what has no reader here, and the others that say what is wrong.
    pub fn from_descriptor(text: &str) -> Result<Self, WalletError> {
        Branches::read(text).map(Self::of)
    }

    /// Reads receive and change that were given as two descriptors, in either order, and proves that they
    /// differ in the branch only.
    ///
    /// # Errors
    /// [`WalletError::NotAPair`], and as [`Policy::from_descriptor`].
    pub fn from_pair(one: &str, other: &str) -> Result<Self, WalletError> {
        let (one, other) = (Branches::read(one)?, Branches::read(other)?);
        let swapped = pair::is_swapped(&one.receive, &other.receive);
        let (receive, change) = if swapped { (other, one) } else { (one, other) };
        Branches::join(&receive, &change).map(Self::of)
    }

    /// Takes an extended public key with receive branch 0 and change branch 1. Without `script` the
    /// prefix decides (SLIP-0132).
    ///
    /// # Errors
    /// [`WalletError::Cosigner`] for a key that makes no address alone; [`WalletError::ScriptNotSaid`] for
    /// `xpub` without a script; as [`ExtendedKey::parse`] for what is no key.
    pub fn from_xpub(text: &str, script: Option<Script>) -> Result<Self, WalletError> {
        let text = text.trim_ascii();
        super::descriptor::refuse_private(text)?;
        let key = ExtendedKey::parse(text)?;
        if script.is_none() && key.key_use().is_cosigner() {
            return Err(WalletError::Cosigner);
        }
        let said = key.key_use() != KeyUse::Any;
        let script = script.or(key.key_use().script()).filter(|_| said || script.is_some());
        Self::from_account(&Account::from_extended(&key), script.ok_or(WalletError::ScriptNotSaid)?)
    }

    /// Takes an account that was derived from a seed.
    ///
    /// # Errors
    /// [`WalletError::NoDescriptor`] for Ethereum.
    pub fn from_account(account: &Account, script: Script) -> Result<Self, WalletError> {
        Self::from_descriptor(&write::descriptor_of(account, script)?)
    }

    /// Adds what a reader noticed.
    pub(super) fn warn(mut self, warning: Warning) -> Self {
        self.warnings.push(warning);
        self
    }

    /// What should be said about the wallet when it comes in.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Writes one descriptor for both branches, with `h`, annotations and checksum (BIP-0389).
    pub fn descriptor(&self) -> String {
        write::annotated(&self.branches.joined, self.branches.annotations)
    }

    /// Writes one descriptor for both branches without annotations, for programs that do not know them.
    pub fn plain_descriptor(&self) -> String {
        write::text_of(&self.branches.joined)
    }

    /// Writes one descriptor for each branch, receive first, for programs that cannot read `<0;1>`.
    pub fn branch_descriptors(&self) -> Vec<String> {
        let both = [Some(&self.branches.receive), self.branches.change.as_ref()];
        both.into_iter().flatten().map(write::text_of).collect()
    }

    /// The eight characters behind `#` of [`Policy::descriptor`]: a short name for the exact text.
    pub fn checksum(&self) -> String {
        let text = self.descriptor();
        text.rsplit('#').next().unwrap_or_default().to_owned()
    }

    /// How the addresses are locked.
    pub fn script_type(&self) -> ScriptType {
        match self.branches.receive.desc_type() {
            DescriptorType::Pkh => ScriptType::Pkh,
            DescriptorType::Wpkh => ScriptType::Wpkh,
            DescriptorType::ShWpkh => ScriptType::ShWpkh,
            DescriptorType::Sh | DescriptorType::ShSortedMulti => ScriptType::Sh,
            DescriptorType::Wsh | DescriptorType::WshSortedMulti => ScriptType::Wsh,
            DescriptorType::ShWsh | DescriptorType::ShWshSortedMulti => ScriptType::ShWsh,
            DescriptorType::Tr if self.branches.receive.tap_tree().is_none() => ScriptType::Tr,
            DescriptorType::Tr => ScriptType::TrScript,
            DescriptorType::Bare => ScriptType::Bare,
        }
    }

    /// The script of a wallet of one key.
    pub fn script(&self) -> Option<Script> {
        self.branches.script()
    }

    /// The functions of the descriptor without keys, as people name a wallet: `wsh(sortedmulti)`, `wpkh`.
    pub fn shape(&self) -> String {
        let outer = self.script_type().to_string();
        if self.script().is_some() {
            return outer;
        }
        let text = write::body_of(&self.branches.receive);
        let known = ["sortedmulti", "multi_a", "multi"];
        let named = known.into_iter().find(|name| text.contains(&format!("{name}(")));
        let inner = named.filter(|_| self.quorum().is_some()).unwrap_or("miniscript");
        let open = outer.trim_end_matches(')');
        format!("{open}({inner}{}", ")".repeat(open.matches('(').count() + 1))
    }

    /// Threshold and number of keys, where the wallet is a multisig and nothing else.
    pub fn quorum(&self) -> Option<Quorum> {
        match self.rule() {
            Ok(Rule::Of { threshold, rules }) => {
                let only_keys = rules.iter().all(|rule| matches!(rule, Rule::Key(_)));
                only_keys.then_some(Quorum { threshold, of: rules.len() })
            }
            _ => None,
        }
    }

    /// Whether the name of a sorted multisig may be used: the order of the keys does not matter.
    pub fn is_sorted(&self) -> bool {
        use DescriptorType::{ShSortedMulti, ShWshSortedMulti, WshSortedMulti};
        matches!(
            self.branches.receive.desc_type(),
            ShSortedMulti | ShWshSortedMulti | WshSortedMulti
        )
    }

    /// The keys of the wallet in the order of the descriptor, each once; A is the first.
    pub fn cosigners(&self) -> Vec<Cosigner> {
        cosigners_of(&self.branches.joined)
    }

    /// Who can spend, as a tree over the places in [`Policy::cosigners`].
    ///
    /// # Errors
    /// [`WalletError::UnsafeScript`] where `miniscript` cannot say it.
    pub fn rule(&self) -> Result<Rule, WalletError> {
        Rule::of(&self.branches.joined)
    }

    /// Who can spend and when, in words: "any 2 of the keys A, B, C; or after 52,560 blocks (about a
    /// year) without a move, key D alone".
    ///
    /// # Errors
    /// As [`Policy::rule`].
    pub fn explain(&self) -> Result<String, WalletError> {
        Ok(self.rule()?.to_string())
    }

    /// The timelocks of the script, each once.
    ///
    /// # Errors
    /// As [`Policy::rule`].
    pub fn timelocks(&self) -> Result<Vec<Timelock>, WalletError> {
        Ok(self.rule()?.timelocks())
    }

    /// Mainnet, or testnet for every test network; `None` without extended keys.
    pub fn network(&self) -> Option<Network> {
        self.branches.network()
    }

    /// Whether the wallet has a change branch of its own.
    pub fn has_change(&self) -> bool {
        self.branches.change.is_some()
    }

    /// Whether every key is followed by `/<0;1>/*`, the only branches that many programs know.
    pub fn has_usual_branches(&self) -> bool {
        let usual = |key: &DescriptorPublicKey| {
            is_unspendable(key) || key.to_string().ends_with("/<0;1>/*")
        };
        self.has_change() && self.branches.joined.for_each_key(usual)
    }

    /// Whether the descriptor gives more than one address.
    pub fn is_ranged(&self) -> bool {
        self.branches.receive.has_wildcard()
    }

    /// The height of the block before which there is no money.
    pub fn birth_height(&self) -> Option<u32> {
        self.branches.annotations.birth_height
    }

    /// Notes the height of the block before which there is no money.
    pub fn set_birth_height(&mut self, height: Option<u32>) {
        self.branches.annotations.birth_height = height;
    }

    /// How many unused addresses in a row a search must look at, where it is said.
    pub fn gap_limit(&self) -> Option<u32> {
        self.branches.annotations.gap_limit
    }

    /// Notes how many unused addresses in a row a search must look at.
    pub fn set_gap_limit(&mut self, gap: Option<u32>) {
        self.branches.annotations.gap_limit = gap;
    }

    /// Refuses a wallet of several keys of which one has no origin: its signers would not find their keys.
    ///
    /// # Errors
    /// [`WalletError::OriginMissing`] with the number of such keys.
    pub fn require_origins(&self) -> Result<(), WalletError> {
        let several = self.cosigners().len() > 1;
        let mut missing = 0;
        self.branches.receive.for_each_key(|key| {
            missing += usize::from(!has_origin(key) && !is_unspendable(key));
            true
        });
        if several && missing > 0 {
            Err(WalletError::OriginMissing { keys: missing })
        } else {
            Ok(())
        }
    }

    /// Gives `count` addresses of the receive or change branch from index `start` on.
    ///
    /// # Errors
    /// [`WalletError::NoChange`], [`WalletError::OneAddress`] where the descriptor has none;
    /// [`WalletError::Keys`] for another network and for an index of 2^31 or more.
    pub fn addresses(
        &self,
        network: Network,
        change: bool,
        start: u32,
        count: u32,
        threads: usize,
    ) -> Result<Vec<Address>, WalletError> {
        self.branches.addresses(network, change, start, count, threads)
    }

    /// The first receiving address: what two programs compare before money is sent.
    ///
    /// # Errors
    /// As [`Policy::addresses`].
    pub fn first_address(&self, network: Network) -> Result<Address, WalletError> {
        self.addresses(network, false, 0, 1, 1)?.pop().ok_or(WalletError::OneAddress)
    }
}
