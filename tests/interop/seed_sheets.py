"""Printed sheets of seeds that are not BIP-39: read by pdftotext, and their addresses derived again by other programs."""

import re
from pathlib import Path

from bip_utils import (Bip32Slip10Secp256k1, Bip84, Bip84Coins, ElectrumV1, ElectrumV1SeedGenerator, ElectrumV2SeedGenerator,
                       ElectrumV2Segwit, Monero, MoneroSeedGenerator)
from codex32 import CodexError, Codex32String

from program import Failed, check, coldkeep, main, must_fail, run, same

# Published: Electrum's own tests, the documents of Monero, test vector 1 of BIP-0093.
SEEDS = {
    "electrum": "bitter grass shiver impose acquire brush forget axis eager alone wine silver",
    "electrum-old": "powerful random nobody notice nothing important anyway look away hidden message over",
    "monero": "velvet lymph giddy number token physics poetry unquoted nibs useful sabotage limits benches lifestyle eden "
              "nitrogen anvil fewest avoid batch vials washing fences goat unquoted",
    "codex32": "MS10TESTSXXXXXXXXXXXXXXXXXXXXXXXXXX4NZVCA9CMCZLW",
}
MARKS = {"electrum": "ELECTRUM SEED", "electrum-old": "ELECTRUM 1 SEED", "monero": "MONERO SEED", "codex32": "CODEX32 SECRET"}


def printed(folder, kind):
    """What pdftotext reads of the sheet."""
    file = Path("/dev/shm") / f"coldkeep-{folder.name}.pdf"
    try:
        coldkeep("print", "seed", "--words-from", "-", "-o", file, "--quiet", stdin=SEEDS[kind])
        return run(["pdftotext", "-layout", file, "-"]).text
    finally:
        file.unlink(missing_ok=True)


def middle(text):
    """The panel with the words or letters."""
    panel = text.split("whoever reads them owns it")[1].split("check of a row")[0]
    return "".join(f"{line}\n" for line in panel.splitlines() if re.search(r" [0-9a-f]{4} *$", line))


def words_of(text):
    found = {int(number): word for number, word in re.findall(r"(\d{1,2}) +([a-z]{3,16})(?=\s)", middle(text))}
    return " ".join(found[number] for number in sorted(found))


def letters_of(text):
    rows = re.findall(r"^ *\d+ +((?:[A-Z0-9]{1,4} +)+)[0-9a-f]{4}\b", middle(text), re.MULTILINE)
    return "".join("".join(row.split()) for row in rows)


def derived(kind, text):
    """The first address, from the words or letters of the page alone."""
    if kind == "codex32":
        try:
            seed = Codex32String(letters_of(text)).data
        except CodexError as error:
            raise Failed(f"the letters of the page: {error}") from error
        check(Bip32Slip10Secp256k1.FromSeed(seed).FingerPrint().ToHex() in text, "the page shows the fingerprint")
        return Bip84.FromSeed(seed, Bip84Coins.BITCOIN).DeriveDefaultPath().PublicKey().ToAddress()
    words = words_of(text)
    same(words, SEEDS[kind], "the words of the page")
    if kind == "electrum":
        return ElectrumV2Segwit.FromSeed(ElectrumV2SeedGenerator(words).Generate()).GetAddress(0, 0)
    if kind == "electrum-old":
        return ElectrumV1.FromSeed(ElectrumV1SeedGenerator(words).Generate()).GetAddress(0, 0)
    return Monero.FromSeed(MoneroSeedGenerator(words).Generate()).PrimaryAddress()


def judged(kind, text):
    check(MARKS[kind] in text, f"the page says {MARKS[kind]}")
    check("BIP-39" not in text, "the page does not call it BIP-39")
    address = derived(kind, text)
    without_gaps = re.sub(r"\s", "", text)
    lines = max(2, -(-len(address) // 44))
    size = -(-len(address) // lines)
    for start in range(0, len(address), size):
        check(address[start:start + size] in without_gaps, f"the page shows {address} in {lines} lines")


def every_kind(folder):
    """the sheet of every kind gives its address from what it shows"""
    for kind in SEEDS:
        judged(kind, printed(folder, kind))


def another_page(folder):
    """a page of another word, letter or address is noticed"""
    for kind in ["monero", "codex32"]:
        text = printed(folder, kind)
        changed = text.replace("TEST", "TEXT", 1) if kind == "codex32" else text.replace(" poetry ", " pockets ")
        check(changed != text, "there is something to change")
        must_fail(lambda: judged(kind, changed), "another word or letter")
        address = derived(kind, text)
        must_fail(lambda: judged(kind, text.replace(address[:8], "4abcdefg")), "another address")


if __name__ == "__main__":
    main(every_kind, another_page)
