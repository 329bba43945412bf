//! The kernel's randomness for rooms that take a function of bytes: a failure is kept and ends the command.

use super::failure::Failure;
use crate::host::{self, EntropyError};

/// The one source, lent to one piece of work.
#[derive(Default)]
pub(crate) struct Kernel {
    failed: Option<EntropyError>,
}

impl Kernel {
    /// Fills the bytes, or leaves them zero and remembers why.
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) {
        if let Err(error) = host::fill_random(bytes) {
            bytes.fill(0);
            self.failed.get_or_insert(error);
        }
    }

    /// Ends the work; nothing that was made of failed randomness may be used.
    ///
    /// # Errors
    /// The first failure of the source.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        self.failed.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// Makes sure that the kernel gives random bytes, ahead of work whose library draws its own and cannot refuse.
///
/// # Errors
/// The source's failure.
pub(crate) fn must_answer() -> Result<(), Failure> {
    host::kernel_bytes(32)?;
    Ok(())
}

/// Runs one piece of work with the kernel's randomness and checks that the source never failed.
///
/// # Errors
/// The source's failure, or the work's own.
pub(crate) fn with_kernel<T, E: Into<Failure>>(
    work: impl FnOnce(&mut dyn FnMut(&mut [u8])) -> Result<T, E>,
) -> Result<T, Failure> {
    let mut kernel = Kernel::default();
    let made = work(&mut |bytes| kernel.fill(bytes));
    kernel.finish()?;
    made.map_err(Into::into)
}
