from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict

from comparisons.filtersets import ComparisonFilterSet, ExtensionFilterSet
from comparisons.models import Criterion, Extension
from comparisons.presentation.filters import build_filter_panel, current_address
from tests import factories


def panel_of(query, **options):
    data = QueryDict(query)
    filterset = ExtensionFilterSet(data, queryset=Extension.objects.published())
    return build_filter_panel(filterset, current_address("/extensions/", data, filterset.filters), **options)


def parameters(address):
    return parse_qsl(urlsplit(address).query)


def group(panel, name):
    return next(group for group in panel.groups if group.name == name)


@pytest.fixture
def extensions(db):
    django = factories.create_framework(slug="django", name="Django", position=1)
    flask = factories.create_framework(slug="flask", name="Flask", position=2)
    factories.create_framework(slug="quart", name="Quart", position=3)
    factories.create_extension(slug="peewee", frameworks=[django, flask])
    factories.create_extension(slug="desk", frameworks=[django], status="maintenance")


def test_a_group_lists_its_options_with_their_counts(extensions):
    panel = panel_of("framework=django")

    assert [(o.value, o.label, o.count, o.is_chosen) for o in group(panel, "framework").options] == [
        ("django", "Django", 2, True),
        ("flask", "Flask", 1, False),
        ("quart", "Quart", 0, False),
    ]
    assert [(o.value, o.count) for o in group(panel, "status").options] == [
        ("active", 1),
        ("maintenance", 1),
        ("abandoned", 0),
    ]


def test_each_chip_removes_exactly_one_value(extensions):
    query = "framework=django&framework=flask&status=active&q=pee"

    panel = panel_of(query)

    given = [("framework", "django"), ("framework", "flask"), ("status", "active"), ("q", "pee")]
    removed = {chip.label: [pair for pair in given if pair not in parameters(chip.address)] for chip in panel.chips}
    assert removed == {
        "Django": [("framework", "django")],
        "Flask": [("framework", "flask")],
        "active": [("status", "active")],
        "“pee”": [("q", "pee")],
    }
    assert all(len(parameters(chip.address)) == len(given) - 1 for chip in panel.chips)


def test_the_chips_keep_what_is_not_theirs_in_the_address(extensions):
    panel = panel_of("framework=django&status=nonsense&colour=red")

    (chip,) = panel.chips
    assert chip.address == "/extensions/?status=nonsense"


def test_everything_can_be_cleared_at_once(extensions):
    assert panel_of("framework=django&q=pee").clear_address == "/extensions/"


def test_an_error_stands_beside_its_filter_and_gives_no_chip(extensions):
    panel = panel_of("framework=rails&status=active&q=a%00")

    assert group(panel, "framework").errors == ("“rails” does not exist here, so this filter is not applied.",)
    assert group(panel, "status").errors == ()
    assert panel.search.errors == ("Null characters are not allowed.",)
    assert len(panel.errors) == 2
    assert [chip.label for chip in panel.chips] == ["active"]
    assert not any(option.is_chosen for option in group(panel, "framework").options)


@pytest.mark.parametrize(
    ("query", "options", "expected"),
    [
        ("", {}, []),
        ("framework=django", {}, ["framework"]),
        ("framework=rails", {}, ["framework"]),
        ("q=pee", {}, []),
        ("", {"open_groups": ["status"]}, ["status"]),
    ],
)
def test_groups_are_open_when_something_is_chosen_or_wrong_in_them(extensions, query, options, expected):
    panel = panel_of(query, **options)

    assert [group.name for group in panel.groups if group.is_open] == expected


def test_the_search_box_holds_what_was_searched_for(extensions):
    assert panel_of("q=+Pee%22+").search.value == 'Pee"'
    assert panel_of("").search.value == ""


@pytest.mark.django_db
def test_what_another_form_sets_is_carried_along_hidden():
    factories.create_criterion(slug="orm")
    data = QueryDict("weight=orm:2&require=orm:3&category=gone&weight=orm:2")
    filterset = ComparisonFilterSet(data, queryset=Criterion.objects.published())
    address = current_address("/compare/", data, filterset.filters)

    panel = build_filter_panel(filterset, address, carried=("weight", "require"))

    assert panel.hidden == (("weight", "orm:2"), ("require", "orm:3"))
    assert not {"weight", "require"} & {group.name for group in panel.groups}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "/extensions/"),
        ("framework=&q=", "/extensions/"),
        ("q=pee&framework=django&framework=django", "/extensions/?framework=django&q=pee"),
        ("page=3&framework=django", "/extensions/?framework=django"),
    ],
)
def test_the_current_address_holds_the_known_parameters_in_a_fixed_order(query, expected):
    assert str(current_address("/extensions/", QueryDict(query), ("framework", "status", "q"))) == expected


def test_the_panel_of_the_real_table_costs_a_bounded_number_of_queries(catalogue, django_assert_max_num_queries):
    data = QueryDict("framework=django&framework=flask&category=data&support=built_in&differences=on&q=o")

    with django_assert_max_num_queries(20):
        filterset = ComparisonFilterSet(data, queryset=Criterion.objects.published())
        panel = build_filter_panel(filterset, current_address("/compare/", data, filterset.filters))

    assert len(panel.groups) >= 4
