//! What was typed after `address`.

use super::CoinArgs;
use crate::host::SecretSource;
use clap::Args;

/// `coldkeep address`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep address --xpub-from savings.xpub --count 20
  coldkeep address --words-from ask --coin eth
  coldkeep address --words-from ask --coin eth --path-style ledger-live --count 5
  coldkeep address --words-from ask --prefix osmo")]
pub struct AddressArgs {
    /// The words: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", group = "from")]
    pub words_from: Option<SecretSource>,
    /// The BIP-39 passphrase: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", requires = "words_from")]
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
    #[arg(long, requires = "words_from", value_parser = clap::value_parser!(u32).range(0..=0x7fff_ffff), value_name = "N")]
    pub account: Option<u32>,
    /// Addresses of the change chain
    #[arg(long)]
    pub change: bool,
    /// The first index
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=0x7fff_ffff), value_name = "N")]
    pub index: u32,
    /// How many addresses
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000_000), value_name = "N")]
    pub count: u32,
    /// The account's path, instead of the one for coin, script and account
    #[arg(long, value_name = "PATH", requires = "words_from")]
    pub path: Option<String>,
}
