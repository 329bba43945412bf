"""Codes of other wallets: parts of UR and BBQr that other programs write are read, and the other way round."""

import base64
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from mnemonic import Mnemonic

from program import coldkeep, main, must_fail, same

COUNT = int(os.environ.get("COLDKEEP_CODES", "40"))
JUDGES = os.environ.get("COLDKEEP_NODE_JUDGES", str(Path.home() / ".cache/coldkeep-judges-node"))
HERE = Path(__file__).resolve().parent
ENGLISH = Mnemonic("english")


def drawn(number, label, size):
    """Bytes that anybody can draw again."""
    return b"".join(hashlib.sha256(f"codes {label} {number} {n}".encode()).digest() for n in range(size // 32 + 1))[:size]


def judge(requests):
    """Asks the programs of Node."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(["node", str(HERE / "ur.mjs")], input=lines.encode(), capture_output=True, check=True,
                          timeout=120, env={**os.environ, "COLDKEEP_NODE_JUDGES": JUDGES})
    return [json.loads(line) for line in done.stdout.splitlines()]


def byte_string(content):
    """CBOR of bytes."""
    size = len(content)
    head = bytes([0x40 + size]) if size < 24 else bytes([0x58, size]) if size < 256 else b"\x59" + size.to_bytes(2, "big")
    return head + content


def scanned(parts, code=0):
    return coldkeep("scan", "-", stdin="\n".join(parts), code=code).text.strip()


def parts_of_a_psbt_are_read(_):
    """PSBTs in parts of a fountain, some of the first lost, in any order: read whole."""
    psbts = [b"psbt\xff" + drawn(n, "psbt", 20 + 37 * n) for n in range(COUNT)]
    requests = [{"do": "encode", "type": ["crypto-psbt", "psbt"][n % 2], "cbor": byte_string(psbt).hex(),
                 "longest": 60 + n, "first": n % 5, "count": 3 * (len(psbt) // 40 + 4)}
                for n, psbt in enumerate(psbts)]
    answers = judge(requests)
    for n, (psbt, answer) in enumerate(zip(psbts, answers)):
        parts = [part.upper() if n % 3 else part for part in answer["parts"]]
        random.Random(n).shuffle(parts)
        same(base64.b64decode(scanned(parts)), psbt, f"PSBT {n}")
    scanned(answers[-1]["parts"][:1], code=4)
    must_fail(lambda: same(base64.b64decode(scanned(answers[-2]["parts"])), psbts[-1], "another"),
              "another PSBT is not taken for this one")


def bbqr_parts_are_read(_):
    """Files as BBQr in all three encodings, parts in any order: read whole."""
    files = [b"psbt\xff" + drawn(n, "file", 30 + 61 * n) + bytes(20 * n) for n in range(COUNT)]
    requests = [{"do": "split", "type": "P", "hex": file.hex(), "encoding": "H2Z"[n % 3], "longest": 5 + n % 10}
                for n, file in enumerate(files)]
    for n, (file, answer) in enumerate(zip(files, judge(requests))):
        parts = answer["parts"]
        random.Random(n).shuffle(parts)
        same(base64.b64decode(scanned(parts)), file, f"file {n}")


def seeds_go_both_ways(_):
    """Seeds as UR under both names: written here and read there, and read here again."""
    requests, wanted = [], []
    for n in range(COUNT):
        entropy = drawn(n, "seed", [16, 20, 24, 28, 32][n % 5])
        words = ENGLISH.to_mnemonic(entropy)
        to, kind = [("ur", "seed"), ("ur-crypto", "crypto-seed")][n % 2]
        text = coldkeep("restore", "--words-from", "-", "--to", to, "--reveal", stdin=words).text.strip()
        requests.append({"do": "decode", "parts": [text]})
        wanted.append({"complete": True, "type": kind, "cbor": (b"\xa1\x01" + byte_string(entropy)).hex()})
        again = coldkeep("restore", "-", "--to", "words", "--reveal", stdin=text.upper()).text.strip()
        same(again, words, f"the words of seed {n}")
    for n, (answer, want) in enumerate(zip(judge(requests), wanted)):
        same(answer, want, f"seed {n} as a UR")


if __name__ == "__main__":
    if shutil.which("node") is None or not Path(JUDGES, "node_modules").is_dir():
        print("  NOT RUN: node and its judges are absent; tests/run installs them where npm is")
        sys.exit(0)
    main(parts_of_a_psbt_are_read, bbqr_parts_are_read, seeds_go_both_ways)
