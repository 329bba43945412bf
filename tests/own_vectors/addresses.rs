//! addresses.json and eip55.json.

use super::{all, notices, number, read, same, secret, text};
use coldkeep::keys::{
    Coin, Expected, KeysError, Network, Path, Root, Script, account_path, address_at, search,
};
use coldkeep::seed::{Mnemonic, Passphrase};
use serde_json::Value;

fn root(case: &Value) -> Result<Root, String> {
    let mnemonic = Mnemonic::parse(&secret(text(case, "words"))).map_err(|e| e.to_string())?;
    let passphrase =
        Passphrase::parse(secret(text(case, "passphrase"))).map_err(|e| e.to_string())?;
    Root::from_seed(&mnemonic.seed(&passphrase), network(case)).map_err(|e| e.to_string())
}

fn network(case: &Value) -> Network {
    text(case, "network").parse().unwrap()
}

fn account(case: &Value) -> Result<(), String> {
    if text(case, "coin") == "eth" {
        return ethereum(case);
    }
    let script: Script = text(case, "script").parse().unwrap();
    let path = account_path(Coin::BTC, script, network(case), number(case, "account") as u32)
        .map_err(|e| e.to_string())?;
    same("path", &path.to_string(), text(case, "path"))?;
    let account = root(case)?.account(&path).map_err(|e| e.to_string())?;
    same("xpub", &account.xpub(), text(case, "xpub"))?;
    for row in case["addresses"].as_array().unwrap() {
        let (change, index) = (number(row, "change") == 1, number(row, "index") as u32);
        let address =
            account.address(script, change, index, network(case)).map_err(|e| e.to_string())?;
        same("address", &address.text, text(row, "address"))?;
        same("public key", &address.public_key, text(row, "public_key"))?;
        same(
            "its path",
            &address.path.to_string(),
            &format!("{path}/{}/{index}", u8::from(change)),
        )?;
    }
    Ok(())
}

fn ethereum(case: &Value) -> Result<(), String> {
    let path: Path = text(case, "path").parse().map_err(|e: KeysError| e.to_string())?;
    let address = address_at(&root(case)?, &path, Script::Eth, Network::Mainnet)
        .map_err(|e| e.to_string())?;
    same("address", &address.text, text(case, "address"))
}

#[test]
fn every_seed_gives_the_accounts_and_addresses_of_its_wallets() {
    let file = read("addresses.json");
    all(&file["cases"], account);
    notices(&file["cases"][0], "passphrase", "x", account);
    notices(&file["cases"][0], "addresses", file["cases"][1]["addresses"].clone(), account);
}

/// The search of `restore --expect` finds the path of each address.
fn found(case: &Value) -> Result<(), String> {
    let rows = case["addresses"].as_array().filter(|rows| !rows.is_empty());
    let (address, path) = match rows {
        Some(rows) => (text(&rows[2], "address"), format!("{}/0/19", text(case, "path"))),
        None => (text(case, "address"), text(case, "path").to_owned()),
    };
    let expected: Expected = address.parse().map_err(|e: KeysError| e.to_string())?;
    let found = search(&root(case)?, &expected, 0..5, 50, 2).map_err(|e| e.to_string())?;
    let found = found.ok_or(format!("{address} is not found"))?;
    same("path", &found.path.to_string(), &path)
}

#[test]
fn an_address_is_found_over_the_known_paths() {
    let file = read("addresses.json");
    let without = |case: &&Value| text(case, "passphrase").is_empty();
    let cases: Vec<Value> =
        file["cases"].as_array().unwrap().iter().filter(without).cloned().collect();
    all(&Value::from(cases.clone()), found);
    notices(&cases[0], "passphrase", "x", found);
}

fn eip55(case: &Value) -> Result<(), String> {
    let address = text(case, "address");
    address.parse::<Expected>().map_err(|e| e.to_string())?;
    for one_case in [address.to_lowercase(), address.to_uppercase().replacen("0X", "0x", 1)] {
        one_case.parse::<Expected>().map_err(|e| format!("{one_case}: {e}"))?;
    }
    match text(case, "one_letter_in_the_other_case").parse::<Expected>() {
        Err(KeysError::EthChecksum) => Ok(()),
        other => Err(format!("one letter in the other case: {other:?}")),
    }
}

#[test]
fn one_letter_in_the_other_case_is_noticed_in_an_ethereum_address() {
    let file = read("eip55.json");
    all(&file["cases"], eip55);
    let first = &file["cases"][0];
    notices(first, "address", text(first, "one_letter_in_the_other_case"), eip55);
    notices(first, "one_letter_in_the_other_case", text(first, "address"), eip55);
}
