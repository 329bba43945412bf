//! Published vectors for words, seeds, SeedQR and dice, read from a folder beside the repository.

use crate::support::shared::json as vectors;
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{self, Mnemonic, Passphrase, Rolls, Source};
use serde_json::Value;

fn ran(count: usize, name: &str) {
    crate::support::shared::ran(name, count, 1);
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text in the vectors")
}

fn secret(value: &Value) -> SecretText {
    SecretText::copied_from(text(value))
}

fn mnemonic(value: &Value) -> Mnemonic {
    Mnemonic::parse(&secret(value)).expect("the vectors' words are valid")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Words from entropy, entropy from words, and the seed.
fn agrees(entropy: &Value, words: &Value, passphrase: &str, seed: &Value) {
    let given = seed::from_hex(&secret(entropy)).expect("entropy in hexadecimal");
    let made = Mnemonic::from_entropy(&given).expect("a length that BIP-0039 has");
    assert_eq!(made.sentence().expose_secret(), text(words));
    let read = mnemonic(words);
    assert!(read.entropy().same_as(&given));
    assert!(read.published().is_some(), "printed in public: {words}");
    let passphrase = Passphrase::parse(SecretText::copied_from(passphrase)).expect("short");
    assert_eq!(hex(read.seed(&passphrase).expose_secret()), text(seed));
}

#[test]
fn the_official_vectors_of_bip39_agree() {
    let Some(all) = vectors("bip39/trezor-all-languages.json") else { return };
    let cases = all["english"].as_array().expect("a list");
    for case in cases {
        agrees(&case[0], &case[1], "TREZOR", &case[2]);
    }
    ran(cases.len(), "BIP-0039, English");
    assert_eq!(cases.len(), 24);
}

#[test]
fn the_bip32jp_vectors_agree() {
    let Some(all) = vectors("bip39/bip32jp-english.json") else { return };
    let cases = all.as_array().expect("a list");
    for case in cases {
        agrees(&case["entropy"], &case["mnemonic"], text(&case["passphrase"]), &case["seed"]);
    }
    ran(cases.len(), "bip32JP, English");
    assert_eq!(cases.len(), 24);
}

#[test]
fn dice_give_the_words_that_other_wallets_give() {
    let Some(all) = vectors("dice/dice-sha256-vectors.json") else { return };
    let cases = all["cases"].as_array().expect("a list");
    for case in cases {
        let rolls = Rolls::parse(Source::Dice, &secret(&case["rolls"])).expect("digits 1 to 6");
        let words = case["words"].as_u64().expect("a count") as usize;
        let entropy = seed::only(&rolls, words).expect("a count that BIP-0039 has");
        let made = Mnemonic::from_entropy(&entropy).expect("16 or 32 bytes");
        assert_eq!(made.sentence().expose_secret(), text(&case["mnemonic"]));
        assert!(made.published().is_some());
        let documented = text(&case["from"]).contains("dice_verification");
        assert_eq!(rolls.check_fair(words).is_ok(), documented, "{case}");
    }
    ran(cases.len(), "dice");
    assert_eq!(cases.len(), 9);
}

#[test]
fn seedqr_is_read_and_written_in_both_forms() {
    let Some(all) = vectors("seedqr/seedqr-vectors.json") else { return };
    let cases = all["cases"].as_array().expect("a list");
    for case in cases {
        let words = mnemonic(&case["words"]);
        assert_eq!(words.seed_qr_digits().unwrap().expose_secret(), text(&case["seedqr_digits"]));
        let digits = Mnemonic::from_seed_qr_digits(&secret(&case["seedqr_digits"]));
        assert!(digits.expect("a SeedQR").same_as(&words));
        let compact = seed::from_hex(&secret(&case["compact_hex"])).expect("entropy");
        assert!(Mnemonic::from_compact_seed_qr(&compact).expect("entropy").same_as(&words));
        assert!(words.published().is_some());
    }
    ran(cases.len(), "SeedQR");
    assert_eq!(cases.len(), 9);
}

#[test]
fn the_documented_words_give_the_documented_seed() {
    let Some(case) = vectors("owner.json") else { return };
    let more = &case["computed_here_not_in_owner_document"];
    agrees(&more["entropy"], &case["mnemonic"], text(&case["passphrase"]), &case["seed"]);
    let digits = mnemonic(&case["mnemonic"]).seed_qr_digits().unwrap();
    assert_eq!(digits.expose_secret(), text(&more["seedqr_digits"]));
    ran(1, "the documented words");
}

#[test]
fn a_changed_vector_is_caught() {
    let entropy = SecretBytes::zeroed(16);
    let words = Mnemonic::from_entropy(&entropy).expect("16 bytes");
    let (none, other) = (Passphrase::none(), SecretText::copied_from("TREZOR"));
    let other = Passphrase::parse(other).expect("short");
    assert_ne!(words.seed(&none).expose_secret(), words.seed(&other).expose_secret());
    let wrong = SecretText::copied_from(&format!("{}abandon", "abandon ".repeat(11)));
    assert_eq!(Mnemonic::parse(&wrong).err(), Some(seed::SeedError::Checksum { words: 12 }));
}
