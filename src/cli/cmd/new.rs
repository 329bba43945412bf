//! coldkeep new: makes a seed, has it written down and typed back, keeps nothing.

use crate::cli::args::{EntropySource, Format, NewArgs};
use crate::cli::confirm::{self, Face, Identity};
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::line::typed;
use crate::cli::random::{self, with_kernel};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::{inside, native, obtain, rolls, screens};
use crate::crypt::{self, Envelope, Recipient, To, With};
use crate::host::{self, AtomicFile, SecretSource};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{self, Mnemonic, Source};
use serde::Serialize;
use std::fmt;

/// The public half of a new wallet.
#[derive(Serialize)]
struct Made {
    name: String,
    #[serde(flatten)]
    identity: Identity,
    words: usize,
    language: &'static str,
    passphrase: bool,
    entropy: &'static str,
    rolls: usize,
    /// Whether the words were typed back.
    checked: bool,
    /// The age file that holds the words.
    file: Option<String>,
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.name, self.identity.fingerprint, self.identity.address)
    }
}

/// How the entropy is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recipe {
    Kernel,
    Mixed(Source),
    Only(Source),
    Hex,
}

impl Recipe {
    pub(crate) fn of(args: &NewArgs) -> Self {
        let flags = [
            (args.dice, Self::Mixed(Source::Dice)),
            (args.coins, Self::Mixed(Source::Coins)),
            (args.cards, Self::Mixed(Source::Cards)),
            (args.dice_only, Self::Only(Source::Dice)),
            (args.coins_only, Self::Only(Source::Coins)),
            (args.cards_only, Self::Only(Source::Cards)),
        ];
        if let Some((_, recipe)) = flags.into_iter().find(|(given, _)| *given) {
            return recipe;
        }
        match args.entropy {
            None | Some(EntropySource::Os) => Self::Kernel,
            Some(EntropySource::Dice) => Self::Mixed(Source::Dice),
            Some(EntropySource::Coins) => Self::Mixed(Source::Coins),
            Some(EntropySource::Cards) => Self::Mixed(Source::Cards),
            Some(EntropySource::Hex) => Self::Hex,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Kernel => "os",
            Self::Mixed(Source::Dice) => "os+dice",
            Self::Mixed(Source::Coins) => "os+coins",
            Self::Mixed(Source::Cards) => "os+cards",
            Self::Only(Source::Dice) => "dice",
            Self::Only(Source::Coins) => "coins",
            Self::Only(Source::Cards) => "cards",
            Self::Hex => "hex",
        }
    }
}

/// The entropy of a new seed, with what belongs on the screen beside it.
pub(crate) struct Drawn {
    pub(crate) entropy: SecretBytes,
    pub(crate) kernel_digits: Option<SecretText>,
    pub(crate) rolls: usize,
}

/// Makes a seed.
///
/// # Errors
/// `online` on a connected computer; bad rolls; a missing terminal; a failed check; a file that cannot be written.
pub(crate) fn run(args: &NewArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.allow_recording);
    if !seed::WORD_COUNTS.contains(&args.words) {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "a BIP-39 mnemonic has 12, 15, 18, 21 or 24 words",
        )
        .next("--words 24"));
    }
    let face = Face::of(&args.which, 0)?;
    face.derivation(session.network)?;
    if args.format != Format::Bip39 {
        return native::run(args, session, face);
    }
    if !args.shares.is_empty() {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "--shares belongs to --format slip39 and codex32",
        )
        .why("a new BIP-39 wallet is its words; shares of them are made of words that exist.")
        .next(
            "coldkeep split 2of3      with the words, when they are written down and read back",
        ));
    }
    let recipients =
        args.encrypt_to.iter().map(|r| r.parse()).collect::<Result<Vec<Recipient>, _>>()?;
    let encrypted = !recipients.is_empty() || args.passphrase_locked;
    match &args.output {
        Some(path) if encrypted => deliver::refuse_existing(path, args.force)?,
        Some(_) => return Err(clear_output()),
        None if session.can_ask() => session.must_not_be_recorded()?,
        None => return Err(no_screen()),
    }
    let drawn = draw(args, session)?;
    let mnemonic = Mnemonic::from_entropy_in(&drawn.entropy, args.language)?;
    let passphrase = obtain::new_passphrase(session, args.passphrase_from.as_ref())?;
    let root = confirm::root(&mnemonic, &passphrase, session.network)?;
    let identity = confirm::plain(&root, face, session.network)?;
    let mut checked = false;
    if encrypted {
        write_encrypted(args, session, &mnemonic, &identity, !passphrase.is_none(), &recipients)?;
    } else {
        let title = format!("{} · the {} words", host::show_text(&args.name), args.words);
        let mut pages = screens::word_pages(&title, &mnemonic);
        if let Some(digits) = &drawn.kernel_digits {
            pages.push(screens::kernel_page(digits));
        }
        session.show_pages(&pages)?;
        if args.skip_check {
            session.warn(not_read_back());
        } else {
            screens::type_back(session, &mnemonic)?;
            checked = true;
            session.say(&format!(
                "{0} of {0} words are right, fingerprint {1}.",
                args.words, identity.fingerprint
            ));
        }
    }
    next_steps(session, checked, args, &identity.fingerprint);
    Ok(Report::of(&Made {
        name: host::show_text(&args.name),
        identity,
        words: args.words,
        language: args.language.slug(),
        passphrase: !passphrase.is_none(),
        entropy: Recipe::of(args).name(),
        rolls: drawn.rolls,
        checked,
        file: args.output.as_deref().map(host::show_path),
    }))
}

fn no_screen() -> Failure {
    Failure::refused("secret-to-pipe", "there is no terminal to show the words on")
        .why("new shows the words on a terminal only; a pipe, a log or a file would keep them.")
        .next("run it in a terminal,   or write them encrypted: --encrypt-to age1… -o FILE --skip-check")
}

fn clear_output() -> Failure {
    Failure::error("usage", Exit::Usage, "new writes no words in clear to a file")
        .next("--encrypt-to age1… or -p with -o, or no -o: the words are shown on the screen")
}

/// The backup was not typed back.
pub(crate) fn not_read_back() -> Failure {
    Failure::warning("not-read-back", "the words were not typed back")
        .why("a backup is made when it has been read back.")
        .next("coldkeep restore      with the words on your paper")
}

/// Draws the entropy of a new seed.
///
/// # Errors
/// Bad rolls or digits; a failed source.
pub(crate) fn draw(args: &NewArgs, session: &mut Session) -> Result<Drawn, Failure> {
    let recipe = Recipe::of(args);
    let length = seed::entropy_len(args.words)?;
    let (entropy, kernel_digits, rolls) = match recipe {
        Recipe::Kernel => (host::kernel_bytes(length)?, None, 0),
        Recipe::Hex => (hex(args, session)?, None, 0),
        Recipe::Mixed(source) => {
            let kernel = host::kernel_bytes(seed::KERNEL_LEN)?;
            session.say(&format!(
                "Commitment to the computer's part (SHA-256 of its 64 hex digits): {}",
                seed::commitment(&kernel)
            ));
            let rolls = rolls::obtain(args, session, source)?;
            if rolls.count() == 0 {
                return Err(rolls::none(source));
            }
            rolls.check_random()?;
            (
                seed::mixed(&kernel, &rolls, args.words)?,
                Some(seed::kernel_digits(&kernel)),
                rolls.count(),
            )
        }
        Recipe::Only(source) => {
            let rolls = rolls::obtain(args, session, source)?;
            rolls.check_fair(args.words).map_err(rolls::alone)?;
            (seed::only(&rolls, args.words)?, None, rolls.count())
        }
    };
    Ok(Drawn { entropy, kernel_digits, rolls })
}

fn hex(args: &NewArgs, session: &mut Session) -> Result<SecretBytes, Failure> {
    let from = args.rolls_from.as_ref().unwrap_or(&SecretSource::Ask);
    let text = session.secret("--rolls-from", "Hex digits of the entropy", from)?;
    let entropy = seed::from_hex(&text)?;
    if entropy.len() != seed::entropy_len(args.words)? {
        return Err(Failure::error(
            "entropy-length",
            Exit::Invalid,
            format!("{} bytes of entropy do not make {} words", entropy.len(), args.words),
        )
        .next("16, 20, 24, 28 or 32 bytes make 12, 15, 18, 21 or 24 words: --words"));
    }
    obtain::warn_if_published(session, &Mnemonic::from_entropy_in(&entropy, args.language)?);
    session.warn(
        Failure::warning("hex-as-is", "the hex digits are used as they are")
            .why("nothing is added and nothing is checked: the seed is exactly as hard to guess as these digits.")
            .next("for a wallet with money: coldkeep new, or --dice"),
    );
    Ok(entropy)
}

fn write_encrypted(
    args: &NewArgs,
    session: &mut Session,
    mnemonic: &Mnemonic,
    identity: &Identity,
    has_passphrase: bool,
    recipients: &[Recipient],
) -> Result<(), Failure> {
    let path = args.output.as_deref().expect("clap requires -o with --encrypt-to and -p");
    let plain = inside::text(mnemonic, identity, has_passphrase);
    let passphrase;
    let to = if recipients.is_empty() {
        passphrase = obtain::new_file_passphrase(
            session,
            args.file_passphrase_from.as_ref(),
            args.allow_weak_passphrase,
        )?;
        To::Passphrase(&passphrase)
    } else {
        To::Recipients(recipients)
    };
    random::must_answer()?;
    let mut file = AtomicFile::create(path, deliver::existing(args.force))
        .map_err(|error| Failure::at(path, error))?;
    let envelope = with_kernel(|random| Envelope::new(&to, random))?;
    // exposed to: age, which encrypts it
    envelope.encrypt(false, &mut plain.expose_secret().as_bytes(), &mut file)?;
    match &to {
        To::Passphrase(passphrase) => {
            let back = crypt::decrypt_to_memory(&With::Passphrase(passphrase), file.read_back()?, plain.len())?;
            // exposed to: the comparison of what went in and what came out
            if back.expose_secret() != plain.expose_secret().as_bytes() {
                return Err(Failure::error("not-read-back", Exit::Failed, "what was written does not decrypt to the words; nothing was kept")
                    .next("try again, and on another disk"));
            }
        }
        To::Recipients(_) => session.warn(
            Failure::warning("not-read-back", "the words were encrypted to keys that are not here; whether they open was not tried")
                .why("this file is the only copy of the words.")
                .next(format!("before money is sent:  coldkeep restore {} -i KEYFILE", host::show_path(path))),
        ),
    }
    deliver::commit(session, file, path)
}

fn next_steps(session: &Session, checked: bool, args: &NewArgs, fingerprint: &str) {
    session.say("Next");
    if let Some(path) = &args.output {
        let key = if args.passphrase_locked { "" } else { " -i KEYFILE" };
        session.say(&format!(
            "  1  read it back on another computer:   coldkeep restore {}{key}",
            host::show_path(path)
        ));
    } else if !checked {
        session.say("  1  type the words back from your paper:   coldkeep restore");
    } else {
        session.say(
            "  1  a second copy, in another place; then type that one back too:   coldkeep restore",
        );
    }
    session.say(&format!(
        "  2  note where it lies:   coldkeep copies add {} --fingerprint {fingerprint} --place NAME",
        typed(&format!("{}/A", args.name))
    ));
    session.say("  3  send a small amount, restore from the backup, spend it; then the rest");
}
