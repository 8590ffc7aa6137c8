"""What to rank by: weights and requirements, whoever stated them (a quiz, a scenario, the table's own settings).

Pure: standard library only, no Django, no clock, no chance.
"""

from collections.abc import Iterator
from dataclasses import dataclass

HIGHEST_RATING = 5

# Strongest first. A verdict meets a demand when it stands at the demanded level or before it.
SUPPORT_LEVELS = ("built_in", "official_extension", "third_party", "custom_code", "none")
NOT_APPLICABLE = "not_applicable"

IMPORTANCES = (0, 1, 2, 4)
NORMAL_IMPORTANCE = 1


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Who stated a wish: an answer of the quiz, or the visitor's own setting (both empty)."""

    question: str = ""
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One thing that matters: a criterion, how much, and in which direction.

    Attributes:
        criterion: slug.
        weight: a whole number of 0 or more; only its ratio to the other weights matters.
        target: None when more is better; otherwise the rating, 0 to 5, that suits best.
        origin: the answer that made it matter.
    """

    criterion: str
    weight: int
    target: int | None = None
    origin: Origin = Origin()

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise ValueError(f"a weight is 0 or more, not {self.weight}")
        if self.target is not None and not 0 <= self.target <= HIGHEST_RATING:
            raise ValueError(f"a target lies between 0 and {HIGHEST_RATING}, not at {self.target}")


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """A minimum: who is known to lie below it is ruled out. It never adds to a score nor takes from it.

    Attributes:
        criterion: slug.
        minimum_rating: 1 to 5, or None when support is demanded.
        minimum_support: one of SUPPORT_LEVELS, or None when a rating is demanded.
        origin: the answer that demands it.
    """

    criterion: str
    minimum_rating: int | None = None
    minimum_support: str | None = None
    origin: Origin = Origin()

    def __post_init__(self) -> None:
        if (self.minimum_rating is None) == (self.minimum_support is None):
            raise ValueError("a requirement demands a rating or a support level, one of the two")
        if self.minimum_support is not None and self.minimum_support not in SUPPORT_LEVELS:
            raise ValueError(f"unknown support level {self.minimum_support!r}")
        if self.minimum_rating is not None and not 1 <= self.minimum_rating <= HIGHEST_RATING:
            raise ValueError(f"a demanded rating lies between 1 and {HIGHEST_RATING}")


@dataclass(frozen=True, kw_only=True)
class Priorities:
    """All that a ranking is asked for."""

    wishes: tuple[Wish, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.requirements) or any(wish.weight for wish in self.wishes)

    @property
    def total_weight(self) -> int:
        return sum(wish.weight for wish in self.wishes)

    @property
    def criteria(self) -> frozenset[str]:
        """The slugs of all criteria that are weighed or demanded."""
        weighed = {wish.criterion for wish in self.wishes if wish.weight}
        return frozenset(weighed | {requirement.criterion for requirement in self.requirements})

    def counted(self) -> Iterator[Wish]:
        """The wishes that count: those of some weight."""
        return (wish for wish in self.wishes if wish.weight)
