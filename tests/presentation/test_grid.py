import pytest

from comparisons.models import Framework, Verdict
from comparisons.presentation.addresses import Address
from comparisons.presentation.grid import best_rating, build_grid
from comparisons.presentation.standings import build_standings
from comparisons.presentation.table_links import TableLinks
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.priorities import Priorities, Requirement, Wish
from comparisons.ranking.scoring import rank
from tests.presentation.matrices import all_criteria, all_frameworks, all_verdicts, create_matrix


def grid_of(*, priorities=None, **options):
    frameworks = all_frameworks()
    ranking = rank(build_verdict_table(frameworks), priorities) if priorities else None
    criteria = all_criteria()
    return build_grid(
        frameworks=frameworks,
        criteria=criteria,
        verdicts=all_verdicts(),
        links=TableLinks(address=Address.of("/compare/", {})),
        ranking=ranking,
        standings=build_standings(ranking, frameworks) if ranking else (),
        known_criteria={criterion.slug: criterion for criterion in criteria},
        **options,
    )


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
def test_a_ranked_column_carries_its_place_and_what_its_score_is_made_of():
    create_matrix({"django": {"orm": 5, "admin": 5}, "flask": {"orm": 3, "admin": 0}})
    priorities = Priorities(
        wishes=(Wish(criterion="orm", weight=2),),
        requirements=(Requirement(criterion="admin", minimum_rating=1),),
    )

    grid = grid_of(priorities=priorities)

    assert columns_of(grid) == ["django", "flask"]
    assert [column.standing.rank for column in grid.columns] == [1, None]
    assert [column.is_excluded for column in grid.columns] == [False, True]
    assert [[(share.criterion.slug, share.points) for share in column.shares] for column in grid.columns] == [
        [("orm", "100.0")],
        [],
    ]
    assert [row.weight for group in grid.groups for row in group.rows] == [2, None]
    assert grid.is_ranked


@pytest.mark.django_db
def test_the_others_are_measured_against_the_baseline_and_not_known_is_not_measured():
    create_matrix({"django": {"orm": 5, "admin": 4}, "flask": {"orm": 3, "admin": 4}, "quart": {"orm": 4}})
    flask = Framework.objects.get(slug="flask")

    grid = grid_of(baseline=flask)

    orm, admin = grid.groups[0].rows
    assert [cell.steps for cell in orm.cells] == [2, None, 1]
    assert [(cell.is_better, cell.is_same, cell.is_worse) for cell in admin.cells] == [
        (False, True, False),
        (False, False, False),
        (False, False, False),
    ]
    assert [column.is_baseline for column in grid.columns] == [False, True, False]
    assert grid.baseline == flask
    assert grid_of(baseline=Framework.objects.get(slug="django")).groups[0].rows[0].cells[1].is_worse


@pytest.mark.django_db
def test_a_verdict_opens_beneath_its_row_and_its_link_closes_it_again():
    create_matrix({"django": {"orm": 5, "admin": 4}, "flask": {"orm": 3, "admin": 4}})
    opened = Verdict.objects.published().opened({"orm": "flask", "admin": "nobody"})

    grid = grid_of(opened=opened)

    orm, admin = grid.groups[0].rows
    assert (orm.opened.framework.slug, admin.opened) == ("flask", None)
    assert [cell.is_open for cell in orm.cells] == [False, True]
    assert [cell.toggle_address for cell in orm.cells] == [
        "/compare/?open=orm:django#row-orm",
        "/compare/#row-orm",
    ]
    assert orm.close_address == "/compare/#row-orm"


@pytest.mark.django_db
def test_a_verdict_of_a_framework_that_is_not_shown_does_not_open():
    create_matrix({"django": {"orm": 5}, "flask": {"orm": 3}})
    only_django = list(Framework.objects.filter(slug="django"))

    grid = build_grid(
        frameworks=only_django,
        criteria=all_criteria(),
        verdicts=all_verdicts(),
        links=TableLinks(address=Address.of("/compare/", {})),
        opened=Verdict.objects.opened({"orm": "flask"}),
    )

    assert grid.groups[0].rows[0].opened is None


@pytest.mark.django_db
def test_a_row_sorts_the_columns_and_takes_that_back():
    create_matrix({"django": {"orm": 5, "admin": 5}})

    orm, admin = grid_of(sort=["orm"]).groups[0].rows

    assert (orm.is_sorted, orm.sort_address) == (True, "/compare/")
    assert (admin.is_sorted, admin.sort_address) == (False, "/compare/?sort=admin")


@pytest.mark.django_db
def test_the_last_column_cannot_be_taken_away():
    create_matrix({"django": {"orm": 5}, "flask": {"orm": 3}})

    assert [column.remove_address for column in grid_of().columns] == [
        "/compare/?framework=flask",
        "/compare/?framework=django",
    ]
    Framework.objects.filter(slug="flask").delete()
    assert [column.remove_address for column in grid_of().columns] == [""]


@pytest.mark.django_db
def test_without_a_ranking_columns_stand_as_given():
    create_matrix({"flask": {"orm": 3}, "django": {"orm": 5}})

    assert columns_of(grid_of()) == ["flask", "django"]
    assert not grid_of().is_ranked


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
