//! LifeHash: the published hashes of pictures, read from a folder beside the repository.

use crate::support::shared;
use coldkeep::sheet::lifehash::Picture;
use sha2::{Digest, Sha256};

fn hash(picture: &Picture) -> String {
    let bytes: Vec<u8> = picture.colours().iter().flatten().copied().collect();
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn pictures_of_version_2_have_the_published_hashes() {
    let Some(all) = shared::json("lifehash/lifehash-vectors.json") else { return };
    let cases = all["sha256_of_pixels"].as_array().expect("a list");
    let ours: Vec<_> = cases.iter().filter(|case| case["version"] == "version2").collect();
    for case in &ours {
        let text = case["utf8"].as_str().expect("a text");
        let picture = Picture::of(text.as_bytes());
        assert_eq!(hash(&picture), case["sha256"].as_str().expect("a hash"), "{text:?}");
        // One bit of the input makes another picture, so the comparison can fail.
        assert_ne!(hash(&Picture::of(format!("{text}!").as_bytes())), case["sha256"]);
    }
    shared::ran("LifeHash, version 2", ours.len(), 3);
}
