"""Small verdict tables for the tests of the ranking, written as one writes them on paper."""

from fractions import Fraction

from comparisons.ranking.priorities import Origin, Priorities, Requirement, Wish
from comparisons.ranking.scoring import Candidate, Judgement, VerdictTable


def table_of(ratings, *, support=None, names=None):
    """A table from `{"django": {"orm": 5}}`; what is not named is unknown.

    Args:
        ratings: by candidate and criterion.
        support: by candidate and criterion, "built_in" where nothing is said.
        names: by candidate, the slug where nothing is said.
    """
    levels = support or {}
    return VerdictTable(
        candidates=tuple(Candidate(slug=slug, name=(names or {}).get(slug, slug)) for slug in ratings),
        judgements={
            (slug, criterion): Judgement(rating=rating, support=levels.get(slug, {}).get(criterion, "built_in"))
            for slug, row in ratings.items()
            for criterion, rating in row.items()
        },
    )


def wishing(*wishes, requiring=()):
    """Priorities from `("orm", 2)`, or `("batteries", 1, 0)` with a target."""
    return Priorities(
        wishes=tuple(
            Wish(
                criterion=criterion,
                weight=weight,
                target=target[0] if target else None,
                origin=Origin(question=f"question-{number}", answer="yes"),
            )
            for number, (criterion, weight, *target) in enumerate(wishes)
        ),
        requirements=tuple(requiring),
    )


def at_least(criterion, demand):
    """A requirement: a rating when it is a number, otherwise a support level."""
    if isinstance(demand, int):
        return Requirement(criterion=criterion, minimum_rating=demand)
    return Requirement(criterion=criterion, minimum_support=demand)


def scores_of(ranking):
    return {standing.candidate.slug: standing.score for standing in ranking.standings}


def ranks_of(ranking):
    return {standing.candidate.slug: standing.rank for standing in ranking.standings}


def order_of(ranking):
    return [standing.candidate.slug for standing in ranking.standings]


def interval_of(ranking, slug):
    standing = ranking.standing_of(slug)
    return standing.lowest, standing.score, standing.highest


def parts(numerator, denominator=1):
    return Fraction(numerator, denominator)
