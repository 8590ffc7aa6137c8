from itertools import combinations
from urllib.parse import parse_qs, urlsplit

import pytest

from comparisons.models import Question
from comparisons.presentation.pair_questions import build_parting_questions
from comparisons.quiz.answers import AnswerSet, build_priorities
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.scoring import rank
from tests import factories
from tests.presentation.matrices import all_frameworks, create_matrix, criterion, framework
from tests.quiz.little_quiz import create_little_quiz

pytestmark = pytest.mark.django_db


def all_questions():
    return list(Question.objects.published().with_answers().in_order())


def parting_of(left, right):
    return build_parting_questions(
        left=framework(left),
        right=framework(right),
        questions=all_questions(),
        table=build_verdict_table(all_frameworks()),
    )


def sides_of(entry):
    return {
        side.framework.slug if side.framework else "": [
            (option.answer.slug, option.points) for option in side.answers
        ]
        for side in entry.sides
    }


def test_answers_stand_under_whom_they_speak_for_the_loudest_first():
    create_little_quiz(
        {"wide": {"orm": 5, "size": 1, "even": 3}, "small": {"orm": 1, "size": 5, "even": 3}},
        {
            "data": [
                ("some", ("orm", 1), ("even", 1)),
                ("much", ("orm", 2)),
                ("little", ("size", 2)),
                ("same", ("even", 1)),
            ]
        },
    )

    (entry,) = parting_of("wide", "small").questions

    assert sides_of(entry) == {
        "wide": [("much", 80), ("some", 40)],
        "small": [("little", 80)],
        "": [("same", 0)],
    }


def test_a_side_without_answers_is_shown_empty_and_no_difference_only_where_there_is_one():
    create_little_quiz(questions={"data": [("much", ("orm", 2)), ("more", ("orm", 3), ("size", 1))]})

    (entry,) = parting_of("wide", "small").questions

    assert sides_of(entry) == {"wide": [("much", 80), ("more", 40)], "small": []}


def test_an_answer_leads_into_the_quiz_with_it_given_and_a_link_asks_just_these():
    create_little_quiz(
        questions={
            "data": [("much", ("orm", 2)), ("little", ("size", 2))],
            "nothing": [("yes",), ("no",)],
        }
    )

    parting = parting_of("wide", "small")

    (entry,) = parting.questions
    assert entry.sides[0].answers[0].address == "/quiz/?data=much&edition=short"
    assert parting.address == "/quiz/?edition=full&skipped=nothing"


def test_a_demand_is_said_as_what_it_rules_out():
    create_matrix({"django": {"orm": 5, "size": 2}, "flask": {"orm": 2, "size": 2}})
    question = factories.create_question(slug="rules")
    for position, (slug, name, minimum) in enumerate((("maps", "orm", 4), ("tiny", "size", 5))):
        answer = factories.create_answer(question=question, slug=slug, position=position)
        factories.create_requirement(answer=answer, criterion=criterion(name), minimum_rating=minimum)

    (entry,) = parting_of("django", "flask").questions

    assert sides_of(entry) == {"django": [("maps", None)], "flask": [], "": [("tiny", None)]}
    assert [demand.address for demand in entry.sides[0].answers[0].failed] == ["/frameworks/flask/#orm"]
    assert [option.rules_out_both for side in entry.sides for option in side.answers] == [False, True]


def test_a_quiz_that_does_not_part_the_two_shows_nothing():
    create_little_quiz(ratings={"wide": {"orm": 3, "size": 3}, "small": {"orm": 3, "size": 3}})

    assert not parting_of("wide", "small")


@pytest.mark.usefixtures("catalogue")
def test_every_published_pair_is_parted_by_two_or_three_questions_and_each_address_gives_that_order():
    questions, frameworks = all_questions(), all_frameworks()
    table = build_verdict_table(frameworks)

    for left, right in combinations(frameworks, 2):
        parting = build_parting_questions(left=left, right=right, questions=questions, table=table)
        swapped = build_parting_questions(left=right, right=left, questions=questions, table=table)

        assert 2 <= len(parting.questions) <= 3
        assert [entry.question.slug for entry in swapped.questions] == [
            entry.question.slug for entry in parting.questions
        ]
        for entry, mirrored in zip(parting.questions, swapped.questions, strict=True):
            assert sides_of(entry) == sides_of(mirrored)
            assert [side.framework for side in entry.sides[:2]] == [left, right]
            assert [side.framework for side in mirrored.sides[:2]] == [right, left]
            for side in entry.sides[:2]:
                assert side.answers, "an answer speaks for either side"
                for option in side.answers:
                    # Who is ruled out is so by a verdict that the page leads to.
                    assert bool(option.failed) == (option.points is None)
                    _assert_order(table, questions, option.address, side.framework, side.other)


def _assert_order(table, questions, address, ahead, behind):
    given = {name: tuple(values) for name, values in parse_qs(urlsplit(address).query).items() if name != "edition"}
    ranking = rank(table, build_priorities(questions, AnswerSet(chosen=given)))
    mine, theirs = ranking.standing_of(ahead.slug), ranking.standing_of(behind.slug)
    assert mine is not None
    assert theirs is None or mine.rank < theirs.rank
