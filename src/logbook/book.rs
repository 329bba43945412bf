//! `logbook.toml`: which copies exist, of what, where, and when each was last looked at.
//!
//! Entries are added at the end of the text and changed where they stand, so that remarks, unknown keys and their
//! order survive. The changed text is read again and compared before it is given out.

use super::archive::{Archive, ArchiveFile, BookKey, BookWallet, Place};
use super::copy::{Copy, Drill};
use super::document::Toml;
use super::edit::{Edits, Line, changed};
use super::entries::{Entries, Entry, MOST_FILES};
use super::form;
use super::index::Index;
use super::kinds::What;
use super::near::Near;
use super::plan::Plan;
use super::{FORMAT, LogbookError};
use toml_edit::Document;

/// The head of a new file; the number of the format is filled in.
const EMPTY: &str = include_str!("logbook.toml");

/// The name that copies of the letter are copies of.
pub const LETTER_NAME: &str = "letter";

/// The logbook: its text, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logbook {
    text: String,
    said: Entries,
    near: Vec<Near>,
    pub(super) index: Index,
}

impl Logbook {
    /// A logbook without entries, with its remarks.
    pub fn empty() -> Self {
        let text = EMPTY.replace("{format}", &FORMAT.to_string());
        Self::of(text, Entries::default(), Vec::new())
    }

    /// Reads a logbook.
    ///
    /// # Errors
    /// [`LogbookError`] with the line, for what is no TOML, of another kind, out of range, missing, there twice, or
    /// names something that is not there.
    pub fn parse(text: String) -> Result<Self, LogbookError> {
        let toml = Toml::parse(&text)?;
        let top = toml.top();
        let format = top.must("format", top.integer("format")?)?;
        if format != FORMAT {
            return Err(LogbookError::Newer { found: format, known: FORMAT });
        }
        let said = Entries::read(&top)?;
        drop(top);
        let near = toml.near();
        Ok(Self::of(text, said, near))
    }

    /// What these entries say, for trying a change out; it has no text.
    pub(super) fn supposed(said: Entries) -> Self {
        Self::of(String::new(), said, Vec::new())
    }

    fn of(text: String, said: Entries, near: Vec<Near>) -> Self {
        let index = Index::of(&said);
        let mut book = Self { text, said, near, index };
        book.index.passed_over = super::index::passed_over(&book);
        book
    }

    /// The whole text, as it is to be kept.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Keys that are not known, and are nearly one that is: they are kept, and say nothing.
    pub fn near_misses(&self) -> &[Near] {
        &self.near
    }

    /// The places, in the order of the file.
    pub fn places(&self) -> &[Place] {
        &self.said.places
    }

    /// The wallets, in the order of the file.
    pub fn wallets(&self) -> &[BookWallet] {
        &self.said.wallets
    }

    /// The keys that open archives, in the order of the file.
    pub fn keys(&self) -> &[BookKey] {
        &self.said.keys
    }

    /// The archives, in the order of the file.
    pub fn archives(&self) -> &[Archive] {
        &self.said.archives
    }

    /// The copies, in the order of the file, those that are lost or destroyed too.
    pub fn copies(&self) -> &[Copy] {
        &self.said.copies
    }

    /// The plan that was made.
    pub fn plan(&self) -> Option<&Plan> {
        self.said.plan.as_ref()
    }

    /// Keeps a plan; one that is there is not replaced.
    ///
    /// # Errors
    /// [`LogbookError::Taken`] when there is one; as [`Logbook::add_copy`].
    pub fn set_plan(&self, plan: &Plan) -> Result<Self, LogbookError> {
        if self.plan().is_some() {
            return Err(LogbookError::Taken);
        }
        let wanted = self.wanted(|said| said.plan = Some(plan.clone()))?;
        let mut edits = Edits::of(&self.text);
        edits.append("[plan]", &plan.lines());
        for step in &plan.steps {
            edits.append("[[plan.step]]", &step.lines());
        }
        self.made(edits, wanted)
    }

    /// A place by its name.
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.said.places.iter().find(|one| one.name.text == name)
    }

    /// A wallet by its name.
    pub fn wallet(&self, name: &str) -> Option<&BookWallet> {
        self.said.wallets.iter().find(|one| one.name.text == name)
    }

    /// The last archive of a series.
    pub fn last_of(&self, series: &str) -> Option<&Archive> {
        self.said.archives.iter().rfind(|one| one.of_series() == series)
    }

    /// How many of these files, from the first one on, can still be noted: 200,000 in all, in a text of `most` bytes with
    /// its 32nd part left for what comes later.
    pub fn room_for_files(&self, files: &[ArchiveFile], most: usize) -> usize {
        let mut room = (most - most / 32).saturating_sub(self.text.len());
        let number = MOST_FILES.saturating_sub(self.said.files());
        let fits = |file: &&ArchiveFile| {
            let needed = file.text_len();
            let fits = needed <= room;
            room = room.saturating_sub(needed);
            fits
        };
        files.iter().take(number).take_while(fits).count()
    }

    /// A key by its name.
    pub fn key(&self, name: &str) -> Option<&BookKey> {
        self.said.keys.iter().find(|one| one.name.text == name)
    }

    /// A copy by its name.
    pub fn copy(&self, id: &str) -> Option<&Copy> {
        self.said.copies.iter().find(|one| one.id.text == id)
    }

    /// Whether a BIP-0039 passphrase belongs to a wallet: it says so, or a copy of one was ever noted. That the copy is
    /// gone takes nothing from the wallet.
    pub fn needs_passphrase(&self, wallet: &str) -> bool {
        let noted = |(_, copy): (usize, &Copy)| copy.what == What::Passphrase;
        self.wallet(wallet).is_some_and(|one| one.passphrase) || self.all_of(wallet).any(noted)
    }

    /// The copies of something that are where the logbook says.
    pub fn alive<'b>(&'b self, of: &'b str) -> impl Iterator<Item = &'b Copy> {
        self.all_of(of).map(|(_, copy)| copy).filter(|copy| copy.is_alive())
    }

    /// Adds entries, all or none; what a copy names must be there, or among them.
    ///
    /// # Errors
    /// [`LogbookError::Value`] for what cannot name a copy; [`LogbookError::Taken`] when another entry has the name of
    /// one; [`LogbookError::NotThere`] for what a copy names; [`LogbookError::Full`] when there is no room; [`LogbookError::CannotAdd`] when the text stands in a form
    /// in which the change cannot be written.
    pub fn add(&self, new: &[Entry]) -> Result<Self, LogbookError> {
        let wanted = self.wanted(|said| new.iter().for_each(|entry| said.add(entry)))?;
        let mut edits = Edits::of(&self.text);
        for entry in new {
            match entry {
                Entry::Place(one) => edits.append("[[place]]", &one.lines()),
                Entry::Wallet(one) => edits.append("[[wallet]]", &one.lines()),
                Entry::Key(one) => edits.append("[[key]]", &one.lines()),
                Entry::Copy(one) => edits.append("[[copy]]", &with_drills(one)),
                Entry::Archive(one) => {
                    edits.append("[[archive]]", &one.lines());
                    for file in &one.files {
                        edits.append(ArchiveFile::HEADER, &file.lines());
                    }
                }
            }
        }
        self.made(edits, wanted)
    }

    /// Adds a place.
    ///
    /// # Errors
    /// As [`Logbook::add`].
    pub fn add_place(&self, place: &Place) -> Result<Self, LogbookError> {
        self.add(&[Entry::Place(place.clone())])
    }

    /// Adds a wallet.
    ///
    /// # Errors
    /// As [`Logbook::add`].
    pub fn add_wallet(&self, wallet: &BookWallet) -> Result<Self, LogbookError> {
        self.add(&[Entry::Wallet(wallet.clone())])
    }

    /// Adds a key.
    ///
    /// # Errors
    /// As [`Logbook::add`].
    pub fn add_key(&self, key: &BookKey) -> Result<Self, LogbookError> {
        self.add(&[Entry::Key(key.clone())])
    }

    /// Adds a copy; its place, and what it is a copy of, must be there.
    ///
    /// # Errors
    /// As [`Logbook::add`].
    pub fn add_copy(&self, copy: &Copy) -> Result<Self, LogbookError> {
        self.add(&[Entry::Copy(Box::new(copy.clone()))])
    }

    /// Adds an archive with its files.
    ///
    /// # Errors
    /// As [`Logbook::add`].
    pub fn add_archive(&self, archive: &Archive) -> Result<Self, LogbookError> {
        self.add(&[Entry::Archive(archive.clone())])
    }

    /// Changes an archive; its files stay as they are here.
    ///
    /// # Errors
    /// As [`Logbook::change_copy`].
    pub fn change_archive(
        &self,
        name: &str,
        change: impl FnOnce(&mut Archive),
    ) -> Result<Self, LogbookError> {
        let at = self.said.archives.iter().position(|one| one.name.text == name);
        let at = at.ok_or(LogbookError::NotThere { what: "archive" })?;
        let wanted = self.wanted(|said| change(&mut said.archives[at]))?;
        let lines = Archive::lines;
        self.change(
            "archive",
            each_line(&self.said.archives, lines),
            each_line(&wanted.archives, lines),
            wanted,
        )
    }

    /// Changes a copy; its drills are added with [`Logbook::add_drill`] and stay as they are here.
    ///
    /// # Errors
    /// [`LogbookError::NotThere`] when there is no such copy; as [`Logbook::add_copy`].
    pub fn change_copy(
        &self,
        id: &str,
        change: impl FnOnce(&mut Copy),
    ) -> Result<Self, LogbookError> {
        let at = self.said.copies.iter().position(|one| one.id.text == id);
        let at = at.ok_or(LogbookError::NotThere { what: "copy" })?;
        let wanted = self.wanted(|said| change(&mut said.copies[at]))?;
        self.change(
            "copy",
            each_line(&self.said.copies, Copy::lines),
            each_line(&wanted.copies, Copy::lines),
            wanted,
        )
    }

    /// Changes a wallet.
    ///
    /// # Errors
    /// As [`Logbook::change_copy`].
    pub fn change_wallet(
        &self,
        name: &str,
        change: impl FnOnce(&mut BookWallet),
    ) -> Result<Self, LogbookError> {
        let at = self.said.wallets.iter().position(|one| one.name.text == name);
        let at = at.ok_or(LogbookError::NotThere { what: "wallet" })?;
        let wanted = self.wanted(|said| change(&mut said.wallets[at]))?;
        let lines = BookWallet::lines;
        self.change(
            "wallet",
            each_line(&self.said.wallets, lines),
            each_line(&wanted.wallets, lines),
            wanted,
        )
    }

    /// Changes a place.
    ///
    /// # Errors
    /// As [`Logbook::change_copy`].
    pub fn change_place(
        &self,
        name: &str,
        change: impl FnOnce(&mut Place),
    ) -> Result<Self, LogbookError> {
        let at = self.said.places.iter().position(|one| one.name.text == name);
        let at = at.ok_or(LogbookError::NotThere { what: "place" })?;
        let wanted = self.wanted(|said| change(&mut said.places[at]))?;
        self.change(
            "place",
            each_line(&self.said.places, Place::lines),
            each_line(&wanted.places, Place::lines),
            wanted,
        )
    }

    /// Notes a drill of a copy.
    ///
    /// # Errors
    /// As [`Logbook::change_copy`].
    pub fn add_drill(&self, id: &str, drill: &Drill) -> Result<Self, LogbookError> {
        let at = self.said.copies.iter().position(|one| one.id.text == id);
        let at = at.ok_or(LogbookError::NotThere { what: "copy" })?;
        let wanted = self.wanted(|said| said.copies[at].drills.push(drill.clone()))?;
        let parsed = Document::parse(self.text.as_str()).map_err(|_| LogbookError::CannotAdd)?;
        let misfit = || form::misfit(&self.text);
        let tables = parsed.as_table().get("copy").and_then(toml_edit::Item::as_array_of_tables);
        let table = tables.and_then(|tables| tables.get(at)).ok_or_else(misfit)?;
        let mut edits = Edits::of(&self.text);
        let below = edits.below(table)?;
        edits.push(table, ("drills", drill.inline()), below).map_err(|_| misfit())?;
        self.made(edits, wanted)
    }

    /// The entries as they are to be, found good.
    fn wanted(&self, change: impl FnOnce(&mut Entries)) -> Result<Entries, LogbookError> {
        let mut wanted = self.said.clone();
        change(&mut wanted);
        wanted.fit()?;
        // Before names are compared: of those that can be none, none is taken.
        wanted.ids_fit()?;
        wanted.check().map_err(|error| match error {
            LogbookError::Value { key: "id" | "name", .. } => LogbookError::Taken,
            LogbookError::Value { key: "place", .. } => LogbookError::NotThere { what: "place" },
            LogbookError::Value { key: "key", .. } => LogbookError::NotThere { what: "key" },
            LogbookError::Value { key: "of", .. } => {
                LogbookError::NotThere { what: "wallet, archive or key" }
            }
            other => other,
        })?;
        Ok(wanted)
    }

    fn change(
        &self,
        key: &str,
        before: Vec<Vec<Line>>,
        after: Vec<Vec<Line>>,
        wanted: Entries,
    ) -> Result<Self, LogbookError> {
        let parsed = Document::parse(self.text.as_str()).map_err(|_| LogbookError::CannotAdd)?;
        let mut edits = Edits::of(&self.text);
        let changed = changed(&before, after);
        let misfit = |_| form::misfit(&self.text);
        edits.entries(parsed.as_table(), key, &changed).map_err(misfit)?;
        self.made(edits, wanted)
    }

    /// The changed text, when it says what it is to say.
    fn made(&self, edits: Edits<'_>, wanted: Entries) -> Result<Self, LogbookError> {
        let misfit = || form::misfit(&self.text);
        let made = Self::parse(edits.done()).map_err(|error| match error {
            LogbookError::Syntax { .. } | LogbookError::Twice { .. } => misfit(),
            other => other,
        })?;
        if made.said == wanted { Ok(made) } else { Err(misfit()) }
    }
}

/// The lines of a copy, and its drills.
fn with_drills(copy: &Copy) -> Vec<Line> {
    let mut lines = copy.lines();
    let drills: Vec<String> = copy.drills.iter().map(Drill::inline).collect();
    lines.push(("drills", (!drills.is_empty()).then(|| format!("[{}]", drills.join(", ")))));
    lines
}

fn each_line<T>(all: &[T], lines: fn(&T) -> Vec<Line>) -> Vec<Vec<Line>> {
    all.iter().map(lines).collect()
}
