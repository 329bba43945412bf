//! coldkeep copies list: the copies in the logbook, one line each.

use super::{Row, Table};
use crate::cli::args::CopiesListArgs;
use crate::cli::books::{Books, LOGBOOK, warn_of_keys};
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host;
use serde::Serialize;
use std::fmt;

/// The copies.
#[derive(Serialize)]
struct Copies {
    file: String,
    copies: Vec<Row>,
}

impl fmt::Display for Copies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Table(&self.copies).fmt(f)
    }
}

/// Lists the copies.
///
/// # Errors
/// `home-file` with the line of what cannot be read.
pub(crate) fn run(args: &CopiesListArgs, session: &mut Session) -> Result<Report, Failure> {
    let book = Books::look(session)?;
    warn_of_keys(session, &book);
    let wanted = |of: &str| args.of.as_deref().is_none_or(|name| name == of);
    let copies =
        book.copies().iter().filter(|copy| (args.all || copy.is_alive()) && wanted(&copy.of.text));
    let copies: Vec<Row> = copies.map(|copy| Row::of(&book, copy)).collect();
    if copies.is_empty() {
        session.say("No copy is noted. The first one: coldkeep copies add savings/A --fingerprint FINGERPRINT --place \"home safe\"");
    }
    let file = host::show_path(&session.home()?.join(LOGBOOK));
    Ok(Report::laid_out(&Copies { file, copies }, session.columns()))
}
