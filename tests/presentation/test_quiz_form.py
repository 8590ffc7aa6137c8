import pytest

from comparisons.models import Question
from comparisons.presentation.quiz_form import (
    build_form_page,
    build_overview_page,
    build_start_page,
    build_step_page,
    course_address,
)
from comparisons.quiz.answers import AnswerSet
from comparisons.quiz.course import build_course
from comparisons.quiz.state import FORM, FULL, OVERVIEW, SHORT, QuizState
from comparisons.quiz.verdict_table import build_verdict_table
from tests import factories
from tests.presentation.matrices import all_frameworks

pytestmark = pytest.mark.django_db


def all_questions():
    return list(Question.objects.published().with_answers().in_order())


def state_of(chosen=None, *, importance=None, **fields):
    return QuizState(answers=AnswerSet(chosen=chosen or {}, importance=importance or {}), **fields)


def course_of(state):
    return build_course(questions=all_questions(), state=state, table=build_verdict_table(all_frameworks()))


def form_of(state=None):
    return build_form_page(all_questions(), state or QuizState())


def step_of(state):
    return build_step_page(course_of(state), state)


def overview_of(state):
    return build_overview_page(all_questions(), course_of(state), state)


@pytest.fixture
def three_questions():
    """Size and team, which are short, and the ORM, which is not; each with the answers "yes" and "no"."""
    for position, slug in enumerate(("size", "team", "orm")):
        question = factories.create_question(slug=slug, position=position, in_short_edition=slug != "orm")
        for place, answer in enumerate(("yes", "no")):
            factories.create_answer(question=question, slug=answer, position=place)


def test_questions_stand_under_their_themes_and_are_numbered_through():
    for position, (slug, theme) in enumerate([("size", "Project"), ("team", "Project"), ("orm", "Data")]):
        factories.create_question(slug=slug, theme=theme, position=position)

    page = form_of()

    assert [(theme.name, [(q.number, q.question.slug) for q in theme.questions]) for theme in page.themes] == [
        ("Project", [(1, "size"), (2, "team")]),
        ("Data", [(3, "orm")]),
    ]
    assert page.question_count == 3


def test_what_is_chosen_is_filled_in_and_the_rest_of_the_state_carried_along(three_questions):
    page = form_of(
        state_of(
            {"size": ("no",)}, importance={"size": 4}, favourite="flask", revision=3, skipped=("orm",), view=FORM
        )
    )

    size = page.themes[0].questions[0]
    assert [(option.answer.slug, option.is_chosen) for option in size.options] == [("yes", False), ("no", True)]
    assert size.is_answered
    # The form leads to the result, for which skipping says nothing.
    assert page.hidden == (("importance", "size:4"), ("favourite", "flask"), ("revision", "3"))
    assert not form_of().themes[0].questions[0].is_answered


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

    (question,) = form_of().themes[0].questions

    assert [criterion.slug for criterion in question.moves] == ["admin", "orm"]


def test_a_quiz_without_questions_has_nothing_to_show():
    start = build_start_page([], QuizState())

    assert (form_of().themes, form_of().question_count) == ((), 0)
    assert (start.short_count, start.full_count) == (0, 0)
    assert step_of(state_of(edition=FULL)) is None
    assert overview_of(state_of(edition=FULL)).rows == ()


def test_the_start_counts_both_editions_and_loses_no_answer(three_questions):
    page = build_start_page(all_questions(), state_of({"size": ("yes",)}, importance={"size": 2}, favourite="flask"))

    assert (page.short_count, page.full_count) == (2, 3)
    # The favourite has a field of its own there, and the edition is the button.
    assert page.hidden == (("size", "yes"), ("importance", "size:2"))


def test_a_step_carries_everything_along_and_knows_the_ways_out(three_questions):
    page = step_of(state_of({"size": ("yes",)}, edition=FULL, skipped=("team",), favourite="flask"))

    assert (page.view.question.slug, page.view.number, page.total) == ("orm", 3, 3)
    assert (page.answered, page.progress) == (1, 67)
    assert page.hidden == (("size", "yes"), ("favourite", "flask"), ("edition", "full"), ("skipped", "team"))
    assert page.enough_address == "/quiz/?size=yes&favourite=flask&edition=full&view=overview&skipped=team"
    assert page.form_address == "/quiz/?size=yes&favourite=flask&edition=full&view=form&skipped=team"


@pytest.mark.parametrize(
    ("state", "back"),
    [
        (state_of(edition=FULL), "/quiz/"),
        (state_of(edition=FULL, favourite="flask"), "/quiz/?favourite=flask"),
        (state_of({"size": ("yes",)}, edition=FULL), "/quiz/?edition=full"),
        (state_of(edition=FULL, skipped=("size",)), "/quiz/?edition=full"),
        (state_of({"size": ("yes",)}, edition=FULL, skipped=("team",)), "/quiz/?size=yes&edition=full"),
        (
            state_of({"team": ("yes",)}, edition=FULL, skipped=("size",)),
            "/quiz/?edition=full&skipped=size",
        ),
    ],
)
def test_back_leads_to_the_question_before(three_questions, state, back):
    assert step_of(state).back_address == back


def test_back_passes_over_an_answer_that_the_short_edition_does_not_ask_for():
    for position, (slug, is_short) in enumerate([("size", True), ("orm", False), ("team", True)]):
        factories.create_answer(
            slug="yes", question=factories.create_question(slug=slug, position=position, in_short_edition=is_short)
        )

    page = step_of(state_of({"size": ("yes",), "orm": ("yes",)}, edition=SHORT))

    assert (page.view.question.slug, page.view.number, page.total) == ("team", 3, 3)
    assert page.back_address == "/quiz/?orm=yes&edition=short"


def test_the_overview_lists_what_was_answered_with_its_importance(three_questions):
    page = overview_of(
        state_of({"size": ("no",), "orm": ("yes",)}, importance={"size": 4}, edition=SHORT, view=OVERVIEW)
    )

    assert [(row.question.slug, [answer.slug for answer in row.answers]) for row in page.rows] == [
        ("size", ["no"]),
        ("orm", ["yes"]),
    ]
    assert [(choice.value, choice.label, choice.is_chosen) for choice in page.rows[0].choices] == [
        ("size:0", "irrelevant", False),
        # Normal importance goes without saying, in the address too.
        ("", "normal", False),
        ("size:2", "important", False),
        ("size:4", "decisive", True),
    ]
    assert [choice.is_chosen for choice in page.rows[1].choices] == [False, True, False, False]
    # The importance is the form's own field.
    assert page.hidden == (("size", "no"), ("orm", "yes"))
    assert page.rows[0].change_address.endswith("&view=form#size")


@pytest.mark.parametrize(
    ("state", "left", "more"),
    [
        (state_of(view=OVERVIEW), ["size", "team", "orm"], "/quiz/?edition=full"),
        (state_of({"size": ("yes",)}, edition=SHORT, view=OVERVIEW), ["team"], "/quiz/?size=yes&edition=short"),
        # What was skipped stays skipped while there is something else to ask …
        (
            state_of({"size": ("yes",)}, edition=FULL, skipped=("team",), view=OVERVIEW),
            ["team", "orm"],
            "/quiz/?size=yes&edition=full&skipped=team",
        ),
        # … and is asked again when there is nothing else.
        (
            state_of({"size": ("yes",)}, edition=SHORT, skipped=("team",), view=OVERVIEW),
            ["team"],
            "/quiz/?size=yes&edition=short",
        ),
        (state_of({"size": ("yes",), "team": ("no",)}, edition=SHORT, view=OVERVIEW), [], None),
    ],
)
def test_the_overview_knows_what_is_left_and_the_way_on(three_questions, state, left, more):
    page = overview_of(state)

    assert [question.slug for question in page.left] == left
    assert more is None or page.more_address == more


def test_the_address_of_a_page_on_the_way_carries_the_whole_state():
    state = state_of(
        {"size": ("yes",)}, importance={"size": 2}, edition=SHORT, skipped=("orm",), favourite="flask", revision=3
    )

    assert str(course_address(state)) == (
        "/quiz/?size=yes&importance=size:2&favourite=flask&revision=3&edition=short&skipped=orm"
    )
