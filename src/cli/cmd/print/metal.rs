//! coldkeep print metal: what to mark on a metal plate, on a working sheet or on the screen.

use super::About;
use super::seed::obtain_seed;
use crate::cli::args::{PlateKind, PrintMetalArgs};
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::screens;
use crate::cli::session::Session;
use crate::host::{Printer, ScreenPage};
use crate::secret::SecretText;
use crate::sheet::{MetalSheet, Plate, Sheet};
use serde::Serialize;
use std::fmt;

/// Words on one page of the screen.
const A_PAGE: usize = 4;

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
/// A refused way out; words that cannot be had, are not English; a page that does not read back.
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
    let seed = obtain_seed(&args.seed, session)?;
    let sheet = MetalSheet {
        heading,
        plate: plate(args.plate),
        digits: seed.mnemonic.seed_qr_digits()?,
        words: seed.mnemonic.sentence(),
        fingerprint: seed.bare_fingerprint.clone(),
    };
    if args.screen {
        session.show_pages(&screen(&sheet))?;
        session.say("Now read the plate back, not the screen: four letters of each word, or the words behind its numbers.");
        screens::type_back(session, &seed.mnemonic)?;
        session.say(&format!("The plate is right. Fingerprint {}", seed.bare_fingerprint));
        let fingerprint = seed.bare_fingerprint;
        return Ok(Report::of(&Copied { kind: "metal", fingerprint, read_back: true }));
    }
    let about = About {
        kind: "metal",
        secret: true,
        copies: 1,
        fingerprint: Some(seed.bare_fingerprint.clone()),
        practice: session.practice,
        ..About::default()
    };
    super::hand_out(session, &args.pages, printer, &[Sheet::Metal(sheet)], about)
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
            title: format!("{} · {first}–{last} of {}", sheet.plate.row().name, marks.len()),
            lines: part.iter().enumerate().map(line).collect(),
        }
    };
    marks.chunks(A_PAGE).enumerate().map(page).collect()
}
