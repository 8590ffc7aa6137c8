"""Which frameworks the table shows, and in which order."""

from types import SimpleNamespace

import pytest

from comparisons.filtersets.columns import DEFAULT_COLUMNS, MOST_NEAR_MISSES, SCORE, first_few, in_asked_order
from comparisons.ranking.priorities import Priorities, Requirement, Wish
from comparisons.ranking.scoring import Candidate, Judgement, VerdictTable, rank

RATINGS = {
    "apple": {"orm": 3, "admin": 1, "csrf": 5},
    "pear": {"orm": 5, "admin": 0, "csrf": 0},
    "plum": {"orm": 3, "admin": 4},
    "quince": {"admin": 5},
}


def named(slug):
    return SimpleNamespace(slug=slug, name=slug.title())


def table_of(ratings):
    return VerdictTable(
        candidates=tuple(Candidate(slug=slug, name=slug.title()) for slug in ratings),
        judgements={
            (slug, criterion): Judgement(rating=rating, support="built_in")
            for slug, row in ratings.items()
            for criterion, rating in row.items()
        },
    )


def order(*, sort=(), priorities=None, ratings=RATINGS):
    table = table_of(ratings)
    ranking = rank(table, priorities) if priorities else None
    columns = in_asked_order([named(slug) for slug in ratings], sort=sort, table=table, ranking=ranking)
    return [framework.slug for framework in columns]


ADMIN_NEEDED = Requirement(criterion="admin", minimum_rating=1)
ORM_WISHED = Wish(criterion="orm", weight=1)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ((), ["apple", "pear", "plum", "quince"]),
        # Equal ratings keep the order of the catalogue; not known stands last, behind a known 0 too.
        (("orm",), ["pear", "apple", "plum", "quince"]),
        (("csrf",), ["apple", "pear", "plum", "quince"]),
        (("orm", "admin"), ["pear", "plum", "apple", "quince"]),
        # Nothing is ranked, so the score parts nobody.
        ((SCORE,), ["apple", "pear", "plum", "quince"]),
    ],
)
def test_columns_stand_by_what_was_asked(sort, expected):
    assert order(sort=sort) == expected


def test_a_ranking_orders_the_columns_and_those_ruled_out_stand_last():
    priorities = Priorities(wishes=(ORM_WISHED,), requirements=(ADMIN_NEEDED,))

    assert order(priorities=priorities) == ["apple", "plum", "quince", "pear"]


def test_whoever_is_ruled_out_stands_last_however_well_it_is_rated():
    priorities = Priorities(wishes=(ORM_WISHED,), requirements=(ADMIN_NEEDED,))

    assert order(sort=("orm",), priorities=priorities)[-1] == "pear"


def test_the_score_decides_what_the_asked_criterion_leaves_open():
    priorities = Priorities(wishes=(Wish(criterion="admin", weight=1),))

    assert order(sort=("orm",), priorities=priorities) == ["pear", "plum", "apple", "quince"]


def test_those_of_equal_score_stand_as_in_the_result_of_the_quiz():
    ratings = {"plum": {"orm": 3}, "pear": {"orm": 5}, "apple": {"orm": 3}}
    priorities = Priorities(wishes=(ORM_WISHED,))

    assert order(priorities=priorities, ratings=ratings) == ["pear", "apple", "plum"]


def test_requirements_alone_keep_the_order_of_the_catalogue():
    ratings = {"plum": {"admin": 3}, "pear": {"admin": 5}, "apple": {"admin": 0}}

    assert order(priorities=Priorities(requirements=(ADMIN_NEEDED,)), ratings=ratings) == ["plum", "pear", "apple"]


def test_before_a_choice_the_first_few_stand_there_with_near_misses_beside_them():
    ratings = {f"kept-{number}": {"orm": 5, "admin": 5} for number in range(7)}
    ratings |= {f"near-{number}": {"orm": 5, "admin": 0} for number in range(5)}
    ratings |= {"far": {"orm": 0, "admin": 0}}
    priorities = Priorities(requirements=(ADMIN_NEEDED, Requirement(criterion="orm", minimum_rating=1)))
    ranking = rank(table_of(ratings), priorities)

    few = [framework.slug for framework in first_few([named(slug) for slug in ratings], ranking)]

    assert few == ["kept-0", "kept-1", "kept-2", "kept-3", "kept-4", "near-0", "near-1", "near-2"]
    assert len(few) == DEFAULT_COLUMNS + MOST_NEAR_MISSES


def test_without_a_ranking_the_first_few_are_the_first_of_the_catalogue():
    frameworks = [named(f"one-{number}") for number in range(9)]

    assert first_few(frameworks, None) == frameworks[:DEFAULT_COLUMNS]
