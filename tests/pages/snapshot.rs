//! Each page's text, line by line as a reader meets it, compared with the file of its name.
//!
//! `COLDKEEP_PAGES_WRITE=1 cargo test pages` writes the files anew; a person reads the difference.

use super::samples::sheets;
use coldkeep::paper::{Item, Look, Page, pages};
use std::fmt::Write as _;
use std::path::Path;

/// What an item says to a reader.
pub(crate) fn said(item: &Item) -> String {
    match item {
        Item::Text { text, .. } => text.lend().to_owned(),
        Item::Code { module_mm, square, .. } => {
            format!("[code {0} × {0}, {module_mm:.2} mm]", square.width)
        }
        Item::Picture { width, cell_mm, .. } => {
            format!("[picture {0} × {0}, {1:.0} mm]", width, *width as f32 * cell_mm)
        }
        Item::Rect { outline_mm: Some(_), width_mm, .. } if *width_mm < 4.0 => "[ ]".into(),
        Item::Rect { outline_mm: None, grey: 0, width_mm, .. } if *width_mm < 2.0 => "[x]".into(),
        _ => String::new(),
    }
}

fn as_text(page: &Page) -> String {
    let mut rows: Vec<(i32, f32, String)> = Vec::new();
    for item in &page.items {
        let (y, x) = match item {
            Item::Text { x_mm, y_mm, .. } => (*y_mm, *x_mm),
            Item::Code { x_mm, y_mm, .. } | Item::Picture { x_mm, y_mm, .. } => (*y_mm, *x_mm),
            // a box to tick stands on the baseline of its text
            Item::Rect { x_mm, y_mm, height_mm, .. } if *height_mm < 2.0 => {
                (y_mm + height_mm + 0.3, *x_mm)
            }
            Item::Rect { x_mm, y_mm, height_mm, .. } => (y_mm + height_mm - 0.4, *x_mm),
            _ => continue,
        };
        let text = said(item);
        if !text.is_empty() {
            rows.push(((y * 10.0).round() as i32, x, text));
        }
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut page_text = String::new();
    let mut last = None;
    for (y, _, text) in rows {
        match last == Some(y) {
            true => write!(page_text, "  {text}"),
            false => write!(page_text, "{}{text}", if last.is_some() { "\n" } else { "" }),
        }
        .expect("writing to memory");
        last = Some(y);
    }
    page_text
}

#[test]
fn every_page_says_what_its_file_in_tests_pages_says() {
    for (kind, sheet) in sheets() {
        compare(kind, &pages(&[sheet], &Look::default()).expect("samples fit"));
    }
}

/// Fails unless the pages say what the file of this name says.
pub(crate) fn compare(kind: &str, drawn: &[Page]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let text =
        drawn.iter().map(as_text).collect::<Vec<_>>().join("\n\n- - - next page - - -\n\n") + "\n";
    let file = folder.join(format!("{kind}.txt"));
    if std::env::var_os("COLDKEEP_PAGES_WRITE").is_some() {
        std::fs::write(&file, &text).expect("the folder is there");
    }
    let kept = std::fs::read_to_string(&file).expect("a file for every kind of page");
    assert!(kept == text, "{kind} says something new:\n{text}");
}
