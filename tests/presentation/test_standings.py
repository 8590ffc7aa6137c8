from fractions import Fraction

import pytest

from comparisons.models import Framework
from comparisons.presentation.standings import build_standings, demand_in_words, in_words, to_points
from comparisons.ranking.scoring import rank
from tests.ranking.tables import at_least, table_of, wishing


def standings_of(ratings, priorities, names=None):
    frameworks = [Framework(slug=slug, name=slug) for slug in ratings]
    return build_standings(rank(table_of(ratings), priorities), frameworks, names)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Fraction(0), 0),
        (Fraction(1), 100),
        (Fraction(1, 3), 33),
        (Fraction(2, 3), 67),
        (Fraction(1, 200), 1),
        (Fraction(5, 200), 3),
        (Fraction(499, 100_000), 0),
    ],
)
def test_a_share_is_shown_in_whole_points_halves_upwards(share, expected):
    assert to_points(share) == expected


@pytest.mark.parametrize(
    ("demand", "expected"),
    [
        (1, "poor (1) or better"),
        (5, "outstanding (5) or better"),
        ("built_in", "built in"),
        ("official_extension", "official extension or better"),
        ("custom_code", "own code or better"),
    ],
)
def test_a_demand_is_put_in_words(demand, expected):
    assert demand_in_words(demand) == expected


def test_a_requirement_names_its_criterion_by_name_or_else_by_slug():
    assert in_words(at_least("admin", 3), {"admin": "Admin interface"}) == "Admin interface: adequate (3) or better"
    assert in_words(at_least("admin", "built_in"), {}) == "admin: built in"


def test_the_ranked_come_first_and_then_those_ruled_out_with_the_reason():
    standings = standings_of(
        {"django": {"orm": 5, "admin": 5}, "flask": {"orm": 4, "admin": 0}, "quart": {"orm": 3}},
        wishing(("orm", 1), requiring=[at_least("admin", 2)]),
        {"admin": "Admin interface"},
    )

    assert [(view.slug, view.rank, view.points, view.is_excluded) for view in standings] == [
        ("django", 1, 100, False),
        ("quart", 2, 60, False),
        ("flask", None, None, True),
    ]
    assert standings[1].unverified == ("Admin interface: weak (2) or better",)
    assert standings[2].failed == ("Admin interface: weak (2) or better",)
    assert standings[0].address == "/frameworks/django/"


def test_ties_are_said_so():
    standings = standings_of({"a": {"orm": 3}, "b": {"orm": 3}, "c": {"orm": 1}}, wishing(("orm", 1)))

    assert [(view.rank, view.is_tied) for view in standings] == [(1, True), (1, True), (3, False)]


def test_the_interval_of_unknown_verdicts_is_shown_in_points():
    known, unknown = standings_of({"a": {"orm": 5, "admin": 5}, "b": {"orm": 5}}, wishing(("orm", 3), ("admin", 1)))

    assert (known.has_interval, known.interval_width) == (False, 0)
    assert (unknown.lowest, unknown.points, unknown.highest) == (75, 88, 100)
    assert (unknown.has_interval, unknown.interval_width) == (True, 25)


def test_without_weights_nobody_has_points():
    (standing,) = standings_of({"a": {"orm": 3}}, wishing())

    assert (standing.rank, standing.points, standing.lowest, standing.highest) == (1, None, None, None)
    assert (standing.has_interval, standing.interval_width) == (False, 0)
