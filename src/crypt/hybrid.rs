//! Post-quantum keys of age: `age1pq1…`, `AGE-SECRET-KEY-PQ-1…` and the stanza `mlkem768x25519`
//! (C2SP age.md, "Hybrid recipient").

use std::collections::HashSet;
use std::fmt;

use age::secrecy::ExposeSecret;
use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::primitives::{bech32_decode, bech32_encode_to_fmt};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use bech32::Hrp;

use super::hpke::{self, Context};
use super::kem::{self, ENCAPSULATED, PublicKey, SecretKey};
use crate::secret::SecretBytes;

/// The name of the stanza.
pub(super) const STANZA: &str = "mlkem768x25519";
const PURPOSE: &[u8] = b"age-encryption.org/mlkem768x25519";
/// age refuses recipients of another label in the same file, so that none undoes what this one is for.
const LABEL: &str = "postquantum";
const RECIPIENT: Hrp = Hrp::parse_unchecked("age1pq");
const BODY: usize = FILE_KEY_BYTES + hpke::TAG;

/// The public half.
#[derive(Clone)]
pub(super) struct HybridRecipient(Box<PublicKey>);

/// Why a text is no hybrid recipient.
pub(super) enum NoRecipient {
    /// Its checksum does not fit, or it has another prefix.
    Misspelt,
    /// The checksum fits, and what it holds is no public key.
    NoKey,
}

impl HybridRecipient {
    pub(super) fn parse(text: &str) -> Result<Self, NoRecipient> {
        bech32_decode(
            text,
            |_| NoRecipient::Misspelt,
            |prefix| if prefix == RECIPIENT { Ok(()) } else { Err(NoRecipient::Misspelt) },
            |_, bytes| {
                let bytes: Vec<u8> = bytes.take(kem::PUBLIC + 1).collect();
                let key = PublicKey::from_bytes(&bytes).ok_or(NoRecipient::NoKey)?;
                Ok(Self(Box::new(key)))
            },
        )
    }

    /// The recipient as age asks it to wrap the key of one file, with the random bytes for that.
    pub(super) fn for_one_file(&self, random: &mut dyn FnMut(&mut [u8])) -> Wrapping {
        Wrapping { key: self.0.clone(), random: SecretBytes::filled(kem::RANDOM, random) }
    }
}

impl fmt::Display for HybridRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        bech32_encode_to_fmt(f, RECIPIENT, &self.0.to_bytes())
    }
}

/// A recipient with the random bytes of one file; the same bytes must not serve another.
pub(super) struct Wrapping {
    key: Box<PublicKey>,
    random: SecretBytes,
}

impl age::Recipient for Wrapping {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        // exposed to: the encapsulation, which uses it up
        let random = self.random.expose_secret().try_into().expect("filled to its length");
        let (sent, shared) = self.key.encapsulate(random);
        // exposed to: the cipher, which encrypts the copy in place
        let mut body = file_key.expose_secret().to_vec();
        let tag = Context::new(&shared, PURPOSE).seal(&mut body);
        body.extend(tag);
        let args = vec![BASE64_STANDARD_NO_PAD.encode(sent)];
        Ok((vec![Stanza { tag: STANZA.to_owned(), args, body }], HashSet::from([LABEL.to_owned()])))
    }
}

/// The secret half.
pub(super) struct HybridIdentity(Box<SecretKey>);

impl HybridIdentity {
    /// Takes the 32 bytes of the key.
    pub(super) fn from_seed(seed: &SecretBytes) -> Self {
        Self(Box::new(SecretKey::from_seed(seed)))
    }

    pub(super) fn recipient(&self) -> HybridRecipient {
        HybridRecipient(Box::new(self.0.public().clone()))
    }
}

impl age::Identity for HybridIdentity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != STANZA {
            return None;
        }
        let Some((sent, message, tag)) = parts(stanza) else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        let Some(shared) = self.0.decapsulate(&sent) else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        let key = FileKey::try_init_with_mut(|room| {
            room.copy_from_slice(&message);
            Context::new(&shared, PURPOSE).open(room, &tag).ok_or(())
        });
        // A stanza of another key opens to nothing; whose it is cannot be seen.
        key.ok().map(Ok)
    }
}

/// The one argument and the body of a stanza, which have one length each.
type Parts = ([u8; ENCAPSULATED], [u8; FILE_KEY_BYTES], [u8; hpke::TAG]);

fn parts(stanza: &Stanza) -> Option<Parts> {
    let [sent] = &stanza.args[..] else { return None };
    let sent = BASE64_STANDARD_NO_PAD.decode(sent).ok()?.try_into().ok()?;
    let body = <&[u8; BODY]>::try_from(&stanza.body[..]).ok()?;
    let (message, tag) = body.split_at(FILE_KEY_BYTES);
    Some((sent, message.try_into().ok()?, tag.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::{Identity, Recipient};

    fn wrapped() -> (HybridIdentity, Stanza) {
        let identity = HybridIdentity::from_seed(&SecretBytes::filled(32, |seed| seed.fill(3)));
        let file_key = FileKey::init_with_mut(|key| key.fill(5));
        let wrapping = identity.recipient().for_one_file(&mut |room| room.fill(4));
        let (mut stanzas, labels) = wrapping.wrap_file_key(&file_key).expect("it has no errors");
        assert_eq!(labels, HashSet::from([LABEL.to_owned()]));
        (identity, stanzas.remove(0))
    }

    fn outcome(identity: &HybridIdentity, stanza: &Stanza) -> &'static str {
        match identity.unwrap_stanza(stanza) {
            // exposed to: the test
            Some(Ok(key)) if *key.expose_secret() == [5; 16] => "opened",
            Some(Ok(_)) => "another key",
            Some(Err(DecryptError::InvalidHeader)) => "refused",
            Some(Err(_)) => "another error",
            None => "not mine",
        }
    }

    #[test]
    fn a_stanza_opens_with_its_key_and_in_its_form_only() {
        let (identity, stanza) = wrapped();
        assert_eq!(outcome(&identity, &stanza), "opened");
        let other = HybridIdentity::from_seed(&SecretBytes::zeroed(32));
        assert_eq!(outcome(&other, &stanza), "not mine");
        let changed = |change: &dyn Fn(&mut Stanza)| {
            let (tag, args, body) = (stanza.tag.clone(), stanza.args.clone(), stanza.body.clone());
            let mut stanza = Stanza { tag, args, body };
            change(&mut stanza);
            outcome(&identity, &stanza)
        };
        assert_eq!(changed(&|stanza| stanza.body[0] ^= 1), "not mine");
        assert_eq!(changed(&|stanza| stanza.tag.make_ascii_uppercase()), "not mine");
        assert_eq!(changed(&|stanza| stanza.body.push(0)), "refused");
        assert_eq!(changed(&|stanza| stanza.args.push("AA".to_owned())), "refused");
        let shorter = |stanza: &mut Stanza| {
            stanza.args[0].pop();
        };
        assert_eq!(changed(&shorter), "refused");
        assert_eq!(changed(&|stanza| stanza.args.clear()), "refused");
    }

    #[test]
    fn a_recipient_is_the_text_of_its_1216_bytes() {
        let (identity, _) = wrapped();
        let text = identity.recipient().to_string();
        assert_eq!(text.len(), 1959);
        let again = |text: &str| HybridRecipient::parse(text).map(|found| found.to_string());
        assert!(again(&text).is_ok_and(|same| same == text));
        assert!(again(&text.to_uppercase()).is_ok_and(|same| same == text));
        assert!(matches!(again(&text.replace("age1pq", "age1qp")), Err(NoRecipient::Misspelt)));
        assert!(matches!(again(&text[..text.len() - 1]), Err(NoRecipient::Misspelt)));
        let mut long = String::new();
        let bytes = [&identity.recipient().0.to_bytes()[..], &[0]].concat();
        bech32_encode_to_fmt(&mut long, RECIPIENT, &bytes).expect("memory");
        assert!(matches!(again(&long), Err(NoRecipient::NoKey)));
    }
}
