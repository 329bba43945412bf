//! One copy of something: a paper, plate, stick or device at a place, what it holds, and how it was last looked at.

use super::answers::Said;
use super::archive::fingerprint;
use super::document::Part as Table;
use super::edit::{Line, quoted};
use super::{LogbookError, Part, Quorum};

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum What {
    /// All words of a seed, readable.
    #[default]
    Seed,
    /// One share of a seed.
    Share,
    /// The seed of one key of a wallet with several.
    Cosigner,
    /// The words of a seed, encrypted.
    Encrypted,
    /// An encrypted archive of files.
    Archive,
    /// A key file (age identity) that opens what is encrypted.
    Key,
    /// One share of such a key.
    KeyShare,
    /// A file passphrase.
    FilePassphrase,
    /// The BIP-0039 passphrase of a wallet.
    Passphrase,
    /// A hardware wallet that holds the seed.
    Device,
    /// What unlocks the hardware wallet.
    Pin,
    /// The descriptor of a wallet: public, and needed where there are several keys.
    Descriptor,
    /// The letter to the heirs.
    Letter,
}

/// On what a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Medium {
    /// Paper, printed or written by hand.
    #[default]
    Paper,
    /// A metal plate.
    Steel,
    /// A stick, card or disk.
    Usb,
    /// A computer of somebody else, reached over the network.
    Cloud,
    /// A hardware wallet.
    Device,
}

/// What became of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum State {
    /// It is where the logbook says.
    #[default]
    Alive,
    /// Nobody knows where it is; somebody else may have it.
    Lost,
    /// It was destroyed, so that nobody can read it.
    Destroyed,
}

/// How a copy was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum How {
    /// Read from the copy itself and compared.
    #[default]
    Read,
    /// Looked at from outside: seal, dryness, place.
    Look,
    /// The wallet was restored from it on a wiped device.
    Restore,
    /// Somebody else followed the printed pages.
    AsHeir,
    /// The hardware wallet's own backup check.
    Device,
    /// The program of its target was asked for it. Noted when that gave nothing that could be compared: nobody can say
    /// whether the copy is gone or only out of reach.
    Reach,
}

/// One drill of a copy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drill {
    /// The day, `2026-11-22`.
    pub on: String,
    /// How it was looked at.
    pub how: How,
    /// Whether it was as it should be.
    pub pass: bool,
    /// How many minutes it took, where that was measured.
    pub minutes: Option<u32>,
}

/// One copy. Days are written `2026-11-22`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copy {
    /// Its name, `savings/A`; no other copy has it.
    pub id: Said,
    /// The wallet, archive or key of which it is a copy, by its name.
    pub of: Said,
    /// What it holds.
    pub what: What,
    /// For shares and keys of several: how many of how many.
    pub scheme: Option<Quorum>,
    /// For shares: the name of the set, `disaster kidney`.
    pub set: Option<Said>,
    /// Which share or key of them.
    pub number: Option<u8>,
    /// For shares in groups: which group.
    pub group: Option<u8>,
    /// For shares in groups: how many groups of how many.
    pub groups: Option<Quorum>,
    /// For keys of several: the fingerprint of this one's own master key, 8 hex digits.
    pub fingerprint: Option<Said>,
    /// For shares: 1 for the first set that was made of a secret, counted up each time it is split again.
    pub generation: Option<u32>,
    /// On what it is.
    pub medium: Medium,
    /// The place, by its name.
    pub place: Said,
    /// The number of its seal.
    pub seal: Option<Said>,
    /// The day on which it was made.
    pub made: Option<String>,
    /// The day on which it came to its place, where it was elsewhere before.
    pub moved: Option<String>,
    /// How many of its drills were made before that; unknown, where the day was written by hand.
    pub drills_before_move: Option<u32>,
    /// What the owner noted.
    pub notes: Option<Said>,
    /// The flags that overrode a refusal when it was made, without hyphens at their front.
    pub overrides: Vec<Said>,
    /// What became of it.
    pub state: State,
    /// The day on which that was noted.
    pub since: Option<String>,
    /// Its drills, in the order of the file.
    pub drills: Vec<Drill>,
}

/// Gives an enumeration its names in the file.
macro_rules! names {
    ($kind:ident, $list:ident, $key:literal, $wanted:ident, $words:literal, $($variant:ident = $name:literal),+ $(,)?) => {
        /// The names as the file spells them, in order.
        pub const $list: &[(&str, $kind)] = &[$(($name, $kind::$variant)),+];
        const $wanted: &str = $words;

        impl $kind {
            /// The name in a file.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            pub(super) fn read(table: &Table<'_>) -> Result<Option<Self>, LogbookError> {
                let Some(said) = table.said($key)? else { return Ok(None) };
                let known = $list.iter().find(|(name, _)| *name == said.text);
                let wrong = LogbookError::Value { line: said.line, key: $key, wanted: $wanted };
                known.map(|(_, one)| Some(*one)).ok_or(wrong)
            }
        }
    };
}

names!(
    What,
    WHATS,
    "what",
    WHAT,
    "one of seed, share, cosigner, encrypted, archive, key, key-share, file-passphrase, passphrase, device, pin, descriptor, letter",
    Seed = "seed",
    Share = "share",
    Cosigner = "cosigner",
    Encrypted = "encrypted",
    Archive = "archive",
    Key = "key",
    KeyShare = "key-share",
    FilePassphrase = "file-passphrase",
    Passphrase = "passphrase",
    Device = "device",
    Pin = "pin",
    Descriptor = "descriptor",
    Letter = "letter",
);
names!(
    Medium,
    MEDIA,
    "medium",
    MEDIUM,
    "one of paper, steel, usb, cloud, device",
    Paper = "paper",
    Steel = "steel",
    Usb = "usb",
    Cloud = "cloud",
    Device = "device",
);
names!(
    State,
    STATES,
    "state",
    STATE,
    "one of alive, lost, destroyed",
    Alive = "alive",
    Lost = "lost",
    Destroyed = "destroyed",
);
names!(
    How,
    HOWS,
    "how",
    HOW,
    "one of read, look, restore, as-heir, device, reach",
    Read = "read",
    Look = "look",
    Restore = "restore",
    AsHeir = "as-heir",
    Device = "device",
    Reach = "reach",
);

impl What {
    /// The part of a letter's computation that it is; archives and letters open nothing by themselves.
    pub fn part(self) -> Option<Part> {
        Some(match self {
            Self::Seed => Part::Whole,
            Self::Share => Part::Share,
            Self::Cosigner => Part::Cosigner,
            Self::Encrypted => Part::Encrypted,
            Self::Key | Self::FilePassphrase => Part::Key,
            Self::KeyShare => Part::KeyShare,
            Self::Passphrase => Part::Passphrase,
            Self::Device => Part::Device,
            Self::Pin => Part::Pin,
            Self::Descriptor => Part::Description,
            Self::Archive | Self::Letter => return None,
        })
    }

    /// Whether words come out of it without a device: alone, or with what belongs to it.
    pub fn has_words(self) -> bool {
        matches!(self, Self::Seed | Self::Share | Self::Encrypted)
    }

    /// Whether reading it says that its wallet can be read back, as a note of what belongs to it does not.
    pub fn shows_its_wallet(self) -> bool {
        self.has_words() || matches!(self, Self::Cosigner | Self::Device)
    }

    /// Whether it is one of several that belong together.
    pub fn is_one_of_several(self) -> bool {
        matches!(self, Self::Share | Self::Cosigner | Self::KeyShare)
    }
}

impl Copy {
    /// Whether it is where the logbook says.
    pub fn is_alive(&self) -> bool {
        self.state == State::Alive
    }

    pub(super) fn read(table: &Table<'_>) -> Result<Self, LogbookError> {
        let number = |key| {
            let number = table.number(key, 255, "a whole number from 0 to 255")?;
            Ok(number.and_then(|number| u8::try_from(number).ok()))
        };
        let what = table.must("what", What::read(table)?)?;
        let scheme = quorum(table, "scheme")?;
        if what.is_one_of_several() {
            table.must("scheme", scheme)?;
        }
        let id = table.must("id", table.said("id")?)?;
        if !fits_id(&id.text) {
            return Err(LogbookError::Value { line: id.line, key: "id", wanted: ID });
        }
        Ok(Self {
            id,
            of: table.must("of", table.said("of")?)?,
            what,
            scheme,
            set: table.said("set")?,
            number: number("number")?,
            group: number("group")?,
            groups: quorum(table, "groups")?,
            fingerprint: fingerprint(table)?,
            generation: table.number("generation", u32::MAX, "a whole number from 1 on")?,
            medium: table.must("medium", Medium::read(table)?)?,
            place: table.must("place", table.said("place")?)?,
            seal: table.said("seal")?,
            made: table.day("made")?,
            moved: table.day("moved")?,
            drills_before_move: table.number("drills_before_move", u32::MAX, "a whole number")?,
            notes: table.said("notes")?,
            overrides: table.all_said("overrides")?,
            state: State::read(table)?.unwrap_or_default(),
            since: table.day("since")?,
            drills: table.entries("drills")?.iter().map(drill).collect::<Result<_, _>>()?,
        })
    }

    /// Its lines but for the drills.
    pub(super) fn lines(&self) -> Vec<Line> {
        let text = |said: Option<&Said>| said.map(|said| quoted(&said.text));
        let quorum = |quorum: Option<Quorum>| quorum.map(|quorum| quoted(&quorum.to_string()));
        let number = |number: Option<u8>| number.map(|number| number.to_string());
        let overrides: Vec<String> = self.overrides.iter().map(|one| quoted(&one.text)).collect();
        vec![
            ("id", text(Some(&self.id))),
            ("of", text(Some(&self.of))),
            ("what", Some(quoted(self.what.name()))),
            ("scheme", quorum(self.scheme)),
            ("set", text(self.set.as_ref())),
            ("number", number(self.number)),
            ("group", number(self.group)),
            ("groups", quorum(self.groups)),
            ("fingerprint", text(self.fingerprint.as_ref())),
            ("generation", self.generation.map(|number| number.to_string())),
            ("medium", Some(quoted(self.medium.name()))),
            ("place", text(Some(&self.place))),
            ("seal", text(self.seal.as_ref())),
            ("made", self.made.clone()),
            ("moved", self.moved.clone()),
            ("drills_before_move", self.drills_before_move.map(|number| number.to_string())),
            ("notes", text(self.notes.as_ref())),
            ("overrides", (!overrides.is_empty()).then(|| format!("[{}]", overrides.join(", ")))),
            ("state", (self.state != State::Alive).then(|| quoted(self.state.name()))),
            ("since", self.since.clone()),
        ]
    }
}

impl Drill {
    /// As an entry of the list `drills`.
    pub(super) fn inline(&self) -> String {
        let result = if self.pass { "pass" } else { "fail" };
        let minutes =
            self.minutes.map_or(String::new(), |minutes| format!(", minutes = {minutes}"));
        format!(
            "{{ on = {}, how = \"{}\", result = \"{result}\"{minutes} }}",
            self.on,
            self.how.name()
        )
    }
}

/// What the name of a copy must be.
pub(super) const ID: &str = "a name and what tells the copies apart, such as \"savings/A\"";

/// Whether a text can name a copy: two parts of letters, digits, spaces and `-_.`, a slash between, 64 characters.
pub fn fits_id(text: &str) -> bool {
    let part = |part: &str| {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
        !part.is_empty() && part.trim() == part && part.chars().all(allowed)
    };
    text.chars().count() <= 64
        && text.split_once('/').is_some_and(|(of, which)| part(of) && part(which))
}

fn quorum(table: &Table<'_>, key: &'static str) -> Result<Option<Quorum>, LogbookError> {
    let read = |said: Said| {
        let wanted = "how many of how many, such as \"2of3\"";
        said.text.parse().map_err(|_| LogbookError::Value { line: said.line, key, wanted })
    };
    table.said(key)?.map(read).transpose()
}

fn drill(table: &Table<'_>) -> Result<Drill, LogbookError> {
    let result = table.must("result", table.said("result")?)?;
    let pass = match result.text.as_str() {
        "pass" => true,
        "fail" => false,
        _ => {
            let wanted = "pass or fail";
            return Err(LogbookError::Value { line: result.line, key: "result", wanted });
        }
    };
    Ok(Drill {
        on: table.must("on", table.day("on")?)?,
        how: table.must("how", How::read(table)?)?,
        pass,
        minutes: table.number("minutes", 100_000, "a number of minutes")?,
    })
}
