//! Decryption for somebody who reads: the plaintext passes through a few blocks of memory, and never through a file.

use std::io::{self, Read, Write};
use std::panic;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::{CryptError, With, decrypt};
use crate::secret::{SecretBytes, scrubbed};

/// Pieces of 64 KiB that wait for the reader.
const DEPTH: usize = 4;

/// Decrypts on a thread of its own while `work` reads the plaintext; gives what `work` made of it.
///
/// The reader's end comes when the file is whole and not before: a damaged file is an error to the reader, too. So
/// `work` never takes a part for the whole.
///
/// # Errors
/// Those of [`decrypt`]; work that stops reading before the end tells its own reason.
pub fn decrypt_through<T>(
    with: &With<'_>,
    input: impl Read + Send,
    work: impl FnOnce(&mut dyn Read) -> T,
) -> Result<T, CryptError> {
    thread::scope(|scope| {
        let (send, receive) = sync_channel(DEPTH);
        let opener = thread::Builder::new()
            .name("decrypt".to_owned())
            .spawn_scoped(scope, move || scrubbed(|| open(with, input, send)))
            .map_err(|error| CryptError::Thread((&error).into()))?;
        let mut plain = Plain { receive, piece: SecretBytes::zeroed(0), used: 0, ended: false };
        let made = work(&mut plain);
        // A thread that still has a piece stops when nobody waits for it.
        drop(plain);
        match opener.join().unwrap_or_else(|cause| panic::resume_unwind(cause)) {
            // The output is the reader, and it fails only by going away.
            Ok(()) | Err(CryptError::Output(_)) => Ok(made),
            Err(error) => Err(error),
        }
    })
}

enum Piece {
    Bytes(SecretBytes),
    End,
}

fn open(with: &With<'_>, input: impl Read, send: SyncSender<Piece>) -> Result<(), CryptError> {
    decrypt(with, input, &mut Outlet(&send))?;
    // Nobody waits for the end where the reader has stopped before.
    let _ = send.send(Piece::End);
    Ok(())
}

struct Outlet<'a>(&'a SyncSender<Piece>);

impl Write for Outlet<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = Piece::Bytes(SecretBytes::copied_from(bytes));
        self.0.send(piece).map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Plain {
    receive: Receiver<Piece>,
    piece: SecretBytes,
    used: usize,
    ended: bool,
}

impl Read for Plain {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        while self.used == self.piece.len() && !self.ended {
            match self.receive.recv() {
                Ok(Piece::Bytes(piece)) => (self.piece, self.used) = (piece, 0),
                Ok(Piece::End) => self.ended = true,
                Err(_) => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        // exposed to: the reader
        let rest = &self.piece.expose_secret()[self.used..];
        let count = rest.len().min(room.len());
        room[..count].copy_from_slice(&rest[..count]);
        self.used += count;
        Ok(count)
    }
}
