//! Files that their first bytes tell: archives, databases and wallet files of other programs.

use super::{Identified, Kind};

/// PSBT (BIP-0174, BIP-0370): as bytes.
pub(super) fn psbt(bytes: &[u8]) -> Option<Identified> {
    bytes.starts_with(b"psbt\xff").then(|| Identified::known(Kind::Psbt, true))
}

/// 7z archives; the backup of a Coldcard is one.
pub(super) fn seven_zip(bytes: &[u8]) -> Option<Identified> {
    bytes.starts_with(b"7z\xbc\xaf\x27\x1c").then(|| Identified::known(Kind::SevenZip, true))
}

/// Wallet files of Bitcoin Core: a SQLite database that names its network, or a Berkeley DB tree.
pub(super) fn core_wallet(bytes: &[u8]) -> Option<Identified> {
    /// The magic numbers of the networks, which Bitcoin Core writes as the application's number.
    const NETWORKS: [([u8; 4], &str); 5] = [
        ([0xf9, 0xbe, 0xb4, 0xd9], "mainnet"),
        ([0x0b, 0x11, 0x09, 0x07], "testnet"),
        ([0x1c, 0x16, 0x3f, 0x28], "testnet"),
        ([0x0a, 0x03, 0xcf, 0x40], "signet"),
        ([0xfa, 0xbf, 0xb5, 0xda], "regtest"),
    ];
    if bytes.starts_with(b"SQLite format 3\0") {
        let application = bytes.get(68..72);
        let network = NETWORKS.iter().find(|(magic, _)| Some(magic.as_slice()) == application);
        let mut found = match network {
            Some(_) => Identified::known(Kind::CoreWallet, true).form("SQLite"),
            None => Identified::known(Kind::Sqlite, true),
        };
        found.facts.network = network.map(|(_, name)| *name);
        return Some(found);
    }
    // The magic number and version 9 of a Berkeley DB btree.
    let tree = bytes.get(12..20) == Some(&[0x62, 0x31, 0x05, 0x00, 0x09, 0x00, 0x00, 0x00]);
    tree.then(|| Identified::known(Kind::CoreWallet, true).form("Berkeley DB"))
}

/// A wallet of bitcoinj: a protocol buffer whose first field is the name of a network.
pub(super) fn bitcoinj(bytes: &[u8]) -> Option<Identified> {
    let name = bytes.strip_prefix(b"\x0a")?;
    let (len, name) = name.split_first()?;
    let name = name.get(..usize::from(*len))?;
    let network = match name {
        b"org.bitcoin.production" => "mainnet",
        b"org.bitcoin.test" => "testnet",
        b"org.bitcoin.regtest" => "regtest",
        _ => return None,
    };
    let mut found = Identified::known(Kind::BitcoinjWallet, true);
    found.facts.network = Some(network);
    Some(found)
}

/// A wallet of Sparrow: an H2 database.
pub(super) fn sparrow(bytes: &[u8]) -> Option<Identified> {
    bytes.starts_with(b"H:2,block:").then(|| Identified::known(Kind::SparrowWallet, true))
}

/// An encrypted descriptor in its binary form (BIP-0138).
pub(super) fn bip138(bytes: &[u8]) -> Option<Identified> {
    bytes.starts_with(b"BIP138\x01").then(|| Identified::known(Kind::Bip138, true))
}
