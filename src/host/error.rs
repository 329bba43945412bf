//! The situations in which the machine does not lend what was asked for.

use super::entropy::EntropyError;
use rustix::io::Errno;

/// What was being done when the system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Opening a file, a folder or the terminal.
    Opening,
    /// Making a new file or folder.
    Creating,
    /// Reading.
    Reading,
    /// Writing.
    Writing,
    /// Having written data brought to the disk.
    Flushing,
    /// Giving a finished file its name.
    Naming,
    /// Changing how the terminal behaves.
    Terminal,
    /// Starting or speaking to another program.
    Program,
    /// Installing a protection of the process.
    Protecting,
}

impl Doing {
    fn words(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Creating => "creating",
            Self::Reading => "reading",
            Self::Writing => "writing",
            Self::Flushing => "bringing the data to the disk",
            Self::Naming => "giving the finished file its name",
            Self::Terminal => "setting up the terminal",
            Self::Program => "running the other program",
            Self::Protecting => "protecting the process",
        }
    }
}

/// Why the system refused, in words a person can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// There is nothing of that name.
    NotFound,
    /// This user may not.
    NotAllowed,
    /// The disk is full, or the user's share of it.
    NoSpace,
    /// The medium cannot be written.
    ReadOnly,
    /// The medium or the device reports a fault.
    Device,
    /// Too many files are open.
    TooManyFiles,
    /// The reader at the other end has gone.
    ClosedPipe,
    /// The name is longer than the file system allows.
    NameTooLong,
    /// A part of the path is not a folder.
    NotAFolder,
    /// Too little memory.
    NoMemory,
    /// Something else, by the system's number.
    Number(i32),
}

impl Cause {
    pub(super) fn of(errno: Errno) -> Self {
        match errno {
            Errno::NOENT => Self::NotFound,
            Errno::ACCESS | Errno::PERM => Self::NotAllowed,
            Errno::NOSPC | Errno::DQUOT | Errno::FBIG => Self::NoSpace,
            Errno::ROFS => Self::ReadOnly,
            Errno::IO | Errno::NXIO | Errno::NODEV => Self::Device,
            Errno::MFILE | Errno::NFILE => Self::TooManyFiles,
            Errno::PIPE => Self::ClosedPipe,
            Errno::NAMETOOLONG => Self::NameTooLong,
            Errno::NOTDIR | Errno::LOOP => Self::NotAFolder,
            Errno::NOMEM => Self::NoMemory,
            other => Self::Number(other.raw_os_error()),
        }
    }
}

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotFound => "there is nothing of that name",
            Self::NotAllowed => "this user is not allowed to",
            Self::NoSpace => "there is no space left",
            Self::ReadOnly => "the medium cannot be written",
            Self::Device => "the medium or the device reports a fault",
            Self::TooManyFiles => "too many files are open",
            Self::ClosedPipe => "the reader at the other end has gone",
            Self::NameTooLong => "the name is too long",
            Self::NotAFolder => "a part of the path is not a folder",
            Self::NoMemory => "there is too little memory",
            Self::Number(number) => return write!(f, "the system answers with error {number}"),
        })
    }
}

/// By which sign a program was seen to use a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InUse {
    /// A process holds a lock on it.
    Lock {
        /// The process, where the kernel tells it.
        process: Option<i32>,
    },
    /// Another process has it open for writing, and it was changed not long ago.
    Writing,
    /// A process holds a lock on a file beside it, which programs of this kind lock while they run.
    LockBeside,
    /// A journal or log of changes that are not in the file yet lies beside it.
    Journal,
    /// The environment of a Berkeley database is open beside it.
    Environment,
}

impl std::fmt::Display for InUse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Lock { process: Some(process) } => {
                return write!(f, "process {process} holds a lock on it");
            }
            Self::Lock { process: None } => "a process holds a lock on it",
            Self::Writing => "a process has it open for writing",
            Self::LockBeside => "a process holds the lock beside it",
            Self::Journal => "changes that are not in it yet lie beside it",
            Self::Environment => "its database environment is open",
        })
    }
}

/// The machine does not lend what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// The operating system refused.
    #[error("{} failed: {cause}", doing.words())]
    System {
        /// What was being done.
        doing: Doing,
        /// Why it failed.
        cause: Cause,
    },
    /// A file or folder of that name exists already.
    #[error("something of that name exists already")]
    Exists,
    /// The name belongs to a folder.
    #[error("that is a folder")]
    IsFolder,
    /// The name belongs to a symbolic link, and links are not followed when writing.
    #[error("that is a symbolic link")]
    IsLink,
    /// The name belongs to a device or a socket, or is no file name at all.
    #[error("that is not a file")]
    NotAFile,
    /// The input is longer than this kind of input can be.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The input is not UTF-8 text.
    #[error("this is not text")]
    NotText,
    /// A text of the home is not UTF-8.
    #[error("line {line}: this is not UTF-8 text")]
    NotUtf8 {
        /// The line of the first byte that is none, counted from 1.
        line: usize,
    },
    /// There is no terminal to ask at.
    #[error("there is no terminal to ask at")]
    NoTerminal,
    /// The terminal cannot show a page that is erased afterwards.
    #[error("this terminal has no second screen that can be erased")]
    PlainTerminal,
    /// The answer has to come from the terminal.
    #[error("this has to be asked at the terminal")]
    MustBeAsked,
    /// Ctrl-C, or a signal that asks the program to end.
    #[error("interrupted")]
    Interrupted,
    /// The input ended before the answer was complete.
    #[error("the input ended")]
    Ended,
    /// Two options want to read the standard input.
    #[error("the standard input can be read by one option only")]
    StdinTaken,
    /// The number after `fd:` is missing, is not a number, or names no open descriptor.
    #[error("that is not an open descriptor")]
    NotADescriptor,
    /// The two answers differ.
    #[error("the two answers differ")]
    Differ,
    /// A word that was typed back was wrong too often.
    #[error("word {word} did not match")]
    WordDiffers {
        /// The word's position, counted from 1.
        word: usize,
    },
    /// The page is larger than the room set aside for it.
    #[error("the page does not fit the room of {room} bytes")]
    PageTooLarge {
        /// The room, in bytes.
        room: usize,
    },
    /// The random bytes of the kernel cannot be used.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The printing programs are not installed.
    #[error("the printing program {0} is not there")]
    NoPrintingProgram(&'static str),
    /// There is no printer of that name.
    #[error("there is no printer of that name")]
    NoSuchPrinter,
    /// The printer's name holds characters that printer names do not have.
    #[error("that is not the name of a printer")]
    BadPrinterName,
    /// The printer is reached over a network.
    #[error("the printer is reached over a network ({scheme})")]
    NetworkPrinter {
        /// The first part of the printer's device address.
        scheme: String,
    },
    /// Nothing says where the home of coldkeep is.
    #[error("nothing says where coldkeep keeps its files")]
    NoHome,
    /// Other users may write in the home, or to a file of it.
    #[error("other users can write there ({mode:04o})")]
    OpenToOthers {
        /// The permission bits.
        mode: u32,
    },
    /// The home, or a file of it, belongs to another user.
    #[error("it belongs to another user")]
    NotOwner,
    /// Another process changes the home and does not end.
    #[error("another coldkeep is changing the same files")]
    Busy,
    /// A program is using the file, by the sign that was seen.
    #[error("{0}")]
    InUse(InUse),
    /// The file changed while it was read, each time.
    #[error("it changes while it is read")]
    Changes,
    /// Folders lie deeper in each other than is walked here.
    #[error("more than {limit} folders lie in each other")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// SQLite could not copy its own file.
    #[error("SQLite could not copy its own file (its code {code})")]
    Database {
        /// SQLite's extended result code.
        code: i32,
    },
    /// A program that the user named cannot be started.
    #[error("the program cannot be started: {0}")]
    NotStarted(Cause),
    /// A program did not end in its time and was stopped.
    #[error("the program did not end within {seconds} s and was stopped")]
    Hangs {
        /// The time that it had, in seconds.
        seconds: u64,
    },
    /// A program stands still and was stopped.
    #[error("the program stood still, as one does that asks at the terminal, and was stopped")]
    Stopped,
    /// The printing program ended with a failure.
    #[error("the printing program did not take the page")]
    PrintingFailed,
}

impl HostError {
    pub(super) fn system(doing: Doing, errno: Errno) -> Self {
        Self::System { doing, cause: Cause::of(errno) }
    }

    /// The host error that an `std::io` error carries, when a host reader or writer made it.
    pub fn inside(error: &std::io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref::<Self>().cloned()
    }

    pub(super) fn io(doing: Doing, error: &std::io::Error) -> Self {
        let cause = match Errno::from_io_error(error) {
            Some(errno) => Cause::of(errno),
            None => Cause::Number(0),
        };
        Self::System { doing, cause }
    }
}

/// Lets a host error travel through `std::io` traits and be taken out again by the caller.
impl From<HostError> for std::io::Error {
    fn from(error: HostError) -> Self {
        let kind = match error {
            HostError::System { cause: Cause::ClosedPipe, .. } => std::io::ErrorKind::BrokenPipe,
            HostError::System { cause: Cause::NoSpace, .. } => std::io::ErrorKind::StorageFull,
            _ => std::io::ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}
