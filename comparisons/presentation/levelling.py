"""What a rating is levelled by: what the guidance asks for each number, and which frameworks have it already."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.choices import RATING_LABELS
from comparisons.models import Criterion, Verdict


@dataclass(frozen=True, kw_only=True)
class Level:
    """One of the numbers that may be given.

    Attributes:
        earned_by: what the guidance asks for it; empty for the numbers between.
        holders: the frameworks that have it, in their order; one that visitors do not see yet says so.
    """

    rating: int
    label: str
    earned_by: str
    holders: tuple[str, ...]

    @property
    def is_telling(self) -> bool:
        return bool(self.earned_by or self.holders)


def build_levels(criterion: Criterion, verdicts: Iterable[Verdict]) -> tuple[Level, ...]:
    """The levels of a criterion, best first.

    Args:
        verdicts: on the criterion, with their frameworks fetched.
    """
    earned_by = {1: criterion.earns_1, 3: criterion.earns_3, 5: criterion.earns_5}
    holders: dict[int, list[str]] = {}
    for verdict in verdicts:
        holders.setdefault(verdict.rating, []).append(_holder(verdict))
    return tuple(
        Level(
            rating=rating,
            label=str(RATING_LABELS[rating]),
            earned_by=earned_by.get(rating, ""),
            holders=tuple(holders.get(rating, ())),
        )
        for rating in sorted(RATING_LABELS, reverse=True)
    )


def _holder(verdict: Verdict) -> str:
    name = verdict.framework.name
    if verdict.is_visible:
        return name
    return _("%(framework)s (%(state)s)") % {"framework": name, "state": verdict.get_state_display()}
