//! What was typed after `letter`.

use clap::{Args, Subcommand};

/// `coldkeep letter`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:
  coldkeep letter
  coldkeep letter edit 4
  coldkeep letter check && coldkeep print letter -p Brother_HL")]
pub struct LetterArgs {
    /// Ask nothing: write the questions to letter.toml, to be answered with an editor
    #[arg(long)]
    pub template: bool,
    /// One part of it; none asks the nine questions.
    #[command(subcommand)]
    pub command: Option<LetterCommand>,
}

/// What to do with a letter that is there.
#[derive(Debug, Subcommand)]
pub enum LetterCommand {
    /// Ask one question again, or all of them
    Edit(LetterEditArgs),
    /// Look for secrets and for places that are enough, or that nothing works without
    Check(LetterCheckArgs),
}

impl LetterArgs {
    /// Whether the file may be written.
    pub fn changes(&self) -> bool {
        !matches!(self.command, Some(LetterCommand::Check(_)))
    }

    /// The name in the JSON envelope.
    pub fn name(&self) -> &'static str {
        match self.command {
            None => "letter",
            Some(LetterCommand::Edit(_)) => "letter edit",
            Some(LetterCommand::Check(_)) => "letter check",
        }
    }
}

/// `coldkeep letter edit`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep letter edit
  coldkeep letter edit 2")]
pub struct LetterEditArgs {
    /// The number of the question, 1 to 9
    #[arg(value_name = "QUESTION", value_parser = clap::value_parser!(u8).range(1..=9))]
    pub question: Option<u8>,
}

/// `coldkeep letter check`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep letter check
  coldkeep letter check --json")]
pub struct LetterCheckArgs {}
