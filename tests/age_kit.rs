//! The age test kit (C2SP/CCTV, 143 files), mutations of a small file, and large files in small memory.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use coldkeep::crypt::{
    CryptError, FilePassphrase, Identity, IdentityProblem, Recipient, To, With, decrypt,
    decrypt_to_memory, encrypt, generate, read_identities,
};
use coldkeep::secret::{SecretBytes, SecretText};
use sha2::{Digest, Sha256};

/// The folder that the vectors of the standards are in.
fn kit() -> PathBuf {
    let shared = std::env::var_os("COLDKEEP_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    shared.join("vectors/age/testkit")
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

const OTHER_KEY: &str =
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
fn the_age_test_kit_is_met_and_hybrid_files_are_named() {
    let mut names: Vec<_> = std::fs::read_dir(kit())
        .expect("the age test kit")
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let (mut as_expected, mut hybrid, mut opened) = (0, 0, 0);
    for path in &names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let case = Case::read(path);
        let (outcome, plain) = case.run();
        if case.identities.iter().any(|key| key.starts_with("AGE-SECRET-KEY-PQ-")) {
            let problem = IdentityProblem::PostQuantum;
            match outcome {
                Err(CryptError::Identity { problem: found, .. }) if found == problem => hybrid += 1,
                other => panic!("{name}: {other:?}"),
            }
            // The header alone gives the same answer to who has another key.
            let keys = keys_of(OTHER_KEY);
            let other = decrypt(&With::Identities(&keys), &case.file[..], &mut io::sink());
            assert!(
                matches!(other, Err(CryptError::PostQuantum | CryptError::HeaderDamaged)),
                "{name}: {other:?}"
            );
            continue;
        }
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
    }
    println!("age test kit: {as_expected} as expected ({opened} opened), {hybrid} hybrid refused");
    assert_eq!((names.len(), as_expected, hybrid), (143, 124, 19));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn keys_of(text: &str) -> Vec<Identity> {
    read_identities(&SecretBytes::copied_from(text.as_bytes())).unwrap()
}

fn key() -> (Vec<Identity>, Vec<Recipient>) {
    let key = generate(&mut |room| room.fill(7));
    let identity = Identity::parse(&key).unwrap();
    let recipient = identity.recipient().unwrap();
    (vec![identity], vec![recipient])
}

fn sealed(recipients: &[Recipient], armor: bool, plain: &[u8]) -> Vec<u8> {
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
    let plain = [0x5a; 300];
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
fn every_length_around_a_piece_comes_back_in_both_forms() {
    let (keys, recipients) = key();
    let piece = 64 * 1024;
    for length in [0, 1, 47, 48, 49, piece - 1, piece, piece + 1, 4 * piece, 20 * piece + 7] {
        let plain: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        for armor in [false, true] {
            let file = sealed(&recipients, armor, &plain);
            assert_eq!(file.starts_with(b"-----BEGIN AGE"), armor);
            let back = decrypt_to_memory(&With::Identities(&keys), &file[..], length).unwrap();
            assert_eq!(back.expose_secret(), plain); // exposed to: the test
        }
    }
}

#[test]
fn content_longer_than_the_room_is_refused() {
    let (keys, recipients) = key();
    let file = sealed(&recipients, false, b"four");
    let open = |limit| decrypt_to_memory(&With::Identities(&keys), &file[..], limit).err();
    assert_eq!(open(4), None);
    assert_eq!(open(3), Some(CryptError::TooLong { limit: 3 }));
}

/// Fails after some bytes, as a disk that was pulled out or is full.
struct Fails(usize, io::ErrorKind);

impl Read for Fails {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.0.min(room.len());
        if count == 0 {
            return Err(self.1.into());
        }
        room[..count].fill(1);
        self.0 -= count;
        Ok(count)
    }
}

impl Write for Fails {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.0.min(bytes.len());
        if count == 0 {
            return Err(self.1.into());
        }
        self.0 -= count;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_failed_read_and_a_failed_write_are_two_errors() {
    use io::ErrorKind::{StorageFull, TimedOut};
    let (keys, recipients) = key();
    let to = To::Recipients(&recipients);
    for length in [0, 100, 2_000_000] {
        match encrypt(&to, false, &mut Fails(length, TimedOut), io::sink()) {
            Err(CryptError::Input(fault)) => assert_eq!(fault.kind(), TimedOut),
            other => panic!("{other:?}"),
        }
        let input = vec![0; 3_000_000];
        match encrypt(&to, true, &mut &input[..], Fails(length, StorageFull)) {
            Err(CryptError::Output(fault)) => assert_eq!(fault.kind(), StorageFull),
            other => panic!("{other:?}"),
        }
    }
    let with = With::Identities(&keys);
    for armor in [false, true] {
        let file = sealed(&recipients, armor, &[0; 500_000]);
        for length in [0, 30, 250, 300_000] {
            let input = file[..length].chain(Fails(0, TimedOut));
            match decrypt(&with, input, &mut io::sink()) {
                Err(CryptError::Input(fault)) => assert_eq!(fault.kind(), TimedOut),
                other => panic!("{length}: {other:?}"),
            }
        }
        match decrypt(&with, &file[..], &mut Fails(70_000, StorageFull)) {
            Err(CryptError::Output(fault)) => assert_eq!(fault.kind(), StorageFull),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_wrong_kind_of_key_is_said() {
    let (keys, recipients) = key();
    let file = sealed(&recipients, false, b"x");
    let passphrase = FilePassphrase::new(SecretText::copied_from("password")).unwrap();
    let open = |with: &With<'_>, file: &[u8]| decrypt(with, file, &mut io::sink()).err();
    let others = [keys_of(OTHER_KEY), keys_of(OTHER_KEY)].into_iter().flatten();
    let others: Vec<Identity> = others.collect();
    let no_match = CryptError::NoMatchingKey { stanzas: 1, tried: 2 };
    assert_eq!(open(&With::Identities(&others), &file), Some(no_match));
    let needs_key = CryptError::NeedsKey { stanzas: 1 };
    assert_eq!(open(&With::Passphrase(&passphrase), &file), Some(needs_key));
    let scrypt = Case::read(&kit().join("scrypt")).file;
    assert_eq!(open(&With::Identities(&keys), &scrypt), Some(CryptError::NeedsPassphrase));
    assert_eq!(open(&With::Passphrase(&passphrase), &scrypt), None);
    assert_eq!(open(&With::Identities(&[]), &file), Some(CryptError::NoIdentity));
    let nobody = encrypt(&To::Recipients(&[]), false, &mut io::empty(), io::sink());
    assert_eq!(nobody, Err(CryptError::NoRecipient));
}

#[test]
fn a_work_factor_of_23_is_refused_at_once() {
    let case = Case::read(&kit().join("scrypt_work_factor_23"));
    let begin = std::time::Instant::now();
    assert_eq!(case.run().0, Err(CryptError::ExcessiveWork { factor: 23 }));
    assert!(begin.elapsed().as_secs_f32() < 1.0);
}
