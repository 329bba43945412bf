//! Texts that are one private key, of Bitcoin or another coin.

use super::{Identified, Kind};
use crate::keys::{self, Bip38, SingleKey, looks_like_bip38};
use crate::secret::SecretText;
use bech32::primitives::decode::CheckedHrpstring;

/// A key under a passphrase (BIP-0038), and the codes that make such keys.
pub(super) fn bip38(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of its checksum; a key under a passphrase is no secret to it
    let text = text.expose_secret();
    if looks_like_bip38(text) {
        return Identified::checked(Kind::Bip38, Bip38::parse(text).is_ok());
    }
    let code = |start: &str, len: usize| text.starts_with(start) && text.len() == len;
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_code = plain && (code("passphrase", 72) || code("cfrm38", 75));
    is_code.then(|| Identified::known(Kind::Bip38Code, true))
}

/// The short keys of Casascius coins; the check lets one text in 256 pass.
pub(super) fn mini(text: &SecretText) -> Option<Identified> {
    // exposed to: its check
    keys::is_mini_key(text.expose_secret()).then(|| Identified::known(Kind::MiniPrivateKey, true))
}

/// Wallet import format, of Bitcoin and the chains with a version byte of their own.
pub(super) fn wif(text: &SecretText) -> Option<Identified> {
    if !matches!(text.len(), 51 | 52) {
        return None;
    }
    if let Ok(key) = SingleKey::from_wif(text) {
        let mut found = Identified::known(Kind::Wif, true);
        found.facts.network = Some(key.network().family());
        return Some(found);
    }
    // exposed to: the look at its first character
    let looks = keys::is_private_key(text.expose_secret());
    looks.then(|| Identified::known(Kind::Wif, false))
}

/// 64 hexadecimal digits.
pub(super) fn hex(text: &SecretText) -> Option<Identified> {
    // exposed to: the count of digits
    let text = text.expose_secret();
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let fits = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| Identified::known(Kind::HexKey, true))
}

/// A key pair as Solana's programs write it.
pub(super) fn solana(text: &SecretText) -> Option<Identified> {
    // exposed to: the count of its numbers
    let fits = keys::is_solana_key_pair(text.expose_secret());
    fits.then(|| Identified::known(Kind::SolanaKeypair, true))
}

/// A family seed of XRP: 29 to 31 characters of its own Base58, with the checksum of Bitcoin's.
pub(super) fn xrp(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of its checksum
    let holds = keys::xrp_family_seed(text.expose_secret())?;
    Identified::checked(Kind::XrpFamilySeed, holds)
}

/// A secret of Stellar: 56 characters of base 32, with a CRC-16 (SEP-0023).
pub(super) fn stellar(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of its checksum
    let text = text.expose_secret().as_bytes();
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'2'..=b'7' => Some(u32::from(byte - b'2' + 26)),
        _ => None,
    };
    if text.len() != 56 || text[0] != b'S' || !text.iter().all(|byte| digit(*byte).is_some()) {
        return None;
    }
    let mut bytes = zeroize::Zeroizing::new([0_u8; 35]);
    let (mut held, mut count, mut at) = (0_u32, 0, 0);
    for value in text.iter().filter_map(|byte| digit(*byte)) {
        held = (held << 5) | value;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes[at] = (held >> count) as u8;
            held &= (1 << count) - 1;
            at += 1;
        }
    }
    let crc = bytes[..33].iter().fold(0_u16, |sum, byte| {
        (0..8).fold(sum ^ (u16::from(*byte) << 8), |sum, _| {
            (sum << 1) ^ (0x1021 & (sum >> 15).wrapping_neg())
        })
    });
    // The version byte of a secret is 18 shifted by three bits.
    let holds = bytes[0] == 18 << 3 && bytes[33..] == crc.to_le_bytes();
    Identified::checked(Kind::StellarSecret, holds)
}

/// Keys in Bech32 with a name in front: those of Nostr (NIP-19) and Cardano (CIP-5).
pub(super) fn bech32_key(text: &SecretText) -> Option<Identified> {
    const CARDANO: [&str; 8] = [
        "root_xsk1",
        "acct_xsk1",
        "addr_xsk1",
        "stake_xsk1",
        "addr_sk1",
        "stake_sk1",
        "ed25519_sk1",
        "ed25519e_sk1",
    ];
    // exposed to: the reader of its checksum
    let text = text.expose_secret();
    let kind = if text.starts_with("nsec1") {
        Kind::NostrSecret
    } else if CARDANO.iter().any(|start| text.starts_with(start)) {
        Kind::CardanoKey
    } else {
        return None;
    };
    let holds = CheckedHrpstring::new::<bech32::Bech32>(text).is_ok();
    Identified::checked(kind, holds)
}
