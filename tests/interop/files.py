#!/usr/bin/env python3
"""Folders as archives: GNU tar, age and sha256sum open what coldkeep packs.

    files.py            2,000 files
    files.py --full     100,000 files and 10 GiB with holes beside `tar | age`
"""

import hashlib
import io
import os
import shutil
import socket
import stat
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from program import COLDKEEP, check, coldkeep, key, main, must_fail, run, same, secret_file, sqlite_wallet

FULL = "--full" in sys.argv
LONG = "long-" + "n" * 240


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
    coldkeep("encrypt", "core", "-r", to, "--log", "w", "-o", "last.age", *home)
    coldkeep("push", "box", "last.age", *home)
    other = coldkeep("key", "new", "-o", "other.txt", "--json").data["recipients"][0]
    named = coldkeep("rekey", "last.age", "-i", "key.txt", "-r", other, "-o", "rekeyed.age", "--log", *home).data["logged"]
    check(named.startswith("w-20"), "a file for other keys is noted in the series of the old one")
    again = ["encrypt", "core", "-r", other, "--if-changed", "w", "-o", "never.age", "-n", *home]
    check(not coldkeep(*again).data["unchanged"], "no copy of it was read back")
    coldkeep("push", "box", "rekeyed.age", *home)
    check(coldkeep(*again).data["unchanged"], "it holds what the old one held")
    check(not unchanged("core"), "for the old key it is another")
    Path("stranger.age").write_bytes(run(["age", "-r", to], stdin=b"x").out)
    coldkeep("rekey", "stranger.age", "-i", "key.txt", "-r", other, "-o", "no.age", "--log", *home, code=1)
    check(not Path("no.age").exists(), "what the logbook does not know is not noted, and not made")
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
    # Zeros behind the many files are no work of tar | age; those behind the holes are little.
    for name, pad, pairs in [("many", "", 9 if FULL else 1), ("holes", "--pad", 1)]:
        times = []
        for _ in range(pairs):
            theirs, _ = peak_and_time(f"tar c {name} | age -r {to} -o theirs.age")
            os.unlink("theirs.age")
            if times:
                os.unlink("ours.age")
            ours, memory = peak_and_time(f"{COLDKEEP} encrypt {name} {pad} -r {to} -o ours.age")
            check(memory < 64, f"{name}: {memory:.0f} MiB")
            times.append((ours / theirs, ours, theirs))
        # One pair says little on a machine that does other things: the one in the middle counts.
        ratio, ours, theirs = sorted(times)[pairs // 2]
        listed, listing = peak_and_time(f"{COLDKEEP} decrypt ours.age -i key.txt --extract back")
        print(f"  {name}: {ours:.2f} s beside {theirs:.2f} s of tar | age ({ratio:.2f} times, of "
              f"{' '.join(f'{one[0]:.2f}' for one in sorted(times))}), {memory:.0f} MiB; "
              f"unpacked in {listed:.2f} s, {listing:.0f} MiB")
        check(listing < 64, f"{name}: {listing:.0f} MiB to unpack")
        check(not FULL or ratio <= 1.3, f"{name}: {ratio:.2f} times tar | age")
        shutil.rmtree("back")
        os.unlink("ours.age")


main(pack, extract, several, logged, figures)
