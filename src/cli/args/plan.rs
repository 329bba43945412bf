//! What was typed after `plan`.

use crate::logbook::{Devices, Stake, Who};
use clap::{Args, ValueEnum};

/// `coldkeep plan`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep plan
  coldkeep plan --stake savings --who heirs --places 2 --devices one --near 1 -n")]
pub struct PlanArgs {
    /// How much is at stake
    #[arg(long, value_enum, value_name = "STAKE")]
    pub stake: Option<StakeName>,
    /// Who must get in
    #[arg(long, value_enum, value_name = "WHO")]
    pub who: Option<WhoName>,
    /// How many places you can use, your home included
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=16))]
    pub places: Option<u8>,
    /// Which hardware wallets you have
    #[arg(long, value_enum, value_name = "DEVICES")]
    pub devices: Option<DevicesName>,
    /// How many people you trust are near enough to hold something
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=16))]
    pub near: Option<u8>,
    /// The wallet of the logbook that the plan is for [default: the only one, or the one that follows it best]
    #[arg(long, value_name = "NAME")]
    pub of: Option<String>,
    /// Recommend, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Gives the names of answers their meaning.
macro_rules! answers {
    ($name:ident, $kind:ident, $doc:literal, $($answer:ident = $help:literal),+) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
        pub enum $name {
            $(#[doc = $help] $answer),+
        }

        impl From<$name> for $kind {
            fn from(name: $name) -> Self {
                match name {
                    $($name::$answer => Self::$answer),+
                }
            }
        }
    };
}

answers!(
    StakeName,
    Stake,
    "How much is at stake.",
    Little = "It would be a pity",
    Savings = "It would hurt",
    Most = "It would change a life"
);
answers!(
    WhoName,
    Who,
    "Who must get in.",
    Me = "The owner alone",
    Heirs = "Heirs as well",
    Together = "Several people, none alone"
);
answers!(
    DevicesName,
    Devices,
    "Which hardware wallets.",
    None = "None",
    One = "One",
    Several = "Several, of different makers"
);
