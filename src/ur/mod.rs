//! Uniform Resources: seeds, keys, descriptors and PSBTs as the text of QR codes (BCR-2020-005 and its kin), and BBQr.
//!
//! A *resource* is `ur:TYPE/BODY`: a small CBOR value written in Bytewords, whole or in parts that may come in any
//! order. What comes out of this room is checked against its CRC-32 and has the shape of its type; whether a key or a
//! descriptor means anything is for `wallet` to say. All bytes are held as secrets, because some types are.
//!
//! This is code of our own: the crate `ur` (0.5) would bring eleven packages for Bytewords and the fountain and still
//! leave the CBOR of the types to be written here; `bc-ur` would bring forty. CBOR itself is six kinds of values of
//! which [`cbor`] reads what the registry uses, with limits of its own.

#![forbid(unsafe_code)]

pub mod bbqr;
pub mod bytewords;
pub mod cbor;
mod error;
pub mod fountain;
mod pieces;
pub mod registry;
mod resource;

pub use error::UrError;
pub use pieces::{Incomplete, Pieces, Whole, is_piece};
pub use resource::{MAX_TEXT, Parsed, Part, Resource, upper};
