//! What was typed after `address`.

use super::{CoinArgs, SeedKind};
use crate::host::SecretSource;
use crate::seed::Language;
use clap::Args;

/// `coldkeep address`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep address savings
  coldkeep address savings --qr
  coldkeep address savings --used 14
  coldkeep address --verify bc1q…
  coldkeep address --xpub-from savings.xpub --count 20
  coldkeep address --words-from ask --coin eth
  coldkeep address --words-from ask --coin eth --path-style ledger-live --count 5
  coldkeep address --words-from ask --prefix osmo
  coldkeep address --words-from electrum.txt --change --count 5
  coldkeep address --share-from 1.txt --share-from 2.txt --as slip39-wallet")]
pub struct AddressArgs {
    /// A wallet that was added; the only one is the default
    #[arg(value_name = "WALLET", group = "from")]
    pub wallet: Option<String>,
    /// The words of any seed that restore knows: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", group = "from")]
    pub words_from: Option<SecretSource>,
    /// One share of SLIP-39, SSKR or codex32 (repeat): ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", group = "from")]
    pub share_from: Vec<SecretSource>,
    /// An extended private key, the master key of a wallet: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", group = "from", conflicts_with = "passphrase_from")]
    pub key_from: Option<SecretSource>,
    /// What the words or shares are, where more than one kind fits or none is recognised
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub kind: Option<SeedKind>,
    /// The language of the words: en, ja, ko, es, zh-hans, zh-hant, fr, it, cs, pt [default: found out]
    #[arg(long, value_name = "LANG")]
    pub language: Option<Language>,
    /// The BIP-39 passphrase, or that of another kind of seed: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub passphrase_from: Option<SecretSource>,
    /// An extended public key: - or a FILE
    #[arg(long, value_name = "FILE", group = "from")]
    pub xpub_from: Option<SecretSource>,
    /// An output descriptor: - or a FILE
    #[arg(long, value_name = "FILE", group = "from")]
    pub descriptor_from: Option<SecretSource>,
    /// Which addresses.
    #[command(flatten)]
    pub which: CoinArgs,
    /// The account number [default: 0]
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=0x7fff_ffff), value_name = "N")]
    pub account: Option<u32>,
    /// Addresses of the change chain
    #[arg(long)]
    pub change: bool,
    /// The first index [default: of a wallet the lowest never handed out, else 0]
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=0x7fff_ffff), value_name = "N")]
    pub index: Option<u32>,
    /// How many addresses
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000_000), value_name = "N")]
    pub count: u32,
    /// The account's path, instead of the one for coin, script and account
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
    /// Show the wallet's next address and do not hand it out
    #[arg(long, conflicts_with_all = SOURCES)]
    pub peek: bool,
    /// Mark an address of the wallet as paid
    #[arg(long, value_name = "INDEX|ADDRESS", conflicts_with_all = SOURCES)]
    #[arg(conflicts_with_all = ["peek", "index", "count"])]
    pub used: Option<String>,
    /// Is this address the wallet's? Exit code 0 with its path, or 5; nothing is handed out
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = SOURCES)]
    #[arg(conflicts_with_all = ["peek", "index", "count", "used", "change"])]
    pub verify: Option<String>,
    /// Show the address as a code on the terminal as well
    #[arg(long, conflicts_with_all = ["used", "verify"])]
    pub qr: bool,
    /// Show an address again that was handed out before
    #[arg(long, requires = "index", conflicts_with_all = SOURCES)]
    pub allow_reuse: bool,
}

/// What needs no kept wallet, and so nothing of what is done with one.
const SOURCES: [&str; 5] = ["words_from", "share_from", "key_from", "xpub_from", "descriptor_from"];

impl AddressArgs {
    /// Whether a kept wallet is asked, and not a seed or a key that is given now.
    pub fn asks_a_wallet(&self, practice: bool) -> bool {
        let given =
            self.meets_a_secret() || self.xpub_from.is_some() || self.descriptor_from.is_some();
        let act = self.peek || self.allow_reuse || self.used.is_some() || self.verify.is_some();
        !given && (self.wallet.is_some() || act || !practice)
    }

    /// Whether a seed or a private key is brought.
    pub fn meets_a_secret(&self) -> bool {
        self.words_from.is_some() || !self.share_from.is_empty() || self.key_from.is_some()
    }

    /// The first flag that only a seed has a use for.
    pub fn needs_a_seed(&self) -> Option<&'static str> {
        let given = [
            (self.path.is_some(), "--path"),
            (self.passphrase_from.is_some(), "--passphrase-from"),
            (self.account.is_some(), "--account"),
            (self.kind.is_some(), "--as"),
            (self.language.is_some(), "--language"),
        ];
        given.into_iter().find(|(given, _)| *given).map(|(_, flag)| flag)
    }

    /// Whether that only looks, and changes nothing in the home.
    pub fn only_looks(&self) -> bool {
        self.peek || self.verify.is_some()
    }
}
