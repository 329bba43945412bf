//! Says why a single private key, locked or not, is refused; never repeats the refused text.

/// What can be wrong with a single key: WIF, BIP-0038, mini keys, raw keys and keystore files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SingleKeyError {
    /// The text is longer than any key of this kind.
    #[error("the text has {bytes} characters, more than {limit}")]
    TooLong {
        /// The length found, in bytes.
        bytes: usize,
        /// The length allowed, in bytes.
        limit: usize,
    },
    /// A character is not in the Base58 alphabet.
    #[error("character {position} is not a base58 digit")]
    NotBase58 {
        /// The position counted from 1, in bytes.
        position: usize,
    },
    /// The checksum does not hold.
    #[error("the checksum is wrong: a character was changed or lost")]
    Checksum,
    /// The text decodes, and is no key of this kind.
    #[error("this is no {0}")]
    NotOfThisKind(&'static str),
    /// The version byte belongs to none of the chains that are known here.
    #[error(
        "the private key belongs to a chain that is not known here: its version byte is {0:#04x}"
    )]
    UnknownChain(u8),
    /// The number inside is zero, or not below the order of the curve.
    #[error("the text holds no valid private key")]
    NotAKey,
    /// Another key stands inside than the one that its owner's passphrase opens.
    #[error("this passphrase does not open the key")]
    WrongPassphrase,
    /// The passphrase is longer than what is read.
    #[error("the passphrase is longer than {limit} bytes")]
    PassphraseTooLong {
        /// The length allowed, in bytes of normalised UTF-8.
        limit: usize,
    },
    /// A hexadecimal key has another number of digits than 64.
    #[error("a private key has 64 hexadecimal digits, this text {digits}")]
    HexLength {
        /// The digits found after `0x`.
        digits: usize,
    },
    /// A character is not a hexadecimal digit.
    #[error("character {position} is not a hexadecimal digit")]
    NotHex {
        /// The position counted from 1, after `0x`.
        position: usize,
    },
    /// A keystore file lacks a part, or a part is not what the format says.
    #[error("the keystore file has no sound part {0}")]
    KeystorePart(&'static str),
    /// A keystore file of another version than 3.
    #[error("the keystore file has version {0}; version 3 is read")]
    KeystoreVersion(u64),
    /// A keystore file names a cipher or a key derivation that version 3 does not have.
    #[error("the keystore file asks for a {0} that version 3 does not have")]
    KeystoreMethod(&'static str),
    /// A keystore file asks for more work or memory than is granted to a file from outside.
    #[error("the keystore file asks for more {0} than is granted")]
    KeystoreWork(&'static str),
    /// The memory that scrypt needs cannot be had.
    #[error("{bytes} bytes of memory are needed and not there")]
    MemoryNeeded {
        /// The memory needed, in bytes.
        bytes: u64,
    },
    /// The address written in a keystore file is not the address of its key.
    #[error("the key in the keystore file does not give the address that stands beside it")]
    KeystoreAddress,
}
