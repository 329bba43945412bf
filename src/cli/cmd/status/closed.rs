//! What opens nothing, as the owner reads it: what must be read again, and what is missing.

use super::lines;
use crate::cli::cmd::push;
use crate::cli::failure::{Failure, positions};
use crate::cli::line::Line;
use crate::host::show_text;
use crate::logbook::{
    Copy, Logbook, Missing, READS, Reviewed, Rule, Said, What, WhatIf, has_copies, missing,
    missing_groups,
};

/// The finding of a wallet or archive that nothing opens which is listed.
pub(super) fn closed(book: &Logbook, reviewed: &Reviewed, what_if: &WhatIf) -> Failure {
    let (name, of) = (&reviewed.name, show_text(&reviewed.name));
    if !has_copies(book, name) {
        let failure = Failure::warning("no-copies", format!("no copy of {of} is left"))
            .why("what is only in one head or one device is gone with it.")
            .command("", &lines::first(book, name));
        if !book.needs_passphrase(name) {
            return failure;
        }
        let of = Said::new(name.clone());
        let passphrase = Copy { of, what: What::Passphrase, ..Copy::default() };
        return failure.command("", &lines::missing(book, &passphrase, 1));
    }
    let failure = Failure::warning("closed-for-ever", format!("nothing that is listed opens {of}"));
    let Some(Missing { read, noted }) = missing(book, name, what_if) else {
        if reviewed.breaks(&[Rule::PartUnknown]) {
            return failure
                .why("the logbook does not say which part a copy is, or what it opens.")
                .next("say that first, as part-unknown says");
        }
        let groups = missing_groups(book, name, what_if);
        if !groups.is_empty() {
            let numbers: Vec<usize> =
                groups.iter().filter_map(|one| one.group.map(usize::from)).collect();
            let which = positions("group", &numbers);
            let failure = failure.why(format!(
                "shares of several groups are needed together, and none of {which} is noted."
            ));
            return groups.iter().enumerate().fold(failure, |failure, (number, share)| {
                failure.command("", &lines::of_group(book, share, number))
            });
        }
        return failure
            .why("a share, a key or a passphrase is missing, or has no place.")
            .next("coldkeep copies list      and add what is missing");
    };
    let read: Vec<&Copy> = read.into_iter().map(|at| &book.copies()[at]).collect();
    let mut whys = vec![why_read(&read)];
    whys.extend(noted.iter().map(|thing| Some(why_noted(book, thing))));
    let mut whys: Vec<&str> = whys.into_iter().flatten().collect();
    whys.dedup();
    let failure = whys.into_iter().fold(failure, Failure::why);
    let failure = read.into_iter().fold(failure, |failure, copy| {
        let by_hand = || Line::of("drill").name(&copy.id.text);
        failure.command("", &push::reads(copy).unwrap_or_else(by_hand))
    });
    let key_does = noted
        .iter()
        .any(|thing| thing.what == What::FilePassphrase && book.key(&thing.of.text).is_none());
    let failure = noted.iter().enumerate().fold(failure, |failure, (number, thing)| {
        failure.command("", &lines::missing(book, thing, number))
    });
    if key_does { failure.next("or with --what key, where a key file opens it") } else { failure }
}

/// Why copies that are there do not count until they are read.
fn why_read(read: &[&Copy]) -> Option<&'static str> {
    match read.iter().any(|copy| copy.last_pass(&READS).is_some() || copy.fault().is_some()) {
        _ if read.is_empty() => None,
        true => Some(
            "what opens it failed its last drill, or is out of reach: it counts as gone until it is read again.",
        ),
        false => Some(
            "what opens it was never read where it is now, and ciphertext without its key is no copy.",
        ),
    }
}

/// Why a thing that is not there is needed.
fn why_noted(book: &Logbook, thing: &Copy) -> &'static str {
    match thing.what {
        What::FilePassphrase if book.key(&thing.of.text).is_some() => {
            "its key file is locked with a file passphrase: copies of both must be noted."
        }
        What::Key if book.archive(&thing.of.text).is_some() => {
            "a key opens it and no file passphrase; a copy counts only with what opens it, and no key is noted."
        }
        What::FilePassphrase | What::Key => {
            "a copy counts only with what opens it, and no key or file passphrase is noted."
        }
        What::Passphrase => {
            "a BIP-39 passphrase belongs to it, and no copy of it is noted. Words alone open another wallet."
        }
        What::Descriptor => {
            "with fewer keys than all, the descriptor is needed, and no copy of it is noted."
        }
        What::Pin => "a device without its PIN opens for nobody but you, while you remember it.",
        What::Share | What::KeyShare | What::Cosigner => {
            "fewer parts are there than are needed together."
        }
        What::Archive => "no copy of the file itself is there.",
        _ => "no words are there, and nothing that gives them.",
    }
}
