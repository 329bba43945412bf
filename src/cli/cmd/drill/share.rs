//! Reading a share: it is compared with all that the logbook knows of it, and nothing of it is shown.

use crate::cli::args::DrillArgs;
use crate::cli::failure::{Failure, counted};
use crate::cli::gather::{self, Opener};
use crate::cli::screens;
use crate::cli::session::Session;
use crate::host::WordEntry;
use crate::logbook::{Copy, Logbook, Quorum, What};
use crate::secret::SecretText;
use crate::share::file::Notes;
use crate::share::{Form, Share, file};

/// Reads the share, and says in what it differs from the one that the logbook names.
///
/// # Errors
/// When nothing can be read or asked; what is no share.
pub(super) fn compare(
    args: &DrillArgs,
    book: &Logbook,
    copy: &Copy,
    session: &mut Session,
) -> Result<bool, Failure> {
    let texts = match (&args.words_from, args.files.as_slice()) {
        (Some(source), _) => vec![session.secret("--words-from", "Share", source)?],
        (None, []) => vec![typed(session)?],
        (None, files) => {
            let opener = Opener { identities: &[], file_passphrase: None };
            let payloads = gather::payloads(session, files, &opener)?.into_iter();
            payloads.map(|payload| payload.text()).collect::<Result<_, _>>()?
        }
    };
    // Of several shares the one that is meant, wherever it stands among them.
    let mut read = texts.iter().map(|text| -> Result<_, Failure> {
        let (share, notes) = file::read(text)?;
        let differs = differences(book, copy, &share, &notes);
        Ok((share, differs))
    });
    let first = read.next().ok_or_else(|| gather::nothing_readable("these files"))?;
    let is_meant = |one: &Result<(Share, Vec<String>), Failure>| {
        one.as_ref().is_ok_and(|(_, differs)| differs.is_empty())
    };
    let meant = if is_meant(&first) { None } else { read.find(is_meant) };
    let (share, differs) = meant.unwrap_or(first)?;
    let read = format!("share {} of {}: whole", share.member_number(), share.set_name());
    if !differs.is_empty() {
        session.say(&format!("{read}, and not the one that the logbook names:"));
        differs.iter().for_each(|line| session.say(&format!("   {line}")));
        return Ok(false);
    }
    session.say(&format!("{read}, and the one that the logbook names."));
    if copy.set.is_none() {
        // Nothing else of a share tells one secret's from another's.
        session.say(&format!(
            "The logbook names no set, so it may be of another one: set = \"{}\" below its [[copy]] in logbook.toml is compared next time.",
            share.set_name()
        ));
    }
    Ok(true)
}

/// What is known and is not so, a line each. All of it is public.
fn differences(book: &Logbook, copy: &Copy, share: &Share, notes: &Notes) -> Vec<String> {
    let mut lines = Vec::new();
    if copy.set.as_ref().is_some_and(|known| known.text != share.set_name()) {
        lines.push("it is of another set.".to_owned());
    }
    if let Some(number) = copy.number.filter(|known| *known != share.member_number()) {
        lines.push(format!("its number is {}, not {number}.", share.member_number()));
    }
    if let Some(scheme) = copy.scheme {
        let needed = share.member_threshold();
        if needed != scheme.needed {
            let needed = counted(usize::from(needed), "share");
            lines.push(format!("its scheme needs {needed}, not {}.", scheme.needed));
        }
        // How many there are stands in no share; the lines of its file may say it.
        if let Some(of) = notes.share_count.filter(|of| *of != scheme.of) {
            lines.push(format!("its file says that there are {of}, not {}.", scheme.of));
        }
    }
    if let Some(group) = copy.group.filter(|known| *known != share.group()) {
        lines.push(format!("its group is {}, not {group}.", share.group()));
    }
    // Without groups each set is the only group of its own.
    let known = copy.groups.unwrap_or(Quorum { needed: 1, of: 1 });
    let groups = Quorum { needed: share.group_threshold(), of: share.group_count() };
    match copy.groups {
        _ if groups == known => {}
        Some(known) => lines.push(format!("its groups are {groups}, not {known}.")),
        None => lines.push(format!("it is of groups, {groups}, and the logbook names none.")),
    }
    let wallet =
        book.wallet(&copy.of.text).filter(|one| copy.what == What::Share && !one.passphrase);
    let known = wallet.and_then(|wallet| wallet.fingerprint.as_ref());
    if let Some((said, known)) = notes.fingerprint.zip(known)
        && said.to_string() != known.text
    {
        lines.push(format!("it is of the wallet with fingerprint {said}."));
    }
    lines
}

fn typed(session: &mut Session) -> Result<SecretText, Failure> {
    session.must_ask("the words of the share", "--words-from, or a FILE")?;
    session.say("Read the words from the copy itself, not from memory. Nothing will be shown.");
    let list = Form::Slip39.word_list();
    session.type_words(&WordEntry {
        list: &list,
        lengths: &[20, 33],
        title: "The share",
        row_check: Some(&screens::row_check_of),
        ..WordEntry::default()
    })
}
