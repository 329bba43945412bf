//! coldkeep scan: pages read back; public payloads to stdout, secret ones only where secrets may go.

use crate::cli::args::ScanArgs;
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather;
use crate::cli::pieces::Pieces;
use crate::cli::report::Report;
use crate::cli::screens;
use crate::cli::session::Session;
use crate::host::{self, AtomicFile, SecretSource};
use crate::identify::{Kind, identify};
use crate::scan::typed::TypedLines;
use crate::scan::{self, Reading};
use crate::secret::{SecretBytes, SecretText};
use crate::sheet::lines;
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// A code or text that was read; the content only where it is public.
#[derive(Serialize)]
struct Item {
    kind: &'static str,
    from: String,
    secret: bool,
    bytes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected_percent: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
}

/// Everything that was read.
#[derive(Serialize)]
struct Scanned {
    items: Vec<Item>,
    unreadable: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip)]
    listed: bool,
}

impl fmt::Display for Scanned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for item in &self.items {
            match (&item.content, self.listed) {
                (Some(content), false) => writeln!(f, "{}", content.trim_end())?,
                _ => {
                    let where_from = item.page.map_or_else(
                        || item.from.clone(),
                        |page| format!("{} page {page}", item.from),
                    );
                    write!(f, "{}  {where_from}  {} bytes", item.kind, item.bytes)?;
                    if let (Some(version), Some(level), Some(corrected)) =
                        (item.version, &item.level, item.corrected_percent)
                    {
                        write!(f, "  version {version}-{level}  corrected {corrected:.0} %")?;
                    }
                    writeln!(f)?;
                }
            }
        }
        Ok(())
    }
}

/// One thing that was read, with its content.
struct Found {
    item: Item,
    content: SecretBytes,
    kind: Kind,
}

impl Found {
    /// Takes the kind from what was around it, which knows better than the bytes alone.
    fn is_of(&mut self, kind: Kind) {
        self.kind = kind;
        self.item.kind = kind.slug();
        self.item.secret = kind.is_secret();
        self.item.content = public(kind, &self.content);
    }
}

/// The text of what may be shown.
fn public(kind: Kind, content: &SecretBytes) -> Option<String> {
    (!kind.is_secret()).then(|| {
        // exposed to: the report, since the kind is public
        host::show_lines(&String::from_utf8_lossy(content.expose_secret()))
    })
}

/// Reads pages or typed lines.
///
/// # Errors
/// Nothing readable; a wrong line check; a secret payload with nowhere to go.
pub(crate) fn run(args: &ScanArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.way.allow_recording);
    if args.camera {
        return Err(gather::no_camera("scan"));
    }
    let (mut found, mut unreadable) = (Vec::new(), 0);
    match &args.typed {
        Some(source) => {
            let text = typed(session, source)?;
            found.push(of_payload(text.into_bytes(), "typed lines", None));
        }
        None if args.files.is_empty() => {
            return Err(Failure::error("usage", Exit::Usage, "nothing to read")
                .next("coldkeep scan FILE…, or coldkeep scan --type"));
        }
        None => {
            let mut pieces = Pieces::default();
            for path in &args.files {
                unreadable += read(session, path, args.all, &mut found, &mut pieces)?;
            }
            for armor in pieces.join(session)? {
                let name = args.files.first().map(|path| host::show_path(path));
                found.push(of_payload(armor, &name.unwrap_or_default(), None));
            }
            let name = args.files.first().map(|path| host::show_path(path));
            for inside in std::mem::take(&mut pieces.codes).finish()? {
                let mut one = of_payload(inside.bytes, &name.clone().unwrap_or_default(), None);
                if let Some(kind) = inside.kind {
                    one.is_of(kind);
                }
                found.push(one);
            }
        }
    }
    if args.way.is_named() {
        only_the_secret(&mut found);
    }
    if args.all || found.len() > 1 && !args.way.is_named() {
        return Ok(listed(found, unreadable, args.all));
    }
    one(session, args, found, unreadable)
}

fn read(
    session: &mut Session,
    path: &Path,
    all: bool,
    found: &mut Vec<Found>,
    pieces: &mut Pieces,
) -> Result<usize, Failure> {
    let name = host::show_path(path);
    let bytes = if path.as_os_str() == "-" {
        session.read("FILE", &SecretSource::Stdin, scan::MAX_BYTES)?
    } else {
        host::read_file(path, scan::MAX_BYTES).map_err(|error| Failure::at(path, error))?
    };
    let before = found.len() + pieces.count();
    // A phone shows the text of a code, and texts can be kept as files.
    if pieces.codes.take(&bytes)? || pieces.take(&bytes)? {
        return Ok(0);
    }
    // exposed to: the picture reader
    let reading = scan::read_until(bytes.expose_secret(), &host::interrupted)?;
    if all {
        for code in &reading.codes {
            // exposed to: the payload that is handed on
            let content = SecretBytes::copied_from(code.bytes.expose_secret());
            let mut one = of_payload(content, &name, Some(code.page));
            one.item.version = Some(code.version);
            one.item.level = Some(code.level.to_string());
            one.item.corrected_percent = Some(code.corrected_percent);
            found.push(one);
        }
    } else {
        for content in gather::payloads_of(&reading, pieces)? {
            found.push(of_payload(content, &name, page_of(&reading)));
        }
    }
    if found.len() + pieces.count() == before {
        return Err(gather::nothing_readable(&name));
    }
    Ok(reading.seen_but_unreadable)
}

/// On a seed sheet the first address stands beside the seed; who asks for the result means the seed.
fn only_the_secret(found: &mut Vec<Found>) {
    if found.iter().filter(|found| found.kind != Kind::Address).count() == 1 {
        found.retain(|found| found.kind != Kind::Address);
    }
}

fn page_of(reading: &Reading) -> Option<usize> {
    (reading.pages == 1).then_some(1)
}

fn of_payload(content: SecretBytes, from: &str, page: Option<usize>) -> Found {
    // exposed to: recognition, which keeps nothing
    let kind = identify(content.expose_secret()).kind;
    let public = public(kind, &content);
    let item = Item {
        kind: kind.slug(),
        from: from.to_owned(),
        secret: kind.is_secret(),
        bytes: content.len(),
        page,
        version: None,
        level: None,
        corrected_percent: None,
        content: public,
    };
    Found { item, content, kind }
}

fn listed(found: Vec<Found>, unreadable: usize, all: bool) -> Report {
    let items = found.into_iter().map(|found| found.item).collect();
    Report::of(&Scanned { items, unreadable, file: None, listed: all })
}

/// Hands out one payload: a public one to stdout or the file, a secret one where secrets may go.
fn one(
    session: &mut Session,
    args: &ScanArgs,
    found: Vec<Found>,
    unreadable: usize,
) -> Result<Report, Failure> {
    let count = found.len();
    let Some(only) = found.into_iter().next().filter(|_| count == 1) else {
        return Err(Failure::error(
            "several-payloads",
            Exit::Usage,
            format!("the pages hold {count} different things"),
        )
        .next("--all lists them; restore and combine take them all at once"));
    };
    let Found { item, content, kind } = only;
    if !kind.is_secret() {
        let mut scanned = Scanned {
            items: vec![item],
            unreadable,
            file: None,
            listed: args.way.output.is_some(),
        };
        if let Some(path) = &args.way.output {
            let mut file = AtomicFile::create(path, deliver::existing(args.way.force))
                .map_err(|error| Failure::at(path, error))?;
            // exposed to: the file that -o named; the payload is public
            deliver::fill(&mut file, path, content.expose_secret())?;
            deliver::commit(session, file, path)?;
            scanned.file = Some(host::show_path(path));
        }
        return Ok(Report::of(&scanned));
    }
    session.say(&format!("{}: {}. It is not shown here.", item.from, kind.describe()));
    let scanned = Scanned { items: vec![item], unreadable, file: None, listed: true };
    let wanted = args.way.is_named()
        || session.can_ask() && session.confirm("Show it on the screen now?", false)?;
    if !wanted {
        return Ok(Report::of(&scanned));
    }
    let text = SecretText::from_bytes(content)?;
    let show = |text: &_| screens::single_page("What the page holds", text);
    let delivered = args.way.deliver(session, text, show)?;
    Ok(delivered.report(scanned, |scanned| &mut scanned.file))
}

/// Typed lines: in a terminal one by one, each checked as it is entered; otherwise all at once.
fn typed(session: &mut Session, source: &SecretSource) -> Result<SecretText, Failure> {
    if !matches!(source, SecretSource::Ask) {
        let text = session.secret("--type", "Lines", source)?;
        // exposed to: a look at how its lines begin
        if text.expose_secret().lines().any(is_part) {
            return Err(part_of_a_code());
        }
        return Ok(gather::whole(lines::parse(&text)?));
    }
    session.must_ask("the lines", "--type FILE, -, fd:N")?;
    session.say(
        "Type the lines of the sheet: number, text, check. Gaps do not matter. An empty line ends.",
    );
    let mut typed = TypedLines::new();
    loop {
        let line = session.ask_line(&format!("{}> ", typed.next_number()))?;
        if line.is_empty() {
            return Ok(gather::whole(typed.finish()?));
        }
        if is_part(&line) {
            return Err(part_of_a_code());
        }
        if let Err(refusal) = typed.add(&SecretText::copied_from(&line)) {
            session.say_failure(&refusal.into());
        }
    }
}

/// Whether a line is the text of another wallet's code: a UR or BBQr, or a part of one.
fn is_part(line: &str) -> bool {
    let start = line.trim_start();
    start.starts_with("B$") || start.get(..3).is_some_and(|text| text.eq_ignore_ascii_case("ur:"))
}

fn part_of_a_code() -> Failure {
    Failure::error("line-form", Exit::Invalid, "this is the text of a code (UR or BBQr), not a line of a sheet")
        .why("such texts have no numbers and checks for each line; their own checksum covers the whole.")
        .next("save each text in a file of its own and name all of them, in any order: coldkeep scan part-1.txt part-2.txt")
}
