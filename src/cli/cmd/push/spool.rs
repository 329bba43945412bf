//! Copies that are read back before the cage is closed, and decrypted for a test behind it.
//!
//! A program must be started for each copy, and none can be started once a secret is in the process. So the ciphertext of
//! all of them goes into a file without a name in the home, which is gone with this run.

use super::{Copied, name};
use crate::cli::args::PushArgs;
use crate::cli::failure::{Failure, push as failure};
use crate::cli::gather::{self, Opener};
use crate::cli::kept::at_home;
use crate::cli::obtain;
use crate::cli::session::Session;
use crate::cli::unlock;
use crate::crypt::{self, FilePassphrase, Identity, With};
use crate::host::{self, AtomicFile, Existing, HostError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The name that the file never gets.
const NAME: &str = "push-verify";

/// The ciphertext of copies, one behind the other.
pub(crate) struct Spool {
    home: PathBuf,
    file: AtomicFile,
    /// What was kept of each copy, also of those that did not come whole.
    parts: Vec<Kept>,
}

/// What was kept of one copy.
#[derive(Default)]
struct Kept {
    bytes: u64,
    /// Why it is not all of it.
    fault: Option<HostError>,
}

/// What was given to open copies with, read once.
struct Keys {
    identities: Vec<Identity>,
    passphrase: Option<FilePassphrase>,
}

impl Spool {
    /// A file in this folder.
    ///
    /// # Errors
    /// When it cannot be made; when an identity file is not there: nobody should wait for all copies to hear of a slip.
    pub(super) fn in_home(home: &Path, identities: &[PathBuf]) -> Result<Self, Failure> {
        for path in identities {
            host::Facts::at(path).map_err(|error| Failure::at(path, error))?;
        }
        let path = home.join(NAME);
        let file = AtomicFile::create(&path, Existing::Refuse).map_err(|e| at_home(&path, e))?;
        Ok(Self { home: home.to_owned(), file, parts: Vec::new() })
    }

    /// Where the next copy goes.
    pub(super) fn next(&mut self) -> impl Write + '_ {
        self.parts.push(Kept::default());
        Part { spool: self }
    }

    /// Decrypts each copy that came whole, and keeps nothing of it. A locked key file is only read where no passphrase was
    /// given. Why the first does not open that does not.
    ///
    /// # Errors
    /// What reading the keys refuses; when somebody stops it.
    pub(super) fn decrypt(
        mut self,
        args: &PushArgs,
        target: &str,
        copies: &mut [Copied],
        session: &mut Session,
    ) -> Result<Option<Failure>, Failure> {
        if !copies.iter().any(|copy| copy.verified) {
            return Ok(None);
        }
        let keys = Keys::read(args, session)?;
        let mut back = self.file.read_back()?;
        let mut first = None;
        for (copy, kept) in copies.iter_mut().zip(self.parts) {
            let mut part = Stoppable(back.by_ref().take(kept.bytes));
            let name = copy.name.clone().unwrap_or_default();
            let tested = match kept.fault {
                _ if !copy.verified => Ok(false),
                Some(fault) => Err(failure::not_kept(fault, &self.home, target, &name)),
                None => keys.open(&name, &mut part, session).map_err(|failed| {
                    failure::closed(failed.about("this file", &host::show_text(&name)), target)
                }),
            };
            if host::interrupted() {
                return Err(Failure::interrupted());
            }
            match tested {
                Ok(decrypted) => copy.decrypted = decrypted,
                Err(failed) => {
                    let failed = failed.field("name", name);
                    session.say_failure(&failed);
                    copy.error = Some(failed.to_json());
                    first = first.or(Some(failed));
                }
            }
            io::copy(&mut part, &mut io::sink()).map_err(|e| unreadable(&e))?;
        }
        Ok(first)
    }
}

impl Keys {
    fn read(args: &PushArgs, session: &mut Session) -> Result<Self, Failure> {
        let source = args.file_passphrase_from.as_ref();
        let passphrase = match source {
            Some(_) => Some(FilePassphrase::new(obtain::file_passphrase(session, source)?)?),
            None => None,
        };
        let opener = Opener { identities: &args.identity, file_passphrase: source };
        let identities = gather::unlocked(session, &opener, passphrase.as_ref())?;
        Ok(Self { identities, passphrase })
    }

    /// Decrypts one copy, which goes nowhere; whether it was decrypted.
    fn open(&self, name: &str, part: &mut impl Read, session: &Session) -> Result<bool, Failure> {
        let head = unlock::head(part)?;
        // exposed to: the header reader; ciphertext is public
        let header = crypt::header_info(head.expose_secret())?;
        let with = match (header.scrypt, &self.passphrase) {
            (true, Some(passphrase)) => With::Passphrase(passphrase),
            (true, None) if name::is_key(name) => {
                session
                    .say(&format!("{name}: a locked key file, which was read and not decrypted."));
                return Ok(false);
            }
            (true, None) => return Err(failure::needs_passphrase()),
            (false, _) if self.identities.is_empty() => return Err(gather::no_identity()),
            (false, _) => With::Identities(&self.identities),
        };
        // exposed to: age; ciphertext is public
        let plain = crypt::decrypt(&with, head.expose_secret().chain(part), &mut io::sink())?;
        session.say(&format!("{name}: decrypted to {plain} bytes; nothing was kept."));
        Ok(true)
    }
}

fn unreadable(error: &io::Error) -> Failure {
    HostError::inside(error).map_or_else(failure::unreadable, Failure::from)
}

/// A reader that ends when a signal asks the program to end.
struct Stoppable<R>(R);

impl<R: Read> Read for Stoppable<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if host::interrupted() {
            return Err(HostError::Interrupted.into());
        }
        self.0.read(room)
    }
}

/// Writes one copy, and counts it. A disk that is full ends the keeping, not the reading.
struct Part<'s> {
    spool: &'s mut Spool,
}

impl Write for Part<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(kept) = self.spool.parts.last_mut().filter(|kept| kept.fault.is_none()) else {
            return Ok(bytes.len());
        };
        match self.spool.file.write(bytes) {
            Ok(count) => {
                kept.bytes += count as u64;
                Ok(count)
            }
            Err(error) => {
                kept.fault = Some(HostError::inside(&error).unwrap_or(HostError::Ended));
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
