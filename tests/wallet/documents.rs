//! The page of formats agrees with the program.

use coldkeep::wallet::FORMATS;

/// The rows that the program would write.
fn rows() -> Vec<String> {
    let word = |flag: bool| if flag { "yes" } else { "no" };
    let row = |line: &coldkeep::wallet::FormatLine| {
        // An encrypted description and the text of codes have functions of their own.
        let own = ["bip138", "ur", "ur-crypto", "bbqr"];
        let writes = line.writes.is_some() || own.contains(&line.name);
        let (reads, writes) = (word(line.reads), word(writes));
        format!("| `{}` | {} | {} | {reads} | {writes} |", line.name, line.what, line.standard)
    };
    FORMATS.iter().map(row).collect()
}

fn rows_of(page: &str) -> Vec<String> {
    page.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect()
}

#[test]
fn the_table_of_formats_is_that_of_the_program() {
    let page = crate::support::project().join("docs/EXPORTS.md");
    let page = std::fs::read_to_string(page).expect("docs/EXPORTS.md");
    assert_eq!(rows_of(&page), rows());
    assert_ne!(
        rows_of(&page.replace("| yes | no |", "| no | no |")),
        rows(),
        "a changed row is seen"
    );
}
