"""The sheet that every preview picture is drawn on: paper, rules, brand, and the shapes that the site uses."""

from functools import cache
from io import BytesIO
from math import ceil, floor
from typing import Literal

from django.utils.translation import gettext as _
from PIL import Image, ImageColor, ImageDraw

from comparisons.cards.typography import BOLD, OVERSAMPLING, REGULAR, FittedText, fit_text, font, text_width

WIDTH = 1200
HEIGHT = 630
MARGIN = 72
RIGHT = WIDTH - MARGIN
INNER = WIDTH - 2 * MARGIN

# The light theme of tokens.css: a picture cannot follow the reader's theme.
PAPER = "#fbf9f4"
INK = "#1d2125"
MUTED = "#565f68"
RULE = "#e3ded2"
ACCENT = "#0a5c50"
WARM = "#9a420c"

# How many shades lie between the paper and an ink, for smooth edges.
SHADES = 12

Place = Literal["left", "middle", "right"]
# How much of a text stands before the place that it is given.
SHARE_BEFORE = {"left": 0.0, "middle": 0.5, "right": 1.0}


class Canvas:
    """A card in the making. Texts are placed by their baseline."""

    def __init__(self, *, kicker: str, footer: str = "") -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self._frame(kicker, footer or _("Every verdict with its reason, its sources and its date"))

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        *,
        size: int,
        weight: int = REGULAR,
        fill: str = INK,
        place: Place = "left",
    ) -> None:
        start = x - text_width(text, size, weight) * SHARE_BEFORE[place]
        letters = font(size * OVERSAMPLING, weight)
        box = [edge / OVERSAMPLING for edge in letters.getbbox(text, anchor="ls")]
        left, top = floor(start + box[0]), floor(baseline + box[1])
        right, bottom = ceil(start + box[2]), ceil(baseline + box[3])
        mask = Image.new("L", ((right - left) * OVERSAMPLING, (bottom - top) * OVERSAMPLING))
        origin = ((start - left) * OVERSAMPLING, (baseline - top) * OVERSAMPLING)
        ImageDraw.Draw(mask).text(origin, text, font=letters, fill=255, anchor="ls")
        self.image.paste(fill, (left, top), mask.reduce(OVERSAMPLING))

    def block(
        self, x: float, baseline: float, fitted: FittedText, *, fill: str = INK, place: Place = "left"
    ) -> float:
        """Sets all lines, the first on the baseline, and returns the baseline of a line after them."""
        for line in fitted.lines:
            self.text(x, baseline, line, size=fitted.size, weight=fitted.weight, fill=fill, place=place)
            baseline += fitted.leading
        return baseline

    def rule(self, y: int, *, thickness: int = 1, fill: str = RULE) -> None:
        self.draw.rectangle((MARGIN, y, RIGHT - 1, y + thickness - 1), fill=fill)

    def bar(self, x: float, y: float, width: float, height: float, *, fill: str) -> None:
        """A piece of a bar with square ends; nothing where there is nothing to show."""
        if round(width) > 0:
            self.draw.rectangle((round(x), round(y), round(x + width) - 1, round(y + height) - 1), fill=fill)

    def disc(self, x: float, y: float, diameter: int, *, fifths: int, fill: str = INK) -> None:
        """A rating: a disc filled clockwise by fifths."""
        across = diameter * OVERSAMPLING
        line = max(2, round(diameter * 0.075)) * OVERSAMPLING
        mask = Image.new("L", (across, across), 0)
        drawing = ImageDraw.Draw(mask)
        drawing.ellipse((0, 0, across - 1, across - 1), outline=255, width=line)
        if fifths:
            drawing.pieslice((0, 0, across - 1, across - 1), -90, -90 + 72 * fifths, fill=255)
        self.image.paste(fill, (round(x), round(y)), mask.reduce(OVERSAMPLING))

    def to_png(self) -> bytes:
        """With a palette: a third of the size, and the same to the eye, since few colours meet on a card."""
        buffer = BytesIO()
        reduced = self.image.quantize(palette=_palette(), dither=Image.Dither.NONE)
        reduced.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()

    def _frame(self, kicker: str, footer: str) -> None:
        """What all cards share: the brand, a word on what this is, and a printer's double rule above and below."""
        self.text(MARGIN, 76, "frame", size=40, weight=BOLD)
        self.text(MARGIN + text_width("frame", 40, BOLD), 76, "wise", size=40, weight=BOLD, fill=ACCENT)
        self.block(RIGHT, 76, fit_text(kicker, width=700, sizes=range(27, 17, -1)), fill=MUTED, place="right")
        self.rule(100, thickness=5, fill=INK)
        self.rule(109, thickness=1, fill=INK)
        self.rule(548, thickness=1, fill=INK)
        self.block(MARGIN, 590, fit_text(footer, width=INNER, sizes=range(26, 17, -1)), fill=MUTED)


@cache
def _palette() -> Image.Image:
    """The paper, and each ink in steps towards it."""
    paper = ImageColor.getrgb(PAPER)
    shades = [
        round(ground + (colour - ground) * step / SHADES)
        for ink in (INK, MUTED, RULE, ACCENT, WARM)
        for step in range(SHADES + 1)
        for ground, colour in zip(paper, ImageColor.getrgb(ink), strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(shades)
    return palette
