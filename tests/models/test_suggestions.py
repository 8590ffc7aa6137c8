"""Suggestions: what the database holds to, and that one of two deciders decides."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from comparisons.choices import SuggestionState
from comparisons.models import Suggestion
from tests.factories import create_suggestion, create_verdict
from tests.models.refusals import assert_refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "framework"}, "A suggestion is about a verdict, a notable user or a claim."),
        ({"state": "lost"}, "A suggestion is waiting, accepted or declined."),
        ({"proposed_support": "magic"}, "Choose one of the known support levels."),
        ({"proposed_status": "magic"}, "Choose one of the known states of users and claims."),
        ({"proposed_rating": 6}, "Give a whole number from 0 to 5."),
        ({"state": "accepted"}, "A decision and its date belong together."),
        ({"decided_at": datetime(2026, 1, 1, tzinfo=UTC)}, "A decision and its date belong together."),
        ({"state": "declined", "decided_at": datetime(2026, 1, 1, tzinfo=UTC)}, "Say why you decline it."),
    ],
)
def test_the_database_refuses_what_makes_no_sense(fields, message):
    assert_refused(create_suggestion(), message=message, **fields)


def test_one_that_waits_is_decided_once(django_user_model):
    anna = django_user_model.objects.create_user("anna")
    suggestion = create_suggestion()

    first = Suggestion.objects.decide(suggestion.pk, SuggestionState.ACCEPTED, by=anna)
    second = Suggestion.objects.decide(suggestion.pk, SuggestionState.DECLINED, by=None, reason="No.")

    suggestion.refresh_from_db()
    assert (first, second) == (True, False)
    assert (suggestion.state, suggestion.decided_by, suggestion.decision_reason) == ("accepted", anna, "")
    assert suggestion.decided_at is not None
    assert list(Suggestion.objects.decided()) == [suggestion]


def test_of_many_those_that_wait_are_declined_for_one_reason(django_user_model):
    anna = django_user_model.objects.create_user("anna")
    waiting, another, accepted, left = (create_suggestion() for _number in range(4))
    Suggestion.objects.decide(accepted.pk, SuggestionState.ACCEPTED, by=None)

    declined = Suggestion.objects.decline_all([another.pk, accepted.pk, waiting.pk, 4711], by=anna, reason="Spam.")

    assert declined == 2
    assert list(Suggestion.objects.order_by("pk").values_list("pk", "state", "decided_by", "decision_reason")) == [
        (waiting.pk, "declined", anna.pk, "Spam."),
        (another.pk, "declined", anna.pk, "Spam."),
        (accepted.pk, "accepted", None, ""),
        (left.pk, "waiting", None, ""),
    ]


def test_of_many_all_are_declined_or_none():
    suggestions = [create_suggestion(), create_suggestion()]

    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.decline_all([each.pk for each in suggestions], by=None, reason="")

    assert Suggestion.objects.waiting().count() == 2


def test_it_outlives_the_row_that_it_is_about_and_comes_back_to_it():
    verdict = create_verdict()
    framework, criterion = verdict.framework, verdict.criterion
    suggestion = create_suggestion(about=verdict)
    about = Suggestion.objects.about("verdict", f"{framework.slug}/{criterion.slug}")

    verdict.delete()

    assert list(about) == [suggestion]


def test_who_decided_may_leave(django_user_model):
    anna = django_user_model.objects.create_user("anna")
    suggestion = create_suggestion()
    Suggestion.objects.decide(suggestion.pk, SuggestionState.ACCEPTED, by=anna)

    anna.delete()

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by) == ("accepted", None)
