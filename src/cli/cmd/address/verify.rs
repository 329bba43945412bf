//! Is this address mine? And: this address was paid.

use super::kept::{derived, fits, runs};
use crate::cli::args::AddressArgs;
use crate::cli::failure::{Exit, Failure};
use crate::cli::kept::{Kept, Shelf};
use crate::cli::look;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::{self, Existing};
use crate::keys::Address;
use crate::logbook::{Given, HandedOut, INDEX_END};
use crate::wallet::WalletError;
use serde::Serialize;
use std::fmt;

/// How far behind the last address that was given away one is looked for.
const AHEAD: u32 = 1_000;

/// An address that was found, and what is known of it.
#[derive(Serialize)]
struct Mine {
    wallet: String,
    address: String,
    path: String,
    index: u32,
    change: bool,
    network: String,
    handed_out: Option<String>,
    used: bool,
}

impl fmt::Display for Mine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let branch = if self.change { "change" } else { "receive" };
        writeln!(f, "{} {} {branch}", self.wallet, self.path)
    }
}

/// Looks for an address in the wallet named, or in every kept wallet.
///
/// # Errors
/// `not-this-wallet` with exit code 5; `wrong-network`; an address with a wrong letter.
pub(super) fn is_mine(
    args: &AddressArgs,
    text: &str,
    session: &mut Session,
) -> Result<Report, Failure> {
    let shelf = Shelf::open(session)?;
    let names = match &args.wallet {
        Some(name) => vec![shelf.choose(Some(name))?],
        None if shelf.names.is_empty() => vec![shelf.choose(None)?],
        None => shelf.names.clone(),
    };
    let mut looked = Vec::new();
    for name in names {
        let kept = shelf.read(&name)?;
        if let Some((change, address)) = found(&kept, text)? {
            return Ok(Report::of(&mine(&kept, change, address)));
        }
        looked.push(kept);
    }
    Err(not_found(text, &looked))
}

/// Notes that an address was paid.
///
/// # Errors
/// As [`is_mine`]; when the file cannot be changed.
pub(super) fn mark_used(
    args: &AddressArgs,
    which: &str,
    session: &mut Session,
) -> Result<Report, Failure> {
    let shelf = Shelf::open(session)?;
    let name = shelf.choose(args.wallet.as_deref())?;
    let lock = shelf.lock()?;
    let kept = shelf.read(&name)?;
    fits(args, session, &kept)?;
    let (change, address) = match which.parse::<u32>().ok().filter(|index| *index < INDEX_END) {
        Some(index) => {
            let run = [HandedOut { change: args.change, index, count: 1 }];
            let mut one = derived(&kept, &run)?;
            (args.change, one.pop().ok_or(WalletError::OneAddress)?)
        }
        None => {
            found(&kept, which)?.ok_or_else(|| not_found(which, std::slice::from_ref(&kept)))?
        }
    };
    let index = address.index;
    let branch = kept.file.branch(change);
    if branch.given(index).is_none() {
        session.warn(
            Failure::warning("paid-before-handed-out", format!("address {index} was never handed out here"))
                .why("it was given away by another program or device, or the number is not the one that was meant.")
                .next(format!("compare it: coldkeep address {name} --verify ADDRESS"))
                .field("index", index),
        );
    }
    if branch.is_used(index) {
        session.say(&format!("Address {index} of {name} was marked before; nothing was changed."));
        return Ok(Report::of(&mine(&kept, change, address)));
    }
    let today = host::today().to_string();
    let changed = kept.file.mark_used(&runs(&[index], change), &today);
    let changed = changed.map_err(|error| shelf.failed(&name, &error))?;
    shelf.write(&lock, &name, &changed, Existing::Replace)?;
    session.say(&format!("Address {index} of {name} is marked as paid."));
    Ok(Report::of(&mine(&Kept { file: changed, ..kept }, change, address)))
}

fn found(kept: &Kept, text: &str) -> Result<Option<(bool, Address)>, Failure> {
    let ends = [false, true]
        .map(|change| kept.file.branch(change).end().saturating_add(AHEAD).min(INDEX_END));
    look::find(&kept.policy, kept.network, ends, text)
}

fn not_found(text: &str, looked: &[Kept]) -> Failure {
    let network = if let [only] = looked { Some(only.network) } else { None };
    if let Err(failure) = look::must_be_address(text, network) {
        return failure;
    }
    let names: Vec<String> = looked.iter().map(|kept| kept.name.to_string()).collect();
    Failure::error("not-this-wallet", Exit::NoMatch, "this address is not one of the wallet's")
        .why(format!("looked in {} at every address that was handed out and the {AHEAD} behind it, receive and change.", names.join(", ")))
        .next("send nothing to it. It may be another account's, or somebody changed it on its way to you")
}

fn mine(kept: &Kept, change: bool, address: Address) -> Mine {
    let branch = kept.file.branch(change);
    let handed_out = match branch.given(address.index) {
        Some(Given::On(day)) => day.map(str::to_owned),
        _ => None,
    };
    Mine {
        wallet: kept.name.to_string(),
        path: address.path.to_string(),
        index: address.index,
        change,
        network: kept.network.to_string(),
        handed_out,
        used: branch.is_used(address.index),
        address: address.text,
    }
}
