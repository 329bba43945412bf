"""Seeds that Electrum makes, offline: recognised, and the addresses that it lists are found."""

import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from program import check, coldkeep, main, must_fail, run, same

# Each kind and each form of it is asked for so many times.
SEEDS = int(os.environ.get("COLDKEEP_ELECTRUM_SEEDS", "10"))
PATHS = {"standard": "m/{}/{}", "segwit": "m/0h/{}/{}"}
SCRIPTS = {"standard": "pkh", "segwit": "wpkh"}


def electrum(folder, *args):
    """Runs Electrum without a network, in a folder of its own."""
    return run(["electrum", "--offline", "-D", folder, *args]).text


def made(number):
    """A wallet that Electrum makes: its kind, words, custom words and addresses."""
    kind = ["standard", "segwit"][number % 2]
    custom = "Zwei  Wörter" if number % 5 == 0 else ""
    with tempfile.TemporaryDirectory() as folder:
        wallet = f"{folder}/wallet"
        more = ["--passphrase", custom] if custom else []
        said = json.loads(electrum(folder, "-w", wallet, "create", "--seed_type", kind, *more))
        listed = {
            branch: json.loads(electrum(folder, "-w", wallet, "listaddresses", f"--{branch}"))
            for branch in ["receiving", "change"]
        }
    return kind, said["seed"], custom, listed


def opened(folder, words, custom, *more, code=0, command="restore"):
    seed = folder / "seed.txt"
    seed.write_text(words + "\n")
    seed.chmod(0o600)
    args = [command, "--words-from", seed, "--json", *more]
    if custom:
        passphrase = folder / "custom.txt"
        passphrase.write_text(custom)
        passphrase.chmod(0o600)
        args += ["--passphrase-from", passphrase]
    return coldkeep(*args, code=code)


def listed_here(words, custom, branch, count):
    """The addresses that coldkeep lists for one branch of a seed."""
    with tempfile.TemporaryDirectory() as name:
        more = ["--change"] if branch else []
        data = opened(Path(name), words, custom, "--count", str(count), *more, command="address").data
    same(data["kind"], "electrum", "the kind is said")
    return [line["address"] for line in data["addresses"]]


def agrees(wallet):
    """Everything that Electrum shows of one wallet, asked of coldkeep; gives how much that was."""
    kind, words, custom, listed = wallet
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = opened(folder, words, custom).data
        same(found["kind"], "electrum", "the kind is recognised")
        same(found["script"], SCRIPTS[kind], f"the script of a {kind} seed")
        same(found["address"], listed["receiving"][0], f"the first address of a {kind} seed")
        for branch, addresses in [(0, listed["receiving"]), (1, listed["change"])]:
            for index in [0, len(addresses) - 1]:
                found = opened(folder, words, custom, "--expect", addresses[index]).data
                same(found["path"], PATHS[kind].format(branch, index), "the path of an address that is listed")
                check(found["compared"], "it was compared")
        if custom:
            opened(folder, words, "another", "--expect", listed["receiving"][0], code=5)
            # The form of Electrum: case, accents and doubled spaces do not count.
            found = opened(folder, words, "zwei WORTER").data
            same(found["address"], listed["receiving"][0], "custom words in Electrum's form")
    compared = 5
    for branch, addresses in [(0, listed["receiving"]), (1, listed["change"])]:
        same(listed_here(words, custom, branch, len(addresses)), addresses, f"the list of a {kind} seed")
        compared += len(addresses)
    return compared


def seeds_of_electrum(_):
    """seeds that Electrum makes are recognised and give the addresses that it lists"""
    with ThreadPoolExecutor(2) as pool:
        wallets = list(pool.map(made, range(2 * SEEDS)))
    compared = sum(agrees(wallet) for wallet in wallets)
    kinds = [kind for kind, *_ in wallets]
    check(min(kinds.count(kind) for kind in PATHS) >= SEEDS, "both kinds were made")
    print(f"{len(wallets)} seeds of Electrum, {compared} addresses")
    # The control: another wallet's address is not found.
    with tempfile.TemporaryDirectory() as name:
        _, words, custom, _ = wallets[0]
        other = wallets[2][3]["receiving"][0]
        must_fail(lambda: opened(Path(name), words, custom, "--expect", other), "another wallet's address")


if __name__ == "__main__":
    main(seeds_of_electrum)
