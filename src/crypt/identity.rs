//! Secret keys: made from random bytes, written as `age-keygen` writes them, and read back.

use std::fmt::Write;

use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};

use super::hybrid::HybridIdentity;
use super::{
    CryptError, IdentityProblem, MAX_KEY_FILE_BYTES, MAX_KEY_FILE_LINES, Recipient, header,
};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};

const KEY_BYTES: usize = 32;
/// `1`, 52 characters of key and 6 of checksum; before them the prefix.
const BEHIND_PREFIX: usize = 59;
/// Two comment lines, of which a post-quantum recipient takes 1,959 bytes, and the key, with room to spare.
const FILE_ROOM: usize = 2500;

/// The two kinds of age's own keys. Both have 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// X25519: `AGE-SECRET-KEY-1…`, `age1…`.
    X25519,
    /// ML-KEM-768 and X25519: `AGE-SECRET-KEY-PQ-1…`, `age1pq1…`; a quantum computer does not open what was made for it.
    Hybrid,
}

impl Algorithm {
    /// The kind of key that may stand beside these recipients in one file.
    ///
    /// # Errors
    /// [`CryptError::MixedRecipients`] when post-quantum ones and others are among them.
    pub fn beside(recipients: &[Recipient]) -> Result<Self, CryptError> {
        let hybrid = recipients.iter().filter(|recipient| recipient.is_hybrid()).count();
        match recipients.len() - hybrid {
            _ if hybrid == 0 => Ok(Self::X25519),
            0 => Ok(Self::Hybrid),
            others => Err(CryptError::MixedRecipients { hybrid, others }),
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::X25519 => "AGE-SECRET-KEY-",
            Self::Hybrid => "AGE-SECRET-KEY-PQ-",
        }
    }
}

/// A secret key that opens files.
pub struct Identity {
    kind: Kind,
}

enum Kind {
    X25519(age::x25519::Identity),
    Hybrid(HybridIdentity),
    Ssh(Box<age::ssh::Identity>),
}

impl Identity {
    /// Reads one `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`.
    ///
    /// # Errors
    /// [`CryptError::Identity`].
    pub fn parse(text: &SecretText) -> Result<Self, CryptError> {
        // exposed to: the parser below, which keeps none of the text
        Self::parse_line(text.expose_secret().trim())
            .map_err(|problem| CryptError::Identity { line: None, problem })
    }

    /// The public half, which files are encrypted to.
    ///
    /// # Errors
    /// [`CryptError::Identity`] for an SSH key whose public half age cannot use.
    pub fn recipient(&self) -> Result<Recipient, CryptError> {
        match &self.kind {
            Kind::X25519(identity) => Ok(Recipient::from_x25519(identity.to_public())),
            Kind::Hybrid(identity) => Ok(Recipient::from_hybrid(identity.recipient())),
            Kind::Ssh(identity) => age::ssh::Recipient::try_from(identity.as_ref().clone())
                .map(Recipient::from_ssh)
                .map_err(|_| CryptError::Identity {
                    line: None,
                    problem: IdentityProblem::SshKind,
                }),
        }
    }

    /// Whether it is a post-quantum key.
    pub fn is_hybrid(&self) -> bool {
        matches!(self.kind, Kind::Hybrid(_))
    }

    pub(super) fn as_age(&self) -> &dyn age::Identity {
        match &self.kind {
            Kind::X25519(identity) => identity,
            Kind::Hybrid(identity) => identity,
            Kind::Ssh(identity) => identity.as_ref(),
        }
    }

    fn parse_line(line: &str) -> Result<Self, IdentityProblem> {
        let begins = |with: &str| {
            line.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        if begins("AGE-PLUGIN-") {
            return Err(IdentityProblem::Plugin);
        }
        if begins("age1") || begins("ssh-") {
            return Err(IdentityProblem::PublicKey);
        }
        if begins(Algorithm::Hybrid.prefix()) {
            let (_, seed) = decode(line).ok_or(IdentityProblem::Misspelt)?;
            return Ok(Self { kind: Kind::Hybrid(HybridIdentity::from_seed(&seed)) });
        }
        if !begins(Algorithm::X25519.prefix()) {
            return Err(IdentityProblem::Unknown);
        }
        let identity = line.parse().map_err(|_| IdentityProblem::Misspelt)?;
        Ok(Self { kind: Kind::X25519(identity) })
    }

    fn parse_ssh(text: &str) -> Result<Self, IdentityProblem> {
        let parsed = age::ssh::Identity::from_buffer(text.as_bytes(), None);
        match parsed.map_err(|_| IdentityProblem::SshKind)? {
            key @ age::ssh::Identity::Unencrypted(_) => Ok(Self { kind: Kind::Ssh(Box::new(key)) }),
            age::ssh::Identity::Encrypted(_) => Err(IdentityProblem::SshLocked),
            age::ssh::Identity::Unsupported(_) => Err(IdentityProblem::SshKind),
        }
    }
}

/// Makes a key from 32 random bytes, as text.
pub fn generate(algorithm: Algorithm, random: &mut dyn FnMut(&mut [u8])) -> SecretText {
    encode(algorithm, &SecretBytes::filled(KEY_BYTES, random))
}

/// Writes 32 bytes as an age key, in bech32 (BIP-0173) and upper case.
///
/// # Errors
/// [`CryptError::KeyLength`] when there are not 32 bytes.
pub fn identity_from_bytes(
    algorithm: Algorithm,
    bytes: &SecretBytes,
) -> Result<SecretText, CryptError> {
    match bytes.len() {
        KEY_BYTES => Ok(encode(algorithm, bytes)),
        bytes => Err(CryptError::KeyLength { bytes }),
    }
}

fn encode(algorithm: Algorithm, bytes: &SecretBytes) -> SecretText {
    const FITS: &str = "a name that is bech32, and 59 characters for 32 bytes";
    let hrp = Hrp::parse(algorithm.prefix()).expect(FITS);
    let mut text = SecretBuffer::with_room(algorithm.prefix().len() + BEHIND_PREFIX);
    // exposed to: the bech32 encoder, which writes into the wiped buffer
    bech32::encode_upper_to_fmt::<Bech32, _>(&mut text, hrp, bytes.expose_secret()).expect(FITS);
    text.into_text().expect("bech32 is ASCII")
}

/// The kind and the 32 bytes of an age key, for sharing them; [`identity_from_bytes`] is the way back.
///
/// # Errors
/// [`CryptError::Identity`] when the text is no key of age's own kinds.
pub fn identity_bytes(text: &SecretText) -> Result<(Algorithm, SecretBytes), CryptError> {
    Identity::parse(text)?;
    // exposed to: the bech32 decoder, which borrows it
    decode(text.expose_secret().trim())
        .ok_or(CryptError::Identity { line: None, problem: IdentityProblem::Misspelt })
}

fn decode(line: &str) -> Option<(Algorithm, SecretBytes)> {
    let decoded = CheckedHrpstring::new::<Bech32>(line).ok()?;
    let named = |algorithm: &Algorithm| Hrp::parse(algorithm.prefix()) == Ok(decoded.hrp());
    let algorithm = [Algorithm::X25519, Algorithm::Hybrid].into_iter().find(named)?;
    let bytes = decoded.byte_iter();
    (bytes.len() == KEY_BYTES).then(|| {
        let seed = SecretBytes::filled(KEY_BYTES, |room| {
            room.iter_mut().zip(bytes).for_each(|(place, byte)| *place = byte);
        });
        (algorithm, seed)
    })
}

/// Writes a key file as `age-keygen` does: the day when one is given, the public key, the key.
///
/// # Errors
/// [`CryptError::Identity`] when `key` is no age key.
pub fn identity_file(key: &SecretText, created: Option<&str>) -> Result<SecretText, CryptError> {
    const FITS: &str = "three short lines fit the room set aside";
    let recipient = Identity::parse(key)?.recipient()?;
    let mut text = SecretBuffer::with_room(FILE_ROOM + created.map_or(0, str::len));
    if let Some(created) = created {
        writeln!(text, "# created: {created}").expect(FITS);
    }
    writeln!(text, "# public key: {recipient}").expect(FITS);
    // exposed to: the wiped buffer
    text.push_text(key.expose_secret().trim()).expect(FITS);
    text.push_text("\n").expect(FITS);
    Ok(text.into_text().expect("bech32 and comments are text"))
}

/// Reads a key file: `AGE-SECRET-KEY-1…` and `AGE-SECRET-KEY-PQ-1…` lines with `#` comments, or one unlocked SSH private key.
///
/// # Errors
/// [`CryptError::KeyFileLocked`] when it is itself encrypted with a file passphrase
/// ([`super::unlock_identities`] opens it), [`CryptError::Identity`] with the line's number,
/// [`CryptError::NoIdentity`], [`CryptError::KeyFileTooLong`] or [`CryptError::KeyFileNotText`].
pub fn read_identities(file: &SecretBytes) -> Result<Vec<Identity>, CryptError> {
    if file.len() > MAX_KEY_FILE_BYTES {
        return Err(CryptError::KeyFileTooLong);
    }
    // exposed to: the parsers below, which keep keys only
    let bytes = file.expose_secret();
    if header::looks_like_age(bytes) {
        return Err(CryptError::KeyFileLocked);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CryptError::KeyFileNotText)?;
    if text.lines().count() > MAX_KEY_FILE_LINES {
        return Err(CryptError::KeyFileTooLong);
    }
    if text.trim_start().starts_with("-----BEGIN ") {
        let key = Identity::parse_ssh(text.trim_start());
        return key
            .map(|key| vec![key])
            .map_err(|problem| CryptError::Identity { line: None, problem });
    }
    let mut identities = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let identity = Identity::parse_line(line)
            .map_err(|problem| CryptError::Identity { line: Some(number), problem })?;
        identities.push(identity);
    }
    if identities.is_empty() {
        return Err(CryptError::NoIdentity);
    }
    Ok(identities)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the age specification's examples.
    const SECRET: &str =
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
    const PUBLIC: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

    #[test]
    fn a_key_is_its_32_random_bytes_and_back() {
        let key = generate(Algorithm::X25519, &mut |room| room.fill(0x42));
        assert_eq!(key.expose_secret(), SECRET); // exposed to: the test
        for algorithm in [Algorithm::X25519, Algorithm::Hybrid] {
            let key = generate(algorithm, &mut |room| room.fill(0x42));
            let (kind, bytes) = identity_bytes(&key).unwrap();
            assert_eq!((kind, bytes.expose_secret()), (algorithm, &[0x42; 32][..])); // exposed to: the test
            assert!(identity_from_bytes(algorithm, &bytes).unwrap().same_as(&key));
            let short = identity_from_bytes(algorithm, &SecretBytes::zeroed(31));
            assert_eq!(short.err(), Some(CryptError::KeyLength { bytes: 31 }));
        }
    }

    #[test]
    fn a_key_file_is_the_one_that_age_keygen_writes() {
        let key = SecretText::copied_from(SECRET);
        let file = identity_file(&key, Some("2026-11-22")).unwrap();
        let expected = format!("# created: 2026-11-22\n# public key: {PUBLIC}\n{SECRET}\n");
        assert!(file.same_as(&SecretText::copied_from(&expected)));
        let back = read_identities(&file.into_bytes()).unwrap();
        assert_eq!(back[0].recipient().unwrap().to_string(), PUBLIC);
    }

    #[test]
    fn a_wrong_key_file_is_named_by_its_line_only() {
        let read = |text: &str| read_identities(&SecretBytes::copied_from(text.as_bytes())).err();
        let at = |line, problem| Some(CryptError::Identity { line: Some(line), problem });
        let misspelt = format!("#\n{}", SECRET.replace("GFPQ", "GFPP"));
        assert_eq!(read(&misspelt), at(2, IdentityProblem::Misspelt));
        assert_eq!(read(PUBLIC), at(1, IdentityProblem::PublicKey));
        assert_eq!(read("attack pizza motion"), at(1, IdentityProblem::Unknown));
        assert_eq!(read("AGE-PLUGIN-YUBIKEY-1QQQQ"), at(1, IdentityProblem::Plugin));
        assert_eq!(read("AGE-SECRET-KEY-PQ-1QQQQ"), at(1, IdentityProblem::Misspelt));
        assert_eq!(read("# nothing\n"), Some(CryptError::NoIdentity));
        assert_eq!(read("age-encryption.org/v1\n"), Some(CryptError::KeyFileLocked));
        assert_eq!(read(&"\n".repeat(70_000)), Some(CryptError::KeyFileTooLong));
    }
}
