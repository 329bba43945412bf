//! What opens a wallet or an archive: which copies are needed together, read from the logbook as a tree.
//!
//! A wallet opens with its words, or with a device and its PIN; where a BIP-0039 passphrase belongs to it, with that
//! too. Words come from a whole copy, from enough shares of one set, or out of what is encrypted with what opens it.

use super::archive::Archive;
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
        all(vec![any(holders), archive_key(book, &archive.name.text, view)])
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

fn wallet(book: &Logbook, name: &str, view: View, depth: usize) -> Need {
    let mut words = copies(book, name, What::Seed);
    words.extend(sets(book, name, What::Share, view));
    words.push(all(vec![any(copies(book, name, What::Encrypted)), key_of(book, name, view)]));
    for archive in
        book.archives().iter().filter(|one| one.wallets.iter().any(|wallet| wallet.text == name))
    {
        let held = any(copies(book, &archive.name.text, What::Archive));
        words.push(all(vec![held, archive_key(book, &archive.name.text, view)]));
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

/// What opens whatever is encrypted under this name: a key, enough shares of one, or a file passphrase.
fn key_of(book: &Logbook, name: &str, view: View) -> Need {
    let mut keys = key_files(book, name, view);
    keys.extend(copies(book, name, What::FilePassphrase));
    any(keys)
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
    let is_key = |copy: &Copy| matches!(copy.what, What::Key | What::KeyShare);
    let noted = |copy: &Copy| is_key(copy) && names.contains(&copy.of.text.as_str());
    book.copies()
        .iter()
        .any(noted)
        .then(|| any(names.iter().flat_map(|name| key_files(book, name, View::Owner)).collect()))
}

fn archive_key(book: &Logbook, name: &str, view: View) -> Need {
    let Some(archive) = book.archive(name) else { return key_of(book, name, view) };
    let keys: Vec<_> = book.keys().iter().filter(|key| key.opens(archive)).collect();
    let passphrases = copies(book, name, What::FilePassphrase);
    let mut ways = key_files(book, name, view);
    // age has no file that opens with a file passphrase or with keys: beside a locked key file it unlocks that.
    if !archive.opens_with_keys() && !keys.iter().any(|key| key.locked) {
        ways.extend(passphrases.clone());
    }
    for key in keys {
        let files = any(key_files(book, &key.name.text, view));
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

/// For whom it is computed. What the logbook does not say is taken for the worse: parts that may be the same count once
/// for the owner, and each for a thief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// Whoever kept the copies.
    Owner,
    /// Whoever finds them.
    Thief,
}

/// Copies with their positions.
type Members<'b> = Vec<(usize, &'b Copy)>;

/// How a set is cut: into groups, or with one scheme.
type Cut = (bool, u8, u8);

/// The sets by name, generation and cut; in each the groups by number, with the members of one scheme together.
type Sets<'b> =
    BTreeMap<(&'b str, u32, Cut), BTreeMap<Option<u8>, BTreeMap<(u8, u8), Members<'b>>>>;

/// Which part of a set a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Which<'b> {
    /// The key of this fingerprint.
    Key(&'b str),
    /// The part of this number.
    Number(u8),
    /// Perhaps the same as another, perhaps not.
    Unknown(usize),
}

fn quorums<'b>(book: &'b Logbook, name: &'b str, what: What) -> Sets<'b> {
    let mut sets: Sets<'b> = BTreeMap::new();
    for (at, copy) in positions(book, name, what) {
        let Some(scheme) = copy.scheme else { continue };
        let set = copy.set.as_ref().map_or("", |set| set.text.as_str());
        // Shares of one name that are cut in another way, or again, are another set.
        let cut = copy.groups.unwrap_or(scheme);
        let cut = (copy.groups.is_some(), cut.needed, cut.of);
        let group = copy.group.filter(|_| copy.groups.is_some());
        let set = sets.entry((set, copy.of_generation(), cut)).or_default();
        let group = set.entry(group).or_default();
        group.entry((scheme.needed, scheme.of)).or_default().push((at, copy));
    }
    sets
}

/// Which part each copy is, among those of one set and group.
fn which<'b>(members: &Members<'b>) -> Vec<Which<'b>> {
    let own = |copy: &'b Copy| {
        let own = copy.fingerprint.as_ref().filter(|_| copy.what == What::Cosigner);
        own.map(|said| said.text.as_str())
    };
    let keys = || members.iter().filter_map(|(_, copy)| Some((own(copy)?, copy.number)));
    let one = |(at, copy): &(usize, &'b Copy)| match (own(copy), copy.number) {
        (Some(key), _) => Which::Key(key),
        (None, None) => Which::Unknown(*at),
        (None, number @ Some(known)) => match keys().find(|(_, other)| *other == number) {
            Some((key, _)) => Which::Key(key),
            None if keys().any(|(_, other)| other.is_none()) => Which::Unknown(*at),
            None => Which::Number(known),
        },
    };
    members.iter().map(one).collect()
}

/// So many different parts of one set and group.
fn parts(members: &Members<'_>, needed: u8, view: View) -> Need {
    let mut known: BTreeMap<Which<'_>, Vec<Need>> = BTreeMap::new();
    for (which, (at, _)) in which(members).into_iter().zip(members) {
        // Where one is enough it does not matter which; else an unknown one may be one that is counted already.
        if view == View::Thief || needed <= 1 || !matches!(which, Which::Unknown(_)) {
            known.entry(which).or_default().push(Need::Copy(*at));
        }
    }
    Need::Of(usize::from(needed), known.into_values().map(any).collect())
}

/// The sets of shares, each as what is needed of it.
fn sets(book: &Logbook, name: &str, what: What, view: View) -> Vec<Need> {
    let set = |((_, _, (grouped, needed, _)), groups): (
        _,
        BTreeMap<Option<u8>, BTreeMap<_, Members<'_>>>,
    )| {
        let group = |(number, schemes): (Option<u8>, BTreeMap<(u8, u8), Members<'_>>)| {
            let schemes: Vec<Need> = schemes
                .into_iter()
                .map(|((needed, _), members)| parts(&members, needed, view))
                .collect();
            // Without its number a group may be one that is counted already.
            match (grouped && number.is_none(), view) {
                (false, _) => vec![any(schemes)],
                (true, View::Thief) => schemes,
                (true, View::Owner) => Vec::new(),
            }
        };
        // Without groups each set is the only group of its own.
        let needed = if grouped { usize::from(needed) } else { 1 };
        Need::Of(needed, groups.into_iter().flat_map(group).collect())
    };
    quorums(book, name, what).into_iter().map(set).collect()
}

/// The keys of a wallet with several, each set as what is needed of it; the descriptor is, where not all keys are.
fn cosigners(book: &Logbook, name: &str, view: View) -> Vec<Need> {
    let descriptor = || any(copies(book, name, What::Descriptor));
    let quorums = quorums(book, name, What::Cosigner).into_values();
    let schemes = quorums.flat_map(BTreeMap::into_values).flatten();
    let signed = |((needed, of), members): ((u8, u8), Members<'_>)| {
        let keys = parts(&members, needed, view);
        let more = matches!(&keys, Need::Of(_, keys) if keys.len() > usize::from(of));
        if needed == of && !more { keys } else { all(vec![keys, descriptor()]) }
    };
    schemes.map(signed).collect()
}

/// The copies of which the logbook does not say which part they are, where more than one part is needed.
pub(super) fn unknown_parts(book: &Logbook, name: &str) -> Vec<usize> {
    let kinds = [What::Share, What::Cosigner, What::KeyShare];
    let sets = kinds.into_iter().flat_map(|what| quorums(book, name, what).into_values());
    let groups = sets.flatten().flat_map(|(_, schemes)| schemes);
    let unknown = |((needed, _), members): ((u8, u8), Members<'_>)| {
        let which = which(&members).into_iter().filter(move |_| needed > 1);
        let at = |which| if let Which::Unknown(at) = which { Some(at) } else { None };
        which.filter_map(at).collect::<Vec<_>>()
    };
    groups.flat_map(unknown).collect()
}
