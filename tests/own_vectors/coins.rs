//! coins.json and monero.json.

use super::{all, hex, notices, number, read, same, secret, text};
use coldkeep::keys::{
    Coin, Derivation, Expected, KeysError, MoneroAddress, MoneroNetwork, MoneroWallet, Network,
    Root, Script, search,
};
use coldkeep::secret::SecretText;
use coldkeep::seed::{Mnemonic, MoneroSeed, Passphrase};
use serde_json::Value;

fn root(case: &Value) -> Result<Root, String> {
    let mnemonic = Mnemonic::parse(&secret(text(case, "words"))).map_err(|e| e.to_string())?;
    let none = Passphrase::parse(SecretText::copied_from("")).map_err(|e| e.to_string())?;
    Root::from_mnemonic(&mnemonic, &none, Network::Mainnet).map_err(|e| e.to_string())
}

/// The coin, the kind of address and the path style, as a command line names them.
fn derivation(case: &Value) -> Result<Derivation, KeysError> {
    let coin: Coin = text(case, "coin").parse().expect("a coin of the table");
    let coin = case["prefix"].as_str().map_or(Ok(coin), |prefix| coin.with_prefix(prefix))?;
    let script: Option<Script> = case["script"].as_str().map(|name| name.parse().unwrap());
    Derivation::choose(coin, script, case["style"].as_str(), Network::Mainnet)
}

fn address(case: &Value) -> Result<(), String> {
    let (account, index) = (number(case, "account") as u32, number(case, "index") as u32);
    let change = number(case, "change") == 1;
    let made = derivation(case)
        .and_then(|way| way.addresses(&root(case).unwrap(), account, change, index, 1, 1))
        .map_err(|error| error.to_string())?;
    same("path", &made[0].path.to_string(), text(case, "path"))?;
    same("address", &made[0].text, text(case, "address"))
}

#[test]
fn every_coin_and_path_style_gives_the_addresses_of_its_judges() {
    let file = read("coins.json");
    all(&file["cases"], address);
    let twice = |case: &&Value| case["judges"].as_array().unwrap().len() == 2;
    let judged_twice = file["cases"].as_array().unwrap().iter().filter(twice).count();
    assert!(judged_twice * 20 > file["cases"].as_array().unwrap().len() * 17, "{judged_twice}");
    notices(&file["cases"][0], "address", text(&file["cases"][1], "address"), address);
    notices(&file["cases"][0], "index", 1, address);
}

/// The search of `restore --expect` over all coins ends at a path that has the address.
fn found(case: &Value) -> Result<(), String> {
    let expected: Expected = text(case, "address").parse().map_err(|e: KeysError| e.to_string())?;
    let found = search(&root(case)?, &expected, 0..5, 25, 2).map_err(|e| e.to_string())?;
    let found = found.ok_or("not found")?;
    same("path", &found.path.to_string(), text(case, "path"))
}

#[test]
fn an_address_of_any_coin_is_found_over_the_known_paths() {
    let file = read("coins.json");
    let cases = file["cases"].as_array().unwrap();
    let of_one_seed: Vec<Value> = cases[..cases.len() / 2].to_vec();
    all(&Value::from(of_one_seed), found);
    notices(&cases[0], "words", "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong", found);
}

fn monero(case: &Value) -> Result<(), String> {
    let seed = MoneroSeed::parse(&secret(text(case, "words"))).map_err(|e| e.to_string())?;
    same("bytes", &hex(seed.bytes().expose_secret()), text(case, "bytes"))?;
    let wallet = MoneroWallet::of(&seed);
    same("address", &wallet.address(MoneroNetwork::Mainnet), text(case, "address"))?;
    let (account, index) = (number(case, "account") as u32, number(case, "index") as u32);
    let subaddress = wallet.subaddress(account, index, MoneroNetwork::Mainnet);
    same("subaddress", &subaddress, text(case, "subaddress"))?;
    let wanted: MoneroAddress =
        text(case, "subaddress").parse().map_err(|_| "not a Monero address")?;
    (wallet.find(&wanted, 2, 5) == Some((account, index))).then_some(()).ok_or("not found".into())
}

#[test]
fn words_of_monero_in_every_language_give_their_addresses() {
    let file = read("monero.json");
    all(&file["cases"], monero);
    notices(&file["cases"][0], "words", text(&file["cases"][1], "words"), monero);
    notices(&file["cases"][0], "index", 4, monero);
}
