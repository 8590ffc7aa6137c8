"""Two frameworks side by side: who leads where, and what speaks for whom. Every sentence rests on verdicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from comparisons.choices import UsageStatus
from comparisons.models import Category, Claim, Criterion, Framework, NotableUser, Verdict
from comparisons.presentation.addresses import Address
from comparisons.presentation.pair_reasons import Choice, build_choice, build_either, build_neither
from comparisons.presentation.pair_rows import PairRow, build_pair_rows
from comparisons.presentation.profile import CategoryMean, build_category_means

SEPARATOR = "-vs-"
# A category is led from half a step in the mean; below that the two are close.
LEAST_CATEGORY_LEAD = Fraction(1, 2)
# The page names a few notable users; their own page has them all.
MOST_USERS = 5


@dataclass(frozen=True, kw_only=True)
class MeanRow:
    """The means of one category for both, over the criteria that are known for both.

    Attributes:
        address: the verdicts behind them, in the table.
    """

    left: CategoryMean
    right: CategoryMean
    address: str

    @property
    def category(self) -> Category:
        return self.left.category

    @property
    def lead(self) -> Fraction | None:
        """How far the left one is ahead in the mean; None when nothing is known for both."""
        if self.left.mean is None or self.right.mean is None:
            return None
        return self.left.mean - self.right.mean


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two.

    Attributes:
        ahead: on how many counted criteria it leads.
        led: the categories that it leads, the clearest first.
        choice: what speaks for choosing it.
        users: some of its notable users, those of today first.
        user_count: how many there are in all.
    """

    framework: Framework
    ahead: int
    led: tuple[MeanRow, ...]
    choice: Choice
    users: tuple[NotableUser, ...]
    user_count: int


@dataclass(frozen=True, kw_only=True)
class PairLink:
    """A pair's address, to be linked to from one of its two."""

    framework: Framework
    slug: str


@dataclass(frozen=True, kw_only=True)
class PairPage:
    """All that follows from the verdicts on the two.

    Attributes:
        means: by category.
        differing, equal: the rows known for both; the largest lead first, then those on which they are level.
        not_known: the rows that at least one of them has no verdict on.
        level, unknown: on how many counted criteria they are level, or cannot be compared.
        either, neither: what need not decide, and what neither is at its best for.
        table_address, differences_address: the two in the table, with all rows or with those that differ.
    """

    left: Side
    right: Side
    means: tuple[MeanRow, ...]
    differing: tuple[PairRow, ...]
    equal: tuple[PairRow, ...]
    not_known: tuple[PairRow, ...]
    level: int
    unknown: int
    either: Choice
    neither: Choice
    claims: tuple[Claim, ...]
    table_address: str
    differences_address: str

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

    @property
    def close_means(self) -> tuple[MeanRow, ...]:
        """The categories in which they are less than half a step apart."""
        return tuple(mean for mean in self.means if mean.lead is not None and abs(mean.lead) < LEAST_CATEGORY_LEAD)


def canonical_slug(first: str, second: str) -> str:
    """The pair's one address: the slugs in the order of the alphabet."""
    return SEPARATOR.join(sorted((first, second)))


def split_slug(pair: str) -> tuple[str, str] | None:
    """The two slugs of a pair's address, in the order in which they stand; None when it is no pair of two."""
    first, separator, second = pair.partition(SEPARATOR)
    if not separator or not first or not second or first == second:
        return None
    return first, second


def build_pair_links(framework: Framework, others: Iterable[Framework]) -> tuple[PairLink, ...]:
    """The pairs of the framework with each of the others."""
    return tuple(PairLink(framework=other, slug=canonical_slug(framework.slug, other.slug)) for other in others)


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
        claims: those that the page shows.
        users: all of both, in the order of their names.
    """
    rows = build_pair_rows(left=left, right=right, criteria=criteria, verdicts=verdicts, summaries=summaries)
    counted = [row for row in rows if not row.is_summary]
    means = _means(left, right, counted)
    all_users = list(users)
    return PairPage(
        left=_side(left, counted, means, all_users, is_left=True),
        right=_side(right, counted, means, all_users, is_left=False),
        means=means,
        differing=tuple(sorted((row for row in rows if row.differs), key=_steps, reverse=True)),
        equal=tuple(row for row in rows if row.is_known and not row.differs),
        not_known=tuple(row for row in rows if not row.is_known),
        level=sum(row.lead == 0 for row in counted),
        unknown=sum(row.lead is None for row in counted),
        either=build_either(counted),
        neither=build_neither(counted),
        claims=tuple(claims),
        table_address=_table_address(left, right),
        differences_address=_table_address(left, right, differences=("on",)),
    )


def _side(
    framework: Framework,
    rows: Sequence[PairRow],
    means: Iterable[MeanRow],
    users: Iterable[NotableUser],
    *,
    is_left: bool,
) -> Side:
    sign = 1 if is_left else -1
    led = [mean for mean in means if mean.lead is not None and sign * mean.lead >= LEAST_CATEGORY_LEAD]
    own = [user for user in users if user.framework_id == framework.pk]
    return Side(
        framework=framework,
        ahead=sum(row.left_is_ahead if is_left else row.right_is_ahead for row in rows),
        led=tuple(sorted(led, key=lambda mean: abs(mean.lead or Fraction(0)), reverse=True)),
        choice=build_choice(rows, for_left=is_left),
        users=tuple(sorted(own, key=lambda user: user.status != UsageStatus.CURRENT)[:MOST_USERS]),
        user_count=len(own),
    )


def _means(left: Framework, right: Framework, rows: Sequence[PairRow]) -> tuple[MeanRow, ...]:
    # What is known of one only would make the two means speak of different things.
    known = [row for row in rows if row.is_known]
    criteria = [row.criterion for row in rows]
    means = [
        build_category_means(
            criteria=criteria, verdicts=[cell.verdict for cell in cells if cell.verdict], summaries=frozenset()
        )
        for cells in ([row.left for row in known], [row.right for row in known])
    ]
    return tuple(
        MeanRow(left=one, right=other, address=_table_address(left, right, category=(one.category.slug,)))
        for one, other in zip(*means, strict=True)
    )


def _table_address(left: Framework, right: Framework, **parameters: tuple[str, ...]) -> str:
    path = reverse("comparisons:comparison_table")
    return str(Address.of(path, {"framework": (left.slug, right.slug), **parameters}))


def _steps(row: PairRow) -> int:
    return row.steps


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "0"
