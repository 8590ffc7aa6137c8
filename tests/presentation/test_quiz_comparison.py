"""Two results side by side."""

import pytest

from comparisons.choices import QuestionKind
from comparisons.models import Question
from comparisons.presentation.quiz_comparison import build_quiz_comparison
from comparisons.quiz.answers import AnswerSet
from comparisons.quiz.state import QuizState
from comparisons.quiz.verdict_table import build_verdict_table
from tests import factories
from tests.presentation.matrices import all_frameworks, create_matrix, criterion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def content():
    """Apple is good at the ORM, Pear at async, Plum at nothing. `calm` moves everyone alike."""
    create_matrix(
        {
            "apple": {"orm": 5, "async": 1, "even": 3},
            "pear": {"orm": 2, "async": 5, "even": 3},
            "plum": {"orm": 0, "async": 0, "even": 3},
        }
    )
    for position, (slug, answers) in enumerate(
        {
            "store": {"tables": "orm", "streams": "async"},
            "calm": {"yes": "even", "no": "even"},
            "load": {"waiting": "async", "none": "orm"},
        }.items()
    ):
        question = factories.create_question(slug=slug, text=f"What of {slug}?", position=position)
        for place, (answer, moved) in enumerate(answers.items()):
            factories.create_effect(
                answer=factories.create_answer(question=question, slug=answer, position=place),
                criterion=criterion(moved),
            )
    must = factories.create_answer(
        question=factories.create_question(slug="rules", position=9, kind=QuestionKind.REQUIREMENT), slug="must"
    )
    factories.create_requirement(answer=must, criterion=criterion("orm"), minimum_rating=4)
    impossible = factories.create_answer(question=must.question, slug="impossible", position=1)
    factories.create_requirement(answer=impossible, criterion=criterion("even"), minimum_rating=5)


def state_of(chosen, **answers):
    return QuizState(
        answers=AnswerSet(chosen={name: (value,) for name, value in chosen.items()}, **answers), revision=3
    )


def compared(mine, theirs):
    return build_quiz_comparison(
        mine=mine.beside("anything"),
        theirs=theirs,
        alone=mine,
        questions=list(Question.objects.published().with_answers().in_order()),
        frameworks=all_frameworks(),
        table=build_verdict_table(all_frameworks()),
    )


def test_where_two_agree_and_what_parts_them():
    comparison = compared(state_of({"store": "tables", "calm": "yes"}), state_of({"store": "streams", "calm": "yes"}))

    assert (comparison.mine_first, comparison.theirs_first, comparison.same_first) == ("Apple", "Pear", False)
    assert [(row.question.slug, row.mine) for row in comparison.agreed] == [("calm", "Yes")]
    assert [(row.question.slug, row.mine, row.theirs, row.leaders) for row in comparison.parting] == [
        ("store", "Tables", "Streams", "Pear")
    ]
    assert comparison.alone_address == "/quiz/result/?store=tables&calm=yes&revision=3"
    assert comparison.other_address == "/quiz/result/?store=streams&calm=yes&revision=3"


def test_the_same_answers_part_nobody():
    comparison = compared(state_of({"store": "tables"}), state_of({"store": "tables"}))

    assert comparison.same_first
    assert comparison.parting == ()
    assert all(mine.rank == theirs.rank for mine, theirs in comparison.places)


def test_an_answer_that_only_one_gave_parts_them_and_questions_that_nobody_answered_are_left_out():
    comparison = compared(state_of({"store": "tables"}), state_of({"load": "waiting"}))

    assert [(row.question.slug, row.mine, row.theirs) for row in comparison.parting] == [
        ("store", "Tables", ""),
        ("load", "", "Waiting"),
    ]


def test_what_would_change_my_first_place_stands_before_the_rest():
    comparison = compared(
        state_of({"store": "tables", "calm": "yes", "load": "none"}, importance={"load": 0}),
        state_of({"store": "streams", "calm": "no", "load": "none"}, importance={"load": 4}),
    )

    assert [(row.question.slug, row.leaders) for row in comparison.parting] == [
        ("store", "Pear"),
        ("calm", ""),
        ("load", ""),
    ]
    assert [row.mine for row in comparison.parting][2] == "None (×0)"
    assert [row.theirs for row in comparison.parting][2] == "None (×4)"


def test_what_one_made_a_wish_only_parts_them():
    mine = state_of({"rules": "must", "load": "waiting"})
    theirs = state_of({"rules": "must", "load": "waiting"}, softened=("rules",))

    comparison = compared(mine, theirs)

    assert [(row.question.slug, row.theirs) for row in comparison.parting] == [("rules", "Must (only important)")]
    assert {standing.slug: (standing.rank, other.rank) for standing, other in comparison.places}["pear"] == (None, 2)


def test_everyone_has_both_places():
    comparison = compared(state_of({"store": "tables"}), state_of({"store": "streams", "rules": "must"}))

    assert [(mine.slug, mine.rank, theirs.rank) for mine, theirs in comparison.places] == [
        ("apple", 1, 1),
        ("pear", 2, None),
        ("plum", 3, None),
    ]


def test_when_nothing_is_left_for_one_of_them_nobody_comes_first():
    comparison = compared(state_of({"store": "tables"}), state_of({"rules": "impossible"}))

    assert (comparison.mine_first, comparison.theirs_first) == ("Apple", "nobody")
    # Without an answer everyone would come first.
    assert [row.leaders for row in comparison.parting] == ["Apple, Pear, Plum", "nobody"]
