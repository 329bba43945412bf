//! What was typed after `find`.

use crate::find::Kind;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

/// `coldkeep find`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  coldkeep find
  coldkeep find /mnt/old-disk --deep
  coldkeep find --kind core-bdb --kind electrum --print0 | xargs -0 ls -l

Nothing is changed, followed, sent or shown but names. Without PATH it looks in
your own folder, in usual places that are links from there, and in those of
servers. docs/FIND.md lists every kind.")]
pub struct FindArgs {
    /// A folder or file to look into, and nowhere else (repeat)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read every file to its end: words and keys in texts, codes in pictures and PDFs
    #[arg(long)]
    pub deep: bool,
    /// Only finds of this kind (repeat)
    #[arg(long, value_name = "KIND", hide_possible_values = true, value_parser = kinds())]
    pub kind: Vec<String>,
    /// Only the paths, each with a zero byte behind it
    #[arg(long, conflicts_with = "json")]
    pub print0: bool,
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.row().slug))
}

impl FindArgs {
    /// The kinds that were asked for; all, where none was named.
    pub fn wants(&self, kind: Kind) -> bool {
        self.kind.is_empty() || self.kind.iter().any(|slug| slug == kind.row().slug)
    }
}
