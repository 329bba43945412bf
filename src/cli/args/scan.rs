//! What was typed after `scan`.

use super::Way;
use crate::host::SecretSource;
use clap::Args;
use std::path::PathBuf;

/// `coldkeep scan`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep scan sheet.jpg > sheet.age
  coldkeep scan --type
  coldkeep scan page.pdf --all")]
pub struct ScanArgs {
    /// Pictures or PDFs; - is stdin
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Type the printed lines, each checked as it is entered: ask, -, fd:N or a FILE of them
    #[arg(long = "type", value_name = "SOURCE", num_args = 0..=1, default_missing_value = "ask", conflicts_with = "files")]
    pub typed: Option<SecretSource>,
    /// Not built in: tells how to take the picture
    #[arg(long)]
    pub camera: bool,
    /// List every code found, with position and damage
    #[arg(long)]
    pub all: bool,
    /// Where the result goes.
    #[command(flatten)]
    pub way: Way,
}
