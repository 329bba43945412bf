//! What was typed after `push`.

use crate::host::SecretSource;
use clap::Args;
use std::path::PathBuf;

/// `coldkeep push`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep push cloud wallet.dat.age
  coldkeep push --verify cloud 2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1.age
  coldkeep push --verify cloud 2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1.age -i key.txt

push.toml in the home (--home) says which program sends and which reads back:
  [push.cloud]
  send   = [\"/usr/bin/rclone\", \"rcat\", \"box:backups/{name}\"]
  verify = [\"/usr/bin/rclone\", \"cat\", \"box:backups/{name}\"]
  env    = [\"HOME\"]
More: coldkeep help push, docs/CLOUD.md")]
pub struct PushArgs {
    /// The name of a target in push.toml
    #[arg(value_name = "TARGET")]
    pub target: String,
    /// The encrypted file; with --verify the NAME of a copy [default: all that the logbook has there]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Read a copy back that was sent before, and send nothing
    #[arg(long)]
    pub verify: bool,
    /// With --verify, without NAME: also older archives of a series of which a newer one was read back
    #[arg(long, requires = "verify", conflicts_with = "file")]
    pub all: bool,
    /// The locked key file that goes along [default: NAME.key.age beside the file, where there is one]
    #[arg(long, value_name = "FILE", conflicts_with = "verify")]
    pub key_file: Option<PathBuf>,
    /// With --verify: an identity to decrypt the copies with; nothing of them is kept (repeat)
    #[arg(short, long, value_name = "FILE", requires = "verify")]
    pub identity: Vec<PathBuf>,
    /// With --verify: the file passphrase of the copies or of the identity: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", requires = "verify")]
    pub file_passphrase_from: Option<SecretSource>,
    /// Say what would be run, and run nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

impl PushArgs {
    /// Whether a copy is to be decrypted for a test, so that a secret is read once the program runs.
    pub fn decrypts(&self) -> bool {
        self.verify && (!self.identity.is_empty() || self.file_passphrase_from.is_some())
    }
}
