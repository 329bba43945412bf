//! The ways in of wallets: files of other programs, labels, encrypted descriptions.

use coldkeep::keys::Network;
use coldkeep::wallet::{FORMATS, KeyRecord, Labels, Policy, bip138, export, read};

const KEY: &str = "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6\
    W1EGMcet8";
const OTHER: &str = "xpub661MyMwAqRbcEZVB4dScxMAdx6d4nFc9nvyvH3v4gJL378CSRZiYmhRoP7mBy6gSPSCYk6SzXPTf3ND1cZAceL7SfJ1Z3GC8\
    vBgp2epUt13";

/// A file of any program: a wallet in it is written in every format, and the descriptor reads as the same wallet.
pub(super) fn wallet_file(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = KeyRecord::read(text);
    let Ok(brought) = read(text) else { return };
    for wallet in &brought.wallets {
        let again = Policy::from_descriptor(&wallet.descriptor()).expect("its own descriptor");
        assert_eq!(again.descriptor(), wallet.descriptor());
        let network = wallet.network().unwrap_or(Network::Mainnet);
        let _ = (wallet.explain(), wallet.first_address(network), wallet.require_origins());
        for to in FORMATS.iter().filter_map(|line| line.writes) {
            let _ = export(wallet, to, network, 0);
        }
    }
}

pub(super) fn labels(bytes: &[u8]) {
    let Ok(Ok(labels)) = std::str::from_utf8(bytes).map(Labels::read) else { return };
    let again = Labels::read(&labels.to_string()).expect("its own lines");
    assert_eq!(again.entries().len(), labels.entries().len());
}

/// An encrypted description: nothing opens without the key, and with a key that is none of its own.
pub(super) fn encrypted(bytes: &[u8]) {
    let Ok(file) = bip138::bytes_of(bytes) else { return };
    let _ = bip138::paths_in(&file);
    assert!(bip138::open(&file, &[[7; 32]]).is_err());
}

/// One wallet as each program writes it.
pub(super) fn wallet_files() -> Vec<Vec<u8>> {
    let two = Policy::from_descriptor(&format!(
        "wsh(sortedmulti(2,[3442193e/48h/0h/0h/2h]{KEY}/<0;1>/*,[41d63b50/48h/0h/0h/2h]{OTHER}/<0;1>/*))"
    ));
    let one = Policy::from_descriptor(&format!("wpkh([3442193e/84h/0h/0h]{KEY}/<0;1>/*)"));
    let wallets = [two.expect("a wallet of two keys"), one.expect("a wallet of one key")];
    let written = wallets.iter().flat_map(|wallet| {
        let all = FORMATS.iter().filter_map(|line| line.writes);
        all.filter_map(|to| export(wallet, to, Network::Mainnet, 0).ok())
    });
    let policy = format!(
        "{{\"name\":\"one\",\"policy\":\"wpkh(@0/**)\",\"keys\":[\"[3442193e/84'/0'/0']{KEY}\"]}}"
    );
    let keys =
        format!("{{\"xfp\":\"3442193E\",\"p2wsh\":\"{KEY}\",\"p2wsh_deriv\":\"m/48'/0'/0'/2'\"}}");
    written.chain([policy, keys]).map(String::into_bytes).collect()
}

pub(super) fn label_files() -> Vec<Vec<u8>> {
    let lines = "{\"type\":\"tx\",\"ref\":\"00\",\"label\":\"rent\"}\n\
        {\"type\":\"addr\",\"ref\":\"bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74\",\"label\":\"aunt\",\"spendable\":false}";
    vec![lines.as_bytes().to_vec()]
}

pub(super) fn encrypted_files() -> Vec<Vec<u8>> {
    let wallet = Policy::from_descriptor(&format!("wpkh([3442193e/84h/0h/0h]{KEY}/<0;1>/*)"));
    let mut next = 0_u8;
    let mut counting = |out: &mut [u8]| {
        for byte in out {
            next = next.wrapping_mul(29).wrapping_add(71);
            *byte = next;
        }
    };
    let sealed = bip138::seal(&wallet.expect("a wallet"), None, &mut counting).expect("one key");
    vec![bip138::text_of(&sealed.bytes).into_bytes(), sealed.bytes]
}
