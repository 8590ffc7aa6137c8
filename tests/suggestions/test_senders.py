"""Senders: which address counts, what of it is stored, and that it is forgotten."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from comparisons.models import SenderSalt, Suggestion
from comparisons.suggestions.senders import address_of, forget_senders, hashed_sender, locked_salt, network_of
from tests.factories import create_suggestion

FORWARDED = "198.51.100.1, 203.0.113.7, 10.0.0.2"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/56"),
        ("2001:db8:1:ff::1", "2001:db8:1::/56"),
        ("2001:db8:1:100::1", "2001:db8:1:100::/56"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
        ("unix:", ""),
        ("not an address\x00", ""),
    ],
)
def test_an_address_counts_as_its_network(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("behind_proxy", "proxy_count", "forwarded", "expected"),
    [
        (False, 1, FORWARDED, "10.0.0.9"),
        (True, 1, FORWARDED, "10.0.0.2"),
        (True, 2, FORWARDED, "203.0.113.7"),
        (True, 3, "203.0.113.7", "10.0.0.9"),
        (True, 1, "", ""),
    ],
)
def test_a_forwarded_address_is_believed_as_far_as_the_operator_says(
    rf, settings, behind_proxy, proxy_count, forwarded, expected
):
    settings.BEHIND_PROXY, settings.PROXY_COUNT = behind_proxy, proxy_count

    request = rf.get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.9")

    assert address_of(request) == expected


def test_without_the_header_the_proxy_itself_counts(rf, settings):
    settings.BEHIND_PROXY, settings.PROXY_COUNT = True, 2

    assert address_of(rf.get("/", REMOTE_ADDR="10.0.0.9")) == "10.0.0.9"


def test_a_hash_differs_by_network_and_by_salt_and_holds_no_address():
    monday, tuesday = SenderSalt(salt="a" * 64), SenderSalt(salt="b" * 64)

    hashes = {
        hashed_sender(address, salt) for address in ("203.0.113.7", "203.0.113.8") for salt in (monday, tuesday)
    }

    assert len(hashes) == 4
    assert all(len(each) == 64 for each in hashes)
    assert hashed_sender("2001:db8::1", monday) == hashed_sender("2001:db8::2", monday)


@pytest.mark.django_db
def test_a_day_has_one_salt_and_each_day_another():
    with transaction.atomic():
        first, again = locked_salt(date(2026, 11, 22)), locked_salt(date(2026, 11, 22))
        next_day = locked_salt(date(2026, 11, 23))

    assert first == again
    assert first.salt != next_day.salt
    assert len(first.salt) == 64


@pytest.mark.django_db
def test_a_salt_that_another_forgets_before_it_is_locked_is_made_again(monkeypatch):
    make = SenderSalt.objects.get_or_create
    made = []

    def forgotten_at_once_the_first_time(**values):
        made.append(make(**values))
        if len(made) == 1:
            SenderSalt.objects.forget(before=date(2026, 11, 23))

    monkeypatch.setattr(SenderSalt.objects, "get_or_create", forgotten_at_once_the_first_time)
    with transaction.atomic():
        salt = locked_salt(date(2026, 11, 22))

    assert len(made) == 2
    assert salt == SenderSalt.objects.get()


@pytest.mark.django_db
def test_yesterdays_senders_are_forgotten_and_todays_are_not():
    today = timezone.now().date()
    for day in (date(2026, 1, 1), today):
        SenderSalt.objects.create(day=day, salt="a" * 64)
        create_suggestion(sender=f"{day}", sender_day=day)

    forgotten = forget_senders(today)

    assert forgotten == 1
    assert [salt.day for salt in SenderSalt.objects.all()] == [today]
    assert sorted(Suggestion.objects.values_list("sender", "sender_day"), key=str) == [
        ("", None),
        (str(today), today),
    ]
