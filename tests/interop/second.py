"""The second judges of addresses: for each coin a program that shares no code with bip_utils, where one exists."""

import json
import os
import subprocess
from functools import cache
from pathlib import Path

import bech32
from cashaddress import convert as cash_address
from embit import bip32 as embit_bip32
from embit import script as embit_script
from embit.hashes import hash160
from embit.networks import NETWORKS
from eth_keys import keys as eth_keys
from pycardano import Address, HDWallet, Network, PaymentVerificationKey, StakeVerificationKey
from pycoin.networks.bitcoinish import create_bitcoinish_network
from pycoin.networks.registry import network_for_netcode
from solders.keypair import Keypair as SolanaKeypair
from stellar_sdk import Keypair as StellarKeypair
from tronpy.keys import PrivateKey as TronKey
from xrpl.core.keypairs import derive_classic_address

NODE = os.environ.get("COLDKEEP_NODE_JUDGES", str(Path.home() / ".cache" / "coldkeep-judges-node"))
# A coin's versions as coininfo has them; nothing where it or Node is not installed.
VERSIONS = "const {versions, bech32} = require('coininfo')(process.argv[1]); console.log(JSON.stringify({...versions, bech32}))"


def embit_keys(asked):
    """The private keys of a secp256k1 path, by embit."""
    root = embit_bip32.HDKey.from_seed(asked.seed)
    parent, last = None, None
    for path in asked.paths():
        above, index = path.replace("'", "h").rsplit("/", 1)
        if above != last:
            parent, last = root.derive(above), above
        hardened = 2**31 if index.endswith("h") else 0
        yield parent.child(int(index.rstrip("h")) + hardened)


def bitcoin(asked):
    script = {
        "wpkh": embit_script.p2wpkh, "pkh": embit_script.p2pkh, "tr": embit_script.p2tr,
        "sh-wpkh": lambda one: embit_script.p2sh(embit_script.p2wpkh(one)),
    }[asked.script()]
    return [script(key.get_public_key()).address(NETWORKS["main"]) for key in embit_keys(asked)]


def cash(asked):
    legacy = (embit_script.p2pkh(key.get_public_key()).address(NETWORKS["main"]) for key in embit_keys(asked))
    return [cash_address.to_cash_address(address) for address in legacy]


def ethereum_key(key):
    return eth_keys.PrivateKey(key.key.serialize()).public_key


def ethereum(asked):
    return [ethereum_key(key).to_checksum_address() for key in embit_keys(asked)]


def ripple(asked):
    return [derive_classic_address(key.get_public_key().sec().hex().upper()) for key in embit_keys(asked)]


def tron(asked):
    return [TronKey(key.key.serialize()).public_key.to_base58check_address() for key in embit_keys(asked)]


def cosmos(asked):
    def written(key):
        by_keccak = asked.prefix() in ("inj", "evmos", "dym")
        paid = ethereum_key(key).to_canonical_address() if by_keccak else hash160(key.get_public_key().sec())
        return bech32.bech32_encode(asked.prefix(), bech32.convertbits(paid, 8, 5))

    return [written(key) for key in embit_keys(asked)]


def solana(asked):
    return [str(SolanaKeypair.from_seed_and_derivation_path(asked.seed, path).pubkey()) for path in asked.paths()]


def stellar(asked):
    return [StellarKeypair.from_mnemonic_phrase(asked.words, index=asked.index + n).public_key
            for n in range(len(asked.paths()))]


def cardano(asked):
    account = HDWallet.from_mnemonic(asked.words).derive_from_path(f"m/1852'/1815'/{asked.account}'")
    stake = StakeVerificationKey(account.derive_from_path("m/2/0", private=True).public_key).hash()
    branch = account.derive_from_path(f"m/{asked.change}", private=True)
    keys = (branch.derive(asked.index + n, private=True).public_key for n in range(len(asked.paths())))
    return [str(Address(PaymentVerificationKey(key).hash(), stake, network=Network.MAINNET)) for key in keys]


@cache
def network_of(coin):
    """pycoin's network; for coins it does not know, its writers with the numbers of coininfo."""
    if coin not in ("nmc", "rvn", "vtc"):
        return network_for_netcode(coin.upper())
    done = subprocess.run(["node", "-e", VERSIONS, coin], cwd=NODE, capture_output=True, check=True)
    known = json.loads(done.stdout)
    return create_bitcoinish_network(
        symbol=coin.upper(), network_name=coin, subnet_name="mainnet", bech32_hrp=known.get("bech32"),
        wif_prefix_hex=f"{known['private']:02x}", address_prefix_hex=f"{known['public']:02x}",
        pay_to_script_prefix_hex=f"{known['scripthash']:02x}",
        bip32_prv_prefix_hex="0488ade4", bip32_pub_prefix_hex="0488b21e",
    )


def pycoin(asked):
    network = network_of(asked.coin)
    root = network.keys.bip32_seed(asked.seed)
    above = root.subkey_for_path(asked.paths()[0].replace("'", "H")[2:].rsplit("/", 1)[0])

    def written(key):
        if asked.script() == "wpkh":
            return network.address.for_p2pkh_wit(key.hash160())
        if asked.script() == "sh-wpkh":
            return network.address.for_p2s(network.contract.for_p2pkh_wit(key.hash160()))
        return key.address()

    return [written(above.subkey(asked.index + n)) for n in range(len(asked.paths()))]


def has_coininfo():
    return (Path(NODE) / "node_modules" / "coininfo").is_dir()


JUDGES = {
    "btc": ("embit", bitcoin), "bch": ("embit, cashaddress", cash),
    "eth": ("embit, eth-keys", ethereum), "etc": ("embit, eth-keys", ethereum),
    "xrp": ("embit, xrpl-py", ripple), "trx": ("embit, tronpy", tron), "atom": ("embit, bech32", cosmos),
    "sol": ("solders", solana), "xlm": ("stellar-sdk", stellar), "ada": ("pycardano", cardano),
    "ltc": ("pycoin", pycoin), "doge": ("pycoin", pycoin), "dash": ("pycoin", pycoin), "zec": ("pycoin", pycoin),
    "dgb": ("pycoin", pycoin), "nmc": ("pycoin, coininfo", pycoin), "rvn": ("pycoin, coininfo", pycoin),
    "vtc": ("pycoin, coininfo", pycoin),
}


def judge(asked):
    """The name of the second judge and what it says; nothing where no other program covers the case."""
    name, ask = JUDGES[asked.coin]
    # coininfo has neither segwit nor today's script hashes of Namecoin; pycardano has one kind of master key.
    if (asked.coin == "nmc" and asked.script() != "pkh") or (asked.coin == "ada" and asked.flags):
        return None, None
    if "coininfo" in name and not has_coininfo():
        return None, None
    return name, ask(asked)
