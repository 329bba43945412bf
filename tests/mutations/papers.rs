//! Pictures and documents to begin with: one code in three formats, and one page.

use super::{seedqr_digits, texts};

/// A PNG, a WebP and a TIFF of one SeedQR, and the beginning of a JPEG.
pub(super) fn pictures() -> Vec<Vec<u8>> {
    let code = qrcode::QrCode::new(seedqr_digits().swap_remove(0)).expect("a short text");
    let (scale, edge) = (3, 4);
    let side = (code.width() + 2 * edge) * scale;
    let colours = code.to_colors();
    let mut grey = image::GrayImage::from_pixel(side as u32, side as u32, image::Luma([255]));
    for (at, pixel) in grey.pixels_mut().enumerate() {
        let (x, y) =
            ((at % side / scale).wrapping_sub(edge), (at / side / scale).wrapping_sub(edge));
        if x < code.width()
            && y < code.width()
            && colours[y * code.width() + x] == qrcode::Color::Dark
        {
            pixel.0 = [0];
        }
    }
    let (mut png, mut webp, mut tiff) = Default::default();
    grey.write_to(&mut png, image::ImageFormat::Png).expect("memory");
    grey.write_to(&mut webp, image::ImageFormat::WebP).expect("memory");
    let mut pages = tiff::encoder::TiffEncoder::new(&mut tiff).expect("memory");
    pages
        .write_image::<tiff::encoder::colortype::Gray8>(side as u32, side as u32, &grey)
        .expect("memory");
    let files: [std::io::Cursor<Vec<u8>>; 3] = [png, webp, tiff];
    let mut files: Vec<Vec<u8>> = files.map(std::io::Cursor::into_inner).into();
    files.push(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01".to_vec());
    files
}

/// A PDF of one page, without its table of offsets.
pub(super) fn documents() -> Vec<Vec<u8>> {
    let text = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\n\
        endobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>\nendobj\n4 0 obj\n\
        <</Length 24>>stream\n9 9 40 40 re f q Q 1 0 0 \nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 5>>\n%%EOF";
    texts([text])
}
