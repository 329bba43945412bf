//! coldkeep restore, for seeds that are not BIP-39: opened, compared, and given out in the forms that wallets take.

use super::OtherSeed;
use super::wallet::{OtherWallet, Shown};
use crate::cli::args::{CoinArgs, CoinName, RestoreArgs, Restored};
use crate::cli::beside::Beside;
use crate::cli::confirm::Face;
use crate::cli::failure::{Exit, Failure};
use crate::cli::report::Report;
use crate::cli::screens;
use crate::cli::session::Session;
use crate::keys::{Path, PrivateNode};
use crate::secret::SecretText;
use crate::wallet;
use serde::Serialize;
use std::fmt;

/// The wallet that came back; the seed itself is never in here.
#[derive(Serialize)]
struct OtherRestored {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    address: String,
    path: String,
    script: String,
    network: String,
    convention: Option<String>,
    compared: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
    published: bool,
    /// The day an aezeed was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    birthday: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    xpub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    descriptor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

impl fmt::Display for OtherRestored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.xpub, &self.descriptor, &self.fingerprint) {
            (Some(public), _, _) | (_, Some(public), _) => f.write_str(public),
            (_, _, Some(fingerprint)) => write!(f, "{fingerprint} {}", self.address),
            (_, _, None) => f.write_str(&self.address),
        }
    }
}

/// Opens a seed that is not BIP-39, compares it and gives out what was asked for.
///
/// # Errors
/// `wrong-wallet` when it is another than expected; `usage` for what this kind does not have.
pub(crate) fn restore(
    args: &RestoreArgs,
    session: &mut Session,
    seed: &OtherSeed,
    (passphrase, beside): (Option<&SecretText>, &Beside),
    face: Face,
) -> Result<Report, Failure> {
    refuse_what_it_has_not(args, seed)?;
    let wallet = OtherWallet::open(seed, passphrase, session.network)?;
    tell(session, seed, &wallet);
    let noted = beside.compare_other(session, &wallet, face, args.gap)?;
    let shown = match (args.expect.as_deref(), noted) {
        (Some(wanted), _) => {
            let found = wallet.find(wanted, face, args.gap, session.network)?;
            let shown = found.ok_or_else(|| another_wallet(args.gap))?;
            let convention = shown.convention.as_deref().unwrap_or_default();
            session.say(&format!("Compared: this wallet has it. Convention: {convention}."));
            shown
        }
        (None, Some(shown)) => shown,
        (None, None) => {
            session.warn(not_compared(seed));
            wallet.first(face, session.network)?
        }
    };
    let mut restored = OtherRestored {
        kind: seed.slug(),
        words: seed.word_count(),
        published: seed.published().is_some(),
        birthday: birthday(&wallet),
        xpub: None,
        descriptor: None,
        file: None,
        fingerprint: shown.fingerprint.clone(),
        address: shown.address.clone(),
        path: shown.path.clone(),
        script: shown.script.clone(),
        network: shown.network.clone(),
        convention: shown.convention.clone(),
        compared: shown.compared,
    };
    match args.to {
        Restored::Xpub => restored.xpub = Some(public_key(&wallet, &shown)?),
        Restored::Descriptor => {
            let (account, script) =
                wallet.account(&shown)?.ok_or_else(|| has_none("descriptor"))?;
            restored.descriptor = Some(wallet::descriptor_of(&account, script)?);
        }
        _ => {}
    }
    let secret = match args.to {
        Restored::Xprv => Some((
            "The extended private key: the whole wallet",
            node_of(&wallet, &shown, None)?.xprv(),
        )),
        Restored::Wif => {
            bitcoin_only(&shown.script)?;
            let node = node_of(&wallet, &shown, Some(&shown.path))?;
            Some(("The private key of one address", node.wif()?))
        }
        _ => None,
    };
    let Some((title, secret)) = secret else { return Ok(Report::of(&restored)) };
    if args.to == Restored::Xprv {
        session.warn(whole_wallet());
    }
    let delivered =
        args.way.deliver(session, secret, |secret| screens::single_page(title, secret))?;
    Ok(delivered.report(restored, |restored| &mut restored.file))
}

/// The warning beside an extended private key.
pub(crate) fn whole_wallet() -> Failure {
    Failure::warning("whole-wallet", "an extended private key is the whole wallet")
        .why("whoever has it spends everything, and no passphrase protects it any more.")
        .next("for a wallet program that takes nothing else. Keep the seed as the backup.")
}

/// Refuses wallet import format for the scripts of other coins, whose wallets write keys otherwise.
///
/// # Errors
/// `usage`.
pub(crate) fn bitcoin_only(script: &str) -> Result<(), Failure> {
    if matches!(script, "pkh" | "wpkh" | "sh-wpkh" | "tr") {
        return Ok(());
    }
    Err(has_none("key in Bitcoin's wallet import format at this address"))
}

fn refuse_what_it_has_not(args: &RestoreArgs, seed: &OtherSeed) -> Result<(), Failure> {
    refuse_choices(seed, &args.which, args.account != 0)?;
    match args.to {
        Restored::Words
        | Restored::Seedqr
        | Restored::CompactSeedqr
        | Restored::Ur
        | Restored::UrCrypto => Err(has_none("other form: the words are those you brought")),
        Restored::Wif | Restored::Xprv | Restored::Descriptor
            if matches!(seed, OtherSeed::Monero(_) | OtherSeed::ElectrumOld(_)) =>
        {
            Err(has_none("such form"))
        }
        Restored::Xpub if matches!(seed, OtherSeed::Monero(_)) => {
            Err(has_none("extended public key"))
        }
        _ => Ok(()),
    }
}

/// Refuses flags that choose a coin, script or way where the kind of seed has one; `more` says that another such flag was
/// given.
///
/// # Errors
/// `usage`, with what decides instead.
pub(crate) fn refuse_choices(
    seed: &OtherSeed,
    which: &CoinArgs,
    more: bool,
) -> Result<(), Failure> {
    let decides = match seed {
        OtherSeed::Aezeed(_) | OtherSeed::Bip32 { .. } => return Ok(()),
        OtherSeed::Electrum(_) | OtherSeed::ElectrumOld(_) => {
            "the seed of Electrum itself says which script it has, and each has one path."
        }
        OtherSeed::Monero(_) => "Monero has one kind of address, and accounts below one key.",
    };
    let own = matches!(seed, OtherSeed::Monero(_)) && which.coin.is_some_and(CoinName::is_monero);
    let chosen = which.script.is_some()
        || (which.coin.is_some() && !own)
        || which.prefix.is_some()
        || which.path_style.is_some();
    if !chosen && !more {
        return Ok(());
    }
    Err(Failure::error(
        "usage",
        Exit::Usage,
        "this kind of seed has one wallet; --coin, --script and paths choose nothing in it",
    )
    .why(decides)
    .next("leave them out"))
}

fn has_none(what: &str) -> Failure {
    Failure::error("usage", Exit::Usage, format!("--to: this kind of seed has no {what}"))
        .next("leave --to out to see its first address")
}

/// Says what was recognised, and what whoever has it should know.
pub(crate) fn tell(session: &mut Session, seed: &OtherSeed, wallet: &OtherWallet) {
    let count = seed.word_count().map_or_else(String::new, |count| format!(", {count} words"));
    session.say(&format!("This is {}{count}.", seed.describe()));
    match (seed, wallet) {
        (OtherSeed::Monero(_), _) => {
            session.say("Write down the restore height, or the date of the first payment, beside the words: without it a wallet reads the whole chain.");
        }
        (_, OtherWallet::Electrum { three: Some(three), .. }) => {
            let [_, _, third] = three.texts();
            session.say("Two keys of three follow from these words, and two can spend: TrustedCoin is not needed. In Electrum: restore, and disable two-factor authentication.");
            session.say(&format!("The third key is {third}."));
        }
        (_, OtherWallet::Root { birthday: Some(day), .. }) => {
            session.say(&format!("It was made on {day} or the day after. Money in channels needs LND's channel backup as well."));
        }
        _ => {}
    }
    if let Some(whose) = seed.published() {
        session.warn(
            Failure::warning("published-seed", "this seed is printed in public")
                .why(format!("it stands in {whose}. Robots empty such wallets within seconds."))
                .next("use it for practice only. Never send money to it."),
        );
    }
    if matches!(seed, OtherSeed::Monero(seed) if !seed.is_checked()) {
        session.warn(
            Failure::warning(
                "unchecked-seed",
                "24 words of Monero without the 25th, which checks them",
            )
            .why("any 24 words of the list are a wallet: a wrong one is not noticed.")
            .next("compare the address with one that the wallet once showed: --expect"),
        );
    }
}

fn birthday(wallet: &OtherWallet) -> Option<String> {
    match wallet {
        OtherWallet::Root { birthday, .. } => birthday.clone(),
        _ => None,
    }
}

fn public_key(wallet: &OtherWallet, shown: &Shown) -> Result<String, Failure> {
    match wallet {
        OtherWallet::ElectrumOld(key) => Ok(key.to_string()),
        OtherWallet::Electrum { three: Some(three), .. } => Ok(three.texts().join("\n")),
        other => {
            let (account, _) =
                other.account(shown)?.ok_or_else(|| has_none("extended public key"))?;
            Ok(account.xpub())
        }
    }
}

/// The private node that is given out: at a path, or the one that holds the wallet.
fn node_of(
    wallet: &OtherWallet,
    shown: &Shown,
    path: Option<&str>,
) -> Result<PrivateNode, Failure> {
    if matches!(wallet, OtherWallet::Electrum { three: Some(_), .. }) {
        return Err(has_none("key that spends alone: two of its three keys sign together"));
    }
    let root = wallet.root().ok_or_else(|| has_none("such form"))?;
    let path: Path = match (path, wallet.account(shown)?, wallet) {
        (Some(path), _, _) => path.parse()?,
        // Electrum takes the key of its account, not the master key above it.
        (None, Some((account, _)), OtherWallet::Electrum { .. }) => account.path(),
        _ => Path::master(),
    };
    Ok(root.derive_private(&path)?)
}

/// The seed is valid, and what `--expect` names is not of its wallet.
pub(crate) fn another_wallet(gap: u32) -> Failure {
    Failure::error("wrong-wallet", Exit::NoMatch, "a valid seed, of another wallet")
        .why(format!("what --expect names is not among the first {gap} addresses of its wallet, nor one of its keys."))
        .why("three usual reasons: a passphrase was used or left out; the backup is of another wallet; one wrong word or letter slipped through.")
        .next("try again with the passphrase (--passphrase-from ask), and compare the label on the sheet.")
}

fn not_compared(seed: &OtherSeed) -> Failure {
    let passes = match seed {
        OtherSeed::Electrum(_) => {
            "1 in 256 wrong phrases passes as an Electrum seed; a wrong passphrase passes always."
        }
        OtherSeed::ElectrumOld(_) => {
            "a seed of Electrum 1 has no check: any words of its list pass."
        }
        OtherSeed::Monero(_) => "1 in 24 wrong phrases passes the check of Monero's last word.",
        OtherSeed::Aezeed(_) => {
            "the words and the passphrase are confirmed; that they are the wanted wallet's is not."
        }
        OtherSeed::Bip32 { kind: "codex32", .. } => {
            "its checksum holds; that it is the wanted wallet's seed nothing says."
        }
        OtherSeed::Bip32 { .. } => {
            "a wrong passphrase passes always: it opens another wallet, an empty one."
        }
    };
    Failure::warning("not-compared", "a valid seed, NOT compared with anything")
        .why(passes)
        .next("--expect FINGERPRINT, a receive address you once used, or the xpub")
}
