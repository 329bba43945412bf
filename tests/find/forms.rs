//! Files made for the tests, as their programs publish the form: wallets, archives, containers.

/// Bytes without a pattern, always the same.
pub(super) fn random(len: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    (0..len).map(next).collect()
}

/// A Base64 text of this length that begins like this.
pub(super) fn base64(begin: &str, len: usize) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let rest = random(len).into_iter().map(|byte| DIGITS[usize::from(byte & 63)]);
    begin.bytes().chain(rest).take(len).collect()
}

fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![number << 3 | 2];
    let mut len = bytes.len();
    while len >= 0x80 {
        out.push(len as u8 | 0x80);
        len >>= 7;
    }
    out.push(len as u8);
    out.extend(bytes);
    out
}

/// A wallet of bitcoinj (`wallet.proto`): network, one key, its lock, and an extension where one is named.
pub(super) fn bitcoinj(network: &str, encrypted: bool, extension: &str) -> Vec<u8> {
    let (kind, secret) = if encrypted { (2, 6) } else { (1, 2) };
    let key = [vec![0x08, kind], field(3, &random(33)), field(secret, &random(32))].concat();
    let lock = vec![0x28, if encrypted { 2 } else { 1 }];
    let extension = match extension {
        "" => Vec::new(),
        name => field(10, &[field(1, name.as_bytes()), field(2, b"\0"), vec![0x18, 0]].concat()),
    };
    [field(1, network.as_bytes()), field(3, &key), lock, extension].concat()
}

/// A wallet of Coinomi: version, seed, master key, one pocket.
pub(super) fn coinomi(encrypted: bool) -> Vec<u8> {
    let number = if encrypted { 3 } else { 2 };
    let seed = [vec![0x08, 3], field(number, &random(64))].concat();
    let master = [vec![0x08, 4], field(number, &random(64))].concat();
    let pocket = [field(1, b"bitcoin.main"), field(2, &random(90))].concat();
    [vec![0x08, 20], field(2, &seed), field(3, &master), field(4, &pocket)].concat()
}

/// A 7z archive as `shared/compat7z.py` of Coldcard writes it.
pub(super) fn coldcard(name: &str) -> Vec<u8> {
    let body = random(480);
    let wide: Vec<u8> = name.bytes().chain([0]).flat_map(|byte| [byte, 0]).collect();
    let trailer = [
        b"\x01\x04\x06\x00\x01\x09\xc0\xe0\x01\x00\x07\x0b\x01\x00\x01\x24\x06\xf1\x07\x01\x22\xcd\xff".to_vec(),
        random(32),
        b"\x01\x00\x0c\xc0\xdc\x01\x00\x08\x0a\x01\0\0\0\0\x00\x00\x05\x01\x11".to_vec(),
        vec![wide.len() as u8 + 1, 0],
        wide,
        vec![0, 0],
    ]
    .concat();
    let mut file = b"7z\xbc\xaf\x27\x1c\0\x03\0\0\0\0".to_vec();
    file.extend((body.len() as u64).to_le_bytes());
    file.extend((trailer.len() as u64).to_le_bytes());
    file.extend([0; 4]);
    [file, body, trailer].concat()
}

pub(super) fn monero() -> Vec<u8> {
    let body = random(1_500);
    [random(8), vec![0xdc, 0x0b], body].concat()
}

pub(super) fn armory(flags: u8) -> Vec<u8> {
    let mut file = b"\xbaWALLET\0\x60\xfe\xcd\x00\xf9\xbe\xb4\xd9".to_vec();
    file.extend([flags, 0, 0, 0, 0, 0, 0, 0]);
    file.extend(random(600));
    file
}

/// A container of `seco-file`: name, two numbers, and three texts with their lengths.
pub(super) fn seco() -> Vec<u8> {
    let mut file = b"SECO\0\0\0\0\0\0\0\0\x12seco-v0-scrypt-aes\x06Exodus\x0522.11".to_vec();
    file.resize(224, 0);
    file.extend(random(800));
    file
}

pub(super) fn h2(tables: &str) -> Vec<u8> {
    let mut file = b"H:2,block:6,blockSize:1000,chunk:3,created:17a,format:3,version:3\n".to_vec();
    file.resize(8192, 0);
    file.extend(tables.as_bytes());
    file.resize(12_288, 0);
    file
}
