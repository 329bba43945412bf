//! Archives as they come: any bytes, in pieces of any size, with their header checks made right again.

use coldkeep::crypt::archive::{
    ArchiveError, END, Manifest, Member, Piece, Reader, Sink, What, head, padding, safe_name,
    safe_target,
};

/// Keeps what came, and checks what every sink may rely on.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) members: Vec<Member>,
    content: u64,
    open: bool,
}

impl Sink for Seen {
    type Error = ArchiveError;

    fn begin(&mut self, number: u64, member: Member) -> Result<(), ArchiveError> {
        assert!(!self.open, "a member begins inside another");
        self.members.push(member);
        assert_eq!(number, self.members.len() as u64);
        self.open = true;
        self.content = 0;
        Ok(())
    }

    fn content(&mut self, offset: u64, bytes: &[u8]) -> Result<(), ArchiveError> {
        let Some(What::File { bytes: all }) = self.members.last().map(|member| &member.what) else {
            panic!("content of something that is no file");
        };
        assert!(self.open && offset >= self.content && offset + bytes.len() as u64 <= *all);
        self.content = offset + bytes.len() as u64;
        Ok(())
    }

    fn end(&mut self) -> Result<(), ArchiveError> {
        assert!(self.open);
        self.open = false;
        Ok(())
    }
}

/// Reads an archive in pieces of so many bytes.
pub(super) fn read(bytes: &[u8], piece: usize) -> (Vec<Member>, Result<u64, ArchiveError>) {
    let (mut reader, mut seen) = (Reader::default(), Seen::default());
    for part in bytes.chunks(piece) {
        if let Err(error) = reader.push(part, &mut seen) {
            return (seen.members, Err(error));
        }
    }
    (seen.members, reader.finish())
}

pub(super) fn archive(bytes: &[u8]) {
    for bytes in [bytes.to_vec(), with_right_checks(bytes)] {
        let whole = read(&bytes, bytes.len().max(1));
        assert_eq!(whole, read(&bytes, 7), "the size of the pieces makes no difference");
        for member in &whole.0 {
            if let Some(parts) = safe_name(&member.name) {
                assert!(
                    parts.iter().all(|part| !part.is_empty() && *part != b".." && *part != b".")
                );
            }
            if let What::Link(target) = &member.what {
                assert!(!(safe_target(target, 0) && target.starts_with(b"..") && target.len() < 4));
            }
        }
    }
}

/// The archive with the check of every block right that says it is a header.
fn with_right_checks(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for block in bytes.chunks_exact_mut(512).filter(|block| &block[257..262] == b"ustar") {
        block[148..156].fill(b' ');
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    }
    bytes
}

/// A member with its content.
pub(super) fn whole(member: &Member, pieces: Option<&[Piece]>, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    head(&mut bytes, member, pieces);
    bytes.extend_from_slice(content);
    bytes.resize(bytes.len() + padding(content.len() as u64), 0);
    bytes
}

pub(super) fn member(name: &str, what: What) -> Member {
    Member { name: name.into(), mode: 0o600, owner: (1, 1), modified: 1_000_000_000, what }
}

pub(super) fn archives() -> Vec<Vec<u8>> {
    let mut list = Manifest::default();
    list.add(b"folder/file", &[7; 32]);
    let (last, text) = list.finish();
    let pieces: Vec<Piece> =
        (0..30).map(|number| Piece { offset: number * 4096, bytes: 512 }).collect();
    let mut everything = [
        whole(&member("folder", What::Folder), None, b""),
        whole(&member("folder/file", What::File { bytes: 5 }), None, b"hello"),
        whole(
            &member("folder/holes", What::File { bytes: 1 << 20 }),
            Some(&pieces),
            &[3; 512 * 30],
        ),
        whole(&member("folder/link", What::Link(b"file".to_vec())), None, b""),
        whole(&member("folder/again", What::Again(b"folder/file".to_vec())), None, b""),
        whole(&member(&"n".repeat(300), What::File { bytes: 0 }), None, b""),
        whole(&member("l", What::Link(vec![b't'; 200])), None, b""),
        whole(&last, None, &text),
    ]
    .concat();
    everything.extend_from_slice(&END);
    let pax = b"19 path=other-name\n18 mtime=12345.67\n";
    let mut extended = whole(&member("x", What::File { bytes: pax.len() as u64 }), None, pax);
    extended[156] = b'x';
    extended = with_right_checks(&extended);
    extended.extend(whole(&member("name", What::File { bytes: 1 }), None, b"1"));
    extended.extend_from_slice(&END);
    vec![everything, extended]
}
