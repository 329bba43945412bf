//! Compares single keys and children with the published vectors: BIP-0038, BIP-0085, keystore v3; each test says how
//! many cases ran.

use crate::keys_vectors::{list, path, ran, text, vectors};
use coldkeep::keys::{
    Account, Application, Bip38, Child, ChildPlace, Confirmation, Drng, ExtendedKey, KeyForm,
    KeyUse, KeysError, Keystore, Network, Path, PrivateNode, Root, SingleKey, SingleKeyError,
    child_entropy, keystore_version, looks_like_bip38,
};
use coldkeep::secret::SecretText;
use coldkeep::seed::Language;
use serde_json::Value;

fn secret(text: &str) -> SecretText {
    SecretText::copied_from(text)
}

fn shown(secret: &SecretText) -> &str {
    secret.expose_secret() // exposed to: the comparison with a published vector
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The text of a child whose path a vector gives.
fn child_of(root: &Root, at: &str) -> String {
    let place = ChildPlace::from_path(&path(at)).expect("a child");
    assert_eq!(
        place.path().to_string(),
        at.replace('\'', "h"),
        "the path is written as it is read"
    );
    match place.child(root).expect("a key") {
        Child::Words(mnemonic) => shown(&mnemonic.sentence()).to_owned(),
        Child::Text(text) => shown(&text).to_owned(),
    }
}

#[test]
fn bip85_children_come_out_as_published() {
    let Some(file) = vectors("bip85/bip85-vectors.json") else { return };
    let mut cases = 0;
    for case in list(&file, "cases") {
        let node = PrivateNode::from_xprv(&secret(text(case, "master_xprv"))).expect("a key");
        let root = Root::from_node(node);
        let at = text(case, "path");
        let entropy = child_entropy(&root, &path(at)).expect("a key");
        let digits = hex(entropy.expose_secret()); // exposed to: the comparison with a published vector
        let expected = text(case, "derived_entropy");
        // BIP-0085 prints the part that the application uses; the one of XPRV is the second half.
        let part = match case.get("derived_xprv") {
            Some(_) => &digits[64..],
            None => &digits[..expected.len()],
        };
        assert_eq!(part, expected, "{at}");
        if let Some(stream) = case["drng(80_bytes)"].as_str() {
            let mut room = [0; 80];
            // Read in two pieces, as one stream.
            let mut drng = Drng::of(&entropy);
            drng.fill(&mut room[..33]);
            drng.fill(&mut room[33..]);
            assert_eq!(hex(&room), stream);
        }
        let results = ["bip39_mnemonic", "wif", "xprv", "pwd", "rolls", "nsec"];
        let result = results.iter().find_map(|kind| case[format!("derived_{kind}")].as_str());
        match result {
            Some(result) => assert_eq!(child_of(&root, at), result, "{at}"),
            None if at.contains("128169") => assert_eq!(child_of(&root, at), expected, "{at}"),
            None => assert!(ChildPlace::from_path(&path(at)).is_err(), "{at} is no application"),
        }
        // The control: the next index is another child.
        let last = at.rfind('/').expect("levels");
        let next = path(&format!("{}/77'", &at[..last]));
        let other = child_entropy(&root, &next).expect("a key");
        assert!(!other.same_as(&entropy));
        cases += 1;
    }
    ran("BIP-85 children", cases, 15);
}

#[test]
fn children_are_made_in_all_ten_languages() {
    let node = PrivateNode::from_xprv(&secret(
        "xprv9s21ZrQH143K2LBWUUQRFXhucrQqBpKdRRxNVq2zBqsx8HVqFk2uYo8kmbaLLHRdqtQpUm98uKfu3vca1LqdGhUtyoFnCNkfmXRyPXLjbKb",
    ));
    let root = Root::from_node(node.expect("the parent of the standard's vectors"));
    let mut seen = Vec::new();
    for (number, language) in Language::ALL.into_iter().enumerate() {
        for words in [12, 15, 18, 21, 24] {
            let place =
                ChildPlace::new(Application::Bip39 { language, words }, 5).expect("a child");
            let at = format!("m/83696968h/39h/{number}h/{words}h/5h");
            assert_eq!(place.path().to_string(), at);
            let Child::Words(mnemonic) = place.child(&root).expect("a key") else {
                panic!("words")
            };
            assert_eq!((mnemonic.language(), mnemonic.word_count()), (language, words));
            let entropy = child_entropy(&root, &path(&at)).expect("a key");
            // exposed to: the comparison
            let leading = &entropy.expose_secret()[..words / 3 * 4];
            assert_eq!(mnemonic.entropy().expose_secret(), leading); // exposed to: the comparison
            assert!(!seen.contains(&leading.to_vec()), "every language has words of its own");
            seen.push(leading.to_vec());
        }
    }
    assert!(ChildPlace::from_path(&path("m/83696968h/39h/10h/12h/0h")).is_err());
}

#[test]
fn numbers_of_children_outside_their_range_are_refused() {
    let make = |application| ChildPlace::new(application, 0).is_ok();
    for (length, holds) in [(15, false), (16, true), (64, true), (65, false)] {
        assert_eq!(make(Application::Hex { bytes: length }), holds);
    }
    for (length, holds) in [(19, false), (20, true), (86, true), (87, false)] {
        assert_eq!(make(Application::Pwd64 { length }), holds);
    }
    for (length, holds) in [(9, false), (10, true), (80, true), (81, false)] {
        assert_eq!(make(Application::Pwd85 { length }), holds);
    }
    for (sides, rolls, holds) in [(1, 1, false), (2, 1, true), (6, 0, false), (6, 10_001, false)] {
        assert_eq!(make(Application::Dice { sides, rolls }), holds);
    }
    assert!(ChildPlace::new(Application::Wif, 1 << 31).is_err());
    for at in ["m/83696968h/39h/0h/12h/0", "m/83696968h/828365h/2048h/0h", "m/39h/99h/12h/0h"] {
        assert!(ChildPlace::from_path(&path(at)).is_err(), "{at}");
    }
    let short = ChildPlace::from_path(&path("39h/0h/12h/7h")).expect("the purpose may be left out");
    assert_eq!(short.path().to_string(), "m/83696968h/39h/0h/12h/7h");
    assert_eq!(short.index(), 7);
}

fn check_bip38(encrypted: &str, passphrase: &str, wif: &str) -> SingleKey {
    assert!(looks_like_bip38(encrypted));
    let read = Bip38::parse(encrypted).expect("a key under a passphrase");
    let key = read.decrypt(&secret(passphrase)).expect("the right passphrase");
    assert_eq!(shown(&key.wif().expect("bitcoin")), wif, "{encrypted}");
    assert_eq!(key.form(), read.form());
    if !read.is_multiplied() {
        let again = Bip38::encrypt(&key, &secret(passphrase)).expect("bitcoin");
        assert_eq!(again, encrypted, "what is made is what is published");
    }
    key
}

#[test]
fn bip38_vectors_of_the_standard_are_opened_and_made() {
    let Some(file) = vectors("bip38/bip38-vectors.json") else { return };
    let mut cases = 0;
    for case in list(&file, "cases") {
        let (encrypted, passphrase) = (text(case, "encrypted"), text(case, "passphrase"));
        let key = check_bip38(encrypted, passphrase, text(case, "wif"));
        if let Some(address) = case["address"].as_str() {
            assert!(key.addresses().iter().any(|known| known.text == address));
        }
        let read = Bip38::parse(encrypted).expect("read before");
        let lot = read.lot().map(|(lot, sequence)| format!("{lot}/{sequence}"));
        assert_eq!(lot.as_deref(), case["lot_sequence"].as_str());
        if let Some(code) = case["confirmation_code"].as_str() {
            let code = Confirmation::parse(code).expect("a confirmation code");
            assert_eq!(code.lot(), read.lot());
            let address = code.check(&secret(passphrase)).expect("the right passphrase");
            assert_eq!(address, text(case, "address"));
            let wrong = code.check(&secret("another")).err();
            assert_eq!(wrong, Some(SingleKeyError::WrongPassphrase));
        }
        // The control: another passphrase, and one character changed, are told apart.
        let wrong = read.decrypt(&secret(&format!("{passphrase} "))).err();
        assert_eq!(wrong, Some(SingleKeyError::WrongPassphrase));
        let last = encrypted.len() - 1;
        let changed = if encrypted.ends_with('2') { "3" } else { "2" };
        let damaged = Bip38::parse(&format!("{}{changed}", &encrypted[..last])).err();
        assert_eq!(damaged, Some(SingleKeyError::Checksum));
        cases += 1;
    }
    ran("BIP-38 of the standard", cases, 9);
}

#[test]
fn bip38_vectors_of_bitcoinjs_are_opened_or_refused() {
    let Some(file) = vectors("bip38/bitcoinjs-bip38-fixtures.json") else { return };
    let mut cases = 0;
    for case in list(&file, "valid") {
        let passphrase = text(case, "passphrase");
        // Written there with escapes of two kinds, for the characters of the standard's third vector.
        let passphrase = match passphrase.starts_with('\\') {
            true => "\u{03d2}\u{0301}\u{0000}\u{10400}\u{1f4a9}",
            false => passphrase,
        };
        let key = check_bip38(text(case, "bip38"), passphrase, text(case, "wif"));
        assert!(key.addresses().iter().any(|known| known.text == text(case, "address")));
        cases += 1;
    }
    for case in list(&file["invalid"], "verify") {
        let refused = Bip38::parse(text(case, "base58")).err();
        let expected = match text(case, "exception") {
            "Invalid checksum" => SingleKeyError::Checksum,
            _ => SingleKeyError::NotOfThisKind("key under BIP-38"),
        };
        assert_eq!(refused, Some(expected), "{}", text(case, "description"));
        cases += 1;
    }
    ran("BIP-38 of bitcoinjs", cases, 16);
}

#[test]
fn a_compressed_key_and_a_test_network_go_through_bip38() {
    for wif in [
        "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
        "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA",
        "91avARGdfge8E4tZfYLoxeJ5sGBdNJQH4kvjJoQFacbgwmaKkrx",
    ] {
        let key = SingleKey::from_wif(&secret(wif)).expect("a key");
        let encrypted = Bip38::encrypt(&key, &secret("caf\u{e9}")).expect("bitcoin");
        // The same passphrase, typed with a combining accent.
        let back = check_bip38(&encrypted, "cafe\u{301}", wif);
        assert_eq!(back.network(), key.network());
        assert_eq!(back.form() == KeyForm::Compressed, wif.len() == 52);
    }
}

#[test]
fn keystore_files_of_version_3_are_opened() {
    let Some(file) = vectors("keystore-v3/ethereum-tests-basic.json") else { return };
    let mut cases = 0;
    for (name, case) in file.as_object().expect("a table") {
        let json = case["json"].to_string();
        assert_eq!(keystore_version(&json), Some(3), "{name}");
        let store = Keystore::parse(&json).expect("a keystore file");
        let key = store.decrypt(&secret(text(case, "password"))).expect("the right passphrase");
        let own = SingleKey::from_ethereum_hex(&secret(text(case, "priv"))).expect("a key");
        assert_eq!(key.addresses(), own.addresses(), "{name}");
        assert_eq!(key.public_key(), own.public_key(), "{name}");
        if let Some(address) = case["json"]["address"].as_str() {
            assert_eq!(key.addresses()[0].text.to_lowercase(), format!("0x{address}"));
            // The control: another address beside the same ciphertext.
            let lied = Keystore::parse(&json.replace(address, &"11".repeat(20))).expect("a file");
            let refused = lied.decrypt(&secret(text(case, "password"))).err();
            assert_eq!(refused, Some(SingleKeyError::KeystoreAddress));
        }
        // The control: another passphrase does not open it.
        let wrong = store.decrypt(&secret("another")).err();
        assert_eq!(wrong, Some(SingleKeyError::WrongPassphrase), "{name}");
        cases += 1;
    }
    ran("keystore v3", cases, 5);
}

/// An extended key with these version bytes and otherwise the numbers of `body`.
fn with_version(body: &[u8], version: &str) -> String {
    let mut body = body.to_vec();
    let number = u32::from_str_radix(version.trim_start_matches("0x"), 16).expect("hexadecimal");
    body[..4].copy_from_slice(&number.to_be_bytes());
    bitcoin::base58::encode_check(&body)
}

#[test]
fn every_registered_version_is_read_or_refused_by_its_coin() {
    let Some(file) = vectors("slip132/version-bytes.json") else { return };
    let known = [
        ("Bitcoin", "btc"),
        ("Bitcoin Testnet", "btc"),
        ("Litecoin", "ltc"),
        ("Litecoin Testnet", "ltc"),
    ];
    let first = &list(&file, "vectors")[0];
    let public = bitcoin::base58::decode_check(text(first, "pub")).expect("an xpub");
    let private = bitcoin::base58::decode_check(text(first, "prv")).expect("an xprv");
    let xprv = text(first, "prv");
    let mut cases = 0;
    for row in list(&file, "registry") {
        let coin = text(row, "coin");
        let key = with_version(&public, text(row, "pub_version"));
        let secret_key = with_version(&private, text(row, "prv_version"));
        // Three prefixes of the registry are not what their bytes give; the bytes decide.
        if !coin.starts_with("Nexa") && coin != "Vertcoin" {
            assert!(key.starts_with(text(row, "pub_prefix")), "{coin}");
            assert!(secret_key.starts_with(text(row, "prv_prefix")), "{coin}");
        }
        let read = ExtendedKey::parse(&key);
        let node = PrivateNode::from_xprv(&secret(&secret_key));
        let Some((_, ticker)) = known.iter().find(|(name, _)| *name == coin) else {
            match read {
                // The bytes are those of another coin's line: nothing tells them apart.
                Ok(read) => assert_eq!(read.ticker(), "btc", "{coin}"),
                Err(refused) => {
                    let name = coin.trim_end_matches(" Testnet");
                    assert!(matches!(refused, KeysError::ExtendedCoin(own) if own == name));
                    assert_eq!(
                        node.err().map(|error| error.to_string()),
                        Some(refused.to_string())
                    );
                }
            }
            cases += 1;
            continue;
        };
        let read = read.expect("a known kind");
        assert_eq!(read.ticker(), *ticker);
        let test = coin.ends_with("Testnet");
        let network = if test { Network::Testnet } else { Network::Mainnet };
        assert_eq!(read.network(), network, "{coin}");
        let meaning = match text(row, "encoding") {
            "P2WPKH in P2SH" => KeyUse::ShWpkh,
            "P2WPKH" => KeyUse::Wpkh,
            "Multi-signature P2WSH in P2SH" => KeyUse::ShWsh,
            "Multi-signature P2WSH" => KeyUse::Wsh,
            _ => KeyUse::Any,
        };
        assert_eq!(read.key_use(), meaning, "{coin}");
        assert_eq!(ExtendedKey::parse(&secret_key), Err(KeysError::PrivateKey), "{coin}");
        let node = node.expect("a known kind");
        // Private keys leave in the one form that descriptors take.
        let plain = if test { with_version(&private, "0x04358394") } else { xprv.to_owned() };
        assert_eq!(shown(&node.xprv()), plain, "{coin}");
        let other = PrivateNode::from_xprv(&secret(&key)).err();
        assert_eq!(other, Some(KeysError::PublicKey), "{coin}");
        cases += 1;
    }
    for vector in list(&file, "vectors") {
        let node = PrivateNode::from_xprv(&secret(text(vector, "prv"))).expect("a key");
        let read = ExtendedKey::parse(text(vector, "pub")).expect("a key");
        let account = Root::from_node(node).account(&Path::master()).expect("the key itself");
        assert_eq!(account.xpub(), Account::from_extended(&read).xpub());
        cases += 1;
    }
    ran("SLIP-132 registry and private keys", cases, 37);
}

#[test]
fn a_value_of_a_vector_file_is_not_swallowed() {
    // The control of `list` and `text`: a case without its field fails the test instead of passing it.
    let broken: Value = serde_json::json!({ "cases": [{ "passphrase": "x" }] });
    let missing = std::panic::catch_unwind(|| text(&list(&broken, "cases")[0], "wif").len());
    assert!(missing.is_err());
}
