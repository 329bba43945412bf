//! Texts that may be shown: encrypted files, public keys, descriptors, addresses.

use super::{Identified, Kind};
use crate::crypt::{self, Recipient};
use crate::keys::{Expected, ExtendedKey, MoneroAddress};
use crate::secret::SecretText;
use crate::wallet::{self, Format, WalletError, WatchOnly};

/// An age file between its BEGIN and END lines (C2SP age.md, "ASCII armor").
pub(super) fn age_armor(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of age headers
    let text = text.expose_secret();
    if !text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----") {
        return None;
    }
    let whole = text.ends_with("-----END AGE ENCRYPTED FILE-----");
    let header = crypt::header_info(text.as_bytes());
    Identified::checked(Kind::AgeArmor, whole && header.is_ok())
}

/// `age1…`, `age1pq1…`, or an SSH public key that age encrypts to.
pub(super) fn age_recipient(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of recipients
    let text = text.expose_secret();
    let known = ["age1", "ssh-ed25519 ", "ssh-rsa "];
    if !known.iter().any(|start| text.starts_with(start)) {
        return None;
    }
    Identified::checked(Kind::AgeRecipient, text.parse::<Recipient>().is_ok())
}

/// `xpub…`, `zpub…` and the other prefixes of SLIP-0132.
pub(super) fn xpub(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of public keys
    let text = text.expose_secret();
    let long = (100..=120).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    let like = long && text.get(1..4) == Some("pub");
    let key = like.then(|| ExtendedKey::parse(text))?;
    let mut found = Identified::known(Kind::Xpub, key.is_ok()).form(&text[..4]);
    found.facts.network = key.ok().map(|key| key.network().family());
    Some(found)
}

/// `wpkh(…)`, `wsh(…)` and so on (BIP-0381 to 0386).
pub(super) fn descriptor(text: &SecretText) -> Option<Identified> {
    const FUNCTIONS: [&str; 7] = ["wpkh(", "wsh(", "tr(", "pkh(", "sh(", "pk(", "combo("];
    // exposed to: the reader of descriptors
    let text = text.expose_secret();
    if !FUNCTIONS.iter().any(|function| text.starts_with(function)) {
        return None;
    }
    match WatchOnly::from_descriptor(text) {
        Ok(_) => Identified::whole(Kind::Descriptor),
        Err(WalletError::PrivateKey) => Identified::whole(Kind::DescriptorPrivate),
        Err(_) => Identified::checked(Kind::Descriptor, false),
    }
}

/// What wallets and devices export of their public side, whatever the format; each is read whole.
pub(super) fn wallet_file(text: &SecretText) -> Option<Identified> {
    // exposed to: the readers of wallet files, which refuse private keys
    let brought = wallet::read(text.expose_secret()).ok()?;
    let kind = match brought.format {
        Format::Descriptors => Kind::Descriptor,
        Format::KeyLines => Kind::Xpub,
        Format::BitcoinCore => Kind::CoreDescriptors,
        Format::Specter => Kind::SpecterWallet,
        Format::Electrum => Kind::ElectrumWallet,
        Format::ColdcardMultisig => Kind::MultisigFile,
        Format::ColdcardKeys => Kind::ColdcardJson,
        Format::WalletPolicy => Kind::WalletPolicy,
        Format::BsmsWallet | Format::BsmsKey => Kind::Bsms,
    };
    Some(Identified::known(kind, true).form(brought.format.to_string()))
}

/// Addresses of Bitcoin (any network), Ethereum and Monero.
pub(super) fn address(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of addresses
    let text = text.expose_secret();
    if let Ok(Expected::Address(address)) = text.parse::<Expected>() {
        let mut found = Identified::known(Kind::Address, true);
        found.facts.unchecked = address.is_unchecked();
        return Some(found);
    }
    if text.parse::<MoneroAddress>().is_ok() {
        return Some(Identified::known(Kind::Address, true));
    }
    let lower = text.get(..5).map(str::to_ascii_lowercase).unwrap_or_default();
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let segwit = ["bc1", "tb1", "bcrt1"].iter().any(|start| lower.starts_with(start));
    let ethereum = lower.starts_with("0x") && text.len() == 42;
    let legacy =
        text.starts_with(['1', '3']) && text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let like = plain
        && match text.len() {
            26..=35 => legacy || segwit,
            36..=74 => segwit || ethereum,
            _ => false,
        };
    like.then(|| Identified::checked(Kind::Address, false))?
}
