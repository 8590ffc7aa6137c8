"""The frameworks most like one, and how they differ from it: arithmetic on ratings, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from comparisons.models import Criterion, Framework
from comparisons.presentation.pair import canonical_slug
from comparisons.presentation.profile import Ratings, counted

MOST_ALTERNATIVES = 3
# The clearest differences each way; the pair page has them all.
MOST_DIFFERENCES = 3
# With less in common a small distance would only say that little is known.
LEAST_SHARED = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A criterion on which the two are apart.

    Attributes:
        own, other: the ratings.
        other_address: where the other's verdict stands in full.
    """

    criterion: Criterion
    own: int
    other: int
    other_address: str


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """Another framework, and how far it is from the one whose page this is.

    Attributes:
        pair: the slug of the pair page.
        distance: the mean difference of the ratings, in steps of the scale, over the shared criteria.
        shared: on how many criteria both have a verdict.
        ahead: where the page's own framework leads, the clearest first.
        behind: where the other one leads.
    """

    framework: Framework
    pair: str
    distance: Fraction
    shared: int
    ahead: tuple[Difference, ...]
    behind: tuple[Difference, ...]

    @property
    def distance_text(self) -> str:
        """With one decimal. Example: "0.8"."""
        return f"{float(self.distance):.1f}"


def build_alternatives(
    *,
    framework: Framework,
    others: Sequence[Framework],
    criteria: Iterable[Criterion],
    own: Ratings,
    field: Mapping[int, Ratings],
    summaries: frozenset[int],
) -> tuple[Alternative, ...]:
    """The nearest of the others, nearest first.

    Distance is the mean absolute difference of two ratings over the criteria on which both have a verdict. Criteria
    that sum up others are left out, so that nothing counts twice. What is not known for one of the two is left out
    too, never taken as 0; a framework that shares less than half of the known criteria is not compared.

    Args:
        framework: whose page it is.
        others: in order, which decides between two that are equally near.
        criteria: all published ones, in order.
        own: the framework's ratings.
        field: the ratings of the others, by key of the framework.
        summaries: keys of criteria that sum up others.
    """
    known = [criterion for criterion in counted(criteria, summaries=summaries) if criterion.pk in own]
    alternatives = []
    for other in others:
        theirs = field.get(other.pk, {})
        shared = [criterion for criterion in known if criterion.pk in theirs]
        if shared and len(shared) >= LEAST_SHARED * len(known):
            alternatives.append(_alternative(framework, other, shared, own, theirs))
    # Sorting is stable: of two that are equally near, the one that stands first stays first.
    return tuple(sorted(alternatives, key=lambda alternative: alternative.distance)[:MOST_ALTERNATIVES])


def _alternative(
    framework: Framework, other: Framework, shared: Sequence[Criterion], own: Ratings, theirs: Ratings
) -> Alternative:
    other_page = other.get_absolute_url()
    differences = [
        Difference(
            criterion=criterion,
            own=own[criterion.pk],
            other=theirs[criterion.pk],
            other_address=f"{other_page}#{criterion.slug}",
        )
        for criterion in shared
    ]
    ahead = sorted((each for each in differences if each.own > each.other), key=lambda each: each.other - each.own)
    behind = sorted((each for each in differences if each.own < each.other), key=lambda each: each.own - each.other)
    return Alternative(
        framework=other,
        pair=canonical_slug(framework.slug, other.slug),
        distance=Fraction(sum(abs(each.own - each.other) for each in differences), len(differences)),
        shared=len(shared),
        ahead=tuple(ahead[:MOST_DIFFERENCES]),
        behind=tuple(behind[:MOST_DIFFERENCES]),
    )
