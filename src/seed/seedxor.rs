//! Seed XOR: one mnemonic as the exclusive or of several, each valid by itself (Coinkite's description).
//!
//! All parts are needed and nothing tells a missing one: any part, and any sum of parts, is a valid mnemonic of some
//! other wallet.

use super::{KindError, Mnemonic};
use crate::secret::SecretBytes;
use sha2::{Digest, Sha256};
use std::ops::RangeInclusive;
use zeroize::Zeroize;

/// How many parts there can be.
pub const XOR_PARTS: RangeInclusive<usize> = 2..=16;

/// How many parts are made: Coldcard reads no more.
const MADE: RangeInclusive<usize> = 2..=4;

/// What Coldcard hashes before the secret when it makes parts that can be made again.
const LABEL: &[u8] = b"Batshitoshi ";

/// Joins the parts, to words in the language of the first.
///
/// # Errors
/// [`KindError::XorParts`], [`KindError::XorLengths`], [`KindError::XorLanguages`], and [`KindError::XorTwice`] for a part that is there twice
/// and would cancel itself out.
pub fn xor_combine(parts: &[Mnemonic]) -> Result<Mnemonic, KindError> {
    if !XOR_PARTS.contains(&parts.len()) {
        return Err(KindError::XorParts(parts.len()));
    }
    let first = parts[0].word_count();
    let mut sum = parts[0].entropy();
    for (at, part) in parts.iter().enumerate().skip(1) {
        if part.word_count() != first {
            return Err(KindError::XorLengths { part: at + 1, words: part.word_count(), first });
        }
        if part.language() != parts[0].language() {
            return Err(KindError::XorLanguages { part: at + 1 });
        }
        if let Some(twin) = parts[..at].iter().position(|other| other.same_as(part)) {
            return Err(KindError::XorTwice { first: twin + 1, second: at + 1 });
        }
        add(&mut sum, &part.entropy());
    }
    Ok(Mnemonic::from_entropy_in(&sum, parts[0].language()).expect("as long as the parts"))
}

/// Splits a mnemonic into so many parts, all of which are needed. `random` fills what it is given; the last part
/// makes the sum come out.
///
/// # Errors
/// [`KindError::XorParts`] and what `random` refuses.
pub fn xor_split<E: From<KindError>>(
    whole: &Mnemonic,
    parts: usize,
    random: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
) -> Result<Vec<Mnemonic>, E> {
    split_with(whole, parts, |_, room| random(room))
}

/// Splits as Coldcard does when it is not to use its dice: each part but the last is the beginning of the double
/// SHA-256 of a label, the secret and "i of n parts", i from 0. The same words give the same parts again.
///
/// # Errors
/// [`KindError::XorParts`].
pub fn xor_split_again(whole: &Mnemonic, parts: usize) -> Result<Vec<Mnemonic>, KindError> {
    let secret = whole.entropy();
    split_with(whole, parts, |nth, room| {
        let mut hash = Sha256::new();
        hash.update(LABEL);
        // exposed to: SHA-256, whose result is a part
        hash.update(secret.expose_secret());
        hash.update(format!("{nth} of {parts} parts"));
        let mut once = hash.finalize();
        let mut twice = Sha256::digest(once);
        room.copy_from_slice(&twice[..room.len()]);
        once.as_mut_slice().zeroize();
        twice.as_mut_slice().zeroize();
        Ok(())
    })
}

fn split_with<E: From<KindError>>(
    whole: &Mnemonic,
    parts: usize,
    mut fill: impl FnMut(usize, &mut [u8]) -> Result<(), E>,
) -> Result<Vec<Mnemonic>, E> {
    if !MADE.contains(&parts) {
        return Err(KindError::XorParts(parts).into());
    }
    let mut rest = whole.entropy();
    let mut made = Vec::with_capacity(parts);
    for nth in 0..parts - 1 {
        let part = SecretBytes::try_filled(rest.len(), |room| fill(nth, room))?;
        add(&mut rest, &part);
        made.push(
            Mnemonic::from_entropy_in(&part, whole.language()).expect("as long as the whole"),
        );
    }
    made.push(Mnemonic::from_entropy_in(&rest, whole.language()).expect("as long as the whole"));
    Ok(made)
}

fn add(sum: &mut SecretBytes, part: &SecretBytes) {
    // exposed to: the sum, which is secret as well
    let part = part.expose_secret();
    // exposed to: the sum itself
    sum.expose_secret_mut().iter_mut().zip(part).for_each(|(sum, byte)| *sum ^= byte);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Language;

    fn whole() -> Mnemonic {
        Mnemonic::from_entropy(&SecretBytes::filled(16, |bytes| bytes[0] = 7)).expect("16 bytes")
    }

    fn counting(room: &mut [u8]) -> Result<(), KindError> {
        room.iter_mut().zip(1..).for_each(|(byte, number)| *byte = number);
        Ok(())
    }

    #[test]
    fn what_is_split_comes_back_from_all_parts_and_only_from_all() {
        for count in 2..=4 {
            let again = xor_split_again(&whole(), count).expect("2 to 4 parts");
            assert_eq!(again.len(), count);
            assert!(xor_combine(&again).expect("all parts").same_as(&whole()));
            let same = xor_split_again(&whole(), count).expect("2 to 4 parts");
            assert!(again.iter().zip(&same).all(|(one, other)| one.same_as(other)));
        }
        let drawn = xor_split(&whole(), 2, &mut counting).expect("two parts");
        assert!(xor_combine(&drawn).expect("both").same_as(&whole()));
        let three = xor_split_again(&whole(), 3).expect("three parts");
        assert!(!xor_combine(&three[..2]).expect("valid all the same").same_as(&whole()));
    }

    #[test]
    fn parts_that_cannot_belong_together_are_refused() {
        let long = Mnemonic::from_entropy(&SecretBytes::zeroed(32)).expect("32 bytes");
        let error = KindError::XorLengths { part: 2, words: 24, first: 12 };
        assert_eq!(xor_combine(&[whole(), long]).err(), Some(error));
        let error = KindError::XorTwice { first: 1, second: 2 };
        assert_eq!(xor_combine(&[whole(), whole()]).err(), Some(error));
        let spanish = Mnemonic::from_entropy_in(&SecretBytes::zeroed(16), Language::Spanish);
        let error = KindError::XorLanguages { part: 2 };
        assert_eq!(xor_combine(&[whole(), spanish.expect("16 bytes")]).err(), Some(error));
        assert_eq!(xor_combine(&[whole()]).err(), Some(KindError::XorParts(1)));
        assert_eq!(xor_split_again(&whole(), 5).err(), Some(KindError::XorParts(5)));
    }
}
