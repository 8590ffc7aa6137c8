"""Filing: floods and repeated words are refused, by the hour, by the day, by sender and by all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comparisons.choices import SuggestionState
from comparisons.models import SenderSalt, Suggestion
from comparisons.suggestions import filing
from comparisons.suggestions.filing import (
    SaidAlready,
    SaidOfAnother,
    TooManyBySender,
    TooManyOfAll,
    file_suggestion,
)
from tests.factories import create_suggestion

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.1"


def unsaved(words="It has been built in for years.", *, key="flask/orm", **fields):
    return Suggestion(
        kind="verdict", key=key, title="Flask · ORM", what_is_wrong=words, how_they_know="I ran it.", **fields
    )


def fill(number, *, address=HERE):
    for each in range(number):
        file_suggestion(unsaved(f"Wrong for reason {each} from {address}."), address=address)


def let_pass(**time):
    """Makes all that was filed older."""
    for suggestion in Suggestion.objects.all():
        suggestion.created_at -= timedelta(**time)
        suggestion.save()


def test_a_filed_suggestion_waits_with_a_hashed_sender_of_today():
    suggestion = unsaved()

    file_suggestion(suggestion, address=HERE)

    suggestion.refresh_from_db()
    assert suggestion.state == SuggestionState.WAITING
    assert suggestion.sender_day == timezone.now().date()
    assert HERE not in "".join(str(value) for value in Suggestion.objects.values().get().values())
    assert HERE not in "".join(SenderSalt.objects.values_list("salt", flat=True))


def test_the_sixth_of_an_hour_is_refused_and_an_hour_later_it_is_not():
    fill(filing.MOST_PER_HOUR)

    with pytest.raises(TooManyBySender):
        file_suggestion(unsaved(), address=HERE)
    file_suggestion(unsaved("Another sends more."), address=ELSEWHERE)
    let_pass(hours=1)
    file_suggestion(unsaved(), address=HERE)

    assert Suggestion.objects.count() == filing.MOST_PER_HOUR + 2


def test_the_twenty_first_of_a_day_is_refused():
    for _hour in range(4):
        fill_with = Suggestion.objects.count()
        for each in range(filing.MOST_PER_HOUR):
            file_suggestion(unsaved(f"Wrong for reason {fill_with + each}."), address=HERE)
        let_pass(hours=1)

    with pytest.raises(TooManyBySender):
        file_suggestion(unsaved(), address=HERE)

    assert Suggestion.objects.count() == filing.MOST_PER_DAY == 20


def test_all_networks_of_one_household_are_one_sender():
    for each in range(filing.MOST_PER_HOUR):
        file_suggestion(unsaved(f"Wrong for reason {each}."), address=f"2001:db8:0:{each}::1")

    with pytest.raises(TooManyBySender):
        file_suggestion(unsaved(), address="2001:db8:0:ff::1")
    file_suggestion(unsaved(), address="2001:db8:0:100::1")


def test_a_flood_that_is_declined_opens_the_form_again_but_not_for_its_sender(monkeypatch):
    monkeypatch.setattr(filing, "MOST_OF_ALL_PER_DAY", filing.MOST_PER_HOUR)
    fill(filing.MOST_PER_HOUR)
    with pytest.raises(TooManyOfAll):
        file_suggestion(unsaved(), address=ELSEWHERE)

    Suggestion.objects.decline_all(Suggestion.objects.values_list("pk", flat=True), by=None, reason="Spam.")

    file_suggestion(unsaved(), address=ELSEWHERE)
    with pytest.raises(TooManyBySender):
        file_suggestion(unsaved("One more."), address=HERE)


def test_a_flood_from_many_addresses_is_refused_until_the_next_day(monkeypatch):
    monkeypatch.setattr(filing, "MOST_OF_ALL_PER_DAY", 3)
    for each in range(3):
        file_suggestion(unsaved(f"Wrong for reason {each}."), address=f"203.0.113.{each}")

    with pytest.raises(TooManyOfAll):
        file_suggestion(unsaved(), address=ELSEWHERE)
    let_pass(days=1)
    file_suggestion(unsaved(), address=ELSEWHERE)

    assert Suggestion.objects.count() == 4


def test_the_same_words_about_the_same_are_refused_whoever_sends_them():
    file_suggestion(unsaved("It is   built in."), address=HERE)

    with pytest.raises(SaidAlready):
        file_suggestion(unsaved("it is built\nIN."), address=ELSEWHERE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"proposed_rating": 0}),
        ({"proposed_rating": 4}, {"proposed_rating": 1}),
        ({"proposed_support": "none"}, {"proposed_support": "built_in"}),
        ({"proposed_status": "current"}, {"proposed_status": "past"}),
        ({"proposed_words": "Ships one."}, {"proposed_words": "Ships none."}),
    ],
)
def test_the_same_words_with_another_proposal_are_another_suggestion(before, after):
    file_suggestion(unsaved(**before), address=HERE)

    file_suggestion(unsaved(**after), address=ELSEWHERE)
    with pytest.raises(SaidAlready):
        file_suggestion(unsaved(**after), address=HERE)

    assert Suggestion.objects.count() == 2


def test_the_same_words_about_another_are_refused_from_the_same_sender_only():
    file_suggestion(unsaved(), address=HERE)

    with pytest.raises(SaidOfAnother):
        file_suggestion(unsaved(key="django/orm"), address=HERE)
    file_suggestion(unsaved(key="django/orm"), address=ELSEWHERE)

    assert Suggestion.objects.count() == 2


def test_words_that_were_decided_on_may_come_again_from_another():
    suggestion = unsaved()
    file_suggestion(suggestion, address=HERE)
    Suggestion.objects.decide(suggestion.pk, SuggestionState.DECLINED, by=None, reason="It is not so.")

    file_suggestion(unsaved(), address=ELSEWHERE)

    assert Suggestion.objects.waiting().count() == 1


def test_words_that_were_decided_on_do_not_come_again_from_the_same_sender():
    suggestion = unsaved()
    file_suggestion(suggestion, address=HERE)
    Suggestion.objects.decide(suggestion.pk, SuggestionState.DECLINED, by=None, reason="It is not so.")

    with pytest.raises(SaidAlready):
        file_suggestion(unsaved(), address=HERE)


def test_a_refused_suggestion_leaves_nothing_behind():
    file_suggestion(unsaved(), address=HERE)

    with pytest.raises(SaidAlready):
        file_suggestion(unsaved(), address=HERE)

    assert Suggestion.objects.count() == 1


def test_filing_forgets_the_senders_of_the_day_before():
    yesterday = timezone.now().date() - timedelta(days=1)
    SenderSalt.objects.create(day=yesterday, salt="a" * 64)
    create_suggestion(sender="b" * 64, sender_day=yesterday)

    file_suggestion(unsaved(), address=HERE)

    assert not SenderSalt.objects.filter(day=yesterday).exists()
    assert not Suggestion.objects.filter(sender="b" * 64).exists()
