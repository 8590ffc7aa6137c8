"""The site's own heading font, and how text is made to fit a space: smaller first, then on more lines, then cut."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from PIL import ImageFont

FONT_FILE = Path(__file__).parent.parent / "static" / "comparisons" / "fonts" / "source-serif-4-latin.woff2"

# Drawn larger, then made smaller: by itself Pillow sets letters on whole pixels, and draws rounds with stairs.
OVERSAMPLING = 4

REGULAR = 400
SEMIBOLD = 600
BOLD = 700

# No font has a shape for it, so its picture is the box that stands for what is missing.
NEVER_A_CHARACTER = "\U0010ffff"
REPLACEMENT = "?"
ELLIPSIS = "…"


@dataclass(frozen=True, kw_only=True)
class FittedText:
    """Text that fits: its lines, the size they are set in, and their weight.

    Attributes:
        is_whole: whether nothing had to be cut.
    """

    lines: tuple[str, ...]
    size: int
    weight: int
    is_whole: bool = True

    @property
    def leading(self) -> int:
        """From one baseline to the next."""
        return round(self.size * 1.16)


@lru_cache(maxsize=128)
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """The heading font in a size and a weight.

    Raises:
        ImproperlyConfigured: this Pillow cannot read the font, as its FreeType came without brotli.
    """
    try:
        # The basic layout is the same on every machine; the other engine is there on some only.
        loaded = ImageFont.truetype(FONT_FILE, size, layout_engine=ImageFont.Layout.BASIC)
        loaded.set_variation_by_axes([weight])
    except (OSError, NotImplementedError) as error:
        raise ImproperlyConfigured(
            f"Pillow cannot open {FONT_FILE.name} for the preview pictures ({error}). Its FreeType needs brotli, "
            "for WOFF2, and variable fonts; the wheels of the package index have both."
        ) from error
    return loaded


def printable(text: str) -> str:
    """The text in characters that the font has: without an accent where that helps, else a question mark."""
    return "".join(_printable(character) for character in unicodedata.normalize("NFC", " ".join(text.split())))


def fit_text(
    text: str, *, width: int, sizes: Sequence[int], weight: int = REGULAR, most_lines: int = 1
) -> FittedText:
    """The text in the largest of the sizes in which it needs no more than so many lines.

    Args:
        text: any text; what the font lacks is replaced.
        width: of the space, in pixels.
        sizes: from the largest to the smallest; in the smallest the text is cut, with an ellipsis, if it must be.
        weight: of the letters, 200 to 900.
        most_lines: how many lines there is room for.
    """
    text = printable(text)
    for size in sizes:
        lines = _wrap(text, width, size, weight)
        if len(lines) <= most_lines and all(_is_within(line, width, size, weight) for line in lines):
            return FittedText(lines=tuple(lines), size=size, weight=weight)
    smallest = sizes[-1]
    broken = _wrap(" ".join(_broken_words(text, width, smallest, weight)), width, smallest, weight)
    kept = broken[:most_lines]
    if len(broken) > most_lines:
        kept[-1] = _cut(kept[-1], width, smallest, weight)
    return FittedText(lines=tuple(kept), size=smallest, weight=weight, is_whole=len(broken) <= most_lines)


def fit_alike(
    texts: Sequence[str], *, width: int, sizes: Sequence[int], weight: int = REGULAR, most_lines: int = 1
) -> list[FittedText]:
    """All texts in one size, the largest in which each of them fits: what stands side by side looks alike."""
    fitted = [fit_text(text, width=width, sizes=sizes, weight=weight, most_lines=most_lines) for text in texts]
    size = min((text.size for text in fitted), default=sizes[-1])
    return [fit_text(text, width=width, sizes=[size], weight=weight, most_lines=most_lines) for text in texts]


def text_width(text: str, size: int, weight: int) -> float:
    """How wide a line is when it is drawn larger and made smaller."""
    return font(size * OVERSAMPLING, weight).getlength(text) / OVERSAMPLING


def _is_within(text: str, width: int, size: int, weight: int) -> bool:
    return text_width(text, size, weight) <= width


def _wrap(text: str, width: int, size: int, weight: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and _is_within(f"{lines[-1]} {word}", width, size, weight):
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _broken_words(text: str, width: int, size: int, weight: int) -> Iterator[str]:
    """The words, those that are wider than the space in pieces."""
    for word in text.split():
        piece = ""
        for character in word:
            if piece and not _is_within(piece + character, width, size, weight):
                yield piece
                piece = ""
            piece += character
        yield piece


def _cut(line: str, width: int, size: int, weight: int) -> str:
    while line and not _is_within(line + ELLIPSIS, width, size, weight):
        line = line[:-1]
    return line.rstrip(" ,.;:") + ELLIPSIS


@lru_cache(maxsize=2048)
def _printable(character: str) -> str:
    if _has_shape(character):
        return character
    bases = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
    return "".join(part if _has_shape(part) else REPLACEMENT for part in bases)


@lru_cache(maxsize=2048)
def _has_shape(character: str) -> bool:
    shape = font(32, REGULAR).getmask(character)
    missing = font(32, REGULAR).getmask(NEVER_A_CHARACTER)
    return shape.size != missing.size or bytes(shape) != bytes(missing)
