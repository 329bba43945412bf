#!/usr/bin/env python3
"""Makes the four faces in this folder from Debian's fonts-inter and fonts-jetbrains-mono.

usage: python3 make.py   (needs fonttools; writes next to itself)

Kept: Latin, Greek, Cyrillic, punctuation, arrows. Dropped: hinting, ligatures and all other layout
tables, so that what is printed is one glyph a character. The digit zero is the slashed one.
"""
import pathlib
from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).parent
FACES = {
    "Inter-Regular.otf": "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
    "Inter-Bold.otf": "/usr/share/fonts/opentype/inter/Inter-Bold.otf",
    "JetBrainsMono-Regular.ttf": "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
    "JetBrainsMono-Bold.ttf": "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Bold.ttf",
}
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


for name, source in FACES.items():
    font = TTFont(source, recalcTimestamp=False)
    zero = slashed_zero(font)
    for table in font["cmap"].tables:
        if table.isUnicode() and ord("0") in table.cmap:
            table.cmap[ord("0")] = zero
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[u for a, b in RANGES for u in range(a, b + 1)])
    subsetter.subset(font)
    for dropped in ("GSUB", "GPOS", "GDEF", "DSIG", "STAT"):
        if dropped in font:
            del font[dropped]
    font.save(HERE / name)
    print(name, (HERE / name).stat().st_size)
