//! The wallets of seeds that are not BIP-39: their first address, and where something they once showed stands.

use super::OtherSeed;
use crate::cli::confirm::{self, Face, threads};
use crate::cli::failure::Failure;
use crate::keys::{
    self, Account, ElectrumOldKey, ElectrumWallet, Expected, KeysError, MoneroAddress,
    MoneroNetwork, MoneroWallet, Network, Path, Root, Script, TwoFactor,
};
use crate::secret::SecretText;
use crate::seed::{ElectrumPassphrase, KindError, Mnemonic, Passphrase};

/// How many accounts of Monero are looked at.
const MONERO_ACCOUNTS: u32 = 5;
/// How many accounts of each convention are searched.
const ACCOUNTS: u32 = 5;

/// What a wallet shows of itself.
pub(crate) struct Shown {
    pub(crate) fingerprint: Option<String>,
    pub(crate) address: String,
    pub(crate) path: String,
    pub(crate) script: String,
    pub(crate) network: String,
    /// How its wallets call the way to the address, where something was compared.
    pub(crate) convention: Option<String>,
    pub(crate) compared: bool,
}

/// A wallet that was opened.
pub(crate) enum OtherWallet {
    Electrum {
        wallet: ElectrumWallet,
        three: Option<Box<TwoFactor>>,
    },
    ElectrumOld(ElectrumOldKey),
    Monero(MoneroWallet),
    /// Any wallet that begins at a master key of BIP-0032, with the day it was made where the seed says so.
    Root {
        root: Root,
        birthday: Option<String>,
    },
}

impl OtherWallet {
    /// Opens the wallet of a seed.
    ///
    /// # Errors
    /// `wrong-passphrase` for an aezeed; `no-passphrase-here` where the kind knows none.
    pub(crate) fn open(
        seed: &OtherSeed,
        passphrase: Option<&SecretText>,
        network: Network,
    ) -> Result<Self, Failure> {
        let none = |kind| match passphrase {
            Some(_) => Err(Failure::from(KindError::NoPassphrase { kind })),
            None => Ok(()),
        };
        Ok(match seed {
            OtherSeed::Electrum(seed) => {
                let custom = passphrase
                    .map_or_else(|| Ok(ElectrumPassphrase::none()), ElectrumPassphrase::parse)?;
                let (first, second) = seed.seeds(&custom)?;
                let wallet = ElectrumWallet::new(seed.kind(), &first, second.as_ref(), network)?;
                let three = wallet.two_factor()?.map(Box::new);
                Self::Electrum { wallet, three }
            }
            OtherSeed::ElectrumOld(seed) => {
                none("a seed of Electrum 1")?;
                Self::ElectrumOld(ElectrumOldKey::of(seed)?)
            }
            OtherSeed::Monero(seed) => {
                none("a Monero seed, as coldkeep reads it,")?;
                Self::Monero(MoneroWallet::of(seed))
            }
            OtherSeed::Aezeed(seed) => {
                let content = seed.open(passphrase)?;
                let (year, month, day) = content.birthday_date();
                let birthday = Some(format!("{year:04}-{month:02}-{day:02}"));
                Self::Root { root: Root::from_seed(content.seed(), network)?, birthday }
            }
            OtherSeed::Bip32 { seed, kind, .. } => {
                if *kind == "codex32" {
                    none("a codex32 seed")?;
                }
                Self::Root { root: Root::from_seed(seed, network)?, birthday: None }
            }
        })
    }

    /// The wallet of BIP-39 words, to be compared with the same words as another kind.
    ///
    /// # Errors
    /// When the passphrase is too long.
    pub(crate) fn of_mnemonic(
        mnemonic: &Mnemonic,
        passphrase: Option<&SecretText>,
        network: Network,
    ) -> Result<Self, Failure> {
        let passphrase = match passphrase {
            // exposed to: the passphrase that is made of it
            Some(text) => Passphrase::parse(SecretText::copied_from(text.expose_secret()))?,
            None => Passphrase::none(),
        };
        Ok(Self::Root { root: confirm::root(mnemonic, &passphrase, network)?, birthday: None })
    }

    /// The master key, where the wallet has one.
    pub(crate) fn root(&self) -> Option<&Root> {
        match self {
            Self::Electrum { wallet, .. } => Some(wallet.root()),
            Self::Root { root, .. } => Some(root),
            Self::ElectrumOld(_) | Self::Monero(_) => None,
        }
    }

    /// What the wallet shows first.
    ///
    /// # Errors
    /// When a key cannot be derived (never seen).
    pub(crate) fn first(&self, face: Face, network: Network) -> Result<Shown, Failure> {
        self.at(face, network, false, 0)
    }

    pub(super) fn at(
        &self,
        face: Face,
        network: Network,
        change: bool,
        index: u32,
    ) -> Result<Shown, Failure> {
        let branch = format!("{}/{index}", u32::from(change));
        let shown = |address: String, path: String, script: &str| Shown {
            fingerprint: self.root().map(|root| root.fingerprint().to_string()),
            address,
            path,
            script: script.to_owned(),
            network: network.to_string(),
            convention: None,
            compared: false,
        };
        Ok(match self {
            Self::Electrum { three: Some(three), .. } => {
                let script = if three.is_segwit() { "wsh" } else { "sh" };
                shown(three.address(change, index)?, branch, script)
            }
            Self::Electrum { wallet, .. } => {
                let script = wallet.script().unwrap_or(Script::Pkh);
                let address = wallet.account()?.address(script, change, index, network)?;
                shown(address.text, address.path.to_string(), &script.to_string())
            }
            Self::ElectrumOld(key) => shown(key.address(change, index, network)?, branch, "pkh"),
            Self::Monero(wallet) => {
                let chain = MoneroNetwork::from(network);
                let shown = shown(wallet.address(chain), "0/0".to_owned(), "monero");
                Shown { network: chain.to_string(), ..shown }
            }
            Self::Root { root, .. } => {
                let plain = confirm::plain(root, face, network)?;
                shown(plain.address, plain.path, &plain.script)
            }
        })
    }

    /// Looks for what a wallet once showed: an address, a fingerprint, an extended public key, or the master public
    /// key of Electrum 1.
    ///
    /// # Errors
    /// When the text is none of these, or belongs to another network.
    pub(crate) fn find(
        &self,
        wanted: &str,
        face: Face,
        gap: u32,
        network: Network,
    ) -> Result<Option<Shown>, Failure> {
        let wanted = wanted.trim();
        match self {
            Self::Monero(wallet) => {
                let address: MoneroAddress = wanted.parse()?;
                let Some((account, index)) = wallet.find(&address, MONERO_ACCOUNTS, gap) else {
                    return Ok(None);
                };
                let shown = self.first(face, network)?;
                Ok(Some(Shown {
                    address: address.to_string(),
                    path: format!("{account}/{index}"),
                    network: address.network().to_string(),
                    ..confirmed(shown, "Monero")
                }))
            }
            Self::ElectrumOld(key) => {
                if wanted.parse() == Ok(*key) {
                    return Ok(Some(confirmed(self.first(face, network)?, "Electrum 1")));
                }
                self.first_equal(wanted, face, gap, network, "Electrum 1")
            }
            Self::Electrum { wallet, three } => {
                self.find_electrum(wallet, three.as_deref(), wanted, face, gap, network)
            }
            Self::Root { root, .. } => {
                find_at_root(root, wanted, gap, network, self.first(face, network)?)
            }
        }
    }

    fn find_electrum(
        &self,
        wallet: &ElectrumWallet,
        three: Option<&TwoFactor>,
        wanted: &str,
        face: Face,
        gap: u32,
        network: Network,
    ) -> Result<Option<Shown>, Failure> {
        let here = |name: &str| -> Result<Option<Shown>, Failure> {
            Ok(Some(confirmed(self.first(face, network)?, name)))
        };
        match wanted.parse::<Expected>() {
            Ok(Expected::Fingerprint(fingerprint)) => {
                if fingerprint == wallet.fingerprint() {
                    here("Electrum")
                } else {
                    Ok(None)
                }
            }
            Ok(Expected::Xpub(key)) => {
                let of_three =
                    three.is_some_and(|three| three.keys().iter().any(|own| own.is_key(&key)));
                match (wallet.account()?.is_key(&key) || of_three, wallet.cosigner()?.is_key(&key))
                {
                    (true, _) => here("Electrum"),
                    (false, true) => here("Electrum, one of several keys"),
                    (false, false) => Ok(None),
                }
            }
            // Addresses of several keys are no expectation of a single key, and may be one of these.
            Ok(_) | Err(KeysError::NotSingleKey) => {
                self.first_equal(wanted, face, gap, network, "Electrum")
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The first place on both branches whose address is the one that is wanted.
    fn first_equal(
        &self,
        wanted: &str,
        face: Face,
        gap: u32,
        network: Network,
        name: &str,
    ) -> Result<Option<Shown>, Failure> {
        if let Self::Electrum { wallet, three: None } = self {
            let script = wallet.script().unwrap_or(Script::Pkh);
            let place = wallet.account()?.place_of(wanted, script, network, gap, threads())?;
            return place
                .map(|at| Ok(confirmed(self.at(face, network, at.change, at.index)?, name)))
                .transpose();
        }
        for change in [false, true] {
            for index in 0..gap {
                let shown = self.at(face, network, change, index)?;
                let folded = shown.script == "wsh" && shown.address.eq_ignore_ascii_case(wanted);
                if folded || shown.address == wanted {
                    return Ok(Some(confirmed(shown, name)));
                }
            }
        }
        Ok(None)
    }

    /// The account that the wallet's addresses lie below, and its script; nothing where the wallet has none.
    ///
    /// # Errors
    /// When a key cannot be derived (never seen).
    pub(crate) fn account(&self, shown: &Shown) -> Result<Option<(Account, Script)>, Failure> {
        Ok(match self {
            Self::Electrum { wallet, three: None } => wallet
                .script()
                .map(|script| Ok::<_, Failure>((wallet.account()?, script)))
                .transpose()?,
            Self::Root { root, .. } => {
                let path: Path = shown.path.parse()?;
                let account = confirm::account_of(&path);
                Some((root.account(&account)?, shown.script.parse()?))
            }
            _ => None,
        })
    }
}

fn confirmed(shown: Shown, convention: &str) -> Shown {
    Shown { convention: Some(convention.to_owned()), compared: true, ..shown }
}

fn find_at_root(
    root: &Root,
    wanted: &str,
    gap: u32,
    network: Network,
    first: Shown,
) -> Result<Option<Shown>, Failure> {
    let expected: Expected = wanted.parse()?;
    expected.check_network(network)?;
    let Some(found) = keys::search(root, &expected, 0..ACCOUNTS, gap, threads())? else {
        return Ok(None);
    };
    let name = found.convention;
    let Some(address) = found.address else { return Ok(Some(confirmed(first, name))) };
    Ok(Some(Shown {
        address,
        path: found.path.to_string(),
        script: found.script.map_or_else(|| first.script.clone(), |script| script.to_string()),
        ..confirmed(first, name)
    }))
}
