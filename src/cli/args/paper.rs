//! What was typed after `print`.

use super::{CoinArgs, PrintSharesArgs, SeedKind};
use crate::host::SecretSource;
use crate::seed::Language;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `coldkeep print`
#[derive(Debug, Subcommand)]
pub enum PrintCommand {
    /// One folded sheet with the words of a seed
    Seed(PrintSeedArgs),
    /// One folded sheet for each share, and the owner's list
    Shares(PrintSharesArgs),
    /// A working sheet for a metal plate
    Metal(PrintMetalArgs),
    /// An encrypted sheet: age text as codes and typed lines
    Encrypted(PrintEncryptedArgs),
    /// What a watch-only wallet is: its descriptor, to keep beside each seed
    Descriptor(PrintDescriptorArgs),
    /// The recovery page, for whoever finds the papers
    Recover(PrintPublicArgs),
    /// The letter to your heirs and the pages around it
    Letter(PrintLetterArgs),
    /// Empty forms for handwriting
    Blank(PrintPublicArgs),
    /// A complete kit of a published test seed, to rehearse with
    Practice(PrintPublicArgs),
}

impl PrintCommand {
    /// The name in the JSON envelope.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Seed(_) => "print seed",
            Self::Shares(_) => "print shares",
            Self::Metal(_) => "print metal",
            Self::Encrypted(_) => "print encrypted",
            Self::Descriptor(_) => "print descriptor",
            Self::Recover(_) => "print recover",
            Self::Letter(_) => "print letter",
            Self::Blank(_) => "print blank",
            Self::Practice(_) => "print practice",
        }
    }
}

/// Paper sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// What the outside of a folded sheet shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CoverKind {
    /// A neutral title, and lines to fill in.
    Plain,
    /// The label as its title.
    Named,
    /// Nothing.
    Blank,
}

/// Languages of the sentences on pages. Words and data are not translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageLanguage {
    /// English.
    En,
}

/// Where pages go, and what every page carries.
#[derive(Debug, Args)]
pub struct PaperArgs {
    /// Write the PDF there; - is stdout
    #[arg(short, long, value_name = "FILE.pdf", group = "way")]
    pub output: Option<PathBuf>,
    /// Send the pages to this printer; no file is written
    #[arg(short, long, value_name = "NAME", group = "way")]
    pub printer: Option<String>,
    /// Replace an existing output file
    #[arg(short, long)]
    pub force: bool,
    /// Paper size [default: from the locale, else a4]
    #[arg(long, value_enum, value_name = "SIZE")]
    pub paper: Option<PaperSize>,
    /// A neutral label for the cover, up to 32 characters
    #[arg(long, value_name = "TEXT")]
    pub label: Option<String>,
    /// The outside of folded sheets: SEALED DOCUMENT, the label instead of it, or nothing
    #[arg(long, value_enum, default_value = "plain", value_name = "KIND")]
    pub cover: CoverKind,
    /// The language of the sentences on the pages
    #[arg(long, value_enum, default_value = "en", value_name = "LANG")]
    pub lang: PageLanguage,
    /// The date on the pages, or "today" [default: a blank line to fill]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Say what would be printed
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Send secret pages to a printer on the network
    #[arg(long)]
    pub allow_network_printer: bool,
    /// Write secret pages in clear to a disk
    #[arg(long)]
    pub allow_secret_file: bool,
    /// Show words although this terminal is being recorded
    #[arg(long)]
    pub allow_recording: bool,
}

/// The words a page is made of, and how they are confirmed.
#[derive(Debug, Args)]
pub struct SeedOfPage {
    /// The words: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub words_from: Option<SecretSource>,
    /// The language of the words: en, ja, ko, es, zh-hans, zh-hant, fr, it, cs, pt [default: found out]
    #[arg(long, value_name = "LANG")]
    pub language: Option<Language>,
    /// The BIP-39 passphrase: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub passphrase_from: Option<SecretSource>,
    /// Compare with a fingerprint, a used address or an xpub, and print the path that it confirms
    #[arg(long, value_name = "FINGERPRINT|ADDRESS|XPUB")]
    pub expect: Option<String>,
    /// Which address.
    #[command(flatten)]
    pub which: CoinArgs,
}

/// `coldkeep print seed`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep print seed -p Brother_HL --expect bc1q…
  coldkeep print seed --screen
  coldkeep print seed --as monero --expect 4… -p Brother_HL
  coldkeep print seed --words-from fd:3 --qr -o /dev/shm/seed.pdf 3<words.txt")]
pub struct PrintSeedArgs {
    /// The seed.
    #[command(flatten)]
    pub seed: SeedOfPage,
    /// What the words are, where more than one kind fits; also electrum, electrum-old, monero, aezeed and codex32
    #[arg(long = "as", value_enum, value_name = "KIND", conflicts_with = "child")]
    pub kind: Option<SeedKind>,
    /// Print a child of the seed instead, by its path: m/83696968h/39h/0h/12h/0h (BIP-85)
    #[arg(long, value_name = "PATH")]
    pub child: Option<String>,
    /// Add the SeedQR, or the letters of codex32: a code that anyone with a phone can read
    #[arg(long)]
    pub qr: bool,
    /// No fingerprint, no path, no address and no label on the sheet
    #[arg(long, conflicts_with = "screen")]
    pub anonymous: bool,
    /// Show the words for copying by hand; no page leaves
    #[arg(long, group = "way")]
    pub screen: bool,
    /// How many copies: A, B, C …
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=9), value_name = "N")]
    pub copies: u8,
    /// The pages.
    #[command(flatten)]
    pub pages: PaperArgs,
}

/// Metal plates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlateKind {
    /// Cassettes of letter tiles: 24 × 4.
    Cassette,
    /// Capsules of letter tiles on a rod: 24 × 4.
    Capsule,
    /// Stamped letters: plates, washers.
    Letters,
    /// One dot in each of four columns of 26 places.
    #[value(name = "dots-4x26")]
    Dots4x26,
    /// Digits as 1, 2, 4, 8; counts from 1.
    Stackbit,
    /// Twelve places a word; counts from 1.
    Tinyseed,
    /// Four digits a word; counts from 1.
    Numbers,
    /// The squares of a SeedQR of 12 words; counts from 0.
    #[value(name = "seedqr25")]
    SeedQr25,
    /// The squares of a SeedQR of 24 words; counts from 0.
    #[value(name = "seedqr29")]
    SeedQr29,
}

/// `coldkeep print metal`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep print metal --plate cassette --screen
  coldkeep print metal --plate stackbit -p Brother_HL
  coldkeep print metal --plate seedqr29 --practice -o template.pdf")]
pub struct PrintMetalArgs {
    /// The plate
    #[arg(long, value_enum, value_name = "PLATE")]
    pub plate: PlateKind,
    /// The seed.
    #[command(flatten)]
    pub seed: SeedOfPage,
    /// Show what to mark, four words or five rows of squares at a time; no page leaves
    #[arg(long, group = "way")]
    pub screen: bool,
    /// The pages.
    #[command(flatten)]
    pub pages: PaperArgs,
}

/// `coldkeep print encrypted`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep print encrypted -p Office
  coldkeep print encrypted --split 2of3 -o sheet.pdf
  coldkeep print encrypted savings.age -o sheet.pdf")]
pub struct PrintEncryptedArgs {
    /// An age file that exists already; none encrypts words
    #[arg(value_name = "FILE")]
    pub input: Option<PathBuf>,
    /// The seed.
    #[command(flatten)]
    pub seed: SeedOfPage,
    /// The file passphrase: ask, -, fd:N or a FILE [default: one is made and shown once]
    #[arg(long, value_name = "SOURCE", conflicts_with = "split")]
    pub file_passphrase_from: Option<SecretSource>,
    /// Make a 128-bit key, and print SLIP-39 shares of it: 2of3
    #[arg(long, value_name = "SCHEME", conflicts_with = "input")]
    pub split: Option<String>,
    /// Take a file passphrase that could be guessed
    #[arg(long)]
    pub allow_weak_passphrase: bool,
    /// How many copies: A, B, C …
    #[arg(long, default_value_t = 1, conflicts_with = "split")]
    #[arg(value_parser = clap::value_parser!(u8).range(1..=9), value_name = "N")]
    pub copies: u8,
    /// Where the text needs several codes: how many of them may be destroyed, 0 to 4
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=4))]
    pub parity: u8,
    /// The pages.
    #[command(flatten)]
    pub pages: PaperArgs,
}

/// `coldkeep print descriptor`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep print descriptor family --copies 3 -p Brother_HL
  coldkeep print descriptor family.txt -o family.pdf
  coldkeep print descriptor family --screen
  coldkeep wallet prove family --json > proof.json
  coldkeep print descriptor family --proof proof.json -o family.pdf")]
pub struct PrintDescriptorArgs {
    /// A kept wallet; or a file with a descriptor, whose name has a dot or a slash [default: the only wallet]
    #[arg(value_name = "WALLET|FILE")]
    pub wallet: Option<String>,
    /// Say on the page that seeds signed: what "wallet prove --json" wrote
    #[arg(long, value_name = "FILE")]
    pub proof: Option<SecretSource>,
    /// Show the code on the terminal; no page leaves
    #[arg(long, group = "way")]
    pub screen: bool,
    /// How many copies: A, B, C …
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=9), value_name = "N")]
    pub copies: u8,
    /// The pages.
    #[command(flatten)]
    pub pages: PaperArgs,
}

impl PrintDescriptorArgs {
    /// The file that was named instead of a wallet.
    pub fn file(&self) -> Option<SecretSource> {
        let name = self.wallet.as_deref()?;
        match name {
            "-" => Some(SecretSource::Stdin),
            _ if name.contains(['.', '/']) => Some(SecretSource::File(PathBuf::from(name))),
            _ => None,
        }
    }
}

/// Whom a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LetterReader {
    /// The heirs: the letter and the whole kit.
    Heir,
    /// A lawyer or notary: no places.
    Lawyer,
    /// Whoever keeps something: their own place only.
    Holder,
}

/// `coldkeep print letter`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep print letter -o kit.pdf
  coldkeep print letter --for lawyer -p Brother_HL
  coldkeep print letter --for holder --place sister -o sister.pdf")]
pub struct PrintLetterArgs {
    /// Who will read it
    #[arg(long = "for", value_enum, value_name = "WHO", default_value = "heir")]
    pub reader: LetterReader,
    /// With --for holder: the page of this place only
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// The pages.
    #[command(flatten)]
    pub pages: PaperArgs,
}

/// `coldkeep print recover`, `print blank` and `print practice`
#[derive(Debug, Args)]
pub struct PrintPublicArgs {
    /// The pages.
    #[command(flatten)]
    pub pages: PaperArgs,
}
