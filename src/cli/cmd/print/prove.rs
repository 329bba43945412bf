//! The proof before a page leaves: the finished PDF is rendered, its codes decoded, its lines read, all compared.

use crate::cli::failure::{Exit, Failure};
use crate::host;
use crate::paper::{Drawn, Expect};
use crate::scan::{self, Code, Reading};
use crate::secret::{SecretBuffer, SecretText};
use crate::sheet::parity::{self, Parity};
use crate::sheet::parts;

/// What was read back.
pub(super) struct Proved {
    pub(super) codes: usize,
    pub(super) lines: usize,
    pub(super) reading: Reading,
}

/// Reads the PDF as a stranger's computer would and compares every code, row and line with what was drawn.
///
/// # Errors
/// `page-not-good`, with the page's number.
pub(super) fn read_back(drawn: &Drawn) -> Result<Proved, Failure> {
    // exposed to: the page reader
    let quick = agrees(drawn, scan::read_drawn(drawn.pdf.expose_secret())?);
    // What the quick look missed gets every look there is before it counts as a fault.
    quick.or_else(|_| {
        // exposed to: the page reader
        let reading = scan::read_until(drawn.pdf.expose_secret(), &host::interrupted)?;
        agrees(drawn, reading)
    })
}

fn agrees(drawn: &Drawn, reading: Reading) -> Result<Proved, Failure> {
    if reading.pages != drawn.pages {
        return Err(not_good(0));
    }
    let (mut codes, mut lines) = (0, 0);
    for (at, expect) in drawn.expected.iter().enumerate() {
        let page = at + 1;
        let found: Vec<&Code> = reading.codes.iter().filter(|code| code.page == page).collect();
        codes_agree(expect, &found).then_some(()).ok_or_else(|| not_good(page))?;
        let text = reading.text.get(at).ok_or_else(|| not_good(page))?;
        lines_agree(expect, text).then_some(()).ok_or_else(|| not_good(page))?;
        codes += expect.codes.len();
        lines += expect.rows.len() + expect.groups.len();
        lines += expect.lines.len() + expect.texts.len();
    }
    sets_survive(&reading).then_some(()).ok_or_else(|| not_good(0))?;
    Ok(Proved { codes, lines, reading })
}

/// Every set of codes with parity gives back one text, whichever of its codes is missing; where it has several parity
/// codes, whichever as many that stand in a row.
fn sets_survive(reading: &Reading) -> bool {
    // exposed to: the codes of encrypted sheets; ciphertext is public
    let payloads = || reading.codes.iter().map(|code| code.bytes.expose_secret());
    let parity: Vec<Parity> = payloads()
        .filter(|one| parity::is_parity(one))
        .filter_map(|one| Parity::read(one).ok())
        .collect();
    let pieces = || payloads().filter(|one| parts::is_piece(one)).map(<[u8]>::to_vec);
    let Some(first) = parity.first() else { return true };
    let (count, spare) = (first.checks.len(), parity.len());
    let whole = parity::join(&mut pieces().collect(), &parity);
    let Ok([whole]) = whole.as_deref() else { return false };
    (0..count + spare).all(|gone| {
        let is_gone = |at: usize| (gone..gone + spare).any(|one| one % (count + spare) == at);
        let mut left =
            pieces().enumerate().filter(|(at, _)| !is_gone(*at)).map(|(_, one)| one).collect();
        let with: Vec<Parity> = parity
            .iter()
            .zip(count..)
            .filter(|(_, at)| !is_gone(*at))
            .map(|(one, _)| one.clone())
            .collect();
        // With every parity code gone the text is there as it stands.
        with.is_empty()
            || parity::join(&mut left, &with).is_ok_and(|again| {
                again.len() == 1 && again[0].armor == whole.armor && left.is_empty()
            })
    })
}

/// Every code of the page is there once, and no other.
fn codes_agree(expect: &Expect, found: &[&Code]) -> bool {
    expect.codes.len() == found.len()
        && expect.codes.iter().all(|payload| found.iter().any(|code| code.bytes.same_as(payload)))
}

/// Every row of words and every typed line stands in the page's text, with its number and check, and so does every
/// fingerprint, address, path and name.
fn lines_agree(expect: &Expect, text: &SecretText) -> bool {
    let page = without_gaps(text);
    let page_holds = |parts: &[&str]| {
        let room = parts.iter().map(|part| part.len()).sum();
        let mut line = SecretBuffer::with_room(room);
        for letter in parts.iter().flat_map(|part| part.split_whitespace()) {
            if line.push_text(letter).is_err() {
                return false;
            }
        }
        // exposed to: the comparison with the page's text
        contains(page.expose_secret(), line.expose_secret())
    };
    let rows = expect.rows.iter().all(|row| {
        let numbers: Vec<String> = (row.first..).take(4).map(|n| n.to_string()).collect();
        // exposed to: the comparison with the page's text
        let (words, check) = (row.words.expose_secret(), row.check.expose_secret());
        let mut parts: Vec<&str> = Vec::new();
        for (number, word) in numbers.iter().zip(words.split(' ')) {
            parts.extend([number.as_str(), word]);
        }
        parts.push(check);
        page_holds(&parts)
    });
    let groups = expect.groups.iter().all(|row| {
        // exposed to: the comparison with the page's text
        let (groups, check) = (row.groups.expose_secret(), row.check.expose_secret());
        page_holds(&[&row.number.to_string(), groups, check])
    });
    let texts = expect.texts.iter().all(|text| page_holds(&[text]));
    let given = expect.given.iter().all(|text| text.trim().is_empty() || page_holds(&[text]));
    rows && groups
        && texts
        && given
        && expect
            .lines
            .iter()
            .all(|line| page_holds(&[&line.number.to_string(), &line.text, &line.check]))
}

fn without_gaps(text: &SecretText) -> SecretBuffer {
    let mut all = SecretBuffer::with_room(text.len());
    // exposed to: the same text without its gaps
    for part in text.expose_secret().split_whitespace() {
        all.push_text(part).expect("no more than the text itself");
    }
    all
}

fn contains(page: &[u8], line: &[u8]) -> bool {
    !line.is_empty() && page.windows(line.len()).any(|part| part == line)
}

/// The pages, or one of them by its number from 1, are not what was drawn.
pub(super) fn not_good(page: usize) -> Failure {
    let what = if page == 0 {
        "the pages do not read back as what was drawn".to_owned()
    } else {
        format!("page {page} does not read back as what was drawn")
    };
    Failure::error("page-not-good", Exit::Failed, what)
        .why("the finished page was rendered and read here, and differs. Nothing was printed or written.")
        .next("this is a fault of the program; a shorter --label may help")
        .field("page", page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::{Look, draw};
    use crate::sheet::{Heading, PassphraseUse, SeedForm, SeedSheet, Sheet};

    const WORDS: &str =
        "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday";

    fn drawn(words: &str, fingerprint: &str, digits: &str) -> Drawn {
        let sheet = SeedSheet {
            heading: Heading::labelled("Blue folder"),
            form: SeedForm::Bip39,
            words: SecretText::copied_from(words),
            language: "English".into(),
            code: Some(SecretText::copied_from(digits)),
            passphrase: PassphraseUse::No,
            fingerprint: Some(fingerprint.into()),
            fingerprint_with: None,
            child_of: None,
            wallet: None,
        };
        draw(&[Sheet::Seed(sheet)], &Look::default()).expect("a sheet that fits")
    }

    #[test]
    fn a_page_that_differs_in_one_word_code_or_fingerprint_does_not_leave() {
        let digits = "0115132511540127118107710415074912831908200908";
        let good = drawn(WORDS, "8c65eb9f", digits);
        let proved = read_back(&good).expect("what was drawn reads back");
        assert_eq!((proved.codes, proved.lines), (1, 3));
        let other_words = WORDS.replace("wild", "wide");
        for (what, expected) in [
            ("word", drawn(&other_words, "8c65eb9f", digits)),
            ("fingerprint", drawn(WORDS, "8c65eb9e", digits)),
            ("code", drawn(WORDS, "8c65eb9f", &digits.replace("0908", "0907"))),
        ] {
            let mixed = Drawn { expected: expected.expected, ..drawn(WORDS, "8c65eb9f", digits) };
            assert!(read_back(&mixed).is_err(), "another {what}");
        }
        let more = Drawn { pages: 2, ..good };
        assert!(read_back(&more).is_err(), "a page is missing");
    }
}
