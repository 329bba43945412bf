//! coldkeep wallet remove: a wallet is set aside under another name; nothing is deleted.

use crate::cli::args::WalletRemoveArgs;
use crate::cli::failure::{Exit, Failure};
use crate::cli::kept::{self, Shelf, WALLETS};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host;
use serde::Serialize;
use std::fmt;

/// Where the file is now.
#[derive(Serialize)]
struct Removed {
    wallet: String,
    file: String,
}

impl fmt::Display for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.file)
    }
}

/// Sets a wallet aside, after its name was given again.
///
/// # Errors
/// `no-such-wallet`; `name-differs` when the second name is another.
pub(crate) fn run(args: &WalletRemoveArgs, session: &mut Session) -> Result<Report, Failure> {
    let shelf = Shelf::open(session)?;
    let name = shelf.choose(Some(&args.name))?;
    let again = match &args.confirm {
        Some(again) => again.clone(),
        None => {
            session.must_ask("the name again", "--confirm NAME")?;
            session.say("The list of its addresses that were handed out goes with it.");
            session.ask_line(&format!("Type {name} to set it aside: "))?
        }
    };
    if again.trim() != name.as_str() {
        return Err(Failure::error(
            "name-differs",
            Exit::NoMatch,
            "that is not the name of the wallet",
        )
        .next("nothing was changed"));
    }
    let lock = shelf.lock()?;
    let today = host::today();
    let taken =
        shelf.home.names(WALLETS).map_err(|error| kept::at_home(shelf.home.path(), error))?;
    let aside = |number: usize| match number {
        0 => format!("{name}.removed-{today}"),
        more => format!("{name}.removed-{today}-{}", more + 1),
    };
    let free = |stem: &String| {
        [".toml", ".labels.jsonl"].iter().all(|end| !taken.contains(&format!("{stem}{end}")))
    };
    let stem = (0..).map(aside).find(free).expect("some number is free");
    let to = format!("{stem}.toml");
    let path = shelf.home.path().join(WALLETS).join(&to);
    let moved = shelf.home.set_aside(&lock, WALLETS, &name.file(), &to);
    moved.map_err(|error| kept::at_home(&path, error))?;
    if taken.contains(&name.labels_file()) {
        let labels = format!("{stem}.labels.jsonl");
        let moved = shelf.home.set_aside(&lock, WALLETS, &name.labels_file(), &labels);
        moved.map_err(|error| kept::at_home(&path, error))?;
    }
    session.say(&format!(
        "{name} is set aside. To have it back, give the file its old name: {}",
        name.file()
    ));
    Ok(Report::of(&Removed { wallet: name.to_string(), file: host::show_path(&path) }))
}
