"""How often one cell of the table decides the quiz: which verdict an editor should look at first.

For random visitors (`simulation.draw_many`) the cell's rating is set to each of its six values in turn, everything
else left as it is; a visitor for whom that changes the first place is one whom the cell affects. Of a cell that
nobody has judged the support is open too, and may fail a demand. Pure: standard library only, and no chance but the
seed's.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from comparisons.quiz.simulation import Pool, draw_many
from comparisons.ranking.priorities import HIGHEST_RATING, SUPPORT_LEVELS, Priorities, Requirement, Wish
from comparisons.ranking.scoring import Judgement, VerdictTable, fit, meets
from comparisons.ranking.sensitivity import to_priorities

Cell = tuple[str, str]
# Scores are kept in tenths of a wish's weight, so that half a rating is a whole number.
TENTHS = 2 * HIGHEST_RATING
RATINGS = range(HIGHEST_RATING + 1)
UNKNOWN = Fraction(HIGHEST_RATING, 2)


@dataclass(frozen=True)
class _Points:
    """What a verdict on one criterion brings to a score, in tenths of a wish's weight.

    Worked out once a visitor: every cell of the criterion asks for all of it.
    """

    by_rating: tuple[int, ...]
    unknown: int

    @classmethod
    def wished(cls, wishes: Collection[Wish]) -> Self:
        return cls(tuple(_tenths(rating, wishes) for rating in RATINGS), _tenths(UNKNOWN, wishes))

    def of(self, judgement: Judgement | None) -> int:
        return self.unknown if judgement is None else self.by_rating[judgement.rating]


# Of a criterion that is demanded and not wished for.
_NO_POINTS = _Points((0,) * len(RATINGS), 0)


@dataclass(frozen=True, kw_only=True)
class _Visitor:
    """What one visitor asks for, and how everybody stands for them.

    Attributes:
        points: by criterion that is wished for.
        minimum: the highest demanded rating, by criterion.
        supported: the criteria of which a support is demanded that not every one fulfils.
        scores: by candidate, in tenths.
        failed: by candidate, the demands that rule it out.
    """

    points: Mapping[str, _Points]
    minimum: Mapping[str, int]
    supported: frozenset[str]
    scores: Mapping[str, int]
    failed: Mapping[str, tuple[Requirement, ...]]

    def asks_about(self, criterion: str) -> bool:
        return criterion in self.points or criterion in self.minimum or criterion in self.supported

    def best_of_others(self, slug: str) -> int | None:
        """The best score among those who are in and are not this one; None when nobody else is in."""
        return max(
            (score for other, score in self.scores.items() if other != slug and not self.failed[other]), default=None
        )


def cell_effects(
    pool: Pool, table: VerdictTable, cells: Collection[Cell], *, sample_size: int, seed: int
) -> dict[Cell, Fraction]:
    """The share of random visitors, 0 to 1, whose first place hangs on the cell.

    Args:
        pool: the questions of the quiz.
        table: what is known.
        cells: (framework slug, criterion slug), known or not.
        sample_size: how many visitors are drawn.
        seed: the same one draws the same visitors.
    """
    changed = dict.fromkeys(cells, 0)
    for statements in draw_many(pool, sample_size=sample_size, seed=seed):
        visitor = _visitor(table, to_priorities(statements))
        for framework, criterion in changed:
            if visitor.asks_about(criterion):
                changed[framework, criterion] += _hangs_on(visitor, table, framework, criterion)
    return {cell: Fraction(number, sample_size) if sample_size else Fraction(0) for cell, number in changed.items()}


def _visitor(table: VerdictTable, priorities: Priorities) -> _Visitor:
    wishes: dict[str, list[Wish]] = {}
    for wish in priorities.counted():
        wishes.setdefault(wish.criterion, []).append(wish)
    points = {criterion: _Points.wished(group) for criterion, group in wishes.items()}
    minimum: dict[str, int] = {}
    for requirement in priorities.requirements:
        if requirement.minimum_rating:
            demanded = minimum.get(requirement.criterion, 0)
            minimum[requirement.criterion] = max(demanded, requirement.minimum_rating)
    return _Visitor(
        points=points,
        minimum=minimum,
        supported=frozenset(
            requirement.criterion
            for requirement in priorities.requirements
            if requirement.minimum_support in SUPPORT_LEVELS[:-1]
        ),
        scores={
            candidate.slug: sum(
                brings.of(table.judgement(candidate, criterion)) for criterion, brings in points.items()
            )
            for candidate in table.candidates
        },
        failed={
            candidate.slug: tuple(
                requirement
                for requirement in priorities.requirements
                if meets(table.judgement(candidate, requirement.criterion), requirement) is False
            )
            for candidate in table.candidates
        },
    )


def _tenths(rating: Fraction | int, wishes: Collection[Wish]) -> int:
    return sum(int(TENTHS * wish.weight * fit(rating, wish.target)) for wish in wishes)


def _hangs_on(visitor: _Visitor, table: VerdictTable, framework: str, criterion: str) -> bool:
    """Whether one value of the cell gives another first place than another value."""
    for requirement in visitor.failed[framework]:
        if requirement.criterion != criterion or requirement.minimum_rating is None:
            # Ruled out by something else, or by the cell's support, whatever its rating says.
            return False
    others = visitor.best_of_others(framework)
    if others is None:
        return False
    return len(set(_outcomes(visitor, table, framework, criterion, others))) > 1


def _outcomes(visitor: _Visitor, table: VerdictTable, framework: str, criterion: str, others: int) -> Iterator[int]:
    """Per value: 1 when the framework is first alone, 0 when it shares the place, -1 when it is not first."""
    judgement = table.judgements.get((framework, criterion))
    if judgement is None and criterion in visitor.supported:
        # Its support may prove too little.
        yield -1
    points = visitor.points.get(criterion, _NO_POINTS)
    rest = visitor.scores[framework] - points.of(judgement)
    for rating in RATINGS:
        if rating < visitor.minimum.get(criterion, 0):
            yield -1
            continue
        score = rest + points.by_rating[rating]
        yield (score > others) - (score < others)
