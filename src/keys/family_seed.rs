//! Family seeds of XRP, by their form: the digits are Bitcoin's in another order, the checksum is the same.

use super::base58;
use crate::secret::{SecretBytes, SecretText};

/// Whether a text with the form of a family seed has its checksum; `None` for every other text.
///
/// `s…` has the version byte 33, `sEd…` the three bytes of Ed25519; both hold 16 bytes.
pub fn xrp_family_seed(text: &str) -> Option<bool> {
    let bytes = text.as_bytes();
    if !matches!(bytes.len(), 28..=31)
        || bytes[0] != b's'
        || !bytes.iter().all(|digit| base58::from_ripple(*digit).is_some())
    {
        return None;
    }
    let translated = SecretBytes::filled(bytes.len(), |to| {
        for (digit, byte) in to.iter_mut().zip(bytes) {
            *digit = base58::from_ripple(*byte).expect("looked at above");
        }
    });
    let translated = SecretText::from_bytes(translated).ok()?;
    // exposed to: the Base58 decoder
    let Ok(seed) = base58::decode(translated.expose_secret()) else { return Some(false) };
    // exposed to: the look at its version
    let seed = seed.expose_secret();
    let secp256k1 = seed.len() == 17 && seed[0] == 33;
    Some(secp256k1 || (seed.len() == 19 && seed.starts_with(&[1, 0xe1, 0x4b])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_family_seeds_are_known() {
        // The seeds of "masterpassphrase" in the documents of XRP, for both curves.
        assert_eq!(xrp_family_seed("snoPBrXtMeMyMHUVTgbuqAfg1SUTb"), Some(true));
        assert_eq!(xrp_family_seed("sEdSJHS4oiAdz7w2X2ni1gFiqtbJHqE"), Some(true));
        assert_eq!(xrp_family_seed("snoPBrXtMeMyMHUVTgbuqAfg1SUTc"), Some(false));
        assert_eq!(xrp_family_seed("snoPBrXtMeMyMHUVTgbuqAfg1SU0b"), None);
        assert_eq!(xrp_family_seed("something short"), None);
    }
}
