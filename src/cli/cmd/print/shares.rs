//! coldkeep print shares: one folded sheet for each share, the owner's list last.

use super::{About, prove, strings};
use crate::cli::args::{CardKind, PrintSharesArgs, ShareForm};
use crate::cli::cmd::split::{self, Flags};
use crate::cli::failure::{Exit, Failure, counted};
use crate::cli::keeping;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::shares::{self, Cut, Request};
use crate::cli::{codex32, obtain, xor};
use crate::host::{self, Printer};
use crate::paper::Card;
use crate::scan::{self, Reading, WordGrid};
use crate::secret::SecretText;
use crate::share::{self, Form, Scheme};
use crate::sheet::{
    GivesBack, GroupPlace, Heading, KeyKind, Member, Owners, ShareSheet, Sheet, Standard,
};
use crate::ur::upper;
use serde::Serialize;
use std::fmt;

/// The sheets of one set, proved to give the secret back.
pub(super) struct Made {
    pub(super) sheets: Vec<ShareSheet>,
    pub(super) owners: Owners,
    /// The set's name and where it stands; parts of a Seed XOR have none.
    pub(super) set: Option<(String, &'static str)>,
    pub(super) fingerprint: Option<String>,
    /// How many ways to restore were tried.
    pub(super) tried: usize,
}

/// Splits the seed and prints the sheets.
///
/// # Errors
/// A bad scheme; a refused way out; words that cannot be had; shares that do not give the secret back; a page that
/// does not read back.
pub(crate) fn run(
    args: &PrintSharesArgs,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    session.allow_recording(args.pages.allow_recording);
    session.language = args.seed.language;
    let scheme = shares::scheme(&args.scheme, args.groups)?;
    let given = Flags {
        as_seed: args.as_seed,
        secret: args.secret_from.is_some(),
        not_extendable: args.not_extendable,
    };
    split::check_form(args.form, &given)?;
    if args.screen {
        session.must_show("the shares", "-p PRINTER or -o FILE.pdf")?;
        session.must_not_be_recorded()?;
    } else {
        super::check_way(&args.pages, !session.practice, session)?;
    }
    let holders =
        args.holders.iter().map(|name| obtain::label(name)).collect::<Result<Vec<_>, _>>()?;
    refuse_other_count(&holders, &scheme)?;
    let heading = super::heading(&args.pages)?;
    let asked = Request {
        words_from: args.seed.words_from.as_ref(),
        secret_from: args.secret_from.as_ref(),
        passphrase_from: args.seed.passphrase_from.as_ref(),
        expect: args.seed.expect.as_deref(),
        anonymous: args.anonymous,
        extendable: !args.not_extendable,
        form: if args.form == ShareForm::Sskr { Form::Sskr } else { Form::Slip39 },
    };
    if args.screen {
        return on_screen(args, session, &scheme, &asked);
    }
    let code = !args.no_qr && args.card != CardKind::Id1;
    let (form, mut made) = match args.form {
        ShareForm::Slip39 => ("slip39", words(session, &scheme, &asked, &heading, code)?),
        ShareForm::Sskr => ("sskr", words(session, &scheme, &asked, &heading, code)?),
        ShareForm::Codex32 => {
            let cut = codex32::cut(session, &scheme, &asked, args.as_seed)?;
            ("codex32", strings::of_codex32(&cut, &scheme, &heading, code)?)
        }
        ShareForm::Xor => {
            let parts = xor::cut(session, &scheme, &asked)?;
            ("xor", strings::of_parts(&parts, &heading, args.seed.passphrase_from.is_some())?)
        }
    };
    name_holders(&mut made, &holders, args.list_holders);
    if let Some((name, place)) = &made.set {
        session.say(&format!("Set name: {name} ({place})"));
    }
    shares::tell(session, &scheme, made.sheets.len(), made.tried);
    if let Some(path) = &args.pages.output {
        session.warn(
            Failure::warning(
                "quorum-in-one-place",
                format!("{} holds a whole quorum in one place", host::show_path(path)),
            )
            .why("whoever finds this file has the secret.")
            .next("print it, and remove it from where it is"),
        );
    }
    if let Some((name, _)) = made.set.as_ref().filter(|_| !session.practice) {
        keeping::warn_of_old_sets(session, name, made.fingerprint.as_deref());
    }
    let about = About {
        scheme: made.set.is_some().then(|| scheme.to_string()),
        kind: "shares",
        secret: true,
        copies: args.copies,
        fingerprint: made.fingerprint,
        set: made.set.map(|(name, _)| name),
        form: Some(form),
        practice: session.practice,
        card: match args.card {
            CardKind::Page => Card::Page,
            CardKind::Half => Card::Half,
            CardKind::Id1 => Card::Id1,
        },
        also: Some(Box::new(shares_read(&made.sheets, args.copies))),
        ..About::default()
    };
    let nameless = |mut sheet: ShareSheet| {
        // The owner's name for the papers tells a holder whose they are.
        sheet.heading.label = sheet.heading.label.filter(|_| !args.anonymous);
        Sheet::Share(sheet)
    };
    let mut sheets: Vec<Sheet> = made.sheets.into_iter().map(nameless).collect();
    sheets.push(Sheet::Owners(made.owners));
    super::hand_out(session, &args.pages, printer, &sheets, about)
}

/// Reads the pages as `combine` will, several shares a page: every share that was printed is there as
/// often as it was copied, and no other.
fn shares_read(
    sheets: &[ShareSheet],
    copies: u8,
) -> impl Fn(&Reading) -> Result<(), Failure> + use<> {
    // exposed to: second values, for the comparison with the finished pages
    let copied = |sheet: &ShareSheet| SecretText::copied_from(sheet.words.expose_secret());
    let words = |sheet: &&ShareSheet| sheet.standard != Standard::Codex32;
    let printed: Vec<SecretText> = sheets.iter().filter(words).map(copied).collect();
    move |reading| {
        for (at, page) in reading.text.iter().enumerate() {
            let known = |grid: &WordGrid| printed.iter().any(|one| one.same_as(&grid.words));
            if !scan::word_grids(page).iter().all(|grid| grid.is_whole() && known(grid)) {
                return Err(prove::not_good(at + 1));
            }
        }
        let grids: Vec<WordGrid> = reading.text.iter().flat_map(scan::word_grids).collect();
        let there = |one: &SecretText| {
            let same = grids.iter().filter(|grid| grid.words.same_as(one)).count();
            same == usize::from(copies)
        };
        printed.iter().all(there).then_some(()).ok_or_else(|| prove::not_good(0))
    }
}

/// One name a share, or none at all.
fn refuse_other_count(holders: &[String], scheme: &Scheme) -> Result<(), Failure> {
    let shares: usize = scheme.group_list().iter().map(|group| usize::from(group.count())).sum();
    if holders.is_empty() || holders.len() == shares {
        return Ok(());
    }
    let said =
        format!("--holder: {} for {}", counted(holders.len(), "name"), counted(shares, "share"));
    Err(Failure::error("usage", Exit::Usage, said)
        .next("one --holder for each share, in their order"))
}

/// Puts the names on the owner's list, and with `on_shares` on every share those of the others.
fn name_holders(made: &mut Made, holders: &[String], on_shares: bool) {
    for (member, holder) in made.owners.members.iter_mut().zip(holders) {
        member.holder = Some(holder.clone());
    }
    if !on_shares {
        return;
    }
    for (own, sheet) in made.sheets.iter_mut().enumerate() {
        let others = made.owners.members.iter().enumerate().filter(|(at, _)| *at != own);
        sheet.others = others.map(|(_, member)| member.clone()).collect();
    }
}

/// Shares that were copied by hand and typed back.
#[derive(Serialize)]
struct Copied {
    kind: &'static str,
    form: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    set: Option<String>,
    shares: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    read_back: bool,
}

impl fmt::Display for Copied {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// Shows the shares one at a time, and has each typed back before the next.
fn on_screen(
    args: &PrintSharesArgs,
    session: &mut Session,
    scheme: &Scheme,
    asked: &Request<'_>,
) -> Result<Report, Failure> {
    let (form, set, shares, fingerprint, tried) = match args.form {
        ShareForm::Slip39 | ShareForm::Sskr => {
            let form = if args.form == ShareForm::Sskr { "sskr" } else { "slip39" };
            let cut = shares::cut(session, scheme, asked)?;
            let (_, quorums) = split::show(session, &cut, true)?;
            let set = Some(cut.shares[0].set_name());
            (form, set, cut.shares.len(), cut.fingerprint, quorums.subsets.len())
        }
        ShareForm::Codex32 => {
            let cut = codex32::cut(session, scheme, asked, args.as_seed)?;
            let quorums = cut.show(session, true)?;
            let set = Some(cut.set_name());
            ("codex32", set, cut.shares.len(), cut.fingerprint, quorums.subsets.len())
        }
        ShareForm::Xor => {
            let parts = xor::cut(session, scheme, asked)?;
            parts.show(session)?;
            ("xor", None, parts.count(), parts.fingerprint, 1)
        }
    };
    shares::tell(session, scheme, shares, tried);
    session.say("The hand-written shares are right: each was read back.");
    let read_back = true;
    Ok(Report::of(&Copied { kind: "shares", form, set, shares, fingerprint, read_back }))
}

fn words(
    session: &mut Session,
    scheme: &Scheme,
    asked: &Request<'_>,
    heading: &Heading,
    code: bool,
) -> Result<Made, Failure> {
    let cut = shares::cut(session, scheme, asked)?;
    let tried = proved(&cut)?;
    let place = match asked.form {
        Form::Slip39 => "the first two words of every share in this set",
        Form::Sskr => "two words near the start of every share in this set",
    };
    Ok(Made {
        sheets: share_sheets(&cut, scheme, heading, code),
        owners: owners(&cut, scheme, heading),
        set: Some((cut.shares[0].set_name(), place)),
        fingerprint: cut.fingerprint.clone(),
        tried,
    })
}

/// Recombines every quorum from the words that will be printed.
pub(super) fn proved(cut: &Cut) -> Result<usize, Failure> {
    let back = cut
        .shares
        .iter()
        .map(|share| crate::share::Share::parse(&share.words()))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(cut.check(&back)?.subsets.len())
}

/// The facts of every share's sheet.
pub(super) fn share_sheets(
    cut: &Cut,
    scheme: &Scheme,
    heading: &Heading,
    qr: bool,
) -> Vec<ShareSheet> {
    let groups = scheme.group_list();
    let sheet = |(share, notes): (&share::Share, &share::file::Notes)| {
        let group = (groups.len() > 1).then(|| GroupPlace {
            name: notes.group_name.clone().unwrap_or_else(|| share.group().to_string()),
            groups_needed: share.group_threshold(),
            groups: share.group_count(),
        });
        ShareSheet {
            heading: heading.clone(),
            standard: standard(share.form()),
            words: share.words(),
            code: qr.then(|| upper(&share.code_text())),
            index: None,
            number: share.member_number(),
            count: notes.share_count.unwrap_or(share.member_threshold()),
            threshold: share.member_threshold(),
            group,
            set_name: share.set_name(),
            gives_back: printed(cut.gives_back),
            language: notes.language.clone(),
            secret_bytes: share.secret_length() as u8,
            fingerprint: cut.fingerprint.clone(),
            passphrase: notes.passphrase,
            others: Vec::new(),
        }
    };
    cut.shares.iter().zip(&cut.notes).map(sheet).collect()
}

/// The facts of the owner's list.
pub(super) fn owners(cut: &Cut, scheme: &Scheme, heading: &Heading) -> Owners {
    let member = |(share, notes): (&share::Share, &share::file::Notes)| Member {
        group: notes.group_name.clone().unwrap_or_default(),
        share: format!(
            "{} of {}",
            share.member_number(),
            notes.share_count.unwrap_or(share.member_threshold())
        ),
        holder: None,
    };
    Owners {
        heading: heading.clone(),
        standard: standard(cut.shares[0].form()),
        set_name: cut.shares[0].set_name(),
        needed: needed(scheme),
        members: cut.shares.iter().zip(&cut.notes).map(member).collect(),
    }
}

/// "any 2 of the 3 sheets", or the groups' form of it.
pub(super) fn needed(scheme: &Scheme) -> String {
    match scheme.group_list() {
        [one] => format!("any {} of the {} sheets", one.threshold(), one.count()),
        groups => format!("{} of the {} groups", scheme.group_threshold(), groups.len()),
    }
}

fn standard(form: Form) -> Standard {
    match form {
        Form::Slip39 => Standard::Slip39,
        Form::Sskr => Standard::Sskr,
    }
}

fn printed(gives_back: share::GivesBack) -> GivesBack {
    match gives_back {
        share::GivesBack::Words(count) => GivesBack::Words(count),
        share::GivesBack::Slip39Wallet => GivesBack::Slip39Wallet,
        share::GivesBack::Bip32Seed => GivesBack::Bip32Seed,
        share::GivesBack::Hex(_) => GivesBack::Key(KeyKind::Hex),
        share::GivesBack::Text => GivesBack::Key(KeyKind::Text),
        share::GivesBack::AgeIdentity => GivesBack::Key(KeyKind::AgeIdentity),
        share::GivesBack::AgePqIdentity => GivesBack::Key(KeyKind::AgePqIdentity),
    }
}
