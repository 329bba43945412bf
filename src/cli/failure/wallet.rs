//! What is wrong with descriptors and watch-only wallets, as the person reads it.

use super::{Exit, Failure};
use crate::wallet::bip138::Bip138Error;
use crate::wallet::{WalletError, Warning};

impl From<WalletError> for Failure {
    fn from(error: WalletError) -> Self {
        let what = error.to_string();
        match error {
            WalletError::Keys(error) => error.into(),
            WalletError::PrivateKey => super::keys::private_key(),
            WalletError::TooLong { .. } => {
                Self::error("too-large", Exit::Invalid, what).next("is it the right file?")
            }
            WalletError::Checksum
            | WalletError::ChecksumLength { .. }
            | WalletError::Character { .. } => {
                Self::error("descriptor-checksum", Exit::Invalid, what).next(
                    "copy the whole descriptor again, with the # and the 8 characters behind it",
                )
            }
            WalletError::ScriptFixed => {
                Self::error("usage", Exit::Usage, what).next("leave --script out")
            }
            WalletError::NoChange | WalletError::OneAddress => {
                Self::error("usage", Exit::Usage, what)
                    .next("leave --change, --index and --count out")
            }
            WalletError::Cosigner => Self::error("cosigner-key", Exit::Invalid, what)
                .next("--descriptor-from with the descriptor of the whole wallet"),
            WalletError::Fragment { .. } => Self::error("descriptor-not-read", Exit::Invalid, what)
                .why("a wallet that was read half would show wrong addresses.")
                .next("export the wallet as wsh(), sh(wsh()), wpkh() or tr() with multi_a()"),
            WalletError::NotAPair => Self::error("not-a-pair", Exit::Invalid, what)
                .next("give receive and change of one wallet, or one descriptor with <0;1>"),
            WalletError::OriginMissing { .. } => Self::error("origin-missing", Exit::Invalid, what)
                .why("without it the devices of a multisig wallet cannot find their keys.")
                .next("export the wallet again with fingerprints and paths, or --allow-unknown-origin"),
            WalletError::Threshold { .. } => Self::error("bad-threshold", Exit::Usage, what)
                .next("2 to 20 keys, and a threshold between 1 and their number: --threshold 2"),
            WalletError::SameKeyTwice { .. } => Self::error("same-key-twice", Exit::Invalid, what)
                .why("one seed would sign for two, and its loss would count twice.")
                .next("take the file of another cosigner"),
            WalletError::MixedScripts => Self::error("mixed-scripts", Exit::Invalid, what)
                .next("export all keys for one script: m/48h/0h/0h/2h for wsh, 1h for sh(wsh)"),
            WalletError::ScriptNotSaid => {
                Self::error("script-needed", Exit::Usage, what).next("--script says which one")
            }
            WalletError::KeyLine => Self::error("bad-key-line", Exit::Invalid, what)
                .next("one line for each key, or the file that the device exports"),
            WalletError::Bip138(error) => bip138(&error),
            WalletError::Json
            | WalletError::Missing { .. }
            | WalletError::KeysAndPolicy { .. }
            | WalletError::NoKeyFor { .. }
            | WalletError::BsmsVersion
            | WalletError::ElectrumKind
            | WalletError::Sealed
            | WalletError::Template => Self::error("bad-wallet-file", Exit::Invalid, what)
                .next("export it again; coldkeep reads the formats in docs/EXPORTS.md"),
            WalletError::ElectrumEncrypted => {
                Self::error("electrum-encrypted", Exit::Invalid, what)
                    .next("in Electrum: Wallet, Information shows the public keys; or save a copy without password")
            }
            WalletError::BsmsSignature => Self::error("bsms-signature", Exit::Invalid, what)
                .why("the record was changed, or made by somebody else.")
                .next("get it again from the signer, by another way"),
            WalletError::FirstAddress => Self::error("first-address-differs", Exit::Invalid, what)
                .why("a changed descriptor sends the money to other keys.")
                .next("get the record again, and compare the first address with another signer"),
            WalletError::TokenNeeded | WalletError::Token | WalletError::TokenWrong => {
                let exit = match error {
                    WalletError::TokenNeeded => Exit::NotEnough,
                    WalletError::TokenWrong => Exit::NoMatch,
                    _ => Exit::Invalid,
                };
                Self::error("bsms-token", exit, what)
                    .next("--token-from ask, with the token from the program that began the setup")
            }
            WalletError::Label { .. } => Self::error("bad-labels", Exit::Invalid, what)
                .next("one JSON object on each line, with type and ref (BIP-329)"),
            WalletError::UnknownFormat => Self::error("usage", Exit::Usage, what)
                .next("one of the formats in docs/EXPORTS.md"),
            WalletError::NotExported { .. } => Self::error("not-exported", Exit::Invalid, what)
                .next("--to descriptor takes every wallet"),
            WalletError::SeedOfAnother { .. } => Self::error("wrong-wallet", Exit::NoMatch, what)
                .next("check the words, and the BIP-39 passphrase of this seed"),
            WalletError::SeedAndPath { .. } => Self::error("seed-and-path", Exit::NoMatch, what)
                .why("with this description the seed would not find its key again.")
                .next("compare path and key with the device; the description was changed or is another's"),
            WalletError::ProofBroken => Self::error("proof-broken", Exit::Failed, what)
                .next("report it with the command line, and no secrets"),
            _ => Self::error("bad-descriptor", Exit::Invalid, what)
                .next("for example wpkh([8c65eb9f/84h/0h/0h]xpub…/<0;1>/*)#checksum"),
        }
    }
}

fn bip138(error: &Bip138Error) -> Failure {
    let what = error.to_string();
    match error {
        Bip138Error::PrivateKey => super::keys::private_key(),
        Bip138Error::TooLong { .. } => {
            Failure::error("too-large", Exit::Invalid, what).next("is it the right file?")
        }
        Bip138Error::NoKeyFits { .. } => Failure::error("no-key-opens", Exit::Invalid, what)
            .next("the extended public key of a cosigner, from any of the accounts 0 to 9"),
        Bip138Error::NoKeys => Failure::error("not-exported", Exit::Invalid, what)
            .why("single keys stand on the chain: everybody could open the backup.")
            .next("keep the descriptor itself, encrypted with coldkeep encrypt"),
        _ => Failure::error("bad-descriptor-backup", Exit::Invalid, what)
            .next("take another copy of the file"),
    }
}

impl From<Warning> for Failure {
    fn from(warning: Warning) -> Self {
        match warning {
            Warning::NoChecksum => {
                Self::warning("descriptor-without-checksum", "the descriptor has no checksum")
                    .why("a changed character would not be noticed.")
                    .next("compare the first address with the wallet before you use it")
            }
            Warning::ChangeAssumed => Self::warning(
                "change-assumed",
                "the file has the receiving branch only; branch 1 was taken for change",
            )
            .why("the program that wrote it does the same.")
            .next("compare a change address with the wallet before you spend"),
            Warning::ScriptNotSaid => Self::warning(
                "script-not-said",
                "an xpub does not say which kind of address it is for",
            )
            .why("native segwit (wpkh) is shown unless --script says otherwise.")
            .next("compare the first address with the wallet before you use it"),
        }
    }
}
