//! The kinds: one row each with its stable name, whether it is secret, what it is, and what to do with it.

/// One kind as a person and a program need it; `docs/KINDS.md` is this table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The name on the command line and in JSON; it does not change between versions.
    pub slug: &'static str,
    /// Whether it may only go where secrets may go.
    pub secret: bool,
    /// What it is, for a sentence that begins "it is".
    pub what: &'static str,
    /// What it brings back, and what to do next.
    pub next: &'static str,
}

/// Writes the kinds, their list and their rows from one table. Adding a kind is adding a line.
macro_rules! kinds {
    ($($name:ident $slug:literal $secret:ident, $what:literal, $next:literal;)*) => {
        /// What something can be.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind {
            $(#[doc = concat!("`", $slug, "`: ", $what, ".")] $name,)*
        }

        impl Kind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The row of this kind.
            pub const fn row(self) -> Row {
                match self {
                    $(Self::$name => {
                        Row { slug: $slug, secret: $secret, what: $what, next: $next }
                    })*
                }
            }
        }
    };
}

const SECRET: bool = true;
const PUBLIC: bool = false;

kinds! {
    Bip39 "bip39" SECRET, "a wallet seed (BIP-39 words)",
        "the whole wallet: coldkeep restore FILE";
    Bip39Numbers "bip39-numbers" SECRET, "a wallet seed (the numbers of BIP-39 words)",
        "the whole wallet: coldkeep restore FILE";
    SeedXor "seed-xor" SECRET, "a part of a seed (Seed XOR)",
        "with all the other parts the whole wallet, alone another, empty one: coldkeep restore --as seed-xor";
    Slip39 "slip39" SECRET, "a share (SLIP-39)",
        "with enough others what was split: coldkeep combine, or coldkeep restore for words";
    ShareFile "share-file" SECRET, "a share (SLIP-39)",
        "with enough others what was split: coldkeep combine, or coldkeep restore for words";
    Codex32 "codex32" SECRET, "a seed or a share of one (codex32, BIP-93)",
        "the whole wallet, as a share with enough others: coldkeep restore FILE…";
    Sskr "sskr" SECRET, "a share (SSKR)",
        "with enough others the entropy of BIP-39 words: coldkeep combine FILE…";
    SeedQr "seedqr" SECRET, "a wallet seed (SeedQR)",
        "the whole wallet: coldkeep restore FILE";
    CompactSeedQr "compact-seedqr" SECRET, "a wallet seed (SeedQR)",
        "the whole wallet: coldkeep restore FILE";
    Electrum "electrum" SECRET, "a wallet seed (Electrum)",
        "a wallet of Electrum, not of BIP-39: coldkeep restore FILE";
    ElectrumOld "electrum-old" SECRET, "a wallet seed (Electrum before 2.0)",
        "an old wallet of Electrum: coldkeep restore FILE";
    Monero "monero" SECRET, "a wallet seed (Monero, 25 words)",
        "a wallet of Monero: coldkeep restore FILE";
    Monero13 "monero-13" SECRET, "a wallet seed (MyMonero, 13 words)",
        "not restored here; a wallet of Monero that takes 13 words does it";
    Polyseed "polyseed" SECRET, "a wallet seed (Polyseed, 16 words)",
        "not restored here; Feather and other wallets of Monero take it";
    Aezeed "aezeed" SECRET, "a wallet seed (aezeed, 24 words of LND)",
        "the on-chain part of a Lightning node: coldkeep restore FILE";
    Bip38 "bip38" SECRET, "a private key with a passphrase (BIP-38)",
        "one address, with its passphrase: coldkeep restore FILE";
    Bip38Code "bip38-code" SECRET, "a code of BIP-38 for making keys, not a key",
        "nothing: no key is in it";
    Wif "wif" SECRET, "a private key (WIF)",
        "one address: import or sweep it in a wallet; there is nothing else behind it";
    Xprv "xprv" SECRET, "an extended private key",
        "a wallet or one account of it: coldkeep restore FILE";
    MiniPrivateKey "mini-private-key" SECRET, "a private key (mini format, as on Casascius coins)",
        "one address: sweep it in a wallet that takes mini keys";
    HexKey "hex-key" SECRET, "32 bytes in hexadecimal: a private key, entropy, or no secret at all",
        "nothing tells which; try it as a private key in the wallet of its coin, or as entropy";
    StellarSecret "stellar-secret" SECRET, "a private key (Stellar)",
        "one Stellar account: import it in a wallet of Stellar";
    XrpFamilySeed "xrp-family-seed" SECRET, "a private key (XRP family seed)",
        "one XRP account: import it in a wallet of XRP";
    SolanaKeypair "solana-keypair" SECRET, "a private key (Solana keypair)",
        "one Solana account: import it in a wallet of Solana";
    NostrSecret "nostr-nsec" SECRET, "a private key (Nostr)",
        "an identity of Nostr, no money: import it in a client of Nostr";
    CardanoKey "cardano-key" SECRET, "a private key (Cardano)",
        "a wallet or account of Cardano: import it in cardano-wallet or cardano-cli";
    PemKey "pem-key" SECRET, "a private key (PEM)",
        "whatever uses this file; no wallet of those known here";
    Xpub "xpub" PUBLIC, "an extended public key",
        "sees the addresses of an account and cannot spend: coldkeep address --xpub-from FILE";
    Descriptor "descriptor" PUBLIC, "an output descriptor",
        "sees the addresses of a wallet and cannot spend: coldkeep address --descriptor-from FILE";
    DescriptorPrivate "descriptor-private" SECRET, "an output descriptor with a private key",
        "a wallet: import it in Bitcoin Core or Sparrow";
    Address "address" PUBLIC, "an address",
        "shows what belongs to it; compare a seed with it: coldkeep restore --expect ADDRESS";
    Psbt "psbt" PUBLIC, "a transaction to be signed (PSBT)",
        "not a backup: a wallet signs or sends it";
    Bsms "bsms" PUBLIC, "a multisig set-up (BSMS, BIP-129)",
        "sees the addresses of a multisig wallet; each signer's seed is kept elsewhere";
    MultisigFile "multisig-file" PUBLIC, "a multisig set-up (Coldcard text)",
        "sees the addresses of a multisig wallet; each signer's seed is kept elsewhere";
    WalletPolicy "wallet-policy" PUBLIC, "a wallet policy (BIP-388)",
        "sees the addresses of a wallet and cannot spend";
    SpecterWallet "specter-wallet" PUBLIC, "a wallet file of Specter",
        "sees the addresses of a wallet and cannot spend: open it in Specter";
    Bip138 "bip138" PUBLIC, "an encrypted descriptor (BIP-138)",
        "the descriptor, to who holds one of its extended public keys";
    Bip329 "bip329" PUBLIC, "labels of a wallet (BIP-329)",
        "names for addresses and transactions; private, but no key";
    Ur "ur" SECRET, "a Uniform Resource (UR)",
        "what is inside; all parts together: coldkeep scan FILE…, coldkeep restore FILE…";
    Bbqr "bbqr" SECRET, "a part of a file (BBQr)",
        "what is inside; all parts together: coldkeep scan FILE…";
    Bytewords "bytewords" SECRET, "bytes as words (Bytewords)",
        "what is inside";
    Age "age" PUBLIC, "an encrypted file (age)",
        "what is inside: coldkeep decrypt, or coldkeep restore for a seed";
    AgeArmor "age-armor" PUBLIC, "an encrypted file (age)",
        "what is inside: coldkeep decrypt, or coldkeep restore for a seed";
    AgeIdentity "age-identity" SECRET, "an age identity, the key of encrypted files",
        "opens files: coldkeep decrypt -i FILE";
    AgeRecipient "age-recipient" PUBLIC, "an age recipient, a public key",
        "encrypts files: coldkeep encrypt -r; it opens nothing";
    SshKey "ssh-key" SECRET, "an SSH private key",
        "logs in somewhere, and may open age files: coldkeep decrypt -i FILE";
    Pgp "pgp" SECRET, "an OpenPGP message or key",
        "what is inside: gpg --decrypt, with its key";
    KeystoreV3 "keystore-v3" SECRET, "an Ethereum key with a password (keystore v3)",
        "one Ethereum account, with its password: import it in a wallet of Ethereum";
    KeystoreV4 "keystore-v4" SECRET, "a validator key with a password (EIP-2335)",
        "one Ethereum validator, with its password; the seed of the validator makes it again";
    EthereumPresale "ethereum-presale" SECRET, "a wallet of the Ethereum presale of 2014",
        "one Ethereum account, with its password: MyCrypto or geth import it";
    CoreWallet "core-wallet" SECRET, "a wallet file of Bitcoin Core (wallet.dat)",
        "the whole wallet: restorewallet in Bitcoin Core; before version 30 for Berkeley DB files";
    CoreDescriptors "core-descriptors" PUBLIC, "descriptors as Bitcoin Core lists them",
        "sees the addresses of a wallet: importdescriptors in Bitcoin Core";
    CoreDescriptorsPrivate "core-descriptors-private" SECRET,
        "descriptors with private keys as Bitcoin Core lists them",
        "the whole wallet: importdescriptors in Bitcoin Core";
    ElectrumWallet "electrum-wallet" SECRET, "a wallet file of Electrum",
        "the whole wallet: open it in Electrum";
    ColdcardJson "coldcard-json" PUBLIC, "public keys of a Coldcard (JSON)",
        "sees the addresses of a wallet; the words of the Coldcard are kept elsewhere";
    SevenZip "7z" SECRET, "a 7z archive; the backup of a Coldcard is one",
        "what is inside: 7z x FILE; the password of a Coldcard's is twelve words in small letters";
    BitcoinjWallet "bitcoinj-wallet" SECRET, "a wallet file of bitcoinj (MultiBit, Bitcoin Wallet)",
        "the whole wallet: MultiBit HD or the Bitcoin Wallet app; other tools read its seed";
    BlockchainWallet "blockchain-wallet" SECRET, "a wallet backup of Blockchain.com (JSON)",
        "the whole wallet, with its password: Blockchain.com imports it";
    MetamaskVault "metamask-vault" SECRET, "a vault of MetaMask",
        "the seed, with the password: MetaMask's vault decryptor, offline";
    SparrowWallet "sparrow-wallet" SECRET, "a wallet file of Sparrow (H2 database)",
        "the whole wallet: open it in Sparrow";
    Sqlite "sqlite" SECRET, "a database (SQLite), of no wallet known here",
        "nothing tells";
    Pdf "pdf" SECRET, "a PDF document",
        "what its pages show: coldkeep scan FILE";
    Png "png" SECRET, "a picture",
        "what it shows: coldkeep scan FILE";
    Jpeg "jpeg" SECRET, "a picture",
        "what it shows: coldkeep scan FILE";
    WebP "webp" SECRET, "a picture",
        "what it shows: coldkeep scan FILE";
    Tiff "tiff" SECRET, "a picture, perhaps of several pages",
        "what it shows: coldkeep scan FILE";
    Unknown "unknown" SECRET, "nothing that is known here",
        "look for a name of a program or a format beside it";
}

impl Kind {
    /// The name used on the command line and in JSON; it does not change between versions.
    pub fn slug(self) -> &'static str {
        self.row().slug
    }

    /// The kind in words, for a sentence that begins "it is".
    pub fn describe(self) -> &'static str {
        self.row().what
    }

    /// Whether it may only go where secrets may go. Pictures, documents, wrappings and what is unknown
    /// may hold a secret and count as one.
    pub fn is_secret(self) -> bool {
        self.row().secret
    }

    /// Whether the form carries a check of its content; kinds without one are told by their form alone.
    pub fn has_checksum(self) -> bool {
        !matches!(
            self,
            Self::CompactSeedQr
                | Self::ElectrumOld
                | Self::Monero13
                | Self::Polyseed
                | Self::Bip38Code
                | Self::HexKey
                | Self::SolanaKeypair
                | Self::PemKey
                | Self::SshKey
                | Self::Pgp
                | Self::Psbt
                | Self::Bsms
                | Self::Bip138
                | Self::MultisigFile
                | Self::WalletPolicy
                | Self::SpecterWallet
                | Self::Bip329
                | Self::Bbqr
                | Self::Age
                | Self::AgeArmor
                | Self::KeystoreV3
                | Self::KeystoreV4
                | Self::EthereumPresale
                | Self::CoreWallet
                | Self::CoreDescriptors
                | Self::CoreDescriptorsPrivate
                | Self::ElectrumWallet
                | Self::ColdcardJson
                | Self::SevenZip
                | Self::BitcoinjWallet
                | Self::BlockchainWallet
                | Self::MetamaskVault
                | Self::SparrowWallet
                | Self::Sqlite
                | Self::Pdf
                | Self::Png
                | Self::Jpeg
                | Self::WebP
                | Self::Tiff
                | Self::Unknown
        )
    }

    /// Whether it is a picture or document to be scanned.
    pub fn is_scan(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Jpeg | Self::WebP | Self::Tiff)
    }
}
