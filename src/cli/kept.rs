//! The wallets of the home, for commands: named, read, changed under the lock.

use super::failure::logbook::{bad_name, no_such_wallet, which_wallet};
use super::failure::{Exit, Failure};
use super::session::Session;
use crate::host::{Existing, Home, HomeLock, HostError};
use crate::keys::Network;
use crate::logbook::{LogbookError, WalletFile, WalletName};
use crate::wallet::Policy;
use std::path::{Path, PathBuf};

/// The folder of the home that holds the wallets.
pub(crate) const WALLETS: &str = "wallets";

/// The largest file of a wallet, in bytes: about 200,000 entries.
const FILE_LIMIT: usize = 16 << 20;

/// The home and the wallets in it.
pub(crate) struct Shelf {
    pub(crate) home: Home,
    pub(crate) names: Vec<WalletName>,
}

/// One wallet, read.
pub(crate) struct Kept {
    pub(crate) name: WalletName,
    pub(crate) file: WalletFile,
    pub(crate) network: Network,
    pub(crate) policy: Policy,
}

impl Shelf {
    /// Opens the home.
    ///
    /// # Errors
    /// `no-wallets` when it is not there; when others can write in it.
    pub(crate) fn open(session: &Session) -> Result<Self, Failure> {
        let path = session.home()?;
        let home = Home::open(&path).map_err(|error| at_home(&path, error))?;
        Self::of(home.ok_or_else(|| which_wallet(&path, &[]))?)
    }

    /// Opens the home, and makes it when it is not there.
    ///
    /// # Errors
    /// When it cannot be made; when others can write in it.
    pub(crate) fn open_or_make(session: &Session) -> Result<Self, Failure> {
        let path = session.home()?;
        Self::of(Home::create(&path).map_err(|error| at_home(&path, error))?)
    }

    fn of(home: Home) -> Result<Self, Failure> {
        let files =
            home.names(WALLETS).map_err(|error| at_home(&home.path().join(WALLETS), error))?;
        let names = files.iter().filter_map(|file| WalletName::of_file(file)).collect();
        Ok(Self { home, names })
    }

    /// The wallet that is meant: the one named, as it is spelt in the home, or the only one.
    ///
    /// # Errors
    /// `no-such-wallet`, `no-wallets`, `which-wallet`, `wallet-name`.
    pub(crate) fn choose(&self, named: Option<&str>) -> Result<WalletName, Failure> {
        let Some(text) = named else {
            return match self.names.as_slice() {
                [only] => Ok(only.clone()),
                some => Err(which_wallet(self.home.path(), some)),
            };
        };
        let name = name(text)?;
        let known = self.names.iter().find(|known| **known == name);
        known.cloned().ok_or_else(|| no_such_wallet(&name, &self.names))
    }

    /// Where a wallet's file is.
    pub(crate) fn path(&self, name: &WalletName) -> PathBuf {
        self.home.path().join(WALLETS).join(name.file())
    }

    /// Reads a wallet.
    ///
    /// # Errors
    /// `home-file` with the line of what is wrong in it.
    pub(crate) fn read(&self, name: &WalletName) -> Result<Kept, Failure> {
        let path = self.path(name);
        let read = self.home.read(WALLETS, &name.file(), FILE_LIMIT);
        let text = read.map_err(|error| at_home(&path, error))?;
        let text = text.ok_or_else(|| no_such_wallet(name, &self.names))?;
        let file = WalletFile::parse(text).map_err(|error| Failure::kept_file(&path, &error))?;
        let network = network_of(file.network()).ok_or_else(|| {
            Failure::error(
                "home-file",
                Exit::Invalid,
                format!("{}: the network is not known", crate::host::show_path(&path)),
            )
            .next("mainnet, testnet, signet or regtest")
        })?;
        let policy = Policy::from_descriptor(file.descriptor()).map_err(|error| {
            Failure::from(error).about(
                "the descriptor",
                &format!("the descriptor in {}", crate::host::show_path(&path)),
            )
        })?;
        Ok(Kept { name: name.clone(), file, network, policy })
    }

    /// Waits for the right to change the home.
    ///
    /// # Errors
    /// `home-busy` when another process does not end.
    pub(crate) fn lock(&self) -> Result<HomeLock, Failure> {
        self.home.lock().map_err(|error| at_home(self.home.path(), error))
    }

    /// Keeps a wallet's file.
    ///
    /// # Errors
    /// When it cannot be written whole; the file before it is then as it was.
    pub(crate) fn write(
        &self,
        lock: &HomeLock,
        name: &WalletName,
        file: &WalletFile,
        existing: Existing,
    ) -> Result<(), Failure> {
        let done = self.home.write(lock, (WALLETS, &name.file()), file.text(), existing);
        done.map_err(|error| at_home(&self.path(name), error))
    }

    /// A failure of the logbook, told with the wallet's file.
    pub(crate) fn failed(&self, name: &WalletName, error: &LogbookError) -> Failure {
        Failure::kept_file(&self.path(name), error)
    }
}

/// A wallet's name, as it was typed.
///
/// # Errors
/// `wallet-name`; what was typed is not repeated.
pub(crate) fn name(text: &str) -> Result<WalletName, Failure> {
    text.parse().map_err(|error| bad_name(&error))
}

/// A refusal of the machine about the home.
pub(crate) fn at_home(path: &Path, error: HostError) -> Failure {
    Failure::at(path, error)
}

fn network_of(name: &str) -> Option<Network> {
    let all = [Network::Mainnet, Network::Testnet, Network::Signet, Network::Regtest];
    all.into_iter().find(|network| network.to_string() == name)
}
