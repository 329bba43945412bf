#!/usr/bin/env python3
"""Makes every JSON file in this folder with other people's programs; --check compares instead.

Needs the programs of tests/interop/requirements.txt. Nothing is drawn at random: where a vector
needs bytes that look random, they are SHA-256 of a sentence that says what they are for.
"""

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from bip_utils import (
    Bip32Slip10Secp256k1, EthAddrEncoder, P2PKHAddrEncoder, P2SHAddrEncoder, P2TRAddrEncoder,
    P2WPKHAddrEncoder,
)
from bip_utils.bip.bip32 import Bip32KeyNetVersions
from codex32 import Codex32String
from Crypto.Hash import keccak
from mnemonic import Mnemonic
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics, shamir
from shamir_mnemonic.share import Share

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "interop"))
import derivation  # noqa: E402  the kinds of address, with the first judge of each
import second  # noqa: E402
import wordlists  # noqa: E402

ENGLISH = Mnemonic("english")

OWNER = (
    "eye female unfair moon genius pipe nuclear width dizzy forum cricket know expire purse laptop "
    "scale identify cube pause crucial day cigar noise receive"
)
SEEDSIGNER = (
    "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony "
    "ranch winter theme error hybrid van cereal salon goddess expire"
)
# The entropies that the vectors of BIP-0039 use, at every length.
PATTERNS = ["00", "7f", "80", "ff"]
LENGTHS = [16, 20, 24, 28, 32]


def sha256(data):
    return hashlib.sha256(data).digest()


def stream(label, count):
    """`count` bytes that anybody can make again: SHA-256 of the label and a counter."""
    blocks = (sha256(f"coldkeep vectors: {label}: {n}".encode()) for n in range(count // 32 + 1))
    return b"".join(blocks)[:count]


def published():
    """The seeds printed in public, by name."""
    named = [("the owner's document", OWNER), ("SeedSigner's test vector 1", SEEDSIGNER)]
    for length in LENGTHS:
        for pattern in PATTERNS:
            words = ENGLISH.to_mnemonic(bytes.fromhex(pattern) * length)
            named.append((f"BIP-0039's pattern {pattern}, {length} bytes", words))
    return named


def fingerprint(seed):
    return Bip32Slip10Secp256k1.FromSeed(seed).FingerPrint().ToBytes().hex()


LANGUAGES = {
    "en": "english", "ja": "japanese", "ko": "korean", "es": "spanish",
    "zh-hans": "chinese_simplified", "zh-hant": "chinese_traditional", "fr": "french",
    "it": "italian", "cs": "czech", "pt": "portuguese",
}


def in_languages():
    """Words of every language and length, NFC with ASCII spaces, as coldkeep shows them."""
    cases = []
    for slug, name in LANGUAGES.items():
        maker = Mnemonic(name)
        for length in LENGTHS:
            entropy = stream(f"words {slug} {length}", length)
            shown = normalize("NFC", maker.to_mnemonic(entropy)).replace("\u3000", " ")
            seed = Mnemonic.to_seed(shown, "TREZOR")
            cases.append({
                "language": slug, "words": shown, "passphrase": "TREZOR",
                "entropy": entropy.hex(), "seed": seed.hex(), "fingerprint": fingerprint(seed),
            })
    return cases


def bip39():
    cases = []
    passphrases = ["", "TREZOR", "  two  spaces ", "pässwörd ㍍ガバヴァ"]
    for name, words in published():
        for passphrase in passphrases if "pattern" not in name else passphrases[:2]:
            seed = Mnemonic.to_seed(words, passphrase)
            cases.append({
                "source": name, "words": words, "passphrase": passphrase,
                "entropy": ENGLISH.to_entropy(words).hex(), "seed": seed.hex(),
                "fingerprint": fingerprint(seed),
            })
    first = OWNER.split()
    swapped = [first[1], first[0], *first[2:]]
    refused = [
        ("two words swapped", "checksum", " ".join(swapped)),
        ("another last word", "checksum", " ".join([*first[:-1], "zoo"])),
        ("one word left out", "word-count", " ".join(first[1:])),
        ("one word too many", "word-count", " ".join([*first, "zoo"])),
        ("nine words", "word-count", " ".join(["abandon"] * 9)),
        ("nothing", "word-count", ""),
        ("a word that is not on the list", "unknown-word", " ".join(["eyes", *first[1:]])),
        ("twelve times the first word", "checksum", " ".join(["abandon"] * 12)),
    ]
    for _, rule, words in refused:
        assert not ENGLISH.check(words), words
    return {
        "judge": "mnemonic 0.21, bip_utils 2.12.3",
        "valid": cases,
        "languages": in_languages(),
        "lists": [{"language": slug, "sha256": sha256(normalize("NFC", " ".join(Mnemonic(name).wordlist)).encode()).hex()}
                  for slug, name in LANGUAGES.items()],
        "refused": [{"why": w, "rule": r, "words": t} for w, r, t in refused],
    }


SCRIPTS = {"pkh": 44, "sh-wpkh": 49, "wpkh": 84, "tr": 86}
TEST_NET = Bip32KeyNetVersions(bytes.fromhex("043587cf"), bytes.fromhex("04358394"))


def address_of(key, script, main):
    public = key.PublicKey().KeyObject()
    if script == "pkh":
        return P2PKHAddrEncoder.EncodeKey(public, net_ver=b"\x00" if main else b"\x6f")
    if script == "sh-wpkh":
        return P2SHAddrEncoder.EncodeKey(public, net_ver=b"\x05" if main else b"\xc4")
    if script == "wpkh":
        return P2WPKHAddrEncoder.EncodeKey(public, hrp="bc" if main else "tb")
    return P2TRAddrEncoder.EncodeKey(public, hrp="bc" if main else "tb")


def addresses():
    cases = []
    seeds = [published()[0], published()[1], published()[2], published()[-1]]
    for name, words in seeds:
        for passphrase in ["", "TREZOR"]:
            seed = Mnemonic.to_seed(words, passphrase)
            asked = {"source": name, "words": words, "passphrase": passphrase}
            for network, coin in [("mainnet", 0), ("testnet", 1)]:
                versions = None if coin == 0 else TEST_NET
                root = Bip32Slip10Secp256k1.FromSeed(seed, versions) if versions \
                    else Bip32Slip10Secp256k1.FromSeed(seed)
                for script, purpose in SCRIPTS.items():
                    for account in [0, 1]:
                        path = f"m/{purpose}'/{coin}'/{account}'"
                        node = root.DerivePath(path)
                        cases.append(asked | {
                            "coin": "btc", "script": script, "network": network, "account": account,
                            "path": path.replace("'", "h"),
                            "xpub": node.PublicKey().ToExtended(),
                            "addresses": btc_addresses(node, script, coin == 0),
                        })
            cases.extend(asked | case for case in ethereum(seed))
    return {"judge": "bip_utils 2.12.3", "cases": cases}


def btc_addresses(node, script, main):
    rows = []
    for change, index in [(0, 0), (0, 1), (0, 19), (1, 0), (0, 2**31 - 1)]:
        key = node.DerivePath(f"{change}/{index}")
        rows.append({
            "change": change, "index": index, "address": address_of(key, script, main),
            "public_key": key.PublicKey().RawCompressed().ToHex(),
        })
    return rows


def coins():
    """Two seeds over every kind of address of every coin, as bip_utils and a second program have them."""
    cases = []
    for name, words in published()[:2]:
        for kind in derivation.KINDS:
            for account, change, index in [(0, 0, 0), (0, 0, 19), (3, 1, 7)]:
                asked = derivation.Asked(words, kind, account, change, index, 1)
                (address,), (judge, other) = asked.first_judge(), second.judge(asked)
                assert other in (None, [address]), f"the judges differ: {asked.paths()[0]}"
                flags = dict(zip(asked.flags[::2], asked.flags[1::2]))
                cases.append({
                    "source": name, "words": words, "coin": asked.coin, "prefix": flags.get("--prefix"),
                    "script": flags.get("--script"), "style": flags.get("--path-style"), "account": asked.account,
                    "change": asked.change, "index": index, "path": asked.paths()[0].replace("'", "h"),
                    "address": address, "judges": ["bip_utils", judge] if judge else ["bip_utils"],
                })
    return {"judge": "bip_utils 2.12.3, and those of tests/interop/second.py", "cases": cases}


def monero():
    """Words of every language, their address and a subaddress, as bip_utils and monero-python have them."""
    cases = []
    for slug, name in wordlists.MONERO.items():
        for number in range(2):
            drawn = stream(f"monero {slug} {number}", 32)
            words, address, subaddress = derivation.monero_wallet(name, drawn, 1, 2 + number)
            cases.append({"language": slug, "words": words, "bytes": drawn.hex(), "address": address,
                          "account": 1, "index": 2 + number, "subaddress": subaddress})
    return {"judge": "bip_utils 2.12.3, monero 1.1.1", "cases": cases}


ETH_CONVENTIONS = [
    ("MetaMask", "m/44'/60'/0'/0/{}"),
    ("Ledger Live", "m/44'/60'/{}'/0/0"),
    ("Ledger legacy", "m/44'/60'/0'/{}"),
]


def ethereum(seed):
    root = Bip32Slip10Secp256k1.FromSeed(seed)
    for convention, pattern in ETH_CONVENTIONS:
        for index in [0, 1, 4]:
            path = pattern.format(index)
            public = root.DerivePath(path).PublicKey().KeyObject()
            yield {
                "coin": "eth", "script": "eth", "network": "mainnet", "convention": convention,
                "index": index, "path": path.replace("'", "h"), "address": EthAddrEncoder.EncodeKey(public),
            }


def slip39():
    cases, refused = [], []
    shapes = [
        ("2 of 3", 1, [(2, 3)]), ("3 of 5", 1, [(3, 5)]), ("1 of 1", 1, [(1, 1)]),
        ("16 of 16", 1, [(16, 16)]),
        ("2 of 3 groups", 2, [(1, 1), (2, 3), (3, 5)]),
        ("2 groups with one member each and a pair", 2, [(1, 1), (1, 1), (2, 2)]),
    ]
    entropy = ENGLISH.to_entropy(OWNER)
    secrets = [("the owner's entropy", bytes(entropy)), ("16 zero bytes", bytes(16)),
               ("18 bytes", stream("slip39 secret of 18 bytes", 18)), ("64 bytes", stream("slip39 64", 64))]
    made = 0
    for shape, threshold, groups in shapes:
        for secret_name, secret in secrets if shape == "2 of 3" else secrets[:2]:
            for extendable in [True, False]:
                for passphrase in ["", "TREZOR"] if shape == "2 of 3" else [""]:
                    made += 1
                    seeded(f"slip39 set {made}")
                    sets = generate_mnemonics(
                        threshold, groups, secret, passphrase.encode(), extendable, made % 3)
                    quorum = [w for (k, _), members in list(zip(groups, sets))[:threshold] for w in members[:k]]
                    assert combine_mnemonics(quorum, passphrase.encode()) == secret
                    cases.append({
                        "shape": shape, "of": secret_name, "secret": secret.hex(), "passphrase": passphrase,
                        "extendable": extendable, "iteration_exponent": made % 3,
                        "group_threshold": threshold, "groups": [list(g) for g in groups], "shares": sets,
                    })
    for why, rule, shares in broken_sets(bytes(entropy)):
        try:
            combine_mnemonics(shares)
        except MnemonicError as error:
            refused.append({"why": why, "rule": rule, "shares": shares, "judge_says": str(error)})
        else:
            raise AssertionError(f"shamir-mnemonic takes it: {why}")
    return {"judge": "shamir-mnemonic 0.3.0", "valid": cases, "refused": refused}


def seeded(label):
    """Makes shamir-mnemonic draw from `stream(label)`, so that the same shares come out each time."""
    drawn = [0]

    def take(count):
        start = drawn[0]
        drawn[0] += count
        return stream(label, drawn[0])[start:]

    shamir.RANDOM_BYTES = take


def broken_sets(secret):
    """Sets that break one rule each; every share's own checksum is right unless that is the rule."""
    seeded("slip39 refusals")
    texts = generate_mnemonics(1, [(2, 3)], secret, b"", True, 1)[0]
    grouped = generate_mnemonics(2, [(1, 1), (2, 3), (2, 2)], secret, b"", True, 1)
    a, b, _ = (Share.from_mnemonic(text) for text in texts)

    def with_second(**changes):
        return [texts[0], replace(b, **changes).mnemonic()]

    words = texts[1].split()
    other = "academic" if words[9] != "academic" else "acid"
    flipped = bytes([b.value[0] ^ 1, *b.value[1:]])
    padded = padding_broken(b)
    short = replace(b, value=b.value[:14]).mnemonic()
    yield "one word changed", "checksum", [texts[0], " ".join([*words[:9], other, *words[10:]])]
    yield "two neighbouring words swapped", "checksum", [texts[0], " ".join([*words[:9], words[10], words[9], *words[11:]])]
    yield "one word left out", "length", [texts[0], " ".join(words[:-1])]
    yield "a word that is not on the list", "unknown-word", [texts[0], " ".join([*words[:5], "eye", *words[6:]])]
    yield "fewer than 20 words", "length", [texts[0], short]
    yield "21 words, which no whole number of 16-bit pairs gives", "length", [resized(a, 21), resized(b, 21)]
    yield "padding that is not zero", "padding", [texts[0], padded]
    yield "one share of two", "not-enough", [texts[0]]
    yield "the same share twice", "not-enough", [texts[0], texts[0]]
    yield "one value changed, with a right checksum", "digest", with_second(value=flipped)
    yield "another identifier", "other-set", with_second(identifier=b.identifier ^ 1)
    yield "another iteration exponent", "other-set", with_second(iteration_exponent=2)
    yield "extendable beside not extendable", "other-set", with_second(extendable=False)
    yield "another group count", "other-set", with_second(group_count=2)
    yield "another group threshold", "other-set", with_second(group_count=2, group_threshold=2)
    yield "another member threshold", "member-threshold", with_second(member_threshold=3)
    yield "a member number used twice", "duplicate-member", with_second(index=a.index)
    yield "more groups needed than there are", "group-threshold", [
        replace(share, group_threshold=2).mnemonic() for share in (a, b)]
    yield "one group of two", "not-enough", grouped[1][:2]
    yield "two groups, one of them not complete", "not-enough", [*grouped[0], grouped[1][0]]
    yield "no share", "not-enough", []


def resized(share, count):
    """The share's first words up to a length, with a checksum that fits."""
    from shamir_mnemonic import rs1024, wordlist
    data = list(wordlist.mnemonic_to_indices(share.mnemonic()))[:count - 3]
    checksum = rs1024.create_checksum(data, b"shamir_extendable" if share.extendable else b"shamir")
    return " ".join(wordlist.words_from_indices(data + list(checksum)))


def padding_broken(share):
    """The same share with the top padding bit of its value set, and a checksum that fits."""
    from shamir_mnemonic import rs1024, wordlist
    data = list(wordlist.mnemonic_to_indices(share.mnemonic()))[:-3]
    data[4] |= 1 << 9
    checksum = rs1024.create_checksum(data, b"shamir_extendable" if share.extendable else b"shamir")
    return " ".join(wordlist.words_from_indices(data + list(checksum)))


CODEX32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def codex32():
    """Secrets of the lengths that the judge takes, and sets made of shares or of a secret."""
    def fixed(label, count):
        return "".join(CODEX32[byte & 31] for byte in stream(f"codex32 {label}", count))

    secrets, sets = [], []
    for length in range(16, 65, 4):
        seed = stream(f"codex32 seed {length}", length)
        made = Codex32String.from_seed(seed, "ms10" + fixed(f"name {length}", 4), pad_val=0)
        secrets.append({"seed": seed.hex(), "string": made.s})
    shapes = [(2, 16, "ac"), (2, 32, "ac"), (3, 32, "s9h"), (2, 64, "sx"), (9, 16, "acdefghjk")]
    for threshold, length, given in shapes:
        name, size = fixed(f"set {threshold} {length}", 4), (length * 8 + 4) // 5
        base = [Codex32String.from_unchecksummed_string(
            f"ms1{threshold}{name}{index}" + fixed(f"{threshold} {length} {index}", size)) for index in given]
        at = {index: Codex32String.interpolate_at(base, index).s for index in "sacdefghjklmnpqrtuvwxyz023456789"}
        secret = at.pop("s")
        sets.append({"threshold": threshold, "secret": secret, "shares": at,
                     "seed": Codex32String.from_string("ms", secret).data.hex()})
    return {"judge": "codex32 0.6.1", "secrets": secrets, "sets": sets}


def rolls_of(source, count):
    """Symbols that look rolled, each from one byte of a stream (bytes that would bias are skipped)."""
    symbols = {
        "dice": list("123456"), "coins": list("01"),
        "cards": [rank + suit for suit in "SHDC" for rank in "A23456789TJQK"],
    }[source]
    taken, deck = [], list(symbols)
    for byte in stream(f"rolls of {source}", 4096):
        if len(taken) == count:
            break
        if byte >= 256 - 256 % len(deck):
            continue
        symbol = deck[byte % len(deck)]
        taken.append(symbol)
        if source == "cards":
            deck.remove(symbol)
            deck = deck or list(symbols)
    return "".join(taken)


NEEDED_DICE = {12: 50, 15: 62, 18: 75, 21: 87, 24: 99}


def dice():
    kernel = stream("kernel bytes", 32)
    digits = kernel.hex()
    cases = []
    for words, length in zip([12, 15, 18, 21, 24], LENGTHS):
        for source, count in [("dice", NEEDED_DICE[words]), ("coins", length * 8), ("cards", 60)]:
            rolls = rolls_of(source, count)
            for kind in ["only", "mixed"]:
                text = rolls if kind == "only" else f"{digits}:{rolls}"
                entropy = sha256(text.encode())[:length]
                cases.append({
                    "source": source, "kind": kind, "words": words, "rolls": rolls,
                    "entropy": entropy.hex(), "mnemonic": ENGLISH.to_mnemonic(entropy),
                })
    degenerate = [
        ("dice", "6" * 99), ("dice", "123456" * 17), ("dice", "12" * 50), ("dice", "6" * 98 + "1"),
        ("coins", "1" * 256), ("coins", "10" * 128), ("dice", "1" * 50 + "2" * 49),
    ]
    return {
        "judge": "hashlib, mnemonic 0.21",
        "kernel": digits, "commitment": sha256(digits.encode()).hex(), "cases": cases,
        "too_few": [{"source": "dice", "words": w, "have": n - 1, "need": n} for w, n in NEEDED_DICE.items()],
        "degenerate": [{"source": s, "rolls": r} for s, r in degenerate],
    }


def seedqr():
    cases = []
    for name, words in published():
        numbers = [ENGLISH.wordlist.index(word) for word in words.split()]
        cases.append({
            "source": name, "words": words, "digits": "".join(f"{n:04}" for n in numbers),
            "compact": ENGLISH.to_entropy(words).hex(),
        })
    digits = cases[0]["digits"]
    refused = [("a number above 2047", "2048" + digits[4:]), ("three digits too few", digits[:-3]),
               ("another last word", digits[:-4] + "0000"), ("a letter", "a" + digits[1:]), ("nothing", "")]
    return {"judge": "mnemonic 0.21", "valid": cases,
            "refused": [{"why": why, "digits": text} for why, text in refused]}


def checksummed(address):
    """EIP-55: a letter is upper case where the hash of the lower-case digits has a digit above 7."""
    mask = keccak.new(digest_bits=256, data=address.encode()).hexdigest()
    return "0x" + "".join(c.upper() if int(m, 16) > 7 else c for c, m in zip(address, mask))


def eip55():
    cases = []
    for n in range(40):
        address = checksummed(stream(f"address {n}", 20).hex())
        letters = [i for i, c in enumerate(address) if i > 1 and c.isalpha()]
        at = letters[n % len(letters)]
        wrong = address[:at] + address[at].swapcase() + address[at + 1:]
        cases.append({"address": address, "one_letter_in_the_other_case": wrong})
    return {"judge": "pycryptodome, as bip_utils 2.12.3 needs it", "cases": cases}


def line_checks():
    def check(line):
        return hashlib.sha256(line.encode()).hexdigest()[:4]

    rows = []
    for name, words in published():
        words = words.split()
        fours = [" ".join(words[i:i + 4]) for i in range(0, len(words), 4)]
        rows.append({"source": name, "words": " ".join(words), "checks": [check(row) for row in fours]})
    lines = ["", "-----BEGIN AGE ENCRYPTED FILE-----", "a", "-----END AGE ENCRYPTED FILE-----"]
    lines += [stream(f"line {n}", 32).hex() for n in range(8)]
    return {"judge": "hashlib; the same as: printf %s 'LINE' | sha256sum | cut -c1-4",
            "rows_of_four": rows, "lines": [{"line": line, "check": check(line)} for line in lines]}


FILES = {
    "addresses.json": addresses, "bip39.json": bip39, "codex32.json": codex32, "coins.json": coins, "dice.json": dice,
    "eip55.json": eip55, "line-checks.json": line_checks, "monero.json": monero, "seedqr.json": seedqr,
    "slip39.json": slip39,
}


def main():
    different = []
    for name, make in FILES.items():
        text = json.dumps(make(), indent=1, ensure_ascii=False) + "\n"
        path = HERE / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            different.append(name)
    different += wordlists.different()
    if different:
        sys.exit(f"not what the judges give: {', '.join(different)}")
    print(f"{len(FILES)} files {'agree' if '--check' in sys.argv else 'written'}")


if __name__ == "__main__":
    main()
