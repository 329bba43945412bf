//! Wallets as a whole: pairs of descriptors, annotations, cosigners, rules in words; BIP-0380 to 0390 and 0393.

use crate::keys_vectors::{list, path, ran, root_of, text, vectors};
use coldkeep::keys::{Account, Network, Root, Script};
use coldkeep::wallet::{
    Cosigner, Policy, Quorum, Rule, ScriptType, Timelock, WalletError, Warning, assemble, letter,
};

pub(super) const SEEDS: [&str; 4] = [
    "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire",
    "legal winner thank year wave sausage worth useful legal winner thank yellow",
    "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
    "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
];

pub(super) fn roots() -> Vec<Root> {
    SEEDS.iter().map(|words| root_of(words, Network::Mainnet)).collect()
}

pub(super) fn account(root: &Root, at: &str) -> Account {
    root.account(&path(at)).expect("a key")
}

pub(super) fn expression(root: &Root, at: &str) -> String {
    format!("[{}/{}]{}", root.fingerprint(), &at[2..], account(root, at).xpub())
}

/// The keys of the first `count` seeds at one path.
pub(super) fn cosigners(count: usize, at: &str) -> Vec<Cosigner> {
    let parse = |root: &Root| Cosigner::parse(&expression(root, at)).expect("a key line");
    roots().iter().take(count).map(parse).collect()
}

pub(super) fn family() -> Policy {
    assemble(&cosigners(3, "m/48h/0h/0h/2h"), 2, None).expect("a wallet")
}

#[test]
fn cosigners_and_a_threshold_make_a_multisig() {
    let cases = [
        ("m/48h/0h/0h/2h", ScriptType::Wsh, "wsh(sortedmulti)", "bc1q"),
        ("m/48h/0h/0h/1h", ScriptType::ShWsh, "sh(wsh(sortedmulti))", "3"),
        ("m/45h", ScriptType::Sh, "sh(sortedmulti)", "3"),
        ("m/48h/0h/0h/3h", ScriptType::TrScript, "tr(multi_a)", "bc1p"),
    ];
    for (at, script, shape, starts) in cases {
        let wallet = assemble(&cosigners(3, at), 2, None).expect("a wallet");
        assert_eq!((wallet.script_type(), wallet.shape().as_str()), (script, shape));
        assert_eq!(wallet.quorum(), Some(Quorum { threshold: 2, of: 3 }));
        assert_eq!(wallet.explain().as_deref(), Ok("any 2 of the keys A, B, C"));
        assert_eq!(wallet.require_origins(), Ok(()));
        assert_eq!(wallet.warnings(), []);
        let first = wallet.first_address(Network::Mainnet).expect("an address");
        assert!(first.text.starts_with(starts), "{}", first.text);
        let read = Policy::from_descriptor(&wallet.descriptor()).expect("a descriptor");
        assert_eq!(read, wallet);
        assert_eq!(read.cosigners().len(), 3);
        assert_eq!(read.cosigners()[1].expression(), expression(&roots()[1], at));
        let [receive, change] = wallet.branch_descriptors().try_into().expect("two branches");
        assert_eq!(Policy::from_pair(&receive, &change).as_ref(), Ok(&wallet));
        assert_eq!(Policy::from_pair(&change, &receive).as_ref(), Ok(&wallet), "either order");
    }
    let by_hand = assemble(&cosigners(2, "m/87h/0h/0h"), 2, Some(ScriptType::Wsh));
    assert_eq!(by_hand.expect("a wallet").explain().as_deref(), Ok("all 2 keys A, B"));
}

#[test]
fn cosigners_that_do_not_fit_together_are_refused() {
    let keys = cosigners(3, "m/48h/0h/0h/2h");
    let refused = |keys: &[Cosigner], threshold| assemble(keys, threshold, None).err();
    assert_eq!(refused(&keys, 4), Some(WalletError::Threshold { threshold: 4, of: 3 }));
    assert_eq!(refused(&keys, 0), Some(WalletError::Threshold { threshold: 0, of: 3 }));
    assert_eq!(refused(&keys[..1], 1), Some(WalletError::Threshold { threshold: 1, of: 1 }));
    let twice = [keys[0].clone(), keys[1].clone(), keys[0].clone()];
    assert_eq!(refused(&twice, 2), Some(WalletError::SameKeyTwice { position: 3 }));
    let nested = cosigners(4, "m/48h/0h/0h/1h").pop().expect("four");
    let mixed = [keys[0].clone(), nested];
    assert_eq!(refused(&mixed, 2), Some(WalletError::MixedScripts));
    let silent = cosigners(2, "m/87h/0h/0h");
    assert_eq!(refused(&silent, 2), Some(WalletError::ScriptNotSaid));
    let test = root_of(SEEDS[1], Network::Testnet);
    let test = Cosigner::parse(&account(&test, "m/48h/0h/0h/2h").xpub()).expect("a key");
    let networks = [keys[0].clone(), test];
    assert_eq!(
        assemble(&networks, 2, Some(ScriptType::Wsh)).err(),
        Some(WalletError::MixedNetworks)
    );
    for line in ["", "[8c65eb9f/48h", "[8c65eb9f/48h]xpub/1/2/3", "[8c65eb9/48h]xpub"] {
        assert!(Cosigner::parse(line).is_err(), "{line}");
    }
    let xprv = "[8c65eb9f/48h]xprv9s21ZrQH143K3GJpoapnV8SFfukcVBSfeCficPSGfubmSFDxo1kuHnLisriDvSnRRuL2Qrg5ggqHKNVpxR86QEC8w35uxmGoggxtQTPvfUu";
    assert_eq!(Cosigner::parse(xprv), Err(WalletError::PrivateKey));
}

#[test]
fn two_descriptors_are_joined_only_when_they_are_one_wallet() {
    let wallet = family();
    let [receive, change] = wallet.branch_descriptors().try_into().expect("two branches");
    let body = |text: &str| text.split('#').next().unwrap_or_default().to_owned();
    let refused = |one: &str, other: &str| Policy::from_pair(one, other).err();
    let pair = Some(WalletError::NotAPair);
    assert_eq!(refused(&receive, &receive), pair);
    assert_eq!(refused(&receive, &wallet.descriptor()), pair);
    assert_eq!(refused(&receive, &body(&change).replace("sortedmulti(2", "sortedmulti(3")), pair);
    assert_eq!(refused(&receive, &body(&change).replace("1/*))", "0/*))")), pair);
    let other = assemble(&cosigners(4, "m/48h/0h/0h/2h")[1..], 2, None).expect("a wallet");
    assert_eq!(refused(&receive, &other.branch_descriptors()[1]), pair);
    let unnamed = Policy::from_pair(&body(&receive), &body(&change)).expect("a pair");
    assert_eq!(unnamed.warnings(), [Warning::NoChecksum]);
}

#[test]
fn origins_are_required_of_several_keys_only() {
    let wallet = family();
    let text = wallet.plain_descriptor();
    let origin = text.find('[').expect("an origin")..=text.find(']').expect("its end");
    let without = format!("{}{}", &text[..*origin.start()], &text[origin.end() + 1..]);
    let without = Policy::from_descriptor(without.split('#').next().expect("a body"));
    let without = without.expect("a descriptor");
    assert_eq!(without.require_origins(), Err(WalletError::OriginMissing { keys: 1 }));
    let key = account(&roots()[0], "m/84h/0h/0h").xpub();
    let single = Policy::from_xpub(&key, Some(Script::Wpkh)).expect("a wallet");
    assert_eq!(single.require_origins(), Ok(()));
    assert_eq!(single.shape(), "wpkh");
    assert_eq!(Policy::from_xpub(&key, None), Err(WalletError::ScriptNotSaid));
}

#[test]
fn the_marks_of_hardened_steps_are_written_as_h_with_a_new_checksum() {
    let wallet = family();
    let marked = wallet.plain_descriptor().replace("48h/0h/0h/2h", "48'/0'/0'/2'");
    assert_eq!(Policy::from_descriptor(&marked), Err(WalletError::Checksum), "another text");
    let body = marked.split('#').next().expect("a body");
    let read = Policy::from_descriptor(body).expect("a descriptor");
    assert_eq!(read.descriptor(), wallet.descriptor());
}

#[test]
fn timelocks_are_explained_in_words() {
    let roots = roots();
    let key = |place: usize| format!("{}/<0;1>/*", expression(&roots[place], "m/48h/0h/0h/2h"));
    let [a, b, c, d] = [0, 1, 2, 3].map(key);
    let cases = [
        (
            format!("wsh(or_d(multi(2,{a},{b},{c}),and_v(v:pkh({d}),older(52560))))"),
            "any 2 of the keys A, B, C; or after 52,560 blocks (about a year) without a move, key D alone",
        ),
        (
            format!("wsh(thresh(3,pk({a}),s:pk({b}),s:pk({c}),sln:older(12960)))"),
            "any 3 of these 4: key A, key B, key C, after 12,960 blocks (about 90 days) without a move",
        ),
        (format!("wsh(and_v(v:pk({a}),after(900000)))"), "after block 900,000, key A alone"),
        (
            format!("wsh(and_v(v:pk({a}),after(1893456000)))"),
            "after 2030-01-01 00:00 UTC, key A alone",
        ),
        (
            format!("wsh(or_i(pk({a}),and_v(v:pk({b}),older(4194305))))"),
            "key A; or after about 9 minutes without a move, key B alone",
        ),
        (
            format!("tr({a},{{pk({b}),and_v(v:multi_a(2,{c},{d}),older(144))}})"),
            "key A; or key B; or after 144 blocks (about 24 hours) without a move, all 2 keys C, D",
        ),
        (
            format!(
                "wsh(and_v(v:pk({a}),sha256(926a54995ca48600920a19bf7bc502ca5f2f7d07e6f804c4f00ebf0325084dfc)))"
            ),
            "key A and the number behind a hash",
        ),
    ];
    for (text, words) in cases {
        let wallet = Policy::from_descriptor(&text).unwrap_or_else(|e| panic!("{words}: {e}"));
        assert_eq!(wallet.explain().as_deref(), Ok(words));
        assert_eq!(wallet.quorum(), None, "{words}");
        assert!(wallet.shape().contains("miniscript"), "{}", wallet.shape());
    }
    let first = Policy::from_descriptor(&format!(
        "wsh(or_d(multi(2,{a},{b},{c}),and_v(v:pkh({d}),older(52560))))"
    ));
    let first = first.expect("a descriptor");
    assert_eq!(first.timelocks(), Ok(vec![Timelock::Blocks(52_560)]));
    let rule = first.rule().expect("a rule");
    assert!(matches!(rule, Rule::Of { threshold: 1, .. }));
    assert!(rule.allows(&[3]) && rule.allows(&[0, 2]) && !rule.allows(&[1]));
    assert_eq!(letter(3), "D");
}

#[test]
fn annotations_of_bip393_are_read_and_written() {
    const KEY: &str = "[deadbeef/84h/0h/0h]xpub6ERApfZwUNrhLCkDtcHTcxd75RbzS1ed54G1LkBUHQVHQKqhMkhgbmJbZRkrgZw4koxb5JaHWkY4ALHY2grBGRjaDMzQLcgJvLJuZZvRcEL";
    // The published examples of the draft, with their checksums.
    let both = format!("wpkh({KEY}/0/*)?bh=800000&gl=30#v35n46d2");
    let mut wallet = Policy::from_descriptor(&both).expect("a descriptor");
    assert_eq!((wallet.birth_height(), wallet.gap_limit()), (Some(800_000), Some(30)));
    assert_eq!(wallet.descriptor(), both);
    assert_eq!(wallet.plain_descriptor(), format!("wpkh({KEY}/0/*)#kf3v6fpx"));
    wallet.set_birth_height(None);
    wallet.set_gap_limit(None);
    assert_eq!(wallet.descriptor(), wallet.plain_descriptor());
    for text in [
        "wpkh(0260b2003c386519fc9eadf2b5cf124dd8eea4c4e68d5e154050a9346ea98ce600)?bh=150000#8kehtsrj",
        "tr(xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ/0/*)?bh=709632&gl=20#6la5jcn3",
    ] {
        let wallet = Policy::from_descriptor(text).expect("a descriptor");
        assert_eq!(wallet.descriptor(), text);
        let changed = text.replace("bh=", "bh=1");
        assert_eq!(Policy::from_descriptor(&changed), Err(WalletError::Checksum));
    }
}

#[test]
fn multipath_descriptors_expand_as_published() {
    let Some(file) = vectors("descriptors/bip389.json") else { return };
    let (mut cases, mut named) = (0, Vec::new());
    for case in list(&file, "valid") {
        let given = text(case, "descriptor");
        let outputs: Vec<_> = list(case, "outputs").iter().filter_map(|one| one.as_str()).collect();
        match Policy::from_descriptor(given) {
            Ok(wallet) => {
                let own = wallet.branch_descriptors();
                let own: Vec<_> = own.iter().filter_map(|text| text.split('#').next()).collect();
                let same: Vec<_> = outputs.iter().map(|text| text.replace('\'', "h")).collect();
                assert_eq!(own, same);
            }
            // Private keys are refused before anything else; three branches are no wallet's.
            Err(error) => {
                let secret = given.contains("prv");
                let expected = match outputs.len() {
                    _ if secret => WalletError::PrivateKey,
                    3 => WalletError::Branches(3),
                    _ => panic!("{given}: {error}"),
                };
                assert_eq!(error, expected, "{given}");
                named.push(error);
            }
        }
        cases += 1;
    }
    assert_eq!(named.len(), 3, "{named:?}");
    ran("BIP-389 valid", cases, 6);
}

#[test]
fn combo_and_musig_are_refused_by_name() {
    let mut cases = 0;
    for (number, names) in [("384", ["combo", "combo"]), ("390", ["musig", "rawtr"])] {
        let Some(file) = vectors(&format!("descriptors/bip{number}.json")) else { return };
        for part in ["valid", "invalid"] {
            for case in list(&file, part) {
                let given = text(case, "descriptor");
                let own = Policy::from_descriptor(given).expect_err("no reader");
                let by_name = match &own {
                    WalletError::Fragment { name } => names.contains(name) || part == "invalid",
                    other => *other == WalletError::PrivateKey || part == "invalid",
                };
                assert!(by_name, "{given}: {own:?}");
                cases += 1;
            }
        }
    }
    ran("BIP-384 and BIP-390 descriptors, all refused (no reader in miniscript)", cases, 24);
    let Some(file) = vectors("descriptors/bip387.json") else { return };
    let sorted = list(&file, "valid").iter().filter(|case| {
        let own = Policy::from_descriptor(text(case, "descriptor"));
        own == Err(WalletError::Fragment { name: "sortedmulti_a" })
    });
    assert!(sorted.count() >= 1);
}

#[test]
fn keys_are_sorted_as_bytes() {
    let Some(file) = vectors("bip67/bip67-vectors.json") else { return };
    let mut cases = 0;
    for case in list(&file, "cases") {
        let keys: Vec<_> = list(case, "list").iter().filter_map(|key| key.as_str()).collect();
        let mut sorted: Vec<_> = keys.clone();
        sorted.sort_unstable();
        assert_eq!(
            sorted,
            list(case, "sorted").iter().filter_map(|key| key.as_str()).collect::<Vec<_>>()
        );
        let descriptor = format!("sh(sortedmulti({},{}))", file["threshold"], keys.join(","));
        let wallet = Policy::from_descriptor(&descriptor).expect("a descriptor");
        let first = wallet.first_address(Network::Mainnet).expect("an address");
        assert_eq!(first.text, text(case, "address"));
        cases += 1;
    }
    ran("BIP-67", cases, 4);
}
