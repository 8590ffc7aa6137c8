"""What the visitor's requirements leave: who meets them, who nearly does, and who is ruled out by what."""

from collections.abc import Iterable
from dataclasses import dataclass

from comparisons.presentation.standings import StandingView
from comparisons.ranking.scoring import Ranking


@dataclass(frozen=True, kw_only=True)
class Elimination:
    """The field after the requirements.

    Attributes:
        meeting: how many meet all of them, as far as is known.
        near_misses: who fails exactly one.
        others: who fails more.
    """

    meeting: int
    near_misses: tuple[StandingView, ...]
    others: tuple[StandingView, ...]

    @property
    def ruled_out(self) -> int:
        return len(self.near_misses) + len(self.others)

    @property
    def total(self) -> int:
        return self.meeting + self.ruled_out


def build_elimination(ranking: Ranking | None, standings: Iterable[StandingView]) -> Elimination | None:
    """Counts the field; None when nothing is required of it."""
    if ranking is None or not ranking.priorities.requirements:
        return None
    views = list(standings)
    excluded = [view for view in views if view.is_excluded]
    return Elimination(
        meeting=len(views) - len(excluded),
        near_misses=tuple(view for view in excluded if len(view.failed) == 1),
        others=tuple(view for view in excluded if len(view.failed) > 1),
    )
