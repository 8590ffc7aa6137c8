from fractions import Fraction

import pytest

from comparisons.models import Verdict
from comparisons.presentation.framework_page import MOST_MARKS, build_framework_page
from tests.presentation.matrices import all_criteria, all_frameworks, create_matrix, framework, keys_of


def page_of(slug, *, summaries=()):
    shown = framework(slug)
    return build_framework_page(
        framework=shown,
        others=[other for other in all_frameworks() if other != shown],
        criteria=all_criteria(),
        verdicts=list(Verdict.objects.published().for_framework(shown)),
        field=Verdict.objects.published().of_others(shown),
        summaries=keys_of(*summaries),
    )


def marked(marks):
    return [(mark.criterion.slug, mark.distance, mark.others_text) for mark in marks]


@pytest.mark.django_db
def test_strengths_and_weaknesses_are_measured_against_the_others():
    create_matrix(
        {
            "django": {"orm": 5, "admin": 5, "async": 2, "nosql": 0, "auth": 3, "forms": 3},
            "flask": {"orm": 3, "admin": 0, "async": 3, "nosql": 4, "auth": 3, "forms": 3},
            "quart": {"orm": 2, "admin": 0, "async": 5, "nosql": 4, "auth": 4, "forms": 3},
        }
    )

    page = page_of("django")

    assert marked(page.strengths) == [("admin", 5, "0.0"), ("orm", Fraction(5, 2), "2.5")]
    # Half a step is the least that is worth a line: "auth" is below by just that, "forms" not at all.
    assert marked(page.weaknesses) == [
        ("nosql", -4, "4.0"),
        ("async", -2, "4.0"),
        ("auth", Fraction(-1, 2), "3.5"),
    ]


@pytest.mark.django_db
def test_what_only_one_side_knows_is_neither_strength_nor_weakness():
    create_matrix({"django": {"orm": 5, "admin": None}, "flask": {"orm": None, "admin": 5}})

    page = page_of("django")

    assert (page.strengths, page.weaknesses) == ((), ())


@pytest.mark.django_db
def test_a_criterion_that_sums_up_others_is_no_strength():
    create_matrix({"django": {"overall": 5, "orm": 5}, "flask": {"overall": 0, "orm": 0}})

    page = page_of("django", summaries=["overall"])

    assert [mark.criterion.slug for mark in page.strengths] == ["orm"]
    assert [standing.own.known for standing in page.standings] == [1]


@pytest.mark.django_db
def test_strengths_and_weaknesses_get_the_same_room():
    high = {f"high-{number}": 5 for number in range(7)}
    low = {f"low-{number}": 0 for number in range(7)}
    create_matrix({"django": {**high, **low}, "flask": dict.fromkeys({**high, **low}, 3)})

    page = page_of("django")

    assert len(page.strengths) == len(page.weaknesses) == MOST_MARKS


@pytest.mark.django_db
def test_all_criteria_are_listed_with_or_without_a_verdict():
    create_matrix({"django": {"orm": 5, "admin": None, "async": 3}}, categories={"async": "network"})

    page = page_of("django")

    assert [
        (
            group.category.slug,
            [(entry.criterion.slug, entry.verdict and entry.verdict.rating) for entry in group.entries],
        )
        for group in page.groups
    ] == [("data", [("orm", 5), ("admin", None)]), ("network", [("async", 3)])]
    assert (page.known, page.total) == (2, 3)


@pytest.mark.django_db
def test_every_other_framework_is_one_pair_away():
    create_matrix({"django": {}, "flask": {}, "aiohttp": {}})

    page = page_of("django")

    assert {(pair.framework.slug, pair.slug) for pair in page.pairs} == {
        ("flask", "django-vs-flask"),
        ("aiohttp", "aiohttp-vs-django"),
    }


@pytest.mark.django_db
def test_a_framework_alone_in_the_field_has_no_marks():
    create_matrix({"django": {"orm": 5}})

    page = page_of("django")

    assert (page.strengths, page.weaknesses, page.alternatives, page.pairs) == ((), (), (), ())
    assert [standing.others for standing in page.standings] == [()]


@pytest.mark.django_db
def test_the_ratings_of_the_others_are_kept_apart_by_framework():
    create_matrix(
        {"django": {"orm": 5, "admin": 4}, "flask": {"orm": 3, "admin": 0}, "quart": {"orm": 5, "admin": 4}}
    )

    page = page_of("django")

    assert [standing.others for standing in page.standings] == [(Fraction(3, 2), Fraction(9, 2))]
    assert [(near.framework.slug, near.distance) for near in page.alternatives] == [("quart", 0), ("flask", 3)]
