//! Samples of Bitcoin Core and its forks, in both kinds of database.

use super::databases::{berkeley, sqlite};
use super::samples::Case;
use coldkeep::find::{Kind, Locked};

/// What Bitcoin Core writes into an SQLite file to say which network it is of.
const MAIN: [u8; 4] = [0xf9, 0xbe, 0xb4, 0xd9];

pub(super) fn all() -> Vec<Case> {
    let with = |records: &[&[u8]]| [sqlite(MAIN, &["main"]), records.concat()].concat();
    let key = b"\x03key\x21\x02...";
    let ckey = b"\x04ckey\x21\x02...";
    vec![
        (
            "/u/.bitcoin/wallet.dat",
            berkeley(&[b"\x0aminversion", key]),
            Kind::CoreBerkeley,
            Locked::No,
        ),
        (
            "/u/.dogecoin/wallet.dat",
            berkeley(&[b"\x04mkey\x01", ckey, key]),
            Kind::CoreBerkeley,
            Locked::Yes,
        ),
        (
            "/u/.dashcore/wallet.dat",
            berkeley(&[b"\x09bestblock"]),
            Kind::CoreBerkeley,
            Locked::NoKeys,
        ),
        // Dash: the seed stands in `hdchain`, and no key has a record of its own.
        (
            "/u/dash.dat",
            berkeley(&[b"\x07hdchain", b"\x08hdpubkey\x21"]),
            Kind::CoreBerkeley,
            Locked::No,
        ),
        (
            "/u/dash-locked.dat",
            berkeley(&[b"\x08chdchain", b"\x08hdpubkey\x21"]),
            Kind::CoreBerkeley,
            Locked::Yes,
        ),
        (
            "/u/zcash.dat",
            berkeley(&[b"\x0aminversion", b"\x0emnemonicphrase"]),
            Kind::CoreBerkeley,
            Locked::No,
        ),
        (
            "/u/sapling.dat",
            berkeley(&[b"\x0aminversion", b"\x07sapzkey"]),
            Kind::CoreBerkeley,
            Locked::No,
        ),
        (
            "/u/sapling-locked.dat",
            berkeley(&[b"\x0aminversion", b"\x08csapzkey", b"\x07sapzkey"]),
            Kind::CoreBerkeley,
            Locked::Yes,
        ),
        // All that was written is in the file beside it.
        ("/u/new.dat", sqlite(MAIN, &[]), Kind::CoreSqlite, Locked::Unknown),
        ("/u/wallet.dat", with(&[b"\x13walletdescriptorkey"]), Kind::CoreSqlite, Locked::No),
        (
            "/u/w.dat",
            with(&[b"\x14walletdescriptorckey", b"\x13walletdescriptorkey"]),
            Kind::CoreSqlite,
            Locked::Yes,
        ),
        ("/u/blank.dat", with(&[]), Kind::CoreSqlite, Locked::NoKeys),
    ]
}
