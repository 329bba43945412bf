//! Each rule that is not met, as the owner reads it: what, why, and the smallest thing that mends it.

use super::closed::closed;
use super::lines;
use crate::cli::cmd::copies::{before_it_goes, old_sets};
use crate::cli::cmd::push;
use crate::cli::failure::copies::opens_which;
use crate::cli::failure::{Failure, counted};
use crate::cli::line::Line;
use crate::host::show_text;
use crate::logbook::{
    BookWallet, Copy, Fault, Logbook, Medium, Remark, Remedy, Reviewed, Rule, STEPS, What, WhatIf,
    mend, remedy,
};

/// One finding.
pub(super) fn told(
    book: &Logbook,
    reviewed: &Reviewed,
    remark: &Remark,
    what_if: &WhatIf,
) -> Failure {
    let of = show_text(&remark.of);
    let copy = remark.copy.map(|at| &book.copies()[at]);
    let id = copy.map_or(String::new(), |copy| show_text(&copy.id.text));
    let named = copy.map_or("", |copy| copy.id.text.as_str());
    let at_target = copy.and_then(push::reads);
    let drill = at_target.clone().unwrap_or_else(|| Line::of("drill").name(named));
    let mended = |failure: Failure| mended(failure, book, reviewed, remark, what_if);
    match remark.rule {
        Rule::Closed => closed(book, reviewed, what_if),
        Rule::InOtherHands => {
            Failure::warning("in-other-hands", format!("somebody else may have what opens {of}"))
                .why("a copy that is lost or stolen is one that somebody may have found.")
                .next("make a new wallet, move the money there now, and then look for the copy")
        }
        Rule::SinglePoint => single_point(book, &of, copy, &id),
        Rule::PlaceNeeded => {
            let gone = if is_left_closed(book, reviewed, remark) { "closed for ever" } else { "lost" };
            let failure = Failure::warning(
                "place-needed",
                format!("without {}, {of} is {gone}", places(remark)),
            )
            .why("one fire, flood or burglar takes all that lies at one place, on whatever it is.");
            mended(failure)
        }
        Rule::PlaceOpens => place_opens(book, reviewed, remark, what_if),
        Rule::PartUnknown if copy.is_some_and(|copy| copy.what.has_lock()) => {
            opens_which(copy.expect("it was looked at"))
        }
        Rule::PartUnknown if copy.is_some_and(|copy| copy.groups.is_some() && copy.group.is_none()) => {
            Failure::warning("part-unknown", format!("{id} does not say of which group it is"))
                .why("shares of two groups do not fit together, so nobody can count on it.")
                .next("write group = 1, or what its sheet says, below its [[copy]] in logbook.toml")
        }
        Rule::PartUnknown if copy.is_some_and(|copy| copy.number.is_some() && copy.is_share()) => {
            Failure::warning("part-unknown", format!("{id} does not say of which set it is"))
                .why("beside a set that has a name nobody can count on it, and a thief may have use for it.")
                .next("write set = \"NAME\", as its sheet says, below its [[copy]] in logbook.toml")
        }
        Rule::PartUnknown => {
            let part = if copy.is_some_and(Copy::is_share) { "share" } else { "key" };
            Failure::warning("part-unknown", format!("{id} does not say which {part} it is"))
                .why("it may be the same one as another, so nobody can count on it.")
                .next("write number = 1, or what its sheet says, below its [[copy]] in logbook.toml")
        }
        Rule::TooFewCopies => {
            let like = if remark.count == 1 { "1 copy" } else { "2 copies" };
            let wanted = reviewed.wanted;
            mended(Failure::warning("too-few-copies", format!("{of} stands like {like}; the rule is {wanted}"))
                .why("one more loss, and the next one is the last. A device in use counts, when its PIN is written down."))
        }
        Rule::OneMedium => mended(Failure::warning(
            "one-medium",
            format!("all copies of {of} are on one kind of medium"),
        )
        .why("what destroys one destroys all: water takes paper, a fault of one make takes sticks.")),
        Rule::NothingOffsite => mended(Failure::warning(
            "nothing-offsite",
            format!("{of} does not open with what is away from home"),
        )
        .why("fire, flood or a burglar takes all that is in one house.")),
        Rule::NothingOffline => mended(Failure::warning(
            "nothing-offline",
            format!("{of} opens only with what is on a network"),
        )
        .why("a closed account, a lost password or somebody else with access is enough to lose it.")),
        Rule::NeverRead => {
            Failure::warning("never-read", format!("{id} was never read where it is now"))
                .why("a backup is made when it has been read back, not when it was written.")
                .command("", &drill)
        }
        Rule::DrillFailed => failed(copy, &id),
        Rule::DrillOverdue => Failure::warning(
            "drill-overdue",
            match remark.count {
                // Its drills are of later days: another day was asked about, or a clock was wrong.
                0 => format!("no drill of {id} was before that day"),
                late => format!("{id} should have been looked at {} ago", counted(late, "day")),
            },
        )
        .why(match copy.map(|copy| copy.what) {
            Some(What::Letter) => "places and people change. The plan is yearly.",
            _ => "paper and memory fail quietly. The plan is six months after reading, then yearly.",
        })
        .command("", &drill.when(at_target.is_none(), "--look")),
        Rule::OldSet => older(book, &remark.of, copy),
        Rule::OldFile => before_rekeying(book, remark, &of),
    }
}

/// The places that a remark is about, as a sentence has them.
fn places(remark: &Remark) -> String {
    let names: Vec<String> = remark.places.iter().map(|place| show_text(place)).collect();
    names.join(" or ")
}

/// The finding with the fewest changes that mend it.
fn mended(
    failure: Failure,
    book: &Logbook,
    reviewed: &Reviewed,
    remark: &Remark,
    what_if: &WhatIf,
) -> Failure {
    let changes = mend(book, reviewed, remark, what_if);
    if changes.is_empty() {
        return failure.next("one more of each thing that opens it, at a place of its own");
    }
    changes.into_iter().enumerate().fold(failure, |failure, (number, change)| {
        let (before, line) = lines::mending(book, change, number);
        failure.command(before, &line)
    })
}

fn place_opens(book: &Logbook, reviewed: &Reviewed, remark: &Remark, what_if: &WhatIf) -> Failure {
    let of = show_text(&remark.of);
    let what = format!("whoever comes to {} needs no other place to open {of}", places(remark));
    let failure = Failure::warning("place-opens", what);
    let missing = "somebody else may have what is missing there.";
    match remedy(book, &remark.of, what_if) {
        Some(Remedy::NewSet) => {
            return failure.why(missing).next(
                "make a new set, bring each part to a place of its own, and destroy the old parts",
            );
        }
        Some(Remedy::NewWallet) => {
            return failure
                .why(missing)
                .why("what was lost opens this wallet for ever, and no other copy changes that.")
                .next("make a new wallet and move the money there");
        }
        Some(Remedy::NewPin) => {
            return failure.why(missing).next("give the device another PIN, and note that one");
        }
        None => {}
    }
    let failure = failure.why(
        "parts are made so that nobody opens it with what lies at one place; like this they do not earn their keep.",
    );
    if mend(book, reviewed, remark, what_if).is_empty() {
        return failure.next(
            "bring each part to a place of its own, and let nothing lie there that opens it whole",
        );
    }
    mended(failure, book, reviewed, remark, what_if)
}

/// A copy of which the last drill failed, or that is out of reach at its target.
fn failed(copy: Option<&Copy>, id: &str) -> Failure {
    let named = copy.map_or("", |copy| copy.id.text.as_str());
    let failure = match copy.and_then(Copy::fault) {
        Some(Fault::OutOfReach(since)) => {
            Failure::warning("drill-failed", format!("{id} is out of reach since {since}"))
                .why("until it is read again, count it as gone.")
        }
        _ => Failure::warning("drill-failed", format!("the last drill of {id} failed"))
            .why("until it passes, count it as gone."),
    };
    match copy.and_then(push::reads) {
        Some(line) => failure
            .command("", &line)
            .command("if it is gone from there:", &Line::of("copies lost").name(named)),
        None => failure
            .command("", &Line::of("drill").name(named))
            .command("or note it:", &Line::of("copies destroyed").name(named)),
    }
}

/// Whether ciphertext is left when a place is gone, and nothing that opens it.
fn is_left_closed(book: &Logbook, reviewed: &Reviewed, remark: &Remark) -> bool {
    let useful = || reviewed.standing.useful.iter().map(|at| &book.copies()[*at]);
    let readable =
        |what: What| matches!(what, What::Seed | What::Share | What::Cosigner | What::Device);
    let elsewhere = |copy: &&Copy| !remark.places.contains(&copy.place.text);
    let mut others = useful().filter(elsewhere);
    !useful().any(|copy| readable(copy.what))
        && others.any(|copy| matches!(copy.what, What::Archive | What::Encrypted))
}

fn single_point(book: &Logbook, of: &str, copy: Option<&Copy>, id: &str) -> Failure {
    let what = copy.map_or(What::Seed, |copy| copy.what);
    let opener = matches!(what, What::Key | What::KeyShare | What::FilePassphrase);
    let gone = if opener { "closed for ever" } else { "lost" };
    let failure = Failure::warning("single-point", format!("without {id}, {of} is {gone}"));
    if copy
        .is_some_and(|copy| copy.what.has_lock() && !book.opens_unknown(&copy.of.text).is_empty())
    {
        return failure
            .why("the logbook does not say what opens which of several things, so that all of them are needed.")
            .next("say that first: lock = \"blue\", as part-unknown says");
    }
    let set = copy.and_then(|copy| {
        book.older_sets(&copy.of.text).into_iter().find(|set| set.sheets.contains(&copy))
    });
    if let Some(set) = set {
        return before_it_goes(
            failure.why("it is of a set that is to go, and the new one does not stand for it yet."),
            book,
            &set,
        );
    }
    let failure = match what {
        What::Passphrase => failure.why("it is the only copy of the BIP-39 passphrase: all papers with words hang on it."),
        What::Key | What::KeyShare | What::FilePassphrase => {
            failure.why("it is the only thing that opens what is encrypted, however many copies of that there are.")
        }
        What::Descriptor => failure.why("with fewer keys than all, the descriptor is needed, and this is its only copy."),
        What::Pin => failure.why("it is the only note of the PIN, and the device is the only copy of the words."),
        What::Device => failure.why("the words are in there and nowhere else: what breaks it, or locks it, takes them all."),
        _ => failure.why("one fire, one flood, one moved box."),
    };
    let Some(copy) = copy else { return failure };
    let medium = match (what, copy.medium) {
        // Words on paper do for the device and for its PIN.
        (What::Device, _) => return failure.command(lines::WORDS, &lines::words_of(book, copy)),
        (What::Seed, Medium::Paper) => Medium::Steel,
        (What::Archive, _) => Medium::Usb,
        _ => Medium::Paper,
    };
    failure.command("a second one at another place, then:", &lines::again(book, copy, medium))
}

fn older(book: &Logbook, of: &str, copy: Option<&Copy>) -> Failure {
    let mut sets = book.older_sets(of);
    sets.retain(|set| copy.is_some_and(|copy| set.sheets.contains(&copy)));
    old_sets(book, &sets).expect("the remark is about one of them")
}

/// Copies of files that were rekeyed since. They are to go when the new file is kept, and not before.
fn before_rekeying(book: &Logbook, remark: &Remark, of: &str) -> Failure {
    let series = book.archive(&remark.of).map_or(of.to_owned(), |one| show_text(one.of_series()));
    let copies = || remark.copies.iter().map(|at| &book.copies()[*at]);
    let ids: Vec<String> = copies().map(|copy| show_text(&copy.id.text)).collect();
    let what = format!("copies of {series} from before it was rekeyed are still there");
    let failure = Failure::warning("old-file-alive", what)
        .why(format!("what opened them then opens them for ever: {}", ids.join(", ")))
        .why("whoever has the old key needs only one of them.");
    let kept = |copy: &&Copy| book.rekeyed_is_kept(&copy.of.text);
    let failure = copies().filter(kept).fold(failure, |failure, copy| {
        let line = Line::of("copies destroyed").name(&copy.id.text);
        failure.command("when the new file was read back at its places, destroy it, then:", &line)
    });
    let read = |copy: &Copy| book.rekeyed_is_read(&copy.of.text);
    match copies().find(|copy| !kept(copy)).map(read) {
        None => failure,
        Some(true) => failure.next("keep it until what opens the new file is noted and read back"),
        Some(false) => {
            failure.next("coldkeep push TARGET FILE      first: the new file must be read back")
        }
    }
}

/// What a state of a wallet asks for, by its position.
pub(super) fn step(step: usize, book: &Logbook, name: &str) -> String {
    let unread = |copy: &&Copy| copy.what.part().is_some() && !copy.is_verified();
    let copy = book.alive(name).find(unread);
    let reached = Line::of("copies reached").name(name).name(&STEPS[step].replace('_', "-"));
    let funded = |wallet: &BookWallet| wallet.steps[STEPS.len() - 1].is_some();
    let has_money = book.wallet(name).is_some_and(funded);
    let done = match step {
        0 => "make it, and write the day down",
        // The drill notes it by itself.
        1 => match copy {
            Some(copy) => {
                return format!("read a copy back: {}", Line::of("drill").name(&copy.id.text));
            }
            None => "read a copy back",
        },
        2 => "send a small amount to it",
        // Nothing is wiped that money hangs on.
        3 if has_money => "restore it from a copy, on another device or in another program",
        3 => "wipe the device or program and restore it from a copy",
        4 if has_money => "spend a small amount from it",
        4 => "spend the small amount from it",
        _ => "now send the rest",
    };
    format!("{done}. Then: {reached}")
}
