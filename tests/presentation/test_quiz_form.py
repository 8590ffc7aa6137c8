import pytest

from comparisons.models import Question
from comparisons.presentation.quiz_form import build_quiz_page
from comparisons.quiz.answers import AnswerSet
from tests import factories

pytestmark = pytest.mark.django_db


def page_of(answers=None):
    return build_quiz_page(list(Question.objects.published().with_answers().in_order()), answers or AnswerSet())


def test_questions_stand_under_their_themes_and_are_numbered_through():
    for position, (slug, theme) in enumerate([("size", "Project"), ("team", "Project"), ("orm", "Data")]):
        factories.create_question(slug=slug, theme=theme, position=position)

    page = page_of()

    assert [(theme.name, [(q.number, q.question.slug) for q in theme.questions]) for theme in page.themes] == [
        ("Project", [(1, "size"), (2, "team")]),
        ("Data", [(3, "orm")]),
    ]
    assert page.question_count == 3


def test_what_is_chosen_is_filled_in_and_importance_carried_along():
    size = factories.create_question(slug="size")
    for position, slug in enumerate(("small", "large")):
        factories.create_answer(question=size, slug=slug, position=position)

    page = page_of(AnswerSet(chosen={"size": ("large",)}, importance={"size": 4}))

    (question,) = page.themes[0].questions
    assert [(option.answer.slug, option.is_chosen) for option in question.options] == [
        ("small", False),
        ("large", True),
    ]
    assert question.is_answered
    assert page.importance == ("size:4",)
    assert not page_of().themes[0].questions[0].is_answered


def test_a_question_names_each_criterion_that_it_moves_or_demands_once():
    size = factories.create_question(slug="size")
    orm = factories.create_criterion(slug="orm", name="Object mapper")
    admin = factories.create_criterion(slug="admin", name="Admin")
    for slug in ("small", "large"):
        answer = factories.create_answer(question=size, slug=slug)
        factories.create_effect(answer=answer, criterion=orm)
    factories.create_requirement(answer=answer, criterion=admin)
    factories.create_requirement(answer=answer, criterion=orm)
    factories.create_effect(answer=answer, criterion=factories.create_criterion(state="draft"))

    (question,) = page_of().themes[0].questions

    assert [criterion.slug for criterion in question.moves] == ["admin", "orm"]


def test_a_quiz_without_questions_has_no_themes():
    assert (page_of().themes, page_of().question_count) == ((), 0)
