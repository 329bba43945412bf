//! The way into an age file: binary or armor, its header, and who is to blame when reading fails.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::rc::Rc;

use age::armor::{ArmoredReadError, ArmoredReader};

use super::header::{self, Header};
use super::{CryptError, IoFault, MAX_HEADER_BYTES};

const BINARY: &[u8] = b"age-encryption.org/";
const ARMOR: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
const ARMOR_LIKE: &[u8] = b"-----BEGIN AGE";
/// White space that may stand before the armor, in bytes, as in age.
const MAX_WHITE_SPACE: usize = 1024;
/// More than any armor line; the crate would read a longer one into memory whole.
const MAX_ARMOR_LINE: usize = 256;
const BUFFER: usize = 128 * 1024;

/// An age file whose header was read.
pub(super) struct Opened<'a> {
    pub(super) header: Header,
    /// The file without armor, from its first byte.
    pub(super) file: Chain<Cursor<Vec<u8>>, Box<dyn BufRead + 'a>>,
    pub(super) fault: Fault,
}

/// What the operating system answered when a read failed; shared with the reader inside.
#[derive(Clone, Default)]
pub(super) struct Fault(Rc<Cell<Option<IoFault>>>);

impl Fault {
    /// Says why a read from the file failed: the input, the armor, or else what the caller suspects.
    pub(super) fn explain(
        &self,
        error: &io::Error,
        after_bytes: u64,
        else_: CryptError,
    ) -> CryptError {
        if let Some(fault) = self.0.get() {
            return CryptError::Input(fault);
        }
        let inner = error.get_ref();
        if inner.is_some_and(|inner| inner.is::<ArmoredReadError>() || inner.is::<LongLine>()) {
            return CryptError::ArmorDamaged { after_bytes };
        }
        else_
    }
}

/// Reads the beginning of an age file, up to the end of its header.
pub(super) fn open<'a>(input: impl Read + 'a) -> Result<Opened<'a>, CryptError> {
    let fault = Fault::default();
    let mut input = Watched { input, fault: fault.clone() };
    let first =
        first_bytes(&mut input).map_err(|error| fault.explain(&error, 0, CryptError::NotAge))?;
    let armored = kind(&first)?;
    let whole = Cursor::new(first).chain(input);
    let mut body: Box<dyn BufRead + 'a> = if armored {
        Box::new(ArmoredReader::new(ShortLines { input: whole, line: 0 }))
    } else {
        Box::new(BufReader::with_capacity(BUFFER, whole))
    };
    let head = read_header(&mut body, &fault)?;
    let header = header::parse(&head, armored)?;
    Ok(Opened { header, file: Cursor::new(head).chain(body), fault })
}

/// The first bytes, without the white space that may stand before armor.
fn first_bytes(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut first = Vec::with_capacity(MAX_WHITE_SPACE + BINARY.len() + ARMOR.len() + 2);
    let room = first.capacity() as u64;
    // Little is asked for at first: nothing beyond an age file should wait for more.
    input.by_ref().take(ARMOR.len() as u64 + 2).read_to_end(&mut first)?;
    let white = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if white(&first) > 0 {
        input.by_ref().take(room - first.len() as u64).read_to_end(&mut first)?;
    }
    let blank = white(&first);
    // Whole lines only: a space before the first line is no armor.
    if blank > 0 && blank <= MAX_WHITE_SPACE && first[blank - 1] == b'\n' {
        first.drain(..blank);
    }
    Ok(first)
}

/// Whether the file is armored.
fn kind(first: &[u8]) -> Result<bool, CryptError> {
    if first.starts_with(BINARY) {
        return Ok(false);
    }
    match first.strip_prefix(ARMOR) {
        Some([b'\n', ..] | [b'\r', b'\n', ..]) => Ok(true),
        Some(_) => Err(CryptError::ArmorDamaged { after_bytes: 0 }),
        None if first.len() >= ARMOR_LIKE.len()
            && first[..ARMOR_LIKE.len()].eq_ignore_ascii_case(ARMOR_LIKE) =>
        {
            Err(CryptError::ArmorDamaged { after_bytes: 0 })
        }
        None => Err(CryptError::NotAge),
    }
}

fn read_header(body: &mut impl BufRead, fault: &Fault) -> Result<Vec<u8>, CryptError> {
    let mut head = Vec::new();
    for lines in 1.. {
        let start = head.len();
        let room = (MAX_HEADER_BYTES + 1 - start) as u64;
        body.by_ref()
            .take(room)
            .read_until(b'\n', &mut head)
            .map_err(|error| fault.explain(&error, 0, CryptError::HeaderDamaged))?;
        let line = &head[start..];
        if line.is_empty() || header::ends_with(line, lines)? || head.len() > MAX_HEADER_BYTES {
            break;
        }
    }
    Ok(head)
}

/// Remembers what the operating system said, which the readers above would blur.
struct Watched<R> {
    input: R,
    fault: Fault,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let answer = self.input.read(buffer);
        if let Err(error) = &answer
            && error.kind() != io::ErrorKind::Interrupted
        {
            self.fault.0.set(Some(error.into()));
        }
        answer
    }
}

/// Refuses lines that no armor has, so that none is collected without end.
struct ShortLines<R> {
    input: R,
    line: usize,
}

#[derive(Debug, thiserror::Error)]
#[error("a line of the armor is too long")]
struct LongLine;

impl<R: Read> Read for ShortLines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        for piece in buffer[..count].split_inclusive(|byte| *byte == b'\n') {
            self.line += piece.len();
            if self.line > MAX_ARMOR_LINE {
                return Err(io::Error::new(io::ErrorKind::InvalidData, LongLine));
            }
            if piece.ends_with(b"\n") {
                self.line = 0;
            }
        }
        Ok(count)
    }
}
