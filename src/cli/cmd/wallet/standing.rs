//! Where a wallet stands: the next index that was never used, from a flag or asked for.

use crate::cli::args::WalletAddArgs;
use crate::cli::failure::{Exit, Failure};
use crate::cli::look;
use crate::cli::session::Session;
use crate::keys::Network;
use crate::logbook::INDEX_END;
use crate::wallet::Policy;

/// How many receive addresses are searched for the last one that was used.
const SEARCHED: u32 = 20_000;

/// How often a wrong answer may be given.
const TRIES: usize = 3;

/// The first index that was never used.
///
/// # Errors
/// `input-missing` where nobody can be asked; `not-this-wallet` for an address that is not the wallet's.
pub(super) fn next_index(
    args: &WalletAddArgs,
    session: &mut Session,
    policy: &Policy,
    network: Network,
) -> Result<u32, Failure> {
    if args.new {
        return Ok(0);
    }
    if let Some(next) = args.next {
        return Ok(next);
    }
    if let Some(address) = &args.last_used {
        return behind(policy, network, address);
    }
    session.must_ask("where the wallet stands", "--new, --next N or --last-used ADDRESS")?;
    session.say(
        "Which addresses of this wallet were given away already? coldkeep begins behind them.",
    );
    let mut left = TRIES;
    loop {
        let question =
            "The last address that was used, or the next free index (Enter: a new wallet, 0): ";
        let answer = session.ask_line(question)?;
        let answer = answer.trim();
        if answer.is_empty() {
            return Ok(0);
        }
        let index = match answer.parse::<u32>() {
            Ok(index) if index < INDEX_END => Ok(index),
            _ => behind(policy, network, answer),
        };
        left -= 1;
        match index {
            Err(failure) if left > 0 => session.say_failure(&failure),
            other => return other,
        }
    }
}

/// The index behind a receive address.
fn behind(policy: &Policy, network: Network, address: &str) -> Result<u32, Failure> {
    look::must_be_address(address, Some(network))?;
    match look::find(policy, network, [SEARCHED, SEARCHED], address)? {
        Some((false, found)) => Ok(found.index + 1),
        Some((true, found)) => Err(Failure::error(
            "a-change-address",
            Exit::NoMatch,
            format!("that is change address {} of this wallet", found.index),
        )
        .why("change does not tell how many receive addresses were given away.")
        .next("a receive address, or --next N")),
        None => Err(not_in(&format!("the first {SEARCHED} addresses of either branch"))),
    }
}

/// An address that was looked for and not found.
pub(super) fn not_in(looked: &str) -> Failure {
    Failure::error("not-this-wallet", Exit::NoMatch, "this address is not one of the wallet's")
        .why(format!("looked among {looked}."))
        .next("another account, script or seed? coldkeep restore --expect ADDRESS searches them")
}
