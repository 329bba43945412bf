//! What is asked for when the words of a seed are typed: the list of its kind, how many words, and whose a strange one is.

use super::args::SeedKind;
use super::failure::Failure;
use super::screens;
use super::session::Session;
use crate::host::{SecretSource, WordEntry};
use crate::secret::SecretText;
use crate::seed::{Language, MoneroLanguage, electrum_old, wordlist};

/// For people whose words are on no list of BIP-39, where `--as` is a flag.
const OTHER_KINDS: &str =
    "Words of Monero or Electrum 1: Ctrl-C, then --as monero or --as electrum-old";
/// How many words Electrum's seeds have had since 2.0: 24 and 25 for two factors, before 2.7.
const ELECTRUM_LENGTHS: [usize; 4] = [12, 13, 24, 25];

/// BIP-39 words, or parts of a Seed XOR, unchecked: from the option, or typed on the terminal.
///
/// # Errors
/// When they cannot be had.
pub(crate) fn bip39(
    session: &mut Session,
    source: Option<&SecretSource>,
) -> Result<SecretText, Failure> {
    match named(session, source)? {
        Some(text) => Ok(text),
        None => typed_bip39(session, None),
    }
}

/// The words of a seed of any kind, unchecked: from the option, or typed with the list of the kind that `--as` names,
/// BIP-39's where it names none.
///
/// # Errors
/// When they cannot be had.
pub(crate) fn of_kind(
    session: &mut Session,
    source: Option<&SecretSource>,
    kind: Option<SeedKind>,
) -> Result<SecretText, Failure> {
    if let Some(text) = named(session, source)? {
        return Ok(text);
    }
    match kind {
        Some(SeedKind::Monero) => monero(session),
        Some(SeedKind::ElectrumOld) => session.type_words(&WordEntry {
            list: electrum_old::words(),
            lengths: &[12, 24],
            title: "your words of Electrum 1 (hexadecimal digits: from a file)",
            elsewhere: Some(&|typed| of_bip39(typed).map(|()| not_here("Electrum 1"))),
            ..WordEntry::default()
        }),
        Some(SeedKind::Electrum) => electrum(session),
        Some(SeedKind::Aezeed) => session.type_words(&WordEntry {
            list: wordlist::english(),
            lengths: &[24],
            title: "your words of LND",
            ..WordEntry::default()
        }),
        Some(_) => typed_bip39(session, None),
        None => typed_bip39(session, Some(OTHER_KINDS)),
    }
}

/// What the option gives; nothing when the words are to be typed, and can be.
fn named(
    session: &mut Session,
    source: Option<&SecretSource>,
) -> Result<Option<SecretText>, Failure> {
    match source {
        Some(SecretSource::Ask) | None => {
            session.must_ask("the words", "--words-from FILE, -, fd:N")?;
            Ok(None)
        }
        Some(source) => session.secret("--words-from", "Words", source).map(Some),
    }
}

fn typed_bip39(session: &mut Session, hint: Option<&str>) -> Result<SecretText, Failure> {
    let language = session.language.unwrap_or(Language::English);
    let title = match session.language {
        Some(language) => format!("your words, in {language}"),
        None => "your words, in English (other languages: coldkeep help words)".to_owned(),
    };
    session.type_words(&WordEntry {
        list: wordlist::words(language),
        lengths: &[12, 15, 18, 21, 24],
        title: &title,
        row_check: Some(&screens::row_check_of),
        hint,
        elsewhere: Some(&|typed| on_another_list(language, typed)),
        ..WordEntry::default()
    })
}

/// Electrum has lists of BIP-39 for its own seeds, and Monero's in Portuguese.
fn electrum(session: &mut Session) -> Result<SecretText, Failure> {
    let language = session.language.unwrap_or(Language::English);
    session.type_words(&WordEntry {
        list: match language {
            Language::Portuguese => MoneroLanguage::Portuguese.words(),
            language => wordlist::words(language),
        },
        lengths: &ELECTRUM_LENGTHS,
        title: &format!("your words of Electrum, in {language} (--language names another)"),
        ..WordEntry::default()
    })
}

fn monero(session: &mut Session) -> Result<SecretText, Failure> {
    let language = monero_language(session)?;
    let name = language.name();
    session.type_words(&WordEntry {
        list: language.words(),
        lengths: &[24, 25],
        title: &format!("your 25 words of Monero, in {name}"),
        hint: Some("13 words are MyMonero's and 16 Polyseed's: other wallets open those"),
        elsewhere: Some(&|typed| on_another_list_of_monero(language, typed)),
        ..WordEntry::default()
    })
}

/// The language of Monero's words: as `--language` says, where Monero has it; else as the person says.
fn monero_language(session: &mut Session) -> Result<MoneroLanguage, Failure> {
    let all = MoneroLanguage::ALL;
    let said = session.language.map(Language::name);
    if let Some(language) = all.into_iter().find(|language| Some(language.name()) == said) {
        return Ok(language);
    }
    session.say(&format!("Monero's words are {}.", either(&all.map(MoneroLanguage::name))));
    loop {
        let answer =
            session.ask_line("In which language are yours? The first letter will do [English] ")?;
        let answer = answer.trim().to_lowercase();
        // No two of them begin with the same letter; without an answer it is the first.
        let begins =
            |language: &MoneroLanguage| language.name().to_lowercase().starts_with(&answer);
        if let Some(language) = all.into_iter().find(begins) {
            return Ok(language);
        }
        session.say("Its name in English, please, as above.");
    }
}

/// Which other lists have a typed word.
fn on_another_list(here: Language, typed: &str) -> Option<String> {
    let others = Language::ALL.into_iter().filter(|other| *other != here);
    let having = others.filter(|other| wordlist::find(*other, typed).is_some());
    let names: Vec<String> = having.map(|other| format!("{other} ({})", other.slug())).collect();
    if !names.is_empty() {
        let names = either(&names);
        return Some(format!("not in {here}, but in {names}: Ctrl-C, then coldkeep help words"));
    }
    let monero = MoneroLanguage::ALL.into_iter().any(|language| language.has(typed));
    let whose = match (monero, electrum_old::words().contains(&typed)) {
        (true, true) => "Monero and Electrum 1 have it: Ctrl-C, then coldkeep help words",
        (true, false) => "Monero has it: Ctrl-C, then coldkeep restore --as monero",
        (false, true) => "Electrum 1 has it: Ctrl-C, then coldkeep restore --as electrum-old",
        (false, false) => return None,
    };
    Some(format!("no BIP-39 word; {whose}"))
}

/// Which other lists have a typed word that is not on one of Monero's.
fn on_another_list_of_monero(here: MoneroLanguage, typed: &str) -> Option<String> {
    let having = MoneroLanguage::ALL.into_iter().filter(|other| *other != here && other.has(typed));
    let names: Vec<&str> = having.map(MoneroLanguage::name).collect();
    match names.is_empty() {
        true => of_bip39(typed).map(|()| not_here("Monero")),
        false => Some(format!(
            "not in {}, but in {}: Ctrl-C, then begin again",
            here.name(),
            either(&names)
        )),
    }
}

fn of_bip39(typed: &str) -> Option<()> {
    let found = Language::ALL.into_iter().find_map(|list| wordlist::find(list, typed));
    found.map(|_| ())
}

fn not_here(whose: &str) -> String {
    format!("no word of {whose}, but one of BIP-39: Ctrl-C, then coldkeep restore without --as")
}

/// Names to choose from: "English", "English or German", "English, German or Dutch".
fn either<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match &names[..] {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        names => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_languages_of_monero_begin_with_the_same_letter() {
        let mut letters: Vec<char> = MoneroLanguage::ALL
            .iter()
            .filter_map(|language| language.name().chars().next())
            .collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), MoneroLanguage::ALL.len());
        assert_eq!(MoneroLanguage::ALL[0], MoneroLanguage::English, "an empty answer is the first");
    }

    #[test]
    fn a_strange_word_is_said_to_be_of_the_kind_that_has_it() {
        let said = |typed: &str| on_another_list(Language::English, typed).unwrap_or_default();
        assert!(
            said("luna").starts_with("not in English, but in Spanish (es)"),
            "{}",
            said("luna")
        );
        assert!(said("unquoted").contains("restore --as monero"), "{}", said("unquoted"));
        assert!(said("hallway").contains("restore --as electrum-old"), "{}", said("hallway"));
        assert_eq!(said("abandonx"), "");
        let said = |typed: &str| {
            on_another_list_of_monero(MoneroLanguage::English, typed).unwrap_or_default()
        };
        assert!(said("grünalge").contains("but in German"), "{}", said("grünalge"));
        assert!(said("wisdom").contains("one of BIP-39"), "{}", said("wisdom"));
        assert_eq!(said("qqq"), "");
    }
}
