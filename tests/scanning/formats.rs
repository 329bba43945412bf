//! Pictures of every kind that is read, and files of them that were made to do harm.

use super::draw::{Picture, code};
use super::hostile::ends_when_it_is_asked_to;
use super::{reads, text};
use coldkeep::scan::{self, ScanError};
use image::codecs::webp::WebPEncoder;
use qrcode::EcLevel;
use std::io::Cursor;
use tiff::encoder::colortype::{ColorType, Gray8, Gray16, RGB8};
use tiff::encoder::{Compression, DeflateLevel, TiffEncoder};

fn picture(wanted: &[u8]) -> Picture {
    Picture::of(&code(wanted, EcLevel::M), 4.0)
}

fn greys(picture: &Picture) -> Vec<u8> {
    picture.pixels.iter().map(|pixel| *pixel as u8).collect()
}

/// A file with one page for each picture.
fn tiff_of<C: ColorType<Inner = u8>>(
    pages: &[&Picture],
    compression: Compression,
    samples: usize,
) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut file).unwrap().with_compression(compression);
    for page in pages {
        let all: Vec<u8> =
            greys(page).into_iter().flat_map(|grey| std::iter::repeat_n(grey, samples)).collect();
        encoder.write_image::<C>(page.width as u32, page.height as u32, &all).unwrap();
    }
    file.into_inner()
}

/// One page by hand: its entries (tag, value) in their order, and what lies behind them. Values are longs.
fn tiff_by_hand(entries: &[(u16, u32)], behind: &[u8]) -> Vec<u8> {
    let mut file = b"MM\0*\0\0\0\x08".to_vec();
    file.extend((entries.len() as u16).to_be_bytes());
    for (tag, value) in entries {
        file.extend(tag.to_be_bytes());
        file.extend([0, 4, 0, 0, 0, 1]);
        file.extend(value.to_be_bytes());
    }
    file.extend([0; 4]);
    file.extend(behind);
    file
}

/// Where that page's data begin.
fn behind(entries: usize) -> u32 {
    (8 + 2 + entries * 12 + 4) as u32
}

fn webp(picture: &Picture) -> Vec<u8> {
    let mut file = Vec::new();
    let (width, height) = (picture.width as u32, picture.height as u32);
    WebPEncoder::new_lossless(&mut file)
        .encode(&greys(picture), width, height, image::ExtendedColorType::L8)
        .unwrap();
    file
}

#[test]
fn every_packing_of_tiff_and_webp_is_read() {
    let wanted = text(40);
    let drawn = picture(&wanted);
    let one = [&drawn];
    let packings = [
        Compression::Uncompressed,
        Compression::Packbits,
        Compression::Lzw,
        Compression::Deflate(DeflateLevel::Fast),
    ];
    for (number, packing) in packings.into_iter().enumerate() {
        assert!(reads(&tiff_of::<Gray8>(&one, packing, 1), &wanted), "{number}");
    }
    assert!(reads(&tiff_of::<RGB8>(&one, Compression::Lzw, 3), &wanted));
    let mut wide = Cursor::new(Vec::new());
    let greys: Vec<u16> = greys(&drawn).into_iter().map(|grey| u16::from(grey) * 257).collect();
    TiffEncoder::new(&mut wide)
        .unwrap()
        .write_image::<Gray16>(drawn.width as u32, drawn.height as u32, &greys)
        .unwrap();
    assert!(reads(&wide.into_inner(), &wanted));
    assert!(reads(&webp(&drawn), &wanted));
}

/// White is 0, eight pixels a byte: as fax programs write it.
#[test]
fn a_page_of_single_bits_is_read_whichever_of_them_is_white() {
    let wanted = text(40);
    let drawn = picture(&wanted);
    let (width, height) = (drawn.width, drawn.height);
    for white_is_zero in [true, false] {
        let mut bits = vec![0_u8; width.div_ceil(8) * height];
        for (at, grey) in greys(&drawn).into_iter().enumerate() {
            if (grey < 128) == white_is_zero {
                bits[at / width * width.div_ceil(8) + at % width / 8] |= 0x80 >> (at % width % 8);
            }
        }
        let entries = [
            (256, width as u32),
            (257, height as u32),
            (258, 1),
            (259, 1),
            (262, u32::from(!white_is_zero)),
            (273, behind(8)),
            (278, height as u32),
            (279, bits.len() as u32),
        ];
        assert!(reads(&tiff_by_hand(&entries, &bits), &wanted), "{white_is_zero}");
    }
}

#[test]
fn the_codes_of_all_pages_are_read_with_the_page_they_are_on() {
    let (first, second) = (text(30), text(50));
    let blank = Picture::white(300, 300);
    let (one, two) = (picture(&first), picture(&second));
    let file = tiff_of::<Gray8>(&[&one, &blank, &two], Compression::Lzw, 1);
    let reading = scan::read(&file).unwrap();
    let found: Vec<(usize, &[u8])> =
        reading.codes.iter().map(|code| (code.page, code.bytes.expose_secret())).collect();
    assert_eq!(found, [(1, first.as_slice()), (3, second.as_slice())]);
    assert_eq!(reading.pages, 3);
}

#[test]
fn what_would_take_too_much_room_is_refused_by_its_header() {
    let page = |width, height, compression: u32, bytes: &[u8]| {
        let entries = [
            (256, width),
            (257, height),
            (258, 8),
            (259, compression),
            (262, 1),
            (273, behind(8)),
            (278, height),
            (279, bytes.len() as u32),
        ];
        tiff_by_hand(&entries, bytes)
    };
    let limit = scan::MAX_PIXELS;
    let refused = scan::read(&page(40_000, 40_000, 1, &[0; 9])).err();
    assert_eq!(refused, Some(ScanError::TooManyPixels { width: 40_000, height: 40_000, limit }));
    // A strip of 32 by 32 pixels whose JPEG announces 65,280 by 65,280.
    let mut jpeg = Picture::white(32, 32).jpeg(50);
    assert!(scan::read(&page(32, 32, 7, &jpeg)).is_ok(), "the control is a good file");
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0x00, 0xff, 0x00]);
    assert_eq!(scan::read(&page(32, 32, 7, &jpeg)).err(), Some(ScanError::Unreadable));
    // A WebP file whose frame has another size than the file says.
    let mut webp = b"RIFF\x2a\0\0\0WEBPVP8 \x1e\0\0\0\x30\x01\0\x9d\x01\x2a".to_vec();
    webp.extend([0xff, 0x3f, 0xff, 0x3f]);
    webp.extend([0; 20]);
    let refused = scan::read(&webp).err();
    assert_eq!(refused, Some(ScanError::TooManyPixels { width: 16_383, height: 16_383, limit }));
}

#[test]
fn too_many_pages_and_lists_that_run_in_a_circle_are_refused() {
    let blank = Picture::white(24, 24);
    let pages = |count: usize| tiff_of::<Gray8>(&vec![&blank; count], Compression::Lzw, 1);
    assert!(scan::read(&pages(2)).is_ok(), "the control is a good file");
    ends_when_it_is_asked_to(&pages(3));
    let (pages_read, limit) = (scan::MAX_PAGES + 1, scan::MAX_PAGES);
    let refused = ScanError::TooManyPages { pages: pages_read, limit };
    assert_eq!(scan::read(&pages(pages_read)).err(), Some(refused));
    let entries = [(256, 8), (257, 1), (258, 8), (259, 1), (262, 1), (273, 0), (279, 8)];
    let mut circle = tiff_by_hand(&entries, &[]);
    let next = circle.len() - 4;
    circle[next..].copy_from_slice(&8_u32.to_be_bytes());
    assert!(scan::read(&circle).is_err());
}

#[test]
fn what_is_packed_in_an_unknown_way_is_told_from_what_is_damaged() {
    let entries = [(256, 8), (257, 1), (258, 8), (259, 32_809), (262, 1), (273, 8), (279, 8)];
    let refused = scan::read(&tiff_by_hand(&entries, &[])).err();
    assert_eq!(refused, Some(ScanError::UnknownCoding { page: 1 }));
    let mut cut = tiff_of::<Gray8>(&[&Picture::white(64, 64)], Compression::Uncompressed, 1);
    cut.truncate(cut.len() / 2);
    assert_eq!(scan::read(&cut).err(), Some(ScanError::Unreadable));
}
