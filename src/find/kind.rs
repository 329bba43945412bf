//! The kinds of finds: one row each with its stable name, the program it is of, and what it is.

/// One kind as a person and a program need it; `docs/FIND.md` is this table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The name on the command line and in JSON; it does not change between versions.
    pub slug: &'static str,
    /// The program that writes it; forks are told by the content or the folder.
    pub program: &'static str,
    /// What it is.
    pub what: &'static str,
}

/// Writes the kinds, their list and their rows from one table. Adding a kind is adding a line.
macro_rules! kinds {
    ($($name:ident $slug:literal $program:literal $what:literal;)*) => {
        /// What a find can be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = concat!("`", $slug, "`: ", $program, ", ", $what, ".")] $name,)*
        }

        impl Kind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The row of this kind.
            pub const fn row(self) -> Row {
                match self {
                    $(Self::$name => Row { slug: $slug, program: $program, what: $what },)*
                }
            }
        }
    };
}

kinds! {
    CoreBerkeley "core-bdb" "Bitcoin Core" "wallet.dat, a Berkeley DB file; also of its forks";
    CoreSqlite "core-sqlite" "Bitcoin Core" "wallet.dat, a SQLite file; also of its forks";
    CoreDump "core-dump" "Bitcoin Core" "keys written by dumpwallet or bitcoin-wallet dump";
    CoreDescriptors "core-descriptors" "Bitcoin Core" "descriptors written by listdescriptors";
    Electrum "electrum" "Electrum" "wallet file; also of its forks";
    Sparrow "sparrow" "Sparrow" "wallet file, an H2 database";
    Specter "specter" "Specter" "wallet or device of Specter Desktop";
    Wasabi "wasabi" "Wasabi" "wallet file";
    Armory "armory" "Armory" "wallet file";
    Multibit "multibit" "MultiBit" "wallet file of MultiBit Classic, a bitcoinj wallet";
    MultibitHd "multibit-hd" "MultiBit HD" "wallet file";
    Bitcoinj "bitcoinj" "bitcoinj" "wallet file of a program that uses bitcoinj";
    OpensslText "openssl-text" "OpenSSL" "keys of MultiBit or a backup of a wallet app on Android";
    Bither "bither" "Bither" "database of addresses and keys";
    Blockchain "blockchain" "Blockchain.com" "wallet backup";
    Coinomi "coinomi" "Coinomi" "wallet file";
    Msigna "msigna" "mSIGNA" "vault, a SQLite file";
    Toast "toast" "Toast Wallet" "wallet backup";
    Metamask "metamask" "MetaMask" "vault as text";
    BrowserVault "browser-vault" "MetaMask" "vault of a browser wallet, in LevelDB or settings";
    Exodus "exodus" "Exodus" "encrypted container";
    ExodusPassphrase "exodus-passphrase" "Exodus" "the passphrase of the containers beside it";
    Atomic "atomic" "Atomic Wallet" "vault in LevelDB";
    EthereumKey "ethereum-key" "Ethereum key" "keystore file, version 3, as geth writes it";
    ValidatorKey "validator-key" "Ethereum validator" "keystore file, version 4";
    Presale "ethereum-presale" "Ethereum presale" "wallet of 2014";
    MoneroKeys "monero-keys" "Monero" "keys file";
    ZcashWallet "zcash" "Zcash" "wallet database, a SQLite file";
    LndWallet "lnd-wallet" "lnd" "wallet.db, keys of a Lightning node";
    LndChannels "lnd-channels" "lnd" "channel.db, states of channels";
    LndBackup "lnd-backup" "lnd" "channel.backup, the static backup of channels";
    ClnSecret "cln-secret" "Core Lightning" "hsm_secret, the seed of a Lightning node";
    ClnDatabase "cln-database" "Core Lightning" "lightningd.sqlite3, states of channels";
    Coldcard "coldcard-backup" "Coldcard" "7z backup; also of devices that copied it";
    Age "age" "age" "encrypted file";
    AgeIdentity "age-identity" "age" "identity, the key of encrypted files";
    ColdkeepWallet "coldkeep-wallet" "coldkeep" "watch-only wallet";
    ColdkeepLogbook "coldkeep-logbook" "coldkeep" "logbook of copies";
    ColdkeepLetter "coldkeep-letter" "coldkeep" "answers for the letter to heirs";
    ShareFile "share-file" "coldkeep" "share of a split secret (SLIP-39, SSKR or codex32)";
    SeedWords "seed-words" "seed words" "BIP-39 words whose checksum holds";
    AezeedWords "aezeed-words" "lnd seed words" "24 words of aezeed whose checksum holds";
    ElectrumWords "electrum-words" "Electrum seed words" "words of a seed of Electrum since 2.0, whose version fits";
    MoneroWords "monero-words" "Monero seed words" "25 words whose checksum holds";
    ShareWords "share-words" "share words" "words of a share of SLIP-39 or SSKR whose checksum holds";
    ExtendedKey "xprv" "extended private key" "BIP-32 private key whose checksum holds";
    Wif "wif" "private key (WIF)" "private key whose checksum holds";
    Bip38 "bip38" "private key (BIP-38)" "private key with a passphrase";
    Codex32 "codex32" "codex32" "seed or share of BIP-93 whose checksum holds";
    QrCode "qr-code" "QR code" "code in a picture or PDF with a secret in it";
}

impl Kind {
    /// The kind of this name.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.row().slug == slug)
    }

    /// Whether it stands inside of a file, at a line or a page, rather than being the whole file.
    pub fn is_part(self) -> bool {
        matches!(
            self,
            Self::SeedWords
                | Self::AezeedWords
                | Self::ElectrumWords
                | Self::MoneroWords
                | Self::ShareWords
                | Self::ExtendedKey
                | Self::Wif
                | Self::Bip38
                | Self::Codex32
                | Self::QrCode
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_name_is_of_one_kind() {
        let slugs: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.row().slug).collect();
        assert_eq!(slugs.len(), Kind::ALL.len());
        assert_eq!(Kind::of_slug("age"), Some(Kind::Age));
        assert_eq!(Kind::of_slug("AGE"), None);
    }
}
