//! Times 10,000 addresses of each script type on all cores against a plain loop on one, in one run.
//!
//! The plain loop derives each key with `ckd_pub` of the bitcoin crate and encodes it. Both take turns, and
//! the fastest of each counts. Run with `cargo bench --bench addresses`.
#![allow(clippy::print_stdout, reason = "the figures are what this program is for")]

use bitcoin::bip32::{ChildNumber, Xpub};
use bitcoin::secp256k1::Secp256k1;
use bitcoin::{Address, CompressedPublicKey, Network as Net};
use coldkeep::keys::{Network, Script};
use coldkeep::wallet::WatchOnly;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The account of the BIP-0084 test vectors, as an xpub.
const XPUB: &str = "xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqAQY3rAPshWcMLoP2fMFMKHPJ4ZeZXYVUhLv1VMrjPC7PW6V";
const COUNT: u32 = 10_000;
const ROUNDS: usize = 7;

fn plain(script: Script) -> Vec<String> {
    let curve = Secp256k1::verification_only();
    let child = |node: &Xpub, index| {
        let step = ChildNumber::from_normal_idx(index).expect("below 2^31");
        node.ckd_pub(&curve, step).expect("a child key")
    };
    let account: Xpub = XPUB.parse().expect("an xpub");
    let branch = child(&account, 0);
    let encode = |index| {
        let key = CompressedPublicKey(child(&branch, index).public_key);
        let address = match script {
            Script::Wpkh => Address::p2wpkh(&key, Net::Bitcoin),
            Script::Tr => Address::p2tr(&curve, key.0.into(), None, Net::Bitcoin),
            Script::ShWpkh => Address::p2shwpkh(&key, Net::Bitcoin),
            _ => Address::p2pkh(key, Net::Bitcoin),
        };
        address.to_string()
    };
    (0..COUNT).map(encode).collect()
}

fn fastest(best: &mut Duration, work: impl FnOnce() -> Vec<String>) -> Vec<String> {
    let start = Instant::now();
    let made = black_box(work());
    *best = start.elapsed().min(*best);
    made
}

fn main() {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let wallet = WatchOnly::from_xpub(XPUB).expect("an xpub");
    println!("{COUNT} addresses, {cores} cores against one plain loop");
    for script in [Script::Wpkh, Script::Tr, Script::ShWpkh, Script::Pkh] {
        let (mut one, mut all) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            let expected = fastest(&mut one, || plain(script));
            let made = fastest(&mut all, || {
                let made = wallet.addresses(Some(script), Network::Mainnet, false, 0, COUNT, cores);
                made.expect("addresses").into_iter().map(|address| address.text).collect()
            });
            assert!(made == expected, "the two ways must agree");
        }
        let ratio = one.as_secs_f64() / all.as_secs_f64();
        println!("{script}: plain {one:.1?}, all cores {all:.1?}, {ratio:.2} times as fast");
    }
}
