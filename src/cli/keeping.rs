//! What other commands say of the logbook: the line that notes what they made, and older sets that are still there.

use super::books::Books;
use super::cmd::copies::old_sets;
use super::line::Line;
use super::session::Session;
use crate::logbook::{ShareSet, What};

/// Says how a copy of a seed is noted. Nothing is noted by itself: where it will lie is not known yet.
pub(crate) fn seed(session: &Session, name: &str, fingerprint: &str, medium: &str) {
    let line = Line::of("copies add")
        .name(&format!("{name}/A"))
        .flag("--fingerprint", fingerprint)
        .flag("--medium", medium)
        .flag("--place", "NAME");
    session.say(&format!("When it lies in its place: {line}"));
}

/// Says how the shares of a set are noted.
pub(crate) fn shares(session: &Session, set: &str, scheme: &str, fingerprint: Option<&str>) {
    let line = Line::of("copies add")
        .name(&format!("{set}/1"))
        .flag("--of", "NAME")
        .maybe("--fingerprint", fingerprint)
        .flag("--what", "share");
    // Of groups each share has the scheme of its own group: `2 groups of me=1of1 family=2of3`.
    let line = match scheme.split_once(" groups of ") {
        Some((needed, groups)) => {
            let first = groups.split(' ').next().unwrap_or_default();
            line.flag("--scheme", first.rsplit('=').next().unwrap_or_default())
                .flag("--groups", &format!("{needed}of{}", groups.split(' ').count()))
                .flag("--group", "1")
        }
        None => line.flag("--scheme", scheme),
    };
    let line = line.flag("--number", "1").flag("--place", "NAME");
    session.say(&format!("When each lies in its place: {line}"));
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
    let other = |one: &ShareSet<'_>| {
        one.of == wallet.name.text && one.what == What::Share && one.name != Some(set)
    };
    let older: Vec<ShareSet<'_>> = book.share_sets().into_iter().filter(other).collect();
    if let Some(warning) = old_sets(&book, &older) {
        session.warn(warning);
    }
}
