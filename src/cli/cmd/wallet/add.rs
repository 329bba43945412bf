//! coldkeep wallet add: the public data of a wallet, checked, compared and kept.

use super::{fingerprints, in_words, paths, source, standing};
use crate::cli::args::WalletAddArgs;
use crate::cli::failure::{Exit, Failure};
use crate::cli::kept::{self, Shelf, WALLETS};
use crate::cli::look;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::{self, Date, Existing};
use crate::keys::{self, Address, ExtendedKey, Network};
use crate::logbook::{NewWallet, WalletFile, WalletName};
use crate::wallet::{Cosigner, Labels, MAX_LABELS, Policy, USUAL_GAP};
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// How many addresses of either branch are searched for the one to compare with.
const SEARCHED: u32 = 1_000;

/// A wallet that is kept now.
#[derive(Serialize)]
struct Added {
    wallet: String,
    policy: String,
    network: String,
    fingerprints: Vec<String>,
    paths: Vec<String>,
    descriptor: String,
    address: String,
    next: u32,
    gap: u32,
    confirmed: Option<String>,
    practice: bool,
    labels: Option<usize>,
    file: String,
}

impl fmt::Display for Added {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprints = match self.fingerprints.is_empty() {
            true => "-".to_owned(),
            false => self.fingerprints.join(","),
        };
        writeln!(f, "{} {fingerprints} {}", self.wallet, self.address)
    }
}

/// Adds a wallet.
///
/// # Errors
/// When the name is taken; when the data is not understood, can spend, is published, or is not the wallet that
/// was expected.
pub(crate) fn run(args: &WalletAddArgs, session: &mut Session) -> Result<Report, Failure> {
    let name = kept::name(&args.name)?;
    let shelf = Shelf::open_or_make(session)?;
    refuse_taken(&shelf, &name)?;
    let birthday = args.birthday.as_deref().map(birthday).transpose()?;
    let mut policy = source::policy(args, session)?;
    let network = session.network;
    let first = checked(args, session, &policy, network)?;
    let confirmed =
        args.expect.as_deref().map(|text| compared(session, &policy, network, text)).transpose()?;
    let labels = args.labels.as_deref().map(labels).transpose()?;
    tell(session, &name, &policy, &first, confirmed.is_some());
    let next = standing::next_index(args, session, &policy, network)?;

    let gap = args.gap.or(policy.gap_limit()).unwrap_or(USUAL_GAP);
    let (day, height) = birthday.unwrap_or((born(&policy), policy.birth_height()));
    policy.set_birth_height(height);
    policy.set_gap_limit((gap != USUAL_GAP).then_some(gap));
    let new = NewWallet {
        network: network.to_string(),
        descriptor: policy.descriptor(),
        policy: in_words(&policy),
        fingerprints: fingerprints(&policy),
        added: host::today().to_string(),
        birthday: day,
        birthday_height: height,
        gap,
        confirmed,
        practice: session.practice,
        first: [next, args.next_change.unwrap_or(next)],
    };
    let file = WalletFile::create(&name, &new).map_err(|error| shelf.failed(&name, &error))?;
    let lock = shelf.lock()?;
    // Another process may have added one of that name meanwhile, in other letters too.
    refuse_taken(&Shelf::open(session)?, &name)?;
    if let Some((text, _)) = &labels {
        let beside =
            shelf.home.write(&lock, (WALLETS, &name.labels_file()), text, Existing::Refuse);
        beside.map_err(|error| {
            kept::at_home(&shelf.home.path().join(WALLETS).join(name.labels_file()), error)
        })?;
    }
    shelf.write(&lock, &name, &file, Existing::Refuse)?;
    session.say(&format!("Kept. Its next address is number {next}: coldkeep address {name}"));
    warn_no_copies(session, &name, &policy);
    Ok(Report::of(&Added {
        wallet: name.to_string(),
        policy: new.policy,
        network: new.network,
        fingerprints: new.fingerprints,
        paths: paths(&policy),
        descriptor: new.descriptor,
        address: first.text,
        next,
        gap,
        confirmed: new.confirmed,
        practice: new.practice,
        labels: labels.map(|(_, count)| count),
        file: host::show_path(&shelf.path(&name)),
    }))
}

fn refuse_taken(shelf: &Shelf, name: &WalletName) -> Result<(), Failure> {
    if !shelf.names.contains(name) {
        return Ok(());
    }
    Err(Failure::refused("wallet-exists", format!("a wallet {name} is kept already"))
        .why("it knows which of its addresses were handed out.")
        .next(format!("another name,   or first: coldkeep wallet remove {name}")))
}

/// Refuses what makes no fresh addresses, cannot be signed for, or is published; the first address.
fn checked(
    args: &WalletAddArgs,
    session: &mut Session,
    policy: &Policy,
    network: Network,
) -> Result<Address, Failure> {
    for warning in policy.warnings() {
        session.warn((*warning).into());
    }
    if !policy.is_ranged() {
        return Err(Failure::error(
            "one-address",
            Exit::Invalid,
            "this descriptor describes one address",
        )
        .why("a wallet that is kept hands out a fresh address each time.")
        .next("export the descriptor of the account, with /<0;1>/* behind its key"));
    }
    if !args.allow_unknown_origin {
        policy.require_origins()?;
    }
    let first = policy.first_address(network)?;
    refuse_published(session, policy)?;
    Ok(first)
}

/// Keys that everybody knows are kept for practice only.
fn refuse_published(session: &mut Session, policy: &Policy) -> Result<(), Failure> {
    let is_published = |key: &Cosigner| {
        let master =
            key.origin.as_ref().is_some_and(|(master, _)| keys::is_published_master(*master));
        let own = || ExtendedKey::parse(&key.key).is_ok_and(|key| keys::is_published_account(&key));
        master || own()
    };
    let published = policy.cosigners().iter().any(is_published);
    match (published, session.practice) {
        (true, false) => Err(Failure::refused(
            "published-seed",
            "the seed behind these keys is printed in public",
        )
        .why("robots empty such wallets within seconds; it must not stand among real ones.")
        .next("for a rehearsal: --practice. Never send money to it.")),
        (false, true) => Err(Failure::error(
            "not-for-practice",
            Exit::Usage,
            "--practice is for published seeds, and these keys belong to none that is known",
        )
        .next("leave --practice out")),
        _ => Ok(()),
    }
}

/// Compares the wallet with something that it has shown itself; what the file says about it.
fn compared(
    session: &Session,
    policy: &Policy,
    network: Network,
    text: &str,
) -> Result<String, Failure> {
    let today = host::today();
    let fingerprint = text.to_ascii_lowercase();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        if !fingerprints(policy).contains(&fingerprint) {
            return Err(another_wallet("none of its keys has that fingerprint."));
        }
        session.say(&format!("Compared: fingerprint {fingerprint} is one of its keys."));
        return Ok(format!("fingerprint {fingerprint}, on {today}"));
    }
    if text.get(1..4) == Some("pub") {
        let key = Cosigner::new(text, None)?;
        if !policy.cosigners().iter().any(|own| own.key == key.key) {
            return Err(another_wallet("it does not have that extended public key."));
        }
        session.say("Compared: the extended public key is one of its keys.");
        return Ok(format!("an extended public key, on {today}"));
    }
    look::must_be_address(text, Some(network))?;
    let found = look::find(policy, network, [SEARCHED, SEARCHED], text)?;
    let (change, found) = found.ok_or_else(|| {
        another_wallet(&format!("the address is not among its first {SEARCHED} of either branch."))
    })?;
    let branch = if change { "change" } else { "receive" };
    session.say(&format!(
        "Compared: {} is {branch} address {} of this wallet.",
        found.text, found.index
    ));
    Ok(format!("{branch} address {}, on {today}", found.index))
}

fn another_wallet(why: &str) -> Failure {
    Failure::error("wrong-wallet", Exit::NoMatch, "this is another wallet than the one expected")
        .why(why)
        .next("the export of the right account, or coldkeep restore --expect ADDRESS, which searches many paths. Nothing was kept.")
}

fn tell(session: &Session, name: &WalletName, policy: &Policy, first: &Address, compared: bool) {
    let masters = match fingerprints(policy).as_slice() {
        [] => "fingerprint not known".to_owned(),
        [one] => format!("fingerprint {one}"),
        some => format!("fingerprints {}", some.join(" ")),
    };
    let paths = paths(policy);
    let path = if paths.is_empty() { String::new() } else { format!(", {}", paths.join(" ")) };
    session.say(&format!(
        "Watch-only wallet {name}: {}{path}, {}, {masters}, checksum #{}.",
        in_words(policy),
        session.network,
        policy.checksum()
    ));
    session.say(&format!("First address {}", first.text));
    if !compared {
        let where_to = if policy.cosigners().len() > 1 {
            "on two of the devices"
        } else {
            "with your sheet or device"
        };
        session.say(&format!(
            "Compare it {where_to} before you use it; --expect ADDRESS compares here."
        ));
    }
}

/// Without the descriptor the seeds of a multisig wallet may not be enough.
fn warn_no_copies(session: &mut Session, name: &WalletName, policy: &Policy) {
    if policy.script().is_some() {
        return;
    }
    let (kind, lost) = match policy.quorum() {
        Some(quorum) if quorum.threshold < quorum.of => (
            format!("{quorum}"),
            format!(
                "with {} seeds and without it the other public keys are missing: the money could not be moved.",
                quorum.threshold
            ),
        ),
        _ => (
            "a script of its own".to_owned(),
            "without it the seeds alone do not say how the money is locked.".to_owned(),
        ),
    };
    session.warn(
        Failure::warning("descriptor-copies", format!("{name} is {kind} and no copy of its descriptor is recorded"))
            .why(lost)
            .next(format!("coldkeep print descriptor {name}      one copy beside each seed; it cannot spend, but shows balances")),
    );
}

/// A file of labels (BIP-0329), checked and kept as it is, and how many there are.
fn labels(path: &Path) -> Result<(String, usize), Failure> {
    let text = host::read_text(path, MAX_LABELS).map_err(|error| Failure::at(path, error))?;
    let count = Labels::read(&text)?.entries().len();
    Ok((text, count))
}

/// A day, or the height of a block.
fn birthday(text: &str) -> Result<(Option<String>, Option<u32>), Failure> {
    if let Ok(day) = text.parse::<Date>() {
        return Ok((Some(day.to_string()), None));
    }
    let height = text.parse::<u32>().ok().filter(|height| *height < 100_000_000);
    height.map(|height| (None, Some(height))).ok_or_else(|| {
        Failure::error(
            "bad-birthday",
            Exit::Usage,
            "that is neither a day nor the height of a block",
        )
        .next("for example --birthday 2026-11-22 or --birthday 925000")
    })
}

/// The day that the export says.
fn born(policy: &Policy) -> Option<String> {
    let seconds = policy.birth_time.filter(|seconds| *seconds > 0)?;
    Some(Date::from_days(seconds / 86_400).to_string())
}
