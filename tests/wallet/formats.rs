//! Files of other wallets and of devices, in and out; secrets in them; labels.

use super::policies::{account, cosigners, expression, family, roots};
use crate::keys_vectors::{list, ran, text, vectors};
use coldkeep::keys::{Network, Script};
use coldkeep::secret::SecretText;
use coldkeep::wallet::{
    BsmsToken, Export, FORMATS, Format, KeyRecord, Labels, Policy, ScriptType, WalletError,
    Warning, assemble, bsms_open, bsms_seal, export, read,
};
use proptest::prelude::*;
use serde_json::json;

const MAIN: Network = Network::Mainnet;

fn only(text: &str) -> Policy {
    let brought = read(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let [wallet] = brought.wallets.try_into().expect("one wallet");
    wallet
}

fn single(script: Script, at: &str) -> Policy {
    Policy::from_account(&account(&roots()[0], at), script).expect("a wallet")
}

#[test]
fn what_is_written_is_read_back_as_the_same_wallet() {
    let nested = assemble(&cosigners(4, "m/48h/0h/0h/1h"), 3, None).expect("a wallet");
    let legacy = assemble(&cosigners(2, "m/45h"), 1, None).expect("a wallet");
    let taproot = assemble(&cosigners(3, "m/48h/0h/0h/3h"), 2, None).expect("a wallet");
    let wallets = [
        (family(), 8),
        (nested, 8),
        (legacy, 8),
        (taproot, 5),
        (single(Script::Wpkh, "m/84h/0h/0h"), 7),
        (single(Script::ShWpkh, "m/49h/0h/0h"), 7),
        (single(Script::Pkh, "m/44h/0h/0h"), 7),
        (single(Script::Tr, "m/86h/0h/0h"), 6),
    ];
    let mut pairs = 0;
    for (wallet, formats) in &wallets {
        let mut written = 0;
        for line in &FORMATS {
            let Some(to) = line.writes else { continue };
            let out = match export(wallet, to, MAIN, 7) {
                Ok(out) => out,
                Err(WalletError::NotExported { to, .. }) => {
                    assert_eq!(to, line.name);
                    continue;
                }
                Err(error) => panic!("{}: {error}", line.name),
            };
            let again = only(&out);
            assert_eq!(again.plain_descriptor(), wallet.plain_descriptor(), "{}", line.name);
            assert_eq!(line.name.parse(), Ok(to));
            written += 1;
        }
        assert_eq!(written, *formats, "{}", wallet.shape());
        pairs += written;
    }
    ran("wallets times formats, there and back", pairs, 56);
    assert_eq!("pdf".parse::<Export>(), Err(WalletError::UnknownFormat));
}

#[test]
fn bitcoin_core_lists_are_joined_and_keep_their_birthday() {
    let wallets =
        [family(), single(Script::Wpkh, "m/84h/0h/0h"), single(Script::Tr, "m/86h/0h/0h")];
    let mut entries = Vec::new();
    for (place, wallet) in wallets.iter().enumerate() {
        for (branch, text) in wallet.branch_descriptors().iter().enumerate() {
            let time = 1_700_000_000 + place;
            entries.push(json!({ "desc": text, "timestamp": time, "active": true, "internal": branch == 1, "range": [0, 999], "next": 3, "next_index": 3 }));
        }
    }
    entries.rotate_left(1);
    let brought = read(&json!({ "wallet_name": "w", "descriptors": entries }).to_string());
    let brought = brought.expect("a list");
    assert_eq!((brought.format, brought.wallets.len()), (Format::BitcoinCore, 3));
    for wallet in &wallets {
        let found = brought.wallets.iter().find(|one| one.descriptor() == wallet.descriptor());
        assert_eq!(found.expect("each wallet").birth_time, Some(1_700_000_000));
    }
    let mut wallet = family();
    wallet.birth_time = Some(1_700_000_000);
    let out: serde_json::Value =
        serde_json::from_str(&export(&wallet, Export::Core, MAIN, 2000).expect("JSON"))
            .expect("JSON");
    assert_eq!(
        (&out[0]["timestamp"], &out[0]["next_index"]),
        (&json!(1_700_000_000), &json!(2000))
    );
    assert_eq!((&out[0]["range"], &out[1]["internal"]), (&json!([0, 2020]), &json!(true)));
    assert_eq!(out[1]["next_index"], 0);
    wallet.birth_time = None;
    let out = export(&wallet, Export::Core, MAIN, 0).expect("JSON");
    assert!(out.contains("\"timestamp\": 0"), "an unknown birthday searches everything");
}

#[test]
fn files_of_programs_are_read() {
    let wallet = family();
    let body = wallet.plain_descriptor();
    let receive = wallet.branch_descriptors().swap_remove(0);
    let specter = json!({ "label": "Family", "blockheight": 812_345, "descriptor": receive, "devices": [{ "type": "coldcard", "label": "A" }] });
    let own = only(&specter.to_string());
    assert_eq!(own.plain_descriptor(), body);
    assert_eq!((own.name.as_deref(), own.birth_height()), (Some("Family"), Some(812_345)));
    assert_eq!(own.warnings(), [Warning::ChangeAssumed]);
    let sparrow = export(&wallet, Export::Sparrow, MAIN, 0).expect("text");
    assert!(sparrow.contains("# Receive and change descriptor (BIP389):"), "{sparrow}");
    assert_eq!(sparrow.lines().filter(|line| line.contains("sortedmulti")).count(), 3);
    // As a Coldcard writes it: apostrophes, fingerprints in capitals, the path once.
    let roots = roots();
    let key = |place: usize| {
        let root: &coldkeep::keys::Root = &roots[place];
        let master = root.fingerprint().to_string().to_uppercase();
        format!("{master}: {}", account(root, "m/48h/0h/0h/2h").xpub())
    };
    let coldcard = format!(
        "# Coldcard Multisig setup file (created on 8C65EB9F)\n#\nName: CC-2-of-3\nPolicy: 2 of 3\nDerivation: m/48'/0'/0'/2'\nFormat: P2WSH\n\n{}\n{}\n{}\n",
        key(0),
        key(1),
        key(2)
    );
    let own = only(&coldcard);
    assert_eq!((own.plain_descriptor(), own.name.as_deref()), (body.clone(), Some("CC-2-of-3")));
    let short = coldcard.replace(&key(2), "");
    assert_eq!(read(&short), Err(WalletError::KeysAndPolicy { said: 3, found: 2 }));
    let silent = coldcard.replace("Derivation: m/48'/0'/0'/2'\n", "");
    assert_eq!(read(&silent), Err(WalletError::Missing { what: "Derivation" }));
    let written = export(&own, Export::Coldcard, MAIN, 0).expect("text");
    assert!(written.contains("Derivation: m/48'/0'/0'/2'\n8C65EB9F: xpub6"), "{written}");
    let policy = json!({ "policy": wallet.template().expect("a policy").0, "keys": wallet.template().expect("a policy").1 });
    assert_eq!(only(&policy.to_string()).plain_descriptor(), body);
}

#[test]
fn key_files_of_devices_become_cosigners() {
    let roots = roots();
    let part = |place: usize, at: &str| {
        let path = at.replace('h', "'");
        json!({ "name": "p2wsh", "deriv": path, "xpub": account(&roots[place], at).xpub(), "xfp": "00000000" })
    };
    let generic = json!({
        "chain": "BTC", "xfp": roots[0].fingerprint().to_string().to_uppercase(), "account": 0,
        "xpub": account(&roots[0], "m").xpub(),
        "bip44": part(0, "m/44h/0h/0h"), "bip84": part(0, "m/84h/0h/0h"),
        "bip48_1": part(0, "m/48h/0h/0h/1h"), "bip48_2": part(0, "m/48h/0h/0h/2h"),
    });
    let flat = json!({
        "xfp": roots[1].fingerprint().to_string().to_uppercase(), "account": "0",
        "p2wsh_deriv": "m/48'/0'/0'/2'", "p2wsh": account(&roots[1], "m/48h/0h/0h/2h").xpub(),
        "p2sh_p2wsh_deriv": "m/48'/0'/0'/1'", "p2sh_p2wsh": account(&roots[1], "m/48h/0h/0h/1h").xpub(),
    });
    let line = format!("# from the third device\n{}\n", expression(&roots[2], "m/48h/0h/0h/2h"));
    let files = [generic.to_string(), flat.to_string(), line];
    let key = |file: &String| read(file).expect("keys").cosigner_for(ScriptType::Wsh);
    let keys: Vec<_> = files.iter().map(|file| key(file).expect("a key")).collect();
    let wallet = assemble(&keys, 2, None).expect("a wallet");
    assert_eq!(wallet.descriptor(), family().descriptor());
    let nested = read(&files[1]).expect("keys").cosigner_for(ScriptType::ShWsh).expect("a key");
    assert_eq!(nested.script_type(), Some(ScriptType::ShWsh));
    let none = read(&files[1]).expect("keys").cosigner_for(ScriptType::TrScript);
    assert_eq!(none, Err(WalletError::NoKeyFor { script: ScriptType::TrScript }));
    // A prefix alone says the script as well.
    let mut body = bitcoin::base58::decode_check(&keys[0].key).expect("an xpub");
    body[..4].copy_from_slice(&[0x02, 0xaa, 0x7e, 0xd3]);
    let brought = read(&bitcoin::base58::encode_check(&body)).expect("a key");
    let own = brought.cosigner_for(ScriptType::Wsh).expect("a key");
    assert_eq!((own.key, own.hint), (keys[0].key.clone(), Some(ScriptType::Wsh)));
}

#[test]
fn secrets_and_unknown_files_are_refused_by_name() {
    const XPRV: &str = "xprv9s21ZrQH143K3GJpoapnV8SFfukcVBSfeCficPSGfubmSFDxo1kuHnLisriDvSnRRuL2Qrg5ggqHKNVpxR86QEC8w35uxmGoggxtQTPvfUu";
    let electrum = |store: serde_json::Value| {
        json!({ "wallet_type": "standard", "seed_version": 18, "keystore": store }).to_string()
    };
    let xpub = account(&roots()[0], "m/84h/0h/0h").xpub();
    let refused = |text: &str| read(text).err();
    assert_eq!(
        refused(&electrum(json!({ "xprv": XPRV, "xpub": xpub }))),
        Some(WalletError::PrivateKey)
    );
    let seed = json!({ "seed": "wild father tree among", "xpub": xpub });
    assert_eq!(refused(&electrum(seed)), Some(WalletError::PrivateKey));
    let listed = json!({ "descriptors": [{ "desc": format!("wpkh({XPRV}/0/*)") }] }).to_string();
    assert_eq!(refused(&listed), Some(WalletError::PrivateKey));
    assert_eq!(refused(&format!("# {XPRV}\n{xpub}")), Some(WalletError::PrivateKey));
    assert_eq!(refused("QklFMQO3aGFsbG8="), Some(WalletError::ElectrumEncrypted));
    let old = json!({ "wallet_type": "imported", "addresses": {} }).to_string();
    assert_eq!(refused(&old), Some(WalletError::ElectrumKind));
    assert_eq!(refused("{ \"a\": "), Some(WalletError::Json));
    assert_eq!(refused("{}"), Some(WalletError::NotUnderstood));
    assert_eq!(refused("some words"), Some(WalletError::NotUnderstood));
    assert_eq!(refused(&format!("[8c65eb9f/48h {xpub}")), Some(WalletError::KeyLine));
    assert!(matches!(refused(&"x".repeat((1 << 20) + 1)), Some(WalletError::TooLong { .. })));
    assert_eq!(refused("BSMS 2.0\nwsh(x)\n\n"), Some(WalletError::BsmsVersion));
}

#[test]
fn the_records_of_bip129_are_read_opened_and_sealed_as_published() {
    let Some(file) = vectors("bip129/bsms-vectors.json") else { return };
    let (mut cases, mut tokens) = (0, Vec::new());
    for case in list(&file, "cases") {
        let mode = text(case, "mode");
        let mut keys = Vec::new();
        for signer in list(case, "signers") {
            let record = text(signer, "record");
            let own = KeyRecord::read(record).expect("a record");
            assert_eq!(own.signed, Some(true), "{mode}");
            let damaged = record.replace(" key\n", " key!\n");
            assert_eq!(KeyRecord::read(&damaged).expect("a record").signed, Some(false));
            assert_eq!(read(&damaged), Err(WalletError::BsmsSignature));
            if let Some(dat) = signer["dat"].as_str() {
                let token =
                    BsmsToken::parse(&SecretText::copied_from(&own.token)).expect("a token");
                assert_eq!(bsms_open(dat, &token).as_deref(), Ok(record), "{mode}");
                assert_eq!(bsms_seal(record, &token), dat, "{mode}");
                assert_eq!(read(dat), Err(WalletError::TokenNeeded));
                let other = BsmsToken::parse(&SecretText::copied_from("7")).expect("a token");
                assert_eq!(bsms_open(dat, &other), Err(WalletError::TokenWrong));
                let changed = format!("{}{}", &dat[..dat.len() - 2], "00");
                assert_eq!(bsms_open(&changed, &token), Err(WalletError::TokenWrong));
                tokens.push(own.token.clone());
            }
            keys.push(own.key);
            cases += 1;
        }
        let record = text(case, "descriptor_record");
        let wallet = only(record);
        for (key, own) in keys.iter().zip(wallet.cosigners()) {
            assert_eq!(key.expression(), own.expression(), "{mode}");
        }
        // Hardened steps are written as h here, which changes the checksum: content counts.
        let again = export(&wallet, Export::Bsms, MAIN, 0).expect("a record");
        assert_eq!(only(&again), wallet, "{mode}");
        let lines: Vec<_> = record.split('\n').collect();
        assert_eq!(again.split('\n').skip(2).collect::<Vec<_>>(), lines[2..], "{mode}");
        let other = record
            .replace(lines[3], "bc1quqy523xu3l8che3s8vja8n33qtg0uyugr9l5z092s3wa50p8t7rqy6zumg");
        assert_eq!(read(&other), Err(WalletError::FirstAddress), "{mode}");
        for (place, sealed) in list(case, "coordinator_encryption").iter().enumerate() {
            let token = SecretText::copied_from(
                &tokens[if mode.starts_with("EXT") {
                    tokens.len() - 3 + place
                } else {
                    tokens.len() - 1
                }],
            );
            let token = BsmsToken::parse(&token).expect("a token");
            let dat = text(sealed, "dat");
            assert_eq!(bsms_open(dat, &token).as_deref(), Ok(record), "{mode}");
            assert_eq!(bsms_seal(record, &token), dat);
            cases += 1;
        }
        cases += 1;
    }
    ran("BIP-129 records and encryptions", cases, 17);
    let decimal =
        BsmsToken::parse(&SecretText::copied_from("11907592390080907703")).expect("a token");
    assert_eq!(decimal.hex().expose_secret(), "a54044308ceac9b7"); // exposed to: a published vector
    for text in ["", "word", "a54044308ceac9b", "-1", "9999999999999999999999999999999999999999"] {
        assert!(BsmsToken::parse(&SecretText::copied_from(text)).is_err(), "{text}");
    }
}

#[test]
fn labels_survive_a_round_trip_with_what_is_not_known() {
    let Some(place) = crate::support::shared::place("bip329/labels-example.jsonl") else { return };
    let text = std::fs::read_to_string(place).expect("a file");
    let labels = Labels::read(&text).expect("labels");
    assert_eq!(labels.to_string(), text.trim_end().to_owned() + "\n");
    assert_eq!(labels.of_address("bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c"), Some("Address"));
    assert_eq!(labels.entries()[4].spendable, Some(false));
    ran("BIP-329 labels", labels.entries().len(), 8);
    let more = "{\"type\":\"future\",\"ref\":\"x\",\"zz\":{\"a\":[1]}}\n\n{\"type\":\"addr\",\"ref\":\"a\",\"label\":\"1\",\"kept\":7}";
    let mut labels = Labels::read(more).expect("labels");
    labels.set("addr", "a", "two");
    labels.set("addr", "b", "new");
    let out = labels.to_string();
    assert!(out.starts_with("{\"type\":\"future\",\"ref\":\"x\",\"zz\":{\"a\":[1]}}\n"), "{out}");
    assert!(out.contains("\"kept\":7") && out.contains("two"), "{out}");
    assert_eq!(Labels::read(&out).expect("labels").of_address("b"), Some("new"));
    for bad in [
        "{}",
        "{\"type\":\"tx\",\"ref\":\"x\",\"spendable\":true}",
        "words",
        "[1]",
        "{\"type\":\"output\",\"ref\":\"x\",\"spendable\":\"no\"}",
    ] {
        assert_eq!(Labels::read(&format!("\n{bad}")), Err(WalletError::Label { line: 2 }), "{bad}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_file_reader_panic(text in "\\PC{0,300}") {
        let _ = read(&text);
        let _ = read(&format!("BSMS 1.0\n{text}"));
        let _ = read(&format!("{{\"xfp\":\"8c65eb9f\",\"p2wsh\":{text:?},\"p2wsh_deriv\":\"m\"}}"));
        let _ = read(&format!("Policy: 2 of 2\n8C65EB9F: {text}"));
        let _ = Labels::read(&text);
    }
}
