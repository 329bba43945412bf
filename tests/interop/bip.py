"""Addresses and account keys of many seeds and paths, compared with bip_utils."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bip_utils import (
    Bip32Slip10Secp256k1, EthAddrEncoder, P2PKHAddrEncoder, P2SHAddrEncoder, P2TRAddrEncoder,
    P2WPKHAddrEncoder,
)
from bip_utils.bip.bip32 import Bip32KeyNetVersions
from mnemonic import Mnemonic

from program import check, coldkeep, main, must_fail, same

SEEDS = int(os.environ.get("COLDKEEP_SEEDS", "1000"))
ENGLISH = Mnemonic("english")
PURPOSE = {"pkh": 44, "sh-wpkh": 49, "wpkh": 84, "tr": 86}
TEST_NET = Bip32KeyNetVersions(bytes.fromhex("043587cf"), bytes.fromhex("04358394"))


def drawn(number, label, below):
    """A number that anybody can draw again."""
    digest = hashlib.sha256(f"interop {label} {number}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


class Asked:
    """One seed and one place in it, chosen by a number."""

    def __init__(self, number):
        length = [16, 20, 24, 28, 32][drawn(number, "length", 5)]
        self.words = ENGLISH.to_mnemonic(hashlib.sha256(f"interop seed {number}".encode()).digest()[:length])
        self.passphrase = ["", "TREZOR", "a longer one, 2"][drawn(number, "passphrase", 3)]
        self.script = list(PURPOSE)[drawn(number, "script", 4)]
        self.main = drawn(number, "network", 2) == 0
        self.account = drawn(number, "account", 50)
        self.change = drawn(number, "change", 2)
        self.index = [drawn(number, "small", 1000), drawn(number, "large", 2**31 - 3)][drawn(number, "size", 2)]

    def args(self):
        yield from ["--words-from", "-", "--script", self.script, "--account", str(self.account)]
        yield from ["--network", "mainnet" if self.main else "testnet"]
        if self.passphrase:
            yield from ["--passphrase-from", passphrase_file(self.passphrase)]

    def root(self):
        seed = Mnemonic.to_seed(self.words, self.passphrase)
        return Bip32Slip10Secp256k1.FromSeed(seed, *([] if self.main else [TEST_NET]))

    def account_node(self):
        return self.root().DerivePath(f"m/{PURPOSE[self.script]}'/{0 if self.main else 1}'/{self.account}'")


def passphrase_file(text):
    path = Path("passphrase-" + hashlib.sha256(text.encode()).hexdigest()[:8])
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}.{id(text)}.{os.urandom(4).hex()}")
        fresh.touch(mode=0o600)
        fresh.write_text(text, encoding="utf-8")
        fresh.rename(path)
    return str(path)


def encoded(node, script, is_main):
    public = node.PublicKey().KeyObject()
    if script == "pkh":
        return P2PKHAddrEncoder.EncodeKey(public, net_ver=b"\x00" if is_main else b"\x6f")
    if script == "sh-wpkh":
        return P2SHAddrEncoder.EncodeKey(public, net_ver=b"\x05" if is_main else b"\xc4")
    encoder = P2WPKHAddrEncoder if script == "wpkh" else P2TRAddrEncoder
    return encoder.EncodeKey(public, hrp="bc" if is_main else "tb")


def each(work):
    """Does the work for every number, on all cores."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, range(SEEDS)))


def bitcoin(_):
    """bitcoin addresses of many seeds, scripts, accounts and indexes"""
    def one(number):
        asked = Asked(number)
        change = ["--change"] if asked.change else []
        done = coldkeep("address", "--as", "bip39", *asked.args(), *change, "--index", asked.index, "--count", 2, stdin=asked.words)
        chain = asked.account_node().DerivePath(str(asked.change))
        expected = [encoded(chain.ChildKey(asked.index + n), asked.script, asked.main) for n in (0, 1)]
        return number, done.text.split("\n"), [*expected, ""]

    for number, got, expected in each(one):
        same(got, expected, f"seed {number}")
    must_fail(lambda: same(expected[0], expected[1], ""), "two addresses are not the same")


def ethereum(_):
    """ethereum addresses of many seeds"""
    def one(number):
        asked = Asked(number)
        lock = ["--passphrase-from", passphrase_file(asked.passphrase)] if asked.passphrase else []
        index = asked.index % 1000
        done = coldkeep("address", "--as", "bip39", "--coin", "eth", "--words-from", "-", *lock, "--index", index, stdin=asked.words)
        seed = Mnemonic.to_seed(asked.words, asked.passphrase)
        node = Bip32Slip10Secp256k1.FromSeed(seed).DerivePath(f"m/44'/60'/0'/0/{index}")
        return number, done.text, EthAddrEncoder.EncodeKey(node.PublicKey().KeyObject()) + "\n"

    for number, got, expected in each(one):
        same(got, expected, f"seed {number}")


def account_keys(_):
    """fingerprints and account keys of many seeds, from restore"""
    def one(number):
        asked = Asked(number)
        lock = ["--passphrase-from", passphrase_file(asked.passphrase)] if asked.passphrase else []
        # One phrase in about 216 is an Electrum seed as well; restore asks which it is unless it is told.
        common = ["--words-from", "-", "--as", "bip39", "--script", asked.script, *lock,
                  "--network", "mainnet" if asked.main else "testnet"]
        xpub = coldkeep("restore", *common, "--to", "xpub", stdin=asked.words).text
        identity = coldkeep("restore", *common, "--json", stdin=asked.words).data
        path = f"m/{PURPOSE[asked.script]}'/{0 if asked.main else 1}'/0'"
        node = asked.root().DerivePath(path)
        return number, [xpub.strip(), identity["fingerprint"], identity["address"], identity["words"]], [
            node.PublicKey().ToExtended(), asked.root().FingerPrint().ToBytes().hex(),
            encoded(node.DerivePath("0/0"), asked.script, asked.main), len(asked.words.split()),
        ]

    results = each(one)
    for number, got, expected in results:
        same(got, expected, f"seed {number}")
    check(len({expected[1] for _, _, expected in results}) > SEEDS * 0.99, "the seeds differ")


if __name__ == "__main__":
    main(bitcoin, ethereum, account_keys)
