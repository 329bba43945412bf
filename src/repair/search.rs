//! Tries numbered possibilities on several threads: first the checksum, then the rows, then the oracle.

use super::space::Space;
use super::{Limits, Oracle};
use crate::secret::scrubbed;
use crate::seed::{Language, Mnemonic, checksum_holds};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use zeroize::Zeroizing;

/// The possibilities that a thread takes at a time: 2 to 32 of them pass the checksum.
const PIECE: u64 = 512;

/// More threads than this help on no machine.
const MOST_THREADS: usize = 256;

/// The mnemonics among the possibilities that pass; in no order.
pub(super) fn run(
    spaces: &[Space],
    (words, language): (usize, Language),
    limits: &Limits<'_>,
    rows_hold: &(dyn Fn(&[u16]) -> bool + Sync),
    oracle: Oracle<'_>,
) -> Vec<Mnemonic> {
    let total = spaces.iter().map(Space::len).sum();
    let (next, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let work = || {
        let mut sentence = Zeroizing::new(vec![0; words]);
        let mut found = Vec::new();
        loop {
            let start = next.fetch_add(PIECE, Ordering::Relaxed);
            if start >= total {
                return found;
            }
            let end = total.min(start + PIECE);
            for number in start..end {
                let written = write(spaces, number, &mut sentence);
                if !written || !checksum_holds(&sentence) || !rows_hold(&sentence) {
                    continue;
                }
                let mnemonic = Mnemonic::from_indices_in(&sentence, language).ok();
                found.extend(mnemonic.filter(|m| oracle(m)));
            }
            if let Some(progress) = limits.progress {
                let before = done.fetch_add(end - start, Ordering::Relaxed);
                progress(before + end - start, total);
            }
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (1..limits.threads.min(MOST_THREADS)).map(|_| scope.spawn(|| scrubbed(work))).collect();
        let mut found = work();
        for worker in workers {
            // A panic of the oracle is the oracle's, not ours to hide.
            found.extend(worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        found
    })
}

/// Writes a possibility by its number in all spaces together.
fn write(spaces: &[Space], mut number: u64, sentence: &mut [u16]) -> bool {
    for space in spaces {
        if number < space.len() {
            return space.write(number, sentence);
        }
        number -= space.len();
    }
    false
}
