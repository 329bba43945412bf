//! What Bitcoin Core and its forks write into their databases: the names of records, as bytes of the file.
//!
//! A record's key begins with its name, and the name with its length (Bitcoin Core, `src/wallet/walletdb.cpp`). Both
//! kinds of database store it as it stands, so the names are searched in the file and no record is read.

use super::sample::Sample;
use super::{Find, Kind, Locked, place};

/// How much of a database is searched, in bytes: wallets of busy services are larger, their first records are not.
const LIMIT: u64 = 256 << 20;

/// The names that tell something, each with what it tells.
const NAMES: &[(&[u8], Tells)] = &[
    (b"\x04mkey\x01", Tells::Locked),
    (b"\x04ckey\x21", Tells::Locked),
    (b"\x04ckey\x41", Tells::Locked),
    (b"\x14walletdescriptorckey", Tells::Locked),
    (b"\x07chdseed", Tells::Locked),
    (b"\x08chdchain", Tells::Locked),
    (b"\x03key\x21", Tells::Clear),
    (b"\x03key\x41", Tells::Clear),
    (b"\x04wkey\x21", Tells::Clear),
    (b"\x04wkey\x41", Tells::Clear),
    (b"\x13walletdescriptorkey", Tells::Clear),
    // Dash, whose wallets with one seed have no record of a key: it stands in `hdchain`, and in `chdchain` once it is locked.
    (b"\x08hdpubkey", Tells::Clear),
    (b"\x04zkey", Tells::ZcashClear),
    (b"\x07sapzkey", Tells::ZcashClear),
    (b"\x0emnemonicphrase", Tells::ZcashClear),
    (b"\x05czkey", Tells::ZcashLocked),
    (b"\x08csapzkey", Tells::ZcashLocked),
    (b"\x0fcmnemonicphrase", Tells::ZcashLocked),
    (b"\x04name", Tells::Address),
    (b"\x07keymeta", Tells::Wallet),
    (b"\x0aminversion", Tells::Wallet),
    (b"\x0adefaultkey", Tells::Wallet),
    (b"\x09bestblock", Tells::Wallet),
    (b"\x10walletdescriptor", Tells::Wallet),
];

/// What a record's name says of its wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    Wallet,
    Locked,
    Clear,
    ZcashClear,
    ZcashLocked,
    Address,
}

/// What the records of a database say together.
#[derive(Default)]
pub(super) struct Records {
    is_wallet: bool,
    locked: bool,
    clear: bool,
    fork: Option<&'static str>,
}

impl Records {
    /// Searches a database.
    pub(super) fn search(sample: &mut Sample<'_>) -> Self {
        let wanted: Vec<&[u8]> = NAMES.iter().map(|(name, _)| *name).collect();
        let mut found = Self::default();
        sample.each_hit(&wanted, LIMIT, &mut |number, behind| {
            match NAMES[number].1 {
                Tells::Wallet => found.is_wallet = true,
                Tells::Locked => (found.is_wallet, found.locked) = (true, true),
                Tells::Clear => (found.is_wallet, found.clear) = (true, true),
                Tells::ZcashClear => {
                    (found.clear, found.fork) = (true, found.fork.or(Some("Zcash")));
                }
                Tells::ZcashLocked => {
                    (found.locked, found.fork) = (true, found.fork.or(Some("Zcash")));
                }
                Tells::Address => found.fork = found.fork.or_else(|| fork_of(behind)),
            }
            !(found.locked && found.fork.is_some())
        });
        found
    }

    /// Whether it has records of a wallet.
    pub(super) fn is_wallet(&self) -> bool {
        self.is_wallet
    }

    /// The find. Records that were deleted stay in the file, so a lock decides over keys in clear.
    pub(super) fn find(
        &self,
        kind: Kind,
        network: Option<&'static str>,
        sample: &Sample<'_>,
    ) -> Find {
        let locked = match (self.locked, self.clear) {
            (true, _) => Locked::Yes,
            (false, true) => Locked::No,
            (false, false) => Locked::NoKeys,
        };
        let folder = || place::program_of(sample.path()).filter(|program| FORKS.contains(program));
        Find::new(kind, locked).of(network.or(self.fork).or_else(folder))
    }
}

/// The programs that a folder may name for a `wallet.dat`.
const FORKS: [&str; 5] = ["Bitcoin Core", "Litecoin Core", "Dogecoin Core", "Dash Core", "Zcash"];

/// The program of the chain on which an address lies: a length and the address. Most letters tell nothing.
fn fork_of(record: &[u8]) -> Option<&'static str> {
    let (len, rest) = record.split_first()?;
    let address = rest.get(..usize::from(*len))?;
    if !(26..=62).contains(&address.len()) || !address.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let old = address.len() == 34;
    match address {
        [b'b', b'c', b'1', ..] | [b't', b'b', b'1', ..] => Some("Bitcoin Core"),
        [b'l', b't', b'c', b'1', ..] => Some("Litecoin Core"),
        [b'L' | b'M', ..] if old => Some("Litecoin Core"),
        [b'D', ..] if old => Some("Dogecoin Core"),
        [b'X', ..] if old => Some("Dash Core"),
        [b't', b'1' | b'3', ..] if address.len() == 35 => Some("Zcash"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_their_chain() {
        for (record, program) in [
            ("\x22LdP8Qox1VAhCzLJNqrr74YovaWYyNBUWvL", Some("Litecoin Core")),
            ("\x22DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", Some("Dogecoin Core")),
            ("\x22XpESxaUmonkq8RaLLp46Brx2K39ggQe226", Some("Dash Core")),
            ("\x231BoatSLRHtKNngkdXEeobR76b53LETtpyT", None),
            ("\x22D", None),
            ("", None),
        ] {
            assert_eq!(fork_of(record.as_bytes()), program, "{record:?}");
        }
    }
}
