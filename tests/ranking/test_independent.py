"""The ranking against a weighted sum that others wrote (pymcdm, `WSM`), on thousands of seeded random problems.

What it proves: on a matrix that is built here, from the plain ratings and not through `scoring.fit` or
`scoring.meets`, `rank` and pymcdm come to the same scores (within 1e-9, for pymcdm counts in floating point), the
same order and the same shared ranks. A slip in the normalisation of the weights, in the sum over several wishes for
one criterion, in who takes part or in the sorting would show.

What it does not prove: that a weighted mean is the right rule; that half the scale for an unknown verdict, the
closeness to a target and the rules of a requirement are right, since pymcdm knows none of these and they are put
into the matrix here, a second time but by the same understanding; the intervals, the contributions and everything in
`sensitivity`. Those have their own tables and properties.

pymcdm would scale each column by the candidates that happen to be in it, which is what ours must never do: the matrix
comes scaled to 0 to 1 by the fixed 5, and the normalisation is switched off.
"""

import random

import numpy as np
import pytest
from pymcdm.methods import WSM

from comparisons.ranking.priorities import Priorities, Requirement, Wish
from comparisons.ranking.scoring import Candidate, Judgement, VerdictTable, rank
from tests.ranking.tables import parts, table_of, wishing

pytestmark = pytest.mark.walk

NAMES = ("aiohttp", "Bottle", "Django", "Falcon", "fastapi", "Flask", "Litestar", "Pyramid", "Quart", "Sanic")
CRITERIA = tuple(f"criterion-{number}" for number in range(15))
# From none to the most, the other way round than the engine keeps them.
STRENGTH = {"none": 0, "custom_code": 1, "third_party": 2, "official_extension": 3, "built_in": 4}
PROBLEMS_PER_SEED = 750


def as_it_is(column, cost=False):
    return column


def preferences_by_pymcdm(rows, weights):
    total = sum(weights)
    # The validation complains about candidates that others dominate, which is no fault.
    return WSM(normalization_function=as_it_is)(
        np.array(rows, dtype=float),
        np.array([weight / total for weight in weights]),
        np.ones(len(weights)),
        validation=False,
    )


def random_problem(chance):
    """A table and priorities of the size of the real ones, or smaller."""
    # Few levels make ties, many make close calls.
    ratings = chance.choice(((0, 1, 2, 3, 4, 5), (0, 5), (2, 3)))
    missing = chance.choice((0, 0, 0.1, 0.5))
    names = chance.sample(NAMES, chance.randint(1, len(NAMES)))
    criteria = CRITERIA[: chance.randint(1, len(CRITERIA))]
    table = VerdictTable(
        candidates=tuple(Candidate(slug=name.lower(), name=name) for name in names),
        judgements={
            (name.lower(), criterion): Judgement(
                rating=chance.choice(ratings), support=chance.choice((*STRENGTH, "not_applicable"))
            )
            for name in names
            for criterion in criteria
            if chance.random() >= missing
        },
    )
    wishes = [
        Wish(
            criterion=chance.choice(criteria),
            weight=chance.choice((0, 1, 2, 3, 4, 8, 12)),
            target=chance.choice((None, None, 0, 1, 2, 3, 4, 5)),
        )
        for _ in range(chance.randint(1, 20))
    ]
    # Somebody must weigh something, or there is nothing to compare.
    wishes.append(Wish(criterion=chance.choice(criteria), weight=chance.choice((1, 2, 4))))
    demands = [
        Requirement(criterion=chance.choice(criteria), minimum_rating=chance.randint(1, 3))
        if chance.random() < 0.5
        else Requirement(criterion=chance.choice(criteria), minimum_support=chance.choice(("custom_code", "none")))
        for _ in range(chance.choice((0, 0, 1, 2)))
    ]
    return table, Priorities(wishes=tuple(wishes), requirements=tuple(demands))


def takes_part(judgements, slug, requirements):
    for requirement in requirements:
        known = judgements.get((slug, requirement.criterion))
        if known is None:
            continue
        if requirement.minimum_rating is not None and known.rating < requirement.minimum_rating:
            return False
        if (
            requirement.minimum_support is not None
            and known.support in STRENGTH
            and STRENGTH[known.support] < STRENGTH[requirement.minimum_support]
        ):
            return False
    return True


def scaled(judgement, target):
    rating = 2.5 if judgement is None else float(judgement.rating)
    return rating / 5 if target is None else (5 - abs(rating - target)) / 5


@pytest.mark.parametrize("seed", [1, 22, 333, 4444])
def test_the_ranking_is_the_one_that_an_independent_weighted_sum_gives(seed):
    chance = random.Random(seed)
    seen = {"ties": 0, "ruled out": 0, "unknown": 0, "targets": 0}
    for number in range(PROBLEMS_PER_SEED):
        table, priorities = random_problem(chance)
        judgements = table.judgements
        slugs = [
            candidate.slug
            for candidate in table.candidates
            if takes_part(judgements, candidate.slug, priorities.requirements)
        ]

        ranking = rank(table, priorities)

        where = f"seed {seed}, problem {number}"
        assert {exclusion.candidate.slug for exclusion in ranking.exclusions} == {
            candidate.slug for candidate in table.candidates
        } - set(slugs), where
        if not slugs:
            assert ranking.standings == (), where
            continue
        wishes = priorities.wishes
        rows = [[scaled(judgements.get((slug, wish.criterion)), wish.target) for wish in wishes] for slug in slugs]
        preferences = preferences_by_pymcdm(rows, [wish.weight for wish in wishes])
        ours = {standing.candidate.slug: standing for standing in ranking.standings}
        for slug, preference in zip(slugs, preferences, strict=True):
            assert abs(float(ours[slug].score) - preference) < 1e-9, where

        # Scores that differ do so by at least 1 / (10 · total weight), far above what floating point loses.
        rounded = [round(float(preference), 9) for preference in preferences]
        by_pymcdm = dict(zip(slugs, rounded, strict=True))
        assert [standing.candidate.slug for standing in ranking.standings] == sorted(
            slugs, key=lambda slug, scores=by_pymcdm: (-scores[slug], slug)
        ), where
        # pymcdm gives those of equal score the mean of their places, we the best of them.
        for slug, mean_place in zip(slugs, WSM().rank(rounded), strict=True):
            sharing = rounded.count(by_pymcdm[slug])
            assert mean_place == ours[slug].rank + (sharing - 1) / 2, where

        seen["ties"] += len(set(rounded)) < len(rounded)
        seen["ruled out"] += bool(ranking.exclusions)
        seen["unknown"] += any(not standing.is_certain for standing in ranking.standings)
        seen["targets"] += any(wish.target is not None and wish.weight for wish in wishes)
    # The problems are worth their time.
    assert min(seen.values()) > PROBLEMS_PER_SEED / 10, seen


def test_pymcdm_is_asked_without_its_own_normalisation():
    # Fixed scale: (2·5 + 1) and (2·4 + 2) of 15. Scaled by the sum of the column, as pymcdm does when it is not told
    # otherwise, one point more in the poor second column is a third: (2·5/9 + 1/3) / 3 and (2·4/9 + 2/3) / 3.
    rows = [[1, 0.2], [0.8, 0.4]]
    weights = [2, 1]

    scaled_by_sum = WSM()(np.array(rows), np.array(weights) / 3, np.ones(2), validation=False)
    ranking = rank(
        table_of({"one": {"orm": 5, "async": 1}, "other": {"orm": 4, "async": 2}}), wishing(("orm", 2), ("async", 1))
    )

    assert scaled_by_sum == pytest.approx([13 / 27, 14 / 27])
    assert preferences_by_pymcdm(rows, weights) == pytest.approx([11 / 15, 10 / 15])
    assert [(standing.candidate.slug, standing.score) for standing in ranking.standings] == [
        ("one", parts(11, 15)),
        ("other", parts(10, 15)),
    ]
