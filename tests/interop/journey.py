"""Paper and back: printed pages are read by zbarimg, shamir-mnemonic and age, and by coldkeep."""

import itertools
import re
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter
from mnemonic import Mnemonic
from shamir_mnemonic import combine_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from program import (
    ENTROPY, FILE_PASSPHRASE, FINGERPRINT, WORDS, at_a_terminal, check, coldkeep, main, must_fail, run,
    same, secret_file,
)

PARITY = "COLDKEEP PARITY "
BEGIN, END = "-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"


def seed_qr_digits():
    english = Mnemonic("english").wordlist
    return "".join(f"{english.index(word):04}" for word in WORDS.split())


def pictures(pdf, dpi=200):
    """One PNG for each page, made by poppler."""
    stem = Path(pdf).stem
    run(["pdftoppm", "-r", dpi, "-png", pdf, stem])
    found = sorted(Path().glob(f"{stem}-*.png"))
    check(found, f"{pdf} has pages")
    return found


def payloads(picture):
    """What zbarimg reads in a picture, code by code."""
    xml = run(["zbarimg", "--quiet", "--xml", picture], code=None).text
    return re.findall(r"<data><!\[CDATA\[(.*?)\]\]></data>", xml, re.S)


def codes(picture):
    """Everything zbarimg reads in a picture, as one text."""
    return "\n".join(payloads(picture))


def armor_in(texts):
    """The age text that stands in one code or goes on over several, put together as a person would."""
    # Step 1 of the sheet: codes P1, P2 … stay out of the file.
    pieces = [text.strip() for text in texts if not share_in(text) and not text.isdigit() and len(text) > 100
              and not text.startswith(PARITY)]
    first = [piece for piece in pieces if piece.startswith(BEGIN)]
    last = [piece for piece in pieces if piece.endswith(END) and piece not in first]
    between = [piece for piece in pieces if piece not in first + last]
    whole = "\n".join(first + between + last) + "\n"
    check(whole.startswith(BEGIN) and whole.endswith(END + "\n"), "zbarimg reads the whole armor")
    return whole


def share_in(text):
    """The SLIP-39 share in a text that zbarimg read, or None."""
    for line in text.lower().splitlines():
        words = line.split()
        if len(words) in (20, 33) and all(word in WORDLIST for word in words):
            return " ".join(words)
    return None


def coldkeep_reads_all(picture):
    """coldkeep finds the codes that zbarimg finds, byte for byte as long, and the public ones the same."""
    expected = payloads(picture)
    items = coldkeep("scan", picture, "--all", "--json").data["items"]
    same(sorted(item["bytes"] for item in items), sorted(len(text.encode()) for text in expected),
         f"coldkeep and zbarimg read codes of the same lengths in {picture}")
    for item in items:
        if not item["secret"]:
            check(item["content"].strip() in [text.strip() for text in expected],
                  f"coldkeep and zbarimg read the same in {picture}")


def fingerprint_of(done):
    return done.data["fingerprint"]


def seed_sheet(_):
    """the seed sheet: zbarimg and coldkeep read its SeedQR, restore gives the fingerprint"""
    words = secret_file("words.txt", WORDS + "\n")
    coldkeep("print", "seed", "--words-from", words, "--qr", "-o", "seed.pdf", "--allow-secret-file")
    run(["qpdf", "--check", "seed.pdf"])
    with_codes = [page for page in pictures("seed.pdf") if payloads(page)]
    check(with_codes, "zbarimg finds a code on the seed sheet")
    read = "\n".join(codes(page) for page in with_codes)
    check(seed_qr_digits() in read, "zbarimg reads the SeedQR's digits")
    must_fail(lambda: check(seed_qr_digits()[::-1] in read, ""), "other digits are not found")
    for page in with_codes:
        coldkeep_reads_all(page)
        unrevealed = coldkeep("scan", page, code=None)
        check(seed_qr_digits() not in unrevealed.text + unrevealed.err.decode(),
              "without --reveal a seed does not reach a pipe")
    page = with_codes[0]
    same(fingerprint_of(coldkeep("restore", page, "--expect", FINGERPRINT, "--json")), FINGERPRINT,
         "restore from the picture of the seed sheet")
    coldkeep("restore", page, "--expect", "8c65eb9f", "--json", code=5)
    same(fingerprint_of(coldkeep("restore", "seed.pdf", "--json")), FINGERPRINT, "restore from the PDF")


def shares(_):
    """the shares: shamir-mnemonic recombines any two to the entropy, coldkeep to the wallet"""
    words = secret_file("words.txt", WORDS + "\n")
    coldkeep("print", "shares", "2of3", "--words-from", words, "-o", "shares.pdf", "--allow-secret-file")
    run(["qpdf", "--check", "shares.pdf"])
    found = {}
    for page in pictures("shares.pdf"):
        share = share_in(codes(page))
        if share:
            found[page] = share
    same(len(found), 3, "zbarimg reads three shares")
    for page, share in found.items():
        coldkeep_reads_all(page)
        revealed = coldkeep("scan", page, "--reveal").text.lower()
        check(share in " ".join(revealed.split()), f"coldkeep scan --reveal gives the share of {page}")
    for (one, first), (two, second) in itertools.combinations(found.items(), 2):
        same(combine_mnemonics([first, second]).hex(), ENTROPY, f"shamir-mnemonic: {one} and {two}")
        same(fingerprint_of(coldkeep("combine", one, two, "--as", "bip39", "--json")), FINGERPRINT, f"combine {one} {two}")
        same(fingerprint_of(coldkeep("restore", one, two, "--json")), FINGERPRINT, f"restore {one} {two}")
    same(fingerprint_of(coldkeep("combine", "shares.pdf", "--as", "bip39", "--json")), FINGERPRINT,
         "combine from the PDF, all three agreeing")
    coldkeep("combine", next(iter(found)), code=4)
    shamir = Path(sys.executable).with_name("shamir")
    typed = "\n".join(list(found.values())[1:]) + "\n"
    recovered = run([shamir, "recover"], stdin=typed).text
    check(ENTROPY in recovered, "the stock program `shamir recover` prints the entropy")


def encrypted_sheet(_):
    """the encrypted sheet: age opens the armor that zbarimg read, restore gives the fingerprint"""
    words = secret_file("words.txt", WORDS + "\n")
    lock = secret_file("lock.txt", FILE_PASSPHRASE + "\n")
    coldkeep("print", "encrypted", "--words-from", words, "--file-passphrase-from", lock, "-o", "enc.pdf")
    run(["qpdf", "--check", "enc.pdf"])
    pages = pictures("enc.pdf")
    read = "".join(codes(page) for page in pages)
    armor = armor_in([text for page in pages for text in payloads(page)])
    Path("sheet.age").write_text(armor, encoding="ascii")
    at_a_terminal(["age", "-d", "-o", "opened.txt", "sheet.age"], [("passphrase", FILE_PASSPHRASE)])
    same(Path("opened.txt").read_text(encoding="utf-8").split("\n")[0], WORDS, "age opens the words")
    at_a_terminal(["age", "-d", "-o", "wrong.txt", "sheet.age"], [("passphrase", "another")], code=1)
    page = next(page for page in pages if payloads(page))
    for each in pages:
        if payloads(each):
            coldkeep_reads_all(each)
    same(coldkeep("scan", "enc.pdf").text.strip(), armor.strip(), "coldkeep scan gives the armor")
    texts = [text for page in pages for text in payloads(page)]
    for dead in range(len(texts)):
        left = []
        for number, text in enumerate(texts):
            if number != dead:
                Path(f"code-{number}.txt").write_text(text, encoding="ascii")
                left.append(f"code-{number}.txt")
        same(coldkeep("scan", *left).text.strip(), armor.strip(), f"code {dead + 1} of {len(texts)} is destroyed")
    must_fail(lambda: coldkeep("scan", "code-0.txt"), "two codes are destroyed")
    check(ENTROPY not in read and WORDS.split()[0] + " " + WORDS.split()[1] not in read, "nothing is in clear")
    opened = coldkeep("restore", page, "--file-passphrase-from", lock, "--json")
    same(fingerprint_of(opened), FINGERPRINT, "restore from the picture of the encrypted sheet")


def split_key(_):
    """the encrypted sheet with its key in shares: shamir recover and age open it, no coldkeep"""
    words = secret_file("words.txt", WORDS + "\n")
    coldkeep("print", "encrypted", "--words-from", words, "--split", "2of3", "-o", "enc.pdf",
             "--allow-secret-file")
    pages = pictures("enc.pdf")
    read = [codes(page) for page in pages]
    found = [share for share in map(share_in, read) if share]
    same(len(found), 3, "zbarimg reads three shares of the key")
    armor = armor_in([text for page in pages for text in payloads(page)])
    Path("sheet.age").write_text(armor, encoding="ascii")
    for number, pair in enumerate(itertools.combinations(found, 2)):
        key = combine_mnemonics(list(pair)).hex()
        same(len(key), 32, "the key is 32 hex digits")
        name = f"opened-{number}.txt"
        at_a_terminal(["age", "-d", "-o", name, "sheet.age"], [("passphrase", key)])
        same(Path(name).read_text(encoding="utf-8").split("\n")[0], WORDS, "age opens the words")


def punched(picture):
    """The template of a picture as a plate: round dark marks on steel, made from the middles of its squares."""
    page = Image.open(picture).convert("L")
    # The frame of the template is 100 mm wide and has the only horizontal line of that length.
    long = page.width * 97 // 210
    rows = (y for y in range(page.height) if any(
        all(page.getpixel((x + step, y)) < 128 for step in range(0, long, 7))
        for x in range(0, page.width - long, 3)))
    top = next(rows)
    left = next(x for x in range(page.width) if page.getpixel((x, top)) < 128)
    right = next(x for x in range(page.width - 1, 0, -1) if page.getpixel((x, top)) < 128)
    side = right - left
    squares = 29 if "29" in str(picture) else 25
    module = side / (squares + 8)
    plate = Image.new("L", (16 * (squares + 8), 16 * (squares + 8)), 205)
    draw, marks = ImageDraw.Draw(plate), 0
    for row in range(squares):
        for column in range(squares):
            # Beside the middle, where no line parts the squares.
            at = (int(left + (column + 4.3) * module), int(top + (row + 4.3) * module))
            if page.getpixel(at) < 128:
                x, y = 16 * (column + 4.5), 16 * (row + 4.5)
                draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=50)
                marks += 1
    check(squares * squares // 3 < marks < squares * squares * 2 // 3, "a template has marks")
    names = Path(f"sharp-{squares}.png"), Path(f"unsharp-{squares}.png")
    for name, blur in zip(names, (1, 6)):
        plate.filter(ImageFilter.GaussianBlur(blur)).save(name)
    return names


def plates(_):
    """squares for a plate: working sheet, template and the punched plate are read by zbarimg and coldkeep"""
    twelve = Mnemonic("english").to_mnemonic(bytes(range(16)))
    for count, squares, text in ((24, 29, WORDS), (12, 25, twelve)):
        words = secret_file(f"words-{count}.txt", text + "\n")
        english = Mnemonic("english").wordlist
        digits = "".join(f"{english.index(word):04}" for word in text.split())
        pdf, plate = f"plate{squares}.pdf", f"seedqr{squares}"
        printed = coldkeep("print", "metal", "--plate", plate, "--words-from", words, "-o", pdf, "--allow-secret-file",
                           "--paper", "a4", "--json")
        run(["qpdf", "--check", pdf])
        sheet, template = pictures(pdf)
        sharp, unsharp = punched(template)
        for picture in (sheet, template, unsharp):
            same(payloads(picture), [digits], f"zbarimg reads {picture}")
        # Round marks stand apart: zbarimg finds no corners among them, and coldkeep does.
        for picture in (sheet, template, unsharp, sharp):
            same(fingerprint_of(coldkeep("restore", picture, "--json")), fingerprint_of(printed), f"restore {picture}")


def practice_kit(_):
    """the practice kit: the same bytes every time, and every code reads"""
    coldkeep("print", "practice", "-o", "one.pdf")
    coldkeep("print", "practice", "-o", "two.pdf")
    same(Path("one.pdf").read_bytes(), Path("two.pdf").read_bytes(), "two practice kits are the same bytes")
    run(["qpdf", "--check", "one.pdf"])
    text = run(["pdftotext", "one.pdf", "-"]).text
    check("practice" in text.lower(), "the pages say that they are practice")
    pages = pictures("one.pdf")
    read = [codes(page) for page in pages]
    for page in pages:
        if payloads(page):
            coldkeep_reads_all(page)
    found = [share for share in map(share_in, read) if share]
    check(len(found) >= 3, "zbarimg reads the practice shares")
    check(any(BEGIN in page for page in read), "zbarimg reads the practice armor")
    must_fail(lambda: check(share_in("zebra " * 33) is not None, ""), "words that are no share are not taken")


if __name__ == "__main__":
    main(seed_sheet, shares, encrypted_sheet, split_key, plates, practice_kit)
