import pytest

from comparisons.presentation.elimination import build_elimination
from comparisons.presentation.standings import build_standings
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.priorities import Priorities, Requirement, Wish
from comparisons.ranking.scoring import rank
from tests.presentation.matrices import all_frameworks, create_matrix

pytestmark = pytest.mark.django_db

ORM, ADMIN = (Requirement(criterion=slug, minimum_rating=3) for slug in ("orm", "admin"))


@pytest.fixture(autouse=True)
def matrix():
    create_matrix(
        {
            "aiohttp": {"orm": 0, "admin": 0},
            "bottle": {"orm": 3, "admin": 1},
            "django": {"orm": 5, "admin": 5},
            "quart": {},
        }
    )


def elimination_by(*requirements):
    frameworks = all_frameworks()
    priorities = Priorities(wishes=(Wish(criterion="orm", weight=1),), requirements=requirements)
    ranking = rank(build_verdict_table(frameworks), priorities)
    return build_elimination(ranking, build_standings(ranking, frameworks))


def test_near_misses_fail_one_requirement_and_the_rest_fail_more():
    elimination = elimination_by(ORM, ADMIN)

    assert [standing.slug for standing in elimination.near_misses] == ["bottle"]
    assert [standing.slug for standing in elimination.others] == ["aiohttp"]
    # Not known excludes nobody.
    assert (elimination.meeting, elimination.ruled_out, elimination.total) == (2, 2, 4)


def test_with_one_requirement_everybody_ruled_out_is_a_near_miss():
    assert elimination_by(ORM).near_misses[0].slug == "aiohttp"
    assert elimination_by(ORM).others == ()


def test_without_requirements_nothing_is_said():
    assert elimination_by() is None
    assert build_elimination(None, ()) is None
