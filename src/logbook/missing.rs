//! What is missing of a thing that does not open: which copies must be read again, and what must be noted beside them.

use super::answers::Said;
use super::archive::BookWallet;
use super::book::Logbook;
use super::copy::Copy;
use super::kinds::What;
use super::locks::Locks;
use super::mend::{alone, related};
use super::opening::{self, View};
use super::parts;
use super::standing::WhatIf;

/// What makes a thing open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing {
    /// Copies that are there and do not count until they are read, by their positions in [`Logbook::copies`].
    pub read: Vec<usize>,
    /// Things of which no copy is there; these have neither a name nor a place.
    pub noted: Vec<Copy>,
}

/// A name of a lock that only the owner can give.
const LOCK: &str = "LOCK";
/// So many things that are not noted are looked for at once.
const AT_ONCE: usize = 4;
/// So many are tried at all.
const MOST: usize = 20;

/// The fewest things that make a wallet or archive open, the copies that are there among them; `None` where that is not
/// found, or where nobody can tell which parts the copies are.
pub fn missing(book: &Logbook, name: &str, what_if: &WhatIf) -> Option<Missing> {
    let names = related(book, name);
    let unknown = names.iter().flat_map(|name| parts::unknown_parts(book, name));
    if unknown.into_iter().any(|at| is_there(&book.copies()[at], what_if)) {
        return None;
    }
    let mut names: Vec<&str> = names.into_iter().collect();
    // What is missing of the thing itself comes before what is missing of what opens it.
    names.sort_unstable_by_key(|one| (*one != name, *one));
    let mut all: Vec<Copy> =
        names.iter().flat_map(|name| Lookout { book, name, what_if }.wanted()).collect();
    all.sort_by_key(|copy| ORDER.iter().position(|what| *what == copy.what));
    all.truncate(MOST);
    // Words that were cut into parts, or encrypted, are written down whole only where nothing else is left.
    let words = all.iter().filter(|copy| copy.what == What::Seed).count();
    let (mut supposed, kept) = alone(book, name);
    let first = supposed.copies.len();
    supposed.copies.extend(all.iter().cloned());
    let need = opening::of(&Logbook::supposed(supposed), name, View::Owner)?;
    let copy = |at: usize| &book.copies()[kept[at]];
    let there = |at: usize| is_there(copy(at), what_if);
    let opens = |chosen: &[usize]| {
        need.met(&|at| if at < first { there(at) } else { chosen.contains(&(at - first)) })
    };
    let noted = fewest(all.len() - words, &opens).or_else(|| fewest(all.len(), &opens))?;
    let mut read: Vec<usize> =
        (0..first).filter(|at| there(*at) && !book.counts(kept[*at])).collect();
    // What was found bad may stay so: it is left out first.
    read.sort_by_key(|at| !copy(*at).failed());
    let mut held: Vec<bool> = (0..first).map(there).collect();
    for one in &read {
        held[*one] = false;
        let has =
            |at: usize| held.get(at).copied().unwrap_or_else(|| noted.contains(&(at - first)));
        held[*one] = !need.met(&has);
    }
    read.retain(|at| held[*at]);
    let mut read: Vec<usize> = read.into_iter().map(|at| kept[at]).collect();
    read.sort_unstable();
    Some(Missing { read, noted: noted.into_iter().map(|at| all[at].clone()).collect() })
}

/// Whether a copy of a thing is there: of it, of one of its keys, or of an archive that holds it.
pub fn has_copies(book: &Logbook, name: &str) -> bool {
    let is_somewhere = |one: &&str| book.key(one).is_none() && book.alive(one).next().is_some();
    related(book, name).iter().any(is_somewhere)
}

/// The groups of shares of a wallet that are needed and of which no share is there, where others of the set are: shares of
/// them, without the scheme and the number that nobody can tell.
pub fn missing_groups(book: &Logbook, name: &str, what_if: &WhatIf) -> Vec<Copy> {
    parts::missing_groups(book, name, What::Share, &|copy| is_there(copy, what_if))
}

/// The smallest set of these numbers that is enough, the first ones first.
fn fewest(of: usize, enough: &dyn Fn(&[usize]) -> bool) -> Option<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..=AT_ONCE {
        if let Some(found) = sets.iter().find(|set| enough(set)) {
            return Some(found.clone());
        }
        let longer = |set: &Vec<usize>| {
            let from = set.last().map_or(0, |last| last + 1);
            let set = set.clone();
            (from..of).map(move |next| [&set[..], &[next]].concat())
        };
        sets = sets.iter().flat_map(longer).collect();
    }
    None
}

fn is_there(copy: &Copy, what_if: &WhatIf) -> bool {
    let place = &copy.place.text;
    copy.is_alive() && !what_if.lost.contains(place) && !what_if.stolen.contains(place)
}

/// What is tried first.
const ORDER: [What; 10] = [
    What::Passphrase,
    What::FilePassphrase,
    What::Key,
    What::Descriptor,
    What::Pin,
    What::Cosigner,
    What::Share,
    What::KeyShare,
    What::Archive,
    What::Seed,
];

/// One wallet, archive or key, looked at for what is not there.
struct Lookout<'b> {
    book: &'b Logbook,
    name: &'b str,
    what_if: &'b WhatIf,
}

impl Lookout<'_> {
    fn has(&self, what: What) -> bool {
        let of_it = |(_, copy): (usize, &Copy)| copy.what == what && is_there(copy, self.what_if);
        self.book.all_of(self.name).any(of_it)
    }

    /// Everything of it that is not there and could help.
    fn wanted(&self) -> Vec<Copy> {
        let (book, name) = (self.book, self.name);
        let archive = book.archive(name);
        let key = book.key(name);
        let mut kinds = Vec::new();
        if let Some(wallet) = book.wallet(name) {
            let several = self.has(What::Cosigner) || !wallet.keys.is_empty();
            kinds.extend([
                (What::Passphrase, book.needs_passphrase(name)),
                (What::Descriptor, several),
                (What::Seed, self.lacks_words(wallet)),
            ]);
        }
        let mut openers = self.openers(What::Encrypted, &[What::FilePassphrase, What::Key]);
        openers.extend(self.openers(What::Device, &[What::Pin]));
        if let Some(archive) = archive {
            let keys = || book.keys().iter().filter(|key| key.opens(archive));
            // A locked key file is noted with its own name, and so is its file passphrase.
            let by_words = !archive.opens_with_keys() && keys().next().is_none();
            kinds.extend([
                (What::FilePassphrase, by_words),
                (What::Key, keys().next().is_none()),
                (What::Archive, true),
            ]);
        }
        if let Some(key) = key {
            let passphrase = [What::FilePassphrase];
            let plain = Locks::of(book, (name, What::Key), &[name], &passphrase).is_one();
            if key.locked {
                openers.extend(self.openers(What::Key, &passphrase));
            }
            if key.locked && !plain {
                // Another one needs a lock of its own, so that it is known what opens it.
                let pair = |what| Copy {
                    of: Said::new(name.to_owned()),
                    what,
                    lock: Some(Said::new(LOCK)),
                    ..Copy::default()
                };
                openers.extend([pair(What::Key), pair(What::FilePassphrase)]);
            } else {
                kinds.extend([
                    (What::Key, true),
                    (What::FilePassphrase, key.locked && !self.has(What::Key)),
                ]);
            }
        }
        let wanted = kinds.into_iter().filter(|(what, helps)| *helps && !self.has(*what));
        let whole = wanted.map(|(what, _)| Copy {
            of: Said::new(name.to_owned()),
            what,
            ..Copy::default()
        });
        let parts = [What::Cosigner, What::Share, What::KeyShare].into_iter();
        let parts = parts.flat_map(|what| {
            parts::unlisted(book, name, what, &|copy| is_there(copy, self.what_if))
        });
        whole.chain(openers).chain(parts).collect()
    }

    /// Whether the whole words would help. Those of a wallet with several keys are its keys' own, and shares of all groups
    /// but one are better completed than joined by the whole.
    fn lacks_words(&self, wallet: &BookWallet) -> bool {
        wallet.keys.is_empty() && missing_groups(self.book, self.name, self.what_if).is_empty()
    }

    /// What opens the locks of things that are there, where no copy of it is.
    fn openers(&self, locked: What, openers: &[What]) -> Vec<Copy> {
        let there = |what: What| {
            let of_it = self.book.all_of(self.name).map(|(_, copy)| copy);
            of_it.filter(move |copy| copy.what == what && is_there(copy, self.what_if))
        };
        let mut locks: Vec<Option<Said>> = there(locked).map(|copy| copy.lock.clone()).collect();
        locks
            .sort_unstable_by(|a, b| a.as_ref().map(|a| &a.text).cmp(&b.as_ref().map(|b| &b.text)));
        locks.dedup();
        let opener = |(lock, what): (&Option<Said>, What)| {
            let noted = there(what).any(|copy| copy.lock == *lock);
            let of = Said::new(self.name.to_owned());
            (!noted).then(|| Copy { of, what, lock: lock.clone(), ..Copy::default() })
        };
        let pairs = locks.iter().flat_map(|lock| openers.iter().map(move |what| (lock, *what)));
        pairs.filter_map(opener).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: &str = "drills = [{ on = 2026-11-22, how = \"read\", result = \"pass\" }]";
    const BAD: &str = "drills = [{ on = 2026-11-22, how = \"read\", result = \"fail\" }]";

    /// A thing of which no copy is there, with its number.
    type Noted = (What, Option<u8>);

    /// What a wallet with these copies misses: the names of those to be read, and the things.
    fn of(head: &str, copies: &[&str]) -> Option<(Vec<String>, Vec<Noted>)> {
        let mut text = format!(
            "format = 1\n[[place]]\nname = \"desk\"\n[[place]]\nname = \"bank\"\n[[wallet]]\nname = \"w\"\n{head}\n"
        );
        for (number, copy) in copies.iter().enumerate() {
            let head = format!("[[copy]]\nid = \"w/{number}\"\nof = \"w\"\nmedium = \"paper\"\n");
            let place = if copy.contains("place =") { "" } else { "place = \"desk\"\n" };
            text.push_str(&format!("{head}{place}{copy}\n"));
        }
        let book = Logbook::parse(text).expect("a logbook");
        let lost = WhatIf { lost: vec!["bank".to_owned()], ..WhatIf::default() };
        let Missing { read, noted } = missing(&book, "w", &lost)?;
        let read = read.into_iter().map(|at| book.copies()[at].id.text.clone()).collect();
        Some((read, noted.into_iter().map(|copy| (copy.what, copy.number)).collect()))
    }

    #[test]
    fn what_is_not_there_is_named_and_what_would_not_help_is_not() {
        let seed = "what = \"seed\"";
        let unread = "what = \"key\"";
        let (encrypted, passphrase) = ("what = \"encrypted\"", (What::Passphrase, None));
        let none = Vec::new;
        assert_eq!(of("", &[seed]), Some((none(), vec![])));
        assert_eq!(of("passphrase = true", &[seed]), Some((none(), vec![passphrase])));
        let both = of("passphrase = true", &[encrypted, unread]);
        assert_eq!(both, Some((vec!["w/1".to_owned()], vec![passphrase])));
        let whole = of("passphrase = true", &[encrypted, unread, seed]);
        assert_eq!(whole, Some((none(), vec![passphrase])), "the key would not help");
        assert_eq!(of("", &[encrypted]), Some((none(), vec![(What::FilePassphrase, None)])));
        assert_eq!(of("", &["what = \"pin\""]), Some((none(), vec![(What::Seed, None)])));
        let away = format!("{seed}\nplace = \"bank\"");
        assert_eq!(of("", &[&away]), Some((none(), vec![(What::Seed, None)])));
    }

    #[test]
    fn parts_are_counted_and_words_are_written_down_whole_only_where_nothing_else_is_left() {
        let share = |number: u8, more: &str| {
            format!("what = \"share\"\nscheme = \"3of5\"\nset = \"red\"\nnumber = {number}\n{more}")
        };
        let (one, two) = (share(1, READ), share(2, BAD));
        let parts = |numbers: [u8; 2]| numbers.map(|n| (What::Share, Some(n))).to_vec();
        assert_eq!(of("", &[&one]), Some((vec![], parts([2, 3]))));
        let read = vec!["w/1".to_owned()];
        assert_eq!(of("", &[&one, &two]), Some((read, vec![(What::Share, Some(3))])));
        let (three, four) = (share(3, READ), share(4, READ));
        assert_eq!(of("", &[&one, &two, &three, &four]), Some((vec![], vec![])));
        let anew = |number: u8, made: &str| {
            format!(
                "what = \"share\"\nscheme = \"2of2\"\nset = \"blue\"\nnumber = {number}\n{made}"
            )
        };
        let twice = of("", &[&anew(1, "generation = 1"), &anew(2, "generation = 2")]);
        assert_eq!(twice, Some((vec![], vec![(What::Share, Some(1))])), "of the later set");
        let unknown = one.replace("number = 1\n", "");
        assert_eq!(of("", &[&unknown, &two]), None, "which of them it is, only the owner knows");
    }
}
