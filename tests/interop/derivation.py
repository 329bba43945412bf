"""Random seeds, coins and paths: every address compared with bip_utils and with a second program (second.py)."""

import hashlib
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bip_utils import (
    AdaShelleyAddrEncoder, AtomAddrEncoder, BchP2PKHAddrEncoder, Bip32KholawEd25519, Bip32Slip10Ed25519,
    Bip32Slip10Secp256k1, CardanoIcarusBip32, CardanoIcarusSeedGenerator, EthAddrEncoder, InjAddrEncoder, Monero,
    MoneroLanguages, MoneroMnemonicEncoder, MoneroSeedGenerator, P2PKHAddrEncoder, P2SHAddrEncoder, P2TRAddrEncoder,
    P2WPKHAddrEncoder, SolAddrEncoder, TrxAddrEncoder, XlmAddrEncoder, XlmAddrTypes, XrpAddrEncoder,
)
from mnemonic import Mnemonic
from monero.seed import Seed as MoneroSeed

import second
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


def bitcoinish(coin, number, pkh, sh=None, hrp=None):
    """The kinds of address of a chain like Bitcoin; the coin's versions stand here a second time."""
    rows = [(coin, ["--script", "pkh"], SECP, f"m/44'/{number}'/{{a}}'/{{b}}/{{i}}", by_hash(P2PKHAddrEncoder, net_ver=pkh))]
    if sh:
        rows.append((coin, ["--script", "sh-wpkh"], SECP, f"m/49'/{number}'/{{a}}'/{{b}}/{{i}}",
                     by_hash(P2SHAddrEncoder, net_ver=sh)))
    if hrp:
        rows.append((coin, ["--script", "wpkh"], SECP, f"m/84'/{number}'/{{a}}'/{{b}}/{{i}}",
                     by_hash(P2WPKHAddrEncoder, hrp=hrp)))
    return rows


def styled(coin, encoder, *styles):
    """The path styles of a coin of accounts on secp256k1."""
    return [(coin, ["--path-style", style] if style else [], SECP, path, encoder) for style, path in styles]


# coin, flags, curve, path with a account, b branch, i index; how bip_utils writes the address
KINDS = [
    *bitcoinish("btc", 0, b"\x00", b"\x05", "bc"),
    ("btc", ["--script", "tr"], SECP, "m/86'/0'/{a}'/{b}/{i}", by_hash(P2TRAddrEncoder, hrp="bc")),
    ("btc", ["--script", "wpkh", "--path-style", "copay"], SECP, "m/44'/0'/{a}'/{b}/{i}", by_hash(P2WPKHAddrEncoder, hrp="bc")),
    *bitcoinish("ltc", 2, b"\x30", b"\x32", "ltc"),
    *bitcoinish("doge", 3, b"\x1e"),
    *bitcoinish("dash", 5, b"\x4c"),
    *bitcoinish("zec", 133, b"\x1c\xb8"),
    *bitcoinish("nmc", 7, b"\x34", b"\x0d", "nc"),
    *bitcoinish("dgb", 20, b"\x1e", b"\x3f", "dgb"),
    *bitcoinish("rvn", 175, b"\x3c"),
    *bitcoinish("vtc", 28, b"\x47", b"\x05", "vtc"),
    *styled("bch", by_hash(BchP2PKHAddrEncoder, hrp="bitcoincash", net_ver=b"\x00"),
            ("", "m/44'/145'/{a}'/{b}/{i}"), ("pre-fork", "m/44'/0'/{a}'/{b}/{i}")),
    *styled("eth", by_hash(EthAddrEncoder), ("", "m/44'/60'/{a}'/{b}/{i}"), ("ledger-live", "m/44'/60'/{i}'/0/0"),
            ("ledger-legacy", "m/44'/60'/0'/{i}")),
    *styled("etc", by_hash(EthAddrEncoder), ("", "m/44'/61'/{a}'/{b}/{i}"), ("ledger-live", "m/44'/61'/{i}'/0/0"),
            ("ledger-legacy", "m/44'/60'/160720'/0'/{i}"), ("eth", "m/44'/60'/0'/0/{i}")),
    *styled("xrp", by_hash(XrpAddrEncoder), ("", "m/44'/144'/{a}'/{b}/{i}"), ("ledger-live", "m/44'/144'/{i}'/0/0")),
    *styled("trx", by_hash(TrxAddrEncoder), ("", "m/44'/195'/{a}'/{b}/{i}"), ("ledger-live", "m/44'/195'/{i}'/0/0")),
    *styled("atom", by_hash(AtomAddrEncoder, hrp="cosmos"), ("", "m/44'/118'/{a}'/{b}/{i}"),
            ("ledger-live", "m/44'/118'/{i}'/0/0")),
    ("atom", ["--prefix", "kava"], SECP, "m/44'/459'/{a}'/{b}/{i}", by_hash(AtomAddrEncoder, hrp="kava")),
    ("atom", ["--prefix", "osmo"], SECP, "m/44'/118'/{a}'/{b}/{i}", by_hash(AtomAddrEncoder, hrp="osmo")),
    ("atom", ["--prefix", "inj"], SECP, "m/44'/60'/{a}'/{b}/{i}", by_hash(InjAddrEncoder)),
    ("sol", [], ED, "m/44'/501'/{i}'/0'", by_hash(SolAddrEncoder)),
    ("sol", ["--path-style", "ledger-live"], ED, "m/44'/501'/{i}'", by_hash(SolAddrEncoder)),
    ("xlm", [], ED, "m/44'/148'/{i}'", by_hash(XlmAddrEncoder, addr_type=XlmAddrTypes.PUB_KEY)),
    ("ada", [], None, "m/1852'/1815'/{a}'/{b}/{i}", None),
    ("ada", ["--path-style", "ledger-live"], None, "m/1852'/1815'/{a}'/{b}/{i}", None),
]


class Asked:
    """One seed, kind, account and branch, and a run of indexes."""

    def __init__(self, words, kind, account, change, index, count):
        self.words, self.seed, self.count = words, Mnemonic.to_seed(words), count
        self.coin, self.flags, self.curve, self.path, self.write = kind
        self.account = account if "{a}" in self.path else 0
        self.change = change if "{b}" in self.path else 0
        self.index = index

    @classmethod
    def drawn(cls, number):
        """One that follows from a number."""
        length = [16, 20, 24, 28, 32][drawn(number, "length", 5)]
        entropy = hashlib.sha256(f"derivation seed {number}".encode()).digest()[:length]
        index = drawn(number, "index", 2**31 - RUN if drawn(number, "far", 2) else 1000)
        return cls(ENGLISH.to_mnemonic(entropy), KINDS[number % len(KINDS)], drawn(number, "account", 50),
                   drawn(number, "change", 2), index, RUN)

    def args(self):
        # 1 in 204 phrases is a seed of Electrum as well, and is asked about.
        yield from ["address", "--words-from", "-", "--as", "bip39", "--coin", self.coin, *self.flags, "--quiet"]
        yield from ["--index", str(self.index), "--count", str(self.count)]
        if self.account:
            yield from ["--account", str(self.account)]
        if self.change:
            yield "--change"

    def paths(self):
        return [self.path.format(a=self.account, b=self.change, i=self.index + n) for n in range(self.count)]

    def first_judge(self):
        """bip_utils: one parent, then a child for each index where the index is the last level."""
        if self.curve is None:
            return self.cardano()
        root = self.curve.FromSeed(self.seed)
        if not self.path.endswith("{i}"):
            return [self.write(root.DerivePath(path)) for path in self.paths()]
        parent = root.DerivePath(self.paths()[0].rsplit("/", 1)[0])
        return [self.write(parent.ChildKey(self.index + n)) for n in range(self.count)]

    def cardano(self):
        root = Bip32KholawEd25519.FromSeed(self.seed) if self.flags else \
            CardanoIcarusBip32.FromSeed(CardanoIcarusSeedGenerator(self.words).Generate())
        account = root.DerivePath(f"1852'/1815'/{self.account}'")
        stake = account.DerivePath("2/0").PublicKey().KeyObject()
        branch = account.ChildKey(self.change)
        return [AdaShelleyAddrEncoder.EncodeKey(branch.ChildKey(self.index + n).PublicKey().KeyObject(),
                                                pub_skey=stake) for n in range(self.count)]

    def script(self):
        return self.flags[1] if "--script" in self.flags else "pkh"

    def prefix(self):
        return self.flags[1] if self.flags[:1] == ["--prefix"] else "cosmos"


def one(number):
    asked = Asked.drawn(number)
    got = coldkeep(*asked.args(), stdin=asked.words).text.split("\n")[:-1]
    return asked, got, asked.first_judge(), second.judge(asked)


def random_addresses(_):
    """addresses of random seeds, coins, accounts and indexes"""
    cases, both, names = Counter(), Counter(), {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for asked, got, first, (name, other) in pool.map(one, range(TOTAL // RUN)):
            same(got, first, f"{asked.coin} {asked.flags} {asked.paths()[0]}: bip_utils")
            cases[asked.coin] += len(first)
            if other is not None:
                same(got, other, f"{asked.coin} {asked.flags} {asked.paths()[0]}: {name}")
                both[asked.coin] += len(other)
                names[asked.coin] = name
    table(cases, both, names)
    check(cases.total() >= TOTAL - RUN, f"only {cases.total()} addresses were compared")
    missing = [coin for coin in second.JUDGES if coin not in names]
    check(not missing or TOTAL // RUN < len(KINDS) or not second.has_coininfo(), f"no second judge was asked for {missing}")
    must_fail(lambda: same(first[:1], first[1:2], ""), "two addresses are not the same")
    wrong = Asked.drawn(0)
    wrong.account += 1
    must_fail(lambda: same(wrong.first_judge(), second.judge(Asked.drawn(0))[1], ""), "the judges see another account")


def table(cases, both, names):
    """What was compared, a line for each coin."""
    print("  coin    addresses  by two  judges")
    for coin in second.JUDGES:
        judges = f"bip_utils; {names[coin]}" if coin in names else "bip_utils; the second is NOT RUN: coininfo is absent"
        print(f"  {coin:<6} {cases[coin]:>10} {both[coin]:>7}  {judges}")
    print(f"  all    {cases.total():>10} {both.total():>7}")


MONERO = {
    "English": MoneroLanguages.ENGLISH, "Chinese (simplified)": MoneroLanguages.CHINESE_SIMPLIFIED,
    "Dutch": MoneroLanguages.DUTCH, "French": MoneroLanguages.FRENCH, "German": MoneroLanguages.GERMAN,
    "Italian": MoneroLanguages.ITALIAN, "Japanese": MoneroLanguages.JAPANESE,
    "Portuguese": MoneroLanguages.PORTUGUESE, "Russian": MoneroLanguages.RUSSIAN,
    "Spanish": MoneroLanguages.SPANISH,
}


def monero_wallet(name, drawn_bytes, account, index):
    """The words of a language, the address and a subaddress, where bip_utils and monero-python agree."""
    made, key = MoneroSeed(drawn_bytes.hex(), wordlist=name), Monero.FromSeed(drawn_bytes)
    words = str(MoneroMnemonicEncoder(MONERO[name]).EncodeWithChecksum(drawn_bytes))
    if name == "German":
        # bip_utils's list lost the last letter of words that end in u: "Kan" for "Kanu".
        words = made.phrase
    else:
        same(words, made.phrase, f"{name}: the words of the two judges")
        same(MoneroSeedGenerator(words).Generate(), drawn_bytes, f"{name}: read back")
    same(key.PrimaryAddress(), str(made.public_address()), f"{name}: the two judges")
    if name == "Japanese":
        # Monero's japanese.h lets 3 letters decide, both judges 4: their 25th word is not Monero's.
        words = " ".join(words.split()[:24])
    return words, key.PrimaryAddress(), key.Subaddress(index, account)


def monero(_):
    """Monero: words of every language, their address and a subaddress, with bip_utils and monero-python"""
    seeds = max(TOTAL // 500, len(MONERO))
    restore = ["restore", "--words-from", "-", "--as", "monero", "--quiet"]
    for number in range(seeds):
        name = list(MONERO)[number % len(MONERO)]
        drawn_bytes = hashlib.sha256(f"derivation monero {number}".encode()).digest()
        account, index = drawn(number, "account", 5), drawn(number, "index", 19) + 1
        words, address, subaddress = monero_wallet(name, drawn_bytes, account, index)
        same(coldkeep(*restore, stdin=words).text.strip(), address, f"{name}: the address of {number}")
        coldkeep(*restore, "--expect", subaddress, stdin=words)
    other = coldkeep(*restore, "--expect", address, stdin=MoneroSeed("01" * 32).phrase, code=None)
    check(other.code != 0, "another seed's address is refused")
    print(f"  xmr    {seeds:>10} {seeds:>7}  bip_utils; monero-python ({len(MONERO)} languages)")


if __name__ == "__main__":
    main(random_addresses, monero)
