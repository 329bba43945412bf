//! coldkeep wallet prove: shows, in memory, that the seeds at hand can spend from a kept wallet.

use super::in_words;
use crate::cli::args::WalletProveArgs;
use crate::cli::confirm;
use crate::cli::failure::{Exit, Failure, counted, positions};
use crate::cli::kept::{Kept, Shelf};
use crate::cli::obtain;
use crate::cli::random::with_kernel;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::SecretSource;
use crate::keys::{Fingerprint, Root};
use crate::seed::Passphrase;
use crate::wallet::{self, Proof};
use serde::Serialize;
use std::fmt;

/// So many subsets are named one by one on the terminal; `--json` has them all.
const NAMED: usize = 20;

/// What the seeds at hand can do.
#[derive(Serialize)]
struct Proved {
    wallet: String,
    policy: String,
    network: String,
    address: String,
    keys: usize,
    seeds: Vec<String>,
    signed: Vec<Vec<String>>,
    subsets: usize,
    sampled: bool,
    timelocks: bool,
    missing: usize,
    complete: bool,
}

impl fmt::Display for Proved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, value: &str| writeln!(f, "{name:14} {value}");
        line("wallet", &self.wallet)?;
        line("policy", &self.policy)?;
        line("network", &self.network)?;
        line("first address", &self.address)?;
        line("seeds at hand", &self.seeds.join(" "))?;
        for subset in self.signed.iter().take(NAMED) {
            line("signed", &subset.join(" + "))?;
        }
        if self.signed.len() > NAMED {
            line("signed", &format!("and {} more", self.signed.len() - NAMED))?;
        }
        let sample = if self.sampled { ", a sample" } else { "" };
        let tried = format!(
            "{} of {}{sample}: every one can spend, and with one signature less none can",
            self.signed.len(),
            counted(self.subsets, "subset")
        );
        line("tried", &tried)?;
        if self.timelocks {
            line("timelocks", "count as passed")?;
        }
        let missing = match self.missing {
            0 => "no seed".to_owned(),
            count => format!(
                "{} of {}: subsets with missing seeds were not tried",
                counted(count, "seed"),
                self.keys
            ),
        };
        line("missing", &missing)
    }
}

/// Has every subset of the seeds at hand that should be enough sign for the wallet's first address.
///
/// # Errors
/// `wrong-wallet` for a seed without a key in the wallet, `seed-and-path` for one whose key is another,
/// `seeds-missing` when they are too few, `cannot-sign` when seeds that should be enough are not.
pub(crate) fn run(args: &WalletProveArgs, session: &mut Session) -> Result<Report, Failure> {
    session.language = args.language;
    passphrases_fit(args)?;
    let shelf = Shelf::open(session)?;
    let name = shelf.choose(args.name.as_deref())?;
    let kept = shelf.read(&name)?;
    let keys = masters(&kept)?;
    let seeds = seeds(args, session, &kept, &keys)?;
    refuse_others(&kept, &keys, &seeds)?;
    let proof = with_kernel(|random| wallet::prove(&kept.policy, &seeds, random))?;
    must_hold(&proof, &keys)?;
    let missing = keys.len() - proof.at_hand.len();
    Ok(Report::of(&Proved {
        wallet: name.to_string(),
        policy: in_words(&kept.policy),
        network: kept.network.to_string(),
        address: kept.policy.first_address(kept.network)?.text,
        keys: keys.len(),
        seeds: named(&proof.at_hand, &keys),
        signed: proof.signed.iter().map(|subset| named(subset, &keys)).collect(),
        subsets: proof.total,
        sampled: proof.is_sampled(),
        timelocks: !kept.policy.timelocks()?.is_empty(),
        missing,
        complete: missing == 0 && !proof.is_sampled(),
    }))
}

fn passphrases_fit(args: &WalletProveArgs) -> Result<(), Failure> {
    match args.passphrase_from.as_slice() {
        [] | [SecretSource::Ask] => Ok(()),
        some if some.len() == args.words_from.len() => Ok(()),
        _ => Err(Failure::error(
            "usage",
            Exit::Usage,
            "--passphrase-from stands once for each --words-from, in the same order",
        )
        .next("--passphrase-from ask alone asks for each seed; an empty file means none")),
    }
}

/// The master fingerprint of each key of the wallet.
fn masters(kept: &Kept) -> Result<Vec<Fingerprint>, Failure> {
    let keys = kept.policy.cosigners();
    let masters: Option<Vec<Fingerprint>> =
        keys.into_iter().map(|key| key.origin.map(|(master, _)| master)).collect();
    masters.ok_or_else(|| {
        Failure::error("origin-missing", Exit::Invalid, format!("{} has keys without [fingerprint/path]", kept.name))
            .why("a seed finds its key in the wallet by fingerprint and path.")
            .next("keep it again from a descriptor that has them: coldkeep restore --to descriptor gives that of one key")
    })
}

/// The seeds of the sources, or those that are typed until the person says that there are no more.
fn seeds(
    args: &WalletProveArgs,
    session: &mut Session,
    kept: &Kept,
    keys: &[Fingerprint],
) -> Result<Vec<Root>, Failure> {
    let mut seeds: Vec<Root> = Vec::new();
    loop {
        let number = seeds.len();
        let seed = seed(args, session, kept, number)?;
        let own = seed.fingerprint();
        let again = seeds.iter().position(|other| other.fingerprint() == own);
        session.say(&match (again, keys.contains(&own)) {
            (Some(first), _) => format!("Seed {} is seed {} again.", number + 1, first + 1),
            (None, true) => format!("Seed {}: {own}, a key of {}.", number + 1, kept.name),
            (None, false) => format!("Seed {}: {own}, NOT a key of {}.", number + 1, kept.name),
        });
        seeds.push(seed);
        let all_here = || keys.iter().all(|key| seeds.iter().any(|own| own.fingerprint() == *key));
        let more = match args.words_from.len() {
            _ if session.practice => false,
            0 => !all_here() && session.confirm("Is another seed at hand?", false)?,
            count => seeds.len() < count,
        };
        if !more {
            return Ok(seeds);
        }
    }
}

fn seed(
    args: &WalletProveArgs,
    session: &mut Session,
    kept: &Kept,
    number: usize,
) -> Result<Root, Failure> {
    let mnemonic = obtain::words_of_wallet(session, args.words_from.get(number))?;
    let source = match args.passphrase_from.as_slice() {
        [SecretSource::Ask] => Some(&SecretSource::Ask),
        some => some.get(number),
    };
    let passphrase = match source.filter(|_| !session.practice) {
        None => Passphrase::none(),
        Some(source) => {
            let prompt = format!("Passphrase of seed {} (Enter: none)", number + 1);
            let text = session.secret("--passphrase-from", &prompt, source)?;
            // Another passphrase has another fingerprint, so none is not taken for the right one here.
            match text.is_empty() {
                true => Passphrase::none(),
                false => obtain::checked_passphrase(session, text)?,
            }
        }
    };
    confirm::root(&mnemonic, &passphrase, kept.network)
}

fn refuse_others(kept: &Kept, keys: &[Fingerprint], seeds: &[Root]) -> Result<(), Failure> {
    let others = seeds.iter().enumerate().filter(|(_, seed)| !keys.contains(&seed.fingerprint()));
    let (numbers, names): (Vec<usize>, Vec<String>) =
        others.map(|(at, seed)| (at + 1, seed.fingerprint().to_string())).unzip();
    if numbers.is_empty() {
        return Ok(());
    }
    let has = if numbers.len() == 1 { "has" } else { "have" };
    let what = format!(
        "{} ({}) {has} no key in {}",
        positions("seed", &numbers),
        names.join(", "),
        kept.name
    );
    Err(Failure::error("wrong-wallet", Exit::NoMatch, what)
        .why(format!("its keys are of {}.", names_of(keys).join(", ")))
        .next("check the words, and the BIP-39 passphrase of each seed: --passphrase-from ask"))
}

/// Refuses a proof that shows nothing, or shows that seeds that should be enough are not.
fn must_hold(proof: &Proof, keys: &[Fingerprint]) -> Result<(), Failure> {
    let have = proof.at_hand.len();
    if !proof.failed.is_empty() {
        let failed: Vec<String> =
            proof.failed.iter().take(NAMED).map(|subset| named(subset, keys).join(" + ")).collect();
        return Err(Failure::error(
            "cannot-sign",
            Exit::NoMatch,
            format!(
                "{} of {} cannot spend: {}",
                proof.failed.len(),
                counted(proof.total, "subset"),
                failed.join(", ")
            ),
        )
        .why("these seeds should be enough, and the script of the first address refuses them.")
        .next("send no money to this wallet; compare its descriptor with the one on the devices"));
    }
    if proof.holds() {
        return Ok(());
    }
    let what = match proof.quorum {
        Some(quorum) => format!(
            "{} of {} at hand, and {} must sign",
            have,
            counted(keys.len(), "seed"),
            quorum.threshold
        ),
        None => format!("{} at hand, and the script asks for more", counted(have, "seed")),
    };
    let missing = Failure::error("seeds-missing", Exit::NotEnough, what)
        .why("nothing is proved with fewer seeds than it takes to spend.")
        .next("bring another seed of the wallet: --words-from again, or typed after the first")
        .field("have", have);
    Err(match proof.quorum {
        Some(quorum) => missing.field("need", quorum.threshold),
        None => missing,
    })
}

fn named(places: &[usize], keys: &[Fingerprint]) -> Vec<String> {
    places.iter().filter_map(|place| keys.get(*place)).map(Fingerprint::to_string).collect()
}

fn names_of(keys: &[Fingerprint]) -> Vec<String> {
    keys.iter().map(Fingerprint::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wallet::Quorum;

    fn keys() -> Vec<Fingerprint> {
        ["8c65eb9f", "73c5da0a"].map(|text| text.parse().expect("a fingerprint")).to_vec()
    }

    fn proof(at_hand: &[usize], signed: &[&[usize]], failed: &[&[usize]]) -> Proof {
        let list = |some: &[&[usize]]| some.iter().map(|one| one.to_vec()).collect::<Vec<_>>();
        Proof {
            quorum: Some(Quorum { threshold: 2, of: 2 }),
            at_hand: at_hand.to_vec(),
            signed: list(signed),
            failed: list(failed),
            total: signed.len() + failed.len(),
        }
    }

    #[test]
    fn only_a_proof_in_which_every_subset_signed_holds() {
        assert!(must_hold(&proof(&[0, 1], &[&[0, 1]], &[]), &keys()).is_ok());
        let failed = must_hold(&proof(&[0, 1], &[], &[&[0, 1]]), &keys()).expect_err("it fails");
        assert_eq!((failed.slug(), failed.exit()), ("cannot-sign", Exit::NoMatch));
        assert_eq!(failed.what(), "1 of 1 subset cannot spend: 8c65eb9f + 73c5da0a");
        let few = must_hold(&proof(&[0], &[], &[]), &keys()).expect_err("one is too few");
        assert_eq!((few.slug(), few.exit()), ("seeds-missing", Exit::NotEnough));
    }
}
