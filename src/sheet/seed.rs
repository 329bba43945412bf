//! The seed sheet: words, and everything an heir compares after typing them.

use super::Heading;
use crate::secret::SecretText;

/// What kind of seed a sheet holds.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum SeedForm {
    /// Words of BIP-0039.
    #[default]
    Bip39,
    /// Words of Electrum since 2.0.
    Electrum {
        /// Electrum's own name of the kind of wallet, such as `segwit`.
        kind: String,
        /// Whether the wallet has three keys, of which these words make two.
        two_factor: bool,
    },
    /// Words of Electrum 1.
    ElectrumOld,
    /// Words of Monero.
    Monero {
        /// How many letters of a word decide.
        deciding: usize,
    },
    /// Words of LND.
    Aezeed {
        /// The day the seed was made, as it says itself.
        made: String,
    },
    /// The secret string of codex32 (BIP-0093) with threshold 0, in groups of four.
    Codex32 {
        /// Its four letters that name it.
        identifier: String,
    },
}

/// The kinds that are not BIP-39, as `--as` names them, and their names on paper, where no language changes them.
const MARKS: [(&str, &str); 5] = [
    ("electrum", "ELECTRUM SEED"),
    ("electrum-old", "ELECTRUM 1 SEED"),
    ("monero", "MONERO SEED"),
    ("aezeed", "AEZEED (LND)"),
    (SeedForm::CODEX32, "CODEX32 SECRET"),
];

impl SeedForm {
    /// The name of the kind that is a string and no words.
    pub const CODEX32: &'static str = "codex32";

    /// The kind as `--as` names it.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Bip39 => "bip39",
            Self::Electrum { .. } => "electrum",
            Self::ElectrumOld => "electrum-old",
            Self::Monero { .. } => "monero",
            Self::Aezeed { .. } => "aezeed",
            Self::Codex32 { .. } => Self::CODEX32,
        }
    }

    /// The name of the kind on paper; `BIP-39` for words of BIP-0039.
    pub fn mark(&self) -> &'static str {
        let own = MARKS.iter().find(|(slug, _)| *slug == self.slug());
        own.map_or("BIP-39", |(_, mark)| mark)
    }

    /// The kind that a printed line names behind the number of words or letters: `25 WORDS … · MONERO SEED, English`.
    pub fn named_in(line: &str) -> Option<&'static str> {
        let (before, after) = line.split_once(" · ")?;
        before.trim_start().starts_with(|first: char| first.is_ascii_digit()).then_some(())?;
        MARKS.iter().find(|(_, mark)| after.starts_with(mark)).map(|(slug, _)| *slug)
    }
}

/// Whether a passphrase belongs to the seed: of BIP-39 or an aezeed, the custom words of Electrum, the offset of Monero.
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
    /// The seed has one path by its kind; nothing was compared.
    OfItsKind,
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
    /// The script type in words, such as `native segwit (wpkh)`; empty where the coin has none.
    pub script: String,
    /// The account path, such as `m/84h/0h/0h`; empty where the kind of seed has none.
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

/// The words or letters of a wallet on a folded sheet. Debug output hides them.
#[derive(Debug)]
pub struct SeedSheet {
    /// Label, date, owner.
    pub heading: Heading,
    /// What kind of seed it is.
    pub form: SeedForm,
    /// The words, NFC, or the groups of four of a string, joined by single spaces.
    pub words: SecretText,
    /// The language of the words, such as `English`; empty where the kind does not say.
    pub language: String,
    /// What its code holds, when one was asked for: the digits of a SeedQR, or the letters of the string.
    pub code: Option<SecretText>,
    /// Whether a passphrase is in use.
    pub passphrase: PassphraseUse,
    /// The master fingerprint without a passphrase, eight hex digits; absent where the kind has none.
    pub fingerprint: Option<String>,
    /// The master fingerprint with the passphrase, when it was asked for.
    pub fingerprint_with: Option<String>,
    /// Whose child the words are, when they are one.
    pub child_of: Option<ChildOf>,
    /// What the words open; absent when the sheet is to be anonymous.
    pub wallet: Option<Wallet>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_its_kind_and_a_label_does_not() {
        let forms = [
            SeedForm::Electrum { kind: "segwit".into(), two_factor: false },
            SeedForm::ElectrumOld,
            SeedForm::Monero { deciding: 3 },
            SeedForm::Aezeed { made: "2026-11-22".into() },
            SeedForm::Codex32 { identifier: "TEST".into() },
        ];
        for form in &forms {
            let title = format!("12 WORDS, IN THIS ORDER · {} (more)", form.mark());
            assert_eq!(SeedForm::named_in(&title), Some(form.slug()));
            assert_eq!(SeedForm::named_in(&format!("label · {}", form.mark())), None);
        }
        assert_eq!(SeedForm::named_in("24 WORDS, IN THIS ORDER · BIP-39, English"), None);
        assert_eq!(SeedForm::Bip39.mark(), "BIP-39");
    }
}
