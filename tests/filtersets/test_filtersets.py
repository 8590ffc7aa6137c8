"""Every filter of every FilterSet: what it keeps and drops, and what it says of nonsense."""

import pytest

from comparisons import filtersets
from comparisons.filtersets import (
    MOST_CHARACTERS,
    ChangeFilterSet,
    ClaimFilterSet,
    ComparisonFilterSet,
    CriterionFilterSet,
    ExtensionFilterSet,
    FrameworkFilterSet,
    NotableUserFilterSet,
)
from tests.filtersets.contents import CONTENT, FILTERSETS, create_changes, every_case, every_filter, filtered, kept


@pytest.mark.django_db
@pytest.mark.parametrize(("filterset_class", "query", "expected"), every_case())
def test_a_filter_keeps_what_fits_and_drops_the_rest(filterset_class, query, expected):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, query)

    assert filterset.is_valid(), filterset.errors
    assert kept(filterset) == expected
    assert len(filterset.qs) == len(expected)


@pytest.mark.django_db
@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_without_filters_every_row_stays(filterset_class):
    CONTENT[filterset_class]()

    assert filtered(filterset_class).qs.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filterset_class", "name"), every_filter(filtersets.WordsFilter, filtersets.SettingWordsFilter)
)
@pytest.mark.parametrize("nonsense", ["rails", "%00", "%3Cscript%3E", "1", "x" * 10_000, "'%20OR%201=1"])
def test_an_unknown_word_is_named_and_the_filter_is_not_applied(filterset_class, name, nonsense):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, f"{name}={nonsense}")

    (message,) = filterset.form.errors[name]
    assert "does not exist here, so this filter is not applied" in message
    assert len(message) < 150
    assert filterset.qs.count() == 3
    assert filterset.chosen(name) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filterset_class", "query", "expected"),
    [
        (ComparisonFilterSet, "support=magic&category=data", {"orm", "admin"}),
        (ComparisonFilterSet, "framework=rails&differences=on", {"orm", "websockets"}),
        (ComparisonFilterSet, "differences=off&criterion=orm", {"orm"}),
        (ComparisonFilterSet, "weight=rails:2&criterion=orm", {"orm"}),
        (ComparisonFilterSet, "q=%00&criterion=orm", {"orm"}),
        (FrameworkFilterSet, "kind=huge&interface=asgi", {"django"}),
        (CriterionFilterSet, "category=gone&q=object", {"orm"}),
        (NotableUserFilterSet, "industry=gone&status=past", {"bank"}),
        (ExtensionFilterSet, "criterion=gone&status=abandoned", {"old"}),
        (ClaimFilterSet, "category=gone&framework=flask", {"rival", "small"}),
        (ChangeFilterSet, "revision=99&framework=flask", {"flask/orm", "peewee"}),
    ],
)
def test_the_other_filters_are_still_applied_beside_an_unknown_value(filterset_class, query, expected):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, query)

    assert not filterset.is_valid()
    assert kept(filterset) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("filterset_class", "name"), every_filter(filtersets.TextFilter))
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a%00b", "Null characters are not allowed."),
        ("x" * 10_000, f"Ensure this value has at most {MOST_CHARACTERS} characters"),
    ],
)
def test_text_that_cannot_be_searched_is_refused_and_every_row_stays(filterset_class, name, text, message):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, f"{name}={text}")

    assert message in filterset.form.errors[name][0]
    assert filterset.qs.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("filterset_class", "name"), every_filter(filtersets.TextFilter))
@pytest.mark.parametrize("text", ["%25", "_", "%5C", "%27", "%22", "%D9%A3", "%F0%9F%90%8D", "a" * MOST_CHARACTERS])
def test_text_is_searched_literally(filterset_class, name, text):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, f"{name}={text}")

    assert filterset.is_valid()
    assert filterset.qs.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("filterset_class", "name"), every_filter(filtersets.WordsFilter))
def test_a_value_that_is_repeated_900_times_counts_once(filterset_class, name, django_assert_max_num_queries):
    CONTENT[filterset_class]()
    value = filtered(filterset_class).filters[name].extra["choices"][0][0]
    once = filtered(filterset_class, f"{name}={value}")

    with django_assert_max_num_queries(12):
        often = filtered(filterset_class, "&".join([f"{name}={value}"] * 900))
        rows = kept(often)

    assert rows == kept(once)
    assert often.chosen(name) == [value]


@pytest.mark.django_db
@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_a_parameter_that_is_no_filter_has_no_effect(filterset_class):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, "colour=red&pk=1&id=1&state=draft&slug=orm&page=2")

    assert filterset.is_valid()
    assert filterset.qs.count() == 3


@pytest.mark.django_db
def test_a_message_about_a_hostile_value_stays_short():
    filterset = filtered(ComparisonFilterSet, f"differences={'x' * 10_000}")

    assert len(filterset.form.errors["differences"][0]) < 200


@pytest.mark.django_db
@pytest.mark.parametrize("nonsense", ["99", "07", "%2B7", "%D9%A7", "9" * 400, "7.0", "-7", "%00"])
def test_a_revision_that_never_was_is_named_and_every_change_stays(nonsense):
    create_changes()

    filterset = filtered(ChangeFilterSet, f"revision={nonsense}")

    assert "does not exist here" in filterset.form.errors["revision"][0]
    assert filterset.qs.count() == 3
