//! Compares addresses with the published lists: segwit (BIP-0173, 0350), taproot outputs (0341), sorted keys (0067), CashAddr.

use crate::keys_vectors::{list, ran, text, vectors};
use coldkeep::keys::{Coin, Expected, KeysError, Network, Script};
use coldkeep::wallet::WatchOnly;
use serde_json::Value;

/// The script of an address that a wallet can be compared with; others are refused by their reason.
fn read(address: &str) -> Result<Script, KeysError> {
    match address.parse()? {
        Expected::Address(address) => Ok(address.script()),
        _ => panic!("{address} is no address"),
    }
}

#[test]
fn segwit_addresses_are_read_or_refused_as_published() {
    let mut cases = 0;
    for file in ["bip173/bip173-vectors.json", "bip350/bip350-vectors.json"] {
        let Some(vectors) = vectors(file) else { return };
        for case in list(&vectors, "valid_addresses") {
            let (address, script) = (text(case, "address"), text(case, "script_pubkey"));
            // BIP-0350 takes back what BIP-0173 said of versions from 1 on.
            let superseded = file.starts_with("bip173") && !script.starts_with("00");
            let expected = match (superseded, &script[..4]) {
                (true, _) => Err(KeysError::AddressChecksum),
                // The programs of one key have 20 bytes in version 0 and 32 in version 1.
                (false, "0014") => Ok(Script::Wpkh),
                (false, "5120") => Ok(Script::Tr),
                (false, _) => Err(KeysError::NotSingleKey),
            };
            assert_eq!(read(address), expected, "{address}");
            cases += 1;
        }
        for case in list(&vectors, "invalid_addresses") {
            let refused = read(text(case, "address"));
            let valid_now = file.starts_with("bip173") && refused == Err(KeysError::NotSingleKey);
            assert!(refused.is_err() && !valid_now, "{}", text(case, "reason"));
            cases += 1;
        }
        for case in list(&vectors, "valid_strings").iter().chain(list(&vectors, "invalid_strings"))
        {
            // Texts of the encoding that are no addresses of Bitcoin; none is taken for one.
            let string = case.as_str().unwrap_or_else(|| text(case, "string"));
            // But 20 bytes under any name are how chains of the Cosmos kind write addresses.
            let of_cosmos = case.is_string()
                && string.rsplit_once('1').is_some_and(|(_, data)| data.len() == 38);
            let expected = |script| of_cosmos && script == Script::Account;
            assert!(read(string).map_or(true, expected), "{string}");
            cases += 1;
        }
    }
    ran("segwit addresses and strings", cases, 79);

    // The control: a letter changed in a valid address.
    let good = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    assert_eq!(read(good), Ok(Script::Wpkh));
    assert_eq!(read(&good.replace("f3t4", "f3t5")), Err(KeysError::AddressChecksum));
}

/// The address of a descriptor that has one.
fn address_of(descriptor: &str) -> Option<String> {
    let wallet = WatchOnly::from_descriptor(descriptor).ok()?;
    let mut addresses = wallet.addresses(None, Network::Mainnet, false, 0, 1, 1).ok()?;
    addresses.pop().map(|address| address.text)
}

/// The tree of a descriptor, where every leaf is one key that signs.
fn tree(node: &Value) -> Option<String> {
    if let Some(pair) = node.as_array() {
        return Some(format!("{{{},{}}}", tree(&pair[0])?, tree(&pair[1])?));
    }
    let script = text(node, "script");
    // A push of 32 bytes and OP_CHECKSIG, in a leaf of the one version that has meaning.
    let signs = script.len() == 68 && script.starts_with("20") && script.ends_with("ac");
    (signs && node["leafVersion"] == 192).then(|| format!("pk({})", &script[2..66]))
}

#[test]
fn taproot_outputs_come_out_as_published() {
    let Some(file) = vectors("bip341/wallet-test-vectors.json") else { return };
    let (mut cases, mut derived) = (0, 0);
    for case in list(&file, "scriptPubKey") {
        let address = text(&case["expected"], "bip350Address");
        assert_eq!(read(address), Ok(Script::Tr), "{address}");
        let key = text(&case["given"], "internalPubkey");
        let node = &case["given"]["scriptTree"];
        let descriptor = match node.is_null() {
            true => Some(format!("tr({key})")),
            // Nothing for leaves that no descriptor can say.
            false => tree(node).map(|tree| format!("tr({key},{tree})")),
        };
        if let Some(descriptor) = descriptor {
            assert_eq!(address_of(&descriptor).as_deref(), Some(address), "{descriptor}");
            // The control: without its tree the same key has another address.
            let bare = address_of(&format!("tr({key})"));
            assert_eq!(bare.as_deref() == Some(address), node.is_null());
            derived += 1;
        }
        cases += 1;
    }
    assert_eq!(derived, 5, "one without a tree, four with leaves that sign");
    ran("BIP-341 outputs", cases, 7);
}

#[test]
fn sorted_keys_give_the_published_addresses() {
    let Some(file) = vectors("bip67/bip67-vectors.json") else { return };
    let mut cases = 0;
    for case in list(&file, "cases") {
        let keys: Vec<&str> = list(case, "list").iter().filter_map(Value::as_str).collect();
        let sorted: Vec<&str> = list(case, "sorted").iter().filter_map(Value::as_str).collect();
        let made = address_of(&format!("sh(sortedmulti(2,{}))", keys.join(",")));
        assert_eq!(made.as_deref(), Some(text(case, "address")), "{}", text(case, "title"));
        let by_hand = address_of(&format!("sh(multi(2,{}))", sorted.join(",")));
        assert_eq!(by_hand, made, "the order of the standard, written out");
        // The control: in the order given they are another wallet, unless that is the sorted one.
        let unsorted = address_of(&format!("sh(multi(2,{}))", keys.join(",")));
        assert_eq!(unsorted == made, keys == sorted);
        cases += 1;
    }
    ran("BIP-67 sorted keys", cases, 4);
}

fn bch() -> Coin {
    "bch".parse().expect("a coin of the table")
}

#[test]
fn cash_addresses_and_legacy_ones_are_the_same() {
    let Some(file) = vectors("cashaddr/cashaddr-vectors.json") else { return };
    let mut cases = list(&file, "checksum_only").len();
    // They carry no hash, or none of a key; the unit tests of the encoding hold their checksums.
    for line in list(&file, "checksum_only") {
        assert!(line.as_str().unwrap().parse::<Expected>().is_err());
    }
    for pair in list(&file, "translation") {
        let legacy = text(pair, "legacy").parse::<Expected>();
        let cash = text(pair, "cashaddr").parse::<Expected>();
        let without = text(pair, "cashaddr").split(':').nth(1).unwrap().parse::<Expected>();
        assert_eq!(cash, without, "the prefix may be left out");
        if text(pair, "legacy").starts_with('3') {
            // A script hash: on Bitcoin it may nest segwit, on Bitcoin Cash one key does not make it.
            assert_eq!(cash, Err(KeysError::NotSingleKey));
            assert!(legacy.is_ok());
        } else {
            let legacy = legacy.unwrap().preferring(bch());
            let (Expected::Address(legacy), Ok(Expected::Address(cash))) = (legacy, cash) else {
                panic!("{pair}")
            };
            assert_eq!(cash.coins(), [bch()]);
            assert!(legacy.coins().contains(&bch()) && legacy.coins().contains(&Coin::BTC));
        }
        cases += 1;
    }
    for case in list(&file, "payloads") {
        let read = text(case, "cashaddr").parse::<Expected>();
        let own = ["bitcoincash:", "bchtest:"]
            .iter()
            .any(|start| text(case, "cashaddr").starts_with(start));
        match (own, case["type"].as_u64(), case["size"].as_u64()) {
            (true, Some(0), Some(20)) => assert!(read.is_ok(), "{case}"),
            (true, ..) => assert_eq!(read, Err(KeysError::NotSingleKey), "{case}"),
            (false, ..) => assert!(read.is_err(), "{case}"),
        }
        cases += 1;
    }
    ran("CashAddr", cases, 43);
}
