"""Questions, answers, effects and requirements: what a row may be, and what one may ask of the rows."""

import pytest
from django.db import IntegrityError, transaction

from comparisons.choices import PublicationState, Support
from comparisons.models import Question
from tests.factories import (
    create_answer,
    create_criterion,
    create_effect,
    create_question,
    create_requirement,
)
from tests.models.refusals import assert_refused

pytestmark = pytest.mark.django_db


def test_a_kind_is_one_of_the_known():
    assert_refused(
        create_question(),
        message="The kind is situation, need, preference or requirement.",
        kind="trick",
    )


@pytest.mark.parametrize("slug", ["importance", "revision"])
def test_a_question_takes_no_name_that_the_address_uses(slug):
    assert_refused(
        create_question(),
        message="This word has another meaning in the quiz's address; choose another slug.",
        slug=slug,
    )


def test_a_slug_belongs_to_one_question():
    create_question(slug="team")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_question(slug="team")


def test_a_slug_belongs_to_one_answer_of_a_question():
    given = create_answer(slug="yes")
    another = create_answer(question=given.question)

    assert_refused(another, message="This question already has an answer with this slug.", slug="yes")


def test_two_questions_may_have_the_same_answer():
    create_answer(slug="yes")

    create_answer(slug="yes").full_clean()


def test_an_answer_moves_a_criterion_once():
    given = create_effect()
    another = create_effect(answer=given.answer)

    assert_refused(another, message="This answer already moves this criterion.", criterion_id=given.criterion_id)


@pytest.mark.parametrize("weight", [0, 5])
def test_a_weight_outside_one_to_four_is_refused(weight):
    assert_refused(create_effect(), message="Give a whole number from 1 to 4.", weight=weight)


@pytest.mark.parametrize("weight", [1, 4])
def test_a_weight_from_one_to_four_is_taken(weight):
    create_effect(weight=weight).full_clean()


def test_a_target_outside_the_scale_is_refused():
    assert_refused(create_effect(), message="Give a whole number from 0 to 5.", target=6)


@pytest.mark.parametrize("target", [None, 0, 5])
def test_a_target_is_on_the_scale_or_absent(target):
    create_effect(target=target).full_clean()


def test_an_answer_demands_one_thing_of_a_criterion():
    given = create_requirement()
    another = create_requirement(answer=given.answer)

    assert_refused(
        another,
        message="This answer already demands something of this criterion.",
        criterion_id=given.criterion_id,
    )


@pytest.mark.parametrize("level", [Support.NONE, Support.NOT_APPLICABLE, "maybe"])
def test_only_real_support_is_demanded(level):
    assert_refused(
        create_requirement(),
        message="Choose one of the support levels that can be demanded.",
        minimum_support=level,
        minimum_rating=None,
    )


@pytest.mark.parametrize("rating", [0, 6])
def test_a_demanded_rating_outside_one_to_five_is_refused(rating):
    assert_refused(create_requirement(), message="Give a whole number from 1 to 5.", minimum_rating=rating)


@pytest.mark.parametrize(
    "demand",
    [
        {"minimum_support": "", "minimum_rating": None},
        {"minimum_support": Support.BUILT_IN, "minimum_rating": 3},
    ],
)
def test_a_requirement_demands_support_or_a_rating(demand):
    assert_refused(create_requirement(), message="Demand a support level or a rating, one of the two.", **demand)


def test_a_requirement_may_demand_support():
    create_requirement(minimum_support=Support.THIRD_PARTY).full_clean()


def test_contradiction_holds_in_both_directions():
    none_of_these = create_answer()
    something = create_answer(contradicts=[none_of_these])

    assert list(none_of_these.contradicts.all()) == [something]


def test_published_hides_drafts():
    shown = create_question()
    create_question(state=PublicationState.DRAFT)

    assert list(Question.objects.published()) == [shown]


def test_the_quiz_is_fetched_without_a_query_per_answer(django_assert_num_queries):
    for _number in range(2):
        question = create_question()
        for _letter in "ab":
            answer = create_answer(question=question)
            create_effect(answer=answer)
            create_requirement(answer=answer)

    with django_assert_num_queries(5):
        for question in Question.objects.in_order().with_answers():
            for answer in question.ordered_answers:
                assert [effect.criterion.slug for effect in answer.published_effects]
                assert [requirement.criterion.slug for requirement in answer.published_requirements]
                assert list(answer.contradicts.all()) == []


def test_draft_criteria_move_nothing():
    draft = create_criterion(state=PublicationState.DRAFT)
    answer = create_answer()
    create_effect(answer=answer, criterion=draft)
    create_requirement(answer=answer, criterion=draft)

    (question,) = Question.objects.with_answers()

    assert question.ordered_answers[0].published_effects == []
    assert question.ordered_answers[0].published_requirements == []
