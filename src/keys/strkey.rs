//! Reads and writes Stellar's keys as text: Base32 of a version, 32 bytes and CRC-16 (SEP-0023).

use zeroize::Zeroizing;

const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The version of a secret seed, `S…`.
const SECRET: u8 = 18 << 3;

/// Version, key and checksum, in bytes: exactly 56 digits.
const WHOLE: usize = 35;

/// The letters of a key.
pub(super) const LETTERS: usize = 56;

/// CRC-16/XMODEM: polynomial 0x1021, from zero.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte) << 8, |crc, _| {
            if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 }
        })
    })
}

/// Writes 32 bytes under a version.
pub(super) fn encode(version: u8, key: &[u8]) -> String {
    let mut whole = [0; WHOLE];
    whole[0] = version;
    whole[1..33].copy_from_slice(key);
    let crc = checksum(&whole[..33]);
    whole[33..].copy_from_slice(&crc.to_le_bytes());
    let mut text = String::with_capacity(LETTERS);
    for five in whole.chunks(5) {
        let number = five.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        text.extend((0..8).map(|at| char::from(DIGITS[(number >> (35 - 5 * at)) as usize & 31])));
    }
    text
}

/// Reads a version and its 32 bytes: `None` for other texts, `Some(Err)` for a wrong checksum.
#[expect(clippy::type_complexity, reason = "a version, its bytes, and whether both are right")]
pub(super) fn decode(text: &str) -> Option<Result<(u8, Zeroizing<[u8; 32]>), ()>> {
    if text.len() != LETTERS {
        return None;
    }
    let mut whole = Zeroizing::new([0; WHOLE]);
    for (eight, five) in text.as_bytes().chunks(8).zip(whole.chunks_mut(5)) {
        let mut number = 0_u64;
        for byte in eight {
            let digit = DIGITS.iter().position(|other| other == byte)?;
            number = number << 5 | digit as u64;
        }
        five.copy_from_slice(&number.to_be_bytes()[3..]);
    }
    if checksum(&whole[..33]).to_le_bytes() != whole[33..] {
        return Some(Err(()));
    }
    let mut key = Zeroizing::new([0; 32]);
    key.copy_from_slice(&whole[1..33]);
    Some(Ok((whole[0], key)))
}

/// Whether the text is a secret seed, which spends.
pub(super) fn is_secret(text: &str) -> bool {
    decode(text).and_then(Result::ok).is_some_and(|(version, _)| version == SECRET)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_sep5_are_read_and_told_apart() {
        let account = "GDRXE2BQUC3AZNPVFSCEZ76NJ3WWL25FYFK6RGZGIEKWE4SOOHSUJUJ6";
        let (version, key) = decode(account).and_then(Result::ok).expect("a key");
        assert_eq!((version, encode(version, &*key)), (6 << 3, account.to_owned()));
        assert!(decode(&account.replace("UJ6", "UJ7")).is_some_and(|read| read.is_err()));
        assert!(decode(&account[1..]).is_none() && decode(&account.to_lowercase()).is_none());
        let secret = "SBGWSG6BTNCKCOB3DIFBGCVMUPQFYPA2G4O34RMTB343OYPXU5DJDVMN";
        assert!(is_secret(secret) && !is_secret(account));
    }
}
