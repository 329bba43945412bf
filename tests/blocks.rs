//! Codes on a terminal: the characters and colours that are written are drawn as a terminal would, and read.

use crate::support::scratch;
use coldkeep::scan;
use image::{GrayImage, Luma};
use std::io::Cursor;
use std::process::{Command, Stdio};

const XPUB: &str = "xpub6CRbV7QgjTAACZ4pcLNnyQe2EQJGPGFLqA4UWpCpuLGhmNX8f1NwGXpRS69f4YDqACgd5STzJ8XtLMbMx1oAHQni5nLRTGbrnCKoMaXZVQG";
/// The width and half the height of a letter on the drawn terminal, in pixels.
const LETTER: u32 = 6;

/// What the program writes to standard error.
fn said(args: &[&str]) -> String {
    let folder = scratch();
    let key = folder.path().join("my.xpub");
    std::fs::write(&key, XPUB).expect("a file");
    let descriptor = folder.path().join("d.txt");
    let text = format!("wpkh([8c65eb9f/84h/0h/0h]{XPUB}/<0;1>/*)#6zkscxz2\n");
    std::fs::write(&descriptor, text).expect("a file");
    let output = Command::new("setsid")
        .arg(env!("CARGO_BIN_EXE_coldkeep"))
        .args(args)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.success(), "{said}");
    said
}

/// The grey of a colour of the 256 that terminals have; only those that codes use.
fn grey(number: &str) -> u8 {
    match number {
        "16" => 0,
        "231" => 255,
        other => panic!("the colour {other} is not explained here"),
    }
}

/// Draws the lines on a terminal with a background of its own.
fn drawn(said: &str, background: u8) -> Vec<u8> {
    let foreground = 255 - background;
    let lines: Vec<&str> = said.lines().collect();
    let columns = lines.iter().map(|line| line.chars().count()).max().unwrap_or(1) as u32 + 8;
    let size = (columns * LETTER, (lines.len() as u32 + 4) * 2 * LETTER);
    let mut picture = GrayImage::from_pixel(size.0, size.1, Luma([background]));
    for (row, line) in lines.iter().enumerate() {
        let (mut ink, mut paper, mut column) = (foreground, background, 2);
        let mut rest = *line;
        while let Some(letter) = rest.chars().next() {
            if let Some(escape) = rest.strip_prefix("\x1b[") {
                let (codes, behind) = escape.split_once('m').expect("a colour");
                let codes: Vec<&str> = codes.split(';').collect();
                match codes.as_slice() {
                    ["38", "5", front, "48", "5", back] => (ink, paper) = (grey(front), grey(back)),
                    ["0"] => (ink, paper) = (foreground, background),
                    other => panic!("{other:?}"),
                }
                rest = behind;
                continue;
            }
            let halves = match letter {
                '▀' => [ink, paper],
                '▄' => [paper, ink],
                '█' => [ink, ink],
                _ => [paper, paper],
            };
            for (half, value) in halves.into_iter().enumerate() {
                let top = (row as u32 + 2) * 2 * LETTER + half as u32 * LETTER;
                for (x, y) in (0..LETTER).flat_map(|x| (0..LETTER).map(move |y| (x, y))) {
                    picture.put_pixel(column * LETTER + x, top + y, Luma([value]));
                }
            }
            column += 1;
            rest = &rest[letter.len_utf8()..];
        }
    }
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).expect("memory");
    png.into_inner()
}

fn codes(png: &[u8]) -> Vec<String> {
    let reading = scan::read(png).expect("a picture");
    // exposed to: the assertions
    let text = |code: &scan::Code| String::from_utf8_lossy(code.bytes.expose_secret()).into_owned();
    reading.codes.iter().map(text).collect()
}

#[test]
fn an_address_is_read_from_light_and_from_dark_terminals() {
    let said = said(&["address", "--xpub-from", "my.xpub", "--script", "wpkh", "--qr"]);
    for background in [255, 0] {
        let read = codes(&drawn(&said, background));
        assert_eq!(read, ["BC1Q95E2X49UJU6533DWARDYF6KZ0JTP3YJCAK0C74"], "on {background}");
    }
    // Halves that stand the other way round are another picture, which is no code.
    assert_eq!(codes(&drawn(&said.replace('▀', "▄"), 0)), Vec::<String>::new());
}

#[test]
fn a_description_is_read_from_the_terminal() {
    let said = said(&["print", "descriptor", "d.txt", "--screen"]);
    let read = codes(&drawn(&said, 0));
    assert_eq!(read.len(), 1);
    assert!(
        read[0].starts_with("wpkh([8c65eb9f/84h/0h/0h]xpub6CRbV") && read[0].ends_with("#6zkscxz2")
    );
}
