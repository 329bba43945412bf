//! coldkeep print shares: one folded sheet for each share, the owner's list last.

use super::About;
use crate::cli::args::PrintSharesArgs;
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::shares::{self, Cut, Request};
use crate::host::{self, Printer};
use crate::share::{self, Scheme};
use crate::sheet::{GivesBack, GroupPlace, Heading, KeyKind, Member, Owners, ShareSheet, Sheet};

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
    super::check_way(&args.pages, !session.practice, session)?;
    let heading = super::heading(&args.pages)?;
    let asked = Request {
        words_from: args.seed.words_from.as_ref(),
        secret_from: None,
        passphrase_from: args.seed.passphrase_from.as_ref(),
        expect: args.seed.expect.as_deref(),
        anonymous: args.anonymous,
        extendable: !args.not_extendable,
        form: crate::share::Form::Slip39,
    };
    let cut = shares::cut(session, &scheme, &asked)?;
    let quorums = proved(&cut)?;
    let mut sheets: Vec<Sheet> =
        share_sheets(&cut, &scheme, &heading, !args.no_qr).into_iter().map(Sheet::Share).collect();
    sheets.push(Sheet::Owners(owners(&cut, &scheme, &heading)));
    let set = cut.shares[0].set_name();
    session.say(&format!("Set name: {set} (the first two words of every share in this set)"));
    shares::tell(session, &scheme, cut.shares.len(), quorums);
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
    let about = About {
        kind: "shares",
        secret: true,
        copies: 1,
        fingerprint: cut.fingerprint.clone(),
        set: Some(set),
        practice: session.practice,
        ..About::default()
    };
    super::hand_out(session, &args.pages, printer, &sheets, about)
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
            words: share.words(),
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
            qr,
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

fn printed(gives_back: share::GivesBack) -> GivesBack {
    match gives_back {
        share::GivesBack::Words(count) => GivesBack::Words(count),
        // Both are the BIP-32 seed itself; sheets are printed of SLIP-39 shares only.
        share::GivesBack::Slip39Wallet | share::GivesBack::Bip32Seed => GivesBack::Slip39Wallet,
        share::GivesBack::Hex(_) => GivesBack::Key(KeyKind::Hex),
        share::GivesBack::Text => GivesBack::Key(KeyKind::Text),
        share::GivesBack::AgeIdentity => GivesBack::Key(KeyKind::AgeIdentity),
    }
}
