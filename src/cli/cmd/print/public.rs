//! coldkeep print recover and print blank: pages without any secret.

use super::About;
use crate::cli::args::PrintPublicArgs;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::Printer;
use crate::seed::wordlist;
use crate::sheet::{BlankForm, BlankKind, RecoveryPage, Sheet, WordCount};

/// Prints the recovery page and the word list on its back.
///
/// # Errors
/// A refused way out, or a page that does not read back.
pub(crate) fn recover(
    args: &PrintPublicArgs,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    super::check_way(&args.pages, false, session)?;
    let sheet = RecoveryPage { heading: super::heading(&args.pages)?, words: wordlist::english() };
    let about = About { kind: "recover", ..About::default() };
    super::hand_out(session, &args.pages, printer, &[Sheet::Recovery(sheet)], about)
}

/// Prints forms for 12 and 24 words and for shares of both, the SeedQR grids, and the form of a device.
///
/// # Errors
/// A refused way out, or a page that does not read back.
pub(crate) fn blank(
    args: &PrintPublicArgs,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    super::check_way(&args.pages, false, session)?;
    let heading = super::heading(&args.pages)?;
    let about = About { kind: "blank", ..About::default() };
    super::hand_out(session, &args.pages, printer, &blanks(&heading), about)
}

/// The forms of `print blank`.
pub(super) fn blanks(heading: &crate::sheet::Heading) -> Vec<Sheet> {
    let words = |count| WordCount::mnemonic(count).map(BlankKind::Words);
    let share = |count| WordCount::share(count).map(BlankKind::Share);
    let grids = [25, 29].map(|squares| Some(BlankKind::Grid { squares }));
    let kinds = [words(24), words(12), share(33), share(20)].into_iter().chain(grids);
    let kinds = kinds.flatten().chain([BlankKind::Device]);
    kinds.map(|kind| Sheet::Blank(BlankForm { heading: heading.clone(), kind })).collect()
}
