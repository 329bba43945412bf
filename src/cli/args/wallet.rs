//! What was typed after `wallet`.

use super::ScriptName;
use crate::host::SecretSource;
use crate::seed::Language;
use crate::wallet::FORMATS;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `coldkeep wallet`
#[derive(Debug, Subcommand)]
pub enum WalletCommand {
    /// Keep the public data of a wallet, so that fresh addresses can be handed out
    Add(Box<WalletAddArgs>),
    /// The wallets that are kept
    List(WalletListArgs),
    /// What is known about one wallet
    Show(WalletShowArgs),
    /// Have the seeds at hand sign, in memory, to see that they can spend
    Prove(WalletProveArgs),
    /// The wallet in a form that other programs read
    Export(WalletExportArgs),
    /// Set a wallet aside; its file stays in the home under another name
    Remove(WalletRemoveArgs),
}

impl WalletCommand {
    /// The name in the JSON envelope.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "wallet add",
            Self::List(_) => "wallet list",
            Self::Show(_) => "wallet show",
            Self::Prove(_) => "wallet prove",
            Self::Export(_) => "wallet export",
            Self::Remove(_) => "wallet remove",
        }
    }
}

/// `coldkeep wallet add`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep wallet add savings --descriptor-from savings.txt
  coldkeep restore --to descriptor | coldkeep wallet add savings --descriptor-from - --new
  coldkeep wallet add family --cosigner a.json --cosigner b.json --cosigner c.json --threshold 2")]
#[command(group = clap::ArgGroup::new("from").required(true))]
pub struct WalletAddArgs {
    /// Its name: up to 32 letters, digits, - and _
    #[arg(value_name = "NAME")]
    pub name: String,
    /// A descriptor, two of them, or an export of a wallet: - or a FILE
    #[arg(long, value_name = "FILE", group = "from")]
    pub descriptor_from: Option<SecretSource>,
    /// An extended public key of a wallet with one key: - or a FILE
    #[arg(long, value_name = "FILE", group = "from")]
    pub xpub_from: Option<SecretSource>,
    /// An extended public key of the wallet, to open a description that is encrypted to it (BIP-138)
    #[arg(long, value_name = "FILE", requires = "descriptor_from")]
    pub key_from: Option<SecretSource>,
    /// The token of the setup, to open encrypted records of it (BIP-129; repeat): ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub token_from: Vec<SecretSource>,
    /// A cosigner's file or key (repeat, one for each)
    #[arg(long, value_name = "FILE", group = "from", requires = "threshold")]
    pub cosigner: Vec<PathBuf>,
    /// How many of the cosigners must sign
    #[arg(long, value_name = "M", requires = "cosigner", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub threshold: Option<u8>,
    /// The kind of address [default: what the key says, or wpkh]
    #[arg(long, value_enum, value_name = "SCRIPT", conflicts_with = "descriptor_from")]
    pub script: Option<ScriptName>,
    /// The wallet was never used: its next address is number 0
    #[arg(long, group = "stands")]
    pub new: bool,
    /// The next index that was never used
    #[arg(long, group = "stands", value_parser = clap::value_parser!(u32).range(0..=0x7fff_ffff), value_name = "N")]
    pub next: Option<u32>,
    /// The next change index that was never used [default: as the receive addresses]
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=0x7fff_ffff), value_name = "N")]
    pub next_change: Option<u32>,
    /// The last address that was used or handed out
    #[arg(long, group = "stands", value_name = "ADDRESS")]
    pub last_used: Option<String>,
    /// Compare: an address or fingerprint that the wallet itself has shown
    #[arg(long, value_name = "ADDRESS|FINGERPRINT")]
    pub expect: Option<String>,
    /// The day or the block before which nothing was paid
    #[arg(long, value_name = "DATE|HEIGHT")]
    pub birthday: Option<String>,
    /// How many unused addresses in a row are looked ahead [default: 20]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000), value_name = "N")]
    pub gap: Option<u32>,
    /// Labels of the wallet (BIP-329), kept beside it
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// Take keys of a multisig wallet although they do not say where they come from
    #[arg(long)]
    pub allow_unknown_origin: bool,
}

/// `coldkeep wallet list`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep wallet list
  coldkeep wallet list --home /media/stick/coldkeep --json")]
pub struct WalletListArgs {}

/// `coldkeep wallet show`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep wallet show savings")]
pub struct WalletShowArgs {
    /// The wallet; the only one is the default
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

/// `coldkeep wallet prove`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep wallet prove family
  coldkeep wallet prove family --words-from a.txt --words-from fd:3
  coldkeep wallet prove savings --words-from ask --passphrase-from ask")]
pub struct WalletProveArgs {
    /// The wallet; the only one is the default
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// The words of a seed (repeat, one for each): ask, -, fd:N or a FILE [default: typed, until there are no more]
    #[arg(long, value_name = "SOURCE")]
    pub words_from: Vec<SecretSource>,
    /// The language of all the words: en, ja, ko, es, zh-hans, zh-hant, fr, it, cs, pt [default: found out, of each]
    #[arg(long, value_name = "LANG")]
    pub language: Option<Language>,
    /// The BIP-39 passphrase of each seed in the same order, an empty one for none; ask alone asks for all
    #[arg(long, value_name = "SOURCE")]
    pub passphrase_from: Vec<SecretSource>,
}

/// The form in which the labels that lie beside a wallet are given out (BIP-0329).
pub const LABELS_FORM: &str = "labels";

/// The form that is encrypted to the keys of the wallet (BIP-0138).
pub const SEALED_FORM: &str = "bip138";

/// The forms that are the text of codes.
pub const CODE_FORMS: [&str; 3] = ["ur", "ur-crypto", "bbqr"];

/// The forms in which a wallet is given out: those that the library writes, and its labels.
fn forms() -> PossibleValuesParser {
    let written =
        FORMATS.iter().filter(|line| line.writes.is_some() || CODE_FORMS.contains(&line.name));
    let written = written.map(|line| PossibleValue::new(line.name).help(line.what));
    let sealed =
        PossibleValue::new(SEALED_FORM).help("encrypted to the keys of the wallet (BIP-138)");
    let labels = PossibleValue::new(LABELS_FORM).help("labels that were kept beside it (BIP-329)");
    PossibleValuesParser::new(written.chain([sealed, labels]))
}

/// `coldkeep wallet export`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep wallet export savings
  coldkeep wallet export family --to descriptor -o family.txt")]
pub struct WalletExportArgs {
    /// The wallet; the only one is the default
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// The form
    #[arg(long, default_value = "descriptor", value_name = "FORM", value_parser = forms())]
    pub to: String,
    /// Encrypt a BSMS record with the token of its setup (BIP-129): ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub token_from: Option<SecretSource>,
    /// Write a file instead of stdout
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace an existing output file
    #[arg(short, long)]
    pub force: bool,
}

/// `coldkeep wallet remove`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep wallet remove savings
  coldkeep wallet remove savings --confirm savings")]
pub struct WalletRemoveArgs {
    /// The wallet
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The name again, instead of typing it at the question
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,
}
