//! A BIP-32 seed cut into codex32 shares: where it comes from, how they are kept, the proof.

use crate::cli::cmd::split::not_good;
use crate::cli::codex32;
use crate::cli::confirm::{self, Face, Identity};
use crate::cli::failure::{Exit, Failure};
use crate::cli::obtain;
use crate::cli::random::with_kernel;
use crate::cli::session::Session;
use crate::cli::shares::Request;
use crate::host::NewFolder;
use crate::keys::Root;
use crate::secret::{SecretBytes, SecretText};
use crate::seed::Seed;
use crate::share::codex32::{Identifier, Share, check_every_quorum, file, looks_like, split};
use crate::share::{Quorums, Scheme, payload};

/// A seed in codex32 shares.
pub(crate) struct Cut {
    seed: SecretBytes,
    pub(crate) shares: Vec<Share>,
    /// The fingerprint of the wallet that the seed makes; `None` with `--anonymous`.
    pub(crate) fingerprint: Option<String>,
}

impl Cut {
    /// The four letters that all shares have in common.
    pub(crate) fn set_name(&self) -> String {
        self.shares[0].identifier().to_string()
    }

    /// Recombines every quorum of shares that were read back.
    ///
    /// # Errors
    /// `shares-not-good`.
    pub(crate) fn check(&self, read_back: &[Share]) -> Result<Quorums, Failure> {
        check_every_quorum(read_back, &self.seed).map_err(|_| not_good())
    }

    /// Writes a file for each share into a folder that is not whole yet, and reads them back.
    ///
    /// # Errors
    /// When the storage refuses; `shares-not-good`.
    pub(crate) fn write(&self, folder: &mut NewFolder) -> Result<(Vec<String>, Quorums), Failure> {
        let fingerprint = self.fingerprint.as_deref().and_then(|written| written.parse().ok());
        let (mut names, mut back) = (Vec::new(), Vec::new());
        for share in &self.shares {
            let name = format!("share-{}.txt", share.index());
            let text = file::write(share, self.shares.len() as u8, fingerprint);
            // exposed to: a 0600 file in the new folder, on memory-backed storage or by --allow-secret-file
            folder.write(&name, text.expose_secret().as_bytes())?;
            let text = SecretText::from_bytes(folder.read(&name, crate::share::file::FILE_LIMIT)?)?;
            back.push(Share::parse(&text)?);
            names.push(name);
        }
        Ok((names, self.check(&back)?))
    }

    /// Shows each share and, with `check`, has it typed back.
    ///
    /// # Errors
    /// When the screen is not there, or a share is typed back wrongly; `shares-not-good`.
    pub(crate) fn show(&self, session: &mut Session, check: bool) -> Result<Quorums, Failure> {
        let count = self.shares.len();
        let mut back = Vec::new();
        for (at, share) in self.shares.iter().enumerate() {
            let any = share.threshold();
            let title = format!(
                "Share {} of {count} · letter {} · any {any} restore",
                at + 1,
                share.index()
            );
            session.show_pages(&codex32::pages(&title, share))?;
            if check {
                codex32::type_back(session, share)?;
            }
            back.push(Share::parse(&share.text())?);
        }
        self.check(&back)
    }
}

/// Gets a seed and cuts it.
///
/// # Errors
/// When the seed cannot be had or is none; words without `--as-seed`; a scheme that codex32 does not have.
pub(crate) fn cut(
    session: &mut Session,
    scheme: &Scheme,
    asked: &Request<'_>,
    as_seed: bool,
) -> Result<Cut, Failure> {
    check_scheme(scheme)?;
    let (secret, identity) = match asked.secret_from {
        Some(source) => {
            let text = session.secret("--secret-from", "The seed (hex digits, or MS1…)", source)?;
            let secret = of_text(session, &text)?;
            let root = root(session, &seed_of(&secret)?)?;
            (secret, confirm::plain(&root, face(), session.network)?)
        }
        None if as_seed => of_words(session, asked)?,
        None => return Err(words_not_carried()),
    };
    let mut cut = cut_secret(scheme, &secret)?;
    cut.fingerprint = (!asked.anonymous).then_some(identity.fingerprint);
    Ok(cut)
}

/// Cuts a secret that is at hand.
///
/// # Errors
/// A scheme that codex32 does not have; when randomness fails.
pub(crate) fn cut_secret(scheme: &Scheme, secret: &Share) -> Result<Cut, Failure> {
    let (threshold, count) = check_scheme(scheme)?;
    let shares = with_kernel(|random| split(secret, threshold, count, random))?;
    Ok(Cut { seed: seed_of(secret)?, shares, fingerprint: None })
}

/// Refuses groups and thresholds that codex32 does not have.
///
/// # Errors
/// `bad-scheme`.
pub(crate) fn check_scheme(scheme: &Scheme) -> Result<(u8, u8), Failure> {
    let [group] = scheme.group_list() else {
        return Err(Failure::error("bad-scheme", Exit::Usage, "codex32 has no groups")
            .next("2of3,   or groups with --scheme slip39 or sskr"));
    };
    if group.threshold() < 2 {
        return Err(
            Failure::error("bad-scheme", Exit::Usage, "codex32 needs 2 to 9 shares").next("2of3")
        );
    }
    Ok((group.threshold(), group.count()))
}

fn of_words(session: &mut Session, asked: &Request<'_>) -> Result<(Share, Identity), Failure> {
    let mnemonic = obtain::words(session, asked.words_from, asked.expect)?;
    let passphrase = obtain::passphrase(session, asked.passphrase_from)?;
    let expected = confirm::expected(asked.expect, session.network)?;
    let root = confirm::root(&mnemonic, &passphrase, session.network)?;
    let identity = confirm::identity(session, &root, face(), expected.as_ref(), 50)?;
    if expected.is_none() && !session.practice {
        session.warn(crate::cli::shares::path_not_confirmed());
    }
    session.warn(
        Failure::warning("words-not-carried", "these shares give back a BIP-32 seed, not the words")
            .why(if passphrase.is_none() {
                "no words can be made of it; hardware wallets that take only words cannot restore it."
            } else {
                "no words can be made of it; hardware wallets that take only words cannot restore it. The passphrase is part of the seed: it is not asked for again."
            })
            .next("keep the words as well, or split them with --scheme slip39 or sskr"),
    );
    // exposed to: the codex32 secret
    let seed = SecretBytes::copied_from(mnemonic.seed(&passphrase).expose_secret());
    let identifier = with_kernel(|random| Ok::<_, Failure>(Identifier::drawn(random)))?;
    Ok((Share::of_seed(&seed, identifier)?, identity))
}

fn of_text(session: &mut Session, text: &SecretText) -> Result<Share, Failure> {
    // exposed to: a look at its form
    if looks_like(text.expose_secret()).is_some() {
        let secret = codex32::read(session, text, false)?;
        if !secret.is_secret() {
            return Err(Failure::error(
                "not-a-seed",
                Exit::Invalid,
                "this string is a share, not the secret",
            )
            .why("the letter behind the four of the set is S in a secret.")
            .next("coldkeep combine FILE…      makes the secret from shares"));
        }
        return Ok(secret);
    }
    let seed = payload::from_hex(text).map_err(|_| {
        Failure::error(
            "secret-length",
            Exit::Invalid,
            "codex32 holds a BIP-32 seed, and this is none",
        )
        .next("32 to 128 hex digits, or a codex32 secret: MS1…")
        .next("for a key or a passphrase: --scheme slip39")
    })?;
    let identifier = with_kernel(|random| Ok::<_, Failure>(Identifier::drawn(random)))?;
    Ok(Share::of_seed(&seed, identifier)?)
}

fn seed_of(secret: &Share) -> Result<SecretBytes, Failure> {
    secret.seed().ok_or_else(|| Failure::from(crate::share::codex32::Codex32Error::Index))
}

fn root(session: &Session, seed: &SecretBytes) -> Result<Root, Failure> {
    // exposed to: BIP-0032
    let seed = Seed::from_bytes(SecretBytes::copied_from(seed.expose_secret()))?;
    Ok(Root::from_seed(&seed, session.network)?)
}

fn face() -> Face<'static> {
    Face::default()
}

fn words_not_carried() -> Failure {
    Failure::error("words-not-carried", Exit::Usage, "codex32 does not carry words")
        .why("it holds the BIP-32 seed that words and passphrase make: 127 letters, from which no words come back. Wallets that take only words cannot be restored from it.")
        .next("--scheme slip39 or sskr      shares that give back the words")
        .next("--as-seed      if the seed is what you want; --secret-from for a seed that has no words")
}
