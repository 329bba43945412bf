//! What a text, a code's content or a file is: its kind, never its content.
//!
//! The kind follows from the form (first bytes, prefixes, word counts). Where the form carries a
//! checksum it is checked as well: what has the form and not the checksum is named and called
//! damaged, so that nobody takes a misread share for something else.

#![forbid(unsafe_code)]

mod binary;
mod kind;
mod public;
mod secrets;

pub use kind::Kind;

use crate::secret::{SecretBytes, SecretText};

/// More than this is judged by its first bytes only, in bytes.
pub const TEXT_LIMIT: usize = 64 << 10;

/// What something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identified {
    /// The kind.
    pub kind: Kind,
    /// Whether a checksum of the kind does not hold, or words are missing or unknown.
    pub damaged: bool,
}

impl Identified {
    fn whole(kind: Kind) -> Option<Self> {
        Some(Self { kind, damaged: false })
    }

    fn checked(kind: Kind, holds: bool) -> Option<Self> {
        Some(Self { kind, damaged: !holds })
    }
}

/// Looks at bytes that may not be text.
type Binary = fn(&[u8]) -> Option<Identified>;
/// Looks at text without space at its ends.
type Text = fn(&SecretText) -> Option<Identified>;

/// In order; the first that knows the bytes decides.
const BINARY: [Binary; 4] = [binary::png, binary::jpeg, binary::pdf, binary::age];

/// In order; the first that knows the text decides.
const TEXT: [Text; 11] = [
    public::age_armor,
    secrets::age_identity,
    public::age_recipient,
    secrets::private_key,
    public::xpub,
    public::descriptor,
    public::address,
    secrets::seed_qr,
    secrets::share_file,
    secrets::share,
    secrets::mnemonic,
];

/// Names the kind of what a file, a typed text or a code holds.
///
/// ```
/// use coldkeep::identify::{Kind, identify};
/// let found = identify(b"bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74");
/// assert_eq!((found.kind, found.damaged), (Kind::Address, false));
/// ```
pub fn identify(bytes: &[u8]) -> Identified {
    BINARY
        .iter()
        .find_map(|recognise| recognise(bytes))
        .or_else(|| {
            let text = text(bytes)?;
            TEXT.iter().find_map(|recognise| recognise(&text))
        })
        .or_else(|| binary::compact_seed_qr(bytes))
        .unwrap_or(Identified { kind: Kind::Unknown, damaged: false })
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
        let digits = seed.seed_qr_digits().expose_secret().to_owned();
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
        assert_eq!(identify(b"%PDF-1.7\n").kind, Kind::Pdf);
        assert_eq!(identify(b"").kind, Kind::Unknown);
        assert_eq!(identify(&[0xff; 31]).kind, Kind::Unknown);
        assert!(Kind::Unknown.is_secret(), "what nobody knows is guarded");
    }
}
