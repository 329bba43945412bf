//! Where a secret result goes: the flags that every command has which gives one out.

use clap::Args;
use std::path::PathBuf;

/// The one way out of a secret result; without any of them it is shown on the erased screen.
#[derive(Debug, Args)]
pub struct Way {
    /// Write the result there
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace an existing output file
    #[arg(short, long)]
    pub force: bool,
    /// Let a secret result go to stdout, alone
    #[arg(long)]
    pub reveal: bool,
    /// Write a secret result in clear to a disk
    #[arg(long)]
    pub allow_secret_file: bool,
    /// Show secrets although this terminal is being recorded
    #[arg(long)]
    pub allow_recording: bool,
}

impl Way {
    /// Whether a file or stdout was named, so that nothing has to be asked or shown.
    pub fn is_named(&self) -> bool {
        self.output.is_some() || self.reveal
    }
}
