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
    /// A key of a resource, or a resource of a descriptor, that the other form cannot say.
    #[error("a key or script here has no form as a descriptor or resource")]
    ResourceKey,
    /// The text is not a descriptor this program understands.
    #[error("this is not a descriptor that can be read")]
    NotUnderstood,
    /// A script expression that a standard knows and this program has no reader for.
    #[error("{name}() is known to the standards, and cannot be read here")]
    Fragment {
        /// The name of the expression.
        name: &'static str,
    },
    /// What stands between `?` and `#` is no list of annotations (BIP-0393).
    #[error("the annotations between ? and # are not key=number pairs")]
    Annotation,
    /// Two descriptors that are not receive and change of one wallet.
    #[error("the two descriptors differ in more than the branch: they are not one wallet")]
    NotAPair,
    /// Keys of a wallet of several keys have no origin.
    #[error("{keys} of the keys have no origin [fingerprint/path]")]
    OriginMissing {
        /// The number of such keys.
        keys: usize,
    },
    /// A line that is no key with or without its origin.
    #[error("this is not a key line like [8c65eb9f/48h/0h/0h/2h]xpub…")]
    KeyLine,
    /// A threshold that the number of keys rules out.
    #[error("{threshold} signatures of {of} keys cannot be")]
    Threshold {
        /// The signatures asked for.
        threshold: usize,
        /// The keys given.
        of: usize,
    },
    /// The same key was given by two cosigners.
    #[error("key {position} was given before: each cosigner has a key of his own")]
    SameKeyTwice {
        /// The second place, counted from 1.
        position: usize,
    },
    /// The paths or prefixes of the keys name different scripts.
    #[error("the keys are for different scripts")]
    MixedScripts,
    /// Neither a path, a prefix nor the caller says which script is meant.
    #[error("nothing says which script the key is for")]
    ScriptNotSaid,
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
    #[error("output descriptors are Bitcoin's; this coin has none")]
    NoDescriptor,
    /// The text begins like JSON and is none.
    #[error("the file begins like JSON and cannot be read as JSON")]
    Json,
    /// A field that a file of its kind must have is missing or not as it should be.
    #[error("the file has no usable {what}")]
    Missing {
        /// What is missing.
        what: &'static str,
    },
    /// A Coldcard file says one number of keys and has another.
    #[error("the file is for {said} keys and holds {found}")]
    KeysAndPolicy {
        /// The number in the line `Policy`.
        said: usize,
        /// The keys there are.
        found: usize,
    },
    /// A file of keys has none for the script that is wanted.
    #[error("the file has no key for {script}")]
    NoKeyFor {
        /// The script.
        script: super::ScriptType,
    },
    /// An encrypted wallet file of Electrum.
    #[error("this Electrum wallet file is encrypted")]
    ElectrumEncrypted,
    /// An Electrum wallet that no descriptor describes.
    #[error("this kind of Electrum wallet has no descriptor")]
    ElectrumKind,
    /// A record of a multisig setup in another version (BIP-0129).
    #[error("only BSMS 1.0 is read")]
    BsmsVersion,
    /// The signature of a key record is not one of its key.
    #[error("the signature of the record was not made with its key")]
    BsmsSignature,
    /// The first address in a record is not the one of its descriptor.
    #[error("the first address of the record is not the one of its descriptor")]
    FirstAddress,
    /// An encrypted record needs the token of the setup.
    #[error("the record is encrypted: the token of the setup is needed")]
    TokenNeeded,
    /// A text that is no token.
    #[error("a token has 16 or 32 hexadecimal digits, or is a decimal number")]
    Token,
    /// The token does not open the record.
    #[error("the token does not open the record")]
    TokenWrong,
    /// A text that is no encrypted record.
    #[error("this is no encrypted record")]
    Sealed,
    /// A line of a file of labels (BIP-0329).
    #[error("line {line} is no label")]
    Label {
        /// The line, counted from 1.
        line: usize,
    },
    /// A format that no wallet is written in.
    #[error("a wallet is not written in this format")]
    UnknownFormat,
    /// A format that has no room for the wallet.
    #[error("this wallet cannot be written for {to}: {reason}")]
    NotExported {
        /// The format.
        to: &'static str,
        /// Why.
        reason: &'static str,
    },
    /// A seed that has no key in the wallet.
    #[error("seed {seed} has no key in this wallet")]
    SeedOfAnother {
        /// Which seed, counted from 1.
        seed: usize,
    },
    /// A seed whose fingerprint fits and whose key at the path is another.
    #[error("seed {seed} has the fingerprint of key {key}, but another key at its path")]
    SeedAndPath {
        /// Which seed, counted from 1.
        seed: usize,
        /// The letter of the key.
        key: String,
    },
    /// The check of a proof passed with one key too few: it would prove nothing.
    #[error("the check also passes with one key less: nothing is proved")]
    ProofBroken,
    /// What is no wallet policy (BIP-0388).
    #[error("this is no wallet policy of a template and its keys")]
    Template,
    /// What is wrong with an encrypted descriptor backup (BIP-0138).
    #[error(transparent)]
    Bip138(#[from] super::bip138::Bip138Error),
    /// What the keys room refuses.
    #[error(transparent)]
    Keys(#[from] KeysError),
}
