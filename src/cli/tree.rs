//! What an archive has beside the content of its files, as one digest: names, folders, links, rights and owners.

use super::stream::hex;
use crate::host::Facts;
use sha2::{Digest, Sha256};

/// A member of an archive, by its kind; all have a name, rights and an owner.
#[derive(Clone, Copy)]
pub(crate) enum Node<'a> {
    Folder,
    File,
    /// A symbolic link and what it says.
    Link(&'a [u8]),
}

/// The digest while members are met in their order. Times are no part of it: that of a folder changes with whatever is
/// written into it and deleted again.
#[derive(Default)]
pub(crate) struct Tree(Sha256);

impl Tree {
    /// Adds a member by its name in the archive.
    pub(crate) fn add(&mut self, name: &[u8], facts: &Facts, node: Node<'_>) {
        let (kind, target) = match node {
            Node::Folder => (b'd', &b""[..]),
            Node::File => (b'f', &b""[..]),
            Node::Link(target) => (b'l', target),
        };
        for text in [name, target] {
            // A length in front, so that no two lists of members are one text.
            self.0.update((text.len() as u64).to_be_bytes());
            self.0.update(text);
        }
        self.0.update([kind]);
        for number in [facts.mode, facts.owner.0, facts.owner.1] {
            self.0.update(number.to_be_bytes());
        }
    }

    /// SHA-256 in hexadecimal.
    pub(crate) fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}
