//! Each rule that is not met, as the owner reads it: what, why, and the smallest thing that mends it.

use crate::cli::cmd::copies::{old_set, typed};
use crate::cli::failure::{Failure, counted};
use crate::host::show_text;
use crate::logbook::{BookKey, Copy, Logbook, Medium, READS, Remark, Reviewed, Rule, STEPS, What};

/// One finding.
pub(super) fn told(book: &Logbook, reviewed: &Reviewed, remark: &Remark) -> Failure {
    let of = show_text(&remark.of);
    let copy = remark.copy.map(|at| &book.copies()[at]);
    let id = copy.map_or(String::new(), |copy| show_text(&copy.id.text));
    let drill =
        copy.map_or(String::new(), |copy| format!("coldkeep drill {}", typed(&copy.id.text)));
    match remark.rule {
        Rule::Closed => closed(book, reviewed, &of),
        Rule::InOtherHands => {
            Failure::warning("in-other-hands", format!("somebody else may have what opens {of}"))
                .why("a copy that is lost or stolen is one that somebody may have found.")
                .next("make a new wallet, move the money there now, and then look for the copy")
        }
        Rule::SinglePoint => single_point(&of, copy, &id),
        Rule::TooFewCopies => {
            let like = if remark.count == 1 { "1 copy" } else { "2 copies" };
            let wanted = reviewed.wanted;
            Failure::warning("too-few-copies", format!("{of} stands like {like}; the rule is {wanted}"))
                .why("one more loss, and the next one is the last. A device in use counts, when its PIN is written down.")
                .next(next_copy(reviewed, book, &remark.of))
        }
        Rule::OneMedium => Failure::warning(
            "one-medium",
            format!("all copies of {of} are on one kind of medium"),
        )
        .why("what destroys one destroys all: water takes paper, a fault of one make takes sticks.")
        .next(next_copy(reviewed, book, &remark.of)),
        Rule::NothingOffsite => Failure::warning(
            "nothing-offsite",
            format!("{of} does not open with what is away from home"),
        )
        .why("fire, flood or a burglar takes all that is in one house.")
        .next(format!(
            "coldkeep copies move {} --place \"bank box\" --offsite",
            movable(reviewed, book)
        )),
        Rule::NothingOffline => Failure::warning(
            "nothing-offline",
            format!("{of} opens only with what is on a network"),
        )
        .why("a closed account, a lost password or somebody else with access is enough to lose it.")
        .next(next_copy(reviewed, book, &remark.of)),
        Rule::NeverRead => {
            Failure::warning("never-read", format!("{id} was never read where it is now"))
                .why("a backup is made when it has been read back, not when it was written.")
                .next(drill)
        }
        Rule::DrillFailed => {
            Failure::warning("drill-failed", format!("the last drill of {id} failed"))
                .why("until it passes, count it as gone.")
                .next(format!(
                    "{drill}      or note it: coldkeep copies destroyed {}",
                    copy.map_or(String::new(), |copy| typed(&copy.id.text))
                ))
        }
        Rule::DrillOverdue => Failure::warning(
            "drill-overdue",
            format!("{id} should have been looked at {} ago", counted(remark.count, "day")),
        )
        .why("paper and memory fail quietly. The plan is six months after reading, then yearly.")
        .next(format!("{drill} --look")),
        Rule::OldSet => older(book, &remark.of, copy),
    }
}

fn closed(book: &Logbook, reviewed: &Reviewed, of: &str) -> Failure {
    let wallet = book.wallet(&reviewed.name);
    let alive =
        || reviewed.copies.iter().map(|at| &book.copies()[*at]).filter(|copy| copy.is_alive());
    let has = |what: What| alive().any(|copy| copy.what == what);
    if alive().next().is_none() {
        return Failure::warning("no-copies", format!("no copy of {of} is left"))
            .why("what is only in one head or one device is gone with it.")
            .next(format!("coldkeep copies add {}/A --place NAME", typed(&reviewed.name)));
    }
    let failure = Failure::warning("closed-for-ever", format!("nothing that is listed opens {of}"));
    let add = |what: &str| {
        format!("coldkeep copies add {}/K --what {what} --place NAME", typed(&reviewed.name))
    };
    if let Some(key) = unread_key(book, &reviewed.name) {
        return failure
            .why("what opens it was never read where it is now, and ciphertext without its key is no copy.")
            .next(format!("coldkeep drill {}", typed(&key.id.text)));
    }
    let archive = book.archive(&reviewed.name);
    let opens = |key: &&BookKey| key.locked && archive.is_some_and(|archive| key.opens(archive));
    if let Some(key) = book.keys().iter().find(opens) {
        return failure
            .why("its key file is locked with a file passphrase: copies of both must be noted.")
            .next(format!(
                "coldkeep copies add {}/passphrase --what file-passphrase --place NAME",
                typed(&key.name.text)
            ));
    }
    if wallet.is_none() || (has(What::Encrypted) && !has(What::Seed)) {
        return failure
            .why("a copy counts only with what opens it, and no key or file passphrase is noted.")
            .next(format!(
                "{}      or --what key, where a key file opens it",
                add("file-passphrase")
            ));
    }
    if wallet.is_some_and(|wallet| wallet.passphrase) && !has(What::Passphrase) {
        return failure
            .why("a BIP-39 passphrase belongs to it, and no copy of it is noted. Words alone open another wallet.")
            .next(add("passphrase"));
    }
    if has(What::Cosigner) && !has(What::Descriptor) {
        return failure
            .why("with fewer keys than all, the descriptor is needed, and no copy of it is noted.")
            .next(format!(
                "coldkeep copies add {}/descriptor-A --what descriptor --place NAME",
                typed(&reviewed.name)
            ));
    }
    if has(What::Device) && !has(What::Pin) {
        return failure
            .why("a device without its PIN opens for nobody but you, while you remember it.")
            .next(add("pin"));
    }
    failure
        .why("a share, a key or a passphrase is missing, or has no place.")
        .next("coldkeep copies list      and add what is missing")
}

/// What opens the ciphertext of this name, but was never read where it is.
fn unread_key<'b>(book: &'b Logbook, name: &str) -> Option<&'b Copy> {
    let archive = book.archive(name);
    let opens = |copy: &&Copy| {
        let key = book.key(&copy.of.text);
        let of_archive = key.zip(archive).is_some_and(|(key, archive)| key.opens(archive));
        copy.of.text == name || of_archive
    };
    let keys = [What::Key, What::KeyShare, What::FilePassphrase];
    let unread = |copy: &&Copy| {
        copy.is_alive() && keys.contains(&copy.what) && copy.last_pass(&READS).is_none()
    };
    book.copies().iter().filter(unread).find(opens)
}

fn single_point(of: &str, copy: Option<&Copy>, id: &str) -> Failure {
    let failure = Failure::warning("single-point", format!("without {id}, {of} is lost"));
    let what = copy.map_or(What::Seed, |copy| copy.what);
    let failure = match what {
        What::Passphrase => failure.why("it is the only copy of the BIP-39 passphrase: all papers with words hang on it."),
        What::Key | What::KeyShare | What::FilePassphrase => {
            failure.why("it is the only thing that opens what is encrypted, however many copies of that there are.")
        }
        What::Descriptor => failure.why("with fewer keys than all, the descriptor is needed, and this is its only copy."),
        What::Pin => failure.why("it is the only note of the PIN, and the device is the only copy of the words."),
        _ => failure.why("one fire, one flood, one moved box."),
    };
    let name = copy.map_or("savings", |copy| copy.of.text.as_str());
    let more = format!("{name}/second");
    let medium = match copy.map(|copy| copy.medium) {
        Some(Medium::Paper) if what == What::Seed => "steel",
        _ => "paper",
    };
    failure.next(format!(
        "a second one at another place, then: coldkeep copies add {} --what {} --medium {medium} --place NAME",
        typed(&more),
        what.name()
    ))
}

fn older(book: &Logbook, of: &str, copy: Option<&Copy>) -> Failure {
    let set = copy.and_then(|copy| copy.set.as_ref());
    let sheets: Vec<&Copy> = book.alive(of).filter(|other| other.set.as_ref() == set).collect();
    old_set(of, &sheets).expect("the remark is about one of them")
}

/// A copy of the thing itself that could go elsewhere.
fn movable(reviewed: &Reviewed, book: &Logbook) -> String {
    let first = reviewed.copies.iter().map(|at| &book.copies()[*at]).find(|copy| copy.is_alive());
    first.map_or("ID".to_owned(), |copy| typed(&copy.id.text))
}

/// The line that notes another copy, on a medium that is not there yet.
fn next_copy(reviewed: &Reviewed, book: &Logbook, of: &str) -> String {
    let has = |medium: Medium| reviewed.standing.media.contains(&medium);
    let useful = || reviewed.standing.useful.iter().map(|at| &book.copies()[*at]);
    let name = typed(of);
    if book.wallet(of).is_none() {
        return format!(
            "put one elsewhere, then: coldkeep copies add --of {name} --what archive --medium usb --place NAME"
        );
    }
    if let Some(share) = useful().find(|copy| copy.what.is_one_of_several()) {
        let medium = if has(Medium::Steel) { "paper" } else { "steel" };
        let (what, like) = (share.what.name(), typed(&share.id.text));
        return format!(
            "one of the parts once more, on {medium}: coldkeep copies add, with --what {what} and the numbers of {like}"
        );
    }
    match (has(Medium::Paper), has(Medium::Steel)) {
        (false, _) => format!(
            "make one on paper, then: coldkeep copies add --of {name} --medium paper --place NAME"
        ),
        (true, false) => format!(
            "make one on steel, then: coldkeep copies add --of {name} --medium steel --place NAME"
        ),
        (true, true) => {
            format!("one more at another place, then: coldkeep copies add --of {name} --place NAME")
        }
    }
}

/// What a state of a wallet asks for, by its position.
pub(super) fn step(step: usize, name: &str) -> String {
    let done = match step {
        0 => "make it, and write the day down",
        1 => "read a copy back: coldkeep drill",
        2 => "send a small amount to it",
        3 => "wipe the device or program and restore it from a copy",
        4 => "spend the small amount from it",
        _ => "now send the rest",
    };
    format!("{done}. Then: coldkeep copies reached {name} {}", STEPS[step].replace('_', "-"))
}
