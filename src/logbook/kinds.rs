//! The kinds of things that a copy can be, hold and be looked at by, with their names in the file.

use super::document::Part as Table;
use super::{LogbookError, Part};

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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

    /// Whether it is locked, or opens what is: several of one thing may have locks of their own.
    pub fn has_lock(self) -> bool {
        matches!(
            self,
            Self::Device | Self::Pin | Self::Encrypted | Self::Key | Self::FilePassphrase
        )
    }

    /// Whether it is one of several that belong together.
    pub fn is_one_of_several(self) -> bool {
        matches!(self, Self::Share | Self::Cosigner | Self::KeyShare)
    }
}
