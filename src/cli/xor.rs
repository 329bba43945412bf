//! Seed XOR for `split` and `print shares`: words as the sum of parts, each the words of another wallet; all parts are needed.

use super::cmd::split::not_good;
use super::failure::{Exit, Failure};
use super::random::with_kernel;
use super::session::Session;
use super::shares::{self, Request};
use super::{obtain, screens};
use crate::host::NewFolder;
use crate::secret::SecretText;
use crate::seed::{KindError, Language, Mnemonic, Typed, xor_combine, xor_split};
use crate::share::Scheme;
use crate::share::file::FILE_LIMIT;

/// How many parts are made: Coldcard reads no more.
const PARTS: std::ops::RangeInclusive<u8> = 2..=4;

/// Words in parts.
pub(crate) struct Parts {
    whole: Mnemonic,
    parts: Vec<Mnemonic>,
    /// The fingerprint without passphrase; `None` with `--anonymous`.
    pub(crate) fingerprint: Option<String>,
}

/// Gets words and cuts them into parts.
///
/// # Errors
/// `bad-scheme` when not all parts would be needed; when the words cannot be had or are not the expected wallet's.
pub(crate) fn cut(
    session: &mut Session,
    scheme: &Scheme,
    asked: &Request<'_>,
) -> Result<Parts, Failure> {
    let count = check_scheme(scheme)?;
    let whole = obtain::words(session, asked.words_from, asked.expect)?;
    let identity = shares::wallet(session, &whole, asked)?;
    session.warn(
        Failure::warning(
            "seed-xor-needs-all",
            format!("all {count} parts are needed: one that is lost loses the wallet"),
        )
        .why("nothing tells a missing or a wrong part: each part, and every sum of parts, is a valid wallet, an empty one.")
        .next("coldkeep split 2of3      makes shares of which one may be lost"),
    );
    let parts = with_kernel(|random| {
        xor_split::<KindError>(&whole, usize::from(count), &mut |room| {
            random(room);
            Ok(())
        })
    })?;
    let fingerprint = (!asked.anonymous).then_some(identity.fingerprint);
    Ok(Parts { whole, parts, fingerprint })
}

/// Refuses groups, and schemes in which a part may be missing.
fn check_scheme(scheme: &Scheme) -> Result<u8, Failure> {
    match scheme.group_list() {
        [group] if group.threshold() == group.count() && PARTS.contains(&group.count()) => {
            Ok(group.count())
        }
        _ => Err(Failure::error(
            "bad-scheme",
            Exit::Usage,
            "Seed XOR has 2 to 4 parts, and all of them are needed",
        )
        .next("2of2, 3of3 or 4of4;   shares of which some may be lost: --scheme slip39")),
    }
}

/// The line above the words of a part: without it, they would be taken for a wallet's.
pub(crate) fn mark(nth: usize, count: usize) -> String {
    format!("# Seed XOR: part {nth} of {count}, all {count} are needed\n")
}

impl Parts {
    /// How many parts there are.
    pub(crate) fn count(&self) -> usize {
        self.parts.len()
    }

    /// The parts, in the order of their numbers.
    pub(crate) fn list(&self) -> &[Mnemonic] {
        &self.parts
    }

    /// How many words the whole and each part have.
    pub(crate) fn word_count(&self) -> usize {
        self.whole.word_count()
    }

    /// The language of the whole and of each part.
    pub(crate) fn language(&self) -> Language {
        self.whole.language()
    }

    /// Writes a file for each part into a folder that is not whole yet, reads them back and joins them.
    ///
    /// # Errors
    /// When the storage refuses; `shares-not-good`.
    pub(crate) fn write(&self, folder: &mut NewFolder) -> Result<Vec<String>, Failure> {
        let (mut names, mut back) = (Vec::new(), Vec::new());
        let count = self.count();
        for (nth, part) in (1..).zip(&self.parts) {
            let name = format!("part-{nth}.txt");
            let (mark, words) = (mark(nth, count), part.sentence());
            // exposed to: a 0600 file in the new folder, on memory-backed storage or by --allow-secret-file
            let text = screens::joined(&[&mark, words.expose_secret(), "\n"]);
            // exposed to: the same file
            folder.write(&name, text.expose_secret().as_bytes())?;
            let text = SecretText::from_bytes(folder.read(&name, FILE_LIMIT)?)?;
            back.push(Typed::read_in(&text, Some(self.language()))?.check()?);
            names.push(name);
        }
        self.check(&back)?;
        Ok(names)
    }

    /// Shows each part and has it typed back.
    ///
    /// # Errors
    /// When the screen is not there, or a part is typed back wrongly; `shares-not-good`.
    pub(crate) fn show(&self, session: &mut Session) -> Result<(), Failure> {
        let count = self.count();
        for (nth, part) in (1..).zip(&self.parts) {
            let title = format!("Part {nth} of {count} · all {count} are needed");
            session.show_pages(&screens::word_pages(&title, part))?;
            screens::type_back(session, part)?;
        }
        self.check(&self.parts)
    }

    /// Joins parts that were read back.
    ///
    /// # Errors
    /// `shares-not-good`.
    pub(crate) fn check(&self, parts: &[Mnemonic]) -> Result<(), Failure> {
        match xor_combine(parts) {
            Ok(sum) if sum.same_as(&self.whole) => Ok(()),
            _ => Err(not_good()),
        }
    }
}
