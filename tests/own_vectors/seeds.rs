//! bip39.json, dice.json and seedqr.json.

use super::{all, bytes, hex, notices, number, read, same, secret, text};
use coldkeep::keys::{Network, Root};
use coldkeep::seed::{self, Mnemonic, Passphrase, Rolls, SeedError, Source};
use serde_json::Value;

fn sentence(case: &Value) -> Result<(), String> {
    let mnemonic = Mnemonic::parse(&secret(text(case, "words"))).map_err(|e| e.to_string())?;
    same("entropy", &hex(mnemonic.entropy().expose_secret()), text(case, "entropy"))?;
    let again = Mnemonic::from_entropy(&bytes(text(case, "entropy"))).map_err(|e| e.to_string())?;
    same("words", again.sentence().expose_secret(), text(case, "words"))?;
    let typed = secret(text(case, "passphrase"));
    let passphrase = Passphrase::parse(typed).map_err(|e| e.to_string())?;
    let seed = mnemonic.seed(&passphrase);
    same("seed", &hex(seed.expose_secret()), text(case, "seed"))?;
    let root = Root::from_seed(&seed, Network::Mainnet).map_err(|e| e.to_string())?;
    same("fingerprint", &root.fingerprint().to_string(), text(case, "fingerprint"))?;
    mnemonic.published().map(|_| ()).ok_or("not known as published".to_owned())
}

/// The same in the language that the case names, which is found out from the words.
fn sentence_in_its_language(case: &Value) -> Result<(), String> {
    let mnemonic = Mnemonic::parse(&secret(text(case, "words"))).map_err(|e| e.to_string())?;
    same("language", mnemonic.language().slug(), text(case, "language"))?;
    same("entropy", &hex(mnemonic.entropy().expose_secret()), text(case, "entropy"))?;
    let again = Mnemonic::from_entropy_in(&bytes(text(case, "entropy")), mnemonic.language());
    let again = again.map_err(|e| e.to_string())?;
    same("words", again.sentence().expose_secret(), text(case, "words"))?;
    let typed = secret(text(case, "passphrase"));
    let passphrase = Passphrase::parse(typed).map_err(|e| e.to_string())?;
    let seed = mnemonic.seed(&passphrase);
    same("seed", &hex(seed.expose_secret()), text(case, "seed"))?;
    let root = Root::from_seed(&seed, Network::Mainnet).map_err(|e| e.to_string())?;
    same("fingerprint", &root.fingerprint().to_string(), text(case, "fingerprint"))
}

/// The whole list, as SHA-256 of its words with spaces between.
fn list_of_words(case: &Value) -> Result<(), String> {
    use sha2::{Digest, Sha256};
    let language = text(case, "language").parse().map_err(|_| "a language of BIP-0039")?;
    let list = seed::wordlist::words(language).join(" ");
    same("list", &hex(&Sha256::digest(list.as_bytes())), text(case, "sha256"))
}

#[test]
fn the_lists_are_those_of_the_standard() {
    let file = read("bip39.json");
    all(&file["lists"], list_of_words);
    notices(&file["lists"][0], "language", "fr", list_of_words);
}

fn refused_sentence(case: &Value) -> Result<(), String> {
    let rule = match Mnemonic::parse(&secret(text(case, "words"))) {
        Ok(_) => "taken",
        Err(SeedError::Checksum { .. }) => "checksum",
        Err(SeedError::WordCount(_)) => "word-count",
        Err(SeedError::UnknownWord(_)) => "unknown-word",
        Err(_) => "another refusal",
    };
    same(text(case, "why"), rule, text(case, "rule"))
}

#[test]
fn the_owners_words_come_first() {
    let first = &read("bip39.json")["valid"][0];
    assert_eq!(text(first, "fingerprint"), "4eac1cce");
    assert!(text(first, "words").starts_with("eye female unfair "));
    assert!(
        text(first, "seed").starts_with("0a5b25e1dab6039d22cd57469744499863962daba9d2844243fec9")
    );
}

#[test]
fn words_give_their_entropy_seed_and_fingerprint() {
    let file = read("bip39.json");
    all(&file["valid"], sentence);
    notices(&file["valid"][0], "passphrase", "x", sentence);
    notices(&file["valid"][0], "entropy", "00".repeat(32), sentence);
    all(&file["languages"], sentence_in_its_language);
    notices(&file["languages"][7], "language", "es", sentence_in_its_language);
    notices(&file["languages"][7], "seed", "00", sentence_in_its_language);
    all(&file["refused"], refused_sentence);
    notices(&file["refused"][0], "words", text(&file["valid"][0], "words"), refused_sentence);
}

fn source(case: &Value) -> Source {
    match text(case, "source") {
        "dice" => Source::Dice,
        "coins" => Source::Coins,
        _ => Source::Cards,
    }
}

/// Rolls with the file's kernel bytes beside them, under `kernel`.
fn rolled(case: &Value) -> Result<(), String> {
    let words = number(case, "words");
    let rolls =
        Rolls::parse(source(case), &secret(text(case, "rolls"))).map_err(|e| e.to_string())?;
    rolls.check_fair(words).map_err(|e| e.to_string())?;
    let entropy = match text(case, "kind") {
        "only" => seed::only(&rolls, words),
        _ => seed::mixed(&bytes(text(&read("dice.json"), "kernel")), &rolls, words),
    };
    let entropy = entropy.map_err(|e| e.to_string())?;
    same("entropy", &hex(entropy.expose_secret()), text(case, "entropy"))?;
    let mnemonic = Mnemonic::from_entropy(&entropy).map_err(|e| e.to_string())?;
    same("words", mnemonic.sentence().expose_secret(), text(case, "mnemonic"))
}

fn too_few(case: &Value) -> Result<(), String> {
    let (words, have, need) = (number(case, "words"), number(case, "have"), number(case, "need"));
    same("needed", &Rolls::needed(Source::Dice, words).unwrap().to_string(), &need.to_string())?;
    let mixed: String = "1625344162531635241".chars().cycle().take(have).collect();
    let rolls = Rolls::parse(Source::Dice, &secret(&mixed)).map_err(|e| e.to_string())?;
    let few = rolls.check_fair(words);
    if have < need && few.is_err() { Ok(()) } else { Err(format!("{have} rolls are taken")) }
}

fn degenerate(case: &Value) -> Result<(), String> {
    let rolls = text(case, "rolls");
    let parsed = Rolls::parse(source(case), &secret(rolls)).map_err(|e| e.to_string())?;
    match parsed.check_fair(24) {
        Ok(()) => Err(format!("{rolls} is taken as random")),
        Err(_) => Ok(()),
    }
}

#[test]
fn rolls_give_the_entropy_that_sha256sum_gives() {
    let file = read("dice.json");
    let kernel = bytes(text(&file, "kernel"));
    assert_eq!(seed::commitment(&kernel), text(&file, "commitment"));
    all(&file["cases"], rolled);
    notices(&file["cases"][0], "kind", "mixed", rolled);
    all(&file["too_few"], too_few);
    notices(&file["too_few"][0], "have", number(&file["too_few"][0], "need"), too_few);
}

#[test]
fn rolls_that_nobody_rolled_are_refused() {
    let file = read("dice.json");
    all(&file["degenerate"], degenerate);
    let fair = file["cases"].as_array().unwrap().iter();
    let fair =
        fair.filter(|case| number(case, "words") == 24).find(|case| text(case, "source") == "dice");
    notices(&file["degenerate"][0], "rolls", text(fair.unwrap(), "rolls"), degenerate);
}

fn seed_qr(case: &Value) -> Result<(), String> {
    let mnemonic = Mnemonic::parse(&secret(text(case, "words"))).map_err(|e| e.to_string())?;
    same(
        "digits",
        mnemonic.seed_qr_digits().map_err(|e| e.to_string())?.expose_secret(),
        text(case, "digits"),
    )?;
    let read =
        Mnemonic::from_seed_qr_digits(&secret(text(case, "digits"))).map_err(|e| e.to_string())?;
    same("words", read.sentence().expose_secret(), text(case, "words"))?;
    let read =
        Mnemonic::from_compact_seed_qr(&bytes(text(case, "compact"))).map_err(|e| e.to_string())?;
    same("words from bytes", read.sentence().expose_secret(), text(case, "words"))
}

fn refused_seed_qr(case: &Value) -> Result<(), String> {
    match Mnemonic::from_seed_qr_digits(&secret(text(case, "digits"))) {
        Ok(_) => Err(format!("{} is taken", text(case, "why"))),
        Err(_) => Ok(()),
    }
}

#[test]
fn seed_qr_digits_and_bytes_give_the_words() {
    let file = read("seedqr.json");
    all(&file["valid"], seed_qr);
    notices(&file["valid"][0], "digits", text(&file["valid"][1], "digits"), seed_qr);
    all(&file["refused"], refused_seed_qr);
    notices(&file["refused"][0], "digits", text(&file["valid"][0], "digits"), refused_seed_qr);
}
