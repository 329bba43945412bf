"""Runs coldkeep as a stranger would, and other programs beside it; shared by the tests in this folder."""

import json
import os
import pty
import select
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLDKEEP = os.environ.get("COLDKEEP") or str(
    Path(__file__).resolve().parents[2] / "target" / "release" / "coldkeep")
SECONDS = 60

# The words of the owner's document: printed in public, the first of the project's vectors.
WORDS = (
    "eye female unfair moon genius pipe nuclear width dizzy forum cricket know expire purse laptop "
    "scale identify cube pause crucial day cigar noise receive"
)
ENTROPY = "512a9fb447c60f4aa5d7d6402b74cdbdf5075d1f46007086ae859a338051e575"
FINGERPRINT = "4eac1cce"
# Seven words that nobody uses for anything else.
FILE_PASSPHRASE = "gravel-otter-window-plum-harbour-sixteen-ladder"

_checks = 0


class Failed(Exception):
    """A promise that does not hold."""


class Done:
    """What a command did."""

    def __init__(self, command, code, out, err):
        self.command, self.code, self.out, self.err = command, code, out, err

    @property
    def text(self):
        return self.out.decode("utf-8", "replace")

    @property
    def data(self):
        """The `data` of a --json answer."""
        return json.loads(self.text)["data"]


def coldkeep(*args, stdin=b"", code=0, pass_fds=()):
    """Runs coldkeep without a terminal in a session of its own, and checks its exit code."""
    return run([COLDKEEP, *map(str, args)], stdin=stdin, code=code, pass_fds=pass_fds)


def run(command, stdin=b"", code=0, pass_fds=()):
    command = [str(part) for part in command]
    stdin = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=SECONDS, check=False,
                          start_new_session=True, pass_fds=pass_fds)
    result = Done(command, done.returncode, done.stdout, done.stderr)
    if code is not None and done.returncode != code:
        shown = done.stderr.decode("utf-8", "replace") + result.text[:2000]
        raise Failed(f"{' '.join(command)}\n  exit {done.returncode}, expected {code}\n{shown}")
    return result


def check(holds, sentence):
    """Counts one promise, and stops the test where it does not hold."""
    global _checks
    _checks += 1
    if not holds:
        raise Failed(sentence)


def same(got, expected, sentence):
    check(got == expected, f"{sentence}\n  got      {got!r}\n  expected {expected!r}")


def at_a_terminal(command, answers, code=0):
    """Runs a command on a pseudo-terminal; each answer is typed once its prompt is shown."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(command[0], [str(part) for part in command])
    shown, searched, until = b"", 0, time.monotonic() + SECONDS
    answers = list(answers)
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            chunk = os.read(terminal, 4096)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
        if answers and (at := shown.find(answers[0][0].encode(), searched)) >= 0:
            searched = at + len(answers[0][0])
            time.sleep(0.2)
            os.write(terminal, answers.pop(0)[1].encode() + b"\n")
    else:
        os.kill(process, 9)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(terminal)
    check(status == code, f"{command}: exit {status}, expected {code}\n{shown.decode(errors='replace')}")
    check(not answers, f"{command}: never asked {answers[:1]}\n{shown.decode(errors='replace')}")
    return shown


def must_fail(what, sentence):
    """The positive control: the check `what` has to fail on something broken."""
    try:
        what()
    except Failed:
        check(True, sentence)
    else:
        raise Failed(f"the control was not caught: {sentence}")


def main(*tests):
    """Runs each test in an empty folder of its own; the last line says how many checks were made."""
    check(os.access(COLDKEEP, os.X_OK), f"{COLDKEEP} is not there: cargo build --release")
    failures = 0
    for test in tests:
        before, started = _checks, time.monotonic()
        with tempfile.TemporaryDirectory(prefix="coldkeep-interop-") as folder:
            home = os.getcwd()
            os.chdir(folder)
            try:
                test(Path(folder))
                verdict = "ok"
            except Exception as error:  # whatever it is, the other tests still run
                failures += 1
                verdict = f"FAILED\n{type(error).__name__}: {error}"
            finally:
                os.chdir(home)
        sentence = (test.__doc__ or test.__name__).strip().splitlines()[0]
        print(f"  {sentence} ({_checks - before} checks, {time.monotonic() - started:.1f} s) {verdict}")
    print(f"  {_checks} checks, {failures} of {len(tests)} tests failed")
    sys.exit(1 if failures else 0)


def key():
    """The recipient of key.txt, which is made when it is not there."""
    if not Path("key.txt").exists():
        coldkeep("key", "new", "-o", "key.txt")
    return coldkeep("key", "recipient", "key.txt").text.strip()


def sqlite_wallet(path, mode):
    """An SQLite wallet whose journal is kept in this mode, open."""
    base = sqlite3.connect(path, isolation_level=None, timeout=20)
    base.execute(f"PRAGMA journal_mode={mode}")
    base.execute("CREATE TABLE main(key BLOB PRIMARY KEY, value BLOB)")
    base.executemany("INSERT INTO main VALUES(?, ?)", [(b"%d" % n, b"0" * 2000) for n in range(200)])
    return base


def secret_file(path, text):
    """Writes a file that only its owner can read."""
    path = Path(path)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    return path
