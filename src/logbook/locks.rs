//! What is locked, and what opens it: devices and their PINs, encrypted seeds and keys and their file passphrases.
//!
//! One PIN opens one device. Where several of a thing are locked, a name that both sides have in common says what
//! belongs together; where it is missing, what an owner cannot be sure of does not count, and a thief may be lucky.

use super::book::Logbook;
use super::copy::Copy;
use super::kinds::What;
use super::opening::{Need, View, all, any};

/// Copies with their positions.
type Members<'b> = Vec<(usize, &'b Copy)>;

/// What is locked, and what may open it; copies that were destroyed are in neither.
pub(super) struct Locks<'b> {
    locked: Members<'b>,
    openers: Members<'b>,
    /// Whether everything is of one lock, so that nothing must be said of what opens what. Sheets may be printed twice; each
    /// device has a PIN of its own. What was destroyed had a lock, too, and what opened that may still be there.
    is_one: bool,
    /// So many things of this kind were ever noted.
    ever: usize,
}

impl<'b> Locks<'b> {
    /// Of copies of something that are `locked`, and of those of any of these names that are `openers`.
    pub(super) fn of(
        book: &'b Logbook,
        locked: (&str, What),
        names: &[&str],
        openers: &[What],
    ) -> Self {
        let mut found = Self { locked: Vec::new(), openers: Vec::new(), is_one: true, ever: 0 };
        let mut all: Vec<&str> = names.iter().copied().chain([locked.0]).collect();
        all.sort_unstable();
        all.dedup();
        for (at, copy) in all.into_iter().flat_map(|name| book.all_of(name)) {
            let is_locked = (copy.of.text.as_str(), copy.what) == locked;
            let opens = names.contains(&copy.of.text.as_str()) && openers.contains(&copy.what);
            found.ever += usize::from(is_locked);
            found.is_one &= !(is_locked || opens) || copy.lock.is_none();
            match copy.state == super::State::Destroyed {
                true => {}
                false if is_locked => found.locked.push((at, copy)),
                false if opens => found.openers.push((at, copy)),
                false => {}
            }
        }
        found.is_one &= locked.1 != What::Device || found.ever <= 1;
        found
    }

    fn all(&self) -> impl Iterator<Item = &(usize, &'b Copy)> {
        self.locked.iter().chain(&self.openers)
    }

    /// Whether a thing without a lock, and what opens it without one, belong together.
    pub(super) fn is_one(&self) -> bool {
        self.is_one
    }

    /// Openers of which nobody knows what they open.
    pub(super) fn unknown(&self) -> Vec<usize> {
        let unknown = self.openers.iter().filter(|(_, copy)| copy.lock.is_none());
        if self.is_one { Vec::new() } else { unknown.map(|(at, _)| *at).collect() }
    }

    /// The ways of opening one of them, each with what is opened.
    pub(super) fn ways(&self, view: View) -> Vec<Need> {
        let copies = |members: &Members<'b>, fits: &dyn Fn(Option<&str>) -> bool| {
            let of = |copy: &Copy| fits(copy.lock.as_ref().map(|lock| lock.text.as_str()));
            let members = members.iter().filter(|(_, copy)| of(copy));
            any(members.map(|(at, _)| Need::Copy(*at)).collect())
        };
        let pair = |locked: &dyn Fn(Option<&str>) -> bool,
                    opener: &dyn Fn(Option<&str>) -> bool| {
            all(vec![copies(&self.locked, locked), copies(&self.openers, opener)])
        };
        let every = |_: Option<&str>| true;
        if self.is_one {
            return vec![pair(&every, &every)];
        }
        let mut names: Vec<&str> =
            self.all().filter_map(|(_, copy)| Some(copy.lock.as_ref()?.text.as_str())).collect();
        names.sort_unstable();
        names.dedup();
        let unnamed = |lock: Option<&str>| lock.is_none();
        let mut ways: Vec<Need> = names
            .into_iter()
            .map(|name| {
                let fits = move |lock: Option<&str>| lock == Some(name);
                pair(&fits, &fits)
            })
            .collect();
        match view {
            View::Thief => ways.extend([pair(&unnamed, &every), pair(&every, &unnamed)]),
            // It opens one of them: whoever has them all, has that one.
            View::Owner if self.ever > 0 && self.ever == self.locked.len() => {
                let mut together: Vec<Need> =
                    self.locked.iter().map(|(at, _)| Need::Copy(*at)).collect();
                together.push(copies(&self.openers, &unnamed));
                ways.push(all(together));
            }
            View::Owner => {}
        }
        ways
    }
}

impl Logbook {
    /// The PINs, passphrases and keys of something of which nobody knows what they open.
    pub fn opens_unknown(&self, of: &str) -> Vec<&Copy> {
        unknown(self, of).into_iter().map(|at| &self.copies()[at]).collect()
    }
}

/// The copies of which nobody knows what they open, of a wallet or key.
pub(super) fn unknown(book: &Logbook, name: &str) -> Vec<usize> {
    let openers = [What::FilePassphrase, What::Key];
    let mut all = Locks::of(book, (name, What::Device), &[name], &[What::Pin]).unknown();
    all.extend(Locks::of(book, (name, What::Encrypted), &[name], &openers).unknown());
    if book.key(name).is_some() {
        let of_key = Locks::of(book, (name, What::Key), &[name], &[What::FilePassphrase]);
        all.extend(of_key.unknown());
    }
    all
}
