//! The next fresh address of a kept wallet: noted as handed out before anybody sees it.

use super::{Addresses, OfWallet, entries};
use crate::cli::args::{AddressArgs, CoinArgs};
use crate::cli::confirm;
use crate::cli::failure::{Exit, Failure};
use crate::cli::kept::{Kept, Shelf};
use crate::cli::session::Session;
use crate::host::{self, Existing};
use crate::keys::{Address, KeysError, Network};
use crate::logbook::{Branch, Given, HandedOut};

/// Hands out addresses of a kept wallet, or shows the next one with `--peek`.
///
/// # Errors
/// `address-reuse` for one that was given away before; when the file cannot be changed, and then nothing is shown.
pub(super) fn hand_out(args: &AddressArgs, session: &mut Session) -> Result<Addresses, Failure> {
    let shelf = Shelf::open(session)?;
    let name = shelf.choose(args.wallet.as_deref())?;
    // From reading to writing, so that no other process hands out the same index.
    let lock = if args.peek { None } else { Some(shelf.lock()?) };
    let kept = shelf.read(&name)?;
    fits(args, session, &kept)?;
    let branch = kept.file.branch(args.change);
    let indexes: Vec<u32> = match args.index {
        None => branch.fresh(args.count).map_err(|error| shelf.failed(&name, &error))?,
        Some(first) => (first..first + args.count).collect(),
    };
    let given = indexes.iter().find_map(|index| Some((*index, branch.given(*index)?)));
    if let Some((index, given)) = given.filter(|_| !args.allow_reuse && !args.peek) {
        return Err(address_reuse(&kept, index, given));
    }
    let runs = runs(&indexes, args.change);
    let list = derived(&kept, &runs)?;
    if let Some(lock) = lock {
        let new: Vec<u32> =
            indexes.into_iter().filter(|index| branch.given(*index).is_none()).collect();
        if !new.is_empty() {
            let today = host::today().to_string();
            let changed = kept.file.hand_out(&self::runs(&new, args.change), &today);
            let changed = changed.map_err(|error| shelf.failed(&name, &error))?;
            shelf.write(&lock, &name, &changed, Existing::Replace)?;
            warn_past_the_gap(session, &kept, changed.branch(args.change));
        }
    }
    tell(args, session, &kept, &list, given.is_none());
    Ok(shown(args, &kept, list, given.is_none()))
}

/// Refuses flags that contradict what the wallet is.
///
/// # Errors
/// `usage`, `wrong-network`.
pub(super) fn fits(args: &AddressArgs, session: &Session, kept: &Kept) -> Result<(), Failure> {
    let CoinArgs { coin, script, prefix, path_style } = &args.which;
    if coin.is_some() || script.is_some() || prefix.is_some() || path_style.is_some() {
        return Err(Failure::error("usage", Exit::Usage, "a kept wallet has its kind of address")
            .next("leave --coin, --script, --prefix and --path-style out"));
    }
    let asked = session.network;
    if asked != Network::Mainnet && asked != kept.network {
        return Err(
            KeysError::WrongNetwork { given: network_word(asked), wallet: kept.network }.into()
        );
    }
    if kept.file.is_practice() && !session.practice {
        return Err(Failure::refused(
            "practice-wallet",
            format!("{} is a wallet for practice: its keys are published", kept.name),
        )
        .why("robots empty such wallets within seconds.")
        .next("--practice, to rehearse. Never send money to it."));
    }
    Ok(())
}

fn network_word(network: Network) -> &'static str {
    match network {
        Network::Mainnet => "mainnet",
        Network::Testnet => "testnet",
        Network::Signet => "signet",
        Network::Regtest => "regtest",
    }
}

/// Indexes in order as runs without a gap.
pub(super) fn runs(indexes: &[u32], change: bool) -> Vec<HandedOut> {
    let mut runs: Vec<HandedOut> = Vec::new();
    for index in indexes {
        match runs.last_mut() {
            Some(run) if run.index + run.count == *index => run.count += 1,
            _ => runs.push(HandedOut { change, index: *index, count: 1 }),
        }
    }
    runs
}

/// The addresses of runs of indexes.
///
/// # Errors
/// When the descriptor in the file is not valid, or has no such branch.
pub(super) fn derived(kept: &Kept, runs: &[HandedOut]) -> Result<Vec<Address>, Failure> {
    let mut list = Vec::new();
    for run in runs {
        let part = kept.policy.addresses(
            kept.network,
            run.change,
            run.index,
            run.count,
            confirm::threads(),
        );
        list.extend(part?);
    }
    Ok(list)
}

fn address_reuse(kept: &Kept, index: u32, given: Given<'_>) -> Failure {
    let name = &kept.name;
    let on = |day: Option<&str>| day.map_or(String::new(), |day| format!(" on {day}"));
    let what = match given {
        Given::Before => format!("address {index} of {name} was used before the wallet was added"),
        Given::On(day) => format!("address {index} of {name} was handed out{}", on(day)),
        Given::Paid(day) => format!("address {index} of {name} was marked as paid{}", on(day)),
    };
    Failure::refused("address-reuse", what)
        .why("paying twice to one address tells everyone both payments are yours, and how much is there.")
        .next(format!("coldkeep address {name}      gives a fresh one.   To repeat this one: --allow-reuse"))
        .field("index", index)
}

fn warn_past_the_gap(session: &mut Session, kept: &Kept, branch: &Branch) {
    let (unpaid, gap) = (branch.unpaid(), kept.file.gap());
    if unpaid <= gap {
        return;
    }
    session.warn(
        Failure::warning("gap-limit", format!("{unpaid} addresses in a row were handed out and none is marked as paid"))
            .why(format!("most wallets look only {gap} unused addresses ahead (BIP-44). Money sent to the ones behind would seem to be missing."))
            .next(format!("mark the last one that was paid: coldkeep address {} --used INDEX     It is not lost in any case.", kept.name))
            .field("unpaid", unpaid),
    );
}

fn tell(args: &AddressArgs, session: &Session, kept: &Kept, list: &[Address], fresh: bool) {
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return };
    let (one, several) = match args.change {
        true => ("Change address", "change addresses"),
        false => ("Address", "addresses"),
    };
    let which = match list.len() {
        1 => format!("{one} {} of {}", first.index, kept.name),
        count => {
            format!("{count} {several} of {}, from {} to {}", kept.name, first.index, last.index)
        }
    };
    let state = match (args.peek, fresh) {
        (true, _) => "only looked at: it is not handed out, and the next call shows it again",
        (false, true) => {
            "never handed out before. For large sums check it on a second device first"
        }
        (false, false) => "shown AGAIN",
    };
    session.say(&format!("{which}, {state}."));
}

fn shown(args: &AddressArgs, kept: &Kept, list: Vec<Address>, fresh: bool) -> Addresses {
    let addresses = entries(list);
    let of_wallet = addresses.first().map(|first| OfWallet {
        wallet: kept.name.to_string(),
        address: first.address.clone(),
        index: first.index,
        path: first.path.clone(),
        fresh,
        handed_out: !args.peek,
    });
    Addresses {
        kind: "descriptor",
        coin: "btc".to_owned(),
        convention: None,
        network: kept.network.to_string(),
        script: kept
            .policy
            .script()
            .map_or_else(|| kept.policy.shape(), |script| script.to_string()),
        change: args.change,
        fingerprint: match kept.file.fingerprints() {
            [only] => Some(only.clone()),
            _ => None,
        },
        addresses,
        of_wallet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_become_the_fewest_runs() {
        let run = |index, count| HandedOut { change: false, index, count };
        assert_eq!(runs(&[8, 9, 11, 13, 14, 15], false), [run(8, 2), run(11, 1), run(13, 3)]);
        assert_eq!(runs(&[], true), []);
    }
}
