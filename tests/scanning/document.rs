//! Small PDF documents, written by hand: vector codes, scanned pages, text, and hostile ones.

use super::draw::Picture;
use qrcode::{Color, QrCode};

/// Numbered objects put together as a document.
pub(crate) fn document(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(table.bytes());
    file.extend(
        format!("trailer <</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    file
}

pub(crate) fn stream(entries: &str, body: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{entries}/Length {}>>\nstream\n", body.len()).into_bytes();
    object.extend(body);
    object.extend(b"\nendstream");
    object
}

/// An A4 page with the given content and one resource that may be an image or a form.
pub(crate) fn page(content: &[u8], resource: Option<Vec<u8>>) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>".to_vec(),
        stream("", content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    objects.extend(resource);
    document(&objects)
}

/// The squares of a code as filled rectangles, `module` points each.
pub(crate) fn squares(code: &QrCode, left: f32, top: f32, module: f32) -> String {
    let mut content = String::new();
    for y in 0..code.width() {
        for x in (0..code.width()).filter(|x| code[(*x, y)] == Color::Dark) {
            let (at_x, at_y) = (left + x as f32 * module, top - (y + 1) as f32 * module);
            content.push_str(&format!("{at_x} {at_y} {module} {module} re\n"));
        }
    }
    content + "f\n"
}

/// A page that is one JPEG picture, as scanners make them.
pub(crate) fn scanned(picture: &Picture, quality: u8) -> Vec<u8> {
    let entries = format!(
        "/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode",
        picture.width, picture.height
    );
    page(b"q 595 0 0 842 0 0 cm /X Do Q", Some(stream(&entries, &picture.jpeg(quality))))
}
