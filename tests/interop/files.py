#!/usr/bin/env python3
"""Folders as archives: GNU tar, age and sha256sum open what coldkeep packs, and wallets are captured whole while
their programs write.

    files.py            100 rounds of a writer, 2,000 files
    files.py --full     1,000 rounds, and 100,000 files and 10 GiB with holes beside `tar | age`
"""

import fcntl
import hashlib
import io
import os
import re
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from program import COLDKEEP, check, coldkeep, main, must_fail, run, same, secret_file

FULL = "--full" in sys.argv
ROUNDS = 1_000 if FULL else 100
LONG = "long-" + "n" * 240


def key():
    if not Path("key.txt").exists():
        coldkeep("key", "new", "-o", "key.txt")
    return coldkeep("key", "recipient", "key.txt").text.strip()


def build(top):
    """A folder with everything that tar has a form for."""
    top.mkdir()
    secret_file(top / "plain.txt", "wallet\n" * 50)
    (top / "empty").touch()
    (top / "empty folder").mkdir(mode=0o700)
    deep = top / "deep"
    for _ in range(9):
        deep = deep / ("d" * 60)
    deep.mkdir(parents=True)
    (deep / LONG).write_bytes(b"a long name\n")
    (Path(os.fsdecode(os.fsencode(top) + b"/not \xff UTF-8"))).write_bytes(b"bytes\n")
    (top / "line\nend \\ back").write_bytes(b"escaped\n")
    (top / "SHA256SUMS").write_bytes(b"a list of the owner\n")
    os.symlink("plain.txt", top / "link")
    os.symlink("x" * 300, top / "long link")
    os.symlink("/etc/passwd", top / "absolute link")
    os.link(top / "plain.txt", top / "second name")
    with open(top / "sparse", "wb") as file:
        file.write(b"begin")
        for place in range(1, 60):
            file.seek(place << 20)
            file.write(b"middle")
        file.truncate(1 << 28)
    with open(top / "all hole", "wb") as file:
        file.truncate(3_000_001)
    (top / "large").write_bytes(hashlib.sha256(b"x").digest() * 20_000 + b"odd")
    os.chmod(top / "empty", 0o644)
    os.chmod(top / "plain.txt", 0o640)
    os.utime(top / "empty", (1, -86_400 * 365))
    os.utime(top / "plain.txt", (1_000_000_000, 1_000_000_000))
    os.utime(top / "deep", (1_100_000_000, 1_100_000_000))
    os.mkfifo(top / "pipe")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(top / "socket"))
    listening.close()
    time.sleep(0.15)


def facts(top, kinds=("f", "d", "l")):
    """Everything that must come back: names, kinds, rights, times, contents, and what the holes save."""
    found = {}
    for folder, folders, files in os.walk(os.fsencode(top)):
        for name in folders + files:
            path = os.path.join(folder, name)
            at = os.lstat(path)
            inside = os.path.relpath(path, os.fsencode(top))
            if stat.S_ISLNK(at.st_mode):
                found[inside] = ("l", os.readlink(path))
            elif stat.S_ISDIR(at.st_mode):
                found[inside] = ("d", at.st_mode & 0o777, int(at.st_mtime))
            elif stat.S_ISREG(at.st_mode):
                with open(path, "rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                found[inside] = ("f", at.st_mode & 0o777, int(at.st_mtime), at.st_size, digest, at.st_blocks < 20_000)
    return {name: fact for name, fact in found.items() if fact[0] in kinds}


def pack(_):
    """a folder: GNU tar restores names, rights, times, links and holes; sha256sum agrees; the same bytes each time"""
    build(Path("wallets"))
    to, before = key(), facts("wallets")
    done = coldkeep("encrypt", "wallets", "-r", to, "-i", "key.txt", "-o", "w.age", "--json")
    same((done.data["archive"]["files"], done.data["archive"]["links"]), (10, 3), "files and links are counted")
    same(len(done.data["archive"]["left_out"]), 2, "the pipe and the socket are named and left out")
    check(done.data["read_back"], "it is read back")
    check(Path("w.age").stat().st_size < 2_000_000, "holes stay out of the archive")
    Path("by-age").mkdir()
    plain = run(["age", "-d", "-i", "key.txt", "w.age"]).out
    run(["tar", "x", "-C", "by-age"], stdin=plain)
    same(facts("by-age/wallets"), before, "age -d | tar x brings everything back")
    listed = done.data["archive"]["list"]
    same(listed, "SHA256SUMS", "the list is called so where the top has no such name")
    sums = subprocess.run(["sha256sum", "-c", "--quiet", "--strict", listed], cwd="by-age", capture_output=True, check=False)
    same((sums.returncode, sums.stdout), (0, b""), "sha256sum -c agrees")
    (Path("by-age/wallets/large")).write_bytes(b"other")
    must_fail(lambda: same(subprocess.run(["sha256sum", "-c", "--quiet", listed], cwd="by-age", capture_output=True,
                                          check=False).returncode, 0, "sums"), "a changed file is seen")
    with tarfile.open(fileobj=io.BytesIO(plain)) as judge:
        names = [os.fsencode(member.name) for member in judge]
    same(names[-1], b"SHA256SUMS", "the list is the last member")
    same(names[:-1], sorted(names[:-1], key=lambda name: name.split(b"/")), "members are sorted")
    same(len(names), len(before) + 2, "Python reads as many")
    coldkeep("encrypt", "wallets", "-r", to, "-o", "again.age")
    check(run(["age", "-d", "-i", "key.txt", "again.age"]).out == plain, "the same folder gives the same archive")


def extract(_):
    """decrypt --extract gives back what tar gives back, and --list names it"""
    build(Path("wallets"))
    os.unlink("wallets/absolute link")
    before = facts("wallets")
    coldkeep("encrypt", "wallets", "-r", key(), "-o", "w.age")
    done = coldkeep("decrypt", "w.age", "-i", "key.txt", "--extract", "back", "--json")
    same(facts("back/wallets"), before, "--extract brings everything back")
    check(done.data["list_agrees"], "the list agrees")
    same(Path("back").stat().st_mode & 0o777, 0o700, "only the owner may enter")
    listed = coldkeep("decrypt", "w.age", "-i", "key.txt", "--list", "--json").data
    same(len(listed["members"]), len(before) + 2, "--list names every member, the folder and the list of SHA-256")
    coldkeep("decrypt", "w.age", "-i", "key.txt", "--extract", "back", code=6)
    for form in ["gnu", "ustar", "posix"]:
        names = ["plain.txt", "second name", "link", "empty folder"]  # ustar has no time before 1970
        tar = subprocess.run(["tar", "c", f"--format={form}", *names], cwd="wallets", capture_output=True, check=True).stdout
        Path("t.age").write_bytes(run(["age", "-r", key()], stdin=tar).out)
        coldkeep("decrypt", "t.age", "-i", "key.txt", "--extract", form)
        same({name: fact for name, fact in facts(form).items()},
             {name: fact for name, fact in before.items() if os.fsdecode(name) in names}, f"tar's form {form} is unpacked")


def several(_):
    """several paths, a padded file, stdout, and paths that lie in each other"""
    to = key()
    Path("a").mkdir()
    Path("a/one").write_bytes(b"1" * 1000)
    Path("two").write_bytes(b"2" * 70_000)
    time.sleep(0.15)
    sent = coldkeep("encrypt", "two", "a", "-r", to, "-o", "-").out
    names = run(["tar", "t"], stdin=run(["age", "-d", "-i", "key.txt"], stdin=sent).out).text.split()
    same(names, ["a/", "a/one", "two", "SHA256SUMS"], "paths in the order of their names")
    sizes = set()
    for size in [1, 33_000, 60_000]:
        Path("one").write_bytes(os.urandom(size))
        coldkeep("encrypt", "one", "--pad", "-r", to, "-o", "pad.age", "-f")
        plain = run(["age", "-d", "-i", "key.txt", "pad.age"]).out
        same(len(plain) & (len(plain) - 1), 0, "padded to a power of two")
        run(["tar", "x", "-O", "one"], stdin=plain)
        sizes.add(len(plain))
    same(sizes, {4096, 65536}, "two files of one size class have one size")
    coldkeep("encrypt", "a", "a/one", "-r", to, "-o", "no.age", code=2)
    check(not Path("no.age").exists(), "nothing was made")
    coldkeep("encrypt", ".", "-r", to, "-o", "here.age")
    inside = run(["tar", "t"], stdin=run(["age", "-d", "-i", "key.txt", "here.age"]).out).text
    check("here.age" not in inside and "a/one" in inside, "the output is not packed into itself")


WRITER = """
import os, random, sys, time
path, seed = sys.argv[1], int(sys.argv[2])
dice = random.Random(seed)
file = os.open(path, os.O_RDWR)
version, pages = 0, os.fstat(file).st_size // 4096
print("ready", flush=True)
while True:
    version += 1
    page = (b"%016d" % version) * 256
    for number in range(pages):
        os.pwrite(file, page, number * 4096)
        if dice.random() < 0.02:
            time.sleep(dice.random() * 0.02)
    time.sleep(dice.choice([0, 0.01, 0.3]))
"""


def torn(content):
    return len({content[at:at + 16] for at in range(0, len(content), 4096)}) > 1


def live(_):
    """a writer changes the wallet while it is captured: no torn capture is called good"""
    to, good, refused, naive = key(), 0, 0, 0
    writers = []
    for pages in [40, 120]:  # below and above what is held in memory at once
        path = Path(f"wallet-{pages}")
        path.write_bytes((b"%016d" % 0) * 256 * pages)
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(pages)], stdout=subprocess.PIPE)
        writer.stdout.readline()
        writers.append((path, writer))
    for number in range(ROUNDS):
        path = writers[number % 2][0]
        # The control: one reading, as a copying program does it.
        naive += torn(path.read_bytes())
        done = run([COLDKEEP, "encrypt", path, "-r", to, "-o", "w.age", "-f"], code=None)
        if done.code == 0:
            good += 1
            content = run(["age", "-d", "-i", "key.txt", "w.age"]).out
            check(not torn(content), f"round {number}: a torn capture was called good")
        else:
            refused += 1
            check(b"error[changed-while-reading]" in done.err, f"round {number}: {done.err!r}")
    for _, writer in writers:
        writer.kill()
        writer.wait()
    print(f"  {ROUNDS} rounds: {good} captured whole, {refused} refused, 0 torn; one plain reading: {naive} torn")
    check(naive > 0 and good > 0, "the same test finds torn copies where a file is read once")


def sqlite_wallet(path, mode):
    base = sqlite3.connect(path, isolation_level=None, timeout=20)
    base.execute(f"PRAGMA journal_mode={mode}")
    base.execute("CREATE TABLE main(key BLOB PRIMARY KEY, value BLOB)")
    base.executemany("INSERT INTO main VALUES(?, ?)", [(b"%d" % n, b"0" * 2000) for n in range(200)])
    return base


SQLITE_WRITER = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
print("ready", flush=True)
for version in range(1, 10**9):
    base.execute("UPDATE main SET value = ?", (b"%d" % version,))
"""


def sqlite(_):
    """an SQLite wallet that is open, in WAL and in rollback mode, is copied at one moment; one that is held is refused"""
    to = key()
    for mode in ["wal", "delete"]:
        folder = Path(f"open-{mode}")
        folder.mkdir()
        sqlite_wallet(folder / "wallet.dat", mode).close()
        writer = subprocess.Popen([sys.executable, "-c", SQLITE_WRITER, str(folder / "wallet.dat")], stdout=subprocess.PIPE)
        writer.stdout.readline()
        good = 0
        for number in range(ROUNDS // 10):
            out = Path(f"out-{mode}-{number}")
            done = run([COLDKEEP, "encrypt", folder, "-r", to, "-o", f"{out}.age"], code=None)
            if done.code != 0:
                check(re.search(rb"error\[(wallet-in-use|changed-while-reading)\]", done.err), done.err)
                continue
            good += 1
            coldkeep("decrypt", f"{out}.age", "-i", "key.txt", "--extract", out)
            same(sorted(os.listdir(out / folder)), ["wallet.dat"], "what lay beside it stays out")
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
    held.execute("COMMIT")
    held.close()
    time.sleep(0.2)
    coldkeep("encrypt", "held.dat", "-r", to, "-o", "held.age")
    check(run(["age", "-d", "-i", "key.txt", "held.age"]).out == Path("held.dat").read_bytes(), "at rest: byte by byte")


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


def logged(_):
    """the logbook, find and --if-changed see what stands in the journal of a wallet that is open; in use is refused"""
    to = key()
    Path("home").mkdir(mode=0o700)
    Path("cloud").mkdir()
    Path("home/push.toml").write_text(
        f"[push.box]\nsend = ['/bin/cp', '{{file}}', '{os.getcwd()}/cloud/{{name}}']\n"
        f"verify = ['/bin/cat', '{os.getcwd()}/cloud/{{name}}']\n")
    Path("core").mkdir()
    wallet = Path("core/wallet.dat")
    base = sqlite_wallet(wallet, "wal")
    base.execute(f"PRAGMA application_id = {int.from_bytes(bytes.fromhex('f9beb4d9'), signed=True)}")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.execute("INSERT INTO main VALUES('new', 'key')")
    home = ["--home", "home", "--json"]

    def backed_up(*paths):
        return [one["backed_up"] for one in coldkeep("find", *(paths or [wallet]), *home).data["finds"]]

    def unchanged(path):
        return coldkeep("encrypt", path, "-r", to, "--if-changed", "w", "-o", "never.age", "-n", *home).data["unchanged"]

    for number, path in enumerate([wallet, Path("core")]):
        coldkeep("encrypt", path, "-r", to, "--log", "w", "-o", f"{number}.age", *home)
        coldkeep("push", "box", f"{number}.age", *home)
        same((backed_up(), unchanged(path)), (["yes"], True), "open, and as it was copied")
        before = (wallet.stat().st_mtime_ns, wallet.stat().st_size)
        base.execute("INSERT INTO main VALUES(?, 'key')", (f"later {number}",))
        same((wallet.stat().st_mtime_ns, wallet.stat().st_size), before, "the change stands in the journal alone")
        same((backed_up(), unchanged(path)), (["changed"], False), "and it is seen")
    shutil.copytree("core", "other")
    same(backed_up("other"), ["no"], "a wallet that was never copied")
    base.close()
    berkeley_wallet = Path("bdb/wallet.dat")
    Path("bdb/database").mkdir(parents=True)
    berkeley_wallet.write_bytes(bytes(12) + b"\x62\x31\x05\x00" + bytes(4096))
    time.sleep(0.15)
    coldkeep("encrypt", berkeley_wallet, "-r", to, "--log", "w", "-o", "bdb.age", *home)
    coldkeep("push", "box", "bdb.age", *home)
    check(unchanged(berkeley_wallet), "at rest")
    Path("bdb/database/log.0000000001").write_bytes(b"log")
    done = coldkeep("encrypt", berkeley_wallet, "-r", to, "--if-changed", "w", "-o", "never.age", *home, code=1)
    check(b"wallet-in-use" in done.out + done.err, "what is refused is refused here too")


def peak_and_time(command, limit=600):
    """Runs a shell line; its time in seconds and the most memory of one program in it, in MiB."""
    start = time.monotonic()
    done = subprocess.run(["time", "-f", "%M", "sh", "-c", command], capture_output=True, check=False, timeout=limit)
    same(done.returncode, 0, f"{command}: {done.stderr!r}")
    return time.monotonic() - start, int(done.stderr.split()[-1]) / 1024


def figures(_):
    """many files and a large one with holes: memory does not grow, and the time is near that of tar | age"""
    to, count = key(), 100_000 if FULL else 2_000
    Path("many").mkdir()
    for number in range(count):
        folder = Path(f"many/{number // 1000:03}")
        folder.mkdir(exist_ok=True)
        (folder / f"file-{number:06}.json").write_bytes(b"%d " % number * 100)
    with open("holes", "wb") as file:
        for place in range(10):
            file.seek(place << 30)
            file.write(os.urandom(1 << 20))
        file.truncate(10 << 30 if FULL else 1 << 30)
    time.sleep(0.2)
    for name in ["many", "holes"]:
        theirs, _ = peak_and_time(f"tar c {name} | age -r {to} -o theirs.age")
        os.unlink("theirs.age")
        ours, memory = peak_and_time(f"{COLDKEEP} encrypt {name} --pad -r {to} -o ours.age")
        listed, listing = peak_and_time(f"{COLDKEEP} decrypt ours.age -i key.txt --extract back")
        print(f"  {name}: {ours:.2f} s beside {theirs:.2f} s of tar | age ({ours / theirs:.2f} times), {memory:.0f} MiB; "
              f"unpacked in {listed:.2f} s, {listing:.0f} MiB")
        check(memory < 64, f"{name}: {memory:.0f} MiB")
        check(listing < 64, f"{name}: {listing:.0f} MiB to unpack")
        check(not FULL or ours <= 1.3 * theirs, f"{name}: {ours / theirs:.2f} times tar | age")
        shutil.rmtree("back")
        os.unlink("ours.age")


main(pack, extract, several, berkeley, live, sqlite, logged, figures)
