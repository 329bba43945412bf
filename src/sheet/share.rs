//! The share sheet: one share of SLIP-39, SSKR or codex32, or one part of a Seed XOR; the owner's list.

use super::Heading;
use crate::secret::SecretText;

/// What kind of key a set of shares gives back when it is not a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A secret that is used as its hex digits, such as an age file passphrase.
    Hex,
    /// Text: its bytes, then 80, then zeros.
    Text,
    /// An age identity (`AGE-SECRET-KEY-1…`).
    AgeIdentity,
    /// A post-quantum age identity (`AGE-SECRET-KEY-PQ-1…`).
    AgePqIdentity,
}

/// How shares are written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// Words of SLIP-0039.
    #[default]
    Slip39,
    /// Bytewords of SSKR (BCR-2020-011).
    Sskr,
    /// A string of codex32 (BIP-0093), in groups of four.
    Codex32,
    /// BIP-0039 words, of which all parts are needed (Coinkite's Seed XOR).
    SeedXor,
}

/// What the shares give back, printed on each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivesBack {
    /// The entropy of a BIP-39 phrase of so many words.
    Words(u8),
    /// The seed of a wallet that was made as SLIP-39.
    Slip39Wallet,
    /// The BIP-0032 seed of a wallet, of which no words can be made.
    Bip32Seed,
    /// A file key or a passphrase; no wallet.
    Key(KeyKind),
}

/// Where a share stands in a set of groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupPlace {
    /// The owner's name for the group.
    pub name: String,
    /// How many groups are needed.
    pub groups_needed: u8,
    /// How many groups there are.
    pub groups: u8,
}

/// One share on a folded sheet. Debug output hides the words.
#[derive(Debug)]
pub struct ShareSheet {
    /// Label, date, owner.
    pub heading: Heading,
    /// How the share is written.
    pub standard: Standard,
    /// The share's words, or the groups of four of its string, joined by single spaces.
    pub words: SecretText,
    /// What its code holds, in capitals; no code when absent.
    pub code: Option<SecretText>,
    /// The letter that a codex32 share has as its number.
    pub index: Option<char>,
    /// This share's number in its group, from 1.
    pub number: u8,
    /// How many shares the group has.
    pub count: u8,
    /// How many of them are needed.
    pub threshold: u8,
    /// The group, when the set has more than one.
    pub group: Option<GroupPlace>,
    /// What every share of the set has in common: two words or four letters; empty where nothing is.
    pub set_name: String,
    /// What the shares give back.
    pub gives_back: GivesBack,
    /// The language of the words that come back, when it is not English; of a Seed XOR, of the part as well.
    pub language: Option<String>,
    /// How many bytes the shared secret has; other tools print twice as many hex digits.
    pub secret_bytes: u8,
    /// The fingerprint of the wallet that comes back, when it is one and not to be hidden.
    pub fingerprint: Option<String>,
    /// Whether a passphrase belongs to the words that come back.
    pub passphrase: bool,
    /// Who holds the other shares of the set; empty unless that was asked for.
    pub others: Vec<Member>,
}

/// One line of the owner's list.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Member {
    /// The group's name; empty without groups.
    pub group: String,
    /// The share's number and count, such as `2 of 3`.
    pub share: String,
    /// Who holds it; a line to fill in when absent.
    pub holder: Option<String>,
}

/// Who holds which share: a map for the owner, without words.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Owners {
    /// Label and date.
    pub heading: Heading,
    /// How the shares are written.
    pub standard: Standard,
    /// What every share of the set has in common; empty where nothing is.
    pub set_name: String,
    /// What is needed, such as `any 2 of the 3 sheets`.
    pub needed: String,
    /// One entry a share.
    pub members: Vec<Member>,
}
