//! Archives that were made to do harm: each is refused, nothing of it is left, and nothing around it changed.

use crate::support::scratch;
use coldkeep::crypt::archive::{
    self, ArchiveError, END, Member, Piece, Reader, Sink, What, padding,
};
use coldkeep::crypt::{Envelope, Recipient, To};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const IDENTITY: &str =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n";
const RECIPIENT: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

fn member(name: &str, what: What) -> Member {
    Member { name: name.into(), mode: 0o6755, owner: (0, 0), modified: 1_000_000_000, what }
}

fn head(member: &Member, pieces: Option<&[Piece]>) -> Vec<u8> {
    let mut blocks = Vec::new();
    archive::head(&mut blocks, member, pieces);
    blocks
}

fn file(name: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = head(&member(name, What::File { bytes: content.len() as u64 }), None);
    bytes.extend_from_slice(content);
    bytes.resize(bytes.len() + padding(content.len() as u64), 0);
    bytes
}

fn folder(name: &str) -> Vec<u8> {
    head(&member(name, What::Folder), None)
}

fn link(name: &str, target: &str) -> Vec<u8> {
    head(&member(name, What::Link(target.into())), None)
}

fn again(name: &str, target: &str) -> Vec<u8> {
    head(&member(name, What::Again(target.into())), None)
}

/// A member of another kind: `3` a device, `6` a pipe, …
fn of_kind(name: &str, kind: u8) -> Vec<u8> {
    let mut header = file(name, b"");
    header[156] = kind;
    let sum: u32 =
        (0..512).map(|at| if (148..156).contains(&at) { 32 } else { u32::from(header[at]) }).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

fn archive(members: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = members.concat();
    bytes.extend_from_slice(&END);
    bytes
}

/// A folder with a key, something outside that must not change, and the archive, encrypted.
struct Place(tempfile::TempDir);

impl Place {
    fn with(bytes: &[u8]) -> Self {
        let place = scratch();
        std::fs::write(place.path().join("key.txt"), IDENTITY).unwrap();
        std::fs::write(place.path().join("victim"), "untouched").unwrap();
        let to: [Recipient; 1] = [RECIPIENT.parse().unwrap()];
        let mut sealed = Vec::new();
        Envelope::new(&To::Recipients(&to), &mut |room| room.fill(8))
            .unwrap()
            .encrypt(false, &mut &bytes[..], &mut sealed)
            .unwrap();
        std::fs::write(place.path().join("a.age"), sealed).unwrap();
        Self(place)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_coldkeep"));
        command.args(["decrypt", "a.age", "-i", "key.txt"]).args(arguments);
        command.current_dir(self.0.path()).stdin(Stdio::null()).output().unwrap()
    }

    /// Everything that is there, links as what they say.
    fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let content = match path.symlink_metadata().unwrap() {
                    at if at.is_symlink() => {
                        path.read_link().unwrap().into_os_string().into_encoded_bytes()
                    }
                    at if at.is_dir() => {
                        folders.push(path.clone());
                        Vec::new()
                    }
                    _ => std::fs::read(&path).unwrap(),
                };
                found.insert(path.strip_prefix(self.0.path()).unwrap().to_owned(), content);
            }
        }
        found
    }
}

/// Why an extraction is not a refusal that left everything as it was; nothing when it is one.
fn harm(bytes: &[u8], slug: &str) -> Option<String> {
    let place = Place::with(bytes);
    let before = place.tree();
    let output = place.run(&["--extract", "out"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() || !told.contains(&format!("error[{slug}]")) {
        return Some(format!("{:?}: {told}", output.status));
    }
    (place.tree() != before).then(|| format!("{:?}", place.tree().keys()))
}

#[test]
fn archives_that_lead_out_are_refused_and_leave_nothing() {
    let safe = file("safe.txt", b"safe");
    let cases: [(&str, &str, Vec<Vec<u8>>); 18] = [
        ("a file without a name", "archive-unsafe", vec![file(".", b"x")]),
        ("absolute", "archive-unsafe", vec![file("/tmp/coldkeep-out", b"x")]),
        ("climbs", "archive-unsafe", vec![file("../victim", b"x")]),
        ("climbs further in", "archive-unsafe", vec![file("a/../../victim", b"x")]),
        ("a folder that climbs", "archive-unsafe", vec![folder("../d")]),
        ("through a link", "archive-unsafe", vec![link("l", "."), file("l/victim", b"x")]),
        ("over a link", "archive-unsafe", vec![link("l", "safe.txt"), file("l", b"x")]),
        ("twice", "archive-unsafe", vec![file("a", b"1"), file("a", b"2")]),
        ("a folder over a file", "archive-unsafe", vec![file("a", b"1"), folder("a")]),
        ("below a file", "archive-unsafe", vec![file("a", b"1"), file("a/b", b"2")]),
        ("a second name of a file outside", "archive-unsafe", vec![again("a", "../victim")]),
        ("a second name of a link", "archive-unsafe", vec![link("l", "safe.txt"), again("a", "l")]),
        ("a character device", "archive-unsafe", vec![of_kind("dev", b'3')]),
        ("a block device", "archive-unsafe", vec![of_kind("dev", b'4')]),
        ("a pipe", "archive-unsafe", vec![of_kind("pipe", b'6')]),
        ("an unknown kind", "archive-unsafe", vec![of_kind("x", b'Z')]),
        ("too deep", "archive-unsafe", vec![file(&"d/".repeat(200), b"")]),
        ("a name of 5,000 bytes", "archive-not-read", vec![file(&"n".repeat(5000), b"")]),
    ];
    for (what, slug, members) in cases {
        let bytes =
            archive(&[vec![safe.clone(), folder("f"), file("f/x", b"x")], members].concat());
        assert_eq!(harm(&bytes, slug), None, "{what}");
    }
    // The control: an archive without harm is unpacked, so the same check must find something.
    assert!(harm(&archive(&[safe]), "archive-unsafe").is_some());
}

#[test]
fn archives_that_are_not_whole_are_refused_and_leave_nothing() {
    let whole = archive(&[folder("f"), file("f/a", &[1; 2000]), file("b", b"b")]);
    for end in [512, 1000, 1024, 2000, whole.len() - 1024, whole.len() - 2000] {
        assert_eq!(harm(&whole[..end], "archive-damaged"), None, "{end} bytes");
    }
    assert_eq!(harm(&[&whole[..], b"more"].concat(), "archive-damaged"), None);
    let mut damaged = whole.clone();
    damaged[512 + 3] ^= 1;
    assert_eq!(harm(&damaged, "archive-damaged"), None);
    assert_eq!(harm(b"just a file", "not-an-archive"), None);
    assert_eq!(harm(&[0x55; 4096], "not-an-archive"), None);
    assert!(harm(&whole, "archive-damaged").is_some(), "the control");
}

#[test]
fn a_file_that_is_all_promise_takes_no_room() {
    // A terabyte and one block of holes, and a map that says more than there is.
    let huge = Member { what: What::File { bytes: (1 << 40) + 1 }, ..member("huge", What::Folder) };
    assert_eq!(harm(&archive(&[head(&huge, Some(&[]))]), "archive-not-read"), None);
    let pieces = [Piece { offset: 1 << 20, bytes: 512 }, Piece { offset: 0, bytes: 512 }];
    let odd = head(&member("odd", What::File { bytes: 2 << 20 }), Some(&pieces));
    assert_eq!(harm(&archive(&[odd, vec![0; 1024]]), "archive-damaged"), None);
}

/// Takes whatever comes, and counts it.
#[derive(Default)]
struct Count(u64);

impl Sink for Count {
    type Error = ArchiveError;

    fn begin(&mut self, number: u64, _: Member) -> Result<(), ArchiveError> {
        self.0 = number;
        Ok(())
    }

    fn content(&mut self, _: u64, _: &[u8]) -> Result<(), ArchiveError> {
        Ok(())
    }

    fn end(&mut self) -> Result<(), ArchiveError> {
        Ok(())
    }
}

/// How many members are read until one is too much.
fn until_it_is_too_much(members: impl Iterator<Item = Vec<u8>>) -> Option<u64> {
    let (mut reader, mut count) = (Reader::default(), Count::default());
    for member in members {
        match reader.push(&member, &mut count) {
            Ok(()) => {}
            Err(ArchiveError::TooMuch { member }) => return Some(member),
            Err(other) => panic!("{other}"),
        }
    }
    None
}

#[test]
fn many_members_that_are_all_promise_are_too_much_together() {
    let holes = |bytes: u64| {
        head(&Member { what: What::File { bytes }, ..member("holes", What::Folder) }, Some(&[]))
    };
    assert_eq!(until_it_is_too_much([holes(1 << 39), holes(1 << 39)].into_iter()), None);
    let third = [holes(1 << 39), holes(1 << 39), holes(1)];
    assert_eq!(until_it_is_too_much(third.into_iter()), Some(3));
    let named = head(&member(&"n".repeat(4096), What::Link("t".repeat(4096).into())), None);
    let most = (256 << 20) / 8192;
    assert_eq!(
        until_it_is_too_much(std::iter::repeat_n(named, most + 1)),
        Some(most as u64 + 1),
        "names of 256 MiB, and one more"
    );
}

#[test]
fn links_that_lead_out_are_left_out_and_the_rest_is_not_called_whole() {
    let bytes = archive(&[
        folder("f"),
        file("f/a", b"a"),
        link("f/up", "../f/a"),
        link("f/out", "../../victim"),
        link("f/round", "up/../../../victim"),
        link("passwd", "/etc/passwd"),
    ]);
    let place = Place::with(&bytes);
    let output = place.run(&["--extract", "out"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(7), "{told}");
    assert!(told.contains("warning[links-left-out]: 3 symbolic links"), "{told}");
    let tree = place.tree();
    assert!(tree.contains_key(Path::new("out/f/up")) && !tree.contains_key(Path::new("out/f/out")));
    assert!(
        !tree.contains_key(Path::new("out/f/round")) && !tree.contains_key(Path::new("out/passwd"))
    );
}

#[test]
fn rights_to_run_as_somebody_else_are_not_given() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&archive(&[folder("f"), file("f/a", b"a")]));
    assert!(place.run(&["--extract", "out"]).status.success());
    for name in ["out/f", "out/f/a"] {
        let mode = place.0.path().join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o755, "{name}");
    }
}

#[test]
fn files_folders_and_links_get_the_time_of_their_last_change() {
    use std::os::unix::fs::MetadataExt;
    let place = Place::with(&archive(&[folder("f"), file("f/a", b"a"), link("f/b", "a")]));
    assert!(place.run(&["--extract", "out"]).status.success());
    let changed = |name: &str| place.0.path().join(name).symlink_metadata().unwrap().mtime();
    for name in ["out/f", "out/f/a", "out/f/b"] {
        assert_eq!(changed(name), 1_000_000_000, "{name}");
    }
    assert_ne!(changed("out"), 1_000_000_000, "what this run made is of today");
}

#[test]
fn a_list_that_differs_is_refused() {
    use coldkeep::crypt::archive::Manifest;
    let with_list = |hash: [u8; 32]| {
        let mut list = Manifest::default();
        list.add(b"a", &hash);
        let (member, text) = list.finish();
        let mut last = head(&member, None);
        last.extend_from_slice(&text);
        last.resize(last.len() + padding(text.len() as u64), 0);
        archive(&[file("a", b"hello"), last])
    };
    assert_eq!(harm(&with_list([7; 32]), "archive-list-differs"), None);
    let right: [u8; 32] = <sha2::Sha256 as sha2::Digest>::digest(b"hello").into();
    let place = Place::with(&with_list(right));
    let told = String::from_utf8(place.run(&["--list", "--json"]).stdout).unwrap();
    assert!(told.contains("\"list_agrees\":true"), "{told}");
}

#[test]
fn a_name_that_is_not_shown_whole_is_told_as_bytes() {
    let names =
        [format!("{}one", "n".repeat(300)), format!("{}two", "n".repeat(300)), "plain".into()];
    let place = Place::with(&archive(&names.each_ref().map(|name| file(name, b"x"))));
    let output = place.run(&["--list", "--json"]);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let members = answer["data"]["members"].as_array().unwrap();
    let hex = |name: &String| name.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(members[0]["name"], members[1]["name"], "which is why");
    assert_eq!(members[0]["name_hex"], hex(&names[0]).as_str());
    assert_eq!(members[1]["name_hex"], hex(&names[1]).as_str());
    assert!(members[2]["name_hex"].is_null(), "the control");
}
