"""codex32 in both directions with the program of the standard's authors: secrets, shares, every pair."""

import itertools
from pathlib import Path

from codex32 import CodexError, Codex32String

from program import check, coldkeep, main, must_fail, same, secret_file

SEED = "f32d19e8f070148c720dabc9cd1eba801592755b5ef0901181ad5c1f41b2ee5e"


def string_in(path):
    """The one line of a share file that is no comment, without its gaps."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return "".join(lines).replace(" ", "")


def ours(_):
    """coldkeep splits a seed, the judge interpolates every quorum"""
    for scheme, need in [("2of3", 2), ("3of5", 3), ("9of9", 9)]:
        source = secret_file("seed.txt", SEED + "\n")
        coldkeep("split", scheme, "--scheme", "codex32", "--secret-from", source, "-o", scheme, "--allow-secret-file")
        shares = [Codex32String.from_string("ms", string_in(path)) for path in sorted(Path(scheme).iterdir())]
        for quorum in itertools.combinations(shares, need):
            same(Codex32String.interpolate_at(list(quorum), "s").data.hex(), SEED, f"{scheme}: a quorum")

    def one_less_is_enough():
        try:
            check(Codex32String.interpolate_at(shares[:8], "s").data.hex() == SEED, "")
        except CodexError:
            check(False, "one share less is not enough")
    must_fail(one_less_is_enough, "a share fewer is refused by the judge too")


def theirs(_):
    """the judge makes secrets and shares, coldkeep combines them"""
    for length in [16, 32, 64]:
        seed = bytes((length * 7 + n * 31) % 256 for n in range(length))
        alone = Codex32String.from_seed(seed, "ms10test")
        file = secret_file(f"alone-{length}.txt", alone.s + "\n")
        same(coldkeep("combine", file, "--as", "seed", "--reveal").text.strip(), seed.hex(), f"{length} bytes alone")
        base = [Codex32String.from_seed(seed, "ms12cashs"),
                Codex32String.from_unchecksummed_string("ms12casha" + "q" * len(alone.payload))]
        shares = [Codex32String.interpolate_at(base, index).s for index in "acd"]
        for one, two in itertools.permutations(shares, 2):
            files = [secret_file("one.txt", one + "\n"), secret_file("two.txt", two.upper() + "\n")]
            same(coldkeep("combine", *files, "--reveal").text.strip().lower(), base[0].s, f"{length} bytes: a pair")
        coldkeep("combine", files[0], code=4)
        wrong = shares[0][:20] + ("q" if shares[0][20] != "q" else "p") + shares[0][21:]
        coldkeep("combine", secret_file("wrong.txt", wrong), files[1], code=3)


if __name__ == "__main__":
    main(ours, theirs)
