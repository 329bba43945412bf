//! coldkeep wallet list: the wallets that are kept, one line each.

use crate::cli::failure::Failure;
use crate::cli::kept::Shelf;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host;
use serde::Serialize;
use std::fmt;

/// One wallet; of a file that cannot be read only the name and what is wrong.
#[derive(Serialize)]
struct Line {
    name: String,
    policy: Option<String>,
    network: Option<String>,
    fingerprints: Vec<String>,
    next: Option<u32>,
    practice: bool,
    damaged: Option<String>,
}

/// The wallets of the home.
#[derive(Serialize)]
struct Wallets {
    home: String,
    wallets: Vec<Line>,
}

impl fmt::Display for Wallets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.wallets.iter().map(|line| line.name.len()).max().unwrap_or(0);
        for line in &self.wallets {
            write!(f, "{:width$}  ", line.name)?;
            if let Some(damaged) = &line.damaged {
                writeln!(f, "cannot be read: {damaged}")?;
                continue;
            }
            let next =
                line.next.map_or("no address left".to_owned(), |next| format!("next {next}"));
            write!(f, "{:7}  {next}", line.network.as_deref().unwrap_or("-"))?;
            write!(f, "  {}", line.policy.as_deref().unwrap_or("-"))?;
            if !line.fingerprints.is_empty() {
                write!(f, "  {}", line.fingerprints.join(" "))?;
            }
            writeln!(f, "{}", if line.practice { "  PRACTICE" } else { "" })?;
        }
        Ok(())
    }
}

/// Lists the wallets; one that cannot be read does not hide the others.
///
/// # Errors
/// `no-wallets` where none is kept; when others can write in the home.
pub(crate) fn run(session: &mut Session) -> Result<Report, Failure> {
    let shelf = Shelf::open(session)?;
    if shelf.names.is_empty() {
        shelf.choose(None)?;
    }
    let mut wallets = Vec::new();
    for name in &shelf.names {
        let line = match shelf.read(name) {
            Ok(kept) => Line {
                name: name.to_string(),
                policy: kept.file.policy().map(host::show_text),
                network: Some(kept.network.to_string()),
                fingerprints: kept
                    .file
                    .fingerprints()
                    .iter()
                    .map(|one| host::show_text(one))
                    .collect(),
                next: kept.file.branch(false).fresh(1).ok().and_then(|one| one.first().copied()),
                practice: kept.file.is_practice(),
                damaged: None,
            },
            Err(failure) => {
                let damaged = Some(failure.what().to_owned());
                session.warn(failure.as_warning());
                Line {
                    name: name.to_string(),
                    policy: None,
                    network: None,
                    fingerprints: Vec::new(),
                    next: None,
                    practice: false,
                    damaged,
                }
            }
        };
        wallets.push(line);
    }
    Ok(Report::of(&Wallets { home: host::show_path(shelf.home.path()), wallets }))
}
