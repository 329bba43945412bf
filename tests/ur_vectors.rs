//! Published vectors for Bytewords, the fountain and resources, read from a folder beside the repository.

use crate::support::shared::{json as vectors, ran};
use coldkeep::ur::bytewords::{Style, crc32, decode, encode};
use coldkeep::ur::fountain::{
    Fountain, Sampler, Splitter, Xoshiro, choose_degree, choose_fragments, nominal_fragment_len,
};
use coldkeep::ur::registry::{Names, Object};
use coldkeep::ur::{Parsed, Resource};
use serde_json::Value;

fn text(value: &Value) -> &str {
    value.as_str().expect("a text in the vectors")
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list in the vectors")
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The vectors' test message: bytes drawn from the generator seeded with "Wolf".
fn wolf(len: usize) -> Vec<u8> {
    let mut random = Xoshiro::new(b"Wolf");
    (0..len).map(|_| random.next_between(0, 255) as u8).collect()
}

#[test]
fn bytewords_agree_in_every_style() {
    let Some(all) = vectors("ur/bytewords-vectors.json") else { return };
    let mut cases = 0;
    for case in list(&all["crc32"]) {
        assert_eq!(format!("{:08x}", crc32(text(&case["utf8"]).as_bytes())), text(&case["hex"]));
        cases += 1;
    }
    let styles = [("standard", Style::Standard), ("uri", Style::Uri), ("minimal", Style::Minimal)];
    for case in list(&all["valid"]) {
        let content = bytes(text(&case["hex"]));
        for (name, style) in styles {
            let Some(written) = case[name].as_str() else { continue };
            assert_eq!(encode(&content, style).expose_secret(), written);
            assert_eq!(decode(written, style).unwrap().expose_secret(), content);
        }
        cases += 1;
    }
    for case in list(&all["invalid"]) {
        for (name, style) in styles {
            let Some(written) = case[name].as_str() else { continue };
            assert!(decode(written, style).is_err(), "{written}");
            cases += 1;
        }
    }
    ran("Bytewords", cases, 11);
}

#[test]
fn the_generator_and_what_is_drawn_from_it_agree() {
    let Some(all) = vectors("ur/fountain-vectors.json") else { return };
    let numbers = |key: &str| -> Vec<u64> {
        list(&all[key]).iter().map(|value| value.as_u64().expect("a number")).collect()
    };
    let drawn =
        |mut random: Xoshiro| -> Vec<u64> { (0..100).map(|_| random.next_bits() % 100).collect() };
    assert_eq!(drawn(Xoshiro::new(b"Wolf")), numbers("xoshiro256_seed_Wolf_mod100"));
    let seed = crc32(b"Wolf").to_be_bytes();
    assert_eq!(drawn(Xoshiro::new(&seed)), numbers("xoshiro256_seed_crc32_of_Wolf_mod100"));
    let mut random = Xoshiro::new(b"Wolf");
    let between: Vec<u64> = (0..100).map(|_| random.next_between(1, 10)).collect();
    assert_eq!(between, numbers("xoshiro256_seed_Wolf_next_int_1_10"));
    let mut random = Xoshiro::new(b"Wolf");
    for (nth, order) in list(&all["shuffle_1to10_Wolf_x10"]).iter().enumerate() {
        let order: Vec<usize> =
            list(order).iter().map(|value| value.as_u64().unwrap() as usize).collect();
        assert_eq!(random.shuffled((1..=10).collect()), order, "shuffle {nth}");
    }
    for case in list(&all["nominal_fragment_length"]) {
        let number = |key: &str| case[key].as_u64().expect("a number") as usize;
        let len = nominal_fragment_len(number("message_len"), number("min"), number("max"));
        assert_eq!(len, number("out"));
    }
    let (sampler, mut random) = (Sampler::new(&[1.0, 2.0, 4.0, 8.0]), Xoshiro::new(b"Wolf"));
    let sampled: Vec<u64> = (0..500).map(|_| sampler.draw(&mut random) as u64).collect();
    assert_eq!(sampled, numbers("random_sampler_1248_Wolf_500"));
    let len = nominal_fragment_len(1_024, 10, 100);
    let of = 1_024_usize.div_ceil(len) as u32;
    let degrees: Vec<u64> = (1..=200)
        .map(|n| choose_degree(of, &mut Xoshiro::new(format!("Wolf-{n}").as_bytes())) as u64)
        .collect();
    assert_eq!(degrees, numbers("choose_degree_Wolf-1..200"));
    let checksum = crc32(&wolf(1_024));
    for (number, wanted) in (1..).zip(list(&all["choose_fragments_1..30"])) {
        let mut chosen = choose_fragments(number, of, checksum);
        chosen.sort_unstable();
        let wanted: Vec<usize> =
            list(wanted).iter().map(|value| value.as_u64().unwrap() as usize).collect();
        assert_eq!(chosen, wanted, "part {number}");
    }
    ran("xoshiro, shuffle, degrees, fragments", 9, 9);
}

#[test]
fn the_fountain_gives_the_published_parts() {
    let (Some(all), Some(urs)) =
        (vectors("ur/fountain-vectors.json"), vectors("ur/ur-vectors.json"))
    else {
        return;
    };
    let splitter = Splitter::new("bytes", &wolf(1_024), 10, 100).unwrap();
    let partition = list(&all["partition_1024_10_100"]);
    for (number, wanted) in (1..).zip(partition) {
        assert_eq!(hex(splitter.part(number).fragment.expose_secret()), text(wanted));
    }
    let splitter = Splitter::new("bytes", &wolf(256), 0, 30).unwrap();
    let mut cases = partition.len();
    for (number, wanted) in (1..).zip(list(&all["encoder_256_30_parts"])) {
        let part = splitter.part(number);
        let told = format!(
            "seqNum:{}, seqLen:{}, messageLen:{}, checksum:{}, data:{}",
            part.number,
            part.of,
            part.message_len,
            part.checksum,
            hex(part.fragment.expose_secret())
        );
        assert_eq!(told, text(wanted));
        cases += 1;
    }
    // In the published texts the 256 bytes are wrapped as a CBOR byte string.
    let cbor = [&[0x59, 1, 0][..], &wolf(256)].concat();
    let splitter = Splitter::new("bytes", &cbor, 10, 30).unwrap();
    let parts = list(&urs["multipart_bytes_256_30_first20"]);
    for (number, wanted) in (1..).zip(parts) {
        assert_eq!(splitter.part(number).write().expose_secret(), text(wanted));
        cases += 1;
    }
    // Read again without the first three: the mixed parts make up for them.
    let read: Vec<_> = parts[3..]
        .iter()
        .map(|part| match Parsed::read(text(part)).unwrap() {
            Parsed::Part(part) => part,
            Parsed::Whole(_) => panic!("a part"),
        })
        .collect();
    let mut pile = Fountain::new(&read[0]);
    for part in &read[1..] {
        pile.add(part).unwrap();
    }
    assert_eq!(pile.join().unwrap().cbor.expose_secret(), cbor);
    ran("fountain parts", cases, 51);
}

#[test]
fn every_published_resource_of_one_part_is_read_and_written_again() {
    let mut cases = 0;
    let mut texts = Vec::new();
    for file in ["ur/ur-vectors.json", "ur/bcr-papers-ur-and-cbor.json", "sskr/sskr-vectors.json"] {
        let Some(all) = vectors(file) else { return };
        collect(&all, &mut texts);
    }
    for written in texts {
        let Parsed::Whole(read) = Parsed::read(&written).unwrap() else { continue };
        let again = Resource::write(&read.kind, read.cbor.expose_secret());
        assert_eq!(again.expose_secret(), written);
        cases += 1;
    }
    ran("resources of one part", cases, 30);
}

fn collect(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("ur:") => into.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(fields) => fields.values().for_each(|item| collect(item, into)),
        _ => {}
    }
}

/// Every resource of the papers as its object, written again under both names.
#[test]
fn the_objects_of_the_papers_are_read_and_written_again() {
    let (Some(papers), Some(urs), Some(sskr)) = (
        vectors("ur/bcr-papers-ur-and-cbor.json"),
        vectors("ur/ur-vectors.json"),
        vectors("sskr/sskr-vectors.json"),
    ) else {
        return;
    };
    let mut texts = Vec::new();
    for all in [&papers, &urs, &sskr] {
        collect(all, &mut texts);
    }
    let mut cases = 0;
    for written in &texts {
        let Parsed::Whole(read) = Parsed::read(written).unwrap() else { continue };
        let object = Object::read(&read).expect(written).expect(written);
        let old = read.kind.starts_with("crypto-");
        let again = object.write(if old { Names::Old } else { Names::New }).unwrap();
        assert_eq!(again.kind, read.kind);
        // The date of one published seed stands under the old tag; it is written under the new one.
        let other_date = matches!(&object, Object::Seed(seed) if old && seed.birthday.is_some());
        assert!(other_date || again.cbor.same_as(&read.cbor), "{written}");
        cases += 1;
    }
    let new = list(&papers["papers"]["bcr-2023-010-output-descriptor.md"]["cbor_hex"]);
    for cbor in new {
        let tagged = bytes(text(cbor));
        let object = Object::tagged(&tagged).expect("a known tag").expect("a descriptor");
        // A resource has no tag: three bytes for the number 40308.
        assert_eq!(object.write(Names::New).unwrap().cbor.expose_secret(), &tagged[3..]);
        cases += 1;
    }
    ran("objects of resources", cases, 34);
}
