//! The addresses of wallets that have one way to them: Electrum's seeds and Monero's.

use super::OtherWallet;
use crate::cli::confirm::{Face, threads};
use crate::cli::failure::{Exit, Failure};
use crate::host;
use crate::keys::{self, MoneroNetwork, Network, Script};

/// Which addresses are asked for.
pub(crate) struct Wanted {
    /// Only Monero has accounts here.
    pub(crate) account: u32,
    pub(crate) change: bool,
    pub(crate) start: u32,
    pub(crate) count: u32,
}

/// One address, with where it stands.
pub(crate) struct Line {
    pub(crate) path: String,
    pub(crate) index: u32,
    pub(crate) address: String,
    /// Hexadecimal digits; empty for scripts with several keys, and for Monero.
    pub(crate) public_key: String,
}

/// The addresses of a wallet, and what they have in common.
pub(crate) struct Listed {
    pub(crate) coin: &'static str,
    pub(crate) network: String,
    pub(crate) script: String,
    pub(crate) convention: &'static str,
    pub(crate) lines: Vec<Line>,
}

impl OtherWallet {
    /// Gives the addresses of a wallet with one way; nothing for one that begins at a master key, where the way is
    /// chosen.
    ///
    /// # Errors
    /// `usage` for what the kind does not have; `interrupted`.
    pub(crate) fn list(
        &self,
        wanted: &Wanted,
        network: Network,
    ) -> Result<Option<Listed>, Failure> {
        let Wanted { account, change, start, count } = *wanted;
        if account != 0 && !matches!(self, Self::Monero(_) | Self::Root { .. }) {
            return Err(has_no("accounts", "--account"));
        }
        let first = || self.first(Face::default(), network);
        Ok(Some(match self {
            Self::Root { .. } => return Ok(None),
            Self::Monero(_) if change => {
                return Err(has_no("change addresses", "--change")
                    .why("its change comes back to the address of the account."));
            }
            Self::Monero(wallet) => {
                let chain = MoneroNetwork::from(network);
                let line = |index| {
                    Ok(Line {
                        path: format!("{account}/{index}"),
                        index,
                        address: wallet.subaddress(account, index, chain),
                        public_key: String::new(),
                    })
                };
                Listed {
                    coin: "xmr",
                    network: chain.to_string(),
                    script: "monero".to_owned(),
                    convention: "Monero",
                    lines: each(start, count, line)?,
                }
            }
            Self::ElectrumOld(key) => {
                let line =
                    |index| self.line(change, index, network, key.public_key(change, index)?);
                bitcoin(network, first()?.script, "Electrum 1", each(start, count, line)?)
            }
            Self::Electrum { three: Some(_), .. } => {
                let line = |index| self.line(change, index, network, String::new());
                bitcoin(network, first()?.script, "Electrum", each(start, count, line)?)
            }
            Self::Electrum { wallet, three: None } => {
                let script = wallet.script().unwrap_or(Script::Pkh);
                let account = wallet.account()?;
                let list =
                    keys::addresses(&account, script, network, change, start, count, threads())?;
                let lines = list.into_iter().map(|one| Line {
                    path: one.path.to_string(),
                    index: one.index,
                    address: one.text,
                    public_key: one.public_key,
                });
                bitcoin(network, script.to_string(), "Electrum", lines.collect())
            }
        }))
    }

    fn line(
        &self,
        change: bool,
        index: u32,
        network: Network,
        public_key: String,
    ) -> Result<Line, Failure> {
        let shown = self.at(Face::default(), network, change, index)?;
        Ok(Line { path: shown.path, index, address: shown.address, public_key })
    }
}

fn bitcoin(network: Network, script: String, convention: &'static str, lines: Vec<Line>) -> Listed {
    Listed { coin: "btc", network: network.to_string(), script, convention, lines }
}

fn each(
    start: u32,
    count: u32,
    line: impl Fn(u32) -> Result<Line, Failure>,
) -> Result<Vec<Line>, Failure> {
    (start..start + count)
        .map(|index| if host::interrupted() { Err(Failure::interrupted()) } else { line(index) })
        .collect()
}

fn has_no(what: &str, flag: &str) -> Failure {
    Failure::error("usage", Exit::Usage, format!("the wallet of this kind of seed has no {what}"))
        .next(format!("leave {flag} out"))
}
