"""Random visitors: what the quiz tells them, which question does it, and how each framework can be reached.

A visitor is a set of statements drawn with a seed; who is first comes from the vectors of `ranking.sensitivity`,
added up. Pure: standard library only, no Django, no clock, and no chance but the seed's.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from comparisons.quiz.thresholds import CLOSE_CALL_POINTS, SKIPPED, TICKED
from comparisons.ranking.priorities import Wish
from comparisons.ranking.scoring import VerdictTable
from comparisons.ranking.sensitivity import UNIT, Explorer, Option, Statement

AnswerKey = tuple[str, str]
Shares = Mapping[str, Fraction]


@dataclass(frozen=True, kw_only=True)
class PoolQuestion:
    """A question as the simulation asks it.

    Attributes:
        slug: of the question.
        options: each of its answers by itself, in the order in which they are shown.
        allows_several: whether a visitor may tick more than one.
    """

    slug: str
    options: tuple[Option, ...]
    allows_several: bool = False


@dataclass(frozen=True, kw_only=True)
class Pool:
    """All questions that a visitor may answer.

    Attributes:
        questions: in the order of the quiz.
        contradictions: pairs of answers, each (question slug, answer slug), that nobody gives together.
    """

    questions: tuple[PoolQuestion, ...]
    contradictions: frozenset[frozenset[AnswerKey]] = frozenset()

    def allows(self, answer: AnswerKey, given: Iterable[AnswerKey]) -> bool:
        """Whether the answer contradicts none of those given."""
        return not self.contradictions or not any(
            frozenset((answer, other)) in self.contradictions for other in given
        )

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What all answers make matter: one wish for each effect of the quiz."""
        return tuple(wish for question in self.questions for option in question.options for wish in option.wishes)


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """What came of many random sets of answers. Shares are of the sets that put somebody first, from 0 to 1.

    Attributes:
        drawn: how many sets were drawn.
        counted: how many of them weigh something and leave somebody in; the shares are of these.
        first: first places by framework; a shared one is split evenly.
        first_or_close: how often a framework is first or less than a close call behind.
        ruled_out: how often a requirement rules a framework out.
        close_calls: sets whose first two lie less than a close call apart, ties included.
        flipped: sets in which one step of importance of one question puts another first: from normal to irrelevant or
            to important. A framework that shares the first place before and after was not replaced.
        without: by question, the first places when that question is left out of every set.
        given: by (question, answer), the first places among the sets that contain that answer.
    """

    drawn: int
    counted: int
    first: Shares
    first_or_close: Shares
    ruled_out: Shares
    close_calls: Fraction
    flipped: Fraction
    without: Mapping[str, Shares]
    given: Mapping[AnswerKey, Shares]

    def influence(self, question: str, framework: str) -> Fraction:
        """How much of the framework's share the question makes: its share less its share without the question."""
        return self.first[framework] - self.without[question][framework]

    def questions_responsible(self, framework: str) -> list[tuple[str, Fraction]]:
        """The questions with what they add to the framework's share, the largest first."""
        return sorted(
            ((question, self.influence(question, framework)) for question in self.without),
            key=lambda entry: (-entry[1], entry[0]),
        )

    def best_answer(self, question: str, framework: str) -> str:
        """The answer to the question with which the framework is first most often."""
        shares = {answer: share[framework] for (asked, answer), share in self.given.items() if asked == question}
        return min(shares, key=lambda answer: (-shares[answer], answer), default="")


@dataclass(kw_only=True)
class Tally:
    """The sum of some vectors.

    Attributes:
        points, weight: as in the vectors of `ranking.sensitivity`.
        against: by how many options each candidate is ruled out, so that one can be taken away again.
    """

    points: list[int]
    weight: int
    against: list[int]

    def leaders(self) -> list[int]:
        """The places, in the order of the table, of all that share the first place; empty when nobody can have it."""
        if not self.weight:
            return []
        best = max(
            (points for points, against in zip(self.points, self.against, strict=True) if not against), default=None
        )
        return [
            place
            for place, (points, against) in enumerate(zip(self.points, self.against, strict=True))
            if not against and points == best
        ]

    def plus(self, explorer: Explorer, option: Option, *, times: int = 1) -> "Tally":
        """The sum with the option added, or with -1 taken away."""
        vector = explorer.vector(option)
        against = self.against
        if vector.excluded:
            against = [number + times * (place in vector.excluded) for place, number in enumerate(against)]
        return Tally(
            points=[mine + times * more for mine, more in zip(self.points, vector.points, strict=True)],
            weight=self.weight + times * vector.weight,
            against=against,
        )


@dataclass(kw_only=True)
class _Places:
    """First places, counted in parts so small that any tie splits evenly."""

    size: int
    sets: int = 0
    parts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unit = lcm(*range(1, self.size + 1))
        self.parts = [0] * self.size

    def add(self, leaders: Sequence[int]) -> None:
        if leaders:
            self.sets += 1
            for place in leaders:
                self.parts[place] += self.unit // len(leaders)

    def shares(self, table: VerdictTable) -> dict[str, Fraction]:
        whole = self.unit * self.sets
        return {
            candidate.slug: Fraction(parts, whole) if whole else Fraction(0)
            for candidate, parts in zip(table.candidates, self.parts, strict=True)
        }


def draw(pool: Pool, dice: random.Random) -> tuple[Statement, ...]:
    """One random visitor's statements, all of normal importance.

    Each question is skipped with the probability SKIPPED. One answer is as likely as the other; where several may be
    ticked, each is with the probability TICKED. What contradicts an answer already given is left out. Only
    `dice.random()` is asked, whose sequence Python keeps from version to version.
    """
    statements = []
    given: list[AnswerKey] = []
    for question in pool.questions:
        if dice.random() < SKIPPED:
            continue
        fitting = [option for option in question.options if fits(pool, question, option, given)]
        if question.allows_several:
            ticked: list[Option] = []
            for option in _shuffled(fitting, dice):
                if dice.random() < TICKED and fits(pool, question, option, keys_of(question, ticked)):
                    ticked.append(option)
            chosen = [option for option in question.options if option in ticked]
        else:
            chosen = [fitting[below(len(fitting), dice)]] if fitting else []
        if chosen:
            given += keys_of(question, chosen)
            statements.append(Statement(question=question.slug, chosen=combine(chosen)))
    return tuple(statements)


def draw_many(pool: Pool, *, sample_size: int, seed: int) -> Iterator[tuple[Statement, ...]]:
    """So many random visitors; the same seed draws the same ones."""
    dice = random.Random(seed)
    for _number in range(sample_size):
        yield draw(pool, dice)


def simulate(explorer: Explorer, pool: Pool, *, sample_size: int, seed: int) -> Simulation:
    """Draws random visitors and counts who is first, how surely, and because of which question.

    Args:
        explorer: of the verdict table.
        pool: the questions.
        sample_size: how many visitors.
        seed: of their answers.
    """
    table = explorer.table
    size = len(table.candidates)
    first = _Places(size=size)
    without = {question.slug: _Places(size=size) for question in pool.questions}
    given: dict[AnswerKey, _Places] = defaultdict(lambda: _Places(size=size))
    close, ruled_out = [0] * size, [0] * size
    close_calls = flipped = 0
    for statements in draw_many(pool, sample_size=sample_size, seed=seed):
        tally = tally_of(explorer, statements)
        leaders = tally.leaders()
        first.add(leaders)
        changed = False
        asked = set()
        for statement in statements:
            asked.add(statement.question)
            fewer = tally.plus(explorer, statement.chosen, times=-1).leaders()
            without[statement.question].add(fewer)
            if leaders:
                for answer in statement.chosen.answers:
                    given[statement.question, answer].add(leaders)
                changed = changed or _replaced(leaders, fewer)
                changed = changed or _replaced(leaders, tally.plus(explorer, statement.chosen).leaders())
        for question in without.keys() - asked:
            without[question].add(leaders)
        if leaders:
            near = _near_first(tally, leaders)
            close_calls += len(near) > 1
            flipped += changed
            for place in near:
                close[place] += 1
            for place, against in enumerate(tally.against):
                ruled_out[place] += against > 0
    counted = first.sets
    return Simulation(
        drawn=sample_size,
        counted=counted,
        first=first.shares(table),
        first_or_close=_by_slug(table, close, counted),
        ruled_out=_by_slug(table, ruled_out, counted),
        close_calls=_share(close_calls, counted),
        flipped=_share(flipped, counted),
        without={question: places.shares(table) for question, places in without.items()},
        given={answer: places.shares(table) for answer, places in sorted(given.items())},
    )


def tally_of(explorer: Explorer, statements: Iterable[Statement]) -> Tally:
    """The sum of the statements' vectors, all of normal importance."""
    size = len(explorer.table.candidates)
    tally = Tally(points=[0] * size, weight=0, against=[0] * size)
    for statement in statements:
        tally = tally.plus(explorer, statement.chosen)
    return tally


def combine(options: Sequence[Option]) -> Option:
    """Several answers to one question as one option."""
    if len(options) == 1:
        return options[0]
    return Option(
        answers=tuple(answer for option in options for answer in option.answers),
        wishes=tuple(wish for option in options for wish in option.wishes),
        requirements=tuple(requirement for option in options for requirement in option.requirements),
    )


def _replaced(before: Sequence[int], after: Sequence[int]) -> bool:
    return bool(after) and not set(before) & set(after)


def _near_first(tally: Tally, leaders: Sequence[int]) -> list[int]:
    """Who is first or less than a close call behind: in hundredths of the whole, (best - mine) * 100 < points."""
    best = tally.points[leaders[0]]
    whole = CLOSE_CALL_POINTS * UNIT * tally.weight
    return [
        place
        for place, (points, against) in enumerate(zip(tally.points, tally.against, strict=True))
        if not against and (best - points) * 100 < whole
    ]


def fits(pool: Pool, question: PoolQuestion, option: Option, given: Iterable[AnswerKey]) -> bool:
    """Whether none of the option's answers contradicts one that was given."""
    return all(pool.allows((question.slug, answer), given) for answer in option.answers)


def keys_of(question: PoolQuestion, options: Iterable[Option]) -> list[AnswerKey]:
    """The answers of the options, each as (question slug, answer slug)."""
    return [(question.slug, answer) for option in options for answer in option.answers]


def below(size: int, dice: random.Random) -> int:
    """A random whole number from 0 to below the size, each as likely."""
    return int(dice.random() * size)


def _shuffled(options: Sequence[Option], dice: random.Random) -> list[Option]:
    """In random order, so that of two that contradict each other none is favoured by its place."""
    left = list(options)
    return [left.pop(below(len(left), dice)) for _number in options]


def _share(number: int, whole: int) -> Fraction:
    return Fraction(number, whole) if whole else Fraction(0)


def _by_slug(table: VerdictTable, numbers: Sequence[int], whole: int) -> dict[str, Fraction]:
    return {
        candidate.slug: _share(number, whole) for candidate, number in zip(table.candidates, numbers, strict=True)
    }
