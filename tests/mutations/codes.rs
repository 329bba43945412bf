//! The ways in for codes of other wallets: Bytewords, CBOR, resources and BBQr.

use coldkeep::ur::bbqr::{self, FileType};
use coldkeep::ur::bytewords::{Style, decode, encode};
use coldkeep::ur::cbor::Reader;
use coldkeep::ur::fountain::Splitter;
use coldkeep::ur::registry::{Names, Object};
use coldkeep::ur::{Pieces, Resource};
use coldkeep::wallet::ur::{descriptor_text, key_text, output_descriptor};

/// A descriptor whose keys are BIP-0032's test vectors 1 and 3.
const DESCRIPTOR: &str = "wsh(sortedmulti(1,[3442193e/48h/0h]xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY\
    2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8/<0;1>/*,xpub661MyMwAqRbcEZVB4dScxMAdx6d4nFc9nvyvH3v4gJL378CSRZi\
    YmhRoP7mBy6gSPSCYk6SzXPTf3ND1cZAceL7SfJ1Z3GC8vBgp2epUt13/0/*))";

pub(super) fn words_of_bytes(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for style in [Style::Standard, Style::Uri, Style::Minimal] {
        if let Ok(read) = decode(text, style) {
            let again = encode(read.expose_secret(), style);
            let again = decode(again.expose_secret(), style).expect("its own words");
            assert!(again.same_as(&read));
        }
    }
}

pub(super) fn cbor(bytes: &[u8]) {
    let mut reader = Reader::new(bytes);
    while reader.skip().is_ok() {}
    assert!(reader.position() <= bytes.len());
    for kind in
        ["seed", "hdkey", "eckey", "address", "crypto-output", "crypto-account", "sskr", "psbt"]
    {
        let copy = coldkeep::secret::SecretBytes::copied_from(bytes);
        object(&Resource { kind: kind.into(), cbor: copy });
    }
}

fn object(resource: &Resource) {
    let Some(Ok(object)) = Object::read(resource) else { return };
    for names in [Names::New, Names::Old] {
        let Ok(written) = object.write(names) else { continue };
        let again = Object::read(&written).expect("its own type").expect("its own value");
        let twice = again.write(names).expect("written once already");
        assert!(twice.cbor.same_as(&written.cbor));
    }
    match &object {
        Object::Output(output) => drop(descriptor_text(output)),
        Object::HdKey(key) => drop(key_text(key)),
        _ => {}
    }
}

pub(super) fn resources(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut pieces = Pieces::default();
    for line in text.lines() {
        let _ = pieces.add(line.trim());
    }
    let whole = pieces.incomplete().is_empty();
    let Ok(found) = pieces.finish() else { return };
    assert!(whole, "nothing incomplete is handed out");
    for one in found {
        if let coldkeep::ur::Whole::Resource(resource) = one {
            object(&resource);
        }
    }
}

pub(super) fn bbqr_parts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let parts: Vec<bbqr::Part> =
        text.lines().filter_map(|line| bbqr::Part::read(line.trim()).ok()).collect();
    let Ok(file) = bbqr::join(&parts) else { return };
    let Ok(written) = bbqr::write(parts[0].file_type, file.expose_secret(), 300) else { return };
    let again: Vec<bbqr::Part> = written
        .iter()
        .map(|text| bbqr::Part::read(text.expose_secret()).expect("its own code"))
        .collect();
    assert!(bbqr::join(&again).expect("its own parts").same_as(&file));
}

pub(super) fn bytewords_texts() -> Vec<Vec<u8>> {
    let styles = [Style::Standard, Style::Uri, Style::Minimal];
    let text = |style| encode(&[0, 1, 2, 128, 255, 7, 9], style);
    styles.into_iter().map(|style| text(style).expose_secret().as_bytes().to_vec()).collect()
}

pub(super) fn cbor_values() -> Vec<Vec<u8>> {
    let descriptor = |names| output_descriptor(DESCRIPTOR, names).expect("a descriptor");
    [Names::New, Names::Old]
        .into_iter()
        .map(|names| descriptor(names).cbor.expose_secret().to_vec())
        .chain([vec![0xa2, 1, 0x44, 1, 2, 3, 4, 2, 0xd8, 100, 0x19, 0x47, 0xda]])
        .collect()
}

pub(super) fn resource_texts() -> Vec<Vec<u8>> {
    let mut texts = Vec::new();
    for names in [Names::New, Names::Old] {
        let resource = output_descriptor(DESCRIPTOR, names).expect("a descriptor");
        let cbor = resource.cbor.expose_secret();
        texts.push(Resource::write(&resource.kind, cbor).expose_secret().as_bytes().to_vec());
        let splitter = Splitter::new(&resource.kind, cbor, 10, 60).expect("short");
        let parts: Vec<String> = (2..=splitter.count() + 3)
            .map(|number| splitter.part(number).write().expose_secret().to_owned())
            .collect();
        texts.push(parts.join("\n").into_bytes());
    }
    texts
}

pub(super) fn bbqr_texts() -> Vec<Vec<u8>> {
    let file: Vec<u8> = (0..900_u32).map(|n| (n * n % 251) as u8).collect();
    let lines = |file: &[u8], most| {
        let texts = bbqr::write(FileType::PSBT, file, most).expect("short");
        let lines: Vec<&str> = texts.iter().map(|text| text.expose_secret()).collect();
        lines.join("\n").into_bytes()
    };
    vec![lines(&file, 200), lines(&[7; 300], 200), b"B$HU0100616263".to_vec()]
}
