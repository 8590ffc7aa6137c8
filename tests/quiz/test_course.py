import random
from fractions import Fraction

import pytest

from comparisons.choices import QuestionKind
from comparisons.models import Question
from comparisons.quiz.answers import AnswerSet, build_options, build_priorities
from comparisons.quiz.course import build_course, questions_of
from comparisons.quiz.state import FULL, SHORT, QuizState
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.scoring import rank
from tests import factories
from tests.presentation.matrices import all_frameworks, create_matrix, criterion


def all_questions():
    return list(Question.objects.published().with_answers().in_order())


def state_of(chosen=None, *, skipped=(), edition=FULL, importance=None):
    return QuizState(
        answers=AnswerSet(chosen=chosen or {}, importance=importance or {}), skipped=tuple(skipped), edition=edition
    )


def course_of(state):
    return build_course(questions=all_questions(), state=state, table=build_verdict_table(all_frameworks()))


def order_of(*, chosen=None, edition=FULL):
    """All questions as they come; those that are not in `chosen` are skipped."""
    order = []
    while True:
        given = {slug: answers for slug, answers in (chosen or {}).items() if slug in order}
        course = course_of(state_of(given, skipped=[slug for slug in order if slug not in given], edition=edition))
        if course.current is None:
            return order
        order.append(course.current.slug)


def ask(slug, *, position, theme="Project", kind=QuestionKind.NEED, short=True, **effects):
    """A question with one answer, "yes", that makes criteria matter with a weight."""
    question = factories.create_question(slug=slug, position=position, theme=theme, kind=kind, in_short_edition=short)
    answer = factories.create_answer(question=question, slug="yes")
    for name, weight in effects.items():
        factories.create_effect(answer=answer, criterion=criterion(name), weight=weight)
    return answer


@pytest.fixture
def quiz(db):
    """Two themes. `even` parts nobody, `odd` parts everybody; the requirement stands last."""
    create_matrix(
        {
            "apple": {"even": 3, "odd": 5, "slight": 3},
            "pear": {"even": 3, "odd": 0, "slight": 2},
            "plum": {"even": 3, "odd": 2, "slight": 3},
        }
    )
    ask("calm", position=1, slight=1)
    ask("stormy", position=2, odd=1)
    ask("team", position=3, theme="Team", odd=1, short=False)
    must = ask("rules", position=4, theme="Team", kind=QuestionKind.REQUIREMENT)
    factories.create_requirement(answer=must, criterion=criterion("odd"), minimum_rating=1)


def test_requirements_come_first_then_theme_by_theme_and_the_largest_reach_within(quiz):
    assert order_of() == ["rules", "stormy", "calm", "team"]


def test_of_equal_reach_the_editors_order_decides(db):
    create_matrix({"apple": {"orm": 5}, "pear": {"orm": 1}})
    for position, slug in enumerate(("b", "c", "a")):
        ask(slug, position=position, orm=1)

    assert order_of() == ["b", "c", "a"]


def test_what_was_heard_decides_what_can_still_move(db):
    # Heard about `odd` with all its weight, one more word on it moves nothing; the small `slight` still does.
    create_matrix({"apple": {"odd": 5, "slight": 3}, "pear": {"odd": 0, "slight": 5}})
    ask("loud", position=1, odd=4)
    ask("louder", position=2, odd=2)
    ask("quiet", position=3, slight=2)

    assert order_of() == ["loud", "louder", "quiet"]
    assert order_of(chosen={"loud": ("yes",)}) == ["loud", "quiet", "louder"]


def test_the_same_state_gives_the_same_question_whatever_the_order_in_the_address(quiz):
    one = course_of(state_of({"rules": ("yes",), "stormy": ("yes",)}))
    other = course_of(state_of({"stormy": ("yes",), "rules": ("yes",)}))

    assert one.current == other.current
    assert [question.slug for question in one.passed] == [question.slug for question in other.passed]


def test_skipping_is_passing_without_answering(quiz):
    skipping = course_of(state_of(skipped=["rules"]))
    answering = course_of(state_of({"rules": ("yes",)}))

    assert [question.slug for question in skipping.passed] == ["rules"]
    assert (skipping.current.slug, skipping.number, skipping.total) == ("stormy", 2, 4)
    assert (answering.current.slug, answering.number) == ("stormy", 2)
    # Nobody was heard, so nothing can be settled.
    assert not course_of(state_of(skipped=["rules", "stormy", "team"])).is_settled


def test_the_short_edition_asks_its_own_and_keeps_what_was_answered_beyond(quiz):
    assert order_of(edition=SHORT) == ["rules", "stormy", "calm"]
    beyond = state_of({"team": ("yes",)}, edition=SHORT)
    assert [question.slug for question in questions_of(all_questions(), beyond)] == [
        "calm",
        "stormy",
        "team",
        "rules",
    ]


def test_an_answer_further_on_waits_for_its_turn(quiz):
    course = course_of(state_of({"calm": ("yes",)}))

    assert (course.current.slug, course.number) == ("rules", 1)


def test_at_the_end_there_is_no_question_and_nothing_to_settle(quiz):
    course = course_of(state_of(dict.fromkeys(("rules", "stormy", "calm", "team"), ("yes",))))

    assert (course.current, course.is_settled, len(course.passed)) == (None, False, 4)


def test_a_quiz_without_questions_is_at_its_end(db):
    course = course_of(state_of())

    assert (course.current, course.passed, course.total, course.is_settled) == (None, (), 0, False)


def test_settled_when_what_is_left_parts_nobody_and_not_before(db):
    create_matrix({"apple": {"orm": 5, "even": 3}, "pear": {"orm": 1, "even": 3}})
    ask("data", position=1, orm=1)
    ask("calm", position=2, even=4)
    rival = factories.create_answer(question=Question.objects.get(slug="calm"), slug="no", position=1)

    assert not course_of(state_of()).is_settled
    assert course_of(state_of({"data": ("yes",)})).is_settled

    factories.create_effect(answer=rival, criterion=criterion("orm"), weight=2, target=0)

    assert not course_of(state_of({"data": ("yes",)})).is_settled


def first_of(table, questions, chosen, importance):
    priorities = build_priorities(questions, AnswerSet(chosen=chosen, importance=importance))
    return {standing.candidate.slug for standing in rank(table, priorities).first}


def test_settled_is_said_exactly_when_trying_every_answer_says_so(catalogue):
    questions = all_questions()
    table = build_verdict_table(all_frameworks())
    chance = random.Random(3)
    seen = set()
    # Late in the quiz is where it happens, so most are nearly full.
    for _try in range(60):
        open_slugs = {q.slug for q in chance.sample(questions, chance.choice((1, 2, 2, 3, 5, 12)))}
        chosen, skipped = {}, []
        for question in questions:
            if question.slug in open_slugs:
                continue
            if chance.random() < 0.1:
                skipped.append(question.slug)
            else:
                chosen[question.slug] = (chance.choice(question.ordered_answers).slug,)
        importance = {slug: chance.choice((0, 1, 1, 2, 4)) for slug in chosen}

        state = state_of(chosen, skipped=skipped, importance=importance)
        said = build_course(questions=questions, state=state, table=table).is_settled

        before = first_of(table, questions, chosen, importance)
        changes = any(
            first_of(table, questions, {**chosen, question.slug: (answer.slug,)}, importance) != before
            for question in questions
            if question.slug in open_slugs
            for answer in question.ordered_answers
        )
        assert said == (bool(chosen) and not changes)
        seen.add(said)
    assert seen == {True, False}


def test_the_real_quiz_has_a_short_and_a_full_edition(catalogue):
    short, full = order_of(edition=SHORT), order_of(edition=FULL)

    assert 6 <= len(short) <= 8
    assert 14 <= len(full) <= 18
    assert set(short) < set(full)


def test_the_real_quiz_asks_requirements_first_and_each_theme_in_one_go(catalogue):
    by_slug = {question.slug: question for question in all_questions()}
    kinds = [by_slug[slug].kind for slug in order_of()]
    themes = [by_slug[slug].theme for slug in order_of() if by_slug[slug].kind != QuestionKind.REQUIREMENT]

    demanding = kinds.count(QuestionKind.REQUIREMENT)
    assert set(kinds[:demanding]) <= {QuestionKind.REQUIREMENT}
    changes = [theme for before, theme in zip([None, *themes], themes, strict=False) if theme != before]
    assert len(changes) == len(set(themes))


def test_the_first_of_a_theme_is_the_one_that_moves_most(catalogue):
    questions = all_questions()
    table = build_verdict_table(all_frameworks())

    def movement(question):
        """The mean, over the answers, of how far all scores move from the middle, by the ranking itself."""
        moved = 0
        for option in build_options(question):
            ranking = rank(table, build_priorities(questions, AnswerSet(chosen={question.slug: option.answers})))
            moved += sum(abs(s.score - Fraction(1, 2)) for s in ranking.standings if s.score is not None)
            moved += Fraction(len(ranking.exclusions), 2)
        return moved / len(question.ordered_answers)

    weighing = [question for question in questions if question.kind != QuestionKind.REQUIREMENT]
    theme = [question for question in weighing if question.theme == weighing[0].theme]
    demanding = [question.slug for question in questions if question.kind == QuestionKind.REQUIREMENT]

    current = course_of(state_of(skipped=demanding)).current

    assert current.slug == max(theme, key=movement).slug
