//! Files that their first bytes and lengths tell: Armory, Exodus, Coldcard, lnd, Core Lightning, Monero, Sparrow.

use super::leveldb::varint;
use super::sample::{Sample, has, le32, le64};
use super::{Find, Kind, Locked, place};

/// How much of a database is searched for names of tables, in bytes.
const SEARCHED: u64 = 16 << 20;

/// A wallet of Armory (`armoryengine/PyBtcWallet.py`): a name, a version, a network, 64 flags.
pub(super) fn armory(sample: &mut Sample<'_>) -> Option<Find> {
    const FLAGS_AT: usize = 16;
    if sample.head().starts_with(b"\xbaWALLET\0") {
        let flags = sample.head().get(FLAGS_AT)?;
        let locked = match (flags & 1, flags & 2) {
            (_, 2) => Locked::NoKeys,
            (1, _) => Locked::Yes,
            _ => Locked::No,
        };
        return Find::some(Kind::Armory, locked);
    }
    // Since 0.97 it is LMDB, which says nothing of its user; the name does.
    let lmdb = le32(sample.head(), 16) == Some(0xbeef_c0de);
    let name = sample.name();
    let named = name.starts_with("armory_") && name.ends_with("_wallet.lmdb");
    (lmdb && named).then_some(Find::new(Kind::Armory, Locked::Unknown))
}

/// A container of Exodus (`seco-file`, README): a name, two numbers that are 0, and what wrote it.
pub(super) fn exodus(sample: &mut Sample<'_>) -> Option<Find> {
    let rest = sample.head().strip_prefix(b"SECO\0\0\0\0\0\0\0\0")?;
    let (len, rest) = rest.split_first()?;
    let version = rest.get(..usize::from(*len))?;
    version.starts_with(b"seco-").then_some(Find::new(Kind::Exodus, Locked::Yes))
}

/// A 7z archive as a Coldcard writes it (`shared/compat7z.py`): one file, encrypted, its name in clear at the end.
pub(super) fn coldcard(sample: &mut Sample<'_>) -> Option<Find> {
    const HEADER: u64 = 32;
    const LONGEST: u64 = 10_000;
    const AES: &[u8] = b"\x06\xf1\x07\x01";
    if !sample.head().starts_with(b"7z\xbc\xaf\x27\x1c") {
        return None;
    }
    let (offset, len) = (le64(sample.head(), 12)?, le64(sample.head(), 20)?);
    if len == 0 || len > LONGEST {
        return None;
    }
    let trailer = sample.at(HEADER.checked_add(offset)?, len as usize);
    // exposed to: the look for the name of the file inside
    let trailer = trailer.expose_secret();
    let wide: Vec<u8> = "backup.txt\0".bytes().flat_map(|byte| [byte, 0]).collect();
    let fits = has(trailer, AES) && has(trailer, &wide);
    fits.then_some(Find::new(Kind::Coldcard, Locked::Yes))
}

/// A database of bbolt (`db.go`, `meta`) with the tables of lnd or btcwallet.
pub(super) fn bolt(sample: &mut Sample<'_>) -> Option<Find> {
    let meta = le32(sample.head(), 16) == Some(0xed0c_daed) && le32(sample.head(), 20) == Some(2);
    if !meta {
        return None;
    }
    match sample.holds(&[b"waddrmgr", b"open-chan-bucket", b"graph-node"], SEARCHED) {
        found if found & 1 != 0 => Find::some(Kind::LndWallet, Locked::Yes),
        found if found & 2 != 0 => Find::some(Kind::LndChannels, Locked::NoKeys),
        _ => None,
    }
}

/// A wallet of Sparrow: an H2 database with its tables, or an encrypted one in its folder.
pub(super) fn h2(sample: &mut Sample<'_>) -> Option<Find> {
    let head = sample.head();
    if head.starts_with(b"H2encrypt\n") {
        let ours = sample.name().ends_with(".mv.db")
            && (place::program_of(sample.path()) == Some("Sparrow") || sample.lies_in("wallets"));
        return ours.then_some(Find::new(Kind::Sparrow, Locked::Yes));
    }
    if !head.starts_with(b"H:2,block:") {
        return None;
    }
    let found = sample.holds(&[b"wallet_master", b"WALLET_MASTER"], SEARCHED);
    (found != 0).then_some(Find::new(Kind::Sparrow, Locked::Unknown))
}

/// A keys file of Monero (`wallet2.h`, `keys_file_data`): 8 bytes, a length, and so many bytes.
///
/// It is always encrypted, and the password may be an empty one.
pub(super) fn monero(sample: &mut Sample<'_>) -> Option<Find> {
    const IV: usize = 8;
    if !sample.name().ends_with(".keys") || sample.size() < 256 {
        return None;
    }
    let mut rest = sample.head().get(IV..)?;
    let before = rest.len();
    let len = varint(&mut rest)?;
    let behind = (IV + before - rest.len()) as u64;
    let fits = behind.checked_add(len) == Some(sample.size());
    (fits && looks_random(rest)).then_some(Find::new(Kind::MoneroKeys, Locked::Unknown))
}

/// Secrets of Lightning nodes, which have no mark of their own: the name, the length, and bytes without a pattern.
pub(super) fn lightning(sample: &mut Sample<'_>) -> Option<Find> {
    /// 32 bytes; encrypted they have 24 before them and 17 behind (`hsmd/hsm_encryption.h`).
    const CLEAR: u64 = 32;
    const ENCRYPTED: u64 = 73;
    let (head, size) = (sample.head(), sample.size());
    match sample.name().as_str() {
        "hsm_secret" if size == CLEAR && looks_random(head) => {
            Find::some(Kind::ClnSecret, Locked::No)
        }
        "hsm_secret" if size == ENCRYPTED && looks_random(head) => {
            Find::some(Kind::ClnSecret, Locked::Yes)
        }
        // Since 25.12 words stand behind a hash of their passphrase, or behind zeros.
        "hsm_secret" if size > ENCRYPTED && size < 512 => {
            let (hash, words) = head.split_at_checked(32)?;
            let is_words =
                words.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_whitespace());
            let locked =
                if hash.iter().all(|byte| *byte == 0) { Locked::No } else { Locked::Unknown };
            is_words.then_some(Find::new(Kind::ClnSecret, locked))
        }
        // A nonce of 24 bytes and a tag of 16 (`chanbackup/crypto.go`); the key follows from the seed.
        "channel.backup" | "channels.backup" if size > 40 && looks_random(head) => {
            Find::some(Kind::LndBackup, Locked::Yes)
        }
        _ => None,
    }
}

/// A wallet of MultiBit HD: AES and nothing before it, so the name and the length are all that tells.
pub(super) fn multibit_hd(sample: &mut Sample<'_>) -> Option<Find> {
    let name = sample.name();
    let named = name == "mbhd.wallet.aes" || name.starts_with("mbhd-") && name.ends_with(".aes");
    let fits = named && sample.size() >= 256 && sample.size().is_multiple_of(16);
    (fits && looks_random(sample.head())).then_some(Find::new(Kind::MultibitHd, Locked::Yes))
}

/// Whether bytes have no pattern: no byte stands out, and most of them differ.
fn looks_random(bytes: &[u8]) -> bool {
    let bytes = &bytes[..bytes.len().min(1024)];
    let mut counts = [0_usize; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let different = counts.iter().filter(|count| **count > 0).count();
    let most = counts.iter().max().copied().unwrap_or_default();
    // 32 random bytes have 30 different ones on average and 22 once in many millions; 1,024 have 251.
    let enough = if bytes.len() < 256 { bytes.len() * 2 / 3 } else { 140 };
    different >= enough.min(140) && most <= bytes.len() / 40 + 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_not_taken_for_keys() {
        let random: Vec<u8> = (0..1024_u32)
            .map(|at| (at.wrapping_mul(2_654_435_761).wrapping_add(at << 7) >> 13) as u8)
            .collect();
        assert!(looks_random(&random));
        assert!(looks_random(&random[..32]));
        for text in [
            "0123456789012345678901234567890123456789",
            "plain words of a text that somebody has written",
        ] {
            assert!(!looks_random(text.as_bytes()), "{text}");
        }
        assert!(!looks_random(&[0; 32]));
        assert!(!looks_random("some text ".repeat(200).as_bytes()));
    }
}
