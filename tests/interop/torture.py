#!/usr/bin/env python3
"""Every command in the worst of circumstances: tests/torture, over a table of commands.

    torture.py                  a sample of the kill and fault points (some minutes)
    torture.py --full           every point
    torture.py --only memory    one check; repeat for more
    torture.py PATTERN…         the commands whose name holds one of these texts

tests/torture says what is checked. The memory scan needs root or a sudo that asks nothing.
"""

import argparse
import concurrent.futures
import hashlib
import hmac
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mnemonic import Mnemonic

import program
from program import COLDKEEP, FILE_PASSPHRASE, coldkeep, run, secret_file

TORTURE = Path(__file__).resolve().parents[1] / "torture"
ENTROPY = hashlib.sha256(b"coldkeep under torture").digest()
WORDS = Mnemonic("english").to_mnemonic(ENTROPY)
PASSPHRASE = "velvet-anchor 7 of the wallet"
# 99 rolls, as a hash gives them: not the printed examples, which count as published.
ROLLS = "".join(str(byte % 6 + 1) for n in range(4) for byte in hashlib.sha256(b"roll%d" % n).digest())[:99]
OF_ROLLS = Mnemonic("english").to_mnemonic(hashlib.sha256(ROLLS.encode()).digest())
# A letter with everything that its pages need, and one finding: whoever has the safe has the wallet.
LETTER = """format = 1
version = 3
for = "my family"
from = "Anna"
executor = "Jonas"
incapacity = "Karl"
kept = ["desk"]
helper = [{ name = "Mira", agreed = true }, { name = "Paul", agreed = true }]
asset = [{ name = "savings", kind = "bitcoin", fingerprint = "8c65eb9f" }]
copy = [{ of = "savings", what = "whole", place = "safe" }, { of = "savings", what = "whole", place = "bank" }]
place = [{ name = "safe", opened_by = ["Karl", "Lena"] }, { name = "bank", opened_by = ["Jonas"] }]
"""
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
# The calls that change what is on the disk. Killed before each of these, a command has left every state that it can
# leave; at the calls between them the disk is the same, so the sample leaves them out.
WRITING = ("openat,mkdir,mkdirat,write,writev,pwrite64,copy_file_range,fsync,fdatasync,ftruncate,fchmod,utimensat,"
           "rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,exit_group")


@dataclass
class Case:
    """One command, what is secret in it, and what may be seen."""
    name: str
    args: list
    secrets: str = "wallet"
    exit: int = 0
    keys: str | None = None
    fd: str | None = None
    reveals: bool = False
    file_holds_secret: bool = False
    whole: str | None = None
    after: str | None = None
    slow: bool = False
    writes: bool = False


def account_keys(seed):
    """The master private key and those of m/84h, m/84h/0h and m/84h/0h/0h (BIP-0032)."""
    digest = hmac.digest(b"Bitcoin seed", seed, "sha512")
    key, chain = int.from_bytes(digest[:32], "big"), digest[32:]
    yield key
    for index in (84, 0, 0):
        data = b"\0" + key.to_bytes(32, "big") + (index | 1 << 31).to_bytes(4, "big")
        digest = hmac.digest(chain, data, "sha512")
        key, chain = (int.from_bytes(digest[:32], "big") + key) % ORDER, digest[32:]
        yield key


def swapped(raw, width):
    """The bytes as a little-endian processor holds them in registers of this width."""
    return b"".join(raw[at:at + width][::-1] for at in range(0, len(raw), width))


def forms_of(words, entropy, passphrase=""):
    """One line a secret, in the form that tests/torture reads."""
    yield words
    yield "".join(f"{Mnemonic('english').wordlist.index(word):04}" for word in words.split())
    seed = Mnemonic.to_seed(words, passphrase)
    indices = [Mnemonic("english").wordlist.index(word) for word in words.split()]
    numbers = b"".join(index.to_bytes(2, "little") for index in indices)
    raw = [entropy, entropy[:16], entropy[16:], swapped(entropy, 4), seed, seed[:32], seed[32:], swapped(seed, 8)]
    raw += [numbers[at:at + 8] for at in range(0, len(numbers) - 7, 4)]
    for key in account_keys(seed):
        raw += [key.to_bytes(32, "big"), key.to_bytes(32, "little")]
    for secret in raw:
        yield "hex:" + secret.hex()


def of_identity(text):
    """The age identity as text and as the 32 bytes in it."""
    yield text
    bits = "".join(f"{BECH32.index(letter):05b}" for letter in text.lower().split("1", 1)[1][:-6])
    raw = int(bits[:256], 2).to_bytes(32, "big")
    yield "hex:" + raw.hex()


def prepare(folder):
    """What every command finds: words, keys, shares, pages, some of them damaged."""
    given = folder / "given"
    given.mkdir(mode=0o700)
    here = os.getcwd()
    os.chdir(given)
    secret_file("words.txt", WORDS + "\n")
    swap = WORDS.split()
    swap[3], swap[4] = swap[4], swap[3]
    secret_file("swapped.txt", " ".join(swap) + "\n")
    secret_file("unknown.txt", " ".join(WORDS.split()[:20] + ["gibberish"] + WORDS.split()[21:]) + "\n")
    numbers = [Mnemonic("english").wordlist.index(word) + 1 for word in WORDS.split()]
    secret_file("marks.txt", "\n".join(f"{number:012b}" for number in numbers) + "\n")
    secret_file("pass.txt", PASSPHRASE + "\n")
    secret_file("rolls.txt", ROLLS + "\n")
    secret_file("lock.txt", FILE_PASSPHRASE + "\n")
    secret_file("wrong.txt", FILE_PASSPHRASE + "-no\n")
    secret_file("note.txt", PASSPHRASE * 5000)
    Path("descriptor.txt").write_text(coldkeep("restore", "--words-from", "words.txt", "--to", "descriptor").text)
    coldkeep("wallet", "add", "savings", "--descriptor-from", "descriptor.txt", "--new", "--home", "home")
    coldkeep("copies", "add", "savings/A", "--place", "desk", "--home", "home")
    secret_file("home/letter.toml", LETTER)
    coldkeep("key", "new", "-o", "key.txt")
    coldkeep("key", "new", "-p", "--file-passphrase-from", "lock.txt", "-o", "locked.age")
    Path("pq-recipient.txt").write_text(coldkeep("key", "new", "--pq", "-o", "pq.txt").text)
    coldkeep("encrypt", "note.txt", "-R", "pq-recipient.txt", "-o", "note-pq.age")
    to_key = coldkeep("key", "recipient", "key.txt").text.strip()
    coldkeep("encrypt", "words.txt", "-r", to_key, "-o", "words.age")
    coldkeep("encrypt", "note.txt", "-r", to_key, "-o", "note.age")
    Path("folder/in").mkdir(parents=True)
    secret_file("folder/a.txt", PASSPHRASE * 20)
    secret_file("folder/in/b.txt", PASSPHRASE * 10_000)
    coldkeep("encrypt", "folder", "-r", to_key, "-o", "folder.age", "--log", "files", "--home", "logged")
    coldkeep("encrypt", "words.txt", "-p", "--file-passphrase-from", "lock.txt", "-o", "wordsp.age")
    broken = bytearray(Path("note.age").read_bytes())
    broken[-30_000] ^= 4
    Path("broken.age").write_bytes(broken)
    coldkeep("split", "2of3", "--words-from", "words.txt", "-o", "shares", "--allow-secret-file")
    share = Path("shares/share-1.txt").read_text().rstrip("\n")
    notes, _, words = share.rpartition("\n")
    words = words.split()
    words[9], words[10] = words[10], words[9]
    secret_file("bad-share.txt", notes + "\n" + " ".join(words) + "\n")
    coldkeep("print", "seed", "--words-from", "words.txt", "--qr", "-o", "seed.pdf", "--allow-secret-file")
    coldkeep("print", "shares", "2of3", "--words-from", "words.txt", "-o", "shares.pdf", "--allow-secret-file")
    coldkeep("print", "encrypted", "--words-from", "words.txt", "--file-passphrase-from", "lock.txt", "-o", "enc.pdf")
    run(["pdftoppm", "-r", "150", "-png", "seed.pdf", "seed"])
    run(["pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", "-singlefile", "shares.pdf", "share-1"])
    Path("xpub.txt").write_text(coldkeep("restore", "--words-from", "words.txt", "--to", "xpub").text)
    Path("fingerprint").write_text(json.loads(
        coldkeep("restore", "--words-from", "words.txt", "--json").text)["data"]["fingerprint"])
    os.chdir(here)
    return given, to_key


def secret_sets(given):
    identity, hybrid = (
        next(line for line in (given / name).read_text().splitlines() if line.startswith("AGE-SECRET"))
        for name in ("key.txt", "pq.txt"))
    shares = []
    for file in sorted((given / "shares").iterdir()):
        words = next(line for line in file.read_text().splitlines() if not line.startswith("#")).split()
        # The first four words say which set and which share; the secret begins after them.
        shares.append(" ".join(words[4:]))
    wallet = list(forms_of(WORDS, ENTROPY))
    return {
        "wallet": [*wallet, FILE_PASSPHRASE],
        "passphrase": [*wallet, PASSPHRASE, *list(forms_of(WORDS, ENTROPY, PASSPHRASE))[2:]],
        "rolls": [ROLLS, *forms_of(OF_ROLLS, hashlib.sha256(ROLLS.encode()).digest())],
        "key": [PASSPHRASE, FILE_PASSPHRASE, *of_identity(identity), *wallet],
        "pq": [PASSPHRASE, *of_identity(hybrid)],
        "shares": [*wallet, *shares],
        "lock": [FILE_PASSPHRASE],
        "none": [],
    }


def table(to_key, fingerprint):
    """Every command, its good ends and its bad ones."""
    kept = "python3 -c 'import sys, tomllib; tomllib.load(open(sys.argv[1], \"rb\"))' {}"
    age, pdf = "age -d -i GIVEN/key.txt {} >/dev/null", "pdfinfo {} >/dev/null"
    # An archive that is noted is there; folder.age was noted before, in a home of its own.
    there = "import os, sys, tomllib; at = sys.argv[1]; noted = tomllib.load(open(at, \"rb\")).get(\"archive\", []); " \
            "sys.exit(len(noted) > (\"/logged/\" in at) and not os.path.exists(os.path.dirname(at) + \"/../out.age\"))"
    noted = f"case {{}} in *.toml) python3 -c '{there}' {{}};; *) {age};; esac"
    locked = f"case {{}} in *key.age) {COLDKEEP} decrypt {{}} --file-passphrase-from GIVEN/lock.txt >/dev/null;; " \
             f"*) {age};; esac"
    hybrid = f"{COLDKEEP} decrypt -i GIVEN/pq.txt {{}} | cmp - GIVEN/note.txt"
    share = "test $(grep -v '^#' {} | wc -w) = 33"
    online = ["--allow-online"]
    enter = "\n".join(["\\r"] * 6)
    typed = "\n".join(word[:4] + " " for word in OF_ROLLS.split())
    new = ["new", "vault", *online]
    seal = ["--skip-check", "--encrypt-to", to_key, "-o", "new.age"]
    return [
        Case("new to age", [*new, *seal], "none", after="age -d -i key.txt new.age | head -1", whole=age, writes=True),
        Case("new by dice", [*new, "--dice-only", "--rolls-from", "fd:3", *seal], "rolls", fd="rolls.txt", whole=age,
             writes=True),
        Case("new mixed with dice", [*new, "--dice", "--rolls-from", "rolls.txt", "--passphrase-from", "pass.txt", *seal],
             "rolls", after="age -d -i key.txt new.age | head -1", whole=age),
        Case("new under a passphrase", [*new, "--dice-only", "--rolls-from", "rolls.txt", "-p", "--file-passphrase-from",
             "lock.txt", "--skip-check", "-o", "new.age"], "rolls", slow=True),
        Case("new at a terminal", [*new, "--dice-only", "--rolls-from", "fd:3"], "rolls", fd="rolls.txt",
             keys=enter + "\n" + typed),
        Case("new at a terminal, given up", [*new, "--dice-only", "--rolls-from", "fd:3"], "rolls", exit=130,
             fd="rolls.txt", keys="\\r\n\\r\n\\x03"),
        Case("new with too few rolls", [*new, "--dice-only", "--words", "24", "--rolls-from", "pass.txt", *seal], exit=3),
        Case("restore", ["restore", "--words-from", "fd:3"], fd="words.txt"),
        Case("restore from a file", ["restore", "--words-from", "words.txt", "--passphrase-from", "pass.txt", "--json"],
             "passphrase"),
        Case("restore, revealed", ["restore", "--words-from", "words.txt", "--to", "words", "--reveal"], reveals=True),
        Case("restore, another wallet", ["restore", "--words-from", "words.txt", "--expect", "8c65eb9f"], exit=5),
        Case("restore, compared", ["restore", "--words-from", "words.txt", "--expect", fingerprint, "--to", "descriptor"]),
        Case("restore, swapped words", ["restore", "--words-from", "swapped.txt"], exit=3),
        Case("restore, swapped words compared", ["restore", "--words-from", "swapped.txt", "--expect", fingerprint], exit=3),
        Case("restore, word not on the list", ["restore", "--words-from", "unknown.txt"], exit=3),
        Case("restore a picture", ["restore", "seed-1.png", "--json"]),
        Case("restore a PDF", ["restore", "seed.pdf"]),
        Case("restore an age file", ["restore", "words.age", "-i", "key.txt"], "key"),
        Case("restore a locked age file", ["restore", "wordsp.age", "--file-passphrase-from", "lock.txt"], slow=True),
        Case("restore from shares", ["restore", "--share-from", "shares/share-1.txt", "--share-from",
             "shares/share-3.txt"], "shares"),
        Case("restore at a terminal", ["restore"], keys="\n".join(word[:4] + " " for word in WORDS.split()) + "\n\\r"),
        Case("restore at a terminal, candidates", ["restore", "--words-from", "swapped.txt"], exit=3, keys="\\r\n\\r"),
        Case("address", ["address", "--words-from", "words.txt", "--passphrase-from", "pass.txt", "--count", "5"],
             "passphrase"),
        Case("address of Ethereum", ["address", "--words-from", "words.txt", "--coin", "eth"]),
        Case("address of an xpub", ["address", "--xpub-from", "xpub.txt", "--count", "2000"]),
        Case("child words", ["child", "bip39", "--words", "12", "--words-from", "words.txt", "-o", "out.txt",
             "--allow-secret-file"], writes=True),
        Case("child key, another parent", ["child", "wif", "--words-from", "words.txt", "--expect", "8c65eb9f", "-o",
             "out.txt", "--allow-secret-file"], exit=5),
        Case("wallet add", ["wallet", "add", "more", "--descriptor-from", "descriptor.txt", "--new", "--home", "home",
             "--json"], whole=kept, writes=True),
        Case("wallet prove", ["wallet", "prove", "savings", "--words-from", "words.txt", "--home", "home"]),
        Case("wallet prove, another passphrase", ["wallet", "prove", "savings", "--words-from", "words.txt",
             "--passphrase-from", "pass.txt", "--home", "home"], "passphrase", exit=5),
        Case("wallet remove", ["wallet", "remove", "savings", "--confirm", "savings", "--home", "home"], writes=True),
        Case("address of a wallet", ["address", "savings", "--home", "home"], whole=kept, writes=True),
        Case("address marked as paid", ["address", "savings", "--used", "0", "--home", "home"],
             whole=kept, writes=True),
        Case("copies add", ["copies", "add", "savings/B", "--medium", "steel", "--place", "bank", "--offsite", "--home",
             "home"], whole=kept, writes=True),
        Case("copies add, the first", ["copies", "add", "savings/B", "--fingerprint", fingerprint, "--place", "bank",
             "--home", "elsewhere"], whole=kept, writes=True),
        Case("copies move", ["copies", "move", "savings/A", "--place", "bank", "--home", "home"], whole=kept, writes=True),
        Case("drill", ["drill", "savings/A", "--words-from", "words.txt", "--looks", "ok", "--home", "home"], whole=kept,
             writes=True),
        Case("drill, a bad look", ["drill", "savings/A", "--words-from", "words.txt", "--passphrase-from", "pass.txt",
             "--looks", "bad", "--home", "home"], "passphrase", exit=5),
        Case("status", ["status", "--home", "home"], exit=7),
        Case("split", ["split", "2of3", "--words-from", "words.txt", "-o", "out", "--allow-secret-file"], "wallet",
             file_holds_secret=True, after="grep -hv '^#' out/* | cut -d' ' -f5-", whole=share, writes=True),
        Case("split to a disk, refused", ["split", "2of3", "--words-from", "words.txt", "-o", "shares"], exit=6),
        Case("split a text", ["split", "2of3", "--secret-from", "lock.txt", "-o", "out", "--allow-secret-file"], "lock",
             file_holds_secret=True, after="grep -hv '^#' out/* | cut -d' ' -f5-", whole="grep -qv '^#' {}"),
        Case("combine", ["combine", "shares/share-1.txt", "shares/share-2.txt"], "shares"),
        Case("combine, revealed", ["combine", "shares/share-1.txt", "shares/share-2.txt", "--reveal"], "shares",
             reveals=True),
        Case("combine into a file", ["combine", "shares/share-1.txt", "shares/share-2.txt", "-o", "out.txt",
             "--allow-secret-file"], "shares", file_holds_secret=True, writes=True),
        Case("combine, one missing", ["combine", "shares/share-1.txt"], "shares", exit=4),
        Case("combine, a bad share", ["combine", "bad-share.txt", "shares/share-2.txt"], "shares", exit=3),
        Case("combine a PDF", ["combine", "shares.pdf", "--as", "bip39"], "shares"),
        Case("encrypt to a key", ["encrypt", "note.txt", "-r", to_key, "-o", "out.age"], "key", whole=age, writes=True),
        Case("encrypt in place of a file", ["encrypt", "note.txt", "-r", to_key, "-f", "-o", "words.age"], "key",
             whole=age, writes=True),
        Case("encrypt a folder that has changed", ["encrypt", "folder", "descriptor.txt", "-r", to_key, "--if-changed",
             "files", "-o", "out.age", "--home", "home"], "key", whole=noted, writes=True),
        Case("unpack an archive", ["decrypt", "folder.age", "-i", "key.txt", "--extract", "out"], "key",
             file_holds_secret=True),
        Case("encrypt to stdout", ["encrypt", "note.txt", "-r", to_key, "-a"], "key"),
        Case("encrypt under a passphrase", ["encrypt", "note.txt", "-p", "--file-passphrase-from", "lock.txt", "-o",
             "out.age"], "key", slow=True, writes=True),
        Case("encrypt with a locked key", ["encrypt", "note.txt", "-p", "--file-passphrase-from", "lock.txt", "-r", to_key,
             "-o", "out.age"], "key", whole=locked, slow=True),
        Case("encrypt, weak passphrase", ["encrypt", "note.txt", "-p", "--file-passphrase-from", "fingerprint", "-o",
             "out.age"], "key", exit=6),
        Case("decrypt", ["decrypt", "note.age", "-i", "key.txt", "-o", "out.txt"], "key", file_holds_secret=True,
             writes=True),
        Case("decrypt to stdout", ["decrypt", "note.age", "-i", "key.txt"], "key", reveals=True),
        Case("decrypt under a passphrase", ["decrypt", "wordsp.age", "--file-passphrase-from", "lock.txt", "-o", "out.txt"],
             file_holds_secret=True, slow=True, writes=True),
        Case("decrypt, wrong passphrase", ["decrypt", "wordsp.age", "--file-passphrase-from", "wrong.txt", "-o",
             "out.txt"], exit=5, slow=True),
        Case("decrypt, damaged", ["decrypt", "broken.age", "-i", "key.txt", "-o", "out.txt"], "key", exit=3, writes=True),
        Case("decrypt with a locked key", ["decrypt", "note.age", "-i", "locked.age", "--file-passphrase-from", "lock.txt",
             "-o", "out.txt"], "key", exit=5, slow=True),
        Case("rekey", ["rekey", "note.age", "-i", "key.txt", "-r", to_key, "-o", "out.age"], "key", whole=age, writes=True),
        Case("rekey and note it", ["rekey", "folder.age", "-i", "key.txt", "-r", to_key, "--log", "-o", "out.age",
             "--home", "logged"], "key", whole=noted, writes=True),
        Case("rekey for a passphrase", ["rekey", "note.age", "-i", "key.txt", "--file-passphrase-from", "lock.txt", "-o",
             "out.age"], "key", slow=True, writes=True),
        Case("rekey, damaged", ["rekey", "broken.age", "-i", "key.txt", "-r", to_key, "-o", "out.age"], "key", exit=3,
             writes=True),
        Case("rekey in place of another file", ["rekey", "note.age", "-i", "key.txt", "-r", to_key, "-f", "-o",
             "words.age"], "key", whole=age, writes=True),
        Case("encrypt to a post-quantum key", ["encrypt", "note.txt", "-R", "pq-recipient.txt", "-i", "pq.txt", "-o",
             "out.age"], "pq", whole=hybrid, writes=True),
        Case("decrypt with a post-quantum key", ["decrypt", "note-pq.age", "-i", "pq.txt", "-o", "out.txt"], "pq",
             file_holds_secret=True, writes=True),
        Case("key new, post-quantum", ["key", "new", "--pq", "-o", "new.txt"], "none", file_holds_secret=True,
             after="grep AGE-SECRET-KEY-PQ new.txt", writes=True),
        Case("key new", ["key", "new", "-o", "new.txt"], "none", file_holds_secret=True,
             after="grep AGE-SECRET new.txt", writes=True),
        Case("key new, locked", ["key", "new", "-p", "--file-passphrase-from", "lock.txt", "-o", "new.age"], "lock",
             slow=True, writes=True),
        Case("key recipient", ["key", "recipient", "key.txt"], "key"),
        Case("print seed", ["print", "seed", "--words-from", "words.txt", "--qr", "-o", "out.pdf", "--allow-secret-file"],
             file_holds_secret=True, whole=pdf, writes=True),
        Case("print seed to stdout", ["print", "seed", "--words-from", "words.txt", "--expect", fingerprint, "-o", "-",
             "--allow-secret-file"], reveals=True),
        Case("print seed, another wallet", ["print", "seed", "--words-from", "words.txt", "--expect", "8c65eb9f", "-o",
             "out.pdf", "--allow-secret-file"], exit=5),
        Case("print shares", ["print", "shares", "2of3", "--words-from", "words.txt", "-o", "out.pdf",
             "--allow-secret-file"], file_holds_secret=True, whole=pdf, writes=True),
        Case("print encrypted", ["print", "encrypted", "--words-from", "words.txt", "--file-passphrase-from", "lock.txt",
             "-o", "out.pdf"], whole=pdf, slow=True, writes=True),
        Case("print practice", ["print", "practice", "-o", "out.pdf"], "none", writes=True),
        Case("print blank", ["print", "blank", "-o", "out.pdf"], "none"),
        Case("print metal", ["print", "metal", "--plate", "seedqr29", "--words-from", "words.txt", "-o", "out.pdf",
             "--allow-secret-file"], file_holds_secret=True, whole=pdf, writes=True),
        Case("restore from the marks of a plate", ["restore", "--as", "tinyseed", "--words-from", "marks.txt"]),
        Case("letter, the questions", ["letter", "--template", "--home", "desk"], "none", whole=kept, writes=True),
        Case("letter edit at a terminal", ["letter", "edit", "8", "--home", "home"], "none", whole=kept, writes=True,
             keys="Lena\\r\nKarl\\r\n\\r\n\\r"),
        Case("letter check", ["letter", "check", "--home", "home"], "none", exit=7),
        Case("print letter", ["print", "letter", "--home", "home", "-o", "out.pdf"], "none", whole=pdf, writes=True),
        Case("scan a seed page", ["scan", "seed.pdf", "--all"]),
        Case("scan a seed page in short", ["scan", "seed.pdf"]),
        Case("scan a picture, revealed", ["scan", "share-1.png", "--reveal"], "shares", reveals=True),
        Case("scan share pages", ["scan", "shares.pdf", "--all", "--json"], "shares"),
        Case("scan an encrypted page", ["scan", "enc.pdf", "-o", "out.age"], writes=True),
        Case("scan a word list", ["scan", "words.txt"], exit=3),
        Case("identify a seed page", ["identify", "seed.pdf"]),
        Case("find in a folder", ["find", ".", "--deep", "--json"]),
        Case("identify words", ["identify", "words.txt", "--json"]),
    ]


def torture(case, given, secrets, options):
    """Runs tests/torture on one case; its findings and figures."""
    place = given.parent
    command = [sys.executable, TORTURE, "--in", given, "--secrets", secrets[case.secrets], "--exit", str(case.exit)]
    if case.fd:
        command += ["--fd", case.fd]
    if case.keys:
        keys = place / f"keys-{case.name}"
        keys.write_text(case.keys + "\n")
        command += ["--keys", keys]
    for flag, given_for in (("--whole", case.whole), ("--secrets-after", case.after)):
        if given_for:
            command += [flag, given_for.replace("GIVEN", str(given))]
    command += ["--reveals"] * case.reveals + ["--file-holds-secret"] * case.file_holds_secret
    checks = ["memory", "traces", "calls"] + ["kill", "fault"] * (case.writes or options.full and not case.keys)
    if not options.full:
        command += ["--most", "2" if case.slow else "4", "--errors", "1"]
        command += ["--calls" if case.slow else "--kills", WRITING]
    wanted = [check for check in checks if not options.only or check in options.only]
    for check in wanted:
        command += ["--only", check]
    if not wanted:
        return ""
    done = subprocess.run([str(part) for part in [*command, "--", COLDKEEP, *case.args]],
                          capture_output=True, text=True, check=False)
    return done.stdout + done.stderr * (done.returncode not in (0, 1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="every kill and fault point, of every command")
    parser.add_argument("--only", action="append", choices=["kill", "fault", "calls", "memory", "traces"])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("names", nargs="*", help="parts of the names of commands")
    options = parser.parse_args()
    if os.geteuid() != 0:
        os.execvp("sudo", ["sudo", "-n", "-E", sys.executable, *sys.argv])
    program.check(os.access(COLDKEEP, os.X_OK), f"{COLDKEEP} is not there: cargo build --release")
    controls = subprocess.run([sys.executable, TORTURE, *([] if options.full else ["--kills", WRITING]), "--self-check"],
                              capture_output=True, text=True, check=False)
    print(f"  controls: {controls.stdout.count('ok     control')} as they must be, {controls.stdout.count('MISSED')} missed")
    failed = controls.returncode
    with tempfile.TemporaryDirectory(prefix="coldkeep-torture-") as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        os.umask(0o077)
        given, to_key = prepare(Path(folder))
        secrets = {}
        for name, lines in secret_sets(given).items():
            secrets[name] = secret_file(Path(folder) / f"secrets-{name}", "\n".join(lines) + "\n")
        cases = [case for case in table(to_key, (given / "fingerprint").read_text())
                 if not options.names or any(part in case.name for part in options.names)]
        sums = {}
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for case, said in zip(cases, pool.map(lambda case: torture(case, given, secrets, options), cases)):
                found = [line for line in said.splitlines() if line.startswith("FOUND")]
                figures = [line for line in said.splitlines() if line.endswith("findings")]
                for line in figures:
                    sums[line.split()[0]] = sums.get(line.split()[0], 0) + int("".join(
                        c if c.isdigit() else " " for c in line).split()[0])
                if found or said and not figures:
                    failed += 1
                    print(f"  {case.name}: {len(found)} findings")
                    print("\n".join("    " + line for line in (found[:12] or said.splitlines()[-5:])))
        print(f"  {len(cases)} commands: killed {sums.get('kill', 0)} times, {sums.get('fault', 0)} faults, "
              f"{sums.get('memory', 0) >> 10} MiB of memory read, {failed} with findings")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
