//! What the machine lends a command: the terminal, files, randomness, the clock, a cage, printers.
//!
//! Everything here may fail and says so: on the way out there is either a whole result or a
//! [`HostError`] that holds no text from the user. This room decides nothing about wallets, knows no
//! word list of its own, and never ends the process. It is the only room that may hold `unsafe`
//! (two allocators, one lock on memory, one signal handler, one borrowed descriptor, one question about locks).
//!
//! Linux is the platform that is tested. Parts that only Linux has stand behind `cfg` in their own
//! files and answer in plain words elsewhere.

mod ahead;
mod atomic;
mod capture;
mod clock;
mod console;
mod database;
mod entropy;
mod entry;
mod error;
mod escape;
mod files;
mod fitness;
mod folder;
mod home;
mod in_use;
mod key;
mod locale;
pub mod memory;
mod network;
mod opened;
mod printer;
mod progress;
mod reading;
mod recording;
mod rest;
mod sandbox;
mod screen;
mod signals;
mod signs;
mod speech;
mod stdio;
mod tree;
mod tty;
mod typing;
mod unfold;
mod uploader;
mod walk;
mod walked;

pub use ahead::{Ahead, Portion};
pub use atomic::{AtomicFile, Existing, Placed};
pub use capture::{Capture, Captured};
pub use clock::{Date, DateError, moment, today};
pub use console::Console;
pub use entropy::{EntropyError, fill_random, kernel_bytes};
pub use entry::{Elsewhere, RowCheck, TypedWords, WordEntry};
pub use error::{Cause, Doing, HostError, InUse};
pub use escape::{show_lines, show_path, show_text};
pub use files::{on_memory_storage, open_input, open_regular, read_file, read_stdin, read_text};
pub use fitness::{Fitness, JobFiles, Machine, Swap, fitness};
pub use folder::NewFolder;
pub use home::{Home, HomeLock, home_path, user_folder};
pub use in_use::{BESIDE_SQLITE, beside, in_use, is_beside_sqlite, is_sqlite};
pub use locale::{PaperSize, paper_size};
pub use network::online_links;
pub use opened::{Opened, is_of_the_kernel};
pub use printer::Printer;
pub use progress::Progress;
pub use reading::Stretch;
pub use recording::recording;
pub use sandbox::{Confinement, Enforced, Reach, enter as enter_sandbox};
pub use screen::ScreenPage;
pub use signals::{interrupted, listen as listen_for_signals, pause};
pub use signs::SignEntry;
pub use speech::{Paint, Speech};
pub use stdio::{
    RawStdin, RawStdout, SecretRead, SecretSource, claim_stdin, is_terminal, read_secret,
    stdout_columns, write_stdout,
};
pub use tree::{
    Facts, Found, Kind as FoundKind, Walk, archive_name, identity_of, identity_of_stdout,
};
pub use unfold::{Unfolding, UnfoldingFile};
pub use uploader::{Call, Ended, Uploader, must_start};
pub use walk::{can_be_read, walk};
pub use walked::{Missed, SoFar, Walked, Watch};
