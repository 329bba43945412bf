//! What stands beside the words: fingerprints, addresses and notes of pages, files and shares, merged and compared.
//!
//! A backup that contradicts itself is refused, also when `--expect` was given: the words of one wallet beside the
//! address of another are how money looks lost.

use super::args::SeedKind;
use super::confirm::{self, Face, Identity};
use super::failure::{Exit, Failure};
use super::other::{OtherWallet, Shown};
use super::session::Session;
use crate::keys::{Expected, Root};
use crate::seed::Language;

/// Public facts that a backup says about its wallet.
#[derive(Default)]
pub(crate) struct Beside {
    /// Fingerprints of the words alone, as shares and sheets say them.
    pub(crate) bare_fingerprints: Vec<String>,
    /// Fingerprints of the wallet, with its passphrase where there is one.
    pub(crate) fingerprints: Vec<String>,
    pub(crate) addresses: Vec<String>,
    pub(crate) networks: Vec<String>,
    /// Whether a passphrase is in use; `None` when nothing says.
    pub(crate) passphrase: Option<bool>,
    /// The kind of seed, where the backup says one that is not BIP-39.
    pub(crate) kind: Option<SeedKind>,
    /// The language of the words, where the backup says it.
    pub(crate) language: Option<Language>,
}

impl Beside {
    /// Takes what another page of the same backup says.
    pub(crate) fn merge(&mut self, other: Self) {
        self.bare_fingerprints.extend(other.bare_fingerprints);
        self.fingerprints.extend(other.fingerprints);
        self.addresses.extend(other.addresses);
        self.networks.extend(other.networks);
        self.kind = self.kind.or(other.kind);
        self.language = self.language.or(other.language);
        self.passphrase = match (self.passphrase, other.passphrase) {
            (Some(a), Some(b)) => Some(a || b),
            (a, b) => a.or(b),
        };
    }

    /// Warns when the backup says that a passphrase is in use and none was given.
    pub(crate) fn warn_about_passphrase(&self, session: &mut Session, given: bool) {
        if self.passphrase == Some(true) && !given {
            session.warn(
                Failure::warning(
                    "passphrase-missing",
                    "this backup says that a passphrase is in use, and none was given",
                )
                .why("without it another wallet opens, and it looks empty.")
                .next("--passphrase-from ask"),
            );
        }
    }

    /// Compares everything with the wallet; `bare` is the root of the words without a passphrase.
    ///
    /// Gives what was confirmed last and most precisely: an address before a fingerprint. `None` when nothing spoke
    /// about the wallet with its passphrase.
    ///
    /// # Errors
    /// `wrong-network`, or `page-disagrees` with what the page says.
    pub(crate) fn compare(
        &self,
        session: &mut Session,
        root: &Root,
        bare: &Root,
        face: Face<'_>,
        gap: u32,
    ) -> Result<Option<Identity>, Failure> {
        let network = session.network.to_string();
        if let Some(other) = self.networks.iter().find(|noted| **noted != network) {
            return Err(Failure::error(
                "wrong-network",
                Exit::Invalid,
                format!(
                    "the backup is of {}, the wallet is on {network}",
                    crate::host::show_text(other)
                ),
            )
            .next("nothing was used. --network chooses the chain"));
        }
        let found = bare.fingerprint().to_string();
        if self.bare_fingerprints.iter().any(|noted| *noted != found) {
            return Err(disagrees(
                "a fingerprint",
                "the page or file has another fingerprint than the seed.",
            ));
        }
        let mut confirmed = None;
        if !self.bare_fingerprints.is_empty() && root.fingerprint() == bare.fingerprint() {
            session.say(&format!("Compared: fingerprint {found} is the one beside the words."));
            confirmed = Some(compared(confirm::plain(root, face, session.network)?));
        }
        let whole = root.fingerprint().to_string();
        if self.fingerprints.iter().any(|noted| *noted != whole) {
            return Err(disagrees("a fingerprint", "a passphrase may have been used or left out."));
        }
        if !self.fingerprints.is_empty() {
            session.say(&format!("Compared: fingerprint {whole} is the one beside the words."));
            confirmed = Some(compared(confirm::plain(root, face, session.network)?));
        }
        for noted in &self.addresses {
            let Ok(expected) = noted.parse::<Expected>() else { continue };
            expected.check_network(session.network)?;
            match confirm::identity(session, root, face, Some(&expected), gap) {
                Ok(identity) => confirmed = Some(identity),
                Err(failure) if failure.exit() == Exit::NoMatch => {
                    return Err(another_address());
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(confirmed)
    }

    /// Compares the addresses with the wallet of a seed that is not BIP-39; `None` when none stands beside it.
    ///
    /// # Errors
    /// `page-disagrees` when one is another wallet's.
    pub(crate) fn compare_other(
        &self,
        session: &Session,
        wallet: &OtherWallet,
        face: Face<'_>,
        gap: u32,
    ) -> Result<Option<Shown>, Failure> {
        let mut confirmed = None;
        for noted in &self.addresses {
            // A text that has no form of its wallets is no address of this one either.
            let found = wallet.find(noted, face, gap, session.network).ok().flatten();
            let Some(shown) = found else { return Err(another_address()) };
            session.say(&format!(
                "Compared: {} stands beside the seed and is of this wallet.",
                shown.address
            ));
            confirmed = Some(shown);
        }
        Ok(confirmed)
    }
}

fn another_address() -> Failure {
    disagrees(
        "an address",
        "the address beside it is not of this wallet: a passphrase may have been used or left out, or the pages are of two wallets.",
    )
}

fn compared(identity: Identity) -> Identity {
    Identity { compared: true, ..identity }
}

fn disagrees(what: &str, why: &str) -> Failure {
    Failure::error("page-disagrees", Exit::NoMatch, format!("a valid seed, but {what} that stands beside it is another wallet's"))
        .why(why)
        .next("try again with the passphrase (--passphrase-from ask), and with the pages of one wallet only")
}

/// Nothing was there to compare with.
pub(crate) fn not_compared(with_passphrase: bool) -> Failure {
    let with = if with_passphrase { " with this passphrase" } else { "" };
    Failure::warning("not-compared", format!("valid words{with}, NOT compared with anything"))
        .why("1 in 16 wrong phrases of 12 words passes the check, 1 in 256 of 24.")
        .why("A wrong passphrase passes always: it opens another wallet, an empty one.")
        .next("--expect FINGERPRINT, a receive address you once used, or the xpub")
}
