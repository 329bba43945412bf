//! An age file as text: the same bytes in the ASCII armor of age (C2SP age.md).

use super::{CryptError, header_info};
use age::armor::{ArmoredWriter, Format};
use std::io::Write;

/// Gives an age file in its text form; one that is text already is given as it is.
///
/// # Errors
/// [`CryptError`] when it is no age file, or its text form is no text.
pub fn to_armor(file: &[u8]) -> Result<String, CryptError> {
    let header = header_info(file)?;
    let bytes = if header.armored {
        file.to_vec()
    } else {
        let mut text = Vec::with_capacity(file.len() * 3 / 2 + 128);
        let failed = |error: std::io::Error| CryptError::Output((&error).into());
        let mut writer =
            ArmoredWriter::wrap_output(&mut text, Format::AsciiArmor).map_err(failed)?;
        writer.write_all(file).map_err(failed)?;
        writer.finish().map_err(failed)?;
        text
    };
    String::from_utf8(bytes).map_err(|_| CryptError::ArmorDamaged { after_bytes: 0 })
}
