//! Who can open a file that is written: recipients, a file passphrase, or both by a locked key file.

use super::deliver;
use super::failure::{Exit, Failure};
use super::obtain;
use super::random::with_kernel;
use super::session::Session;
use super::stream::hex;
use crate::crypt::{self, Algorithm, Envelope, FilePassphrase, Identity, Recipient, To, With};
use crate::host::{self, AtomicFile, SecretSource};
use crate::secret::SecretBytes;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The most that a file of recipients may hold, in bytes.
const RECIPIENTS_LIMIT: usize = 64 * 1024;

/// What was typed about it.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) recipients: &'a [String],
    pub(crate) recipients_files: &'a [PathBuf],
    /// Whether a file passphrase is wanted.
    pub(crate) file_passphrase: bool,
    pub(crate) file_passphrase_from: Option<&'a SecretSource>,
    /// Where the locked key file goes, when that was said.
    pub(crate) key_file: Option<&'a Path>,
    /// Where the ciphertext goes; none is stdout.
    pub(crate) output: Option<&'a Path>,
    pub(crate) armor: bool,
    pub(crate) allow_weak_passphrase: bool,
}

/// What opens a file that was written, in a sentence without its end.
pub(crate) fn ways(recipients: usize, passphrase: bool, key_file: bool) -> String {
    match (recipients, passphrase, key_file) {
        (0, _, _) => "The file passphrase opens it".to_owned(),
        (n, true, true) => format!("{n} keys open it, one of them locked with the file passphrase"),
        (1, _, _) => "1 key opens it".to_owned(),
        (n, _, _) => format!("{n} keys open it"),
    }
}

/// Who can open the file, and the key file that belongs to it.
pub(crate) struct Opening {
    pub(crate) recipients: Vec<Recipient>,
    pub(crate) passphrase: Option<FilePassphrase>,
    /// The locked key file of a passphrase together with recipients.
    pub(crate) key: Option<(PathBuf, Vec<u8>)>,
}

impl Asked<'_> {
    fn names_recipients(&self) -> bool {
        !self.recipients.is_empty() || !self.recipients_files.is_empty()
    }

    /// Whether recipients and a file passphrase are wanted, which takes a key file.
    pub(crate) fn wants_both(&self) -> bool {
        self.names_recipients() && self.file_passphrase
    }

    /// Refuses what nobody could open.
    ///
    /// # Errors
    /// `usage`.
    pub(crate) fn refuse_nobody(&self) -> Result<(), Failure> {
        if self.names_recipients() || self.file_passphrase {
            return Ok(());
        }
        Err(Failure::error("usage", Exit::Usage, "nobody could open the result")
            .next("-r age1…, -R people.txt, or -p for a file passphrase"))
    }

    /// Refuses a key file that has no name, or one that is taken, or no use.
    ///
    /// # Errors
    /// `usage`, `key-file-not-named`, `key-file-exists`, `same-file`.
    pub(crate) fn refuse_key_file(&self) -> Result<(), Failure> {
        if !self.wants_both() {
            return match self.key_file {
                Some(_) => Err(Failure::error(
                    "usage",
                    Exit::Usage,
                    "--key-file belongs to -p together with -r",
                )
                .next("leave it out")),
                None => Ok(()),
            };
        }
        let Some(path) = self.key_path() else {
            return Err(Failure::refused(
                "key-file-not-named",
                "-p with -r makes a locked key file, and stdout has no name for it",
            )
            .why("without that file the passphrase opens nothing.")
            .next("--key-file NAME.key.age"));
        };
        // A key file is never replaced, not even with -f: the file that it opens would be closed for ever.
        deliver::refuse_same_file(self.output, [path.as_path()])?;
        if path.symlink_metadata().is_err() {
            return Ok(());
        }
        Err(Failure::refused(
            "key-file-exists",
            format!("the key file {} is there already", host::show_path(&path)),
        )
        .why("it opens an older backup, and is never replaced, not even with -f.")
        .next("--key-file with another name"))
    }

    /// `NAME.key.age` beside `NAME.age`, unless it is named.
    pub(crate) fn key_path(&self) -> Option<PathBuf> {
        self.key_file.map(Path::to_owned).or_else(|| {
            let output = self.output?;
            let name = output.file_name()?.to_str()?;
            let name = name.strip_suffix(".age").unwrap_or(name);
            Some(output.with_file_name(format!("{name}.key.age")))
        })
    }

    /// Reads the recipients.
    ///
    /// # Errors
    /// `bad-recipient`, files that cannot be read.
    pub(crate) fn recipients(&self) -> Result<Vec<Recipient>, Failure> {
        let mut recipients =
            self.recipients.iter().map(|r| r.parse()).collect::<Result<Vec<Recipient>, _>>()?;
        for path in self.recipients_files {
            let text = host::read_text(path, RECIPIENTS_LIMIT).map_err(|e| Failure::at(path, e))?;
            recipients.extend(crypt::read_recipients(&text)?);
        }
        let mut named = HashSet::new();
        recipients.retain(|recipient| named.insert(recipient.to_string()));
        Ok(recipients)
    }

    /// How many keys will open it, the locked one counted; what is refused later is refused here.
    ///
    /// # Errors
    /// `bad-recipient`, `mixed-recipients`, files that cannot be read.
    pub(crate) fn count(&self) -> Result<usize, Failure> {
        let recipients = self.recipients()?;
        Algorithm::beside(&recipients)?;
        Ok(recipients.len() + usize::from(self.wants_both()))
    }

    /// Reads the recipients, asks for the passphrase, and makes the key that it locks. That key is of the same kind as
    /// the recipients: beside post-quantum ones it is post-quantum, so that the passphrase is no weaker way in.
    ///
    /// # Errors
    /// `bad-recipient`, `mixed-recipients`, a weak file passphrase, files that cannot be read.
    pub(crate) fn opening(&self, session: &mut Session) -> Result<Opening, Failure> {
        let mut recipients = self.recipients()?;
        let algorithm = Algorithm::beside(&recipients)?;
        if !self.file_passphrase {
            return Ok(Opening { recipients, passphrase: None, key: None });
        }
        let passphrase = obtain::new_file_passphrase(
            session,
            self.file_passphrase_from,
            self.allow_weak_passphrase,
        )?;
        if recipients.is_empty() {
            return Ok(Opening { recipients, passphrase: Some(passphrase), key: None });
        }
        let (recipient, locked) =
            with_kernel(|random| crypt::locked_key(&passphrase, algorithm, self.armor, random))?;
        recipients.push(recipient);
        let path = self.key_path().expect("checked before anything was asked");
        Ok(Opening { recipients, passphrase: Some(passphrase), key: Some((path, locked)) })
    }
}

impl Opening {
    fn to(&self) -> To<'_> {
        match &self.passphrase {
            Some(passphrase) if self.recipients.is_empty() => To::Passphrase(passphrase),
            _ => To::Recipients(&self.recipients),
        }
    }

    /// The header of one file.
    ///
    /// # Errors
    /// Too many recipients, memory, the kernel's randomness.
    pub(crate) fn envelope(&self) -> Result<Envelope, Failure> {
        with_kernel(|random| Envelope::new(&self.to(), random))
    }

    /// Whether the recipients are post-quantum keys.
    pub(crate) fn is_hybrid(&self) -> bool {
        self.recipients.iter().any(Recipient::is_hybrid)
    }

    /// SHA-256 of the locked key file, and the recipient of the key in it.
    pub(crate) fn locked_key(&self) -> Option<(String, String)> {
        let (_, locked) = self.key.as_ref()?;
        let digest: [u8; 32] = Sha256::digest(locked).into();
        Some((hex(&digest), self.recipients.last()?.to_string()))
    }

    /// Writes the locked key file, where there is one.
    ///
    /// # Errors
    /// When it cannot be written, or its name was taken meanwhile.
    pub(crate) fn write_key_file(&self, session: &mut Session) -> Result<(), Failure> {
        let Some((path, locked)) = &self.key else { return Ok(()) };
        let mut file =
            AtomicFile::create(path, deliver::existing(false)).map_err(|e| Failure::at(path, e))?;
        deliver::fill(&mut file, path, locked)?;
        deliver::commit(session, file, path)
    }

    /// The keys that the file passphrase gives: that of the locked key file, if there is one.
    ///
    /// # Errors
    /// When what was just locked does not open.
    pub(crate) fn own_identities(&self) -> Result<Vec<Identity>, Failure> {
        match (&self.key, &self.passphrase) {
            (Some((_, locked)), Some(passphrase)) => {
                Ok(crypt::unlock_identities(&SecretBytes::copied_from(locked), passphrase)?)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// What reads the file back: the passphrase where it opens the file itself, else keys.
    pub(crate) fn with<'a>(&'a self, identities: &'a [Identity]) -> With<'a> {
        match &self.passphrase {
            Some(passphrase) if self.key.is_none() => With::Passphrase(passphrase),
            _ => With::Identities(identities),
        }
    }
}
