"""One framework: its profile, where it stands against the field, what is nearest to it, and all its verdicts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from comparisons.models import Category, Criterion, Framework, Verdict
from comparisons.presentation.alternatives import Alternative, build_alternatives
from comparisons.presentation.pair import PairLink, build_pair_links
from comparisons.presentation.profile import CategoryStanding, Ratings, build_category_standings, counted

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
class FrameworkPage:
    framework: Framework
    standings: tuple[CategoryStanding, ...]
    strengths: tuple[Mark, ...]
    weaknesses: tuple[Mark, ...]
    alternatives: tuple[Alternative, ...]
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
    field: Iterable[tuple[int, int, int]],
    summaries: frozenset[int],
) -> FrameworkPage:
    """Shapes one framework's page.

    Args:
        framework: whose page it is.
        others: the other published frameworks, in order.
        criteria: all published ones, in order, with their category fetched.
        verdicts: of this framework, with extensions and sources.
        field: (framework key, criterion key, rating) of every published verdict of the others.
        summaries: keys of criteria that sum up others.
    """
    by_criterion = {verdict.criterion_id: verdict for verdict in verdicts}
    own = {verdict.criterion_id: verdict.rating for verdict in verdicts}
    of_others: dict[int, dict[int, int]] = defaultdict(dict)
    for other, criterion_key, rating in field:
        of_others[other][criterion_key] = rating
    marks = _marks(counted(criteria, summaries=summaries), by_criterion, of_others)
    strengths = sorted((mark for mark in marks if mark.distance > 0), key=lambda mark: -mark.distance)
    weaknesses = sorted((mark for mark in marks if mark.distance < 0), key=lambda mark: mark.distance)
    return FrameworkPage(
        framework=framework,
        standings=build_category_standings(criteria=criteria, own=own, field=of_others.values(), summaries=summaries),
        strengths=tuple(strengths[:MOST_MARKS]),
        weaknesses=tuple(weaknesses[:MOST_MARKS]),
        alternatives=build_alternatives(
            framework=framework, others=others, criteria=criteria, own=own, field=of_others, summaries=summaries
        ),
        groups=tuple(
            VerdictGroup(
                category=category,
                entries=tuple(
                    VerdictEntry(criterion=criterion, verdict=by_criterion.get(criterion.pk)) for criterion in members
                ),
            )
            for category, members in groupby(criteria, key=lambda criterion: criterion.category)
        ),
        pairs=build_pair_links(framework, others),
    )


def _marks(
    criteria: Iterable[Criterion], by_criterion: Mapping[int, Verdict], field: Mapping[int, Ratings]
) -> list[Mark]:
    marks = []
    for criterion in criteria:
        verdict = by_criterion.get(criterion.pk)
        of_others = [ratings[criterion.pk] for ratings in field.values() if criterion.pk in ratings]
        if verdict is None or not of_others:
            continue
        mean = Fraction(sum(of_others), len(of_others))
        distance = verdict.rating - mean
        if abs(distance) >= LEAST_DISTANCE:
            marks.append(Mark(verdict=verdict, criterion=criterion, distance=distance, others=mean))
    return marks
