//! What can be wrong with Bytewords, CBOR, resources and BBQr; positions and counts, never the text.

/// Why a text or its bytes were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrError {
    /// There is more than is read; `limit` is in bytes.
    #[error("it is longer than {limit} bytes")]
    TooLong {
        /// The most that is read, in bytes.
        limit: usize,
    },
    /// This word, from 1, is not one of the 256 Bytewords.
    #[error("word {position} is not a Byteword")]
    NotAByteword {
        /// The position of the word, from 1.
        position: usize,
    },
    /// The CRC-32 at the end does not belong to the bytes before it, or there is none.
    #[error("the checksum does not hold")]
    Checksum,
    /// The text does not begin with `ur:`, a type and a slash.
    #[error("it does not begin with ur:, a type and a slash")]
    NotAResource,
    /// The numbers of the part are not those of a part: from 1, and equal inside and outside.
    #[error("the numbers of the part are wrong")]
    PartNumbers,
    /// The text does not begin as a part of a BBQr file does.
    #[error("it does not begin as a part of a BBQr file")]
    NotBbqr,
    /// The character at this position, from 1, is not a digit of the encoding, or the last digits are too many.
    #[error("character {position} is not a digit")]
    NotADigit {
        /// The position of the character, from 1.
        position: usize,
    },
    /// The bytes cannot be unpacked.
    #[error("the bytes cannot be unpacked")]
    Compression,
    /// The bytes end before the value does.
    #[error("the bytes end at {at}, before the value does")]
    Ends {
        /// The offset in the bytes.
        at: usize,
    },
    /// Something else stands here than the type of the resource has.
    #[error("at byte {at} stands something else than is expected there")]
    Unexpected {
        /// The offset in the bytes.
        at: usize,
    },
    /// Values lie inside each other deeper than any known type does.
    #[error("values lie deeper inside each other than {limit}")]
    TooDeep {
        /// The deepest that is read.
        limit: usize,
    },
    /// A key of a map comes twice.
    #[error("at byte {at} a key comes a second time")]
    RepeatedKey {
        /// The offset in the bytes.
        at: usize,
    },
    /// The older form of the type cannot say this.
    #[error("crypto-output cannot say this descriptor")]
    NoOldForm,
    /// Bytes are left behind the value; `at` is where they begin.
    #[error("something stands behind the end, at byte {at}")]
    Leftover {
        /// The offset in the bytes.
        at: usize,
    },
}
