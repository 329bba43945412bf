//! What other commands say of the logbook: the line that notes what they made, and older sets that are still there.

use super::books::Books;
use super::cmd::copies::{old_set, typed};
use super::session::Session;
use crate::logbook::What;

/// Says how a copy of a seed is noted. Nothing is noted by itself: where it will lie is not known yet.
pub(crate) fn seed(session: &Session, name: &str, fingerprint: &str, medium: &str) {
    session.say(&format!(
        "When it lies in its place: coldkeep copies add {} --fingerprint {fingerprint} --medium {medium} --place NAME",
        typed(&format!("{name}/A"))
    ));
}

/// Says how the shares of a set are noted.
pub(crate) fn shares(session: &Session, set: &str, scheme: &str, fingerprint: Option<&str>) {
    let of = fingerprint.map_or(String::new(), |one| format!(" --fingerprint {one}"));
    // Of groups each share has a scheme of its own.
    let scheme = match scheme.contains(' ') {
        true => "MofN --groups MofN --group 1",
        false => scheme,
    };
    session.say(&format!(
        "When each lies in its place: coldkeep copies add {} --of NAME{of} --what share --scheme {scheme} --number 1 --place NAME",
        typed(&format!("{set}/1"))
    ));
}

/// Warns of older sets of shares of the same wallet. A home that cannot be read is no reason to make no shares.
pub(crate) fn warn_of_old_sets(session: &mut Session, set: &str, fingerprint: Option<&str>) {
    let Ok(book) = Books::look(session) else { return };
    let same = |known: &str| fingerprint == Some(known);
    let wallet = book
        .wallets()
        .iter()
        .find(|wallet| wallet.fingerprint.as_ref().is_some_and(|known| same(&known.text)));
    let Some(wallet) = wallet else { return };
    let old = book.alive(&wallet.name.text).filter(|copy| {
        copy.what == What::Share && copy.set.as_ref().is_some_and(|one| one.text != set)
    });
    if let Some(warning) = old_set(&wallet.name.text, &old.collect::<Vec<_>>()) {
        session.warn(warning);
    }
}
