"""The nearest alternatives, on rows that are never saved: the arithmetic needs no database."""

from fractions import Fraction

import pytest

from comparisons.models import Criterion, Framework
from comparisons.presentation.alternatives import MOST_ALTERNATIVES, MOST_DIFFERENCES, build_alternatives


def alternatives_to(own, field, *, summaries=()):
    """Of a framework with these ratings by slug of the criterion; the field is by slug of the framework."""
    slugs = list(dict.fromkeys(slug for ratings in (own, *field.values()) for slug in ratings))
    keys = {slug: key for key, slug in enumerate(slugs, start=1)}
    others = [Framework(pk=pk, slug=slug, name=slug) for pk, slug in enumerate(field, start=1)]

    def by_key(ratings):
        return {keys[slug]: rating for slug, rating in ratings.items()}

    return build_alternatives(
        framework=Framework(pk=0, slug="own", name="Own"),
        others=others,
        criteria=[Criterion(pk=key, slug=slug, name=slug) for slug, key in keys.items()],
        own=by_key(own),
        field={other.pk: by_key(field[other.slug]) for other in others},
        summaries=frozenset(keys[slug] for slug in summaries),
    )


def told(differences):
    return [(each.criterion.slug, each.own, each.other) for each in differences]


@pytest.mark.parametrize(
    ("own", "other", "distance", "shared"),
    [
        ({"orm": 5}, {"orm": 5}, 0, 1),
        # Both ways count the same: two steps up and one down are one and a half on average.
        ({"orm": 5, "admin": 1}, {"orm": 3, "admin": 2}, Fraction(3, 2), 2),
        # What is not known for one of the two is left out, and is not 0.
        ({"orm": 5, "admin": 5}, {"orm": 4}, 1, 1),
        ({"orm": 5}, {"orm": 4, "admin": 5}, 1, 1),
    ],
)
def test_distance_is_the_mean_difference_over_what_both_know(own, other, distance, shared):
    (alternative,) = alternatives_to(own, {"other": other})

    assert (alternative.distance, alternative.shared) == (distance, shared)


def test_criteria_that_sum_up_others_are_left_out():
    (alternative,) = alternatives_to(
        {"orm": 5, "overall": 5}, {"other": {"orm": 4, "overall": 0}}, summaries=["overall"]
    )

    assert (alternative.distance, alternative.shared) == (1, 1)
    assert told(alternative.ahead) == [("orm", 5, 4)]


def test_the_nearest_comes_first_and_the_order_of_frameworks_decides_a_tie():
    field = {"far": {"orm": 0}, "tied-a": {"orm": 4}, "near": {"orm": 5}, "tied-b": {"orm": 4}, "last": {"orm": 1}}

    alternatives = alternatives_to({"orm": 5}, field)

    assert len(alternatives) == MOST_ALTERNATIVES
    assert [alternative.framework.slug for alternative in alternatives] == ["near", "tied-a", "tied-b"]


def test_a_framework_with_less_than_half_in_common_is_not_compared():
    own = {"orm": 5, "admin": 5, "async": 5}
    field = {"little": {"orm": 5}, "enough": {"orm": 0, "admin": 0}}

    assert [alternative.framework.slug for alternative in alternatives_to(own, field)] == ["enough"]


@pytest.mark.parametrize("own", [{}, {"orm": 5}])
def test_where_nothing_is_shared_there_is_no_alternative(own):
    assert alternatives_to(own, {"other": {"admin": 5}, "empty": {}}) == ()


def test_the_clearest_differences_are_named_each_way():
    own = {"a": 5, "b": 5, "c": 5, "d": 5, "e": 0, "f": 0, "g": 3}
    other = {"a": 4, "b": 2, "c": 4, "d": 3, "e": 1, "f": 5, "g": 3}

    (alternative,) = alternatives_to(own, {"other": other})

    # Of two that are equally clear, the one that stands first in the table: "a" before "c".
    assert told(alternative.ahead) == [("b", 5, 2), ("d", 5, 3), ("a", 5, 4)]
    assert len(alternative.ahead) == MOST_DIFFERENCES
    assert told(alternative.behind) == [("f", 0, 5), ("e", 0, 1)]


def test_an_alternative_leads_to_the_pair_and_to_the_verdicts():
    (alternative,) = alternatives_to({"orm": 5}, {"other": {"orm": 3}})
    (difference,) = alternative.ahead

    assert alternative.pair == "other-vs-own"
    assert difference.other_address == "/frameworks/other/#orm"
    assert alternative.distance_text == "2.0"
