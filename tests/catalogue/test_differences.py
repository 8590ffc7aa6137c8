"""What is not the same in two states of a thing: tables of input and expected."""

import pytest

from comparisons.catalogue.differences import difference

SOURCE = {"called": "The manual", "title": "The manual", "read_on": "2026-01-15"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, ({}, {})),
        ({"summary": "A."}, {"summary": "A."}, ({}, {})),
        ({"summary": "A."}, {"summary": "B."}, ({"summary": "A."}, {"summary": "B."})),
        ({"since": "1.7"}, {}, ({"since": "1.7"}, {})),
        ({}, {"since": "1.7"}, ({}, {"since": "1.7"})),
        # 0 is a rating, and nothing is no rating.
        ({"weight": 0}, {"weight": 1}, ({"weight": 0}, {"weight": 1})),
        ({}, {"weight": 0}, ({}, {"weight": 0})),
        # Visitors see the order, but no words tell a change of it.
        ({"position": 1}, {"position": 2}, ({}, {})),
    ],
)
def test_a_value_differs_or_it_does_not(before, after, expected):
    assert difference(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"rating": 2, "support": "none"}, {"rating": 3, "support": "none"}),
        ({"rating": 2, "support": "none"}, {"rating": 2, "support": "built_in"}),
        ({}, {"rating": 0, "support": "none"}),
    ],
)
def test_rating_and_support_go_together(before, after):
    assert difference({"summary": "A.", **before}, {"summary": "A.", **after}) == (before, after)


def test_a_relation_tells_what_it_gained_and_lost_and_not_what_is_called_otherwise():
    before = {"extensions": {"peewee": "Peewee", "orator": "Orator"}}
    after = {"extensions": {"peewee": "Peewee 2", "pony": "Pony"}}

    assert difference(before, after) == ({"extensions": {"orator": "Orator"}}, {"extensions": {"pony": "Pony"}})
    assert difference({"extensions": {"peewee": "Peewee"}}, {"extensions": {"peewee": "Other"}}) == ({}, {})


def test_a_part_that_came_went_or_changed_is_told_by_its_key_with_its_name():
    changed = {**SOURCE, "read_on": "2026-02-01"}

    assert difference({}, {"sources": {"a": SOURCE}}) == ({}, {"sources": {"a": SOURCE}})
    assert difference({"sources": {"a": SOURCE}}, {}) == ({"sources": {"a": SOURCE}}, {})
    assert difference({"sources": {"a": SOURCE}}, {"sources": {"a": changed}}) == (
        {"sources": {"a": {"called": "The manual", "read_on": "2026-01-15"}}},
        {"sources": {"a": {"called": "The manual", "read_on": "2026-02-01"}}},
    )


def test_parts_of_parts_are_told_within_them():
    def question(weight):
        effects = {"orm": {"called": "ORM", "weight": weight}}
        return {"answers": {"store/tables": {"called": "Tables", "text": "Tables", "effects": effects}}}

    before, after = difference(question(1), question(3))

    assert before == {
        "answers": {"store/tables": {"called": "Tables", "effects": {"orm": {"called": "ORM", "weight": 1}}}}
    }
    assert after["answers"]["store/tables"]["effects"]["orm"]["weight"] == 3


def test_the_order_of_parts_is_silent_in_parts_too():
    before, after = ({"sources": {"a": {**SOURCE, "position": number}}} for number in (1, 2))

    assert difference(before, after) == ({}, {})
    assert difference({}, after) == ({}, {"sources": {"a": SOURCE}})
