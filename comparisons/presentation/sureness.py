"""How sure a result is, in facts instead of one made-up number; what would change it; whom the first dominates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comparisons.presentation.standings import to_points
from comparisons.ranking.scoring import Ranking, Standing
from comparisons.ranking.sensitivity import Change, Explorer, Statement


@dataclass(frozen=True, kw_only=True)
class Sureness:
    """Three facts.

    Attributes:
        coverage: percent of the first place's weight that rests on verified verdicts.
        kept, tried: how many of the small changes that were tried keep the first place: the removal of one answer,
            and one step of importance up or down.
        unknown: how many unknown verdicts the first place rests on.
    """

    coverage: int
    kept: int
    tried: int
    unknown: int

    @property
    def stability(self) -> int:
        """In percent."""
        return round(100 * self.kept / self.tried) if self.tried else 100


def build_sureness(first: Standing, statements: Sequence[Statement], explorer: Explorer) -> Sureness:
    """The facts about a first place.

    Args:
        first: one of those that share it.
        statements: what was answered.
        explorer: on the table that the ranking was made of.
    """
    total = sum(part.wish.weight for part in first.contributions)
    verified = sum(part.wish.weight for part in first.contributions if part.judgement and part.judgement.is_verified)
    stability = explorer.stability(statements)
    return Sureness(
        coverage=to_points(Fraction(verified, total)) if total else 0,
        kept=stability.kept,
        tried=stability.tried,
        unknown=len({part.wish.criterion for part in first.contributions if part.is_unknown}),
    )


def dominated_by(first: Standing, ranking: Ranking) -> tuple[str, ...]:
    """The names of those than whom the first place is at least as good on everything that was marked, and better on
    something. Unknown verdicts prove nothing, so whoever has one is not named.
    """
    names = []
    for other in ranking.standings:
        if other.candidate == first.candidate:
            continue
        parts = list(zip(first.contributions, other.contributions, strict=True))
        if any(mine.is_unknown or theirs.is_unknown for mine, theirs in parts):
            continue
        if all(mine.share >= theirs.share for mine, theirs in parts) and any(
            mine.share > theirs.share for mine, theirs in parts
        ):
            names.append(other.candidate.name)
    return tuple(names)


def ahead_through(first: Standing, second: Standing, names: Mapping[str, str], *, most: int = 2) -> tuple[str, ...]:
    """The criteria, by name, that give the first the largest part of its lead over the second."""
    gains: dict[str, Fraction] = {}
    for mine, theirs in zip(first.contributions, second.contributions, strict=True):
        slug = mine.wish.criterion
        gains[slug] = gains.get(slug, Fraction(0)) + mine.share - theirs.share
    largest = sorted((slug for slug in gains if gains[slug] > 0), key=lambda slug: (-gains[slug], slug))
    return tuple(names.get(slug, slug) for slug in largest[:most])


def changes_by_statement(
    statements: Sequence[Statement], explorer: Explorer
) -> dict[tuple[str, int | tuple[str, ...]], Change]:
    """Every single change, by question and new importance or new answers."""
    found: dict[tuple[str, int | tuple[str, ...]], Change] = {}
    for change in explorer.changes(statements):
        key = change.importance if change.option is None else change.option.answers
        assert key is not None
        found[change.question, key] = change
    return found
