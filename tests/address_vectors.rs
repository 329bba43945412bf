//! Compares the reading of addresses with the published lists: CashAddr, segwit of both kinds, taproot outputs.

use crate::keys_vectors::{list, ran, text, vectors};
use coldkeep::keys::{Coin, Expected, KeysError, Script};
use serde_json::Value;

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

/// The script that the segwit program of a listed address is.
fn of_one_key(case: &Value) -> Option<Script> {
    let script = case["script_pubkey"].as_str().unwrap_or_default();
    match (&script[..4.min(script.len())], script.len()) {
        ("0014", 44) => Some(Script::Wpkh),
        ("5120", 68) => Some(Script::Tr),
        _ => None,
    }
}

#[test]
fn segwit_addresses_are_read_or_refused_as_listed() {
    let mut cases = 0;
    for name in ["bip173/bip173-vectors.json", "bip350/bip350-vectors.json"] {
        let Some(file) = vectors(name) else { return };
        for case in list(&file, "valid_addresses") {
            let read = text(case, "address").parse::<Expected>();
            let newer = name.starts_with("bip173") && !is_version_0(case);
            match of_one_key(case) {
                // BIP-0350 replaced what BIP-0173 said of versions 1 to 16.
                _ if newer => assert!(read.is_err(), "{case}"),
                Some(script) => match read {
                    Ok(Expected::Address(address)) => assert_eq!(address.script(), script),
                    other => panic!("{case}: {other:?}"),
                },
                None => assert_eq!(read, Err(KeysError::NotSingleKey), "{case}"),
            }
            cases += 1;
        }
        for case in list(&file, "invalid_addresses") {
            let refused = text(case, "address").parse::<Expected>();
            assert!(refused.is_err(), "{case}");
            cases += 1;
        }
        // Strings of Bech32 that are no address of any chain here, right and wrong ones.
        for key in ["valid_strings", "invalid_strings"] {
            for line in list(&file, key) {
                let line = line.as_str().unwrap_or_else(|| text(line, "string"));
                match line.parse::<Expected>() {
                    Err(_) => {}
                    // 20 bytes under a prefix that any chain of the Cosmos kind could have.
                    Ok(Expected::Address(read)) => {
                        assert!(key == "valid_strings" && line.starts_with("abcdef1q"), "{line}");
                        assert_eq!(read.script(), Script::Account);
                    }
                    Ok(_) => panic!("{line}"),
                }
                cases += 1;
            }
        }
    }
    ran("BIP-173 and BIP-350", cases, 79);
}

fn is_version_0(case: &Value) -> bool {
    let script = case["script_pubkey"].as_str().unwrap_or_default();
    script.starts_with("00")
}

#[test]
fn taproot_outputs_have_their_addresses() {
    let Some(file) = vectors("bip341/wallet-test-vectors.json") else { return };
    let mut cases = 0;
    for case in list(&file, "scriptPubKey") {
        let address = text(&case["expected"], "bip350Address");
        let Ok(Expected::Address(read)) = address.parse::<Expected>() else { panic!("{address}") };
        assert_eq!((read.script(), read.is_unchecked()), (Script::Tr, false));
        cases += 1;
    }
    ran("BIP-341 addresses", cases, 7);
}
