//! What was typed after `copies`.

use crate::host::Date;
use crate::logbook::{MEDIA, Medium, Quorum, STEPS, WHATS, What};
use clap::{Args, Subcommand};

/// `coldkeep copies`
#[derive(Debug, Subcommand)]
pub enum CopiesCommand {
    /// Note a copy: what it is, on what, where
    Add(Box<CopiesAddArgs>),
    /// Note that a copy is at another place now
    Move(CopiesMoveArgs),
    /// Note that a copy cannot be found: somebody else may have it
    Lost(CopiesGoneArgs),
    /// Note that a copy was destroyed, or a whole set of shares
    Destroyed(CopiesGoneArgs),
    /// Note that a wallet came to its next state: read back, funded small, wiped and restored, spent from, funded
    Reached(CopiesReachedArgs),
    /// The copies in the logbook
    List(CopiesListArgs),
}

impl CopiesCommand {
    /// The name in the JSON envelope.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "copies add",
            Self::Move(_) => "copies move",
            Self::Lost(_) => "copies lost",
            Self::Destroyed(_) => "copies destroyed",
            Self::Reached(_) => "copies reached",
            Self::List(_) => "copies list",
        }
    }

    /// Whether the logbook is written.
    pub fn changes(&self) -> bool {
        match self {
            Self::Add(args) => !args.dry_run,
            Self::Move(args) => !args.dry_run,
            Self::Lost(args) | Self::Destroyed(args) => !args.dry_run,
            Self::Reached(args) => !args.dry_run,
            Self::List(_) => false,
        }
    }
}

fn medium(text: &str) -> Result<Medium, String> {
    one_of(text, MEDIA)
}

fn what(text: &str) -> Result<What, String> {
    one_of(text, WHATS)
}

fn one_of<T: Copy>(text: &str, all: &[(&'static str, T)]) -> Result<T, String> {
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    let found = all.iter().find(|(name, _)| *name == text).map(|(_, one)| *one);
    found.ok_or_else(|| format!("one of {}", names.join(", ")))
}

fn scheme(text: &str) -> Result<Quorum, String> {
    text.parse().map_err(|_| "how many of how many, such as 2of3".to_owned())
}

/// `coldkeep copies add`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep copies add savings/A --fingerprint 1a2b3c4d --medium paper --place \"home safe\" --sealed 0417
  coldkeep copies add savings/B --medium steel --place \"bank box\" --offsite --read-back
  coldkeep copies add \"disaster kidney/1\" --of savings --what share --scheme 2of3 --number 1 --place sister
  coldkeep copies add family/1 --what cosigner --scheme 2of3 --number 1 --fingerprint 1a2b3c4d --place \"home safe\"
  coldkeep copies add family/descriptor-A --what descriptor --beside family/1
  coldkeep copies add savings/P --what pin --lock blue --place \"bank box\"")]
pub struct CopiesAddArgs {
    /// Its name: what it is a copy of, a slash, and what tells the copies apart [default: the next free letter]
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// The wallet, archive or key that it is a copy of [default: the name before the slash]
    #[arg(long, value_name = "NAME")]
    pub of: Option<String>,
    /// The fingerprint of the wallet, when the logbook does not know it yet; of a cosigner, that of its own key
    #[arg(long, value_name = "FINGERPRINT")]
    pub fingerprint: Option<String>,
    /// A BIP-39 passphrase belongs to the wallet
    #[arg(long)]
    pub with_passphrase: bool,
    /// What the copy holds: seed, share, cosigner, encrypted, archive, key, key-share, file-passphrase, passphrase,
    /// device, pin, descriptor, letter [default: archive or key where the name is one, else seed]
    #[arg(long, value_name = "WHAT", value_parser = what)]
    pub what: Option<What>,
    /// Of shares and cosigners: how many of how many
    #[arg(long, value_name = "2of3", value_parser = scheme)]
    pub scheme: Option<Quorum>,
    /// Of shares: the name of the set [default: the name before the slash, where it is not the wallet's]
    #[arg(long, value_name = "NAME")]
    pub set: Option<String>,
    /// Of shares and cosigners: which one; a cosigner with a fingerprint needs none
    #[arg(long, value_name = "N")]
    pub number: Option<u8>,
    /// Of shares in groups: which group
    #[arg(long, value_name = "N", requires = "groups")]
    pub group: Option<u8>,
    /// Of shares in groups: how many groups of how many
    #[arg(long, value_name = "2of3", value_parser = scheme, requires = "group")]
    pub groups: Option<Quorum>,
    /// Of shares: counted up each time the secret is split again [default: one more than the sets before]
    #[arg(long, value_name = "N")]
    pub generation: Option<u32>,
    /// Of devices, encrypted seeds and keys, and of the PIN or file passphrase of each: a name that both have in common,
    /// where one thing has several
    #[arg(long, value_name = "NAME")]
    pub lock: Option<String>,
    /// On what it is: paper, steel, usb, cloud, device [default: asked for, or paper]
    #[arg(long, value_name = "MEDIUM", value_parser = medium)]
    pub medium: Option<Medium>,
    /// The place, by a name of your own
    #[arg(long, value_name = "NAME", conflicts_with = "beside")]
    pub place: Option<String>,
    /// At the place of another copy
    #[arg(long, value_name = "ID")]
    pub beside: Option<String>,
    /// The place is away from home; a new place of --medium cloud is
    #[arg(long, conflicts_with = "beside")]
    pub offsite: bool,
    /// The place is reached over a network; a disk on the network of your home is not off-site
    #[arg(long, conflicts_with = "beside")]
    pub online: bool,
    /// The number of its seal
    #[arg(long, value_name = "N")]
    pub sealed: Option<String>,
    /// The day on which it was made [default: today]
    #[arg(long, value_name = "DATE")]
    pub made: Option<Date>,
    /// It was read back and compared when it was made
    #[arg(long)]
    pub read_back: bool,
    /// A line of your own
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// A flag that overrode a refusal when it was made (repeat), without its hyphens
    #[arg(long, value_name = "FLAG")]
    pub overridden: Vec<String>,
    /// Of keys and archives: the recipient, age1… (repeat for archives)
    #[arg(long, value_name = "RECIPIENT")]
    pub recipient: Vec<String>,
    /// Say what would be noted, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `coldkeep copies move`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep copies move savings/B --place \"bank box\" --offsite --sealed 0431")]
pub struct CopiesMoveArgs {
    /// The copy
    #[arg(value_name = "ID")]
    pub id: String,
    /// Its new place, by a name of your own
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// The place is away from home
    #[arg(long)]
    pub offsite: bool,
    /// The place is reached over a network; a disk on the network of your home is not off-site
    #[arg(long)]
    pub online: bool,
    /// The number of its new seal
    #[arg(long, value_name = "N")]
    pub sealed: Option<String>,
    /// The day [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// Say what would be noted, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `coldkeep copies lost`, `coldkeep copies destroyed`
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("which").required(true))]
#[command(after_help = "Examples:
  coldkeep copies lost savings/B
  coldkeep copies destroyed --set \"disaster kidney\"")]
pub struct CopiesGoneArgs {
    /// The copy
    #[arg(value_name = "ID", group = "which")]
    pub id: Option<String>,
    /// Every share of this set that is still there
    #[arg(long, value_name = "NAME", group = "which")]
    pub set: Option<String>,
    /// The wallet or key of which the set is, where two have a set of that name
    #[arg(long, value_name = "NAME", requires = "set")]
    pub of: Option<String>,
    /// The generation of the set, where two of one secret have that name
    #[arg(long, value_name = "N", requires = "set")]
    pub generation: Option<u32>,
    /// The day [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// Say what would be noted, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// `coldkeep copies reached`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep copies reached savings funded-small
  coldkeep copies reached savings wiped-and-restored --on 2026-11-22")]
pub struct CopiesReachedArgs {
    /// The wallet
    #[arg(value_name = "WALLET")]
    pub wallet: String,
    /// made, read-back, funded-small, wiped-and-restored, spent-from, funded
    #[arg(value_name = "STATE", value_parser = state)]
    pub state: usize,
    /// The day [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// Say what would be noted, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// The position of a state.
fn state(text: &str) -> Result<usize, String> {
    let names: Vec<String> = STEPS.iter().map(|step| step.replace('_', "-")).collect();
    let at = names.iter().position(|name| name == text);
    at.ok_or_else(|| format!("one of {}", names.join(", ")))
}

/// `coldkeep copies list`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep copies list
  coldkeep copies list savings --all --json")]
pub struct CopiesListArgs {
    /// Only copies of this wallet, archive or key
    #[arg(value_name = "NAME")]
    pub of: Option<String>,
    /// Those that are lost or destroyed, too
    #[arg(long)]
    pub all: bool,
}
