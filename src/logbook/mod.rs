//! What coldkeep keeps in its home: which wallets are watched, which of their addresses were handed out, where
//! papers lie and who can open them, and which programs of the user send files away.
//!
//! Plain TOML for people and programs, public data only. A file is changed where its text stands, so that remarks,
//! unknown keys and their order survive; the changed text is read again before it is given out. Nothing here opens
//! a file, asks the date, or knows what a descriptor means.

#![forbid(unsafe_code)]

mod access;
mod answers;
mod archive;
mod book;
mod both;
mod by_place;
mod copy;
mod day;
mod document;
mod drills;
mod due;
mod edit;
mod entries;
mod error;
mod exposed;
mod form;
mod fresh;
mod index;
mod kinds;
mod known;
mod letter_file;
mod locks;
mod mend;
mod missing;
mod name;
mod near;
mod opening;
mod parts;
mod passages;
mod plan;
mod push_file;
mod rekeyed;
mod review;
mod series;
mod set_standing;
mod sets;
mod smallest;
mod standing;
mod wallet;

pub use access::{Access, Holding, MOST_PLACES, Part, Places, Quorum, Unnumbered};
pub use answers::{Answers, Asset, Helper, Kept, OwnWords, PARTS, PlaceOpened, SECTIONS, Said};
pub use archive::{Archive, ArchiveFile, BookKey, BookWallet, Place, STEPS};
pub use book::{LETTER_NAME, Logbook};
pub use copy::{Copy, Drill, fits_id, fits_lock};
pub use drills::{Fault, READS};
pub use due::{Act, Due, days_between};
pub use entries::Entry;
pub use error::LogbookError;
pub use exposed::{Remedy, remedy};
pub use fresh::{Branch, Given, INDEX_END};
pub use kinds::{HOWS, How, MEDIA, Medium, STATES, State, WHATS, What};
pub use known::{Backups, FileNow, Known, Sound};
pub use letter_file::LetterFile;
pub use mend::{Mend, mend};
pub use missing::{Missing, has_copies, missing, missing_groups};
pub use name::WalletName;
pub use near::Near;
pub use passages::Passage;
pub use plan::{Advice, Devices, Plan, PlanStep, Reason, Scheme, Situation, Stake, Who, advise};
pub use push_file::{PushFile, Target};
pub use review::{MEDIA_WANTED, Remark, Reviewed, Rule, loose, review};
pub use series::Past;
pub use set_standing::{SetStanding, set_standings};
pub use sets::{Beside, Later, ShareSet};
pub use standing::{Standing, WhatIf, closed_by, standing};
pub use wallet::{FORMAT, HandedOut, NewWallet, WalletFile};
