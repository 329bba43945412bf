//! The ways in of single and extended private keys, and of children: read, written, read again.

use coldkeep::keys::{
    Bip38, ChildPlace, Confirmation, Keystore, Path, PrivateNode, SingleKey, is_mini_key,
    keystore_version, looks_like_bip38,
};
use coldkeep::secret::{SecretBytes, SecretText};

/// Every form of a private key, and of texts that hold one under a passphrase. Nothing is opened: that takes scrypt.
pub(super) fn key(bytes: &[u8]) {
    let Ok(text) = SecretText::from_bytes(SecretBytes::copied_from(bytes)) else { return };
    if let Ok(key) = SingleKey::from_wif(&text) {
        let again = SingleKey::from_wif(&key.wif().expect("it was one")).expect("its own text");
        assert_eq!((again.addresses(), again.form()), (key.addresses(), key.form()));
    }
    if let Ok(node) = PrivateNode::from_xprv(&text) {
        let again = PrivateNode::from_xprv(&node.xprv()).expect("its own text");
        assert_eq!((again.fingerprint(), again.depth()), (node.fingerprint(), node.depth()));
    }
    if let Ok(key) = SingleKey::from_ethereum_hex(&text) {
        assert_eq!(key.addresses().len(), 1);
    }
    // exposed to: readers of texts that are public or encrypted
    let shown = text.expose_secret();
    assert_eq!(SingleKey::from_mini(&text).is_ok(), is_mini_key(shown.trim()));
    if let Ok(locked) = Bip38::parse(shown) {
        assert!(looks_like_bip38(shown.trim()));
        assert!(locked.is_multiplied() || locked.lot().is_none());
    }
    if let Ok(code) = Confirmation::parse(shown) {
        assert!(code.lot().is_none_or(|(lot, sequence)| lot < 1 << 20 && sequence < 1 << 12));
    }
    if Keystore::parse(shown).is_ok() {
        assert_eq!(keystore_version(shown), Some(3));
    }
}

/// Paths of children.
pub(super) fn child(bytes: &[u8]) {
    let Some(path) = std::str::from_utf8(bytes).ok().and_then(|text| text.parse::<Path>().ok())
    else {
        return;
    };
    if let Ok(place) = ChildPlace::from_path(&path) {
        assert_eq!(ChildPlace::from_path(&place.path()), Ok(place));
        assert!(place.path().to_string().ends_with(&path.to_string()[1..]));
    }
}

/// Keys that are published, in every form.
pub(super) fn keys() -> Vec<Vec<u8>> {
    [
        "5KN7MzqK5wt2TP1fQCYyHBtDrXdJuXbUzm4A9rKAteGu3Qi5CVR",
        "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
        "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA",
        "S6c56bnXQiBjk9mqSYE7ykVQ7NzrRy",
        "0x0000000000000000000000000000000000000000000000000000000000000001",
        "6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg",
        "6PgNBNNzDkKdhkT6uJntUXwwzQV8Rr2tZcbkDcuC9DZRsS6AtHts4Ypo1j",
        "cfrm38V8aXBn7JWA1ESmFMUn6erxeBGZGAxJPY4e36S9QWkzZKtaVqLNMgnifETYw7BPwWC9aPD",
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
        "{\"version\":3,\"crypto\":{\"cipher\":\"aes-128-ctr\",\"cipherparams\":{\"iv\":\"681679cdb125bba9495d068b002816a4\"},\
         \"ciphertext\":\"54ae683c6287fa3d58321f09d56e26d94e58a00d4f90bdd95782ae0e4aab618b\",\"kdf\":\"scrypt\",\
         \"kdfparams\":{\"dklen\":32,\"salt\":\"c3407f36\",\"n\":8192,\"r\":8,\"p\":1},\
         \"mac\":\"dea6bdf22a2f522166ed82808c22a6311e84c355f4bbe100d4260483ff675a46\"}}",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

/// Paths of children that are published.
pub(super) fn places() -> Vec<Vec<u8>> {
    ["m/83696968h/39h/0h/12h/0h", "39h/0h/24h/7h", "m/83696968h/89101h/6h/10h/0h", "2h/1h"]
        .map(|text| text.as_bytes().to_vec())
        .to_vec()
}
