//! Writes and reads the lists and sizes of an encrypted descriptor backup (BIP-0138, *Encoding*).

use super::Bip138Error;

/// What one byte can count.
const MOST: usize = 255;

fn count(what: &'static str, found: usize) -> Result<u8, Bip138Error> {
    u8::try_from(found).map_err(|_| Bip138Error::TooMany { what, found, limit: MOST })
}

/// Writes derivation paths, sorted, each once (*Derivation Paths*). Hardened steps have the highest bit set.
///
/// # Errors
/// [`Bip138Error::TooMany`] for more than 255 paths or steps, [`Bip138Error::EmptyList`] for a path of none.
pub fn paths_out(paths: &[Vec<u32>]) -> Result<Vec<u8>, Bip138Error> {
    let mut sorted = paths.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut out = vec![count("paths", sorted.len())?];
    for path in sorted {
        if path.is_empty() {
            return Err(Bip138Error::EmptyList);
        }
        out.push(count("steps of a path", path.len())?);
        path.iter().for_each(|step| out.extend(step.to_be_bytes()));
    }
    Ok(out)
}

/// Writes individual secrets, sorted, each once (*Individual Secrets*).
///
/// # Errors
/// [`Bip138Error::TooMany`] for more than 255, [`Bip138Error::NoKeys`] for none.
pub fn secrets_out(secrets: &[[u8; 32]]) -> Result<Vec<u8>, Bip138Error> {
    let mut sorted = secrets.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.is_empty() {
        return Err(Bip138Error::NoKeys);
    }
    let mut out = vec![count("keys", sorted.len())?];
    sorted.iter().for_each(|secret| out.extend(secret));
    Ok(out)
}

/// Writes a compact size (*Integer Encodings*).
pub(super) fn push_size(out: &mut Vec<u8>, size: usize) {
    let size = size as u64;
    match size {
        0..=0xfc => out.push(size.to_le_bytes()[0]),
        0xfd..=0xffff => {
            out.push(0xfd);
            out.extend(&size.to_le_bytes()[..2]);
        }
        0x1_0000..=0xffff_ffff => {
            out.push(0xfe);
            out.extend(&size.to_le_bytes()[..4]);
        }
        _ => {
            out.push(0xff);
            out.extend(size.to_le_bytes());
        }
    }
}

/// Walks through bytes and never beyond their end.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], Bip138Error> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Bip138Error::CutShort)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Bip138Error> {
        Ok(self.take(1)?[0])
    }

    /// Reads a compact size; one written longer than needed is taken as it is.
    pub(super) fn size(&mut self) -> Result<usize, Bip138Error> {
        let length = match self.byte()? {
            0xfd => 2,
            0xfe => 4,
            0xff => 8,
            small => return Ok(usize::from(small)),
        };
        let mut number = [0; 8];
        number[..length].copy_from_slice(self.take(length)?);
        usize::try_from(u64::from_le_bytes(number)).map_err(|_| Bip138Error::CutShort)
    }

    pub(super) fn paths(&mut self) -> Result<Vec<Vec<u32>>, Bip138Error> {
        let mut paths = Vec::new();
        for _ in 0..self.byte()? {
            let steps = usize::from(self.byte()?);
            if steps == 0 {
                return Err(Bip138Error::EmptyList);
            }
            let bytes = self.take(4 * steps)?;
            let step = |four: &[u8]| u32::from_be_bytes([four[0], four[1], four[2], four[3]]);
            paths.push(bytes.chunks_exact(4).map(step).collect());
        }
        Ok(paths)
    }

    pub(super) fn secrets(&mut self) -> Result<Vec<[u8; 32]>, Bip138Error> {
        let number = usize::from(self.byte()?);
        if number == 0 {
            return Err(Bip138Error::EmptyList);
        }
        let bytes = self.take(32 * number)?;
        let mut secrets: Vec<[u8; 32]> = Vec::new();
        for secret in bytes.chunks_exact(32) {
            let secret = secret.try_into().map_err(|_| Bip138Error::CutShort)?;
            if !secrets.contains(&secret) {
                secrets.push(secret);
            }
        }
        Ok(secrets)
    }
}
