//! Says how one coin's addresses come from a master key, and derives them: coin, script, wallet convention, network.

use super::address::{self, Payload, Public};
use super::batch::{Branch, in_runs};
use super::cardano::{self, CardanoNode};
use super::convention::Place;
use super::slip10::{self, Slip10Curve, Slip10Node};
use super::stop::go_on;
use super::{
    Account, Address, Coin, Curve, KeysError, Master, Network, Path, PathStyle, PrivateNode, Reach,
    Root, Script, Step,
};

/// How one coin's addresses come from a master key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derivation {
    /// The coin.
    pub coin: Coin,
    /// What one key is locked into.
    pub script: Script,
    /// The wallets' convention.
    pub style: &'static PathStyle,
    /// The network.
    pub network: Network,
}

/// A private key of any of the curves.
pub(super) enum Node {
    Bip32(PrivateNode),
    Slip10(Slip10Node),
    RawSeed([u8; 32]),
    /// The key, and the stake key of its account.
    Cardano(CardanoNode, [u8; 32]),
}

impl Node {
    fn child(&self, step: Step) -> Result<Self, KeysError> {
        match self {
            Self::Bip32(node) => node.child(step).map(Self::Bip32),
            Self::Slip10(node) => node.child(step).map(Self::Slip10),
            Self::RawSeed(_) => Err(KeysError::NoIndex),
            Self::Cardano(node, stake) => Ok(Self::Cardano(node.child(step), *stake)),
        }
    }

    fn public(&self) -> Public {
        match self {
            Self::Bip32(node) => Public::Secp256k1(node.public_key()),
            Self::Slip10(node) => {
                let mut key = [0; 32];
                key.copy_from_slice(&node.public_key()[1..]);
                Public::Ed25519(key)
            }
            Self::RawSeed(key) => Public::Ed25519(*key),
            Self::Cardano(node, stake) => Public::Cardano { key: node.public_key(), stake: *stake },
        }
    }
}

impl Derivation {
    /// Chooses the convention: the one of that name, else the coin's default for the script; without a script the
    /// coin's default, or the named convention's.
    ///
    /// # Errors
    /// [`KeysError::ScriptOfAnotherCoin`], [`KeysError::NoSuchStyle`], [`KeysError::NotBip32`] for Monero.
    pub fn choose(
        coin: Coin,
        script: Option<Script>,
        style: Option<&str>,
        network: Network,
    ) -> Result<Self, KeysError> {
        if coin.chain().curve == Curve::Monero {
            return Err(KeysError::NotBip32);
        }
        if let Some(script) = script.filter(|script| !coin.scripts().contains(script)) {
            return Err(KeysError::ScriptOfAnotherCoin { script });
        }
        let fits = |line: &&'static PathStyle| {
            line.reach != Reach::Keys
                && script.is_none_or(|script| line.script == Some(script))
                && style.is_none_or(|name| line.names.contains(&name))
        };
        let style = coin.styles().find(fits).ok_or_else(|| KeysError::NoSuchStyle {
            known: coin.styles().flat_map(|line| line.names).fold(Vec::new(), |mut known, name| {
                if !known.contains(name) {
                    known.push(*name);
                }
                known
            }),
        })?;
        let script = style.script.expect("conventions without a script were left out");
        Ok(Self { coin, script, style, network })
    }

    fn place(&self, account: u32, change: bool) -> Result<Place, KeysError> {
        let pattern = self.style.pattern();
        if account != 0 && !pattern.has_account() {
            return Err(KeysError::NoAccounts);
        }
        if change && !pattern.has_branch() {
            return Err(KeysError::NoChange);
        }
        Ok(Place { coin_type: self.coin.coin_type(self.network), account, change })
    }

    /// The path of an account, down to its last hardened level: what wallets export, and what sheets say.
    ///
    /// # Errors
    /// [`KeysError::NoAccounts`] where the convention has no account level; [`KeysError::PathStep`].
    pub fn account_path(&self, account: u32) -> Result<Path, KeysError> {
        self.place(account, false)?;
        self.style.pattern().account_path(self.coin.coin_type(self.network), account)
    }

    /// The extended public key of an account.
    ///
    /// # Errors
    /// [`KeysError::NoExtendedKey`] for chains whose addresses do not follow from public keys.
    pub fn account(&self, root: &Root, account: u32) -> Result<Account, KeysError> {
        if self.style.master != Master::Bip32 {
            return Err(KeysError::NoExtendedKey);
        }
        Ok(root.account(&self.account_path(account)?)?.of_coin(self.coin))
    }

    /// Gives `count` addresses from index `start` on, in order, reckoned on `threads` threads where no private key is
    /// needed for each.
    ///
    /// # Errors
    /// [`KeysError::NoAccounts`], [`KeysError::NoChange`] and [`KeysError::NoIndex`] for what the convention does not
    /// have; [`KeysError::TooMany`], [`KeysError::IndexRange`], [`KeysError::Stopped`]; [`KeysError::NeedsSeed`] and
    /// [`KeysError::NeedsWords`] for a root that knows less.
    pub fn addresses(
        &self,
        root: &Root,
        account: u32,
        change: bool,
        start: u32,
        count: u32,
        threads: usize,
    ) -> Result<Vec<Address>, KeysError> {
        let place = self.place(account, change)?;
        let pattern = self.style.pattern();
        if !pattern.has_index() && (start != 0 || count > 1) {
            return Err(KeysError::NoIndex);
        }
        let above = pattern.above(place)?;
        let written = |key: Public, index: u32| {
            let mut path = above.clone();
            for step in pattern.below(place, index)? {
                path.push(step)?;
            }
            Ok(self.written(&key, path, index))
        };
        let node = self.node(root, &above)?;
        match (&node, pattern.ends_in_index()) {
            (Node::Bip32(node), true) => {
                let branch = Branch::from_node(&node.public());
                in_runs(start, count, threads, |index| {
                    written(Public::Secp256k1(branch.key(Step::normal(index)?)?), index)
                })
            }
            _ => in_runs(start, count, 1, |index| {
                written(self.below(&node, &pattern.below(place, index)?)?, index)
            }),
        }
    }

    /// Gives the address of exactly one key, at any path of the convention's kind.
    ///
    /// # Errors
    /// [`KeysError::UnhardenedEd25519`], [`KeysError::CardanoPath`], and those of [`Derivation::addresses`].
    pub fn address_at(&self, root: &Root, path: &Path) -> Result<Address, KeysError> {
        let key = self.node(root, path)?.public();
        let index = path.components().last().map_or(0, |step| step.index());
        Ok(self.written(&key, path.clone(), index))
    }

    /// The path above the index.
    pub(super) fn above_index(&self, account: u32, change: bool) -> Result<Path, KeysError> {
        self.style.pattern().above(self.place(account, change)?)
    }

    /// Goes over the first `count` keys of a branch with private keys, until one is the one: gives its path.
    pub(super) fn walk(
        &self,
        root: &Root,
        account: u32,
        change: bool,
        count: u32,
        is_it: &dyn Fn(&Public) -> bool,
    ) -> Result<Option<Path>, KeysError> {
        let place = self.place(account, change)?;
        let pattern = self.style.pattern();
        let mut path = pattern.above(place)?;
        let node = self.node(root, &path)?;
        let count = if pattern.has_index() { count } else { 1 };
        for index in 0..count {
            go_on()?;
            let steps = pattern.below(place, index)?;
            if is_it(&self.below(&node, &steps)?) {
                steps.into_iter().try_for_each(|step| path.push(step))?;
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    fn written(&self, key: &Public, path: Path, index: u32) -> Address {
        let payload = Payload::of(&self.coin, self.script, key);
        Address {
            text: address::encode(&self.coin, self.script, &payload, self.network),
            path,
            index,
            public_key: key.text(),
        }
    }

    /// The public key some steps below a node.
    pub(super) fn below(&self, node: &Node, steps: &[Step]) -> Result<Public, KeysError> {
        let Some((first, others)) = steps.split_first() else { return Ok(node.public()) };
        let child = node.child(*first)?;
        others.iter().try_fold(child, |node, step| node.child(*step)).map(|node| node.public())
    }

    /// The private key at a path.
    pub(super) fn node(&self, root: &Root, path: &Path) -> Result<Node, KeysError> {
        match self.style.master {
            Master::Bip32 => root.derive_private(path).map(Node::Bip32),
            Master::Slip10 => {
                let master = Slip10Node::master(root.seed()?, Slip10Curve::Ed25519);
                master.descend(path).map(Node::Slip10)
            }
            // exposed to: the curve, which gives the public key
            Master::RawSeed => match root.seed()?.expose_secret().get(..32) {
                Some(key) if path.components().is_empty() => {
                    Ok(Node::RawSeed(slip10::ed25519_public(key)))
                }
                Some(_) | None => Err(KeysError::NoIndex),
            },
            Master::Icarus | Master::CardanoLedger | Master::CardanoTrezor => {
                self.cardano(root, path)
            }
        }
    }

    fn cardano(&self, root: &Root, path: &Path) -> Result<Node, KeysError> {
        let master = match self.style.master {
            Master::CardanoLedger => CardanoNode::ledger(root.seed()?),
            Master::CardanoTrezor => {
                let (entropy, passphrase) = root.words()?;
                CardanoNode::trezor(entropy, passphrase)
            }
            _ => {
                let (entropy, passphrase) = root.words()?;
                CardanoNode::icarus(entropy, passphrase)
            }
        };
        let (account, below) = cardano::split(path)?;
        let account = master.descend(&account);
        let stake = cardano::stake_key(&account)?;
        let key = below.iter().fold(account, |node, step| node.child(*step));
        Ok(Node::Cardano(key, stake))
    }
}
