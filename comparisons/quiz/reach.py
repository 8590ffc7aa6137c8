"""Who can be first at all, and who does nearly all that another does.

Pure: standard library only, no Django, no clock, and no chance but the seed's.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from comparisons.quiz.simulation import Pool, Tally, below, fits, tally_of
from comparisons.quiz.thresholds import PLAUSIBLE_ANSWERS, SEARCH_STARTS
from comparisons.ranking.priorities import Wish
from comparisons.ranking.scoring import UNKNOWN_RATING, Candidate, VerdictTable, fit
from comparisons.ranking.sensitivity import UNIT, Explorer, Option, Statement


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Whether some plausible set of answers puts a framework first.

    Attributes:
        statements: the set found, or the one that comes nearest.
        lead: how far it is ahead of the best other with it, 0 to 1; below 0 when it is behind, None when it is ruled
            out by whatever was tried.
        ahead: slugs of who stands before it with that set.
    """

    framework: str
    statements: tuple[Statement, ...]
    lead: Fraction | None
    ahead: tuple[str, ...] = ()

    @property
    def is_reachable(self) -> bool:
        return self.lead is not None and self.lead >= 0


@dataclass(frozen=True, kw_only=True)
class Covered:
    """The framework that does nearly all that another does.

    Attributes:
        by: slug of the framework that is at least as good on the most effects.
        effects: on how many.
        of: the number of all effects.
    """

    by: str
    effects: int
    of: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.effects, self.of) if self.of else Fraction(0)


def find_reach(explorer: Explorer, pool: Pool, framework: str, *, seed: int) -> Reach:
    """Climbs, by changing one answer at a time, to a set that puts the framework first.

    The first start takes the answer that suits the framework best in each question, the others are drawn. The climb
    takes each single change that makes its lead larger, until none does. Deterministic: the seed decides.

    Args:
        explorer: of the verdict table.
        pool: the questions; one answer each, at least the share PLAUSIBLE_ANSWERS of them.
        framework: slug.
        seed: of the later starts.
    """
    place = [candidate.slug for candidate in explorer.table.candidates].index(framework)
    best: tuple[tuple[int, int] | None, dict[str, Option]] = (None, {})
    for number in range(SEARCH_STARTS):
        dice = random.Random(f"{seed} {framework} {number}") if number else None
        found = _climb(explorer, pool, place, _start(explorer, pool, place, dice))
        if best[0] is None or (found[0] is not None and _is_more(found[0], best[0])):
            best = found
        if best[0] is not None and best[0][0] >= 0:
            break
    lead, chosen = best
    statements = tuple(
        Statement(question=question.slug, chosen=chosen[question.slug])
        for question in pool.questions
        if question.slug in chosen
    )
    tally = tally_of(explorer, statements)
    ahead = tuple(
        candidate.slug
        for number, candidate in enumerate(explorer.table.candidates)
        if not tally.against[number] and (tally.against[place] or tally.points[number] > tally.points[place])
    )
    return Reach(
        framework=framework,
        statements=statements,
        lead=None if lead is None else Fraction(lead[0], UNIT * lead[1]),
        ahead=ahead,
    )


def first_by_place(explorer: Explorer, pool: Pool, place: str) -> frozenset[str]:
    """Who is first for a visitor who always takes the answer at the same place.

    Args:
        explorer: of the verdict table.
        pool: the questions.
        place: "first", "middle" or "last"; of an even number of answers the earlier of the two in the middle.
    """
    statements = [
        Statement(question=question.slug, chosen=question.options[_number_of(place, len(question.options))])
        for question in pool.questions
        if question.options
    ]
    leaders = tally_of(explorer, statements).leaders()
    return frozenset(explorer.table.candidates[leader].slug for leader in leaders)


def find_covered(table: VerdictTable, wishes: Sequence[Wish], framework: str) -> Covered | None:
    """The other framework that is at least as good on the most effects; of several the first of the alphabet.

    Args:
        table: the verdicts.
        wishes: one for each effect (`Pool.wishes`); how heavy it is does not matter here.
        framework: slug.
    """
    by_slug = {candidate.slug: candidate for candidate in table.candidates}
    rivals = sorted(by_slug.keys() - {framework})
    if not rivals or not wishes:
        return None
    own = [_fit(table, by_slug[framework], wish) for wish in wishes]
    counts = {
        rival: sum(_fit(table, by_slug[rival], wish) >= mine for wish, mine in zip(wishes, own, strict=True))
        for rival in rivals
    }
    best = min(rivals, key=lambda rival: (-counts[rival], rival))
    return Covered(by=best, effects=counts[best], of=len(wishes))


def _climb(
    explorer: Explorer, pool: Pool, place: int, chosen: dict[str, Option]
) -> tuple[tuple[int, int] | None, dict[str, Option]]:
    least = ceil(PLAUSIBLE_ANSWERS * len(pool.questions))
    lead: tuple[int, int] | None = None
    moved = True
    while moved:
        moved = False
        for question in pool.questions:
            others = {slug: option for slug, option in chosen.items() if slug != question.slug}
            base = tally_of(explorer, [Statement(question=slug, chosen=option) for slug, option in others.items()])
            given = [(slug, answer) for slug, option in others.items() for answer in option.answers]
            for option in (None, *question.options):
                if option is None and len(others) < least:
                    continue
                if option is not None and not fits(pool, question, option, given):
                    continue
                new = _lead(base if option is None else base.plus(explorer, option), place)
                if new is not None and (lead is None or _is_more(new, lead)):
                    lead = new
                    chosen = others if option is None else others | {question.slug: option}
                    moved = True
    return lead, chosen


def _start(explorer: Explorer, pool: Pool, place: int, dice: random.Random | None) -> dict[str, Option]:
    chosen: dict[str, Option] = {}
    for question in pool.questions:
        given = [(slug, answer) for slug, option in chosen.items() for answer in option.answers]
        fitting = [option for option in question.options if fits(pool, question, option, given)]
        if not fitting:
            continue
        if dice is not None:
            chosen[question.slug] = fitting[below(len(fitting), dice)]
        else:
            chosen[question.slug] = max(fitting, key=lambda option: _suits(explorer, option, place))
    return chosen


def _suits(explorer: Explorer, option: Option, place: int) -> Fraction:
    """How far the option puts the candidate above the mean of all; a ruling out is the worst."""
    vector = explorer.vector(option)
    if place in vector.excluded:
        return Fraction(-1)
    if not vector.weight:
        return Fraction(0)
    return (vector.points[place] - Fraction(sum(vector.points), len(vector.points))) / (UNIT * vector.weight)


def _lead(tally: Tally, place: int) -> tuple[int, int] | None:
    """How far ahead of the best other, as points and the weight to divide by; None when it is ruled out."""
    if tally.against[place] or not tally.weight:
        return None
    others = [
        points
        for number, (points, against) in enumerate(zip(tally.points, tally.against, strict=True))
        if number != place and not against
    ]
    return tally.points[place] - max(others, default=0), tally.weight


def _is_more(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] * other[1] > other[0] * one[1]


def _fit(table: VerdictTable, candidate: Candidate, wish: Wish) -> Fraction:
    judgement = table.judgement(candidate, wish.criterion)
    return fit(UNKNOWN_RATING if judgement is None else judgement.rating, wish.target)


def _number_of(place: str, size: int) -> int:
    if place == "middle":
        return (size - 1) // 2
    return 0 if place == "first" else size - 1
