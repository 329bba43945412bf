//! PDF documents: each page drawn as a grey picture, and its text where it has some.
//!
//! The drawing is done by a worker thread that is left behind when it takes too long: a document
//! may be made to keep any program busy for years, and nothing else can stop the interpreter.

use super::error::ScanError;
use super::grey::Grey;
use super::layer::{self, Layer};
use super::{IsStopped, MAX_PAGES, Reading, add_sight, go_on, guard, qr};
use crate::secret::{SecretBytes, SecretText, scrubbed};
use core::time::Duration;
use hayro::hayro_interpret::{InterpreterSettings, hayro_syntax};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_syntax::{LoadPdfError, Pdf, page::Page};
use std::cell::Cell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

/// The time in which one page must be drawn, in seconds.
const SECONDS: u64 = 30;
/// Printed squares are six pixels or more at this resolution.
const DOTS_PER_INCH: f32 = 200.0;
/// Tried when something on the page was seen but not read.
const FINE_DOTS_PER_INCH: f32 = 300.0;
/// Squares of this program's own pages are four pixels or more at this resolution.
const PROOF_DOTS_PER_INCH: f32 = 150.0;
/// Threads that draw a document of this program's own, at most; each holds one page.
const MOST_WORKERS: usize = 2;
/// The largest drawn page, in pixels: A3 at 300 dots per inch.
const MOST_PIXELS: f32 = 17_500_000.0;
/// Drawing recurses through nested forms and patterns.
const STACK_BYTES: usize = 32 << 20;

/// What the worker is asked for: a page, counted from 0, and a resolution.
type Ask = (usize, f32);

enum Answer {
    Pages(usize),
    Drawn(Option<Grey>, Layer),
    Refused(ScanError),
}

/// Reads all pages.
pub(super) fn read(bytes: &[u8], is_stopped: IsStopped<'_>) -> Result<Reading, ScanError> {
    guard::check(bytes)?;
    let worker = Worker::start(&Arc::new(File(SecretBytes::copied_from(bytes))))?;
    let mut reading = Reading::of_pages(worker.pages);
    for page in 0..worker.pages {
        let text = read_page(page, &mut reading, &worker, is_stopped)?;
        reading.text.push(text);
    }
    Ok(reading)
}

/// Reads all pages of a document that was drawn here, several at a time and with one look at each.
pub(super) fn read_drawn(bytes: &[u8]) -> Result<Reading, ScanError> {
    guard::check(bytes)?;
    let file = Arc::new(File(SecretBytes::copied_from(bytes)));
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get().min(MOST_WORKERS));
    let workers = (0..cores).map(|_| Worker::start(&file)).collect::<Result<Vec<_>, _>>()?;
    let mut reading = Reading::of_pages(workers[0].pages);
    for page in 0..reading.pages {
        workers[page % cores].ask(page, PROOF_DOTS_PER_INCH)?;
    }
    for page in 0..reading.pages {
        let (grey, layer) = workers[page % cores].drawn()?;
        if let Some(grey) = grey {
            add_sight(&mut reading, &grey, qr::look_at_drawn(&grey), page + 1);
        }
        reading.text.push(layer.text);
    }
    Ok(reading)
}

fn read_page(
    page: usize,
    reading: &mut Reading,
    worker: &Worker,
    is_stopped: IsStopped<'_>,
) -> Result<SecretText, ScanError> {
    let draw = |dots: f32| {
        go_on(is_stopped)?;
        worker.ask(page, dots)?;
        let drawn = worker.drawn()?;
        go_on(is_stopped).map(|()| drawn)
    };
    let (grey, layer) = draw(DOTS_PER_INCH)?;
    let Some(mut grey) = grey else { return Ok(layer.text) };
    let mut sight = qr::look(&grey);
    let worth_it = !sight.unread.is_empty() || (sight.found.is_empty() && layer.has_pictures);
    if worth_it && let (Some(fine), _) = draw(FINE_DOTS_PER_INCH)? {
        let again = qr::look(&fine);
        if again.found.len() >= sight.found.len() {
            (grey, sight) = (fine, again);
        }
    }
    add_sight(reading, &grey, sight, page + 1);
    Ok(layer.text)
}

/// The thread that draws, seen from the one that asks.
struct Worker {
    /// `None` only while it is being ended.
    ends: Option<(Sender<Ask>, Receiver<Answer>)>,
    thread: Option<JoinHandle<()>>,
    pages: usize,
    /// It did not answer in time and is left behind.
    is_late: Cell<bool>,
}

impl Worker {
    fn start(file: &Arc<File>) -> Result<Self, ScanError> {
        let file = Arc::clone(file);
        let (asks, asked) = channel();
        // One drawn page waits at most: they are large.
        let (answer, answers) = sync_channel(0);
        let thread = std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn(move || scrubbed(|| work(file, &asked, &answer)))
            .map_err(|_| ScanError::Unreadable)?;
        let is_late = Cell::new(false);
        let mut worker =
            Self { ends: Some((asks, answers)), thread: Some(thread), pages: 0, is_late };
        match worker.next()? {
            Answer::Pages(pages) => worker.pages = pages,
            Answer::Drawn(..) => return Err(ScanError::Unreadable),
            Answer::Refused(error) => return Err(error),
        }
        Ok(worker)
    }

    fn ask(&self, page: usize, dots: f32) -> Result<(), ScanError> {
        let (asks, _) = self.ends.as_ref().ok_or(ScanError::Unreadable)?;
        asks.send((page, dots)).map_err(|_| ScanError::Unreadable)
    }

    fn next(&self) -> Result<Answer, ScanError> {
        let (_, answers) = self.ends.as_ref().ok_or(ScanError::Unreadable)?;
        answers.recv_timeout(Duration::from_secs(SECONDS)).map_err(|error| match error {
            RecvTimeoutError::Timeout => {
                self.is_late.set(true);
                ScanError::TooSlow { seconds: SECONDS }
            }
            // The worker panicked on a document it did not expect.
            RecvTimeoutError::Disconnected => ScanError::Unreadable,
        })
    }

    fn drawn(&self) -> Result<(Option<Grey>, Layer), ScanError> {
        match self.next()? {
            Answer::Drawn(grey, layer) => Ok((grey, layer)),
            Answer::Refused(error) => Err(error),
            Answer::Pages(_) => Err(ScanError::Unreadable),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Without anybody at the other end it stops waiting.
        self.ends = None;
        if let Some(thread) = self.thread.take().filter(|_| !self.is_late.get()) {
            // Its memory is wiped before the program can end; a panic was told as an unreadable document.
            let _ = thread.join();
        }
    }
}

struct File(SecretBytes);

impl AsRef<[u8]> for File {
    fn as_ref(&self) -> &[u8] {
        // exposed to: the PDF interpreter
        self.0.expose_secret()
    }
}

/// Opens the document, says how many pages it has, and draws those that are asked for.
fn work(file: Arc<File>, asked: &Receiver<Ask>, answer: &SyncSender<Answer>) {
    let document = match open(file) {
        Ok(document) => document,
        Err(error) => {
            // Nobody to tell when the reader has gone.
            let _ = answer.send(Answer::Refused(error));
            return;
        }
    };
    let pages = document.pages();
    let mut last = answer.send(Answer::Pages(pages.len()));
    let cache = RenderCache::new();
    while last.is_ok() {
        let Ok((page, dots)) = asked.recv() else { return };
        let Some(page) = pages.get(page) else { return };
        let layer = layer::read(page);
        last = answer.send(Answer::Drawn(draw(page, &cache, dots), layer));
    }
}

fn open(file: Arc<File>) -> Result<Pdf, ScanError> {
    let document = Pdf::new(file).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ScanError::Locked,
        LoadPdfError::Invalid => ScanError::Unreadable,
    })?;
    let pages = document.pages().len();
    if pages > MAX_PAGES {
        return Err(ScanError::TooManyPages { pages, limit: MAX_PAGES });
    }
    guard::check_objects(&document)?;
    Ok(document)
}

/// Draws a page; `None` when it has no size.
fn draw<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, dots: f32) -> Option<Grey> {
    let (width, height) = page.render_dimensions();
    let mut scale = dots / 72.0;
    let pixels = width * scale * height * scale;
    if !pixels.is_finite() || width < 1.0 || height < 1.0 {
        return None;
    }
    if pixels > MOST_PIXELS {
        scale *= (MOST_PIXELS / pixels).sqrt();
    }
    scale = scale.min(f32::from(u16::MAX) / width.max(height));
    let pixmap = hayro::render(
        page,
        cache,
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let (width, height) = (usize::from(pixmap.width()), usize::from(pixmap.height()));
    let grey = Grey::filled(width, height, |out| {
        for (pixel, colour) in out.iter_mut().zip(pixmap.data()) {
            let (r, g, b) = (u32::from(colour.r), u32::from(colour.g), u32::from(colour.b));
            *pixel = ((r * 77 + g * 150 + b * 29) >> 8) as u8;
        }
    });
    (width > 0 && height > 0).then_some(grey)
}
