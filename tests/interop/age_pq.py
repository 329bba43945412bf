"""Post-quantum keys in both directions with the npm package age-encryption; Debian's age is older than they are."""

import json
import os
import re
import subprocess
from pathlib import Path

from program import FILE_PASSPHRASE, check, coldkeep, main, must_fail, same, secret_file

JUDGES = os.environ.get("COLDKEEP_NODE_JUDGES", str(Path.home() / ".cache/coldkeep-judges-node"))
JUDGE = Path(__file__).with_name("age_pq.mjs")
SIZES = [0, 1, 65536, 65537, 200_000]
IDENTITY = re.compile(r"AGE-SECRET-KEY-PQ-1[0-9A-Z]{58}")


def present():
    return (Path(JUDGES) / "node_modules" / "age-encryption").is_dir()


def judge(*requests):
    asked = "\n".join(json.dumps(request) for request in requests)
    done = subprocess.run(["node", JUDGE], input=asked, capture_output=True, text=True, check=True,
                          timeout=120, env={**os.environ, "COLDKEEP_NODE_JUDGES": JUDGES})
    return [json.loads(line) for line in done.stdout.splitlines()]


def pair():
    """A key of coldkeep and one of the judge: files of both, and both recipients."""
    ours = coldkeep("key", "new", "--pq", "-o", "ours.txt").text.strip()
    check(ours.startswith("age1pq1") and len(ours) == 1959, "key new --pq prints the recipient")
    text = Path("ours.txt").read_text(encoding="ascii")
    identity = IDENTITY.search(text).group()
    theirs, read = judge({"do": "key"}, {"do": "recipient", "identity": identity})
    same(read["recipient"], ours, "the judge makes the same recipient of our key")
    secret_file("theirs.txt", theirs["identity"] + "\n")
    same(coldkeep("key", "recipient", "theirs.txt").text.strip(), theirs["recipient"], "and we of theirs")
    return identity, ours, theirs


def both_ways(_):
    """coldkeep encrypts and the judge opens, the judge encrypts and coldkeep opens, at every size, armored or not"""
    if not present():
        print("  NOT RUN: node and age-encryption are absent; tests/run installs them where npm is")
        return
    identity, ours, theirs = pair()
    Path("people.txt").write_text(f"{theirs['recipient']}\n{ours}\n", encoding="ascii")
    for size in SIZES:
        data = bytes(n % 251 for n in range(size))
        Path("in").write_bytes(data)
        for armor in [False, True]:
            coldkeep("encrypt", "in", "-R", "people.txt", *["-a"] * armor, "-i", "ours.txt", "-o", "out.age", "-f")
            opened, _ = judge(
                {"do": "decrypt", "identity": theirs["identity"], "input": "out.age", "output": "out", "armor": armor},
                {"do": "encrypt", "to": [ours, theirs["recipient"]], "input": "in", "output": "in.age", "armor": armor})
            check(opened["opened"] and Path("out").read_bytes() == data, f"the judge opens {size} bytes")
            coldkeep("decrypt", "in.age", "-i", "ours.txt", "-o", "back", "-f")
            same(Path("back").read_bytes(), data, f"coldkeep opens the judge's {size} bytes")
    broken = bytearray(Path("in.age").read_bytes())
    broken[-40] ^= 1
    Path("broken.age").write_bytes(broken)
    coldkeep("decrypt", "broken.age", "-i", "ours.txt", "-o", "none", code=3)
    other = coldkeep("key", "new", "--pq", "-o", "other.txt").text
    check(other.strip() != ours, "two keys differ")
    coldkeep("decrypt", "in.age", "-i", "other.txt", "-o", "none", code=5)
    must_fail(lambda: check(judge({"do": "decrypt", "identity": identity, "input": "broken.age", "output": "none",
                                   "armor": True})[0]["opened"], "opened"), "the judge refuses it, too")


def locked_key(_):
    """-p with -r age1pq…: the locked key is a post-quantum one, and the judge opens the file with it"""
    if not present():
        print("  NOT RUN: node and age-encryption are absent; tests/run installs them where npm is")
        return
    _, ours, _ = pair()
    lock = secret_file("lock.txt", FILE_PASSPHRASE + "\n")
    Path("in").write_bytes(b"exports")
    coldkeep("encrypt", "in", "-p", "-r", ours, "--file-passphrase-from", lock, "-o", "both.age")
    head = Path("both.age").read_bytes().split(b"\n---")[0]
    same(head.count(b"-> mlkem768x25519 "), 2, "both stanzas are post-quantum")
    check(b"-> X25519" not in head, "and none is X25519")
    key = coldkeep("decrypt", "both.key.age", "--file-passphrase-from", lock).text
    [opened] = judge({"do": "decrypt", "identity": IDENTITY.search(key).group(), "input": "both.age", "output": "out",
                      "armor": False})
    check(opened["opened"] and Path("out").read_bytes() == b"exports", "the judge opens it with the locked key")


if __name__ == "__main__":
    main(both_ways, locked_key)
