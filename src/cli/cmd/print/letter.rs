//! coldkeep print letter: the letter and the pages around it, refused while a secret stands in it.

use super::About;
use crate::cli::args::{LetterReader, PrintLetterArgs};
use crate::cli::desk::{self, Desk, LETTER};
use crate::cli::failure::{Exit, Failure, letter as failure};
use crate::cli::judges;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::Printer;
use crate::letter::Letter;
use crate::paper::{KitPage, Leaf};
use crate::seed::wordlist;
use crate::sheet::{Heading, RecoveryPage, Sheet};

/// Prints the kit for heirs, the page for a lawyer, or the pages for those who keep something.
///
/// # Errors
/// `no-letter`; `letter-has-secret`, which no flag lets through; a refused way out; a page that does not read back.
pub(crate) fn run(
    args: &PrintLetterArgs,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    super::check_way(&args.pages, false, session)?;
    let path = session.home()?.join(LETTER);
    let file = Desk::open(session)?.map(|desk| desk.read()).transpose()?.flatten();
    let file = file.ok_or_else(|| failure::no_letter(&path))?;
    let letter = desk::letter(session, &file)?;
    let findings = judges::findings(&file, &letter);
    if findings.iter().any(|finding| finding.rule.refuses()) {
        return Err(failure::has_secret(&findings, "the letter"));
    }
    if !findings.is_empty() {
        session.warn(failure::findings_beside(findings.len()));
    }
    // The letter has its own date and names; a label would make it look like one of the sheets.
    let guide = Sheet::Recovery(RecoveryPage {
        heading: Heading { date: file.answers().written.clone(), ..Heading::default() },
        words: wordlist::english(),
    });
    let leaves = leaves(args, &letter, &guide)?;
    session.say(match args.reader {
        LetterReader::Heir => "Kit: letter, inventory, recovery guide, helper's page, checklist. The practice kit beside it: coldkeep print practice",
        LetterReader::Lawyer => "One page for the lawyer's file. It names no place of the sealed papers.",
        LetterReader::Holder => "One page for each place. Give each holder theirs, and no other.",
    });
    let about = About { kind: "letter", ..About::default() };
    super::hand_out_leaves(session, &args.pages, printer, &leaves, about)
}

fn leaves<'l>(
    args: &'l PrintLetterArgs,
    letter: &'l Letter,
    guide: &'l Sheet,
) -> Result<Vec<Leaf<'l>>, Failure> {
    let kit = |page| Leaf::Kit(letter, page);
    let places = match (args.reader, &args.place) {
        (LetterReader::Heir, None) => {
            return Ok(vec![
                kit(KitPage::Letter),
                kit(KitPage::Inventory),
                Leaf::Sheet(guide),
                kit(KitPage::Helper),
                kit(KitPage::Checklist),
            ]);
        }
        (LetterReader::Lawyer, None) => return Ok(vec![kit(KitPage::Lawyer)]),
        (LetterReader::Holder, Some(place)) => vec![place.as_str()],
        (LetterReader::Holder, None) => {
            letter.answers().copies.iter().map(|copy| copy.place.text.as_str()).collect()
        }
        (_, Some(_)) => {
            return Err(Failure::error("usage", Exit::Usage, "--place belongs to --for holder")
                .next("coldkeep print letter --for holder --place NAME -o FILE.pdf"));
        }
    };
    let known = |name: &&str| letter.answers().copies.iter().any(|copy| copy.place.text == **name);
    let mut each: Vec<&str> = Vec::new();
    for place in places.into_iter().filter(known) {
        if !each.contains(&place) {
            each.push(place);
        }
    }
    if each.is_empty() {
        return Err(Failure::error(
            "no-such-place",
            Exit::Usage,
            "the letter names no such place where something lies",
        )
        .next("coldkeep letter check      lists the places")
        .next("coldkeep letter edit 4     names them"));
    }
    Ok(each.into_iter().map(|place| kit(KitPage::Holder(place))).collect())
}
