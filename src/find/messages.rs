//! Wallets that are protocol buffers: bitcoinj and the programs made with it, Coinomi.
//!
//! Fields are passed over by their lengths, as `wallet.proto` of bitcoinj numbers them; contents are not read.

use super::leveldb::varint;
use super::sample::Sample;
use super::{Find, Kind, Locked, place};

/// How many fields of a wallet are passed over.
const MOST_FIELDS: usize = 20_000;

/// Fields of a bitcoinj wallet.
const KEY: u64 = 3;
const ENCRYPTION_TYPE: u64 = 5;
const EXTENSION: u64 = 10;

/// One field: its number, and where its value lies in the file; a plain number is told at once.
struct Field {
    number: u64,
    value: u64,
    at: u64,
    len: u64,
}

/// A wallet of bitcoinj: its first field is the name of a network, `org.bitcoin.production`.
pub(super) fn bitcoinj(sample: &mut Sample<'_>) -> Option<Find> {
    let name = sample.head().strip_prefix(b"\x0a")?;
    let (len, name) = name.split_first()?;
    let name = name.get(..usize::from(*len))?;
    let coin = name.strip_prefix(b"org.")?;
    let ends = |end: &[u8]| coin.strip_suffix(end).map(<[u8]>::to_vec);
    let ends = [&b".production"[..], b".test", b".regtest", b".testnet", b".signet"].map(ends);
    let coin = ends.into_iter().flatten().next()?;
    let (mut locked, mut program) = (None, None);
    each_field(sample, &mut |sample, field| {
        match field.number {
            KEY if locked.is_none() => locked = key(sample, field),
            ENCRYPTION_TYPE => {
                locked =
                    Some(if field.value > 1 { Locked::Yes } else { locked.unwrap_or(Locked::No) });
            }
            EXTENSION => program = program.or_else(|| maker(sample, field)),
            _ => {}
        }
        locked.is_none() || program.is_none()
    });
    let kind = if program.is_some() || place::program_of(sample.path()) == Some("MultiBit") {
        Kind::Multibit
    } else {
        Kind::Bitcoinj
    };
    let fork = match (kind, coin.as_slice()) {
        (Kind::Multibit, b"dogecoin") => Some("MultiDoge"),
        (Kind::Bitcoinj, b"bitcoin") | (Kind::Multibit, _) => None,
        (_, b"dogecoin") => Some("Dogecoin Wallet"),
        (_, b"litecoin") => Some("Litecoin Wallet"),
        (_, b"dash") => Some("Dash Wallet"),
        _ => None,
    };
    Some(Find::new(kind, locked.unwrap_or(Locked::Unknown)).of(fork))
}

/// Whether a key is encrypted: secret bytes are field 2, encrypted ones field 6; a key without either is public.
fn key(sample: &mut Sample<'_>, key: &Field) -> Option<Locked> {
    let mut locked = None;
    each_field_within(sample, key.at, key.at + key.len, &mut |_, field| {
        match field.number {
            2 => locked = Some(Locked::No),
            6 => locked = Some(Locked::Yes),
            _ => return true,
        }
        false
    });
    locked
}

/// The program that left an extension: `org.multibit.…`.
fn maker(sample: &mut Sample<'_>, extension: &Field) -> Option<&'static str> {
    let bytes = sample.at(extension.at, 64);
    // exposed to: the look for a name
    super::sample::has(bytes.expose_secret(), b"org.multibit.").then_some("MultiBit")
}

/// A wallet of Coinomi: a version, a seed and a master key, and then pockets, up to the last byte of the file.
pub(super) fn coinomi(sample: &mut Sample<'_>) -> Option<Find> {
    const SEED: u64 = 2;
    let [0x08, version @ 1..=63, 0x12, ..] = sample.head() else { return None };
    let _ = version;
    let (mut locked, mut seen, mut ends, mut pockets) = (None, 0_u32, 0, false);
    let size = sample.size();
    each_field(sample, &mut |sample, field| {
        if field.number > 15 {
            return false;
        }
        seen |= 1 << field.number;
        ends = field.at + field.len;
        if field.number == SEED {
            locked = seed(sample, field);
        }
        if field.number > 3 && field.len > 16 && !pockets {
            let begins = sample.at(field.at, 64);
            // exposed to: the look for the name of a network
            pockets = super::sample::has(begins.expose_secret(), b".main");
        }
        true
    });
    let has_keys = seen & 0b1100 == 0b1100;
    (ends == size && has_keys && pockets).then_some(Find::new(Kind::Coinomi, locked?))
}

/// Whether the seed is encrypted: a type, then secret bytes (field 2) or encrypted ones (field 3).
fn seed(sample: &mut Sample<'_>, seed: &Field) -> Option<Locked> {
    let mut locked = None;
    each_field_within(sample, seed.at, seed.at + seed.len, &mut |_, field| {
        match field.number {
            2 => locked = Some(Locked::No),
            3 => locked = Some(Locked::Yes),
            _ => return true,
        }
        false
    });
    locked
}

fn each_field(sample: &mut Sample<'_>, field: &mut dyn FnMut(&mut Sample<'_>, &Field) -> bool) {
    let end = sample.size();
    each_field_within(sample, 0, end, field);
}

/// Calls `field` for each field between two places until it answers `false`; ends where the form is not kept.
fn each_field_within(
    sample: &mut Sample<'_>,
    mut at: u64,
    end: u64,
    field: &mut dyn FnMut(&mut Sample<'_>, &Field) -> bool,
) {
    for _ in 0..MOST_FIELDS {
        if at >= end {
            return;
        }
        let Some(next) = read(sample, at, end) else { return };
        at = next.at + next.len;
        if !field(sample, &next) {
            return;
        }
    }
}

fn read(sample: &mut Sample<'_>, at: u64, end: u64) -> Option<Field> {
    let bytes = sample.at(at, 20);
    // exposed to: the reader of numbers and lengths
    let all = bytes.expose_secret();
    let mut rest = all;
    let tag = varint(&mut rest)?;
    let (mut value, mut len) = (0, 0);
    match tag & 7 {
        0 => value = varint(&mut rest)?,
        1 => len = 8,
        2 => len = varint(&mut rest)?,
        5 => len = 4,
        _ => return None,
    }
    let at = at + (all.len() - rest.len()) as u64;
    let fits = at.checked_add(len).is_some_and(|behind| behind <= end);
    (tag >> 3 > 0 && fits).then_some(Field { number: tag >> 3, value, at, len })
}
