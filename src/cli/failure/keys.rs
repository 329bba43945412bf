//! What is wrong with keys, paths and addresses, as the person reads it.

use super::{Exit, Failure};
use crate::keys::KeysError;

impl From<KeysError> for Failure {
    fn from(error: KeysError) -> Self {
        let what = error.to_string();
        match error {
            KeysError::Stopped => Self::interrupted(),
            KeysError::NoSuchStyle { ref known } => {
                let known = known.join(" ");
                Self::error("no-such-path-style", Exit::Usage, what).next(format!("this coin has: {known}"))
            }
            KeysError::NoPrefix | KeysError::Prefix { .. } => Self::error("usage", Exit::Usage, what).next("for example --prefix osmo"),
            KeysError::NoAccounts | KeysError::NoChange | KeysError::NoIndex => Self::error("usage", Exit::Usage, what).next("coldkeep help addresses      shows the path of each coin and wallet"),
            KeysError::NotBip32 => Self::error("not-bip32", Exit::Invalid, what)
                .why("Monero has 25 words of its own. A Ledger or Trezor makes Monero keys from BIP-39 words in its own way.")
                .next("restore them on the same kind of device; its keys can be exported there"),
            KeysError::NoExtendedKey => Self::error("no-public-derivation", Exit::Invalid, what).next("use the seed: --words-from"),
            KeysError::UnhardenedEd25519 | KeysError::CardanoPath => Self::error("bad-path", Exit::Usage, what).next("coldkeep help addresses      shows the path of each coin and wallet"),
            KeysError::NeedsSeed | KeysError::NeedsWords => Self::error("needs-words", Exit::Invalid, what).next("use the BIP-39 words that the wallet was made with: --words-from"),
            KeysError::OtherCoin { .. } => Self::error("other-coin", Exit::Invalid, what).next("leave --coin out, or give the key of the coin that is meant"),
            KeysError::UnknownNetwork | KeysError::UnknownCoin | KeysError::UnknownScript => Self::error("usage", Exit::Usage, what).next("coldkeep help COMMAND      shows what is possible"),
            KeysError::PathTooLong { .. } | KeysError::PathTooDeep { .. } | KeysError::PathStep { .. } => Self::error("bad-path", Exit::Usage, what).next("for example m/84h/0h/0h"),
            KeysError::HardenedFromPublic { .. } => Self::error("hardened-from-public", Exit::Invalid, what).next("use the seed (--words-from), or the xpub of the deeper account"),
            KeysError::PrivateKey => private_key(),
            KeysError::WrongNetwork { given, wallet } => Self::error("wrong-network", Exit::Invalid, format!("this belongs to {given}, the wallet is on {wallet}"))
                .next("nothing was used. --network chooses the chain")
                .field("given", given),
            KeysError::NotRecognised | KeysError::Fingerprint => Self::error("not-recognised", Exit::Invalid, what).next("a fingerprint has 8 hex digits; an address begins bc1, 1, 3, 0x, ltc1, r, T, cosmos1 and so on; an extended key xpub, ypub or zpub"),
            KeysError::NotSingleKey => Self::error("not-single-key", Exit::Invalid, what).next("such a wallet is confirmed with its descriptor"),
            KeysError::IndexRange { .. } | KeysError::TooMany { .. } => Self::error("usage", Exit::Usage, what).next("a smaller --index or --count"),
            KeysError::ScriptOfAnotherCoin { .. } => Self::error("usage", Exit::Usage, what).next("leave --script out"),
            KeysError::NoKeyHere => Self::error("no-key-here", Exit::Failed, what).next("the next index has one (BIP-32)"),
            KeysError::ChildNumber { .. } | KeysError::ChildWords { .. } => Self::error("usage", Exit::Usage, what).next("coldkeep help child"),
            KeysError::NotAChild => Self::error("bad-path", Exit::Usage, what).next("for example m/83696968h/39h/0h/12h/0h; coldkeep help child lists them"),
            _ => Self::error("bad-key", Exit::Invalid, what).next("compare it with where you copied it from, character by character"),
        }
    }
}

/// A private key where only public ones belong.
pub(super) fn private_key() -> Failure {
    Failure::refused("private-key-in-watch-only", "that text can spend money: it is a private key")
        .why("only public keys belong here, and you have now shown a private key to this computer.")
        .next("export the xpub or descriptor instead. If this computer is online: move the money to a new seed.")
}
