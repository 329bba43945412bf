//! What was typed after `child`.

use super::Way;
use crate::host::SecretSource;
use crate::seed::Language;
use clap::{Args, ValueEnum};

/// The applications of BIP-0085, by the names they have there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChildKind {
    /// Words, a wallet of their own.
    Bip39,
    /// A private key in wallet import format.
    Wif,
    /// An extended private key.
    Xprv,
    /// Bytes as hex digits.
    Hex,
    /// A password of letters, digits, + and /.
    Pwd64,
    /// A password with more signs.
    Pwd85,
    /// Rolls of dice, counted from 0.
    Dice,
    /// A secret key of Nostr (nsec1…).
    Nostr,
    /// RSA keys: named by the standard, not made here.
    #[value(hide = true)]
    Rsa,
}

/// `coldkeep child`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep child bip39 --words 12 --index 0 --expect 8c65eb9f
  coldkeep child wif --index 3 --words-from ask
  coldkeep child pwd85 --length 20 -o /dev/shm/password.txt
  coldkeep print seed --child m/83696968h/39h/0h/12h/0h -p Brother_HL")]
pub struct ChildArgs {
    /// What to make: bip39, wif, xprv, hex, pwd64, pwd85, dice or nostr
    #[arg(value_enum, value_name = "KIND", hide_possible_values = true)]
    pub kind: ChildKind,
    /// Which child: the last number of its path
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=0x7fff_ffff), value_name = "N")]
    pub index: u32,
    /// For bip39: how many words [default: 24]
    #[arg(long, value_name = "N")]
    pub words: Option<usize>,
    /// For bip39, the child's: en, ja, ko, es, zh-hans, zh-hant, fr, it, cs or pt [default: en]
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<Language>,
    /// For hex: how many bytes, 16 to 64 [default: 32]
    #[arg(long, value_name = "N")]
    pub bytes: Option<u32>,
    /// For pwd64 and pwd85: how many characters, 20 to 86 or 10 to 80
    #[arg(long, value_name = "N")]
    pub length: Option<u32>,
    /// For dice: the sides of a die [default: 6]
    #[arg(long, value_name = "N")]
    pub sides: Option<u32>,
    /// For dice: how many rolls
    #[arg(long, value_name = "N")]
    pub rolls: Option<u32>,
    /// For nostr: which identity [default: 0]
    #[arg(long, value_name = "N")]
    pub identity: Option<u32>,
    /// The parent's words: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub words_from: Option<SecretSource>,
    /// The language of the parent's words: en, ja, ko, es, zh-hans, zh-hant, fr, it, cs, pt [default: found out]
    #[arg(long, value_name = "LANG")]
    pub parent_language: Option<Language>,
    /// The parent's BIP-39 passphrase: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub passphrase_from: Option<SecretSource>,
    /// Compare the parent with a fingerprint, a used address or an xpub
    #[arg(long, value_name = "FINGERPRINT|ADDRESS|XPUB")]
    pub expect: Option<String>,
    /// Where the result goes.
    #[command(flatten)]
    pub way: Way,
}
