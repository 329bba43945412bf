//! Is this the right wallet? Fingerprints, used addresses and extended public keys, compared.

use super::args::{CoinName, ScriptName};
use super::failure::{Exit, Failure};
use super::session::Session;
use crate::keys::{self, Account, Coin, Expected, Fingerprint, Network, Path, Root, Script, Step};
use crate::seed::{Mnemonic, Passphrase};
use serde::Serialize;

/// How many accounts of each convention are searched.
const ACCOUNTS: u32 = 5;

/// The flags that decide which address of a wallet is shown.
#[derive(Clone, Copy)]
pub(crate) struct Face {
    pub(crate) coin: CoinName,
    pub(crate) script: Option<ScriptName>,
    pub(crate) account: u32,
}

impl Face {
    /// The script of the flags: Ethereum has one, Bitcoin's default is native segwit.
    ///
    /// # Errors
    /// `usage` when a Bitcoin script is asked of Ethereum.
    pub(crate) fn script(&self) -> Result<Script, Failure> {
        match (self.coin, self.script) {
            (CoinName::Btc, script) => Ok(script.map_or(Script::Wpkh, Script::from)),
            (CoinName::Eth, None) => Ok(Script::Eth),
            (CoinName::Eth, Some(_)) => Err(Failure::error(
                "usage",
                Exit::Usage,
                "--script belongs to Bitcoin; Ethereum has one kind of address",
            )
            .next("leave --script out")),
        }
    }
}

/// What a seed shows of itself: public, and the same on every device.
#[derive(Serialize, Clone)]
pub(crate) struct Identity {
    pub(crate) fingerprint: String,
    pub(crate) address: String,
    pub(crate) path: String,
    pub(crate) script: String,
    pub(crate) network: String,
    /// The wallet convention that the comparison confirmed; `None` when nothing was compared with an address.
    pub(crate) convention: Option<String>,
    /// Whether it was compared with anything.
    pub(crate) compared: bool,
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
    Ok(Root::from_seed(&mnemonic.seed(passphrase), network)?)
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
    face: Face,
    expected: Option<&Expected>,
    gap: u32,
) -> Result<Identity, Failure> {
    let network = session.network;
    let script = face.script()?;
    let mut shown = plain(root, face, network)?;
    let Some(expected) = expected else { return Ok(shown) };
    let Some(found) = keys::search(root, expected, 0..ACCOUNTS, gap, threads())? else {
        return Err(wrong_wallet(root.fingerprint(), expected, gap));
    };
    shown.compared = true;
    if let Some(address) = found.address {
        shown.convention = Some(found.convention.to_owned());
        shown.address = address;
        shown.path = found.path.to_string();
        shown.account_path = account_of(&found.path);
        if let Some(script) = found.script {
            shown.script = script.to_string();
        }
        session.say(&format!(
            "Compared: {} is {} of this wallet. Convention: {}.",
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
    } else if let (Expected::Xpub(_), Some(script)) = (expected, found.script) {
        shown.convention = Some(found.convention.to_owned());
        let first = root.account(&found.path)?.address(script, false, 0, network)?;
        shown.address = first.text;
        shown.path = first.path.to_string();
        shown.script = script.to_string();
        shown.account_path = found.path;
        session.say(&format!(
            "Compared: the extended public key is {} of this wallet. Convention: {}.",
            shown.account_path, found.convention
        ));
    } else {
        session.say(&format!("Compared: fingerprint {} matches.", shown.fingerprint));
        session.detail(&format!("The address shown is the first of {script}; a fingerprint does not say which script was used."));
    }
    Ok(shown)
}

/// How many threads a search may use.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(16)
}

/// The account of an address: its path down to the last hardened step.
fn account_of(path: &Path) -> Path {
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
pub(crate) fn plain(root: &Root, face: Face, network: Network) -> Result<Identity, Failure> {
    let script = face.script()?;
    let account_path = keys::account_path(Coin::from(face.coin), script, network, face.account)?;
    let account: Account = root.account(&account_path)?;
    let first = account.address(script, false, 0, network)?;
    Ok(Identity {
        fingerprint: root.fingerprint().to_string(),
        address: first.text,
        path: first.path.to_string(),
        script: script.to_string(),
        network: network.to_string(),
        convention: None,
        compared: false,
        account_path,
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
        // The last level is the index, the one above it the branch, unless they are hardened.
        let is_tail = at + 2 >= levels && !step.is_hardened();
        first.push(if is_tail { Step::normal(0)? } else { *step })?;
    }
    let script = identity.script.parse()?;
    let address = keys::address_at(root, &first, script, root.network())?;
    Ok(Identity { address: address.text, path: first.to_string(), ..identity })
}

/// The words are valid, the wallet is another.
pub(crate) fn wrong_wallet(found: Fingerprint, expected: &Expected, gap: u32) -> Failure {
    let why = match expected {
        Expected::Fingerprint(wanted) => {
            format!("the words are valid and give fingerprint {found}; expected was {wanted}.")
        }
        Expected::Address(_) => format!(
            "the words are valid (fingerprint {found}), but the address is not among the first {gap} of any known path, accounts 0 to 4."
        ),
        Expected::Xpub(_) => format!(
            "the words are valid (fingerprint {found}), but no known account has that extended public key."
        ),
    };
    Failure::error("wrong-wallet", Exit::NoMatch, "right words, another wallet")
        .why(why)
        .why("three usual reasons: a passphrase was used or left out; the backup is of another wallet; one wrong word slipped through.")
        .next("try again with the passphrase (--passphrase-from ask), and compare the label on the sheet.")
        .field("fingerprint", found.to_string())
}
