//! coldkeep find: which wallet files are on this computer; reads only, and tells the kind and never the content.

mod summary;

use crate::cli::args::FindArgs;
use crate::cli::covered::{self, Coverage};
use crate::cli::failure::{Exit, Failure, counted};
use crate::cli::found::{self, Found};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::usual;
use crate::find::HEAD;
use crate::host::{self, Missed, Opened, SoFar, Walked, Watch};
use crate::logbook::Known;
use serde::Serialize;
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// More finds than this are counted and not listed.
const MOST: usize = 100_000;
/// Reading waits for the disk more than it computes.
const THREADS: usize = 4;
/// Of so many places that could not be read the names are kept.
const MOST_MISSED: usize = 1_000;
/// A search that ends sooner shows no line that says how far it is.
const SHORT: Duration = Duration::from_millis(500);
/// The widest path that the columns make room for, in characters.
const WIDEST: usize = 56;

/// One find, as a program reads it.
#[derive(Serialize)]
struct Row {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_hex: Option<String>,
    program: &'static str,
    kind: &'static str,
    what: &'static str,
    locked: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
    modified: String,
    bytes: u64,
    backed_up: &'static str,
}

/// What was met on the way.
#[derive(Serialize)]
struct Looked {
    files: u64,
    folders: u64,
    links: u64,
    special: u64,
    unreadable: u64,
    pictures_unread: u64,
}

/// Everything that was found.
#[derive(Serialize)]
struct Finds {
    finds: Vec<Row>,
    not_listed: usize,
    looked: Looked,
}

/// Nothing: the table comes before the summary, so `run` writes it itself.
impl fmt::Display for Finds {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// The finds, and how many more there were.
#[derive(Default)]
struct Bag {
    all: Vec<Found>,
    more: usize,
    /// The first places that could not be read.
    missed: Vec<PathBuf>,
    /// The first pipes, devices and file systems of the kernel.
    special: Vec<PathBuf>,
    /// The first pictures and documents of which that is so, and how many there are.
    unread: Vec<PathBuf>,
    unread_count: u64,
}

/// Looks for wallets and tells what is there.
///
/// # Errors
/// When a path that was given is not there or cannot be read; when it is stopped, with what was found until then shown.
pub(crate) fn run(args: &FindArgs, session: &mut Session) -> Result<Report, Failure> {
    for path in &args.paths {
        host::can_be_read(path).map_err(|error| Failure::at(path, error))?;
    }
    let own = session.home().ok();
    let roots = usual::roots(args, own.as_deref());
    let has_own = host::user_folder().is_some_and(|folder| folder.is_dir());
    if args.paths.is_empty() && !has_own {
        if roots.is_empty() {
            return Err(summary::nowhere());
        }
        session.warn(summary::no_own_folder());
        session.say(&format!("Looking in {} (read only) …", counted(roots.len(), "folder")));
    } else if args.paths.is_empty() {
        let there = roots.len().saturating_sub(1);
        let places = match there {
            0 => "none of the usual places of wallets is there".to_owned(),
            _ => format!("{} of wallets in it or beside it", counted(there, "usual place")),
        };
        session.say(&format!("Looking in your own folder (read only); {places} …"));
    }
    let (bag, walked) = walk(args, &roots, session);
    let coverage = Coverage::look(session);
    let known: Vec<Known> = bag
        .all
        .iter()
        .take_while(|_| !host::interrupted())
        .map(|found| coverage.of(found))
        .collect();
    // What a copy has is not known of all finds where it was stopped, and then told of none.
    let known = Some(known).filter(|_| !host::interrupted());
    if !session.json {
        let user = host::user_folder().filter(|_| args.paths.is_empty());
        let copies = known.as_deref().filter(|_| coverage.knows_archives());
        let out = match args.print0 {
            true => paths(&bag.all),
            false => table(&bag.all, user.as_deref(), copies),
        };
        host::write_stdout(&out)?;
    }
    summary::tell(&bag, known.as_deref(), walked, session);
    let Some(known) = known else { return Err(stopped(&bag, walked)) };
    let result = Finds {
        finds: bag.all.iter().zip(&known).map(|(found, known)| row(found, *known)).collect(),
        not_listed: bag.more,
        looked: Looked {
            files: walked.files,
            folders: walked.folders,
            links: walked.links,
            special: walked.special,
            unreadable: walked.unreadable,
            pictures_unread: bag.unread_count,
        },
    };
    Ok(Report::of(&result))
}

/// It was stopped; what was found is above, or counted here for a program.
fn stopped(bag: &Bag, walked: Walked) -> Failure {
    let what = match walked.stopped {
        true => "stopped before everything was looked at; nothing was changed",
        false => "stopped before the logbook was compared; nothing was changed",
    };
    Failure::error("interrupted", Exit::Interrupted, what)
        .field("found", bag.all.len() + bag.more)
        .field("files", walked.files)
}

/// Walks through the roots and looks at every file.
fn walk(args: &FindArgs, roots: &[PathBuf], session: &Session) -> (Bag, Walked) {
    let bag = Mutex::new(Bag::default());
    let lock = || bag.lock().unwrap_or_else(PoisonError::into_inner);
    let (progress, started) = (session.progress(), Instant::now());
    let look = |file: &Opened<'_>| {
        let Ok(found) = found::look(file, args.deep) else {
            let mut bag = lock();
            bag.unread_count += 1;
            if bag.unread.len() < MOST_MISSED {
                bag.unread.push(file.path().to_owned());
            }
            return;
        };
        let wanted: Vec<Found> = found.into_iter().filter(|found| args.wants(found.kind)).collect();
        if wanted.is_empty() {
            return;
        }
        let mut bag = lock();
        for one in wanted {
            if bag.all.len() < MOST { bag.all.push(one) } else { bag.more += 1 }
        }
    };
    let miss = |path: &Path, why: Missed| {
        let mut bag = lock();
        let of_it = match why {
            Missed::Unreadable => &mut bag.missed,
            Missed::Special => &mut bag.special,
        };
        if of_it.len() < MOST_MISSED {
            of_it.push(path.to_owned());
        }
    };
    let mut tell = |so_far: SoFar<'_>| {
        if let Some(progress) = progress.as_ref().filter(|_| started.elapsed() > SHORT) {
            let files = usize::try_from(so_far.walked.files).unwrap_or(usize::MAX);
            let (files, folder) = (counted(files, "file"), host::show_path(so_far.folder));
            let found = lock().all.len();
            progress.show(so_far.percent, &format!("{files} looked at, {found} found: {folder}"));
        }
    };
    let watch = Watch { look: &look, miss: &miss, tell: &mut tell };
    let walked = host::walk(roots, HEAD, THREADS, watch);
    drop(progress);
    let mut bag = bag.into_inner().unwrap_or_else(PoisonError::into_inner);
    bag.all.sort_by(|a, b| {
        let place = |one: &Found| (one.page, one.line);
        a.path.cmp(&b.path).then(place(a).cmp(&place(b)))
    });
    bag.all.dedup();
    bag.missed.sort();
    bag.special.sort();
    bag.unread.sort();
    (bag, walked)
}

fn row(found: &Found, known: Known) -> Row {
    let path = host::show_path(&found.path);
    let as_it_is = found.path.to_str() == Some(path.as_str());
    let digits = || found.path.as_os_str().as_bytes().iter().map(|byte| format!("{byte:02x}"));
    Row {
        path_hex: (!as_it_is).then(|| digits().collect()),
        path,
        program: found.program,
        kind: found.kind.row().slug,
        what: found.kind.row().what,
        locked: found.locked.slug(),
        line: found.line,
        page: found.page,
        words: found.words,
        modified: found.modified.to_string(),
        bytes: found.bytes,
        backed_up: covered::slug(known),
    }
}

/// Each path once, with a zero byte behind it, as its bytes are.
fn paths(all: &[Found]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in all.chunk_by(|a, b| a.path == b.path) {
        out.extend(part[0].path.as_os_str().as_bytes());
        out.push(0);
    }
    out
}

/// One line a find: place, program, day, lock, size, and whether there is a copy, where archives are kept.
fn table(all: &[Found], user: Option<&Path>, copies: Option<&[Known]>) -> Vec<u8> {
    let places: Vec<String> = all.iter().map(|found| place(found, user)).collect();
    let programs: Vec<String> = all.iter().map(program).collect();
    let widest = |texts: &[String], most: usize| {
        texts.iter().map(|text| text.chars().count()).filter(|len| *len <= most).max().unwrap_or(0)
    };
    let (places_wide, programs_wide) = (widest(&places, WIDEST), widest(&programs, WIDEST));
    let rows = all.iter().zip(places.iter().zip(&programs)).enumerate();
    let lines = rows.map(|(nth, (found, (place, program)))| {
        let size = size(found.bytes);
        let end = match copies.and_then(|copies| copies.get(nth)) {
            Some(known) => format!("{size:<8}  {}", covered::describe(*known)),
            None => size,
        };
        let locked = found.locked.describe();
        let day = found.modified;
        format!("{place:<places_wide$}  {program:<programs_wide$}  {day}  {locked:<11}  {end}\n")
    });
    lines.collect::<String>().into_bytes()
}

fn place(found: &Found, user: Option<&Path>) -> String {
    let below = user.and_then(|user| found.path.strip_prefix(user).ok());
    let path = match below {
        Some(below) => format!("~/{}", host::show_path(below)),
        None => host::show_path(&found.path),
    };
    match (found.line, found.page) {
        (Some(line), _) => format!("{path}:{line}"),
        (None, Some(page)) => format!("{path} (page {page})"),
        (None, None) => path,
    }
}

fn program(found: &Found) -> String {
    match found.words {
        Some(words) => format!("{words} {}", found.program),
        _ => found.program.to_owned(),
    }
}

/// A size in the largest unit of which there is at least one.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => {
            let tenths = (bytes * 10 + unit / 2) / unit;
            if tenths < 100 {
                format!("{}.{} {name}", tenths / 10, tenths % 10)
            } else {
                format!("{} {name}", (tenths + 5) / 10)
            }
        }
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        for (bytes, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.0 KiB"),
            (14 << 10, "14 KiB"),
            (1_258_291, "1.2 MiB"),
            (u64::from(u32::MAX), "4.0 GiB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
