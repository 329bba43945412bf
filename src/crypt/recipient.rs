//! Who a file is encrypted to: `age1…`, `age1pq1…` and SSH public keys, alone or in a file of them.

use std::fmt;
use std::str::FromStr;

use age::ssh::ParseRecipientKeyError;

use super::hybrid::{HybridRecipient, NoRecipient};
use super::point;
use super::{CryptError, MAX_KEY_FILE_BYTES, MAX_KEY_FILE_LINES, RecipientProblem};

/// The most that a stanza has beside its text's own length: its name, a share and line feeds.
const STANZA_REST: usize = 128;

/// A public key that a file can be encrypted to.
pub struct Recipient {
    kind: Kind,
}

enum Kind {
    X25519(age::x25519::Recipient),
    Hybrid(HybridRecipient),
    Ssh(age::ssh::Recipient),
}

impl Recipient {
    pub(super) fn from_x25519(recipient: age::x25519::Recipient) -> Self {
        Self { kind: Kind::X25519(recipient) }
    }

    pub(super) fn from_hybrid(recipient: HybridRecipient) -> Self {
        Self { kind: Kind::Hybrid(recipient) }
    }

    pub(super) fn from_ssh(recipient: age::ssh::Recipient) -> Self {
        Self { kind: Kind::Ssh(recipient) }
    }

    /// The recipient as age asks it to wrap the key of one file; `random` fills 64 bytes for a post-quantum one.
    pub(super) fn for_one_file(
        &self,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Box<dyn age::Recipient> {
        match &self.kind {
            Kind::X25519(recipient) => Box::new(recipient.clone()),
            Kind::Hybrid(recipient) => Box::new(recipient.for_one_file(random)),
            Kind::Ssh(recipient) => Box::new(recipient.clone()),
        }
    }

    /// Whether it is a post-quantum key, `age1pq1…`. Files for one take no other kind beside it.
    pub fn is_hybrid(&self) -> bool {
        matches!(self.kind, Kind::Hybrid(_))
    }

    /// No less than what this recipient adds to a header, in bytes.
    pub(super) fn stanza_bytes(&self) -> usize {
        self.to_string().len() + STANZA_REST
    }

    fn parse(text: &str) -> Result<Self, RecipientProblem> {
        // Names are compared without case, so that a secret in the wrong place is always noticed.
        let begins = |with: &str| {
            text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        if begins("AGE-SECRET-KEY-") || begins("AGE-PLUGIN-") || begins("-----BEGIN ") {
            return Err(RecipientProblem::SecretKey);
        }
        if begins("ssh-") || begins("ecdsa-") || begins("sk-") {
            return ssh(text);
        }
        if !begins("age1") {
            return Err(RecipientProblem::Unknown);
        }
        if begins("age1pq1") {
            return match HybridRecipient::parse(text) {
                Ok(recipient) => Ok(Self::from_hybrid(recipient)),
                Err(NoRecipient::Misspelt) => Err(RecipientProblem::Misspelt),
                Err(NoRecipient::NoKey) => Err(RecipientProblem::NoKey),
            };
        }
        // In bech32 the last 1 ends the name (BIP-0173), and age's own name has none.
        if text["age1".len()..].contains('1') {
            return Err(RecipientProblem::Plugin);
        }
        let recipient = text.parse().map_err(|_| RecipientProblem::Misspelt)?;
        // age stops the program where it is to encrypt to such a point.
        if !point::of_age_shares_a_secret(text) {
            return Err(RecipientProblem::NoKey);
        }
        Ok(Self::from_x25519(recipient))
    }
}

fn ssh(text: &str) -> Result<Recipient, RecipientProblem> {
    let recipient = any_ssh(text)?;
    match text.starts_with("ssh-ed25519") && !point::of_ssh_shares_a_secret(text) {
        true => Err(RecipientProblem::NoKey),
        false => Ok(recipient),
    }
}

fn any_ssh(text: &str) -> Result<Recipient, RecipientProblem> {
    text.parse().map(Recipient::from_ssh).map_err(|error| match error {
        ParseRecipientKeyError::RsaModulusTooLarge | ParseRecipientKeyError::RsaModulusTooSmall => {
            RecipientProblem::RsaSize
        }
        ParseRecipientKeyError::Unsupported(_) | ParseRecipientKeyError::Ignore => {
            RecipientProblem::SshKind
        }
        _ => RecipientProblem::Misspelt,
    })
}

impl FromStr for Recipient {
    type Err = CryptError;

    fn from_str(text: &str) -> Result<Self, CryptError> {
        Self::parse(text.trim()).map_err(|problem| CryptError::Recipient { line: None, problem })
    }
}

/// Writes the public key as age and SSH write it, without a comment.
impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::X25519(recipient) => recipient.fmt(f),
            Kind::Hybrid(recipient) => recipient.fmt(f),
            Kind::Ssh(recipient) => recipient.fmt(f),
        }
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({self})")
    }
}

/// Reads a file of recipients as `age -R` does: one in a line; empty lines and lines that begin with
/// `#` are left out. At most 64 KiB and 1,000 lines.
///
/// # Errors
/// [`CryptError::Recipient`] with the line's number, [`CryptError::KeyFileTooLong`], or
/// [`CryptError::NoRecipient`] when there is none.
pub fn read_recipients(text: &str) -> Result<Vec<Recipient>, CryptError> {
    if text.len() > MAX_KEY_FILE_BYTES || text.lines().count() > MAX_KEY_FILE_LINES {
        return Err(CryptError::KeyFileTooLong);
    }
    // Notepad writes a mark of the byte order in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut recipients = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let recipient = Recipient::parse(line)
            .map_err(|problem| CryptError::Recipient { line: Some(number), problem })?;
        recipients.push(recipient);
    }
    if recipients.is_empty() {
        return Err(CryptError::NoRecipient);
    }
    Ok(recipients)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the age specification's examples.
    const PUBLIC: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    const SECRET: &str =
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

    #[test]
    fn a_mark_of_the_byte_order_is_taken_at_the_beginning_alone() {
        let marked = format!("\u{feff}{PUBLIC}\r\n# a friend\r\n{PUBLIC}\r\n");
        assert_eq!(read_recipients(&marked).map(|all| all.len()), Ok(2));
        let inside = format!("{PUBLIC}\n\u{feff}{PUBLIC}\n");
        assert!(matches!(
            read_recipients(&inside),
            Err(CryptError::Recipient { line: Some(2), .. })
        ));
    }

    #[test]
    fn a_file_of_recipients_skips_comments_and_empty_lines() {
        let file = format!("# us\n\n{PUBLIC}\r\n  # them\n{PUBLIC}\n");
        let recipients = read_recipients(&file).unwrap();
        assert_eq!(recipients.len(), 2);
        assert_eq!(recipients[0].to_string(), PUBLIC);
    }

    #[test]
    fn a_key_that_agrees_on_zeros_with_everybody_is_none() {
        for key in [
            "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
            "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj7vrya",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOz///////////////////////////////////////9/",
        ] {
            let told = key.parse::<Recipient>().unwrap_err();
            let problem = RecipientProblem::NoKey;
            assert_eq!(told, CryptError::Recipient { line: None, problem });
        }
    }

    #[test]
    fn a_wrong_line_is_named_by_its_number_only() {
        let wrong = |line: &str| {
            let error = read_recipients(&format!("#\n{PUBLIC}\n{line}\n")).unwrap_err();
            assert!(!error.to_string().contains(&line[..8]), "{error}");
            match error {
                CryptError::Recipient { line: Some(3), problem } => problem,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(wrong(SECRET), RecipientProblem::SecretKey);
        assert_eq!(wrong(&SECRET.to_lowercase()), RecipientProblem::SecretKey);
        assert_eq!(wrong(&PUBLIC.replace("zvky", "zvkx")), RecipientProblem::Misspelt);
        assert_eq!(wrong("age1yubikey1qwt50d05"), RecipientProblem::Plugin);
        assert_eq!(wrong("age1pq1qwt50d05nh5vut"), RecipientProblem::Misspelt);
        assert_eq!(wrong("ecdsa-sha2-nistp256 AAAA"), RecipientProblem::Misspelt);
        assert_eq!(wrong("bc1q95e2x49uju6533dwardyf6kz0jtp3yj"), RecipientProblem::Unknown);
    }

    #[test]
    fn a_file_without_recipients_or_too_long_is_refused() {
        assert_eq!(read_recipients("# nobody\n").unwrap_err(), CryptError::NoRecipient);
        let long = "\n".repeat(MAX_KEY_FILE_LINES + 1);
        assert_eq!(read_recipients(&long).unwrap_err(), CryptError::KeyFileTooLong);
    }
}
