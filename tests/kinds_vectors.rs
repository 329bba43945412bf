//! Partially signed transactions of the standards (BIP-0174, BIP-0370) and wallet files of Electrum: each is known for
//! what it is, in every form, and no transaction is taken for a backup.

use crate::keys_vectors::{list, ran, text, vectors};
use bitcoin::base64::Engine as _;
use bitcoin::base64::engine::general_purpose::STANDARD;
use coldkeep::identify::{Kind, all, identify};

fn kind(bytes: &[u8]) -> Kind {
    let found = all(bytes);
    assert!(found.len() <= 1, "two kinds fit");
    identify(bytes).kind
}

/// Looks at one transaction in its three forms.
fn looked_at(bytes: &[u8]) -> [Kind; 3] {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [kind(bytes), kind(STANDARD.encode(bytes).as_bytes()), kind(hex.as_bytes())]
}

#[test]
fn partially_signed_transactions_are_known_in_every_form() {
    let mut cases = 0;
    for file in ["bip174/psbt-vectors.json", "bip370/psbtv2-vectors.json"] {
        let Some(file) = vectors(file) else { return };
        for case in list(&file, "cases") {
            let bytes = STANDARD.decode(text(case, "base64")).expect("base 64");
            // Whether a signer would take it is the signer's question; its magic bytes say what it is. One of the
            // invalid ones has none: it is a whole transaction.
            let whole = text(case, "case").starts_with("Network transaction");
            let expected = if whole { Kind::Unknown } else { Kind::Psbt };
            assert_eq!(looked_at(&bytes), [expected; 3], "{}", text(case, "case"));
            cases += 1;
        }
    }
    ran("PSBT of both versions", cases, 81);
}

#[test]
fn every_step_of_the_signing_workflow_is_known() {
    let Some(file) = vectors("bip174/psbt-workflow.json") else { return };
    let (mut cases, mut whole) = (0, 0);
    for step in list(&file, "steps") {
        let value = text(step, "value");
        // The extractor's step is a transaction for the network.
        let expected = match value.starts_with("02000000") {
            true => Kind::Unknown,
            false => Kind::Psbt,
        };
        whole += usize::from(expected == Kind::Unknown);
        assert_eq!(kind(value.as_bytes()), expected, "{}", text(step, "step"));
        cases += 1;
    }
    assert_eq!(whole, 1);
    ran("steps of PSBT", cases, 21);
    // The control: one changed byte of the magic, and it is none.
    assert_eq!(kind(b"psbu\xff\x01\x00"), Kind::Unknown);
}

#[test]
fn wallet_files_of_electrum_are_known() {
    let Some(folder) = crate::support::shared::place("electrum/wallet-files") else { return };
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let file = std::fs::read(entry.path()).expect("a file");
        assert_eq!(identify(&file).kind, Kind::ElectrumWallet, "{:?}", entry.file_name());
        // The control: without its first half nothing is left of the form.
        assert_ne!(identify(&file[file.len() / 2..]).kind, Kind::ElectrumWallet);
        cases += 1;
    }
    ran("wallet files of Electrum", cases, 6);
}
