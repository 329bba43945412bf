"""Paper and back, wallets of a home, and a year of drills: journeys in which zbarimg, shamir-mnemonic, age and icalendar judge."""

import datetime
import hashlib
import itertools
import json
import re
import sqlite3
import sys
from pathlib import Path

from icalendar import Calendar
from PIL import Image, ImageDraw, ImageFilter
from mnemonic import Mnemonic
from shamir_mnemonic import combine_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from program import (
    COLDKEEP, ENTROPY, FILE_PASSPHRASE, FINGERPRINT, WORDS, at_a_terminal, check, coldkeep, main, must_fail,
    run, same, secret_file,
)

PARITY = "COLDKEEP PARITY "
# Phrases that are printed in public are not told by find.
UNPUBLISHED = "track novel gauge kiss imitate oyster vacuum provide bronze behave hand net"
BEGIN, END = "-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"


def seed_qr_digits():
    english = Mnemonic("english").wordlist
    return "".join(f"{english.index(word):04}" for word in WORDS.split())


def pictures(pdf, dpi=200):
    """One PNG for each page, made by poppler."""
    stem = f"{Path(pdf).stem}-{dpi}dpi"
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


def pictures_taken_twice(pdf):
    """For each page the picture in which zbarimg reads more codes: at 200 dpi it misses one of about 200 codes that it
    reads at every other resolution from 100 to 400, and a person takes another picture then."""
    by_page = zip(pictures(pdf), pictures(pdf, 300), strict=True)
    return [max(both, key=lambda picture: len(payloads(picture))) for both in by_page]


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
    for page in pictures_taken_twice("shares.pdf"):
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
    pages = pictures_taken_twice("enc.pdf")
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
    pages = pictures_taken_twice("enc.pdf")
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


def home_with_wallets(home):
    """What people have: a wallet of Bitcoin Core and one of Electrum, a key of Ethereum, and words in their notes."""
    core = home / ".bitcoin/wallets/old/wallet.dat"
    core.parent.mkdir(parents=True)
    with sqlite3.connect(core) as database:
        database.execute(f"PRAGMA application_id = {int.from_bytes(bytes.fromhex('f9beb4d9'), 'big', signed=True)}")
        database.execute("CREATE TABLE main(key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL)")
        database.execute("INSERT INTO main VALUES (?, ?)", (b"\x04mkey\x01\0\0\0", b"x"))
    database.close()
    electrum = {"keystore": {"seed": "M9F5SbHb27QlyedS5ix3ZZp5VGEw"}, "seed_version": 52, "use_encryption": True,
                "wallet_type": "standard"}
    key = {"address": "ab", "crypto": {"cipher": "aes-128-ctr", "kdf": "scrypt", "kdfparams": {"n": 8}}, "id": "1",
           "version": 3}
    texts = {".electrum/wallets/default_wallet": json.dumps(electrum), "Documents/notes.txt": f"milk\n{UNPUBLISHED}\n",
             "Downloads/UTC--2018-01-09--4f3a": json.dumps(key), "Documents/letter.txt": "dear aunt\n"}
    for name, text in texts.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    return core


def wallets_of_a_home(folder):
    """the wallets of a home: found in their places, named without a secret, encrypted for age, and counted as backed up"""
    home = Path("u").absolute()
    core = home_with_wallets(home)

    def find(*words):
        return run(["env", f"HOME={home}", COLDKEEP, "find", "--home", folder / "books", *words])

    def finds():
        return {str(Path(one["path"]).relative_to(home)): one for one in find("--json").data["finds"]}

    wallet, notes = ".bitcoin/wallets/old/wallet.dat", "Documents/notes.txt"
    same({name: one["locked"] for name, one in finds().items()},
         {wallet: "yes", ".electrum/wallets/default_wallet": "yes", "Downloads/UTC--2018-01-09--4f3a": "yes",
          notes: "no"}, "what is there")
    said = find()
    told = said.text + said.err.decode()
    for part in (f"~/{wallet}", "Bitcoin Core", "Electrum", "locked", "IN CLEAR", "notes.txt:2",
                 f"coldkeep --home {folder / 'books'} encrypt"):
        check(part in told, f"{part}: {told}")
    check(" ".join(UNPUBLISHED.split()[:2]) not in told, "no words are shown")
    # Encrypted as the last line says, and opened by age and tar.
    coldkeep("key", "new", "-o", "key.txt")
    recipient = coldkeep("key", "recipient", "key.txt").text.strip()
    coldkeep("encrypt", core.parent, "-r", recipient, "-o", "old.age")
    Path("back").mkdir()
    run(["sh", "-c", "age -d -i key.txt old.age | tar -x -C back"])
    back, = Path("back").rglob("wallet.dat")
    same(back.read_bytes(), core.read_bytes(), "age and tar give the wallet back")
    # The archive in the logbook, by hand as a person may write it, and its copy.
    content = core.read_bytes()
    Path("books").mkdir(mode=0o700)
    Path("books/logbook.toml").write_text(f"""format = 1
[[archive]]
name = "old"
recipients = ["{recipient}"]
[[archive.file]]
path = "{core}"
bytes = {len(content)}
sha256 = "{hashlib.sha256(content).hexdigest()}"
""", encoding="utf-8")
    same(finds()[wallet]["backed_up"], "no", "an archive of which no copy lies anywhere is none")
    coldkeep("copies", "add", "old/A", "--what", "archive", "--medium", "usb", "--place", "desk", "--home", "books")
    same(finds()[wallet]["backed_up"], "no", "a copy that nobody has read back is none")
    book = Path("books/logbook.toml")
    book.write_text(book.read_text() + 'drills = [{ on = 2026-11-22, how = "read", result = "pass" }]\n')
    same(finds()[wallet]["backed_up"], "yes", "it has a copy now that was read back")
    with open(core, "r+b") as file:
        file.seek(len(content) - 1)
        file.write(bytes([content[-1] ^ 1]))
    same(finds()[wallet]["backed_up"], "changed", "it has changed since")
    same(finds()[notes]["backed_up"], "no", "another file has none")


def events(calendar):
    """The days and words of a calendar, as icalendar reads them."""
    read = Calendar.from_ical(calendar)
    check(read.events and not read.errors, "a calendar with something in it")
    for one in read.events:
        check(one["UID"] and one["DTSTAMP"] and not one.errors, "each entry has a name and a time")
    same(len({one["UID"] for one in read.events}), len(read.events), "each entry has a name of its own")
    return [(one["DTSTART"].dt, one["DTEND"].dt, str(one["SUMMARY"])) for one in read.events]


def drills(_):
    """a year of drills: a printed sheet is drilled, status says what is due, and icalendar reads its calendar"""
    words = secret_file("words.txt", WORDS + "\n")
    other = secret_file("other.txt", " ".join(["abandon"] * 11 + ["about"]) + "\n")
    coldkeep("print", "seed", "--words-from", words, "--qr", "-o", "seed.pdf", "--allow-secret-file")
    page, = [page for page in pictures("seed.pdf", 150) if payloads(page)][:1]
    made = ("--made", "2025-11-22", "--practice", "--fingerprint", FINGERPRINT, "--home", "home")
    coldkeep("copies", "add", "savings/A", "--place", "home safe", "--sealed", "0417", "--read-back", *made)
    coldkeep("copies", "add", "savings/B", "--medium", "steel", "--place", "bank box", "--offsite", "--read-back", *made)
    coldkeep("copies", "add", "savings/C", "--place", "sister", "--offsite", *made)
    status = lambda day, *more, code: coldkeep("status", "--on", day, "--home", "home", *more, code=code)
    drill = lambda copy, *how, code=0: coldkeep("drill", copy, "--home", "home", *how, "--looks", "ok", code=code)
    first = status("2025-11-22", code=7).text
    for part in ("savings/C was never read", "3 copies ✓", "1 off-site ✓", "You can lose any 2 places. A thief needs 1"):
        check(part in first, f"{part}: {first}")
    drill("savings/C", "--words-from", other, "--on", "2025-11-22", code=5)
    check("the last drill of savings/C failed" in status("2025-11-22", code=7).text, "it was noted")
    check("matches" in drill("savings/C", page, "--on", "2025-11-23").err.decode(), "the page is the right one")
    status("2025-11-23", "--ics", "drills.ics", code=0)
    day = lambda text: datetime.date.fromisoformat(text)
    look = "Look at the blue folder"
    same(events(Path("drills.ics").read_bytes()), [
        (day("2026-05-22"), day("2026-05-23"), look), (day("2026-05-23"), day("2026-05-24"), look)], "two days")
    status("2026-05-24", code=7)
    for copy in "ABC":
        drill(f"savings/{copy}", "--look", "--on", "2026-05-24")
    status("2026-05-25", "--ics", "drills.ics", code=6)
    words = "Ordner; Ü" + "n" * 80 + ", links"
    status("2026-05-25", "--ics", "drills.ics", "-f", "--ics-text", words, code=0)
    same(events(Path("drills.ics").read_bytes()), [(day("2027-05-24"), day("2027-05-25"), words)], "a year later")
    # Without a copy nothing is due, and a calendar of nothing is none.
    for copy in "ABC":
        coldkeep("copies", "destroyed", f"savings/{copy}", "--home", "home")
    status("2026-05-25", "--ics", "none.ics", code=7)
    check(not Path("none.ics").exists(), "no file")
    must_fail(lambda: events("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//reminders//EN\r\nEND:VCALENDAR\r\n"),
              "a calendar of nothing")


if __name__ == "__main__":
    main(seed_sheet, shares, encrypted_sheet, split_key, plates, practice_kit, wallets_of_a_home, drills)
