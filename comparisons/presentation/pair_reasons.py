"""Why one would choose the one or the other, either, or neither. Every reason carries the two verdicts it rests on.

A lead of one step is close: it becomes a sentence only where clearer ones leave room, and it says so. What is not
known decides nothing, and neither do criteria that sum up others.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from comparisons.choices import Support
from comparisons.models import Category, Criterion
from comparisons.presentation.cells import Cell
from comparisons.presentation.pair_rows import PairRow

# More sentences would no longer be read; more than two of one category would be the same strength again.
MOST_REASONS = 6
MOST_OF_A_CATEGORY = 2
# Two steps are the difference between adequate and outstanding; one is within what two raters differ by.
CLEAR_LEAD = 2
GOOD = 4
WEAK = 2
# Ways of being served that need no code of one's own; the last is for questions such as maturity.
SERVED = (Support.BUILT_IN, Support.OFFICIAL_EXTENSION, Support.THIRD_PARTY, Support.NOT_APPLICABLE)


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A situation, and the two verdicts that it rests on.

    Attributes:
        cells: the chosen side first.
        is_close: whether the chosen side is ahead by one step only.
    """

    row: PairRow
    cells: tuple[Cell, Cell]
    is_close: bool = False

    @property
    def criterion(self) -> Criterion:
        return self.row.criterion


@dataclass(frozen=True, kw_only=True)
class ReasonGroup:
    """The reasons of one category."""

    category: Category
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """All that speaks for one decision.

    Attributes:
        groups: the strongest reasons as sentences, by category.
        more: the other clear ones, to be named only.
        close: the other leads of one step, to be named only.
    """

    groups: tuple[ReasonGroup, ...] = ()
    more: tuple[Reason, ...] = ()
    close: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def is_close(self) -> bool:
        """Whether all of it is leads of one step."""
        return all(reason.is_close for reason in self.sentences)

    @property
    def sentences(self) -> tuple[Reason, ...]:
        """The strongest reasons, by category."""
        return tuple(reason for group in self.groups for reason in group.reasons)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every one of them, sentences first."""
        return (*self.sentences, *self.more, *self.close)


def build_choice(rows: Iterable[PairRow], *, for_left: bool) -> Choice:
    """What speaks for one side: where it is ahead, unless even that is weak."""
    leading = [
        Reason(
            row=row,
            cells=(row.left, row.right) if for_left else (row.right, row.left),
            is_close=row.steps < CLEAR_LEAD,
        )
        for row in _counted(rows)
        if (row.left_is_ahead if for_left else row.right_is_ahead) and not _is_weak(row)
    ]
    return _choice(leading, strength=lambda reason: reason.row.steps)


def build_either(rows: Iterable[PairRow]) -> Choice:
    """What need not decide: on this both are good, and equally so."""
    level = [_of_both(row) for row in _counted(rows) if row.lead == 0 and _is_good(row.left) and _is_good(row.right)]
    return _choice(level, strength=_rating)


def build_neither(rows: Iterable[PairRow]) -> Choice:
    """What neither is at its best for: even the better one of the two is weak."""
    weak = [_of_both(row) for row in _counted(rows) if _is_weak(row)]
    return _choice(weak, strength=lambda reason: -_rating(reason))


def _counted(rows: Iterable[PairRow]) -> list[PairRow]:
    return [row for row in rows if row.is_known and not row.is_summary]


def _of_both(row: PairRow) -> Reason:
    return Reason(row=row, cells=(row.left, row.right))


def _is_good(cell: Cell) -> bool:
    return cell.verdict is not None and cell.verdict.rating >= GOOD and cell.verdict.support in SERVED


def _is_weak(row: PairRow) -> bool:
    return max(row.left.rating or 0, row.right.rating or 0) <= WEAK


def _rating(reason: Reason) -> int:
    return max(cell.rating or 0 for cell in reason.cells)


def _choice(reasons: Sequence[Reason], *, strength: Callable[[Reason], int]) -> Choice:
    """The strongest of each category first, then the second of each, as long as there is room for sentences."""
    categories = [
        (category, sorted(members, key=strength, reverse=True))
        for category, members in groupby(reasons, key=lambda reason: reason.criterion.category)
    ]
    # All sorts are stable: of equal ones the order of the table decides.
    categories.sort(key=lambda entry: (strength(entry[1][0]), sum(map(strength, entry[1]))), reverse=True)
    in_turn = [
        members[place] for place in range(MOST_OF_A_CATEGORY) for _, members in categories if place < len(members)
    ]
    in_turn.sort(key=lambda reason: reason.is_close)
    said = {reason.criterion.pk for reason in in_turn[:MOST_REASONS]}
    groups = [
        ReasonGroup(category=category, reasons=tuple(member for member in members if member.criterion.pk in said))
        for category, members in categories
    ]
    unsaid = [reason for reason in reasons if reason.criterion.pk not in said]
    return Choice(
        groups=tuple(group for group in groups if group.reasons),
        more=tuple(reason for reason in unsaid if not reason.is_close),
        close=tuple(reason for reason in unsaid if reason.is_close),
    )
