//! The text file that holds one share: `#` lines for people, then one line with the words.
//!
//! Whatever the `#` lines say is a hint. The share's own words decide; a file without hints, with them in
//! another order or with lines nobody knows is read as well (docs/FORMAT.md has the format).

use crate::secret::{SecretBuffer, SecretText};
use crate::share::error::ShareError;
use crate::share::gives_back::GivesBack;
use crate::share::grouped::{Form, Share};
use crate::share::scheme::is_group_name;
use std::fmt::{self, Write};
use std::str::FromStr;

/// What a share file says besides the share; all of it is public and none of it is checked by the share.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// How many shares the group has: the words tell only how many are needed.
    pub share_count: Option<u8>,
    /// The group's name.
    pub group_name: Option<String>,
    /// What the set gives back.
    pub gives_back: Option<GivesBack>,
    /// The language of the words that come back, where it is not English: the shares hold their entropy only.
    pub language: Option<String>,
    /// The fingerprint of the wallet without a passphrase; left out of anonymous files.
    pub fingerprint: Option<PrintedFingerprint>,
    /// Whether a BIP-39 passphrase belongs to the words that come back; it is not in the shares.
    pub passphrase: bool,
}

/// A BIP-0032 fingerprint as it is printed: eight lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedFingerprint(pub [u8; 4]);

/// The text is not a fingerprint of eight hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has eight hex digits")]
pub struct NotAFingerprint;

const SHARE: &str = "SHARE";
const GROUP: &str = "GROUP";
const GIVES_BACK: &str = "GIVES BACK";
pub(crate) const FINGERPRINT: &str = "FINGERPRINT";
const PASSPHRASE: &str = "PASSPHRASE";
/// The most that a share file may hold, in bytes.
pub const FILE_LIMIT: usize = 4096;
/// The room that the `#` lines take at most, in bytes.
pub(crate) const NOTES_ROOM: usize = 2048;

/// Writes a share file.
pub fn write(share: &Share, notes: &Notes) -> SecretText {
    let words = share.words();
    let mut file = SecretBuffer::with_room(NOTES_ROOM + words.len());
    write_notes(&mut file, share, notes).expect("the notes fit into the room set aside");
    file.push_text(words.expose_secret()).expect("room is set aside"); // exposed to: the share file
    file.push_text("\n").expect("room is set aside");
    file.into_text().expect("notes and words are text")
}

/// Reads a share file, or words alone; at most 4 KiB.
///
/// # Errors
/// What [`Share::parse`] refuses. Hints that cannot be read are left out.
pub fn read(file: &SecretText) -> Result<(Share, Notes), ShareError> {
    let share = Share::parse(file)?;
    let mut notes = Notes::default();
    hints(file).for_each(|(key, value)| notes.take(key, value, &share));
    Ok((share, notes))
}

/// The keys and values of the `#` lines.
pub(crate) fn hints(file: &SecretText) -> impl Iterator<Item = (&str, &str)> {
    // exposed to: the hints, which are public
    let lines = file.expose_secret().trim_start_matches('\u{feff}').lines();
    let hints = lines.filter_map(|line| line.trim_start().strip_prefix('#'));
    hints.filter_map(|line| line.split_once(':')).map(|(key, value)| (key.trim(), value.trim()))
}

impl Notes {
    fn take(&mut self, key: &str, value: &str, share: &Share) {
        let is = |known: &str| key.eq_ignore_ascii_case(known);
        if is(SHARE) {
            let count = value.split_once(" of ").and_then(|(_, rest)| first_number(rest));
            let possible = share.member_number().max(share.member_threshold())..=16;
            self.share_count = count.filter(|count| possible.contains(count));
        } else if is(GROUP) {
            let name = value.split_once(", ").map(|(name, _)| name);
            self.group_name = name.filter(|name| is_group_name(name)).map(str::to_owned);
        } else if is(GIVES_BACK) {
            // Behind the comma stands the language of words.
            let (value, language) = match value.split_once(", ") {
                Some((words, language)) if words.trim_end().ends_with("words") => {
                    (words, Some(language))
                }
                _ => (value, None),
            };
            self.gives_back = value.parse().ok().filter(|kind: &GivesBack| {
                kind.secret_length().is_none_or(|length| length == share.secret_length())
            });
            self.language =
                language.map(str::trim).filter(|name| is_language(name)).map(str::to_owned);
        } else if is(FINGERPRINT) {
            self.fingerprint = value.split(' ').next().and_then(|digits| digits.parse().ok());
        } else if is(PASSPHRASE) {
            self.passphrase = value.starts_with("in use");
        }
    }
}

fn write_notes(file: &mut SecretBuffer, share: &Share, notes: &Notes) -> fmt::Result {
    let words = share.word_count();
    match share.form() {
        Form::Slip39 => writeln!(file, "# coldkeep share (SLIP-0039, {words} words)")?,
        Form::Sskr => writeln!(file, "# coldkeep share (SSKR, {words} Bytewords)")?,
    }
    writeln!(file, "# SET: {}", share.set_name())?;
    let of = notes.share_count.map_or_else(String::new, |count| format!(" of {count}"));
    writeln!(file, "# {SHARE}: {}{of}", share.member_number())?;
    let needed = share.member_threshold();
    if share.group_count() > 1 {
        let name = notes.group_name.as_deref().filter(|name| is_group_name(name));
        let name = name.map_or_else(String::new, |name| format!("{name}, "));
        writeln!(file, "# {GROUP}: {name}{} of {}", share.group(), share.group_count())?;
        let groups = share.group_threshold();
        writeln!(file, "# NEEDED: any {needed} of this group, and {groups} complete groups")?;
    } else {
        writeln!(file, "# NEEDED: any {needed}")?;
    }
    if let Some(kind) = notes.gives_back {
        let language = notes.language.as_deref().filter(|name| is_language(name));
        let language = language.map_or_else(String::new, |name| format!(", {name}"));
        writeln!(file, "# {GIVES_BACK}: {kind}{language}")?;
    }
    if let Some(fingerprint) = notes.fingerprint {
        writeln!(file, "# {FINGERPRINT}: {fingerprint} (without passphrase)")?;
    }
    if notes.passphrase {
        writeln!(
            file,
            "# {PASSPHRASE}: in use; it is NOT in the shares, and without it another wallet opens"
        )?;
    }
    file.write_str(
        "#\n# One part of several. Keep it; alone it tells nothing about the secret.\n",
    )?;
    file.write_str(
        "# TO RESTORE  bring the shares together on a computer without a network, then\n",
    )?;
    file.write_str("#   coldkeep combine FILE FILE ...\n")?;
    match (share.form(), notes.gives_back) {
        (Form::Slip39, kind) => {
            file.write_str(
                "# or any SLIP-39 tool, for example (PyPI: shamir-mnemonic)\n#   shamir recover\n",
            )?;
            kind.map_or(Ok(()), |kind| write_wrapped(file, &kind.with_other_tools()))?;
        }
        (Form::Sskr, Some(GivesBack::Words(count))) => {
            let tool = "or any SSKR tool, for example seedtool of Blockchain Commons.";
            let digits = usize::from(count) * 8 / 3;
            write_wrapped(file, tool)?;
            write_wrapped(
                file,
                &format!(
                    "You get {digits} hex digits: the ENTROPY of the {count} words. A BIP-39 tool turns them into words."
                ),
            )?;
        }
        (Form::Sskr, kind) => {
            file.write_str("# or any SSKR tool, for example seedtool of Blockchain Commons.\n")?;
            kind.map_or(Ok(()), |kind| write_wrapped(file, &kind.with_other_tools()))?;
        }
    }
    file.write_str("#\n")
}

/// Writes words as `#` lines of at most 78 characters.
pub(crate) fn write_wrapped(file: &mut SecretBuffer, text: &str) -> fmt::Result {
    let mut column = usize::MAX;
    for word in text.split(' ') {
        if column.saturating_add(1 + word.len()) > 78 {
            file.write_str(if column == usize::MAX { "#" } else { "\n#" })?;
            column = 1;
        }
        write!(file, " {word}")?;
        column += 1 + word.len();
    }
    file.write_str("\n")
}

/// Whether a text can be the name of a language; which one, is not known here.
fn is_language(name: &str) -> bool {
    let is_part = |letter: u8| letter.is_ascii_alphabetic() || b" ()-".contains(&letter);
    (2..=24).contains(&name.len()) && name.bytes().all(is_part)
}

fn first_number(text: &str) -> Option<u8> {
    text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

impl fmt::Display for PrintedFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for PrintedFingerprint {
    type Err = NotAFingerprint;

    fn from_str(written: &str) -> Result<Self, NotAFingerprint> {
        let digits = written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = digits.then(|| u32::from_str_radix(written, 16).ok()).flatten();
        number.map(|number| Self(number.to_be_bytes())).ok_or(NotAFingerprint)
    }
}
