//! Finds known addresses and account keys over the conventions of wallets, and derives ranges of them.

use crate::keys_vectors::{list, path, ran, root_of, text, vectors};
use coldkeep::keys::{
    Account, Coin, Expected, ExtendedKey, KeysError, Match, Network, Root, Script, account_path,
    address_at, addresses, first_address, search,
};
use proptest::prelude::*;

const ABOUT: &str =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

fn find(root: &Root, expected: &str) -> Option<Match> {
    let expected: Expected = expected.parse().expect("an expectation");
    search(root, &expected, 0..5, 50, 2).expect("the network fits")
}

#[test]
fn every_convention_is_found_by_one_of_its_addresses() {
    let root = root_of(ABOUT, Network::Mainnet);
    let mut names = Vec::new();
    for (at, script, name) in [
        ("m/84h/0h/4h/1/49", Script::Wpkh, "BIP-84"),
        ("m/86h/0h/0h/0/3", Script::Tr, "BIP-86"),
        ("m/49h/0h/1h/0/0", Script::ShWpkh, "BIP-49"),
        ("m/44h/0h/0h/0/7", Script::Pkh, "BIP-44"),
        ("m/0h/0/0", Script::Pkh, "m/0h with legacy"),
        ("m/3h/1/2", Script::ShWpkh, "m/0h with nested"),
        ("m/0h/0/0", Script::Wpkh, "m/0h with native"),
        ("m/84h/0h/0h/0/0", Script::Pkh, "legacy addresses on the BIP-84"),
        ("m/84h/0h/0h/0/0", Script::ShWpkh, "nested segwit on the BIP-84"),
        ("m/49h/0h/0h/0/0", Script::Pkh, "legacy addresses on the BIP-49"),
        ("m/49h/0h/0h/0/0", Script::Wpkh, "native segwit on the BIP-49"),
        ("m/44h/0h/0h/0/0", Script::Wpkh, "Copay"),
        ("m/44h/0h/0h/0/0", Script::ShWpkh, "CoolWallet"),
        ("m/84h/0h/2147483644h/0/0", Script::Wpkh, "bad bank"),
        ("m/84h/0h/2147483645h/0/0", Script::Wpkh, "premix"),
        ("m/84h/0h/2147483646h/0/0", Script::Wpkh, "postmix"),
        ("m/44h/0h/2147483647h/0/0", Script::Pkh, "Ricochet, legacy"),
        ("m/49h/0h/2147483647h/0/0", Script::ShWpkh, "Ricochet, nested"),
        ("m/84h/0h/2147483647h/0/0", Script::Wpkh, "Ricochet, native"),
        ("m/48h/0h/0h/2h/0/1", Script::Wpkh, "BIP-48 path, native"),
        ("m/48h/0h/2h/1h/0/0", Script::ShWpkh, "BIP-48 path, nested"),
        ("m/44h/60h/0h/0/9", Script::Eth, "MetaMask"),
        ("m/44h/60h/30h/0/0", Script::Eth, "Ledger Live"),
        ("m/44h/60h/0h/9", Script::Eth, "Ledger legacy"),
        ("m/44h/60h/2h/0/8", Script::Eth, "a further account"),
        ("m/44h/1h/0h/0/0", Script::Eth, "test networks"),
    ] {
        let address = address_at(&root, &path(at), script, Network::Mainnet).expect("an address");
        let found =
            find(&root, &address.text).unwrap_or_else(|| panic!("{at} {script} is not found"));
        assert_eq!((found.path, found.script), (path(at), Some(script)));
        assert!(found.convention.contains(name), "{at}: {}", found.convention);
        assert_eq!(found.address, Some(address.text));
        names.push(found.convention);
    }
    names.sort_unstable();
    names.dedup();
    ran("conventions", names.len(), 26);
}

#[test]
fn electrums_formats_are_all_in_the_table() {
    let Some(file) = vectors("electrum/bip39-wallet-formats.json") else { return };
    let root = root_of(ABOUT, Network::Mainnet);
    let formats = file.as_array().expect("a list");
    for format in formats {
        let script = match text(format, "script_type") {
            "p2pkh" => Script::Pkh,
            "p2wpkh-p2sh" => Script::ShWpkh,
            "p2wpkh" => Script::Wpkh,
            other => panic!("an unknown script type {other}"),
        };
        let at = path(&format!("{}/0/4", text(format, "derivation_path")));
        let address = address_at(&root, &at, script, Network::Mainnet).expect("an address");
        assert_eq!(find(&root, &address.text).map(|found| found.path), Some(at));
    }
    ran("Electrum formats", formats.len(), 18);
}

#[test]
fn what_no_convention_reaches_is_not_found() {
    let root = root_of(ABOUT, Network::Mainnet);
    // The controls: past the gap, past the accounts, on a path of nobody, other words.
    for at in ["m/84h/0h/0h/0/50", "m/84h/0h/5h/0/0", "m/83h/0h/0h/0/0"] {
        let address =
            address_at(&root, &path(at), Script::Wpkh, Network::Mainnet).expect("an address");
        assert_eq!(find(&root, &address.text), None, "{at}");
    }
    let other = root_of("other words", Network::Mainnet);
    assert_eq!(find(&other, "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"), None);
    assert_eq!(find(&other, &root.fingerprint().to_string()), None);
    let found = find(&root, &root.fingerprint().to_string().to_uppercase());
    assert_eq!(found.map(|found| found.path), Some(path("m")));
}

#[test]
fn account_keys_are_found_with_the_convention_their_prefix_names() {
    let root = root_of(ABOUT, Network::Mainnet);
    let key = |at: &str| root.account(&path(at)).expect("a key");
    for (text, at, name, script) in [
        (key("m/84h/0h/1h").xpub(), "m/84h/0h/1h", "BIP-84", Some(Script::Wpkh)),
        (key("m/44h/0h/0h").xpub(), "m/44h/0h/0h", "BIP-44 legacy", Some(Script::Pkh)),
        (
            key("m/44h/0h/0h").slip132(Script::Wpkh).expect("a zpub"),
            "m/44h/0h/0h",
            "Copay",
            Some(Script::Wpkh),
        ),
        (key("m/48h/0h/0h/2h").xpub(), "m/48h/0h/0h/2h", "several keys", None),
        (key("m/48h/0h/3h/1h").xpub(), "m/48h/0h/3h/1h", "several keys", None),
        (key("m/87h/0h/0h").xpub(), "m/87h/0h/0h", "BIP-87", None),
        (key("m/44h/60h/0h").xpub(), "m/44h/60h/0h", "MetaMask", Some(Script::Eth)),
        (key("m").xpub(), "m", "master key", None),
    ] {
        let found = find(&root, &text).unwrap_or_else(|| panic!("{at} is not found"));
        assert_eq!((found.path, found.script), (path(at), script), "{at}");
        assert!(found.convention.contains(name), "{at}: {}", found.convention);
    }
    assert_eq!(find(&root, &key("m/84h/0h/7h").xpub()), None);
}

#[test]
fn another_network_is_an_error_of_its_own() {
    let root = root_of(ABOUT, Network::Testnet);
    for text in [
        "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu",
        "1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA",
        "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs",
    ] {
        let expected: Expected = text.parse().expect("an expectation");
        let refused = KeysError::WrongNetwork { given: "mainnet", wallet: Network::Testnet };
        assert_eq!(search(&root, &expected, 0..5, 50, 2), Err(refused));
    }
    let first = first_address(&root, Coin::BTC, Script::Pkh, Network::Testnet).expect("an address");
    let found = find(&root, &first.text).expect("testnet's own address is found");
    assert_eq!(found.path, path("m/44h/1h/0h/0/0"));
}

#[test]
fn eip55_vectors_are_checked() {
    let Some(file) = vectors("eip55/eip55-vectors.json") else { return };
    let mut cases = 0;
    for (group, unchecked) in [("all_caps", true), ("all_lower", true), ("normal", false)] {
        for address in list(&file, group) {
            let address = address.as_str().expect("an address");
            let Ok(Expected::Address(read)) = address.parse() else { panic!("{address}") };
            assert_eq!(read.is_unchecked(), unchecked, "{address}");
            cases += 1;
        }
    }
    let invalid: Vec<_> = list(&file, "invalid")
        .iter()
        .map(|address| address.as_str().expect("an address").parse::<Expected>())
        .collect();
    assert_eq!(invalid, [Err(KeysError::EthChecksum), Err(KeysError::EthLength { digits: 39 })]);
    ran("EIP-55 addresses", cases + invalid.len(), 10);
}

#[test]
fn ranges_are_the_same_on_any_number_of_threads() {
    let root = root_of(ABOUT, Network::Mainnet);
    for script in [Script::Wpkh, Script::Tr, Script::ShWpkh, Script::Pkh, Script::Eth] {
        let coin = if script == Script::Eth { Coin::ETH } else { Coin::BTC };
        let at = account_path(coin, script, Network::Mainnet, 0).expect("a path");
        let account = root.account(&at).expect("a key");
        let range = |threads| addresses(&account, script, Network::Mainnet, true, 5, 23, threads);
        let one = range(1).expect("addresses");
        for threads in [0, 2, 3, 22, 23, 24, 1000] {
            assert_eq!(range(threads).as_ref(), Ok(&one));
        }
        for (address, index) in one.iter().zip(5..) {
            // The private way and the public way meet.
            let own = address_at(&root, &address.path, script, Network::Mainnet);
            assert_eq!(own.as_ref(), Ok(address));
            assert_eq!(address.index, index);
            assert_eq!(account.public_key(true, index).as_ref(), Ok(&address.public_key));
            // The control: the receive branch is another.
            assert_ne!(
                account.address(script, false, index, Network::Mainnet).as_ref(),
                Ok(address)
            );
        }
        assert_eq!(range_at(&account, script, 0, 0), Ok(0));
    }
}

fn range_at(account: &Account, script: Script, start: u32, count: u32) -> Result<usize, KeysError> {
    addresses(account, script, Network::Mainnet, false, start, count, 2).map(|all| all.len())
}

#[test]
fn ranges_past_the_end_are_refused_before_any_work() {
    let account = root_of(ABOUT, Network::Mainnet).account(&path("m/84h/0h/0h")).expect("a key");
    let last = (1 << 31) - 1;
    assert_eq!(range_at(&account, Script::Wpkh, last, 1), Ok(1));
    let (start, count) = (last, 2);
    let refused = Err(KeysError::IndexRange { start, count });
    assert_eq!(range_at(&account, Script::Wpkh, start, count), refused);
    let refused = Err(KeysError::TooMany { count: u32::MAX, limit: 100_000 });
    assert_eq!(range_at(&account, Script::Wpkh, 0, u32::MAX), refused);
    let refused = KeysError::WrongNetwork { given: "mainnet", wallet: Network::Regtest };
    assert_eq!(account.address(Script::Wpkh, false, 0, Network::Regtest), Err(refused));
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,140}") {
        let _ = text.parse::<coldkeep::keys::Path>();
        let _ = text.parse::<Expected>();
        let _ = text.parse::<coldkeep::keys::Fingerprint>();
        let _ = ExtendedKey::parse(&text);
        let _ = coldkeep::keys::is_private_key(&text);
    }

    #[test]
    fn a_changed_character_of_an_address_is_noticed(at in 4_usize..42, to in "[02-9ac-hj-np-z]") {
        let good = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";
        let mut bad = good.to_owned();
        bad.replace_range(at..=at, &to);
        prop_assume!(bad != good);
        prop_assert_eq!(bad.parse::<Expected>(), Err(KeysError::AddressChecksum));
    }

    #[test]
    fn paths_are_read_back_as_they_are_printed(steps in prop::collection::vec(any::<u32>(), 0..32)) {
        let step = |step: &u32| format!("/{}{}", step >> 1, if step & 1 == 1 { "h" } else { "" });
        let printed = format!("m{}", steps.iter().map(step).collect::<String>());
        prop_assert_eq!(printed.parse::<coldkeep::keys::Path>().map(|path| path.to_string()), Ok(printed));
    }
}
