//! Every subset of seeds that should be able to spend does, and what is wrong is caught.

use super::policies::{SEEDS, cosigners, expression, family, roots};
use crate::keys_vectors::{ran, root_of};
use coldkeep::keys::{Network, Root, Script};
use coldkeep::wallet::{Cosigner, Policy, Quorum, ScriptType, WalletError, assemble, prove};

fn counting() -> impl FnMut(&mut [u8]) {
    let mut next = 1_u32;
    move |room: &mut [u8]| {
        for byte in room {
            next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = next.to_be_bytes()[0];
        }
    }
}

/// Seeds of a counter: no wallet's.
fn many(count: usize) -> Vec<Root> {
    (0..count).map(|place| root_of(&format!("test seed {place}"), Network::Mainnet)).collect()
}

fn keys_of(roots: &[Root], at: &str) -> Vec<Cosigner> {
    roots.iter().map(|root| Cosigner::parse(&expression(root, at)).expect("a key")).collect()
}

#[test]
fn every_subset_of_the_seeds_signs_in_every_script() {
    let scripts = [
        (ScriptType::Wsh, "m/48h/0h/0h/2h"),
        (ScriptType::ShWsh, "m/48h/0h/0h/1h"),
        (ScriptType::Sh, "m/45h"),
        (ScriptType::TrScript, "m/48h/0h/0h/3h"),
    ];
    let mut tried = 0;
    for (script, at) in scripts {
        for (threshold, of, subsets) in [(1, 2, 2), (2, 2, 1), (2, 3, 3), (3, 5, 10), (4, 5, 5)] {
            let seeds = many(of);
            let wallet = assemble(&keys_of(&seeds, at), threshold, Some(script)).expect("a wallet");
            let proof = prove(&wallet, &seeds, &mut counting()).expect("a proof");
            assert!(proof.holds() && !proof.is_sampled(), "{script} {threshold}of{of}: {proof}");
            assert_eq!(proof.quorum, Some(Quorum { threshold, of }));
            assert_eq!((proof.signed.len(), proof.total), (subsets, subsets), "{script}");
            tried += subsets;
        }
    }
    ran("subsets that sign", tried, 84);
    let proof = prove(&family(), &roots()[..3], &mut counting()).expect("a proof");
    assert_eq!(proof.to_string(), "3 of 3 subsets tried: 3 can sign (A+B, A+C, B+C)");
}

#[test]
fn seeds_that_are_not_there_are_said() {
    let roots = roots();
    let two = prove(&family(), &roots[1..3], &mut counting()).expect("a proof");
    assert!(two.holds());
    assert_eq!((two.at_hand, two.signed), (vec![1, 2], vec![vec![1, 2]]));
    let one = prove(&family(), &roots[..1], &mut counting()).expect("a proof");
    assert!(!one.holds(), "one seed of three cannot sign");
    assert_eq!(one.to_string(), "1 at hand: not enough to sign");
}

#[test]
fn a_wrong_seed_a_wrong_path_and_a_changed_descriptor_are_caught() {
    let roots = roots();
    let wrong = |wallet: &Policy, seeds: &[Root]| prove(wallet, seeds, &mut counting()).err();
    let other = [root_of(SEEDS[0], Network::Mainnet), root_of(SEEDS[3], Network::Mainnet)];
    assert_eq!(wrong(&family(), &other), Some(WalletError::SeedOfAnother { seed: 2 }));
    // The path of one key says account 1; its key is that of account 0.
    let mut keys = cosigners(3, "m/48h/0h/0h/2h");
    let moved = keys[1].expression().replace("/48h/0h/0h/2h]", "/48h/0h/1h/2h]");
    keys[1] = Cosigner::parse(&moved).expect("a key");
    let wallet = assemble(&keys, 2, None).expect("a wallet");
    let caught = Some(WalletError::SeedAndPath { seed: 2, key: "B".into() });
    assert_eq!(wrong(&wallet, &roots[..3]), caught);
    // The key of one cosigner was exchanged and his fingerprint kept.
    let text = family().plain_descriptor();
    let (own, foreign) = (keys[0].key.as_str(), cosigners(4, "m/48h/0h/0h/2h")[3].key.clone());
    let changed = text.replace(own, &foreign);
    let wallet = Policy::from_descriptor(changed.split('#').next().expect("a body"));
    let caught = Some(WalletError::SeedAndPath { seed: 1, key: "A".into() });
    assert_eq!(wrong(&wallet.expect("a descriptor"), &roots[..3]), caught);
}

#[test]
fn wallets_of_one_key_and_wallets_with_timelocks_are_proved_too() {
    let roots = roots();
    for (script, at) in [
        (Script::Wpkh, "m/84h/0h/0h"),
        (Script::ShWpkh, "m/49h/0h/0h"),
        (Script::Pkh, "m/44h/0h/0h"),
        (Script::Tr, "m/86h/0h/0h"),
    ] {
        let account = super::policies::account(&roots[0], at);
        let wallet = Policy::from_account(&account, script).expect("a wallet");
        let proof = prove(&wallet, &roots[..1], &mut counting()).expect("a proof");
        assert!(proof.holds(), "{script}: {proof}");
    }
    let key = |place: usize| format!("{}/<0;1>/*", expression(&roots[place], "m/48h/0h/0h/2h"));
    let [a, b, c, d] = [0, 1, 2, 3].map(key);
    let cases = [
        (
            format!("wsh(or_d(multi(2,{a},{b},{c}),and_v(v:pkh({d}),older(52560))))"),
            4,
            "D, A+B, A+C, B+C",
        ),
        (
            format!("wsh(thresh(3,pk({a}),s:pk({b}),s:pk({c}),sln:older(12960)))"),
            3,
            "A+B, A+C, B+C",
        ),
        (format!("wsh(and_v(v:pk({a}),after(900000)))"), 1, "A"),
        (format!("tr({a},{{pk({b}),and_v(v:multi_a(2,{c},{d}),older(4194305))}})"), 4, "A, B, C+D"),
    ];
    for (text, seeds, subsets) in cases {
        let wallet = Policy::from_descriptor(&text).expect("a descriptor");
        let proof = prove(&wallet, &roots[..seeds], &mut counting()).expect("a proof");
        assert!(proof.holds(), "{text}: {proof}");
        assert!(proof.to_string().ends_with(&format!("can sign ({subsets})")), "{proof}");
    }
}

#[test]
fn too_many_subsets_are_sampled_and_that_is_said() {
    let seeds = many(14);
    let keys = keys_of(&seeds, "m/48h/0h/0h/2h");
    let wallet = assemble(&keys, 7, Some(ScriptType::Wsh)).expect("a wallet");
    let proof = prove(&wallet, &seeds, &mut counting()).expect("a proof");
    assert_eq!((proof.signed.len(), proof.total), (1000, 3432));
    assert!(proof.holds() && proof.is_sampled());
    assert_eq!(proof.to_string(), "1000 of 3432 subsets tried, a sample: 1000 can sign");
}
