//! What is wrong with a change to the logbook, as the person reads it.

use super::{Exit, Failure};
use crate::cli::line::Line;
use crate::host;
use crate::logbook::{Copy, Logbook, LogbookError, Near, What};

/// A change that the logbook refuses.
pub(crate) fn refused(error: &LogbookError) -> Failure {
    match error {
        LogbookError::Taken => {
            Failure::error("copy-exists", Exit::Failed, "a copy of that name is in the logbook already")
                .why("each paper, plate and device has a name of its own, also when it is lost or destroyed.")
                .next("another name, such as savings/C")
                .next("where it is now: coldkeep copies move ID --place NAME")
        }
        LogbookError::Value { key: "id", .. } => bad_id(),
        LogbookError::Full { .. } => full(&error.to_string()),
        LogbookError::Form { line, wanted, .. } => by_hand(format!("logbook.toml, {error}"))
            .next(format!("write it as {wanted}"))
            .field("line", *line),
        LogbookError::CannotAdd => by_hand("the change does not fit into logbook.toml as it is written".to_owned())
            .next("write each entry as a block of its own, such as [[copy]] with its lines below it"),
        other => Failure::error("logbook-refused", Exit::Invalid, other.to_string())
            .next("coldkeep copies list      shows what is there"),
    }
}

fn by_hand(what: String) -> Failure {
    Failure::error("logbook-by-hand", Exit::Invalid, what)
        .why("TOML allows one form of a list only, and the file has another than coldkeep writes. Nothing was changed.")
}

/// There is no room for another entry.
pub(crate) fn full(what: &str) -> Failure {
    Failure::error("logbook-full", Exit::Failed, what)
        .next("take the blocks of copies that are gone out of logbook.toml, with the archives that have no others")
        .next("or begin another home: --home DIR")
}

/// The name cannot be a copy's.
pub(crate) fn bad_id() -> Failure {
    Failure::error(
        "copy-name",
        Exit::Usage,
        "a copy's name is what it is a copy of, a slash, and what tells the copies apart",
    )
    .why("at most 64 letters, digits, spaces and - _ . on both sides of one slash.")
    .next("for example savings/A, or \"disaster kidney/1\"")
}

/// No copy of that name. What was typed is not repeated.
pub(crate) fn no_such_copy(book: &Logbook) -> Failure {
    let failure =
        Failure::error("no-such-copy", Exit::Failed, "the logbook has no copy of that name");
    let ids: Vec<String> = book
        .copies()
        .iter()
        .filter(|copy| copy.is_alive())
        .map(|copy| host::show_text(&copy.id.text))
        .collect();
    match ids.as_slice() {
        [] => failure.next(
            "coldkeep copies add savings/A --medium paper --place \"home safe\"      notes one",
        ),
        some if some.len() <= SHOWN => failure.next(format!("there are: {}", some.join(", "))),
        some => failure
            .next(format!("there are: {}, …", some[..SHOWN].join(", ")))
            .next("coldkeep copies list"),
    }
}

/// Without a name, and there is no copy that could be drilled here; the lines read those that lie at a target.
pub(crate) fn nothing_to_drill(at_targets: &[Line]) -> Failure {
    let none = Failure::error("nothing-to-drill", Exit::Failed, "no copy waits for a drill here");
    if at_targets.is_empty() {
        return none
            .why("the logbook has no copy of this kind that is where it says.")
            .next(
                "coldkeep copies add savings/A --medium paper --place \"home safe\"      notes one",
            )
            .next("coldkeep copies list --all      shows those that are gone, too");
    }
    let none = none.why("each of them lies at a target of push, and is read there.");
    at_targets
        .iter()
        .fold(none, |none, line| none.command("", line))
        .next("one that is gone from there: coldkeep copies lost COPY")
}

/// So many names are told in one message.
const SHOWN: usize = 12;

/// Nothing in the logbook, and nothing was given, says of what it is a copy.
pub(crate) fn unknown_thing(name: &str) -> Failure {
    let name = host::show_text(name);
    Failure::error("copy-of-what", Exit::Usage, format!("the logbook does not know {name}"))
        .why(
            "a copy of a wallet is known by the wallet's fingerprint, so that a drill can compare.",
        )
        .next("--fingerprint FINGERPRINT, as new, restore and the sheet show it")
        .next("or --of NAME when it is a copy of something that is there")
}

/// The wallet has another fingerprint in the logbook.
pub(crate) fn other_fingerprint(name: &str, known: &str) -> Failure {
    let name = host::show_text(name);
    Failure::error(
        "wrong-wallet",
        Exit::NoMatch,
        format!("{name} has fingerprint {} in the logbook", host::show_text(known)),
    )
    .why("a copy of another wallet under this name would be taken for one of its copies.")
    .next("give the other wallet a name of its own")
}

/// The key of another archive.
pub(crate) fn other_recipient(name: &str) -> Failure {
    let name = host::show_text(name);
    Failure::error(
        "other-recipient",
        Exit::NoMatch,
        format!("{name} has other recipients in the logbook"),
    )
    .why("a key that does not open it would be taken for one that does.")
    .next("give --recipient as `coldkeep key recipient KEYFILE` shows it")
    .next("the key of something else gets a name of its own: NAME/LABEL")
}

/// A fingerprint that is none.
pub(crate) fn bad_fingerprint() -> Failure {
    Failure::error("bad-fingerprint", Exit::Usage, "a fingerprint has 8 hexadecimal digits")
        .next("new, restore and every sheet show it: 1a2b3c4d")
}

/// The seed is printed in public.
pub(crate) fn published() -> Failure {
    Failure::refused("published-seed", "the seed with that fingerprint is printed in public")
        .why("robots empty such wallets within seconds; it must not stand among real ones.")
        .next("for a rehearsal: --practice. Never send money to it.")
}

/// A real wallet, and a run for practice.
pub(crate) fn no_practice(name: &str) -> Failure {
    let name = host::show_text(name);
    Failure::error(
        "not-for-practice",
        Exit::Usage,
        format!("{name} is a real wallet in the logbook, and --practice was given"),
    )
    .why("what a rehearsal finds says nothing about a real copy, and would stand among its drills.")
    .next("leave --practice out")
}

/// Something that may not stand in the logbook.
pub(crate) fn holds_a_secret(flag: &str) -> Failure {
    Failure::refused(
        "logbook-has-secret",
        format!("{flag} contains something that must not be in the logbook"),
    )
    .why("the logbook is readable text: it says where a thing is, never what it is.")
    .next("There is no flag for this one.")
}

/// No name is left for another copy.
pub(crate) fn no_name(of: &str) -> Failure {
    Failure::error(
        "copy-name",
        Exit::Usage,
        format!("copies A to Z of {} are there already", host::show_text(of)),
    )
    .next("give the copy a name: coldkeep copies add NAME/27")
}

/// A set of shares of which none is there.
pub(crate) fn no_such_set() -> Failure {
    Failure::error(
        "no-such-copy",
        Exit::Failed,
        "the logbook has no share of that set, or none is left",
    )
    .next("coldkeep copies list --all      shows the sets")
}

/// A key of the file that is nearly a known one.
pub(crate) fn near_key(file: &str, near: &Near) -> Failure {
    let Near { line, known } = near;
    Failure::warning(
        "key-nearly-known",
        format!("{file}, line {line}: this key is not known, and {known} is"),
    )
    .why("lines that are not known are kept, and say nothing.")
    .next(format!("write {known}, or let it be when the line is your own"))
}

/// A place of `--at` that nothing knows, the `at`-th of them. Its name is not repeated.
pub(crate) fn unknown_place(at: usize, of: usize, known: &[String]) -> Failure {
    let which = if of == 1 { "--at".to_owned() } else { format!("--at number {at}") };
    let what = format!("{which}: neither push.toml nor the logbook knows that place");
    let failure = Failure::warning("unknown-place", what)
        .why("no copy can lie there, so the same is encrypted anew each time.")
        .field("position", at);
    match known {
        [] => failure.next("--at takes a target of push.toml, or a place of the logbook"),
        some => failure.next(format!("known are: {}", some.join(", "))),
    }
}

/// A place without a name.
pub(crate) fn no_place() -> Failure {
    Failure::error("input-missing", Exit::Usage, "the place of the copy: nothing was given")
        .next("give it with --place NAME, or --beside ID where a new copy lies with another one")
}

/// Which share or key it is was not said.
pub(crate) fn which_part(share: bool) -> Failure {
    let what =
        if share { "which share: nothing was given" } else { "which key: nothing was given" };
    let next = if share {
        "--number 1, as the sheet says"
    } else {
        "--fingerprint, as its sheet shows it, or --number 1"
    };
    Failure::error("input-missing", Exit::Usage, what)
        .why("two copies of one must not be taken for two.")
        .next(next)
}

/// A share of that number is noted, and nothing tells whether this one is of the same set.
pub(crate) fn which_set(generation: u32) -> Failure {
    let what = "a share of that number and scheme is noted already, and no set was named";
    Failure::error("which-set", Exit::Usage, what)
        .why("shares of two sets never fit together, and a second copy of one is not another one.")
        .next("--set NAME, as its sheet says: a set of that name")
        .next(format!("--generation {generation}: the same share once more"))
        .next(format!(
            "--generation {}: the secret was split again, and the set has no name",
            generation.saturating_add(1)
        ))
}

/// A scheme of what has no parts.
pub(crate) fn no_scheme() -> Failure {
    Failure::error("usage", Exit::Usage, "only one of several that belong together has a scheme")
        .next("--what share, cosigner or key-share      what the sheet says that it is")
        .next("without --scheme for a whole copy")
}

/// A lock of what has none.
pub(crate) fn no_lock() -> Failure {
    Failure::error("usage", Exit::Usage, "only what is locked, and what opens it, has a lock")
        .next("--lock is for --what device, pin, encrypted, key and file-passphrase")
}

/// A PIN, passphrase or key of which nothing says what it opens.
pub(crate) fn opens_which(copy: &Copy) -> Failure {
    let several = if copy.what == What::Pin { "device" } else { "encrypted copy" };
    let id = host::show_text(&copy.id.text);
    Failure::warning("part-unknown", format!("{id} does not say which {several} it opens"))
        .why("there are several, or were, and nobody can count on its opening the one that is left.")
        .next("write lock = \"blue\", or another name of your own, below its [[copy]] in logbook.toml and below that of what it opens")
}

/// Digits where a name of a lock belongs.
pub(crate) fn lock_is_a_pin() -> Failure {
    Failure::refused(
        "logbook-has-secret",
        "--lock has no letter in it, or four digits in a row: it may be the PIN itself",
    )
    .why("the logbook is readable text: it says what opens a thing, never with which digits.")
    .next("a name of your own that the device and the note of its PIN have in common: --lock blue")
}

/// A number above that of all parts.
pub(crate) fn no_such_part(number: u8, of: u8) -> Failure {
    Failure::error("no-such-part", Exit::Usage, format!("there is no number {number} of {of}"))
        .why("the scheme says how many there are.")
        .next("give the number and the scheme as the sheet says them")
}

/// Several sets of shares have that name, and one was meant.
pub(crate) fn several_sets(lines: &[Line]) -> Failure {
    let failure = Failure::error(
        "several-sets",
        Exit::Usage,
        "several sets of shares have that name, and one of them must be meant",
    )
    .why("a set that is noted as gone is no longer counted on; nothing was changed.");
    lines.iter().fold(failure, |failure, line| failure.command("", line))
}

/// With the copies that are gone now nothing is left that opens a wallet or archive.
pub(crate) fn now_closed(name: &str, dry_run: bool) -> Failure {
    let (name, of) = (host::show_text(name), if dry_run { "would open" } else { "opens" });
    Failure::warning("now-closed", format!("nothing that is listed {of} {name} any more"))
        .why(
            "the copies that are left are too few, or were never read, or what opens them is gone.",
        )
        .next(
            "coldkeep status      says what is missing. Money that can still be moved: move it now",
        )
}

/// A state of a wallet was noted, and ones before it were not.
pub(crate) fn passed_over(state: &str, over: &[String]) -> Failure {
    let what = format!("{state} is noted, and what comes before it is not: {}", over.join(", "));
    Failure::warning("state-passed-over", what)
        .why("money on a wallet whose copies were never tried is money that nobody has tried to get back.")
        .next("coldkeep status      asks for them in their order")
        .next("coldkeep copies reached WALLET STATE --on DATE      for what was done before")
}

/// No wallet of that name is in the logbook.
pub(crate) fn no_such_wallet(book: &Logbook) -> Failure {
    let failure =
        Failure::error("no-such-wallet", Exit::Failed, "the logbook has no wallet of that name");
    let names: Vec<String> =
        book.wallets().iter().map(|wallet| host::show_text(&wallet.name.text)).collect();
    match names.as_slice() {
        [] => failure.next("coldkeep copies add savings/A --fingerprint FINGERPRINT --place NAME"),
        some => failure.next(format!("there are: {}", some.join(", "))),
    }
}
