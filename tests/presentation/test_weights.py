import pytest
from django.http import QueryDict

from comparisons.filtersets import ComparisonFilterSet
from comparisons.models import Criterion
from comparisons.presentation.filters import current_address
from comparisons.presentation.weights import build_weighing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def criteria():
    category = factories.create_category(slug="data", name="Data")
    factories.create_criterion(slug="orm", name="Object mapper", category=category, position=1)
    factories.create_criterion(slug="admin", name="Admin", category=category, position=2)


def weighing_of(query):
    data = QueryDict(query)
    filterset = ComparisonFilterSet(data, queryset=Criterion.objects.published())
    return build_weighing(filterset, current_address("/compare/", data, filterset.filters))


def chosen(choices):
    return [choice.value for choice in choices if choice.is_chosen]


def test_each_criterion_offers_every_weight_and_stands_under_its_category():
    (group,) = weighing_of("weight=orm:2&category_weight=data:4").groups

    assert group.category.slug == "data"
    assert [choice.value for choice in group.choices] == ["data:0", "data:1", "data:2", "data:4"]
    assert chosen(group.choices) == ["data:4"]
    assert [(control.criterion.slug, chosen(control.choices)) for control in group.controls] == [
        ("orm", ["orm:2"]),
        ("admin", []),
    ]
    assert [choice.value for choice in group.controls[0].choices] == ["orm:0", "orm:1", "orm:2", "orm:4"]


def test_a_category_is_unfolded_when_a_criterion_of_it_has_a_weight_of_its_own():
    assert weighing_of("weight=orm:0").groups[0].is_open
    assert not weighing_of("category_weight=data:4").groups[0].is_open


def test_a_weight_of_a_category_is_a_chip_too():
    weighing = weighing_of("category_weight=data:2&sort=score&baseline=gone")

    assert [(chip.label, chip.address) for chip in weighing.chips] == [
        ("all of Data: important", "/compare/?sort=score&baseline=gone")
    ]
    # Without weights there is no score to sort by.
    assert weighing.clear_address == "/compare/?baseline=gone"


def test_a_criterion_offers_every_demand_until_one_is_set():
    weighing = weighing_of("require=orm:third_party")

    assert [group.criterion.slug for group in weighing.requirements] == ["admin"]
    assert [choice.value for choice in weighing.requirements[0].choices] == [
        "admin:built_in",
        "admin:official_extension",
        "admin:third_party",
        "admin:custom_code",
        "admin:1",
        "admin:2",
        "admin:3",
        "admin:4",
        "admin:5",
    ]
    assert [(choice.value, choice.label) for choice in weighing.demanded] == [
        ("orm:third_party", "Object mapper: third-party package or better")
    ]


def test_each_chip_takes_exactly_one_setting_back():
    weighing = weighing_of("framework=gone&weight=orm:2&weight=admin:4&require=orm:3")

    assert {chip.label: chip.address for chip in weighing.chips} == {
        "Object mapper: important": "/compare/?framework=gone&weight=admin:4&require=orm:3",
        "Admin: decisive": "/compare/?framework=gone&weight=orm:2&require=orm:3",
        "Object mapper: adequate (3) or better": "/compare/?framework=gone&weight=orm:2&weight=admin:4",
    }
    assert weighing.clear_address == "/compare/?framework=gone"


def test_answers_of_the_quiz_are_chips_too_and_stay_in_the_form():
    store = factories.create_question(slug="store")
    factories.create_effect(
        answer=factories.create_answer(question=store, slug="tables", text="In tables"),
        criterion=Criterion.objects.get(slug="orm"),
    )

    weighing = weighing_of("answer=store:tables&importance=store:2&soften=store&weight=admin:4")

    assert {chip.label: chip.address for chip in weighing.chips} == {
        "In tables": "/compare/?weight=admin:4&importance=store:2&soften=store",
        "Admin: decisive": "/compare/?answer=store:tables&importance=store:2&soften=store",
    }
    assert weighing.clear_address == "/compare/"
    assert set(weighing.hidden) == {("answer", "store:tables"), ("importance", "store:2"), ("soften", "store")}


def test_the_filters_are_carried_along_hidden():
    weighing = weighing_of("framework=flask&category=data&q=o&weight=orm:2")

    assert set(weighing.hidden) == {("framework", "flask"), ("category", "data"), ("q", "o")}


@pytest.mark.parametrize(
    ("query", "is_active", "is_open", "errors"),
    [
        ("", False, False, ()),
        ("q=o", False, False, ()),
        # What is set stands in the chips.
        ("weight=orm:2", True, False, ()),
        ("weight=orm:2&require=rails:2", True, True, ("There is no criterion “rails”.",)),
        ("weight=rails:2", False, True, ("There is no criterion “rails”.",)),
        (
            "answer=store:gone",
            False,
            True,
            ("“store:gone” does not exist here, so this filter is not applied.",),
        ),
        (
            "weight=orm:9&require=orm:9",
            False,
            True,
            (
                "“9” is not possible; choose one of 0|1|2|4.",
                "“9” is not possible; choose one of built_in|official_extension|third_party|custom_code|1|2|3|4|5.",
            ),
        ),
    ],
)
def test_the_form_is_open_when_something_is_wrong(query, is_active, is_open, errors):
    weighing = weighing_of(query)

    assert (weighing.is_active, weighing.is_open, weighing.errors) == (is_active, is_open, errors)
