"""Damaged codes of every page: own reader and zbarimg side by side; --full prints the tables of docs/PAPER.md."""

import os
import re
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageFilter

import wear
from program import FILE_PASSPHRASE, WORDS, check, coldkeep, main, must_fail, run, same, secret_file

FULL = "--full" in sys.argv
# Draws of each damage and degree: places of a blot, angles, light. A CI run takes some of the degrees and one draw.
DRAWS = 20 if FULL else 1
# zbarimg is given so many pictures at once.
BATCH = 40
# Two keys: test vectors 1 and 3 of BIP-0032.
KEYS = (
    "[3442193e/48h/0h/0h/2h]xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
    "[41d63b50/48h/0h/0h/2h]xpub661MyMwAqRbcEZVB4dScxMAdx6d4nFc9nvyvH3v4gJL378CSRZiYmhRoP7mBy6gSPSCYk6SzXPTf3ND1cZAceL7SfJ1Z3GC8vBgp2epUt13",
)
DESCRIPTOR = f"wsh(sortedmulti(2,{KEYS[0]}/<0;1>/*,{KEYS[1]}/<0;1>/*))\n"
# What has to be read at least, in percent: the damage, the degree, the level of the code.
TARGETS = [("ink blot", 12, "Q", 95), ("hole", 12, "Q", 95), ("ink blot", 18, "H", 95), ("hole", 18, "H", 95)]


def pages():
    """Every page that has codes: its name and the file."""
    words = secret_file("words.txt", WORDS + "\n")
    lock = secret_file("lock.txt", FILE_PASSPHRASE + "\n")
    given, out = ["--words-from", words], ["--allow-secret-file", "--quiet"]
    made = [
        ("seed sheet", ["print", "seed", *given, "--qr", *out]),
        ("share sheet", ["print", "shares", "2of3", *given, *out]),
        ("encrypted sheet", ["print", "encrypted", "--parity", "0", *given, "--file-passphrase-from", lock, "--quiet"]),
        ("sheet of SSKR", ["print", "shares", "2of3", "--scheme", "sskr", *given, *out]),
        ("sheet of codex32", ["print", "shares", "2of3", "--scheme", "codex32", "--as-seed", *given, *out]),
        ("description of a wallet", ["print", "descriptor", secret_file("./family.txt", DESCRIPTOR), "--quiet"]),
        ("encrypted sheet, key in shares", ["print", "encrypted", "--parity", "0", *given, "--split", "2of3", *out]),
    ]
    for number, (name, args) in enumerate(made):
        coldkeep(*args, "-o", f"page-{number}.pdf")
        yield name, f"page-{number}.pdf"


def squares(page):
    """Where the codes of a page stand: dark squares, found on a small picture, then cut exactly."""
    scale = 4
    small = page.resize((page.width // scale, page.height // scale), Image.BOX)
    dark = small.point(lambda value: 255 if value < 160 else 0).filter(ImageFilter.MaxFilter(5))
    pixels, seen = dark.load(), set()
    for y in range(0, dark.height, 4):
        for x in range(0, dark.width, 4):
            if not pixels[x, y] or (x, y) in seen:
                continue
            left, top, right, bottom, count, edge = x, y, x, y, 0, [(x, y)]
            seen.add((x, y))
            while edge:
                px, py = edge.pop()
                count += 1
                left, right, top, bottom = min(left, px), max(right, px), min(top, py), max(bottom, py)
                for near in ((px + 1, py), (px - 1, py), (px, py + 1), (px, py - 1)):
                    if 0 <= near[0] < dark.width and 0 <= near[1] < dark.height and near not in seen and pixels[near]:
                        seen.add(near)
                        edge.append(near)
            w, h = right - left + 1, bottom - top + 1
            if abs(w - h) <= 4 and w > 50 and count > 0.6 * w * h:
                area = page.crop((left * scale, top * scale, (right + 1) * scale, (bottom + 1) * scale))
                box = area.point(lambda value: 255 if value < 128 else 0).getbbox()
                yield tuple(side + offset * scale for side, offset in zip(box, (left, top, left, top)))


class Printed:
    """A code of a page, its text as zbarimg reads it, and how coldkeep is asked for that text."""

    def __init__(self, code, text, secret):
        self.code, self.text, self.secret = code, text, secret
        # The pictures to be read with it and the text of all together, where the code is a part of an armor.
        self.others, self.whole = [], text


def kinds():
    """One code of each kind, version and level, by its name."""
    found, folder = {}, Path()
    for name, pdf in pages():
        run(["pdftoppm", "-r", wear.DPI, "-gray", "-png", pdf, Path(pdf).stem])
        parts = []
        for picture in sorted(folder.glob(f"{Path(pdf).stem}-*.png")):
            page = Image.open(picture).convert("L")
            for number, box in enumerate(squares(page)):
                file = f"clean-{picture.stem}-{number}.png"
                margin = (box[2] - box[0]) // 7
                around = (box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)
                page.crop(around).save(file)
                text = by_zbarimg([file])[file]
                done = coldkeep("scan", "--all", "--json", "-q", file, code=None)
                if not text and done.code == 3:
                    continue  # a square that is no code
                own = [item for item in done.data["items"] if "level" in item]
                same([item["bytes"] for item in own], [len(one.encode()) for one in text],
                     f"both readers see one code in a cut of {name}")
                kind, version = own[0]["kind"], f"{own[0]['version']}-{own[0]['level']}"
                box = tuple(side - offset for side, offset in zip(box, around[:2] * 2))
                printed = Printed(wear.Code(page.crop(around), box, 17 + 4 * own[0]["version"]), text[0].strip(), own[0]["secret"])
                if kind in ("age-armor", "unknown"):
                    kind = "age-armor" if not parts else f"its part {len(parts) + 1}"
                    parts.append((file, printed))
                found.setdefault((name, kind, version), printed)
        for file, printed in parts[1:]:
            printed.others = [other for other, _ in parts if other != file]
            printed.whole = "\n".join(part.text for _, part in parts)
    # The same kind on another page is the same code in another size at most.
    once = {}
    for (name, kind, version), printed in found.items():
        once.setdefault((kind, version), ((name, kind, version), printed))
    return dict(once.values())


def by_zbarimg(files):
    """What zbarimg reads in each file."""
    xml = run(["zbarimg", "--quiet", "--xml", *files], code=None).out.decode("utf-8", "replace")
    read = {name: [] for name in files}
    for name, inside in re.findall(r"<source href='([^']*)'>(.*?)</source>", xml, re.S):
        read[name] = re.findall(r"<symbol type='QR-Code'.*?<data><!\[CDATA\[(.*?)\]\]></data>", inside, re.S)
    return read


def by_coldkeep(file, printed):
    """What coldkeep reads in a file; a secret is asked for by name, since no list shows it."""
    if printed.secret:
        done = coldkeep("scan", "--reveal", "-q", file, *printed.others, code=None)
        return [done.text] if done.code == 0 else []
    done = coldkeep("scan", "--all", "--json", "-q", file, code=None)
    return [item["content"] for item in done.data["items"] if "content" in item] if done.code == 0 else []


def plain(text):
    """The text without space around it; a UR says the same in capitals and small letters."""
    text = text.strip()
    return text.lower() if text.lower().startswith("ur:") else text


class Counts:
    """Of one kind and degree: pictures, and what each reader made of them."""

    def __init__(self):
        self.pictures, self.right, self.wrong = 0, [0, 0], [0, 0]

    def add(self, *readings):
        """What was printed, and what was read, for each reader."""
        self.pictures += 1
        for reader, (expected, texts) in enumerate(readings):
            expected, texts = plain(expected), [plain(text) for text in texts]
            self.right[reader] += expected in texts
            self.wrong[reader] += any(text != expected for text in texts)

    def plus(self, other):
        self.pictures += other.pictures
        for reader in (0, 1):
            self.right[reader] += other.right[reader]
            self.wrong[reader] += other.wrong[reader]

    def shown(self):
        return " / ".join(f"{100 * right / self.pictures:.0f}" for right in self.right)


def degrees_of(degrees):
    return degrees if FULL else degrees[len(degrees) // 3 :: 5]


def measured(codes):
    """Every kind of code under every damage."""
    counts = defaultdict(Counts)
    for key, printed in codes.items():
        code, jobs = printed.code, []
        for name, _, damage, degrees in wear.DAMAGES:
            for degree in degrees_of(degrees):
                for draw in range(DRAWS):
                    file = f"{name}-{degree}-{draw}.png"
                    damage(code, degree, wear.drawn(f"{key} {file}")).save(file, compress_level=1)
                    jobs.append((name, degree, file))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            own = pool.map(lambda job: by_coldkeep(job[2], printed), jobs)
            batches = [[job[2] for job in jobs[at:at + BATCH]] for at in range(0, len(jobs), BATCH)]
            others = {}
            for read in pool.map(by_zbarimg, batches):
                others.update(read)
            for (name, degree, file), texts in zip(jobs, own):
                counts[key, name, degree].add((printed.whole, texts), (printed.text, others[file]))
                Path(file).unlink()
        print(f"  {', '.join(key)}: {code.millimetres:.0f} mm, modules of {code.millimetres / code.modules:.2f} mm, "
              f"{len(jobs)} pictures", flush=True)
    return counts


def pooled(counts, wanted):
    total = Counts()
    for key, one in counts.items():
        if wanted(key):
            total.plus(one)
    return total


def tables(counts):
    """Markdown: percent read by coldkeep / by zbarimg."""
    names = list(dict.fromkeys(code for code, _, _ in counts))
    for name, unit, _, degrees in wear.DAMAGES:
        degrees = degrees_of(degrees)
        if not degrees:
            continue
        print(f"\n| {name}, {unit} | ".replace(", |", " |") + " | ".join(str(degree) for degree in degrees) + " |")
        print("|---" * (len(degrees) + 1) + "|")
        for page, kind, version in names:
            cells = [counts[(page, kind, version), name, degree].shown() for degree in degrees]
            print(f"| {kind}, {version} | " + " | ".join(cells) + " |")
        cells = [pooled(counts, lambda key, d=degree: key[1:] == (name, d)).shown() for degree in degrees]
        print("| **all** | " + " | ".join(cells) + " |")


def controls(printed):
    """A wrong text counts as wrong, and a code that is nearly all covered is not read."""
    one = Counts()
    one.add(("printed", ["printed"]), ("printed", ["another"]))
    same((one.right, one.wrong), ([1, 0], [0, 1]), "another text is a wrong one")
    must_fail(lambda: same(one.wrong, [0, 0], ""), "a wrong text is noticed")
    printed.code.picture.save("whole.png")
    same([read.strip() for read in by_coldkeep("whole.png", printed)], [printed.text], "the whole code is read")
    wear.ink(printed.code, 70, wear.drawn("control")).save("covered.png")
    same(by_coldkeep("covered.png", printed), [], "a covered code is not read")


def damage_curve(_):
    """damaged codes: no wrong text, and at least as much read as zbarimg reads"""
    codes = kinds()
    controls(next(iter(codes.values())))
    counts = measured(codes)
    tables(counts)
    total = pooled(counts, lambda _: True)
    print(f"\n  {total.pictures} pictures of {len({key[0] for key in counts})} codes: read {total.right[0]} by coldkeep, "
          f"{total.right[1]} by zbarimg; wrong texts {total.wrong[0]} and {total.wrong[1]}")
    same(total.wrong[0], 0, "no text but the printed one is ever read")
    lost = []
    for name, _, _, degrees in wear.DAMAGES:
        for degree in degrees_of(degrees):
            one = pooled(counts, lambda key, n=name, d=degree: key[1:] == (n, d))
            if one.right[0] < one.right[1]:
                lost.append(f"{name} {degree}: {one.shown()}")
    print(f"  columns where zbarimg reads more: {'; '.join(lost) or 'none'}")
    for name, degree, level, least in TARGETS if FULL else []:
        one = pooled(counts, lambda key, n=name, d=degree, at=level: key[1:] == (n, d) and key[0][2].endswith(at))
        print(f"  {name} {degree} %, level {level}: {one.shown()} of {one.pictures} (at least {least})")
        check(100 * one.right[0] >= least * one.pictures, f"{name} {degree} %, level {level}: {least} % at least")
    if FULL:
        check(total.pictures >= 10_000, "10,000 pictures at least")
        check(not lost, "zbarimg reads more somewhere")
    else:
        check(total.right[0] >= total.right[1], "zbarimg reads more in all")


if __name__ == "__main__":
    main(damage_curve)
