//! What Electrum makes of its seeds since 2.0: one key on its own short paths, or two of three with two factors.
//!
//! * standard: `m/{0,1}/i`, legacy addresses; one of several keys: the same.
//! * segwit: `m/0h/{0,1}/i`, native segwit; one of several keys: `m/1h`.
//! * two factors: two keys of three, `m/0h` and `m/1h` of one seed, or `m` of two seeds (24 and 25 words, before
//!   Electrum 2.7). The third key is TrustedCoin's; it follows from the other two (Electrum's `trustedcoin.py`).

use super::{
    Account, CURVE, ExtendedKey, Fingerprint, KeyUse, KeysError, Network, Path, Root, Script, Step,
    extended,
};
use crate::seed::{ElectrumKind, Seed};
use bitcoin::bip32::{ChainCode, ChildNumber, Xpub};
use bitcoin::hashes::{Hash, HashEngine, Hmac, HmacEngine, sha256, sha512};
use bitcoin::opcodes::all::{OP_CHECKMULTISIG, OP_PUSHNUM_2, OP_PUSHNUM_3};
use bitcoin::script::{Builder, ScriptBuf};
use bitcoin::secp256k1::{PublicKey, SecretKey};

/// TrustedCoin's signing key, from which the third keys of all two-factor wallets follow.
const TRUSTEDCOIN: &str = "xpub661MyMwAqRbcGnMkaTx2594P9EDuiEqMq25PM2aeG6UmwzaohgA6uDmNsvSUV8ubqwA3Wpste1hg69XHgjUuCD5HLcEp2QPzyV1HMrPppsL";
/// The same on test networks.
const TRUSTEDCOIN_TEST: &str = "tpubD6NzVbkrYhZ4XdmyJQcCPjQfg6RXVUzGFhPjZ7uvRC8JLcS7Hw1i7UTpyhp9grHpak4TyK2hzBJrujDVLXQ6qB5tNpVx9rC6ixijUXadnmY";

/// The wallet of an Electrum seed.
pub struct ElectrumWallet {
    kind: ElectrumKind,
    root: Root,
    /// The second seed of a two-factor wallet from before Electrum 2.7.
    second: Option<Root>,
}

impl ElectrumWallet {
    /// Makes the wallet of a seed; `second` is the second seed where there are two in one.
    ///
    /// # Errors
    /// [`KeysError::NoKeyHere`] for a seed without a master key (never seen).
    pub fn new(
        kind: ElectrumKind,
        first: &Seed,
        second: Option<&Seed>,
        network: Network,
    ) -> Result<Self, KeysError> {
        let second = second.map(|seed| Root::from_seed(seed, network)).transpose()?;
        Ok(Self { kind, root: Root::from_seed(first, network)?, second })
    }

    /// The master key.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// The fingerprint of the master key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.root.fingerprint()
    }

    /// The script of the wallet's addresses; nothing for two factors, whose scripts have three keys.
    pub fn script(&self) -> Option<Script> {
        match self.kind {
            ElectrumKind::Standard => Some(Script::Pkh),
            ElectrumKind::Segwit => Some(Script::Wpkh),
            ElectrumKind::TwoFactor | ElectrumKind::TwoFactorSegwit => None,
        }
    }

    /// The account whose branches 0 and 1 the wallet uses; for two factors, the first of the three keys.
    ///
    /// # Errors
    /// As [`Root::derive_private`].
    pub fn account(&self) -> Result<Account, KeysError> {
        let path = match (self.kind, &self.second) {
            (ElectrumKind::Standard, _) | (_, Some(_)) => Path::master(),
            _ => below(0)?,
        };
        self.root.account(&path)
    }

    /// The account that stands for this seed among several keys.
    ///
    /// # Errors
    /// As [`Root::derive_private`].
    pub fn cosigner(&self) -> Result<Account, KeysError> {
        match self.kind {
            ElectrumKind::Segwit => self.root.account(&below(1)?),
            _ => self.account(),
        }
    }

    /// Writes the extended public key with the prefix that Electrum shows.
    ///
    /// # Errors
    /// As [`ElectrumWallet::account`].
    pub fn master_public_key(&self) -> Result<String, KeysError> {
        let account = self.account()?;
        Ok(match self.kind {
            ElectrumKind::Segwit => account.slip132(Script::Wpkh).unwrap_or_else(|| account.xpub()),
            _ => account.xpub(),
        })
    }

    /// The three keys of a two-factor wallet; nothing for the other kinds.
    ///
    /// # Errors
    /// As [`Root::derive_private`].
    pub fn two_factor(&self) -> Result<Option<TwoFactor>, KeysError> {
        if !self.kind.is_two_factor() {
            return Ok(None);
        }
        let first = self.account()?;
        let second = match &self.second {
            Some(root) => root.account(&Path::master())?,
            None => self.root.account(&below(1)?)?,
        };
        let segwit = self.kind == ElectrumKind::TwoFactorSegwit;
        let third = third_key(&first, &second, segwit, self.root.network())?;
        Ok(Some(TwoFactor { keys: [first, second, third], segwit, network: self.root.network() }))
    }
}

fn below(index: u32) -> Result<Path, KeysError> {
    Path::master().child(Step::hardened(index)?)
}

/// A two-factor wallet: two of three keys spend.
pub struct TwoFactor {
    keys: [Account; 3],
    segwit: bool,
    network: Network,
}

impl TwoFactor {
    /// The two keys of the seed, then TrustedCoin's.
    pub fn keys(&self) -> &[Account; 3] {
        &self.keys
    }

    /// Whether the script is native segwit; if not, a script hash as such.
    pub fn is_segwit(&self) -> bool {
        self.segwit
    }

    /// The extended public keys as Electrum shows them: `xpub…`, or `Zpub…` for segwit.
    pub fn texts(&self) -> [String; 3] {
        [0, 1, 2].map(|nth| text_of(&self.keys[nth], self.segwit))
    }

    /// Gives one address: receive branch or change branch, then the index.
    ///
    /// # Errors
    /// [`KeysError::PathStep`] when the index is 2^31 or more.
    pub fn address(&self, change: bool, index: u32) -> Result<String, KeysError> {
        let mut keys =
            self.keys.iter().map(|key| child(key, change, index)).collect::<Result<Vec<_>, _>>()?;
        // BIP-0067: in the order of their bytes.
        keys.sort_by_key(PublicKey::serialize);
        let script = keys
            .iter()
            .fold(Builder::new().push_opcode(OP_PUSHNUM_2), |script, key| {
                script.push_slice(key.serialize())
            })
            .push_opcode(OP_PUSHNUM_3)
            .push_opcode(OP_CHECKMULTISIG)
            .into_script();
        Ok(self.encode(&script))
    }

    fn encode(&self, script: &ScriptBuf) -> String {
        let network: bitcoin::Network = self.network.into();
        if self.segwit {
            return bitcoin::Address::p2wsh(script, network).to_string();
        }
        let address = bitcoin::Address::p2sh(script, network);
        address.expect("105 bytes are less than the 520 of a script hash").to_string()
    }
}

fn child(key: &Account, change: bool, index: u32) -> Result<PublicKey, KeysError> {
    let steps: [ChildNumber; 2] = [Step::branch(change).into(), Step::normal(index)?.into()];
    let node = key.xpub.derive_pub(&*CURVE, &steps).map_err(|_| KeysError::NoKeyHere)?;
    Ok(node.public_key)
}

fn text_of(key: &Account, segwit: bool) -> String {
    let prefixed = segwit.then(|| extended::encode(&key.xpub, KeyUse::Wsh)).flatten();
    prefixed.unwrap_or_else(|| key.xpub())
}

/// The child of TrustedCoin's key whose number is the SHA-256 of both other keys as text, the smaller first: 32 bytes
/// where BIP-0032 has four.
fn third_key(
    first: &Account,
    second: &Account,
    segwit: bool,
    network: Network,
) -> Result<Account, KeysError> {
    let mut texts = [text_of(first, segwit), text_of(second, segwit)];
    texts.sort_unstable();
    let user = sha256::Hash::hash(texts.concat().as_bytes());
    let main = network == Network::Mainnet;
    let mut parent = ExtendedKey::parse(if main { TRUSTEDCOIN } else { TRUSTEDCOIN_TEST })?;
    let mut mac = HmacEngine::<sha512::Hash>::new(parent.xpub.chain_code.as_bytes());
    mac.input(&parent.xpub.public_key.serialize());
    mac.input(user.as_byte_array());
    let halves = Hmac::<sha512::Hash>::from_engine(mac).to_byte_array();
    let left = SecretKey::from_slice(&halves[..32]).map_err(|_| KeysError::NoKeyHere)?;
    let sum = PublicKey::from_secret_key(&CURVE, &left).combine(&parent.xpub.public_key);
    let mut chain_code = [0; 32];
    chain_code.copy_from_slice(&halves[32..]);
    parent.xpub = Xpub {
        public_key: sum.map_err(|_| KeysError::NoKeyHere)?,
        chain_code: ChainCode::from(chain_code),
        ..parent.xpub
    };
    Ok(Account::from_extended(&parent))
}
