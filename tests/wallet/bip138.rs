//! Every published case of encrypted descriptor backups (BIP-0138), and backups of our own that are damaged.

use super::policies::{family, roots};
use crate::keys_vectors::{list, ran, text, vectors};
use coldkeep::keys::Network;
use coldkeep::wallet::bip138::{
    self, Bip138Error, Content, Document, Item, combined_secret, individual_secret, items_out,
    open, paths_out, root_of, seal, secrets_out, text_of, unusual, wallets_in,
};
use coldkeep::wallet::{Policy, WalletError};
use proptest::prelude::*;
use serde_json::Value;

fn hex(text: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal digits");
    (0..text.len()).step_by(2).map(pair).collect()
}

fn fixed<const N: usize>(value: &Value) -> [u8; N] {
    hex(value.as_str().expect("a text")).try_into().expect("the right length")
}

/// The x-only form of a published compressed key.
fn x_only(value: &Value) -> [u8; 32] {
    hex(value.as_str().expect("a text"))[1..].try_into().expect("33 bytes")
}

fn each(file: &Value) -> &[Value] {
    file.as_array().expect("a list")
}

fn steps(path: &Value) -> Vec<u32> {
    let path = path.as_str().expect("a path");
    let step = |step: &str| match step.strip_suffix('\'') {
        Some(index) => index.parse::<u32>().expect("a number") | 1 << 31,
        None => step.parse().expect("a number"),
    };
    path.split('/').skip(1).map(step).collect()
}

#[test]
fn the_parts_come_out_as_published() {
    let mut cases = 0;
    let Some(file) = vectors("bip138/keys_types.json") else { return };
    for case in each(&file) {
        // A bare extended key opens a backup of others; in a descriptor it may not take part.
        let alone = Policy::from_descriptor(&format!("wpkh({})", text(case, "key")));
        let own = alone.map(|wallet| bip138::participants(&wallet).0.first().copied());
        let expected = case["expected"].as_str().map(|key| hex(key).try_into().expect("32 bytes"));
        assert_eq!(own.unwrap_or_default(), expected, "{}", case["description"]);
        cases += 1;
    }
    let Some(file) = vectors("bip138/content_type.json") else { return };
    for case in each(&file) {
        let bytes = hex(text(case, "content"));
        match Content::parse(&bytes) {
            Ok(kind) => assert_eq!((kind.write(), true), (bytes, case["valid"] == true)),
            Err(_) => assert_eq!(case["valid"], false, "{}", case["description"]),
        }
        cases += 1;
    }
    let Some(file) = vectors("bip138/derivation_path.json") else { return };
    for case in each(&file) {
        let paths: Vec<_> = list(case, "paths").iter().map(steps).collect();
        let own = paths_out(&paths).ok();
        assert_eq!(own, case["expected"].as_str().map(hex), "{}", case["description"]);
        cases += 1;
    }
    let Some(file) = vectors("bip138/individual_secrets.json") else { return };
    for case in each(&file) {
        let secrets: Vec<_> = list(case, "secrets").iter().map(fixed).collect();
        let own = secrets_out(&secrets).ok();
        assert_eq!(own, case["expected"].as_str().map(hex), "{}", case["description"]);
        cases += 1;
    }
    let Some(file) = vectors("bip138/encryption_secret.json") else { return };
    for case in each(&file) {
        let mut keys: Vec<_> = list(case, "keys").iter().map(x_only).collect();
        let secret = combined_secret(&keys);
        assert_eq!(secret, fixed(&case["decryption_secret"]), "{}", case["description"]);
        keys.sort_unstable();
        keys.dedup();
        let own: Vec<_> = keys.iter().map(|key| individual_secret(&secret, key)).collect();
        let published: Vec<_> = list(case, "individual_secrets").iter().map(fixed).collect();
        assert_eq!(own, published, "{}", case["description"]);
        for (key, individual) in keys.iter().zip(&own) {
            assert_eq!(individual_secret(individual, key), secret);
        }
        cases += 1;
    }
    let Some(file) = vectors("bip138/chacha20poly1305_encryption.json") else { return };
    for case in each(&file) {
        let (secret, nonce) = (fixed(&case["secret"]), fixed(&case["nonce"]));
        let own = bip138::encrypt(&secret, &nonce, &hex(text(case, "plaintext"))).ok();
        assert_eq!(own, case["ciphertext"].as_str().map(hex), "{}", case["description"]);
        cases += 1;
    }
    ran("BIP-138 parts", cases, 72);
}

fn item(case: &Value) -> Item {
    let content = Content::parse(&hex(text(case, "content"))).expect("a kind");
    Item { content, bytes: text(case, "plaintext").as_bytes().to_vec() }
}

#[test]
fn whole_backups_are_written_and_opened_as_published() {
    let Some(file) = vectors("bip138/encrypted_backup.json") else { return };
    let mut cases = 0;
    for case in each(&file) {
        let title = text(case, "description");
        let keys: Vec<_> = list(case, "keys").iter().map(x_only).collect();
        let secret = combined_secret(&keys);
        let mut individual: Vec<_> =
            keys.iter().map(|key| individual_secret(&secret, key)).collect();
        individual.extend(list(case, "decoy_individual_secrets").iter().map(fixed::<32>));
        let paths: Vec<_> = list(case, "derivation_paths").iter().map(steps).collect();
        let paths = unusual(&paths);
        let mut items = vec![item(case)];
        items.extend(case["extra"].as_array().into_iter().flatten().map(item));
        let payload = items_out(&items).expect("items");
        let nonce = fixed(&case["nonce"]);
        let own = bip138::assemble(&paths, &individual, &secret, &nonce, &payload);
        let published = hex(text(case, "expected"));
        if case["valid"] == false {
            assert_eq!(own, Err(Bip138Error::ZeroNonce), "{title}");
            assert_eq!(open(&published, &keys), Err(Bip138Error::ZeroNonce), "{title}");
        } else {
            assert_eq!(own.as_ref(), Ok(&published), "{title}");
            for key in &keys {
                assert_eq!(open(&published, &[[9; 32], *key]).as_ref(), Ok(&items), "{title}");
            }
            assert_eq!(open(&published, &[[9; 32]]), Err(Bip138Error::NoKeyFits { keys: 1 }));
            if let Some(base64) = case["expected_base64"].as_str() {
                assert_eq!(bip138::bytes_of(base64.as_bytes()).as_ref(), Ok(&published));
                assert_eq!(text_of(&published), base64);
            }
            let trailing = case["trailing"].as_str().map(hex).unwrap_or_default();
            assert_eq!(open(&[published, trailing].concat(), &keys).as_ref(), Ok(&items));
        }
        cases += 1;
    }
    ran("BIP-138 whole backups", cases, 7);
}

#[test]
fn the_documents_inside_are_read_and_written_as_published() {
    let mut cases = 0;
    for (name, number) in [("bip380_descriptor_backup", 380), ("bip388", 388)] {
        let Some(file) = vectors(&format!("bip138/{name}.json")) else { return };
        for case in each(&file) {
            let title = text(case, "description");
            let item =
                Item { content: Content::Bip(number), bytes: case["document"].to_string().into() };
            let found = wallets_in(&[item]);
            assert_eq!(found.is_ok(), case["valid"] == true, "{title}: {found:?}");
            for document in found.unwrap_or_default() {
                let again = document.write();
                let read = match number {
                    380 => Document::read_descriptors(&again),
                    _ => Document::read_policies(&again),
                };
                let [read] = read.expect("a document").try_into().expect("one wallet");
                assert_eq!(read.wallet.descriptor(), document.wallet.descriptor(), "{title}");
                assert_eq!(read.wallet.birth_time, document.wallet.birth_time, "{title}");
                assert_eq!((read.range, read.archived), (document.range, document.archived));
            }
            cases += 1;
        }
    }
    let Some(file) = vectors("bip138/bip388_wallet_policy.json") else { return };
    for case in each(&file) {
        let keys: Vec<_> = list(case, "key_info").iter().filter_map(Value::as_str).collect();
        let by_template = Policy::from_template(text(case, "template"), &keys).expect("a policy");
        let by_descriptor =
            Policy::from_descriptor(text(case, "descriptor")).expect("a descriptor");
        assert_eq!(by_template.descriptor(), by_descriptor.descriptor());
        let (template, own) = by_descriptor.template().expect("a template");
        assert_eq!(
            (template.as_str(), own),
            (text(case, "template"), keys.iter().map(ToString::to_string).collect())
        );
        cases += 1;
    }
    ran("BIP-138 documents", cases, 17);
}

#[test]
fn published_wallet_policies_are_parsed_printed_and_refused() {
    let Some(file) = vectors("descriptors/bip388-wallet-policies.json") else { return };
    let (mut cases, mut named) = (0, Vec::new());
    for case in list(&file, "valid") {
        let keys: Vec<_> = list(case, "keys").iter().filter_map(Value::as_str).collect();
        match Policy::from_template(text(case, "template"), &keys) {
            Ok(wallet) => {
                let given =
                    Policy::from_descriptor(text(case, "descriptor")).expect("a descriptor");
                assert_eq!(wallet.descriptor(), given.descriptor());
                let (template, own) = given.template().expect("a template");
                assert_eq!(template, text(case, "template"));
                assert_eq!(own, keys);
            }
            Err(error) => named.push(error),
        }
        cases += 1;
    }
    let fragment = |name| WalletError::Fragment { name };
    assert_eq!(named, [fragment("sortedmulti_a"), fragment("musig")], "no reader in miniscript");
    const KEYS: [&str; 2] = [
        "[6738736c/48'/0'/0'/2']xpub6FC1fXFP1GXLX5TKtcjHGT4q89SDRehkQLtbKJ2PzWcvbBHtyDsJPLtpLtkGqYNYZdVVAjRQ5kug9CsapegmmeRutpP7PW4u4wVF9JfkDhw",
        "[b2b1f0cf/48'/0'/0'/2']xpub6EWhjpPa6FqrcaPBuGBZRJVjzGJ1ZsMygRF26RwN932Vfkn1gyCiTbECVitBjRCkexEvetLdiqzTcYimmzYxyR1BZ79KNevgt61PDcukmC7",
    ];
    for case in list(&file, "invalid") {
        let template = text(case, "template");
        for count in 1..=2 {
            let own = Policy::from_template(template, &KEYS[..count]);
            assert!(own.is_err(), "{template}");
        }
        cases += 1;
    }
    ran("BIP-388 policies (2 of them refused by name)", cases, 18);
}

/// Bytes that count upwards, so that a backup is the same each time.
fn counting() -> impl FnMut(&mut [u8]) {
    let mut next = 0_u8;
    move |room| {
        room.fill_with(|| {
            next = next.wrapping_add(1);
            next
        });
    }
}

#[test]
fn any_cosigner_opens_a_backup_and_nobody_else() {
    let wallet = family();
    let labels = "{\"type\":\"addr\",\"ref\":\"bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c\",\"label\":\"rent\"}";
    let sealed = seal(&wallet, Some(labels), &mut counting()).expect("a backup");
    assert!(sealed.excluded.is_empty());
    assert!(
        bip138::looks_like(&sealed.bytes) && bip138::looks_like(text_of(&sealed.bytes).as_bytes())
    );
    assert_eq!(bip138::paths_in(&sealed.bytes), Ok(vec![]), "m/48h/0h/0h/2h is tried anyway");
    for (place, root) in roots().iter().enumerate() {
        let key = super::policies::expression(root, "m/48h/0h/0h/2h");
        let own = open(&sealed.bytes, &[root_of(&key).expect("a key")]);
        if place == 3 {
            assert_eq!(own, Err(Bip138Error::NoKeyFits { keys: 1 }));
            continue;
        }
        let items = own.expect("a cosigner");
        assert_eq!(items[1].bytes, labels.as_bytes());
        let found = wallets_in(&items).expect("a wallet");
        assert_eq!(found[0].wallet, wallet);
        assert_eq!(
            found[0].wallet.first_address(Network::Mainnet),
            wallet.first_address(Network::Mainnet)
        );
    }
    let secret = labels.replace("rent", "L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1");
    let refused = seal(&wallet, Some(&secret), &mut counting()).err();
    assert_eq!(refused, Some(Bip138Error::PrivateKey));
}

#[test]
fn a_wallet_of_single_keys_has_no_backup_and_a_key_nobody_has_is_named() {
    let bare = "wpkh(0260b2003c386519fc9eadf2b5cf124dd8eea4c4e68d5e154050a9346ea98ce600)";
    let bare = Policy::from_descriptor(bare).expect("a descriptor");
    assert_eq!(seal(&bare, None, &mut counting()).err(), Some(Bip138Error::NoKeys));
    let keys = super::policies::cosigners(3, "m/48h/0h/0h/3h");
    let taproot = coldkeep::wallet::assemble(&keys, 2, None).expect("a wallet");
    let sealed = seal(&taproot, None, &mut counting()).expect("a backup");
    assert_eq!(sealed.excluded.len(), 1);
    assert_eq!(sealed.excluded[0].reason, "nobody has this key");
    let paths = bip138::paths_in(&sealed.bytes).expect("paths");
    assert_eq!(paths, [[48, 0, 0, 3].map(|step| step | 1 << 31)], "not one that is tried anyway");
}

#[test]
fn every_changed_byte_is_noticed_or_harmless() {
    let wallet = family();
    let sealed = seal(&wallet, None, &mut counting()).expect("a backup").bytes;
    let key = super::policies::expression(&roots()[0], "m/48h/0h/0h/2h");
    let key = root_of(&key).expect("a key");
    let good = open(&sealed, &[key]).expect("it opens");
    let mut noticed = 0;
    for at in 0..sealed.len() {
        let mut damaged = sealed.clone();
        damaged[at] ^= 0x10;
        match open(&damaged, &[key]) {
            // Another cosigner's half or a decoy: this key does not need it.
            Ok(items) => assert_eq!(items, good),
            Err(_) => noticed += 1,
        }
        assert!(open(&sealed[..at], &[key]).is_err(), "cut at {at}");
    }
    assert!(noticed >= sealed.len() - 4 * 32, "{noticed}");
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(tail in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = open(&[b"BIP138\x01".as_slice(), &tail].concat(), &[[1; 32]]);
        let _ = bip138::items_in(&tail);
        let _ = bip138::bytes_of(&tail);
    }
}
