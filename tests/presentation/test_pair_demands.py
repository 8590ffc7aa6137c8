import pytest

from comparisons.models import Question
from comparisons.presentation.pair_demands import build_failed_demands, demanded_names
from comparisons.quiz.parting import lead_of
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.priorities import Priorities, Requirement
from tests import factories
from tests.presentation.matrices import all_frameworks, create_matrix, criterion, framework

pytestmark = pytest.mark.django_db


def failed_of(*demands):
    create_matrix({"django": {"orm": 5, "size": 1}, "flask": {"orm": 1, "size": 5}})
    priorities = Priorities(
        requirements=tuple(Requirement(criterion=name, minimum_rating=minimum) for name, minimum in demands)
    )
    lead = lead_of(priorities, build_verdict_table(all_frameworks()), left="django", right="flask")
    failed = build_failed_demands(
        lead, left=framework("django"), right=framework("flask"), names={"orm": "Mapper", "size": "Footprint"}
    )
    return [(demand.words, demand.address) for demand in failed]


@pytest.mark.parametrize(
    ("demands", "expected"),
    [
        ([("orm", 3)], [("Mapper: adequate (3) or better", "/frameworks/flask/#orm")]),
        ([("size", 4)], [("Footprint: good (4) or better", "/frameworks/django/#size")]),
        ([("orm", 1)], []),
        ([("orm", 3), ("size", 3)], []),
    ],
)
def test_what_rules_out_the_one_that_is_behind_leads_to_its_verdict(demands, expected):
    assert failed_of(*demands) == expected


def test_the_names_are_those_of_the_demanded_criteria():
    create_matrix({"django": {"orm": 5, "size": 1}})
    answer = factories.create_answer()
    factories.create_requirement(answer=answer, criterion=criterion("orm"))
    factories.create_effect(answer=answer, criterion=criterion("size"))

    assert demanded_names(Question.objects.published().with_answers()) == {"orm": "Orm"}
