//! The seed sheet: words, and everything an heir compares after typing them.

use super::Heading;
use crate::secret::SecretText;

/// Whether a BIP-39 passphrase belongs to the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassphraseUse {
    /// The words alone open the wallet.
    No,
    /// A passphrase is needed as well; it is never printed.
    Yes,
    /// Nobody said: both boxes stay empty.
    Unknown,
}

/// How sure it is that the path printed is the one the money is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathState {
    /// The seed is new; its first wallet will use this path.
    Chosen,
    /// A used address or an extended public key was compared; by which convention it matched.
    Confirmed {
        /// The wallet convention that matched, such as `BIP-84`.
        convention: String,
    },
    /// Nothing was compared.
    NotConfirmed,
}

/// An address and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The derivation path, such as `m/84h/0h/0h/0/0`.
    pub path: String,
    /// The address as wallets show it.
    pub text: String,
    /// Whether it belongs to the wallet with the passphrase.
    pub with_passphrase: bool,
}

/// What the words open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wallet {
    /// The coin's name, such as `Bitcoin`.
    pub coin: String,
    /// The script type in words, such as `native segwit (wpkh)`.
    pub script: String,
    /// The account path, such as `m/84h/0h/0h`.
    pub path: String,
    /// How sure the path is.
    pub state: PathState,
    /// The first address; absent when the sheet is to be anonymous.
    pub first_address: Option<Address>,
}

/// Whose child the words are (BIP-0085): what makes them again when the sheet is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildOf {
    /// The master fingerprint of the parent, with its passphrase where it has one.
    pub parent: String,
    /// The path below the parent's master key.
    pub path: String,
}

/// The words of a wallet on a folded sheet. Debug output hides the words.
#[derive(Debug)]
pub struct SeedSheet {
    /// Label, date, owner.
    pub heading: Heading,
    /// 12, 15, 18, 21 or 24 words (BIP-0039), NFC, joined by single spaces.
    pub words: SecretText,
    /// The language of the words, such as `English`.
    pub language: String,
    /// The digits of a SeedQR, when one was asked for.
    pub seed_qr: Option<SecretText>,
    /// Whether a passphrase is in use.
    pub passphrase: PassphraseUse,
    /// The master fingerprint of the words alone, eight hex digits.
    pub fingerprint: Option<String>,
    /// The master fingerprint with the passphrase, when it was asked for.
    pub fingerprint_with: Option<String>,
    /// Whose child the words are, when they are one.
    pub child_of: Option<ChildOf>,
    /// What the words open; absent when the sheet is to be anonymous.
    pub wallet: Option<Wallet>,
}
