import pytest

from comparisons.models import Question, Scenario
from comparisons.presentation.scenarios import build_scenario_entries
from comparisons.quiz.verdict_table import build_verdict_table
from tests import factories
from tests.presentation.matrices import all_frameworks, create_matrix, criterion


def entries():
    return build_scenario_entries(
        scenarios=Scenario.objects.published().with_answers().in_order(),
        questions=list(Question.objects.published().with_answers().in_order()),
        frameworks=all_frameworks(),
        table=build_verdict_table(all_frameworks()),
    )


@pytest.mark.django_db
def test_a_scenario_is_ranked_by_its_answers():
    create_matrix({"aiohttp": {"orm": 1}, "bottle": {"orm": 2}, "django": {"orm": 5}, "flask": {"orm": 5}})
    answer = factories.create_answer(slug="much", question=factories.create_question(slug="data"))
    factories.create_effect(answer=answer, criterion=criterion("orm"))
    factories.create_scenario(slug="shop", answers=[answer])

    (entry,) = entries()

    assert [view.slug for view in entry.leaders] == ["django", "flask"]
    assert [(view.slug, view.rank) for view in entry.followers] == [("bottle", 3), ("aiohttp", 4)]
    assert entry.result_address == "/quiz/result/?data=much"
    assert entry.quiz_address == "/quiz/?data=much&view=overview"


@pytest.mark.django_db
def test_those_ruled_out_follow_nobody():
    create_matrix({"django": {"orm": 5}, "flask": {"orm": 0}})
    answer = factories.create_answer()
    factories.create_effect(answer=answer, criterion=criterion("orm"))
    factories.create_requirement(answer=answer, criterion=criterion("orm"), minimum_rating=1)
    factories.create_scenario(answers=[answer])

    (entry,) = entries()

    assert ([view.slug for view in entry.leaders], entry.followers) == (["django"], ())
    assert [view.slug for view in entry.standings] == ["django", "flask"]


def test_every_real_scenario_has_a_leader(catalogue):
    assert all(entry.leaders for entry in entries())
