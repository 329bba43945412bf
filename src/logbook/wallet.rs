//! One wallet's file: what it is, where it stands, which addresses were handed out.
//!
//! Acts are added at the end of the text, as `[[handed_out]]` and `[[used]]`; nothing that stands there is changed.

use super::document::{Part, Toml};
use super::edit::quoted;
use super::fresh::{Branch, INDEX_END, Run};
use super::{LogbookError, WalletName};
use std::fmt::Write;

/// The format written and read; a higher number in a file is refused, unknown keys are not.
pub const FORMAT: i64 = 1;

/// The gap limit where the file says none (BIP-0044).
const USUAL_GAP: u32 = 20;

const INDEX: &str = "a whole number from 0 to 2147483647";

/// What a new file says.
#[derive(Debug, Clone, Default)]
pub struct NewWallet {
    /// `mainnet`, `testnet`, `signet` or `regtest`.
    pub network: String,
    /// The descriptor with its checksum, receive and change in one.
    pub descriptor: String,
    /// The kind of wallet in words.
    pub policy: String,
    /// Fingerprints of the master keys, as far as they are known.
    pub fingerprints: Vec<String>,
    /// The day of adding it, `2026-11-22`.
    pub added: String,
    /// The day of its first possible payment.
    pub birthday: Option<String>,
    /// The block of its first possible payment.
    pub birthday_height: Option<u32>,
    /// How many unused addresses in a row are looked ahead.
    pub gap: u32,
    /// What showed that the path is right; `None` when nothing did.
    pub confirmed: Option<String>,
    /// Its keys are published.
    pub practice: bool,
    /// The first indexes never used: receive, change.
    pub first: [u32; 2],
}

/// Addresses that are given away together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedOut {
    /// The change branch instead of the receive branch.
    pub change: bool,
    /// The first index.
    pub index: u32,
    /// How many, from that index on.
    pub count: u32,
}

/// A wallet's file: its text, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletFile {
    text: String,
    network: String,
    descriptor: String,
    policy: Option<String>,
    fingerprints: Vec<String>,
    added: Option<String>,
    birthday: Option<String>,
    birthday_height: Option<u32>,
    gap: u32,
    confirmed: Option<String>,
    practice: bool,
    branches: [Branch; 2],
}

impl WalletFile {
    /// Writes a new file.
    ///
    /// # Errors
    /// What reading it back refuses: an index of 2^31 or more.
    pub fn create(name: &WalletName, new: &NewWallet) -> Result<Self, LogbookError> {
        let mut text = format!(
            "# The wallet {name}, watched by coldkeep. Public data only: it cannot spend.\n\
             # It shows balances: keep it private. Lines may be changed by hand; unknown ones are kept.\n\
             format = {FORMAT}\n"
        );
        let mut line = |key: &str, value: &str| {
            let _ = writeln!(text, "{key} = {value}");
        };
        line("network", &quoted(&new.network));
        line("descriptor", &quoted(&new.descriptor));
        line("policy", &quoted(&new.policy));
        let fingerprints: Vec<String> = new.fingerprints.iter().map(|one| quoted(one)).collect();
        line("fingerprints", &format!("[{}]", fingerprints.join(", ")));
        line("added", &new.added);
        if let Some(day) = &new.birthday {
            line("birthday", day);
        }
        if let Some(height) = new.birthday_height {
            line("birthday_height", &height.to_string());
        }
        line("gap", &new.gap.to_string());
        if let Some(how) = &new.confirmed {
            line("confirmed", &quoted(how));
        }
        if new.practice {
            line("practice", "true");
        }
        line("first_receive", &new.first[0].to_string());
        line("first_change", &new.first[1].to_string());
        Self::parse(text)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`LogbookError`] with the line, for what is no TOML, of another kind, out of range or missing.
    pub fn parse(text: String) -> Result<Self, LogbookError> {
        let toml = Toml::parse(&text)?;
        let top = toml.top();
        let format = top.must("format", top.integer("format")?)?;
        if format != FORMAT {
            return Err(LogbookError::Newer { found: format, known: FORMAT });
        }
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let first = |key| top.number(key, INDEX_END - 1, INDEX);
        let mut branches = [Branch::default(), Branch::default()];
        branches[0].first = top.must("first_receive", first("first_receive")?)?;
        branches[1].first = first("first_change")?.unwrap_or(branches[0].first);
        for entry in top.entries("handed_out")? {
            let (change, run) = run_of(&entry)?;
            branches[usize::from(change)].handed_out.push(run);
        }
        for entry in top.entries("used")? {
            let (change, run) = run_of(&entry)?;
            branches[usize::from(change)].used.push(run);
        }
        let gap = top.number("gap", 10_000, "a whole number from 0 to 10000")?;
        let height = top.number("birthday_height", u32::MAX, "the number of a block")?;
        let said = Self {
            network: top.must("network", owned(top.text("network")?))?,
            descriptor: top.must("descriptor", owned(top.text("descriptor")?))?,
            policy: owned(top.text("policy")?),
            fingerprints: top.texts("fingerprints")?,
            added: top.day("added")?,
            birthday: top.day("birthday")?,
            birthday_height: height,
            gap: gap.unwrap_or(USUAL_GAP),
            confirmed: owned(top.text("confirmed")?),
            practice: top.truth("practice")?,
            branches,
            text: String::new(),
        };
        drop(top);
        Ok(Self { text, ..said })
    }

    /// The whole text, as it is to be kept.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The network's name, as the file says it.
    pub fn network(&self) -> &str {
        &self.network
    }

    /// The descriptor, as the file says it.
    pub fn descriptor(&self) -> &str {
        &self.descriptor
    }

    /// The kind of wallet in words, as the file says it.
    pub fn policy(&self) -> Option<&str> {
        self.policy.as_deref()
    }

    /// The fingerprints of the master keys.
    pub fn fingerprints(&self) -> &[String] {
        &self.fingerprints
    }

    /// The day on which the wallet was added.
    pub fn added(&self) -> Option<&str> {
        self.added.as_deref()
    }

    /// The day before which nothing was paid.
    pub fn birthday(&self) -> Option<&str> {
        self.birthday.as_deref()
    }

    /// The block before which nothing was paid.
    pub fn birthday_height(&self) -> Option<u32> {
        self.birthday_height
    }

    /// How many unused addresses in a row its wallets look ahead.
    pub fn gap(&self) -> u32 {
        self.gap
    }

    /// What showed that the path is right; `None` when nothing did.
    pub fn confirmed(&self) -> Option<&str> {
        self.confirmed.as_deref()
    }

    /// Whether its keys are published, so that no money belongs there.
    pub fn is_practice(&self) -> bool {
        self.practice
    }

    /// What is known of the receive branch, or of the change branch.
    pub fn branch(&self, change: bool) -> &Branch {
        &self.branches[usize::from(change)]
    }

    /// Notes that addresses are handed out on a day, each run as one entry.
    ///
    /// # Errors
    /// [`LogbookError::CannotAdd`] when the text stands in a way that takes no more entries at its end.
    pub fn hand_out(&self, runs: &[HandedOut], on: &str) -> Result<Self, LogbookError> {
        self.add("handed_out", runs, on)
    }

    /// Notes that addresses were paid.
    ///
    /// # Errors
    /// As [`WalletFile::hand_out`].
    pub fn mark_used(&self, runs: &[HandedOut], on: &str) -> Result<Self, LogbookError> {
        self.add("used", runs, on)
    }

    fn add(&self, table: &str, runs: &[HandedOut], on: &str) -> Result<Self, LogbookError> {
        let mut text = self.text.clone();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let mut wanted = self.branches.clone();
        for run in runs {
            let _ = write!(text, "\n[[{table}]]\nindex = {}\n", run.index);
            if run.count != 1 {
                let _ = writeln!(text, "count = {}", run.count);
            }
            if run.change {
                text.push_str("change = true\n");
            }
            let _ = writeln!(text, "on = {on}");
            let noted =
                Run { start: run.index, end: run.index + run.count, on: Some(on.to_owned()) };
            let branch = &mut wanted[usize::from(run.change)];
            let runs = if table == "used" { &mut branch.used } else { &mut branch.handed_out };
            runs.push(noted);
        }
        // Hand-made files may write the list in another form, to which TOML allows no addition.
        let read = Self::parse(text).map_err(|_| LogbookError::CannotAdd)?;
        if read.branches == wanted { Ok(read) } else { Err(LogbookError::CannotAdd) }
    }
}

fn run_of(entry: &Part<'_>) -> Result<(bool, Run), LogbookError> {
    let start = entry.must("index", entry.number("index", INDEX_END - 1, INDEX)?)?;
    let fits = "a number of addresses that ends at index 2147483647";
    let count = entry.number("count", INDEX_END - start, fits)?.unwrap_or(1);
    let run = Run { start, end: start + count, on: entry.day("on")? };
    Ok((entry.truth("change")?, run))
}
