//! Reads extended keys and descriptors as watch-only wallets, and writes descriptors.

/// Encrypted descriptor backups (BIP-0138) and wallet policies (BIP-0388).
mod bip138;
/// The page of formats.
mod documents;
/// Files of other wallets and of devices (BIP-0129, BIP-0329 and what has no standard).
mod formats;
/// Pairs, annotations, multisig from cosigners, rules in words.
mod policies;
/// Subsets of seeds that sign.
mod proof;

use crate::keys_vectors::{list, path, ran, root_of, text, vectors};
use bitcoin::base58;
use coldkeep::keys::{Coin, KeysError, Network, Script, account_path, addresses};
use coldkeep::wallet::{WalletError, Warning, WatchOnly, branch_descriptors, descriptor_of};
use proptest::prelude::*;

const SEEDSIGNER: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire";

const SCRIPTS: [Script; 4] = [Script::Wpkh, Script::Tr, Script::ShWpkh, Script::Pkh];

#[test]
fn written_descriptors_give_the_addresses_of_their_account() {
    let root = root_of(SEEDSIGNER, Network::Mainnet);
    for script in SCRIPTS {
        let at = account_path(
            if script == Script::Eth { Coin::ETH } else { Coin::BTC },
            script,
            Network::Mainnet,
            0,
        )
        .expect("a path");
        let account = root.account(&at).expect("a key");
        let written = descriptor_of(&account, script).expect("a descriptor");
        assert!(written.contains(&format!("[8c65eb9f/{}]", &at.to_string()[2..])), "{written}");
        let wallet = WatchOnly::from_descriptor(&written).expect("a descriptor");
        assert_eq!((wallet.script(), wallet.network()), (Some(script), Some(Network::Mainnet)));
        assert_eq!(wallet.warnings(), []);
        let [receive, change] = branch_descriptors(&account, script).expect("descriptors");
        let branches = [(false, receive), (true, change)];
        for (is_change, branch) in branches {
            let own = addresses(&account, script, Network::Mainnet, is_change, 3, 5, 1);
            let own = own.expect("addresses");
            let both = wallet.addresses(None, Network::Mainnet, is_change, 3, 5, 2);
            assert_eq!(both.as_ref(), Ok(&own));
            let wallet = WatchOnly::from_descriptor(&branch).expect("a descriptor");
            assert_eq!(wallet.addresses(None, Network::Mainnet, false, 3, 5, 2), Ok(own));
            let none = wallet.addresses(None, Network::Mainnet, true, 0, 1, 1);
            assert_eq!(none, Err(WalletError::NoChange));
        }
    }
}

#[test]
fn the_descriptor_of_the_practice_seed_is_the_one_wallets_write() {
    let root = root_of(SEEDSIGNER, Network::Mainnet);
    let account = root.account(&path("m/84h/0h/0h")).expect("a key");
    let written = descriptor_of(&account, Script::Wpkh).expect("a descriptor");
    assert!(written.starts_with("wpkh([8c65eb9f/84h/0h/0h]xpub6"), "{written}");
    assert!(written.ends_with("/<0;1>/*)#6zkscxz2"), "{written}");
    assert_eq!(descriptor_of(&account, Script::Eth), Err(WalletError::NoDescriptor));
}

#[test]
fn a_changed_or_missing_checksum_is_noticed() {
    let root = root_of(SEEDSIGNER, Network::Mainnet);
    let account = root.account(&path("m/84h/0h/0h")).expect("a key");
    let good = descriptor_of(&account, Script::Wpkh).expect("a descriptor");
    let (body, checksum) = good.split_once('#').expect("a checksum");
    assert!(WatchOnly::from_descriptor(&good).is_ok());
    let refused = |text: String| WatchOnly::from_descriptor(&text).err();
    assert_eq!(refused(good.replace("84h", "84'")), Some(WalletError::Checksum));
    assert_eq!(
        refused(format!("{body}#{}", &checksum[1..])),
        Some(WalletError::ChecksumLength { found: 7 })
    );
    assert_eq!(refused(format!("{good}#")), Some(WalletError::ChecksumLength { found: 0 }));
    assert_eq!(refused(format!("é{good}")), Some(WalletError::Character { position: 1 }));
    let without = WatchOnly::from_descriptor(body).expect("a descriptor");
    assert_eq!(without.warnings(), [Warning::NoChecksum]);
    let long = 10 * 1024 + 1;
    assert_eq!(
        refused("x".repeat(long)),
        Some(WalletError::TooLong { bytes: long, limit: long - 1 })
    );
}

#[test]
fn prefixes_of_extended_keys_choose_the_script() {
    let root = root_of(SEEDSIGNER, Network::Mainnet);
    let account = root.account(&path("m/84h/0h/0h")).expect("a key");
    for script in [Script::Wpkh, Script::ShWpkh] {
        let key = account.slip132(script).expect("a prefix");
        let wallet = WatchOnly::from_xpub(&key).expect("a key");
        assert_eq!((wallet.script(), wallet.warnings()), (Some(script), vec![]));
        let own = account.address(script, false, 0, Network::Mainnet).expect("an address");
        let first = wallet.addresses(None, Network::Mainnet, false, 0, 1, 1).expect("addresses");
        assert_eq!(first[0].text, own.text);
        assert_eq!(first[0].path.to_string(), "0/0");
    }
    let wallet = WatchOnly::from_xpub(&account.xpub()).expect("a key");
    assert_eq!((wallet.script(), wallet.warnings()), (None, vec![Warning::ScriptNotSaid]));
    let first = wallet.addresses(Some(Script::Tr), Network::Mainnet, false, 0, 1, 1);
    assert!(first.expect("addresses")[0].text.starts_with("bc1p"));
    let refused = KeysError::WrongNetwork { given: "mainnet", wallet: Network::Signet };
    let other = wallet.addresses(None, Network::Signet, false, 0, 1, 1);
    assert_eq!(other, Err(WalletError::Keys(refused)));
}

#[test]
fn a_cosigner_key_makes_no_address_alone() {
    let account = root_of(SEEDSIGNER, Network::Mainnet).account(&path("m/48h/0h/0h/2h"));
    let mut body = base58::decode_check(&account.expect("a key").xpub()).expect("an xpub");
    body[..4].copy_from_slice(&[0x02, 0xaa, 0x7e, 0xd3]);
    let key = base58::encode_check(&body);
    assert!(key.starts_with("Zpub"), "{key}");
    let wallet = WatchOnly::from_xpub(&key).expect("a key");
    let named = wallet.addresses(Some(Script::Wpkh), Network::Mainnet, false, 0, 1, 1);
    assert!(named.is_ok());
    let none = wallet.addresses(None, Network::Mainnet, false, 0, 1, 1);
    assert_eq!(none, Err(WalletError::Cosigner));
}

#[test]
fn private_keys_are_refused_wherever_they_stand() {
    let mut cases = 0;
    for file in ["descriptors/bip381.json", "descriptors/bip382.json", "descriptors/bip386.json"] {
        let Some(file) = vectors(file) else { return };
        for case in list(&file, "valid") {
            let given = text(case, "descriptor");
            let secret = ["prv", "(L", "]L", "(5"].iter().any(|mark| given.contains(mark));
            let refused = WatchOnly::from_descriptor(given) == Err(WalletError::PrivateKey);
            assert_eq!(refused, secret, "{given}");
            cases += usize::from(secret);
        }
    }
    ran("descriptors with private keys", cases, 15);
    let xprv = "xprv9s21ZrQH143K3GJpoapnV8SFfukcVBSfeCficPSGfubmSFDxo1kuHnLisriDvSnRRuL2Qrg5ggqHKNVpxR86QEC8w35uxmGoggxtQTPvfUu";
    assert_eq!(WatchOnly::from_xpub(xprv), Err(WalletError::PrivateKey));
    let wrong_letter = xprv.replace("fUu", "fUv");
    assert_eq!(WatchOnly::from_xpub(&wrong_letter), Err(WalletError::PrivateKey));
    assert!(!WalletError::PrivateKey.to_string().contains("xprv9"));
}

#[test]
fn published_descriptors_of_public_keys_give_their_scripts() {
    let mut cases = 0;
    let files = ["381", "382", "383", "385", "386", "387"];
    for file in files.map(|number| format!("descriptors/bip{number}.json")) {
        let Some(file) = vectors(&file) else { return };
        for case in list(&file, "valid") {
            let Ok(wallet) = WatchOnly::from_descriptor(text(case, "descriptor")) else { continue };
            for (index, output) in (0..).zip(list(case, "outputs")) {
                let own = wallet.addresses(None, Network::Mainnet, false, index, 1, 1);
                let Ok(own) = own else { continue };
                let address: bitcoin::Address<_> = own[0].text.parse().expect("an address");
                let script = address.assume_checked().script_pubkey().to_hex_string();
                assert_eq!(
                    script,
                    output.as_str().expect("a script"),
                    "{}",
                    text(case, "descriptor")
                );
                cases += 1;
            }
        }
        for case in list(&file, "invalid") {
            let given = text(case, "descriptor");
            assert!(WatchOnly::from_descriptor(given).is_err(), "{given}");
        }
    }
    ran("scripts of published descriptors", cases, 17);
}

#[test]
fn bip380_key_expressions_and_bip389_refusals_are_kept() {
    let Some(file) = vectors("descriptors/bip380.json") else { return };
    let read = |key: &str| WatchOnly::from_descriptor(&format!("pkh({key})")).map(|_| ());
    let mut cases = 0;
    for case in list(&file, "valid_key_expressions") {
        let title = text(case, "title");
        let expected = if title.contains("rivate") {
            Err(WalletError::PrivateKey)
        } else if title.contains("hardened derivation") {
            Err(WalletError::HardenedStep)
        } else {
            Ok(())
        };
        assert_eq!(read(text(case, "value")), expected, "{title}");
        cases += 1;
    }
    for case in list(&file, "invalid_key_expressions") {
        assert!(read(text(case, "value")).is_err(), "{}", text(case, "title"));
        cases += 1;
    }
    for case in list(&file, "checksum") {
        let own = WatchOnly::from_descriptor(text(case, "value")).err();
        // A raw script is valid and no wallet; what counts here is who refuses it.
        let by_checksum = own != Some(WalletError::Fragment { name: "raw" });
        assert_eq!(by_checksum, case["valid"] == false, "{}", text(case, "title"));
        cases += 1;
    }
    let Some(file) = vectors("descriptors/bip389.json") else { return };
    for case in list(&file, "invalid") {
        let own = WatchOnly::from_descriptor(text(case, "descriptor"));
        assert!(own.is_err(), "{}", text(case, "reason"));
        cases += 1;
    }
    ran("BIP-380 and BIP-389 expressions", cases, 53);
}

#[test]
fn published_wallet_policies_are_read() {
    let Some(file) = vectors("descriptors/bip388-wallet-policies.json") else { return };
    let mut cases = 0;
    for case in list(&file, "valid") {
        let given = text(case, "descriptor");
        let Ok(wallet) = WatchOnly::from_descriptor(given) else { continue };
        for change in [false, true] {
            let own = wallet.addresses(None, Network::Mainnet, change, 0, 3, 2).expect("addresses");
            assert_eq!(own.len(), 3, "{given}");
            let several = wallet.script().is_none();
            assert_eq!(own[0].public_key.is_empty(), several, "{given}");
            assert_eq!(own[0].path.is_from_master(), !several, "{given}");
        }
        cases += 1;
    }
    ran("wallet policies", cases, 7);
}

#[test]
fn descriptors_that_lead_nowhere_are_named() {
    const KEY: &str = "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ";
    let refused = |text: &str| WatchOnly::from_descriptor(&text.replace("KEY", KEY)).err();
    assert_eq!(refused("wpkh(KEY/0h/*)"), Some(WalletError::HardenedStep));
    assert_eq!(refused("wpkh(KEY/0/*h)"), Some(WalletError::HardenedStep));
    assert_eq!(refused("wpkh(KEY/<0;1;2>/*)"), Some(WalletError::Branches(3)));
    assert_eq!(refused("wpkh([8c65eb9f/84H]KEY/0/*)"), Some(WalletError::NotUnderstood));
    assert_eq!(refused("words that are no descriptor"), Some(WalletError::NotUnderstood));
    let zpub = "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs";
    let prefixed = refused(&format!("wpkh({zpub}/0/*)"));
    assert_eq!(prefixed, Some(WalletError::PrefixInDescriptor));
    let one = WatchOnly::from_descriptor(&format!("wpkh({KEY}/0/7)")).expect("a descriptor");
    assert_eq!(one.addresses(None, Network::Mainnet, false, 0, 1, 1).map(|all| all.len()), Ok(1));
    let more = one.addresses(None, Network::Mainnet, false, 0, 2, 1);
    assert_eq!(more, Err(WalletError::OneAddress));
    let fixed = one.addresses(Some(Script::Tr), Network::Mainnet, false, 0, 1, 1);
    assert_eq!(fixed, Err(WalletError::ScriptFixed));
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,200}") {
        let _ = WatchOnly::from_xpub(&text);
        let _ = WatchOnly::from_descriptor(&text);
    }

    #[test]
    fn no_shape_of_a_descriptor_makes_the_reader_panic(
        parts in prop::collection::vec(prop::sample::select(&[
            "wpkh(", "sh(", "wsh(", "tr(", "pkh(", "multi(2,", "sortedmulti(1,", "thresh(2,", "pk(", ")", ",", "{", "}",
            "[8c65eb9f/84h]", "/0/*", "/<0;1>/*", "/<0;", "1>", "/*h", "#", "6zkscxz2", "older(144)", "and_v(v:", "s:",
            "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ",
            "03a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd",
        ][..]), 0..12)
    ) {
        if let Ok(wallet) = WatchOnly::from_descriptor(&parts.concat()) {
            let _ = wallet.addresses(None, Network::Mainnet, false, 0, 2, 2);
        }
    }
}
