//! What is wrong with keys, paths and addresses, as the person reads it.

use super::{Exit, Failure};
use crate::keys::KeysError;

impl From<KeysError> for Failure {
    fn from(error: KeysError) -> Self {
        let what = error.to_string();
        match error {
            KeysError::Stopped => Self::interrupted(),
            KeysError::UnknownNetwork | KeysError::UnknownCoin | KeysError::UnknownScript => Self::error("usage", Exit::Usage, what).next("coldkeep help COMMAND      shows what is possible"),
            KeysError::PathTooLong { .. } | KeysError::PathTooDeep { .. } | KeysError::PathStep { .. } => Self::error("bad-path", Exit::Usage, what).next("for example m/84h/0h/0h"),
            KeysError::HardenedFromPublic { .. } => Self::error("hardened-from-public", Exit::Invalid, what).next("use the seed (--words-from), or the xpub of the deeper account"),
            KeysError::PrivateKey => private_key(),
            KeysError::WrongNetwork { given, wallet } => Self::error("wrong-network", Exit::Invalid, format!("this belongs to {given}, the wallet is on {wallet}"))
                .next("nothing was used. --network chooses the chain")
                .field("given", given),
            KeysError::NotRecognised | KeysError::Fingerprint => Self::error("not-recognised", Exit::Invalid, what).next("a fingerprint has 8 hex digits; an address begins bc1, 1, 3 or 0x; an extended key xpub, ypub or zpub"),
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
