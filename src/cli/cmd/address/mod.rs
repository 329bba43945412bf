//! coldkeep address: the next fresh address of a kept wallet; addresses of a seed, a public key or a descriptor.

mod kept;
mod public;
mod seed;
mod verify;

pub(crate) use public::public_text;

use crate::cli::args::AddressArgs;
use crate::cli::blocks;
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
    /// What they come from.
    kind: &'static str,
    /// The ticker.
    coin: String,
    network: String,
    script: String,
    /// The wallet convention of the path; `None` where a path or a public key was given.
    convention: Option<&'static str>,
    change: bool,
    fingerprint: Option<String>,
    addresses: Vec<Entry>,
    #[serde(flatten)]
    of_wallet: Option<OfWallet>,
}

/// What a kept wallet adds: the first address once more, for scripts that ask for one.
#[derive(Serialize)]
struct OfWallet {
    wallet: String,
    address: String,
    index: u32,
    path: String,
    /// None of them was ever given away before.
    fresh: bool,
    /// They are noted as handed out now.
    handed_out: bool,
}

impl fmt::Display for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.addresses.iter().try_for_each(|entry| writeln!(f, "{}", entry.address))
    }
}

/// Hands out, derives, marks or verifies addresses.
///
/// # Errors
/// When the input is not valid, holds a private key, or belongs to another network; when an address would be
/// handed out twice.
pub(crate) fn run(args: &AddressArgs, session: &mut Session) -> Result<Report, Failure> {
    if args.index.unwrap_or(0).checked_add(args.count).is_none_or(|end| end > 0x8000_0000) {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "addresses are numbered from 0 to 2147483647",
        )
        .next("a smaller --index or --count"));
    }
    let public = args.xpub_from.is_some() || args.descriptor_from.is_some();
    if args.asks_a_wallet(session.practice) {
        refuse_what_words_need(args, "a kept wallet")?;
        return match (&args.verify, &args.used) {
            (Some(address), _) => verify::is_mine(args, address, session),
            (_, Some(which)) => verify::mark_used(args, which, session),
            (None, None) => {
                let found = kept::hand_out(args, session)?;
                show_codes(args, session, &found)?;
                Ok(Report::of(&found))
            }
        };
    }
    let found = match public {
        true => {
            refuse_what_words_need(args, "a public key")?;
            public::addresses(args, session)?
        }
        false => seed::addresses(args, session)?,
    };
    show_codes(args, session, &found)?;
    Ok(Report::of(&found))
}

/// Shows each address as a code, capitals where the form of the address allows them: such codes are smaller.
fn show_codes(args: &AddressArgs, session: &Session, found: &Addresses) -> Result<(), Failure> {
    if !args.qr {
        return Ok(());
    }
    for entry in &found.addresses {
        let bech32 = ["bc1", "tb1", "bcrt1"].iter().any(|start| entry.address.starts_with(start));
        let capitals = entry.address.to_ascii_uppercase();
        let payload = if bech32 { &capitals } else { &entry.address };
        for line in blocks::code(payload.as_bytes())? {
            // exposed to: stderr; an address is public
            session.show_line(line.expose_secret());
        }
    }
    Ok(())
}

/// What is public is of one account already, and knows no passphrase.
fn refuse_what_words_need(args: &AddressArgs, what: &str) -> Result<(), Failure> {
    let Some(flag) = args.needs_a_seed() else { return Ok(()) };
    Err(Failure::error(
        "usage",
        Exit::Usage,
        format!("{flag} needs the seed; {what} is of one account already"),
    )
    .next(format!("leave {flag} out, or use --words-from")))
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
