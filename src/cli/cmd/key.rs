//! coldkeep key: age identities, made and shown by their recipients.

use crate::cli::args::{KeyNewArgs, KeyRecipientArgs};
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::{self, Opener};
use crate::cli::obtain;
use crate::cli::random::with_kernel;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::crypt::{self, Algorithm, Identity};
use crate::host::{self, AtomicFile};
use serde::Serialize;
use std::fmt;

/// The public half of keys.
#[derive(Serialize)]
struct Recipients {
    recipients: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locked: Option<bool>,
}

impl fmt::Display for Recipients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.recipients.iter().try_for_each(|recipient| writeln!(f, "{recipient}"))
    }
}

/// Makes an identity file and prints its recipient.
///
/// # Errors
/// Without `-o`; when the file exists or cannot be written; a weak file passphrase.
pub(crate) fn new(args: &KeyNewArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.allow_recording);
    let Some(path) = &args.output else {
        return Err(Failure::refused(
            "identity-to-stdout",
            "key new writes the identity to a file only",
        )
        .why("stdout would keep it in a log, a pipe or the scrollback.")
        .next("-o key.txt,   or locked with a file passphrase: -p -o key.age"));
    };
    deliver::refuse_existing(path, args.force)?;
    let algorithm = if args.pq { Algorithm::Hybrid } else { Algorithm::X25519 };
    let key = with_kernel(|random| Ok::<_, Failure>(crypt::generate(algorithm, random)))?;
    let recipient = Identity::parse(&key)?.recipient()?.to_string();
    let mut file = AtomicFile::create(path, deliver::existing(args.force))
        .map_err(|error| Failure::at(path, error))?;
    if args.file_passphrase {
        let passphrase = obtain::new_file_passphrase(
            session,
            args.file_passphrase_from.as_ref(),
            args.allow_weak_passphrase,
        )?;
        deliver::fill(&mut file, path, &crypt::lock_identity(&key, &passphrase, false)?)?;
    } else {
        let text = crypt::identity_file(&key, None)?;
        // exposed to: the 0600 identity file that -o named
        deliver::fill(&mut file, path, text.expose_secret().as_bytes())?;
        session.warn(
            Failure::warning("identity-in-clear", format!("{} opens every file made for it, and is not locked", host::show_path(path)))
                .next("-p locks it with a file passphrase; keep a copy apart from the files that it opens"),
        );
    }
    deliver::commit(session, file, path)?;
    if args.pq {
        session.say("A post-quantum key: age 1.3 and newer reads it, and all recipients of a file must be such keys.");
    }
    session.say("Without this key nothing that is encrypted to it opens: keep a second copy of it, elsewhere.");
    Ok(Report::of(&Recipients {
        recipients: vec![recipient],
        file: Some(host::show_path(path)),
        locked: Some(args.file_passphrase),
    }))
}

/// Prints the recipients of an identity file.
///
/// # Errors
/// When the file cannot be read or opened, or holds no identity.
pub(crate) fn recipient(args: &KeyRecipientArgs, session: &mut Session) -> Result<Report, Failure> {
    let files = [args.identity.clone()];
    let opener = Opener { identities: &files, file_passphrase: args.file_passphrase_from.as_ref() };
    let identities = gather::identities(session, &opener)?;
    let recipients = identities
        .iter()
        .map(|i| i.recipient().map(|r| r.to_string()))
        .collect::<Result<Vec<_>, _>>()?;
    if recipients.is_empty() {
        return Err(Failure::error("no-identity", Exit::Invalid, "the file holds no identity")
            .next("one begins with AGE-SECRET-KEY-"));
    }
    Ok(Report::of(&Recipients { recipients, file: None, locked: None }))
}
