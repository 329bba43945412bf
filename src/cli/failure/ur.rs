//! What is wrong with codes of other wallets, as the person reads it.

use super::{Exit, Failure};
use crate::ur::UrError;

impl From<UrError> for Failure {
    fn from(error: UrError) -> Self {
        let what = error.to_string();
        match error {
            UrError::TooLong { .. } => {
                Self::error("too-large", Exit::Invalid, what).next("is it the right file?")
            }
            UrError::Checksum | UrError::NotAByteword { .. } | UrError::NotADigit { .. } => {
                Self::error("code-damaged", Exit::Invalid, format!("a code of another wallet: {what}"))
                    .why("a character was changed or lost on the way, or parts of two things were mixed.")
                    .next("show the code again, and copy or photograph all of it")
            }
            _ => Self::error("code-not-read", Exit::Invalid, format!("a code of another wallet: {what}"))
                .why("its type is known, and what is inside is not what the type has.")
                .next("export it again under another name: crypto-output, output-descriptor, or as a file"),
        }
    }
}
