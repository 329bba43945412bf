//! Wallet files in SQLite: the tables tell the program, and few rows whether keys are encrypted.
//!
//! Reads pages as <https://www.sqlite.org/fileformat2.html> describes them, §1.6 and §2.1, and of each row only what
//! stands on its own page. Anything that does not fit ends the reading.

use super::core::Records;
use super::sample::Sample;
use super::{Find, Kind, Locked};
use crate::secret::SecretBytes;

/// The sixteen bytes in front, and where the application's number stands.
const MAGIC: &[u8] = b"SQLite format 3\0";
const APPLICATION_AT: usize = 68;
/// The most pages of one tree that are read.
const MOST_PAGES: usize = 200;

/// The first bytes of messages of a network, which Bitcoin Core and its forks write as the application's number.
const NETWORKS: [([u8; 4], &str); 9] = [
    ([0xf9, 0xbe, 0xb4, 0xd9], "Bitcoin Core"),
    ([0x0b, 0x11, 0x09, 0x07], "Bitcoin Core"),
    ([0x1c, 0x16, 0x3f, 0x28], "Bitcoin Core"),
    ([0x0a, 0x03, 0xcf, 0x40], "Bitcoin Core"),
    ([0xfa, 0xbf, 0xb5, 0xda], "Bitcoin Core"),
    ([0xfb, 0xc0, 0xb6, 0xdb], "Litecoin Core"),
    ([0xfd, 0xd2, 0xc8, 0xf1], "Litecoin Core"),
    ([0xc0, 0xc0, 0xc0, 0xc0], "Dogecoin Core"),
    ([0xbf, 0x0c, 0x6b, 0xbd], "Dash Core"),
];

/// A table by name, and the page on which it begins.
struct Table {
    name: Vec<u8>,
    page: u64,
}

/// What a column of a row is.
enum Column<'r> {
    Null,
    Number(u64),
    Bytes(&'r [u8]),
    /// Longer than what stands on the page.
    Cut,
}

pub(super) fn recognise(sample: &mut Sample<'_>) -> Option<Find> {
    if !sample.head().starts_with(MAGIC) {
        return None;
    }
    let application = sample.head().get(APPLICATION_AT..APPLICATION_AT + 4)?;
    let network = NETWORKS.iter().find(|(magic, _)| magic == application).map(|(_, name)| *name);
    let tables = tables(sample);
    let named = |name: &str| tables.iter().find(|table| table.name == name.as_bytes());
    let has = |names: &[&str]| names.iter().all(|name| named(name).is_some());
    // What was written since the program began may be in the file beside it (`-wal`) alone.
    if tables.is_empty() && network.is_some() {
        return Some(Find::new(Kind::CoreSqlite, Locked::Unknown).of(network));
    }
    if tables.len() == 1 && has(&["main"]) {
        let records = Records::search(sample);
        // A blank wallet has its network's number and no records.
        let is_wallet = network.is_some() || records.is_wallet();
        return is_wallet.then(|| records.find(Kind::CoreSqlite, network, sample));
    }
    if has(&["password_seed", "addresses", "hd_seeds"]) || has(&["password_seed", "hdm_addresses"])
    {
        return Find::some(Kind::Bither, Locked::Yes);
    }
    if has(&["Keychain", "SigningScript", "Account"]) {
        let locked = msigna(sample, named("Keychain")?.page);
        return Find::some(Kind::Msigna, locked);
    }
    if has(&["channels", "shachains", "vars"]) {
        return Find::some(Kind::ClnDatabase, Locked::NoKeys);
    }
    if tables.iter().any(|table| table.name.starts_with(b"ext_zallet_keystore")) {
        return Find::some(Kind::ZcashWallet, Locked::Yes);
    }
    has(&["sapling_received_notes", "accounts"])
        .then(|| Find::new(Kind::ZcashWallet, Locked::NoKeys))
}

/// Whether a key chain of mSIGNA is encrypted: one without a password has the salt 0, one without keys no bytes
/// (CoinDB, `Schema.h`: `privkey_ciphertext`, `privkey_salt`).
fn msigna(sample: &mut Sample<'_>, page: u64) -> Locked {
    const CIPHERTEXT: usize = 7;
    const SALT: usize = 8;
    let mut locked = Locked::NoKeys;
    each_row(sample, page, &mut |row| {
        let keys = match column(row, CIPHERTEXT) {
            Some(Column::Bytes(bytes)) => !bytes.is_empty(),
            Some(Column::Cut) => true,
            _ => false,
        };
        if keys {
            let salted = !matches!(column(row, SALT), Some(Column::Number(0)));
            locked = if salted { Locked::Yes } else { Locked::No };
        }
        locked != Locked::No
    });
    locked
}

/// The tables of the schema, which begins on page 1.
fn tables(sample: &mut Sample<'_>) -> Vec<Table> {
    let mut tables = Vec::new();
    each_row(sample, 1, &mut |row| {
        let is_table = matches!(column(row, 0), Some(Column::Bytes(b"table")));
        if let (true, Some(Column::Bytes(name)), Some(Column::Number(page))) =
            (is_table, column(row, 1), column(row, 3))
        {
            tables.push(Table { name: name.to_vec(), page });
        }
        true
    });
    tables.retain(|table| !table.name.starts_with(b"sqlite_"));
    tables
}

/// Calls `row` for each record of a table's tree, with its payload as far as it stands on the page, until it
/// answers `false`.
fn each_row(sample: &mut Sample<'_>, root: u64, row: &mut dyn FnMut(&[u8]) -> bool) {
    let mut waiting = vec![root];
    for _ in 0..MOST_PAGES {
        let Some(number) = waiting.pop() else { return };
        let Some(page) = page(sample, number) else { return };
        let header = if number == 1 { 100 } else { 0 };
        // exposed to: the reader of rows
        match on_page(page.expose_secret(), header, row) {
            Some(mut below) => waiting.append(&mut below),
            None => return,
        }
    }
}

fn page(sample: &mut Sample<'_>, number: u64) -> Option<SecretBytes> {
    let size = match be16(sample.head(), 16)? {
        1 => 1 << 16,
        size if size >= 512 && size.is_power_of_two() => u64::from(size),
        _ => return None,
    };
    let start = number.checked_sub(1)?.checked_mul(size)?;
    let page = sample.at(start, usize::try_from(size).ok()?);
    (page.len() as u64 == size).then_some(page)
}

/// Tells the rows of a leaf, or gives the pages below an inner page, the first on top.
fn on_page(page: &[u8], header: usize, row: &mut dyn FnMut(&[u8]) -> bool) -> Option<Vec<u64>> {
    let kind = *page.get(header)?;
    let cells = usize::from(be16(page, header + 3)?);
    let begin = header + if kind == 0x05 { 12 } else { 8 };
    let mut below = Vec::new();
    for cell in 0..cells {
        let at = usize::from(be16(page, begin + 2 * cell)?);
        match kind {
            0x05 => below.push(be32(page, at)?),
            0x0d => {
                let mut rest = page.get(at..)?;
                let len = usize::try_from(varint(&mut rest)?).ok()?;
                varint(&mut rest)?;
                if !row(&rest[..len.min(rest.len())]) {
                    return None;
                }
            }
            _ => return None,
        }
    }
    if kind == 0x05 {
        below.push(be32(page, header + 8)?);
        below.reverse();
    }
    Some(below)
}

/// One column of a record (§2.1).
fn column(record: &[u8], number: usize) -> Option<Column<'_>> {
    let mut types = record;
    let header = usize::try_from(varint(&mut types)?).ok()?;
    let mut at = header;
    for _ in 0..number {
        at = at.checked_add(len_of(varint(&mut types)?)?)?;
    }
    let kind = varint(&mut types)?;
    if record.len() - types.len() > header {
        return None;
    }
    let Some(bytes) = record.get(at..at.checked_add(len_of(kind)?)?) else {
        return Some(Column::Cut);
    };
    Some(match kind {
        0 => Column::Null,
        8 => Column::Number(0),
        9 => Column::Number(1),
        1..=6 => {
            Column::Number(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
        }
        7 => Column::Null,
        _ => Column::Bytes(bytes),
    })
}

fn len_of(kind: u64) -> Option<usize> {
    Some(match kind {
        0 | 8 | 9 => 0,
        1..=4 => kind as usize,
        5 => 6,
        6 | 7 => 8,
        10 | 11 => return None,
        _ => usize::try_from((kind - 12) / 2).ok()?,
    })
}

/// A number of one to nine bytes, the greatest first (§1.6).
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for nth in 0..9 {
        let (byte, behind) = rest.split_first()?;
        *rest = behind;
        if nth == 8 {
            return Some(value << 8 | u64::from(*byte));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(value)
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes)
}

fn be32(bytes: &[u8], at: usize) -> Option<u64> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(|four| u64::from(u32::from_be_bytes(four)))
}
