//! What a secret may do: be held in memory that is wiped, be compared, be exposed by name.
//!
//! Nothing here is `Clone`, `Copy`, `Display` or `Serialize`, and `Debug` tells nothing, so a secret
//! cannot slip into a message, a log or a JSON report by accident. The one way to the bytes is
//! `expose_secret`; each line that calls it says where the bytes go.
//!
//! Wiping covers these buffers only. Copies that other libraries make on the heap are wiped by the
//! program's allocator when they are freed, and the stack is wiped when a command ends (`host::memory`).

use std::fmt;
use std::mem::MaybeUninit;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// Bytes that are wiped when dropped; the length never changes, so nothing is left behind by growing.
pub struct SecretBytes(Box<[u8]>);

impl SecretBytes {
    /// Holds `len` zero bytes.
    pub fn zeroed(len: usize) -> Self {
        Self(vec![0; len].into_boxed_slice())
    }

    /// Holds `len` bytes written in place by `fill`.
    pub fn filled(len: usize, fill: impl FnOnce(&mut [u8])) -> Self {
        let mut held = Self::zeroed(len);
        fill(&mut held.0);
        held
    }

    /// Holds `len` bytes written in place by `fill`.
    ///
    /// # Errors
    /// Whatever `fill` refuses; the bytes written so far are wiped.
    pub fn try_filled<E>(
        len: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut held = Self::zeroed(len);
        fill(&mut held.0)?;
        Ok(held)
    }

    /// Holds a copy; the original stays its owner's to wipe.
    pub fn copied_from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// Lends the bytes.
    pub fn expose_secret(&self) -> &[u8] {
        &self.0
    }

    /// Lends the bytes for writing in place.
    pub fn expose_secret_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }

    /// The number of bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both hold the same bytes, in time that depends on the lengths only.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Drop for SecretBytes {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes(…)")
    }
}

/// UTF-8 text that is wiped when dropped.
pub struct SecretText(SecretBytes);

/// The bytes are not UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not text")]
pub struct NotText;

impl SecretText {
    /// Takes the bytes as text.
    ///
    /// # Errors
    /// [`NotText`] when they are not UTF-8; the bytes are wiped.
    pub fn from_bytes(bytes: SecretBytes) -> Result<Self, NotText> {
        match std::str::from_utf8(&bytes.0) {
            Ok(_) => Ok(Self(bytes)),
            Err(_) => Err(NotText),
        }
    }

    /// Holds a copy; the original stays its owner's to wipe.
    pub fn copied_from(text: &str) -> Self {
        Self(SecretBytes::copied_from(text.as_bytes()))
    }

    /// Lends the text.
    pub fn expose_secret(&self) -> &str {
        std::str::from_utf8(&self.0.0).expect("checked when it was made")
    }

    /// The text's bytes, moved.
    pub fn into_bytes(self) -> SecretBytes {
        self.0
    }

    /// The number of bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both hold the same text, in time that depends on the lengths only.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.same_as(&other.0)
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(…)")
    }
}

/// A secret being written, into room that was set aside before the first byte and never grows.
pub struct SecretBuffer {
    room: SecretBytes,
    used: usize,
}

/// The room that was set aside is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than the {room} bytes that were expected")]
pub struct Full {
    /// The size of the buffer, in bytes.
    pub room: usize,
}

impl SecretBuffer {
    /// Sets `room` bytes aside.
    pub fn with_room(room: usize) -> Self {
        Self { room: SecretBytes::zeroed(room), used: 0 }
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// [`Full`] when they do not fit; nothing of them is kept.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Full> {
        let end = self.used.checked_add(bytes.len()).filter(|end| *end <= self.room.len());
        let end = end.ok_or(Full { room: self.room.len() })?;
        self.room.0[self.used..end].copy_from_slice(bytes);
        self.used = end;
        Ok(())
    }

    /// Appends text.
    ///
    /// # Errors
    /// [`Full`] when it does not fit; nothing of it is kept.
    pub fn push_text(&mut self, text: &str) -> Result<(), Full> {
        self.push(text.as_bytes())
    }

    /// Takes the last `count` bytes away (all of them when there are fewer) and wipes them.
    pub fn drop_last(&mut self, count: usize) {
        let kept = self.used.saturating_sub(count);
        self.room.0[kept..self.used].zeroize();
        self.used = kept;
    }

    /// Lends what was written so far.
    pub fn expose_secret(&self) -> &[u8] {
        &self.room.0[..self.used]
    }

    /// The number of bytes written so far.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// What was written, in a buffer of its exact size.
    pub fn into_bytes(self) -> SecretBytes {
        SecretBytes::copied_from(self.expose_secret())
    }

    /// What was written, as text.
    ///
    /// # Errors
    /// [`NotText`] when it is not UTF-8.
    pub fn into_text(self) -> Result<SecretText, NotText> {
        SecretText::from_bytes(self.into_bytes())
    }
}

impl fmt::Write for SecretBuffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_text(text).map_err(|_| fmt::Error)
    }
}

/// One frame of the wiping of the stack, in bytes.
const FRAME: usize = 16 << 10;
/// What a worker thread wipes of its stack when its work is done, in bytes: half of a thread's usual stack.
const WORKER_DEPTH: usize = 1 << 20;

/// Wipes the stack below the caller's frame, `depth` bytes of it rounded down to 16 KiB; the caller knows that
/// the stack has that much left.
#[inline(never)]
pub fn scrub_stack(depth: usize) {
    scrub_frames(depth / FRAME);
}

#[inline(never)]
fn scrub_frames(left: usize) {
    let mut frame = [MaybeUninit::new(0xff_u8); FRAME];
    wipe(&mut frame);
    if left > 0 {
        scrub_frames(left - 1);
    }
    // Looking at the frame again keeps the call above from becoming a loop over one frame.
    zeroize::optimization_barrier(&frame);
}

/// Writes zeros that the compiler may not leave out, at the speed of `memset`.
pub fn wipe(bytes: &mut [MaybeUninit<u8>]) {
    bytes.fill(MaybeUninit::new(0));
    zeroize::optimization_barrier(bytes);
}

/// Does the work of a thread, then wipes 1 MiB of its stack, also when the work panics: stacks of ended
/// threads stay in memory for the next one.
pub fn scrubbed<T>(work: impl FnOnce() -> T) -> T {
    struct AtTheEnd;
    impl Drop for AtTheEnd {
        fn drop(&mut self) {
            scrub_stack(WORKER_DEPTH);
        }
    }
    #[inline(never)]
    fn below<T>(work: impl FnOnce() -> T) -> T {
        work()
    }
    let _end = AtTheEnd;
    below(work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_nothing() {
        let secret = SecretText::copied_from("abandon");
        assert_eq!(format!("{secret:?}"), "SecretText(…)");
        assert_eq!(format!("{:?}", secret.into_bytes()), "SecretBytes(…)");
    }

    #[test]
    fn a_full_buffer_refuses_and_keeps_what_it_had() {
        let mut buffer = SecretBuffer::with_room(4);
        buffer.push(b"abc").expect("three of four bytes");
        assert_eq!(buffer.push(b"de"), Err(Full { room: 4 }));
        assert_eq!(buffer.expose_secret(), b"abc");
        buffer.drop_last(9);
        assert!(buffer.is_empty());
    }

    #[test]
    fn text_must_be_utf8() {
        assert_eq!(SecretText::from_bytes(SecretBytes::copied_from(&[0xff])).err(), Some(NotText));
    }
}
