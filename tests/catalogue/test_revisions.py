"""The number that grows when visitors would see something else, and what it remembers."""

import pytest
from django.core.management import call_command

from comparisons.catalogue.revisions import published_judgements, record_revision, recorded_judgements
from comparisons.choices import PublicationState
from comparisons.models import JudgementChange, Revision
from tests.factories import (
    create_answer,
    create_criterion,
    create_effect,
    create_framework,
    create_question,
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def verdict():
    verdict = create_verdict(
        framework=create_framework(slug="flask"),
        criterion=create_criterion(slug="orm"),
        rating=3,
        support="third_party",
    )
    record_revision()
    return verdict


def test_the_first_revision_is_number_one_and_knows_every_judgement(verdict):
    change = JudgementChange.objects.get()

    assert Revision.objects.current_number() == 1
    assert (change.rating_before, change.rating_after, change.support_after) == (None, 3, "third_party")


def test_saving_without_a_change_makes_no_revision(verdict):
    verdict.save()

    assert record_revision() is None


def test_a_new_rating_is_a_revision_that_remembers_the_old_one(verdict):
    verdict.rating = 4
    verdict.save()

    revision = record_revision()

    change = revision.judgement_changes.get()
    assert revision.number == 2
    assert (change.rating_before, change.rating_after) == (3, 4)


def test_a_new_sentence_is_a_revision_without_a_change_of_judgement(verdict):
    verdict.summary = "Another sentence for the same rating."
    verdict.save()

    revision = record_revision()

    assert revision.number == 2
    assert revision.judgement_changes.count() == 0


def test_a_draft_moves_nothing(verdict):
    create_verdict(
        state=PublicationState.DRAFT, framework=verdict.framework, criterion=create_criterion(state="draft")
    )

    assert record_revision() is None


def test_the_sources_of_a_draft_move_nothing(verdict):
    draft = create_verdict(state=PublicationState.DRAFT, framework=verdict.framework, criterion=create_criterion())
    record_revision()

    create_source(verdict=draft)

    assert record_revision() is None


def test_making_a_draft_of_it_is_a_revision_that_says_not_known(verdict):
    verdict.state = PublicationState.DRAFT
    verdict.save()

    change = record_revision().judgement_changes.get()

    assert (change.rating_before, change.rating_after, change.support_after) == (3, None, "")


def test_a_new_source_is_a_revision(verdict):
    create_source(verdict=verdict)

    assert record_revision().number == 2


def test_a_new_weight_in_the_quiz_changes_the_digest_of_the_quiz(verdict):
    effect = create_effect(answer=create_answer(question=create_question()), criterion=verdict.criterion, weight=1)
    before = record_revision()
    effect.weight = 3
    effect.save()

    after = record_revision()

    assert before.quiz_digest != after.quiz_digest


def test_the_record_adds_up_to_what_is_published(verdict):
    other = create_verdict(framework=verdict.framework, criterion=create_criterion(slug="admin"))
    record_revision()
    verdict.delete()
    other.rating = 1
    other.save()
    record_revision()

    assert recorded_judgements() == published_judgements()


def test_loading_the_catalogue_records_a_revision_once():
    call_command("load_catalogue", verbosity=0)
    call_command("load_catalogue", verbosity=0)

    assert Revision.objects.current_number() == 1
    assert JudgementChange.objects.count() == 516


def test_an_editors_save_in_the_admin_records_a_revision(admin_client, verdict):
    answer = admin_client.post(
        "/admin/comparisons/verdict/", {"action": "make_draft", "_selected_action": [verdict.pk], "index": 0}
    )

    assert answer.status_code == 302
    assert Revision.objects.current_number() == 2
