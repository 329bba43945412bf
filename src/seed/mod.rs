//! Words and the entropy behind them: BIP-0039 mnemonics in ten languages, SeedQR, and rolls of dice, coins and cards.
//!
//! A [`Mnemonic`] exists only when its words are on the list and its checksum holds, so whatever takes
//! one need not ask again. What somebody typed is a [`Typed`] first; it knows the positions that are
//! unreadable or misspelt and never repeats the text. Random bytes are parameters: nothing here draws
//! them.
//!
//! The word lists and the Unicode rule come from the `bip39` and `unicode-normalization` crates. The
//! packing of words into bits is written here, because a search through damaged words does it millions
//! of times and because the copies on the way are wiped.
#![forbid(unsafe_code)]

mod aez;
pub mod aezeed;
pub mod electrum;
pub mod electrum_old;
mod electrum_text;
mod entropy;
mod error;
mod fair;
mod kind_error;
mod language;
mod mnemonic;
pub mod monero;
mod monero_list;
mod passphrase;
mod plain;
mod published;
mod published_kinds;
mod qr;
mod reading;
mod rolls;
mod seedxor;
mod typed;
mod word_numbers;
pub mod wordlist;

pub use aezeed::{Aezeed, AezeedContent};
pub use electrum::{ElectrumKind, ElectrumPassphrase, ElectrumSeed};
pub use electrum_old::ElectrumOldSeed;
pub use entropy::{KERNEL_LEN, commitment, entropy_len, from_hex, kernel_digits, mixed, only};
pub use error::{EntropyError, SeedError};
pub use fair::Finding;
pub use kind_error::KindError;
pub use language::{Language, NotALanguage};
pub use mnemonic::{Mnemonic, SecretIndices, WORD_COUNTS, checksum_holds, last_words};
pub use monero::MoneroSeed;
pub use monero_list::MoneroLanguage;
pub use passphrase::{PASSPHRASE_LIMIT, Passphrase, PassphraseWarning, Seed};
pub use rolls::{ROLLS_LIMIT, Rolls, Source};
pub use seedxor::{XOR_PARTS, xor_combine, xor_split, xor_split_again};
pub use typed::{TYPED_LIMIT, Typed};
pub use word_numbers::from_word_numbers;
