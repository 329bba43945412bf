//! Secrets come in from descriptors, pipes and files, lose one line end, and have a limit.

use coldkeep::host::{HostError, SecretSource, read_secret};
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

fn read(source: &SecretSource, limit: usize) -> Result<Vec<u8>, HostError> {
    read_secret(source, limit).map(|read| read.bytes.expose_secret().to_vec())
}

#[test]
fn the_value_of_an_option_says_where_the_secret_is() {
    for (value, source) in [
        ("ask", SecretSource::Ask),
        ("-", SecretSource::Stdin),
        ("fd:3", SecretSource::Fd(3)),
        ("./fd:3", SecretSource::File(PathBuf::from("./fd:3"))),
        ("words.txt", SecretSource::File(PathBuf::from("words.txt"))),
    ] {
        assert_eq!(value.parse(), Ok(source));
    }
    for value in ["fd:", "fd:x", "fd:-1", "fd:99999999999"] {
        assert_eq!(value.parse::<SecretSource>(), Err(HostError::NotADescriptor), "{value}");
    }
    assert_eq!("".parse::<SecretSource>(), Err(HostError::NotAFile));
    let path: SecretSource = "abandon ability".parse().unwrap();
    assert_eq!(format!("{path:?}"), "SecretSource::File");
}

#[test]
fn one_final_line_end_is_taken_away_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    let source = SecretSource::File(path.clone());
    for (content, secret) in [
        (&b"word"[..], &b"word"[..]),
        (b"word\n", b"word"),
        (b"word\r\n", b"word"),
        (b"word\n\n", b"word\n"),
        (b" word \n", b" word "),
        (b"\n", b""),
        (b"", b""),
    ] {
        std::fs::write(&path, content).unwrap();
        assert_eq!(read(&source, 10).unwrap(), secret, "{content:?}");
    }
}

#[test]
fn the_limit_counts_without_the_line_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    let source = SecretSource::File(path.clone());
    for (content, fits) in
        [("1234\r\n", true), ("1234\n", true), ("12345", false), ("12345\n", false)]
    {
        std::fs::write(&path, content).unwrap();
        let wanted =
            if fits { Ok(b"1234".to_vec()) } else { Err(HostError::TooLarge { limit: 4 }) };
        assert_eq!(read(&source, 4), wanted, "{content:?}");
    }
}

#[test]
fn a_descriptor_is_read_to_its_end_however_the_bytes_arrive() {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let writing = std::thread::spawn(move || {
        for _ in 0..20_000 {
            writer.write_all(b"0123456789").unwrap();
        }
    });
    let bytes = read(&SecretSource::Fd(reader.as_raw_fd()), 1 << 20).unwrap();
    writing.join().unwrap();
    assert_eq!(bytes, b"0123456789".repeat(20_000));
}

#[test]
fn a_descriptor_that_never_ends_is_given_up_at_the_limit() {
    let zeros = std::fs::File::open("/dev/zero").unwrap();
    let refused = read(&SecretSource::Fd(zeros.as_raw_fd()), 1 << 16);
    assert_eq!(refused, Err(HostError::TooLarge { limit: 1 << 16 }));
}

#[test]
fn a_descriptor_that_is_not_open_is_refused() {
    assert_eq!(read(&SecretSource::Fd(9_999), 10), Err(HostError::NotADescriptor));
    assert_eq!(read(&SecretSource::Ask, 10), Err(HostError::MustBeAsked));
}

#[test]
fn a_secret_that_others_can_read_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    std::fs::write(&path, "x").unwrap();
    for (mode, noticed) in
        [(0o600, None), (0o640, Some(0o640)), (0o604, Some(0o604)), (0o620, None)]
    {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let read = read_secret(&SecretSource::File(path.clone()), 10).unwrap();
        assert_eq!(read.open_to_others, noticed);
    }
}
