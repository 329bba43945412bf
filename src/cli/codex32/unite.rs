//! codex32 strings brought together: what is here, what is missing, and the secret.

use crate::cli::codex32;
use crate::cli::failure::{Exit, Failure};
use crate::cli::reunite::{fingerprints_differ, not_enough, of_share};
use crate::cli::session::Session;
use crate::secret::SecretText;
use crate::share::Added;
use crate::share::codex32::{Gathering, Share, file};
use crate::share::file::PrintedFingerprint;

/// Strings of one set that are enough, as the secret.
pub(crate) struct United {
    pub(crate) secret: Share,
    /// What the files say about the wallet.
    pub(crate) fingerprint: Option<PrintedFingerprint>,
    pub(crate) set_name: String,
    pub(crate) shares: usize,
}

/// Brings strings together; the secret alone is enough. `decided` is explained at [`codex32::read`].
///
/// # Errors
/// When one is damaged, of another set, or a forgery of one that is here; `not-enough-shares`.
pub(crate) fn unite(
    session: &mut Session,
    texts: &[SecretText],
    decided: bool,
) -> Result<United, Failure> {
    let mut gathering = Gathering::new();
    let mut fingerprint: Option<PrintedFingerprint> = None;
    for (at, text) in (1..).zip(texts) {
        let said = file::fingerprint(text);
        if let (Some(before), Some(now)) = (fingerprint, said)
            && before != now
        {
            return Err(fingerprints_differ("strings"));
        }
        fingerprint = fingerprint.or(said);
        let share =
            codex32::read(session, text, decided).map_err(|failure| of_share(failure, at))?;
        add(session, &mut gathering, share).map_err(|failure| of_share(failure, at))?;
    }
    finish(session, gathering, fingerprint)
}

/// Adds one string and tells what it is.
///
/// # Errors
/// When it is of another set, or a forgery of one that is here.
pub(crate) fn add(
    session: &Session,
    gathering: &mut Gathering,
    share: Share,
) -> Result<(), Failure> {
    let name = share.identifier();
    let what = if share.is_secret() {
        "the secret itself".to_owned()
    } else {
        format!("share {}", share.index())
    };
    let became = match gathering.add(share)? {
        Added::New => "ok",
        Added::AlreadyHere => "is here already",
    };
    session.say(&format!("  {name}   {what}   {became}"));
    Ok(())
}

/// Recovers what a whole gathering holds.
///
/// # Errors
/// `not-enough-shares` while it is not whole; what recovering refuses.
pub(crate) fn finish(
    session: &Session,
    gathering: Gathering,
    fingerprint: Option<PrintedFingerprint>,
) -> Result<United, Failure> {
    let progress = gathering.progress().ok_or_else(|| {
        Failure::error("input-missing", Exit::Usage, "no share was given")
            .next("coldkeep combine FILE…, or --share-from")
    })?;
    if !gathering.is_complete() {
        return Err(not_enough(&progress));
    }
    let shares = gathering.shares().len();
    let secret = gathering.recover()?;
    let set_name = progress.set_name;
    session.say(&match shares {
        1 => format!("The codex32 secret {set_name}."),
        shares => format!("The set {set_name} is complete: {shares} shares."),
    });
    Ok(United { secret, fingerprint, set_name, shares })
}
