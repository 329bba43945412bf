//! Files are written whole or not at all, are nobody else's, and replace nothing that was not named.

use coldkeep::host::{
    AtomicFile, Cause, Doing, Existing, HostError, NewFolder, on_memory_storage, read_file,
    read_text,
};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

fn names(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    names
}

fn put(path: &Path, existing: Existing, bytes: &[u8]) -> Result<(), HostError> {
    let mut file = AtomicFile::create(path, existing)?;
    file.write_all(bytes).unwrap();
    assert_eq!(file.commit()?.open_mode, None);
    Ok(())
}

#[test]
fn a_file_appears_whole_and_only_for_its_owner() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result");
    let mut file = AtomicFile::create(&path, Existing::Refuse).unwrap();
    file.write_all(b"all of it").unwrap();
    assert!(!path.exists());
    let mut seen = Vec::new();
    file.read_back().unwrap().read_to_end(&mut seen).unwrap();
    assert_eq!(seen, b"all of it");
    assert_eq!(file.commit().unwrap().open_mode, None);
    assert_eq!(std::fs::read(&path).unwrap(), b"all of it");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(names(folder.path()), [path]);
}

#[test]
fn a_file_that_is_not_finished_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = AtomicFile::create(&folder.path().join("result"), Existing::Replace).unwrap();
    file.write_all(b"half").unwrap();
    drop(file);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn what_exists_is_not_replaced_unless_it_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result");
    put(&path, Existing::Refuse, b"first").unwrap();
    assert_eq!(put(&path, Existing::Refuse, b"second"), Err(HostError::Exists));
    assert_eq!(std::fs::read(&path).unwrap(), b"first");
    put(&path, Existing::Replace, b"second").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"second");
    assert_eq!(names(folder.path()), [path]);
}

#[test]
fn a_name_that_is_taken_meanwhile_is_refused_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result");
    let mut file = AtomicFile::create(&path, Existing::Refuse).unwrap();
    file.write_all(b"late").unwrap();
    std::fs::write(&path, "early").unwrap();
    assert_eq!(file.commit().unwrap_err(), HostError::Exists);
    assert_eq!(std::fs::read(&path).unwrap(), b"early");
    assert_eq!(names(folder.path()), [path]);
}

#[test]
fn links_folders_and_devices_are_never_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let victim = folder.path().join("victim");
    std::fs::write(&victim, "mine").unwrap();
    let link = folder.path().join("link");
    symlink(&victim, &link).unwrap();
    let dangling = folder.path().join("dangling");
    symlink(folder.path().join("nothing"), &dangling).unwrap();
    for existing in [Existing::Refuse, Existing::Replace] {
        let refused = |path: &Path| AtomicFile::create(path, existing).unwrap_err();
        assert_eq!(refused(&link), HostError::IsLink);
        assert_eq!(refused(&dangling), HostError::IsLink);
        assert_eq!(refused(folder.path()), HostError::IsFolder);
        assert_eq!(refused(Path::new("/dev/null")), HostError::NotAFile);
        assert_eq!(refused(Path::new("..")), HostError::NotAFile);
    }
    assert_eq!(std::fs::read(&victim).unwrap(), b"mine");
    assert_eq!(names(folder.path()).len(), 3);
}

#[test]
fn a_link_that_is_put_in_place_during_the_run_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (victim, path) = (folder.path().join("victim"), folder.path().join("result"));
    std::fs::write(&victim, "mine").unwrap();
    for existing in [Existing::Refuse, Existing::Replace] {
        let mut file = AtomicFile::create(&path, existing).unwrap();
        file.write_all(b"late").unwrap();
        symlink(&victim, &path).unwrap();
        assert!(matches!(file.commit(), Err(HostError::Exists | HostError::IsLink)));
        std::fs::remove_file(&path).unwrap();
    }
    assert_eq!(names(folder.path()), std::slice::from_ref(&victim));
    assert_eq!(std::fs::read(&victim).unwrap(), b"mine");
}

#[test]
fn a_folder_that_is_swapped_during_the_run_does_not_move_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (meant, moved) = (folder.path().join("meant"), folder.path().join("moved"));
    std::fs::create_dir(&meant).unwrap();
    let mut file = AtomicFile::create(&meant.join("result"), Existing::Refuse).unwrap();
    file.write_all(b"x").unwrap();
    std::fs::rename(&meant, &moved).unwrap();
    std::fs::create_dir(&meant).unwrap();
    let _ = file.commit().unwrap();
    assert!(names(&meant).is_empty());
    assert_eq!(names(&moved), [moved.join("result")]);
}

#[test]
fn twenty_writers_of_one_name_leave_one_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    for existing in [Existing::Refuse, Existing::Replace] {
        let path = folder.path().join(format!("{existing:?}"));
        let wins = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..20_u8)
                .map(|number| {
                    let path = &path;
                    scope.spawn(move || put(path, existing, &[number; 100_000]).is_ok())
                })
                .collect();
            writers.into_iter().map(|writer| usize::from(writer.join().unwrap())).sum::<usize>()
        });
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(bytes.len(), 100_000);
        assert!(bytes.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(wins, if existing == Existing::Refuse { 1 } else { 20 });
    }
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn names_that_are_long_or_not_text_work_and_names_that_are_too_long_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for name in [&[b'x'; 255][..], b"\xff\xfe name"] {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        put(&path, Existing::Refuse, b"1").unwrap();
        put(&path, Existing::Replace, b"2").unwrap();
    }
    let long = folder.path().join("x".repeat(256));
    let refused = AtomicFile::create(&long, Existing::Refuse).unwrap_err();
    let cause = Cause::NameTooLong;
    assert_eq!(refused, HostError::System { doing: Doing::Opening, cause });
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn a_missing_folder_is_said_before_any_work() {
    let refused = AtomicFile::create(Path::new("/no/such/folder/x"), Existing::Refuse).unwrap_err();
    let cause = Cause::NotFound;
    assert_eq!(refused, HostError::System { doing: Doing::Opening, cause });
}

#[test]
fn reading_has_a_limit_and_refuses_what_is_not_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    std::fs::write(&path, "12345\n").unwrap();
    assert_eq!(read_file(&path, 6).unwrap().expose_secret(), b"12345\n");
    assert_eq!(read_file(&path, 5).unwrap_err(), HostError::TooLarge { limit: 5 });
    assert_eq!(read_text(&path, 100).unwrap(), "12345\n");
    std::fs::write(&path, [0xff]).unwrap();
    assert_eq!(read_text(&path, 100).unwrap_err(), HostError::NotText);
    assert_eq!(read_file(folder.path(), 100).unwrap_err(), HostError::IsFolder);
    assert_eq!(read_file(Path::new("/dev/zero"), 100).unwrap_err(), HostError::NotAFile);
    let sparse = std::fs::File::create(folder.path().join("sparse")).unwrap();
    sparse.set_len(1 << 40).unwrap();
    let refused = read_file(&folder.path().join("sparse"), 1 << 20).unwrap_err();
    assert_eq!(refused, HostError::TooLarge { limit: 1 << 20 });
}

#[test]
fn a_new_folder_and_its_files_are_only_their_owners() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shares");
    let mut made = NewFolder::create(&path).unwrap();
    for name in ["1.txt", "2.txt"] {
        made.write(name, name.as_bytes()).unwrap();
    }
    assert_eq!(made.write("1.txt", b"again").unwrap_err(), HostError::Exists);
    assert!(!path.exists());
    made.keep().unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(names(&path), [path.join("1.txt"), path.join("2.txt")]);
    assert_eq!(NewFolder::create(&path).unwrap_err(), HostError::Exists);
    assert_eq!(names(&path).len(), 2);
}

#[test]
fn memory_storage_is_told_from_disks() {
    assert!(on_memory_storage(Path::new("/dev/shm")));
    assert!(on_memory_storage(Path::new("/dev/shm/not-there-yet")));
    assert!(!on_memory_storage(Path::new("/proc/self")));
    assert!(!on_memory_storage(Path::new("/no/such/folder")));
}
