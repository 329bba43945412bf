//! Lets somebody who hands out things one by one work on a thread of his own, a few things ahead of who takes them.

use super::error::{Doing, HostError};
use crate::secret::scrubbed;
use rustix::io::Errno;
use std::panic;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::vec::IntoIter;

/// So many parts wait.
const WAITING: usize = 2;

/// What goes to the other thread at once: waking it costs as much as opening a file.
#[derive(Debug)]
pub struct Portion<T> {
    /// At most so many things.
    pub things: usize,
    /// Fewer, where they hold so many bytes of memory together.
    pub bytes: u64,
    /// How many bytes one holds.
    pub weigh: fn(&T) -> u64,
}

/// Things that are made ready on another thread, in their order.
pub struct Ahead<T> {
    part: IntoIter<T>,
    /// Nothing once all is taken, or nobody takes more.
    waiting: Option<Receiver<Vec<T>>>,
    worker: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Ahead<T> {
    /// Begins to ask `maker` for things. There are four portions at most: one that is made, two that wait, one that is
    /// taken.
    ///
    /// # Errors
    /// [`HostError::System`] when there is no thread to be had.
    pub fn of(
        maker: impl Iterator<Item = T> + Send + 'static,
        portion: Portion<T>,
    ) -> Result<Self, HostError> {
        let (send, waiting) = sync_channel(WAITING);
        let work = move || scrubbed(|| make(maker, &portion, &send));
        let worker = thread::Builder::new().name("ahead".to_owned()).spawn(work);
        let worker = worker.map_err(|error| {
            let errno = Errno::from_io_error(&error).unwrap_or(Errno::AGAIN);
            HostError::system(Doing::Reading, errno)
        })?;
        Ok(Self { part: Vec::new().into_iter(), waiting: Some(waiting), worker: Some(worker) })
    }
}

fn make<T>(maker: impl Iterator<Item = T>, portion: &Portion<T>, send: &SyncSender<Vec<T>>) {
    let (mut part, mut weight) = (Vec::with_capacity(portion.things), 0);
    for thing in maker {
        weight += (portion.weigh)(&thing);
        part.push(thing);
        if part.len() == portion.things || weight >= portion.bytes {
            let full = std::mem::replace(&mut part, Vec::with_capacity(portion.things));
            weight = 0;
            if send.send(full).is_err() {
                return;
            }
        }
    }
    // Nobody waits for the rest where the taker has stopped before.
    let _ = send.send(part);
}

impl<T> Ahead<T> {
    /// Waits for the end of the thread; a panic of it goes on here.
    fn join(&mut self) {
        self.waiting = None;
        if let Some(Err(cause)) = self.worker.take().map(JoinHandle::join)
            && !thread::panicking()
        {
            panic::resume_unwind(cause);
        }
    }
}

impl<T> Iterator for Ahead<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            if let Some(thing) = self.part.next() {
                return Some(thing);
            }
            match self.waiting.as_ref()?.recv() {
                Ok(part) => self.part = part.into_iter(),
                Err(_) => {
                    self.join();
                    return None;
                }
            }
        }
    }
}

impl<T> Drop for Ahead<T> {
    fn drop(&mut self) {
        self.join();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    const PART: usize = 16;

    fn light<T>(_: &T) -> u64 {
        0
    }

    fn portion<T>(bytes: u64, weigh: fn(&T) -> u64) -> Portion<T> {
        Portion { things: PART, bytes, weigh }
    }

    #[test]
    fn things_come_in_their_order_and_all_of_them() {
        for count in [0, 1, PART - 1, PART, PART + 1, 1_000] {
            let ahead = Ahead::of(0..count, portion(1, light)).expect("a thread");
            assert!(ahead.eq(0..count), "{count}");
        }
    }

    /// How many of many things are made while nobody takes one.
    fn made_ahead(weigh: fn(&usize) -> u64) -> usize {
        let made = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&made);
        let maker = (0..10_000).inspect(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        let ahead = Ahead::of(maker, portion(100, weigh)).expect("a thread");
        let mut before = usize::MAX;
        // It has stopped when it makes no more.
        while before != made.load(Ordering::SeqCst) {
            before = made.load(Ordering::SeqCst);
            thread::sleep(Duration::from_millis(50));
        }
        drop(ahead);
        assert_eq!(made.load(Ordering::SeqCst), before, "nothing is made once nobody takes it");
        before
    }

    #[test]
    fn no_more_is_made_ahead_than_may_wait() {
        assert_eq!(made_ahead(light), PART * (WAITING + 1));
        assert_eq!(made_ahead(|_| 50), 2 * (WAITING + 1), "heavy ones are fewer");
    }

    #[test]
    fn a_panic_of_the_maker_is_not_taken_for_the_end() {
        let maker = (0..100).inspect(|number| assert!(*number < 40, "the control"));
        let taken =
            panic::catch_unwind(|| Ahead::of(maker, portion(1, light)).expect("a thread").count());
        assert!(taken.is_err());
    }
}
