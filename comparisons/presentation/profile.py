"""Mean ratings per category: the shape of a framework. Criteria that sum up others are left out, so that no
strength counts twice, and so are unknown verdicts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from comparisons.models import Category, Criterion, Verdict


@dataclass(frozen=True, kw_only=True)
class CategoryMean:
    """The mean rating of a framework in a category.

    Attributes:
        mean: 0 to 5, or None when nothing is known.
        known, total: how many of the category's counted criteria have a verdict.
    """

    category: Category
    mean: Fraction | None
    known: int
    total: int

    @property
    def text(self) -> str:
        """With one decimal. Example: "4.4"."""
        return "–" if self.mean is None else f"{float(self.mean):.1f}"

    @property
    def percent(self) -> int:
        """The length of the bar, of 100."""
        return 0 if self.mean is None else round(self.mean * 20)

    @property
    def percent_left(self) -> int:
        """Where a bar that grows to the left begins."""
        return 100 - self.percent


def counted(criteria: Iterable[Criterion], *, summaries: frozenset[int]) -> list[Criterion]:
    """The criteria that means and leads are made of."""
    return [criterion for criterion in criteria if criterion.pk not in summaries]


def build_category_means(
    *, criteria: Sequence[Criterion], verdicts: Iterable[Verdict], summaries: frozenset[int]
) -> tuple[CategoryMean, ...]:
    """The means of one framework.

    Args:
        criteria: in the order of their categories, with their category fetched.
        verdicts: of this framework.
        summaries: keys of the criteria that sum up others (`Criterion.objects.summary_keys()`).
    """
    ratings = {verdict.criterion_id: verdict.rating for verdict in verdicts}
    means = []
    for category, members in groupby(
        counted(criteria, summaries=summaries), key=lambda criterion: criterion.category
    ):
        keys = [criterion.pk for criterion in members]
        known = [ratings[key] for key in keys if key in ratings]
        means.append(
            CategoryMean(
                category=category,
                mean=Fraction(sum(known), len(known)) if known else None,
                known=len(known),
                total=len(keys),
            )
        )
    return tuple(means)
