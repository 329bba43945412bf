//! What was typed after `doctor`.

use clap::{Args, ValueEnum};

/// `coldkeep doctor`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep doctor
  coldkeep doctor --require offline,no-recording,no-swap && coldkeep new savings")]
pub struct DoctorArgs {
    /// End with exit code 6 unless all of these hold
    #[arg(long, value_enum, value_delimiter = ',', value_name = "LIST")]
    pub require: Vec<Requirement>,
}

/// What can be required; each belongs to one line of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Requirement {
    /// No link is up.
    Offline,
    /// No swap space, or all of it encrypted.
    NoSwap,
    /// No recorder is noticed.
    NoRecording,
    /// Core files are off.
    NoCoreDumps,
    /// The clock is not before this version, nor far behind it.
    Clock,
    /// CUPS keeps no pages of finished jobs, or is not here.
    NoJobFiles,
    /// No virtual machine and no container is noticed.
    RealMachine,
    /// The kernel's generator is ready.
    Randomness,
    /// The kernel holds the cage.
    Sandbox,
    /// Memory can be kept out of swap.
    LockedMemory,
    /// Published vectors come out right.
    SelfTest,
}
