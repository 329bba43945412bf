//! One age armor over several codes: each code holds whole lines of it, in order, with nothing added.

use super::SheetError;
use crate::secret::{SecretBuffer, SecretBytes};

const BEGIN: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
const END: &[u8] = b"-----END AGE ENCRYPTED FILE-----";
/// The length of every line of armor but the last, in characters (C2SP age.md, "ASCII armor").
const LINE: usize = 64;

/// Whether a code's payload is a piece of armor that needs other pieces.
pub fn is_piece(payload: &[u8]) -> bool {
    let (begins, ends) = (begins(payload), ends(payload));
    let in_between = || {
        payload
            .split(|b| *b == b'\n')
            .map(<[u8]>::trim_ascii)
            .filter(|l| !l.is_empty())
            .all(is_full_line)
    };
    match (begins, ends) {
        (true, true) => false,
        (true, false) | (false, true) => true,
        (false, false) => !payload.trim_ascii().is_empty() && in_between(),
    }
}

/// Joins the pieces of one armor. The first and the last are told by what they say; those between are taken in the
/// order in which they were read. Sets with a parity code are put together by [`super::parity::join`], which needs no
/// order.
///
/// # Errors
/// [`SheetError::PieceMissing`] when the first or the last piece is not there; [`SheetError::SetsMixed`] with pieces
/// of several armors: those between might belong to either.
pub fn join(pieces: &[&[u8]]) -> Result<Vec<SecretBytes>, SheetError> {
    let mut pieces = pieces.to_vec();
    let firsts = pieces.iter().filter(|piece| begins(piece)).count();
    let lasts = pieces.iter().filter(|piece| ends(piece)).count();
    match (firsts.max(lasts), firsts.min(lasts)) {
        _ if pieces.is_empty() => Ok(Vec::new()),
        (2.., _) => Err(SheetError::SetsMixed { sets: firsts.max(lasts) }),
        (1, 1) => {
            // A stable sort: what lies in between keeps its order.
            pieces.sort_by_key(|piece| (ends(piece), !begins(piece)));
            Ok(vec![joined(&pieces)])
        }
        _ => Err(SheetError::PieceMissing { have: pieces.len() }),
    }
}

fn joined(pieces: &[&[u8]]) -> SecretBytes {
    let room = pieces.iter().map(|piece| piece.len() + 1).sum();
    let mut armor = SecretBuffer::with_room(room);
    for piece in pieces {
        armor
            .push(piece.trim_ascii())
            .and_then(|()| armor.push(b"\n"))
            .expect("room for every piece and a line end");
    }
    armor.into_bytes()
}

fn begins(payload: &[u8]) -> bool {
    payload.trim_ascii_start().starts_with(BEGIN)
}

fn ends(payload: &[u8]) -> bool {
    payload.trim_ascii_end().ends_with(END)
}

fn is_full_line(line: &[u8]) -> bool {
    line.len() == LINE && line.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> [Vec<u8>; 3] {
        let line = "QUJD".repeat(16);
        let text = |s: &[u8]| String::from_utf8(s.to_vec()).unwrap();
        [
            format!("{}\n{line}\n", text(BEGIN)).into_bytes(),
            format!("{line}\n{line}\n").into_bytes(),
            format!("QUI=\n{}\n", text(END)).into_bytes(),
        ]
    }

    #[test]
    fn pieces_are_told_from_other_payloads() {
        assert!(pieces().iter().all(|piece| is_piece(piece)));
        for other in
            ["bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74", "DISASTER KIDNEY ACADEMIC", "011612", ""]
        {
            assert!(!is_piece(other.as_bytes()), "{other}");
        }
        assert!(!is_piece(&pieces().concat()));
    }

    #[test]
    fn pieces_in_order_are_one_armor() {
        let all = pieces();
        let lent: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
        let whole = join(&lent).unwrap();
        assert_eq!(whole.len(), 1);
        assert_eq!(whole[0].expose_secret(), all.concat()); // exposed to: the comparison
    }

    #[test]
    fn one_armor_is_put_together_whatever_was_read_first() {
        let all = pieces();
        let whole = join(&[&all[2], &all[0], &all[1]]).unwrap();
        assert_eq!(whole[0].expose_secret(), all.concat()); // exposed to: the comparison
    }

    #[test]
    fn a_missing_end_is_noticed() {
        let all = pieces();
        let missing = SheetError::PieceMissing { have: 2 };
        assert_eq!(join(&[&all[0], &all[1]]).err(), Some(missing.clone()));
        assert_eq!(join(&[&all[1], &all[2]]).err(), Some(missing));
        assert_eq!(join(&[&all[1]]).err(), Some(SheetError::PieceMissing { have: 1 }));
    }

    #[test]
    fn pieces_of_two_armors_are_never_joined() {
        let all = pieces();
        let mixed = [&all[0], &all[0], &all[2]].map(Vec::as_slice);
        assert_eq!(join(&mixed).err(), Some(SheetError::SetsMixed { sets: 2 }));
    }
}
