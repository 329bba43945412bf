//! What a text, a code's content or a file is: its kind, never its content.
//!
//! The kind follows from the form (first bytes, prefixes, word counts). Where the form carries a
//! checksum it is checked as well: what has the form and not the checksum is named and called
//! damaged, so that nobody takes a misread share for something else. Where two kinds fit, both are
//! named. A recogniser is one function of a file of this room and one line in [`mod@self`]'s tables.

#![forbid(unsafe_code)]

mod binary;
mod codes;
mod documents;
mod files;
mod kind;
mod numbers;
mod public;
mod secrets;
mod seeds;
mod single;

pub use kind::{Kind, Row};

use crate::secret::{SecretBytes, SecretText};
use crate::share::word_list;
use crate::ur::bytewords;

/// More than this is judged by its first bytes only, in bytes.
pub const TEXT_LIMIT: usize = 64 << 10;

/// What something is, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// The kind.
    pub kind: Kind,
    /// Whether a checksum of the kind does not hold, or words are missing or unknown.
    pub damaged: bool,
    /// The kind of what it lay in, for what stands inside a UR or Bytewords.
    pub inside: Option<Kind>,
    /// What may be told of it.
    pub facts: Facts,
}

/// What may be told of a thing in public: nothing here helps to find a secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// How many words it has.
    pub words: Option<usize>,
    /// The language of the words, as BIP-0039 names it; all of them, where more than one fits.
    pub language: Option<String>,
    /// `mainnet`, `testnet` and so on.
    pub network: Option<&'static str>,
    /// How many shares are needed: `2of3`, or `2` where the share does not tell of how many.
    pub threshold: Option<String>,
    /// Which part it is: `3of9`.
    pub part: Option<String>,
    /// Whether this one carries no checksum, though others of its kind do: addresses of some coins.
    pub unchecked: bool,
    /// The variant of the kind: the prefix of a key, the type of a UR, the database of a wallet file.
    pub form: Option<String>,
}

impl Identified {
    fn known(kind: Kind, holds: bool) -> Self {
        Self { kind, damaged: !holds, inside: None, facts: Facts::default() }
    }

    fn whole(kind: Kind) -> Option<Self> {
        Some(Self::known(kind, true))
    }

    fn checked(kind: Kind, holds: bool) -> Option<Self> {
        Some(Self::known(kind, holds))
    }

    /// The same with a variant named.
    fn form(mut self, form: impl Into<String>) -> Self {
        self.facts.form = Some(form.into());
        self
    }

    /// The same with a count of words.
    fn words(mut self, words: usize) -> Self {
        self.facts.words = Some(words);
        self
    }
}

/// Looks at bytes that may not be text.
type Binary = fn(&[u8]) -> Option<Identified>;
/// Looks at text without space at its ends.
type Text = fn(&SecretText) -> Option<Identified>;

/// What bytes are told by their first ones; the first that knows them decides.
const BINARY: &[Binary] = &[
    binary::png,
    binary::jpeg,
    binary::webp,
    binary::tiff,
    binary::pdf,
    binary::age,
    files::psbt,
    files::seven_zip,
    files::core_wallet,
    files::bitcoinj,
    files::sparrow,
    files::bip138,
];

/// In order of certainty: exact prefixes before words. All are asked.
const TEXT: &[Text] = &[
    public::age_armor,
    secrets::age_identity,
    public::age_recipient,
    documents::armored,
    codes::resource,
    codes::bbqr,
    seeds::codex32,
    seeds::sskr,
    single::bip38,
    secrets::extended_key,
    single::wif,
    single::mini,
    single::xrp,
    single::stellar,
    single::bech32_key,
    single::solana,
    single::hex,
    public::xpub,
    public::descriptor,
    documents::bsms,
    documents::bip138,
    documents::psbt,
    documents::json,
    documents::labels,
    documents::base64,
    public::wallet_file,
    public::address,
    secrets::seed_qr,
    numbers::word_numbers,
    secrets::seed_xor,
    secrets::share_file,
    secrets::share,
    secrets::mnemonic,
    seeds::electrum,
    seeds::electrum_old,
    seeds::monero,
    seeds::aezeed,
    codes::words,
];

/// Names the kind of what a file, a typed text or a code holds: the first of [`all`], or
/// [`Kind::Unknown`].
///
/// ```
/// use coldkeep::identify::{Kind, identify};
/// let found = identify(b"bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74");
/// assert_eq!((found.kind, found.damaged), (Kind::Address, false));
/// ```
pub fn identify(bytes: &[u8]) -> Identified {
    let mut found = all(bytes);
    if found.is_empty() { Identified::known(Kind::Unknown, true) } else { found.swap_remove(0) }
}

/// Every kind that fits, the most certain first, and behind a wrapping (UR, BBQr, Bytewords) what is in it.
/// What is damaged is named only where nothing is whole.
///
/// A text that two kinds fit is both, until somebody compares addresses: twelve BIP-0039 words are
/// also a seed of Electrum once in 256 times.
pub fn all(bytes: &[u8]) -> Vec<Identified> {
    let mut found = unwrapped(bytes);
    let Some(text) = text(bytes) else { return found };
    for at in 0..found.len() {
        let kind = found[at].kind;
        found.extend(codes::inside(kind, &text).into_iter().map(|mut one| {
            one.inside = Some(kind);
            one
        }));
    }
    found
}

/// The same, with wrappings left closed.
fn unwrapped(bytes: &[u8]) -> Vec<Identified> {
    if let Some(found) = BINARY.iter().find_map(|recognise| recognise(bytes)) {
        return vec![found];
    }
    let mut found: Vec<Identified> = match text(bytes) {
        Some(text) => TEXT.iter().filter_map(|recognise| recognise(&text)).collect(),
        None => Vec::new(),
    };
    if found.is_empty() {
        found.extend(binary::compact_seed_qr(bytes));
    }
    if found.iter().any(|one| !one.damaged) {
        found.retain(|one| !one.damaged);
    }
    let mut named = Vec::new();
    found.retain(|one| {
        let first = !named.contains(&one.kind);
        named.push(one.kind);
        first
    });
    for (more, less) in MORE_EXACT {
        if found.iter().any(|one| one.kind == *more) {
            found.retain(|one| one.kind != *less);
        }
    }
    found
}

/// Kinds of which the first says all that the second says, and more.
const MORE_EXACT: &[(Kind, Kind)] =
    &[(Kind::ShareFile, Kind::Slip39), (Kind::SeedXor, Kind::Bip39), (Kind::Sskr, Kind::Bytewords)];

/// Whether words are one share (SLIP-0039, SSKR) whose checksum holds.
pub fn is_share(words: &SecretText) -> bool {
    let whole = |found: Option<Identified>| found.is_some_and(|found| !found.damaged);
    whole(secrets::share(words)) || whole(seeds::sskr(words))
}

/// The words that shares are written in: those of SLIP-0039, and Bytewords (BCR-2020-012), in lower case.
pub fn share_lists() -> [Vec<&'static str>; 2] {
    [word_list().to_vec(), bytewords::list()]
}

fn text(bytes: &[u8]) -> Option<SecretText> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if bytes.len() > TEXT_LIMIT || bytes.contains(&0) {
        return None;
    }
    SecretText::from_bytes(SecretBytes::copied_from(bytes.trim_ascii())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild \
        holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire";
    const XPUB: &str = "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1\
        Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8";

    fn named(text: &str) -> (&'static str, bool) {
        let found = identify(text.as_bytes());
        (found.kind.slug(), found.damaged)
    }

    #[test]
    fn words_are_told_apart_by_their_checksums() {
        assert_eq!(named(SEED), ("bip39", false));
        assert_eq!(named(&SEED.to_uppercase()), ("bip39", false));
        assert_eq!(named(&SEED.replace("pizza", "salon")), ("bip39", true));
        assert_eq!(named(&SEED.replace("pizza", "piazza")), ("bip39", true));
        assert_eq!(
            named("the owner keeps this in the bank and tells nobody where it is"),
            ("unknown", false)
        );
    }

    #[test]
    fn shares_are_known_with_and_without_notes() {
        let share = "duckling enlarge academic academic agency result length solution fridge kidney \
            coal piece deal husband erode duke ajar critical decision keyboard";
        assert_eq!(named(share), ("slip39", false));
        assert_eq!(named(&share.replace("fridge", "length")), ("slip39", true));
        assert_eq!(named(&format!("# SHARE 1\n{share}\n")), ("share-file", false));
        assert_eq!(
            named(&format!("# SHARE 1\n{}\n", share.replace("fridge", "coal"))),
            ("share-file", true)
        );
    }

    #[test]
    fn a_few_words_are_neither_a_share_nor_a_seed() {
        for text in [
            "https://example.org/abandon",
            "HELLO WORLD 1234",
            "0123456789abcdef0123456789abcdef",
            "acid",
            "academic acid acrobat actress",
            "attack pizza motion avocado",
        ] {
            assert_eq!(named(text), ("unknown", false), "{text}");
        }
    }

    #[test]
    fn seed_codes_are_known_in_both_forms() {
        let seed = crate::seed::Mnemonic::parse(&SecretText::copied_from(SEED)).unwrap();
        // exposed to: the test
        let digits = seed.seed_qr_digits().unwrap().expose_secret().to_owned();
        assert_eq!(named(&digits), ("seedqr", false));
        assert_eq!(named(&digits.replacen(&digits[..4], "2047", 1)), ("seedqr", true));
        // exposed to: the test
        let compact = identify(seed.entropy().expose_secret());
        assert_eq!(compact.kind.slug(), "compact-seedqr");
    }

    #[test]
    fn keys_and_addresses_are_named_and_their_checksums_checked() {
        assert_eq!(named(XPUB), ("xpub", false));
        assert_eq!(named(&XPUB.replace("FtXg", "FtXh")), ("xpub", true));
        let xprv = XPUB.replacen("pub", "prv", 1);
        assert_eq!(named(&xprv), ("xprv", true));
        assert!(identify(xprv.as_bytes()).kind.is_secret());
        let wif = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ";
        assert_eq!(named(wif), ("wif", false));
        assert_eq!(named("bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c75"), ("address", true));
        assert_eq!(named("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), ("address", false));
        assert_eq!(named("0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), ("address", true));
    }

    #[test]
    fn descriptors_are_public_unless_they_hold_a_private_key() {
        let public = format!("wpkh({XPUB}/0/*)");
        assert_eq!(named(&public), ("descriptor", false));
        assert_eq!(named(&format!("{public}#qqqqqqqq")), ("descriptor", true));
        let private = public.replace("xpub", "xprv");
        assert_eq!(named(&private).0, "descriptor-private");
        assert!(identify(private.as_bytes()).kind.is_secret());
    }

    #[test]
    fn age_files_and_keys_are_named() {
        let recipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
        assert_eq!(named(recipient), ("age-recipient", false));
        assert_eq!(named(&recipient.replace("zvk", "zvv")), ("age-recipient", true));
        let key = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
        assert_eq!(named(key), ("age-identity", false));
        assert_eq!(named(&format!("# made today\n{key}\n")), ("age-identity", false));
        assert_eq!(named(&key.replace("1GFP", "1GFQ")), ("age-identity", true));
        assert_eq!(named("-----BEGIN AGE ENCRYPTED FILE-----\n"), ("age-armor", true));
        assert_eq!(named("age-encryption.org/v1\n"), ("age", true));
    }

    #[test]
    fn files_are_named_by_their_first_bytes_and_nothing_is_unknown() {
        assert_eq!(identify(b"\x89PNG\r\n\x1a\n").kind, Kind::Png);
        assert_eq!(identify(b"\xff\xd8\xff\xe0").kind, Kind::Jpeg);
        assert_eq!(identify(b"RIFF\x24\0\0\0WEBPVP8 ").kind, Kind::WebP);
        assert_eq!(identify(b"MM\0*\0\0\0\x08").kind, Kind::Tiff);
        assert_eq!(identify(b"%PDF-1.7\n").kind, Kind::Pdf);
        assert_eq!(identify(b"").kind, Kind::Unknown);
        assert_eq!(identify(&[0xff; 31]).kind, Kind::Unknown);
        assert!(Kind::Unknown.is_secret(), "what nobody knows is guarded");
    }
}
