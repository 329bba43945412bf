//! Files that the last archive of a series has and the new one has not: gone, or empty by now.
//!
//! Of a series the last archive stands for all before it, and those may be thrown away. So a wallet that vanished, or a
//! disk that is not there, is told of once, by the run that no longer has it.

use super::failure::{Failure, counted};
use crate::host::show_text;
use crate::logbook::{Archive, ArchiveFile};
use std::collections::HashSet;

/// How many are named.
const NAMED: usize = 5;
/// A file of LevelDB that names the others, which are written anew under other names all the time.
const CURRENT: &str = "/CURRENT";

/// Warns of files of the archive before that are in the new one under no name. What was not noted of either is not told.
pub(crate) fn warning(before: &Archive, now: &[ArchiveFile]) -> Option<Failure> {
    let names: HashSet<&str> = with_content(now).map(|file| file.path.as_str()).collect();
    let contents: HashSet<&str> = now.iter().filter_map(|file| file.sha256.as_deref()).collect();
    let is_there = |file: &ArchiveFile| {
        names.contains(file.path.as_str())
            || file.sha256.as_deref().is_some_and(|content| contents.contains(content))
            || file
                .path
                .rsplit_once('/')
                .is_some_and(|(folder, _)| names.contains(&*format!("{folder}{CURRENT}")))
    };
    let gone: Vec<&ArchiveFile> =
        with_content(&before.files).filter(|file| !is_there(file)).collect();
    let shown: Vec<String> = gone.iter().take(NAMED).map(|file| show_text(&file.path)).collect();
    let more = if gone.len() > NAMED { ", …" } else { "" };
    let name = show_text(&before.name.text);
    let are = if gone.len() == 1 { "is" } else { "are" };
    let count = counted(gone.len(), "file");
    let what =
        format!("{count} of {name} {are} no longer there, or empty: {}{more}", shown.join(", "));
    (!gone.is_empty()).then(|| {
        Failure::warning("files-gone", what)
            .why(format!("{name} may be thrown away now, and no later archive has them."))
            .next("where they were not deleted on purpose: look for them, and keep that archive")
            .field("files", gone.len())
    })
}

fn with_content(files: &[ArchiveFile]) -> impl Iterator<Item = &ArchiveFile> {
    files.iter().filter(|file| file.bytes > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logbook::Said;

    fn files(told: &[(&str, u64, &str)]) -> Vec<ArchiveFile> {
        let file = |(path, bytes, content): &(&str, u64, &str)| ArchiveFile {
            path: (*path).to_owned(),
            bytes: *bytes,
            modified: None,
            sha256: Some((*content).to_owned()),
        };
        told.iter().map(file).collect()
    }

    fn gone(before: &[(&str, u64, &str)], now: &[(&str, u64, &str)]) -> Option<String> {
        let name = Said::new("w");
        let before = Archive { name, files: files(before), ..Archive::default() };
        warning(&before, &files(now)).map(|failure| failure.what().to_owned())
    }

    #[test]
    fn what_is_gone_or_empty_is_told_and_what_moved_is_not() {
        let (a, b) = (("/w/a", 7, "one"), ("/w/b", 7, "two"));
        assert_eq!(gone(&[a, b], &[a, b]), None);
        assert_eq!(gone(&[a, b], &[("/w/a", 9, "other"), b]), None, "changed");
        assert_eq!(gone(&[a, b], &[("/w/new", 7, "one"), b]), None, "moved");
        let told = "1 file of w is no longer there, or empty: /w/b".to_owned();
        assert_eq!(gone(&[a, b], &[a]), Some(told.clone()));
        assert_eq!(gone(&[a, b], &[a, ("/w/b", 0, "none")]), Some(told));
        assert_eq!(gone(&[("/w/z", 0, "none")], &[]), None, "there was nothing in it");
        let many: Vec<_> = ["1", "2", "3", "4", "5", "6"].map(|name| (name, 1, name)).to_vec();
        let told = "6 files of w are no longer there, or empty: 1, 2, 3, 4, 5, …".to_owned();
        assert_eq!(gone(&many, &[]), Some(told));
    }

    #[test]
    fn a_database_that_writes_its_files_anew_has_lost_none() {
        let (current, table) = (("/v/CURRENT", 16, "c"), ("/v/000003.ldb", 9, "t"));
        assert_eq!(gone(&[current, table], &[("/v/CURRENT", 16, "d")]), None);
        assert!(gone(&[current, table], &[]).is_some(), "the control: the whole database");
        assert!(gone(&[table], &[("/u/CURRENT", 16, "d")]).is_some(), "that of another folder");
    }
}
