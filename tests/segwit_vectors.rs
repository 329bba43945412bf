//! Compares addresses with the published vectors of segwit, taproot outputs and sorted keys: BIP-0173, 0350, 0341, 0067.

use crate::keys_vectors::{list, ran, text, vectors};
use coldkeep::keys::{Expected, KeysError, Network};
use coldkeep::wallet::WatchOnly;
use serde_json::Value;

/// Whether an address is one that a wallet can be compared with; others are refused by their reason.
fn read(address: &str) -> Result<(), KeysError> {
    address.parse::<Expected>().map(|_| ())
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
                (false, "0014" | "5120") => Ok(()),
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
            assert!(read(string).is_err() || of_cosmos, "{string}");
            cases += 1;
        }
    }
    ran("segwit addresses and strings", cases, 79);

    // The control: a letter changed in a valid address.
    let good = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    assert_eq!(read(good), Ok(()));
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
        assert_eq!(read(address), Ok(()), "{address}");
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
