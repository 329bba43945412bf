//! Encrypting and decrypting as the commands do it: lengths, locked and SSH keys, failing disks.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::{self, Read, Write};

use coldkeep::crypt::practice::{PRACTICE_ARMOR, PRACTICE_PASSPHRASE};
use coldkeep::crypt::{
    Algorithm, CryptError, FilePassphrase, Identity, To, WORK_FACTOR, With, decrypt,
    decrypt_to_memory, header_info, locked_key, read_identities, unlock_identities,
};
use coldkeep::secret::{SecretBytes, SecretText};

use crate::age_kit::{OTHER_KEY, encrypt, key, keys_of, sealed};

#[test]
fn a_locked_key_opens_what_was_encrypted_to_it() {
    let passphrase = |text: &str| FilePassphrase::new(SecretText::copied_from(text)).unwrap();
    for algorithm in [Algorithm::X25519, Algorithm::Hybrid] {
        let (recipient, file) =
            locked_key(&passphrase("seven words"), algorithm, false, &mut |room| room.fill(9))
                .unwrap();
        assert_eq!(recipient.is_hybrid(), algorithm == Algorithm::Hybrid);
        assert_eq!(header_info(&file).unwrap().work_factor, Some(WORK_FACTOR));
        let file = SecretBytes::copied_from(&file);
        assert_eq!(read_identities(&file).err(), Some(CryptError::KeyFileLocked));
        let wrong = unlock_identities(&file, &passphrase("eight words")).err();
        assert_eq!(wrong, Some(CryptError::WrongPassphrase));
        let keys = unlock_identities(&file, &passphrase("seven words")).unwrap();
        let sealed = sealed(&[recipient], true, b"exports");
        let plain = decrypt_to_memory(&With::Identities(&keys), &sealed[..], 7).unwrap();
        assert_eq!(plain.expose_secret(), b"exports"); // exposed to: the test
    }
}

/// Made for this test with `ssh-keygen -t ed25519`.
const SSH_SECRET: &str = "\
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACA1cKZ6OInfBe/TsBubg1hdGISxkP7EQr67BBGXJ3Y3DgAAAIiJZsiziWbI
swAAAAtzc2gtZWQyNTUxOQAAACA1cKZ6OInfBe/TsBubg1hdGISxkP7EQr67BBGXJ3Y3Dg
AAAEB6UmunF3zGxIygluWHq4bKAR7Pav7Xx/rjCRLL+ypgozVwpno4id8F79OwG5uDWF0Y
hLGQ/sRCvrsEEZcndjcOAAAAAAECAwQF
-----END OPENSSH PRIVATE KEY-----
";
const SSH_PUBLIC: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDVwpno4id8F79OwG5uDWF0YhLGQ/sRCvrsEEZcndjcO";

#[test]
fn an_ssh_key_opens_what_was_encrypted_to_its_public_half() {
    let keys = keys_of(SSH_SECRET);
    assert_eq!(keys[0].recipient().unwrap().to_string(), SSH_PUBLIC);
    let (_, mut recipients) = key();
    recipients.push(SSH_PUBLIC.parse().unwrap());
    let file = sealed(&recipients, false, b"words");
    assert_eq!(header_info(&file).unwrap().stanzas, 2);
    let plain = decrypt_to_memory(&With::Identities(&keys), &file[..], 64).unwrap();
    assert_eq!(plain.expose_secret(), b"words"); // exposed to: the test
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
    let passphrase = FilePassphrase::new(SecretText::copied_from(PRACTICE_PASSPHRASE)).unwrap();
    let open = |with: &With<'_>, file: &[u8]| decrypt(with, file, &mut io::sink()).err();
    let others = [keys_of(OTHER_KEY), keys_of(OTHER_KEY)].into_iter().flatten();
    let others: Vec<Identity> = others.collect();
    let no_match = CryptError::NoMatchingKey { stanzas: 1, tried: 2 };
    assert_eq!(open(&With::Identities(&others), &file), Some(no_match));
    let needs_key = CryptError::NeedsKey { stanzas: 1 };
    assert_eq!(open(&With::Passphrase(&passphrase), &file), Some(needs_key));
    let scrypt = PRACTICE_ARMOR.as_bytes();
    assert_eq!(open(&With::Identities(&keys), scrypt), Some(CryptError::NeedsPassphrase));
    assert_eq!(open(&With::Passphrase(&passphrase), scrypt), None);
    assert_eq!(open(&With::Identities(&[]), &file), Some(CryptError::NoIdentity));
    let nobody = encrypt(&To::Recipients(&[]), false, &mut io::empty(), io::sink());
    assert_eq!(nobody, Err(CryptError::NoRecipient));
}
