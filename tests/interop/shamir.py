"""Shares in both directions with shamir-mnemonic: every pair, groups, both kinds of identifier."""

import itertools
import sys
from pathlib import Path

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share

from program import ENTROPY, FINGERPRINT, WORDS, check, coldkeep, main, must_fail, run, same, secret_file


def share_line(path):
    """The one line of a share file that is no comment."""
    same(path.stat().st_mode & 0o777, 0o600, f"{path} is 0600")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    lines = [line for line in lines if line.strip()]
    same(len(lines), 1, f"{path} has one line of words")
    return lines[0]


def split(scheme):
    """Splits the owner's words, and gives the share files by name."""
    words = secret_file("words.txt", WORDS + "\n")
    coldkeep("split", scheme, "--words-from", words, "-o", "out", "--allow-secret-file")
    same(Path("out").stat().st_mode & 0o777, 0o700, "the folder is 0700")
    return sorted(path for path in Path("out").iterdir() if path.is_file())


def every_pair(_):
    """coldkeep splits 2of3, shamir-mnemonic and `shamir recover` recombine every pair"""
    files = split("2of3")
    same(len(files), 3, "three share files")
    texts = [share_line(path) for path in files]
    check(all(Share.from_mnemonic(text).extendable for text in texts), "the extendable flag is set")
    shamir = Path(sys.executable).with_name("shamir")
    for (one, a), (two, b) in itertools.permutations(zip(files, texts), 2):
        same(combine_mnemonics([a, b]).hex(), ENTROPY, f"{one} and {two}")
        same(coldkeep("combine", one, two, "--json").data["fingerprint"], FINGERPRINT, f"combine {one} {two}")
    check(ENTROPY in run([shamir, "recover"], stdin="\n".join(texts[:2]) + "\n").text, "shamir recover")
    same(coldkeep("combine", *files, "--reveal").text.strip(), WORDS, "all three, and --reveal")
    coldkeep("combine", files[0], code=4)
    coldkeep("combine", files[0], files[0], code=4)

    def one_share_is_enough():
        try:
            check(combine_mnemonics(texts[:1]).hex() == ENTROPY, "")
        except MnemonicError:
            check(False, "one share is not enough")
    must_fail(one_share_is_enough, "one share alone is refused by the judge too")


def thresholds(_):
    """coldkeep splits 3of5 and 5of5, shamir-mnemonic recombines every quorum"""
    for scheme, need, have in [("3of5", 3, 5), ("5of5", 5, 5)]:
        coldkeep("split", scheme, "--words-from", secret_file("words.txt", WORDS), "-o", f"out-{scheme}",
                 "--allow-secret-file")
        texts = [share_line(path) for path in sorted(Path(f"out-{scheme}").iterdir())]
        same(len(texts), have, "as many share files as asked for")
        for quorum in itertools.combinations(texts, need):
            same(combine_mnemonics(list(quorum)).hex(), ENTROPY, f"{scheme}: a quorum")
    coldkeep("split", "1of3", "--words-from", "words.txt", "-o", "no", "--allow-secret-file", code=2)


def groups(_):
    """coldkeep splits into groups, shamir-mnemonic recombines two groups"""
    words = secret_file("words.txt", WORDS + "\n")
    coldkeep("split", "--words-from", words, "-o", "out", "--allow-secret-file",
             "--groups", "2", "me=1of1", "family=2of3", "friends=3of5")
    files = sorted(path for path in Path("out").rglob("*") if path.is_file())
    by_group = {}
    for path in files:
        text = share_line(path)
        by_group.setdefault(Share.from_mnemonic(text).group_index, []).append((path, text))
    same(sorted(len(members) for members in by_group.values()), [1, 3, 5], "one, three and five shares")
    needs = {1: 1, 3: 2, 5: 3}
    quorums = [members[:needs[len(members)]] for members in by_group.values()]
    for one, two in itertools.combinations(quorums, 2):
        same(combine_mnemonics([text for _, text in one + two]).hex(), ENTROPY, "two groups")
        done = coldkeep("combine", *[path for path, _ in one + two], "--json")
        same(done.data["fingerprint"], FINGERPRINT, "coldkeep: two groups")
        coldkeep("combine", *[path for path, _ in one], code=4)


def theirs(_):
    """shamir-mnemonic splits: both kinds, three exponents, groups; coldkeep combines"""
    secret = bytes.fromhex(ENTROPY)
    shapes = [(1, [(2, 3)]), (1, [(3, 5)]), (1, [(1, 1)]), (2, [(1, 1), (2, 3), (3, 5)])]
    for number, ((threshold, shape), extendable) in enumerate(itertools.product(shapes, [True, False])):
        sets = generate_mnemonics(threshold, shape, secret, b"", extendable, number % 3)
        taken = [text for (need, _), members in list(zip(shape, sets))[:threshold] for text in members[:need]]
        files = [secret_file(f"set{number}-{n}.txt", text + "\n") for n, text in enumerate(taken)]
        revealed = coldkeep("combine", *files, "--as", "hex", "--reveal").text.strip()
        same(revealed, ENTROPY, f"{shape}, extendable {extendable}")
        same(coldkeep("combine", *files, "--as", "bip39", "--reveal").text.strip(), WORDS, "as words")
        if len(files) > 1:
            coldkeep("combine", *files[1:], "--as", "hex", code=4)
    one, other = (generate_mnemonics(1, [(2, 2)], secret)[0] for _ in range(2))
    mixed = [secret_file("one.txt", one[0]), secret_file("other.txt", other[1])]
    coldkeep("combine", *mixed, "--as", "hex", code=5)


def other_secrets(_):
    """--secret-from: hex and text come back as they were, at any length"""
    for number, text in enumerate(["correct horse battery", "x", "ünï 24 ✓", "q" * 64, "00" * 16, ENTROPY]):
        source = secret_file(f"secret{number}.txt", text + "\n")
        coldkeep("split", "2of3", "--secret-from", source, "-o", f"out{number}", "--allow-secret-file")
        files = sorted(Path(f"out{number}").iterdir())
        same(coldkeep("combine", *files[:2], "--reveal").text.rstrip("\n"), text, f"{text!r} comes back")
    too_long = secret_file("long.txt", "q" * 65)
    coldkeep("split", "2of3", "--secret-from", too_long, "-o", "no", "--allow-secret-file", code=3)
    check(not Path("no").exists(), "a refused split leaves no folder")


if __name__ == "__main__":
    main(every_pair, thresholds, groups, theirs, other_secrets)
