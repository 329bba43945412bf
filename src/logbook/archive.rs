//! What copies are copies of: wallets, archives of files, and the keys that open what is encrypted; and the places.

use super::LogbookError;
use super::answers::Said;
use super::document::Part as Table;
use super::edit::{Edits, Line, quoted};

/// A place, under the owner's own neutral name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The name.
    pub name: Said,
    /// Whether it is away from home, so that one fire does not reach both.
    pub offsite: bool,
    /// Whether it is reached over a network.
    pub online: bool,
}

/// The states of a wallet, in the order in which they are asked for.
pub const STEPS: [&str; 6] =
    ["made", "read_back", "funded_small", "wiped_and_restored", "spent_from", "funded"];

/// A wallet, as far as its copies go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookWallet {
    /// The name; the same as that of the watch-only wallet, where there is one.
    pub name: Said,
    /// The fingerprint of its master key, 8 hex digits.
    pub fingerprint: Option<Said>,
    /// Whether a BIP-0039 passphrase belongs to it.
    pub passphrase: bool,
    /// Whether its seed is published, so that no money belongs there.
    pub practice: bool,
    /// Of a wallet with several keys: how many must sign.
    pub threshold: Option<u8>,
    /// Of a wallet with several keys: the wallets whose seeds sign, by their names.
    pub keys: Vec<Said>,
    /// The days on which it came to each of [`STEPS`].
    pub steps: [Option<String>; 6],
}

/// A key that opens what is encrypted: an age identity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookKey {
    /// The name.
    pub name: Said,
    /// Its recipient, `age1…`; public.
    pub recipient: Option<Said>,
    /// Whether the key file itself is locked with a file passphrase.
    pub locked: bool,
}

/// One file of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchiveFile {
    /// The path that it had on this computer.
    pub path: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// When it was last changed: `2026-11-22T10:11:12Z`, UTC.
    pub modified: Option<String>,
    /// SHA-256 of its content, 64 hex digits in lower case.
    pub sha256: Option<String>,
}

/// An encrypted archive of files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Archive {
    /// The name.
    pub name: Said,
    /// The name that it shares with others which were made one after the other of the same files.
    pub series: Option<Said>,
    /// The archive whose content it has for other keys, by its name.
    pub rekeyed_from: Option<Said>,
    /// The day on which it was made: on which reading its files began.
    pub made: Option<String>,
    /// SHA-256 of the ciphertext, 64 hex digits in lower case.
    pub sha256: Option<String>,
    /// The length of the ciphertext in bytes.
    pub bytes: Option<u64>,
    /// To whom it is encrypted: `age1…` and the like.
    pub recipients: Vec<Said>,
    /// Whether a file passphrase opens it.
    pub passphrase: bool,
    /// Whether its header was seen to ask for a key, where no recipient tells.
    pub needs_key: bool,
    /// The key that was seen to belong to it, by its name, where no recipient tells.
    pub key: Option<Said>,
    /// The wallets that can be brought back from it, by their names.
    pub wallets: Vec<Said>,
    /// What it holds.
    pub files: Vec<ArchiveFile>,
    /// SHA-256 of the names, kinds, rights and owners of all of it, and of where its links lead: 64 hex digits.
    pub tree: Option<String>,
    /// Whether it holds more files than are noted.
    pub cut: bool,
}

fn text(said: Option<&Said>) -> Option<String> {
    said.map(|said| quoted(&said.text))
}

fn list(said: &[Said]) -> Option<String> {
    let texts: Vec<String> = said.iter().map(|said| quoted(&said.text)).collect();
    (!texts.is_empty()).then(|| format!("[{}]", texts.join(", ")))
}

fn truth(yes: bool) -> Option<String> {
    yes.then(|| "true".to_owned())
}

/// A length: TOML's whole numbers end at 2^63.
fn length(table: &Table<'_>) -> Result<Option<u64>, LogbookError> {
    let number = table.integer("bytes")?;
    let wrong = || table.refuse("bytes", "a whole number from 0 on");
    number.map(|number| u64::try_from(number).map_err(|_| wrong())).transpose()
}

fn hash(table: &Table<'_>, key: &'static str) -> Result<Option<String>, LogbookError> {
    let Some(text) = table.text(key)? else { return Ok(None) };
    let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if digits && text.len() == 64 {
        return Ok(Some(text.to_owned()));
    }
    Err(table.refuse(key, "64 hexadecimal digits in lower case"))
}

/// The fingerprint of a master key (BIP-0032).
pub(super) fn fingerprint(table: &Table<'_>) -> Result<Option<Said>, LogbookError> {
    let said = table.said("fingerprint")?;
    let digits = |said: &Said| {
        said.text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && said.text.len() == 8
    };
    match said {
        Some(said) if !digits(&said) => {
            let wanted = "8 hexadecimal digits in lower case";
            Err(LogbookError::Value { line: said.line, key: "fingerprint", wanted })
        }
        said => Ok(said),
    }
}

impl Place {
    pub(super) fn read(table: &Table<'_>) -> Result<Self, LogbookError> {
        Ok(Self {
            name: table.must("name", table.said("name")?)?,
            offsite: table.truth("offsite")?,
            online: table.truth("online")?,
        })
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        vec![
            ("name", text(Some(&self.name))),
            ("offsite", truth(self.offsite)),
            ("online", truth(self.online)),
        ]
    }
}

const THRESHOLD: &str = "a whole number from 1 to the number of keys, 20 at most";

impl BookWallet {
    pub(super) fn read(table: &Table<'_>) -> Result<Self, LogbookError> {
        let keys = table.all_said("keys")?;
        let threshold = table.number("threshold", 20, THRESHOLD)?;
        if !keys.is_empty() {
            // One key of a 2-of-3 opens nothing: a threshold that is missing is not 1.
            let needed = table.must("threshold", threshold)? as usize;
            if !(1..=keys.len()).contains(&needed) {
                return Err(table.refuse("threshold", THRESHOLD));
            }
        }
        let mut steps = [const { None }; 6];
        for (step, key) in steps.iter_mut().zip(STEPS) {
            *step = table.day(key)?;
        }
        Ok(Self {
            name: table.must("name", table.said("name")?)?,
            fingerprint: fingerprint(table)?,
            passphrase: table.truth("passphrase")?,
            practice: table.truth("practice")?,
            threshold: threshold.and_then(|number| u8::try_from(number).ok()),
            keys,
            steps,
        })
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = vec![
            ("name", text(Some(&self.name))),
            ("fingerprint", text(self.fingerprint.as_ref())),
            ("passphrase", truth(self.passphrase)),
            ("practice", truth(self.practice)),
            ("threshold", self.threshold.map(|number| number.to_string())),
            ("keys", list(&self.keys)),
        ];
        lines.extend(STEPS.into_iter().zip(self.steps.iter().cloned()));
        lines
    }

    /// The first state that has no day and is not behind a later one: its position in [`STEPS`].
    pub fn next_step(&self) -> Option<usize> {
        (0..STEPS.len()).find(|at| self.asks_for(*at))
    }

    /// The states before one that have no day, and that this one says nothing of: their positions in [`STEPS`].
    pub fn passed_over(&self, step: usize) -> Vec<usize> {
        (0..step).filter(|at| self.asks_for(*at)).collect()
    }

    fn asks_for(&self, step: usize) -> bool {
        // What cannot have been without it. Money that is there says nothing of whether the copies are good.
        let after: &[usize] = match STEPS[step] {
            "made" => &[1, 2, 3, 4, 5],
            "read_back" => &[3],
            "funded_small" => &[4, 5],
            _ => &[],
        };
        self.steps[step].is_none() && after.iter().all(|later| self.steps[*later].is_none())
    }
}

impl BookKey {
    /// The name of a locked key file of which nothing but its SHA-256 is known, in hexadecimal.
    ///
    /// # Panics
    /// When it has fewer than 16 digits.
    pub fn name_by_content(sha256: &str) -> String {
        format!("key-{}", &sha256[..16])
    }

    /// Whether it opens an archive: the archive is encrypted to it, or names it.
    pub fn opens(&self, archive: &Archive) -> bool {
        let named = archive.key.as_ref() == Some(&self.name);
        named || self.recipient.as_ref().is_some_and(|one| archive.recipients.contains(one))
    }

    pub(super) fn read(table: &Table<'_>) -> Result<Self, LogbookError> {
        Ok(Self {
            name: table.must("name", table.said("name")?)?,
            recipient: table.recipient("recipient")?,
            locked: table.truth("locked")?,
        })
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        vec![
            ("name", text(Some(&self.name))),
            ("recipient", text(self.recipient.as_ref())),
            ("locked", truth(self.locked)),
        ]
    }
}

impl Archive {
    /// The series that it belongs to; one without a name of its own begins that of its name.
    pub fn of_series(&self) -> &str {
        &self.series.as_ref().unwrap_or(&self.name).text
    }

    /// Whether it is known to open with keys: age has no file that opens with a file passphrase as well.
    pub fn opens_with_keys(&self) -> bool {
        self.needs_key || !self.recipients.is_empty()
    }

    pub(super) fn read(table: &Table<'_>) -> Result<Self, LogbookError> {
        Ok(Self {
            name: table.must("name", table.said("name")?)?,
            series: table.said("series")?,
            rekeyed_from: table.said("rekeyed_from")?,
            made: table.day("made")?,
            sha256: hash(table, "sha256")?,
            bytes: length(table)?,
            recipients: table.recipients("recipients")?,
            passphrase: table.truth("passphrase")?,
            needs_key: table.truth("needs_key")?,
            key: table.said("key")?,
            wallets: table.all_said("wallets")?,
            files: table
                .entries("file")?
                .iter()
                .map(ArchiveFile::read)
                .collect::<Result<_, _>>()?,
            tree: hash(table, "tree")?,
            cut: table.truth("cut")?,
        })
    }

    /// The same archive, and none of its files.
    pub(super) fn without_files(&self) -> Self {
        Self {
            name: self.name.clone(),
            series: self.series.clone(),
            rekeyed_from: self.rekeyed_from.clone(),
            made: self.made.clone(),
            sha256: self.sha256.clone(),
            recipients: self.recipients.clone(),
            key: self.key.clone(),
            wallets: self.wallets.clone(),
            files: Vec::new(),
            tree: self.tree.clone(),
            ..*self
        }
    }

    /// Its lines but for the files.
    pub(super) fn lines(&self) -> Vec<Line> {
        vec![
            ("name", text(Some(&self.name))),
            ("series", text(self.series.as_ref())),
            ("rekeyed_from", text(self.rekeyed_from.as_ref())),
            ("made", self.made.clone()),
            ("sha256", self.sha256.as_deref().map(quoted)),
            ("bytes", self.bytes.map(|bytes| bytes.to_string())),
            ("recipients", list(&self.recipients)),
            ("passphrase", truth(self.passphrase)),
            ("needs_key", truth(self.needs_key)),
            ("key", text(self.key.as_ref())),
            ("wallets", list(&self.wallets)),
            ("tree", self.tree.as_deref().map(quoted)),
            ("cut", truth(self.cut)),
        ]
    }
}

impl ArchiveFile {
    /// What stands above its lines.
    pub(super) const HEADER: &str = "[[archive.file]]";

    /// How many bytes it takes in the text.
    pub(super) fn text_len(&self) -> usize {
        let mut edits = Edits::of("");
        edits.append(Self::HEADER, &self.lines());
        edits.added()
    }

    fn read(table: &Table<'_>) -> Result<Self, LogbookError> {
        let path = table.must("path", table.text("path")?)?;
        Ok(Self {
            path: path.to_owned(),
            bytes: table.must("bytes", length(table)?)?,
            modified: table.moment("modified")?,
            sha256: hash(table, "sha256")?,
        })
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        vec![
            ("path", Some(quoted(&self.path))),
            ("bytes", Some(self.bytes.to_string())),
            ("modified", self.modified.clone()),
            ("sha256", self.sha256.as_deref().map(quoted)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_asked_for_in_their_order_and_what_was_passed_over_stays_asked_for() {
        let reached = |steps: &[usize]| {
            let mut wallet = BookWallet::default();
            steps.iter().for_each(|at| wallet.steps[*at] = Some("2026-11-22".to_owned()));
            wallet
        };
        let next = |steps: &[usize]| reached(steps).next_step().map(|at| STEPS[at]);
        for (at, step) in STEPS.into_iter().enumerate() {
            assert_eq!(next(&(0..at).collect::<Vec<_>>()), Some(step));
        }
        assert_eq!(next(&[0, 1, 2, 3, 4, 5]), None);
        assert_eq!(next(&[5]), Some("read_back"), "money is no proof that the copies are good");
        assert_eq!(next(&[0, 1, 5]), Some("wiped_and_restored"));
        assert_eq!(next(&[0, 3]), Some("funded_small"), "it was read, or it could not be restored");
        assert_eq!(next(&[3, 4]), Some("funded"));
        assert_eq!(reached(&[0, 1, 5]).passed_over(5), [3, 4]);
        assert!(reached(&[0, 1, 2, 3, 4]).passed_over(5).is_empty());
    }
}
