//! The text file of one codex32 string: `#` lines for people, then the string in capitals and groups of four.

use crate::secret::{SecretBuffer, SecretText};
use crate::share::GivesBack;
use crate::share::codex32::Share;
use crate::share::file::{self, FINGERPRINT, NOTES_ROOM, PrintedFingerprint, write_wrapped};
use std::fmt::{self, Write};

/// Writes a file; `count` is the number of shares in the set, which the string itself does not tell.
pub fn write(share: &Share, count: u8, fingerprint: Option<PrintedFingerprint>) -> SecretText {
    let text = share.grouped();
    let mut file = SecretBuffer::with_room(NOTES_ROOM + text.len());
    write_notes(&mut file, share, count, fingerprint)
        .expect("the notes fit into the room set aside");
    file.push_text(text.expose_secret()).expect("room is set aside"); // exposed to: the share file
    file.push_text("\n").expect("room is set aside");
    file.into_text().expect("notes and letters are text")
}

/// The fingerprint that the `#` lines of a file name: of the wallet that the seed makes, with nothing added.
pub fn fingerprint(file: &SecretText) -> Option<PrintedFingerprint> {
    let mut named = file::hints(file).filter(|(key, _)| key.eq_ignore_ascii_case(FINGERPRINT));
    named.find_map(|(_, value)| value.split(' ').next()?.parse().ok())
}

fn write_notes(
    file: &mut SecretBuffer,
    share: &Share,
    count: u8,
    fingerprint: Option<PrintedFingerprint>,
) -> fmt::Result {
    writeln!(file, "# coldkeep share (codex32, BIP-93, {} letters)", share.letter_count())?;
    writeln!(file, "# SET: {}", share.identifier())?;
    writeln!(file, "# SHARE: {}, one of {count}", share.index())?;
    writeln!(file, "# NEEDED: any {}", share.threshold())?;
    writeln!(file, "# GIVES BACK: {}", GivesBack::Bip32Seed)?;
    if let Some(fingerprint) = fingerprint {
        writeln!(file, "# {FINGERPRINT}: {fingerprint}")?;
    }
    file.write_str(
        "#\n# One part of several. Keep it; alone it tells nothing about the secret.\n\
         # TO RESTORE  bring the shares together on a computer without a network, then\n\
         #   coldkeep combine FILE FILE ...\n\
         # or any codex32 tool, for example (PyPI: codex32), or by hand with the\n\
         # worksheets of BIP-93.\n",
    )?;
    write_wrapped(file, &GivesBack::Bip32Seed.with_other_tools())?;
    file.write_str("#\n")
}
