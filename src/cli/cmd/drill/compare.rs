//! Reading a copy: what was read is compared with the logbook, and nothing is shown.

use super::{Outcome, share};
use crate::cli::args::DrillArgs;
use crate::cli::bring::{self, Named, Source};
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::{self, Opener};
use crate::cli::line::Line;
use crate::cli::session::Session;
use crate::cli::stream::{self, DigestOnly, Input};
use crate::cli::{confirm, obtain, online};
use crate::host::{self, show_text};
use crate::keys::Fingerprint;
use crate::logbook::{Copy, Logbook, What};
use crate::seed::{Mnemonic, Passphrase};
use std::io;

/// Reads the copy.
///
/// # Errors
/// When there is nothing to compare with, or nothing can be read or asked; what was read and does not fit is no
/// error but an outcome.
pub(super) fn read(
    args: &DrillArgs,
    book: &Logbook,
    copy: &Copy,
    session: &mut Session,
) -> Result<Outcome, Failure> {
    let of_words = [What::Seed, What::Encrypted, What::Cosigner, What::Share, What::KeyShare];
    if of_words.contains(&copy.what) || copy.what == What::Key && !args.files.is_empty() {
        online::warn(session);
    }
    let compared = match copy.what {
        What::Seed | What::Encrypted | What::Cosigner => words(args, book, copy, session),
        What::Share | What::KeyShare => share::compare(args, book, copy, session),
        What::Key if !args.files.is_empty() => key(args, book, copy, session),
        What::Archive => archive(args, book, copy, session),
        _ => by_hand(args, copy, session),
    };
    match compared {
        Ok(pass) => Ok(Outcome::of(pass)),
        // Words that do not fit together are what a drill is there to find.
        Err(failure) if matches!(failure.exit(), Exit::Invalid | Exit::NoMatch) => {
            session.say_failure(&failure);
            Ok(Outcome::of(false))
        }
        Err(failure) => Err(failure),
    }
}

fn words(
    args: &DrillArgs,
    book: &Logbook,
    copy: &Copy,
    session: &mut Session,
) -> Result<bool, Failure> {
    let wallet = book.wallet(&copy.of.text);
    let known = fingerprint(book, copy)?;
    if args.files.is_empty() && args.words_from.is_none() {
        session.must_ask("the words of the copy", "--words-from, or a FILE")?;
        session.say("Read the words from the copy itself, not from memory. Nothing will be shown.");
    }
    let named =
        Named { files: &args.files, words_from: args.words_from.as_ref(), ..Named::default() };
    let mnemonic = match bring::bring(&named, session, None)?.source {
        Source::Whole(mnemonic) => mnemonic,
        Source::Typed(text) => Mnemonic::parse(&text)?,
        Source::Other(_) => return Err(gather::nothing_readable("this copy")),
    };
    let is = |passphrase: &Passphrase, session: &Session| -> Result<bool, Failure> {
        Ok(confirm::root(&mnemonic, passphrase, session.network)?.fingerprint() == known)
    };
    if is(&Passphrase::none(), session)? {
        session.say(&format!("fingerprint {known}: matches."));
        return Ok(true);
    }
    let with = wallet.is_some_and(|wallet| wallet.passphrase) || args.passphrase_from.is_some();
    if with {
        if args.passphrase_from.is_none() {
            session.must_ask("the BIP-39 passphrase", "--passphrase-from")?;
        }
        let ask = host::SecretSource::Ask;
        let source = args.passphrase_from.as_ref().unwrap_or(&ask);
        let passphrase = obtain::passphrase(session, Some(source))?;
        if is(&passphrase, session)? {
            session.say(&format!("fingerprint {known}, with the passphrase: matches."));
            return Ok(true);
        }
    }
    session.say(&format!("The words are a valid seed, and not the one with fingerprint {known}."));
    Ok(false)
}

/// The fingerprint that the words must have. That of a wallet says nothing of one of its several keys.
fn fingerprint(book: &Logbook, copy: &Copy) -> Result<Fingerprint, Failure> {
    let wallet = book.wallet(&copy.of.text).filter(|_| copy.what != What::Cosigner);
    let of_wallet = wallet.and_then(|wallet| wallet.fingerprint.as_ref());
    let known = copy.fingerprint.as_ref().or(of_wallet);
    known.and_then(|said| said.text.parse().ok()).ok_or_else(|| nothing_known(copy.what))
}

fn nothing_known(what: What) -> Failure {
    let (known, line) = match what {
        What::Key => ("recipient", "recipient = \"age1…\" below its [[key]]"),
        What::Archive => ("SHA-256", "sha256 = \"…\" below its [[archive]]"),
        What::Cosigner => ("fingerprint", "fingerprint = \"…\" of its own key below its [[copy]]"),
        _ => ("fingerprint", "fingerprint = \"…\" below the [[wallet]]"),
    };
    let said = format!("the logbook has no {known} for this copy");
    let failure = Failure::error("nothing-to-compare", Exit::Failed, said)
        .why("without one nobody can say whether the right thing was read.");
    failure.next(match what {
        What::Key | What::Archive => format!("add {line} in logbook.toml"),
        _ => format!("add {line} in logbook.toml, as new, restore and the sheet show it"),
    })
}

fn key(
    args: &DrillArgs,
    book: &Logbook,
    copy: &Copy,
    session: &mut Session,
) -> Result<bool, Failure> {
    // A key of an archive may have no entry of its own.
    let of_key = book.key(&copy.of.text).and_then(|key| key.recipient.as_ref());
    let of_archive = book.archive(&copy.of.text).map(|archive| &archive.recipients[..]);
    let known = of_key.map(std::slice::from_ref).or(of_archive).unwrap_or_default();
    if known.is_empty() {
        return Err(nothing_known(copy.what));
    }
    let opener = Opener { identities: &args.files, file_passphrase: None };
    let mut same = false;
    for identity in gather::identities(session, &opener)? {
        let recipient = identity.recipient()?.to_string();
        same |= known.iter().any(|one| one.text == recipient);
    }
    session.say(if same {
        "The key is the one of that recipient."
    } else {
        "The key is another one."
    });
    Ok(same)
}

fn archive(
    args: &DrillArgs,
    book: &Logbook,
    copy: &Copy,
    session: &mut Session,
) -> Result<bool, Failure> {
    let known = book.archive(&copy.of.text).and_then(|archive| archive.sha256.clone());
    let (Some(path), known) = (args.files.first(), &known) else {
        // That it is bad may be seen without a program.
        return match known.filter(|_| args.result != Some(false)) {
            Some(_) => Err(not_given(copy)),
            None => by_hand(args, copy, session),
        };
    };
    let known = known.as_ref().ok_or_else(|| nothing_known(copy.what))?;
    let mut digest = DigestOnly::default();
    io::copy(&mut Input::open(Some(path))?, &mut digest)
        .map_err(|_| gather::nothing_readable("the file"))?;
    let same = stream::hex(&digest.finish()) == *known;
    session.say(if same {
        "SHA-256 as in the logbook."
    } else {
        "SHA-256 is another one than in the logbook."
    });
    Ok(same)
}

/// A file that a program can compare, and that was not named.
fn not_given(copy: &Copy) -> Failure {
    Failure::error("copy-not-given", Exit::Usage, "that copy is a file, and was not named")
        .why("the logbook has its SHA-256, so it is read and compared, and nobody's word is taken.")
        .command("the file as it lies there:", &Line::of("drill").name(&copy.id.text).name("FILE"))
        .next("It cannot be read, or is gone? --result fail")
}

/// What no program can compare: somebody says whether it was right.
fn by_hand(args: &DrillArgs, copy: &Copy, session: &mut Session) -> Result<bool, Failure> {
    if let Some(pass) = args.result {
        return Ok(pass);
    }
    session.must_ask("whether the copy is right", "--result pass or --result fail")?;
    let how = match copy.what {
        What::Device => {
            "Run the device's own backup check, with the words from paper. Did it pass?"
        }
        What::Pin => "Unlock the device with the PIN as it is written there. Did it open?",
        What::Passphrase => {
            "Open the wallet with the passphrase as it is written there. Is the fingerprint right?"
        }
        What::FilePassphrase | What::Key => {
            "Decrypt something with it as it is there. Did it open?"
        }
        What::Descriptor => "Compare its checksum (#) with that of the wallet. Is it the same?",
        What::Letter => "Read it as your heirs would. Are names, places and steps still right?",
        _ => "Compare it with the logbook. Is it right?",
    };
    session.say(&format!("{}: read it from the copy itself.", show_text(&copy.id.text)));
    session.confirm(how, false)
}
