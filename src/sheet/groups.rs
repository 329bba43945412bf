//! A secret string in rows of four groups of four, each row numbered and checked as a typed line.
//!
//! The check is made over the row without its gaps, so that `coldkeep scan --type` takes the rows as they stand.

use super::check::row_check;
use crate::secret::{SecretBuffer, SecretText};

/// The groups in a row.
pub const ROW_GROUPS: usize = 4;

/// One row as it is printed.
#[derive(Debug)]
pub struct GroupRow {
    /// The number in front, from 1.
    pub number: usize,
    /// Its groups, joined by single spaces.
    pub groups: SecretText,
    /// Four hex digits of the SHA-256 of the groups without the spaces.
    pub check: SecretText,
}

/// Cuts a string, whose groups have single spaces between them, into rows.
pub fn rows(grouped: &SecretText) -> Vec<GroupRow> {
    // exposed to: the rows below
    let groups: Vec<&str> = grouped.expose_secret().split(' ').collect();
    let row = |(at, part): (usize, &[&str])| GroupRow {
        number: at + 1,
        groups: joined(part, " "),
        check: row_check(&joined(part, "")),
    };
    groups.chunks(ROW_GROUPS).enumerate().map(row).collect()
}

fn joined(groups: &[&str], gap: &str) -> SecretText {
    let room = groups.iter().map(|group| group.len() + gap.len()).sum();
    let mut text = SecretBuffer::with_room(room);
    for (at, group) in groups.iter().enumerate() {
        text.push_text(if at == 0 { "" } else { gap }).expect("room was set aside");
        text.push_text(group).expect("room was set aside");
    }
    text.into_text().expect("groups are text")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::lines;

    #[test]
    fn rows_are_typed_lines() {
        // The published secret of BIP-0093, test vector 1, and no wallet.
        let text = "MS10 TEST SXXX XXXX XXXX XXXX XXXX XXXX XX4N ZVCA 9CMC ZLW";
        let found = rows(&SecretText::copied_from(text));
        let mut typed = String::new();
        for row in &found {
            // exposed to: the test
            let (groups, check) = (row.groups.expose_secret(), row.check.expose_secret());
            typed += &format!("{} {groups} {check}\n", row.number);
        }
        let back = lines::parse(&SecretText::copied_from(&typed)).expect("every check fits");
        // exposed to: the assertion
        assert_eq!(back.expose_secret().replace('\n', ""), text.replace(' ', ""));
        assert_eq!(found.len(), 3);
    }
}
