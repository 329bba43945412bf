//! Codes in any order, from any number of pictures, sorted into the resources and files that they are parts of.

use super::bbqr::{self, FileType};
use super::fountain::Fountain;
use super::resource::{self, Parsed};
use super::{Resource, UrError};
use crate::secret::SecretBytes;

/// The most resources and files at once; each more would be somebody playing.
const MAX_PILES: usize = 64;

/// Something that is complete.
pub enum Whole {
    /// A resource.
    Resource(Resource),
    /// A file that came as BBQr.
    File {
        /// Its type.
        file_type: FileType,
        /// What is in it.
        bytes: SecretBytes,
    },
}

/// A resource or file of which parts are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incomplete {
    /// The type, `ur:crypto-psbt` or `BBQr PSBT`.
    pub what: String,
    /// How many parts there are.
    pub of: usize,
    /// How many more are needed, at least.
    pub needs: usize,
    /// Which were not read, from 1. For a resource any other parts of it do as well.
    pub missing: Vec<usize>,
}

/// What the codes have said so far.
#[derive(Default)]
pub struct Pieces {
    fountains: Vec<Fountain>,
    files: Vec<Vec<bbqr::Part>>,
    whole: Vec<Resource>,
}

/// Whether a text is a resource, a part of one, or a part of a BBQr file, as far as its beginning tells.
pub fn is_piece(text: &[u8]) -> bool {
    resource::begins(text) || bbqr::begins(text)
}

impl Pieces {
    /// How many things there are, whole or in parts.
    pub fn count(&self) -> usize {
        self.fountains.len() + self.files.len() + self.whole.len()
    }

    /// Takes the text of one code or line. The same one may come again.
    ///
    /// # Errors
    /// What [`Parsed::read`] and [`bbqr::Part::read`] refuse; [`UrError::TooLong`] for more than 64 things at once.
    pub fn add(&mut self, text: &str) -> Result<(), UrError> {
        let full = self.count() >= MAX_PILES;
        let room =
            |full: bool| if full { Err(UrError::TooLong { limit: MAX_PILES }) } else { Ok(()) };
        if bbqr::begins(text.as_bytes()) {
            let part = bbqr::Part::read(text)?;
            let file = self.files.iter_mut().find(|parts| parts[0].is_beside(&part));
            return match file {
                Some(parts) => {
                    let known = parts.iter().find(|known| known.number == part.number);
                    match known {
                        Some(known) if known.bytes.same_as(&part.bytes) => Ok(()),
                        Some(_) => Err(UrError::PartNumbers),
                        None => {
                            parts.push(part);
                            Ok(())
                        }
                    }
                }
                None => {
                    room(full)?;
                    self.files.push(vec![part]);
                    Ok(())
                }
            };
        }
        match Parsed::read(text)? {
            Parsed::Whole(found) => {
                let same =
                    |known: &Resource| known.kind == found.kind && known.cbor.same_as(&found.cbor);
                if !self.whole.iter().any(same) {
                    room(full)?;
                    self.whole.push(found);
                }
                Ok(())
            }
            Parsed::Part(part) => {
                match self.fountains.iter_mut().find(|fountain| fountain.takes(&part)) {
                    Some(fountain) => fountain.add(&part),
                    None => {
                        room(full)?;
                        self.fountains.push(Fountain::new(&part));
                        Ok(())
                    }
                }
            }
        }
    }

    /// What is not complete yet.
    pub fn incomplete(&self) -> Vec<Incomplete> {
        let of_fountain = |fountain: &Fountain| Incomplete {
            what: format!("ur:{}", fountain.kind()),
            of: fountain.of() as usize,
            needs: fountain.needs() as usize,
            missing: fountain.missing().iter().map(|number| *number as usize).collect(),
        };
        let of_file = |parts: &Vec<bbqr::Part>| {
            let of = parts[0].of;
            let has = |number: &usize| parts.iter().any(|part| part.number == *number);
            let missing: Vec<usize> = (1..=of).filter(|number| !has(number)).collect();
            let what = format!("BBQr {}", parts[0].file_type.describe());
            Incomplete { what, of, needs: missing.len(), missing }
        };
        let all = self.fountains.iter().map(of_fountain).chain(self.files.iter().map(of_file));
        all.filter(|one| one.needs > 0).collect()
    }

    /// Everything, when it is complete.
    ///
    /// # Errors
    /// [`UrError::PartNumbers`] while something is [`Pieces::incomplete`]; [`UrError::Checksum`] and
    /// [`UrError::Compression`] when parts together give something else than was cut up.
    pub fn finish(self) -> Result<Vec<Whole>, UrError> {
        if !self.incomplete().is_empty() {
            return Err(UrError::PartNumbers);
        }
        let mut all: Vec<Whole> = self.whole.into_iter().map(Whole::Resource).collect();
        for fountain in self.fountains {
            all.push(Whole::Resource(fountain.join()?));
        }
        for parts in self.files {
            all.push(Whole::File { file_type: parts[0].file_type, bytes: bbqr::join(&parts)? });
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fountain::Splitter;
    use super::*;

    #[test]
    fn parts_of_several_things_in_any_order_are_sorted_and_what_is_missing_is_named() {
        let message: Vec<u8> = (0..200).collect();
        let splitter = Splitter::new("bytes", &message, 10, 40).unwrap();
        let file = bbqr::write(FileType::TEXT, &message, 60).unwrap();
        let (ur_parts, file_parts) = (splitter.count(), file.len());
        assert!(ur_parts == 5 && file_parts > 3);
        let mut pieces = Pieces::default();
        for number in [4, 2, 5] {
            pieces.add(splitter.part(number).write().expose_secret()).unwrap();
        }
        for text in file.iter().rev() {
            pieces.add(text.expose_secret()).unwrap();
        }
        let left = pieces.incomplete();
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].what.as_str(), left[0].needs), ("ur:bytes", 2));
        assert_eq!(left[0].missing, [1, 3]);
        for number in [1, 3, 3] {
            pieces.add(splitter.part(number).write().expose_secret()).unwrap();
        }
        let whole = pieces.finish().unwrap();
        for one in &whole {
            let bytes = match one {
                Whole::Resource(resource) => &resource.cbor,
                Whole::File { bytes, .. } => bytes,
            };
            assert_eq!(bytes.expose_secret(), message);
        }
        assert_eq!(whole.len(), 2);
    }
}
