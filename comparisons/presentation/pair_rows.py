"""The rows of a pair: each criterion for both, who is ahead on it, and by how much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparisons.models import Criterion, Framework, Verdict
from comparisons.presentation.cells import Cell

# Half the width of the bar that shows a lead, in the units of its drawing; five steps fill it.
HALF_BAR = 50


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """One criterion for both.

    Attributes:
        is_summary: whether it sums up others; it is shown then, never counted and no reason for anything.
    """

    criterion: Criterion
    left: Cell
    right: Cell
    is_summary: bool

    @property
    def is_known(self) -> bool:
        """Whether there is a verdict on both."""
        return self.left.is_known and self.right.is_known

    @property
    def lead(self) -> int | None:
        """Steps by which the left one is ahead, negative when it is behind; None when a verdict is missing."""
        if self.left.verdict is None or self.right.verdict is None:
            return None
        return self.left.verdict.rating - self.right.verdict.rating

    @property
    def steps(self) -> int:
        """By how much one of them is ahead, whichever it is."""
        return abs(self.lead or 0)

    @property
    def left_is_ahead(self) -> bool:
        return (self.lead or 0) > 0

    @property
    def right_is_ahead(self) -> bool:
        return (self.lead or 0) < 0

    @property
    def ahead(self) -> Cell | None:
        """The cell of who is ahead; None when they are level or a verdict is missing."""
        if not self.lead:
            return None
        return self.left if self.left_is_ahead else self.right

    @property
    def differs(self) -> bool:
        """In rating or in support; what is known of one only is no difference yet."""
        if self.left.verdict is None or self.right.verdict is None:
            return False
        return bool(self.lead) or self.left.verdict.support != self.right.verdict.support

    @property
    def lead_in_words(self) -> str:
        """Example: “Django ahead by 3 steps”."""
        if not self.is_known:
            return _("not known for both")
        if self.ahead is None:
            return _("level, served in another way") if self.differs else _("level")
        return ngettext("%(name)s ahead by %(steps)s step", "%(name)s ahead by %(steps)s steps", self.steps) % {
            "name": self.ahead.framework.name,
            "steps": self.steps,
        }

    @property
    def bar_width(self) -> int:
        """The length of the bar that shows the lead."""
        return self.steps * HALF_BAR // 5

    @property
    def bar_start(self) -> int:
        """Where it begins: it grows from the middle towards the side that is ahead."""
        return HALF_BAR - self.bar_width if self.left_is_ahead else HALF_BAR


def build_pair_rows(
    *,
    left: Framework,
    right: Framework,
    criteria: Sequence[Criterion],
    verdicts: Iterable[Verdict],
    summaries: frozenset[int],
) -> tuple[PairRow, ...]:
    """A row for each criterion, in their order."""
    found = {(verdict.framework_id, verdict.criterion_id): verdict for verdict in verdicts}

    def cell(framework: Framework, criterion: Criterion) -> Cell:
        return Cell(framework=framework, criterion=criterion, verdict=found.get((framework.pk, criterion.pk)))

    return tuple(
        PairRow(
            criterion=criterion,
            left=cell(left, criterion),
            right=cell(right, criterion),
            is_summary=criterion.pk in summaries,
        )
        for criterion in criteria
    )
