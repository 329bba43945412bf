#!/usr/bin/env python3
"""Wallets are captured whole while their programs write, or refused with the sign that was seen.

    capture.py            100 rounds of a writer
    capture.py --full     1,000 rounds
"""

import fcntl
import os
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from program import COLDKEEP, check, coldkeep, key, main, run, same, sqlite_wallet

FULL = "--full" in sys.argv
ROUNDS = 1_000 if FULL else 100


# Three ways of writing: the file stays open; it is opened for each version, and written over; it is emptied first. Some
# pauses in the middle of a version are longer than a capture takes.
WRITER = """
import os, random, sys, time
path, seed, how = sys.argv[1], int(sys.argv[2]), sys.argv[3]
dice = random.Random(seed)
flags = os.O_RDWR | (os.O_TRUNC if how == "emptied" else 0)
version, pages, file = 0, os.stat(path).st_size // 4096, None
print("ready", flush=True)
while True:
    version += 1
    page = (b"%016d" % version) * 256
    if file is None:
        file = os.open(path, flags)
    for number in range(pages):
        os.pwrite(file, page, number * 4096)
        if dice.random() < 0.02:
            time.sleep(dice.random() * 0.02 if dice.random() < 0.9 else 0.15 + dice.random() * 0.6)
    if how != "held":
        os.close(file)
        file = None
    time.sleep(dice.choice([0, 0.01, 0.3]))
"""


def torn(content, bytes_of_it):
    versions = {content[at:at + 16] for at in range(0, len(content), 4096)}
    return len(versions) > 1 or len(content) != bytes_of_it


def captured(path, to, bytes_of_it):
    """Encrypts a file that is being written: whether it was captured, and not torn; and whether one plain reading, as a
    copying program does it, is torn."""
    naive = torn(path.read_bytes(), bytes_of_it)
    done = run([COLDKEEP, "encrypt", path, "-r", to, "-o", "w.age", "-f"], code=None)
    if done.code == 0:
        content = run(["age", "-d", "-i", "key.txt", "w.age"]).out
        check(not torn(content, bytes_of_it), "a torn capture was called good")
    else:
        check(re.search(rb"error\[(wallet-in-use|changed-while-reading)\]", done.err), done.err)
    return done.code == 0, naive


def written(program, path, *more):
    """A program that writes to a file until it is killed."""
    writer = subprocess.Popen([sys.executable, "-c", program, path, *more], stdout=subprocess.PIPE)
    writer.stdout.readline()
    return writer


def live(_):
    """a writer changes the wallet while it is captured: no torn capture is called good"""
    to, good, naive = key(), 0, 0
    wallets, writers = [], []
    try:
        for how in ["held", "over", "emptied"]:
            for pages in [40, 120]:  # below and above what is held in memory at once
                path = Path(f"wallet-{how}-{pages}")
                path.write_bytes((b"%016d" % 0) * 256 * pages)
                wallets.append((path, pages * 4096))
                writers.append(written(WRITER, path, str(pages), how))
        for number in range(ROUNDS):
            # What stays open is waited for and refused each time: one round in ten.
            path, bytes_of_it = wallets[number % 2 + (0 if number % 10 < 1 else 2 + number // 2 % 2 * 2)]
            is_good, is_torn = captured(path, to, bytes_of_it)
            good, naive = good + is_good, naive + is_torn
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    print(f"  {ROUNDS} rounds: {good} captured whole, {ROUNDS - good} refused, 0 torn; one plain reading: {naive} torn")
    check(naive > 0 and good > 0, "the same test finds torn copies where a file is read once")


MAPPED = """
import mmap, os, random, sys, time
dice = random.Random(7)
file = os.open(sys.argv[1], os.O_RDWR)
pages = os.fstat(file).st_size // 4096
seen = mmap.mmap(file, 0)
version = 0
print("ready", flush=True)
while True:
    version += 1
    for number in range(pages):
        seen[number * 4096:number * 4096 + 16] = b"%016d" % version
        if dice.random() < 0.0001:
            time.sleep(dice.random())
"""


def mapped(_):
    """a writer changes a large file through memory, which sets its times late: no torn capture is called good"""
    to, naive = key(), 0
    path = Path("mapped.dat")
    with open(path, "wb") as file:
        for _ in range(66 << 8):
            file.write(b"%016d" % 0 + bytes(4080))
    writer = written(MAPPED, path)
    try:
        for _ in range(100 if FULL else 4):
            naive += captured(path, to, 66 << 20)[1]
    finally:
        writer.kill()
        writer.wait()
    check(naive > 0, "one reading is torn")
    done = run([COLDKEEP, "encrypt", path, "-r", to, "-o", "w.age", "-f"])
    check(done.code == 0, "the same file is captured once nobody writes")


SQLITE_WRITER = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
print("ready", flush=True)
for version in range(1, 10**9):
    base.execute("UPDATE main SET value = ?", (b"%d" % version,))
"""


def was_packed(folder, out, to):
    """Whether a folder was packed, and not refused for its wallet; its wallet alone is then in another folder."""
    done = run([COLDKEEP, "encrypt", folder, "-r", to, "-o", f"{out}.age"], code=None)
    if done.code != 0:
        check(re.search(rb"error\[(wallet-in-use|changed-while-reading)\]", done.err), done.err)
        return False
    coldkeep("decrypt", f"{out}.age", "-i", "key.txt", "--extract", out)
    same(sorted(os.listdir(out / folder)), ["wallet.dat"], "what lay beside it stays out")
    return True


def sqlite(_):
    """an SQLite wallet that is open, in WAL and in rollback mode, is copied at one moment; one that is held is refused"""
    to = key()
    for mode in ["wal", "delete"]:
        folder = Path(f"open-{mode}")
        folder.mkdir()
        sqlite_wallet(folder / "wallet.dat", mode).close()
        writer = written(SQLITE_WRITER, folder / "wallet.dat")
        good = 0
        for number in range(ROUNDS // 10):
            out = Path(f"out-{mode}-{number}")
            if not was_packed(folder, out, to):
                continue
            good += 1
            copy = sqlite3.connect(out / folder / "wallet.dat")
            same(copy.execute("PRAGMA integrity_check").fetchall(), [("ok",)], "the copy is sound")
            same(copy.execute("SELECT COUNT(DISTINCT value), COUNT(*) FROM main").fetchall(), [(1, 200)], "of one moment")
            copy.close()
        writer.kill()
        writer.wait()
        print(f"  {mode}: {good} of {ROUNDS // 10} captured")
        check(good > 0, "some are captured")
    # What is committed stands in the journal, beside the file and not beside a link to it.
    Path("linked").mkdir()
    resting = sqlite_wallet(Path("linked/wallet.dat"), "wal")
    resting.execute("INSERT INTO main VALUES('new', 'key')")
    os.symlink("linked/wallet.dat", "by-link.dat")
    coldkeep("encrypt", "by-link.dat", "-r", to, "-o", "link.age")
    coldkeep("decrypt", "link.age", "-i", "key.txt", "-o", "from-link.dat")
    copy = sqlite3.connect("from-link.dat")
    same(copy.execute("SELECT COUNT(*) FROM main").fetchall(), [(201,)], "a link leads to the wallet with its journal")
    copy.close()
    resting.close()
    held = sqlite_wallet(Path("held.dat"), "delete")
    held.execute("PRAGMA locking_mode=exclusive")
    held.execute("BEGIN EXCLUSIVE")
    held.execute("UPDATE main SET value = 'x'")
    done = coldkeep("encrypt", "held.dat", "-r", to, "-o", "held.age", code=1)
    check(b"error[wallet-in-use]" in done.err and not Path("held.age").exists(), "a wallet that is held is refused")
    # Larger than what is copied in memory: the program has to be stopped.
    held.execute("INSERT INTO main VALUES('large', zeroblob(257 << 20))")
    done = coldkeep("encrypt", "held.dat", "-r", to, "-o", "held.age", code=1)
    check(b"error[wallet-in-use]" in done.err, "a large one is refused with the words to stop its program")
    held.execute("DELETE FROM main WHERE key = 'large'")
    held.execute("COMMIT")
    held.close()
    time.sleep(0.2)
    coldkeep("encrypt", "held.dat", "-r", to, "-o", "held.age")
    check(run(["age", "-d", "-i", "key.txt", "held.age"]).out == Path("held.dat").read_bytes(), "at rest: byte by byte")


# Ten changes, each by a program that opens the wallet and closes it, and a pause.
BURSTS = """
import sqlite3, sys, time
path, mode, change = sys.argv[1], sys.argv[2], 0
print("ready", flush=True)
while True:
    for _ in range(10):
        change += 1
        base = sqlite3.connect(path, isolation_level=None, timeout=20)
        base.execute("PRAGMA journal_mode=" + mode)
        base.execute("BEGIN IMMEDIATE")
        base.execute("UPDATE main SET value = ? WHERE key = ?", (b"%08d" % change + b"x" * 3500, change % 20))
        time.sleep(0.04)
        base.execute("COMMIT")
        base.close()
        time.sleep(0.01)
    time.sleep(0.4)
"""


def twenty_rows(folder):
    folder.mkdir()
    base = sqlite3.connect(folder / "wallet.dat", isolation_level=None)
    base.execute("CREATE TABLE main(key INTEGER PRIMARY KEY, value BLOB)")
    base.executemany("INSERT INTO main VALUES(?, ?)", [(row, b"%08d" % 0 + b"x" * 3500) for row in range(20)])
    return base


def is_of_one_moment(path):
    """Whether each row has the last change that fell to it, as SQLite reads it with what lies beside it."""
    base = sqlite3.connect(path)
    rows = {row: int(value[:8]) for row, value in base.execute("SELECT key, value FROM main")}
    base.close()
    last = max(rows.values())
    return all(rows[change % 20] == change for change in range(max(1, last - 19), last + 1))


def bursts(_):
    """a folder is packed while programs open its SQLite wallet and close it: no journal of another moment is packed with it"""
    to = key()
    for mode in ["delete", "wal"]:
        folder = Path(f"burst-{mode}")
        twenty_rows(folder).close()
        writer = written(BURSTS, folder / "wallet.dat", mode)
        good = 0
        for number in range(ROUNDS // 4):
            out = Path(f"of-{mode}-{number}")
            if not was_packed(folder, out, to):
                continue
            good += 1
            check(is_of_one_moment(out / folder / "wallet.dat"), "a torn capture was called good")
        writer.kill()
        writer.wait()
        print(f"  {mode}, opened and closed: {good} of {ROUNDS // 4} captured")
        check(good > 0, "some are captured")
    # The same look finds a wallet beside which a journal of an earlier change lies.
    base = twenty_rows(Path("undone"))
    base.execute("PRAGMA cache_size = 1")
    for change in range(1, 31):
        base.execute("BEGIN IMMEDIATE")
        if change == 25:
            base.execute("UPDATE main SET value = zeroblob(40000) WHERE key < 10")
            journal = Path("undone/wallet.dat-journal").read_bytes()
            base.execute("ROLLBACK")
            base.execute("BEGIN IMMEDIATE")
        base.execute("UPDATE main SET value = ? WHERE key = ?", (b"%08d" % change + b"x" * 3500, change % 20))
        base.execute("COMMIT")
    base.close()
    check(is_of_one_moment("undone/wallet.dat"), "it is whole by itself")
    Path("undone/wallet.dat-journal").write_bytes(journal)
    check(not is_of_one_moment("undone/wallet.dat"), "the journal undoes what came after it")


def berkeley(_):
    """a Berkeley wallet whose environment is open, or that is locked, is refused"""
    to, data = key(), bytes(12) + b"\x62\x31\x05\x00" + bytes(4096)
    Path("core/database").mkdir(parents=True)
    wallet = Path("core/wallet.dat")
    wallet.write_bytes(data)
    time.sleep(0.15)
    coldkeep("encrypt", wallet, "-r", to, "-o", "rest.age")
    (Path("core/database/log.0000000001")).write_bytes(b"log")
    check(b"wallet-in-use" in coldkeep("encrypt", wallet, "-r", to, "-o", "no.age", code=1).err, "a log beside it")
    check(b"wallet-in-use" in coldkeep("encrypt", "core", "-r", to, "-o", "no.age", code=1).err, "also in a folder")
    os.unlink("core/database/log.0000000001")
    with open("core/.lock", "w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        check(b"wallet-in-use" in coldkeep("encrypt", wallet, "-r", to, "-o", "no.age", code=1).err, "a lock beside it")
    for lock_it in [fcntl.lockf, fcntl.flock]:
        with open(wallet, "r+b") as lock:
            lock_it(lock, fcntl.LOCK_EX)
            done = coldkeep("encrypt", wallet, "-r", to, "-o", "no.age", code=1)
            check(b"wallet-in-use" in done.err, f"{lock_it.__name__} on the file")
    check(not Path("no.age").exists(), "nothing was made")
    coldkeep("encrypt", wallet, "-r", to, "-o", "after.age")


main(berkeley, live, mapped, sqlite, bursts)
