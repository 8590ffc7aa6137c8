"""Two wordings of a text laid over each other: which words stayed, which went and which came."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# Beyond it, comparing word by word would take longer than anybody reads: the whole text went and came.
MOST_WORDS = 1000


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Words that share a fate; those that stayed neither went nor came."""

    text: str
    went: bool = False
    came: bool = False


@dataclass(frozen=True, kw_only=True)
class Rewording:
    """A text that was changed, with its name."""

    label: str
    pieces: tuple[Piece, ...]


def build_rewording(label: str, before: str, after: str) -> Rewording:
    """Compares the two wordings word by word; how they were broken into lines does not count."""
    return Rewording(label=label, pieces=tuple(_pieces(before.split(), after.split())))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    codes: Iterable[tuple[str, int, int, int, int]] = [("replace", 0, len(before), 0, len(after))]
    if max(len(before), len(after)) <= MOST_WORDS:
        codes = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for code, start, end, new_start, new_end in codes:
        if code == "equal":
            yield Piece(text=" ".join(before[start:end]))
            continue
        if end > start:
            yield Piece(text=" ".join(before[start:end]), went=True)
        if new_end > new_start:
            yield Piece(text=" ".join(after[new_start:new_end]), came=True)
