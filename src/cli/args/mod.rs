//! What was typed: every command, flag and help text. Nothing is opened here.

mod address;
mod child;
mod coin;
mod copies;
mod doctor;
mod files;
mod find;
mod keep;
mod key_kind;
mod letter;
mod make;
mod paper;
mod paper_shares;
mod plan;
mod push;
mod scan;
mod seed_kind;
mod wallet;
mod way;

pub use address::AddressArgs;
pub use child::{ChildArgs, ChildKind};
pub use coin::{CoinArgs, CoinName, ScriptName};
pub use copies::{
    CopiesAddArgs, CopiesCommand, CopiesGoneArgs, CopiesListArgs, CopiesMoveArgs, CopiesReachedArgs,
};
pub use doctor::{DoctorArgs, Requirement};
pub use files::{
    CompletionsArgs, DecryptArgs, EncryptArgs, HelpArgs, IdentifyArgs, KeyCommand, KeyNewArgs,
    KeyRecipientArgs, RekeyArgs,
};
pub use find::FindArgs;
pub use keep::{DrillArgs, Happening, StatusArgs};
pub use key_kind::KeyKind;
pub use letter::{LetterArgs, LetterCheckArgs, LetterCommand, LetterEditArgs};
pub use make::{
    CombineArgs, EntropySource, Format, NewArgs, RestoreArgs, Restored, SecretKind, ShareForm,
    SplitArgs,
};
pub use paper::{
    CoverKind, LetterReader, PageLanguage, PaperArgs, PaperSize, PlateKind, PrintCommand,
    PrintDescriptorArgs, PrintEncryptedArgs, PrintLetterArgs, PrintMetalArgs, PrintPublicArgs,
    PrintSeedArgs, SeedOfPage,
};
pub use paper_shares::{CardKind, PrintSharesArgs};
pub use plan::PlanArgs;
pub use push::PushArgs;
pub use scan::ScanArgs;
pub use wallet::{
    CODE_FORMS, LABELS_FORM, SEALED_FORM, WalletAddArgs, WalletCommand, WalletExportArgs,
    WalletListArgs, WalletProveArgs, WalletRemoveArgs, WalletShowArgs,
};

pub use seed_kind::SeedKind;
pub use way::Way;

use clap::{Args as Flags, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Backups of cryptocurrency wallets: made, printed, read back, split and encrypted, offline.
#[derive(Debug, Parser)]
#[command(name = "coldkeep", version, disable_help_subcommand = true, max_term_width = 100)]
#[command(after_help = "Topics: coldkeep help      What an error means: coldkeep help SLUG")]
pub struct Args {
    /// Flags that mean the same everywhere.
    #[command(flatten)]
    pub global: Global,
    /// The command; none shows the first screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Under this they stand in a help page, behind what is the command's own.
const EVERYWHERE: &str = "Options of every command";

/// Flags that mean the same in every command.
#[derive(Debug, Flags)]
pub struct Global {
    /// Print one JSON object on stdout
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub json: bool,
    /// Say less on stderr
    #[arg(short, long, global = true, help_heading = EVERYWHERE, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more on stderr
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    pub verbose: bool,
    /// Never ask: missing input is an error that names the flag
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub no_input: bool,
    /// No colour (also NO_COLOR, TERM=dumb)
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub no_color: bool,
    /// Which chain
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    #[arg(value_enum, default_value = "mainnet", value_name = "NETWORK")]
    pub network: NetworkName,
    /// Where wallets are kept [default: COLDKEEP_HOME, or the data folder of this user]
    #[arg(long, global = true, help_heading = EVERYWHERE, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Use the published test seed and mark every page PRACTICE
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub practice: bool,
}

/// The names of networks, as Bitcoin Core spells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NetworkName {
    /// Real money.
    Mainnet,
    /// Test network 3 and 4.
    Testnet,
    /// The signed test network.
    Signet,
    /// A private test network.
    Regtest,
}

impl From<NetworkName> for crate::keys::Network {
    fn from(name: NetworkName) -> Self {
        match name {
            NetworkName::Mainnet => Self::Mainnet,
            NetworkName::Testnet => Self::Testnet,
            NetworkName::Signet => Self::Signet,
            NetworkName::Regtest => Self::Regtest,
        }
    }
}

/// The acts of coldkeep.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new wallet seed: computer, dice, coins or cards
    New(NewArgs),
    /// Bring a wallet back: words, pictures, PDFs, shares, encrypted sheets
    Restore(RestoreArgs),
    /// Hand out the next fresh address of a wallet; addresses of a seed, an xpub or a descriptor
    Address(AddressArgs),
    /// Children of a seed (BIP-85): words, keys, passwords, dice
    Child(ChildArgs),
    /// Watch-only wallets: add, list, show, export, remove
    #[command(subcommand)]
    Wallet(WalletCommand),
    /// Split a seed or a key into shares (SLIP-39)
    Split(SplitArgs),
    /// Put shares back together
    Combine(CombineArgs),
    /// Encrypt files and folders with age
    Encrypt(EncryptArgs),
    /// Decrypt an age file
    Decrypt(DecryptArgs),
    /// Encrypt an age file anew, for other keys
    Rekey(RekeyArgs),
    /// age keys: make one, show its recipient
    #[command(subcommand)]
    Key(KeyCommand),
    /// Send an encrypted backup with your own uploader, and read the copy back
    Push(PushArgs),
    /// Backup pages as PDF
    #[command(subcommand)]
    Print(PrintCommand),
    /// Read pages back: pictures, PDFs or typed lines
    Scan(ScanArgs),
    /// Say what a text, picture or file is, without showing it
    Identify(IdentifyArgs),
    /// Find wallet files on this computer (reads only)
    Find(FindArgs),
    /// The letter to your heirs: nine questions, and a check of the answers
    Letter(LetterArgs),
    /// Five questions, and one recommendation: how many copies, of what, where
    Plan(PlanArgs),
    /// Which copies exist, which rules are met, and what is due
    Status(StatusArgs),
    /// The logbook: which copies exist, and where
    #[command(subcommand)]
    Copies(CopiesCommand),
    /// Prove that a copy still works: read it, look at it, restore from it
    Drill(DrillArgs),
    /// Is this computer fit to see a secret?
    Doctor(DoctorArgs),
    /// Help topics, and what an error means
    Help(HelpArgs),
    /// Shell completions
    Completions(CompletionsArgs),
}

impl Command {
    /// The name in the JSON envelope: words of the command joined by spaces.
    pub fn name(&self) -> &'static str {
        match self {
            Self::New(_) => "new",
            Self::Restore(_) => "restore",
            Self::Address(_) => "address",
            Self::Child(_) => "child",
            Self::Wallet(command) => command.name(),
            Self::Split(_) => "split",
            Self::Combine(_) => "combine",
            Self::Encrypt(_) => "encrypt",
            Self::Decrypt(_) => "decrypt",
            Self::Rekey(_) => "rekey",
            Self::Key(KeyCommand::New(_)) => "key new",
            Self::Key(KeyCommand::Recipient(_)) => "key recipient",
            Self::Push(_) => "push",
            Self::Print(kind) => kind.name(),
            Self::Scan(_) => "scan",
            Self::Identify(_) => "identify",
            Self::Find(_) => "find",
            Self::Letter(args) => args.name(),
            Self::Plan(_) => "plan",
            Self::Status(_) => "status",
            Self::Drill(_) => "drill",
            Self::Copies(command) => command.name(),
            Self::Doctor(_) => "doctor",
            Self::Help(_) => "help",
            Self::Completions(_) => "completions",
        }
    }
}
