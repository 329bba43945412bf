//! The entries of a logbook together: read from the text, and checked against each other.

use super::LogbookError;
use super::answers::Said;
use super::archive::{Archive, BookKey, BookWallet, Place};
use super::book::LETTER_NAME;
use super::copy::{Copy, ID, fits_id};
use super::document::Part as Table;
use super::plan::Plan;
use std::collections::HashSet;

/// The most entries of one kind.
const MOST_ENTRIES: usize = 1_000;

/// The most copies, and the most archives and keys of which they are: a job that sends one file every night to two
/// places takes 27 years to make them.
const MOST_COPIES: usize = 20_000;

/// The most files of all archives together.
pub(super) const MOST_FILES: usize = 200_000;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entries {
    pub(super) places: Vec<Place>,
    pub(super) wallets: Vec<BookWallet>,
    pub(super) keys: Vec<BookKey>,
    pub(super) archives: Vec<Archive>,
    pub(super) copies: Vec<Copy>,
    pub(super) plan: Option<Plan>,
}

/// An entry that can be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A place.
    Place(Place),
    /// A wallet.
    Wallet(BookWallet),
    /// A key.
    Key(BookKey),
    /// An archive with its files.
    Archive(Archive),
    /// A copy with its drills.
    Copy(Box<Copy>),
}

impl Entries {
    pub(super) fn add(&mut self, entry: &Entry) {
        match entry.clone() {
            Entry::Place(one) => self.places.push(one),
            Entry::Wallet(one) => self.wallets.push(one),
            Entry::Key(one) => self.keys.push(one),
            Entry::Archive(one) => self.archives.push(one),
            Entry::Copy(one) => self.copies.push(*one),
        }
    }

    /// Reads all entries, and checks them.
    pub(super) fn read(top: &Table<'_>) -> Result<Self, LogbookError> {
        let said = Self {
            places: each(top, "place", MOST_ENTRIES, Place::read)?,
            wallets: each(top, "wallet", MOST_ENTRIES, BookWallet::read)?,
            keys: each(top, "key", MOST_COPIES, BookKey::read)?,
            archives: each(top, "archive", MOST_COPIES, Archive::read)?,
            copies: each(top, "copy", MOST_COPIES, Copy::read)?,
            plan: top.table("plan")?.map(|table| Plan::read(&table)).transpose()?,
        };
        said.check()?;
        Ok(said)
    }

    /// The files of all archives.
    pub(super) fn files(&self) -> usize {
        self.archives.iter().map(|archive| archive.files.len()).sum()
    }

    /// Names stand once, and what is named is there.
    pub(super) fn check(&self) -> Result<(), LogbookError> {
        let wrong = |said: &Said, key, wanted| LogbookError::Value { line: said.line, key, wanted };
        let ids: Vec<&Said> = self.copies.iter().map(|copy| &copy.id).collect();
        if let Some(twice) = twice(&ids) {
            return Err(wrong(twice, "id", "a name that no other copy has"));
        }
        self.ids_fit()?;
        let places: Vec<&Said> = self.places.iter().map(|place| &place.name).collect();
        let wallets = self.wallets.iter().map(|wallet| &wallet.name);
        let keys = self.keys.iter().map(|key| &key.name);
        let things: Vec<&Said> =
            wallets.chain(keys).chain(self.archives.iter().map(|archive| &archive.name)).collect();
        for names in [&places, &things] {
            if let Some(twice) = twice(names) {
                return Err(wrong(twice, "name", "a name that stands once"));
            }
        }
        let there: HashSet<&str> = places.iter().map(|place| place.text.as_str()).collect();
        let known: HashSet<&str> = things.iter().map(|thing| thing.text.as_str()).collect();
        for copy in &self.copies {
            if !there.contains(copy.place.text.as_str()) {
                return Err(wrong(&copy.place, "place", "the name of a [[place]]"));
            }
            if copy.of.text != LETTER_NAME && !known.contains(copy.of.text.as_str()) {
                return Err(wrong(
                    &copy.of,
                    "of",
                    "the name of a [[wallet]], [[archive]] or [[key]]",
                ));
            }
        }
        let keys: HashSet<&str> = self.keys.iter().map(|key| key.name.text.as_str()).collect();
        let mut of_archives = self.archives.iter().filter_map(|archive| archive.key.as_ref());
        if let Some(unknown) = of_archives.find(|key| !keys.contains(key.text.as_str())) {
            return Err(wrong(unknown, "key", "the name of a [[key]]"));
        }
        let mut of_others = self.wallets.iter().flat_map(|wallet| &wallet.keys);
        let wallets: Vec<&Said> = self.wallets.iter().map(|wallet| &wallet.name).collect();
        if let Some(unknown) = of_others.find(|name| !wallets.contains(name)) {
            return Err(wrong(unknown, "keys", "names of [[wallet]] entries"));
        }
        let own = |name: &Said| {
            let wallet = self.wallets.iter().find(|wallet| wallet.name == *name);
            wallet.map_or(&[][..], |wallet| &wallet.keys)
        };
        for wallet in &self.wallets {
            let keys: Vec<&Said> = wallet.keys.iter().collect();
            let within = |key: &Said| *key == wallet.name || own(key).contains(&wallet.name);
            let circle = wallet.keys.iter().find(|key| within(key));
            if let Some(wrong_one) = twice(&keys).or(circle) {
                let wanted = "names of other wallets, each once, and of none that has this one among its keys";
                return Err(wrong(wrong_one, "keys", wanted));
            }
        }
        let planned = self.plan.as_ref().and_then(|plan| plan.of.as_ref());
        if let Some(unknown) = planned.filter(|name| !wallets.contains(name)) {
            return Err(wrong(unknown, "of", "the name of a [[wallet]]"));
        }
        if self.files() > MOST_FILES {
            return Err(LogbookError::Value {
                line: 1,
                key: "file",
                wanted: "a list of fewer entries",
            });
        }
        Ok(())
    }

    /// Whether each name of a copy can be one.
    pub(super) fn ids_fit(&self) -> Result<(), LogbookError> {
        let bad = self.copies.iter().map(|copy| &copy.id).find(|id| !fits_id(&id.text));
        let wrong = |id: &Said| LogbookError::Value { line: id.line, key: "id", wanted: ID };
        bad.map_or(Ok(()), |id| Err(wrong(id)))
    }

    /// Whether there are no more entries of each kind than can be read again.
    pub(super) fn fit(&self) -> Result<(), LogbookError> {
        let counts = [
            (self.copies.len(), MOST_COPIES),
            (self.archives.len(), MOST_COPIES),
            (self.keys.len(), MOST_COPIES),
            (self.wallets.len(), MOST_ENTRIES),
            (self.places.len(), MOST_ENTRIES),
        ];
        let over = counts.into_iter().find(|(count, most)| count > most);
        over.map_or(Ok(()), |(_, most)| Err(LogbookError::Full { most }))
    }
}

/// A text that stands twice, where it stands the second time.
fn twice<'s>(all: &[&'s Said]) -> Option<&'s Said> {
    let mut seen = HashSet::new();
    all.iter().find(|said| !seen.insert(said.text.as_str())).copied()
}

fn each<T>(
    top: &Table<'_>,
    key: &'static str,
    most: usize,
    read: fn(&Table<'_>) -> Result<T, LogbookError>,
) -> Result<Vec<T>, LogbookError> {
    let entries = top.entries(key)?;
    if let Some(one) = entries.get(most) {
        return Err(one.too_many(key));
    }
    entries.iter().map(read).collect()
}
