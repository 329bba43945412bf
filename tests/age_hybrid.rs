//! Post-quantum keys in whole files: mixed recipients, many of them, changed stanzas, keys of both kinds.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::io;

use coldkeep::crypt::{
    Algorithm, CryptError, Identity, Recipient, RecipientProblem, To, With, decrypt,
    decrypt_to_memory, generate, header_info, identity_file, read_identities, read_recipients,
};
use coldkeep::secret::{SecretBytes, SecretText};

use crate::age_kit::{OTHER_KEY, encrypt, key, key_of, keys_of, sealed};

/// As many keys of one kind as are wanted, no two alike.
fn several(algorithm: Algorithm, count: u8) -> (Vec<Identity>, Vec<Recipient>) {
    (0..count)
        .map(|number| {
            let key = generate(algorithm, &mut |room| room.fill(number));
            let identity = Identity::parse(&key).unwrap();
            let recipient = identity.recipient().unwrap();
            (identity, recipient)
        })
        .unzip()
}

#[test]
fn each_of_many_keys_opens_a_file_and_a_stranger_learns_the_kind() {
    let (keys, recipients) = several(Algorithm::Hybrid, 60);
    let file = sealed(&recipients, false, b"exports");
    let header = header_info(&file).unwrap();
    assert_eq!((header.stanzas, header.hybrid), (60, true));
    for one in [0, 59] {
        let with = With::Identities(&keys[one..=one]);
        let plain = decrypt_to_memory(&with, &file[..], 7).unwrap();
        assert_eq!(plain.expose_secret(), b"exports"); // exposed to: the test
    }
    let open = |keys: &[Identity]| decrypt(&With::Identities(keys), &file[..], &mut io::sink());
    assert_eq!(open(&keys_of(OTHER_KEY)), Err(CryptError::PostQuantum));
    let (other, _) = key_of(Algorithm::Hybrid);
    let file = sealed(&recipients[..5], false, b"exports");
    let open = |keys: &[Identity]| decrypt(&With::Identities(keys), &file[..], &mut io::sink());
    assert_eq!(open(&other), Err(CryptError::NoMatchingKey { stanzas: 5, tried: 1 }));
    // A key of each kind: the post-quantum one opens it.
    let both = format!("{OTHER_KEY}\n{}\n", text_of(3));
    assert_eq!(open(&keys_of(&both)), Ok(7));
}

fn text_of(number: u8) -> String {
    let key = generate(Algorithm::Hybrid, &mut |room| room.fill(number));
    key.expose_secret().to_owned() // exposed to: the test
}

#[test]
fn the_two_kinds_do_not_go_into_one_file() {
    let (_, mut recipients) = several(Algorithm::Hybrid, 2);
    recipients.extend(key().1);
    let mixed = encrypt(&To::Recipients(&recipients), false, &mut io::empty(), io::sink());
    assert_eq!(mixed, Err(CryptError::MixedRecipients { hybrid: 2, others: 1 }));
    assert_eq!(Algorithm::beside(&recipients[..2]), Ok(Algorithm::Hybrid));
    assert_eq!(Algorithm::beside(&recipients[2..]), Ok(Algorithm::X25519));
    assert_eq!(Algorithm::beside(&[]), Ok(Algorithm::X25519));
}

#[test]
fn two_files_of_the_same_random_bytes_differ_in_what_wraps_their_key() {
    let (_, recipients) = several(Algorithm::Hybrid, 1);
    let stanza = |fill: u8| {
        let mut file = Vec::new();
        coldkeep::crypt::Envelope::new(&To::Recipients(&recipients), &mut |room| room.fill(fill))
            .unwrap()
            .encrypt(false, &mut io::empty(), &mut file)
            .unwrap();
        let lines = file.split(|byte| *byte == b'\n').map(<[u8]>::to_vec);
        lines.skip(1).take(2).collect::<Vec<_>>()
    };
    let (one, same, other) = (stanza(1), stanza(1), stanza(2));
    assert_eq!(one[0], same[0], "what is sent comes from the caller's bytes alone");
    assert_ne!(one[0], other[0]);
    assert_ne!(one[1], same[1], "the file key is another each time");
}

#[test]
fn a_changed_stanza_is_never_opened() {
    let (keys, recipients) = several(Algorithm::Hybrid, 1);
    let file = sealed(&recipients, false, b"x");
    let open = |file: &[u8]| decrypt(&With::Identities(&keys), file, &mut io::sink());
    assert_eq!(open(&file), Ok(1));
    let end = file.windows(4).position(|part| part == b"\n---").unwrap();
    // Every place of the first stanza's lines, one bit each; all bits of a file are in the test of X25519 files.
    for at in (22..end).step_by(3) {
        let mut changed = file.clone();
        changed[at] ^= 1 << (at % 7);
        assert!(open(&changed).is_err(), "byte {at}");
    }
}

#[test]
fn a_key_file_holds_both_kinds_and_a_file_of_recipients_too() {
    let key = SecretText::copied_from(&text_of(9));
    let file = identity_file(&key, Some("2026-11-25")).unwrap();
    let keys = read_identities(&file.into_bytes()).unwrap();
    assert!(keys[0].is_hybrid());
    let recipient = keys[0].recipient().unwrap().to_string();
    assert!(recipient.starts_with("age1pq1") && recipient.len() == 1959);
    let list = format!("# the office\n{recipient}\n{}\n", key_of(Algorithm::X25519).1[0]);
    let kinds: Vec<bool> =
        read_recipients(&list).unwrap().iter().map(Recipient::is_hybrid).collect();
    assert_eq!(kinds, [true, false]);
    let wrong = recipient.replacen("age1pq1", "age1pq1q", 1).parse::<Recipient>().err();
    let problem = RecipientProblem::Misspelt;
    assert_eq!(wrong, Some(CryptError::Recipient { line: None, problem }));
    let short = SecretBytes::copied_from(b"AGE-SECRET-KEY-PQ-1QQQQ");
    assert!(matches!(read_identities(&short), Err(CryptError::Identity { line: Some(1), .. })));
}
