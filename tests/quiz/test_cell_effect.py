"""How often one cell decides the quiz, held against ranking the whole table again."""

import random
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.quiz.cell_effect import cell_effects
from comparisons.quiz.simulation import Pool, PoolQuestion, draw_many
from comparisons.ranking.priorities import SUPPORT_LEVELS, Requirement, Wish
from comparisons.ranking.scoring import Candidate, Judgement, VerdictTable, meets, rank
from comparisons.ranking.sensitivity import Option, to_priorities

FRAMEWORKS = ("apple", "pear", "plum")
CRITERIA = ("orm", "admin", "csrf")


def table_of(ratings, supports=None):
    return VerdictTable(
        candidates=tuple(Candidate(slug=slug, name=slug) for slug in FRAMEWORKS),
        judgements={
            cell: Judgement(rating=rating, support=(supports or {}).get(cell, "built_in"))
            for cell, rating in ratings.items()
            if rating is not None
        },
    )


def pool_of(*options):
    return Pool(
        questions=tuple(
            PoolQuestion(slug=f"question-{number}", options=(option,)) for number, option in enumerate(options)
        )
    )


def option(*wishes, requirements=()):
    return Option(answers=("yes",), wishes=tuple(wishes), requirements=tuple(requirements))


def by_ranking_again(pool, table, cell, *, sample_size, seed):
    """The same share, by the engine itself: the whole table is ranked once for each value."""
    changed = 0
    for statements in draw_many(pool, sample_size=sample_size, seed=seed):
        priorities = to_priorities(statements)
        if not any(wish.weight for wish in priorities.wishes) and not priorities.requirements:
            continue
        first = set()
        supports = [table.judgements[cell].support] if cell in table.judgements else SUPPORT_LEVELS
        for rating, support in product(range(6), supports):
            judgements = {**table.judgements, cell: Judgement(rating=rating, support=support)}
            ranking = rank(replace(table, judgements=judgements), priorities)
            first.add(frozenset(standing.candidate.slug for standing in ranking.first))
        changed += len(first) > 1
    return Fraction(changed, sample_size)


rating = st.none() | st.integers(0, 5)
ratings = st.fixed_dictionaries(
    {(framework, criterion): rating for framework in FRAMEWORKS for criterion in CRITERIA}
)
wish = st.builds(Wish, criterion=st.sampled_from(CRITERIA), weight=st.integers(1, 4), target=rating)
supports = st.fixed_dictionaries(
    {(framework, criterion): st.sampled_from(SUPPORT_LEVELS) for framework in FRAMEWORKS for criterion in CRITERIA}
)
demand = st.builds(Requirement, criterion=st.sampled_from(CRITERIA), minimum_rating=st.integers(1, 5)) | st.builds(
    Requirement, criterion=st.sampled_from(CRITERIA), minimum_support=st.sampled_from(SUPPORT_LEVELS)
)
options = st.lists(
    st.builds(
        lambda wishes, demands: option(*wishes, requirements=demands),
        st.lists(wish, min_size=1, max_size=3),
        st.lists(demand, max_size=1),
    ),
    min_size=1,
    max_size=3,
)


@given(
    ratings=ratings,
    supports=supports,
    options=options,
    cell=st.tuples(st.sampled_from(FRAMEWORKS), st.sampled_from(CRITERIA)),
)
def test_it_is_what_ranking_again_gives(ratings, supports, options, cell):
    table, pool = table_of(ratings, supports), pool_of(*options)

    effects = cell_effects(pool, table, [cell], sample_size=12, seed=7)

    expected = by_ranking_again(pool, table, cell, sample_size=12, seed=7)
    someone_else = [framework for framework in FRAMEWORKS if framework != cell[0]]
    if _somebody_stays(table, options, someone_else):
        assert effects[cell] == expected


def _somebody_stays(table, options, others):
    """Whether all demands together leave at least one of the others in, so that there is somebody to be ahead of."""
    demands = [requirement for option in options for requirement in option.requirements]
    return any(
        all(meets(table.judgements.get((slug, demand.criterion)), demand) is not False for demand in demands)
        for slug in others
    )


def test_a_planted_decisive_cell_comes_first():
    # Only what is not known of pear's mapper can move the first place: apple is too far ahead for anything else.
    table = table_of(
        {
            **{("apple", "orm"): 4, ("apple", "admin"): 5, ("apple", "csrf"): 3},
            **{("pear", "orm"): None, ("pear", "admin"): 2, ("pear", "csrf"): 3},
            **{("plum", "orm"): 0, ("plum", "admin"): 0, ("plum", "csrf"): 3},
        }
    )
    pool = pool_of(option(Wish(criterion="orm", weight=6), Wish(criterion="admin", weight=1)))
    cells = [(framework, criterion) for framework in ("pear", "plum") for criterion in CRITERIA]
    random.Random(3).shuffle(cells)

    effects = cell_effects(pool, table, cells, sample_size=200, seed=1)

    assert max(effects, key=lambda cell: effects[cell]) == ("pear", "orm")
    assert effects["pear", "orm"] > Fraction(1, 2)
    assert effects["pear", "admin"] == effects["pear", "csrf"] == effects["plum", "admin"] == 0


@pytest.mark.parametrize("sample_size", [0, 1])
def test_what_no_visitor_asks_about_has_no_effect(sample_size):
    table, pool = table_of({}), pool_of(option(Wish(criterion="orm", weight=1)))

    assert cell_effects(pool, table, [("apple", "csrf")], sample_size=sample_size, seed=1) == {("apple", "csrf"): 0}


def test_no_rating_helps_where_the_cells_support_rules_its_framework_out():
    table = table_of({("apple", "orm"): 2, ("pear", "orm"): 2, ("plum", "orm"): 2}, {("apple", "orm"): "custom_code"})
    pool = pool_of(
        option(
            Wish(criterion="orm", weight=2),
            requirements=[Requirement(criterion="orm", minimum_support="third_party")],
        )
    )

    shares = cell_effects(pool, table, [("apple", "orm"), ("pear", "orm")], sample_size=20, seed=1)

    assert shares["apple", "orm"] == 0 < shares["pear", "orm"]


def test_a_cell_that_nobody_judged_may_fail_a_demanded_support():
    table = table_of({("apple", "admin"): 5, ("pear", "admin"): 2, ("pear", "orm"): 3, ("plum", "orm"): 3})
    demand = Requirement(criterion="orm", minimum_support="built_in")
    pool = pool_of(option(Wish(criterion="admin", weight=2), requirements=[demand]))

    shares = cell_effects(pool, table, [("apple", "orm"), ("pear", "orm")], sample_size=20, seed=1)

    assert shares["apple", "orm"] > 0 == shares["pear", "orm"]
