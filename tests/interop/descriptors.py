"""Addresses of random multisig and miniscript descriptors, compared with embit."""

import hashlib
import os

from embit import bip32
from embit.descriptor import Descriptor
from embit.networks import NETWORKS

from program import check, coldkeep, main, must_fail, same

DESCRIPTORS = int(os.environ.get("COLDKEEP_DESCRIPTORS", "100"))
EACH = 2

# The keys A to D stand where the letters are; `{n}` is a number of blocks.
SHAPES = [
    "wsh(sortedmulti(2,A,B,C))",
    "wsh(multi(2,A,B,C))",
    "sh(wsh(sortedmulti(2,A,B,C)))",
    "sh(wsh(multi(3,A,B,C,D)))",
    "sh(sortedmulti(1,A,B))",
    "sh(multi(2,A,B))",
    "wsh(sortedmulti(4,A,B,C,D))",
    "wsh(or_d(pk(A),and_v(v:pkh(B),older({n}))))",
    "wsh(or_d(multi(2,A,B,C),and_v(v:pkh(D),older({n}))))",
    "wsh(andor(pk(A),older({n}),pk(B)))",
    "wsh(thresh(3,pk(A),s:pk(B),s:pk(C),sln:older({n})))",
    "sh(wsh(or_d(multi(2,A,B),and_v(v:multi(1,C,D),older({n})))))",
    "wsh(and_v(v:pk(A),after({n})))",
]


def drawn(number, label, below):
    """A number that anybody can draw again."""
    digest = hashlib.sha256(f"interop descriptor {label} {number}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def key(number, letter):
    """A key with its origin, of a seed that anybody can make again."""
    seed = hashlib.sha256(f"interop descriptor key {letter} {number}".encode()).digest()
    root = bip32.HDKey.from_seed(seed)
    path = f"48h/0h/{drawn(number, 'account', 20)}h/2h"
    account = root.derive("m/" + path).to_public()
    return f"[{root.my_fingerprint.hex()}/{path}]{account.to_base58()}"


def described(number):
    shape = SHAPES[number % len(SHAPES)].replace("{n}", str(1 + drawn(number, "blocks", 65535)))
    text = ""
    for at, letter in enumerate(shape):
        alone = letter in "ABCD" and shape[at - 1] in "(,"
        text += key(number, letter) + "/<0;1>/*" if alone else letter
    return text


def of_embit(text, change, index):
    derived = Descriptor.from_string(text).branch(int(change)).derive(index)
    return derived.script_pubkey().address(NETWORKS["main"])


def of_coldkeep(text, change, index):
    args = ["--change"] if change else []
    asked = coldkeep("address", "--descriptor-from", "-", "--index", index, "--count", EACH, *args,
                     "--json", stdin=text)
    return [address["address"] for address in asked.data["addresses"]]


def random_descriptors(_):
    """addresses of random multisig and miniscript descriptors"""
    first = set()
    for number in range(DESCRIPTORS):
        text = described(number)
        for change in (False, True):
            index = drawn(number, "index", 1000)
            expected = [of_embit(text, change, index + more) for more in range(EACH)]
            same(of_coldkeep(text, change, index), expected, f"descriptor {number}")
            first.add(expected[0])
    check(len(first) == 2 * DESCRIPTORS, "the descriptors differ")


def another_order(_):
    """the order of keys that are not sorted"""
    text = described(1)
    first, second = key(1, "A"), key(1, "B")
    changed = text.replace(first, "FIRST").replace(second, first).replace("FIRST", second)
    own = of_coldkeep(changed, False, 5)
    expected = [of_embit(text, False, 5 + more) for more in range(EACH)]
    must_fail(lambda: same(own, expected, "another order"), "two keys that changed places are noticed")


if __name__ == "__main__":
    main(random_descriptors, another_order)
