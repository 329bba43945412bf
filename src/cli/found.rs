//! Looks at one file for `find`: what it is, what words and keys stand in it, which codes a picture has.

use crate::find::{self, Find, HEAD, Hit, Kind, Locked, ReadAt, Sample, Texts};
use crate::host::{self, Date, Opened};
use crate::identify;
use crate::scan::{self, ScanError};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::Mnemonic;
use std::path::{Path, PathBuf};

/// How much of a text `--deep` reads, in bytes; nobody writes a seed behind a gigabyte of text.
const DEEPEST: u64 = 1 << 30;

/// One find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
    pub(crate) program: &'static str,
    pub(crate) locked: Locked,
    pub(crate) line: Option<u64>,
    pub(crate) page: Option<usize>,
    pub(crate) words: Option<usize>,
    pub(crate) modified: Date,
    /// The same in seconds after 1970-01-01 UTC.
    pub(crate) seconds: u64,
    /// The day on which the file system last saw it changed in any way.
    pub(crate) touched: Date,
    pub(crate) bytes: u64,
}

impl Found {
    fn new(file: &Opened<'_>, kind: Kind, locked: Locked) -> Self {
        Self {
            path: file.path().to_owned(),
            kind,
            program: kind.row().program,
            locked,
            line: None,
            page: None,
            words: None,
            modified: file.modified_on(),
            seconds: file.modified(),
            touched: file.touched_on(),
            bytes: file.bytes(),
        }
    }
}

/// A picture or document whose codes and text could not be looked at: damaged, encrypted, or too large.
pub(crate) struct NotRead;

/// Everything that one file holds.
///
/// # Errors
/// [`NotRead`], where `deep` asks for what stands in pictures.
pub(crate) fn look(file: &Opened<'_>, deep: bool) -> Result<Vec<Found>, NotRead> {
    if let Some(find) = whole(file) {
        let found = Found::new(file, find.kind, find.locked);
        return Ok(vec![Found { program: find.program, ..found }]);
    }
    if deep && let Some(format) = scan::Format::of(file.head()) {
        return pages(file, format);
    }
    let limit = if deep { DEEPEST } else { HEAD as u64 };
    let mut read = |offset: u64, room: &mut [u8]| read(file, offset, room);
    let written = |offset| if deep { file.written_from(offset) } else { offset };
    let hits = Texts::look(file.bytes(), limit, &mut read, &written);
    Ok(hits.into_iter().map(|hit| of_hit(file, hit)).collect())
}

/// What a file is, or what its first bytes hold, where only these and a way to read others are at hand.
pub(crate) fn of_bytes<'a>(
    path: &'a Path,
    bytes: u64,
    head: &'a [u8],
    more: &'a mut ReadAt<'a>,
) -> Vec<Find> {
    if let Some(find) = find::recognise(&mut Sample::new(path, bytes, head, more)) {
        return vec![find];
    }
    let mut read = |offset: u64, room: &mut [u8]| bytes_at(head, offset, room);
    let hits = Texts::look(head.len() as u64, HEAD as u64, &mut read, &|offset| offset);
    let of =
        |hit: Hit| Find { kind: hit.kind, program: hit.kind.row().program, locked: hit.locked };
    hits.into_iter().map(of).collect()
}

fn whole(file: &Opened<'_>) -> Option<Find> {
    let mut read = |offset: u64, room: &mut [u8]| until_stopped(file, offset, room);
    find::recognise(&mut Sample::new(file.path(), file.bytes(), file.head(), &mut read))
}

/// Reads, as long as nobody has stopped the search: then a file ends where the reading is.
fn until_stopped(file: &Opened<'_>, offset: u64, room: &mut [u8]) -> usize {
    if host::interrupted() { 0 } else { file.read_at(offset, room) }
}

/// Reads what the first bytes have from there.
fn read(file: &Opened<'_>, offset: u64, room: &mut [u8]) -> usize {
    let start = usize::try_from(offset).unwrap_or(usize::MAX);
    match file.head().get(start..start.saturating_add(room.len())) {
        Some(bytes) => {
            room.copy_from_slice(bytes);
            bytes.len()
        }
        None => until_stopped(file, offset, room),
    }
}

fn bytes_at(bytes: &[u8], offset: u64, room: &mut [u8]) -> usize {
    let from = usize::try_from(offset).unwrap_or(usize::MAX);
    let rest = bytes.get(from..).unwrap_or_default();
    let count = rest.len().min(room.len());
    room[..count].copy_from_slice(&rest[..count]);
    count
}

fn of_hit(file: &Opened<'_>, hit: Hit) -> Found {
    Found { line: hit.line, words: hit.words, ..Found::new(file, hit.kind, hit.locked) }
}

/// The secrets in the codes and in the text of a picture or PDF.
fn pages(file: &Opened<'_>, format: scan::Format) -> Result<Vec<Found>, NotRead> {
    let len = usize::try_from(file.bytes()).ok().filter(|len| *len <= scan::MAX_BYTES);
    let mut bytes = SecretBytes::zeroed(len.ok_or(NotRead)?);
    // exposed to: the reader of the file, which fills it
    file.read_at(0, bytes.expose_secret_mut());
    // exposed to: the picture reader
    let reading = match scan::read_until(bytes.expose_secret(), &host::interrupted) {
        Ok(reading) => reading,
        // The file could have been read.
        Err(ScanError::Stopped) => return Ok(Vec::new()),
        Err(_) => return Err(NotRead),
    };
    let mut found = Vec::new();
    for code in &reading.codes {
        if let Some(locked) = in_code(&code.bytes) {
            let page = format.has_pages().then_some(code.page);
            found.push(Found { page, ..Found::new(file, Kind::QrCode, locked) });
        }
    }
    for (page, text) in (1..).zip(&reading.text) {
        // exposed to: the search for words and keys
        let text = text.expose_secret().as_bytes();
        let mut read = |offset: u64, room: &mut [u8]| bytes_at(text, offset, room);
        let hits = Texts::look(text.len() as u64, DEEPEST, &mut read, &|offset| offset);
        found.extend(hits.into_iter().map(|hit| Found {
            page: Some(page),
            line: None,
            ..of_hit(file, hit)
        }));
    }
    Ok(found)
}

/// Whether a code holds a secret, and whether that is encrypted.
fn in_code(content: &SecretBytes) -> Option<Locked> {
    use identify::Kind as In;
    // exposed to: recognition, which keeps nothing
    let kinds = identify::all(content.expose_secret());
    let of = |kind: In| match kind {
        In::Bip39 | In::SeedQr | In::CompactSeedQr if is_published(content, kind) => None,
        In::Bip39 | In::Bip39Numbers | In::SeedXor | In::SeedQr | In::CompactSeedQr => {
            Some(Locked::No)
        }
        In::Slip39 | In::ShareFile | In::Codex32 | In::Sskr => Some(Locked::No),
        In::Monero | In::Aezeed | In::Wif | In::Xprv | In::MiniPrivateKey => Some(Locked::No),
        In::StellarSecret | In::XrpFamilySeed | In::DescriptorPrivate => Some(Locked::No),
        In::AgeIdentity => Some(Locked::No),
        In::Bip38 | In::AgeArmor | In::KeystoreV3 => Some(Locked::Yes),
        _ => None,
    };
    let mut all = kinds.iter().filter(|one| !one.damaged).filter_map(|one| of(one.kind));
    all.next()
}

fn is_published(content: &SecretBytes, kind: identify::Kind) -> bool {
    // exposed to: the reader of words and numbers
    let text = SecretText::from_bytes(SecretBytes::copied_from(content.expose_secret()));
    let mnemonic = match (kind, text) {
        (identify::Kind::CompactSeedQr, _) => Mnemonic::from_compact_seed_qr(content),
        (identify::Kind::SeedQr, Ok(text)) => Mnemonic::from_seed_qr_digits(&text),
        (_, Ok(text)) => Mnemonic::parse(&text),
        (_, Err(_)) => return false,
    };
    mnemonic.is_ok_and(|mnemonic| mnemonic.published().is_some())
}
