//! Encryption and hashing on threads of their own, while this thread reads and writes.
//!
//! A fixed number of buffers goes round: filled here, encrypted and hashed there, written here. Memory does not
//! grow with the file, and input and output need not know about threads.

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::panic;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use age::Encryptor;
use age::armor::{ArmoredWriter, Format};
use sha2::{Digest, Sha256};

use super::{CryptError, Sealed};
use crate::secret::{SecretBytes, scrubbed};

const BLOCK: usize = 256 * 1024;
/// One being read or written, one being encrypted, one being hashed, one waiting.
const BLOCKS: usize = 4;

/// A block on its way round.
struct Block {
    plain: SecretBytes,
    used: usize,
    last: bool,
    cipher: Vec<u8>,
}

impl Block {
    fn new() -> Self {
        // Armor makes three bytes four, and 64 characters 65.
        let cipher = Vec::with_capacity(BLOCK + BLOCK / 2);
        Self { plain: SecretBytes::zeroed(BLOCK), used: 0, last: false, cipher }
    }

    fn fill(&mut self, input: &mut dyn Read) -> Result<(), CryptError> {
        self.used = 0;
        while self.used < BLOCK {
            // exposed to: the input, which fills it
            match input.read(&mut self.plain.expose_secret_mut()[self.used..]) {
                Ok(0) => {
                    self.last = true;
                    break;
                }
                Ok(count) => self.used += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(CryptError::Input((&error).into())),
            }
        }
        Ok(())
    }
}

/// Encrypts all of `input` to `output`, block by block.
pub(super) fn run(
    encryptor: Encryptor,
    armor: bool,
    input: &mut dyn Read,
    output: &mut dyn Write,
) -> Result<Sealed, CryptError> {
    thread::scope(|scope| {
        let (filled, jobs) = sync_channel(BLOCKS);
        let (encrypted, to_hash) = sync_channel(BLOCKS);
        let (hashed, sealed) = sync_channel(BLOCKS);
        let start = |name: &str| thread::Builder::new().name(name.to_owned());
        let no_thread = |error: io::Error| CryptError::Thread((&error).into());
        let sealer = start("encrypt")
            .spawn_scoped(scope, move || scrubbed(|| seal(encryptor, armor, &jobs, &encrypted)))
            .map_err(no_thread)?;
        let hasher = start("hash")
            .spawn_scoped(scope, move || scrubbed(|| hash(&to_hash, &hashed)))
            .map_err(no_thread)?;
        let counts = feed(input, output, filled, &sealed);
        // Threads that still hold a block stop when nobody waits for it.
        drop(sealed);
        // A thread that stopped early has panicked; its panic goes on here.
        sealer.join().unwrap_or_else(|cause| panic::resume_unwind(cause));
        let sha256 = hasher.join().unwrap_or_else(|cause| panic::resume_unwind(cause));
        let (plaintext_bytes, ciphertext_bytes) = counts?;
        Ok(Sealed { plaintext_bytes, ciphertext_bytes, sha256 })
    })
}

/// Fills blocks, sends them round and writes what comes back; returns the bytes read and written.
fn feed(
    input: &mut dyn Read,
    output: &mut dyn Write,
    filled: SyncSender<Block>,
    sealed: &Receiver<Block>,
) -> Result<(u64, u64), CryptError> {
    let failed = |error: io::Error| CryptError::Output((&error).into());
    let mut idle: Vec<Block> = (0..BLOCKS).map(|_| Block::new()).collect();
    let (mut read, mut written) = (0, 0);
    loop {
        let mut block = match idle.pop() {
            Some(block) => block,
            None => match sealed.recv() {
                Ok(block) => {
                    output.write_all(&block.cipher).map_err(failed)?;
                    written += block.cipher.len() as u64;
                    block
                }
                Err(_) => break,
            },
        };
        block.fill(input)?;
        read += block.used as u64;
        let last = block.last;
        if filled.send(block).is_err() || last {
            break;
        }
    }
    drop(filled);
    while let Ok(block) = sealed.recv() {
        output.write_all(&block.cipher).map_err(failed)?;
        written += block.cipher.len() as u64;
    }
    output.flush().map_err(failed)?;
    Ok((read, written))
}

/// Encrypts the blocks that arrive, until the last one or until nobody sends.
fn seal(encryptor: Encryptor, armor: bool, jobs: &Receiver<Block>, done: &SyncSender<Block>) {
    const MEMORY: &str = "the sink is memory, and takes everything";
    let sink = Sink::default();
    let format = if armor { Format::AsciiArmor } else { Format::Binary };
    let armored = ArmoredWriter::wrap_output(sink.clone(), format).expect(MEMORY);
    let mut writer = encryptor.wrap_output(armored).expect(MEMORY);
    let mut last = loop {
        let Ok(mut block) = jobs.recv() else { return };
        // exposed to: the age crate, which encrypts it
        writer.write_all(&block.plain.expose_secret()[..block.used]).expect(MEMORY);
        if block.last {
            break block;
        }
        sink.swap(&mut block.cipher);
        if done.send(block).is_err() {
            return;
        }
    };
    writer.finish().and_then(ArmoredWriter::finish).expect(MEMORY);
    sink.swap(&mut last.cipher);
    // Nobody waits for it when writing has failed meanwhile.
    let _ = done.send(last);
}

/// Hashes the blocks on their way to the output.
fn hash(blocks: &Receiver<Block>, onward: &SyncSender<Block>) -> [u8; 32] {
    let mut hash = Sha256::new();
    while let Ok(block) = blocks.recv() {
        hash.update(&block.cipher);
        if onward.send(block).is_err() {
            break;
        }
    }
    hash.finalize().into()
}

/// Collects ciphertext until it is swapped out; the age writers do not lend what they wrap.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Sink {
    /// Moves what was collected into `block`, whose old room is used next.
    fn swap(&self, block: &mut Vec<u8>) {
        block.clear();
        std::mem::swap(&mut *self.0.borrow_mut(), block);
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
