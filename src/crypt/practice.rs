//! The encrypted sheet of the practice kit: one stored age file, the same bytes in every kit.
//!
//! The `age` crate draws its randomness itself and cannot be seeded, and no command must be able to
//! seed it. So this file was made once, outside this program, by the steps of C2SP age.md with
//! Python's `hashlib` and `cryptography`, from values that anybody can repeat: scrypt salt, file key
//! and payload nonce are the first 16 bytes of SHA-256 of `coldkeep practice salt`,
//! `coldkeep practice file key` and `coldkeep practice nonce`; the work factor is 18.
//!
//! Its words are SeedSigner's published test seed, so it protects nothing.

/// The 16 bytes whose hex digits are the file passphrase; the practice kit splits them 2of3.
pub const PRACTICE_KEY: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// The file passphrase of [`PRACTICE_ARMOR`]: [`PRACTICE_KEY`] as 32 lower-case hex digits.
pub const PRACTICE_PASSPHRASE: &str = "000102030405060708090a0b0c0d0e0f";

/// What [`PRACTICE_ARMOR`] contains.
pub const PRACTICE_TEXT: &str = "\
attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire

format: bip39
language: english
words: 24
fingerprint: 8c65eb9f
passphrase: no
path: m/84h/0h/0h
script: wpkh
network: mainnet
address: bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74
";

/// The age file in its text form; `age -d` opens it with [`PRACTICE_PASSPHRASE`].
pub const PRACTICE_ARMOR: &str = "\
-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBDTktxMXByNWhaMmVNWjhM
c2lJQm9nIDE4CjIwMFh6NDZOWnBmekN1UGk2NExhUCt2dzJFT01vQmx0WGVWcXlq
NFYyc00KLS0tIFF3ditJUm85THYwcHZoNHBJUnhKUEFtdEZKV01xVkpWQ29VdmRr
TDB1eEkKWhdRLyCz4ju+y6QX6cXWYd8PX5CxgzDjHnoTqMTGDsuai3ivHYyOQk1T
jGA6/GSljre/DMX7ylFbOzu/undUNJhkIXWqDrrXM1aPGQ/dL+ifFTZ64AtIGlpk
edTQgAkWe3FLH+0Oxm9Mp8ylvx+p7er9AYk7nwfj4rs+MG+UnYYhY9YXnCyjkFlK
5mXaH9pi/+rKDM5goEL7Y9ONSnDdWOIqXGbe1EBh6eKGZIU0bQbyqdoQpDJI6qUQ
6R8nWpLB42mjYI3qYgUhUJKjpGut1v3bonFFqaJAymqNFgCV1O3EdZ+1l6bJHj2s
KxSCv6zkv1NyJO6q0+zQnLbXzNmok0jqBipEhFzhu1ZjNU695QdLxcTM0gUp8ojO
V3Gv2/up2xbClaWQJfT1H/bgCj+ltCcgPeppq3MXik5VWJ1GwF3nHLpRfvqmn9kV
zl4ylhRSGAJ8imPaB2oTTmtJzCXl/fB68McZyvqcALcf3vnGk1Pk
-----END AGE ENCRYPTED FILE-----
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypt::{FilePassphrase, With, decrypt_to_memory, header_info};
    use crate::secret::SecretText;

    #[test]
    fn the_practice_sheet_opens_with_its_published_key() {
        let hex: String = PRACTICE_KEY.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, PRACTICE_PASSPHRASE);
        let open = |text: &str| {
            let passphrase = FilePassphrase::new(SecretText::copied_from(text)).unwrap();
            decrypt_to_memory(&With::Passphrase(&passphrase), PRACTICE_ARMOR.as_bytes(), 4096)
        };
        let plain = open(PRACTICE_PASSPHRASE).unwrap();
        assert_eq!(plain.expose_secret(), PRACTICE_TEXT.as_bytes()); // exposed to: the test
        assert_eq!(header_info(PRACTICE_ARMOR.as_bytes()).unwrap().work_factor, Some(18));
        assert!(open("000102030405060708090a0b0c0d0e0e").is_err());
    }
}
