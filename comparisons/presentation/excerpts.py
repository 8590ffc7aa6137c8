"""Texts with the words that were looked for marked in them, as segments: templates need no markup from free text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from comparisons.models.search import name_pattern, word_patterns

# One line of context on a wide page, three on a phone.
LONGEST_EXCERPT = 180
# How much stands before the first word that was found.
_BEFORE = 60


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A piece of a text, which is one of the words that were looked for or stands between them."""

    text: str
    is_found: bool


Segments = tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True)
class Marker:
    """Finds words in texts, as the database found the rows.

    Attributes:
        words: as `words_of` gives them.
    """

    words: Sequence[str]

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in word_patterns(self.words))

    @cached_property
    def _any_word(self) -> re.Pattern[str]:
        return re.compile("|".join(word_patterns(self.words)), re.IGNORECASE)

    @cached_property
    def _whole_name(self) -> re.Pattern[str]:
        return re.compile(name_pattern(self.words), re.IGNORECASE)

    def found_in(self, text: str) -> int:
        """How many of the words the text has."""
        return sum(bool(pattern.search(text)) for pattern in self._patterns)

    def is_spelled_in(self, name: str) -> bool:
        """Whether the name has all the words, apart or written together."""
        return bool(self._whole_name.search(name)) or self.found_in(name) == len(self.words)

    def mark(self, text: str) -> Segments:
        """The whole text in segments."""
        segments: list[Segment] = []
        end = 0
        for match in self._any_word.finditer(text):
            segments += [
                Segment(text=text[end : match.start()], is_found=False),
                Segment(text=match.group(), is_found=True),
            ]
            end = match.end()
        segments.append(Segment(text=text[end:], is_found=False))
        return tuple(segment for segment in segments if segment.text)

    def mark_name(self, name: str) -> Segments:
        """The whole name in segments; words that were typed together are found in a name that parts them."""
        if self.found_in(name):
            return self.mark(name)
        together = self._whole_name.search(name)
        if not together:
            return self.mark(name)
        start, end = together.span()
        parts = ((name[:start], False), (name[start:end], True), (name[end:], False))
        return tuple(Segment(text=text, is_found=is_found) for text, is_found in parts if text)

    def excerpt(self, texts: Sequence[str]) -> Segments:
        """One line of the text that has most of the words, cut around the first of them; else of the first text."""
        best = max(texts, key=self.found_in, default="")
        return self.mark(self._cut(best))

    def _cut(self, text: str) -> str:
        if len(text) <= LONGEST_EXCERPT:
            return text
        first = self._any_word.search(text)
        start = max(0, first.start() - _BEFORE) if first else 0
        start = min(start, len(text) - LONGEST_EXCERPT)
        end = start + LONGEST_EXCERPT
        if start:
            start = text.find(" ", start) + 1 or start
        if end < len(text):
            end = max(text.rfind(" ", start, end), start + LONGEST_EXCERPT // 2)
        return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
