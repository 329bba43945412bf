"""Printed seed sheets: words, fingerprint, address and code are read by other programs and derived again by bip_utils."""

import re
import sys
from pathlib import Path

from bip_utils import Bip32Slip10Secp256k1
from mnemonic import Mnemonic

from derivation import KINDS, Asked
from program import Failed, check, coldkeep, main, must_fail, run, same

# Sheets of each kind of address; --full is the figure of a release.
ROUNDS = 10 if "--full" in sys.argv else 1


def sheet_of(number):
    """The seed and kind of a number, at the first address of the first account."""
    asked = Asked.drawn(number)
    asked.account = asked.change = asked.index = 0
    asked.count = 1
    return asked


def printed(folder, sheet):
    """Prints a sheet in memory and gives what pdftotext and zbarimg read of it."""
    file = Path("/dev/shm") / f"coldkeep-sheet-{folder.name}.pdf"
    try:
        coldkeep("print", "seed", "--words-from", "-", "--coin", sheet.coin, *sheet.flags, "-o", file, "--quiet",
                 stdin=sheet.words)
        text = run(["pdftotext", "-layout", file, "-"]).text
        run(["pdftoppm", "-r", "200", "-gray", "-png", file, folder / "page"])
        codes = run(["zbarimg", "-q", "--raw", folder / "page-1.png"]).text.split()
    finally:
        file.unlink(missing_ok=True)
    return text, codes


def words_of(text):
    """The numbered words, in their order."""
    pairs = re.findall(r"(?:^|\s)(\d{1,2}) +([a-z]{3,8})(?=\s)", text.split("whoever reads them")[1].split("Passphrase in use")[0])
    found = {int(number): word for number, word in pairs}
    return " ".join(found[number] for number in sorted(found))


def judged(page, sheet):
    """Derives everything again from the words that the page shows, and from nothing else."""
    text, codes = page
    words = words_of(text)
    same(words, sheet.words, "the words of the page")
    check(Mnemonic("english").check(words), "the words of the page fit together")
    sheet.words, sheet.seed = words, Mnemonic.to_seed(words)
    root = Bip32Slip10Secp256k1.FromSeed(sheet.seed)
    without_gaps = re.sub(r"\s", "", text)
    fingerprint = root.FingerPrint().ToHex()
    check(fingerprint in text, f"the page shows the fingerprint {fingerprint}")
    address = sheet.first_judge()[0]
    check(any(code.lower() == address.lower() for code in codes), f"a code of the page is {address}")
    thirds = max(2, -(-len(address) // 44))
    size = -(-len(address) // thirds)
    for start in range(0, len(address), size):
        check(address[start:start + size] in without_gaps, f"the page shows {address} in {thirds} lines")
    path = sheet.paths()[0].replace("'", "h")
    check(path in text, f"the page shows the path {path}")


def every_kind_of_address(folder):
    """every kind of address on its sheet is derived again from the words of the page"""
    for number in range(len(KINDS) * ROUNDS):
        sheet = sheet_of(number)
        try:
            judged(printed(folder, sheet), sheet)
        except Failed as failed:
            raise Failed(f"sheet {number}, {sheet.coin} {sheet.flags}: {failed}") from failed


def another_page(folder):
    """a page of another word, another address or another code is noticed"""
    sheet = sheet_of(0)
    text, codes = printed(folder, sheet)
    word = sheet.words.split()[4]
    must_fail(lambda: judged((text.replace(f" {word} ", " zebra "), codes), sheet_of(0)), "a changed word")
    must_fail(lambda: judged((text, ["another"]), sheet_of(0)), "another code")
    address = sheet.first_judge()[0]
    must_fail(lambda: judged((text.replace(address[:8], "1abcdefg"), codes), sheet_of(0)), "another address")
    fingerprint = Bip32Slip10Secp256k1.FromSeed(sheet.seed).FingerPrint().ToHex()
    must_fail(lambda: judged((text.replace(fingerprint, "00000000"), codes), sheet_of(0)), "another fingerprint")


if __name__ == "__main__":
    main(every_kind_of_address, another_page)
