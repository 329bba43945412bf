//! Holds private keys and goes down from one to the next (BIP-0032); what leaves is wiped or public.

use super::{
    Account, CURVE, KeysError, MAX_LEVELS, Network, Path, Step, base58, extended, versions,
};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{Mnemonic, Passphrase, Seed};
use bitcoin::bip32::{ChainCode, Xpub};
use bitcoin::hashes::{Hash, hash160};
use bitcoin::secp256k1::{PublicKey, Scalar, SecretKey};
use hmac::digest::FixedOutput;
use hmac::{Hmac, Mac};
use sha2::Sha512;
use std::fmt;
use std::str::FromStr;
use zeroize::Zeroize;

/// The first four bytes of the hash of a public key; of the master key's, it names a wallet.
///
/// 32 bits are a name, not a proof: somebody can search for a second key with the same four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub(super) [u8; 4]);

impl Fingerprint {
    pub(super) fn of(key: &PublicKey) -> Self {
        let hash = hash160::Hash::hash(&key.serialize()).to_byte_array();
        Self([hash[0], hash[1], hash[2], hash[3]])
    }

    /// The four bytes.
    pub fn bytes(self) -> [u8; 4] {
        self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Fingerprint {
    type Err = KeysError;

    fn from_str(text: &str) -> Result<Self, KeysError> {
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(KeysError::Fingerprint);
        }
        let number = u32::from_str_radix(text, 16).map_err(|_| KeysError::Fingerprint)?;
        Ok(Self(number.to_be_bytes()))
    }
}

/// A private key on the stack for the time of one step; `SecretKey` is `Copy` and wipes nothing.
pub(super) struct Held(pub(super) SecretKey);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.non_secure_erase();
    }
}

/// A private key with its chain code, wiped when dropped.
pub struct PrivateNode {
    /// Key and chain code, 32 bytes each.
    halves: SecretBytes,
    network: Network,
    depth: u8,
    parent: Fingerprint,
    step: u32,
}

impl PrivateNode {
    fn master(seed: &Seed, network: Network) -> Result<Self, KeysError> {
        let mut mac = keyed(b"Bitcoin seed");
        // exposed to: HMAC-SHA512, whose result is the master key
        mac.update(seed.expose_secret());
        Self::from_halves(halves_of(mac), network)
    }

    /// Reads an extended private key: `xprv`, `tprv` and the SLIP-0132 forms.
    ///
    /// # Errors
    /// Everything BIP-0032 test vector 5 lists, and [`KeysError::PublicKey`] for a public key.
    pub fn from_xprv(text: &SecretText) -> Result<Self, KeysError> {
        // exposed to: the Base58 decoder, which gives bytes that are wiped when dropped
        let body = extended::decode(text.expose_secret())?;
        let (version, private) = versions::version(&body)?;
        if !private {
            return Err(KeysError::PublicKey);
        }
        extended::check_depth(&body)?;
        let key = SecretKey::from_slice(&body[46..]).map(Held);
        if body[45] != 0 || key.is_err() {
            return Err(KeysError::ExtendedKeyData);
        }
        let halves = SecretBytes::filled(64, |room| {
            room[..32].copy_from_slice(&body[46..]);
            room[32..].copy_from_slice(&body[13..45]);
        });
        let number = |at: usize| [body[at], body[at + 1], body[at + 2], body[at + 3]];
        Ok(Self {
            halves,
            network: version.network,
            depth: body[4],
            parent: Fingerprint(number(5)),
            step: u32::from_be_bytes(number(9)),
        })
    }

    /// Takes a key and a chain code, 32 bytes each, as a master key.
    pub(super) fn from_halves(halves: SecretBytes, network: Network) -> Result<Self, KeysError> {
        // exposed to: the curve, which refuses zero and what is not below the order
        let key = SecretKey::from_slice(&halves.expose_secret()[..32]);
        drop(Held(key.map_err(|_| KeysError::NoKeyHere)?));
        Ok(Self { halves, network, depth: 0, parent: Fingerprint([0; 4]), step: 0 })
    }

    /// The network of the key; testnet for every test network when it was read from text.
    pub fn network(&self) -> Network {
        self.network
    }

    /// The levels below the master key; 0 is a master key itself.
    pub fn depth(&self) -> u8 {
        self.depth
    }

    /// Lends the 32 bytes of the key.
    pub(super) fn key(&self) -> &[u8] {
        // exposed to: the caller, who says where they go
        &self.halves.expose_secret()[..32]
    }

    /// Makes a second node of the same key, wiped on its own.
    fn duplicate(&self) -> Self {
        // exposed to: the second node
        let halves = SecretBytes::copied_from(self.halves.expose_secret());
        Self {
            halves,
            network: self.network,
            depth: self.depth,
            parent: self.parent,
            step: self.step,
        }
    }

    pub(super) fn held(&self) -> Held {
        // exposed to: the curve's own key type, erased when the guard is dropped
        let key = SecretKey::from_slice(&self.halves.expose_secret()[..32]);
        Held(key.expect("checked when the node was made"))
    }

    /// Gives the public key, 33 bytes compressed.
    pub(super) fn public_key(&self) -> PublicKey {
        PublicKey::from_secret_key(&CURVE, &self.held().0)
    }

    /// Gives the fingerprint of the public key.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.public_key())
    }

    /// Goes one level down.
    ///
    /// # Errors
    /// [`KeysError::PathTooDeep`] at depth 255, [`KeysError::NoKeyHere`] with a chance below 2^-127.
    pub fn child(&self, step: Step) -> Result<Self, KeysError> {
        let too_deep = KeysError::PathTooDeep { limit: MAX_LEVELS };
        let depth = self.depth.checked_add(1).ok_or(too_deep)?;
        let public = self.public_key();
        // exposed to: HMAC-SHA512, whose result is the child's key and chain code
        let (key, chain_code) = self.halves.expose_secret().split_at(32);
        let mut mac = keyed(chain_code);
        if step.is_hardened() {
            mac.update(&[0]);
            mac.update(key);
        } else {
            mac.update(&public.serialize());
        }
        mac.update(&step.number().to_be_bytes());
        let mut halves = halves_of(mac);
        // exposed to: the sum of both keys, written in place of the left half
        let room = &mut halves.expose_secret_mut()[..32];
        let left = SecretKey::from_slice(room).map(Held).map_err(|_| KeysError::NoKeyHere)?;
        let mut tweak = Scalar::from(left.0);
        let sum = self.held().0.add_tweak(&tweak).map(Held);
        tweak.non_secure_erase();
        let mut sum = sum.map_err(|_| KeysError::NoKeyHere)?.0.secret_bytes();
        room.copy_from_slice(&sum);
        sum.zeroize();
        let parent = Fingerprint::of(&public);
        Ok(Self { halves, network: self.network, depth, parent, step: step.number() })
    }

    /// Gives the public half: key, chain code and place.
    pub(super) fn public(&self) -> Xpub {
        let mut chain_code = [0; 32];
        // exposed to: the extended public key; a chain code alone spends nothing
        chain_code.copy_from_slice(&self.halves.expose_secret()[32..]);
        Xpub {
            network: self.network.kind(),
            depth: self.depth,
            parent_fingerprint: self.parent.0.into(),
            child_number: self.step.into(),
            public_key: self.public_key(),
            chain_code: ChainCode::from(chain_code),
        }
    }

    /// Writes the extended private key as text: `xprv…`, `tprv…` off mainnet (BIP-0032).
    pub fn xprv(&self) -> SecretText {
        let body = SecretBytes::filled(extended::BODY, |room| {
            room[..4].copy_from_slice(&versions::bitcoin_of(self.network).secret);
            room[4] = self.depth;
            room[5..9].copy_from_slice(&self.parent.0);
            room[9..13].copy_from_slice(&self.step.to_be_bytes());
            // exposed to: the body of the extended key, wiped after it is encoded
            let (key, chain_code) = self.halves.expose_secret().split_at(32);
            room[13..45].copy_from_slice(chain_code);
            room[46..].copy_from_slice(key);
        });
        base58::encode(&body)
    }
}

fn keyed(key: &[u8]) -> Hmac<Sha512> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

fn halves_of(mac: Hmac<Sha512>) -> SecretBytes {
    SecretBytes::filled(64, |room| mac.finalize_into(room.into()))
}

/// The master private key of a wallet, wiped when dropped.
pub struct Root {
    node: PrivateNode,
    /// What it was made of, for chains whose keys are made otherwise (SLIP-0010, CIP-0003).
    seed: Option<Seed>,
    /// The entropy of the words, and the passphrase.
    words: Option<(SecretBytes, SecretBytes)>,
}

impl Root {
    /// Makes the master key of a seed (BIP-0032, *Master key generation*).
    ///
    /// # Errors
    /// [`KeysError::NoKeyHere`] for a seed without one: fewer than 1 in 2^127.
    pub fn from_seed(seed: &Seed, network: Network) -> Result<Self, KeysError> {
        let node = PrivateNode::master(seed, network)?;
        // exposed to: a second seed, wiped on its own
        let copy = Seed::from_bytes(SecretBytes::copied_from(seed.expose_secret()));
        Ok(Self { node, seed: copy.ok(), words: None })
    }

    /// Makes the master key of words and a passphrase; beside BIP-0032's, Cardano's is known then.
    ///
    /// # Errors
    /// As [`Root::from_seed`].
    pub fn from_mnemonic(
        mnemonic: &Mnemonic,
        passphrase: &Passphrase,
        network: Network,
    ) -> Result<Self, KeysError> {
        let root = Self::from_seed(&mnemonic.seed(passphrase), network)?;
        Ok(Self { words: Some((mnemonic.entropy(), passphrase.normalised())), ..root })
    }

    /// The seed.
    ///
    /// # Errors
    /// [`KeysError::NeedsSeed`] for a root that was made of an extended private key.
    pub(super) fn seed(&self) -> Result<&Seed, KeysError> {
        self.seed.as_ref().ok_or(KeysError::NeedsSeed)
    }

    /// The entropy of the words, and the passphrase in UTF-8.
    ///
    /// # Errors
    /// [`KeysError::NeedsWords`] for a root that was not made of words.
    pub(super) fn words(&self) -> Result<(&SecretBytes, &SecretBytes), KeysError> {
        self.words
            .as_ref()
            .map(|(entropy, passphrase)| (entropy, passphrase))
            .ok_or(KeysError::NeedsWords)
    }

    /// Takes an extended private key as the top of a wallet. Paths count from it: a key that is no master key
    /// (its depth is not 0) shows other addresses at the usual paths than the wallet it was taken from.
    pub fn from_node(node: PrivateNode) -> Self {
        Self { node, seed: None, words: None }
    }

    /// The network the wallet lives on.
    pub fn network(&self) -> Network {
        self.node.network
    }

    /// Gives the fingerprint that names the wallet.
    pub fn fingerprint(&self) -> Fingerprint {
        self.node.fingerprint()
    }

    /// Gives the private key at a path.
    ///
    /// # Errors
    /// As [`PrivateNode::child`].
    pub fn derive_private(&self, path: &Path) -> Result<PrivateNode, KeysError> {
        let mut node = self.node.duplicate();
        for step in path.components() {
            node = node.child(*step)?;
        }
        Ok(node)
    }

    /// Gives the public half of the key at a path, with the way to it.
    ///
    /// # Errors
    /// As [`PrivateNode::child`].
    pub fn account(&self, path: &Path) -> Result<Account, KeysError> {
        let node = self.derive_private(path)?;
        Ok(Account::with_origin(node.public(), self.fingerprint(), path.clone()))
    }

    /// Writes the extended private key of the master key (BIP-0032).
    pub fn xprv(&self) -> SecretText {
        self.node.xprv()
    }
}
