import pytest

from comparisons.models import Question, Scenario
from comparisons.quiz.answers import AnswerSet, build_priorities
from comparisons.ranking.priorities import Origin, Requirement, Wish
from tests import factories

pytestmark = pytest.mark.django_db


def priorities_for(chosen, importance=None):
    questions = Question.objects.published().with_answers().in_order()
    return build_priorities(questions, AnswerSet(chosen=chosen, importance=importance or {}))


def short(priorities):
    """The wishes as (criterion, weight, target)."""
    return [(wish.criterion, wish.weight, wish.target) for wish in priorities.wishes]


@pytest.fixture
def quiz():
    """Two questions, each with an answer that weighs; the second also demands."""
    orm = factories.create_criterion(slug="orm")
    admin = factories.create_criterion(slug="admin")
    batteries = factories.create_criterion(slug="batteries")
    data = factories.create_question(slug="data", position=1)
    much = factories.create_answer(question=data, slug="much", position=1)
    little = factories.create_answer(question=data, slug="little", position=2)
    factories.create_effect(answer=much, criterion=orm, weight=3)
    factories.create_effect(answer=much, criterion=admin, weight=1)
    factories.create_effect(answer=little, criterion=batteries, weight=2, target=0)
    editors = factories.create_question(slug="editors", position=2, allows_several=True)
    many = factories.create_answer(question=editors, slug="many", position=1)
    factories.create_effect(answer=many, criterion=admin, weight=4)
    factories.create_requirement(answer=many, criterion=admin, minimum_support="official_extension")
    strict = factories.create_answer(question=editors, slug="strict", position=2)
    factories.create_requirement(answer=strict, criterion=orm, minimum_rating=4)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, []),
        ({"data": ("much",)}, [("orm", 3, None), ("admin", 1, None)]),
        ({"data": ("little",)}, [("batteries", 2, 0)]),
        (
            {"editors": ("many",), "data": ("much",)},
            [("orm", 3, None), ("admin", 1, None), ("admin", 4, None)],
        ),
        # Slugs that are nothing (any more) do nothing; nor does an answer under another question.
        ({"data": ("gone",), "gone": ("much",)}, []),
        ({"editors": ("much",)}, []),
    ],
)
def test_answers_make_criteria_matter(quiz, chosen, expected):
    assert short(priorities_for(chosen)) == expected


@pytest.mark.parametrize(
    ("importance", "expected"),
    [
        ({}, [("orm", 3, None), ("admin", 1, None)]),
        ({"data": 1}, [("orm", 3, None), ("admin", 1, None)]),
        ({"data": 2}, [("orm", 6, None), ("admin", 2, None)]),
        ({"data": 4}, [("orm", 12, None), ("admin", 4, None)]),
        ({"data": 0}, []),
        ({"editors": 4}, [("orm", 3, None), ("admin", 1, None)]),
    ],
)
def test_the_importance_of_a_question_multiplies_its_weights(quiz, importance, expected):
    assert short(priorities_for({"data": ("much",)}, importance)) == expected


def test_answers_demand_and_say_who_demands(quiz):
    priorities = priorities_for({"editors": ("many", "strict")})

    assert priorities.requirements == (
        Requirement(
            criterion="admin",
            minimum_support="official_extension",
            origin=Origin(question="editors", answer="many"),
        ),
        Requirement(criterion="orm", minimum_rating=4, origin=Origin(question="editors", answer="strict")),
    )
    assert priorities.wishes == (Wish(criterion="admin", weight=4, origin=Origin(question="editors", answer="many")),)


def test_an_irrelevant_question_demands_nothing_either(quiz):
    priorities = priorities_for({"editors": ("many",)}, {"editors": 0})

    assert not priorities
    assert priorities.requirements == ()


def test_a_demand_is_as_strict_whatever_the_importance(quiz):
    normal = priorities_for({"editors": ("many",)})
    decisive = priorities_for({"editors": ("many",)}, {"editors": 4})

    assert decisive.requirements == normal.requirements


def test_effects_and_demands_on_draft_criteria_do_not_count():
    draft = factories.create_criterion(slug="draft", state="draft")
    answer = factories.create_answer(slug="yes", question=factories.create_question(slug="size"))
    factories.create_effect(answer=answer, criterion=draft)
    factories.create_requirement(answer=answer, criterion=draft)

    assert not priorities_for({"size": ("yes",)})


def test_answers_to_draft_questions_do_not_count():
    question = factories.create_question(slug="size", state="draft")
    factories.create_effect(answer=factories.create_answer(slug="yes", question=question))

    assert not priorities_for({"size": ("yes",)})


def test_the_whole_quiz_costs_the_same_number_of_queries_however_many_questions(django_assert_num_queries):
    for number in range(5):
        answer = factories.create_answer(slug="yes", question=factories.create_question(slug=f"question-{number}"))
        factories.create_effect(answer=answer)
        factories.create_requirement(answer=answer)

    # Questions, answers, effects, requirements, contradictions.
    with django_assert_num_queries(5):
        priorities = priorities_for({f"question-{number}": ("yes",) for number in range(5)})

    assert len(priorities.wishes) == len(priorities.requirements) == 5


def test_a_scenario_stands_for_its_answers_to_published_questions():
    size = factories.create_question(slug="size", position=2)
    needs = factories.create_question(slug="needs", position=1, allows_several=True)
    hidden = factories.create_question(slug="hidden", state="draft")
    answers = [
        factories.create_answer(question=size, slug="small"),
        factories.create_answer(question=needs, slug="orm", position=2),
        factories.create_answer(question=needs, slug="admin", position=1),
        factories.create_answer(question=hidden, slug="yes"),
    ]
    factories.create_scenario(answers=answers)
    (scenario,) = Scenario.objects.published().with_answers()

    answer_set = AnswerSet.of_scenario(scenario)

    assert answer_set.chosen == {"needs": ("admin", "orm"), "size": ("small",)}
    assert answer_set.importance == {}


def test_an_answer_set_is_true_when_something_was_chosen():
    assert AnswerSet(chosen={"size": ("small",)})
    assert not AnswerSet()
    assert not AnswerSet(importance={"size": 4})


def test_the_importance_is_normal_where_nothing_is_said():
    answers = AnswerSet(importance={"size": 0})

    assert (answers.importance_of("size"), answers.importance_of("needs")) == (0, 1)
