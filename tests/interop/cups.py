"""A real CUPS on this computer: pages go through lp into a queue, what comes out is read back; a network queue is refused."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from program import FINGERPRINT, WORDS, check, coldkeep, main, run, same, secret_file

DESCRIPTOR = (
    "wpkh([8c65eb9f/84h/0h/0h]xpub6CRbV7QgjTAACZ4pcLNnyQe2EQJGPGFLqA4UWpCpuLGhmNX8f1NwGXpRS69f4YDqACgd5STzJ8Xt"
    "LMbMx1oAHQni5nLRTGbrnCKoMaXZVQG/<0;1>/*)#6zkscxz2\n"
)
CUPSD = "/usr/sbin/cupsd"
# lp and lpstat are asked for this computer's CUPS, which listens here.
PORT = 631
SECONDS = 20

CONFIGURATION = """
Listen localhost:{port}
WebInterface No
Browsing Off
DefaultAuthType None
<Location />
Order allow,deny
Allow localhost
</Location>
<Location /admin>
Order allow,deny
Allow localhost
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
FILES = """
FileDevice Yes
User {user}
Group {group}
ServerRoot {root}
CacheDir {root}/cache
RequestRoot {root}/spool
StateDir {root}/state
TempDir {root}/temp
ServerBin {root}/lib
DataDir /usr/share/cups
AccessLog {root}/access
ErrorLog {root}/error
PageLog {root}/page
"""


# A raw queue to a file: device is finished without a byte written (CUPS 2.4), so the queue ends in this program.
BACKEND = """#!/bin/sh
# Without arguments CUPS asks for devices; with them the last is the file, or the job is on standard input.
[ $# -eq 0 ] && exit 0
if [ $# -ge 6 ]; then cat "$6" > {out}.part; else cat > {out}.part; fi
mv {out}.part {out}
"""


class Cups:
    """A CUPS of its own in a folder, while this lives."""

    def __init__(self, folder):
        self.root = Path(folder).resolve() / "cups"
        for part in ("", "cache", "spool", "spool/tmp", "state", "state/certs", "temp", "ppd", "ssl"):
            (self.root / part).mkdir(mode=0o755, parents=True, exist_ok=True)
        self.out = self.root / "caught" / "printed.pdf"
        self.out.parent.mkdir(mode=0o777)
        self.out.parent.chmod(0o777)
        self.programs()
        (self.root / "cupsd.conf").write_text(CONFIGURATION.format(port=PORT))
        (self.root / "cups-files.conf").write_text(
            FILES.format(root=self.root, user="root" if os.geteuid() else "lp", group="lp"))
        if os.geteuid() == 0:
            # cupsd hands its folders to lp; the way to them must be open.
            Path(folder).chmod(0o755)
        self.process = subprocess.Popen(
            [CUPSD, "-f", "-c", str(self.root / "cupsd.conf"), "-s", str(self.root / "cups-files.conf")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def programs(self):
        """The programs of this computer's CUPS, and one backend: the end of a local queue."""
        backends = self.root / "lib" / "backend"
        backends.mkdir(parents=True)
        for part in Path("/usr/lib/cups").iterdir():
            if part.name != "backend":
                (self.root / "lib" / part.name).symlink_to(part)
        for part in Path("/usr/lib/cups/backend").iterdir():
            (backends / part.name).symlink_to(part)
        backend = backends / "cups-pdf"
        backend.unlink(missing_ok=True)
        backend.write_text(BACKEND.format(out=self.out))
        backend.chmod(0o755)

    def __enter__(self):
        for _ in range(10 * SECONDS):
            if answers():
                return self
            check(self.process.poll() is None, f"cupsd runs:\n{self.log()}")
            time.sleep(0.1)
        check(False, f"cupsd answers:\n{self.log()}")
        return None

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(SECONDS)

    def log(self):
        error = self.root / "error"
        return error.read_text(errors="replace")[-2000:] if error.exists() else ""

    def queue(self, name, device):
        run(["lpadmin", "-h", f"localhost:{PORT}", "-p", name, "-E", "-v", device, "-m", "raw"])

    def caught(self):
        """What the local queue has put out."""
        for _ in range(10 * SECONDS):
            if self.out.exists():
                printed = self.out.read_bytes()
                self.out.unlink()
                return printed
            time.sleep(0.1)
        check(False, f"something is printed:\n{self.log()}")
        return b""


def answers():
    """Whether somebody listens on the port of CUPS."""
    try:
        socket.create_connection(("localhost", PORT), 0.2).close()
    except OSError:
        return False
    return True


def digest(data):
    return hashlib.sha256(data).hexdigest()


def pages_through_cups(folder):
    """a seed sheet, forms and a description printed through CUPS are the pages that were read back"""
    with Cups(folder) as cups:
        cups.queue("Paper", "cups-pdf:/")
        secret_file("words.txt", WORDS)
        Path("d.txt").write_text(DESCRIPTOR)
        lines = {
            "seed": ["print", "seed", "--words-from", "words.txt", "--qr", "--paper", "a4"],
            "blank": ["print", "blank", "--paper", "letter"],
            "description": ["print", "descriptor", "d.txt", "--paper", "a4"],
        }
        for kind, line in lines.items():
            coldkeep(*line, "-p", "Paper")
            printed = cups.caught()
            secret = ["--allow-secret-file"] if kind == "seed" else []
            coldkeep(*line, "-o", f"{kind}.pdf", *secret)
            same(digest(printed), digest(Path(f"{kind}.pdf").read_bytes()), f"{kind}: what was printed")
            secret_file("caught.pdf", "").write_bytes(printed)
            if kind == "seed":
                back = coldkeep("restore", "caught.pdf", "--json").data
                same(back["fingerprint"], FINGERPRINT, "the printed sheet opens the wallet")
            if kind == "description":
                same(coldkeep("scan", "caught.pdf").text, DESCRIPTOR, "the descriptor on the printed page")
        coldkeep("print", "seed", "--words-from", "words.txt", "-n", "-p", "Paper")
        time.sleep(1)
        check(not cups.out.exists(), "a dry run prints nothing")


def network_queues_are_refused(folder):
    """a queue that leads to another computer gets no secret page, and public ones only"""
    with Cups(folder) as cups:
        cups.queue("Office", "ipp://192.0.2.7/ipp/print")
        cups.queue("Paper", "cups-pdf:/")
        secret_file("words.txt", WORDS)
        line = ["print", "seed", "--words-from", "words.txt"]
        refused = coldkeep(*line, "-p", "Office", code=6)
        check(b"network-printer" in refused.err, "the refusal says why")
        unknown = coldkeep(*line, "-p", "Nowhere", code=8)
        check(b"no-such-printer" in unknown.err, "a queue that is not there is named as such")
        # The same words and the same CUPS: only the way differs.
        coldkeep(*line, "-p", "Paper")
        coldkeep("print", "recover", "-p", "Office")
        jobs = run(["lpstat", "-h", f"localhost:{PORT}", "-o", "Office"]).text
        same(len(jobs.splitlines()), 1, "jobs that wait for the network queue")


def what_the_queue_keeps(folder):
    """CUPS as it is set up by default keeps the printed page on this computer; the command that is told removes it"""
    with Cups(folder) as cups:
        cups.queue("Paper", "cups-pdf:/")
        secret_file("words.txt", WORDS)
        done = coldkeep("print", "seed", "--words-from", "words.txt", "-p", "Paper")
        printed = cups.caught()
        told = "cancel -a -x Paper"
        check(told.encode() in done.err, "the command is told")
        kept = [part for part in (cups.root / "spool").iterdir() if part.is_file()]
        check(any(part.read_bytes() == printed for part in kept), "the page lies in the spool folder")
        time.sleep(1)
        name, *arguments = told.split()
        run([name, "-h", f"localhost:{PORT}", *arguments])
        kept = [part for part in (cups.root / "spool").iterdir() if part.is_file()]
        check(not any(part.read_bytes() == printed for part in kept), "the page is gone")


if __name__ == "__main__":
    if not shutil.which("lpadmin") or not Path(CUPSD).exists():
        sys.exit("cupsd and lpadmin are needed: apt-get install cups")
    if os.geteuid() != 0 and shutil.which("sudo"):
        # The port of CUPS belongs to root.
        os.execvp("sudo", ["sudo", "-n", "--preserve-env=COLDKEEP,PYTHONDONTWRITEBYTECODE", sys.executable, *sys.argv])
    if answers():
        print(f"  NOT RUN: another CUPS listens on port {PORT} of this computer, and its queues are left alone")
        sys.exit(0)
    main(pages_through_cups, network_queues_are_refused, what_the_queue_keeps)
