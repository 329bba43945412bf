//! Says why a key, a path or an address is refused; never repeats the refused text.

use super::{Network, Script};

/// What can be wrong with a path, an extended key, an expectation or a range of addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeysError {
    /// Somebody wants the search to end ([`stop_when`](super::stop_when)).
    #[error("stopped")]
    Stopped,
    /// The name is not one of the four networks.
    #[error("a network is mainnet, testnet, signet or regtest")]
    UnknownNetwork,
    /// The name is not one of the coins.
    #[error("this is not the ticker of a coin in the table")]
    UnknownCoin,
    /// The name is not one of the scripts.
    #[error("a script is wpkh, tr, sh-wpkh, pkh, eth, account, base, enterprise or stake")]
    UnknownScript,
    /// A prefix was given for a chain that has none of its own choice.
    #[error("a prefix belongs to chains made with the Cosmos SDK")]
    NoPrefix,
    /// A prefix of the Cosmos kind has lower-case letters and digits.
    #[error("a prefix has 1 to {limit} lower-case letters or digits")]
    Prefix {
        /// The length allowed, in bytes.
        limit: usize,
    },
    /// The coin has no wallet convention of that name, or not with that script.
    #[error("this coin has no path style of that name with that script")]
    NoSuchStyle {
        /// The names that the coin has.
        known: Vec<&'static str>,
    },
    /// The convention has no account level.
    #[error("this path has no account level: its index counts the accounts")]
    NoAccounts,
    /// The convention has no change addresses.
    #[error("this path has no change addresses")]
    NoChange,
    /// The convention makes one address only.
    #[error("this path ends at one address")]
    NoIndex,
    /// Monero's keys come from its own words, not from BIP-0032.
    #[error("monero's keys do not come from bip-39 words by a standard path")]
    NotBip32,
    /// The chain's addresses do not follow from an extended public key.
    #[error("addresses of this coin do not follow from a public key: its levels are hardened")]
    NoExtendedKey,
    /// An ed25519 key has hardened children only (SLIP-0010).
    #[error("a level of this path is not hardened, and ed25519 keys have hardened levels only")]
    UnhardenedEd25519,
    /// A Cardano path has an account, a role and an index (CIP-1852).
    #[error("a cardano path has account, role and index: m/1852h/1815h/0h/0/0")]
    CardanoPath,
    /// The keys of the chain are made of the seed, and only a BIP-0032 key is at hand.
    #[error("the keys of this coin are made of the seed; an extended private key does not hold it")]
    NeedsSeed,
    /// The keys of the chain are made of the entropy of the words.
    #[error("the keys of this coin are made of the words themselves")]
    NeedsWords,
    /// An extended key belongs to another coin than the one asked for.
    #[error("this extended key is {given}'s")]
    OtherCoin {
        /// The coin of the key's prefix.
        given: &'static str,
    },
    /// The path's text is longer than any path needs.
    #[error("the path has {bytes} characters, more than {limit}")]
    PathTooLong {
        /// The length found, in bytes.
        bytes: usize,
        /// The length allowed, in bytes.
        limit: usize,
    },
    /// The path has too many levels.
    #[error("the path has more than {limit} levels")]
    PathTooDeep {
        /// The levels allowed.
        limit: usize,
    },
    /// One level of the path is not a number below 2^31 with an optional h, H or '.
    #[error("level {level} of the path is not a number from 0 to 2147483647 with an optional h")]
    PathStep {
        /// The level counted from 1; 0 when the path is empty.
        level: usize,
    },
    /// A hardened step cannot be taken from a public key (BIP-0032).
    #[error("level {level} is hardened and needs the private key")]
    HardenedFromPublic {
        /// The level counted from 1, below the public key.
        level: usize,
    },
    /// The seed or the step gives no key: fewer than 1 in 2^127 do (BIP-0032).
    #[error("this seed has no key at this place")]
    NoKeyHere,
    /// A fingerprint is eight hexadecimal digits.
    #[error("a fingerprint has 8 hexadecimal digits")]
    Fingerprint,
    /// A character of an extended key is not in the Base58 alphabet.
    #[error("character {position} is not a base58 digit")]
    NotBase58 {
        /// The position counted from 1, in bytes.
        position: usize,
    },
    /// An extended key decodes to another number of bytes than 78.
    #[error("an extended key holds 78 bytes, this one {bytes}")]
    ExtendedLength {
        /// The bytes found, without the checksum.
        bytes: usize,
    },
    /// The checksum of an extended key is wrong.
    #[error("the checksum of the extended key is wrong: a character was changed or lost")]
    ExtendedChecksum,
    /// The four version bytes of an extended key are none that are known (SLIP-0132).
    #[error("the extended key is of no known kind: its version bytes are {0:02x?}")]
    ExtendedVersion([u8; 4]),
    /// The extended key belongs to a coin that has no addresses here.
    #[error("the extended key belongs to {0}, which is not known here")]
    ExtendedCoin(&'static str),
    /// A master key names a parent or an index (BIP-0032, test vector 5).
    #[error("the extended key says it is a master key and names a parent")]
    MasterWithParent,
    /// The key inside an extended key is no key of the curve.
    #[error("the extended key holds no valid key")]
    ExtendedKeyData,
    /// A private key stands where only public data is accepted.
    #[error("this text can spend money: it holds a private key")]
    PrivateKey,
    /// A public extended key stands where a private one is needed.
    #[error("this extended key is public")]
    PublicKey,
    /// The text is no fingerprint, address or extended public key.
    #[error("this is no fingerprint, address or extended public key")]
    NotRecognised,
    /// The text is longer than any fingerprint, address or extended key.
    #[error("the text has {bytes} characters, more than {limit}")]
    TooLong {
        /// The length found, in bytes.
        bytes: usize,
        /// The length allowed, in bytes.
        limit: usize,
    },
    /// The address looks like a Bitcoin address; its checksum is wrong.
    #[error("the checksum of the address is wrong: a character was changed or lost")]
    AddressChecksum,
    /// The address belongs to a script of several keys or conditions, or to a future witness version.
    #[error("one seed alone does not make this address: its script has several keys or conditions")]
    NotSingleKey,
    /// An Ethereum address has another number of digits than 40.
    #[error("an ethereum address has 40 hexadecimal digits, this one {digits}")]
    EthLength {
        /// The digits found after `0x`.
        digits: usize,
    },
    /// The capital letters of an Ethereum address do not fit its digits (EIP-55).
    #[error("the capital letters of the ethereum address do not fit its digits")]
    EthChecksum,
    /// What was given belongs to another network than the wallet.
    #[error("this belongs to {given}, the wallet is on {wallet}")]
    WrongNetwork {
        /// The networks it belongs to, in words.
        given: &'static str,
        /// The wallet's network.
        wallet: Network,
    },
    /// The script does not belong to the coin.
    #[error("{script} is not a script of this coin")]
    ScriptOfAnotherCoin {
        /// The script asked for.
        script: Script,
    },
    /// The range leaves the indexes a path can have.
    #[error("{count} addresses from index {start} end after index 2147483647")]
    IndexRange {
        /// The first index.
        start: u32,
        /// The number of addresses.
        count: u32,
    },
    /// More addresses were asked for at once than are held in memory.
    #[error("{count} addresses at once, more than {limit}")]
    TooMany {
        /// The number asked for.
        count: u32,
        /// The number allowed.
        limit: u32,
    },
    /// A number of a child is outside its range (BIP-0085).
    #[error("a child has {from} to {to} {what}, not {given}")]
    ChildNumber {
        /// What is counted.
        what: &'static str,
        /// The number given.
        given: u32,
        /// The least.
        from: u32,
        /// The most.
        to: u32,
    },
    /// A child has a number of words that BIP-0039 does not have.
    #[error("a child has 12, 15, 18, 21 or 24 words, not {given}")]
    ChildWords {
        /// The number given.
        given: usize,
    },
    /// The path belongs to no application of BIP-0085 that is made here.
    #[error("this is no path of a child (BIP-85)")]
    NotAChild,
}
