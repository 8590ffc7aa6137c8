import pytest

from comparisons.models import Verdict
from comparisons.presentation.criterion_page import build_criterion_page
from tests.presentation.matrices import all_frameworks, create_matrix, criterion


def page_of(slug):
    shown = criterion(slug)
    return build_criterion_page(
        criterion=shown,
        frameworks=all_frameworks(),
        verdicts=Verdict.objects.published().for_criterion(shown),
    )


@pytest.mark.django_db
def test_those_of_equal_rating_share_a_rank_and_the_next_one_skips():
    create_matrix({"flask": {"orm": 3}, "django": {"orm": 5}, "bottle": {"orm": 1}, "aiohttp": {"orm": 3}})

    page = page_of("orm")

    assert [(entry.rank, entry.verdict.framework.slug, entry.is_tied) for entry in page.ranked] == [
        (1, "django", False),
        (2, "aiohttp", True),
        (2, "flask", True),
        (4, "bottle", False),
    ]
    assert page.unknown == ()


@pytest.mark.django_db
def test_those_without_a_verdict_stand_apart_and_not_at_the_end():
    create_matrix({"django": {"orm": 0}, "quart": {"orm": None}, "aiohttp": {}})

    page = page_of("orm")

    assert [entry.verdict.framework.slug for entry in page.ranked] == ["django"]
    assert [framework.slug for framework in page.unknown] == ["quart", "aiohttp"]


@pytest.mark.django_db
def test_a_criterion_that_nobody_answers_ranks_nobody():
    create_matrix({"django": {"orm": None}})

    page = page_of("orm")

    assert (page.ranked, len(page.unknown)) == ((), 1)
