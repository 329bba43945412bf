//! The age test kit (C2SP/CCTV, 143 files), and mutations of small files.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that says what it counted")]

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use coldkeep::crypt::{
    Algorithm, CryptError, Envelope, FilePassphrase, Identity, Recipient, RecipientProblem, Sealed,
    To, With, decrypt, generate, read_identities,
};
use coldkeep::secret::{SecretBytes, SecretText};
use sha2::{Digest, Sha256};

/// The kit's folder, where it is there.
fn kit() -> Option<PathBuf> {
    crate::support::shared::place("age/testkit")
}

/// One file of the kit: `key: value` lines, an empty line, an age file.
struct Case {
    expect: String,
    payload: Option<String>,
    identities: Vec<String>,
    passphrases: Vec<String>,
    file: Vec<u8>,
}

impl Case {
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
        let mut case = Self {
            expect: String::new(),
            payload: None,
            identities: Vec::new(),
            passphrases: Vec::new(),
            file: bytes[end + 2..].to_vec(),
        };
        for line in std::str::from_utf8(&bytes[..end]).unwrap().lines() {
            let (key, value) = line.split_once(": ").unwrap();
            match key {
                "expect" => value.clone_into(&mut case.expect),
                "payload" => case.payload = Some(value.to_owned()),
                "identity" => case.identities.push(value.to_owned()),
                "passphrase" => case.passphrases.push(value.to_owned()),
                "compressed" => {
                    assert_eq!(value, "zlib");
                    let packed = std::mem::take(&mut case.file);
                    flate2::read::ZlibDecoder::new(&packed[..])
                        .read_to_end(&mut case.file)
                        .unwrap();
                }
                "file key" | "armored" | "comment" => {}
                other => panic!("{}: unknown key {other}", path.display()),
            }
        }
        case
    }

    /// Decrypts with what the case names; also says what was given out before an error.
    fn run(&self) -> (Result<u64, CryptError>, Vec<u8>) {
        let mut plain = Vec::new();
        let mut text = self.identities.join("\n");
        if let Some(passphrase) = self.passphrases.first() {
            let passphrase = FilePassphrase::new(SecretText::copied_from(passphrase)).unwrap();
            let outcome = decrypt(&With::Passphrase(&passphrase), &self.file[..], &mut plain);
            return (outcome, plain);
        }
        if text.is_empty() {
            text = OTHER_KEY.to_owned();
        }
        let outcome = read_identities(&SecretBytes::copied_from(text.as_bytes()))
            .and_then(|keys| decrypt(&With::Identities(&keys), &self.file[..], &mut plain));
        (outcome, plain)
    }
}

/// A key that no file of the kit was made for.
pub(crate) const OTHER_KEY: &str =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

/// Whether the error is one that the kit's word allows.
fn fits(expect: &str, error: &CryptError) -> bool {
    use CryptError as E;
    match expect {
        "no match" => {
            matches!(error, E::NoMatchingKey { .. } | E::WrongPassphrase | E::NeedsKey { .. })
        }
        "HMAC failure" => *error == E::HeaderChanged,
        "armor failure" => matches!(error, E::ArmorDamaged { .. } | E::NotAge),
        "payload failure" => matches!(error, E::Damaged { .. }),
        "header failure" => matches!(
            error,
            E::HeaderDamaged | E::NotAge | E::UnknownVersion | E::ExcessiveWork { factor: 23 }
        ),
        other => panic!("the kit says {other}"),
    }
}

#[test]
fn the_age_test_kit_is_met_whole() {
    let Some(kit) = kit() else { return };
    let mut names: Vec<_> = std::fs::read_dir(kit)
        .expect("the age test kit")
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let (mut as_expected, mut hybrid, mut opened) = (0, 0, 0);
    for path in &names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let case = Case::read(path);
        let (outcome, plain) = case.run();
        match (case.expect.as_str(), &outcome) {
            ("success", Ok(bytes)) => {
                assert_eq!(*bytes, plain.len() as u64);
                opened += 1;
            }
            ("success", Err(error)) => panic!("{name}: {error:?}"),
            (expect, Err(error)) => assert!(fits(expect, error), "{name}: {expect}: {error:?}"),
            (expect, Ok(_)) => panic!("{name}: opened, and {expect} was due"),
        }
        if let Some(payload) = &case.payload {
            assert_eq!(&hex(&Sha256::digest(&plain)), payload, "{name}");
        } else {
            assert!(plain.is_empty(), "{name}");
        }
        if let Err(CryptError::Damaged { at_bytes }) = outcome {
            assert_eq!(at_bytes, plain.len() as u64, "{name}");
        }
        as_expected += 1;
        if case.identities.iter().any(|key| key.starts_with("AGE-SECRET-KEY-PQ-")) {
            hybrid += 1;
            // Who has a key of another kind learns what kind is missing.
            let keys = keys_of(OTHER_KEY);
            let other = decrypt(&With::Identities(&keys), &case.file[..], &mut io::sink());
            // Two of them name no hybrid stanza: one in upper case, one of X25519's name.
            match (name, &other) {
                ("hybrid_uppercase", Err(CryptError::NoMatchingKey { .. }))
                | ("hybrid_x25519_arg", Err(CryptError::HeaderDamaged))
                | (_, Err(CryptError::PostQuantum)) => {}
                (_, Err(CryptError::HeaderDamaged)) if case.expect == "header failure" => {}
                _ => panic!("{name}: {other:?}"),
            }
        }
    }
    println!("age test kit: {as_expected} as expected ({opened} opened), {hybrid} of them hybrid");
    assert_eq!((names.len(), as_expected, hybrid), (143, 143, 19));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn keys_of(text: &str) -> Vec<Identity> {
    read_identities(&SecretBytes::copied_from(text.as_bytes())).unwrap()
}

pub(crate) fn key() -> (Vec<Identity>, Vec<Recipient>) {
    key_of(Algorithm::X25519)
}

pub(crate) fn key_of(algorithm: Algorithm) -> (Vec<Identity>, Vec<Recipient>) {
    let key = generate(algorithm, &mut |room| room.fill(7));
    let identity = Identity::parse(&key).unwrap();
    let recipient = identity.recipient().unwrap();
    (vec![identity], vec![recipient])
}

/// Encrypts with random bytes that every run has alike: age draws what keeps the files apart.
pub(crate) fn encrypt(
    to: &To<'_>,
    armor: bool,
    input: &mut dyn Read,
    output: impl Write,
) -> Result<Sealed, CryptError> {
    Envelope::new(to, &mut |room| room.fill(8))?.encrypt(armor, input, output)
}

pub(crate) fn sealed(recipients: &[Recipient], armor: bool, plain: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let outcome = encrypt(&To::Recipients(recipients), armor, &mut &*plain, &mut file).unwrap();
    assert_eq!(outcome.plaintext_bytes, plain.len() as u64);
    assert_eq!(outcome.ciphertext_bytes, file.len() as u64);
    assert_eq!(outcome.sha256, <[u8; 32]>::from(Sha256::digest(&file)));
    file
}

#[test]
fn no_flipped_bit_and_no_cut_of_a_small_file_is_accepted() {
    let (keys, recipients) = key();
    let with = With::Identities(&keys);
    let plain = [0x5a; 700];
    let file = sealed(&recipients, false, &plain);
    let opens = |file: &[u8]| decrypt(&with, file, &mut io::sink()).is_ok();
    // The same check sees the file that nobody touched.
    assert!(opens(&file));
    let mut trials = 0;
    for at in 0..file.len() {
        for bit in 0..8 {
            let mut changed = file.clone();
            changed[at] ^= 1 << bit;
            assert!(!opens(&changed), "bit {bit} of byte {at}");
            trials += 1;
        }
        let mut without = file.clone();
        without.remove(at);
        assert!(!opens(&without), "without byte {at}");
        let mut with_more = file.clone();
        with_more.insert(at, b'A');
        assert!(!opens(&with_more), "one byte more at {at}");
        assert!(!opens(&file[..at]), "cut at {at}");
        trials += 3;
    }
    assert!(!opens(&[&file[..], b"\n"].concat()), "one byte more at the end");
    println!("{} mutations of {} bytes, 0 accepted", trials + 1, file.len());
}

#[test]
fn no_flipped_bit_and_no_cut_of_an_armored_file_is_accepted() {
    let (keys, recipients) = key();
    let with = With::Identities(&keys);
    let file = sealed(&recipients, true, &[0x5a; 300]);
    let opens = |file: &[u8]| decrypt(&with, file, &mut io::sink()).is_ok();
    assert!(opens(&file));
    // The last line feed and white space around are not part of the armor.
    assert!(opens(&file[..file.len() - 1]));
    assert!(opens(&[b"\n \n", &file[..], b" \n"].concat()));
    for at in 0..file.len() {
        for bit in 0..8 {
            let mut changed = file.clone();
            changed[at] ^= 1 << bit;
            assert!(!opens(&changed), "bit {bit} of byte {at}");
        }
    }
    for at in 0..file.len() - 1 {
        assert!(!opens(&file[..at]), "cut at {at}");
    }
}

#[test]
fn a_work_factor_of_23_is_refused_at_once() {
    let Some(kit) = kit() else { return };
    let case = Case::read(&kit.join("scrypt_work_factor_23"));
    let begin = std::time::Instant::now();
    assert_eq!(case.run().0, Err(CryptError::ExcessiveWork { factor: 23 }));
    assert!(begin.elapsed().as_secs_f32() < 1.0);
}

#[test]
fn the_keys_of_the_specification_are_read_or_refused_by_their_kind() {
    let Some(file) = crate::support::shared::json("age/spec-examples.json") else { return };
    let field = |kind: &str, name: &str| file[kind][name].as_str().unwrap().to_owned();
    let identity = |kind: &str| Identity::parse(&SecretText::copied_from(&field(kind, "identity")));
    let own = identity("x25519").unwrap().recipient().unwrap();
    assert_eq!(own.to_string(), field("x25519", "recipient"));
    let own = identity("hybrid").unwrap().recipient().unwrap();
    assert_eq!(own.to_string(), field("hybrid", "recipient"));
    assert_eq!(
        field("hybrid", "recipient").parse::<Recipient>().unwrap().to_string(),
        own.to_string()
    );
    let refused = field("tag", "recipient").parse::<Recipient>().err();
    let problem = RecipientProblem::Plugin;
    assert_eq!(refused, Some(CryptError::Recipient { line: None, problem }));
    crate::support::shared::ran("age keys of the specification", 3, 3);
}
