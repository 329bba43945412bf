//! The ways in of seeds that are not BIP-39, and of shares that are not SLIP-39; and what their checks let through.

use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{Aezeed, ElectrumOldSeed, ElectrumSeed, MoneroSeed};
use coldkeep::share::{Form, Share, codex32};
use coldkeep::ur::bytewords::{Style, encode};

/// What a reader with a checksum makes of a text, so that two texts of the same seed are the same.
pub type Read = fn(&SecretText) -> Option<Vec<u8>>;

/// A checksum: the target whose inputs are changed, its reader, and how often chance passes the check.
#[allow(dead_code, reason = "the fuzz package counts no chances")]
pub struct Check {
    /// The target's name.
    pub target: &'static str,
    /// The reader.
    pub read: Read,
    /// How often a text of chance passes.
    pub odds: f64,
}

/// The readers with a checksum of their own.
#[allow(dead_code, reason = "the fuzz package counts no chances")]
pub const CHECKS: [Check; 6] = [
    // 13 letters of 5 bits.
    Check { target: "codex32", read: read_codex32, odds: 1.0 / 36_893_488_147_419_103_232.0 },
    // CRC-32.
    Check { target: "sskr", read: read_sskr, odds: 1.0 / 4_294_967_296.0 },
    // Three words of 10 bits.
    Check { target: "share", read: read_slip39, odds: 1.0 / 1_073_741_824.0 },
    // The versions of four kinds; a text is tried as it stands and put in order.
    Check { target: "electrum", read: read_electrum, odds: 2.0 * 19.0 / 4_096.0 },
    // The last word is one of the 24.
    Check { target: "monero", read: read_monero, odds: 1.0 / 24.0 },
    // CRC-32 over the whole.
    Check { target: "aezeed", read: read_aezeed, odds: 1.0 / 4_294_967_296.0 },
];

fn secret(bytes: &[u8]) -> Option<SecretText> {
    SecretText::from_bytes(SecretBytes::copied_from(bytes)).ok()
}

fn exposed(text: &SecretText) -> Vec<u8> {
    text.expose_secret().as_bytes().to_vec() // exposed to: the comparison of test seeds
}

fn read_codex32(text: &SecretText) -> Option<Vec<u8>> {
    codex32::Share::parse(text).ok().map(|share| exposed(&share.text()))
}

fn of_form(text: &SecretText, form: Form) -> Option<Vec<u8>> {
    let share = Share::parse(text).ok().filter(|share| share.form() == form)?;
    Some(exposed(&share.words()))
}

fn read_sskr(text: &SecretText) -> Option<Vec<u8>> {
    of_form(text, Form::Sskr)
}

fn read_slip39(text: &SecretText) -> Option<Vec<u8>> {
    of_form(text, Form::Slip39)
}

fn read_electrum(text: &SecretText) -> Option<Vec<u8>> {
    ElectrumSeed::parse(text).ok().map(|seed| exposed(seed.words()))
}

fn read_monero(text: &SecretText) -> Option<Vec<u8>> {
    let seed = MoneroSeed::parse(text).ok().filter(MoneroSeed::is_checked)?;
    Some(seed.bytes().expose_secret().to_vec()) // exposed to: the comparison of test seeds
}

/// Of an aezeed only the published name is told: every other one is another seed.
fn read_aezeed(text: &SecretText) -> Option<Vec<u8>> {
    let seed = Aezeed::parse(text).ok()?;
    Some(seed.published().unwrap_or("another").as_bytes().to_vec())
}

pub(super) fn codex32_string(bytes: &[u8]) {
    let Some(text) = secret(bytes) else { return };
    if let Ok(share) = codex32::Share::parse(&text) {
        for written in [share.text(), share.grouped()] {
            let again = codex32::Share::parse(&written).expect("its own text");
            assert!(again.same_as(&share));
        }
        assert_eq!(share.seed().is_some(), share.is_secret());
    }
    if let Ok(found) = codex32::candidates(&text) {
        assert!(found.len() <= 2);
    }
}

pub(super) fn sskr(bytes: &[u8]) {
    let Some(Ok(share)) = secret(bytes).map(|text| Share::parse(&text)) else { return };
    let again = Share::parse(&share.words()).expect("its own words");
    assert!(again.words().same_as(&share.words()) && again.form() == share.form());
}

pub(super) fn electrum(bytes: &[u8]) {
    let Some(text) = secret(bytes) else { return };
    if let Ok(seed) = ElectrumSeed::parse(&text) {
        let again = ElectrumSeed::parse(seed.words()).expect("its own words");
        assert_eq!((again.kind(), again.word_count()), (seed.kind(), seed.word_count()));
    }
    if let Ok(seed) = ElectrumOldSeed::parse(&text) {
        let again = ElectrumOldSeed::parse(seed.digits()).expect("its own digits");
        assert!(again.digits().same_as(seed.digits()));
    }
}

pub(super) fn monero(bytes: &[u8]) {
    let Some(Ok(seed)) = secret(bytes).map(|text| MoneroSeed::parse(&text)) else { return };
    assert_eq!(seed.bytes().len(), 32);
}

pub(super) fn aezeed(bytes: &[u8]) {
    // Opening takes scrypt; what is read without it is the form and the outer checksum.
    let _ = secret(bytes).map(|text| Aezeed::parse(&text).map(|seed| seed.published()));
}

fn texts<const N: usize>(all: [&str; N]) -> Vec<Vec<u8>> {
    all.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// The strings of BIP-0093's test vectors 1 and 2, and the first in groups of four.
pub(super) fn codex32_strings() -> Vec<Vec<u8>> {
    texts([
        "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw",
        "MS12NAMEA320ZYXWVUTSRQPNMLKJHGFEDCAXRPP870HKKQRM",
        "MS12NAMECACDEFGHJKLMNPQRSTUVWXYZ023FTR2GDZMPY6PN",
        "ms10 test sxxx xxxx xxxx xxxx xxxx xxxx xxx4 nzvc a9cm czlw",
        "ms12name?320zyxwvutsrqpnmlkjhgfedcaxrpp870hkkqrm",
    ])
}

pub(super) fn sskr_shares() -> Vec<Vec<u8>> {
    // Tag 40309 and 21 bytes: identifier, thresholds, index and value of BCR-2020-011.
    let share = |member: u8| {
        let value = [&[0xd9, 0x9d, 0x75, 0x55, 1, 2, 0, 1, member][..], &[9 ^ member; 16]].concat();
        [Style::Standard, Style::Minimal].map(|style| exposed(&encode(&value, style)))
    };
    [share(0), share(1)].concat()
}

/// Seeds that stand in Electrum's own tests: segwit, and of Electrum 1 in words and digits.
pub(super) fn electrum_seeds() -> Vec<Vec<u8>> {
    texts([
        "wild father tree among universe such mobile favorite target dynamic credit identify",
        "hardly point goal hallway patience key stone difference ready caught listen fact",
        "acb740e454c3134901d7c8f16497cc1c",
        "1. wild 2. father 3. tree 4. among 5. universe 6. such 7. mobile 8. favorite 9. target 10. dynamic",
    ])
}

/// Words of Monero's own tests, and the first with the letters that decide alone.
pub(super) fn monero_words() -> Vec<Vec<u8>> {
    const WORDS: &str = "velvet lymph giddy number token physics poetry unquoted nibs useful sabotage limits benches \
        lifestyle eden nitrogen anvil fewest avoid batch vials washing fences goat unquoted";
    let short: Vec<&str> = WORDS.split(' ').map(|word| &word[..3]).collect();
    texts([
        WORDS,
        &short.join(" "),
        "eldest sowed fleet tossed lakes fuselage vials owls sushi suture among ramped square moment gnaw ammo \
        dating noodles tipsy womanly tomorrow assorted tuxedo asylum tuxedo",
    ])
}

/// The aezeed of LND's tests, and its words in letters that decide.
pub(super) fn aezeed_words() -> Vec<Vec<u8>> {
    const WORDS: &str = "ability liquid travel stem barely drastic pact cupboard apple thrive morning oak feature \
        tissue couch old math inform success suggest drink motion know royal";
    let numbered: Vec<String> =
        (1..).zip(WORDS.split(' ')).map(|(number, word)| format!("{number}. {word}")).collect();
    texts([WORDS, &WORDS.to_uppercase(), &numbered.join("\n")])
}
