//! What coldkeep keeps in its home: which wallets are watched, and which of their addresses were handed out.
//!
//! Plain TOML for people and programs, public data only. A file is changed where its text stands, so that remarks,
//! unknown keys and their order survive; the changed text is read again before it is given out. Nothing here opens
//! a file, asks the date, or knows what a descriptor means.

#![forbid(unsafe_code)]

mod document;
mod error;
mod fresh;
mod name;
mod wallet;

pub use error::LogbookError;
pub use fresh::{Branch, Given, INDEX_END};
pub use name::WalletName;
pub use wallet::{FORMAT, HandedOut, NewWallet, WalletFile};
