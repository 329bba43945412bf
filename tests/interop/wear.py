"""Damages pictures of codes as paper, printers and cameras do; every damage follows from its number."""

import io
import math
import random
from statistics import NormalDist

from PIL import Image, ImageChops, ImageDraw, ImageFilter

# The pictures' own resolution; others are made from it.
DPI = 300
WHITE = 255
_GAUSS = [NormalDist().inv_cdf((n + 0.5) / 256) for n in range(256)]


class Code:
    """A code cut out of a page, with some of what stands around it."""

    def __init__(self, picture, box, modules):
        self.picture, self.box, self.modules = picture, box, modules

    @property
    def side(self):
        """The side of the code without its quiet zone, in pixels."""
        return self.box[2] - self.box[0]

    @property
    def module(self):
        return self.side / self.modules

    @property
    def millimetres(self):
        return self.side / DPI * 25.4


def lump(x, y, area, rng):
    """The outline of a blot of about that area: a circle whose radius wavers."""
    radius = math.sqrt(area / math.pi)
    waves = [(rng.uniform(0, math.tau), rng.uniform(0.03, 0.10)) for _ in range(4)]
    points = []
    for step in range(90):
        angle = step * math.tau / 90
        r = radius * (1 + sum(high * math.sin(n * angle + shift) for n, (shift, high) in enumerate(waves, 2)))
        points.append((x + r * math.cos(angle), y + r * math.sin(angle)))
    return points


def blot(code, percent, rng, colour):
    """Covers that part of the code's area at one place; the blot stays within the code."""
    area = code.side**2 * percent / 100
    radius = math.sqrt(area / math.pi) * 1.2
    left, top, right, bottom = code.box
    x = rng.uniform(left + radius, right - radius) if 2 * radius < code.side else (left + right) / 2
    y = rng.uniform(top + radius, bottom - radius) if 2 * radius < code.side else (top + bottom) / 2
    outline = lump(x, y, area, rng)
    made = code.picture.copy()
    mask = Image.new("L", made.size, 0)
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    made.paste(colour, mask=mask.filter(ImageFilter.GaussianBlur(1)))
    return made


def ink(code, percent, rng):
    return blot(code, percent, rng, 25)


def torn(code, percent, rng):
    return blot(code, percent, rng, WHITE)


def stain(code, percent, rng):
    """A drop of coffee: the paper darkens to grey, the print shines through."""
    covered = blot(code, percent, rng, 110)
    return ImageChops.darker(code.picture, covered)


def crease(code, count, rng):
    """Folds: the print is gone along a line of 0.6 mm, with a shadow beside it."""
    made = code.picture.copy()
    draw = ImageDraw.Draw(made)
    wide = 0.6 / 25.4 * DPI
    left, top, right, bottom = code.box
    for _ in range(count):
        x, y = rng.uniform(left, right), rng.uniform(top, bottom)
        angle = rng.choice([0, math.pi / 2]) + rng.gauss(0, 0.15)
        dx, dy = math.cos(angle) * 3000, math.sin(angle) * 3000
        draw.line([x - dx, y - dy + wide, x + dx, y + dy + wide], fill=140, width=round(wide))
        draw.line([x - dx, y - dy, x + dx, y + dy], fill=235, width=round(wide))
    return made


def turn(code, degrees, rng):
    return code.picture.rotate(degrees * rng.choice([-1, 1]), Image.BICUBIC, expand=True, fillcolor=WHITE)


def solved(rows):
    """Solves linear equations, the last number of each row being the right side."""
    for at in range(len(rows)):
        best = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(len(rows)):
            if other != at:
                factor = rows[other][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at])]
    return [row[-1] for row in rows]


def perspective(code, percent, rng):
    """Seen from the side: two corners come closer by that part of the picture's side."""
    w, h = code.picture.size
    inset = percent / 100
    sides = [[(0, 0), (1, 0), (1 - inset / 2, 1 - inset / 3), (inset / 2, 1 - inset / 3)],
             [(inset / 2, inset / 3), (1 - inset / 2, inset / 3), (1, 1), (0, 1)],
             [(0, 0), (1 - inset / 3, inset / 2), (1 - inset / 3, 1 - inset / 2), (0, 1)]]
    seen = [(x * w, y * h) for x, y in rng.choice(sides)]
    rows = []
    for (x, y), (u, v) in zip(seen, [(0, 0), (w, 0), (w, h), (0, h)]):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return code.picture.transform((w, h), Image.PERSPECTIVE, solved(rows), Image.BICUBIC, fillcolor=WHITE)


def blur(code, tenths, _):
    """Out of focus: a Gauss curve of that many tenths of a module."""
    return code.picture.filter(ImageFilter.GaussianBlur(code.module * tenths / 10))


def noisy(picture, deviation, rng):
    values = bytes(min(255, max(0, round(128 + deviation * gauss))) for gauss in _GAUSS)
    drawn = rng.randbytes(picture.width * picture.height).translate(values)
    return ImageChops.add(picture, Image.frombytes("L", picture.size, drawn), offset=-128)


def noise(code, deviation, rng):
    return noisy(code.picture, deviation, rng)


def contrast(code, percent, rng):
    """Faded: black and white come that close, with the light falling off to one side, and a little noise."""
    grey = code.picture.point(lambda value: 60 + value * percent * 1.3 / 255)
    slope = Image.linear_gradient("L").resize(grey.size).rotate(rng.choice([0, 90, 180, 270]), fillcolor=128)
    slope = slope.resize(grey.size).point(lambda value: value * percent / 500)
    return noisy(ImageChops.add(grey, slope), 2, rng)


def jpeg(code, quality, _):
    kept = io.BytesIO()
    code.picture.save(kept, "JPEG", quality=quality)
    return Image.open(kept).convert("L")


def dpi(code, resolution, rng):
    """A scan with fewer points: resampled, softened by half a point, with a little noise."""
    size = [round(side * resolution / DPI) for side in code.picture.size]
    small = code.picture.resize(size, Image.BICUBIC if resolution > DPI else Image.BOX)
    return noisy(small.filter(ImageFilter.GaussianBlur(0.5)), 6, rng)


def photo(code, degree, rng):
    """All of it at once, as one takes a picture by hand: 1 is careful, 3 is careless."""
    now = Code(code.picture, code.box, code.modules)
    for damage, strength in [(perspective, 5 * degree), (turn, rng.uniform(0, 5 * degree)), (blur, degree),
                             (contrast, 70 - 15 * degree), (noise, 5 * degree), (jpeg, 90 - 20 * degree)]:
        now.picture = damage(now, strength, rng)
    return now.picture


# Each damage with its degrees, the unit, and how it is called.
DAMAGES = [
    ("ink blot", "% of the area", ink, [2, 5, 8, 10, 12, 15, 18, 20, 25, 30]),
    ("hole", "% of the area", torn, [2, 5, 8, 10, 12, 15, 18, 20, 25, 30]),
    ("coffee", "% of the area", stain, [5, 12, 18, 30]),
    ("creases", "", crease, [1, 2, 3, 4]),
    ("turned", "°", turn, [1, 2, 4, 7, 10, 15]),
    ("perspective", "%", perspective, [5, 10, 15, 20, 25]),
    ("blurred", "/10 module", blur, [2, 3, 4, 5, 6]),
    ("noise", "of 255", noise, [20, 40, 60, 80]),
    ("contrast", "% left", contrast, [50, 30, 20, 10]),
    ("JPEG", "quality", jpeg, [40, 20, 10]),
    ("resolution", "dpi", dpi, [600, 300, 200, 150, 100]),
    ("photo", "degree", photo, [1, 2, 3]),
]


def drawn(label):
    return random.Random(f"coldkeep damage {label}")
