//! Builds a throw-away transaction that spends a made-up output of a descriptor, and verifies signatures on it.

use super::WalletError;
use super::descriptor::Public;
use super::rule::Timelock;
use crate::keys::{self, PrivateNode};
use miniscript::Descriptor;
use miniscript::bitcoin::absolute::LockTime;
use miniscript::bitcoin::secp256k1::XOnlyPublicKey;
use miniscript::bitcoin::sighash::{EcdsaSighashType, SighashCache, TapSighashType};
use miniscript::bitcoin::transaction::Version;
use miniscript::bitcoin::{
    Amount, OutPoint, Psbt, PublicKey, Sequence, TapLeafHash, Transaction, TxIn, TxOut,
    WitnessVersion, ecdsa, taproot,
};
use miniscript::descriptor::DefiniteDescriptorKey;
use miniscript::psbt::PsbtExt;

/// What the made-up output holds, in satoshis; nobody ever sees the transaction.
const MADE_UP: u64 = 100_000;

/// A transaction without signatures.
pub(super) struct Spend {
    psbt: Psbt,
    definite: Descriptor<DefiniteDescriptorKey>,
}

/// A signature where it belongs in the transaction.
pub(super) enum Signature {
    Ecdsa(PublicKey, ecdsa::Signature),
    Leaf(XOnlyPublicKey, TapLeafHash, taproot::Signature),
    KeyPath(taproot::Signature),
}

impl Spend {
    /// Spends the output at index 0, late enough for every timelock.
    pub(super) fn of(receive: &Public, locks: &[Timelock]) -> Result<Self, WalletError> {
        let refused = |()| WalletError::UnsafeScript;
        let definite = receive.at_derivation_index(0).map_err(|_| refused(()))?;
        let paid =
            TxOut { value: Amount::from_sat(MADE_UP), script_pubkey: definite.script_pubkey() };
        let transaction = |input: TxIn, output: TxOut, lock_time| Transaction {
            version: Version::TWO,
            lock_time,
            input: vec![input],
            output: vec![output],
        };
        let before = transaction(TxIn::default(), paid.clone(), LockTime::ZERO);
        let (sequence, lock_time) = late_enough(locks);
        let input = TxIn {
            previous_output: OutPoint { txid: before.compute_txid(), vout: 0 },
            sequence,
            ..TxIn::default()
        };
        let spending = transaction(input, paid.clone(), lock_time);
        let mut psbt = Psbt::from_unsigned_tx(spending).map_err(|_| refused(()))?;
        if definite.desc_type().segwit_version().is_some() {
            psbt.inputs[0].witness_utxo = Some(paid);
        }
        psbt.inputs[0].non_witness_utxo = Some(before);
        psbt.update_input_with_descriptor(0, &definite).map_err(|_| refused(()))?;
        Ok(Self { psbt, definite })
    }

    /// The keys of the output, each with the steps below its extended key.
    pub(super) fn keys(&self) -> Vec<DefiniteDescriptorKey> {
        self.definite.iter_pk().collect()
    }

    /// Signs with the private half of one of [`Spend::keys`], at every place where it may sign.
    pub(super) fn sign(
        &self,
        key: &DefiniteDescriptorKey,
        node: &PrivateNode,
    ) -> Result<Vec<Signature>, WalletError> {
        let mut cache = SighashCache::new(&self.psbt.unsigned_tx);
        let mut digest = |leaf| {
            let message = self.psbt.sighash_msg(0, &mut cache, leaf);
            message.map(|message| message.to_secp_msg()).map_err(|_| WalletError::UnsafeScript)
        };
        let own = key.derive_public_key(keys::curve());
        let version = self.definite.desc_type().segwit_version();
        if version != Some(WitnessVersion::V1) {
            let signature = node.sign_ecdsa(&digest(None)?);
            let sighash_type = EcdsaSighashType::All;
            return Ok(vec![Signature::Ecdsa(own, ecdsa::Signature { signature, sighash_type })]);
        }
        let input = &self.psbt.inputs[0];
        let x_only = XOnlyPublicKey::from(own.inner);
        let with =
            |signature| taproot::Signature { signature, sighash_type: TapSighashType::Default };
        let mut made = Vec::new();
        if input.tap_internal_key == Some(x_only) {
            let signature = node.sign_key_path(&digest(None)?, input.tap_merkle_root);
            made.push(Signature::KeyPath(with(signature)));
        }
        let leaves = input.tap_key_origins.get(&x_only).map(|(leaves, _)| leaves.as_slice());
        for leaf in leaves.unwrap_or_default() {
            let signature = node.sign_schnorr(&digest(Some(*leaf))?);
            made.push(Signature::Leaf(x_only, *leaf, with(signature)));
        }
        Ok(made)
    }

    /// Whether these signatures finish the transaction, and every check of its script and signatures passes.
    pub(super) fn verifies<'a>(&self, signatures: impl Iterator<Item = &'a Signature>) -> bool {
        let mut psbt = self.psbt.clone();
        let input = &mut psbt.inputs[0];
        for signature in signatures {
            match signature {
                Signature::Ecdsa(key, signature) => {
                    input.partial_sigs.insert(*key, *signature);
                }
                Signature::Leaf(key, leaf, signature) => {
                    input.tap_script_sigs.insert((*key, *leaf), *signature);
                }
                Signature::KeyPath(signature) => input.tap_key_sig = Some(*signature),
            }
        }
        // `extract` runs the interpreter over the finished input: script, signatures, timelocks.
        psbt.finalize_mut(keys::curve()).is_ok() && psbt.extract(keys::curve()).is_ok()
    }
}

/// The sequence and lock time that satisfy every lock; a wallet's locks are of one kind each (`miniscript` refuses
/// to mix blocks and times).
fn late_enough(locks: &[Timelock]) -> (Sequence, LockTime) {
    let mut sequence = Sequence::ENABLE_RBF_NO_LOCKTIME;
    let mut lock_time = LockTime::ZERO;
    let highest = |pick: fn(&Timelock) -> Option<u32>| locks.iter().filter_map(pick).max();
    let blocks = highest(|lock| if let Timelock::Blocks(n) = lock { Some(*n) } else { None });
    let seconds = highest(|lock| if let Timelock::Seconds(n) = lock { Some(*n) } else { None });
    let height = highest(|lock| if let Timelock::Height(n) = lock { Some(*n) } else { None });
    let time = highest(|lock| if let Timelock::Time(n) = lock { Some(*n) } else { None });
    if let Some(blocks) = blocks.and_then(|blocks| u16::try_from(blocks).ok()) {
        sequence = Sequence::from_height(blocks);
    } else if let Some(units) = seconds.and_then(|seconds| u16::try_from(seconds / 512).ok()) {
        sequence = Sequence::from_512_second_intervals(units);
    }
    if let Some(number) = height.or(time) {
        lock_time = LockTime::from_consensus(number);
    }
    (sequence, lock_time)
}
