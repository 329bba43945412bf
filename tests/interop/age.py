"""Encryption in both directions with Debian's age: every way of locking, every awkward size."""

import hashlib
import re
from pathlib import Path

from program import (
    FILE_PASSPHRASE, Failed, at_a_terminal, check, coldkeep, main, must_fail, run, same, secret_file,
)

CHUNK = 64 * 1024
SIZES = [0, 1, 63, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK + 17]
RECIPIENT = re.compile(r"age1[0-9a-z]{58}")


def plain(size):
    """Bytes that anybody can make again."""
    blocks = (hashlib.sha256(f"plain {n}".encode()).digest() for n in range(size // 32 + 1))
    return b"".join(blocks)[:size]


def written(name, data):
    Path(name).write_bytes(data)
    return name


def our_key():
    shown = coldkeep("key", "new", "-o", "ours.txt").text
    check("AGE-SECRET-KEY" not in shown, "key new does not print the identity")
    recipient = RECIPIENT.search(shown)
    check(recipient, "key new prints the recipient")
    same(coldkeep("key", "recipient", "ours.txt").text.strip(), recipient.group(), "key recipient")
    same(Path("ours.txt").stat().st_mode & 0o777, 0o600, "the identity file is 0600")
    return recipient.group()


def their_key():
    run(["age-keygen", "-o", "theirs.txt"])
    return RECIPIENT.search(Path("theirs.txt").read_text(encoding="ascii")).group()


def opens_with_age(name, data, identity):
    same(run(["age", "-d", "-i", identity, name]).out, data, f"age -d opens {name}")


def left_by_age(name):
    """What age wrote under a name; for an empty plaintext it makes no file at all."""
    path = Path(name)
    return path.read_bytes() if path.exists() else b""


def recipients(_):
    """-r: coldkeep locks and age opens, age locks and coldkeep opens, at every size, armored or not"""
    ours, theirs = our_key(), their_key()
    for size in SIZES:
        data = plain(size)
        written("in", data)
        for armor in [[], ["-a"]]:
            coldkeep("encrypt", "in", "-r", theirs, "-r", ours, *armor, "-o", "out.age", "-f")
            check(Path("out.age").read_bytes().startswith(b"-----BEGIN AGE" if armor else b"age-encryption.org/v1"),
                  "the file is age's")
            opens_with_age("out.age", data, "theirs.txt")
            opens_with_age("out.age", data, "ours.txt")
            run(["age", "-r", ours, *armor, "-o", "in.age", "in"])
            coldkeep("decrypt", "in.age", "-i", "ours.txt", "-o", "back", "-f")
            same(Path("back").read_bytes(), data, f"coldkeep opens age's {size} bytes")
            same(coldkeep("decrypt", "in.age", "-i", "ours.txt").out, data, "decrypt to stdout")
    streamed = coldkeep("encrypt", "-r", theirs, "-o", "-", stdin=plain(CHUNK + 1)).out
    opens_with_age(written("streamed.age", streamed), plain(CHUNK + 1), "theirs.txt")
    must_fail(lambda: opens_with_age("streamed.age", plain(CHUNK), "theirs.txt"), "other bytes are noticed")


def recipients_file(_):
    """-R: a file of recipients with comments"""
    ours, theirs = our_key(), their_key()
    Path("people.txt").write_text(f"# the two of us\n{ours}\n\n{theirs}\n", encoding="ascii")
    written("in", b"for two\n")
    coldkeep("encrypt", "in", "-R", "people.txt", "-o", "two.age")
    opens_with_age("two.age", b"for two\n", "ours.txt")
    opens_with_age("two.age", b"for two\n", "theirs.txt")


def passphrase(_):
    """-p: each opens what the other locked; the work factor is 18"""
    lock = secret_file("lock.txt", FILE_PASSPHRASE + "\n")
    for size in [0, CHUNK, CHUNK + 1]:
        data = plain(size)
        written("in", data)
        coldkeep("encrypt", "in", "-p", "--file-passphrase-from", lock, "-o", "p.age", "-f")
        header = Path("p.age").read_bytes().split(b"\n")[1]
        check(header.startswith(b"-> scrypt ") and header.endswith(b" 18"), "scrypt with work factor 18")
        at_a_terminal(["age", "-d", "-o", f"p{size}", "p.age"], [("passphrase", FILE_PASSPHRASE)])
        same(left_by_age(f"p{size}"), data, "age opens coldkeep's passphrase file")
        at_a_terminal(["age", "-p", "-o", f"a{size}.age", "in"],
                      [("passphrase", FILE_PASSPHRASE), ("onfirm", FILE_PASSPHRASE)])
        coldkeep("decrypt", f"a{size}.age", "--file-passphrase-from", lock, "-o", f"b{size}")
        same(Path(f"b{size}").read_bytes(), data, "coldkeep opens age's passphrase file")
    wrong = secret_file("wrong.txt", "another-" + FILE_PASSPHRASE + "\n")
    coldkeep("decrypt", "p.age", "--file-passphrase-from", wrong, "-o", "none", code=5)
    check(not Path("none").exists(), "a wrong passphrase leaves no file")


def passphrase_and_recipient(_):
    """-p with -r: a locked key file, and age opens both with it"""
    theirs = their_key()
    lock = secret_file("lock.txt", FILE_PASSPHRASE + "\n")
    written("in", plain(1000))
    coldkeep("encrypt", "in", "-r", theirs, "-p", "--file-passphrase-from", lock, "-o", "both.age")
    opens_with_age("both.age", plain(1000), "theirs.txt")
    at_a_terminal(["age", "-d", "-i", "both.key.age", "-o", "opened", "both.age"],
                  [("passphrase", FILE_PASSPHRASE)])
    same(Path("opened").read_bytes(), plain(1000), "age opens it with the locked key file")
    same(coldkeep("decrypt", "both.age", "-i", "both.key.age", "--file-passphrase-from", lock).out,
         plain(1000), "so does coldkeep")
    coldkeep("encrypt", "in", "-r", theirs, "-p", "--file-passphrase-from", lock, "-o", "-", code=6)


def rekey(_):
    """rekey: age opens the new file with the new key and not with the old one, the old file is as it was"""
    ours, theirs = our_key(), their_key()
    for size in SIZES:
        for armor in [[], ["-a"]]:
            written("in", plain(size))
            run(["age", "-r", ours, *armor, "-o", "old.age", "in"])
            before = Path("old.age").read_bytes()
            done = coldkeep("rekey", "old.age", "-i", "ours.txt", "-r", theirs, "--new-identity", "theirs.txt", *armor,
                            "-o", "new.age", "-f", "--json").data
            opens_with_age("new.age", plain(size), "theirs.txt")
            check(run(["age", "-d", "-i", "ours.txt", "new.age"], code=None).code != 0, "the old key opens it no more")
            same(Path("old.age").read_bytes(), before, "the old file is as it was")
            digests = [hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in ("old.age", "new.age")]
            same([done["old_sha256"], done["sha256"]], digests, "the digests are those of the files")
            check(done["read_back"], "it was read back")
    cut = Path("old.age").read_bytes()[:-90]
    written("cut.age", cut)
    coldkeep("rekey", "cut.age", "-i", "ours.txt", "-r", theirs, "-o", "none.age", code=3)
    check(not Path("none.age").exists(), "a cut file gives no new one")


def damage(_):
    """a damaged or cut file is refused and leaves nothing, wherever the damage is"""
    ours = our_key()
    written("in", plain(2 * CHUNK + 100))
    coldkeep("encrypt", "in", "-r", ours, "-o", "whole.age")
    whole = Path("whole.age").read_bytes()
    coldkeep("decrypt", "whole.age", "-i", "ours.txt", "-o", "control")
    body = whole.index(b"\n--- ") + 60
    spots = [body, body + CHUNK, len(whole) - 1]
    broken = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:] for at in spots]
    broken += [whole[:-1], whole[:-17], whole[:body + CHUNK], whole + b"x", whole[:40], b""]
    for number, data in enumerate(broken):
        written("broken.age", data)
        before = sorted(path.name for path in Path().iterdir())
        done = coldkeep("decrypt", "broken.age", "-i", "ours.txt", "-o", "result", code=None)
        check(done.code in (3, 5), f"damage {number}: exit {done.code}\n{done.err.decode()}")
        same(sorted(path.name for path in Path().iterdir()), before, "nothing is left")
        if run(["age", "-d", "-i", "ours.txt", "-o", "/dev/null", "broken.age"], code=None).code == 0:
            raise Failed(f"age takes damage {number}: the damage is none")


if __name__ == "__main__":
    main(recipients, recipients_file, passphrase, passphrase_and_recipient, rekey, damage)
