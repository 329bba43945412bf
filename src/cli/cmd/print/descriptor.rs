//! coldkeep print descriptor: what a wallet is, on paper; each page is read as a wallet again before it leaves.

use super::About;
use crate::cli::args::PrintDescriptorArgs;
use crate::cli::blocks;
use crate::cli::cmd::wallet::source::{Openers, of_bytes};
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather;
use crate::cli::kept::Shelf;
use crate::cli::pieces::Pieces;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::{self, Date, Printer, SecretSource};
use crate::keys::{self, Network};
use crate::scan::{self, Reading};
use crate::secret::SecretText;
use crate::sheet::{
    Address, DescriptorSheet, Heading, KeyOrigin, Needs, ONE_CODE, ProvedBy, Sheet, without_breaks,
};
use crate::ur::bbqr::{self, FileType};
use crate::wallet::{Policy, USUAL_GAP, letter};
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// How many receiving addresses stand on the page.
const ADDRESSES: u32 = 2;
/// The most characters of one part of BBQr: a code of version 19 at level Q.
const PART: usize = 640;
/// The longest result of `wallet prove` that is read, in bytes.
const PROOF_LIMIT: usize = 4 << 20;
/// The seconds of a day.
const DAY: u64 = 86_400;

/// Codes that were shown on the terminal.
#[derive(Serialize)]
struct OnScreen {
    kind: &'static str,
    codes: usize,
}

impl fmt::Display for OnScreen {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// A wallet, and what is known beside its descriptor.
pub(super) struct Described {
    pub(super) policy: Policy,
    pub(super) network: Network,
    pub(super) name: Option<String>,
    pub(super) birthday: Option<String>,
    pub(super) gap: u32,
    pub(super) practice: bool,
}

/// Prints the description.
///
/// # Errors
/// A refused way out; a wallet that is not there or not understood; a page that is not read as the same wallet.
pub(crate) fn run(
    args: &PrintDescriptorArgs,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    if !args.screen {
        super::check_way(&args.pages, false, session)?;
    }
    let mut heading = super::heading(&args.pages)?;
    let wallet = described(args, session)?;
    heading.label = heading.label.or_else(|| wallet.name.clone());
    let mut sheet = sheet_of(&wallet, heading)?;
    let addresses = sheet.addresses.clone();
    sheet.proved =
        args.proof.as_ref().map(|source| proof(session, source, &addresses)).transpose()?;
    tell(session, &sheet);
    if args.screen {
        return on_screen(session, &sheet);
    }
    let copies = usize::from(args.copies);
    let about = About {
        kind: "descriptor",
        copies: args.copies,
        practice: session.practice || wallet.practice,
        also: Some(Box::new(move |reading| {
            reads_as(reading, copies, &wallet.policy, wallet.network, &addresses)
        })),
        ..About::default()
    };
    super::hand_out(session, &args.pages, printer, &[Sheet::Descriptor(sheet)], about)
}

/// The facts of the sheet, but for what was proved.
///
/// # Errors
/// When the wallet has no address of its network, or its rule cannot be said.
pub(super) fn sheet_of(wallet: &Described, heading: Heading) -> Result<DescriptorSheet, Failure> {
    let policy = &wallet.policy;
    let count = if policy.is_ranged() { ADDRESSES } else { 1 };
    let first = policy.addresses(wallet.network, false, 0, count, 1)?;
    let address = |one: keys::Address| Address {
        path: one.index.to_string(),
        text: one.text,
        with_passphrase: false,
    };
    let descriptor = policy.plain_descriptor();
    Ok(DescriptorSheet {
        heading,
        needs: needs(policy)?,
        keys: keys_of(policy),
        script: policy.shape(),
        network: (wallet.network != Network::Mainnet).then(|| wallet.network.to_string()),
        addresses: first.into_iter().map(address).collect(),
        birthday: wallet.birthday.clone(),
        birth_height: policy.birth_height(),
        gap: wallet.gap,
        annotations: annotations(policy),
        proved: None,
        codes: codes(&descriptor)?,
        descriptor,
    })
}

/// Shows the codes on the terminal, for a wallet with a camera.
fn on_screen(session: &Session, sheet: &DescriptorSheet) -> Result<Report, Failure> {
    for payload in &sheet.codes {
        for line in blocks::code(payload.as_bytes())? {
            // exposed to: stderr; a description is public
            session.show_line(line.expose_secret());
        }
    }
    Ok(Report::of(&OnScreen { kind: "descriptor", codes: sheet.codes.len() }))
}

/// The wallet of the home, or the one in a file: a file's name has a dot or a slash, or is `-`.
fn described(args: &PrintDescriptorArgs, session: &mut Session) -> Result<Described, Failure> {
    if let Some(source) = args.file() {
        let bytes = match &source {
            SecretSource::File(path) => {
                host::read_file(path, scan::MAX_BYTES).map_err(|error| Failure::at(path, error))?
            }
            other => session.read("FILE", other, scan::MAX_BYTES)?,
        };
        let read = of_bytes(session, bytes, &Openers::default())?;
        let [policy] = read.wallets.as_slice() else {
            return Err(not_one(read.wallets.len().max(read.cosigners.len())));
        };
        for warning in policy.warnings() {
            session.warn((*warning).into());
        }
        let day =
            policy.birth_time.filter(|time| *time > 0).map(|time| Date::from_days(time / DAY));
        return Ok(Described {
            network: session.network,
            name: policy.name.clone().filter(|name| name.chars().count() <= 32),
            birthday: day.map(|day| day.to_string()),
            gap: policy.gap_limit().unwrap_or(USUAL_GAP),
            practice: false,
            policy: policy.clone(),
        });
    }
    let shelf = Shelf::open(session)?;
    let name = shelf.choose(args.wallet.as_deref())?;
    let kept = shelf.read(&name)?;
    let mut policy = kept.policy;
    policy.set_birth_height(kept.file.birthday_height().or(policy.birth_height()));
    Ok(Described {
        network: kept.network,
        name: Some(name.to_string()),
        birthday: kept.file.birthday().map(str::to_owned),
        gap: kept.file.gap(),
        practice: kept.file.is_practice(),
        policy,
    })
}

fn not_one(found: usize) -> Failure {
    Failure::error(
        "several-wallets",
        Exit::Invalid,
        format!("{found} wallets or keys are in this file"),
    )
    .why("a page describes one wallet.")
    .next("coldkeep wallet add NAME makes one wallet of it; then coldkeep print descriptor NAME")
    .field("found", found)
}

fn needs(policy: &Policy) -> Result<Needs, Failure> {
    Ok(match (policy.script(), policy.quorum()) {
        (Some(_), _) => Needs::One,
        (None, Some(quorum)) => Needs::Several { needed: quorum.threshold, of: quorum.of },
        (None, None) => Needs::Rule(policy.explain()?),
    })
}

fn keys_of(policy: &Policy) -> Vec<KeyOrigin> {
    let origin = |(place, key): (usize, crate::wallet::Cosigner)| KeyOrigin {
        letter: letter(place),
        origin: key.origin.map(|(master, path)| (master.to_string(), path.to_string())),
    };
    policy.cosigners().into_iter().enumerate().map(origin).collect()
}

/// What stands between the descriptor and its checksum, where birthday or gap are known (BIP-0393).
fn annotations(policy: &Policy) -> Option<String> {
    let text = policy.descriptor();
    let (_, behind) = text.split_once('?')?;
    Some(format!("?{}", behind.split('#').next().unwrap_or_default()))
}

/// The descriptor as one code, or as parts that wallets put together.
fn codes(descriptor: &str) -> Result<Vec<String>, Failure> {
    if descriptor.len() <= ONE_CODE {
        return Ok(vec![descriptor.to_owned()]);
    }
    let parts = bbqr::write(FileType::TEXT, descriptor.as_bytes(), PART)?;
    // exposed to: the page; it holds public keys only
    Ok(parts.iter().map(|part| part.expose_secret().to_owned()).collect())
}

/// Reads what `wallet prove --json` said, and that it spoke of this wallet.
fn proof(
    session: &mut Session,
    source: &SecretSource,
    addresses: &[Address],
) -> Result<ProvedBy, Failure> {
    let bytes = session.read("--proof", source, PROOF_LIMIT)?;
    // exposed to: the reader of JSON; the result of a proof is public
    let read: Option<Value> = serde_json::from_slice(bytes.expose_secret()).ok();
    let no_proof = || {
        Failure::error("no-proof", Exit::Invalid, "this is not what wallet prove --json writes")
            .next("coldkeep wallet prove NAME --json > proof.json")
    };
    let read = read.filter(|read| read["command"] == "wallet prove" && read["ok"] == true);
    let data = read.map(|read| read["data"].clone()).ok_or_else(no_proof)?;
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
    let signed = data["signed"].as_array().map(Vec::len);
    let (Some(address), Some(signed), Some(of)) =
        (data["address"].as_str(), signed, number(&data["subsets"]))
    else {
        return Err(no_proof());
    };
    if addresses.first().is_none_or(|first| first.text != address) {
        return Err(Failure::error(
            "no-proof",
            Exit::NoMatch,
            "this proof is of another wallet: its first address differs",
        )
        .next("coldkeep wallet prove NAME --json > proof.json"));
    }
    Ok(ProvedBy { signed, of })
}

fn tell(session: &Session, sheet: &DescriptorSheet) {
    if let Needs::Several { needed, of } = sheet.needs
        && needed < of
    {
        session.say(&format!("With {needed} seeds and NO description the other keys are missing and the money is stuck: one copy beside each seed."));
    }
    session.say("The description cannot spend, but it shows balances: keep it private.");
}

/// Reads the pages as another computer would: the codes, the typed lines, and the text at the end must each be
/// this wallet, and give the addresses that are printed.
fn reads_as(
    reading: &Reading,
    copies: usize,
    policy: &Policy,
    network: Network,
    addresses: &[Address],
) -> Result<(), Failure> {
    let mut texts = Vec::new();
    let mut pieces = Pieces::default();
    for whole in gather::payloads_of(reading, &mut pieces)? {
        texts.push(SecretText::from_bytes(whole)?);
    }
    for content in std::mem::take(&mut pieces.codes).finish()? {
        texts.push(SecretText::from_bytes(content.bytes)?);
    }
    let pages = reading.text.len() / copies.max(1);
    let first_copy = &reading.text[..pages.min(reading.text.len())];
    let lines = scan::typed_lines(first_copy).ok_or_else(not_the_wallet)??;
    texts.extend(lines.iter().map(without_breaks));
    texts.push(first_copy.last().and_then(at_the_end).ok_or_else(not_the_wallet)?);
    for text in &texts {
        // exposed to: the wallet room; a description is public
        let read = Policy::from_descriptor(text.expose_secret())?;
        let count = addresses.len() as u32;
        let again = read.addresses(network, false, 0, count, 1)?;
        let same = again.iter().map(|one| &one.text).eq(addresses.iter().map(|one| &one.text));
        if read.plain_descriptor() != policy.plain_descriptor() || !same {
            return Err(not_the_wallet());
        }
    }
    Ok(())
}

/// The last text of a page, from the first line that begins like a descriptor.
fn at_the_end(page: &SecretText) -> Option<SecretText> {
    // exposed to: the search for the last text; a description is public
    let text = page.expose_secret();
    let lines: Vec<&str> = text.lines().collect();
    let begins = |line: &&str| {
        let name = line.split('(').next().unwrap_or_default();
        line.contains('(') && !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase())
    };
    let start = lines.iter().position(begins)?;
    Some(SecretText::copied_from(&lines[start..].concat()))
}

fn not_the_wallet() -> Failure {
    Failure::error("page-not-good", Exit::Failed, "the pages do not read back as this wallet")
        .why("the finished page was rendered and read here, and differs. Nothing was printed or written.")
        .next("this is a fault of the program; please tell it without the wallet's data")
}
