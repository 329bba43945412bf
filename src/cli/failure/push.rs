//! What is wrong with sending a copy away or reading it back, as the person reads it.

use super::{Exit, Failure};
use crate::cli::line::Line;
use crate::crypt::Clear;
use crate::host::{self, Ended, HostError};
use std::ffi::OsStr;
use std::path::Path;

/// How many of the program's last lines are shown.
const LINES: usize = 5;

/// The file is no age file.
pub(crate) fn not_encrypted(path: &Path) -> Failure {
    let name = host::show_path(path);
    Failure::refused(
        "push-not-encrypted",
        format!("{name} is not encrypted; it will not be uploaded"),
    )
    .why("push only sends files that begin \"age-encryption.org/v1\", or their text form.")
    .next(format!("coldkeep encrypt {name} -R people.txt -o {name}.age"))
}

/// The header is that of an age file, and no ciphertext stands behind it.
pub(crate) fn clear_behind_a_header(path: &Path, clear: Clear) -> Failure {
    let name = host::show_path(path);
    let why = match clear {
        Clear::Text => "behind the header stands text, which ciphertext never is.",
        Clear::Uneven => {
            "some bytes are far more frequent behind the header than they ever are in ciphertext."
        }
    };
    Failure::refused(
        "push-not-encrypted",
        format!("{name} is not encrypted; it will not be uploaded"),
    )
    .why(format!("it begins as age files do, but {why}"))
    .next("encrypt what it is to hold once more: coldkeep encrypt FILE -R people.txt -o FILE.age")
}

/// What lies beside the archive, or was named, is no locked key file of it.
pub(crate) fn key_file(path: &Path, why: &'static str) -> Failure {
    let name = host::show_path(path);
    let what = format!("{name} is no locked key file of this archive; nothing was sent");
    Failure::refused("push-key-file", what)
        .why(why)
        .next("--key-file FILE      the one that encrypt -p -r wrote")
        .next(
            "where the archive needs none: give the file beside it another name than NAME.key.age",
        )
}

/// A folder.
pub(crate) fn folder(path: &Path) -> Failure {
    let name = host::show_path(path);
    Failure::refused("push-not-encrypted", format!("{name} is a folder; it will not be uploaded"))
        .why("push only sends one encrypted file at a time.")
        .next(format!("coldkeep encrypt {name} -R people.txt -o {name}.age"))
}

/// There are no uploaders.
pub(crate) fn no_targets(path: &Path) -> Failure {
    let name = host::show_path(path);
    Failure::error(
        "push-no-targets",
        Exit::Failed,
        format!("{name} is not there, which names your uploaders"),
    )
    .next("write it; an example stands in coldkeep push --help, ready ones in docs/CLOUD.md")
    .next("--home DIR when it lies elsewhere")
}

/// There is no target of that name. What was typed is not repeated.
pub(crate) fn no_such_target(path: &Path, known: &[&str]) -> Failure {
    let name = host::show_path(path);
    let failure = Failure::error(
        "no-such-target",
        Exit::Failed,
        format!("{name} has no target of that name"),
    );
    match known {
        [] => failure.next("a target begins with [push.NAME]; examples: coldkeep push --help"),
        some => failure.next(format!("it has: {}", some.join(", "))),
    }
}

/// A program ended otherwise than with 0.
pub(crate) fn uploader(does: &str, target: &str, ended: &Ended) -> Failure {
    let how = match (ended.code, ended.signal) {
        (Some(code), _) => format!("ended with exit code {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "ended in an unknown way".to_owned(),
    };
    let failure = Failure::error(
        "uploader-failed",
        Exit::Outside,
        format!("the program that {does} for {target} {how}"),
    );
    with_last_lines(failure, ended)
        .next("run it by hand, with the same words; the copy does not count")
        .field("target", target)
}

/// Names the program, what it does and its target, where it did not come to an end of its own.
pub(crate) fn of_program(failure: Failure, does: &str, target: &str, program: &OsStr) -> Failure {
    match failure.slug() {
        "uploader-missing" | "uploader-hangs" | "uploader-asks" => {
            let program = host::show_text(&program.to_string_lossy());
            failure
                .why(format!("it is the program that {does} for {target}: {program}"))
                .field("target", target)
        }
        _ => failure,
    }
}

/// A program ended well and did not take the whole file.
pub(crate) fn left_a_rest(target: &str, ended: &Ended) -> Failure {
    let failure = Failure::error(
        "uploader-failed",
        Exit::Outside,
        format!("the program that sends for {target} ended before it had read the whole file"),
    );
    with_last_lines(failure, ended)
        .next("it must read its standard input to the end, or take {file}; the copy does not count")
        .field("target", target)
}

/// Shows the end of what a program said: bytes from outside.
fn with_last_lines(failure: Failure, ended: &Ended) -> Failure {
    let lines: Vec<&str> = ended.said.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = &lines[lines.len().saturating_sub(LINES)..];
    match last {
        [] => failure.why("it said nothing."),
        some => some.iter().fold(failure.why("its last lines:"), |failure, line| {
            failure.why(format!("| {}", host::show_text(line)))
        }),
    }
}

/// A target is at home, and the logbook has its place as one that is away.
pub(crate) fn away_in_the_logbook(target: &str) -> Failure {
    Failure::warning(
        "place-differs",
        format!("push.toml has {target} at home, and the logbook has it away from home"),
    )
    .why("the logbook is what status goes by: one fire may reach what it counts as off-site.")
    .next(format!(
        "in logbook.toml, below name = \"{target}\": no offsite, and no online where it is a disk"
    ))
    .field("target", target)
}

/// What came back is not what was sent; `bytes` are those sent and those that came back, where both are known.
pub(crate) fn differs(target: &str, name: &str, bytes: Option<(u64, u64)>) -> Failure {
    let why = match bytes {
        Some((sent, back)) if sent != back => {
            format!("{sent} bytes were sent, {back} came back.")
        }
        Some(_) => "as many bytes came back as were sent, but others.".to_owned(),
        None => "its SHA-256 does not begin with the digits in its name.".to_owned(),
    };
    another(target, name, why)
}

/// A copy that goes on where what was sent had ended.
pub(crate) fn longer(target: &str, name: &str, sent: u64) -> Failure {
    another(target, name, format!("{sent} bytes were sent, more came back."))
}

fn another(target: &str, name: &str, why: String) -> Failure {
    let what = format!("{name} at {target} is not what was sent");
    Failure::error("push-differs", Exit::NoMatch, what)
        .why(why)
        .next("this copy does not count. Send the file again; what is there now was not deleted")
        .field("target", target)
        .field("name", name)
}

/// A copy of the logbook that was not read back: what it is from now on, and what to do when it is no more.
pub(crate) fn noted(failure: Failure, copy: &str, out_of_reach: bool) -> Failure {
    let failure = match out_of_reach {
        true => failure
            .why("it may be gone, or only out of reach: it counts again once it was read again."),
        false => failure,
    };
    failure.command("if it is gone from there:", &Line::of("copies lost").name(copy))
}

/// The local file is another one than when it was looked at, and was not given to the program.
pub(crate) fn changed_before(path: &Path) -> Failure {
    let name = host::show_path(path);
    Failure::error(
        "push-changed",
        Exit::Failed,
        format!("{name} is no longer the file that was looked at"),
    )
    .why("it was replaced or written to after it was found to be encrypted. It was not sent as it is now.")
    .next("send it again once nothing writes to it")
}

/// The local file became another one while the program had it.
pub(crate) fn changed(path: &Path) -> Failure {
    let name = host::show_path(path);
    Failure::error("push-changed", Exit::Failed, format!("{name} changed while it was sent"))
        .why("what left need not be what was looked at, and does not count.")
        .next("send it again once nothing writes to it")
}

/// Something could not be read to its end.
pub(crate) fn unreadable() -> Failure {
    Failure::error("input-failed", Exit::Failed, "the input could not be read")
        .next("look at the medium it is on")
}

/// The text is no name of a copy. It is not repeated.
pub(crate) fn odd_name() -> Failure {
    Failure::error("push-name", Exit::Usage, "that is not the name of a copy")
        .why("names are letters, digits, points, - and _, without a folder; push chooses them itself.")
        .next("coldkeep push --verify TARGET NAME, as push printed it")
}

/// A copy that was not named here, and no key to open it with.
pub(crate) fn nothing_to_compare() -> Failure {
    Failure::error("push-name", Exit::Usage, "nothing says what this copy should be")
        .why("names that push chose hold digits of the SHA-256; this one does not.")
        .next("-i KEYFILE      decrypts it to its end, which proves it whole")
}

/// The logbook has no copy at a target.
pub(crate) fn no_copies(target: &str) -> Failure {
    Failure::error("push-no-copies", Exit::Failed, format!("the logbook has no copy at {target}"))
        .why("without a name, the copies that the logbook has at a target are read back.")
        .next("coldkeep push --verify TARGET NAME      for one that another computer has sent")
}

/// A copy that was read back whole, and does not open with what was given.
pub(crate) fn closed(failure: Failure, target: &str) -> Failure {
    failure
        .why(format!("what lies at {target} is what was sent: it was read back whole."))
        .field("target", target)
}

/// A copy that opens with a file passphrase, where only keys were given.
pub(crate) fn needs_passphrase() -> Failure {
    Failure::error(
        "needs-file-passphrase",
        Exit::Usage,
        "this file opens with a file passphrase, and none was given",
    )
    .next("--file-passphrase-from ask, beside -i where there are copies for keys as well")
}

/// A copy that was read back whole, and could not be kept until it would have been decrypted.
pub(crate) fn not_kept(error: HostError, home: &Path, target: &str, name: &str) -> Failure {
    Failure::at(home, error)
        .about("the copy", name)
        .why("it was read back whole, and not decrypted: all copies are kept there until then, as they are and without a name.")
        .command(
            "one at a time, which keeps nothing:",
            &Line::of("push --verify").name(target).name(name).flag("-i", "KEYFILE"),
        )
        .field("target", target)
}
