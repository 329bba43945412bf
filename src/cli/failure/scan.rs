//! What keeps pictures and documents from being read, as the person reads it.

use super::{Exit, Failure};
use crate::scan::ScanError;

impl From<ScanError> for Failure {
    fn from(error: ScanError) -> Self {
        let what = error.to_string();
        match error {
            ScanError::TooLong { .. }
            | ScanError::TooManyPixels { .. }
            | ScanError::TooManyPages { .. } => {
                Self::error("too-large", Exit::Invalid, what).next("scan single pages at 300 dpi")
            }
            ScanError::UnknownFormat | ScanError::UnknownCoding { .. } => {
                Self::error("unknown-format", Exit::Invalid, what)
                    .next("save the photo or scan as PNG, JPEG or PDF")
            }
            ScanError::Unreadable => Self::error("picture-damaged", Exit::Invalid, what)
                .next("copy the file again, or scan the page again"),
            ScanError::Locked => Self::error("picture-locked", Exit::Invalid, what)
                .next("save it again without a password"),
            ScanError::Stopped => Self::interrupted(),
            ScanError::TooSlow { .. } => {
                Self::error("too-large", Exit::Invalid, what).next("scan single pages at 300 dpi")
            }
        }
    }
}
