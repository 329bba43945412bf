//! Texts in UTF-16, as old editors of Windows save them, turned into UTF-8 to be looked through.

use crate::secret::{SecretBuffer, SecretBytes};

/// The order of the two bytes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    LeastFirst,
    GreatestFirst,
}

/// The order that the mark at the beginning of a text tells.
pub(super) fn order(head: &[u8]) -> Option<Order> {
    match head {
        [0xff, 0xfe, ..] => Some(Order::LeastFirst),
        [0xfe, 0xff, ..] => Some(Order::GreatestFirst),
        _ => None,
    }
}

/// The text as UTF-8; what is no character becomes U+FFFD.
pub(super) fn narrow(bytes: &[u8], order: Order) -> SecretBytes {
    // Two bytes become three at most.
    let mut text = SecretBuffer::with_room(bytes.len() / 2 * 3 + 4);
    let units = bytes.chunks_exact(2).map(|pair| match order {
        Order::LeastFirst => u16::from_le_bytes([pair[0], pair[1]]),
        Order::GreatestFirst => u16::from_be_bytes([pair[0], pair[1]]),
    });
    for character in char::decode_utf16(units) {
        let mut room = [0; 4];
        let encoded = character.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut room);
        if text.push_text(encoded).is_err() {
            break;
        }
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_are_read() {
        for (order_of, mark) in [
            (u16::to_le_bytes as fn(u16) -> [u8; 2], Order::LeastFirst),
            (u16::to_be_bytes, Order::GreatestFirst),
        ] {
            let bytes: Vec<u8> = "\u{feff}añ語\n😀".encode_utf16().flat_map(order_of).collect();
            assert_eq!(order(&bytes), Some(mark));
            // exposed to: the comparison
            assert_eq!(narrow(&bytes, mark).expose_secret(), "\u{feff}añ語\n😀".as_bytes());
        }
        assert_eq!(narrow(&[0, 0xd8, 1], Order::LeastFirst).len(), 3);
        assert_eq!(order(b"text"), None);
    }
}
