#!/usr/bin/env python3
"""Hostile surroundings: endless input, bombs, full disks, links, labels that would drive the terminal."""

import os
import re
import select
import struct
import subprocess
import threading
import time
import zlib
from pathlib import Path

import pty

from program import (
    COLDKEEP, FILE_PASSPHRASE, WORDS, Failed, check, coldkeep, main, must_fail, run, same, secret_file,
)

CPU_SECONDS, MEBIBYTES = 2.0, 256
# age's first lines for a file passphrase whose cost would be 2^23: 8 GiB of memory.
COSTLY = b"age-encryption.org/v1\n-> scrypt 5vkMWqsHUBFsKBfIBJcZoA 23\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"


def limited(args, stdin=None, allowed=(1, 2, 3, 4, 5, 6), stdout=subprocess.PIPE):
    """Runs a command and holds it to the limits: refused with a message, in time, in little memory."""
    given = open(stdin, "rb") if stdin else subprocess.DEVNULL
    with open(".err", "wb") as err, open(".out", "wb") as out:
        process = subprocess.Popen([COLDKEEP, *map(str, args)], stdin=given, stderr=err,
                                   stdout=out if stdout is subprocess.PIPE else stdout,
                                   start_new_session=True)
        timer = threading.Timer(60, process.kill)
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        timer.cancel()
    said = Path(".err").read_text(errors="replace")
    what = f"{' '.join(map(str, args))[:200]}: exit {process.returncode}"
    check(process.returncode in allowed, f"{what}, expected one of {allowed}\n{said[:500]}")
    check("panicked" not in said and "internal-fault" not in said, f"{what}: a panic\n{said[:500]}")
    if 0 not in allowed:
        check(re.search(r"^(error|refused)\[[a-z0-9-]+\]: ", said, re.M), f"{what}: no message\n{said[:500]}")
        cpu = used.ru_utime + used.ru_stime
        check(cpu < CPU_SECONDS, f"{what}: {cpu:.1f} s of processor time")
        check(used.ru_maxrss < MEBIBYTES << 10, f"{what}: {used.ru_maxrss >> 10} MiB")
    return process.returncode


def prepared():
    """Words, a passphrase, a key and its recipient in the folder."""
    secret_file("words.txt", WORDS + "\n")
    secret_file("lock.txt", FILE_PASSPHRASE + "\n")
    coldkeep("key", "new", "-o", "key.txt")
    return coldkeep("key", "recipient", "key.txt").text.strip()


def endless_input_is_refused(folder):
    """Input without an end, from /dev/zero and as a file of 10 GB, on every way in."""
    recipient = prepared()
    with open("huge", "wb") as huge:
        huge.truncate(10 << 30)
    for start in (b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"age-encryption.org/v1\n"):
        with open(f"huge-{start[1:4].hex()}", "wb") as huge:
            huge.write(start)
            huge.truncate(10 << 30)
    sealing = ["--skip-check", "--allow-online", "--encrypt-to", recipient, "-o", "new.age"]
    for option in (["restore", "--words-from"], ["restore", "--share-from"], ["combine", "--share-from"],
                   ["split", "2of3", "-o", "out", "--allow-secret-file", "--words-from"],
                   ["split", "2of3", "-o", "out", "--allow-secret-file", "--secret-from"],
                   ["address", "--words-from"], ["address", "--xpub-from"], ["address", "--descriptor-from"],
                   ["new", *sealing, "--dice-only", "--rolls-from"], ["new", *sealing, "--entropy", "hex", "--rolls-from"],
                   ["restore", "--words-from", "words.txt", "--passphrase-from"],
                   ["encrypt", "words.txt", "-p", "-o", "x.age", "--file-passphrase-from"],
                   ["print", "seed", "-o", "x.pdf", "--allow-secret-file", "--words-from"],
                   ["print", "encrypted", "-o", "x.pdf", "--file-passphrase-from", "lock.txt", "--words-from"],
                   ["scan", "--type"]):
        for source, stdin in (("-", "/dev/zero"), ("huge", None), ("/dev/zero", None)):
            name, value = option[-1], source
            limited([*option[:-1], f"{name}={value}"], stdin=stdin)
    for command in (["restore"], ["combine"], ["scan"], ["decrypt", "-i", "key.txt", "-o", "x"], ["key", "recipient"],
                    ["print", "encrypted", "-o", "x.pdf"]):
        for file in ("/dev/zero", *sorted(map(str, Path().glob("huge*")))):
            limited([*command, file])
    for option in ("-R", "-i"):
        for file in ("/dev/zero", "huge"):
            limited(["encrypt", "words.txt", "-o", "x.age", *(["-r", recipient] * (option == "-i")), option, file])
    limited(["decrypt", "-i", "key.txt", "-o", "x"], stdin="/dev/zero")
    left = [name for name in ("x", "x.age", "x.pdf", "new.age", "out") if Path(name).exists()]
    same(left, [], "nothing is left")


def png(width, height, data):
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pdf(*objects, pages=1):
    """A PDF of these objects; object 1 is the catalog."""
    text, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(text)
    return (text + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
            + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def stream(body, more=b""):
    return b"<</Length %d%s>>stream\n" % (len(body), more) + body + b"\nendstream"


def bombs_are_refused(folder):
    """Pictures and PDFs that are small outside and large inside, or go round in circles."""
    prepared()
    zeros = zlib.compress(bytes(64 << 20), 9)
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"
    one = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    flate = b"/Filter/FlateDecode"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>"
    picture = b"/Type/XObject/Subtype/Image/Width 65000/Height 65000/BitsPerComponent 8/ColorSpace/DeviceGray"
    bombs = {
        "wide.png": png(40_000, 40_000, zeros),
        "widest.png": png(2**31 - 1, 2**31 - 1, b""),
        "flat.png": png(2**31 - 1, 1, zeros),
        "none.png": png(0, 0, b""),
        "garbage.png": b"\x89PNG\r\n\x1a\n" + os.urandom(1 << 20),
        "garbage.jpg": b"\xff\xd8\xff\xe0" + os.urandom(1 << 20),
        "large.jpg": b"\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00" + os.urandom(4096),
        "garbage.pdf": b"%PDF-1.7\n" + os.urandom(1 << 20),
        "cut.pdf": pdf(catalog, one)[:60],
        "circle.pdf": pdf(catalog, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"),
        "many.pdf": pdf(catalog, b"<</Type/Pages/Count 100000/Kids[" + b"3 0 R " * 100_000 + b"]>>", page % (9, 9)),
        "giant.pdf": pdf(catalog, one, page % (2**31 - 1, 2**31 - 1), stream(b"")),
        "inflates.pdf": pdf(catalog, one, page % (600, 800), stream(zlib.compress(bytes(1 << 30), 9), flate)),
        "picture.pdf": pdf(catalog, one, page % (600, 800), stream(b"/A Do"), stream(zeros, picture + flate)),
        "form.pdf": pdf(catalog, one, page % (600, 800), stream(b"/A Do"), stream(b"/A Do /A Do", form)),
        "deep.pdf": pdf(catalog, one, page % (600, 800), stream(b"q " * 1_000_000)),
        "arrays.pdf": pdf(catalog, one, b"[" * 200_000 + b"]" * 200_000),
    }
    for name, content in bombs.items():
        Path(name).write_bytes(content)
        for command in ("scan", "restore"):
            limited([command, name])


def counts_and_sizes_are_refused(folder):
    """Counts of 2^31 and more, shares of 1 MB, costs beyond the limit."""
    prepared()
    secret_file("share.txt", "academic " * 120_000)
    secret_file("notes.txt", "# note\n" * 150_000 + "academic acid\n")
    secret_file("costly.age", COSTLY.decode() + "x" * 100)
    secret_file("long.txt", "abandon " * 100_000)
    for number in ("2147483648", "4294967295", "18446744073709551616", "-1"):
        for args in (["address", "--words-from", "words.txt", "--count", number],
                     ["address", "--words-from", "words.txt", "--index", number],
                     ["address", "--words-from", "words.txt", "--account", number],
                     ["address", "--words-from", "words.txt", "--path", f"m/{number}"],
                     ["restore", "--words-from", "words.txt", "--account", number],
                     ["new", "--words", number, "--allow-online"],
                     ["split", f"2of{number}", "--words-from", "words.txt", "-o", "out", "--allow-secret-file"],
                     ["print", "seed", "--words-from", "words.txt", "--copies", number, "-o", "x.pdf",
                      "--allow-secret-file"]):
            limited(args)
    limited(["address", "--words-from", "words.txt", "--index", "2147483647", "--count", "2"])
    limited(["address", "--words-from", "words.txt", "--path", "m" + "/0" * 10_000])
    for file in ("share.txt", "notes.txt"):
        limited(["combine", file])
        limited(["restore", "--share-from", file])
    limited(["restore", "--words-from", "long.txt"])
    limited(["decrypt", "costly.age", "--file-passphrase-from", "lock.txt", "-o", "x"])
    limited(["restore", "costly.age", "--file-passphrase-from", "lock.txt"])


def outputs_that_fail_are_told(folder):
    """A full disk behind stdout, closed descriptors, a pipe that nobody reads: no crash, and where it can be known no
    exit code 0. (A closed stdout cannot be known: Rust's runtime puts /dev/null in its place before main.)"""
    recipient = prepared()
    talking = (["--version"], ["help"], ["restore", "--words-from", "words.txt"], ["restore", "--words-from", "words.txt", "--json"],
               ["address", "--words-from", "words.txt"], ["encrypt", "words.txt", "-r", recipient],
               ["key", "recipient", "key.txt"], ["print", "blank", "-o", "-"], ["completions", "bash"])
    for args in talking:
        with open("/dev/full", "wb") as full:
            limited(args, stdout=full, allowed=(1,) if args[0] not in ("--version", "help", "completions") else range(1, 9))
        for closed in (">&-", "<&-", "2>&-", ">&- 2>&- <&-"):
            done = run(["sh", "-c", f'exec "$0" "$@" {closed}', COLDKEEP, *args], code=None)
            check(done.code >= 0 and done.code != 101, f"{args} {closed}: exit {done.code}")
        done = run(["bash", "-c", '"$0" "$@" | true; exit ${PIPESTATUS[0]}', COLDKEEP, *args], code=None)
        check(done.code in range(0, 9) or done.code == 141, f"{args} into a closed pipe: exit {done.code}")


def tree():
    return {str(path): (path.read_bytes() if path.is_file() and not path.is_symlink() else b"")
            for path in sorted(Path().rglob("*")) if path.name not in (".out", ".err")}


def links_and_rights(folder):
    """Links as output names, odd umasks, names without a meaning as text, no HOME, FIFOs as input."""
    recipient = prepared()
    Path("victim").write_text("mine")
    Path("link").symlink_to("victim")
    Path("dangling").symlink_to("nowhere")
    before = tree()
    for name in ("link", "dangling", "victim", "/dev/null", "."):
        limited(["encrypt", "words.txt", "-r", recipient, "-o", name])
    same(tree(), before, "nothing changed")
    for name in ("link", "dangling"):
        limited(["encrypt", "words.txt", "-r", recipient, "-f", "-o", name], allowed=(0, 1, 6))
        same(Path("victim").read_text(), "mine", "what the link points to is as it was")
        check(not Path("nowhere").exists(), "nothing is made where the link points")
    for mask in (0o000, 0o077, 0o777):
        out = f"mask-{mask:o}.age"
        run(["sh", "-c", f'umask {mask:03o}; exec "$0" "$@"', COLDKEEP, "encrypt", "words.txt", "-r", recipient, "-o", out])
        same(Path(out).stat().st_mode & 0o777, 0o600, f"umask {mask:o}: the file is for its owner only")
        out = f"shares-{mask:o}"
        run(["sh", "-c", f'umask {mask:03o}; exec "$0" "$@"', COLDKEEP, "split", "2of3", "--words-from", "words.txt",
             "--allow-secret-file", "-o", out])
        same(Path(out).stat().st_mode & 0o777, 0o700, f"umask {mask:o}: the folder is for its owner only")
        same({path.stat().st_mode & 0o777 for path in Path(out).iterdir()}, {0o600}, "so are the shares")
    odd = b"\xff\xfe\x80-name.age"
    subprocess.run([COLDKEEP.encode(), b"encrypt", b"words.txt", b"-r", recipient.encode(), b"-o", odd], check=True,
                   capture_output=True)
    back = subprocess.run([COLDKEEP.encode(), b"decrypt", odd, b"-i", b"key.txt"], check=True, capture_output=True)
    same(back.stdout, (WORDS + "\n").encode(), "a name that is not text")
    bare = subprocess.run([COLDKEEP, "restore", "--words-from", "words.txt"], env={}, capture_output=True, check=False)
    same(bare.returncode, 0, "without HOME and everything else")
    os.mkfifo("fifo", 0o600)
    writer = threading.Thread(target=lambda: Path("fifo").write_text(WORDS + "\n"), daemon=True)
    writer.start()
    limited(["restore", "--words-from", "fifo"], allowed=(0, 1, 2, 3))
    if writer.is_alive():
        os.close(os.open("fifo", os.O_RDONLY | os.O_NONBLOCK))
    writer.join(5)


def twenty_runs_on_one_name(folder):
    """Twenty runs write one name at the same time: one wins whole, nineteen are refused, nothing else is left."""
    recipient = prepared()
    before = set(tree())
    runs = [subprocess.Popen([COLDKEEP, "encrypt", "words.txt", "-r", recipient, "-o", "one.age"],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(20)]
    codes = sorted(process.wait() for process in runs)
    same(codes[0], 0, "one run wins")
    check(all(code in (1, 6) for code in codes[1:]), f"the others are refused: {codes}")
    same(set(tree()) - before, {"one.age"}, "one file, no leftovers")
    same(coldkeep("decrypt", "one.age", "-i", "key.txt").text, WORDS + "\n", "and it is whole")


def little_memory_is_told(folder):
    """Limits of the address space from 20 MB to 1 GB: a message and an exit code, or the result."""
    recipient = prepared()
    coldkeep("print", "seed", "--words-from", "words.txt", "--qr", "-o", "seed.pdf", "--allow-secret-file")
    good = 0
    for megabytes in (20, 30, 40, 50, 60, 80, 100, 130, 160, 200, 260, 300, 350, 400, 600, 1000):
        for args in (["restore", "--words-from", "words.txt"], ["restore", "seed.pdf"],
                     ["encrypt", "words.txt", "-f", "-r", recipient, "-o", "x.age"],
                     ["encrypt", "words.txt", "-f", "-p", "--file-passphrase-from", "lock.txt", "-o", "p.age"]):
            done = subprocess.run(["prlimit", f"--as={megabytes * 1_000_000}", COLDKEEP, *args], capture_output=True,
                                  check=False)
            good += done.returncode == 0
            # Below that the loader and the allocator end the process in their own way, with a message of theirs. A
            # thread's heap takes 64 MB of addresses, and pages are looked at by several threads.
            least = 400 if args[-1] == "seed.pdf" else 100
            check(done.returncode in (range(0, 9) if megabytes >= least else [*range(0, 9), 127, 134, -6, -11, 101]),
                  f"{megabytes} MB, {args[:3]}: exit {done.returncode}\n{done.stderr.decode()[:600]}")
            # What does not fit by itself is ended by the kernel before it can say anything.
            fits = megabytes * 1_000_000 > Path(COLDKEEP).stat().st_size
            check(done.returncode == 0 or done.stderr or not fits, f"{megabytes} MB, {args[:3]}: nothing said")
    check(good >= 20, f"with enough memory it works ({good})")


LABELS = [chr(code) for code in [*range(1, 32), 127, *range(0x80, 0xa0), 0xad, 0x61c, 0x115f, 0x180e, *range(0x200b, 0x2010),
                                 *range(0x2028, 0x202f), *range(0x2060, 0x2070), 0xfeff, *range(0xfff0, 0xfffc),
                                 0xe0001, *range(0xe0020, 0xe0030)]]
SEQUENCES = ["\x1b]0;owned\x07", "\x1b]52;c;aGk=\x07", "\x1b[2J", "\x1b[31mred", "\x1bc", "\x1b[?1049h", "\x9b31m", "\x90q\x9c",
             "\x1b]8;;http://x\x07link\x1b]8;;\x07", "\x1bP$q\x1b\\", "\r\n", "\rerror", "a\x08b", "\u202egnp.exe", "\u2066x\u2069"]
# Shown as they are: none of these drives a terminal.
PLAIN = re.compile(r"[^\n\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0500\u2010-\u2027\u2030-\u205e\u2190-\u25ff\u3000-\ud7ff]")


def printable(output, what):
    shown = output.decode("utf-8", "replace")
    bad = PLAIN.search(shown)
    check(not bad, f"{what!r}: {bad and hex(ord(bad[0]))} in {shown[:300]!r}")


def labels_never_drive_the_terminal(folder):
    """More than 500 labels through names of files and wallets, options and share files: no control byte comes out."""
    recipient = prepared()
    coldkeep("split", "2of3", "--words-from", "words.txt", "-o", "shares", "--allow-secret-file")
    share = Path("shares/share-1.txt").read_text()
    labels = [f"{before}{odd}{after}" for odd in [*LABELS, *SEQUENCES] for before, after in (("", ""), ("a", "b"), ("", "\n"), ("vault ", " 1"))]
    labels += ["x" * 200 + "\x1b[31m", "\x1b" * 200]
    check(len(labels) >= 500, f"{len(labels)} labels")
    commands = (
        lambda label: ["scan", label],
        lambda label: ["restore", f"--words-from={label}"],
        lambda label: ["encrypt", "words.txt", "-r", recipient, "-f", "-o", label.replace("/", "") or "x"],
        lambda label: ["new", "--allow-online", "--skip-check", "--encrypt-to", recipient, "-f", "-o", "n.age", "--", label],
        lambda label: ["print", "seed", "--words-from", "words.txt", "-n", "-o", "x.pdf", f"--label={label}"],
        lambda label: ["combine", "odd-share.txt"],
        lambda label: ["help", "--", label],
        lambda label: [label],
        lambda label: ["restore", "--words-from", "words.txt", f"--expect={label}"],
        lambda label: ["encrypt", "words.txt", f"--recipient={label}"],
    )
    for number, label in enumerate(labels):
        for command in (commands[number % len(commands)], commands[(number + 3) % len(commands)]):
            args = command(label)
            if args[0] == "combine":
                Path("odd-share.txt").write_text(share.replace("# ", f"# {label}: {label}\n# ", 1).replace(
                    "GIVES BACK: ", f"GIVES BACK: {label}"))
            done = subprocess.run([COLDKEEP, *args], capture_output=True, stdin=subprocess.DEVNULL, check=False,
                                  start_new_session=True)
            printable(done.stdout + done.stderr, args)
            check(done.returncode in range(9), f"{args!r}: exit {done.returncode}")
    must_fail(lambda: printable(b"\x1b]0;owned\x07", "the control"), "a title of the window")
    must_fail(lambda: printable("\u202egnp".encode(), "the control"), "a text turned round")


def the_cost_of_a_passphrase_is_fixed(folder):
    """Work factor 18, also on a machine that is busy."""
    prepared()
    busy = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(4)]
    try:
        for number in range(2):
            coldkeep("encrypt", "words.txt", "-p", "--file-passphrase-from", "lock.txt", "-o", f"{number}.age")
            check(re.search(rb"^-> scrypt \S+ 18$", Path(f"{number}.age").read_bytes(), re.M), "2^18 under load")
        coldkeep("decrypt", "0.age", "--file-passphrase-from", "lock.txt", "-o", "back.txt")
    finally:
        for process in busy:
            process.kill()
            process.wait()


def shown_by(command, keys):
    """Everything a command sends to its terminal while somebody presses keys."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(command[0], command)
    shown, until, keys = b"", time.monotonic() + 60, list(keys)
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.15)[0]:
            try:
                chunk = os.read(terminal, 65536)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
        elif keys:
            os.write(terminal, keys.pop(0))
    os.kill(process, 9)
    os.waitpid(process, 0)
    os.close(terminal)
    return shown


def leaves_no_words(shown, words):
    """Words stand only between the marks that enter and leave the second screen."""
    outside = re.sub(rb"\x1b\[\?1049h.*?\x1b\[\?1049l", b"", shown, flags=re.S)
    check(b"\x1b[?1049h" not in outside, "the second screen is left again")
    seen = [word for word in words.split() if re.search(rb"\b%s\b" % word.encode(), outside)]
    check(len(seen) < 3, f"{len(seen)} of the words stay in the scrollback: {outside[-400:]!r}")


def words_stay_out_of_the_scrollback(folder):
    """What a terminal keeps after the words were shown: none of them."""
    prepared()
    # Looked at as a whole, and given up on the third page.
    for args, enter in ((["restore", "--words-from", "words.txt", "--to", "words"], [b"\r"] * 8),
                        (["print", "seed", "--words-from", "words.txt", "--screen"], [b"\r", b"\r", b"\x03"])):
        shown = shown_by([COLDKEEP, *args], enter)
        check(b"\x1b[?1049h" in shown and b"unfair" in shown, f"{args}: the words are shown\n{shown!r}")
        check(shown.count(b"\x1b[?1049h") == shown.count(b"\x1b[?1049l"), f"{args}: the second screen is left again")
        leaves_no_words(shown, WORDS)
    typed = [word[:4].encode() + b" " for word in WORDS.split()] + [b"\r"]
    shown = shown_by([COLDKEEP, "restore"], typed)
    leaves_no_words(shown, WORDS)
    must_fail(lambda: leaves_no_words(shown_by(["cat", "words.txt"], []), WORDS), "words on the first screen")


def pages_tell_nothing_else(folder):
    """A PDF says nothing of the computer, its user, the time or the folder; the same input gives the same bytes."""
    prepared()
    env = {"HOME": "/home/crater", "USER": "crater", "LOGNAME": "crater", "HOSTNAME": "lizardhost", "PATH": "/usr/bin"}
    (folder / "crater-folder").mkdir()
    cases = {"seed": ["print", "seed", "--words-from", "../words.txt", "--qr"], "practice": ["print", "practice"],
             "blank": ["print", "blank"], "recover": ["print", "recover"]}
    here = subprocess.run(["uname", "-n"], capture_output=True, text=True, check=True).stdout.strip()
    for name, args in cases.items():
        made = []
        for number in (1, 2):
            file = f"{name}-{number}.pdf"
            subprocess.run([COLDKEEP, *args, "-o", file, "--allow-secret-file"] if name == "seed" else [COLDKEEP, *args, "-o", file],
                           cwd="crater-folder", env=env, capture_output=True, check=True)
            made.append(Path("crater-folder", file).read_bytes())
            time.sleep(1.1 if number == 1 and name == "seed" else 0)
        same(made[0], made[1], f"{name}: the same bytes twice")
        says_nothing(Path("crater-folder", file), [here, "crater", "lizardhost", str(folder)])
    Path("control.pdf").write_bytes(made[0] + b"\n% made by crater on 2026-01-01T00:00:00\n")
    must_fail(lambda: says_nothing("control.pdf", ["crater"]), "a PDF that names its maker")


def says_nothing(file, names):
    information = run(["pdfinfo", file]).text
    check("Date:" not in information and "Author" not in information, information)
    check(re.search(r"Metadata Stream: +no|^(?!.*Metadata Stream)", information, re.S), information)
    run(["qpdf", "--qdf", "--object-streams=disable", file, "plain.pdf"], code=None)
    strings = run(["strings", "-n", "4", file]).text + run(["strings", "-n", "4", "plain.pdf"]).text
    for name in names:
        check(len(name) < 4 or name not in strings, f"{file} holds {name}")
    check(not re.search(r"D:20\d\d|20\d\d-\d\d-\d\dT", strings), f"{file} holds a time")


if __name__ == "__main__":
    main(endless_input_is_refused, bombs_are_refused, counts_and_sizes_are_refused, outputs_that_fail_are_told,
         links_and_rights, twenty_runs_on_one_name, little_memory_is_told, labels_never_drive_the_terminal,
         the_cost_of_a_passphrase_is_fixed, words_stay_out_of_the_scrollback, pages_tell_nothing_else)
