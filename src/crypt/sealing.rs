//! Encryption on a thread of its own, while this thread reads, writes and hashes.
//!
//! A fixed number of buffers goes round: filled here, encrypted there, written here. Memory does not
//! grow with the file, and input and output need not know about threads.

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::panic;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use age::Encryptor;
use age::armor::{ArmoredWriter, Format};

use super::CryptError;
use crate::secret::SecretBytes;

const BLOCK: usize = 256 * 1024;
/// One being read or written, one being encrypted, one waiting.
const BLOCKS: usize = 3;

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

/// Encrypts all of `input`, hands the ciphertext to `write` in order, and returns the bytes read.
pub(super) fn run(
    encryptor: Encryptor,
    armor: bool,
    input: &mut dyn Read,
    write: &mut dyn FnMut(&[u8]) -> Result<(), CryptError>,
) -> Result<u64, CryptError> {
    thread::scope(|scope| {
        let (filled, jobs) = sync_channel(BLOCKS);
        let (done, sealed) = sync_channel(BLOCKS);
        let worker = thread::Builder::new()
            .name("encrypt".to_owned())
            .spawn_scoped(scope, move || seal(encryptor, armor, &jobs, &done))
            .map_err(|error| CryptError::Thread((&error).into()))?;
        let outcome = feed(input, write, filled, &sealed);
        // A worker that stopped early has panicked; its panic goes on here.
        drop(sealed);
        if let Err(cause) = worker.join() {
            panic::resume_unwind(cause);
        }
        outcome
    })
}

fn feed(
    input: &mut dyn Read,
    write: &mut dyn FnMut(&[u8]) -> Result<(), CryptError>,
    filled: SyncSender<Block>,
    sealed: &Receiver<Block>,
) -> Result<u64, CryptError> {
    let mut idle: Vec<Block> = (0..BLOCKS).map(|_| Block::new()).collect();
    let mut read = 0;
    loop {
        let mut block = match idle.pop() {
            Some(block) => block,
            None => match sealed.recv() {
                Ok(block) => {
                    write(&block.cipher)?;
                    block
                }
                Err(_) => return Ok(read),
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
        write(&block.cipher)?;
    }
    Ok(read)
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
