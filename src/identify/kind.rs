//! The kinds and their stable names.

/// What something can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// BIP-0039 words.
    Bip39,
    /// One SLIP-0039 share, its words alone.
    Slip39,
    /// The digits of a SeedQR, four a word.
    SeedQr,
    /// The 16 or 32 bytes of a compact SeedQR.
    CompactSeedQr,
    /// An age v1 file.
    Age,
    /// An age v1 file in its text form.
    AgeArmor,
    /// A file with age identities (private keys).
    AgeIdentity,
    /// An age recipient (public key), or an SSH public key that serves as one.
    AgeRecipient,
    /// An extended public key (BIP-0032), any prefix of SLIP-0132.
    Xpub,
    /// An extended private key.
    Xprv,
    /// A single private key in wallet import format.
    Wif,
    /// An output descriptor (BIP-0380) with public keys.
    Descriptor,
    /// An output descriptor with a private key.
    DescriptorPrivate,
    /// A Bitcoin or Ethereum address.
    Address,
    /// A share with `#` lines around it, as `split` writes them.
    ShareFile,
    /// A PDF document.
    Pdf,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// Nothing that is known here.
    Unknown,
}

impl Kind {
    /// The name used on the command line and in JSON; it does not change between versions.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Bip39 => "bip39",
            Self::Slip39 => "slip39",
            Self::SeedQr => "seedqr",
            Self::CompactSeedQr => "compact-seedqr",
            Self::Age => "age",
            Self::AgeArmor => "age-armor",
            Self::AgeIdentity => "age-identity",
            Self::AgeRecipient => "age-recipient",
            Self::Xpub => "xpub",
            Self::Xprv => "xprv",
            Self::Wif => "wif",
            Self::Descriptor => "descriptor",
            Self::DescriptorPrivate => "descriptor-private",
            Self::Address => "address",
            Self::ShareFile => "share-file",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Unknown => "unknown",
        }
    }

    /// The kind in words, for a sentence that begins "it is".
    pub fn describe(self) -> &'static str {
        match self {
            Self::Bip39 => "a wallet seed (BIP-39 words)",
            Self::Slip39 | Self::ShareFile => "a share (SLIP-39)",
            Self::SeedQr | Self::CompactSeedQr => "a wallet seed (SeedQR)",
            Self::Age | Self::AgeArmor => "an encrypted file (age)",
            Self::AgeIdentity => "an age identity, the key of encrypted files",
            Self::AgeRecipient => "an age recipient, a public key",
            Self::Xpub => "an extended public key",
            Self::Xprv => "an extended private key",
            Self::Wif => "a private key (WIF)",
            Self::Descriptor => "an output descriptor",
            Self::DescriptorPrivate => "an output descriptor with a private key",
            Self::Address => "an address",
            Self::Pdf => "a PDF document",
            Self::Png | Self::Jpeg => "a picture",
            Self::Unknown => "nothing that is known here",
        }
    }

    /// Whether it may only go where secrets may go. Pictures, documents and what is unknown may show
    /// a secret and count as one.
    pub fn is_secret(self) -> bool {
        !matches!(
            self,
            Self::Age
                | Self::AgeArmor
                | Self::AgeRecipient
                | Self::Xpub
                | Self::Descriptor
                | Self::Address
        )
    }

    /// Whether it is a picture or document to be scanned.
    pub fn is_scan(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Jpeg)
    }
}
