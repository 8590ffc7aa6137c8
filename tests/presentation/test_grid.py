import pytest

from comparisons.models import Framework
from comparisons.presentation.grid import best_rating, build_grid
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.priorities import Priorities, Requirement, Wish
from comparisons.ranking.scoring import rank
from tests.presentation.matrices import all_criteria, all_frameworks, all_verdicts, create_matrix


def grid_of(*, priorities=None):
    frameworks = all_frameworks()
    ranking = rank(build_verdict_table(frameworks), priorities) if priorities else None
    return build_grid(frameworks=frameworks, criteria=all_criteria(), verdicts=all_verdicts(), ranking=ranking)


def ratings_in(grid):
    """The ratings as they stand, by criterion."""
    return {row.criterion.slug: [cell.rating for cell in row.cells] for group in grid.groups for row in group.rows}


def best_in(grid):
    return {
        row.criterion.slug: [cell.framework.slug for cell in row.cells if cell.is_best]
        for group in grid.groups
        for row in group.rows
    }


def columns_of(grid):
    return [column.framework.slug for column in grid.columns]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([], None),
        ([None], None),
        ([3], None),
        ([3, 3], None),
        ([3, None], None),
        ([0, 0, None], None),
        ([3, 4], 4),
        ([5, None, 5, 1], 5),
        ([0, 1], 1),
    ],
)
def test_the_best_rating_is_the_highest_when_a_known_one_is_lower(ratings, expected):
    assert best_rating(ratings) == expected


@pytest.mark.django_db
def test_every_cell_is_filled_the_unknown_ones_too():
    create_matrix({"django": {"orm": 5, "admin": 5}, "flask": {"orm": 3}, "quart": {}})

    grid = grid_of()

    assert ratings_in(grid) == {"orm": [5, 3, None], "admin": [5, None, None]}
    unknown = grid.groups[0].rows[1].cells[2]
    assert not unknown.is_known
    assert unknown.address == "/frameworks/quart/#admin"


@pytest.mark.django_db
def test_the_best_of_each_row_are_marked():
    create_matrix(
        {
            "django": {"orm": 5, "admin": 3, "async": 4, "auth": 2},
            "flask": {"orm": 3, "admin": 3, "async": 4},
            "quart": {"orm": 5, "admin": 3, "async": 0},
        }
    )

    assert best_in(grid_of()) == {"orm": ["django", "quart"], "admin": [], "async": ["django", "flask"], "auth": []}


@pytest.mark.django_db
def test_rows_stand_under_their_categories():
    create_matrix({"django": {"orm": 5, "websockets": 1, "nosql": 2}}, categories={"websockets": "network"})

    grid = grid_of()

    assert [(group.category.slug, [row.criterion.slug for row in group.rows]) for group in grid.groups] == [
        ("data", ["orm", "nosql"]),
        ("network", ["websockets"]),
    ]
    assert (grid.row_count, grid.column_span, grid.is_ranked) == (3, 2, False)


@pytest.mark.django_db
def test_columns_stand_in_the_order_of_the_ranking_and_those_ruled_out_last():
    create_matrix(
        {
            "aiohttp": {"orm": 5, "admin": 0},
            "bottle": {"orm": 1, "admin": 1},
            "django": {"orm": 5, "admin": 5},
            "flask": {"orm": 3, "admin": 2},
        }
    )
    priorities = Priorities(
        wishes=(Wish(criterion="orm", weight=2),),
        requirements=(Requirement(criterion="admin", minimum_rating=1),),
    )

    grid = grid_of(priorities=priorities)

    assert columns_of(grid) == ["django", "flask", "bottle", "aiohttp"]
    assert [column.standing.rank for column in grid.columns] == [1, 2, 3, None]
    assert [column.is_excluded for column in grid.columns] == [False, False, False, True]
    assert ratings_in(grid)["orm"] == [5, 3, 1, 5]
    assert [row.weight for group in grid.groups for row in group.rows] == [2, None]
    assert grid.is_ranked


@pytest.mark.django_db
def test_without_a_ranking_columns_stand_as_given():
    create_matrix({"flask": {"orm": 3}, "django": {"orm": 5}})

    assert columns_of(grid_of()) == ["flask", "django"]


@pytest.mark.django_db
@pytest.mark.parametrize("ratings", [{}, {"django": {}}])
def test_a_grid_may_be_empty(ratings):
    create_matrix(ratings)

    grid = grid_of()

    assert (grid.groups, grid.row_count) == ((), 0)
    assert len(grid.columns) == len(ratings)


def test_the_real_table_has_a_cell_for_every_framework_and_criterion(catalogue, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        grid = grid_of()

    assert grid.row_count == len(all_criteria())
    assert all(len(row.cells) == Framework.objects.published().count() for group in grid.groups for row in group.rows)


@pytest.mark.django_db
def test_a_row_carries_all_that_is_wished_of_its_criterion_together():
    create_matrix({"django": {"orm": 5, "admin": 5}})

    grid = grid_of(
        priorities=Priorities(
            wishes=(
                Wish(criterion="orm", weight=2),
                Wish(criterion="orm", weight=3, target=1),
                Wish(criterion="admin", weight=0),
            )
        )
    )

    assert [row.weight for group in grid.groups for row in group.rows] == [5, None]
