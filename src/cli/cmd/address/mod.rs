//! coldkeep address: receive addresses of a seed, an extended public key or a descriptor.

mod public;
mod seed;

use crate::cli::args::AddressArgs;
use crate::cli::failure::{Exit, Failure};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::keys::Address;
use serde::Serialize;
use std::fmt;

/// One address, as JSON tells it.
#[derive(Serialize)]
struct Entry {
    path: String,
    index: u32,
    address: String,
    public_key: String,
}

/// The addresses asked for.
#[derive(Serialize)]
struct Addresses {
    /// The ticker.
    coin: String,
    network: String,
    script: String,
    /// The wallet convention of the path; `None` where a path or a public key was given.
    convention: Option<&'static str>,
    change: bool,
    fingerprint: Option<String>,
    addresses: Vec<Entry>,
}

impl fmt::Display for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.addresses.iter().try_for_each(|entry| writeln!(f, "{}", entry.address))
    }
}

/// Derives the addresses.
///
/// # Errors
/// When the input is not valid, holds a private key, or belongs to another network.
pub(crate) fn run(args: &AddressArgs, session: &mut Session) -> Result<Report, Failure> {
    if args.index.checked_add(args.count).is_none_or(|end| end > 0x8000_0000) {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "addresses are numbered from 0 to 2147483647",
        )
        .next("a smaller --index or --count"));
    }
    let found = match args.xpub_from.is_some() || args.descriptor_from.is_some() {
        true => public::addresses(args, session)?,
        false => seed::addresses(args, session)?,
    };
    Ok(Report::of(&found))
}

fn entries(list: Vec<Address>) -> Vec<Entry> {
    list.into_iter()
        .map(|a| Entry {
            path: a.path.to_string(),
            index: a.index,
            address: a.text,
            public_key: a.public_key,
        })
        .collect()
}
