#!/usr/bin/env python3
"""find: nothing of /usr is taken for a wallet, a hundred thousand files are quick, and nothing is opened for writing."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from program import COLDKEEP, check, coldkeep, main, run

TWELVE = "track novel gauge kiss imitate oyster vacuum provide bronze behave hand net"
FILES_A_SECOND = 20_000
# How many files a sample for --deep has, and how large one of them may be.
SAMPLE, LARGEST = 3_000, 1 << 20


def found(*arguments):
    return coldkeep("find", "--json", *arguments).data


def nothing_of_the_system_is_taken_for_a_wallet(folder):
    """/usr/share and /usr/lib: no find, in the usual mode all of it, and a sample of it to the last byte."""
    started = time.monotonic()
    data = found("/usr/share", "/usr/lib")
    seconds = time.monotonic() - started
    files = data["looked"]["files"]
    print(f"  {files} files of /usr/share and /usr/lib in {seconds:.1f} s, {len(data['finds'])} false finds")
    check(files > 1_000, f"only {files} files")
    check(data["finds"] == [], json.dumps(data["finds"][:5]))
    sample = []
    for place in ("/usr/share", "/usr/lib"):
        for above, _, names in os.walk(place):
            paths = (os.path.join(above, name) for name in names)
            sample += [p for p in paths if os.path.isfile(p) and not os.path.islink(p)
                       and 0 < os.path.getsize(p) <= LARGEST and "\n" not in p]
    sample.sort()
    sample = sample[::max(1, len(sample) // SAMPLE)]
    started = time.monotonic()
    Path("sample").mkdir()
    for number, path in enumerate(sample):
        shutil.copyfile(path, f"sample/{number}-{os.path.basename(path)}"[:200])
    data = found("--deep", "sample")
    print(f"  {len(sample)} of them to the last byte in {time.monotonic() - started:.1f} s, "
          f"{len(data['finds'])} false finds")
    check(data["finds"] == [], json.dumps(data["finds"][:5]))
    # The control: the same look finds what is there.
    Path("usr").mkdir()
    Path("usr/notes.txt").write_text(f"x\n{TWELVE}\n")
    one, = found("usr")["finds"]
    check((one["kind"], one["line"], one["locked"]) == ("seed-words", 2, "no"), json.dumps(one))


def a_hundred_thousand_files_are_quick(folder):
    """100,000 small files from a warm cache."""
    for above in range(100):
        place = Path(f"many/{above}")
        place.mkdir(parents=True)
        for number in range(1_000):
            (place / f"{number}.txt").write_text(f"file {number} of folder {above}, and a line of text\n" * 8)
    found("many")
    started = time.monotonic()
    data = found("many")
    seconds = time.monotonic() - started
    rate = data["looked"]["files"] / seconds
    print(f"  {data['looked']['files']} files in {seconds:.2f} s: {rate:,.0f} a second")
    check(data["looked"]["files"] == 100_000, json.dumps(data["looked"]))
    check(rate >= FILES_A_SECOND or os.environ.get("COLDKEEP_SLOW"), f"{rate:,.0f} files a second")


def nothing_is_opened_for_writing(folder):
    """strace: below the paths that were given every open is for reading, and no name is changed."""
    Path("home").mkdir()
    Path("home/notes.txt").write_text(TWELVE + "\n")
    calls = "trace=open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,chmod,fchmod,utimensat,truncate"
    run(["strace", "-f", "-qq", "-o", "trace", "-e", calls, COLDKEEP, "find", "--deep", "home"])
    lines = [line for line in Path("trace").read_text().splitlines() if "home" in line or "notes" in line]
    check(len(lines) >= 2, "nothing was traced")
    wrong = [line for line in lines if "O_RDONLY" not in line or "O_CREAT" in line]
    check(wrong == [], "\n".join(wrong))
    # The control: a program that writes there is caught by the same search.
    run(["strace", "-f", "-qq", "-o", "trace", "-e", calls, "touch", "home/new"])
    lines = [line for line in Path("trace").read_text().splitlines() if "home" in line]
    check(any("O_RDONLY" not in line for line in lines), "the control was not caught")


if __name__ == "__main__":
    main(nothing_of_the_system_is_taken_for_a_wallet, a_hundred_thousand_files_are_quick, nothing_is_opened_for_writing)
