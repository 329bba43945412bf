//! One file per command: what it reads, what it refuses, what it hands back.

pub(crate) mod address;
pub(crate) mod child;
pub(crate) mod combine;
pub(crate) mod completions;
pub(crate) mod copies;
pub(crate) mod decrypt;
pub(crate) mod doctor;
pub(crate) mod drill;
pub(crate) mod encrypt;
pub(crate) mod find;
pub mod help;
pub(crate) mod identify;
pub(crate) mod key;
pub(crate) mod letter;
pub(crate) mod new;
pub(crate) mod plan;
pub(crate) mod print;
pub(crate) mod push;
pub(crate) mod rekey;
pub(crate) mod restore;
mod restore_key;
pub(crate) mod scan;
pub(crate) mod split;
pub(crate) mod status;
pub(crate) mod wallet;
