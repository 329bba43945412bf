//! coldkeep print metal: what to mark on a metal plate, on a working sheet or on the screen.

use super::About;
use super::seed::obtain_seed;
use crate::cli::args::{PlateKind, PrintMetalArgs};
use crate::cli::failure::{Exit, Failure};
use crate::cli::report::Report;
use crate::cli::screens;
use crate::cli::session::Session;
use crate::host::{Printer, ScreenPage};
use crate::paper;
use crate::secret::SecretText;
use crate::seed::Mnemonic;
use crate::sheet::{LETTERS, MarkList, Marks, MetalSheet, PLATE_LETTERS, Plate, Sheet};
use serde::Serialize;
use std::fmt;

/// Words on one page of the screen.
const A_PAGE: usize = 4;
/// Squares a side of a block, and rows of squares on one page of the screen.
const A_BLOCK: usize = 5;

/// The marks were copied onto a plate and the words typed back from it.
#[derive(Serialize)]
struct Copied {
    kind: &'static str,
    fingerprint: String,
    read_back: bool,
}

impl fmt::Display for Copied {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// Prints the working sheet, or shows the marks.
///
/// # Errors
/// A refused way out; words that cannot be had, are not English, or too many for the plate; a page that does not read
/// back.
pub(crate) fn run(
    args: &PrintMetalArgs,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    session.allow_recording(args.pages.allow_recording);
    if args.screen {
        session.must_show("the words", "-p PRINTER or -o FILE.pdf")?;
        session.must_not_be_recorded()?;
    } else {
        super::check_way(&args.pages, !session.practice, session)?;
    }
    let heading = super::heading(&args.pages)?;
    let seed = obtain_seed(&args.seed, session).map_err(too_long_for_a_plate)?;
    let plate = plate(args.plate);
    must_fit(plate, seed.mnemonic.word_count())?;
    let sheet = MetalSheet {
        heading,
        plate,
        digits: seed.mnemonic.seed_qr_digits()?,
        words: seed.mnemonic.sentence(),
        fingerprint: seed.bare_fingerprint.clone(),
    };
    if args.screen {
        return by_hand(session, &sheet, &seed.mnemonic);
    }
    let about = About {
        kind: "metal",
        secret: true,
        copies: 1,
        fingerprint: Some(seed.bare_fingerprint.clone()),
        practice: session.practice,
        marks: Some(plate.row().marks),
        ..About::default()
    };
    super::hand_out(session, &args.pages, printer, &[Sheet::Metal(sheet)], about)
}

/// Shows the marks, and has the plate read back as what it is.
fn by_hand(
    session: &mut Session,
    sheet: &MetalSheet,
    mnemonic: &Mnemonic,
) -> Result<Report, Failure> {
    let fingerprint = sheet.fingerprint.clone();
    let marks = sheet.plate.row().marks;
    if marks == Marks::Squares {
        session.show_pages(&squares(sheet)?)?;
        session.say(&format!("Now scan the plate, not the screen: coldkeep restore PHOTO --expect {fingerprint}, or with the wallet itself. A plate is made when it has been read back."));
        return Ok(Report::of(&Copied { kind: "metal", fingerprint, read_back: false }));
    }
    session.show_pages(&screen(sheet))?;
    match MarkList::of(marks) {
        Some(list) => {
            session.say("Now read the plate back, not the screen: type its marks.");
            screens::type_marks_back(session, mnemonic, marks, &list)?;
        }
        None => {
            session.say("Now read the plate back, not the screen: four letters of each word.");
            screens::type_back(session, mnemonic)?;
        }
    }
    session.say(&format!("The plate is right. Fingerprint {fingerprint}"));
    Ok(Report::of(&Copied { kind: "metal", fingerprint, read_back: true }))
}

/// Adds to the refusal of a share why no plate takes it, where it has more letters than a plate.
fn too_long_for_a_plate(refusal: Failure) -> Failure {
    let words = refusal.number("words").and_then(|words| usize::try_from(words).ok());
    match words.map(|words| words * LETTERS) {
        Some(letters) if refusal.slug() == "another-kind" && letters > PLATE_LETTERS => refusal
            .why(format!("four letters of each word are {letters} letters; the largest plates take {PLATE_LETTERS}."))
            .next("a share is kept on paper: coldkeep print shares"),
        _ => refusal,
    }
}

/// Refuses a seed whose words are not those that the plate's squares say.
fn must_fit(plate: Plate, words: usize) -> Result<(), Failure> {
    let row = plate.row();
    match row.words {
        Some(takes) if takes != words => Err(Failure::error(
            "plate-words",
            Exit::Usage,
            format!("the plate takes {takes} words, and these are {words}"),
        )
        .why("the squares of a SeedQR are 25 a side for 12 words and 29 for 24; other seeds have no plate of squares.")
        .next(match words {
            12 => "--plate seedqr25",
            24 => "--plate seedqr29",
            _ => "--plate letters, or another that marks words one by one",
        })
        .field("words", words)),
        _ => Ok(()),
    }
}

fn plate(kind: PlateKind) -> Plate {
    match kind {
        PlateKind::Cassette => Plate::Cassette,
        PlateKind::Capsule => Plate::Capsule,
        PlateKind::Letters => Plate::Letters,
        PlateKind::Dots4x26 => Plate::Dots4x26,
        PlateKind::Stackbit => Plate::Stackbit,
        PlateKind::Tinyseed => Plate::Tinyseed,
        PlateKind::Numbers => Plate::Numbers,
        PlateKind::SeedQr25 => Plate::SeedQr25,
        PlateKind::SeedQr29 => Plate::SeedQr29,
    }
}

/// Where the numbers of a plate begin, for the title of a page.
fn counting(plate: Plate) -> &'static str {
    match plate.row().counts_from {
        None => "",
        Some(0) => " · counts from 0: abandon is 0000",
        Some(_) => " · counts from 1: abandon is 1",
    }
}

/// Four words a page, each with what is marked for it.
fn screen(sheet: &MetalSheet) -> Vec<ScreenPage> {
    let marks = sheet.marks();
    let page = |(nth, part): (usize, &[SecretText])| {
        let first = nth * A_PAGE + 1;
        let last = first + part.len() - 1;
        let line = |(at, mark): (usize, &SecretText)| {
            // exposed to: the erased screen
            screens::line(&[&format!("{:>4}  ", first + at), mark.expose_secret()])
        };
        ScreenPage {
            title: format!(
                "{}{} · {first}–{last} of {}",
                sheet.plate.row().name,
                counting(sheet.plate),
                marks.len()
            ),
            lines: part.iter().enumerate().map(line).collect(),
        }
    };
    marks.chunks(A_PAGE).enumerate().map(page).collect()
}

/// A row of blocks a page, each row of squares with its number and with how many are marked in it.
fn squares(sheet: &MetalSheet) -> Result<Vec<ScreenPage>, Failure> {
    // exposed to: the code, whose squares are wiped
    let code = paper::plate_code(sheet.digits.expose_secret().as_bytes())?;
    let width = code.width;
    // exposed to: the erased screen
    let rows: Vec<&[u8]> = code.modules.expose_secret().chunks(width).collect();
    let line = |number: usize, row: &[u8]| {
        let number = format!("{number:>4}  ");
        let marked = format!("  {:>2}", row.iter().filter(|square| **square == 1).count());
        let mut parts = vec![number.as_str()];
        for (at, square) in row.iter().enumerate() {
            parts.push(if at > 0 && at % A_BLOCK == 0 { " " } else { "" });
            parts.push(if *square == 1 { "■" } else { "·" });
        }
        parts.push(&marked);
        screens::line(&parts)
    };
    let page = |(nth, part): (usize, &[&[u8]])| {
        let (first, letter) = (nth * A_BLOCK + 1, char::from(b'A' + nth as u8));
        let last = first + part.len() - 1;
        ScreenPage {
            title: format!(
                "{} · {letter}: rows {first}–{last} of {width}; ■ is marked, at the right how many",
                sheet.plate.row().name
            ),
            lines: part.iter().enumerate().map(|(at, row)| line(first + at, row)).collect(),
        }
    };
    Ok(rows.chunks(A_BLOCK).enumerate().map(page).collect())
}
