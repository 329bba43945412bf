//! `find`: real wallet files and published forms are named, nothing else is; words and keys in texts; hostile trees.

mod core;
mod databases;
mod forms;
mod phrases;
mod pictures;
mod samples;
mod stops;
mod texts;
mod trees;

use crate::support::{project, shared};
use coldkeep::find::{Find, HEAD, Kind, Locked, Sample, recognise};
use std::collections::BTreeSet;
use std::path::Path;

/// What a file of this name and content is.
pub(crate) fn named(path: &str, bytes: &[u8]) -> Option<Find> {
    let mut read = |offset: u64, room: &mut [u8]| {
        let rest = bytes.get(offset as usize..).unwrap_or_default();
        let count = rest.len().min(room.len());
        room[..count].copy_from_slice(&rest[..count]);
        count
    };
    let head = &bytes[..bytes.len().min(HEAD)];
    recognise(&mut Sample::new(Path::new(path), bytes.len() as u64, head, &mut read))
}

/// Files of many programs, with what each is.
const WALLETS: [(&str, &str, &str, Locked); 22] = [
    ("bitcoincore-0.20.1-wallet.dat", "core-bdb", "Bitcoin Core", Locked::Yes),
    ("bitcoincore-0.21.1-wallet.dat", "core-sqlite", "Bitcoin Core", Locked::Yes),
    ("bitcoinj-wallet.wallet", "multibit", "MultiBit", Locked::Yes),
    ("bither-wallet.db", "bither", "Bither", Locked::Yes),
    ("blockchain-v2.0-wallet.aes.json", "blockchain", "Blockchain.com", Locked::Yes),
    ("blockchain-v3.0-MAY2020-wallet.aes.json", "blockchain", "Blockchain.com", Locked::Yes),
    ("coinomi.wallet.android", "coinomi", "Coinomi", Locked::Yes),
    ("dogecoin-wallet-android-backup", "openssl-text", "Dogecoin Wallet", Locked::Yes),
    ("electrum-wallet", "electrum", "Electrum", Locked::Yes),
    ("electrum2-wallet", "electrum", "Electrum", Locked::Yes),
    ("electrum27-multisig-wallet", "electrum", "Electrum", Locked::Yes),
    ("electrum28-wallet", "electrum", "Electrum", Locked::Yes),
    // The file is not encrypted, the seed in it is.
    ("electrum4_4_3_unencrypted", "electrum", "Electrum", Locked::Yes),
    ("mbhd.wallet.aes", "multibit-hd", "MultiBit HD", Locked::Yes),
    ("metamask_vault_v11_12_1.txt", "metamask", "MetaMask", Locked::Yes),
    ("msigna-wallet.vault", "msigna", "mSIGNA", Locked::Yes),
    ("multibit-wallet.key", "openssl-text", "MultiBit", Locked::Yes),
    ("multibit.wallet.bitcoinj.encrypted", "multibit", "MultiBit", Locked::Yes),
    ("toastwallet.txt", "toast", "Toast Wallet", Locked::Yes),
    ("utc-keystore-v3-scrypt-myetherwallet.json", "ethereum-key", "Ethereum key", Locked::Yes),
    ("README.md", "", "", Locked::NoKeys),
    ("../vectors/README.md", "", "", Locked::NoKeys),
];

#[test]
fn a_table_whose_index_names_one_block_again_and_again_is_read_once() {
    let read = |times: usize| {
        let bytes = databases::named_again("k", &"no vault ".repeat(10_000), times);
        let mut count = 0;
        let mut read = |offset: u64, room: &mut [u8]| {
            let rest = bytes.get(offset as usize..).unwrap_or_default();
            let here = rest.len().min(room.len());
            room[..here].copy_from_slice(&rest[..here]);
            count += here;
            here
        };
        let head = &bytes[..bytes.len().min(HEAD)];
        let found =
            recognise(&mut Sample::new(Path::new("1.ldb"), bytes.len() as u64, head, &mut read));
        assert!(found.is_none());
        (count, bytes.len())
    };
    assert!(read(1).0 > 90_000, "a block that is named once is read");
    let (count, length) = read(4_000);
    assert!(count < 3 * length, "{count} bytes of {length} were read");
}

#[test]
fn real_wallet_files_are_named_with_program_and_lock() {
    let Some(folder) = shared::place("../wallets") else { return };
    let (mut cases, mut wrong) = (0, Vec::new());
    for (file, kind, program, locked) in WALLETS {
        let bytes = std::fs::read(folder.join(file)).expect(file);
        let found = named(&format!("/x/{}", file.rsplit('/').next().unwrap()), &bytes);
        let told = found.map(|find| (find.kind.row().slug, find.program, find.locked));
        let expected = (!kind.is_empty()).then_some((kind, program, locked));
        if told != expected {
            wrong.push(format!("{file}: {told:?}"));
        }
        cases += 1;
    }
    assert_eq!(wrong, Vec::<String>::new());
    // Nobody added a file that this table does not have.
    let all: BTreeSet<String> = std::fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let known = |name: &String| WALLETS.iter().any(|(file, ..)| file == name);
    assert_eq!(all.iter().filter(|name| !known(name)).collect::<Vec<_>>(), Vec::<&String>::new());
    shared::ran("wallet files of other programs", cases, 22);
}

#[test]
fn every_kind_of_file_has_a_sample_that_is_called_by_its_name() {
    let samples = samples::all();
    let mut named_kinds = BTreeSet::new();
    for (path, bytes, kind, locked) in &samples {
        let found = named(path, bytes).map(|find| (find.kind, find.locked));
        assert_eq!(found, Some((*kind, *locked)), "{path}");
        named_kinds.insert(*kind);
    }
    let files = Kind::ALL.iter().copied().filter(|kind| !kind.is_part());
    // Wallets of these two are in the shared folder; their whole form is too long to be made here.
    let without: Vec<Kind> = files.filter(|kind| !named_kinds.contains(kind)).collect();
    assert_eq!(without, Vec::<Kind>::new(), "a kind without a sample");
    println!("{} samples of {} kinds", samples.len(), named_kinds.len());
}

#[test]
fn documents_with_a_byte_order_mark_are_called_the_same() {
    let mut count = 0;
    for (path, bytes, kind, locked) in samples::all() {
        if bytes.first() == Some(&b'{') {
            let marked = ["\u{feff}".as_bytes(), &bytes].concat();
            let found = named(path, &marked).map(|find| (find.kind, find.locked));
            assert_eq!(found, Some((kind, locked)), "{path}");
            // The control: half a mark is none.
            assert_eq!(named(path, &marked[1..]), None, "{path}");
            count += 1;
        }
    }
    assert!(count >= 15, "{count} documents");
}

#[test]
fn a_name_alone_is_never_a_find() {
    for (path, bytes, ..) in samples::all() {
        let prose = "Some text that is no wallet, and no part of one. ".repeat(200);
        let prose = &prose.as_bytes()[..bytes.len().min(prose.len())];
        assert_eq!(named(path, &vec![0; bytes.len()]), None, "{path} full of zeros");
        assert_eq!(named(path, prose), None, "{path} with prose in it");
        assert_eq!(named(path, b""), None, "{path} empty");
    }
}

#[test]
fn without_its_mark_a_sample_is_not_called_by_its_name() {
    for (path, bytes, kind, _) in samples::all() {
        let mut broken = bytes.clone();
        let len = broken.len().min(64);
        for byte in &mut broken[..len] {
            *byte = byte.wrapping_add(1) & 0x7f;
        }
        let found = named(path, &broken).map(|find| find.kind);
        // What is encrypted to the first byte has no mark: there the name and the length decide, and DOCS say so.
        let has_no_mark =
            matches!(kind, Kind::MultibitHd | Kind::LndBackup | Kind::ClnSecret | Kind::MoneroKeys);
        assert!(found.is_none() || has_no_mark, "{path} is still called {found:?}");
    }
}

/// The table as the document has it.
fn table() -> String {
    let mut text = String::from("| kind | program | what it is |\n|---|---|---|\n");
    for kind in Kind::ALL {
        let row = kind.row();
        text += &format!("| `{}` | {} | {} |\n", row.slug, row.program, row.what);
    }
    text
}

#[test]
fn the_document_has_the_table_of_the_program() {
    const START: &str = "<!-- the table of src/find/kind.rs -->\n";
    let path = project().join("docs/FIND.md");
    let document = std::fs::read_to_string(&path).expect("docs/FIND.md");
    let (before, rest) = document.split_once(START).expect("the mark of the table");
    let after = rest.split_once("\n\n").map_or("", |(_, after)| after);
    let wanted = format!("{before}{START}{}\n{after}", table());
    if std::env::var_os("COLDKEEP_KINDS_WRITE").is_some() {
        std::fs::write(&path, &wanted).unwrap();
        return;
    }
    assert_eq!(document, wanted, "COLDKEEP_KINDS_WRITE=1 cargo test --test all find:: writes it");
}
