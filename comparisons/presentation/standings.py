"""A ranking as it is shown: places, points out of 100, and who is ruled out by what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from comparisons.choices import Support
from comparisons.models import Framework
from comparisons.presentation.cells import rating_label
from comparisons.quiz.thresholds import CLOSE_CALL_POINTS as CLOSE_CALL_POINTS
from comparisons.ranking.priorities import Requirement
from comparisons.ranking.scoring import Ranking


@dataclass(frozen=True, kw_only=True)
class StandingView:
    """One line of the field.

    Attributes:
        rank: None for who is ruled out.
        points, lowest, highest: out of 100, whole; None when nothing was weighed.
        is_tied: whether another has the same rank.
        failed: what it was ruled out by, in words.
        unverified: what could not be verified, in words.
    """

    slug: str
    name: str
    address: str
    rank: int | None
    points: int | None = None
    lowest: int | None = None
    highest: int | None = None
    is_tied: bool = False
    failed: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def is_excluded(self) -> bool:
        return bool(self.failed)

    @property
    def has_interval(self) -> bool:
        return self.lowest != self.highest

    @property
    def interval_width(self) -> int:
        """Of the bar that shows what is not known."""
        return (self.highest or 0) - (self.lowest or 0)


def name_list(slugs: Iterable[str], frameworks: Iterable[Framework]) -> str:
    """The names of these frameworks in the frameworks' order, for a sentence. Example: "Django, Flask"."""
    chosen = set(slugs)
    return ", ".join(framework.name for framework in frameworks if framework.slug in chosen) or _("nobody")


def to_points(share: Fraction) -> int:
    """A share of 1 as whole points of 100, halves upwards."""
    return int(share * 100 + Fraction(1, 2))


def build_standings(
    ranking: Ranking, frameworks: Iterable[Framework], criterion_names: Mapping[str, str] | None = None
) -> tuple[StandingView, ...]:
    """The whole field: the ranked, best first, then those ruled out."""
    by_slug = {framework.slug: framework for framework in frameworks}
    names = criterion_names or {}
    ranks = [standing.rank for standing in ranking.standings]
    ranked = [
        StandingView(
            slug=standing.candidate.slug,
            name=standing.candidate.name,
            address=by_slug[standing.candidate.slug].get_absolute_url(),
            rank=standing.rank,
            points=None if standing.score is None else to_points(standing.score),
            lowest=None if standing.lowest is None else to_points(standing.lowest),
            highest=None if standing.highest is None else to_points(standing.highest),
            is_tied=ranks.count(standing.rank) > 1,
            unverified=tuple(in_words(requirement, names) for requirement in standing.unverified),
        )
        for standing in ranking.standings
    ]
    excluded = [
        StandingView(
            slug=exclusion.candidate.slug,
            name=exclusion.candidate.name,
            address=by_slug[exclusion.candidate.slug].get_absolute_url(),
            rank=None,
            failed=tuple(in_words(requirement, names) for requirement in exclusion.failed),
        )
        for exclusion in ranking.exclusions
    ]
    return (*ranked, *excluded)


def in_words(requirement: Requirement, criterion_names: Mapping[str, str]) -> str:
    """What is demanded. Example: “Admin interface: adequate (3) or better”."""
    name = criterion_names.get(requirement.criterion, requirement.criterion)
    return f"{name}: {demand_in_words(requirement.minimum_rating or str(requirement.minimum_support))}"


def demand_in_words(demand: int | str) -> str:
    """A minimum, by itself. Example: “third-party package or better”."""
    if isinstance(demand, int):
        return _("%(word)s (%(rating)s) or better") % {"word": rating_label(demand), "rating": demand}
    if demand == Support.BUILT_IN:
        return str(Support.BUILT_IN.label)
    return _("%(support)s or better") % {"support": Support(demand).label}
