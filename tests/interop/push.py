"""Copies sent away by rclone, s3cmd, scp and ssh, to a disk and to servers on this computer; the targets are those of docs/CLOUD.md."""

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from program import COLDKEEP, Failed, check, coldkeep, main, must_fail, run, same

ROOT = Path(__file__).resolve().parents[2]
CLOUD = (ROOT / "docs" / "CLOUD.md").read_text()
LINE = re.compile(r"(\S+) (\d{4}-\d\d-\d\d-[0-9a-f]{8}-[0-9a-f]{16}(?:\.key)?\.age) ([0-9a-f]{64}) verified\n")
BYTES = 300_000
S3CFG = """[default]
access_key = test
secret_key = test1234
host_base = 127.0.0.1:{port}
host_bucket = 127.0.0.1:{port}/%(bucket)
use_https = False
"""
RCLONE = """[disk]
type = alias
remote = {folder}/disk
[s3]
type = s3
provider = Other
endpoint = http://127.0.0.1:{s3}
access_key_id = test
secret_access_key = test1234
region = us-east-1
[webdav]
type = webdav
url = http://127.0.0.1:{dav}
vendor = other
"""
SSHD = """Port {port}
ListenAddress 127.0.0.1
HostKey {keys}/host
AuthorizedKeysFile {keys}/authorized
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
SetEnv HOME={folder}
Subsystem sftp /usr/lib/openssh/sftp-server -d {folder}
"""
SSH = """Host box
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {keys}/{key}
  IdentitiesOnly yes
  UserKnownHostsFile {keys}/known
  StrictHostKeyChecking accept-new
  BatchMode yes
  LogLevel ERROR
"""


def blocks(language):
    """The blocks of the document in one language, with the folder in place of the one that stands there."""
    found = re.findall(rf"```{language}\n(.*?)```", CLOUD, re.S)
    return [block.replace("/home/YOU", os.getcwd()) for block in found]


def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Server:
    """A program that listens, while this lives."""

    def __init__(self, at, *command, env=None):
        env = env or {"PATH": os.environ["PATH"], "HOME": os.getcwd()}
        log = open(f"server-{at}.log", "wb")
        self.process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=log,
                                        stderr=log, env=env)
        until = time.monotonic() + 30
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", at), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.__exit__()
        raise Failed(f"{command[0]} does not listen: {Path(log.name).read_text()[-500:]}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def prepare(folder):
    """A key, ciphertext larger than any pipe, and a home with the targets of the document."""
    os.umask(0o077)
    coldkeep("key", "new", "-o", "key.txt")
    recipient = coldkeep("key", "recipient", "key.txt").text.strip()
    Path("people.txt").write_text(recipient + "\n")
    Path("wallet.dat").write_bytes(os.urandom(BYTES))
    coldkeep("encrypt", "wallet.dat", "-r", recipient, "-o", "wallet.dat.age")
    Path("home").mkdir()
    Path("home/push.toml").write_text("\n".join(blocks("toml")))
    for name in ("disk", "dav", "backups", "bin", ".ssh"):
        Path(name).mkdir()
    # rclone is found as by a user who has set nothing: its configuration lies where `rclone config` writes it.
    os.environ.pop("RCLONE_CONFIG", None)
    os.environ["HOME"] = str(folder)


def configure_rclone(folder, s3=1, dav=1):
    """The remotes of the document, in the home of the user and nowhere else."""
    Path(".config/rclone").mkdir(parents=True)
    Path(".config/rclone/rclone.conf").write_text(RCLONE.format(folder=folder, s3=s3, dav=dav))


def push(*words, code=0):
    return coldkeep("push", "--no-input", "--home", "home", *words, code=code)


def pushed(target, read):
    """Sends to a target and looks there with other means; reads the copy back and opens it, and finds it damaged."""
    line = LINE.fullmatch(push(target, "wallet.dat.age").text)
    check(line and line[1] == target, f"{target}: one line says what was made")
    whole = Path("wallet.dat.age").read_bytes()
    same(line[3], hashlib.sha256(whole).hexdigest(), f"{target}: the SHA-256 of the file")
    same(read(line[2]), whole, f"{target}: another program finds the same")
    push("--verify", target, line[2])
    opened = push("--verify", target, line[2], "-i", "key.txt", "--json").data["copies"][0]
    same((opened["decrypted"], opened["bytes"]), (True, len(whole)), f"{target}: it opens")
    gone(target, line[2].replace(line[3][:16], "0" * 16))
    return line[2]


def gone(target, name):
    """A copy that is not there: some programs fail, some give nothing and end well."""
    check(push("--verify", target, name, code=None).code in (5, 8), f"{target}: a copy that is gone is no copy")


def disk_and_webdav(folder):
    """rclone: a disk, and a WebDAV server; a copy that was changed there is noticed"""
    prepare(folder)
    dav = port()
    configure_rclone(folder, dav=dav)
    name = pushed("disk", lambda name: Path("disk/backups", name).read_bytes())
    copy = Path("disk/backups", name)
    changed = bytearray(copy.read_bytes())
    changed[-1] ^= 1
    copy.write_bytes(changed)
    push("--verify", "disk", name, code=5)
    push("--verify", "disk", name, "-i", "key.txt", code=5)
    with Server(dav, "rclone", "serve", "webdav", "--addr", f"127.0.0.1:{dav}", folder / "dav"):
        pushed("webdav", lambda name: Path("dav", name).read_bytes())
    must_fail(lambda: push("--verify", "webdav", name), "a server that is gone fails the same check")


def quick():
    """Makes every target give up at once."""
    path = Path("home/push.toml")
    path.write_text(re.sub(r"(\[push\.\w+\])", r"\1\nretries = 0\ntimeout = 30", path.read_text()))


def s3(folder):
    """S3 by rclone and by s3cmd, against a server that speaks it"""
    prepare(folder)
    at = port()
    configure_rclone(folder, s3=at)
    Path(".s3cfg").write_text(S3CFG.format(port=at))
    s3cmd = ["s3cmd", "-c", ".s3cfg", "--no-progress"]
    with Server(at, Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", at):
        run(["env", "-i", f"HOME={folder}", "/usr/bin/rclone", "mkdir", "s3:backups"])
        read = lambda name: run([*s3cmd, "get", f"s3://backups/{name}", "-"]).out
        first = pushed("s3", read)
        pushed("s3cmd", read)
        run([*s3cmd, "del", f"s3://backups/{first}"])
        gone("s3", first)


def ssh(folder):
    """A computer of one's own: by scp, and with a key that may only add files and read them"""
    prepare(folder)
    at, keys = port(), folder / "keys"
    keys.mkdir()
    for name in ("host", "key", "keep"):
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / name])
    script = next(block for block in blocks("sh") if "SSH_ORIGINAL_COMMAND" in block)
    Path("keep").write_text(script)
    Path("keep").chmod(0o700)
    public = {name: (keys / f"{name}.pub").read_text() for name in ("key", "keep")}
    bound = f'restrict,command="{folder}/keep" {public["keep"]}'
    in_folder = f'restrict,command="cd {folder} && exec sh -c \\"$SSH_ORIGINAL_COMMAND\\"" {public["key"]}'
    (keys / "authorized").write_text(bound + in_folder)
    (keys / "sshd_config").write_text(SSHD.format(port=at, keys=keys, folder=folder))
    user = run(["id", "-un"]).text.strip()
    for file, key in ((".ssh/coldkeep", "key"), (".ssh/coldkeep-keep", "keep")):
        Path(file).write_text(SSH.format(port=at, user=user, keys=keys, key=key))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    there = lambda name: Path("backups", name).read_bytes()
    with Server(at, "/usr/sbin/sshd", "-D", "-e", "-f", keys / "sshd_config"):
        pushed("scp", there)
        name = pushed("keep", there)
        words = ["ssh", "-F", ".ssh/coldkeep-keep", "box"]
        for wrong in (f"rm backups/{name}", f"put {name}", "get ../key.txt", "put .profile", "sh", f"get {name};id"):
            done = run([*words, wrong], stdin="x", code=None)
            check(done.code != 0 and b"uid=" not in done.out, f"the bound key refuses: {wrong}")
        check(there(name) == Path("wallet.dat.age").read_bytes(), "nothing was replaced")


def every_night(folder):
    """The script for cron makes a copy each time, ends with the code of what failed; units are those of systemd"""
    prepare(folder)
    configure_rclone(folder)
    # The home where coldkeep looks for it when nothing says another.
    Path(".local/share").mkdir(parents=True)
    Path("home").rename(".local/share/coldkeep")
    Path("home").symlink_to(".local/share/coldkeep")
    script = next(block for block in blocks("sh") if "wallet.dat" in block and "set -eu" in block)
    night = Path("bin/wallet-copy")
    night.write_text(script)
    night.chmod(0o700)
    Path("bin/coldkeep").symlink_to(COLDKEEP)
    # What cron gives: the PATH of the table, and HOME.
    path, weekly = re.search(r"^PATH=(\S+)\n17 3 .*\n17 4 \* \* 0 (.+)$", CLOUD, re.M).groups()
    env = {"PATH": f"{folder}/bin:{path}", "HOME": str(folder)}
    of_cron = lambda words, **more: subprocess.run(words, env=env | more, capture_output=True,
                                                   stdin=subprocess.DEVNULL, check=False)
    at_night = lambda: of_cron([night])
    on_sunday = lambda **more: of_cron(["/bin/sh", "-c", weekly], **more)
    done = at_night()
    same((done.returncode, done.stdout, done.stderr), (0, b"", b""), "a night without failure makes no mail")
    check(LINE.fullmatch(Path("backups/sent.txt").read_text()), "what was sent stands in a file")
    same(len(list(Path("disk/backups").iterdir())), 1, "one copy is there")
    done = on_sunday()
    same(done.returncode, 0, f"on Sunday it is read back: {done.stderr.decode()}")
    elsewhere(folder, on_sunday)
    quick()
    shutil.move("disk", "away")
    Path("disk").write_text("no folder")
    time.sleep(1.1)
    same((at_night().returncode, at_night().stdout), (0, b""), "nothing has changed, so nothing is sent")
    with open("wallet.dat", "ab") as wallet:
        wallet.write(b"spent")
    done = at_night()
    check(done.returncode == 8 and b"error[uploader-failed]" in done.stderr, "a failure is told")
    os.unlink("disk")
    shutil.move("away", "disk")
    time.sleep(1.1)
    done = at_night()
    same((done.returncode, done.stdout), (0, b""), f"it is made up for: {done.stderr.decode()}")
    same(len(list(Path("disk/backups").iterdir())), 2, "a second copy is there")
    time.sleep(1.1)
    same((at_night().returncode, len(list(Path("disk/backups").iterdir()))), (0, 2), "and then no third one")
    units = [block for block in blocks("ini")]
    same(len(units), 2, "a service and a timer")
    for block, end in zip(units, ("service", "timer")):
        Path(f"wallet-copy.{end}").write_text(block)
    if not shutil.which("systemd-analyze"):
        print("  NOT RUN: systemd-analyze is not here")
        return
    said = run(verify_words(folder))
    check("wallet-copy" not in said.text + said.err.decode(), f"systemd has nothing to say: {said.err.decode()}")
    broken = Path("wallet-copy.timer").read_text().replace("OnCalendar=03:17", "OnCalendar=at night")
    Path("wallet-copy.timer").write_text(broken)
    must_fail(lambda: check("wallet-copy" not in run(verify_words(folder), code=None).err.decode(), "a mistake"),
              "a timer with a mistake is noticed")


def elsewhere(folder, on_sunday):
    """The configuration of rclone is found by HOME alone, and by RCLONE_CONFIG where that names it."""
    targets = Path("home/push.toml")
    text = targets.read_text()
    usual = Path(".config/rclone/rclone.conf")
    usual.rename("elsewhere.conf")
    must_fail(lambda: same(on_sunday().returncode, 0, "no configuration"), "without its configuration rclone reads nothing")
    same(on_sunday(RCLONE_CONFIG=f"{folder}/elsewhere.conf").returncode, 0, "and with another one it does")
    Path("elsewhere.conf").rename(usual)
    targets.write_text(text.replace('"HOME", ', ""))
    must_fail(lambda: same(on_sunday().returncode, 0, "no HOME"), "a target that lets no HOME through is noticed")
    targets.write_text(text)
    same(on_sunday().returncode, 0, "and it is read again")


def verify_words(folder):
    return ["systemd-analyze", "verify", "--man=no", folder / "wallet-copy.timer"]


def memory(folder):
    """A large file is sent in constant memory"""
    prepare(folder)
    with open("large", "wb") as large:
        large.truncate(128 << 20)
    run(["age", "-R", "people.txt", "-o", "large.age", "large"])
    copy = f"{folder}/backups/{{name}}"
    Path("home/push.toml").write_text(
        f'[push.sink]\nsend = ["/bin/sh", "-c", \'cat > "$1"\', "sh", "{copy}"]\nverify = ["/bin/cat", "{copy}"]\n')
    words = [COLDKEEP, "push", "--no-input", "--home", "home", "sink", "large.age"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    line = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    check(status == 0 and LINE.fullmatch(line), f"it is sent: {line}")
    check(used.ru_maxrss < 64 << 10, f"128 MiB in less than 64 MiB of memory: {used.ru_maxrss >> 10} MiB")


def truthful(code, out):
    """Whoever says that a copy is there must be right; who ends well must say it."""
    lines = LINE.findall(out)
    check(code != 0 or len(lines) == 1, f"exit code {code} and {len(lines)} copies")
    logbook = Path("home/logbook.toml")
    book = tomllib.loads(logbook.read_text()) if logbook.exists() else {}
    digests = {one["name"]: one["sha256"] for one in book.get("archive", [])}
    noted = [("", one["id"].split("/")[1], digests[one["of"]]) for one in book.get("copy", [])]
    for _, name, digest in lines + noted:
        copy = Path("backups", name)
        check(copy.is_file() and hashlib.sha256(copy.read_bytes()).hexdigest() == digest, f"{name} is not there whole")


def killed(folder):
    """Killed at every system call, push and its programs speak of no copy that is not there, and the logbook stays whole"""
    prepare(folder)
    script = lambda words: f"""["/bin/sh", "-c", '{words}', "sh", "{folder}/backups/{{name}}"]"""
    sends, reads = script('cat > "$1"'), script('cat "$1"')
    Path("home/push.toml").write_text(f"[push.box]\nretries = 0\nsend = {sends}\nverify = {reads}\n")
    words = [COLDKEEP, "push", "--no-input", "--home", "home", "box", "wallet.dat.age"]
    run(["strace", "-f", "-qq", "-o", "trace", *words])
    calls = {}
    for line in Path("trace").read_text(errors="replace").splitlines():
        called = re.match(r"\d+ +(\w+)\(", line)
        if called and called[1] not in ("execve", "exit_group"):
            calls[called[1]] = calls.get(called[1], 0) + 1
    most, runs, ended = (10_000 if "--full" in sys.argv else 3), 0, 0
    for call, count in sorted(calls.items()):
        for number in sorted({1 + at * count // most for at in range(most)} if count > most else range(1, count + 1)):
            done = run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                        f"--inject={call}:signal=SIGKILL:when={number}", *words], code=None)
            truthful(done.code, done.text)
            runs += 1
            ended += done.code in (-9, 137)
    check(ended > len(calls) // 2, f"{ended} of {runs} runs were killed")
    print(f"  {runs} runs, {ended} of them killed, at {len(calls)} kinds of calls")
    whole = run(words)
    must_fail(lambda: truthful(0, ""), "ending well without a copy is caught")
    same(len(tomllib.loads(Path("home/logbook.toml").read_text())["copy"]) > 0, True, "copies were noted")
    Path("backups", LINE.fullmatch(whole.text)[2]).unlink()
    must_fail(lambda: truthful(whole.code, whole.text), "a copy that is not there is caught")


def by_hand(folder):
    """To two people and a passphrase, to the cloud, and back on another computer without coldkeep (rclone, age)"""
    prepare(folder)
    configure_rclone(folder)
    Path("passphrase").write_text("gravel-otter-window-plum-harbour-sixteen-ladder\n")
    coldkeep("key", "new", "-o", "friend.txt")
    people = [coldkeep("key", "recipient", name).text.strip() for name in ("key.txt", "friend.txt")]
    coldkeep("encrypt", "wallet.dat", "-r", people[0], "-r", people[1], "-p", "--file-passphrase-from", "passphrase",
             "-o", "2026-11.age")
    answer = push("disk", "2026-11.age", "--json").data
    archive, key = answer["copies"]
    same((archive["what"], key["what"]), ("archive", "key-file"), "the archive and its key")
    for copy in (archive, key):
        Path("back").mkdir(exist_ok=True)
        Path("back", copy["name"]).write_bytes(run(["rclone", "cat", f"disk:backups/{copy['name']}"]).out)
        check(hashlib.sha256(Path("back", copy["name"]).read_bytes()).hexdigest() == copy["sha256"], "the same bytes")
    push("--verify", "disk", archive["name"], "-i", f"back/{key['name']}", "--file-passphrase-from", "passphrase")
    push("--verify", "disk", key["name"], "--file-passphrase-from", "passphrase")
    whole = Path("wallet.dat").read_bytes()
    for identity in ("key.txt", "friend.txt"):
        same(run(["age", "-d", "-i", identity, Path("back", archive["name"])]).out, whole, f"{identity} opens it")
    coldkeep("decrypt", Path("back", archive["name"]), "-i", Path("back", key["name"]), "--file-passphrase-from",
             "passphrase", "-o", "again.dat")
    same(Path("again.dat").read_bytes(), whole, "the passphrase and the key file open it")
    push("disk", "wallet.dat", code=6)
    same(len(list(Path("disk/backups").iterdir())), 2, "nothing else has left")


if __name__ == "__main__":
    main(disk_and_webdav, s3, ssh, every_night, memory, killed, by_hand)
