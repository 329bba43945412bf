"""Children of seeds (BIP-85) and single keys (WIF, BIP-38), compared with hashlib, mnemonic and bip_utils."""

import base64
import hashlib
import hmac
import os
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from bip_utils import (
    Base58Encoder, Bip32Slip10Secp256k1, Bip38Decrypter, Bip38Encrypter, Bip38PubKeyModes, P2PKHAddrEncoder,
    P2PKHPubKeyModes, Secp256k1PrivateKey, WifEncoder, WifPubKeyModes,
)
from mnemonic import Mnemonic

from program import coldkeep, main, must_fail, same

COUNT = int(os.environ.get("COLDKEEP_KEYS", "60"))
LANGUAGES = ["english", "japanese", "korean", "spanish", "chinese_simplified", "chinese_traditional", "french", "italian",
             "czech", "portuguese"]
SLUGS = ["en", "ja", "ko", "es", "zh-hans", "zh-hant", "fr", "it", "cs", "pt"]
LISTS = {language: Mnemonic(language) for language in LANGUAGES}


def drawn(number, label):
    """Bytes that anybody can draw again."""
    return hashlib.sha256(f"interop keys {label} {number}".encode()).digest()


def same_form(text):
    """Accents apart and one kind of space: the form that is hashed (BIP-39)."""
    return unicodedata.normalize("NFKD", text)


def entropy(root, path):
    key = root.DerivePath(path).PrivateKey().Raw().ToBytes()
    return hmac.new(b"bip-entropy-from-k", key, hashlib.sha512).digest()


def rolls(stream, sides, count):
    """BIP85-DRNG-SHAKE256, and the rolls of its section on dice."""
    bits = (sides - 1).bit_length()
    size = (bits + 7) // 8
    found, at = [], 0
    endless = hashlib.shake_256(stream).digest(100_000)
    while len(found) < count:
        value = int.from_bytes(endless[at:at + size], "big") >> (8 * size - bits)
        at += size
        if value < sides:
            found.append(value)
    return ",".join(map(str, found))


def child(number):
    """One child of one seed, as the arguments of coldkeep and as this file makes it."""
    drawing = drawn(number, "child")
    words = LISTS["english"].to_mnemonic(drawn(number, "seed"))
    root = Bip32Slip10Secp256k1.FromSeed(Mnemonic.to_seed(words))
    index, size = int.from_bytes(drawing[:3], "big"), drawing[3]
    m = "m/83696968'"
    kind = ["bip39", "bip39", "wif", "hex", "pwd64", "pwd85", "dice", "xprv"][number % 8]
    if kind == "bip39":
        language, count = size % 10, [12, 15, 18, 21, 24][drawing[4] % 5]
        made = entropy(root, f"{m}/39'/{language}'/{count}'/{index}'")[:count // 3 * 4]
        expected = LISTS[LANGUAGES[language]].to_mnemonic(made)
        args = [kind, "--words", count, "--language", SLUGS[language]]
    elif kind == "wif":
        key = Secp256k1PrivateKey.FromBytes(entropy(root, f"{m}/2'/{index}'")[:32])
        args, expected = [kind], WifEncoder.Encode(key, pub_key_mode=WifPubKeyModes.COMPRESSED)
    elif kind == "hex":
        length = 16 + size % 49
        args, expected = [kind, "--bytes", length], entropy(root, f"{m}/128169'/{length}'/{index}'")[:length].hex()
    elif kind == "pwd64":
        length = 20 + size % 67
        made = base64.b64encode(entropy(root, f"{m}/707764'/{length}'/{index}'")).decode()
        args, expected = [kind, "--length", length], made[:length]
    elif kind == "pwd85":
        length = 10 + size % 71
        made = base64.b85encode(entropy(root, f"{m}/707785'/{length}'/{index}'")).decode()
        args, expected = [kind, "--length", length], made[:length]
    elif kind == "dice":
        sides, count = 2 + int.from_bytes(drawing[4:6], "big"), 1 + size
        made = entropy(root, f"{m}/89101'/{sides}'/{count}'/{index}'")
        args, expected = [kind, "--sides", sides, "--rolls", count], rolls(made, sides, count)
    else:
        made = entropy(root, f"{m}/32'/{index}'")
        node = Bip32Slip10Secp256k1.FromPrivateKey(made[32:])
        # Depth 0, no parent: the chain code is put in by hand, as no library takes it beside a key.
        body = bytes.fromhex("0488ade4") + bytes(9) + made[:32] + b"\0" + node.PrivateKey().Raw().ToBytes()
        args, expected = [kind], Base58Encoder.CheckEncode(body)
    return words, [*args, "--index", index], expected


def children(_):
    """children of many seeds, of every kind and in every language"""
    def one(number):
        words, args, expected = child(number)
        done = coldkeep("child", *args, "--words-from", "-", "--reveal", stdin=words)
        return args, same_form(done.text), same_form(expected + "\n")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(one, range(COUNT)))
    for args, got, expected in results:
        same(got, expected, f"child {args}")
    must_fail(lambda: same(results[0][1], results[1][1], ""), "two children are not the same")


def locked_keys(_):
    """keys under a passphrase, made here and opened there, and the other way round"""
    for number in range(max(2, COUNT // 20)):
        key = drawn(number, "key")
        private = Secp256k1PrivateKey.FromBytes(key)
        short = number % 2 == 0
        wif = WifEncoder.Encode(
            private, pub_key_mode=WifPubKeyModes.COMPRESSED if short else WifPubKeyModes.UNCOMPRESSED)
        secret = f"pass {number} caf\u00e9"
        with open("secret.txt", "w", encoding="utf-8") as file:
            file.write(secret)
        os.chmod("secret.txt", 0o600)
        made = coldkeep("restore", "--key-from", "-", "--to", "bip38", "--file-passphrase-from", "secret.txt",
                        "--allow-weak-passphrase", stdin=wif).text.strip()
        opened, mode = Bip38Decrypter.DecryptNoEc(made, secret)
        same(opened, key, "the key that bip_utils opens")
        same(mode == Bip38PubKeyModes.COMPRESSED, short, "the form of its public key")
        theirs = Bip38Encrypter.EncryptNoEc(
            key, secret, Bip38PubKeyModes.COMPRESSED if short else Bip38PubKeyModes.UNCOMPRESSED)
        done = coldkeep("restore", "--key-from", "-", "--file-passphrase-from", "secret.txt", "--json", stdin=theirs)
        address = P2PKHAddrEncoder.EncodeKey(
            private.PublicKey(), net_ver=b"\0",
            pub_key_mode=P2PKHPubKeyModes.COMPRESSED if short else P2PKHPubKeyModes.UNCOMPRESSED)
        legacy = [each["address"] for each in done.data["addresses"] if each["script"] == "pkh"]
        same(legacy, [address], "the legacy address")



if __name__ == "__main__":
    main(children, locked_keys)
