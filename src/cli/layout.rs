//! Where lines of text end: at spaces, so that no terminal breaks them inside a word.

/// A terminal that is narrower breaks lines inside words.
pub(super) const NARROWEST: usize = 40;
/// Stands before what goes on from the line above, where nothing there is to stand below.
const GOES_ON: usize = 4;
/// So many spaces part the columns of a table.
const GAP: &str = "  ";
/// A line with this is pasted, and stays whole.
const COMMAND: &str = "coldkeep ";

/// Breaks a sentence into lines of at most `width` characters. What is longer and has no spaces stands alone.
pub(super) fn wrapped(line: &str, width: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some(at) = last_before(rest, width, " ").or_else(|| longer(rest, width)) {
        parts.push(rest[..at].trim_end());
        rest = rest[at..].trim_start();
    }
    parts.push(rest);
    parts
}

/// Breaks the lines of a report: rows of a table between their columns, sentences at spaces, commands not at all.
pub(super) fn laid(text: &str, columns: usize) -> String {
    let columns = columns.max(NARROWEST);
    text.lines().map(|line| row(line, columns) + "\n").collect()
}

/// One line of a report. What goes on stands below the second column, where that leaves room.
fn row(line: &str, columns: usize) -> String {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    if line.contains(COMMAND) || line.chars().count() <= columns {
        return line.to_owned();
    }
    let second = text.find(GAP).map(|at| text.len() - text[at..].trim_start().len());
    let second = second.map(|at| indent + text[..at].chars().count());
    let below = second.filter(|at| *at <= columns / 2).unwrap_or(indent + GOES_ON);
    let mut done = " ".repeat(indent);
    let (mut rest, mut begun) = (text, indent);
    let first = below.saturating_sub(indent);
    loop {
        let room = columns.saturating_sub(begun);
        let ahead = if begun == indent { first } else { 0 };
        let gap = last_before(rest, room, GAP).filter(|at| rest[..*at].chars().count() > ahead);
        let at = gap.or_else(|| last_before(rest, room, " ")).or_else(|| longer(rest, room));
        let Some(at) = at else { return done + rest };
        done += rest[..at].trim_end();
        done.push('\n');
        done += &" ".repeat(below);
        (rest, begun) = (rest[at..].trim_start(), below);
    }
}

/// Where the last of these spaces is that ends a line of at most `width` characters; `None` where the text is no longer
/// than that, or has none.
fn last_before(text: &str, width: usize, space: &str) -> Option<usize> {
    let (limit, _) = text.char_indices().nth(width)?;
    let end = limit + space.len();
    // A space at the limit ends the line as well; it is one byte, and other characters may be cut.
    let within = text.get(..end).unwrap_or(&text[..limit]);
    within.rfind(space).filter(|at| *at > 0)
}

/// Where the first word ends, in a text that is longer than `width` characters.
fn longer(text: &str, width: usize) -> Option<usize> {
    text.char_indices().nth(width)?;
    text.find(' ').filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_of_several_bytes_may_stand_where_the_line_ends() {
        for before in 0..12 {
            let line = format!("{} äöü ✓✗ {}", "x".repeat(before), "ß".repeat(8));
            let parts = wrapped(&line, 10);
            assert!(parts.iter().all(|part| part.chars().count() <= 12), "{parts:?}");
            assert_eq!(parts.join(" ").split_whitespace().count(), line.split_whitespace().count());
        }
    }

    #[test]
    fn rows_break_between_columns_and_sentences_at_spaces() {
        let row = "savings/A  seed        paper  home safe  off-site  sealed 0417  read 2026-11-22";
        let said = laid(row, 60);
        assert_eq!(
            said,
            "savings/A  seed        paper  home safe  off-site\n           sealed 0417  read 2026-11-22\n"
        );
        let check = "no-swap        look: what is in memory may be written to a disk, in pieces";
        assert_eq!(
            laid(check, 48),
            "no-swap        look: what is in memory may be\n               written to a disk, in pieces\n"
        );
        let long = format!("   cloud/{}  archive  cloud  away  never read", "x".repeat(40));
        assert_eq!(
            laid(&long, 56),
            format!("   cloud/{}\n       archive  cloud  away  never read\n", "x".repeat(40))
        );
    }

    #[test]
    fn what_fits_and_what_is_pasted_stays_as_it_is() {
        let command = format!("        coldkeep copies lost '{}'\n", "a b ".repeat(30));
        assert_eq!(laid(&command, 80), command);
        assert_eq!(laid("a\n\n   b\n", 80), "a\n\n   b\n");
        assert_eq!(laid(&"x".repeat(90), 80), format!("{}\n", "x".repeat(90)));
    }
}
