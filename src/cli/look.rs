//! Finds an address among those of a watch-only wallet.

use super::confirm;
use super::failure::Failure;
use crate::keys::{Address, Expected, KeysError, Network};
use crate::wallet::Policy;

/// Looks for an address among the first ones of both branches: `ends` has how many of receive and of change.
///
/// # Errors
/// When addresses cannot be derived.
pub(crate) fn find(
    policy: &Policy,
    network: Network,
    ends: [u32; 2],
    text: &str,
) -> Result<Option<(bool, Address)>, Failure> {
    let text = text.trim();
    // Bech32 may be written in capitals, as codes on paper do (BIP-0173).
    let lower = text.to_ascii_lowercase();
    for (change, end) in [(false, ends[0]), (true, ends[1])] {
        if change && !policy.has_change() {
            continue;
        }
        let mut start = 0;
        while start < end {
            let count = (end - start).min(10_000);
            let list = policy.addresses(network, change, start, count, confirm::threads())?;
            let same = |a: &Address| {
                a.text == text || (a.text == lower && text.to_ascii_uppercase() == text)
            };
            if let Some(address) = list.into_iter().find(same) {
                return Ok(Some((change, address)));
            }
            start += count;
        }
    }
    Ok(None)
}

/// Refuses a text that is no address, has a wrong letter, or belongs to another network.
///
/// # Errors
/// Which of them it is.
pub(crate) fn must_be_address(text: &str, network: Option<Network>) -> Result<(), Failure> {
    match text.parse::<Expected>() {
        Ok(expected @ Expected::Address(_)) => {
            network.map_or(Ok(()), |network| Ok(expected.check_network(network)?))
        }
        // An address of several keys has a checksum as well, and was read well enough.
        Err(KeysError::NotSingleKey) => Ok(()),
        Ok(_) => Err(KeysError::NotRecognised.into()),
        Err(error) => Err(error.into()),
    }
}
