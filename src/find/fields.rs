//! The names of fields of a JSON object, read as a stream: no copy of the document, no values kept.
//!
//! Reads what Electrum before 2.0 wrote as well, which is Python: single quotes, numbers as names, `True`. What is
//! no such document ends the reading early.

use super::sample::Sample;
use zeroize::Zeroizing;

/// The longest document that is read, in bytes.
const LIMIT: u64 = 64 << 20;
/// Names are remembered down to this depth; below it only the innermost name is told.
const DEPTH: usize = 3;
/// How deep a document may be nested.
const DEEPEST: usize = 64;
/// The first bytes of a name or value that are kept.
const KEPT: usize = 72;

/// The value of a field, without its content where that is long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A text: its first 72 bytes as they stand, and its length in bytes.
    Text(&'a [u8], usize),
    /// A number or a word (`true`, `null`).
    Plain(&'a [u8]),
    /// An object or a list begins.
    Nested,
}

/// One field: the names above it and its own, and its value.
pub(super) struct Field<'a> {
    /// How deep it stands: 1 is a field of the document itself.
    pub(super) depth: usize,
    names: &'a [Name; DEPTH],
    /// Its own name; empty in a list.
    pub(super) name: &'a [u8],
    /// What it holds.
    pub(super) value: Value<'a>,
}

impl Field<'_> {
    /// The name at a depth from 1 to 3; empty in lists, below, and where the name is long.
    pub(super) fn above(&self, depth: usize) -> &[u8] {
        match self.names.get(depth.wrapping_sub(1)) {
            Some(name) if depth <= self.depth => name.text(),
            _ => b"",
        }
    }
}

/// The first bytes of a text, and how long it is.
struct Name {
    bytes: Zeroizing<[u8; KEPT]>,
    len: usize,
}

impl Name {
    fn new() -> Self {
        Self { bytes: Zeroizing::new([0; KEPT]), len: 0 }
    }

    fn push(&mut self, byte: u8) {
        if let Some(room) = self.bytes.get_mut(self.len) {
            *room = byte;
        }
        self.len += 1;
    }

    fn text(&self) -> &[u8] {
        &self.bytes[..self.len.min(KEPT)]
    }
}

/// Where the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a name or a value.
    Between,
    /// In a text that began with this quote; the flag says that a backslash came before.
    Text(u8, bool),
    /// In a number or word.
    Word,
    /// Behind a text that is a name if a colon follows.
    Behind,
}

struct Reader<'a> {
    state: State,
    /// One entry each open object or list: whether it is an object.
    open: Vec<bool>,
    /// Whether the next value belongs to the name that was read.
    named: bool,
    names: [Name; DEPTH],
    name: Name,
    current: Name,
    is_text: bool,
    field: &'a mut dyn FnMut(&Field<'_>) -> bool,
    stop: bool,
}

/// Reads the first object of a file and calls `field` for each field until it answers `false`. A byte order mark may
/// stand before it, as programs for .NET write it.
///
/// Tells whether the object was closed, or reading was ended by `field`.
pub(super) fn read(sample: &mut Sample<'_>, field: &mut dyn FnMut(&Field<'_>) -> bool) -> bool {
    let mut reader = Reader {
        state: State::Between,
        open: Vec::with_capacity(DEEPEST),
        named: false,
        names: [Name::new(), Name::new(), Name::new()],
        name: Name::new(),
        current: Name::new(),
        is_text: false,
        field,
        stop: false,
    };
    let (mut begun, mut sound) = (false, true);
    let mut mark = mark_len(sample.head());
    sample.pieces(LIMIT, &mut |piece| {
        for byte in &piece[std::mem::take(&mut mark).min(piece.len())..] {
            sound = reader.take(*byte);
            begun |= !reader.open.is_empty();
            if !sound || reader.stop || begun && reader.open.is_empty() {
                return false;
            }
        }
        true
    });
    sound && begun && (reader.stop || reader.open.is_empty())
}

/// The length of the byte order mark at the beginning of a text, in bytes.
pub(super) fn mark_len(head: &[u8]) -> usize {
    const MARK: &str = "\u{feff}";
    if head.starts_with(MARK.as_bytes()) { MARK.len() } else { 0 }
}

impl Reader<'_> {
    /// Takes one byte; `false` where this is no document.
    fn take(&mut self, byte: u8) -> bool {
        match self.state {
            State::Text(quote, escaped) => {
                if escaped {
                    self.current.push(byte);
                    self.state = State::Text(quote, false);
                } else if byte == quote {
                    self.state = State::Behind;
                } else {
                    self.current.push(byte);
                    self.state = State::Text(quote, byte == b'\\');
                }
                true
            }
            State::Word if !matches!(byte, b',' | b':' | b'}' | b']') && !is_space(byte) => {
                self.current.push(byte);
                byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+')
            }
            State::Word => {
                self.state = State::Behind;
                self.take(byte)
            }
            State::Behind => match byte {
                _ if is_space(byte) => true,
                b':' if self.in_object() && !self.named => self.is_named(),
                b',' | b'}' | b']' => {
                    self.value_ends();
                    self.state = State::Between;
                    self.take(byte)
                }
                // What follows a document is no field.
                _ => false,
            },
            State::Between => self.begins(byte),
        }
    }

    fn begins(&mut self, byte: u8) -> bool {
        match byte {
            _ if is_space(byte) => {}
            b'{' | b'[' => {
                if self.open.len() == DEEPEST || self.open.is_empty() && byte == b'[' {
                    return false;
                }
                if !self.open.is_empty() {
                    self.tell(true);
                }
                self.open.push(byte == b'{');
                self.named = false;
                self.forget_name();
            }
            b'}' | b']' => {
                if self.open.pop() != Some(byte == b'}') {
                    return false;
                }
                self.named = false;
            }
            b',' => {
                self.named = false;
                self.forget_name();
            }
            _ if self.open.is_empty() => return false,
            b'"' | b'\'' => {
                self.current.len = 0;
                self.is_text = true;
                self.state = State::Text(byte, false);
            }
            // Texts of Python 2: u'…'.
            b'u' if self.current.len == 0 && !self.named => {}
            _ if byte.is_ascii_alphanumeric() || byte == b'-' => {
                self.current.len = 0;
                self.is_text = false;
                self.current.push(byte);
                self.state = State::Word;
            }
            _ => return false,
        }
        true
    }

    fn in_object(&self) -> bool {
        self.open.last() == Some(&true)
    }

    fn is_named(&mut self) -> bool {
        std::mem::swap(&mut self.name, &mut self.current);
        let depth = self.open.len();
        if let Some(kept) = self.names.get_mut(depth - 1) {
            kept.len = 0;
            for byte in self.name.text() {
                kept.push(*byte);
            }
        }
        self.current.len = 0;
        self.named = true;
        self.state = State::Between;
        true
    }

    fn forget_name(&mut self) {
        self.name.len = 0;
        let depth = self.open.len();
        if let Some(kept) = self.names.get_mut(depth.wrapping_sub(1)) {
            kept.len = 0;
        }
    }

    fn value_ends(&mut self) {
        if self.named || !self.in_object() {
            self.tell(false);
        }
        self.current.len = 0;
    }

    fn tell(&mut self, nested: bool) {
        let value = match (nested, self.is_text) {
            (true, _) => Value::Nested,
            (false, true) => Value::Text(self.current.text(), self.current.len),
            (false, false) => Value::Plain(self.current.text()),
        };
        let depth = self.open.len();
        let field = Field { depth, names: &self.names, name: self.name.text(), value };
        self.stop |= !(self.field)(&field);
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn told(text: &str) -> (Vec<String>, bool) {
        let mut none = |_: u64, _: &mut [u8]| 0;
        let bytes = text.as_bytes();
        let mut sample = Sample::new(Path::new("x"), bytes.len() as u64, bytes, &mut none);
        let mut told = Vec::new();
        let whole = read(&mut sample, &mut |field| {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let value = match field.value {
                Value::Text(first, len) => format!("{:?}/{len}", text(first)),
                Value::Plain(word) => text(word),
                Value::Nested => "…".to_owned(),
            };
            told.push(format!("{}:{}={value}", field.depth, text(field.name)));
            true
        });
        (told, whole)
    }

    #[test]
    fn fields_are_told_with_their_depth() {
        let (fields, whole) =
            told(r#"{"a": 1, "b": {"c": "x\"y", "d": [true, {"e": null}]}, "f": ""}"#);
        assert!(whole);
        let expected =
            ["1:a=1", "1:b=…", r#"2:c="x\\\"y"/4"#, "2:d=…", "3:=true", "3:=…", "4:e=null"];
        assert_eq!(fields[..7], expected);
        assert_eq!(fields[7], r#"1:f=""/0"#);
    }

    #[test]
    fn python_of_old_wallets_is_read() {
        let (fields, whole) =
            told("{'seed': 'abc', 'accounts': {0: {1: ['x']}}, 'use_encryption': True}");
        assert!(whole);
        assert!(fields.contains(&"1:use_encryption=True".to_owned()), "{fields:?}");
        assert!(fields.contains(&"1:seed=\"abc\"/3".to_owned()));
    }

    #[test]
    fn what_is_no_document_ends_early() {
        for text in ["", "[1]", "{", "{a b}", "{\"a\" \"b\"}", "}{", "{\"a\":1]", "{ margin: 0; }"]
        {
            assert!(!told(text).1, "{text}");
        }
        assert!(!told(&"{\"a\":".repeat(100)).1, "deep nesting ends it");
        assert!(told("{}").1);
        assert!(told("\u{feff}{}").1, "a byte order mark may stand before it");
        assert!(!told("\u{feff}\u{feff}{}").1, "one, and not two");
        assert!(told("{\"a\":1} anything").1, "what follows the object is not read");
    }
}
