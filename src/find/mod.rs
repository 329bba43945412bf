//! Which files are wallets: recognised by their bytes, never by the name alone; the kind is told, never the content.
//!
//! [`recognise`] is given a file's first bytes and a way to read others; it names the program, the kind, and
//! whether a password stands before the keys. [`Texts`] looks for words and keys inside of texts. [`places`] are the
//! folders in which programs keep wallets. Nothing here opens a file: the walk is the machine's part.
//!
//! A recogniser is one function of a file of this room and one line of the table in this file.

#![forbid(unsafe_code)]

mod berkeley;
mod binaries;
mod core;
mod documents;
mod fields;
mod gaps;
mod kind;
mod leveldb;
mod lists;
mod messages;
mod phrases;
mod place;
mod runs;
mod sample;
mod snappy;
mod sqlite;
mod texts;
mod tokens;
mod wide;

pub use kind::{Kind, Row};
pub use place::{PLACES, Place, places};
pub use sample::{HEAD, ReadAt, Sample};
pub use tokens::{Hit, Texts};

/// Whether a password, or another secret, stands between the file and the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// The keys are encrypted.
    Yes,
    /// Keys are in clear: who has the file has the money.
    No,
    /// The form does not tell, or the password may be an empty one.
    Unknown,
    /// There are no keys in it.
    NoKeys,
}

impl Locked {
    /// The name in JSON; it does not change between versions.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::NoKeys => "none",
        }
    }

    /// The word that people read.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Yes => "locked",
            Self::No => "IN CLEAR",
            Self::Unknown => "cannot tell",
            Self::NoKeys => "no keys",
        }
    }
}

/// A file that was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Find {
    /// What it is.
    pub kind: Kind,
    /// The program that writes it: that of the kind, or the fork that its content or folder names.
    pub program: &'static str,
    /// Whether its keys are encrypted.
    pub locked: Locked,
}

impl Find {
    fn new(kind: Kind, locked: Locked) -> Self {
        Self { kind, program: kind.row().program, locked }
    }

    fn some(kind: Kind, locked: Locked) -> Option<Self> {
        Some(Self::new(kind, locked))
    }

    /// The same, written by another program than the kind's own.
    fn of(mut self, program: Option<&'static str>) -> Self {
        self.program = program.unwrap_or(self.program);
        self
    }
}

type Recogniser = fn(&mut Sample<'_>) -> Option<Find>;

/// In order of certainty; the first that knows a file decides. Each gives up at the first bytes that do not fit.
const RECOGNISERS: &[Recogniser] = &[
    sqlite::recognise,
    berkeley::recognise,
    documents::recognise,
    texts::age,
    texts::own,
    texts::core_dump,
    texts::base64,
    texts::toast,
    texts::share,
    messages::bitcoinj,
    messages::coinomi,
    binaries::armory,
    binaries::exodus,
    binaries::coldcard,
    binaries::bolt,
    binaries::h2,
    leveldb::recognise,
    binaries::monero,
    binaries::lightning,
    binaries::multibit_hd,
];

/// The fewest bytes of a file that can be a find.
const LEAST: usize = 16;

/// Names a file, or answers that it is nothing known here.
pub fn recognise(sample: &mut Sample<'_>) -> Option<Find> {
    if sample.head().len() < LEAST {
        return None;
    }
    RECOGNISERS.iter().find_map(|recogniser| recogniser(sample))
}
