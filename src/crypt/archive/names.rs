//! Which names and link targets may be made in a folder: those that cannot lead out of it.

use super::{MAX_DEPTH, MAX_NAME};

/// The parts of a name that stays inside, or nothing for one that is absolute, climbs, is empty or too deep.
///
/// `.` and doubled slashes are left out, as tar does.
pub fn safe_name(name: &[u8]) -> Option<Vec<&[u8]>> {
    if name.is_empty() || name.len() > MAX_NAME || name[0] == b'/' || name.contains(&0) {
        return None;
    }
    let parts: Vec<&[u8]> = parts(name).collect();
    (!parts.contains(&b"..".as_slice()) && parts.len() <= MAX_DEPTH).then_some(parts)
}

/// Whether a symbolic link in a folder `depth` below the top may say this.
///
/// It may climb at its beginning only, and not above the top. So whatever other links of the kind lie on the way,
/// each step ends inside: a link that climbs after it went down could pass through another link and climb from there.
pub fn safe_target(target: &[u8], depth: usize) -> bool {
    if target.is_empty() || target.len() > MAX_NAME || target[0] == b'/' || target.contains(&0) {
        return false;
    }
    let climbs = parts(target).take_while(|part| *part == b"..").count();
    climbs <= depth && !parts(target).skip(climbs).any(|part| part == b"..")
}

fn parts(name: &[u8]) -> impl Iterator<Item = &[u8]> {
    name.split(|byte| *byte == b'/').filter(|part| !part.is_empty() && *part != b".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_are_refused() {
        for name in ["", "/etc/passwd", "..", "a/../../b", "a/..", "../a", "a/./../b"] {
            assert_eq!(safe_name(name.as_bytes()), None, "{name}");
        }
        assert_eq!(safe_name(b"a\0b"), None);
        assert_eq!(safe_name("a/".repeat(MAX_DEPTH + 1).as_bytes()), None);
        assert_eq!(safe_name(b"./a//b/"), Some(vec![b"a".as_slice(), b"b"]));
        assert_eq!(safe_name(b"..a/b..\xff"), Some(vec![b"..a".as_slice(), b"b..\xff"]));
        assert_eq!(safe_name(b"."), Some(vec![]));
    }

    #[test]
    fn links_that_lead_out_are_refused() {
        for (target, depth) in
            [("/", 3), ("..", 0), ("../../a", 1), ("a/..", 3), ("a/../../b", 1), ("", 1)]
        {
            assert!(!safe_target(target.as_bytes(), depth), "{target}");
        }
        for (target, depth) in [("a", 0), ("..", 1), ("../../a/b", 2), ("./../x", 1), ("..a", 0)] {
            assert!(safe_target(target.as_bytes(), depth), "{target}");
        }
    }
}
