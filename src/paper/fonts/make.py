#!/usr/bin/env python3
"""Makes the five faces in this folder from Debian's fonts-inter, fonts-jetbrains-mono and fonts-noto-cjk.

usage: python3 make.py   (needs fonttools and PyPI's mnemonic; writes next to itself)

Kept: Latin, Greek, Cyrillic, punctuation, arrows; of the fifth the characters of the words of Japanese, Korean and
Chinese that BIP-39 and Monero have, and nothing else. Dropped: hinting, ligatures and all other layout tables, so
that what is printed is one glyph a character. The digit zero is the slashed one.
"""
import pathlib
import unicodedata

import mnemonic
from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).parent
FACES = {
    "Inter-Regular.otf": "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
    "Inter-Bold.otf": "/usr/share/fonts/opentype/inter/Inter-Bold.otf",
    "JetBrainsMono-Regular.ttf": "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
    "JetBrainsMono-Bold.ttf": "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Bold.ttf",
}
# The face of all four regions has every character; its shapes are those of simplified Chinese.
WORDS, COLLECTION, REGION = "NotoSansCJKsc-Words.otf", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2
BIP39 = ["japanese", "korean", "chinese_simplified", "chinese_traditional"]
MONERO = ["monero_japanese.txt", "monero_chinese_simplified.txt"]
RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491),
          (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193),
          (0x2212, 0x2212), (0x2260, 0x2265), (0x2610, 0x2611), (0x2713, 0x2713)]


def slashed_zero(font):
    plain = font.getBestCmap()[ord("0")]
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "zero":
            for index in record.Feature.LookupListIndex:
                for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
                    table = getattr(table, "ExtSubTable", table)
                    if plain in table.mapping:
                        return table.mapping[plain]
    raise SystemExit("no slashed zero")


def word_characters():
    words = [word for language in BIP39 for word in mnemonic.Mnemonic(language).wordlist]
    lists = HERE.parents[1] / "seed" / "words"
    words += [line for name in MONERO for line in (lists / name).read_text(encoding="utf-8").split()]
    return sorted({ord(c) for word in words for c in unicodedata.normalize("NFC", word) if c.isalpha()})


def save(font, name, characters):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    for dropped in ("GSUB", "GPOS", "GDEF", "DSIG", "STAT", "BASE", "VORG", "vhea", "vmtx"):
        if dropped in font:
            del font[dropped]
    font.save(HERE / name)
    print(name, (HERE / name).stat().st_size)


for name, source in FACES.items():
    font = TTFont(source, recalcTimestamp=False)
    zero = slashed_zero(font)
    for table in font["cmap"].tables:
        if table.isUnicode() and ord("0") in table.cmap:
            table.cmap[ord("0")] = zero
    save(font, name, [u for a, b in RANGES for u in range(a, b + 1)])

save(TTFont(COLLECTION, fontNumber=REGION, recalcTimestamp=False), WORDS, word_characters())
