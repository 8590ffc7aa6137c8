"""What would change the first place, how stable it is, and what a question could still change.

A statement is one answered question: the wishes and requirements of the chosen answers at normal importance, the
importance, and what else could have been answered. With importance i every wish counts i times, so a statement is a
vector of whole numbers, one per candidate, and trying a change is adding vectors. The numbers are the scores of
`scoring.rank`, times ten times the weight; a property test holds the two together.

Pure: standard library only, no Django, no clock, no chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from comparisons.ranking.priorities import (
    HIGHEST_RATING,
    IMPORTANCES,
    NORMAL_IMPORTANCE,
    Priorities,
    Requirement,
    Wish,
)
from comparisons.ranking.scoring import VerdictTable, meets

# A fit of 1 as a whole number: ratings come in fifths, an unknown one lies half-way between two.
UNIT = 2 * HIGHEST_RATING


@dataclass(frozen=True, kw_only=True)
class Option:
    """What a question may be answered with.

    Attributes:
        answers: slugs; several where several may be chosen.
        wishes, requirements: at normal importance.
    """

    answers: tuple[str, ...]
    wishes: tuple[Wish, ...] = ()
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Statement:
    """An answered question.

    Attributes:
        question: slug.
        chosen: what was answered.
        importance: 0, 1, 2 or 4; 0 silences it.
        alternatives: what else could have been answered.
    """

    question: str
    chosen: Option
    importance: int = NORMAL_IMPORTANCE
    alternatives: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Change:
    """A single change of one statement, and who is first after it.

    Attributes:
        steps: how far on the scale of importance; one more than the longest way on it for another answer.
        importance: the new importance, or None when the answer changes.
        option: the new answer, or None when the importance changes.
        first: slugs of all that share the first place then.
        lead: how far they are ahead of the next, 0 to 1.
    """

    question: str
    steps: int
    importance: int | None
    option: Option | None
    first: frozenset[str]
    lead: Fraction


@dataclass(frozen=True, kw_only=True)
class Stability:
    """How many of the small changes that were tried keep the first place."""

    kept: int
    tried: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.kept, self.tried) if self.tried else Fraction(1)


@dataclass(frozen=True, kw_only=True)
class _Vector:
    """An option's effect: points per candidate in the order of the table, total weight, and who is ruled out."""

    points: tuple[int, ...]
    weight: int
    excluded: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    first: frozenset[str]
    lead: Fraction


@dataclass(eq=False, kw_only=True)
class Explorer:
    """Tries changes of statements on one table.

    Args:
        table: candidates and what is known.
    """

    table: VerdictTable
    _vectors: dict[Option, _Vector] = field(default_factory=dict, init=False, repr=False)

    def outcome(self, statements: Sequence[Statement]) -> _Outcome:
        """Who comes first, and by how much."""
        size = len(self.table.candidates)
        totals = [0] * size
        weight = 0
        excluded: set[int] = set()
        for statement in statements:
            if statement.importance == 0:
                continue
            vector = self.vector(statement.chosen)
            weight += statement.importance * vector.weight
            excluded |= vector.excluded
            for place, points in enumerate(vector.points):
                totals[place] += statement.importance * points
        left = [place for place in range(size) if place not in excluded]
        if not left or weight == 0:
            return _Outcome(first=frozenset(self.table.candidates[place].slug for place in left), lead=Fraction(0))
        best = max(totals[place] for place in left)
        first = [place for place in left if totals[place] == best]
        rest = [totals[place] for place in left if totals[place] != best]
        next_best = best if len(first) > 1 or not rest else max(rest)
        return _Outcome(
            first=frozenset(self.table.candidates[place].slug for place in first),
            lead=Fraction(best - next_best, UNIT * weight),
        )

    def first(self, statements: Sequence[Statement]) -> frozenset[str]:
        """The slugs of all that share the first place."""
        return self.outcome(statements).first

    def scores(self, statements: Sequence[Statement]) -> dict[str, Fraction]:
        """The score of everyone who is not ruled out; empty when nothing is weighed."""
        weight = sum(s.importance * self.vector(s.chosen).weight for s in statements)
        excluded = {place for s in statements if s.importance for place in self.vector(s.chosen).excluded}
        if weight == 0:
            return {}
        return {
            candidate.slug: Fraction(
                sum(s.importance * self.vector(s.chosen).points[place] for s in statements), UNIT * weight
            )
            for place, candidate in enumerate(self.table.candidates)
            if place not in excluded
        }

    def vector(self, option: Option) -> _Vector:
        """The option's effect on every candidate, computed once."""
        if option not in self._vectors:
            self._vectors[option] = self._vector(option)
        return self._vectors[option]

    def changes(self, statements: Sequence[Statement]) -> Iterator[Change]:
        """Every single change of importance and of answer, with what comes of it."""
        for place, statement in enumerate(statements):
            for changed, steps in _variants(statement):
                outcome = self.outcome([*statements[:place], changed, *statements[place + 1 :]])
                is_answer = changed.chosen != statement.chosen
                yield Change(
                    question=statement.question,
                    steps=steps,
                    importance=None if is_answer else changed.importance,
                    option=changed.chosen if is_answer else None,
                    first=outcome.first,
                    lead=outcome.lead,
                )

    def smallest_flip(self, statements: Sequence[Statement]) -> Change | None:
        """The smallest single change that puts another first: fewest steps, then the clearest lead.

        Of equal ones the question that was asked first wins. A change of answer counts as larger than any change
        of importance. None when no single change does it, or when everyone is ruled out, with no first to replace.
        """
        first = self.first(statements)
        if not first:
            return None
        flips = [change for change in self.changes(statements) if change.first and not change.first & first]
        return min(flips, key=lambda change: (change.steps, -change.lead), default=None)

    def stability(self, statements: Sequence[Statement]) -> Stability:
        """Over all removals of one answer and all single steps of importance: how many keep the same first place."""
        first = self.first(statements)
        kept = tried = 0
        for place, statement in enumerate(statements):
            others = [*statements[:place], *statements[place + 1 :]]
            neighbours = [
                [*statements[:place], changed, *statements[place + 1 :]]
                for changed, steps in _variants(statement)
                if steps == 1 and changed.chosen == statement.chosen and changed.importance
            ]
            if others:
                neighbours.append(others)
            for neighbour in neighbours:
                tried += 1
                kept += self.first(neighbour) == first
        return Stability(kept=kept, tried=tried)

    def can_change_first(self, statements: Sequence[Statement], options: Sequence[Option]) -> bool:
        """Whether one of these further answers, at normal importance, would change the first place."""
        first = self.first(statements)
        return any(self.first([*statements, _stated(option)]) != first for option in options)

    def reach(self, statements: Sequence[Statement], options: Sequence[Option]) -> Fraction:
        """How much a question can still change: the mean, over its answers, of how far all scores move together.

        Everyone at half the scale stands for "nothing is known yet"; being ruled out moves a score to 0.
        """
        if not options:
            return Fraction(0)
        before = self._positions(statements)
        moved = Fraction(0)
        for option in options:
            after = self._positions([*statements, _stated(option)])
            moved += sum(abs(now - then) for now, then in zip(after, before, strict=True))
        return moved / len(options)

    def _positions(self, statements: Sequence[Statement]) -> list[Fraction]:
        """Everyone's score in the order of the table: half the scale while nothing is weighed, 0 when ruled out."""
        excluded = {place for s in statements if s.importance for place in self.vector(s.chosen).excluded}
        scores = self.scores(statements)
        return [
            Fraction(0) if place in excluded else scores.get(candidate.slug, Fraction(1, 2))
            for place, candidate in enumerate(self.table.candidates)
        ]

    def _vector(self, option: Option) -> _Vector:
        points = []
        excluded = set()
        for place, candidate in enumerate(self.table.candidates):
            total = 0
            for wish in option.wishes:
                judgement = self.table.judgement(candidate, wish.criterion)
                total += wish.weight * _fit(None if judgement is None else judgement.rating, wish.target)
            points.append(total)
            if any(
                meets(self.table.judgement(candidate, requirement.criterion), requirement) is False
                for requirement in option.requirements
            ):
                excluded.add(place)
        return _Vector(
            points=tuple(points),
            weight=sum(wish.weight for wish in option.wishes),
            excluded=frozenset(excluded),
        )


def to_priorities(statements: Sequence[Statement]) -> Priorities:
    """The statements as the engine takes them. An importance of 0 neither weighs nor demands."""
    heard = [statement for statement in statements if statement.importance]
    return Priorities(
        wishes=tuple(
            replace(wish, weight=statement.importance * wish.weight)
            for statement in heard
            for wish in statement.chosen.wishes
        ),
        requirements=tuple(requirement for statement in heard for requirement in statement.chosen.requirements),
    )


@lru_cache(maxsize=128)
def _fit(rating: int | None, target: int | None) -> int:
    """`scoring.fit` in tenths."""
    doubled = HIGHEST_RATING if rating is None else 2 * rating
    return doubled if target is None else UNIT - abs(2 * target - doubled)


def _stated(option: Option) -> Statement:
    return Statement(question="", chosen=option)


def _variants(statement: Statement) -> Iterator[tuple[Statement, int]]:
    """Every single change of a statement with its number of steps."""
    here = IMPORTANCES.index(statement.importance)
    for there, importance in enumerate(IMPORTANCES):
        if there != here:
            yield replace(statement, importance=importance), abs(there - here)
    for option in statement.alternatives:
        yield replace(statement, chosen=option), len(IMPORTANCES)
