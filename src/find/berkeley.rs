//! Wallet files in Berkeley DB: Bitcoin Core before version 30 and its forks.

use super::core::Records;
use super::sample::{Sample, le32};
use super::{Find, Kind};

/// The number of a btree's first page, and where it stands (Berkeley DB, `dbinc/db_page.h`).
const MAGIC: u32 = 0x0005_3162;
const MAGIC_AT: usize = 12;

/// A btree whose records have the names that wallets use; other programs' databases have none of them.
pub(super) fn recognise(sample: &mut Sample<'_>) -> Option<Find> {
    let magic = le32(sample.head(), MAGIC_AT)?;
    if magic != MAGIC && magic.swap_bytes() != MAGIC {
        return None;
    }
    let records = Records::search(sample);
    records.is_wallet().then(|| records.find(Kind::CoreBerkeley, None, sample))
}
