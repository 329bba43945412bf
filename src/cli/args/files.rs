//! What was typed after `encrypt`, `decrypt`, `key`, `help` and `completions`.

use crate::host::SecretSource;
use clap::{Args, Subcommand};
use clap_complete::Shell;
use std::path::PathBuf;

/// `coldkeep encrypt`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep encrypt wallet.dat -r age1… -o wallet.dat.age
  coldkeep encrypt wallet.dat exports/ -p -r age1… -o 2026-11.age
  coldkeep encrypt exports/ -R people.txt -o - | rclone rcat box:exports.age
  coldkeep encrypt exports/ -R people.txt --if-changed exports -o $(date +%F).age

A folder, or several paths, become one tar inside: age -d -i key.txt FILE | tar x")]
pub struct EncryptArgs {
    /// Files and folders; - or none is stdin. A link that is named is followed, one in a folder is stored
    #[arg(value_name = "PATH")]
    pub inputs: Vec<PathBuf>,
    /// A recipient: age1…, age1pq1… or an ssh public key (repeat)
    #[arg(short, long, value_name = "RECIPIENT")]
    pub recipient: Vec<String>,
    /// A file of recipients, one a line (repeat)
    #[arg(short = 'R', long, value_name = "FILE")]
    pub recipients_file: Vec<PathBuf>,
    /// A file passphrase; together with recipients it locks a key file of its own
    #[arg(short = 'p', long)]
    pub file_passphrase: bool,
    /// The file passphrase: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub file_passphrase_from: Option<SecretSource>,
    /// Where the locked key file goes [default: beside the output, NAME.key.age]
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// An identity to read the result back with (repeat)
    #[arg(short, long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
    /// Pack as tar, and add zeros up to a power of two: the size tells less
    #[arg(long)]
    pub pad: bool,
    /// Note the archive and its files in the logbook, under this name
    #[arg(long, value_name = "NAME", conflicts_with = "if_changed")]
    pub log: Option<String>,
    /// The same, and write nothing where the last one of this name has the same files
    #[arg(long, value_name = "NAME")]
    pub if_changed: Option<String>,
    /// With --if-changed: a copy must lie there, else at any place (repeat)
    #[arg(long, value_name = "PLACE", requires = "if_changed", conflicts_with = "log")]
    pub at: Vec<String>,
    /// Text form, for mail and paper
    #[arg(short, long)]
    pub armor: bool,
    /// Write the result there; - is stdout [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace an existing output file
    #[arg(short, long)]
    pub force: bool,
    /// Do not read the result back
    #[arg(long)]
    pub no_check: bool,
    /// Say what would be done
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Take a file passphrase that could be guessed
    #[arg(long)]
    pub allow_weak_passphrase: bool,
    /// Show a made file passphrase although this terminal is being recorded
    #[arg(long)]
    pub allow_recording: bool,
}

impl EncryptArgs {
    /// The name under which the archive is noted.
    pub fn noted_as(&self) -> Option<&str> {
        self.log.as_deref().or(self.if_changed.as_deref())
    }
}

/// `coldkeep decrypt`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep decrypt wallet.dat.age -i key.txt -o wallet.dat
  coldkeep decrypt 2026-11.age -i key.txt --list
  coldkeep decrypt 2026-11.age -i key.txt --extract restored
  coldkeep decrypt savings.age --file-passphrase-from ask -o /dev/shm/savings.txt")]
pub struct DecryptArgs {
    /// The age file; - or none is stdin
    #[arg(value_name = "FILE")]
    pub input: Option<PathBuf>,
    /// An identity file, plain or locked with a file passphrase (repeat)
    #[arg(short, long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
    /// The file passphrase: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub file_passphrase_from: Option<SecretSource>,
    /// Write the result there; - is stdout [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// List what is packed in it, and compare its list of SHA-256
    #[arg(long, conflicts_with_all = ["output", "extract", "force", "reveal"])]
    pub list: bool,
    /// Unpack it into a new folder of this name
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "force", "reveal"])]
    pub extract: Option<PathBuf>,
    /// Replace an existing output file
    #[arg(short, long)]
    pub force: bool,
    /// Let a seed or key among the result go to the terminal
    #[arg(long)]
    pub reveal: bool,
}

/// `coldkeep rekey`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep rekey wallet.dat.age -i old.txt -r age1… -o wallet-2.dat.age
  coldkeep rekey wallet.dat.age -i old.txt -R people.txt -p -o wallet-2.dat.age

The content passes through memory only, and the old file stays as it is. It opens with
its old keys for ever: destroy its copies yourself when the new ones are in their places.")]
pub struct RekeyArgs {
    /// The age file
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// An identity file that opens it, plain or locked with a file passphrase (repeat)
    #[arg(short, long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
    /// The file passphrase that opens it: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub old_file_passphrase_from: Option<SecretSource>,
    /// A new recipient: age1…, age1pq1… or an ssh public key (repeat)
    #[arg(short, long, value_name = "RECIPIENT")]
    pub recipient: Vec<String>,
    /// A file of new recipients, one a line (repeat)
    #[arg(short = 'R', long, value_name = "FILE")]
    pub recipients_file: Vec<PathBuf>,
    /// A new file passphrase; together with recipients it locks a key file of its own
    #[arg(short = 'p', long)]
    pub file_passphrase: bool,
    /// The new file passphrase: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub file_passphrase_from: Option<SecretSource>,
    /// Where the new locked key file goes [default: beside the output, NAME.key.age]
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// An identity to read the result back with (repeat)
    #[arg(long, value_name = "FILE")]
    pub new_identity: Vec<PathBuf>,
    /// Text form, for mail and paper
    #[arg(short, long)]
    pub armor: bool,
    /// The new file
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Note the new file in the logbook, with what the old one holds
    #[arg(long)]
    pub log: bool,
    /// Replace an existing output file, never the old file
    #[arg(short, long)]
    pub force: bool,
    /// Say what would be done
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Take a file passphrase that could be guessed
    #[arg(long)]
    pub allow_weak_passphrase: bool,
    /// Show a made file passphrase although this terminal is being recorded
    #[arg(long)]
    pub allow_recording: bool,
}

/// `coldkeep key`
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make an age identity; prints its recipient
    New(KeyNewArgs),
    /// Show the recipient of an identity file
    Recipient(KeyRecipientArgs),
}

/// `coldkeep key new`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep key new -o key.txt
  coldkeep key new -p -o key.age
  coldkeep key new --pq -p -o key.age")]
pub struct KeyNewArgs {
    /// A post-quantum key (age1pq1…), which age 1.3 and newer reads
    #[arg(long)]
    pub pq: bool,
    /// The identity file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Lock the identity file with a file passphrase
    #[arg(short = 'p', long)]
    pub file_passphrase: bool,
    /// The file passphrase: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", requires = "file_passphrase")]
    pub file_passphrase_from: Option<SecretSource>,
    /// Replace an existing output file
    #[arg(short, long)]
    pub force: bool,
    /// Take a file passphrase that could be guessed
    #[arg(long)]
    pub allow_weak_passphrase: bool,
    /// Show a made file passphrase although this terminal is being recorded
    #[arg(long)]
    pub allow_recording: bool,
}

/// `coldkeep key recipient`
#[derive(Debug, Args)]
pub struct KeyRecipientArgs {
    /// The identity file
    #[arg(value_name = "FILE")]
    pub identity: PathBuf,
    /// The file passphrase of a locked identity file: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub file_passphrase_from: Option<SecretSource>,
}

/// `coldkeep help`
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// A command, a topic, or the slug of an error; none lists them
    #[arg(value_name = "TOPIC", num_args = 0..=3)]
    pub topic: Vec<String>,
}

/// `coldkeep identify`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coldkeep identify paper.jpg
  coldkeep identify old-backup.txt --json
  coldkeep identify < found.txt -

Nothing of the content is shown, and no other secret is needed.")]
pub struct IdentifyArgs {
    /// A text, picture, PDF or other file; - is stdin; none: type it, unseen
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// `coldkeep completions`
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}
