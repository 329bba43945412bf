//! What a new copy is a copy of: a wallet, archive or key that the logbook has, or learns of with it.

use super::add::Request;
use super::refused;
use crate::cli::failure::{Failure, copies as failure};
use crate::keys;
use crate::logbook::{Archive, BookKey, BookWallet, Logbook, Said, What};

/// The logbook with what the copy is a copy of.
///
/// # Errors
/// When it is not known, has another fingerprint, or its seed is published.
pub(super) fn with_thing(
    book: Logbook,
    of: &str,
    request: &Request<'_>,
) -> Result<Logbook, Failure> {
    let args = request.args;
    if request.what == What::Letter {
        return Ok(book);
    }
    let fingerprint = request.fingerprint.or(request.kept.flatten());
    let published = fingerprint.is_some_and(keys::is_published_master);
    if published && !request.practice {
        return Err(failure::published());
    }
    // Each key of several has a fingerprint of its own, which stands at its copy.
    let fingerprint = fingerprint.filter(|_| request.what != What::Cosigner);
    // Whoever notes a passphrase has one.
    let with_passphrase = args.with_passphrase || request.what == What::Passphrase;
    let shown = fingerprint.map(|fingerprint| fingerprint.to_string());
    if let Some(wallet) = book.wallet(of) {
        let known = wallet.fingerprint.as_ref().map(|known| known.text.as_str());
        match (known, shown.as_deref()) {
            (Some(known), Some(given)) if known != given => {
                return Err(failure::other_fingerprint(of, known));
            }
            _ => {}
        }
        let change = |wallet: &mut BookWallet| {
            if wallet.fingerprint.is_none() {
                wallet.fingerprint = shown.map(Said::new);
            }
            wallet.passphrase |= with_passphrase;
            reached(wallet, request);
        };
        return book.change_wallet(of, change).map_err(refused);
    }
    if book.archive(of).is_some() || book.key(of).is_some() {
        if matches!(request.what, What::Key | What::KeyShare) {
            refuse_other_recipient(&book, of, &args.recipient)?;
        }
        return Ok(book);
    }
    let name = Said::new(of);
    let mut recipients = args.recipient.iter().map(Said::new);
    let added = match request.what {
        What::Archive => {
            let recipients: Vec<Said> = recipients.collect();
            let passphrase = recipients.is_empty();
            book.add_archive(&Archive { name, recipients, passphrase, ..Archive::default() })
        }
        What::Key | What::KeyShare => {
            book.add_key(&BookKey { name, recipient: recipients.next(), locked: false })
        }
        What::FilePassphrase => return Err(failure::unknown_thing(of)),
        _ => {
            let several = matches!(request.what, What::Descriptor | What::Cosigner);
            if shown.is_none() && request.kept.is_none() && !several {
                return Err(failure::unknown_thing(of));
            }
            let made = request.made.to_string();
            let mut wallet = BookWallet {
                name,
                fingerprint: shown.map(Said::new),
                passphrase: with_passphrase,
                practice: published,
                ..BookWallet::default()
            };
            wallet.steps[0] = Some(made);
            reached(&mut wallet, request);
            book.add_wallet(&wallet)
        }
    };
    added.map_err(refused)
}

/// Refuses the key of another archive, where it is known what opens this one.
fn refuse_other_recipient(book: &Logbook, of: &str, given: &[String]) -> Result<(), Failure> {
    let of_key = book.key(of).and_then(|key| key.recipient.as_ref());
    let of_archive = book.archive(of).map(|archive| &archive.recipients[..]).unwrap_or_default();
    let mut known = of_key.into_iter().chain(of_archive).map(|said| said.text.as_str()).peekable();
    let fits = known.peek().is_none() || {
        let known: Vec<&str> = known.collect();
        given.iter().all(|one| known.contains(&one.as_str()))
    };
    if fits { Ok(()) } else { Err(failure::other_recipient(of)) }
}

/// A copy that was read back shows a state of its wallet.
fn reached(wallet: &mut BookWallet, request: &Request<'_>) {
    let args = request.args;
    if args.read_back && request.what.shows_its_wallet() && wallet.steps[1].is_none() {
        wallet.steps[1] = Some(request.made.to_string());
    }
}
