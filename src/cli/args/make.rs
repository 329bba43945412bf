//! What was typed after `new`, `restore`, `split` and `combine`.

use super::{CoinArgs, SeedKind, Way};
use crate::host::SecretSource;
use crate::seed::Language;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Where the entropy of a new seed comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EntropySource {
    /// The kernel alone.
    Os,
    /// Dice, mixed with the kernel's bytes.
    Dice,
    /// Coin tosses, mixed with the kernel's bytes.
    Coins,
    /// Playing cards, mixed with the kernel's bytes.
    Cards,
    /// Hex digits, used as they are.
    Hex,
}

/// What kind of backup a new wallet has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// BIP-39 words.
    Bip39,
    /// SLIP-39 shares and nothing else, for wallets that know SLIP-39.
    Slip39,
    /// A codex32 string (BIP-93), or with --shares its shares.
    Codex32,
}

/// How shares are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShareForm {
    /// SLIP-39 words, with groups.
    Slip39,
    /// codex32 strings (BIP-93) of a BIP-32 seed.
    Codex32,
    /// SSKR Bytewords, with groups.
    Sskr,
    /// Seed XOR: BIP-39 words in 2 to 4 parts, all of which are needed.
    Xor,
}

/// `coldkeep new`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep new savings
  coldkeep new savings --dice
  coldkeep new savings --format slip39 --shares 2of3
  coldkeep new savings --encrypt-to age1… -o savings.age --skip-check --json")]
pub struct NewArgs {
    /// A name for the wallet; it is shown, never stored
    #[arg(default_value = "wallet", value_name = "NAME")]
    pub name: String,
    /// How many words: 12, 15, 18, 21 or 24; other formats are as long as the entropy of so many words
    #[arg(long, default_value_t = 24, value_name = "N")]
    pub words: usize,
    /// The language of the words: en, ja, ko, es, zh-hans, zh-hant, fr, it, cs, pt
    #[arg(long, default_value = "en", value_name = "LANG")]
    pub language: Language,
    /// The kind of backup: words, or for wallets that know them SLIP-39 shares or codex32
    #[arg(long, value_enum, default_value = "bip39", value_name = "FORMAT")]
    pub format: Format,
    /// The shares of --format slip39 or codex32: 2of3, or with --groups me=1of1,family=2of3
    #[arg(long, value_name = "SCHEME", value_delimiter = ',')]
    pub shares: Vec<String>,
    /// How many groups of --shares are needed
    #[arg(long, value_name = "N", requires = "shares", value_parser = clap::value_parser!(u8).range(1..=16))]
    pub groups: Option<u8>,
    /// Where the entropy comes from; dice, coins and cards are mixed with the kernel's bytes
    #[arg(long, value_enum, value_name = "SOURCE", group = "source")]
    pub entropy: Option<EntropySource>,
    /// Mix dice rolls into the kernel's bytes
    #[arg(long, group = "source")]
    pub dice: bool,
    /// Only the dice rolls: SHA-256 of the digits, as Coldcard and SeedSigner do
    #[arg(long, group = "source")]
    pub dice_only: bool,
    /// Mix coin tosses (1 heads, 0 tails) into the kernel's bytes
    #[arg(long, group = "source")]
    pub coins: bool,
    /// Only the coin tosses
    #[arg(long, group = "source")]
    pub coins_only: bool,
    /// Mix drawn cards (AS, TD, …) into the kernel's bytes
    #[arg(long, group = "source")]
    pub cards: bool,
    /// Only the drawn cards
    #[arg(long, group = "source")]
    pub cards_only: bool,
    /// Where the rolls, tosses, cards or hex digits come from: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub rolls_from: Option<SecretSource>,
    /// A BIP-39 passphrase (a "25th word"): ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub passphrase_from: Option<SecretSource>,
    /// Which address.
    #[command(flatten)]
    pub which: CoinArgs,
    /// Write the words only as age ciphertext to this recipient (repeat; needs -o)
    #[arg(long, value_name = "RECIPIENT", requires = "output")]
    pub encrypt_to: Vec<String>,
    /// Write the words only as age ciphertext under a file passphrase (needs -o)
    #[arg(
        short = 'p',
        long = "file-passphrase",
        requires = "output",
        conflicts_with = "encrypt_to"
    )]
    pub passphrase_locked: bool,
    /// The file passphrase for -p: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", requires = "passphrase_locked")]
    pub file_passphrase_from: Option<SecretSource>,
    /// The age file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace an existing output file
    #[arg(short, long)]
    pub force: bool,
    /// Do not ask to type the words back
    #[arg(long)]
    pub skip_check: bool,
    /// Make a seed on a connected computer
    #[arg(long)]
    pub allow_online: bool,
    /// Show words although this terminal is being recorded
    #[arg(long)]
    pub allow_recording: bool,
    /// Take a file passphrase that could be guessed
    #[arg(long)]
    pub allow_weak_passphrase: bool,
}

/// What `restore` gives out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Restored {
    /// Fingerprint and first address.
    Identity,
    /// The words, where secrets may go.
    Words,
    /// The account's extended public key.
    Xpub,
    /// The account's output descriptor.
    Descriptor,
    /// The digits of a SeedQR, where secrets may go.
    Seedqr,
    /// The extended private key, where secrets may go: the whole wallet.
    Xprv,
    /// A single key in wallet import format, where secrets may go: of words, that of the address shown.
    Wif,
    /// A single key under a file passphrase (BIP-38).
    Bip38,
    /// The bytes of a CompactSeedQR in hexadecimal, where secrets may go.
    CompactSeedqr,
    /// A UR of the type seed, where secrets may go.
    Ur,
    /// The same under its older name crypto-seed, which more wallets know.
    UrCrypto,
}

/// `coldkeep restore`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep restore
  coldkeep restore photo.jpg --expect 8c65eb9f
  coldkeep restore --words-from fd:3 --expect bc1q… --to xpub 3<words.txt
  coldkeep restore --key-from ask --expect 1…")]
pub struct RestoreArgs {
    /// Pictures, PDFs, text files or age files; none asks for the words
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Not built in: tells how to take the picture
    #[arg(long)]
    pub camera: bool,
    /// The words: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", conflicts_with_all = ["files", "share_from"])]
    pub words_from: Option<SecretSource>,
    /// The language of the words: en, ja, ko, es, zh-hans, zh-hant, fr, it, cs, pt [default: found out]
    #[arg(long, value_name = "LANG")]
    pub language: Option<Language>,
    /// How the numbers of a plate count, where both ways fit: 0 (SeedQR) or 1 (Stackbit, Tinyseed)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1))]
    pub count_from: Option<u16>,
    /// A private key instead of words: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", conflicts_with_all = ["files", "words_from", "share_from", "identity", "passphrase_from"])]
    pub key_from: Option<SecretSource>,
    /// What the words, shares or key are, where more than one kind fits or none is recognised
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub kind: Option<SeedKind>,
    /// One share of SLIP-39, SSKR or codex32 (repeat): ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub share_from: Vec<SecretSource>,
    /// An age identity file, for encrypted sheets and files (repeat)
    #[arg(short, long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
    /// The file passphrase of an age file or a locked key, or for --to bip38: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub file_passphrase_from: Option<SecretSource>,
    /// Take a file passphrase that could be guessed, for --to bip38
    #[arg(long)]
    pub allow_weak_passphrase: bool,
    /// The BIP-39 passphrase, or that of another kind of seed: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub passphrase_from: Option<SecretSource>,
    /// Compare with a fingerprint, a used address or an xpub
    #[arg(long, value_name = "FINGERPRINT|ADDRESS|XPUB")]
    pub expect: Option<String>,
    /// How many unused addresses to look ahead when comparing an address
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000), value_name = "N")]
    pub gap: u32,
    /// What to give out
    #[arg(long, value_enum, default_value = "identity", value_name = "WHAT")]
    pub to: Restored,
    /// Which address.
    #[command(flatten)]
    pub which: CoinArgs,
    /// The account number
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=0x7fff_ffff), value_name = "N")]
    pub account: u32,
    /// Where the result goes.
    #[command(flatten)]
    pub way: Way,
}

/// `coldkeep split`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep split 2of3 --screen
  coldkeep split 2of3 --words-from fd:3 -o /dev/shm/shares 3<words.txt
  coldkeep split --groups 2 me=1of1 family=2of3 friends=3of5
  coldkeep split 2of3 --scheme codex32 --secret-from ask")]
pub struct SplitArgs {
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
    /// Split these words: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", conflicts_with = "secret_from")]
    pub words_from: Option<SecretSource>,
    /// The language of the words: en, ja, ko, es, zh-hans, zh-hant, fr, it, cs, pt [default: found out]
    #[arg(long, value_name = "LANG")]
    pub language: Option<Language>,
    /// Split hex, an age identity, or any text up to 64 bytes; with codex32 a seed: hex or its MS1 string: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub secret_from: Option<SecretSource>,
    /// The BIP-39 passphrase, only to compare with --expect: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE", conflicts_with = "secret_from")]
    pub passphrase_from: Option<SecretSource>,
    /// Compare the words with a fingerprint, a used address or an xpub before splitting
    #[arg(long, value_name = "FINGERPRINT|ADDRESS|XPUB", conflicts_with = "secret_from")]
    pub expect: Option<String>,
    /// Write one file a share into this new folder
    #[arg(short, long, value_name = "DIR", conflicts_with = "screen")]
    pub output: Option<PathBuf>,
    /// Show one share at a time, each typed back (the default in a terminal)
    #[arg(long)]
    pub screen: bool,
    /// Leave SLIP-39's extendable flag unset, for readers from before 2024
    #[arg(long)]
    pub not_extendable: bool,
    /// No fingerprint in the share files
    #[arg(long)]
    pub anonymous: bool,
    /// Write secrets in clear to a disk
    #[arg(long)]
    pub allow_secret_file: bool,
    /// Show shares although this terminal is being recorded
    #[arg(long)]
    pub allow_recording: bool,
}

/// What combined shares give back, when they do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SecretKind {
    /// BIP-39 words, from their entropy.
    Bip39,
    /// Hex digits.
    Hex,
    /// Text.
    Text,
    /// An age identity.
    Age,
    /// A post-quantum age identity.
    AgePq,
    /// The hex digits of a BIP-32 seed, with the wallet it makes.
    Seed,
    /// A BIP-32 seed as a codex32 string.
    Codex32,
}

/// `coldkeep combine`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep combine share-1.txt share-3.txt
  coldkeep combine scan.pdf photo.jpg --expect 8c65eb9f
  coldkeep combine share-*.txt --reveal")]
pub struct CombineArgs {
    /// Share files, pictures or PDFs of share sheets; none asks
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// One share (repeat): ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub share_from: Vec<SecretSource>,
    /// SLIP-39's own passphrase, where the shares have one: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub share_passphrase_from: Option<SecretSource>,
    /// What they give back, when the shares were made elsewhere and do not say
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub kind: Option<SecretKind>,
    /// The language of the words that come back, when the shares do not say: en, es, … [default: en]
    #[arg(long, value_name = "LANG")]
    pub language: Option<Language>,
    /// The BIP-39 passphrase, for the fingerprint: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub passphrase_from: Option<SecretSource>,
    /// Compare with a fingerprint, a used address or an xpub
    #[arg(long, value_name = "FINGERPRINT|ADDRESS|XPUB")]
    pub expect: Option<String>,
    /// Where the result goes.
    #[command(flatten)]
    pub way: Way,
}
