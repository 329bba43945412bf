//! Archives in the logbook: `encrypt --log` notes what was encrypted, `--if-changed` asks whether it is the same still.
//!
//! The archive is in its place before it is noted, so that the logbook never has one that is not there. And an archive
//! of which no copy was read back is no reason to make no other one: what failed to reach its place is tried again.

use super::args::EncryptArgs;
use super::books::{self, Books};
use super::failure::{Exit, Failure, copies as failure, counted};
use super::gone;
use super::judges;
use super::line::Line;
use super::met;
use super::opening::Asked;
use super::pack::PackedFile;
use super::session::Session;
use super::stream::hex;
use super::tree::{Node, Tree};
use crate::host::{self, Capture, FoundKind, Walk, show_text};
use crate::logbook::{
    Archive, ArchiveFile, BookKey, FileNow, Logbook, LogbookError, Said, Sound, fits_id,
};
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::Utf8Chunk;

/// The most files of one archive that are noted; the archive's own list has all of them.
pub(crate) const MOST_FILES: usize = 5_000;
/// The longest name, in characters: behind it come a day and a number, and a copy's name has 64 at most.
const LONGEST: usize = 40;

/// Whether a run notes an archive.
pub(crate) fn notes(args: &EncryptArgs, session: &Session) -> bool {
    args.noted_as().is_some() && !args.dry_run && !session.practice
}

/// Refuses what cannot be noted or compared, before anything is read.
///
/// # Errors
/// `usage`, `logbook-has-secret`; `home-file` when the logbook cannot be used; for --if-changed, what looking at the files
/// refuses.
pub(crate) fn refuse(args: &EncryptArgs, session: &Session) -> Result<(), Failure> {
    let Some(name) = args.noted_as() else { return Ok(()) };
    let flag = if args.log.is_some() { "--log" } else { "--if-changed" };
    let usage = |what: &str, next: &str| {
        Err(Failure::error("usage", Exit::Usage, format!("{flag}: {what}")).next(next))
    };
    if name.chars().count() > LONGEST || !fits_id(&format!("{name}/A")) {
        return usage(
            "a name has at most 40 letters, digits, spaces and - _ .",
            "a short name such as wallets or laptop",
        );
    }
    if !judges::secrets_in(name).is_empty() {
        return Err(failure::holds_a_secret(flag));
    }
    if args.output.as_deref().is_none_or(|path| path.as_os_str() == "-") {
        return usage("what goes to stdout is not noted, because nobody sees it arrive", "-o FILE");
    }
    if args.if_changed.is_some() {
        let is_stream = |path: &PathBuf| path.as_os_str() == "-";
        let mut compared = !args.inputs.is_empty() && !args.inputs.iter().any(is_stream);
        for path in args.inputs.iter().filter(|path| !is_stream(path)) {
            host::Facts::at(path).map_err(|error| Failure::at(path, error))?;
            compared &= path.is_file() || path.is_dir();
        }
        if !compared {
            return usage("only files and folders can be compared", "name files or folders");
        }
    }
    Books::look(session).map(drop)
}

/// What was encrypted last under a name, beside what is to be encrypted now.
pub(crate) enum Since {
    /// It is another, or there is none.
    Changed,
    /// No copy of it counts, or not at this place; perhaps only for its locked key file.
    NotCopied { name: String, place: Option<String>, for_its_key: bool },
    /// It is the same, and copies of it were read back.
    Same(SameAs),
}

/// What is the same still.
pub(crate) struct SameAs {
    pub(crate) name: String,
    pub(crate) made: String,
    pub(crate) files: usize,
    /// A file passphrase opens it; nobody can tell from the logbook whether that is the one of today.
    pub(crate) by_words: bool,
}

/// Compares what is to be encrypted with what was encrypted last under this name, for the same keys.
///
/// # Errors
/// What reading refuses: a wallet that is in use is refused also where nothing else has changed.
pub(crate) fn since(
    args: &EncryptArgs,
    asked: &Asked<'_>,
    avoid: &[(u64, u64)],
    session: &Session,
) -> Result<Since, Failure> {
    let Some(name) = args.if_changed.as_deref().filter(|_| !session.practice) else {
        return Ok(Since::Changed);
    };
    let book = Books::look(session)?;
    let Some(last) = book.last_of(name) else { return Ok(Since::Changed) };
    let name = last.name.text.clone();
    let sound = Sound::of(&book);
    if !sound.needs_no_new_key(last) {
        return Ok(Since::NotCopied { name, place: None, for_its_key: true });
    }
    if let Some(place) = not_copied(&sound, last, &args.at) {
        return Ok(Since::NotCopied { name, place, for_its_key: false });
    }
    if !for_the_same(last, asked)? || !has_the_same(last, &args.inputs, avoid)? {
        return Ok(Since::Changed);
    }
    let made = last.made.clone().unwrap_or_default();
    Ok(Since::Same(SameAs { name, made, files: last.files.len(), by_words: last.passphrase }))
}

/// The first of these places, or any place at all, at which no copy was read back.
fn not_copied(sound: &Sound<'_>, archive: &Archive, places: &[String]) -> Option<Option<String>> {
    let at = |place: Option<&str>| {
        sound.copies(archive).any(|copy| place.is_none_or(|place| copy.place.text == place))
    };
    if places.is_empty() {
        return (!at(None)).then_some(None);
    }
    places.iter().find(|place| !at(Some(place))).map(|place| Some(place.clone()))
}

/// Whether the same keys open it.
fn for_the_same(archive: &Archive, asked: &Asked<'_>) -> Result<bool, Failure> {
    let wanted: Vec<String> = asked.recipients()?.iter().map(ToString::to_string).collect();
    let noted: Vec<&str> = archive.recipients.iter().map(|one| one.text.as_str()).collect();
    // One more is the key that is locked with the passphrase, and is made anew each time.
    let count = wanted.len() + usize::from(asked.wants_both());
    Ok(archive.passphrase == asked.file_passphrase
        && noted.len() == count
        && wanted.iter().all(|one| noted.contains(&one.as_str())))
}

/// Whether an archive has these files, all of them, and no others.
fn has_the_same(
    archive: &Archive,
    paths: &[PathBuf],
    avoid: &[(u64, u64)],
) -> Result<bool, Failure> {
    let mut noted: HashMap<&str, &ArchiveFile> =
        archive.files.iter().map(|file| (file.path.as_str(), file)).collect();
    // Names that are no text may look the same; then nothing can be said.
    if archive.cut || noted.is_empty() || noted.len() != archive.files.len() {
        return Ok(false);
    }
    let mut beside: Vec<Vec<u8>> = Vec::new();
    let mut tree = Tree::default();
    for found in Walk::through(paths) {
        let found = found.map_err(|(place, error)| Failure::at(&place, error))?;
        if avoid.contains(&found.facts.identity) || met::is_left_out(&found, &beside) {
            continue;
        }
        let file = match found.kind {
            FoundKind::File(file) => {
                tree.add(&found.name, &found.facts, Node::File);
                file
            }
            FoundKind::Folder if !found.name.is_empty() => {
                tree.add(&found.name, &found.facts, Node::Folder);
                continue;
            }
            FoundKind::Link(target) => {
                tree.add(&found.name, &found.facts, Node::Link(&target));
                continue;
            }
            FoundKind::Folder | FoundKind::Special(_) => continue,
        };
        if host::is_sqlite(&file).map_err(|error| Failure::at(&found.place, error))? {
            beside.extend(met::beside_sqlite(&found.name));
        }
        let path = noted_path(&found.place);
        let Some(then) = noted.remove(path.as_str()) else { return Ok(false) };
        let now = FileNow {
            path,
            bytes: found.facts.bytes,
            modified: host::moment(found.facts.modified.0),
            touched: found.facts.touched_on().to_string(),
        };
        let same = is_same(archive, then, &now, &found.place, file);
        if !same.map_err(|error| Failure::at(&found.place, error))? {
            return Ok(false);
        }
    }
    // A single file has none, and neither has an archive of an earlier version.
    let same_tree = match &archive.tree {
        Some(then) => *then == tree.finish(),
        None => archive.files.len() > 1 || paths.len() == 1 && paths[0].is_file(),
    };
    Ok(noted.is_empty() && same_tree)
}

fn is_same(
    archive: &Archive,
    then: &ArchiveFile,
    now: &FileNow,
    place: &Path,
    file: File,
) -> Result<bool, host::HostError> {
    let sign = host::in_use(place, &file)?;
    if sign.is_none() && archive.has_still(then, now) {
        return Ok(true);
    }
    if sign.is_none() && then.bytes != now.bytes {
        return Ok(false);
    }
    let facts = host::Facts::of_file(&file)?;
    let captured = Capture::begin(place, file, facts, true)?.digest()?;
    Ok(then.sha256.as_deref() == Some(hex(&captured.sha256).as_str()))
}

/// What is to be noted of an archive.
pub(crate) struct Made<'a> {
    pub(crate) series: &'a str,
    /// The day on which reading its files began.
    pub(crate) day: String,
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
    pub(crate) recipients: Vec<String>,
    pub(crate) passphrase: bool,
    /// SHA-256 of the key file that is locked with the passphrase, and its recipient.
    pub(crate) locked_key: Option<(String, String)>,
    pub(crate) files: &'a [PackedFile],
    /// The digest of what is no content of them; nothing of a single file.
    pub(crate) tree: Option<String>,
    /// How many files there are, also where not all are told of one by one.
    pub(crate) count: u64,
}

/// Notes an archive that is in its place; gives the name of its entry.
///
/// # Errors
/// When the logbook cannot be changed. What was encrypted is whole all the same.
pub(crate) fn note(session: &mut Session, made: &Made<'_>) -> Result<String, Failure> {
    let mut noted = (String::new(), 0);
    let entries: Vec<ArchiveFile> = made.files.iter().map(entry).collect();
    let mut gone = None;
    let changed = Books::open_or_make(session)?.change(|book| {
        let mut wallets = Vec::new();
        let last = book.last_of(made.series).filter(|_| made.count == entries.len() as u64);
        if let Some(last) = last {
            gone = gone::warning(last, &entries);
            // What holds all that the last one held holds its wallets, where it is known what that was.
            let known = !last.cut && last.files.iter().any(|file| file.bytes > 0);
            if known && gone.is_none() {
                wallets.clone_from(&last.wallets);
            }
        }
        let files = books::that_fit(&book, entries);
        noted = (free_name(&book, made.series, &made.day), files.len());
        let archive = Archive {
            name: Said::new(&noted.0),
            series: Some(Said::new(made.series)),
            rekeyed_from: None,
            made: Some(made.day.clone()),
            sha256: Some(made.sha256.clone()),
            bytes: Some(made.bytes),
            recipients: made.recipients.iter().map(Said::new).collect(),
            passphrase: made.passphrase,
            needs_key: false,
            key: None,
            wallets,
            tree: made.tree.clone(),
            cut: made.count > files.len() as u64,
            files,
        };
        with_key(book, made.locked_key.as_ref())
            .and_then(|book| book.add_archive(&archive))
            .map_err(|error| books::refused(&error))
    });
    changed.map_err(|failure| {
        failure.why("what was encrypted is whole and stays; only the logbook does not know of it.")
    })?;
    let (name, files) = noted;
    if let Some(gone) = gone {
        session.warn(gone);
    }
    if made.count > files as u64 {
        session.warn(cut(made.count, files));
    }
    Ok(name)
}

/// Adds a key that is locked with the passphrase, by the SHA-256 of its file and its recipient, under the name by which
/// `push` knows it.
///
/// # Errors
/// What the logbook refuses.
pub(crate) fn with_key(
    book: Logbook,
    locked: Option<&(String, String)>,
) -> Result<Logbook, LogbookError> {
    let Some((sha256, recipient)) = locked else { return Ok(book) };
    let name = Said::new(BookKey::name_by_content(sha256));
    book.add_key(&BookKey { name, recipient: Some(Said::new(recipient)), locked: true })
}

fn entry(file: &PackedFile) -> ArchiveFile {
    ArchiveFile {
        path: noted_path(&file.place),
        bytes: file.bytes,
        modified: file.modified.and_then(host::moment),
        sha256: Some(hex(&file.sha256)),
    }
}

/// Warns of files that the logbook has no room for.
pub(crate) fn cut(count: u64, noted: usize) -> Failure {
    let what = counted(usize::try_from(count).unwrap_or(usize::MAX), "file");
    Failure::warning("log-cut", format!("{what} are too many for the logbook: {noted} are noted"))
        .why("the archive and its own list have all of them; --if-changed encrypts it each time.")
        .next("several archives, each of some folders, where that matters")
}

/// The name of a new archive of a series: its own for the first one, then name and day, then a number as well.
pub(crate) fn free_name(book: &Logbook, series: &str, day: &str) -> String {
    let dated = format!("{series}-{day}");
    let numbered = (2..).map(|number| format!("{dated}-{number}"));
    let mut names = [series.to_owned(), dated.clone()].into_iter().chain(numbered);
    let taken = |name: &String| {
        book.archive(name).is_some() || book.wallet(name).is_some() || book.key(name).is_some()
    };
    names.find(|name| !taken(name)).expect("there is always a next number")
}

/// The path of a file from the root, as it is written in the logbook.
pub(crate) fn noted_path(path: &Path) -> String {
    let whole = path.canonicalize().or_else(|_| std::path::absolute(path));
    let whole = whole.unwrap_or_else(|_| path.to_owned());
    if let Some(text) = whole.to_str() {
        return text.to_owned();
    }
    // Each byte that is no text is told apart from others: a file under another name is another one.
    let part = |part: Utf8Chunk<'_>| {
        let other: String = part.invalid().iter().map(|byte| format!("\\x{byte:02x}")).collect();
        show_text(part.valid()) + &other
    };
    whole.as_os_str().as_encoded_bytes().utf8_chunks().map(part).collect()
}

/// What is said of an archive that was noted under a name: a copy of its file comes next.
pub(crate) fn noted_words(name: &str, file: &str) -> String {
    let push = Line::of("push TARGET").name(file);
    format!("In the logbook as {}. Next, a copy: {push}", show_text(name))
}

/// What is said where everything is encrypted once more although nothing may have changed.
pub(crate) fn not_copied_words(name: &str, place: Option<&str>, for_its_key: bool) -> String {
    let name = show_text(name);
    if for_its_key {
        return format!(
            "No copy of {name} counts: its locked key file was not read back, or not when it was last read."
        );
    }
    let place = place.map_or_else(|| "any place".to_owned(), show_text);
    format!(
        "No copy of {name} at {place} counts: none was read back, or not when it was last read."
    )
}
