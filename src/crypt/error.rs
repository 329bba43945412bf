//! What can go wrong with an encrypted file: situations with positions and counts, never the text.

use std::fmt;
use std::io;

/// Why reading or writing failed, as the operating system put it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IoFault {
    kind: io::ErrorKind,
    number: Option<i32>,
}

impl IoFault {
    /// The kind of failure.
    pub fn kind(&self) -> io::ErrorKind {
        self.kind
    }
}

impl From<&io::Error> for IoFault {
    fn from(error: &io::Error) -> Self {
        Self { kind: error.kind(), number: error.raw_os_error() }
    }
}

impl fmt::Display for IoFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(number) => io::Error::from_raw_os_error(number).fmt(f),
            None => self.kind.fmt(f),
        }
    }
}

/// What is wrong with a text that should name a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecipientProblem {
    /// A secret key stands where a public one belongs.
    #[error("this is a secret key, and a recipient is public; the secret key stays with its owner")]
    SecretKey,
    /// The checksum of an `age1…` text does not fit.
    #[error("a character is wrong or missing: the checksum does not fit")]
    Misspelt,
    /// The text is whole, and its numbers are no public key, or one that is open to everybody.
    #[error(
        "this is no public key, although it is spelt like one; whoever made it has a faulty program"
    )]
    NoKey,
    /// A recipient that only a plugin understands.
    #[error("this recipient needs a plugin, and no plugins are run")]
    Plugin,
    /// An SSH key that age cannot use.
    #[error("this kind of SSH key can not be used; ssh-ed25519 and ssh-rsa can")]
    SshKind,
    /// An RSA key of fewer than 2,048 or more than 4,096 bits.
    #[error("this RSA key is too short or too long; 2,048 to 4,096 bits can be used")]
    RsaSize,
    /// Neither `age1…` nor `ssh-…`.
    #[error("this is no recipient; one begins with age1, ssh-ed25519 or ssh-rsa")]
    Unknown,
}

/// What is wrong with a text that should be a secret key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityProblem {
    /// The checksum of an `AGE-SECRET-KEY-1…` text does not fit, or its length is wrong.
    #[error("a character is wrong or missing: the checksum does not fit")]
    Misspelt,
    /// A key that only a plugin understands.
    #[error("this key needs a plugin, and no plugins are run")]
    Plugin,
    /// An SSH key that is locked with a passphrase of its own.
    #[error("this SSH key is locked; make an unlocked copy with ssh-keygen -p, or use age")]
    SshLocked,
    /// An SSH key of another kind, or a damaged one.
    #[error("this SSH key can not be read; unlocked ed25519 and RSA keys can")]
    SshKind,
    /// A recipient, which is public and opens nothing.
    #[error("this is a recipient, which is public; what opens a file is the secret key")]
    PublicKey,
    /// Not a key at all.
    #[error("this is no secret key; one begins with AGE-SECRET-KEY-1")]
    Unknown,
}

/// Why a file could not be encrypted or decrypted, or a key not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CryptError {
    /// The input could not be read to its end.
    #[error("the input could not be read: {0}")]
    Input(IoFault),
    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Output(IoFault),
    /// The machine did not lend a second thread.
    #[error("no second thread could be started: {0}")]
    Thread(IoFault),
    /// The input begins neither with `age-encryption.org/` nor with age's armor.
    #[error("this is not an age file")]
    NotAge,
    /// A later version of the format.
    #[error("this age file has a version other than v1")]
    UnknownVersion,
    /// The armor, the text form, has a wrong line.
    #[error("the text form of this age file is damaged, after {after_bytes} good bytes of content")]
    ArmorDamaged {
        /// How many bytes of plaintext came before.
        after_bytes: u64,
    },
    /// The lines before the content are damaged or end too early.
    #[error("the header of this age file is damaged")]
    HeaderDamaged,
    /// The lines before the content do not fit their check, which only a key can compute.
    #[error("the header of this age file was changed: its check does not fit")]
    HeaderChanged,
    /// The header is longer than [`super::MAX_HEADER_BYTES`].
    #[error("the header of this age file is longer than {limit} bytes")]
    HeaderTooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// A piece of the content does not fit its check, or the file ends too early.
    #[error("the file is damaged after {at_bytes} bytes of content")]
    Damaged {
        /// How many bytes of plaintext are sound, counted from the beginning.
        at_bytes: u64,
    },
    /// None of the keys opens the file.
    #[error("none of the {tried} keys opens this file, which was made for {stanzas} others")]
    NoMatchingKey {
        /// How many keys the file was made for.
        stanzas: usize,
        /// How many keys were tried.
        tried: usize,
    },
    /// The file was made for a post-quantum key (`mlkem768x25519`), and no key that was tried is one.
    #[error("this file was made for a post-quantum key, and no key that was given is one")]
    PostQuantum,
    /// The file passphrase does not open the file.
    #[error("the file passphrase does not open this file")]
    WrongPassphrase,
    /// A key was given, and the file opens with a file passphrase only.
    #[error("this file opens with a file passphrase, not with a key")]
    NeedsPassphrase,
    /// A file passphrase was given, and the file opens with keys only.
    #[error("this file opens with one of {stanzas} keys, not with a file passphrase")]
    NeedsKey {
        /// How many keys the file was made for.
        stanzas: usize,
    },
    /// The file asks for more work than age allows.
    #[error("this file asks for scrypt work factor {factor}; more than 22 is refused, as age does")]
    ExcessiveWork {
        /// The work factor, log2 of N.
        factor: u8,
    },
    /// The machine does not have the memory for scrypt.
    #[error("the file passphrase needs {} MiB of memory", bytes >> 20)]
    MemoryNeeded {
        /// The memory that scrypt takes, in bytes.
        bytes: u64,
    },
    /// The decrypted content does not fit the room that the caller set aside.
    #[error("the content is longer than {limit} bytes")]
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// Nobody could open the file.
    #[error("no recipient is named")]
    NoRecipient,
    /// A file for post-quantum keys takes no others: they would open it to whoever breaks them.
    #[error("post-quantum recipients ({hybrid}) and others ({others}) do not go into one file")]
    MixedRecipients {
        /// How many are `age1pq1…`.
        hybrid: usize,
        /// How many are not.
        others: usize,
    },
    /// The header would be longer than [`super::MAX_HEADER_BYTES`].
    #[error("{count} recipients are too many for one file")]
    TooManyRecipients {
        /// How many there are.
        count: usize,
    },
    /// A text names no recipient.
    #[error("{}{problem}", Line(*line))]
    Recipient {
        /// The line, from 1, when it came from a file.
        line: Option<usize>,
        /// What is wrong with it.
        problem: RecipientProblem,
    },
    /// A text is no secret key.
    #[error("{}{problem}", Line(*line))]
    Identity {
        /// The line, from 1, when it came from a file.
        line: Option<usize>,
        /// What is wrong with it.
        problem: IdentityProblem,
    },
    /// A file of recipients or keys is too long.
    #[error("a file of keys may have 64 KiB and 1,000 lines")]
    KeyFileTooLong,
    /// A file of recipients or keys is not text.
    #[error("a file of keys is text, and this is not")]
    KeyFileNotText,
    /// A key file has no key in it.
    #[error("there is no key in this file")]
    NoIdentity,
    /// The key file is itself encrypted, with a file passphrase.
    #[error("this key file is locked with a file passphrase")]
    KeyFileLocked,
    /// The secret key has not 32 bytes.
    #[error("an age key has 32 bytes, and this has {bytes}")]
    KeyLength {
        /// How many there are.
        bytes: usize,
    },
    /// A file passphrase must not be empty.
    #[error("the file passphrase is empty")]
    PassphraseEmpty,
    /// The file passphrase is longer than [`super::MAX_PASSPHRASE_BYTES`].
    #[error("the file passphrase is longer than {limit} bytes")]
    PassphraseTooLong {
        /// The limit, in bytes.
        limit: usize,
    },
}

struct Line(Option<usize>);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |line| write!(f, "line {line}: "))
    }
}
