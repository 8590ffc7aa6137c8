"""Two frameworks side by side: who leads where, and for whom. Every sentence rests on verdicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comparisons.models import Claim, Criterion, Framework, NotableUser, Verdict
from comparisons.presentation.cells import Cell
from comparisons.presentation.profile import CategoryMean, build_category_means

# How many reasons stand under "Choose X when"; more would no longer be read.
MOST_REASONS = 6
SEPARATOR = "-vs-"


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """One criterion for both."""

    criterion: Criterion
    left: Cell
    right: Cell
    is_summary: bool

    @property
    def lead(self) -> int | None:
        """Steps by which the left one is ahead, negative when it is behind; None when a verdict is missing."""
        if self.left.verdict is None or self.right.verdict is None:
            return None
        return self.left.verdict.rating - self.right.verdict.rating

    @property
    def left_is_ahead(self) -> bool:
        return (self.lead or 0) > 0

    @property
    def right_is_ahead(self) -> bool:
        return (self.lead or 0) < 0

    @property
    def differs(self) -> bool:
        """In rating, in support, or because only one of them is known."""
        if self.left.verdict is None or self.right.verdict is None:
            return self.left.is_known != self.right.is_known
        return bool(self.lead) or self.left.verdict.support != self.right.verdict.support


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why one would choose a side: the situation, and the two verdicts that it rests on."""

    row: PairRow
    chosen: Cell
    other: Cell


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two.

    Attributes:
        ahead: on how many counted criteria it leads.
        reasons: for choosing it, the largest leads first.
        users: its notable users.
    """

    framework: Framework
    ahead: int
    reasons: tuple[Reason, ...]
    users: tuple[NotableUser, ...]


@dataclass(frozen=True, kw_only=True)
class MeanRow:
    """The means of one category for both."""

    left: CategoryMean
    right: CategoryMean


@dataclass(frozen=True, kw_only=True)
class PairPage:
    left: Side
    right: Side
    means: tuple[MeanRow, ...]
    differing: tuple[PairRow, ...]
    equal: tuple[PairRow, ...]
    level: int
    unknown: int
    claims: tuple[Claim, ...]

    @property
    def counted(self) -> int:
        """On how many criteria the two are compared in "ahead on" and "level on"."""
        return self.left.ahead + self.level + self.right.ahead

    @property
    def level_start(self) -> str:
        """Where the level part of the split bar begins, in percent of its length."""
        return _percent(self.left.ahead, self.counted)

    @property
    def right_start(self) -> str:
        """Where the right part of the split bar begins."""
        return _percent(self.left.ahead + self.level, self.counted)


def canonical_slug(first: str, second: str) -> str:
    """The pair's one address: the slugs in the order of the alphabet."""
    return SEPARATOR.join(sorted((first, second)))


def split_slug(pair: str) -> tuple[str, str] | None:
    """The two slugs of a pair's address, in the order in which they stand; None when it is no pair of two."""
    first, separator, second = pair.partition(SEPARATOR)
    if not separator or not first or not second or first == second:
        return None
    return first, second


def build_pair_page(
    *,
    left: Framework,
    right: Framework,
    criteria: Sequence[Criterion],
    verdicts: Iterable[Verdict],
    summaries: frozenset[int],
    claims: Iterable[Claim] = (),
    users: Iterable[NotableUser] = (),
) -> PairPage:
    """Compares the two on every criterion.

    Args:
        left, right: the two frameworks; swapping them mirrors the page.
        criteria: all published ones, in order, with their category fetched.
        verdicts: of both, with `published_extensions`.
        summaries: keys of criteria that sum up others: shown, never counted.
        claims, users: those that the page shows.
    """
    found = {(verdict.framework_id, verdict.criterion_id): verdict for verdict in verdicts}
    rows = [
        PairRow(
            criterion=criterion,
            left=_cell(left, criterion, found),
            right=_cell(right, criterion, found),
            is_summary=criterion.pk in summaries,
        )
        for criterion in criteria
    ]
    leads = [row.lead for row in rows if not row.is_summary]
    all_users = list(users)
    means = [
        build_category_means(
            criteria=criteria,
            verdicts=[verdict for (key, _), verdict in found.items() if key == framework.pk],
            summaries=summaries,
        )
        for framework in (left, right)
    ]
    return PairPage(
        left=Side(
            framework=left,
            ahead=sum(lead is not None and lead > 0 for lead in leads),
            reasons=_reasons(rows, for_left=True),
            users=tuple(user for user in all_users if user.framework_id == left.pk),
        ),
        right=Side(
            framework=right,
            ahead=sum(lead is not None and lead < 0 for lead in leads),
            reasons=_reasons(rows, for_left=False),
            users=tuple(user for user in all_users if user.framework_id == right.pk),
        ),
        means=tuple(MeanRow(left=one, right=other) for one, other in zip(*means, strict=True)),
        differing=tuple(sorted((row for row in rows if row.differs), key=_by_size_of_difference)),
        equal=tuple(row for row in rows if not row.differs),
        level=sum(lead == 0 for lead in leads),
        unknown=sum(lead is None for lead in leads),
        claims=tuple(claims),
    )


def _cell(framework: Framework, criterion: Criterion, found: dict[tuple[int, int], Verdict]) -> Cell:
    return Cell(framework=framework, criterion=criterion, verdict=found.get((framework.pk, criterion.pk)))


def _by_size_of_difference(row: PairRow) -> int:
    """The largest lead first; the sort is stable, so equal ones keep the order of the table."""
    return -abs(row.lead) if row.lead is not None else 0


def _reasons(rows: Iterable[PairRow], *, for_left: bool) -> tuple[Reason, ...]:
    leading = [
        (row.lead if for_left else -row.lead, row) for row in rows if row.lead is not None and not row.is_summary
    ]
    strong = sorted((entry for entry in leading if entry[0] > 0), key=lambda entry: entry[0], reverse=True)
    return tuple(
        Reason(
            row=row,
            chosen=row.left if for_left else row.right,
            other=row.right if for_left else row.left,
        )
        for _, row in strong[:MOST_REASONS]
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "0"
