//! Files that are text in another form than JSON: age, coldkeep's own, Base64 of Electrum and OpenSSL, dumps.

use super::sample::{Sample, has};
use super::{Find, Kind, Locked, place};
use crate::identify;

/// The longest file that is asked about as a whole, in bytes.
const SMALL: u64 = 16 << 10;

/// An age file, plain or between lines, or a file of identities.
pub(super) fn age(sample: &mut Sample<'_>) -> Option<Find> {
    let head = sample.head();
    if head.starts_with(b"age-encryption.org/v1\n-> ")
        || head.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----")
    {
        return Find::some(Kind::Age, Locked::Yes);
    }
    let mut lines = head.split(|byte| *byte == b'\n').take(20).map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(b"#"))?;
    if !first.starts_with(b"AGE-SECRET-KEY-") || sample.size() > SMALL {
        return None;
    }
    let all = sample.at(0, SMALL as usize);
    // exposed to: recognition, which checks it and keeps nothing
    let found = identify::identify(all.expose_secret());
    let whole = found.kind == identify::Kind::AgeIdentity && !found.damaged;
    whole.then_some(Find::new(Kind::AgeIdentity, Locked::No))
}

/// What coldkeep keeps in its home, by the remarks at the beginning and the fields.
pub(super) fn own(sample: &mut Sample<'_>) -> Option<Find> {
    let head = sample.head();
    if !head.starts_with(b"# The ") || !has(head, b"\nformat = ") {
        return None;
    }
    let first = head.split(|byte| *byte == b'\n').next()?;
    let kind = if head.starts_with(b"# The answers for the letter to your heirs.") {
        Kind::ColdkeepLetter
    } else if first.starts_with(b"# The logbook: which copies of your wallets") {
        Kind::ColdkeepLogbook
    } else if has(first, b", watched by coldkeep.") && has(head, b"\ndescriptor = ") {
        Kind::ColdkeepWallet
    } else {
        return None;
    };
    Find::some(kind, Locked::NoKeys)
}

/// Keys in clear that `dumpwallet` wrote, or records that `bitcoin-wallet dump` wrote.
pub(super) fn core_dump(sample: &mut Sample<'_>) -> Option<Find> {
    let head = sample.head();
    if head.starts_with(b"# Wallet dump created by ") {
        return Find::some(Kind::CoreDump, Locked::No);
    }
    if !head.starts_with(b"BITCOIN_CORE_WALLET_DUMP,") {
        return None;
    }
    // Records are a line each, in hexadecimal: 046d6b6579 is the name of the record that locks a wallet.
    let locked = sample.holds(&[b"\n046d6b6579"], 64 << 20) != 0;
    Find::some(Kind::CoreDump, if locked { Locked::Yes } else { Locked::No })
}

/// Base64 and nothing else: told by the bytes behind it.
pub(super) fn base64(sample: &mut Sample<'_>) -> Option<Find> {
    const FEWEST: usize = 64;
    let head = sample.head();
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\r\n".contains(byte);
    if head.len() < FEWEST || !head.iter().all(is_base64) {
        return None;
    }
    // `BIE1` and `BIE2` of Electrum (`storage.py`); the sixth character has two bits of the digit.
    if head.starts_with(b"QklFM") && head.len() >= 100 {
        let locked = match head[5] {
            b'Q'..=b'Z' | b'a'..=b'f' => Locked::Yes,
            // Encrypted to a hardware wallet, which has the keys.
            b'g'..=b'v' => Locked::NoKeys,
            _ => return None,
        };
        return Some(electrum(sample, locked));
    }
    // `Salted__`, as `openssl enc -a` writes it.
    if head.starts_with(b"U2FsdGVkX1") {
        let name = sample.name();
        let program = if name.ends_with(".key") {
            Some("MultiBit")
        } else if name.contains("dogecoin") {
            Some("Dogecoin Wallet")
        } else if name.contains("litecoin") {
            Some("Litecoin Wallet")
        } else if name.contains("wallet") || name.contains("backup") {
            Some("Bitcoin Wallet")
        } else {
            None
        };
        return Some(Find::new(Kind::OpensslText, Locked::Yes).of(program));
    }
    // The oldest backups of Blockchain.com are AES and nothing before it.
    let named = sample.name().ends_with("wallet.aes.json");
    named.then_some(Find::new(Kind::Blockchain, Locked::Yes))
}

/// A find of Electrum, with the fork that its folder names.
pub(super) fn electrum(sample: &Sample<'_>, locked: Locked) -> Find {
    const FORKS: [&str; 5] =
        ["Electrum", "Electrum-LTC", "Electrum-DASH", "Electron Cash", "Sparrow"];
    let fork = place::program_of(sample.path()).filter(|program| FORKS.contains(program));
    Find::new(Kind::Electrum, locked).of(fork)
}

/// A backup of Toast Wallet: eight hexadecimal digits of checksum, and a document.
pub(super) fn toast(sample: &mut Sample<'_>) -> Option<Find> {
    let (checksum, rest) = sample.head().split_at_checked(8)?;
    let fits =
        checksum.iter().all(u8::is_ascii_hexdigit) && rest.starts_with(b"{\"walletversion\":");
    fits.then_some(Find::new(Kind::Toast, Locked::Yes))
}

/// A share that coldkeep wrote as a file: `#` lines, and words or letters whose checksum holds.
pub(super) fn share(sample: &mut Sample<'_>) -> Option<Find> {
    let head = sample.head();
    let own = head.starts_with(b"# coldkeep share (");
    let noted = own || head.starts_with(b"#") && has(head, b"SLIP-39");
    if !noted || sample.size() > SMALL {
        return None;
    }
    let all = sample.at(0, SMALL as usize);
    // exposed to: recognition, which checks it and keeps nothing
    let found = identify::identify(all.expose_secret());
    let is_share = match found.kind {
        identify::Kind::ShareFile => true,
        identify::Kind::Sskr | identify::Kind::Codex32 => own,
        _ => false,
    };
    (is_share && !found.damaged).then_some(Find::new(Kind::ShareFile, Locked::No))
}
