//! Is this the right wallet? Fingerprints, used addresses and extended public keys, compared.

use super::args::CoinArgs;
use super::failure::{Exit, Failure};
use super::session::Session;
use crate::keys::{
    self, Coin, Curve, Derivation, Expected, Fingerprint, KeysError, Network, Path, Root, Script,
    Step,
};
use crate::seed::{Mnemonic, Passphrase};
use serde::Serialize;

/// How many accounts of each convention are searched.
const ACCOUNTS: u32 = 5;

/// The flags that decide which address of a wallet is shown.
#[derive(Clone, Copy, Default)]
pub(crate) struct Face<'a> {
    pub(crate) coin: Coin,
    pub(crate) script: Option<Script>,
    /// The name of a wallet convention.
    pub(crate) style: Option<&'a str>,
    pub(crate) account: u32,
}

impl<'a> Face<'a> {
    /// Takes the flags; a prefix alone means a chain of the Cosmos kind.
    ///
    /// # Errors
    /// A prefix that cannot be one, or is given with a coin that has none.
    pub(crate) fn of(which: &'a CoinArgs, account: u32) -> Result<Self, Failure> {
        let coin = match (which.coin, &which.prefix) {
            (None, None) => Coin::BTC,
            (Some(name), None) => name.into(),
            (name, Some(prefix)) => {
                let base: Coin = name.map_or_else(|| "atom".parse(), |name| Ok(name.into()))?;
                base.with_prefix(prefix)?
            }
        };
        let script = which.script.map(Script::from);
        Ok(Self { coin, script, style: which.path_style.as_deref(), account })
    }

    /// Whether the coin is Monero, whose keys come from words of its own.
    pub(crate) fn is_monero(&self) -> bool {
        self.coin.chain().curve == Curve::Monero
    }

    /// How the address comes from the seed.
    ///
    /// # Errors
    /// A script or path style that the coin does not have; a coin whose keys come from other words.
    pub(crate) fn derivation(&self, network: Network) -> Result<Derivation, Failure> {
        Ok(Derivation::choose(self.coin, self.script, self.style, network)?)
    }
}

/// What a seed shows of itself: public, and the same on every device.
#[derive(Serialize, Clone)]
pub(crate) struct Identity {
    pub(crate) fingerprint: String,
    /// The ticker.
    pub(crate) coin: String,
    pub(crate) address: String,
    pub(crate) path: String,
    pub(crate) script: String,
    pub(crate) network: String,
    /// The wallet convention that the comparison confirmed; `None` when nothing was compared with an address.
    pub(crate) convention: Option<String>,
    /// Whether it was compared with anything.
    pub(crate) compared: bool,
    /// How the address comes from the seed.
    #[serde(skip)]
    pub(crate) derivation: Derivation,
    #[serde(skip)]
    pub(crate) account_path: Path,
    /// What was compared is one key of several: the address shown is not that wallet's.
    #[serde(skip)]
    pub(crate) one_of_several: bool,
}

/// The master key of a mnemonic.
///
/// # Errors
/// When BIP-0032 has no key for this seed (never seen).
pub(crate) fn root(
    mnemonic: &Mnemonic,
    passphrase: &Passphrase,
    network: Network,
) -> Result<Root, Failure> {
    Ok(Root::from_mnemonic(mnemonic, passphrase, network)?)
}

/// Reads `--expect`.
///
/// # Errors
/// When it is no fingerprint, address or extended public key, or belongs to another network.
pub(crate) fn expected(text: Option<&str>, network: Network) -> Result<Option<Expected>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let expected: Expected = text.parse()?;
    expected.check_network(network)?;
    Ok(Some(expected))
}

/// Derives what the seed shows, and compares it with what was expected.
///
/// # Errors
/// `wrong-wallet` when it does not match.
pub(crate) fn identity(
    session: &mut Session,
    root: &Root,
    face: Face<'_>,
    expected: Option<&Expected>,
    gap: u32,
) -> Result<Identity, Failure> {
    let network = session.network;
    let mut shown = plain(root, face, network)?;
    let Some(expected) = expected else { return Ok(shown) };
    let expected = &expected.clone().preferring(face.coin);
    let Some(found) = keys::search(root, expected, 0..ACCOUNTS, gap, threads())? else {
        return Err(wrong_wallet(root.fingerprint(), expected, gap));
    };
    shown.compared = true;
    let derivation = found.style.zip(found.script).map(|(style, script)| Derivation {
        coin: found.coin,
        script,
        style,
        network,
    });
    if let (Some(address), Some(derivation)) = (found.address, derivation) {
        shown = shown.found_at(derivation, address, found.path);
        let coin = match derivation.coin == Coin::BTC {
            true => String::new(),
            false => format!(" Coin: {}.", derivation.coin.name()),
        };
        session.say(&format!(
            "Compared: {} is {} of this wallet.{coin} Convention: {}.",
            shown.address, shown.path, found.convention
        ));
    } else if let (Expected::Xpub(_), None) = (expected, found.script) {
        // A cosigner's key, or one above the accounts: no address follows from it alone.
        shown.one_of_several = true;
        session.say(&format!(
            "Compared: the extended public key is {} of this wallet. Convention: {}.",
            found.path, found.convention
        ));
        session.say(
            "It makes no address by itself: the address and path shown are NOT confirmed by it.",
        );
    } else if let (Expected::Xpub(_), Some(derivation)) = (expected, derivation) {
        let account = root.account(&found.path)?.of_coin(derivation.coin);
        let first = account.address(derivation.script, false, 0, network)?;
        shown = shown.found_at(derivation, first.text, first.path.clone());
        shown.account_path = found.path;
        session.say(&format!(
            "Compared: the extended public key is {} of this wallet. Convention: {}.",
            shown.account_path, found.convention
        ));
    } else {
        let script = shown.derivation.script;
        session.say(&format!("Compared: fingerprint {} matches.", shown.fingerprint));
        session.detail(&format!("The address shown is the first of {script}; a fingerprint does not say which script was used."));
    }
    Ok(shown)
}

impl Identity {
    /// The same wallet, by what a comparison found.
    fn found_at(self, derivation: Derivation, address: String, path: Path) -> Self {
        Self {
            coin: derivation.coin.to_string(),
            script: derivation.script.to_string(),
            convention: Some(derivation.style.words.to_owned()),
            account_path: account_of(&path),
            path: path.to_string(),
            address,
            derivation,
            ..self
        }
    }
}

/// How many threads a search may use.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(16)
}

/// The account of an address: its path down to the last hardened step.
pub(crate) fn account_of(path: &Path) -> Path {
    let mut account = Path::master();
    let hardened =
        path.components().iter().rposition(|step| step.is_hardened()).map_or(0, |at| at + 1);
    for step in &path.components()[..hardened] {
        account.push(*step).expect("no deeper than the path it is part of");
    }
    account
}

/// What the seed shows by the flags alone, compared with nothing.
///
/// # Errors
/// When a key cannot be derived (never seen).
pub(crate) fn plain(root: &Root, face: Face<'_>, network: Network) -> Result<Identity, Failure> {
    let derivation = face.derivation(network)?;
    let mut one = derivation.addresses(root, face.account, false, 0, 1, 1)?;
    let first = one.pop().ok_or(KeysError::NoIndex)?;
    Ok(Identity {
        fingerprint: root.fingerprint().to_string(),
        coin: derivation.coin.to_string(),
        address: first.text,
        path: first.path.to_string(),
        script: derivation.script.to_string(),
        network: network.to_string(),
        convention: None,
        compared: false,
        derivation,
        account_path: derivation.account_path(face.account)?,
        one_of_several: false,
    })
}

/// The same wallet by the first receive address of the branch that was confirmed: what a sheet shows as "first".
///
/// # Errors
/// When a key cannot be derived (never seen).
pub(crate) fn by_first_address(root: &Root, identity: Identity) -> Result<Identity, Failure> {
    let path: Path = identity.path.parse()?;
    let mut first = Path::master();
    let levels = path.components().len();
    for (at, step) in path.components().iter().enumerate() {
        // The last level is the index, the one above it the branch, unless they are hardened. A hardened index names
        // an account of its own: that account is the one that was confirmed.
        let is_tail = at + 2 >= levels && !step.is_hardened();
        first.push(if is_tail { Step::normal(0)? } else { *step })?;
    }
    let address = identity.derivation.address_at(root, &first)?;
    Ok(Identity { address: address.text, path: first.to_string(), ..identity })
}

/// The seed is valid, the wallet is another.
pub(crate) fn wrong_wallet(found: Fingerprint, expected: &Expected, gap: u32) -> Failure {
    let why = match expected {
        Expected::Fingerprint(wanted) => {
            format!("it has fingerprint {found}; expected was {wanted}.")
        }
        Expected::Address(_) => format!(
            "it has fingerprint {found}, and the address is not among the first {gap} of any known path, accounts 0 to 4."
        ),
        Expected::Xpub(_) => format!(
            "it has fingerprint {found}, and no known account has that extended public key."
        ),
    };
    Failure::error("wrong-wallet", Exit::NoMatch, "a valid seed, of another wallet")
        .why(why)
        .why("three usual reasons: a passphrase was used or left out; the backup is of another wallet; one wrong word or letter slipped through.")
        .next("try again with the passphrase (--passphrase-from ask), and compare the label on the sheet.")
        .field("fingerprint", found.to_string())
}
