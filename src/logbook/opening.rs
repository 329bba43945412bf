//! What opens a wallet or an archive: which copies are needed together, read from the logbook as a tree.
//!
//! A wallet opens with its words, or with a device and its PIN; where a BIP-0039 passphrase belongs to it, with that
//! too. Words come from a whole copy, from enough shares of one set, or out of what is encrypted with what opens it.

use super::archive::Archive;
use super::book::Logbook;
use super::copy::Copy;
use super::kinds::{State, What};
use super::locks::Locks;
use super::parts::{cosigners, sets};

/// What is needed; the numbers are positions in [`Logbook::copies`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Need {
    /// This copy.
    Copy(usize),
    /// Any so many of these; none of them, where they are fewer, opens anything.
    Of(usize, Vec<Need>),
}

/// How deep wallets of several keys may lie in each other.
const DEEPEST: usize = 2;

pub(super) fn any(of: Vec<Need>) -> Need {
    Need::Of(1, of)
}

pub(super) fn all(of: Vec<Need>) -> Need {
    Need::Of(of.len(), of)
}

impl Need {
    /// Whether whoever has these copies has what is needed.
    pub(super) fn met(&self, has: &dyn Fn(usize) -> bool) -> bool {
        match self {
            Self::Copy(at) => has(*at),
            Self::Of(needed, of) => of.iter().filter(|one| one.met(has)).count() >= *needed,
        }
    }

    /// The copies that help at all, when all of these are there; one that stands in several ways comes several times.
    pub(super) fn useful(&self, has: &dyn Fn(usize) -> bool, found: &mut Vec<usize>) {
        match self {
            Self::Copy(at) if has(*at) => found.push(*at),
            Self::Copy(_) => {}
            Self::Of(..) if !self.met(has) => {}
            Self::Of(_, of) => {
                of.iter().filter(|one| one.met(has)).for_each(|one| one.useful(has, found));
            }
        }
    }

    /// Copies that are enough, as few as are easily found; `None` when all of them are not.
    pub(super) fn way(&self, has: &dyn Fn(usize) -> bool) -> Option<Vec<usize>> {
        match self {
            Self::Copy(at) => has(*at).then(|| vec![*at]),
            Self::Of(needed, of) => {
                let mut ways: Vec<Vec<usize>> = of.iter().filter_map(|one| one.way(has)).collect();
                ways.sort_by_key(Vec::len);
                (ways.len() >= *needed).then(|| ways[..*needed].concat())
            }
        }
    }

    /// So many copies must be gone before it does not open: exact where no copy stands twice in the tree, and never
    /// too few.
    pub(super) fn cut(&self, has: &dyn Fn(usize) -> bool) -> usize {
        match self {
            Self::Copy(at) => usize::from(has(*at)),
            Self::Of(needed, of) => {
                let mut cuts: Vec<usize> =
                    of.iter().map(|one| one.cut(has)).filter(|cut| *cut > 0).collect();
                cuts.sort_unstable();
                // All but `needed - 1` of the parts must go, the cheapest ones.
                let must_go = (cuts.len() + 1).saturating_sub(*needed);
                cuts[..must_go].iter().sum()
            }
        }
    }
}

/// The tree of a wallet or an archive; `None` when the logbook has nothing of that name that opens.
pub(super) fn of(book: &Logbook, name: &str, view: View) -> Option<Need> {
    if book.wallet(name).is_some() {
        return Some(wallet(book, name, view, 0));
    }
    book.archive(name).map(|archive| {
        let holders = copies(book, name, What::Archive);
        all(vec![any(holders), archive_key(book, archive, view)])
    })
}

/// The copies of something that hold this; those that were destroyed are left out.
pub(super) fn copies(book: &Logbook, of: &str, what: What) -> Vec<Need> {
    positions(book, of, what).map(|(at, _)| Need::Copy(at)).collect()
}

pub(super) fn positions<'b>(
    book: &'b Logbook,
    of: &'b str,
    what: What,
) -> impl Iterator<Item = (usize, &'b Copy)> {
    book.all_of(of).filter(move |(_, copy)| copy.what == what && copy.state != State::Destroyed)
}

fn wallet(book: &Logbook, name: &str, view: View, depth: usize) -> Need {
    let mut words = copies(book, name, What::Seed);
    words.extend(sets(book, name, What::Share, view));
    let openers = [What::FilePassphrase, What::Key];
    words.extend(Locks::of(book, (name, What::Encrypted), &[name], &openers).ways(view));
    let key = any(sets(book, name, What::KeyShare, view));
    let mut sheets = encrypted(book, name, view);
    sheets.push(key);
    words.push(all(sheets));
    for archive in
        book.archives().iter().filter(|one| one.wallets.iter().any(|wallet| wallet.text == name))
    {
        let held = any(copies(book, &archive.name.text, What::Archive));
        words.push(all(vec![held, archive_key(book, archive, view)]));
    }
    let devices = Locks::of(book, (name, What::Device), &[name], &[What::Pin]).ways(view);
    let entry = book.wallet(name);
    let mut ways = vec![any(words), any(devices)];
    let descriptor = || any(copies(book, name, What::Descriptor));
    // Without the descriptor the other public keys of a 2-of-3 are missing, and with them the script.
    let signed = |needed: usize, of: Vec<Need>| match needed == of.len() {
        true => all(of),
        false => all(vec![Need::Of(needed, of), descriptor()]),
    };
    if let Some(entry) = entry.filter(|entry| !entry.keys.is_empty() && depth < DEEPEST) {
        let keys = entry.keys.iter().map(|key| wallet(book, &key.text, view, depth + 1)).collect();
        ways.push(signed(usize::from(entry.threshold.unwrap_or(1)), keys));
    }
    ways.extend(cosigners(book, name, view));
    let passphrases = copies(book, name, What::Passphrase);
    if book.needs_passphrase(name) {
        return all(vec![any(ways), any(passphrases)]);
    }
    any(ways)
}

/// The encrypted words that shares of their key open. Which of several locks ever noted is that key's, nobody has said: the
/// owner needs a sheet of each, and for a thief any is one that opens.
fn encrypted(book: &Logbook, name: &str, view: View) -> Vec<Need> {
    let sheets = || book.all_of(name).filter(|(_, copy)| copy.what == What::Encrypted);
    let lock = |copy: &Copy| copy.lock.as_ref().map(|lock| lock.text.clone());
    let mut locks: Vec<Option<String>> = match view {
        View::Owner => sheets().map(|(_, copy)| lock(copy)).collect(),
        View::Thief => Vec::new(),
    };
    locks.sort_unstable();
    locks.dedup();
    if locks.len() < 2 {
        return vec![any(copies(book, name, What::Encrypted))];
    }
    let of_lock = |wanted: &Option<String>| {
        let all = positions(book, name, What::Encrypted);
        any(all.filter(|(_, copy)| lock(copy) == *wanted).map(|(at, _)| Need::Copy(at)).collect())
    };
    locks.iter().map(of_lock).collect()
}

/// The copies of a key file, and the sets of its shares.
fn key_files(book: &Logbook, name: &str, view: View) -> Vec<Need> {
    let mut files = copies(book, name, What::Key);
    files.extend(sets(book, name, What::KeyShare, view));
    files
}

/// What opens an archive, as far as that is a key file or shares of one, the file passphrase of a locked one taken for
/// granted; `None` where no copy of one was ever noted, and nothing can be said.
pub(super) fn keys_of(book: &Logbook, archive: &Archive) -> Option<Need> {
    let keys = book.keys().iter().filter(|key| key.opens(archive)).map(|key| &*key.name.text);
    let names: Vec<&str> = keys.chain([&*archive.name.text]).collect();
    let is_key = |(_, copy): (usize, &Copy)| matches!(copy.what, What::Key | What::KeyShare);
    names
        .iter()
        .any(|name| book.all_of(name).any(is_key))
        .then(|| any(names.iter().flat_map(|name| key_files(book, name, View::Owner)).collect()))
}

fn archive_key(book: &Logbook, archive: &Archive, view: View) -> Need {
    let name = &*archive.name.text;
    let keys: Vec<_> = book.keys().iter().filter(|key| key.opens(archive)).collect();
    let mut ways = key_files(book, name, view);
    // age has no file that opens with a file passphrase or with keys: beside a locked key file it unlocks that.
    if !archive.opens_with_keys() && !keys.iter().any(|key| key.locked) {
        ways.extend(copies(book, name, What::FilePassphrase));
    }
    for key in keys {
        let own = &*key.name.text;
        match key.locked {
            true => {
                let passphrases = [What::FilePassphrase];
                ways.extend(
                    Locks::of(book, (own, What::Key), &[own, name], &passphrases).ways(view),
                );
            }
            false => ways.push(any(copies(book, own, What::Key))),
        }
        // What is cut into shares is the key, and not the file that is locked.
        ways.extend(sets(book, own, What::KeyShare, view));
    }
    any(ways)
}

/// For whom it is computed. What the logbook does not say is taken for the worse: parts that may be the same count once
/// for the owner, and each for a thief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// Whoever kept the copies.
    Owner,
    /// Whoever finds them.
    Thief,
}
