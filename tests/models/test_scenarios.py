"""Scenarios: what a row may be, and what one may ask of the rows."""

import pytest
from django.db import IntegrityError, transaction

from comparisons.choices import PublicationState
from comparisons.models import Scenario
from tests.factories import create_answer, create_question, create_scenario

pytestmark = pytest.mark.django_db


def test_a_slug_belongs_to_one_scenario():
    create_scenario(slug="internal-tool")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_scenario(slug="internal-tool")


def test_published_hides_drafts():
    shown = create_scenario()
    create_scenario(state=PublicationState.DRAFT)

    assert list(Scenario.objects.published()) == [shown]


def test_answers_to_draft_questions_are_left_out():
    later = create_answer(question=create_question(position=2))
    sooner = create_answer(question=create_question(position=1))
    hidden = create_answer(question=create_question(state=PublicationState.DRAFT))
    create_scenario(answers=[later, sooner, hidden])

    scenario = Scenario.objects.with_answers().get()

    assert scenario.published_answers == [sooner, later]


@pytest.mark.parametrize("column", ["name", "summary", "description"])
def test_matching_reads_each_column(column):
    scenario = create_scenario(**{column: "It is sought."})
    create_scenario()

    assert list(Scenario.objects.matching("SOUGHT")) == [scenario]
