"""The desk of the scenarios: answers are ticked as in the quiz, and as the quiz allows."""

import pytest

from comparisons.models import Scenario
from tests.admin.forms import shown_values
from tests.admin.test_desks import address
from tests.factories import create_answer, create_question, create_scenario

pytestmark = pytest.mark.django_db


def tick(client, scenario, answers):
    url = address(create_scenario, "change", scenario.pk)
    return client.post(url, shown_values(client.get(url)) | {"answers": [answer.pk for answer in answers]})


def test_answers_stand_under_their_questions(admin_client):
    create_answer(text="Alone", question=create_question(text="How many are you?"))
    scenario = create_scenario()

    response = admin_client.get(address(create_scenario, "change", scenario.pk))

    field = str(response.context["adminform"].form["answers"])
    assert field.index("How many are you?") < field.index("Alone")


def test_answers_to_different_questions_are_ticked(admin_client):
    scenario = create_scenario()
    answers = [create_answer(), create_answer()]

    response = tick(admin_client, scenario, answers)

    assert response.status_code == 302
    assert set(Scenario.objects.get().answers.all()) == set(answers)


def test_two_answers_to_a_question_that_takes_one_are_refused(admin_client):
    scenario = create_scenario()
    question = create_question(text="How many are you?")

    response = tick(admin_client, scenario, [create_answer(question=question), create_answer(question=question)])

    assert response.status_code == 200
    assert response.context["adminform"].form.errors["answers"] == ["“How many are you?” takes one answer."]


def test_two_answers_to_a_question_that_takes_several_are_ticked(admin_client):
    scenario = create_scenario()
    question = create_question(allows_several=True)

    response = tick(admin_client, scenario, [create_answer(question=question), create_answer(question=question)])

    assert response.status_code == 302


def test_a_scenario_without_answers_is_refused(admin_client):
    response = tick(admin_client, create_scenario(), [])

    assert list(response.context["adminform"].form.errors) == ["answers"]
