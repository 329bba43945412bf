//! coldkeep wallet show: everything that is known about one wallet.

use super::{fingerprints, in_words, paths};
use crate::cli::args::WalletShowArgs;
use crate::cli::blocks;
use crate::cli::failure::Failure;
use crate::cli::kept::{Shelf, WALLETS};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host;
use serde::Serialize;
use std::fmt;

/// One wallet.
#[derive(Serialize)]
struct Shown {
    wallet: String,
    policy: String,
    network: String,
    fingerprints: Vec<String>,
    paths: Vec<String>,
    descriptor: String,
    address: String,
    next: Option<u32>,
    next_change: Option<u32>,
    handed_out: u64,
    unpaid: u32,
    gap: u32,
    birthday: Option<String>,
    birthday_height: Option<u32>,
    confirmed: Option<String>,
    added: Option<String>,
    practice: bool,
    labels: bool,
    file: String,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number =
            |next: Option<u32>| next.map_or("none left".to_owned(), |next| next.to_string());
        let list =
            |some: &[String]| if some.is_empty() { "not known".to_owned() } else { some.join(" ") };
        let mut line = |name: &str, value: &str| writeln!(f, "{name:14} {value}");
        line(
            "wallet",
            &format!(
                "{}{}",
                self.wallet,
                if self.practice { " (PRACTICE: its keys are published)" } else { "" }
            ),
        )?;
        line("policy", &self.policy)?;
        line("network", &self.network)?;
        line("fingerprint", &list(&self.fingerprints))?;
        line("path", &list(&self.paths))?;
        line("first address", &self.address)?;
        line("next", &number(self.next))?;
        if self.next_change.is_some() {
            line("next change", &number(self.next_change))?;
        }
        line(
            "handed out",
            &format!(
                "{} here, {} since the last one known to be paid",
                self.handed_out, self.unpaid
            ),
        )?;
        line("gap limit", &self.gap.to_string())?;
        let birthday = match (&self.birthday, self.birthday_height) {
            (Some(day), _) => day.clone(),
            (None, Some(height)) => format!("block {height}"),
            (None, None) => "not known: a rescan begins at the first block".to_owned(),
        };
        line("birthday", &birthday)?;
        line(
            "compared with",
            self.confirmed
                .as_deref()
                .unwrap_or("NOTHING: compare the first address before you use it"),
        )?;
        line("descriptor", &self.descriptor)?;
        line("file", &self.file)
    }
}

/// Shows a wallet.
///
/// # Errors
/// When there is none of that name, or its file cannot be read.
pub(crate) fn run(args: &WalletShowArgs, session: &mut Session) -> Result<Report, Failure> {
    let shelf = Shelf::open(session)?;
    let name = shelf.choose(args.name.as_deref())?;
    let kept = shelf.read(&name)?;
    let (file, policy) = (&kept.file, &kept.policy);
    let next =
        |change: bool| file.branch(change).fresh(1).ok().and_then(|one| one.first().copied());
    if session.has_colours() && !session.json {
        for line in blocks::pictures(&fingerprints(policy)) {
            session.say(&line);
        }
    }
    let labels = shelf.home.names(WALLETS).is_ok_and(|names| names.contains(&name.labels_file()));
    Ok(Report::of(&Shown {
        wallet: name.to_string(),
        policy: in_words(policy),
        network: kept.network.to_string(),
        fingerprints: fingerprints(policy),
        paths: paths(policy),
        descriptor: policy.descriptor(),
        address: policy.first_address(kept.network)?.text,
        next: next(false),
        next_change: next(true).filter(|_| policy.has_change()),
        handed_out: file.branch(false).count() + file.branch(true).count(),
        unpaid: file.branch(false).unpaid(),
        gap: file.gap(),
        birthday: file.birthday().map(str::to_owned),
        birthday_height: file.birthday_height(),
        confirmed: file.confirmed().map(host::show_text),
        added: file.added().map(str::to_owned),
        practice: file.is_practice(),
        labels,
        file: host::show_path(&shelf.path(&name)),
    }))
}
