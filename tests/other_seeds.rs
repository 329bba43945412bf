//! Published vectors for Monero's seeds and for Seed XOR.

use crate::support::shared::{json, ran};
use coldkeep::keys::{MoneroAddress, MoneroNetwork, MoneroWallet};
use coldkeep::secret::SecretText;
use coldkeep::seed::{KindError, Mnemonic, MoneroSeed, xor_combine, xor_split_again};
use serde_json::Value;

fn text(value: &Value) -> &str {
    value.as_str().expect("a text in the vectors")
}

fn monero(value: &Value) -> MoneroSeed {
    let seed = MoneroSeed::parse(&SecretText::copied_from(text(value))).expect("a seed");
    assert!(seed.published().is_some(), "printed in public: {value}");
    seed
}

#[test]
fn monero_seeds_give_their_keys_and_addresses() {
    let Some(all) = json("monero/mnemonic-vectors.json") else { return };
    let cases = all["mainnet_address"].as_array().expect("a list");
    for case in cases {
        let wallet = MoneroWallet::of(&monero(&case["seed"]));
        let address = wallet.address(MoneroNetwork::Mainnet);
        assert_eq!(address, text(&case["address"]));
        let read: MoneroAddress = address.parse().expect("its own address");
        assert_eq!((read.network(), read.is_subaddress()), (MoneroNetwork::Mainnet, false));
        assert_eq!(wallet.find(&read, 1, 1), Some((0, 0)));
        if let Some(view) = case["view_key"].as_str() {
            assert_eq!(wallet.view_key().expose_secret(), view);
            assert_eq!(wallet.spend_key().expose_secret(), text(&case["spend_key"]));
        }
    }
    ran("Monero, addresses", cases.len(), 2);
}

#[test]
fn monero_seeds_are_read_in_every_language_and_form_of_the_vectors() {
    let Some(all) = json("monero/mnemonic-vectors.json") else { return };
    let cases = all["language_and_tolerance"].as_array().expect("a list");
    let seeds: Vec<MoneroSeed> = cases.iter().map(|case| monero(&case["seed"])).collect();
    for (case, seed) in cases.iter().zip(&seeds) {
        let name = match text(&case["language"]) {
            "Deutsch" => "German",
            "Português" => "Portuguese",
            same => same,
        };
        assert_eq!(seed.language().name(), name);
        assert_eq!(seed.is_checked(), text(&case["seed"]).split(' ').count() == 25);
        if let Some(other) = case["same_key_as"].as_u64() {
            assert!(seed.bytes().same_as(seeds[other as usize].bytes()));
        }
    }
    assert!(seeds[3].bytes().same_as(seeds[4].bytes()), "24 and 25 words");
    ran("Monero, languages", cases.len(), 5);
}

fn words(value: &Value) -> Mnemonic {
    Mnemonic::parse(&SecretText::copied_from(text(value))).expect("valid words")
}

#[test]
fn the_parts_of_seed_xor_give_the_words_back() {
    let Some(all) = json("seedxor/seedxor-vectors.json") else { return };
    let cases = all["cases"].as_array().expect("a list");
    for case in cases {
        let parts: Vec<Mnemonic> =
            case["parts"].as_array().expect("parts").iter().map(words).collect();
        let whole = xor_combine(&parts).expect("parts of one length");
        assert!(whole.same_as(&words(&case["result"])));
        assert_eq!(whole.word_count() as u64, case["words"].as_u64().expect("a number"));
        let fewer = xor_combine(&parts[1..]).expect("valid all the same");
        assert!(!fewer.same_as(&whole), "a part was left out");
        let again = xor_split_again(&whole, parts.len()).expect("parts");
        assert!(xor_combine(&again).expect("parts").same_as(&whole));
    }
    ran("Seed XOR", cases.len(), 8);
}

#[test]
fn a_changed_word_is_caught() {
    let seed = "peeled mixture ionic radar utopia puddle buying illness nuns gadget river spout cavernous bounced \
                paradise drunk looking cottage jump tequila melting went winter adjust spout";
    let wrong = SecretText::copied_from(&seed.replace("cottage", "jump"));
    let refused = Some(KindError::Checksum { kind: "Monero", words: 25 });
    assert_eq!(MoneroSeed::parse(&wrong).err(), refused);
    let right =
        MoneroWallet::of(&MoneroSeed::parse(&SecretText::copied_from(seed)).expect("valid"));
    let address = right.address(MoneroNetwork::Mainnet);
    assert!(address.replace("Kbx4", "Kbx5").parse::<MoneroAddress>().is_err());
}
