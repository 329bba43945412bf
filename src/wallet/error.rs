//! Says why a watch-only wallet or a descriptor is refused; never repeats the refused text.

use crate::keys::KeysError;

/// What can be wrong with an extended key or a descriptor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WalletError {
    /// The text is longer than any descriptor that is read.
    #[error("the text has {bytes} bytes, more than {limit}")]
    TooLong {
        /// The length found, in bytes.
        bytes: usize,
        /// The length allowed, in bytes.
        limit: usize,
    },
    /// A character is not one of those descriptors are written in (BIP-0380).
    #[error("character {position} does not belong in a descriptor")]
    Character {
        /// The position counted from 1, in bytes.
        position: usize,
    },
    /// The checksum after `#` has another length than eight.
    #[error("the checksum after # has {found} characters, not 8")]
    ChecksumLength {
        /// The characters found.
        found: usize,
    },
    /// The checksum does not fit the descriptor.
    #[error("the checksum does not fit: a character was changed or lost")]
    Checksum,
    /// The text holds a private key.
    #[error("this text can spend money: it holds a private key")]
    PrivateKey,
    /// A key inside a descriptor has a prefix that descriptors do not allow (SLIP-0132).
    #[error("a descriptor holds xpub or tpub keys only; another prefix was found")]
    PrefixInDescriptor,
    /// The text is not a descriptor this program understands.
    #[error("this is not a descriptor that can be read")]
    NotUnderstood,
    /// The script could be spent by anybody, or by nobody.
    #[error("the script of the descriptor is not safe to receive on")]
    UnsafeScript,
    /// A step below a public key is hardened: no address can be derived.
    #[error("a step below a public key is hardened")]
    HardenedStep,
    /// The multipath tuple has another number of entries than two.
    #[error("the descriptor has {0} branches; receive and change are two")]
    Branches(usize),
    /// The descriptor has no change branch.
    #[error("the descriptor has no change branch")]
    NoChange,
    /// The descriptor describes one address only.
    #[error("the descriptor has no /*: it describes one address")]
    OneAddress,
    /// The keys of a descriptor belong to different networks.
    #[error("the keys of the descriptor belong to different networks")]
    MixedNetworks,
    /// The script of a descriptor cannot be overridden.
    #[error("the descriptor fixes its script")]
    ScriptFixed,
    /// The key is one of several and makes no address alone (SLIP-0132).
    #[error("this key is one of several: the descriptor of the wallet is needed")]
    Cosigner,
    /// The account's script has no descriptor.
    #[error("ethereum has no descriptors")]
    NoDescriptor,
    /// What the keys room refuses.
    #[error(transparent)]
    Keys(#[from] KeysError),
}
