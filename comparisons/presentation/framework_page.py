"""One framework: its profile, where it stands against the field, and all its verdicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from comparisons.models import Category, Criterion, Framework, Verdict
from comparisons.presentation.pair import canonical_slug
from comparisons.presentation.profile import CategoryMean, build_category_means

# Strengths and weaknesses get the same room.
MOST_MARKS = 5
# Half a step away from the others is the least that is worth a line.
LEAST_DISTANCE = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A criterion on which the framework stands out, and the mean of the others there."""

    verdict: Verdict
    criterion: Criterion
    distance: Fraction
    others: Fraction

    @property
    def others_text(self) -> str:
        return f"{float(self.others):.1f}"


@dataclass(frozen=True, kw_only=True)
class VerdictEntry:
    """A criterion with the framework's verdict, or without one: not known."""

    criterion: Criterion
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True)
class VerdictGroup:
    category: Category
    entries: tuple[VerdictEntry, ...]


@dataclass(frozen=True, kw_only=True)
class PairLink:
    framework: Framework
    slug: str


@dataclass(frozen=True, kw_only=True)
class FrameworkPage:
    framework: Framework
    means: tuple[CategoryMean, ...]
    strengths: tuple[Mark, ...]
    weaknesses: tuple[Mark, ...]
    groups: tuple[VerdictGroup, ...]
    pairs: tuple[PairLink, ...]

    @property
    def known(self) -> int:
        return sum(entry.verdict is not None for group in self.groups for entry in group.entries)

    @property
    def total(self) -> int:
        return sum(len(group.entries) for group in self.groups)


def build_framework_page(
    *,
    framework: Framework,
    others: Sequence[Framework],
    criteria: Sequence[Criterion],
    verdicts: Sequence[Verdict],
    field: Iterable[tuple[int, int]],
    summaries: frozenset[int],
) -> FrameworkPage:
    """Shapes one framework's page.

    Args:
        framework: whose page it is.
        others: the other published frameworks, for the links to pairs.
        criteria: all published ones, in order, with their category fetched.
        verdicts: of this framework, with extensions and sources.
        field: (criterion key, rating) of every published verdict of the others.
        summaries: keys of criteria that sum up others.
    """
    by_criterion = {verdict.criterion_id: verdict for verdict in verdicts}
    marks = _marks(criteria, by_criterion, field, summaries)
    strengths = sorted((mark for mark in marks if mark.distance > 0), key=lambda mark: -mark.distance)
    weaknesses = sorted((mark for mark in marks if mark.distance < 0), key=lambda mark: mark.distance)
    return FrameworkPage(
        framework=framework,
        means=build_category_means(criteria=criteria, verdicts=verdicts, summaries=summaries),
        strengths=tuple(strengths[:MOST_MARKS]),
        weaknesses=tuple(weaknesses[:MOST_MARKS]),
        groups=tuple(
            VerdictGroup(
                category=category,
                entries=tuple(
                    VerdictEntry(criterion=criterion, verdict=by_criterion.get(criterion.pk)) for criterion in members
                ),
            )
            for category, members in groupby(criteria, key=lambda criterion: criterion.category)
        ),
        pairs=tuple(PairLink(framework=other, slug=canonical_slug(framework.slug, other.slug)) for other in others),
    )


def _marks(
    criteria: Iterable[Criterion],
    by_criterion: dict[int, Verdict],
    field: Iterable[tuple[int, int]],
    summaries: frozenset[int],
) -> list[Mark]:
    ratings: dict[int, list[int]] = {}
    for key, rating in field:
        ratings.setdefault(key, []).append(rating)
    marks = []
    for criterion in criteria:
        verdict = by_criterion.get(criterion.pk)
        of_others = ratings.get(criterion.pk)
        if verdict is None or not of_others or criterion.pk in summaries:
            continue
        mean = Fraction(sum(of_others), len(of_others))
        distance = verdict.rating - mean
        if abs(distance) >= LEAST_DISTANCE:
            marks.append(Mark(verdict=verdict, criterion=criterion, distance=distance, others=mean))
    return marks
