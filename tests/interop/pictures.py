"""Pages saved in every form that scanners, fax programs and phones write, by Pillow and libtiff; each gives its seed."""

import re
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, features

from program import FINGERPRINT, WORDS, check, coldkeep, main, run, same, secret_file

# Mode, and how it is saved.
FORMS = {
    "bits.png": ("1", {}),
    "grey.png": ("L", {}),
    "colours.png": ("P", {}),
    "clear.png": ("RGBA", {}),
    "grey.jpg": ("L", {"quality": 70}),
    "progressive.jpg": ("RGB", {"quality": 70, "progressive": True}),
    "lossless.webp": ("RGB", {"lossless": True, "method": 0}),
    "lossy.webp": ("RGB", {"quality": 60, "method": 0}),
    "clear.webp": ("RGBA", {"quality": 60, "method": 0}),
    "plain.tif": ("L", {}),
    "bits.tif": ("1", {}),
    "fax4.tif": ("1", {"compression": "group4"}),
    "packbits.tif": ("1", {"compression": "packbits"}),
    "lzw.tif": ("RGB", {"compression": "tiff_lzw"}),
    "deflate.tif": ("L", {"compression": "tiff_adobe_deflate"}),
    "clear.tif": ("RGBA", {"compression": "tiff_lzw"}),
    "grey and clear.tif": ("LA", {"compression": "tiff_lzw"}),
    "jpeg.tif": ("L", {"compression": "jpeg", "quality": 70}),
    "colour jpeg.tif": ("RGB", {"compression": "jpeg", "quality": 70}),
    "inks.tif": ("CMYK", {"compression": "tiff_lzw"}),
    "sixteen.tif": ("I;16", {}),
}
# Told apart from damaged files.
UNREAD = {"fax3.tif": ("1", {"compression": "group3"}), "colours.tif": ("P", {"compression": "tiff_lzw"})}


def page():
    """A seed sheet with its code, at 200 dpi."""
    words = secret_file("words.txt", WORDS + "\n")
    coldkeep("print", "seed", "--words-from", words, "--qr", "--allow-secret-file", "--quiet", "-o", "page.pdf")
    run(["pdftoppm", "-r", 200, "-gray", "-png", "-singlefile", "page.pdf", "page"])
    return Image.open("page.png").convert("L")


def saved(grey, name, mode, how):
    """The page in that form."""
    if mode == "I;16":
        wide = grey.convert("I").point(lambda value: value * 257)
        wide.convert("I;16").save(name, **how)
    else:
        grey.convert(mode).save(name, **how)


def read(name):
    """The fingerprint of what the file shows; nothing, with the exit code and the name of the refusal, where it is refused."""
    done = coldkeep("restore", name, "--json", "-q", code=None)
    return done.data["fingerprint"] if done.code == 0 else (done.code, *re.findall(r"error\[[a-z-]+", done.err.decode()))


def pictures(_):
    """pictures of every form give the seed of their page"""
    check(features.check("libtiff") and features.check("webp"), "Pillow writes TIFF and WebP")
    grey = page()
    for name, (mode, how) in (FORMS | UNREAD).items():
        saved(grey, name, mode, how)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, fingerprint in zip(FORMS, pool.map(read, FORMS)):
            same(fingerprint, FINGERPRINT, f"{name} is read")
        for name, refused in zip(UNREAD, pool.map(read, UNREAD)):
            same(refused, (3, "error[unknown-format"), f"{name} is refused with words")
    blank = Image.new("1", grey.size, 1)
    blank.save("pages.tif", compression="group4", save_all=True, append_images=[blank, grey.convert("1")])
    same(read("pages.tif"), FINGERPRINT, "the third page of a file is read")
    seen = [coldkeep("identify", name, "--json", "-q").data for name in ("lossy.webp", "fax4.tif")]
    check(all("seedqr" in str(one) for one in seen), f"identify names what the codes hold: {seen}")
    cut = Path("fax4.tif").read_bytes()
    Path("cut.tif").write_bytes(cut[: len(cut) // 2])
    check(isinstance(read("cut.tif"), tuple), "the control: half a file is not read")


if __name__ == "__main__":
    main(pictures)
