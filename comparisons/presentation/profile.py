"""Mean ratings per category: the shape of a framework, alone and beside the others. Criteria that sum up others are
left out, so that no strength counts twice, and so are unknown verdicts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from comparisons.models import Category, Criterion, Verdict

# The ratings of one framework, by key of the criterion; what is not known is not in it.
Ratings = Mapping[int, int]


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
        return _text(self.mean)

    @property
    def percent(self) -> int:
        """The length of the bar, of 100."""
        return 0 if self.mean is None else round(self.mean * 20)

    @property
    def percent_left(self) -> int:
        """Where a bar that grows to the left begins."""
        return 100 - self.percent


@dataclass(frozen=True, kw_only=True)
class CategoryStanding:
    """A framework's mean in a category, and the means of the others there.

    Attributes:
        others: from the lowest to the highest; without those of which nothing is known.
    """

    own: CategoryMean
    others: tuple[Fraction, ...]

    @property
    def others_mean(self) -> Fraction | None:
        return sum(self.others, Fraction()) / len(self.others) if self.others else None

    @property
    def others_text(self) -> str:
        return _text(self.others_mean)

    @property
    def lowest_text(self) -> str:
        return _text(self.others[0] if self.others else None)

    @property
    def highest_text(self) -> str:
        return _text(self.others[-1] if self.others else None)

    @property
    def percent_of_others(self) -> int:
        """Where their mean stands, of 100; so do the next two for the ends of their range."""
        return round((self.others_mean or 0) * 20)

    @property
    def percent_lowest(self) -> int:
        return round(self.others[0] * 20) if self.others else 0

    @property
    def percent_highest(self) -> int:
        return round(self.others[-1] * 20) if self.others else 0


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
    return _means(criteria, ratings, summaries)


def build_category_standings(
    *, criteria: Sequence[Criterion], own: Ratings, field: Iterable[Ratings], summaries: frozenset[int]
) -> tuple[CategoryStanding, ...]:
    """The means of one framework beside those of the others.

    Args:
        criteria: as for `build_category_means`.
        own: the framework's ratings.
        field: the ratings of each of the others.
        summaries: as for `build_category_means`.
    """
    of_others = [_means(criteria, ratings, summaries) for ratings in field]
    return tuple(
        CategoryStanding(
            own=mean,
            others=tuple(sorted(other for means in of_others if (other := means[place].mean) is not None)),
        )
        for place, mean in enumerate(_means(criteria, own, summaries))
    )


def _means(criteria: Sequence[Criterion], ratings: Ratings, summaries: frozenset[int]) -> tuple[CategoryMean, ...]:
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


def _text(mean: Fraction | None) -> str:
    return "–" if mean is None else f"{float(mean):.1f}"
