//! Blocks that Snappy packed, as LevelDB keeps them (google/snappy, `format_description.txt`).

use crate::secret::SecretBytes;

/// The most that a block of LevelDB may unpack to, in bytes; its writers make blocks of a few KiB.
const LIMIT: usize = 4 << 20;

/// Unpacks a block; `None` where it does not follow the format, or is longer than 4 MiB.
pub(super) fn unpack(packed: &[u8]) -> Option<SecretBytes> {
    let mut rest = packed;
    let len =
        usize::try_from(super::leveldb::varint(&mut rest)?).ok().filter(|len| *len <= LIMIT)?;
    // A block cannot unpack to more than 64 bytes for each three of its own.
    if len > rest.len().saturating_mul(22).saturating_add(64) {
        return None;
    }
    SecretBytes::try_filled(len, |room| fill(rest, room).ok_or(())).ok()
}

fn fill(mut rest: &[u8], room: &mut [u8]) -> Option<()> {
    let mut at = 0_usize;
    while let Some((tag, behind)) = rest.split_first() {
        rest = behind;
        let tag = usize::from(*tag);
        if tag & 3 == 0 {
            let extra = (tag >> 2).saturating_sub(59);
            let len = if extra == 0 { tag >> 2 } else { number(take(&mut rest, extra)?) } + 1;
            let literal = take(&mut rest, len)?;
            room.get_mut(at..at.checked_add(len)?)?.copy_from_slice(literal);
            at += len;
            continue;
        }
        let (len, back) = match tag & 3 {
            1 => (4 + (tag >> 2 & 7), (tag >> 5 << 8) | number(take(&mut rest, 1)?)),
            2 => (1 + (tag >> 2), number(take(&mut rest, 2)?)),
            _ => (1 + (tag >> 2), number(take(&mut rest, 4)?)),
        };
        let from = at.checked_sub(back).filter(|_| back > 0)?;
        if at + len > room.len() {
            return None;
        }
        // Source and target may overlap: a short piece is repeated.
        for step in 0..len {
            room[at + step] = room[from + step];
        }
        at += len;
    }
    (at == room.len()).then_some(())
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, behind) = rest.split_at_checked(count)?;
    *rest = behind;
    Some(taken)
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_and_copies_are_unpacked() {
        // "abcd", then eight bytes from four back, then a literal.
        let packed = b"\x0d\x0cabcd\x11\x04\x00!";
        // exposed to: the comparison
        assert_eq!(unpack(packed).expect("sound").expose_secret(), b"abcdabcdabcd!");
    }

    #[test]
    fn what_does_not_follow_the_format_is_refused() {
        for packed in [
            &b""[..],
            b"\x04\x0cabc",
            b"\x09\x0cabcd\x11\x05",
            b"\x05\x0cabcd",
            b"\x04\x01\x00",
            b"\xff\xff\xff\xff\x0f\x00a",
            b"\x80\x80\x80\x01\x00a",
        ] {
            assert!(unpack(packed).is_none(), "{packed:?}");
        }
    }
}
