//! Published vectors, one of each kind, run by the program itself: is this binary, on this processor, right?

use crate::cli::stream::{DigestOnly, hex};
use crate::crypt::{self, With};
use crate::keys::{Coin, Network, Root, Script, first_address};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{Mnemonic, Passphrase};
use crate::share::{Gathering, Share, codex32};
use sha2::{Digest, Sha256};

/// A check by the name of its standard.
type Check = (&'static str, fn() -> Option<bool>);

const CHECKS: [Check; 6] = [
    ("SHA-256", sha256),
    ("BIP-39", words),
    ("BIP-84", address),
    ("SLIP-39", shares),
    ("codex32", codex),
    ("age", ciphertext),
];

/// Runs all; how many there were.
///
/// # Errors
/// The name of the first one that comes out otherwise than published.
pub(super) fn run() -> Result<usize, &'static str> {
    match CHECKS.into_iter().find(|(_, check)| check() != Some(true)) {
        None => Ok(CHECKS.len()),
        Some((name, _)) => Err(name),
    }
}

fn is(bytes: &SecretBytes, digits: &str) -> Option<bool> {
    // exposed to: a comparison with a published value
    Some(hex(bytes.expose_secret()) == digits)
}

/// FIPS 180-4, the message `abc`.
fn sha256() -> Option<bool> {
    let digest = hex(&Sha256::digest(b"abc"));
    Some(digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
}

/// BIP-0039, its second vector of 12 words.
fn words() -> Option<bool> {
    let typed = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    let mnemonic = Mnemonic::parse(&SecretText::copied_from(typed)).ok()?;
    is(&mnemonic.entropy(), &"7f".repeat(16))
}

/// BIP-0084, its first receive address.
fn address() -> Option<bool> {
    let typed = format!("{}about", "abandon ".repeat(11));
    let mnemonic = Mnemonic::parse(&SecretText::copied_from(&typed)).ok()?;
    let root = Root::from_mnemonic(&mnemonic, &Passphrase::none(), Network::Mainnet).ok()?;
    let first = first_address(&root, Coin::BTC, Script::Wpkh, Network::Mainnet).ok()?;
    Some(first.text == "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu")
}

/// SLIP-0039, its fourth vector: 2 of 3 shares under the passphrase of its authors.
fn shares() -> Option<bool> {
    let mut gathering = Gathering::new();
    for words in [
        "shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang wrist rescue view \
         short owner flip making coding armed",
        "shadow pistol academic acid actress prayer class unknown daughter sweater depict flip twice unkind craft \
         early superior advocate guest smoking",
    ] {
        gathering.add(Share::parse(&SecretText::copied_from(words)).ok()?).ok()?;
    }
    let secret = gathering.recover(&SecretText::copied_from("TREZOR")).ok()?;
    is(&secret, "b43ceb7e57a0ea8766221624d01b0864")
}

/// BIP-0093, its first vector.
fn codex() -> Option<bool> {
    let typed = SecretText::copied_from("ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw");
    is(&codex32::Share::parse(&typed).ok()?.seed()?, "318c6318c6318c6318c6318c6318c631")
}

/// The age test kit, its armored file to an X25519 key; the digest of what it holds.
fn ciphertext() -> Option<bool> {
    const KEY: &str = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
    const FILE: &str = "\
-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBURWlGMHlwcXIrYnB2Y3FY
TnlDVkpwTDdPdXdQZFZ3UEw3S1FFYkZET0NjCmhqYWJHWHdTTFE5YzNTNkx3Mmkr
UzJUdTJmaXdRSEhzbGJCTjZCNDFGTEUKLS0tIFd5SnA5Ri85Rk9aaDdnSmRoZXEy
V0lKY3dIZ1ljOE5JVmgzZGR3aHJjTmcK7s9ix86RtDMnTmjU8vkTTLdMW/73vqpS
yPC8DpksHoMx+2Y=
-----END AGE ENCRYPTED FILE-----
";
    let keys = crypt::read_identities(&SecretBytes::copied_from(KEY.as_bytes())).ok()?;
    let mut content = DigestOnly::default();
    crypt::decrypt(&With::Identities(&keys), FILE.as_bytes(), &mut content).ok()?;
    let published = "013f54400c82da08037759ada907a8b864e97de81c088a182062c4b5622fd2ab";
    Some(hex(&content.finish()) == published)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vector_comes_out_as_published() {
        assert_eq!(run(), Ok(CHECKS.len()));
    }

    #[test]
    fn another_value_is_noticed() {
        assert_eq!(is(&SecretBytes::copied_from(&[1]), "02"), Some(false));
    }
}
