"""The desks of the quiz: a question with its answers, an answer with what it does."""

import pytest

from comparisons.models import Answer
from tests.admin.forms import shown_values
from tests.admin.test_desks import address
from tests.factories import (
    create_answer,
    create_criterion,
    create_effect,
    create_question,
    create_requirement,
)

pytestmark = pytest.mark.django_db


def post_changes(client, create, row, changes):
    url = address(create, "change", row.pk)
    return client.post(url, shown_values(client.get(url)) | changes)


def test_an_answer_is_added_on_the_page_of_its_question(admin_client):
    question = create_question()

    response = post_changes(
        admin_client,
        create_question,
        question,
        {
            "answers-TOTAL_FORMS": "1",
            "answers-0-text": "Two of us",
            "answers-0-slug": "two",
            "answers-0-position": "1",
        },
    )

    assert response.status_code == 302
    assert Answer.objects.get().question == question


def test_the_questions_page_leads_to_each_answers_own_page(admin_client):
    answer = create_answer()

    response = admin_client.get(address(create_question, "change", answer.question_id))

    assert f'href="{address(create_answer, "change", answer.pk)}"' in response.content.decode()


def test_the_slug_of_an_answer_stays_once_its_question_is_published(admin_client):
    published = create_answer(slug="settled")
    draft = create_answer(slug="tentative", question=create_question(state="draft"))

    for answer in (published, draft):
        post_changes(admin_client, create_question, answer.question, {"answers-0-slug": "moved"})
        answer.refresh_from_db()

    assert published.slug == "settled"
    assert draft.slug == "moved"


def test_effects_and_requirements_are_added_on_the_answers_page(admin_client):
    answer, criterion = create_answer(), create_criterion()

    response = post_changes(
        admin_client,
        create_answer,
        answer,
        {
            "effects-TOTAL_FORMS": "1",
            "effects-0-criterion": criterion.pk,
            "effects-0-weight": "2",
            "effects-0-reason": "it matters",
            "requirements-TOTAL_FORMS": "1",
            "requirements-0-criterion": criterion.pk,
            "requirements-0-minimum_rating": "3",
            "requirements-0-reason": "nothing less will do",
        },
    )

    assert response.status_code == 302
    assert answer.effects.get().criterion == criterion
    assert answer.requirements.get().minimum_rating == 3


@pytest.mark.parametrize(
    ("create", "changes", "message"),
    [
        (create_effect, {"effects-0-weight": "9"}, "Give a whole number from 1 to 4."),
        (create_effect, {"effects-0-target": "9"}, "Give a whole number from 0 to 5."),
        (
            create_requirement,
            {"requirements-0-minimum_support": "built_in"},
            "Demand a support level or a rating, one of the two.",
        ),
    ],
)
def test_a_part_that_cannot_be_is_refused_in_words(create, changes, message, admin_client):
    answer = create_answer()
    create(answer=answer)

    response = post_changes(admin_client, create_answer, answer, changes)

    assert response.status_code == 200
    assert message in response.content.decode()


def test_contradictions_are_ticked_under_their_questions(admin_client):
    answer = create_answer(text="Yes", question=create_question(text="Do you?"))
    other = create_answer(text="Yes", question=create_question(text="Will you?"))

    response = admin_client.get(address(create_answer, "change", answer.pk))
    post_changes(admin_client, create_answer, answer, {"contradicts": [other.pk]})

    assert "Will you?" in str(response.context["adminform"].form["contradicts"])
    assert list(other.contradicts.all()) == [answer]


def test_a_reserved_slug_is_refused_in_words(admin_client):
    question = create_question(state="draft")

    response = post_changes(admin_client, create_question, question, {"slug": "revision"})

    assert "another meaning in the quiz" in response.content.decode()
