//! Compares coins beyond Bitcoin and Ethereum with the published vectors; each test says how many cases ran.

use crate::keys_vectors::{list, path, ran, root_of, text, vectors};
use coldkeep::keys::{
    CardanoNode, Coin, Derivation, Expected, KeysError, Network, Root, Script, Slip10Curve,
    Slip10Node,
};
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{Mnemonic, Passphrase, Seed};
use serde_json::Value;

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn coin(ticker: &str) -> Coin {
    ticker.parse().expect("a coin of the table")
}

fn words_root(words: &str, passphrase: &str) -> Root {
    let mnemonic = Mnemonic::parse(&SecretText::copied_from(words)).expect("valid words");
    let passphrase = Passphrase::parse(SecretText::copied_from(passphrase)).expect("short");
    Root::from_mnemonic(&mnemonic, &passphrase, Network::Mainnet).expect("a key")
}

/// The address at a path, by the coin's default script or the given one, and a style.
fn at(root: &Root, coin: Coin, script: Option<Script>, style: Option<&str>, way: &str) -> String {
    let network = root.network();
    let derivation = Derivation::choose(coin, script, style, network).expect("a style");
    derivation.address_at(root, &path(way)).expect("an address").text
}

#[test]
fn slip10_chains_come_out_as_published_on_three_curves() {
    let Some(file) = vectors("slip10/slip10-vectors.json") else { return };
    let (mut cases, mut secp256k1) = (0, 0);
    for case in list(&file, "cases") {
        let seed =
            Seed::from_bytes(SecretBytes::copied_from(&bytes_of(text(case, "seed")))).unwrap();
        let curve = match text(case, "curve") {
            "ed25519" => Slip10Curve::Ed25519,
            "curve25519" => Slip10Curve::Curve25519,
            "nist256p1" => Slip10Curve::Nist256p1,
            _ => {
                secp256k1 += bip32_chains(case, &seed);
                continue;
            }
        };
        let master = Slip10Node::master(&seed, curve);
        for chain in list(case, "chains") {
            let way = path(text(chain, "path"));
            let node = master.descend(&way).expect("hardened where it must be");
            let (key, chain_code) = node.expose_secret(); // exposed to: the comparison with a published vector
            assert_eq!(hex_of(key), text(chain, "private"), "{way}");
            assert_eq!(hex_of(chain_code), text(chain, "chain_code"), "{way}");
            assert_eq!(hex_of(&node.parent()), text(chain, "fingerprint"), "{way}");
            assert_eq!(hex_of(&node.public_key()), text(chain, "public"), "{way}");
            cases += 1;
        }
        // The control: a level without h is refused, not hardened unasked; on nist256p1 it is another key.
        let unhardened = master.descend(&path("m/0"));
        match curve {
            Slip10Curve::Nist256p1 => assert!(unhardened.is_ok()),
            _ => assert_eq!(unhardened.err(), Some(KeysError::UnhardenedEd25519)),
        }
    }
    ran("SLIP-10 chains", cases + secp256k1, 40);
}

/// SLIP-0010 on secp256k1 is BIP-0032 but for keys that nobody has ever seen.
fn bip32_chains(case: &Value, seed: &Seed) -> usize {
    let root = Root::from_seed(seed, Network::Mainnet).expect("a key");
    for chain in list(case, "chains") {
        let account = root.account(&path(text(chain, "path"))).expect("a key");
        let xpub = bitcoin::base58::decode_check(&account.xpub()).unwrap();
        assert_eq!(hex_of(&xpub[5..9]), text(chain, "fingerprint"));
        assert_eq!(hex_of(&xpub[13..45]), text(chain, "chain_code"));
        assert_eq!(hex_of(&xpub[45..]), text(chain, "public"));
    }
    list(case, "chains").len()
}

#[test]
fn slip14_addresses_come_out_as_listed() {
    let Some(file) = vectors("slip14/addresses.json") else { return };
    let (mut cases, mut left_out) = (0, 0);
    for case in list(&file, "cases") {
        let (ticker, network) = match text(case, "coin") {
            "Bitcoin" => ("btc", Network::Mainnet),
            "Bitcoin Testnet" => ("btc", Network::Testnet),
            "Dash" => ("dash", Network::Mainnet),
            "Litecoin" => ("ltc", Network::Mainnet),
            "Ethereum" => ("eth", Network::Mainnet),
            // Groestlcoin's checksum is Groestl, which no crate of the tree has.
            _ => {
                left_out += 1;
                continue;
            }
        };
        let root = root_of(text(&file, "mnemonic"), network);
        let (coin, way) = (coin(ticker), text(case, "path"));
        let fits =
            |script: &&Script| at(&root, coin, Some(**script), None, way) == text(case, "address");
        let scripts = coin.scripts();
        let script = scripts.iter().find(fits);
        assert!(script.is_some(), "{way} {}", text(case, "address"));
        assert_found(&root, text(case, "address"), way, coin);
        cases += 1;
    }
    assert_eq!(left_out, 20, "Groestlcoin's cases");
    ran("SLIP-14 addresses", cases, 50);
}

/// The search of `--expect` finds the address again.
fn assert_found(root: &Root, address: &str, way: &str, coin: Coin) {
    let expected: Expected = address.parse().unwrap_or_else(|error| panic!("{address}: {error}"));
    let expected = expected.preferring(coin);
    let found = coldkeep::keys::search(root, &expected, 0..5, 20, 2).expect("the network fits");
    let found = found.unwrap_or_else(|| panic!("{address} is not found"));
    assert_eq!((found.path, found.coin), (path(way), coin), "{address}");
}

#[test]
fn first_addresses_of_many_coins_come_out_as_listed() {
    let Some(file) = vectors("addresses/iancoleman-first-address.json") else { return };
    let (mut cases, mut left_out) = (0, 0);
    for case in list(&file, "cases") {
        let (ticker, name) = text(case, "coin").split_once(" - ").unwrap();
        if ticker == "GRS" {
            left_out += 1;
            continue;
        }
        let coin = coin(&ticker.to_lowercase());
        let network = match name {
            name if name.ends_with("Testnet") => Network::Testnet,
            name if name.ends_with("RegTest") => Network::Regtest,
            _ => Network::Mainnet,
        };
        let root = root_of(text(case, "mnemonic"), network);
        let script = Some(Script::Pkh).filter(|script| coin.scripts().contains(script));
        let derivation = Derivation::choose(coin, script, None, network).unwrap();
        let first = derivation.addresses(&root, 0, false, 0, 1, 1).expect("an address");
        assert_eq!(first[0].text, text(case, "address"), "{ticker}");
        if let Some(key) = case["pubkey"].as_str().filter(|key| key.len() == 66) {
            assert_eq!(first[0].public_key, key.trim_start_matches("0x"), "{ticker}");
        }
        assert_found(&root, text(case, "address"), &first[0].path.to_string(), coin);
        cases += 1;
    }
    assert_eq!(left_out, 2, "Groestlcoin's cases");
    ran("first addresses", cases, 18);
}

#[test]
fn generated_addresses_come_out_with_their_competing_paths() {
    let Some(file) = vectors("addresses/multicoin-generated.json") else { return };
    let root = words_root(text(&file, "mnemonic"), "");
    let mut cases = 0;
    for case in list(&file, "cases") {
        let coin = coin(&text(case, "coin").to_lowercase());
        let way = text(case, "path").split(" + ").next().unwrap();
        let ledger = case["note"].as_str().unwrap_or_default().contains("Ledger/BitBox02");
        let style = ledger.then_some("bitbox02");
        let wanted = text(case, "address");
        let scripts = coin.scripts();
        let fits = |script: &&Script| at(&root, coin, Some(**script), style, way) == wanted;
        assert!(scripts.iter().any(|script| fits(&script)), "{coin} {way}");
        assert_found(&root, wanted, way, coin);
        cases += 1;
    }
    // The control: the other master key of Cardano gives another address.
    let ada = coin("ada");
    let way = "m/1852h/1815h/0h/0/0";
    assert_ne!(at(&root, ada, None, None, way), at(&root, ada, None, Some("ledger"), way));
    ran("generated addresses", cases, 25);
}

#[test]
fn stellar_accounts_come_out_as_published() {
    let Some(file) = vectors("sep5/stellar-sep5-vectors.json") else { return };
    let xlm = Derivation::choose(coin("xlm"), None, None, Network::Mainnet).unwrap();
    let mut cases = 0;
    for case in list(&file, "cases") {
        let root = words_root(text(case, "mnemonic"), text(case, "passphrase"));
        for (index, key) in list(case, "keys").iter().enumerate() {
            let account = xlm.addresses(&root, 0, false, index as u32, 1, 1).expect("an address");
            assert_eq!(account[0].text, text(key, "public"));
            assert_eq!(account[0].path, path(text(key, "path")));
            assert!(coldkeep::keys::is_private_key(text(key, "secret")));
            assert_eq!(text(key, "secret").parse::<Expected>(), Err(KeysError::PrivateKey));
            cases += 1;
        }
        assert_found(&root, text(&list(case, "keys")[3], "public"), "m/44h/148h/3h", coin("xlm"));
    }
    ran("SEP-5 accounts", cases, 50);
}

#[test]
fn cardano_master_keys_come_out_as_published() {
    let Some(file) = vectors("cardano/cip3-master-key-vectors.json") else { return };
    let (mut cases, mut left_out) = (0, 0);
    for case in list(&file, "cases") {
        let words = SecretText::copied_from(text(case, "recovery_phrase"));
        let mnemonic = Mnemonic::parse(&words).expect("valid words");
        let passphrase =
            case["passphrase"].as_str().map_or("", |said| said.split(' ').next().unwrap());
        let passphrase = Passphrase::parse(SecretText::copied_from(passphrase)).unwrap();
        let node = match text(case, "scheme") {
            "Icarus" => CardanoNode::icarus(&mnemonic.entropy(), &passphrase.normalised()),
            "Ledger_BitBox02" => CardanoNode::ledger(&mnemonic.seed(&passphrase)),
            // Daedalus of 2017: its paths stand encrypted on the chain, no wallet program reads them without it.
            "Byron" => {
                left_out += 1;
                continue;
            }
            other => panic!("an unknown scheme {other}"),
        };
        // exposed to: the comparison with a published vector
        assert_eq!(
            hex_of(node.expose_secret()),
            text(case, "master_key"),
            "{}",
            text(case, "title")
        );
        cases += 1;
    }
    assert_eq!(left_out, 2, "Byron's cases");
    ran("CIP-3 master keys", cases, 5);
}

#[test]
fn cardano_addresses_are_told_apart_by_their_type() {
    let Some(file) = vectors("cardano/cip19-address-vectors.json") else { return };
    let mut cases = 0;
    for case in list(&file, "addresses") {
        let main = text(case, "network") == "mainnet";
        let wallet = if main { Network::Mainnet } else { Network::Testnet };
        let read = text(case, "address").parse::<Expected>();
        let kind = case["type"].as_u64().unwrap();
        let script = match kind {
            0 => Script::Base,
            6 => Script::Enterprise,
            14 => Script::Stake,
            _ => {
                assert_eq!(read, Err(KeysError::NotSingleKey), "type {kind}");
                cases += 1;
                continue;
            }
        };
        let Ok(Expected::Address(address)) = &read else { panic!("type {kind}: {read:?}") };
        assert_eq!(address.script(), script);
        let read = read.unwrap();
        assert_eq!(read.check_network(wallet), Ok(()));
        let other = if main { Network::Testnet } else { Network::Mainnet };
        assert!(read.check_network(other).is_err());
        let (rest, last) = text(case, "address").split_at(text(case, "address").len() - 1);
        let broken = format!("{rest}{}", if last == "q" { "p" } else { "q" });
        assert_eq!(broken.parse::<Expected>(), Err(KeysError::AddressChecksum));
        cases += 1;
    }
    ran("CIP-19 addresses", cases, 20);
}
