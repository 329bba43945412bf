//! Copies that are read back before the cage is closed, and decrypted for a test behind it.
//!
//! A program must be started for each copy, and none can be started once a secret is in the process. So the ciphertext of
//! all of them goes into a file without a name in the home, which is gone with this run.

use super::{Copied, name};
use crate::cli::args::PushArgs;
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::{self, Opener};
use crate::cli::kept::at_home;
use crate::cli::obtain;
use crate::cli::session::Session;
use crate::cli::unlock;
use crate::crypt::{self, CryptError, FilePassphrase, Identity, With};
use crate::host::{self, AtomicFile, Existing};
use std::io::{self, Read, Write};
use std::path::Path;

/// The name that the file never gets.
const NAME: &str = "push-verify";

/// The ciphertext of copies, one behind the other.
pub(crate) struct Spool {
    file: AtomicFile,
    /// The length of each in bytes, also of those that did not come whole.
    lengths: Vec<u64>,
}

/// What opens the copies.
enum Opens {
    Identities(Vec<Identity>),
    Passphrase(FilePassphrase),
}

impl Spool {
    /// A file in this folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn in_home(home: &Path) -> Result<Self, Failure> {
        let path = home.join(NAME);
        let file = AtomicFile::create(&path, Existing::Refuse).map_err(|e| at_home(&path, e))?;
        Ok(Self { file, lengths: Vec::new() })
    }

    /// Where the next copy goes.
    pub(super) fn next(&mut self) -> impl Write + '_ {
        self.lengths.push(0);
        Part { spool: self }
    }

    /// Decrypts each copy that came whole, and keeps nothing of it. A locked key file is decrypted only where nothing but a
    /// passphrase was given: it opens what lies beside it. Why the first does not open that does not.
    ///
    /// # Errors
    /// What reading the keys refuses.
    pub(super) fn decrypt(
        mut self,
        args: &PushArgs,
        copies: &mut [Copied],
        session: &mut Session,
    ) -> Result<Option<Failure>, Failure> {
        let source = args.file_passphrase_from.as_ref();
        let opens = match args.identity.is_empty() {
            true => {
                Opens::Passphrase(FilePassphrase::new(obtain::file_passphrase(session, source)?)?)
            }
            false => {
                let opener = Opener { identities: &args.identity, file_passphrase: source };
                Opens::Identities(gather::identities(session, &opener)?)
            }
        };
        let mut back = self.file.read_back()?;
        let mut first = None;
        for (copy, length) in copies.iter_mut().zip(&self.lengths) {
            let mut part = back.by_ref().take(*length);
            if copy.verified {
                match opens.tested(copy, &mut part, session) {
                    Ok(decrypted) => copy.decrypted = decrypted,
                    Err(failed) if failed.exit() == Exit::Interrupted => return Err(failed),
                    Err(failed) => {
                        let name = copy.name.as_deref().unwrap_or_default();
                        let failed = failed.about("this file", &host::show_text(name));
                        let failed = failed.field("name", name);
                        session.say_failure(&failed);
                        copy.error = Some(failed.to_json());
                        first = first.or(Some(failed));
                    }
                }
            }
            io::copy(&mut part, &mut io::sink()).map_err(|e| unreadable(&e))?;
        }
        Ok(first)
    }
}

impl Opens {
    /// Decrypts one copy, which goes nowhere; whether it was decrypted.
    fn tested(
        &self,
        copy: &Copied,
        part: &mut impl Read,
        session: &Session,
    ) -> Result<bool, Failure> {
        let name = copy.name.as_deref().unwrap_or_default();
        let head = unlock::head(part)?;
        // exposed to: the header reader; ciphertext is public
        let header = crypt::header_info(head.expose_secret())?;
        let with = match self {
            Self::Identities(_) if header.scrypt && name::is_key(name) => {
                session
                    .say(&format!("{name}: a locked key file, which was read and not decrypted."));
                return Ok(false);
            }
            Self::Identities(_) if header.scrypt => return Err(CryptError::NeedsPassphrase.into()),
            Self::Identities(identities) => With::Identities(identities),
            Self::Passphrase(passphrase) => With::Passphrase(passphrase),
        };
        // exposed to: age; ciphertext is public
        let plain = crypt::decrypt(&with, head.expose_secret().chain(part), &mut io::sink())?;
        session.say(&format!("{name}: decrypted to {plain} bytes; nothing was kept."));
        Ok(true)
    }
}

fn unreadable(error: &io::Error) -> Failure {
    host::HostError::inside(error).map_or_else(crate::cli::failure::push::unreadable, Failure::from)
}

/// Writes one copy, and counts it.
struct Part<'s> {
    spool: &'s mut Spool,
}

impl Write for Part<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.spool.file.write(bytes)?;
        if let Some(length) = self.spool.lengths.last_mut() {
            *length += count as u64;
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.spool.file.flush()
    }
}
