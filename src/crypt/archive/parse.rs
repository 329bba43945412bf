//! From a header block, and what came before it, to a member.

use super::{ArchiveError, MAX_FILE, MAX_NAME, Member, What};
use tar::{EntryType, Header};

/// What extensions said about the next member.
#[derive(Default)]
pub(super) struct Ahead {
    pub(super) name: Option<Vec<u8>>,
    pub(super) target: Option<Vec<u8>>,
    size: Option<u64>,
    modified: Option<i64>,
}

impl Ahead {
    /// Takes the records of pax that are used here.
    pub(super) fn take_pax(
        &mut self,
        records: &[u8],
        member: u64,
        damaged: ArchiveError,
    ) -> Result<(), ArchiveError> {
        let mut rest = records;
        while !rest.is_empty() {
            let (key, value, after) = record(rest).ok_or(damaged)?;
            rest = after;
            let whole = || std::str::from_utf8(value).ok()?.split('.').next()?.parse::<i64>().ok();
            match key {
                b"path" => self.name = Some(value.to_vec()),
                b"linkpath" => self.target = Some(value.to_vec()),
                b"mtime" => self.modified = Some(whole().ok_or(damaged)?),
                b"size" => {
                    let size = whole().and_then(|size| u64::try_from(size).ok());
                    self.size = Some(size.ok_or(damaged)?);
                }
                key if key.starts_with(b"GNU.sparse.") => {
                    return Err(ArchiveError::UnknownForm { member });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The first record of pax, and what follows it: its length in digits, a space, the key, `=`, the value, a line end
/// (POSIX.1-2017, pax, "pax Extended Header"). The value may have line ends as well.
fn record(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let digits = bytes.iter().position(|byte| *byte == b' ')?;
    let length: usize = std::str::from_utf8(&bytes[..digits]).ok()?.parse().ok()?;
    let (record, rest) = bytes.split_at_checked(length)?;
    let text = record.get(digits + 1..)?.strip_suffix(b"\n")?;
    let equals = text.iter().position(|byte| *byte == b'=')?;
    Some((&text[..equals], &text[equals + 1..], rest))
}

/// Whether the sum of the header's bytes is the one that it tells.
pub(super) fn fits_its_check(header: &Header) -> bool {
    let bytes = header.as_bytes().iter().enumerate();
    let sum: u32 = bytes
        .map(|(at, byte)| if (148..156).contains(&at) { u32::from(b' ') } else { u32::from(*byte) })
        .sum();
    header.cksum().ok() == Some(sum)
}

/// Whether it is about the next member, and none itself.
pub(super) fn is_extension(kind: EntryType) -> bool {
    matches!(
        kind,
        EntryType::GNULongName
            | EntryType::GNULongLink
            | EntryType::XHeader
            | EntryType::XGlobalHeader
    )
}

/// The member, and how many bytes of content follow.
pub(super) fn member(
    header: &Header,
    ahead: Ahead,
    number: u64,
    damaged: ArchiveError,
) -> Result<(Member, u64), ArchiveError> {
    let kind = header.entry_type();
    let size = header.entry_size().map_err(|_| damaged)?;
    let stored = ahead.size.unwrap_or(size);
    let mut name = ahead.name.unwrap_or_else(|| header.path_bytes().into_owned());
    // Before tar had a kind for folders, a slash said it.
    let is_folder =
        kind == EntryType::Directory || (kind == EntryType::Regular && name.ends_with(b"/"));
    while name.len() > 1 && name.ends_with(b"/") {
        name.pop();
    }
    let short = || header.link_name_bytes().unwrap_or_default().into_owned();
    let what = match kind {
        _ if is_folder => What::Folder,
        EntryType::Regular | EntryType::Continuous => What::File { bytes: stored },
        EntryType::GNUSparse => {
            let gnu = header.as_gnu().ok_or(damaged)?;
            What::File { bytes: gnu.real_size().map_err(|_| damaged)? }
        }
        EntryType::Symlink => What::Link(ahead.target.unwrap_or_else(short)),
        EntryType::Link => What::Again(ahead.target.unwrap_or_else(short)),
        _ => return Err(ArchiveError::Special { member: number }),
    };
    let too_much = name.len() > MAX_NAME
        || stored > MAX_FILE
        || match &what {
            What::Link(target) | What::Again(target) => target.len() > MAX_NAME,
            What::File { bytes } => *bytes > MAX_FILE,
            What::Folder => false,
        };
    if too_much {
        return Err(ArchiveError::TooMuch { member: number });
    }
    let id = |found: std::io::Result<u64>| {
        found.ok().and_then(|number| u32::try_from(number).ok()).unwrap_or(0)
    };
    let stored = if matches!(what, What::File { .. }) { stored } else { 0 };
    let member = Member {
        name,
        mode: header.mode().map_err(|_| damaged)? & 0o7777,
        owner: (id(header.uid()), id(header.gid())),
        modified: ahead.modified.unwrap_or_else(|| time_of(header)),
        what,
    };
    Ok((member, stored))
}

/// The time of a header; GNU tar writes those before 1970 as negative numbers of 96 bits.
fn time_of(header: &Header) -> i64 {
    let field = header.as_old().mtime;
    match field[0] {
        0xff => i64::from_be_bytes(field[4..].try_into().expect("eight of twelve bytes")),
        _ => header.mtime().ok().and_then(|time| i64::try_from(time).ok()).unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(records: &[u8]) -> Result<Option<Vec<u8>>, ArchiveError> {
        let mut ahead = Ahead::default();
        let damaged = ArchiveError::Damaged { member: 1 };
        ahead.take_pax(records, 1, damaged).map(|()| ahead.name)
    }

    #[test]
    fn a_record_ends_where_its_length_says_and_not_at_a_line_end() {
        let name = |text: &str| Ok(Some(text.as_bytes().to_vec()));
        assert_eq!(taken(b"12 path=a=b\n"), name("a=b"));
        assert_eq!(taken(b"12 path=a\nb\n"), name("a\nb"));
        assert_eq!(taken(b"31 SCHILY.xattr.user.x=1\n2 3=4\n12 path=a\nb\n"), name("a\nb"));
        assert_eq!(taken(b"21 GNU.volume=9 path\n"), Ok(None));
        for damaged in [
            &b"13 path=a\nb\n"[..],
            b"11 path=a\nb\n",
            b"12 path=a\nb",
            b"0 path=a\n",
            b"2 \n",
            b"9 path a\n",
            b" path=a\n",
            b"99999999999999999999999 path=a\n",
            b"-9 path=a\n",
            b"10 path=a\n\0",
        ] {
            assert!(taken(damaged).is_err(), "{damaged:?}");
        }
    }
}
