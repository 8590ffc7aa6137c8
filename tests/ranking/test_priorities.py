import pytest

from comparisons.ranking.priorities import Priorities, Requirement, Wish
from tests.ranking.tables import at_least, wishing


@pytest.mark.parametrize(
    ("priorities", "expected"),
    [
        (Priorities(), False),
        (wishing(("orm", 0)), False),
        (wishing(("orm", 0), ("admin", 1)), True),
        (wishing(("orm", 4)), True),
        (wishing(requiring=[at_least("orm", 3)]), True),
        (wishing(("orm", 0), requiring=[at_least("orm", 3)]), True),
    ],
)
def test_priorities_are_true_when_they_weigh_or_demand_something(priorities, expected):
    assert bool(priorities) is expected


def test_the_total_weight_is_the_sum_over_all_wishes_of_the_same_criterion_too():
    priorities = wishing(("orm", 2), ("orm", 4), ("admin", 1), ("async", 0))

    assert priorities.total_weight == 7


def test_the_criteria_are_those_weighed_or_demanded():
    priorities = wishing(("orm", 2), ("orm", 1), ("async", 0), requiring=[at_least("admin", 3)])

    assert priorities.criteria == {"orm", "admin"}


def test_only_wishes_of_some_weight_count_and_they_keep_their_order():
    priorities = wishing(("orm", 2), ("async", 0), ("admin", 1))

    assert [wish.criterion for wish in priorities.counted()] == ["orm", "admin"]


@pytest.mark.parametrize("weight", [-1, -100])
def test_a_negative_weight_is_refused(weight):
    with pytest.raises(ValueError, match="0 or more"):
        Wish(criterion="orm", weight=weight)


@pytest.mark.parametrize("target", [-1, 6])
def test_a_target_outside_the_scale_is_refused(target):
    with pytest.raises(ValueError, match="between 0 and 5"):
        Wish(criterion="orm", weight=1, target=target)


@pytest.mark.parametrize("target", [None, 0, 5])
def test_the_ends_of_the_scale_can_be_targets(target):
    assert Wish(criterion="orm", weight=1, target=target).target == target


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        ({}, "one of the two"),
        ({"minimum_rating": 3, "minimum_support": "built_in"}, "one of the two"),
        ({"minimum_rating": 0}, "between 1 and 5"),
        ({"minimum_rating": 6}, "between 1 and 5"),
        ({"minimum_support": "somewhat"}, "unknown support level 'somewhat'"),
        ({"minimum_support": ""}, "unknown support level ''"),
        ({"minimum_support": "not_applicable"}, "unknown support level"),
    ],
)
def test_a_requirement_that_demands_nothing_sensible_is_refused(demand, message):
    with pytest.raises(ValueError, match=message):
        Requirement(criterion="orm", **demand)
