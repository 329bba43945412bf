//! Vaults of browser wallets: records in the logs and tables of LevelDB (`doc/log_format.md`, `doc/table_format.md`).

use super::sample::{Sample, has, le32, le64};
use super::{Find, Kind, Locked, snappy};
use crate::secret::SecretBytes;

/// The last eight bytes of a table, as a number.
const TABLE: u64 = 0xdb47_7524_8b80_fb57;
/// The last bytes of a table: two handles with padding, and the number.
const FOOTER: usize = 48;
/// A log is written in blocks of this many bytes; a record has seven in front.
const LOG_BLOCK: usize = 32 << 10;
const RECORD_HEAD: usize = 7;
/// How much of a log, and how long a block of a table, is read, in bytes.
const MOST: u64 = 64 << 20;
const MOST_BLOCK: u64 = 4 << 20;
/// How many parts of one record are joined: 16 MiB.
const MOST_PARTS: usize = 512;
/// How many blocks of a table are read.
const MOST_BLOCKS: usize = 4_096;

/// The wallets that run in Chromium, by the number that their folder is called after.
const EXTENSIONS: &[(&str, &str)] = &[
    ("nkbihfbeogaeaoehlefnkodbefgpgknn", "MetaMask"),
    ("ejbalbakoplchlghecdalmeeeajnimhm", "MetaMask"),
    ("bfnaelmomeimhlpmgjnjophhpkkoljpa", "Phantom"),
    ("hnfanknocfeofbddgcijnmhnfnkdnaad", "Coinbase Wallet"),
    ("egjidjbpglichdcondbcbdnbeeppgdph", "Trust Wallet"),
    ("fhbohimaelbohpjbbldcngcnapndodjp", "Binance Wallet"),
    ("ibnejdfjmmkpcnlpebklmnkoeoihofec", "TronLink"),
    ("fnjhmkhhmkbjkkabndcnnogagogbneec", "Ronin Wallet"),
    ("dmkamcknogkgcdfhhbddcghachkejeap", "Keplr"),
    ("mcohilncbfahbmgdjkbpemcciiolgcge", "OKX Wallet"),
    ("acmacodkjbdgmoleebolmdjonilkdbch", "Rabby"),
    ("bhhhlbepdkbapadjdnnojkbgioiodbic", "Solflare"),
    ("ffnbelfdoeiohenkjibnmadjiehjhajb", "Yoroi"),
    ("lpfcbjknijpeeillifnkikgncikgfhdo", "Nami"),
    ("aholpfdialjgjfhomihkjbmgjidlcdno", "Exodus Web3"),
    ("nlbmnnijcnlegkjjpcfjclmcfggfefdm", "MyEtherWallet"),
];

/// What stands in the records of a vault; quotes are escaped where a text holds a document.
const VAULTS: &[(&[&[u8]], Kind)] = &[
    (&[b"general_mnemonic"], Kind::Atomic),
    (&[b"\\\"data\\\":\\\"", b"\\\"iv\\\":\\\"", b"\\\"salt\\\":\\\""], Kind::BrowserVault),
    (&[b"\"data\":\"", b"\"iv\":\"", b"\"salt\":\""], Kind::BrowserVault),
    (&[b"\"vault\":\"", b"KeyringController"], Kind::BrowserVault),
    (&[b"encryptedKey", b"\"salt\":"], Kind::BrowserVault),
    (&[b"encrypted_mnemonic"], Kind::BrowserVault),
];

/// A log or table of LevelDB with a vault in it.
pub(super) fn recognise(sample: &mut Sample<'_>) -> Option<Find> {
    let kind = if is_table(sample) {
        table(sample)
    } else if is_log(sample.head(), sample.size()) {
        log(sample)
    } else {
        None
    }?;
    let extension = EXTENSIONS.iter().find(|(number, _)| sample.lies_in(number));
    match (kind, extension) {
        (Kind::Atomic, _) => Find::some(kind, Locked::Yes),
        (_, Some((_, program))) => Some(Find::new(kind, Locked::Yes).of(Some(program))),
        // Documents with such fields are kept by other programs as well; the folder is of extensions.
        _ => sample
            .lies_in("Local Extension Settings")
            .then(|| Find::new(kind, Locked::Yes).of(Some("browser wallet"))),
    }
}

fn vault(bytes: &[u8]) -> Option<Kind> {
    let holds = |texts: &&(&[&[u8]], Kind)| texts.0.iter().all(|text| has(bytes, text));
    VAULTS.iter().find(holds).map(|(_, kind)| *kind)
}

/// The first record: no longer than its block, whole or a beginning, and a batch that holds something.
fn is_log(head: &[u8], size: u64) -> bool {
    let Some(record) = head.get(..RECORD_HEAD + 12) else { return false };
    let len = usize::from(u16::from_le_bytes([record[4], record[5]]));
    let whole = matches!(record[6], 1 | 2);
    let count = le32(record, RECORD_HEAD + 8).unwrap_or_default();
    let fits = len >= 12 && len + RECORD_HEAD <= LOG_BLOCK && (len as u64) < size;
    // The number of a batch has not passed 2^40 in any database that was seen.
    let small = le64(record, RECORD_HEAD).is_some_and(|number| number < 1 << 40);
    whole && fits && small && (1..1 << 20).contains(&count)
}

/// Joins the parts of each record of a log, and looks into it.
fn log(sample: &mut Sample<'_>) -> Option<Kind> {
    let mut joined: Vec<SecretBytes> = Vec::new();
    let mut offset = 0;
    while offset < sample.size().min(MOST) {
        let block = sample.at(offset, LOG_BLOCK);
        // exposed to: the reader of records
        let mut rest = block.expose_secret();
        while let Some((head, behind)) = rest.split_at_checked(RECORD_HEAD) {
            let len = usize::from(u16::from_le_bytes([head[4], head[5]]));
            let Some((part, behind)) = behind.split_at_checked(len) else { break };
            rest = behind;
            if matches!(head[6], 1 | 2) || joined.len() == MOST_PARTS {
                joined.clear();
            }
            joined.push(SecretBytes::copied_from(part));
            if matches!(head[6], 1 | 4) {
                let whole = concat(&joined);
                joined.clear();
                // exposed to: the search for a vault
                if let Some(kind) = vault(whole.expose_secret()) {
                    return Some(kind);
                }
            }
        }
        offset += LOG_BLOCK as u64;
    }
    None
}

fn concat(parts: &[SecretBytes]) -> SecretBytes {
    SecretBytes::filled(parts.iter().map(SecretBytes::len).sum(), |room| {
        let mut at = 0;
        for part in parts {
            // exposed to: the whole record
            room[at..at + part.len()].copy_from_slice(part.expose_secret());
            at += part.len();
        }
    })
}

fn is_table(sample: &mut Sample<'_>) -> bool {
    let named = matches!(sample.name().rsplit('.').next(), Some("ldb" | "sst"));
    named && sample.size() >= FOOTER as u64 && footer(sample).is_some()
}

fn footer(sample: &mut Sample<'_>) -> Option<SecretBytes> {
    let footer = sample.at(sample.size().checked_sub(FOOTER as u64)?, FOOTER);
    // exposed to: the look at the number at its end
    (le64(footer.expose_secret(), FOOTER - 8) == Some(TABLE)).then_some(footer)
}

/// Looks into the blocks that the index of a table names.
fn table(sample: &mut Sample<'_>) -> Option<Kind> {
    let footer = footer(sample)?;
    // exposed to: the reader of handles
    let mut rest = footer.expose_secret();
    // The first handle is that of the filters.
    let _ = (varint(&mut rest)?, varint(&mut rest)?);
    let index = block(sample, varint(&mut rest)?, varint(&mut rest)?)?;
    // Blocks stand one behind the other: an index that names one of them again and again would be read for hours.
    let (mut behind, mut left) = (0, MOST);
    // exposed to: the reader of handles
    for (offset, len) in handles(index.expose_secret()) {
        if offset < behind {
            return None;
        }
        behind = offset.checked_add(len)?;
        let Some(data) = block(sample, offset, len) else { continue };
        left = left.checked_sub(data.len() as u64)?;
        // exposed to: the search for a vault
        if let Some(kind) = vault(data.expose_secret()) {
            return Some(kind);
        }
    }
    None
}

/// A block, unpacked: behind it stand its form and four bytes of checksum.
fn block(sample: &mut Sample<'_>, offset: u64, len: u64) -> Option<SecretBytes> {
    if len > MOST_BLOCK {
        return None;
    }
    let stored = sample.at(offset, usize::try_from(len).ok()? + 1);
    // exposed to: the unpacking
    let (form, bytes) = stored.expose_secret().split_last()?;
    match form {
        0 => Some(SecretBytes::copied_from(bytes)),
        1 => snappy::unpack(bytes),
        _ => None,
    }
}

/// The values of an index: a place and a length each.
fn handles(index: &[u8]) -> Vec<(u64, u64)> {
    let mut handles = Vec::new();
    let restarts = index.len().checked_sub(4).and_then(|at| le32(index, at)).unwrap_or_default();
    let tail = (restarts as usize).saturating_mul(4).saturating_add(4);
    let mut rest = &index[..index.len().saturating_sub(tail)];
    while handles.len() < MOST_BLOCKS {
        let read = |rest: &mut &[u8]| {
            let _shared = varint(rest)?;
            let own = usize::try_from(varint(rest)?).ok()?;
            let len = usize::try_from(varint(rest)?).ok()?;
            let mut value = rest.get(own..own.checked_add(len)?)?;
            *rest = &rest[own + len..];
            Some((varint(&mut value)?, varint(&mut value)?))
        };
        let Some(handle) = read(&mut rest) else { break };
        handles.push(handle);
    }
    handles
}

/// A number of up to ten bytes, the least first, seven bits a byte.
pub(super) fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, behind) = rest.split_first()?;
        *rest = behind;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
