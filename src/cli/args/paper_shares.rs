//! What was typed after `print shares`.

use super::{PaperArgs, SeedOfPage, ShareForm};
use crate::host::SecretSource;
use clap::{Args, ValueEnum};

/// How share sheets stand on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CardKind {
    /// One a page, folded in three.
    Page,
    /// Two a page, to be cut apart and folded once.
    Half,
    /// Cards of 85.6 × 54 mm, words only.
    Id1,
}

/// `coldkeep print shares`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep print shares 2of3 -p Brother_HL
  coldkeep print shares --groups 2 me=1of1 family=2of3 friends=3of5 -p Brother_HL
  coldkeep print shares 2of3 --holder Anna --holder Ben --holder Eve --list-holders -p Brother_HL
  coldkeep print shares 2of3 --scheme codex32 --secret-from ask -p Brother_HL")]
pub struct PrintSharesArgs {
    /// 2of3, or with --groups the groups: me=1of1 family=2of3
    #[arg(required = true, value_name = "SCHEME")]
    pub scheme: Vec<String>,
    /// How many groups are needed
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=16))]
    pub groups: Option<u8>,
    /// How the shares are written
    #[arg(id = "form", long = "scheme", value_enum, default_value = "slip39", value_name = "FORM")]
    pub form: ShareForm,
    /// With --scheme codex32: split the BIP-32 seed of the words; it gives back no words
    #[arg(long, conflicts_with = "secret_from")]
    pub as_seed: bool,
    /// Split hex, an age identity, or any text up to 64 bytes; with codex32 a seed: hex or its MS1 string: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", conflicts_with_all = ["words_from", "passphrase_from", "expect"])]
    pub secret_from: Option<SecretSource>,
    /// The seed.
    #[command(flatten)]
    pub seed: SeedOfPage,
    /// Leave SLIP-39's extendable flag unset, for readers from before 2024
    #[arg(long)]
    pub not_extendable: bool,
    /// No fingerprint and no label on the holders' sheets
    #[arg(long)]
    pub anonymous: bool,
    /// Words only, no code
    #[arg(long)]
    pub no_qr: bool,
    /// One share a page, two, or eight cards of 85.6 × 54 mm with words only
    #[arg(
        long,
        value_enum,
        default_value = "page",
        value_name = "KIND",
        conflicts_with = "screen"
    )]
    pub card: CardKind,
    /// Who will hold a share, one flag a share in their order, for the owner's list; a name they agreed to
    #[arg(long = "holder", value_name = "NAME")]
    pub holders: Vec<String>,
    /// Print on each share who holds the others
    #[arg(long, requires = "holders", conflicts_with = "anonymous")]
    pub list_holders: bool,
    /// Show each share for copying by hand, and have it typed back; no page leaves
    #[arg(long, group = "way", conflicts_with = "holders")]
    pub screen: bool,
    /// How many copies of each share: A, B, C …
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=9), value_name = "N")]
    pub copies: u8,
    /// The pages.
    #[command(flatten)]
    pub pages: PaperArgs,
}
