//! coldkeep completions: a script for the shell, from the same tree as the help.

use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use clap::CommandFactory;
use serde::Serialize;
use std::fmt;

/// A completion script.
#[derive(Serialize)]
struct Script {
    shell: String,
    script: String,
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.script)
    }
}

/// Writes the completion script of one shell.
///
/// # Errors
/// None of its own.
pub(crate) fn run(args: &CompletionsArgs) -> Result<Report, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "coldkeep", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Ok(Report::of(&Script { shell: args.shell.to_string(), script }))
}
