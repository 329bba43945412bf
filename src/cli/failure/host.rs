//! What the machine refuses, as the person reads it.

use super::{Exit, Failure};
use crate::host::{self, Cause, EntropyError, HostError, InUse};
use crate::secret::NotText;
use std::path::Path;

impl Failure {
    /// A refusal of the machine about one file or folder.
    pub(crate) fn at(path: &Path, error: HostError) -> Self {
        let name = host::show_path(path);
        match error {
            HostError::System { doing: _, cause: Cause::NotFound } => {
                // A bare word may be a secret that was typed in the place of a file.
                let what = match name.contains(['/', '.']) {
                    true => format!("{name}: there is nothing of that name"),
                    false => "a file that was named is not there".to_owned(),
                };
                Self::error("no-such-file", Exit::Failed, what)
                    .next("look at the spelling and at the folder you are in")
            }
            HostError::Exists => crate::cli::deliver::file_exists(path),
            HostError::IsFolder => {
                Self::error("is-a-folder", Exit::Failed, format!("{name} is a folder"))
                    .next("name a file")
            }
            HostError::IsLink => Self::refused("is-a-link", format!("{name} is a symbolic link"))
                .why("writing through a link could replace a file somewhere else.")
                .next("name the file itself"),
            HostError::NotAFile => {
                Self::error("not-a-file", Exit::Failed, format!("{name} is not a file"))
                    .next("name a file")
            }
            HostError::TooLarge { limit } => too_large(&name, limit),
            HostError::InUse(sign) => in_use(&name, sign),
            HostError::Changes => Self::error(
                "changed-while-reading",
                Exit::Failed,
                format!("{name} changes while it is read"),
            )
            .why("half of one change with half of another is no backup; it was read twice, and did not stay the same.")
            .next("close the program that writes it, or leave that file out"),
            error => {
                let mut failure = Self::from(error);
                failure.what = format!("{name}: {}", failure.what);
                failure
            }
        }
    }
}

/// A pipe, device or socket, where a file is read.
pub(crate) fn not_regular(path: &Path) -> Failure {
    let name = host::show_path(path);
    Failure::error("not-a-file", Exit::Failed, format!("{name} is not a regular file"))
        .why("a pipe or device may keep silent for ever, and what it gives cannot be read again.")
        .next("write what it gives to a file, and name that")
}

/// A file that a program has open.
fn in_use(name: &str, sign: InUse) -> Failure {
    let failure = Failure::error("wallet-in-use", Exit::Failed, format!("{name} is in use: {sign}"))
        .why("a wallet that is copied while its program works on it may not open again.")
        .next("close the program (bitcoin-cli stop, or its window), wait until it has ended, and try again");
    match sign {
        InUse::Lock { process: Some(process) } => failure
            .next(format!("ps -p {process}      tells which program it is"))
            .field("process", process),
        InUse::Journal | InUse::Environment => failure.next(
            "no program is open? Then it was interrupted: start it once, and close it in the ordinary way",
        ),
        InUse::Lock { process: None } | InUse::Writing | InUse::LockBeside => failure,
    }
}

fn too_large(name: &str, limit: u64) -> Failure {
    Failure::error(
        "too-large",
        Exit::Invalid,
        format!("{name} holds more than the {limit} bytes that are read here"),
    )
    .next("is it the right file?")
    .field("limit", limit)
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Self {
        let what = error.to_string();
        match error {
            HostError::System { cause: Cause::ClosedPipe, .. } => Self::error("output-closed", Exit::Failed, what).next("the program that read the output has ended"),
            HostError::System { cause: Cause::NoSpace, .. } => Self::error("no-space", Exit::Failed, what).next("make room, or name another place; nothing was left half written"),
            HostError::System { cause: Cause::NotAllowed, .. } => Self::error("not-allowed", Exit::Failed, what).next("look at the owner and the rights (ls -l)"),
            HostError::System { .. } => Self::error("system", Exit::Failed, what).next("nothing was left half written"),
            HostError::Exists => Self::refused("file-exists", what).next("another name with -o, or -f to replace it"),
            HostError::IsFolder | HostError::IsLink | HostError::NotAFile => Self::error("not-a-file", Exit::Failed, what).next("name a file"),
            HostError::TooLarge { limit } => too_large("the input", limit),
            HostError::NotText => Self::from(NotText),
            HostError::NotUtf8 { line } => Self::error("home-file", Exit::Invalid, what)
                .why("an editor saved it in another encoding, such as Latin-1, in which ü and é are other bytes.")
                .next("save the file as UTF-8 with an editor; nothing was changed")
                .field("line", line),
            HostError::NoTerminal | HostError::MustBeAsked => Self::error("no-terminal", Exit::Usage, what).next("give the answer with a flag: coldkeep help COMMAND lists them"),
            HostError::PlainTerminal => Self::error("plain-terminal", Exit::Failed, what)
                .why("what is shown there would stay readable afterwards (TERM=dumb).")
                .next("use another terminal, or write the result with -o"),
            HostError::Interrupted => Self::interrupted(),
            HostError::Ended => Self::error("input-ended", Exit::Failed, what).next("nothing was kept; begin again"),
            HostError::StdinTaken => Self::error("stdin-twice", Exit::Usage, what).next("give one of them as a FILE, or as fd:3 with 3<FILE"),
            HostError::NotADescriptor => Self::error("no-descriptor", Exit::Usage, what).next("open it in the shell: 3<FILE, then fd:3"),
            HostError::Differ => Self::error("answers-differ", Exit::NoMatch, what).next("begin again, and type it slowly"),
            HostError::WordDiffers { word } => Self::error("read-back-differs", Exit::NoMatch, format!("word {word} was not the one that was shown, five times"))
                .why("the paper and the screen differ, so the paper would not bring the wallet back.")
                .next("throw this paper away and begin again. Nothing was kept here.")
                .field("word", word),
            HostError::PageTooLarge { .. } => Self::error("page-too-large", Exit::Failed, what).next("write it with -o instead"),
            HostError::Entropy(error) => error.into(),
            HostError::NoPrintingProgram(_) => Self::error("no-printing-program", Exit::Outside, what).next("install CUPS' client (Debian: cups-client), or -o /dev/shm/page.pdf"),
            HostError::NoSuchPrinter | HostError::BadPrinterName => Self::error("no-such-printer", Exit::Outside, what).next("lpstat -v      lists the printers"),
            HostError::NetworkPrinter { scheme } => Self::refused("network-printer", format!("the printer is reached over a network ({scheme})"))
                .why("the page travels over the network and may stay on the printer's disk and on print servers.")
                .next("a printer on a USB cable,   or by hand:  coldkeep print blank")
                .next("Encrypted sheets may go there. Otherwise: --allow-network-printer")
                .field("scheme", scheme),
            HostError::NoHome => Self::error("no-home", Exit::Usage, what).next("--home DIR, or COLDKEEP_HOME"),
            HostError::NotOwner | HostError::OpenToOthers { .. } => Self::error("home-open", Exit::Refused, what)
                .why("whoever can write there can put an address of their own in place of yours, or a program in place of your uploader.")
                .next("chmod go-w on it, or another --home; a stick needs a file system with owners"),
            HostError::Busy => Self::error("home-busy", Exit::Failed, what).next("wait for it, or look with ps; nothing was changed"),
            HostError::InUse(sign) => in_use("the file", sign),
            HostError::Changes => Self::error("changed-while-reading", Exit::Failed, what).next("close the program that writes it"),
            HostError::TooDeep { .. } => Self::error("too-deep", Exit::Failed, what).next("name a folder further down; do folders lead in a circle (mounts)?"),
            HostError::Database { .. } => Self::error("database-not-copied", Exit::Failed, what)
                .why("the file may be damaged, or of a kind that this SQLite does not know.")
                .next("close its program and try again: it is then copied byte by byte"),
            HostError::NotStarted(_) => Self::error("uploader-missing", Exit::Outside, what).next("look at its path in push.toml, and whether it is installed"),
            HostError::Hangs { seconds } => Self::error("uploader-hangs", Exit::Outside, what).next("run it by hand; timeout in push.toml gives it more time").field("seconds", seconds),
            HostError::Stopped => Self::error("uploader-asks", Exit::Outside, what).next("give it what it asks for in its own configuration; coldkeep lets nobody ask in its name"),
            HostError::PrintingFailed => Self::error("printing-failed", Exit::Outside, what).next("lpstat -p      tells what the printer says"),
        }
    }
}

impl From<EntropyError> for Failure {
    fn from(error: EntropyError) -> Self {
        Self::error("no-randomness", Exit::Failed, error.to_string())
            .why("coldkeep has one source of randomness, the kernel, and uses no other in its place.")
            .next("restart the computer; if it happens again, make the seed on another one")
    }
}

impl From<NotText> for Failure {
    fn from(error: NotText) -> Self {
        Self::error("not-text", Exit::Invalid, error.to_string())
            .next("words, keys and passphrases are plain UTF-8 text; a file of Windows may be UTF-16: save it anew, with the encoding UTF-8")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_on_the_network_is_refused_with_the_flag_that_allows_it() {
        let failure = Failure::from(HostError::NetworkPrinter { scheme: "ipp".to_owned() });
        assert_eq!(failure.exit(), Exit::Refused);
        assert_eq!(
            failure.to_string(),
            "refused[network-printer]: the printer is reached over a network (ipp)\n  \
             why:  the page travels over the network and may stay on the printer's disk and on print servers.\n  \
             next: a printer on a USB cable,   or by hand:  coldkeep print blank\n        \
             Encrypted sheets may go there. Otherwise: --allow-network-printer\n"
        );
    }

    #[test]
    fn a_missing_printing_program_is_an_outside_failure() {
        let failure = Failure::from(HostError::NoPrintingProgram("/usr/bin/lp"));
        assert_eq!((failure.exit(), failure.slug()), (Exit::Outside, "no-printing-program"));
    }
}
