//! What a text, a picture or a file is: its kind only, never its content.
#![forbid(unsafe_code)]
/// The kind of something that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Png,
    Jpeg,
    Pdf,
    Age,
    AgeArmor,
    AgeIdentity,
    AgeRecipient,
    ShareFile,
    Slip39,
    Bip39,
    SeedQr,
    CompactSeedQr,
    Xpub,
    Xprv,
    Descriptor,
    Address,
    Unknown,
}
impl Kind {
    /// slug
    pub fn slug(self) -> &'static str {
        "unknown"
    }
    /// words
    pub fn describe(self) -> &'static str {
        "unknown"
    }
    /// secret
    pub fn is_secret(self) -> bool {
        true
    }
}
/// kind
pub fn kind(_: &[u8]) -> Kind {
    Kind::Unknown
}
