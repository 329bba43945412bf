//! Electrum's own vectors: kinds of seeds, seeds from words, and the keys and addresses of wallets.

use crate::support::shared::{json, ran};
use coldkeep::keys::{self, ElectrumOldKey, ElectrumWallet, Network, Path, Root, Script};
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{
    ElectrumOldSeed, ElectrumPassphrase, ElectrumSeed, KindError, Mnemonic, Passphrase, Seed,
};
use serde_json::Value;

fn text(value: &Value) -> &str {
    value.as_str().expect("a text in the vectors")
}

fn secret(text: &str) -> SecretText {
    SecretText::copied_from(text)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A text, from its bytes where the vectors give them: the form of accents counts.
fn spelled(case: &Value, name: &str) -> Option<SecretText> {
    let Some(digits) = case[format!("{name}_hex")].as_str() else {
        return case[name].as_str().map(secret);
    };
    Some(from_hex(digits))
}

fn from_hex(digits: &str) -> SecretText {
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("hex digits");
    let bytes: Vec<u8> = (0..digits.len()).step_by(2).map(byte).collect();
    SecretText::from_bytes(SecretBytes::copied_from(&bytes)).expect("UTF-8")
}

fn electrum(text: &SecretText) -> ElectrumSeed {
    let seed = ElectrumSeed::parse(text).expect("an Electrum seed");
    assert!(seed.published().is_some(), "printed in public: {}", seed.words().expose_secret());
    seed
}

#[test]
fn words_and_custom_words_give_the_seeds_of_electrum() {
    let Some(all) = json("electrum/seed-vectors.json") else { return };
    let cases = all["seed_to_bip32"].as_array().expect("a list");
    for case in cases {
        let seed = electrum(&spelled(case, "words").expect("words"));
        let passphrase = spelled(case, "passphrase");
        let passphrase = passphrase.map_or_else(ElectrumPassphrase::none, |text| {
            ElectrumPassphrase::parse(&text).expect("short")
        });
        let made = seed.seed(&passphrase).expect("one seed");
        assert_eq!(hex(made.expose_secret()), text(&case["bip32_seed"]), "{}", case["name"]);
        assert_eq!(all["prefixes"][seed.kind().name()], case["seed_version"]);
    }
    ran("Electrum, words to seeds", cases.len(), 10);
}

#[test]
fn the_kinds_of_seeds_are_those_of_electrum() {
    let Some(all) = json("electrum/seed-vectors.json") else { return };
    let cases = all["seed_type"].as_array().expect("a list");
    for case in cases {
        let words = secret(text(&case["seed"]));
        let old = ElectrumOldSeed::parse(&words).map(|_| "old");
        let kind =
            old.ok().or_else(|| ElectrumSeed::parse(&words).ok().map(|seed| seed.kind().name()));
        assert_eq!(kind, case["type"].as_str(), "{case}");
    }
    let old = &all["old_seed"][0];
    let seed = ElectrumOldSeed::parse(&secret(text(&old["words"]))).expect("words");
    assert_eq!(seed.digits().expose_secret(), text(&old["hex"]));
    let same = ElectrumOldSeed::parse(&secret(text(&old["hex"]))).expect("digits");
    assert!(same.digits().same_as(seed.digits()) && seed.published().is_some());
    ran("Electrum, kinds of seeds", cases.len() + 1, 25);
}

/// The passphrase of a case, which is a text or its bytes.
fn passphrase_of(case: &Value) -> SecretText {
    match &case["args"]["passphrase"] {
        Value::Object(bytes) => from_hex(text(&bytes["utf8_hex"])),
        plain => secret(plain.as_str().unwrap_or_default()),
    }
}

fn wallet_of(case: &Value) -> (ElectrumSeed, ElectrumWallet) {
    let seed = electrum(&secret(text(&case["seed_words"])));
    let passphrase = ElectrumPassphrase::parse(&passphrase_of(case)).expect("short");
    let (first, second) = seed.seeds(&passphrase).expect("no passphrase where none can be");
    let wallet = ElectrumWallet::new(seed.kind(), &first, second.as_ref(), Network::Mainnet);
    (seed, wallet.expect("a key"))
}

/// Every expectation of one case that this program can meet; says how many there were.
fn agrees(case: &Value) -> usize {
    let expect = &case["expect"];
    let test = text(&case["test"]);
    let addresses =
        [&expect["w.get_receiving_addresses()[0]"], &expect["w.get_change_addresses()[0]"]];
    if test.contains("bip39") {
        return agrees_bip39(case, addresses);
    }
    if test.ends_with("seed_old") {
        let seed = ElectrumOldSeed::parse(&secret(text(&case["seed_words"]))).expect("old words");
        assert_eq!(seed.digits().expose_secret(), text(&case["seed_hex"]));
        assert!(seed.published().is_some());
        let key = ElectrumOldKey::of(&seed).expect("a key");
        assert_eq!(key.to_string(), text(&expect["ks.mpk"]));
        assert_eq!(text(&expect["ks.mpk"]).parse(), Ok(key));
        let made = [false, true]
            .map(|change| key.address(change, 0, Network::Mainnet).expect("an address"));
        assert_eq!(made.each_ref().map(String::as_str), addresses.map(text));
        return 4;
    }
    let (seed, wallet) = wallet_of(case);
    assert_eq!(seed.kind().name(), text(&expect["calc_seed_type(seed_words)"]));
    if let Some(keys) = wallet.two_factor().expect("keys") {
        let texts = keys.texts();
        assert_eq!(texts[..2], [text(&expect["ks1.xpub"]), text(&expect["ks2.xpub"])]);
        let made = [false, true].map(|change| keys.address(change, 0).expect("an address"));
        assert_eq!(made.each_ref().map(String::as_str), addresses.map(text), "{test}");
        return 5;
    }
    if test.contains("multisig") {
        // The addresses need the other keys, which the vectors do not have.
        let cosigner = wallet.cosigner().expect("a key");
        let known: keys::ExtendedKey =
            keys::ExtendedKey::parse(text(&expect["ks1.xpub"])).expect("a key");
        assert!(cosigner.is_key(&known), "{test}");
        return 2;
    }
    assert_eq!(wallet.master_public_key().as_deref(), Ok(text(&expect["ks.xpub"])));
    let (account, script) = (wallet.account().expect("a key"), wallet.script().expect("one key"));
    for (change, wanted) in [false, true].into_iter().zip(addresses) {
        let made = account.address(script, change, 0, Network::Mainnet).expect("an address");
        assert_eq!(made.text, text(wanted), "{test}");
        let found = account.place_of(text(wanted), script, Network::Mainnet, 5, 1);
        assert_eq!(found, Ok(Some(keys::Place { change, index: 0 })));
    }
    if script == Script::Pkh {
        assert_eq!(wallet.root().xprv().expose_secret(), text(&expect["ks.xprv"]));
    }
    5
}

fn agrees_bip39(case: &Value, addresses: [&Value; 2]) -> usize {
    let Some(words) = case["seed_words"].as_str() else {
        // No words: the wallet is made of extended keys that the vectors do not all have.
        let known = keys::ExtendedKey::parse(text(&case["expect"]["ks1.xpub"])).expect("a key");
        assert!(known.key_use().is_cosigner());
        return 1;
    };
    let mnemonic = Mnemonic::parse(&secret(words)).expect("valid words");
    let passphrase = Passphrase::parse(passphrase_of(case)).expect("short");
    let root = Root::from_seed(&mnemonic.seed(&passphrase), Network::Mainnet).expect("a key");
    let path: Path = text(&case["args"]["derivation"]).parse().expect("a path");
    let account = root.account(&path).expect("a key");
    let expect = &case["expect"];
    let key = expect["ks.xpub"].as_str().or(expect["ks1.xpub"].as_str()).expect("a key");
    assert!(account.is_key(&keys::ExtendedKey::parse(key).expect("a key")));
    let script = match text(&expect["w.txin_type"]) {
        "p2pkh" => Script::Pkh,
        "p2wpkh-p2sh" => Script::ShWpkh,
        "p2wpkh" => Script::Wpkh,
        _ => return 1,
    };
    for (change, wanted) in [false, true].into_iter().zip(addresses) {
        let made = account.address(script, change, 0, Network::Mainnet).expect("an address");
        assert_eq!(made.text, text(wanted));
    }
    3
}

#[test]
fn wallets_have_the_keys_and_addresses_of_electrum() {
    let Some(all) = json("electrum/wallet-address-vectors.json") else { return };
    let cases = all["cases"].as_array().expect("a list");
    let compared: usize = cases.iter().map(agrees).sum();
    println!("{compared} keys, kinds and addresses compared");
    assert!(compared >= 45, "only {compared}");
    ran("Electrum, wallets", cases.len(), 16);
}

#[test]
fn another_word_or_custom_word_is_another_wallet() {
    let words =
        "wild father tree among universe such mobile favorite target dynamic credit identify";
    let seed = electrum(&secret(words));
    let with = |text: &str| -> Seed {
        seed.seed(&ElectrumPassphrase::parse(&secret(text)).expect("short")).expect("a seed")
    };
    assert_eq!(with("Ab  c").expose_secret(), with("áb C").expose_secret(), "the form of Electrum");
    assert_ne!(with("ab c").expose_secret(), with("abc").expose_secret());
    let other = ElectrumSeed::parse(&secret(&words.replace("wild", "mild")));
    assert_eq!(other.err(), Some(KindError::NotElectrum));
}
