//! The one way in which text from outside is shown: nothing in it can steer the terminal.

use std::path::Path;

/// The characters of a text from outside that are shown before it is cut.
const MOST: usize = 256;

/// Shows text from a file, a share, a code or a wallet on one line, cut after 256 characters.
///
/// Control characters (C0, C1, DEL), line ends, marks that turn the direction of writing, invisible
/// and zero-width characters, private and unassigned ranges that terminals use for their own ends
/// become visible as `\u{…}`; what is cut off is announced by `…`.
pub fn show_text(text: &str) -> String {
    show_within(text, MOST)
}

/// Shows a text of several lines from outside: as [`show_text`], but line ends and tabs stay, and nothing is cut.
pub fn show_lines(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            line.split('\t')
                .map(|part| show_within(part, usize::MAX))
                .collect::<Vec<_>>()
                .join("\t")
        })
        .collect();
    lines.join("\n")
}

fn show_within(text: &str, most: usize) -> String {
    let mut shown = String::new();
    let mut left = most;
    for character in text.chars() {
        if left == 0 {
            shown.push('…');
            break;
        }
        left -= 1;
        if is_plain(character) {
            shown.push(character);
        } else {
            shown.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
        }
    }
    shown
}

/// Shows a path as [`show_text`] does; bytes that are not UTF-8 become `\u{fffd}`.
pub fn show_path(path: &Path) -> String {
    show_text(&path.to_string_lossy())
}

fn is_plain(character: char) -> bool {
    if character.is_control() {
        return false;
    }
    !matches!(u32::from(character),
        // soft hyphen, combining grapheme joiner, Arabic letter mark, Hangul fillers
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x3164 | 0xffa0
        // Khmer inherent vowels, Mongolian selectors
        | 0x17b4 | 0x17b5 | 0x180b..=0x180f
        // zero-width characters, direction marks, line and paragraph separators, direction
        // embeddings, joiners, direction isolates and deprecated format characters
        | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
        // spaces that look like none or like the ordinary one
        | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 | 0x2800
        // variation selectors, byte order mark, interlinear marks, replacement character
        | 0xfe00..=0xfe0f | 0xfeff | 0xfff0..=0xffff
        // private use, shorthand and music format characters, tags and the rest of plane 14 and up
        | 0xe000..=0xf8ff | 0x1bca0..=0x1bcaf | 0x1d173..=0x1d17a | 0xe0000..=0x10ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_in_any_script_passes() {
        for text in ["savings, copy B", "Überweisung", "спасибо", "お金", "a\u{301}", "🗝"]
        {
            assert_eq!(show_text(text), text);
        }
    }

    #[test]
    fn nothing_that_steers_a_terminal_passes() {
        let shown = show_text("a\x1b]0;title\x07b\u{9b}31mc\r\nd\u{202e}e\u{200b}f\u{feff}g\x7f");
        assert_eq!(
            shown,
            "a\\u{1b}]0;title\\u{7}b\\u{9b}31mc\\u{d}\\u{a}d\\u{202e}e\\u{200b}f\\u{feff}g\\u{7f}"
        );
    }

    #[test]
    fn every_control_and_format_character_is_made_visible() {
        let ranges = [0..=0x1f, 0x7f..=0x9f, 0x200b..=0x200f, 0x2028..=0x202e, 0x2060..=0x206f];
        for code in ranges.into_iter().flatten().chain([0x61c, 0xfeff, 0xe0041, 0xe000]) {
            let character = char::from_u32(code).expect("no surrogates in these ranges");
            let shown = show_text(&character.to_string());
            assert_eq!(shown, format!("\\u{{{code:x}}}"));
        }
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        assert_eq!(show_within(&"x".repeat(1_000_000), 4), "xxxx…");
        assert_eq!(show_within("xxxx", 4), "xxxx");
    }

    #[test]
    fn a_path_that_is_not_text_is_shown() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"a\xff\x1bb"));
        assert_eq!(show_path(path), "a\\u{fffd}\\u{1b}b");
    }
}
