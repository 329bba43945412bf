//! Pages as data: what they say, that nothing overlaps, and that the same input gives the same bytes.

mod geometry;
mod samples;

use coldkeep::paper::{Look, Paper, draw};
use samples::{look, sheets};

#[test]
fn pages_are_written_out_for_looking_at() {
    let Some(folder) = std::env::var_os("COLDKEEP_PAGES_OUT") else { return };
    for (paper, name) in [(Paper::A4, "a4"), (Paper::Letter, "letter")] {
        for (kind, sheet) in sheets() {
            let drawn = draw(&[sheet], &look(paper)).expect("samples fit");
            let path = std::path::Path::new(&folder).join(format!("{kind}-{name}.pdf"));
            // exposed to: a file, published test seeds only
            std::fs::write(path, drawn.pdf.expose_secret()).expect("the folder is there");
        }
    }
    assert_eq!(Look::default().copies, 1);
}
