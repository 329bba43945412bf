//! coldkeep print: sheets drawn, read back from the finished PDF, and only then handed out.

pub(crate) mod descriptor;
pub(crate) mod encrypted;
pub(crate) mod letter;
pub(crate) mod metal;
mod other_seed;
pub(crate) mod practice;
mod prove;
pub(crate) mod public;
pub(crate) mod seed;
pub(crate) mod shares;
mod strings;

use crate::cli::args::{CoverKind, PageLanguage, PaperArgs, PaperSize};
use crate::cli::confirm::Identity;
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure, counted};
use crate::cli::keeping;
use crate::cli::obtain;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::{self, AtomicFile, Date, Printer};
use crate::keys::Derivation;
use crate::paper::{self, Card, Cover, Leaf, Look, Paper};
use crate::scan::Reading;
use crate::sheet::{Address, Heading, Marks, PathState, Sheet, Wallet};
use serde::Serialize;
use std::fmt;

/// The watermark of pages that show the published test seed.
const PRACTICE: &str = "PRACTICE";

/// What was printed; nothing of it on stdout but with `--json`.
#[derive(Serialize)]
pub(super) struct Printed {
    kind: &'static str,
    pages: usize,
    copies: u8,
    file: Option<String>,
    printer: Option<String>,
    /// Codes and lines that were read back from the finished PDF.
    codes_read: usize,
    lines_read: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// Whether a used address or xpub confirmed the path; absent where no path is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    path_confirmed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    set: Option<String>,
    /// How the shares are written: `slip39`, `codex32`, `sskr` or `xor`; what kind of seed a seed sheet holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'static str>,
}

impl fmt::Display for Printed {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// What a command knows about its sheets beside what stands on them.
#[derive(Default)]
pub(super) struct About {
    pub(super) kind: &'static str,
    /// Whether the pages hold a secret in clear.
    pub(super) secret: bool,
    pub(super) copies: u8,
    pub(super) fingerprint: Option<String>,
    pub(super) path_confirmed: Option<bool>,
    pub(super) set: Option<String>,
    /// How many of how many shares.
    pub(super) scheme: Option<String>,
    /// How the shares are written, where there are any; what kind of seed a seed sheet holds.
    pub(super) form: Option<&'static str>,
    pub(super) practice: bool,
    /// What is marked on the plate, for a working sheet.
    pub(super) marks: Option<Marks>,
    /// How share sheets stand on the paper.
    pub(super) card: Card,
    /// What the finished pages must be beside what was drawn.
    pub(super) also: Option<Check>,
}

/// A check of the finished pages as they were read back.
type Check = Box<dyn Fn(&Reading) -> Result<(), Failure>>;

/// Starts the printing program, before the sandbox closes.
///
/// # Errors
/// No such printer, or a printer on the network for a secret page.
pub(crate) fn open_printer(pages: &PaperArgs, secret: bool) -> Result<Option<Printer>, Failure> {
    let Some(name) = &pages.printer else { return Ok(None) };
    let media = match paper_of(pages) {
        Paper::A4 => "A4",
        Paper::Letter => "Letter",
    };
    Ok(Some(Printer::open(name, media, pages.allow_network_printer || !secret)?))
}

/// Refuses early what would be refused at the end, before a secret is asked for.
///
/// # Errors
/// No way out; a file that exists; a secret in clear on a disk; a PDF for the terminal.
pub(super) fn check_way(pages: &PaperArgs, secret: bool, session: &Session) -> Result<(), Failure> {
    match (&pages.output, &pages.printer) {
        (None, None) => Err(Failure::error("usage", Exit::Usage, "where should the pages go?")
            .next("-p PRINTER prints them, -o FILE.pdf writes them")),
        (Some(path), _) if path.as_os_str() == "-" => {
            if session.json {
                return Err(Failure::error(
                    "usage",
                    Exit::Usage,
                    "--json and a PDF cannot share stdout",
                )
                .next("-o FILE.pdf"));
            }
            if secret && !pages.allow_secret_file {
                return Err(deliver::secret_pages_to_pipe());
            }
            deliver::refuse_terminal("a PDF", "-o FILE.pdf")
        }
        (Some(path), _) => {
            if secret {
                deliver::refuse_secret_file(
                    path,
                    pages.allow_secret_file,
                    "straight to a printer (-p NAME)",
                )?;
            }
            deliver::refuse_existing(path, pages.force)
        }
        (None, Some(_)) => Ok(()),
    }
}

/// The heading that every sheet of this print carries.
///
/// # Errors
/// A label that is too long, or a date that is none.
pub(super) fn heading(pages: &PaperArgs) -> Result<Heading, Failure> {
    let label = pages.label.as_deref().map(obtain::label).transpose()?;
    if pages.cover == CoverKind::Named && label.is_none() {
        return Err(Failure::error("usage", Exit::Usage, "--cover named needs a name")
            .next("--label \"Blue folder\"; it never says what is inside"));
    }
    let date = match pages.date.as_deref() {
        None => None,
        Some("today") => Some(host::today().to_string()),
        Some(text) => {
            let date: Date = text.parse().map_err(|_| {
                Failure::error("usage", Exit::Usage, "--date: this is not a date")
                    .next("--date 2026-11-22, or --date today")
            })?;
            Some(date.to_string())
        }
    };
    Ok(Heading { label, date, owner: None, return_to: None })
}

/// What a wallet shows of itself, for a sheet.
pub(super) fn wallet(identity: &Identity, with_passphrase: bool) -> Wallet {
    let state = match &identity.convention {
        Some(convention) => PathState::Confirmed { convention: convention.clone() },
        None => PathState::NotConfirmed,
    };
    let Derivation { coin, script, .. } = identity.derivation;
    let coin = if identity.network == "mainnet" {
        coin.name()
    } else {
        format!("{} {}", coin.name(), identity.network)
    };
    Wallet {
        coin,
        script: script.words().to_owned(),
        path: identity.account_path.to_string(),
        state,
        first_address: Some(Address {
            path: identity.path.clone(),
            text: identity.address.clone(),
            with_passphrase,
        }),
    }
}

/// Draws the sheets, reads the finished PDF back, and hands it out.
///
/// # Errors
/// What drawing refuses; `page-not-good` when the PDF does not read back as what was drawn (then nothing leaves); what
/// the file or the printer refuses.
pub(super) fn hand_out(
    session: &mut Session,
    pages: &PaperArgs,
    printer: Option<Printer>,
    sheets: &[Sheet],
    about: About,
) -> Result<Report, Failure> {
    let leaves: Vec<Leaf<'_>> = sheets.iter().map(Leaf::Sheet).collect();
    hand_out_leaves(session, pages, printer, &leaves, about)
}

/// The same with pages of the letter's kit among the sheets.
///
/// # Errors
/// As [`hand_out`].
pub(super) fn hand_out_leaves(
    session: &mut Session,
    pages: &PaperArgs,
    printer: Option<Printer>,
    leaves: &[Leaf<'_>],
    about: About,
) -> Result<Report, Failure> {
    let watermark = about.practice.then(|| PRACTICE.to_owned());
    let look = Look {
        paper: paper_of(pages),
        watermark,
        cover: cover(pages),
        card: about.card,
        language: language(pages),
        copies: about.copies.max(1),
        ..Look::default()
    };
    let drawn = paper::draw_leaves(leaves, &look)?;
    let proved = prove::read_back(&drawn)?;
    if let Some(check) = &about.also {
        check(&proved.reading)?;
    }
    session.say(&format!(
        "{}, {}; rendered and read back here: {} and {}, the same.",
        counted(drawn.pages, "page"),
        paper_name(look.paper),
        counted(proved.codes, "code"),
        counted(proved.lines, "line")
    ));
    let result = Printed {
        kind: about.kind,
        pages: drawn.pages,
        copies: look.copies,
        file: pages.output.as_deref().map(host::show_path),
        printer: pages.printer.clone(),
        codes_read: proved.codes,
        lines_read: proved.lines,
        fingerprint: about.fingerprint.clone(),
        path_confirmed: about.path_confirmed,
        set: about.set.clone(),
        form: about.form,
    };
    if pages.dry_run {
        session.say("Dry run: nothing was printed or written.");
        return Ok(Report::of(&result));
    }
    let to_stdout = pages.output.as_deref().is_some_and(|path| path.as_os_str() == "-");
    match (&pages.output, printer) {
        // exposed to: the printing program, or where -o points
        (None, Some(printer)) => printer.print(drawn.pdf.expose_secret())?,
        (Some(_), _) if to_stdout => host::write_stdout(drawn.pdf.expose_secret())?, // exposed to: stdout, as -o - asked
        (Some(path), _) => {
            let mut file = AtomicFile::create(path, deliver::existing(pages.force))
                .map_err(|e| Failure::at(path, e))?;
            // exposed to: the file that -o named
            deliver::fill(&mut file, path, drawn.pdf.expose_secret())?;
            deliver::commit(session, file, path)?;
        }
        (None, None) => {}
    }
    if about.secret {
        after_printing(session, pages.printer.as_deref(), &about);
    }
    Ok(if to_stdout { Report::written(&result) } else { Report::of(&result) })
}

fn cover(pages: &PaperArgs) -> Cover {
    match pages.cover {
        CoverKind::Plain => Cover::Plain,
        CoverKind::Named => Cover::Named,
        CoverKind::Blank => Cover::Blank,
    }
}

fn language(pages: &PaperArgs) -> paper::PageLanguage {
    match pages.lang {
        PageLanguage::En => paper::PageLanguage::English,
    }
}

fn after_printing(session: &Session, printer: Option<&str>, about: &About) {
    if let Some(printer) = printer {
        session.say(
            "The printer may remember this page. Turn it off for a minute; do not sell it soon.",
        );
        session.say(&format!("This computer's print queue keeps the page for a day, on its disk. To remove it: cancel -a -x {printer}"));
    }
    if let Some(marks) = about.marks {
        let reads = match marks {
            Marks::Letters | Marks::Places => "restore",
            Marks::Sums => "restore --as stackbit",
            Marks::Bits => "restore --as tinyseed",
            Marks::Digits => "restore --count-from 1 FILE",
            Marks::Squares => "restore PHOTO",
        };
        session.say(&format!(
            "Now read the plate back: coldkeep {reads}      Then burn or shred the sheet."
        ));
        note(session, about, "steel");
        return;
    }
    session.say("Toner, not ink, if you can. Acid-free paper (ISO 9706). Not hot-laminated, not in vinyl: a polyester sleeve.");
    session.say("Test: tape on the black square, press, lift. Black on the tape: reprint on another machine.");
    let reads = match (about.kind, about.form) {
        ("seed", Some(kind)) if kind != "bip39" => format!("restore --as {kind}"),
        ("seed", _) | (_, None) => "restore".to_owned(),
        (_, Some("xor")) => "restore --as seed-xor".to_owned(),
        (_, Some(_)) => "combine".to_owned(),
    };
    session.say(&format!("Now read the paper back: coldkeep {reads}      A backup is made when it has been read back."));
    note(session, about, "paper");
}

/// Says how what was printed is noted in the logbook.
fn note(session: &Session, about: &About, medium: &str) {
    match (&about.set, &about.scheme, &about.fingerprint) {
        _ if about.practice => {}
        (Some(set), Some(scheme), fingerprint) => {
            keeping::shares(session, set, scheme, fingerprint.as_deref());
        }
        (None, None, Some(fingerprint)) if matches!(about.kind, "seed" | "metal") => {
            keeping::seed(session, "savings", fingerprint, medium);
        }
        _ => {}
    }
}

fn paper_of(pages: &PaperArgs) -> Paper {
    match pages.paper {
        Some(PaperSize::A4) => Paper::A4,
        Some(PaperSize::Letter) => Paper::Letter,
        None => match host::paper_size() {
            host::PaperSize::A4 => Paper::A4,
            host::PaperSize::Letter => Paper::Letter,
        },
    }
}

fn paper_name(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "A4",
        Paper::Letter => "Letter",
    }
}
