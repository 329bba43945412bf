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
        match self {
            Self::Bip39 => "bip39",
            Self::Slip39 => "slip39",
            Self::SeedQr => "seedqr",
            Self::AgeArmor => "age-armor",
            Self::Address => "address",
            _ => "unknown",
        }
    }
    /// words
    pub fn describe(self) -> &'static str {
        self.slug()
    }
    /// secret
    pub fn is_secret(self) -> bool {
        matches!(
            self,
            Self::Bip39
                | Self::Slip39
                | Self::SeedQr
                | Self::ShareFile
                | Self::AgeIdentity
                | Self::Unknown
        )
    }
}
/// kind
pub fn kind(b: &[u8]) -> Kind {
    if b.starts_with(b"%PDF") {
        return Kind::Pdf;
    }
    if b.starts_with(b"\x89PNG") {
        return Kind::Png;
    }
    if b.starts_with(&[0xff, 0xd8]) {
        return Kind::Jpeg;
    }
    if b.starts_with(b"age-encryption.org") {
        return Kind::Age;
    }
    if b.starts_with(b"-----BEGIN AGE") {
        return Kind::AgeArmor;
    }
    let Ok(t) = std::str::from_utf8(b) else { return Kind::CompactSeedQr };
    if t.starts_with('#') {
        return Kind::ShareFile;
    }
    if t.trim().len() >= 48 && t.trim().bytes().all(|c| c.is_ascii_digit()) {
        return Kind::SeedQr;
    }
    if t.to_lowercase().starts_with("bc1") || t.starts_with("0x") {
        return Kind::Address;
    }
    match t.split_whitespace().filter(|w| w.bytes().all(|c| c.is_ascii_alphabetic())).count() {
        20 | 33 => Kind::Slip39,
        _ => Kind::Bip39,
    }
}
