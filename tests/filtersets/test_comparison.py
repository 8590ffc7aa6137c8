"""What only the table has: its columns, weights, requirements and answers."""

import pytest

from comparisons.filtersets import (
    DEFAULT_COLUMNS,
    ComparisonFilterSet,
)
from comparisons.ranking.priorities import Origin, Requirement, Wish
from tests import factories
from tests.filtersets.contents import create_comparison, filtered


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a", "b", "c", "d", "e"]),
        ("framework=g", ["g"]),
        # As they stand in the catalogue, whatever the order in the address.
        ("framework=g&framework=b&framework=b", ["b", "g"]),
        ("framework=g&framework=rails", ["a", "b", "c", "d", "e"]),
    ],
)
def test_the_columns_are_those_chosen_or_the_first_few(query, expected):
    for position, slug in enumerate("abcdefg"):
        factories.create_framework(slug=slug, position=position)

    filterset = filtered(ComparisonFilterSet, query)

    assert [framework.slug for framework in filterset.frameworks] == expected
    assert len(expected) <= DEFAULT_COLUMNS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "wishes", "requirements"),
    [
        ("", [], []),
        ("weight=orm:2&weight=admin:4", [Wish(criterion="orm", weight=2), Wish(criterion="admin", weight=4)], []),
        ("weight=orm:0", [Wish(criterion="orm", weight=0)], []),
        ("require=orm:3", [], [Requirement(criterion="orm", minimum_rating=3)]),
        ("require=orm:third_party", [], [Requirement(criterion="orm", minimum_support="third_party")]),
        (
            "weight=admin:1&require=orm:built_in&require=admin:5",
            [Wish(criterion="admin", weight=1)],
            [
                Requirement(criterion="orm", minimum_support="built_in"),
                Requirement(criterion="admin", minimum_rating=5),
            ],
        ),
        # What is wrong is left out whole, and the other parameter counts.
        ("weight=orm:9&require=orm:1", [], [Requirement(criterion="orm", minimum_rating=1)]),
    ],
)
def test_weights_and_requirements_become_priorities(query, wishes, requirements):
    create_comparison()

    priorities = filtered(ComparisonFilterSet, query).priorities

    assert priorities.wishes == tuple(wishes)
    assert priorities.requirements == tuple(requirements)


STORE, DESK = Origin(question="store", answer="tables"), Origin(question="desk", answer="yes")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "wishes", "requirements"),
    [
        ("answer=store:tables", [Wish(criterion="orm", weight=3, origin=STORE)], []),
        ("answer=store:tables&importance=store:4", [Wish(criterion="orm", weight=12, origin=STORE)], []),
        ("answer=store:tables&importance=store:0", [], []),
        (
            "answer=desk:yes",
            [Wish(criterion="admin", weight=1, origin=DESK)],
            [Requirement(criterion="admin", minimum_rating=4, origin=DESK)],
        ),
        # A requirement that is only important weighs as much as the strongest effect.
        (
            "answer=desk:yes&soften=desk",
            [Wish(criterion="admin", weight=1, origin=DESK), Wish(criterion="admin", weight=4, origin=DESK)],
            [],
        ),
        # The visitor's own settings count beside the answers.
        (
            "weight=orm:2&require=orm:3&answer=store:tables",
            [Wish(criterion="orm", weight=3, origin=STORE), Wish(criterion="orm", weight=2)],
            [Requirement(criterion="orm", minimum_rating=3)],
        ),
        ("importance=store:4&soften=desk", [], []),
    ],
)
def test_quiz_answers_become_priorities(query, wishes, requirements):
    create_comparison()

    filterset = filtered(ComparisonFilterSet, query)

    assert filterset.priorities.wishes == tuple(wishes)
    assert filterset.priorities.requirements == tuple(requirements)
    assert filterset.is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["answer=hidden:yes", "answer=store", "answer=store:gone", "soften=hidden"])
def test_an_answer_that_is_not_published_or_not_there_is_named(query):
    create_comparison()

    filterset = filtered(ComparisonFilterSet, query)

    assert "does not exist here" in filterset.form.errors[query.partition("=")[0]][0]
    assert not filterset.priorities


@pytest.mark.django_db
def test_without_answers_in_the_address_the_quiz_is_not_fetched(django_assert_num_queries):
    filterset = filtered(ComparisonFilterSet, "weight=orm:2&q=orm")

    with django_assert_num_queries(0):
        assert filterset.questions == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "name", "message"),
    [
        ("importance=store:3", "importance", "“3” is not possible; choose one of 0|1|2|4."),
        ("importance=orm:2", "importance", "There is no question “orm”."),
        ("weight=orm:3", "weight", "“3” is not possible; choose one of 0|1|2|4."),
        ("weight=rails:1", "weight", "There is no criterion “rails”."),
        ("weight=orm", "weight", "“orm” is not of the form <criterion>:<0|1|2|4>."),
        ("weight=orm:1&weight=orm:2", "weight", "“orm” is named twice with different values; leave one of them."),
        ("require=orm:0", "require", "“0” is not possible"),
        ("require=orm:6", "require", "“6” is not possible"),
        # "Not possible" is no minimum, and "not a feature" is none either.
        ("require=orm:none", "require", "“none” is not possible"),
        ("require=orm:not_applicable", "require", "“not_applicable” is not possible"),
        ("require=rails:3", "require", "There is no criterion “rails”."),
        ("require=%00:3", "require", "There is no criterion “�”."),
        ("differences=off", "differences", "“off” does not exist here, so this filter is not applied."),
    ],
)
def test_settings_that_are_not_possible_are_named(query, name, message):
    create_comparison()

    filterset = filtered(ComparisonFilterSet, query)

    assert message in filterset.form.errors[name][0]
    assert not filterset.priorities
    assert filterset.qs.count() == 3


@pytest.mark.django_db
def test_a_draft_criterion_can_neither_be_weighed_nor_demanded():
    factories.create_criterion(slug="hidden", state="draft")

    filterset = filtered(ComparisonFilterSet, "weight=hidden:1&require=hidden:3")

    assert not filterset.priorities
    assert set(filterset.form.errors) == {"weight", "require"}
