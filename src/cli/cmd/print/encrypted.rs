//! coldkeep print encrypted: age ciphertext on paper; its key in shares, or a file passphrase kept elsewhere.

use super::seed::obtain_seed;
use super::{About, shares as share_pages};
use crate::cli::args::PrintEncryptedArgs;
use crate::cli::failure::{Exit, Failure};
use crate::cli::random::{self, with_kernel};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::shares::{self, Cut, Request};
use crate::cli::{inside, obtain};
use crate::crypt::{self, Envelope, FilePassphrase, To, With};
use crate::host::{self, Printer};
use crate::secret::{SecretBytes, SecretText};
use crate::share::{GivesBack, Scheme, payload};
use crate::sheet::{EncryptedSheet, Heading, KeyPlace, Sheet};
use std::path::Path;

/// The key of `--split`, in bytes; the age file passphrase is its lower-case hex digits.
const KEY_BYTES: usize = 16;
/// The most that an age file for paper may hold, in bytes: four pages of six codes hold less.
const FILE_LIMIT: usize = 64 * 1024;
/// The most that the text inside may hold, in bytes.
const INSIDE_LIMIT: usize = 4096;

/// Prints the sheet, and with `--split` the shares of its key.
///
/// # Errors
/// A refused way out; words that cannot be had; ciphertext that does not open again; a page that does not read back.
pub(crate) fn run(
    args: &PrintEncryptedArgs,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    session.allow_recording(args.pages.allow_recording);
    let scheme =
        args.split.as_deref().map(|text| shares::scheme(&[text.to_owned()], None)).transpose()?;
    super::check_way(&args.pages, scheme.is_some() && !session.practice, session)?;
    let heading = super::heading(&args.pages)?;
    if let Some(path) = &args.input {
        return existing(args, path, heading, printer, session);
    }
    let seed = obtain_seed(&args.seed, session)?;
    let plain = inside::text(&seed.mnemonic, &seed.identity, !seed.passphrase.is_none());
    let mut about = About {
        kind: "encrypted",
        copies: args.copies,
        path_confirmed: Some(seed.identity.convention.is_some()),
        practice: session.practice,
        ..About::default()
    };
    let mut sheets = Vec::new();
    match scheme {
        None => {
            let source = args.file_passphrase_from.as_ref();
            let passphrase = match source {
                Some(_) => {
                    obtain::new_file_passphrase(session, source, args.allow_weak_passphrase)?
                }
                None => obtain::made_file_passphrase(session)?,
            };
            let armor = sealed(&plain, &passphrase)?;
            sheets.push(Sheet::Encrypted(EncryptedSheet {
                heading,
                armor,
                key: KeyPlace::Passphrase { kept_at: None },
                parity: args.parity.into(),
            }));
            session
                .say("The file passphrase is on no page: keep it in another place than the sheet.");
        }
        Some(scheme) => {
            let (cut, passphrase) = key_in_shares(&scheme)?;
            share_pages::proved(&cut)?;
            let armor = sealed(&plain, &passphrase)?;
            let set_name = cut.shares[0].set_name();
            let key = KeyPlace::Shares {
                set_name: set_name.clone(),
                needed: share_pages::needed(&scheme),
                hex_digits: KEY_BYTES * 2,
            };
            sheets.push(Sheet::Encrypted(EncryptedSheet {
                heading: heading.clone(),
                armor,
                key,
                parity: args.parity.into(),
            }));
            sheets.extend(
                share_pages::share_sheets(&cut, &scheme, &heading, true)
                    .into_iter()
                    .map(Sheet::Share),
            );
            sheets.push(Sheet::Owners(share_pages::owners(&cut, &scheme, &heading)));
            session.say(&format!("Key in shares, set name: {set_name}. Keep the sheet and the shares in different places."));
            about.secret = true;
            about.set = Some(set_name);
            about.form = Some("slip39");
        }
    }
    super::hand_out(session, &args.pages, printer, &sheets, about)
}

/// Puts an age file that exists on paper; it is not opened.
fn existing(
    args: &PrintEncryptedArgs,
    path: &Path,
    heading: Heading,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    let bytes = host::read_file(path, FILE_LIMIT).map_err(|error| Failure::at(path, error))?;
    // exposed to: the header reader; ciphertext is public
    let header = crypt::header_info(bytes.expose_secret())?;
    // exposed to: armor; ciphertext is public
    let armor = crypt::to_armor(bytes.expose_secret())?;
    let key = if header.scrypt {
        KeyPlace::Passphrase { kept_at: None }
    } else {
        KeyPlace::Identity { kept_at: None }
    };
    let about = About { kind: "encrypted", copies: args.copies, ..About::default() };
    let report = super::hand_out(
        session,
        &args.pages,
        printer,
        &[Sheet::Encrypted(EncryptedSheet { heading, armor, key, parity: args.parity.into() })],
        about,
    )?;
    session.warn(
        Failure::warning(
            "not-read-back",
            "the file was put on paper as it is; whether it opens was not tried",
        )
        .next(format!("coldkeep decrypt {}      with its key", host::show_path(path))),
    );
    Ok(report)
}

/// Encrypts the text as armor and opens it again before it counts.
fn sealed(plain: &SecretText, passphrase: &FilePassphrase) -> Result<String, Failure> {
    random::must_answer()?;
    let mut armor = Vec::new();
    let envelope = with_kernel(|random| Envelope::new(&To::Passphrase(passphrase), random))?;
    envelope.encrypt(
        true,
        // exposed to: age, which encrypts it
        &mut plain.expose_secret().as_bytes(),
        &mut armor,
    )?;
    let back =
        crypt::decrypt_to_memory(&With::Passphrase(passphrase), armor.as_slice(), INSIDE_LIMIT)?;
    // exposed to: the comparison of what went in and what came out
    if back.expose_secret() != plain.expose_secret().as_bytes() {
        return Err(Failure::error(
            "not-read-back",
            Exit::Failed,
            "what was encrypted does not open to what it was; nothing was kept",
        )
        .next("try again; if it happens again, use another computer"));
    }
    Ok(String::from_utf8(armor).expect("armor is ASCII"))
}

/// A fresh 128-bit key in shares, and the file passphrase that it is.
fn key_in_shares(scheme: &Scheme) -> Result<(Cut, FilePassphrase), Failure> {
    let key: SecretBytes = host::kernel_bytes(KEY_BYTES)?;
    let passphrase = FilePassphrase::new(payload::to_hex(&key))?;
    let asked = Request {
        words_from: None,
        secret_from: None,
        passphrase_from: None,
        expect: None,
        anonymous: true,
        extendable: true,
        form: crate::share::Form::Slip39,
    };
    let cut = shares::cut_secret(scheme, key, GivesBack::Hex(KEY_BYTES as u8), None, &asked)?;
    Ok((cut, passphrase))
}
