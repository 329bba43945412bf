"""Random seeds, coins and paths: every address compared with bip_utils and with a second program where one covers it."""

import hashlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor

from bip_utils import (
    AdaShelleyAddrEncoder, AtomAddrEncoder, BchP2PKHAddrEncoder, Bip32Slip10Ed25519,
    Bip32Slip10Secp256k1, CardanoIcarusBip32, CardanoIcarusSeedGenerator, EthAddrEncoder, P2PKHAddrEncoder, P2SHAddrEncoder, P2TRAddrEncoder, P2WPKHAddrEncoder,
    SolAddrEncoder, TrxAddrEncoder, XlmAddrEncoder, XlmAddrTypes, XrpAddrEncoder,
)
from embit import bip32 as embit_bip32
from embit import script as embit_script
from embit.networks import NETWORKS
from eth_keys import keys as eth_keys
from mnemonic import Mnemonic

from program import check, coldkeep, main, must_fail, same

# Addresses in all; --full is the figure of a release.
TOTAL = 100_000 if "--full" in sys.argv else int(os.environ.get("COLDKEEP_DERIVATIONS", "2000"))
# One call of the program gives this many, one after the other.
RUN = 100 if TOTAL > 10_000 else 10
ENGLISH = Mnemonic("english")


def drawn(number, label, below):
    """A number that anybody can draw again."""
    digest = hashlib.sha256(f"derivation {label} {number}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def by_hash(encoder, **more):
    return lambda node: encoder.EncodeKey(node.PublicKey().KeyObject(), **more)


SECP = Bip32Slip10Secp256k1
ED = Bip32Slip10Ed25519
# coin, flags, curve, path with a account, b branch, i index; how bip_utils writes the address
KINDS = [
    ("btc", ["--script", "wpkh"], SECP, "m/84'/0'/{a}'/{b}/{i}", by_hash(P2WPKHAddrEncoder, hrp="bc")),
    ("btc", ["--script", "tr"], SECP, "m/86'/0'/{a}'/{b}/{i}", by_hash(P2TRAddrEncoder, hrp="bc")),
    ("btc", ["--script", "sh-wpkh"], SECP, "m/49'/0'/{a}'/{b}/{i}", by_hash(P2SHAddrEncoder, net_ver=b"\x05")),
    ("btc", ["--script", "pkh"], SECP, "m/44'/0'/{a}'/{b}/{i}", by_hash(P2PKHAddrEncoder, net_ver=b"\x00")),
    ("ltc", ["--script", "wpkh"], SECP, "m/84'/2'/{a}'/{b}/{i}", by_hash(P2WPKHAddrEncoder, hrp="ltc")),
    ("ltc", ["--script", "sh-wpkh"], SECP, "m/49'/2'/{a}'/{b}/{i}", by_hash(P2SHAddrEncoder, net_ver=b"\x32")),
    ("ltc", ["--script", "pkh"], SECP, "m/44'/2'/{a}'/{b}/{i}", by_hash(P2PKHAddrEncoder, net_ver=b"\x30")),
    ("doge", [], SECP, "m/44'/3'/{a}'/{b}/{i}", by_hash(P2PKHAddrEncoder, net_ver=b"\x1e")),
    ("dash", [], SECP, "m/44'/5'/{a}'/{b}/{i}", by_hash(P2PKHAddrEncoder, net_ver=b"\x4c")),
    ("zec", [], SECP, "m/44'/133'/{a}'/{b}/{i}", by_hash(P2PKHAddrEncoder, net_ver=b"\x1c\xb8")),
    ("bch", [], SECP, "m/44'/145'/{a}'/{b}/{i}", by_hash(BchP2PKHAddrEncoder, hrp="bitcoincash", net_ver=b"\x00")),
    ("eth", [], SECP, "m/44'/60'/{a}'/{b}/{i}", by_hash(EthAddrEncoder)),
    ("eth", ["--path-style", "ledger-live"], SECP, "m/44'/60'/{i}'/0/0", by_hash(EthAddrEncoder)),
    ("eth", ["--path-style", "ledger-legacy"], SECP, "m/44'/60'/0'/{i}", by_hash(EthAddrEncoder)),
    ("etc", [], SECP, "m/44'/61'/{a}'/{b}/{i}", by_hash(EthAddrEncoder)),
    ("xrp", [], SECP, "m/44'/144'/{a}'/{b}/{i}", by_hash(XrpAddrEncoder)),
    ("trx", [], SECP, "m/44'/195'/{a}'/{b}/{i}", by_hash(TrxAddrEncoder)),
    ("atom", [], SECP, "m/44'/118'/{a}'/{b}/{i}", by_hash(AtomAddrEncoder, hrp="cosmos")),
    ("atom", ["--prefix", "kava"], SECP, "m/44'/459'/{a}'/{b}/{i}", by_hash(AtomAddrEncoder, hrp="kava")),
    ("sol", [], ED, "m/44'/501'/{i}'/0'", by_hash(SolAddrEncoder)),
    ("sol", ["--path-style", "ledger-live"], ED, "m/44'/501'/{i}'", by_hash(SolAddrEncoder)),
    ("xlm", [], ED, "m/44'/148'/{i}'", by_hash(XlmAddrEncoder, addr_type=XlmAddrTypes.PUB_KEY)),
    ("ada", [], None, "m/1852'/1815'/{a}'/{b}/{i}", None),
]


class Asked:
    """One seed, coin, account and branch, and a run of indexes, chosen by a number."""

    def __init__(self, number):
        length = [16, 20, 24, 28, 32][drawn(number, "length", 5)]
        entropy = hashlib.sha256(f"derivation seed {number}".encode()).digest()[:length]
        self.words = ENGLISH.to_mnemonic(entropy)
        self.coin, self.flags, self.curve, self.path, self.write = KINDS[number % len(KINDS)]
        self.account = drawn(number, "account", 50) if "{a}" in self.path else 0
        self.change = drawn(number, "change", 2) if "{b}" in self.path else 0
        self.index = drawn(number, "index", 2**31 - RUN if drawn(number, "far", 2) else 1000)
        self.seed = Mnemonic.to_seed(self.words)

    def args(self):
        yield from ["address", "--words-from", "-", "--coin", self.coin, *self.flags, "--quiet"]
        yield from ["--index", str(self.index), "--count", str(RUN)]
        if self.account:
            yield from ["--account", str(self.account)]
        if self.change:
            yield "--change"

    def paths(self):
        return [self.path.format(a=self.account, b=self.change, i=self.index + n) for n in range(RUN)]

    def first_judge(self):
        """bip_utils: one parent, then a child for each index where the index is the last level."""
        if self.curve is None:
            return self.cardano()
        root = self.curve.FromSeed(self.seed)
        if not self.path.endswith("{i}"):
            return [self.write(root.DerivePath(path)) for path in self.paths()]
        parent = root.DerivePath(self.paths()[0].rsplit("/", 1)[0])
        return [self.write(parent.ChildKey(self.index + n)) for n in range(RUN)]

    def cardano(self):
        root = CardanoIcarusBip32.FromSeed(CardanoIcarusSeedGenerator(self.words).Generate())
        account = root.DerivePath(f"1852'/1815'/{self.account}'")
        stake = account.DerivePath("2/0").PublicKey().KeyObject()
        branch = account.ChildKey(self.change)
        return [AdaShelleyAddrEncoder.EncodeKey(branch.ChildKey(self.index + n).PublicKey().KeyObject(),
                                                pub_skey=stake) for n in range(RUN)]

    def second_judge(self):
        """embit for Bitcoin's kinds, eth-keys for Ethereum's; nothing where neither covers the coin."""
        if self.coin not in ("btc", "eth", "etc"):
            return None
        root = embit_bip32.HDKey.from_seed(self.seed)
        return [second(self.coin, self.flags, root.derive(path.replace("'", "h"))) for path in self.paths()]


def second(coin, flags, key):
    if coin != "btc":
        return eth_keys.PrivateKey(key.key.serialize()).public_key.to_checksum_address()
    public = key.get_public_key()
    script = {
        "wpkh": embit_script.p2wpkh, "pkh": embit_script.p2pkh, "tr": embit_script.p2tr,
        "sh-wpkh": lambda one: embit_script.p2sh(embit_script.p2wpkh(one)),
    }[flags[1]](public)
    return script.address(NETWORKS["main"])


def one(number):
    asked = Asked(number)
    got = coldkeep(*asked.args(), stdin=asked.words).text.split("\n")[:-1]
    return asked, got, asked.first_judge(), asked.second_judge()


def random_addresses(_):
    """addresses of random seeds, coins, accounts and indexes"""
    count, twice = 0, 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for asked, got, first, other in pool.map(one, range(TOTAL // RUN)):
            same(got, first, f"{asked.coin} {asked.flags} {asked.paths()[0]}: bip_utils")
            count += len(first)
            if other is not None:
                same(got, other, f"{asked.coin} {asked.flags} {asked.paths()[0]}: the second program")
                twice += len(other)
    check(count >= TOTAL - RUN, f"only {count} addresses were compared")
    print(f"  {count} addresses agree with bip_utils, {twice} of them with embit or eth-keys as well")
    must_fail(lambda: same(first[:1], first[1:2], ""), "two addresses are not the same")


if __name__ == "__main__":
    main(random_addresses)
