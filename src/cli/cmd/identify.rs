//! coldkeep identify: what is this text, picture or file, is it whole, is it secret, what does it restore?

use crate::cli::args::IdentifyArgs;
use crate::cli::failure::{Exit, Failure};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::{gather, page_words};
use crate::host::{self, SecretSource};
use crate::identify::{Identified, Kind, all};
use crate::scan;
use crate::secret::SecretBytes;
use serde::Serialize;
use std::fmt;

/// How many lines of a text are looked at one by one, where the whole is nothing known.
const MOST_LINES: usize = 1_000;

/// One kind that fits, with what may be told.
#[derive(Serialize)]
struct Fit {
    slug: &'static str,
    what: &'static str,
    damaged: bool,
    secret: bool,
    next: &'static str,
    from: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inside: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(skip)]
    has_check: bool,
}

/// Everything that fits.
#[derive(Serialize)]
struct Fits {
    kinds: Vec<Fit>,
}

/// Where a text stood.
#[derive(Clone, Copy)]
struct Place {
    from: &'static str,
    page: Option<usize>,
    line: Option<usize>,
}

impl Fit {
    fn new(found: Identified, place: Place) -> Self {
        let row = found.kind.row();
        let facts = found.facts;
        Self {
            slug: row.slug,
            what: row.what,
            damaged: found.damaged,
            secret: row.secret,
            next: row.next,
            from: place.from,
            page: place.page,
            line: place.line,
            inside: found.inside.map(Kind::slug),
            form: facts.form.map(|form| host::show_text(&form)),
            words: facts.words,
            language: facts.language,
            network: facts.network,
            threshold: facts.threshold,
            part: facts.part,
            has_check: found.kind.has_checksum() && !facts.unchecked,
        }
    }
}

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if let Some(inside) = self.inside {
            write!(f, ", inside of {inside}")?;
        }
        match (self.page, self.line) {
            (Some(page), _) => write!(f, "    {} on page {page}", self.from)?,
            (_, Some(line)) => write!(f, "    line {line}")?,
            _ => {}
        }
        writeln!(f)?;
        writeln!(f, "  name     {}", self.slug)?;
        let words = self.words.map(|words| words.to_string());
        let facts = [
            ("variant", self.form.as_deref()),
            ("words", words.as_deref()),
            ("language", self.language.as_deref()),
            ("network", self.network),
            ("needed", self.threshold.as_deref()),
            ("part", self.part.as_deref()),
        ];
        for (name, value) in facts {
            if let Some(value) = value {
                writeln!(f, "  {name:<8} {value}")?;
            }
        }
        let check = match (self.damaged, self.has_check) {
            (true, _) => "does NOT hold: damaged, incomplete, or not what it looks like",
            (false, true) => "holds",
            (false, false) => "it has none: told by its form alone",
        };
        writeln!(f, "  check    {check}")?;
        let secret = match self.secret {
            true => "yes: show it to nobody, and to no connected computer",
            false => "no: it cannot spend, but it may tell what you own",
        };
        writeln!(f, "  secret   {secret}")?;
        writeln!(f, "  brings   {}", self.next)
    }
}

impl fmt::Display for Fits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, fit) in self.kinds.iter().enumerate() {
            if nth > 0 {
                writeln!(f)?;
            }
            write!(f, "{fit}")?;
        }
        Ok(())
    }
}

/// Says what a file, a picture or a typed text is. Nothing of its content is told.
///
/// # Errors
/// `nothing-known` when nothing fits; when the file cannot be read.
pub(crate) fn run(args: &IdentifyArgs, session: &mut Session) -> Result<Report, Failure> {
    let bytes = match &args.file {
        Some(path) if path.as_os_str() == "-" => {
            session.read("FILE", &SecretSource::Stdin, scan::MAX_BYTES)?
        }
        Some(path) => {
            host::read_file(path, scan::MAX_BYTES).map_err(|error| Failure::at(path, error))?
        }
        None => {
            session.must_ask("the text", "FILE or -")?;
            session.ask_hidden("Text to look at (not shown): ")?.into_bytes()
        }
    };
    let kinds = looked_at(session, &bytes)?;
    if kinds.is_empty() {
        return Err(nothing_known());
    }
    let open: Vec<&Fit> = kinds.iter().filter(|fit| fit.inside.is_none()).collect();
    if open.len() > 1 && open.iter().all(|fit| fit.page.is_none() && fit.line.is_none()) {
        session.warn(
            Failure::warning("several-kinds", format!("{} kinds fit", open.len()))
                .why("the form alone does not decide; the wallets they open are different ones.")
                .next("compare the first address of each with one that the wallet has shown"),
        );
    }
    Ok(Report::of(&Fits { kinds }))
}

fn looked_at(session: &mut Session, bytes: &SecretBytes) -> Result<Vec<Fit>, Failure> {
    let file = Place { from: "file", page: None, line: None };
    // exposed to: recognition, which keeps nothing
    let mut found = all(bytes.expose_secret());
    // Any 16 or 32 bytes would do: without a code around them they are no SeedQR.
    found.retain(|one| one.kind != Kind::CompactSeedQr);
    if found.first().is_some_and(|one| one.kind.is_scan()) {
        return pages(session, bytes);
    }
    if !found.is_empty() {
        return Ok(found.into_iter().map(|one| Fit::new(one, file)).collect());
    }
    // exposed to: recognition, line by line
    let Ok(text) = std::str::from_utf8(bytes.expose_secret()) else { return Ok(Vec::new()) };
    Ok(lines(text, file))
}

/// Each line on its own: a list of keys, addresses or codes.
fn lines(text: &str, place: Place) -> Vec<Fit> {
    let numbered = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let each = numbered.take(MOST_LINES).flat_map(|(number, line)| {
        let place = Place { line: Some(number), ..place };
        let found = all(line.trim().as_bytes()).into_iter();
        found.map(move |one| Fit::new(one, place))
    });
    each.filter(|fit| fit.slug != Kind::CompactSeedQr.slug()).collect()
}

/// Every code of a picture or document, and its text.
fn pages(session: &mut Session, bytes: &SecretBytes) -> Result<Vec<Fit>, Failure> {
    // exposed to: the picture reader
    let reading = scan::read_until(bytes.expose_secret(), &host::interrupted)?;
    session.detail(&format!("{} codes on {} pages", reading.codes.len(), reading.pages));
    let mut kinds = Vec::new();
    for code in &reading.codes {
        let place = Place { from: "code", page: Some(code.page), line: None };
        // exposed to: recognition, which keeps nothing
        let found = all(code.bytes.expose_secret());
        kinds.extend(found.into_iter().map(|one| Fit::new(one, place)));
    }
    for (page, text) in (1..).zip(&reading.text) {
        let place = Place { from: "text", page: Some(page), line: None };
        for grid in page_words::grids(text) {
            // exposed to: recognition, which keeps nothing
            let found = all(grid.words.into_bytes().expose_secret());
            kinds.extend(found.into_iter().map(|one| Fit::new(one, place)));
        }
    }
    for typed in scan::typed_lines(&reading.text).and_then(Result::ok).into_iter().flatten() {
        let place = Place { from: "text", page: None, line: None };
        // exposed to: recognition, which keeps nothing
        let found = all(typed.into_bytes().expose_secret());
        kinds.extend(found.into_iter().map(|one| Fit::new(one, place)));
    }
    if kinds.is_empty() && reading.seen_but_unreadable > 0 {
        return Err(gather::qr_unreadable());
    }
    Ok(kinds)
}

fn nothing_known() -> Failure {
    Failure::error("nothing-known", Exit::Invalid, "nothing here that coldkeep knows")
        .why("neither the form nor a checksum of any kind fits, whole or nearly.")
        .next("look for words that were left out, for a second page, or for the name of a program beside it")
        .next("docs/KINDS.md lists every kind that is known")
}
