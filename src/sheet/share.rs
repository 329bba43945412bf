//! The share sheet: one SLIP-39 share and what the shares together give back; the owner's list.

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
}

/// What the shares give back: one of three, printed on each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivesBack {
    /// The entropy of a BIP-39 phrase of so many words.
    Words(u8),
    /// The seed of a wallet that was made as SLIP-39.
    Slip39Wallet,
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

/// One SLIP-39 share on a folded sheet. Debug output hides the words.
#[derive(Debug)]
pub struct ShareSheet {
    /// Label, date, owner.
    pub heading: Heading,
    /// The share's words (SLIP-0039), joined by single spaces.
    pub words: SecretText,
    /// This share's number in its group, from 1.
    pub number: u8,
    /// How many shares the group has.
    pub count: u8,
    /// How many of them are needed.
    pub threshold: u8,
    /// The group, when the set has more than one.
    pub group: Option<GroupPlace>,
    /// The first two words, the same on every share of the set.
    pub set_name: String,
    /// What the shares give back.
    pub gives_back: GivesBack,
    /// The language of the words that come back, when it is not English.
    pub language: Option<String>,
    /// How many bytes the shared secret has; other tools print twice as many hex digits.
    pub secret_bytes: u8,
    /// Whether the words stand in a code as well.
    pub qr: bool,
    /// The fingerprint of the wallet that comes back, when it is one and not to be hidden.
    pub fingerprint: Option<String>,
    /// Whether a passphrase belongs to the words that come back.
    pub passphrase: bool,
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
    /// The first two words of the set's shares.
    pub set_name: String,
    /// What is needed, such as `any 2 of the 3 sheets`.
    pub needed: String,
    /// One entry a share.
    pub members: Vec<Member>,
}
