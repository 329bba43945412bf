//! Words, passphrases and file passphrases, from wherever the flags say they are.

use super::failure::{Exit, Failure};
use super::other;
use super::random::with_kernel;
use super::screens;
use super::session::Session;
use super::typed_seeds;
use crate::crypt::FilePassphrase;
use crate::host::{self, SecretSource};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{Language, Mnemonic, Passphrase, PassphraseWarning, SeedError, Typed};

/// The published seed that `--practice` and the practice kit use: SeedSigner's test vector 1.
const PRACTICE_ENTROPY: [u8; 32] = [
    0x0e, 0x74, 0xb6, 0x41, 0x07, 0xf9, 0x4c, 0xc0, 0xcc, 0xfa, 0xe6, 0xa1, 0x3d, 0xcb, 0xec, 0x36,
    0x62, 0x15, 0x4f, 0xec, 0x67, 0xe0, 0xe0, 0x09, 0x99, 0xc0, 0x78, 0x92, 0x59, 0x7d, 0x19, 0x0a,
];

/// The published test seed.
pub(crate) fn practice_words() -> Mnemonic {
    Mnemonic::from_entropy(&SecretBytes::copied_from(&PRACTICE_ENTROPY))
        .expect("32 bytes are a length of BIP-0039")
}

/// The words of a seed that exists: from the option, from `--practice`, or typed on the terminal. Their language is
/// certain, for everything that is made of their entropy.
///
/// Warns when they are published, or are a seed of another kind as well and no `expect` can tell.
///
/// # Errors
/// When they cannot be had, are not a valid mnemonic, or are the seed of another kind that `expect` says.
pub(crate) fn words(
    session: &mut Session,
    source: Option<&SecretSource>,
    expect: Option<&str>,
) -> Result<Mnemonic, Failure> {
    if session.practice {
        return Ok(practice_words());
    }
    let typed = typed_seeds::bip39(session, source)?;
    let mnemonic = of_text(session, &typed)?;
    other::not_another_kind(session, &mnemonic, expect)?;
    Ok(mnemonic)
}

/// The words of a text that is known to be no seed of another kind; their language is certain.
///
/// Warns when they are published.
///
/// # Errors
/// When they are not a valid mnemonic.
pub(crate) fn of_text(session: &mut Session, typed: &SecretText) -> Result<Mnemonic, Failure> {
    let mnemonic = checked_words(session, typed)?;
    let mnemonic = settled(session, mnemonic)?;
    warn_if_published(session, &mnemonic);
    Ok(mnemonic)
}

/// The same for what comes from the wallet alone: words that are valid in two languages are one wallet.
///
/// # Errors
/// When they cannot be had, or are not a valid mnemonic.
pub(crate) fn words_of_wallet(
    session: &mut Session,
    source: Option<&SecretSource>,
) -> Result<Mnemonic, Failure> {
    if session.practice {
        return Ok(practice_words());
    }
    let typed = typed_seeds::bip39(session, source)?;
    let mnemonic = checked_words(session, &typed)?;
    tell_language(session, &mnemonic);
    warn_if_published(session, &mnemonic);
    Ok(mnemonic)
}

fn checked_words(session: &Session, typed: &SecretText) -> Result<Mnemonic, Failure> {
    let read = Typed::read_in(typed, session.language).and_then(Typed::check);
    read.map_err(|error| other::instead_of_bip39(typed).unwrap_or_else(|| error.into()))
}

/// Says the language of words, where it is not English or is not certain.
pub(crate) fn tell_language(session: &mut Session, mnemonic: &Mnemonic) {
    if mnemonic.language() != Language::English || mnemonic.rival().is_some() {
        session.say(&format!("The words are {}.", mnemonic.language_name()));
    }
}

/// Asks which language words are that are valid in two, for everything that is made from their entropy; says the
/// language when it is not English.
///
/// # Errors
/// `language-unclear` when nobody can be asked.
pub(crate) fn settled(session: &mut Session, read: Mnemonic) -> Result<Mnemonic, Failure> {
    let Some(rival) = read.rival() else {
        if read.language() != Language::English {
            session.say(&format!("The words are {}.", read.language_name()));
        }
        return Ok(read);
    };
    let language = read.language();
    if !session.can_ask() {
        return Err(SeedError::LanguageUnclear { language, rival }.into());
    }
    session.say(&format!("These words are valid in {language} and in {rival}: the same wallet, other shares and codes."));
    loop {
        let answer = session.ask_line(&format!(
            "In which were they made? {}/{} ",
            language.slug(),
            rival.slug()
        ))?;
        match answer.trim().parse() {
            Ok(said) if said == language || said == rival => {
                return Ok(Typed::read_in(&read.sentence(), Some(said))?.check()?);
            }
            _ => session.say(
                "Look at the wallet that made them. If nobody knows, English is far likelier.",
            ),
        }
    }
}

/// Warns when everybody knows these words.
pub(crate) fn warn_if_published(session: &mut Session, mnemonic: &Mnemonic) {
    let Some(whose) = mnemonic.published() else { return };
    let count = mnemonic.word_count();
    session.warn(
        Failure::warning("published-seed", format!("these {count} words are printed in public"))
            .why(format!("they stand in {whose}. Robots empty such wallets within seconds."))
            .next("use them for practice only (--practice). Never send money to them."),
    );
}

/// The passphrase of a seed whose kind is not known yet, as it is.
///
/// # Errors
/// When it cannot be had, or is empty.
pub(crate) fn any_passphrase(
    session: &mut Session,
    source: Option<&SecretSource>,
) -> Result<Option<SecretText>, Failure> {
    let Some(source) = source.filter(|_| !session.practice) else { return Ok(None) };
    let prompt = "Passphrase (nothing is shown while you type)";
    let text = session.secret("--passphrase-from", prompt, source)?;
    if text.is_empty() { Err(passphrase_empty()) } else { Ok(Some(text)) }
}

/// The BIP-39 passphrase of a wallet that exists; none unless the option says so.
///
/// # Errors
/// When it cannot be had.
pub(crate) fn passphrase(
    session: &mut Session,
    source: Option<&SecretSource>,
) -> Result<Passphrase, Failure> {
    let Some(source) = source.filter(|_| !session.practice) else { return Ok(Passphrase::none()) };
    let text = session.secret(
        "--passphrase-from",
        "Passphrase (nothing is shown while you type)",
        source,
    )?;
    checked_passphrase(session, text)
}

/// A passphrase that was asked for is one: nothing typed, or an empty file, would open the wallet without it.
pub(crate) fn checked_passphrase(
    session: &mut Session,
    text: SecretText,
) -> Result<Passphrase, Failure> {
    if text.is_empty() {
        return Err(passphrase_empty());
    }
    let passphrase = Passphrase::parse(text)?;
    warn_about_passphrase(session, &passphrase);
    Ok(passphrase)
}

/// The BIP-39 passphrase of a new wallet: typed twice when it is asked for.
///
/// # Errors
/// When it cannot be had, or the two differ.
pub(crate) fn new_passphrase(
    session: &mut Session,
    source: Option<&SecretSource>,
) -> Result<Passphrase, Failure> {
    let text = match source {
        None => return Ok(Passphrase::none()),
        Some(SecretSource::Ask) => {
            session.must_ask("the passphrase", "--passphrase-from FILE, -, fd:N")?;
            session.ask_hidden_twice("New passphrase")?
        }
        Some(source) => session.secret("--passphrase-from", "New passphrase", source)?,
    };
    checked_passphrase(session, text)
}

fn passphrase_empty() -> Failure {
    Failure::error("passphrase-empty", Exit::Invalid, "the passphrase is empty")
        .why("an empty passphrase is none: another wallet would open.")
        .next("leave --passphrase-from out when there is none")
}

fn warn_about_passphrase(session: &mut Session, passphrase: &Passphrase) {
    for warning in passphrase.warnings() {
        let failure = match warning {
            PassphraseWarning::NonAscii => Failure::warning("passphrase-characters", "the passphrase has characters outside plain ASCII")
                .why("another keyboard or device may write them otherwise; hardware wallets often cannot enter them at all.")
                .next("test it on the device that you would restore with, before money is sent."),
            PassphraseWarning::ControlCharacter => Failure::warning("passphrase-characters", "the passphrase has a control character, such as a tab or a line end")
                .why("most wallets cannot enter it.")
                .next("was it meant to be there? A file loses one final line end, nothing else."),
            PassphraseWarning::SpaceAtEnds => Failure::warning("passphrase-space", "the passphrase begins or ends with a space")
                .why("nobody sees it on paper, and without it another wallet opens.")
                .next("write down that it is there, or choose one without."),
        };
        session.warn(failure);
    }
}

/// The file passphrase for something that is being encrypted: from the option; typed twice; or, with an empty
/// answer, ten words made here and shown once.
///
/// # Errors
/// When it cannot be had, could be guessed (unless `allow_weak`), or the screen is being recorded.
pub(crate) fn new_file_passphrase(
    session: &mut Session,
    source: Option<&SecretSource>,
    allow_weak: bool,
) -> Result<FilePassphrase, Failure> {
    let text = match source {
        Some(source) if !matches!(source, SecretSource::Ask) => {
            session.secret("--file-passphrase-from", "File passphrase", source)?
        }
        _ => {
            session.must_ask("the file passphrase", "--file-passphrase-from FILE, -, fd:N")?;
            let typed = session.ask_hidden_twice("File passphrase (Enter = make one)")?;
            if typed.is_empty() {
                return made_file_passphrase(session);
            }
            typed
        }
    };
    if !allow_weak {
        FilePassphrase::check_strength(&text)?;
    }
    Ok(FilePassphrase::new(text)?)
}

/// Ten words from the kernel's randomness, shown once on the screen that is erased.
///
/// # Errors
/// When randomness or a terminal is missing, or the screen is being recorded.
pub(crate) fn made_file_passphrase(session: &mut Session) -> Result<FilePassphrase, Failure> {
    session
        .must_show("the file passphrase that is made", "--file-passphrase-from FILE, -, fd:N")?;
    session.must_not_be_recorded()?;
    let text = with_kernel(|random| Ok::<_, Failure>(FilePassphrase::generate(random)))?;
    session.show_pages(&screens::passphrase_page(&text))?;
    session.say("Type it back from your paper.");
    if !session.ask_hidden("File passphrase")?.same_as(&text) {
        return Err(Failure::error(
            "read-back-differs",
            Exit::NoMatch,
            "that is not the file passphrase that was shown",
        )
        .why("with a slip of the pen the file would be closed for ever.")
        .next("begin again; nothing was written"));
    }
    Ok(FilePassphrase::new(text)?)
}

/// The file passphrase of an age file that exists.
///
/// # Errors
/// When it cannot be had.
pub(crate) fn file_passphrase(
    session: &mut Session,
    source: Option<&SecretSource>,
) -> Result<SecretText, Failure> {
    let source = source.unwrap_or(&SecretSource::Ask);
    session.secret("--file-passphrase-from", "File passphrase", source)
}

/// Refuses a name or label that would not fit on a cover or drive a terminal.
///
/// # Errors
/// `label-too-long` above 32 characters.
pub(crate) fn label(text: &str) -> Result<String, Failure> {
    let count = text.chars().count();
    if count > 32 {
        return Err(Failure::error(
            "label-too-long",
            Exit::Usage,
            format!("the label has {count} characters; 32 fit"),
        )
        .next("a short neutral one, for example \"Blue folder\""));
    }
    Ok(host::show_text(text))
}
