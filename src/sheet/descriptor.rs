//! The description of a wallet: its descriptor with everything that somebody compares before trusting it.

use super::{Address, Heading, SheetError, lines};
use crate::secret::{SecretBuffer, SecretText};

/// The most bytes of a descriptor that stand in one code: version 25 at level M.
pub const ONE_CODE: usize = 997;

/// How many seeds it takes to spend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needs {
    /// One seed, and there is only one.
    One,
    /// So many of several.
    Several {
        /// The seeds needed.
        needed: usize,
        /// The seeds there are.
        of: usize,
    },
    /// A rule in words, such as `any 2 of the keys A, B, C; or after a year, key D alone`.
    Rule(String),
}

/// One key of the wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyOrigin {
    /// Its letter, A for the first in the descriptor.
    pub letter: String,
    /// The master fingerprint and the path from it, as far as the descriptor says them.
    pub origin: Option<(String, String)>,
}

/// What showed that seeds at hand can spend from the wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvedBy {
    /// How many sets of seeds signed.
    pub signed: usize,
    /// How many sets of seeds there are.
    pub of: usize,
}

/// A watch-only wallet on paper: private, and not secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescriptorSheet {
    /// Label and date.
    pub heading: Heading,
    /// How many seeds it takes.
    pub needs: Needs,
    /// The keys, in the order of the descriptor.
    pub keys: Vec<KeyOrigin>,
    /// The functions of the descriptor, such as `wsh(sortedmulti)`.
    pub script: String,
    /// The network's name where it is not the main one.
    pub network: Option<String>,
    /// The first receiving addresses, each with its index as the path.
    pub addresses: Vec<Address>,
    /// The day before which nothing was paid; a line to fill in when neither day nor block is known.
    pub birthday: Option<String>,
    /// The block before which nothing was paid.
    pub birth_height: Option<u32>,
    /// How many unused addresses in a row are looked at.
    pub gap: u32,
    /// Birthday and gap as wallets read them behind a descriptor (BIP-0393), such as `?bh=924000&gl=50`.
    pub annotations: Option<String>,
    /// What showed that seeds can spend; absent when nothing did.
    pub proved: Option<ProvedBy>,
    /// The descriptor with annotations (BIP-0393) and checksum.
    pub descriptor: String,
    /// The descriptor as the texts of codes: itself up to [`ONE_CODE`] bytes, else parts of BBQr.
    pub codes: Vec<String>,
}

impl DescriptorSheet {
    /// Gives the descriptor's lines with their checks.
    pub fn lines(&self) -> Vec<lines::Line> {
        lines::encode(&self.descriptor)
    }

    /// Puts typed lines back to a descriptor: the breaks between lines are the paper's, not the descriptor's.
    ///
    /// # Errors
    /// As [`lines::parse`].
    pub fn descriptor_from(typed: &SecretText) -> Result<SecretText, SheetError> {
        lines::parse(typed).map(|text| without_breaks(&text))
    }

    /// Whether lines that were read are a descriptor that was cut into lines.
    pub fn is_cut(lines: &SecretText) -> bool {
        // exposed to: a look at its first letters and brackets
        let text = lines.expose_secret();
        let name = text.split('(').next().unwrap_or_default();
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
        is_name && text.contains('(') && text.contains(')')
    }
}

/// The same text in one line.
pub fn without_breaks(text: &SecretText) -> SecretText {
    let mut whole = SecretBuffer::with_room(text.len());
    // exposed to: the same text without its line ends
    for line in text.expose_secret().lines() {
        whole.push_text(line).expect("no longer than with its line ends");
    }
    whole.into_text().expect("lines are text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_descriptor_that_was_cut_into_lines_is_whole_again() {
        let descriptor = format!("wsh(sortedmulti(2,{}))#mle0kmh2", "xpub6EYNV".repeat(20));
        let printed: Vec<String> = lines::encode(&descriptor)
            .iter()
            .map(|line| format!("{} {} {}", line.number, line.grouped(), line.check))
            .collect();
        let typed = SecretText::copied_from(&printed.join("\n"));
        let whole = DescriptorSheet::descriptor_from(&typed).expect("all lines are there");
        // exposed to: the assertion
        assert_eq!(whole.expose_secret(), descriptor);
    }

    #[test]
    fn only_what_looks_like_a_descriptor_is_joined() {
        let is_cut = |text: &str| DescriptorSheet::is_cut(&SecretText::copied_from(text));
        assert!(is_cut("wpkh([8c65eb9f/84h/0h/0h]xpub6CR\nbV7/<0;1>/*)#6zkscxz2\n"));
        assert!(!is_cut("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n"));
        assert!(!is_cut("bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74\n"));
    }
}
