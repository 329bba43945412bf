//! The entries of a logbook together: read from the text, and checked against each other.

use super::LogbookError;
use super::answers::Said;
use super::archive::{Archive, BookKey, BookWallet, Place};
use super::book::LETTER_NAME;
use super::copy::{Copy, fits_id};
use super::document::Part as Table;
use super::plan::Plan;

/// The most entries of one kind.
const MOST_ENTRIES: usize = 1_000;

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

impl Entries {
    /// Reads all entries, and checks them.
    pub(super) fn read(top: &Table<'_>) -> Result<Self, LogbookError> {
        let said = Self {
            places: each(top, "place", Place::read)?,
            wallets: each(top, "wallet", BookWallet::read)?,
            keys: each(top, "key", BookKey::read)?,
            archives: each(top, "archive", Archive::read)?,
            copies: each(top, "copy", Copy::read)?,
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
        if let Some(bad) = ids.iter().find(|id| !fits_id(&id.text)) {
            return Err(wrong(
                bad,
                "id",
                "a name and what tells the copies apart, such as \"savings/A\"",
            ));
        }
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
        for copy in &self.copies {
            if !places.contains(&&copy.place) {
                return Err(wrong(&copy.place, "place", "the name of a [[place]]"));
            }
            if copy.of.text != LETTER_NAME && !things.contains(&&copy.of) {
                return Err(wrong(
                    &copy.of,
                    "of",
                    "the name of a [[wallet]], [[archive]] or [[key]]",
                ));
            }
        }
        let mut of_others = self.wallets.iter().flat_map(|wallet| &wallet.keys);
        let wallets: Vec<&Said> = self.wallets.iter().map(|wallet| &wallet.name).collect();
        if let Some(unknown) = of_others.find(|name| !wallets.contains(name)) {
            return Err(wrong(unknown, "keys", "names of [[wallet]] entries"));
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
}

/// A text that stands twice, where it stands the second time.
fn twice<'s>(all: &[&'s Said]) -> Option<&'s Said> {
    let mut seen = std::collections::HashSet::new();
    all.iter().find(|said| !seen.insert(said.text.as_str())).copied()
}

fn each<T>(
    top: &Table<'_>,
    key: &'static str,
    read: fn(&Table<'_>) -> Result<T, LogbookError>,
) -> Result<Vec<T>, LogbookError> {
    let entries = top.entries(key)?;
    if let Some(one) = entries.get(MOST_ENTRIES) {
        return Err(one.too_many(key));
    }
    entries.iter().map(read).collect()
}
