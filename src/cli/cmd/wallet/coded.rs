//! A wallet as the text of codes, UR and BBQr: written, and read from the files of other programs.

use crate::cli::codes::{Codes, Content};
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather;
use crate::cli::pieces::Pieces;
use crate::host;
use crate::identify::{Kind, identify};
use crate::scan;
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use crate::ur::Resource;
use crate::ur::bbqr::{self, FileType};
use crate::ur::registry::Names;
use crate::wallet::ur::output_descriptor;
use crate::wallet::{Brought, Policy, WalletError, read};

/// The most characters of one part of BBQr: a code that a phone still reads from a screen.
const PART: usize = 1_000;
/// Room for the checksum that a descriptor gets, and a line end, in bytes.
const CHECKSUM: usize = 10;

/// Writes the descriptor of a wallet, which is public, as lines of codes: `ur`, `ur-crypto` or `bbqr`.
///
/// # Errors
/// `not-exported` when the form cannot say the wallet.
pub(super) fn write(policy: &Policy, form: &str) -> Result<String, Failure> {
    let plain = policy.plain_descriptor();
    let parts = match form {
        "bbqr" => bbqr::write(FileType::TEXT, plain.as_bytes(), PART)?,
        "ur-crypto" => vec![resource(&plain, "ur-crypto", Names::Old)?],
        _ => vec![resource(&plain, "ur", Names::New)?],
    };
    // exposed to: stdout or the file of the export; it holds public keys only
    Ok(parts.iter().map(|part| format!("{}\n", part.expose_secret())).collect())
}

fn resource(plain: &str, to: &'static str, names: Names) -> Result<SecretText, Failure> {
    let reason = "the form has no room for its script or keys";
    let made =
        output_descriptor(plain, names).map_err(|_| WalletError::NotExported { to, reason })?;
    // exposed to: the text of the resource; it holds public keys only
    Ok(Resource::write(&made.kind, made.cbor.expose_secret()))
}

/// Reads a file whose lines are codes; `None` for any other.
///
/// # Errors
/// What is wrong with the codes; a part that is missing; `bad-wallet-file` when they hold no wallet.
pub(super) fn open(file: &SecretBytes) -> Result<Option<Brought>, Failure> {
    let mut codes = Codes::default();
    if !codes.take(file)? {
        return Ok(None);
    }
    Ok(Some(of_contents(codes.finish()?)?))
}

/// Reads the codes of pictures or of a document, or its typed lines where no code is read.
///
/// # Errors
/// When nothing can be read; what is wrong with the codes; `bad-wallet-file` when they hold no wallet.
pub(super) fn on_pages(file: &SecretBytes) -> Result<Brought, Failure> {
    // exposed to: the page reader
    let reading = scan::read_until(file.expose_secret(), &host::interrupted)?;
    let mut pieces = Pieces::default();
    let mut contents: Vec<Content> = Vec::new();
    for bytes in gather::payloads_of(&reading, &mut pieces)? {
        // exposed to: recognition, which keeps nothing
        if identify(bytes.expose_secret()).kind != Kind::Address {
            contents.push(Content { kind: None, bytes });
        }
    }
    contents.extend(std::mem::take(&mut pieces.codes).finish()?);
    of_contents(contents)
}

fn of_contents(contents: Vec<Content>) -> Result<Brought, Failure> {
    let size: usize = contents.iter().map(|one| 2 * one.bytes.len() + CHECKSUM).sum();
    let mut text = SecretBuffer::with_room(size);
    for content in contents {
        let kind = content.kind;
        let line = SecretText::from_bytes(content.bytes).map_err(|_| no_wallet())?;
        let done = match kind {
            Some(Kind::Descriptor) => {
                // exposed to: the wallet room; the resource has a checksum of its own
                let policy = Policy::from_descriptor(line.expose_secret())?;
                text.push_text(&policy.plain_descriptor())
            }
            None | Some(Kind::DescriptorPrivate | Kind::Xpub | Kind::Xprv) => {
                // exposed to: the buffer that the wallet room reads
                text.push_text(line.expose_secret())
            }
            Some(_) => return Err(no_wallet()),
        };
        done.and_then(|()| text.push_text("\n")).map_err(|_| no_wallet())?;
    }
    let text = text.into_text().map_err(|_| no_wallet())?;
    // exposed to: the wallet room, which refuses private keys before it reads anything
    Ok(read(text.expose_secret())?)
}

fn no_wallet() -> Failure {
    Failure::error("bad-wallet-file", Exit::Invalid, "these codes hold no description of a wallet")
        .next("coldkeep identify FILE says what they hold")
}
