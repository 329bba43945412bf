//! What opens a wallet or an archive: which copies are needed together, read from the logbook as a tree.
//!
//! A wallet opens with its words, or with a device and its PIN; where a BIP-0039 passphrase belongs to it, with that
//! too. Words come from a whole copy, from enough shares of one set, or out of what is encrypted with what opens it.

use super::book::Logbook;
use super::copy::{Copy, State, What};
use std::collections::BTreeMap;

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

fn any(of: Vec<Need>) -> Need {
    Need::Of(1, of)
}

fn all(of: Vec<Need>) -> Need {
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

    /// The copies that help at all, when all of these are there.
    pub(super) fn useful(&self, has: &dyn Fn(usize) -> bool, found: &mut Vec<usize>) {
        match self {
            Self::Copy(at) if has(*at) && !found.contains(at) => found.push(*at),
            Self::Copy(_) => {}
            Self::Of(..) if !self.met(has) => {}
            Self::Of(_, of) => {
                of.iter().filter(|one| one.met(has)).for_each(|one| one.useful(has, found));
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
pub(super) fn of(book: &Logbook, name: &str) -> Option<Need> {
    if book.wallet(name).is_some() {
        return Some(wallet(book, name, 0));
    }
    book.archive(name).map(|archive| {
        let holders = copies(book, name, What::Archive);
        all(vec![any(holders), archive_key(book, &archive.name.text)])
    })
}

/// The copies of something that hold this; those that were destroyed are left out.
fn copies(book: &Logbook, of: &str, what: What) -> Vec<Need> {
    positions(book, of, what).map(|(at, _)| Need::Copy(at)).collect()
}

fn positions<'b>(
    book: &'b Logbook,
    of: &'b str,
    what: What,
) -> impl Iterator<Item = (usize, &'b Copy)> {
    let all = book.copies().iter().enumerate();
    all.filter(move |(_, copy)| {
        copy.of.text == of && copy.what == what && copy.state != State::Destroyed
    })
}

fn wallet(book: &Logbook, name: &str, depth: usize) -> Need {
    let mut words = copies(book, name, What::Seed);
    words.extend(sets(book, name, What::Share));
    words.push(all(vec![any(copies(book, name, What::Encrypted)), key_of(book, name)]));
    for archive in
        book.archives().iter().filter(|one| one.wallets.iter().any(|wallet| wallet.text == name))
    {
        let held = any(copies(book, &archive.name.text, What::Archive));
        words.push(all(vec![held, archive_key(book, &archive.name.text)]));
    }
    let device =
        all(vec![any(copies(book, name, What::Device)), any(copies(book, name, What::Pin))]);
    let entry = book.wallet(name);
    let mut ways = vec![any(words), device];
    let descriptor = || any(copies(book, name, What::Descriptor));
    // Without the descriptor the other public keys of a 2-of-3 are missing, and with them the script.
    let signed = |needed: usize, of: Vec<Need>| match needed == of.len() {
        true => all(of),
        false => all(vec![Need::Of(needed, of), descriptor()]),
    };
    if let Some(entry) = entry.filter(|entry| !entry.keys.is_empty() && depth < DEEPEST) {
        let keys = entry.keys.iter().map(|key| wallet(book, &key.text, depth + 1)).collect();
        ways.push(signed(usize::from(entry.threshold.unwrap_or(1)), keys));
    }
    for (_, set) in quorums(book, name, What::Cosigner) {
        let whole = set.of.max(set.parts.len());
        let parts: Vec<Need> = set.parts.into_values().map(any).collect();
        ways.push(match set.needed == whole {
            true => Need::Of(set.needed, parts),
            false => all(vec![Need::Of(set.needed, parts), descriptor()]),
        });
    }
    let passphrases = copies(book, name, What::Passphrase);
    if book.needs_passphrase(name) {
        return all(vec![any(ways), any(passphrases)]);
    }
    any(ways)
}

/// What opens whatever is encrypted under this name: a key, enough shares of one, or a file passphrase.
fn key_of(book: &Logbook, name: &str) -> Need {
    let mut keys = key_files(book, name);
    keys.extend(copies(book, name, What::FilePassphrase));
    any(keys)
}

/// The copies of a key file, and the sets of its shares.
fn key_files(book: &Logbook, name: &str) -> Vec<Need> {
    let mut files = copies(book, name, What::Key);
    files.extend(sets(book, name, What::KeyShare));
    files
}

fn archive_key(book: &Logbook, name: &str) -> Need {
    let Some(archive) = book.archive(name) else { return key_of(book, name) };
    let keys: Vec<_> = book.keys().iter().filter(|key| key.opens(archive)).collect();
    let passphrases = copies(book, name, What::FilePassphrase);
    let mut ways = key_files(book, name);
    // age has no file that opens with a file passphrase or with keys: beside a locked key file it unlocks that.
    if !keys.iter().any(|key| key.locked) {
        ways.extend(passphrases.clone());
    }
    for key in keys {
        let files = any(key_files(book, &key.name.text));
        ways.push(match key.locked {
            true => {
                let own = copies(book, &key.name.text, What::FilePassphrase);
                all(vec![files, any(own.into_iter().chain(passphrases.clone()).collect())])
            }
            false => files,
        });
    }
    any(ways)
}

/// Shares of one set and group, by their numbers.
#[derive(Default)]
struct Set {
    needed: usize,
    of: usize,
    parts: BTreeMap<(Option<u8>, usize), Vec<Need>>,
}

/// The sets of shares, each as what is needed of it.
fn sets(book: &Logbook, name: &str, what: What) -> Vec<Need> {
    let mut grouped: BTreeMap<String, (usize, Vec<Need>)> = BTreeMap::new();
    for ((set, _, groups), members) in quorums(book, name, what) {
        let parts = members.parts.into_values().map(any).collect();
        let group = Need::Of(members.needed, parts);
        // Without groups each set is the only group of its own.
        let entry = grouped.entry(set).or_insert((usize::from(groups.unwrap_or(1)), Vec::new()));
        entry.1.push(group);
    }
    grouped.into_values().map(|(needed, groups)| Need::Of(needed, groups)).collect()
}

type SetName = (String, Option<u8>, Option<u8>);

fn quorums(book: &Logbook, name: &str, what: What) -> BTreeMap<SetName, Set> {
    let mut sets: BTreeMap<SetName, Set> = BTreeMap::new();
    for (at, copy) in positions(book, name, what) {
        let Some(scheme) = copy.scheme else { continue };
        let set = copy.set.as_ref().map_or("", |set| set.text.as_str());
        // Shares of one name that are cut in another way, or again, are another set.
        let set = format!("{set}\n{scheme}\n{}", copy.generation.unwrap_or(1));
        let set = match copy.groups {
            Some(groups) => format!("{}\n{groups}", set.split('\n').next().unwrap_or_default()),
            None => set,
        };
        let key = (set, copy.group, copy.groups.map(|groups| groups.needed));
        let entry = sets.entry(key).or_default();
        entry.needed = usize::from(scheme.needed);
        entry.of = usize::from(scheme.of);
        // A copy without a number counts as another one each time.
        let number = (copy.number, if copy.number.is_some() { 0 } else { at + 1 });
        entry.parts.entry(number).or_default().push(Need::Copy(at));
    }
    sets
}
