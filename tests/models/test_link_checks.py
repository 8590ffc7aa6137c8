"""What a link check remembers: nothing is decided by one failure, nor by one day."""

from datetime import UTC, datetime, timedelta

import pytest

from comparisons.choices import LinkStatus
from comparisons.links.fetching import Outcome
from comparisons.models import LinkCheck
from comparisons.models.link_checks import DETAIL_LENGTH, FINAL_ADDRESS_LENGTH
from tests.factories import create_link_check
from tests.models.refusals import assert_refused

MONDAY = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
NOT_FOUND = Outcome(status=LinkStatus.NOT_FOUND, http_status=404)
ANSWERS = Outcome(status=LinkStatus.ANSWERS, http_status=200)
REFUSED = Outcome(status=LinkStatus.REFUSED, http_status=403)


def days_later(days, **more):
    return MONDAY + timedelta(days=days, **more)


def checked(*outcomes):
    """A check after these outcomes, each with its moment."""
    check = LinkCheck(url="https://site.example/")
    for outcome, at in outcomes:
        check.note(outcome, at=at, counts=True)
    return check


def test_one_failure_decides_nothing():
    check = checked((NOT_FOUND, MONDAY))

    assert check.is_failing
    assert not check.is_broken


def test_three_failures_on_three_days_make_it_broken():
    check = checked(*((NOT_FOUND, days_later(day)) for day in range(3)))

    assert check.is_broken
    assert not check.is_failing
    assert (check.failures, check.failed_days, check.first_failed_at) == (3, 3, MONDAY)


def test_many_failures_on_one_day_are_one_day():
    check = checked(*((NOT_FOUND, days_later(0, hours=hour)) for hour in range(12)))

    assert check.is_failing
    assert (check.failures, check.failed_days) == (12, 1)


def test_an_answer_wipes_the_failures_away():
    check = checked(
        (NOT_FOUND, MONDAY), (NOT_FOUND, days_later(1)), (ANSWERS, days_later(2)), (NOT_FOUND, days_later(3))
    )

    assert (check.failures, check.failed_days, check.first_failed_at) == (1, 1, days_later(3))
    assert check.last_answered_at == days_later(2)


def test_a_move_for_good_is_no_failure():
    moved = Outcome(status=LinkStatus.MOVED, http_status=200, final_address="https://site.example/new")
    check = checked((moved, MONDAY))

    assert not check.is_failing
    assert (check.last_answered_at, check.final_address) == (MONDAY, "https://site.example/new")


def test_a_refusal_decides_nothing_either_way():
    never_failed = checked(*((REFUSED, days_later(day)) for day in range(5)))
    failed_before = checked((NOT_FOUND, MONDAY), (REFUSED, days_later(1)))

    assert (never_failed.failures, never_failed.last_answered_at) == (0, None)
    assert (failed_before.failures, failed_before.failed_days) == (1, 1)


def test_a_failure_that_does_not_count_is_told_and_not_counted():
    check = LinkCheck(url="https://site.example/")

    check.note(NOT_FOUND, at=MONDAY, counts=False)

    assert (check.status, check.failures, check.last_checked_at) == (LinkStatus.NOT_FOUND, 0, MONDAY)


@pytest.mark.django_db
def test_the_querysets_keep_them_apart():
    broken = create_link_check(status=LinkStatus.NOT_FOUND, failed_days=3)
    # Refused today, failed on three days before: still broken, for it has not answered.
    broken_too = create_link_check(status=LinkStatus.REFUSED, failed_days=3)
    failing = create_link_check(status=LinkStatus.TIMEOUT, failed_days=2)
    moved = create_link_check(status=LinkStatus.MOVED)
    refused = create_link_check(status=LinkStatus.REFUSED)
    answering = create_link_check()

    assert set(LinkCheck.objects.broken()) == {broken, broken_too}
    assert set(LinkCheck.objects.failing()) == {failing}
    assert set(LinkCheck.objects.moved()) == {moved}
    assert set(LinkCheck.objects.refused()) == {refused}
    assert set(LinkCheck.objects.answering()) == {answering}


@pytest.mark.django_db
def test_the_longest_broken_comes_first():
    later = create_link_check(status=LinkStatus.NOT_FOUND, failed_days=3, first_failed_at=days_later(1))
    earlier = create_link_check(status=LinkStatus.NOT_FOUND, failed_days=3, first_failed_at=MONDAY)
    answering = create_link_check()

    assert list(LinkCheck.objects.worst_first()) == [earlier, later, answering]


@pytest.mark.django_db
def test_what_a_server_says_is_kept_only_as_far_as_there_is_room():
    check = create_link_check()
    outcome = Outcome(
        status=LinkStatus.MOVED, final_address="https://site.example/" + "a" * FINAL_ADDRESS_LENGTH, detail="a" * 999
    )

    check.note(outcome, at=MONDAY, counts=True)
    check.save()

    assert (check.final_address, len(check.detail)) == ("", DETAIL_LENGTH)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("message", "values"),
    [
        ("A link must start with https:// or http://.", {"url": "javascript:alert(1)"}),
        ("A link must start with https:// or http://.", {"final_address": "javascript:alert(1)"}),
        ("There is no such status.", {"status": "verified"}),
        ("A failure has a day, and there are no more days than failures.", {"failures": 1}),
        ("A failure has a day, and there are no more days than failures.", {"failed_days": 1}),
    ],
)
def test_the_database_keeps_the_truth(message, values):
    assert_refused(create_link_check(), message=message, **values)


def test_no_status_says_verified():
    assert not [status for status in LinkStatus if "verif" in f"{status.value} {status.label}".lower()]
