//! From files to payloads: pictures and PDFs are read, age files decrypted, texts recognised by their kind.

use super::failure::{Exit, Failure};
use super::pieces::Pieces;
use super::session::{SECRET_LIMIT, Session};
use super::{obtain, page_words};
use crate::crypt::{self, CryptError, FilePassphrase, Identity, With};
use crate::host::{self, SecretSource};
use crate::identify::{Kind, identify};
use crate::scan::{self, Reading, WordGrid};
use crate::secret::{SecretBytes, SecretText};
use crate::sheet::check::ROW_WORDS;
use crate::sheet::{DescriptorSheet, without_breaks};
use std::path::{Path, PathBuf};

/// How deep age files may lie inside each other: a sheet holds a text, not another sheet.
const DEPTH: usize = 2;

/// Something that a page or file said, with the name of where it stood.
pub(crate) struct Payload {
    pub(crate) kind: Kind,
    pub(crate) content: SecretBytes,
    pub(crate) from: String,
}

impl Payload {
    /// The content as text.
    ///
    /// # Errors
    /// `not-text` when it is not.
    pub(crate) fn text(&self) -> Result<SecretText, Failure> {
        // exposed to: a copy that is checked to be text
        Ok(SecretText::from_bytes(SecretBytes::copied_from(self.content.expose_secret()))?)
    }
}

/// What opens age files, asked for at most once.
pub(crate) struct Opener<'a> {
    pub(crate) identities: &'a [PathBuf],
    pub(crate) file_passphrase: Option<&'a SecretSource>,
}

/// Reads every file and hands back what they say.
///
/// # Errors
/// When a file cannot be read, shows a code that cannot be decoded and nothing else, or cannot be opened.
pub(crate) fn payloads(
    session: &mut Session,
    files: &[PathBuf],
    opener: &Opener<'_>,
) -> Result<Vec<Payload>, Failure> {
    let mut found = all(session, files, Some(opener))?;
    for armor in found.pieces.join(session)? {
        let name = files.first().map(|path| host::show_path(path)).unwrap_or_default();
        let place = Place { from: &name, depth: 0, is_code: true };
        take(session, Some(opener), armor, &place, &mut found)?;
    }
    Ok(found.payloads)
}

/// The same, but encrypted files and sheets stay closed.
///
/// # Errors
/// As [`payloads`].
pub(crate) fn unopened(session: &mut Session, files: &[PathBuf]) -> Result<Vec<Payload>, Failure> {
    Ok(all(session, files, None)?.payloads)
}

fn all(
    session: &mut Session,
    files: &[PathBuf],
    opener: Option<&Opener<'_>>,
) -> Result<Found, Failure> {
    let mut found = Found::default();
    for path in files {
        let bytes = read(session, path)?;
        let name = host::show_path(path);
        let before = found.count();
        take(session, opener, bytes, &Place { from: &name, depth: 0, is_code: false }, &mut found)?;
        if found.count() == before {
            return Err(nothing_readable(&name));
        }
    }
    let name = files.first().map(|path| host::show_path(path)).unwrap_or_default();
    for inside in std::mem::take(&mut found.pieces.codes).finish()? {
        match inside.kind {
            Some(kind) => {
                if kind == Kind::Bip39 {
                    tell_of_entropy(session, &name);
                }
                let payload = Payload { kind, content: inside.bytes, from: name.clone() };
                found.payloads.push(payload);
            }
            None => {
                let place = Place { from: &name, depth: 0, is_code: true };
                take(session, opener, inside.bytes, &place, &mut found)?;
            }
        }
    }
    Ok(found)
}

/// Says how the words came about, where only their entropy was there.
pub(crate) fn tell_of_entropy(session: &Session, from: &str) {
    session.say(&format!("{from}: entropy, taken as English words. Was it made of words of another language, then another wallet opens."));
}

/// Where a content stood.
struct Place<'a> {
    /// The file's name, escaped.
    from: &'a str,
    /// How many age files it lay in.
    depth: usize,
    /// Whether it came from a code, and not from the file itself.
    is_code: bool,
}

/// What the files have said so far.
#[derive(Default)]
struct Found {
    payloads: Vec<Payload>,
    pieces: Pieces,
}

impl Found {
    fn count(&self) -> usize {
        self.payloads.len() + self.pieces.count()
    }
}

fn read(session: &mut Session, path: &Path) -> Result<SecretBytes, Failure> {
    if path.as_os_str() == "-" {
        return session.read("FILE", &SecretSource::Stdin, scan::MAX_BYTES);
    }
    host::read_file(path, scan::MAX_BYTES).map_err(|error| Failure::at(path, error))
}

fn take(
    session: &mut Session,
    opener: Option<&Opener<'_>>,
    content: SecretBytes,
    place: &Place<'_>,
    found: &mut Found,
) -> Result<(), Failure> {
    // A phone shows the text of a code, and texts can be kept as files.
    if found.pieces.codes.take(&content)? || place.depth == 0 && found.pieces.take(&content)? {
        return Ok(());
    }
    let kind = match kind_of(&content) {
        // Any 16 or 32 bytes would do: without a code around them they are no SeedQR.
        Kind::CompactSeedQr if !place.is_code => Kind::Unknown,
        kind => kind,
    };
    match (kind, opener) {
        (kind, _) if kind.is_scan() => take_picture(session, opener, &content, place, found),
        (Kind::Age | Kind::AgeArmor, Some(open_with)) if place.depth < DEPTH => {
            let plain = open(session, open_with, &content, place.from)?;
            let inside = Place { depth: place.depth + 1, is_code: false, ..*place };
            take(session, opener, plain, &inside, found)
        }
        _ => {
            found.payloads.push(Payload { kind, content, from: place.from.to_owned() });
            Ok(())
        }
    }
}

/// The kind of a content; words with the lines of an encrypted seed behind them are words.
fn kind_of(content: &SecretBytes) -> Kind {
    // exposed to: recognition, which keeps nothing
    let bytes = content.expose_secret();
    match identify(bytes).kind {
        Kind::Unknown => {
            let ends = |gap: &[u8]| bytes.windows(gap.len()).position(|part| part == gap);
            let end = ends(b"\n\n").or_else(|| ends(b"\r\n\r\n")).unwrap_or(bytes.len());
            identify(&bytes[..end]).kind
        }
        kind => kind,
    }
}

fn take_picture(
    session: &mut Session,
    opener: Option<&Opener<'_>>,
    content: &SecretBytes,
    place: &Place<'_>,
    found: &mut Found,
) -> Result<(), Failure> {
    let from = place.from;
    // exposed to: the picture reader
    let reading = scan::read_until(content.expose_secret(), &host::interrupted)?;
    session.detail(&format!("{from}: {} codes on {} pages", reading.codes.len(), reading.pages));
    report_damage(session, &reading, from);
    for part in payloads_of(&reading, &mut found.pieces)? {
        take(session, opener, part, &Place { is_code: true, ..*place }, found)?;
    }
    Ok(())
}

fn report_damage(session: &mut Session, reading: &Reading, from: &str) {
    for code in &reading.codes {
        if code.corrected_percent >= 5.0 {
            session.say(&format!(
                "{from}: damage repaired, {:.0} % of a code. Reprint it soon.",
                code.corrected_percent
            ));
        }
    }
}

/// The payloads of a reading: codes one by one, but parts of an armor go to `pieces`; where the codes hold addresses
/// at most, the text of the pages as well.
///
/// # Errors
/// `qr-unreadable` when codes are seen and none is read; what the text of the pages refuses.
pub(crate) fn payloads_of(
    reading: &Reading,
    pieces: &mut Pieces,
) -> Result<Vec<SecretBytes>, Failure> {
    let mut whole: Vec<SecretBytes> = Vec::new();
    let before = pieces.count();
    for code in &reading.codes {
        if pieces.codes.take(&code.bytes)? || pieces.take(&code.bytes)? {
            continue;
        }
        if !whole.iter().any(|known| known.same_as(&code.bytes)) {
            // exposed to: the payload handed on
            whole.push(SecretBytes::copied_from(code.bytes.expose_secret()));
        }
    }
    // A sheet without a code of its words has the code of its first address all the same.
    let only_addresses = whole.iter().all(|payload| kind_of(payload) == Kind::Address);
    if only_addresses && pieces.count() == before {
        whole.extend(texts(reading)?);
        if whole.is_empty() && reading.seen_but_unreadable > 0 {
            return Err(qr_unreadable());
        }
    }
    Ok(whole)
}

/// What the text of the pages says, where no code does: rows of words with their checks, or typed lines.
fn texts(reading: &Reading) -> Result<Vec<SecretBytes>, Failure> {
    let grids: Vec<WordGrid> = reading.text.iter().flat_map(page_words::grids).collect();
    // The last row of 25 or 33 words is one word with its check, as a typed line is.
    let is_grid = grids.iter().any(|grid| grid.count > ROW_WORDS);
    if let Some(texts) = scan::typed_lines(&reading.text).filter(|_| !is_grid) {
        return Ok(texts?.into_iter().map(|lines| whole(lines).into_bytes()).collect());
    }
    let mut found = Vec::new();
    for grid in grids {
        if let Some(row) = grid.wrong_rows.first().or(grid.missing_rows.first()) {
            return Err(Failure::error(
                "row-check",
                Exit::Invalid,
                format!("row {row} of the words does not match its check"),
            )
            .next(format!("look at row {row} on the paper, and type the words: coldkeep restore"))
            .field("row", *row));
        }
        found.push(grid.words.into_bytes());
    }
    Ok(found)
}

/// Typed lines as what they are: a descriptor in one line, an armor with its own breaks.
pub(crate) fn whole(lines: SecretText) -> SecretText {
    if DescriptorSheet::is_cut(&lines) { without_breaks(&lines) } else { lines }
}

/// Opens an age file in memory.
///
/// # Errors
/// When no key fits, the passphrase is wrong, or the file is damaged.
pub(crate) fn open(
    session: &mut Session,
    opener: &Opener<'_>,
    content: &SecretBytes,
    from: &str,
) -> Result<SecretBytes, Failure> {
    // exposed to: the header reader; ciphertext is public
    let header = crypt::header_info(content.expose_secret())?;
    let (passphrase, keys);
    let with = if header.scrypt {
        session.say(&format!("{from} is encrypted with a file passphrase."));
        passphrase =
            FilePassphrase::new(obtain::file_passphrase(session, opener.file_passphrase)?)?;
        With::Passphrase(&passphrase)
    } else {
        keys = identities(session, opener)?;
        With::Identities(&keys)
    };
    // exposed to: age; ciphertext is public
    Ok(crypt::decrypt_to_memory(&with, content.expose_secret(), SECRET_LIMIT)?)
}

/// Reads the identity files, opening locked ones.
///
/// # Errors
/// `identity-missing` when none was named; what reading them refuses.
pub(crate) fn identities(
    session: &mut Session,
    opener: &Opener<'_>,
) -> Result<Vec<Identity>, Failure> {
    if opener.identities.is_empty() {
        return Err(no_identity());
    }
    unlocked(session, opener, None)
}

/// Reads the identity files; a locked one is opened with the passphrase that is at hand, else with one that is asked for.
///
/// # Errors
/// What reading them refuses.
pub(crate) fn unlocked(
    session: &mut Session,
    opener: &Opener<'_>,
    at_hand: Option<&FilePassphrase>,
) -> Result<Vec<Identity>, Failure> {
    let mut all = Vec::new();
    for path in opener.identities {
        let bytes =
            host::read_file(path, SECRET_LIMIT).map_err(|error| Failure::at(path, error))?;
        match crypt::read_identities(&bytes) {
            Ok(keys) => all.extend(keys),
            Err(CryptError::KeyFileLocked) => {
                session
                    .say(&format!("{} is locked with a file passphrase.", host::show_path(path)));
                let asked;
                let passphrase = match at_hand {
                    Some(at_hand) => at_hand,
                    None => {
                        let typed = obtain::file_passphrase(session, opener.file_passphrase)?;
                        asked = FilePassphrase::new(typed)?;
                        &asked
                    }
                };
                all.extend(crypt::unlock_identities(&bytes, passphrase)?);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(all)
}

/// A key is needed, and none was named.
pub(crate) fn no_identity() -> Failure {
    let what = "this file was made for keys, and none was named";
    Failure::error("identity-missing", Exit::Usage, what)
        .next("-i KEYFILE      the identity file, or the locked one beside it (NAME.key.age)")
}

/// Nothing in a file could be read.
pub(crate) fn nothing_readable(name: &str) -> Failure {
    Failure::error("nothing-found", Exit::Invalid, format!("{name}: no code and no text that coldkeep knows"))
        .next("20–30 cm away, no flash, flat paper, the whole code with its white border. A scanner at 300 dpi is better.")
        .next("Or type what is printed: coldkeep restore, or coldkeep scan --type")
}

/// A camera was asked for.
pub(crate) fn no_camera(command: &str) -> Failure {
    Failure::error("no-camera", Exit::Outside, "coldkeep takes no pictures itself")
        .why("a camera is a device and a program of its own; commands are shut off from both.")
        .next(format!(
            "take the picture with a camera that sends nothing away, then: coldkeep {command} FILE"
        ))
        .next(
            "Or type the printed lines: coldkeep scan --type      Each line is checked as you go.",
        )
}

/// Codes are seen and none can be read.
pub(crate) fn qr_unreadable() -> Failure {
    Failure::error("qr-unreadable", Exit::Invalid, "a code was found, but it cannot be read")
        .why("its corners are visible; the rest is blurred, covered or folded.")
        .next("20–30 cm away, no flash, flat paper, the whole code with its white border. A scanner at 300 dpi is better.")
        .next("Or type the printed lines: coldkeep scan --type      Each line is checked as you go.")
}
