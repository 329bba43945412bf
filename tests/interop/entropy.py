#!/usr/bin/env python3
"""Where the words come from: the kernel's bytes and nothing else, seen from outside the program.

    entropy.py                  2,000 fresh processes in the search for repeats
    entropy.py --runs 200000    as many as wanted
"""

import concurrent.futures
import hashlib
import math
import os
import random
import re
import sys
from pathlib import Path

from mnemonic import Mnemonic

from program import COLDKEEP, check, main, must_fail, run, same, secret_file

RUNS = int(sys.argv[2]) if sys.argv[1:2] == ["--runs"] else 2_000
LENGTHS = {12: 16, 15: 20, 18: 24, 21: 28, 24: 32}
ROLLS = "".join(str(byte % 6 + 1) for n in range(4) for byte in hashlib.sha256(b"roll%d" % n).digest())[:99]
# A generator of its own, as a broken build would have: the kernel is asked, and its answer is not used.
STAND_IN = """
import os, random, sys
from mnemonic import Mnemonic
os.getrandom(int(sys.argv[1]))
print(Mnemonic('english').to_mnemonic(random.Random(os.getpid()).randbytes(int(sys.argv[1]))))
"""


def identity():
    """A key of age's own program, and its recipient."""
    run(["age-keygen", "-o", "key.txt"])
    return run(["age-keygen", "-y", "key.txt"]).text.strip()


def new(recipient, words, *more):
    return [COLDKEEP, "new", "--words", str(words), "--allow-online", "--skip-check", "--encrypt-to", recipient,
            "-f", "-o", "new.age", *more]


def words_of_file():
    return run(["age", "-d", "-i", "key.txt", "new.age"]).text.splitlines()[0]


def draws(command):
    """The kernel's answers that the program drew with flags 0: place among all, and length."""
    run(["strace", "-f", "-o", "trace", "-e", "trace=getrandom", *command])
    calls = re.findall(r'getrandom\(.*, (\d+), (\S+)\) += \d', Path("trace").read_text())
    return [(place, int(length)) for place, (length, flags) in enumerate(calls, 1) if flags == "0" and int(length)]


def told(command, place, answer, code=0):
    """Runs the program while the kernel's answer at this place is replaced."""
    inject = f"--inject=getrandom:poke_exit=@arg1={answer.hex()}:when={place}"
    return run(["strace", "-f", "-o", "trace", "-e", "trace=getrandom", inject, *command], code=code)


def words_follow(command, words_made, length, answer, expected):
    """The path proof: from the kernel's answer to the words."""
    place = next((place for place, drawn in draws(command) if drawn == length), None)
    check(place is not None, f"{length} bytes are drawn from the kernel")
    done = told(command, place, answer)
    same(words_made(done), expected, f"the words are the function of the {length} bytes")


def the_words_are_the_kernels_bytes(folder):
    """12 to 24 words: the mnemonic is BIP-39's function of the bytes that the kernel gave."""
    recipient = identity()
    for words, length in LENGTHS.items():
        for answer in (bytes(range(7, 7 + length)), hashlib.sha256(b"%d" % words).digest()[:length]):
            expected = Mnemonic("english").to_mnemonic(answer)
            words_follow(new(recipient, words), lambda _: words_of_file(), length, answer, expected)


def mixed_words_are_the_documented_function(folder):
    """--dice: the first bytes of SHA-256(64 hex digits of the kernel ‖ ":" ‖ rolls)."""
    recipient = identity()
    secret_file("rolls.txt", ROLLS + "\n")
    answer = hashlib.sha256(b"the computer's part").digest()
    for words, length in LENGTHS.items():
        entropy = hashlib.sha256(f"{answer.hex()}:{ROLLS}".encode()).digest()[:length]
        command = new(recipient, words, "--dice", "--rolls-from", "rolls.txt")
        words_follow(command, lambda _: words_of_file(), 32, answer, Mnemonic("english").to_mnemonic(entropy))


def a_generator_of_its_own_is_caught(folder):
    """The control: a program that asks the kernel and uses other bytes fails the same proof."""
    for words, length in LENGTHS.items():
        answer = bytes(range(7, 7 + length))
        expected = Mnemonic("english").to_mnemonic(answer)
        command = [sys.executable, "-c", STAND_IN, str(length)]
        must_fail(lambda: words_follow(command, lambda done: done.text.strip(), length, answer, expected),
                  f"{words} words of another generator")


def refuses(command, inject, how, made):
    """The source fails: a failure is told, nothing is printed, nothing is left, nothing crashes."""
    done = run(["strace", "-f", "-o", "trace", "-e", "trace=getrandom", f"--inject=getrandom:{inject}", *command],
               code=None)
    if "INJECTED" not in Path("trace").read_text():
        # age pads its header with stanzas of random number and length: this run drew less often.
        Path(made).unlink(missing_ok=True)
        return
    check(done.code == 1, f"{how}: exit {done.code}\n{done.err.decode(errors='replace')}")
    same(done.out, b"", f"{how}: nothing on stdout")
    check(not Path(made).exists(), f"{how}: {made} is not there")
    check(b"error[" in done.err, f"{how}: a message\n{done.err.decode(errors='replace')}")
    check(b"panicked" not in done.err and b"backtrace" not in done.err, f"{how}: no panic\n{done.err}")


def a_source_that_fails_ends_the_command(folder):
    """ENOSYS, EIO, EPERM, zeros and repeats, at every draw: exit code 1, nothing printed, no file."""
    recipient = identity()
    secret_file("words.txt", Mnemonic("english").to_mnemonic(hashlib.sha256(b"failing").digest()) + "\n")
    secret_file("lock.txt", "gravel-otter-window-plum-harbour-sixteen-ladder\n")
    commands = [
        (new(recipient, 24), "new.age"),
        ([COLDKEEP, "key", "new", "-o", "new.txt"], "new.txt"),
        ([COLDKEEP, "split", "2of3", "--words-from", "words.txt", "--allow-secret-file", "-o", "out"], "out"),
        ([COLDKEEP, "encrypt", "words.txt", "-r", recipient, "-o", "out.age"], "out.age"),
        ([COLDKEEP, "encrypt", "words.txt", "-p", "--file-passphrase-from", "lock.txt", "-o", "out.age"], "out.age"),
        ([COLDKEEP, "print", "shares", "2of3", "--words-from", "words.txt", "--allow-secret-file", "-o", "out.pdf"],
         "out.pdf"),
    ]
    for command, made in commands:
        drawn = draws(command)
        check(drawn, "the kernel is asked")
        run(["rm", "-rf", made])
        first = drawn[0][0]
        for error in ("ENOSYS", "EIO", "EPERM"):
            refuses(command, f"error={error}:when={first}+", f"{command[1]}: {error} from the first draw on", made)
        keys = [place for place, length in drawn[1:] if length >= 8]
        for place in [*keys, drawn[-1][0]]:
            refuses(command, f"error=EIO:when={place}", f"{command[1]}: EIO at {place}", made)
        for place, length in drawn:
            if length >= 8 and place == first:
                refuses(command, f"retval={length}:when={place}", f"{command[1]}: zeros at {place}", made)
    # Two draws of one length and one answer: the generator is stuck.
    groups = [COLDKEEP, "split", "--groups", "2", "a=2of3", "b=2of3", "c=2of3", "--words-from", "words.txt",
              "--allow-secret-file", "-o", "out"]
    drawn = [(place, length) for place, length in draws(groups) if length >= 16]
    run(["rm", "-rf", "out"])
    pairs = [(a, b) for a, b in zip(drawn, drawn[1:]) if a[1] == b[1]]
    check(pairs, f"two draws of one length follow each other: {drawn}")
    (one, length), (two, _) = pairs[0]
    answer = (bytes(range(1, 33)) * 8)[:length]
    refuses(groups, f"poke_exit=@arg1={answer.hex()}:when={one}..{two}+{two - one}", "a stuck generator", "out")


def an_interrupted_source_is_asked_again(folder):
    """EINTR at one draw: asked again, and the words are made."""
    recipient = identity()
    command = new(recipient, 24)
    place = draws(command)[0][0]
    run(["strace", "-f", "-o", "trace", "-e", "trace=getrandom", f"--inject=getrandom:error=EINTR:when={place}",
         *command])
    check("EINTR" in Path("trace").read_text(), "the draw was interrupted")
    check(Mnemonic("english").check(words_of_file()), "the words are made")


def all_different(items, runs):
    seen = set()
    for item in items:
        check(item not in seen, f"a repeat among {runs} seeds")
        seen.add(item)
    same(len(seen), runs, "every run made a seed")


def fresh_processes_never_repeat(folder):
    """Fresh processes give different seeds; a weaker generator would have repeated."""
    recipient = identity()
    # The address stands for the seed: equal seeds give equal addresses, and it needs no decryption.
    def address(number):
        command = new(recipient, 12)
        command[command.index("new.age")] = f"/dev/shm/coldkeep-{os.getpid()}-{number % 8}.age"
        return run(command).text.split()[-1]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        all_different(pool.map(address, range(RUNS)), RUNS)
    for number in range(8):
        Path(f"/dev/shm/coldkeep-{os.getpid()}-{number}.age").unlink(missing_ok=True)
    # So many bits of state give 32 repeats on average.
    bits = int(math.log2(RUNS * RUNS / 2)) - 5
    weak = lambda: random.Random(int.from_bytes(os.urandom(4), "big") % (1 << bits)).getrandbits(128)
    must_fail(lambda: all_different((weak() for _ in range(RUNS)), RUNS), f"a Mersenne Twister with {bits} bits of seed")
    print(f"  {RUNS} runs: a generator with {bits} bits of state would have repeated (missed once in 10^13)")


if __name__ == "__main__":
    main(the_words_are_the_kernels_bytes, mixed_words_are_the_documented_function, a_generator_of_its_own_is_caught,
         a_source_that_fails_ends_the_command, an_interrupted_source_is_asked_again, fresh_processes_never_repeat)
