//! Encryption and hashing on threads of their own, while this thread reads and writes.
//!
//! A fixed number of blocks goes round: filled here, encrypted in place by one of several threads, hashed (and put
//! into armor) by another in the order of the file, written here. Memory does not grow with the file, and input and
//! output need not know about threads.

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::panic;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use age::armor::{ArmoredWriter, Format};
use sha2::{Digest, Sha256};

use super::payload::{PIECE, Payload, TAG};
use super::{CryptError, Sealed};
use crate::secret::{SecretBytes, scrubbed};

/// Pieces of a block: 256 KiB of plaintext.
const PIECES: usize = 4;
/// Threads that encrypt, at most: one hash of everything cannot keep up with more.
const MOST_SEALERS: usize = 4;

/// A block on its way round. Each piece has room behind it for its tag.
struct Block {
    bytes: SecretBytes,
    /// The number of the first piece, counted from 0 for the whole file.
    first: u64,
    used: usize,
    last: bool,
    /// The block as text, when there is armor.
    armored: Option<Vec<u8>>,
}

impl Block {
    fn new() -> Self {
        let bytes = SecretBytes::zeroed(PIECES * (PIECE + TAG));
        Self { bytes, first: 0, used: 0, last: false, armored: None }
    }

    /// Fills the block from the input; a block that is not full ends the file.
    fn fill(&mut self, input: &mut dyn Read) -> Result<(), CryptError> {
        self.used = 0;
        self.last = false;
        // exposed to: the input, which fills it
        for slot in self.bytes.expose_secret_mut().chunks_exact_mut(PIECE + TAG) {
            let mut filled = 0;
            while filled < PIECE {
                match input.read(&mut slot[filled..PIECE]) {
                    Ok(0) => {
                        self.last = true;
                        return Ok(());
                    }
                    Ok(count) => {
                        filled += count;
                        self.used += count;
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(CryptError::Input((&error).into())),
                }
            }
        }
        Ok(())
    }

    /// The pieces held; an empty file has one, which is empty.
    fn pieces(&self) -> usize {
        self.used.div_ceil(PIECE).max(1)
    }

    fn seal(&mut self, payload: &Payload) {
        let (pieces, mut left) = (self.pieces(), self.used);
        // exposed to: the cipher, which encrypts it in place
        let slots = self.bytes.expose_secret_mut().chunks_exact_mut(PIECE + TAG);
        for ((number, slot), so_far) in (self.first..).zip(slots).zip(1..=pieces) {
            let length = left.min(PIECE);
            left -= length;
            let (piece, after) = slot.split_at_mut(length);
            let tag = payload.seal(number, self.last && so_far == pieces, piece);
            after[..TAG].copy_from_slice(&tag);
        }
    }

    /// What goes to the output, once the block is encrypted.
    fn shown(&self) -> &[u8] {
        match &self.armored {
            Some(text) => text,
            // exposed to: the output; it is ciphertext now
            None => &self.bytes.expose_secret()[..self.used + self.pieces() * TAG],
        }
    }
}

/// Encrypts all of `input` to `output`, block by block; `header` is everything before the first piece.
pub(super) fn run(
    header: &[u8],
    payload: &Payload,
    armor: bool,
    input: &mut dyn Read,
    output: &mut dyn Write,
) -> Result<Sealed, CryptError> {
    let count = thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_SEALERS));
    // One in every sealer's hands and one waiting for it, one being hashed, one being read or written.
    let blocks = 2 * count + 2;
    thread::scope(|scope| {
        let no_thread = |error: io::Error| CryptError::Thread((&error).into());
        let start = |name: &str| thread::Builder::new().name(name.to_owned());
        let (mut jobs, mut sealed, mut sealers) = (vec![], vec![], vec![]);
        for _ in 0..count {
            let (job, received) = sync_channel::<Block>(blocks);
            let (done, block) = sync_channel(blocks);
            let sealer = start("encrypt")
                .spawn_scoped(scope, move || scrubbed(|| seal(payload, &received, &done)));
            sealers.push(sealer.map_err(no_thread)?);
            jobs.push(job);
            sealed.push(block);
        }
        let (hashed, ready) = sync_channel(blocks);
        let hasher = start("hash")
            .spawn_scoped(scope, move || scrubbed(|| hash(header, armor, &sealed, &hashed)))
            .map_err(no_thread)?;
        let header = if armor { &[] } else { header };
        let counts = feed(header, blocks, input, output, jobs, &ready);
        // Threads that still hold a block stop when nobody waits for it.
        drop(ready);
        // A thread that stopped early has panicked; its panic goes on here.
        for sealer in sealers {
            sealer.join().unwrap_or_else(|cause| panic::resume_unwind(cause));
        }
        let sha256 = hasher.join().unwrap_or_else(|cause| panic::resume_unwind(cause));
        let (plaintext_bytes, ciphertext_bytes) = counts?;
        Ok(Sealed { plaintext_bytes, ciphertext_bytes, sha256 })
    })
}

/// Fills blocks, sends them round and writes what comes back; returns the bytes read and written.
fn feed(
    header: &[u8],
    blocks: usize,
    input: &mut dyn Read,
    output: &mut dyn Write,
    jobs: Vec<SyncSender<Block>>,
    ready: &Receiver<Block>,
) -> Result<(u64, u64), CryptError> {
    let failed = |error: io::Error| CryptError::Output((&error).into());
    let mut idle: Vec<Block> = (0..blocks).map(|_| Block::new()).collect();
    let (mut read, mut written) = (0, header.len() as u64);
    output.write_all(header).map_err(failed)?;
    let mut lanes = jobs.iter().cycle();
    // The last piece is marked, so a block waits until it is known whether another follows.
    let mut waiting: Option<Block> = None;
    let mut ended = false;
    while !ended {
        let mut next = match idle.pop() {
            Some(block) => block,
            None => {
                let Ok(block) = ready.recv() else { break };
                output.write_all(block.shown()).map_err(failed)?;
                written += block.shown().len() as u64;
                block
            }
        };
        next.first = waiting.as_ref().map_or(0, |before| before.first + PIECES as u64);
        next.fill(input)?;
        read += next.used as u64;
        ended = next.last;
        if let Some(mut before) = waiting.take() {
            before.last = ended && next.used == 0;
            if lanes.next().is_none_or(|lane| lane.send(before).is_err()) {
                break;
            }
        }
        waiting = Some(next);
    }
    // An empty piece stands in an empty file only.
    let empty = waiting.as_ref().is_some_and(|block| block.used == 0 && block.first > 0);
    if let (Some(block), Some(lane), false) = (waiting, lanes.next(), empty) {
        // Nobody takes it when a thread has panicked; the panic is told when the threads are joined.
        let _ = lane.send(block);
    }
    drop(jobs);
    while let Ok(block) = ready.recv() {
        output.write_all(block.shown()).map_err(failed)?;
        written += block.shown().len() as u64;
    }
    output.flush().map_err(failed)?;
    Ok((read, written))
}

/// Encrypts the blocks that arrive, until nobody sends.
fn seal(payload: &Payload, jobs: &Receiver<Block>, done: &SyncSender<Block>) {
    while let Ok(mut block) = jobs.recv() {
        block.seal(payload);
        if done.send(block).is_err() {
            break;
        }
    }
}

/// Hashes the blocks on their way to the output, in the order of the file, and puts them into armor.
fn hash(
    header: &[u8],
    armor: bool,
    lanes: &[Receiver<Block>],
    onward: &SyncSender<Block>,
) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut coat = armor.then(|| Coat::new(header));
    if !armor {
        hash.update(header);
    }
    for lane in lanes.iter().cycle() {
        let Ok(mut block) = lane.recv() else { break };
        if let Some(coat) = &mut coat {
            let text = block.armored.take().unwrap_or_default();
            block.armored = Some(coat.dress(block.shown(), block.last, text));
        }
        hash.update(block.shown());
        if onward.send(block).is_err() {
            break;
        }
    }
    hash.finalize().into()
}

/// Armor that is taken away block by block; the age crate's writer does not lend what it wraps.
struct Coat {
    writer: Option<ArmoredWriter<Sink>>,
    sink: Sink,
}

impl Coat {
    fn new(header: &[u8]) -> Self {
        let sink = Sink::default();
        let writer =
            ArmoredWriter::wrap_output(sink.clone(), Format::AsciiArmor).and_then(|mut writer| {
                writer.write_all(header)?;
                Ok(writer)
            });
        Self { writer: Some(writer.expect(MEMORY)), sink }
    }

    /// Gives the text of a block; `room` is an old text, whose room is used next.
    fn dress(&mut self, block: &[u8], last: bool, room: Vec<u8>) -> Vec<u8> {
        if let Some(writer) = &mut self.writer {
            writer.write_all(block).expect(MEMORY);
        }
        if let Some(writer) = self.writer.take_if(|_| last) {
            writer.finish().expect(MEMORY);
        }
        self.sink.swap(room)
    }
}

const MEMORY: &str = "the sink is memory, and takes everything";

/// Collects text until it is swapped out.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Sink {
    fn swap(&self, mut room: Vec<u8>) -> Vec<u8> {
        room.clear();
        self.0.replace(room)
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
