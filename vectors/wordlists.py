"""Compares the word lists that the source carries with those of the judges; generate.py --check calls it."""

import json
import os
import re
import subprocess
from pathlib import Path

from bip_utils.electrum.mnemonic_v1 import electrum_v1_mnemonic
from bip_utils.monero.mnemonic_legacy import monero_mnemonic
from monero import wordlists as monero_lists
from shamir_mnemonic.wordlist import WORDLIST as SLIP39

SOURCE = Path(__file__).resolve().parents[1] / "src"
NODE = Path(os.environ.get("COLDKEEP_NODE_JUDGES", Path.home() / ".cache" / "coldkeep-judges-node"))
# The name of a list here, and in monero-python.
MONERO = {
    "english": "English", "german": "German", "spanish": "Spanish", "french": "French", "italian": "Italian",
    "dutch": "Dutch", "portuguese": "Portuguese", "russian": "Russian", "japanese": "Japanese",
    "chinese_simplified": "Chinese (simplified)",
}
BYTEWORDS = """
const {encode, STYLES} = require('@ngraveio/bc-ur/dist/bytewords').default;
const words = [...Array(256).keys()].map(n => encode(n.toString(16).padStart(2, '0'), STYLES.STANDARD).split(' ')[0]);
console.log(JSON.stringify(words));
"""


def lines(path):
    return Path(path).read_text(encoding="utf-8").split()


def of_bip_utils(module, name):
    return lines(Path(module.__file__).parent / "wordlist" / f"{name}.txt")


def carried():
    """Each list with its name, and the same list from every judge that has it."""
    words = SOURCE / "seed" / "words"
    for name, judged in MONERO.items():
        judges = [monero_lists.get_wordlist(judged).word_list]
        # bip_utils's German list lost the last letter of words that end in u: "Kan" for "Kanu".
        if name != "german":
            judges.append(of_bip_utils(monero_mnemonic, name))
        yield f"monero_{name}.txt", lines(words / f"monero_{name}.txt"), judges
    yield "electrum_old.txt", lines(words / "electrum_old.txt"), [of_bip_utils(electrum_v1_mnemonic, "english")]
    slip39 = (SOURCE / "share" / "wordlist.rs").read_text(encoding="utf-8")
    listed = slip39[slip39.index("[&str; 1024]"):slip39.index("];")]
    yield "SLIP-39", re.findall(r'"([a-z]+)"', listed), [SLIP39]
    if (NODE / "node_modules" / "@ngraveio").is_dir():
        source = (SOURCE / "ur" / "bytewords.rs").read_text(encoding="utf-8")
        letters = re.search(r'WORDS: &\[u8; 1024\] = b"([a-z\\\s]+)"', source)[1]
        letters = re.sub(r"[^a-z]", "", letters)
        done = subprocess.run(["node", "-e", BYTEWORDS], cwd=NODE, capture_output=True, check=True)
        yield "Bytewords", re.findall("....", letters), [json.loads(done.stdout)]
    else:
        print("Bytewords: NOT RUN, the npm judge is absent")


def different():
    """The names of the lists that are not the judges'."""
    wrong, compared = [], 0
    for name, ours, judged in carried():
        for theirs in judged:
            compared += len(theirs)
            if list(theirs) != ours:
                wrong.append(name)
        # The control: a list with two words swapped is another list.
        assert [ours[1], ours[0], *ours[2:]] != list(judged[0]), name
    print(f"{compared} words of the lists compared")
    return wrong
