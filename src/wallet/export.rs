//! Lists the formats of wallet files, and writes a wallet in those that other programs read.

use super::{Policy, WalletError, bitcoin_core, bsms, coldcard, electrum, specter};
use crate::keys::Network;
use serde_json::json;
use std::str::FromStr;

/// A format that a wallet is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Export {
    /// One descriptor for both branches, with birthday and gap.
    Descriptor,
    /// `importdescriptors` of Bitcoin Core.
    Core,
    /// Text that Sparrow imports as an output descriptor.
    Sparrow,
    /// A watch-only wallet file of Electrum.
    Electrum,
    /// A descriptor record.
    Bsms,
    /// A multisig file of Coldcard.
    Coldcard,
    /// A wallet JSON of Specter.
    Specter,
    /// A wallet policy.
    Policy,
}

/// What is known of one format.
pub struct FormatLine {
    /// The name on the command line, and in the documents.
    pub name: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Where it is described.
    pub standard: &'static str,
    /// Whether it is read.
    pub reads: bool,
    /// The format to write it with, where it is written by [`export`].
    pub writes: Option<Export>,
}

const fn line(
    name: &'static str,
    what: &'static str,
    standard: &'static str,
    reads: bool,
    writes: Option<Export>,
) -> FormatLine {
    FormatLine { name, what, standard, reads, writes }
}

/// Every format of a watch-only wallet that is read or written.
pub const FORMATS: [FormatLine; 15] = [
    line(
        "descriptor",
        "one line with `<0;1>`, or two lines",
        "BIP-380 to 389, BIP-393",
        true,
        Some(Export::Descriptor),
    ),
    line(
        "core",
        "`listdescriptors`, `importdescriptors`",
        "Bitcoin Core 22 and later",
        true,
        Some(Export::Core),
    ),
    line("sparrow", "output descriptor text", "Sparrow 1.7 and later", true, Some(Export::Sparrow)),
    line("electrum", "wallet file without encryption", "Electrum 4", true, Some(Export::Electrum)),
    line("bsms", "descriptor record, plain or with a token", "BIP-129", true, Some(Export::Bsms)),
    line("coldcard", "multisig text", "Coldcard", true, Some(Export::Coldcard)),
    line("specter", "wallet JSON", "Specter Desktop", true, Some(Export::Specter)),
    line("policy", "template and keys as JSON", "BIP-388", true, Some(Export::Policy)),
    line("bip138", "encrypted to the keys of the wallet", "BIP-138, draft 0.1.1", true, None),
    line("ur", "text of a code: `output-descriptor`", "BCR-2023-010", true, None),
    line("ur-crypto", "text of a code: `crypto-output`", "BCR-2020-010", true, None),
    line("bbqr", "text of codes: a descriptor", "BBQr 1.0", true, None),
    line("xpub", "`[fingerprint/path]xpub` lines, all prefixes", "BIP-380, SLIP-132", true, None),
    line("coldcard-keys", "generic JSON and multisig JSON of a device", "Coldcard", true, None),
    line("bsms-key", "key record of a signer", "BIP-129", true, None),
];

impl FromStr for Export {
    type Err = WalletError;

    fn from_str(text: &str) -> Result<Self, WalletError> {
        let found = FORMATS.iter().find(|line| line.name == text);
        found.and_then(|line| line.writes).ok_or(WalletError::UnknownFormat)
    }
}

/// Writes a wallet in a format. `next_index` is the first receiving address that was never handed out.
///
/// # Errors
/// [`WalletError::NotExported`] with the reason where the format has no room for the wallet;
/// [`WalletError::OriginMissing`] for Coldcard.
pub fn export(
    wallet: &Policy,
    to: Export,
    network: Network,
    next_index: u32,
) -> Result<String, WalletError> {
    match to {
        Export::Descriptor => Ok(format!("{}\n", wallet.descriptor())),
        Export::Core => Ok(bitcoin_core::write(wallet, next_index)),
        Export::Sparrow => Ok(sparrow(wallet)),
        Export::Electrum => electrum::write(wallet),
        Export::Bsms => bsms::write(wallet, network),
        Export::Coldcard => coldcard::write(wallet),
        Export::Specter => Ok(specter::write(wallet)),
        Export::Policy => {
            let reason = "a policy has branches, and extended keys only";
            let refused = |_| WalletError::NotExported { to: "policy", reason };
            let (template, keys) = wallet.template().map_err(refused)?;
            let value = json!({ "name": wallet.name, "policy": template, "keys": keys });
            Ok(format!("{value:#}\n"))
        }
    }
}

/// Both forms, as Sparrow writes its own backups: lines with `#` are for people. Without annotations, which older
/// versions do not know.
fn sparrow(wallet: &Policy) -> String {
    let mut text = String::new();
    let branches = wallet.branch_descriptors();
    if wallet.has_change() {
        text += "# Receive and change descriptor (BIP389):\n\n";
        text += &format!("{}\n\n", wallet.plain_descriptor());
    }
    for (title, branch) in ["# Receive descriptor:", "# Change descriptor:"].iter().zip(&branches) {
        text += &format!("{title}\n\n{branch}\n\n");
    }
    text
}
