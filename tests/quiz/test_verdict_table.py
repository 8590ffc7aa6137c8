import pytest

from comparisons.models import Framework, Verdict
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.scoring import Candidate, Judgement
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_table_holds_what_is_published_about_the_frameworks():
    django = factories.create_framework(slug="django", name="Django")
    orm = factories.create_criterion(slug="orm")
    factories.create_verdict(framework=django, criterion=orm, rating=5, support="built_in", confidence="high")

    table = build_verdict_table([django])

    assert table.candidates == (Candidate(slug="django", name="Django"),)
    assert table.judgements == {("django", "orm"): Judgement(rating=5, support="built_in", is_verified=True)}


def test_a_framework_without_verdicts_is_a_candidate_of_whom_nothing_is_known():
    quart = factories.create_framework(slug="quart")

    table = build_verdict_table([quart])

    assert len(table.candidates) == 1
    assert table.judgement(table.candidates[0], "orm") is None


@pytest.mark.parametrize("draft", ["verdict", "framework", "criterion"])
def test_drafts_are_not_in_the_table(draft):
    states = {
        name: {"state": "draft" if name == draft else "published"} for name in ("verdict", "framework", "criterion")
    }
    factories.create_verdict(
        framework=factories.create_framework(**states["framework"]),
        criterion=factories.create_criterion(**states["criterion"]),
        **states["verdict"],
    )

    table = build_verdict_table(Framework.objects.all())

    assert table.judgements == {}


def test_verdicts_that_are_already_there_are_not_fetched_again(django_assert_num_queries):
    verdict = factories.create_verdict(rating=4)
    factories.create_verdict()

    with django_assert_num_queries(0):
        table = build_verdict_table([verdict.framework], [verdict])

    (judgement,) = table.judgements.values()
    assert (judgement.rating, judgement.support) == (4, "built_in")


def test_one_query_fetches_the_whole_table(catalogue, django_assert_num_queries):
    frameworks = list(Framework.objects.published())

    with django_assert_num_queries(1):
        table = build_verdict_table(frameworks)

    assert len(table.judgements) == Verdict.objects.published().count() > 400
