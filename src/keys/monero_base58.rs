//! Monero's own Base58: blocks of eight bytes, each eleven digits, so that every length has one form.

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BLOCK: usize = 8;
const DIGITS: usize = 11;
/// How many digits a last block of so many bytes takes.
const LAST: [usize; 9] = [0, 2, 3, 5, 6, 7, 9, 10, 11];

/// Writes bytes in blocks.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(BLOCK) * DIGITS);
    for block in bytes.chunks(BLOCK) {
        let mut number = block.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let mut digits = [ALPHABET[0]; DIGITS];
        let used = LAST[block.len()];
        for digit in digits[..used].iter_mut().rev() {
            *digit = ALPHABET[(number % 58) as usize];
            number /= 58;
        }
        text.extend(digits[..used].iter().map(|digit| char::from(*digit)));
    }
    text
}

/// Reads a text that stands for exactly `N` bytes.
pub(super) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != N / BLOCK * DIGITS + LAST[N % BLOCK] {
        return None;
    }
    for (digits, block) in text.as_bytes().chunks(DIGITS).zip(bytes.chunks_mut(BLOCK)) {
        let mut number = 0_u128;
        for digit in digits {
            let value = ALPHABET.iter().position(|known| known == digit)?;
            number = number * 58 + value as u128;
        }
        if number >> (8 * block.len()) != 0 {
            return None;
        }
        let whole = number.to_be_bytes();
        block.copy_from_slice(&whole[whole.len() - block.len()..]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_last_block_has_its_own_length() {
        assert_eq!(encode(&[0; 8]), "11111111111");
        assert_eq!(encode(&[0xff; 8]), "jpXCZedGfVQ");
        assert_eq!(encode(&[0xff]), "5Q");
        assert_eq!(decode::<8>("jpXCZedGfVQ"), Some([0xff; 8]));
        assert_eq!(decode::<9>("jpXCZedGfVQ5Q"), Some([0xff; 9]));
        // One more than eight bytes hold; a character that is none; a length that no number of bytes has.
        assert_eq!(decode::<8>("jpXCZedGfVR"), None);
        assert_eq!(decode::<8>("jpXCZedGfV0"), None);
        assert_eq!(decode::<8>("jpXCZedGfV"), None);
    }
}
