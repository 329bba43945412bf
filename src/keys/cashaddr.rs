//! Reads and writes the addresses of Bitcoin Cash (CashAddr): 5-bit digits with a checksum of 40 bits.

const DIGITS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const CHECKSUM: usize = 8;

/// The lengths of hashes in bytes, by the low three bits of the version byte.
const SIZES: [usize; 8] = [20, 24, 28, 32, 40, 48, 56, 64];

/// What an address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CashAddr {
    pub(super) prefix: String,
    /// 0 for a key, 1 for a script.
    pub(super) kind: u8,
    pub(super) hash: Vec<u8>,
}

/// Why a text is no address; with a known prefix in front, the checksum of what follows is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    NoCashAddr,
    Checksum,
}

/// The remainder over GF(32); zero for a text with its checksum.
fn remainder(digits: impl Iterator<Item = u8>) -> u64 {
    const GENERATOR: [u64; 5] =
        [0x98_f2bc_8e61, 0x79_b76d_99e2, 0xf3_3e5f_b3c4, 0xae_2eab_e2a8, 0x1e_4f43_e470];
    let mut state = 1_u64;
    for digit in digits {
        let top = state >> 35;
        state = (state & 0x07_ffff_ffff) << 5 ^ u64::from(digit);
        for (bit, line) in GENERATOR.iter().enumerate() {
            if top >> bit & 1 == 1 {
                state ^= line;
            }
        }
    }
    state ^ 1
}

fn prefix_digits(prefix: &str) -> impl Iterator<Item = u8> + '_ {
    prefix.bytes().map(|byte| byte & 0x1f).chain([0])
}

/// Writes an address with its prefix.
pub(super) fn encode(prefix: &str, kind: u8, hash: &[u8]) -> String {
    let size = SIZES.iter().position(|size| *size == hash.len()).unwrap_or(0) as u8;
    let bytes = [kind << 3 | size].into_iter().chain(hash.iter().copied());
    let mut digits = Vec::with_capacity(hash.len() * 8 / 5 + 3 + CHECKSUM);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            digits.push((held >> bits) as u8 & 31);
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        digits.push((held << (5 - bits)) as u8 & 31);
    }
    let all = prefix_digits(prefix).chain(digits.iter().copied()).chain([0; CHECKSUM]);
    let check = remainder(all);
    digits.extend((0..CHECKSUM).map(|at| (check >> (5 * (CHECKSUM - 1 - at))) as u8 & 31));
    let letters = digits.iter().map(|digit| char::from(DIGITS[usize::from(*digit)]));
    prefix.chars().chain([':']).chain(letters).collect()
}

/// Whether the checksum of `prefix:digits` holds, whatever it says.
fn digits_of(prefix: &str, text: &str) -> Result<Vec<u8>, Refusal> {
    let digit = |byte: u8| DIGITS.iter().position(|other| *other == byte).map(|at| at as u8);
    let digits: Option<Vec<u8>> = text.bytes().map(digit).collect();
    let digits = digits.filter(|digits| digits.len() >= CHECKSUM).ok_or(Refusal::NoCashAddr)?;
    match remainder(prefix_digits(prefix).chain(digits.iter().copied())) {
        0 => Ok(digits[..digits.len() - CHECKSUM].to_vec()),
        _ => Err(Refusal::Checksum),
    }
}

/// Reads an address; where the prefix is left out, one of `prefixes` must fit.
pub(super) fn decode(text: &str, prefixes: &[&str]) -> Result<CashAddr, Refusal> {
    let has = |test: fn(&u8) -> bool| text.as_bytes().iter().any(test);
    if has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) {
        return Err(Refusal::NoCashAddr);
    }
    let lower = text.to_ascii_lowercase();
    if let Some((prefix, rest)) = lower.split_once(':') {
        return read(prefix, &digits_of(prefix, rest)?);
    }
    let fits = |prefix: &&&str| digits_of(prefix, &lower).is_ok();
    let prefix = prefixes.iter().find(fits).ok_or(Refusal::NoCashAddr)?;
    read(prefix, &digits_of(prefix, &lower)?)
}

fn read(prefix: &str, digits: &[u8]) -> Result<CashAddr, Refusal> {
    let mut bytes = Vec::with_capacity(digits.len() * 5 / 8);
    let (mut held, mut bits) = (0_u32, 0);
    for digit in digits {
        held = held << 5 | u32::from(*digit);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
        held &= (1 << bits) - 1;
    }
    // What is left over pads the last digit: fewer than five bits, all zero.
    let (version, hash) = bytes.split_first().ok_or(Refusal::NoCashAddr)?;
    let sound = bits < 5 && held == 0 && version >> 7 == 0;
    if !sound || SIZES[usize::from(version & 7)] != hash.len() {
        return Err(Refusal::NoCashAddr);
    }
    Ok(CashAddr { prefix: prefix.to_owned(), kind: version >> 3, hash: hash.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_checksums_hold_and_a_changed_letter_breaks_them() {
        // The examples of the specification, section "Examples", that carry no hash.
        for text in [
            "prefix:x64nx6hz",
            "p:gpf8m4h7",
            "bitcoincash:qpzry9x8gf2tvdw0s3jn54khce6mua7lcw20ayyn",
            "bchtest:testnetaddress4d6njnut",
            "bchreg:555555555555555555555555555555555555555555555udxmlmrz",
        ] {
            let (prefix, rest) = text.split_once(':').expect("a prefix");
            assert!(digits_of(prefix, rest).is_ok(), "{text}");
            let last = if rest.ends_with('z') { "q" } else { "z" };
            let broken = format!("{}{last}", &rest[..rest.len() - 1]);
            assert_eq!(digits_of(prefix, &broken), Err(Refusal::Checksum));
        }
    }

    #[test]
    fn every_size_comes_back_as_it_went_in() {
        for (size, kind) in SIZES.into_iter().zip([0, 1].into_iter().cycle()) {
            let hash: Vec<u8> = (0..size as u8).collect();
            let text = encode("bitcoincash", kind, &hash);
            let read = decode(&text.to_uppercase(), &[]).expect("an address");
            assert_eq!((read.kind, read.hash), (kind, hash));
        }
    }
}
