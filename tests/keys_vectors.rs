//! Compares keys, paths and addresses with the published vectors; each test says how many cases ran.

use coldkeep::keys::{
    Account, ExtendedKey, KeysError, Network, Path, PrivateNode, Root, Script, address_at,
};
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::Seed;
use serde_json::Value;

pub(crate) use crate::support::shared::{json as vectors, ran};

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no text {key}"))
}

pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key}"))
}

pub(crate) fn path(text: &str) -> Path {
    text.parse().expect("a path")
}

/// The root of a mnemonic without a passphrase (BIP-0039, *From mnemonic to seed*).
pub(crate) fn root_of(mnemonic: &str, network: Network) -> Root {
    let mut seed = [0; 64];
    pbkdf2::pbkdf2_hmac::<sha2::Sha512>(mnemonic.as_bytes(), b"mnemonic", 2048, &mut seed);
    root_of_bytes(&seed, network)
}

fn root_of_bytes(seed: &[u8], network: Network) -> Root {
    let seed = Seed::from_bytes(SecretBytes::copied_from(seed)).expect("16 to 64 bytes");
    Root::from_seed(&seed, network).expect("a seed with a key")
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits");
    (0..hex.len()).step_by(2).map(pair).collect()
}

fn xprv(node: &PrivateNode) -> String {
    node.xprv().expose_secret().to_owned() // exposed to: the comparison with a published vector
}

/// The script and coin type a published address shows.
fn script_of(address: &str) -> Script {
    match address {
        text if text.starts_with("0x") => Script::Eth,
        text if text.starts_with("bc1q") || text.starts_with("tb1q") => Script::Wpkh,
        text if text.starts_with("bc1p") => Script::Tr,
        text if text.starts_with(['3', '2']) => Script::ShWpkh,
        _ => Script::Pkh,
    }
}

#[test]
fn bip32_chains_come_out_as_published() {
    let Some(file) = vectors("bip32/bip32-vectors.json") else { return };
    let mut cases = 0;
    for vector in list(&file, "valid") {
        let root = root_of_bytes(&bytes_of(text(vector, "seed")), Network::Mainnet);
        for chain in list(vector, "chains") {
            let at = path(text(chain, "path"));
            let node = root.derive_private(&at).expect("a key");
            assert_eq!(xprv(&node), text(chain, "xprv"), "{at}");
            assert_eq!(root.account(&at).expect("a key").xpub(), text(chain, "xpub"), "{at}");
            let read = PrivateNode::from_xprv(&SecretText::copied_from(text(chain, "xprv")));
            assert_eq!(xprv(&read.expect("a valid key")), text(chain, "xprv"));
            let read = ExtendedKey::parse(text(chain, "xpub")).expect("a valid key");
            assert_eq!(Account::from_extended(&read).xpub(), text(chain, "xpub"));
            cases += 1;
        }
    }
    ran("BIP-32 valid chains", cases, 17);

    // The control: one step left out, and the same comparison fails.
    let vector = &list(&file, "valid")[0];
    let root = root_of_bytes(&bytes_of(text(vector, "seed")), Network::Mainnet);
    let short = root.derive_private(&path("m/0'")).expect("a key");
    assert_ne!(xprv(&short), text(&list(vector, "chains")[2], "xprv"));
}

#[test]
fn bip32_invalid_keys_are_refused() {
    let Some(file) = vectors("bip32/bip32-vectors.json") else { return };
    let mut cases = 0;
    for case in list(&file, "invalid") {
        let (key, reason) = (text(case, "key"), text(case, "reason"));
        let public = ExtendedKey::parse(key).err();
        let private = PrivateNode::from_xprv(&SecretText::copied_from(key)).err();
        let expected = match reason {
            text if text.starts_with("zero depth") => KeysError::MasterWithParent,
            text if text.starts_with("unknown") => KeysError::ExtendedVersion([1; 4]),
            "invalid checksum" => KeysError::ExtendedChecksum,
            _ => KeysError::ExtendedKeyData,
        };
        let (own, other) =
            if key.starts_with("xprv") { (private, public) } else { (public, private) };
        assert_eq!(own, Some(expected), "{reason}");
        assert!(other.is_some(), "{reason}");
        cases += 1;
    }
    ran("BIP-32 invalid keys", cases, 16);
}

#[test]
fn bip49_84_and_86_come_out_as_published() {
    let mut cases = 0;
    if let Some(file) = vectors("bip49/bip49-vectors.json") {
        let root = root_of(text(&file, "mnemonic"), Network::Testnet);
        let account = root.account(&path(text(&file["account"], "path"))).expect("a key");
        let upub = text(&file["account"], "xpub");
        assert_eq!(account.slip132(Script::ShWpkh).as_deref(), Some(upub));
        let read =
            PrivateNode::from_xprv(&SecretText::copied_from(text(&file["account"], "xpriv")));
        let own = root.derive_private(&path(text(&file["account"], "path"))).expect("a key");
        assert_eq!(xprv(&read.expect("a valid key")), xprv(&own));
        let first =
            account.address(Script::ShWpkh, false, 0, Network::Testnet).expect("an address");
        assert_eq!(first.text, text(&file["receive0"], "address"));
        assert_eq!(first.public_key, text(&file["receive0"], "pubkey_hex"));
        // The control: mainnet's coin type gives another address.
        let other = address_at(&root, &path("m/49h/0h/0h/0/0"), Script::ShWpkh, Network::Testnet);
        assert_ne!(other.expect("an address").text, first.text);
        cases += 1;
    }
    for (file, script, mark) in [
        ("bip84/bip84-vectors.json", Script::Wpkh, "xpriv"),
        ("bip86/bip86-vectors.json", Script::Tr, "xprv"),
    ] {
        let Some(file) = vectors(file) else { continue };
        let root = root_of(text(&file["root"], "mnemonic"), Network::Mainnet);
        for node in list(&file, "nodes") {
            let at = path(text(node, "path"));
            let account = root.account(&at).expect("a key");
            if let Some(xpub) = node["xpub"].as_str() {
                let zpub = account.slip132(script).unwrap_or_else(|| account.xpub());
                assert_eq!(zpub, xpub, "{at}");
                let own = root.derive_private(&at).expect("a key");
                let read = PrivateNode::from_xprv(&SecretText::copied_from(text(node, mark)));
                assert_eq!(xprv(&read.expect("a valid key")), xprv(&own), "{at}");
            }
            if let Some(address) = node["address"].as_str() {
                let own = address_at(&root, &at, script, Network::Mainnet).expect("an address");
                assert_eq!(own.text, address, "{at}");
                if let Some(key) = node["pubkey"].as_str() {
                    assert_eq!(own.public_key, key);
                }
                if let Some(key) = node["internal_key"].as_str() {
                    assert_eq!(&own.public_key[2..], key);
                    // The control: the key without its tweak is another address.
                    assert_ne!(text(node, "output_key"), key);
                }
            }
            cases += 1;
        }
    }
    if cases > 0 {
        ran("BIP-49, 84 and 86", cases, 9);
    }
}

#[test]
fn slip132_prefixes_come_out_as_registered() {
    let Some(file) = vectors("slip132/version-bytes.json") else { return };
    let root = root_of(text(&file, "mnemonic"), Network::Mainnet);
    let mut cases = 0;
    for vector in list(&file, "vectors") {
        let own = root.account(&path(text(vector, "path"))).expect("a key");
        let read = ExtendedKey::parse(text(vector, "pub")).expect("a valid key");
        let account = Account::from_extended(&read);
        assert_eq!(account.xpub(), own.xpub());
        let script = read.key_use().script().unwrap_or(Script::Pkh);
        let first = account.address(script, false, 0, Network::Mainnet).expect("an address");
        assert_eq!(first.text, text(vector, "address"));
        assert_eq!(first.path.to_string(), "0/0", "the origin of a lone key is not known");
        assert_eq!(ExtendedKey::parse(text(vector, "prv")), Err(KeysError::PrivateKey));
        cases += 1;
    }
    ran("SLIP-132 keys", cases, 3);
}

#[test]
fn example_paths_of_bip44_and_bip48_are_read_and_printed() {
    let mut cases = 0;
    for file in ["bip44/bip44-example-paths.json", "bip48/bip48-example-paths.json"] {
        let Some(file) = vectors(file) else { return };
        for example in list(&file, "examples") {
            let given = text(example, "path");
            assert_eq!(path(given).to_string(), given.replace('\'', "h"));
            let change = path(given).components().iter().rev().nth(1).map(|step| step.index());
            assert_eq!(change, Some(u32::from(text(example, "chain") == "change")));
            cases += 1;
        }
    }
    ran("example paths", cases, 31);
}

/// Counts the `(path, address)` cases that fit a root.
fn fitting(root: &Root, cases: &[(&str, &str)], network: Network) -> usize {
    let fits = |(at, address): &&(&str, &str)| {
        let own = address_at(root, &path(at), script_of(address), network).expect("an address");
        own.text == *address
    };
    cases.iter().filter(fits).count()
}

#[test]
fn slip14_and_generated_addresses_come_out_as_listed() {
    const SLIP14: &str = "slip14/addresses.json";
    const GENERATED: &str = "addresses/multicoin-generated.json";
    let mut cases = 0;
    for (file, coin, network) in [
        (SLIP14, "Bitcoin", Network::Mainnet),
        (SLIP14, "Bitcoin Testnet", Network::Testnet),
        (SLIP14, "Ethereum", Network::Mainnet),
        (GENERATED, "BTC", Network::Mainnet),
        (GENERATED, "ETH", Network::Mainnet),
    ] {
        let Some(file) = vectors(file) else { return };
        let root = root_of(text(&file, "mnemonic"), network);
        let listed: Vec<_> = list(&file, "cases")
            .iter()
            .filter(|case| text(case, "coin") == coin)
            .map(|case| (text(case, "path"), text(case, "address")))
            .collect();
        assert!(!listed.is_empty(), "{coin} is not in the list");
        assert_eq!(fitting(&root, &listed, network), listed.len(), "{coin}");
        // The control: the same list fails with other words.
        let other = root_of("another mnemonic", network);
        assert_eq!(fitting(&other, &listed, network), 0, "{coin}");
        cases += listed.len();
    }
    ran("SLIP-14 and generated addresses", cases, 39);
}

#[test]
fn the_two_practice_seeds_give_their_printed_addresses() {
    const SEEDSIGNER: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire";
    let root = root_of(SEEDSIGNER, Network::Mainnet);
    assert_eq!(root.fingerprint().to_string(), "8c65eb9f");
    let first = ("m/84h/0h/0h/0/0", "bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74");
    assert_eq!(fitting(&root, &[first], Network::Mainnet), 1);

    let Some(file) = vectors("owner.json") else { return };
    let root = root_of(text(&file, "mnemonic"), Network::Mainnet);
    let computed = &file["computed_here_not_in_owner_document"];
    assert_eq!(root.fingerprint().to_string(), text(computed, "master_fingerprint"));
    assert_eq!(root.xprv().expose_secret(), text(computed, "root_xprv")); // exposed to: a published vector
    let first = computed["first_addresses"].as_object().expect("a table");
    let first: Vec<_> = first
        .iter()
        .map(|(at, address)| (at.as_str(), address.as_str().expect("an address")))
        .collect();
    assert_eq!(fitting(&root, &first, Network::Mainnet), first.len());
    ran("owner's first addresses", first.len(), 5);
}
