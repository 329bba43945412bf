//! The usual places: in which folders programs keep wallets, on Linux, macOS and Windows.

use std::path::{Component, Path};

/// The folders of one program. They are hints: a find follows from the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The program.
    pub program: &'static str,
    /// Folders below a user's own one, with `/` between the parts: Linux, macOS, Windows.
    pub home: &'static [&'static str],
    /// Folders of servers, from the root.
    pub root: &'static [&'static str],
}

const fn place(
    program: &'static str,
    home: &'static [&'static str],
    root: &'static [&'static str],
) -> Place {
    Place { program, home, root }
}

/// Where programs keep wallets, in the order in which they are looked into.
#[rustfmt::skip]
pub const PLACES: &[Place] = &[
    place("Bitcoin Core",
        &[".bitcoin", "Library/Application Support/Bitcoin", "AppData/Roaming/Bitcoin", "AppData/Local/Bitcoin"],
        &["/var/lib/bitcoind", "/var/lib/bitcoin"]),
    place("Litecoin Core", &[".litecoin", "Library/Application Support/Litecoin", "AppData/Roaming/Litecoin"],
        &["/var/lib/litecoind", "/var/lib/litecoin"]),
    place("Dogecoin Core", &[".dogecoin", "Library/Application Support/Dogecoin", "AppData/Roaming/Dogecoin"],
        &["/var/lib/dogecoind", "/var/lib/dogecoin"]),
    place("Dash Core", &[".dashcore", "Library/Application Support/DashCore", "AppData/Roaming/DashCore"],
        &["/var/lib/dashd", "/var/lib/dash"]),
    place("Zcash", &[".zcash", "Library/Application Support/Zcash", "AppData/Roaming/Zcash"],
        &["/var/lib/zcashd", "/var/lib/zcash"]),
    place("Electrum", &[".electrum", "AppData/Roaming/Electrum"], &[]),
    place("Electrum-LTC", &[".electrum-ltc", "AppData/Roaming/Electrum-LTC"], &[]),
    place("Electrum-DASH", &[".electrum-dash", "AppData/Roaming/Electrum-DASH"], &[]),
    place("Electron Cash",
        &[".electron-cash", "Library/Application Support/Electron-Cash", "AppData/Roaming/ElectronCash"], &[]),
    place("Sparrow", &[".sparrow", "AppData/Roaming/Sparrow"], &[]),
    place("Specter", &[".specter"], &[]),
    place("Wasabi", &[".walletwasabi", "AppData/Roaming/WalletWasabi"], &[]),
    place("Armory", &[".armory", "Library/Application Support/Armory", "AppData/Roaming/Armory"], &[]),
    place("MultiBit", &["MultiBit", "Library/Application Support/MultiBit", "AppData/Roaming/MultiBit"], &[]),
    place("MultiBit HD",
        &["MultiBitHD", "Library/Application Support/MultiBitHD", "AppData/Roaming/MultiBitHD"], &[]),
    place("Bither", &[".bither", "Library/Application Support/Bither", "AppData/Roaming/Bither"], &[]),
    place("Coinomi",
        &[".coinomi", "Library/Application Support/Coinomi", "AppData/Local/Coinomi"], &[]),
    place("mSIGNA", &[".mSIGNA", "Library/Application Support/mSIGNA", "AppData/Roaming/mSIGNA"], &[]),
    place("Exodus", &[".config/Exodus", "Library/Application Support/Exodus", "AppData/Roaming/Exodus"], &[]),
    place("Atomic Wallet", &[".config/atomic", "Library/Application Support/atomic", "AppData/Roaming/atomic"], &[]),
    place("Ethereum key", &[".ethereum", "Library/Ethereum", "AppData/Roaming/Ethereum", "AppData/Local/Ethereum"],
        &["/var/lib/geth", "/var/lib/ethereum"]),
    place("Monero", &["Monero", ".bitmonero", ".shared-ringdb", "Documents/Monero"], &["/var/lib/monero"]),
    place("lnd", &[".lnd", "Library/Application Support/Lnd", "AppData/Local/Lnd"], &["/var/lib/lnd"]),
    place("Core Lightning", &[".lightning"], &["/var/lib/lightningd", "/var/lib/clightning"]),
    place("MetaMask",
        &[".config/google-chrome", ".config/chromium", ".config/BraveSoftware", ".config/microsoft-edge", ".mozilla",
            "Library/Application Support/Google/Chrome", "Library/Application Support/BraveSoftware",
            "AppData/Local/Google/Chrome", "AppData/Local/BraveSoftware", "AppData/Local/Microsoft/Edge"],
        &[]),
    place("coldkeep", &[".local/share/coldkeep", "Library/Application Support/coldkeep", "AppData/Local/coldkeep"],
        &[]),
];

/// Every folder of the table: those below a user's own folder, and those from the root.
pub fn places() -> impl Iterator<Item = (&'static str, bool)> {
    PLACES.iter().flat_map(|place| {
        let home = place.home.iter().map(|folder| (*folder, true));
        home.chain(place.root.iter().map(|folder| (*folder, false)))
    })
}

/// The program in one of whose folders a file lies, on whatever disk; `None` where the folders say nothing.
pub(super) fn program_of(path: &Path) -> Option<&'static str> {
    let above: Vec<&str> = path
        .parent()?
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let stands_in = |folder: &str| {
        let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        above.windows(parts.len()).any(|window| {
            window.iter().zip(&parts).all(|(name, part)| name.eq_ignore_ascii_case(part))
        })
    };
    let of = |place: &&Place| place.home.iter().chain(place.root).any(|folder| stands_in(folder));
    PLACES.iter().find(of).map(|place| place.program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_name_programs_on_every_system() {
        for (path, program) in [
            ("/home/u/.litecoin/wallet.dat", Some("Litecoin Core")),
            (
                "/Users/u/Library/Application Support/Dogecoin/wallets/a/wallet.dat",
                Some("Dogecoin Core"),
            ),
            ("/mnt/c/Users/u/appdata/Roaming/DashCore/wallet.dat", Some("Dash Core")),
            ("/home/u/.electrum/wallets/default_wallet", Some("Electrum")),
            ("/home/u/.electrum-ltc/wallets/default_wallet", Some("Electrum-LTC")),
            ("/var/lib/bitcoind/wallet.dat", Some("Bitcoin Core")),
            ("/home/u/litecoin.txt", None),
            ("wallet.dat", None),
            ("/home/u/.litecoin", None),
        ] {
            assert_eq!(program_of(Path::new(path)), program, "{path}");
        }
    }

    #[test]
    fn no_folder_is_named_twice() {
        let mut all: Vec<&str> = places().map(|(folder, _)| folder).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(places().all(|(folder, below_home)| folder.starts_with('/') != below_home));
    }
}
