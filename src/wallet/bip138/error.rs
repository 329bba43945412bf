//! Says why an encrypted descriptor backup is not made or not opened; never repeats what it holds.

/// What can be wrong with an encrypted descriptor backup (BIP-0138).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Bip138Error {
    /// The file does not begin with `BIP138`, in binary or Base64.
    #[error("this is no BIP-138 backup")]
    NotThisFormat,
    /// The file is longer than any that is read.
    #[error("the file has {bytes} bytes, more than {limit}")]
    TooLong {
        /// The length found, in bytes.
        bytes: usize,
        /// The length allowed, in bytes.
        limit: usize,
    },
    /// The file ends before it should.
    #[error("the file is cut short")]
    CutShort,
    /// A version that is not known here.
    #[error("the file has version {0}; version 1 is read")]
    Version(u8),
    /// A cipher that is not known here.
    #[error("the file is encrypted with method {0}; method 1 is read")]
    Encryption(u8),
    /// The nonce is all zero, which the standard forbids.
    #[error("the nonce is all zero: the file was made wrongly")]
    ZeroNonce,
    /// There is nothing inside.
    #[error("there is nothing to encrypt")]
    Empty,
    /// More paths, steps or keys than the format has room for.
    #[error("{found} {what}: the format has room for {limit}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The number found.
        found: usize,
        /// The number allowed.
        limit: usize,
    },
    /// A list of keys or a path without an entry.
    #[error("a list in the file is empty")]
    EmptyList,
    /// The content is of a kind that must be refused.
    #[error("the content is of a kind that is not known here")]
    Content,
    /// The content is no document of BIP-0380 or BIP-0388.
    #[error("the wallet inside is not written as the standard says")]
    Document,
    /// No key of the wallet can take part.
    #[error("no key of this wallet can open such a backup")]
    NoKeys,
    /// None of the keys opens the file.
    #[error("none of the {keys} keys opens the file")]
    NoKeyFits {
        /// The number of keys that were tried.
        keys: usize,
    },
    /// What was encrypted came out otherwise.
    #[error("the backup was made and did not open again")]
    NotReadBack,
    /// The content holds a private key.
    #[error("the content holds a private key")]
    PrivateKey,
}
