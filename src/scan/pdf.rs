//! PDF documents: pages drawn as grey pictures.

use super::Reading;
use super::error::ScanError;

/// x
pub(super) fn read(_bytes: &[u8]) -> Result<Reading, ScanError> {
    Err(ScanError::Unreadable)
}
