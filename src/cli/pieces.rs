//! Pieces of encrypted sheets and of other wallets' codes: kept until all pictures were read, then put together.

use super::codes::Codes;
use super::failure::{Failure, positions};
use super::session::Session;
use crate::secret::SecretBytes;
use crate::sheet::parity::{self, Parity};
use crate::sheet::parts;

/// Codes that hold parts of an armor, and codes of other wallets; the others may be in another picture.
#[derive(Default)]
pub(crate) struct Pieces {
    armor: Vec<SecretBytes>,
    /// Codes that stand in for others of their set.
    parity: Vec<Parity>,
    /// Resources and files of other wallets.
    pub(crate) codes: Codes,
}

impl Pieces {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.armor.len() + self.parity.len() + self.codes.count()
    }

    /// Takes the content of a code that is a piece of armor or stands in for one; says whether it was.
    ///
    /// # Errors
    /// `parity-form` for a parity code that cannot be read.
    pub(crate) fn take(&mut self, content: &SecretBytes) -> Result<bool, Failure> {
        // exposed to: a look for pieces of armor; ciphertext is public
        let payload = content.expose_secret();
        if parity::is_parity(payload) {
            let one = Parity::read(payload)?;
            if !self.parity.contains(&one) {
                self.parity.push(one);
            }
        } else if parts::is_piece(payload) {
            if !self.armor.iter().any(|known| known.same_as(content)) {
                self.armor.push(SecretBytes::copied_from(payload));
            }
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Puts the armors together: sets with parity codes whatever their order, one without in the order in which its
    /// pieces were read.
    ///
    /// # Errors
    /// `part-missing` when not all of one are there; `set-differs` and `sets-mixed` when pieces do not belong together.
    pub(crate) fn join(&self, session: &Session) -> Result<Vec<SecretBytes>, Failure> {
        // exposed to: the joined armor; ciphertext is public
        let lent = self.armor.iter().map(|piece| piece.expose_secret().to_vec());
        let mut pieces: Vec<Vec<u8>> = lent.collect();
        let mut whole = Vec::new();
        for joined in parity::join(&mut pieces, &self.parity)? {
            if !joined.restored.is_empty() {
                let codes = positions("code", &joined.restored);
                session.say(&format!("{codes} could not be read: made again from the others. Print the sheet anew soon."));
            }
            whole.push(SecretBytes::copied_from(&joined.armor));
        }
        let left: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        whole.extend(parts::join(&left)?);
        Ok(whole)
    }
}
